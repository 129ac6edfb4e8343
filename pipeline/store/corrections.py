"""The tables of the store that corrections touch: what was read, what was decided, what is shown.

Beside the rows that the tables show, a corrected document keeps those that were read in
`as_read`, so that withdrawing a correction brings back the exact row.
"""

import json
import sqlite3
from typing import Any

from pipeline.corrections import UNMET, apply
from pipeline.errors import CorrectionError
from pipeline.records import Box, Correction
from pipeline.store.rows import insert, names
from pipeline.store.schema import quoted
from pipeline.tables import (
    CORRECTIONS,
    DOCUMENTS,
    FINDINGS,
    PROBLEMS,
    READ,
    Row,
    Sheet,
    Table,
    Value,
)


class Desk:
    """What `pipeline.corrections` needs of a store.

    One of `Store.deciding()` writes, all in one transaction; one made of a connection that is
    open for reading shows what is there.
    """

    def __init__(self, run: sqlite3.Connection) -> None:
        self._run = run

    def document(self, name: str) -> Sheet:
        """The document with this id, file name or source, as it was read.

        Raises CorrectionError where there is none, or more than one.
        """
        found = self._run.execute(
            "SELECT DISTINCT document_id, sources.source FROM documents "
            "JOIN sources USING (document_id) WHERE ?1 IN (document_id, file_name, sources.source)",
            (name,),
        ).fetchall()
        ids = {row[0] for row in found}
        if len(ids) == 1 and (sheet := self.as_read(found[0][0])):
            return sheet
        if not ids:
            raise CorrectionError(
                f"there is no document {name!r} in the tables: give its document_id or file_name, "
                "as in documents.csv"
            )
        several = ", ".join(f"{row[0]} ({row[1]})" for row in found)
        raise CorrectionError(f"{name!r} are several documents, give an id: {several}")

    def whole_id(self, beginning: str) -> str:
        """The id of the one row or correction that begins so; as given where there is none.

        Raises CorrectionError where there are several.
        """
        found = [
            str(row[0])
            for table in (*FINDINGS, CORRECTIONS)
            for row in self._run.execute(
                f"SELECT {quoted(table.key)} FROM {table.name} "
                f"WHERE {quoted(table.key)} BETWEEN ?1 AND ?1 || 'g'",
                (beginning,),
            )
        ]
        if len(found) > 1 and beginning not in found:
            raise CorrectionError(f"several rows begin with {beginning!r}: {', '.join(found[:5])}")
        return found[0] if len(found) == 1 else beginning

    def shown(self, finding_id: str) -> tuple[str, dict[str, Value]] | None:
        """A row as the tables show it, with the name of its table."""
        for table in FINDINGS:
            where = f"WHERE {quoted(table.key)} = ?"
            for row in _rows(self._run, table, where, finding_id):
                return table.name, dict(zip(table.names, row, strict=True))
        return None

    def as_read(self, document_id: str) -> Sheet | None:
        """A document's rows as they were read, with its text; None where it is not stored."""
        where = "WHERE document_id = ?"
        rows = {table.name: _rows(self._run, table, where, document_id) for table in READ}
        if not rows[DOCUMENTS.name]:
            return None
        kept = self._run.execute(f"SELECT rows FROM as_read {where}", (document_id,)).fetchone()
        if kept:
            found = json.loads(kept[0])
            for table in FINDINGS:
                rows[table.name] = [
                    tuple(row.get(name) for name in table.names) for row in found[table.name]
                ]
        code = PROBLEMS.names.index("code")
        rows[PROBLEMS.name] = [row for row in rows[PROBLEMS.name] if row[code] != UNMET]
        text, starts = self._run.execute(
            f"SELECT text, page_starts FROM texts {where}", (document_id,)
        ).fetchone() or ("", "[]")
        pages = tuple((offset, page) for offset, page in json.loads(starts))
        return Sheet(rows, text, pages)

    def corrections(self, document_id: str = "") -> list[Correction]:
        """The corrections of a document, or all of them, in their order."""
        return _corrections(self._run, document_id)

    def keep(self, correction: Correction) -> None:
        """Adds a correction."""
        insert(self._run, CORRECTIONS, [CORRECTIONS.row(correction)])

    def drop(self, correction_id: str) -> None:
        """Removes a correction."""
        self._run.execute("DELETE FROM corrections WHERE correction_id = ?", (correction_id,))

    def settle(self, document_id: str) -> None:
        """Writes a document's rows anew: as read, with what corrections make of them.

        What is not stored yet is settled when it is read.
        """
        sheet = self.as_read(document_id)
        if sheet is None:
            where = "WHERE document_id = ?"
            self._run.execute(f"UPDATE corrections SET status = 'waiting' {where}", (document_id,))
            return
        for table in (*reversed(FINDINGS), PROBLEMS):  # quotations link to officials
            self._run.execute(f"DELETE FROM {table.name} WHERE document_id = ?", (document_id,))
        self._run.execute("DELETE FROM as_read WHERE document_id = ?", (document_id,))
        _insert_corrected(self._run, sheet, (*FINDINGS, PROBLEMS))


def insert_rows(run: sqlite3.Connection, sheet: Sheet) -> None:
    """Puts a document that was read into the tables, as its corrections make it."""
    _insert_corrected(run, sheet, READ)


def _insert_corrected(run: sqlite3.Connection, sheet: Sheet, tables: tuple[Table, ...]) -> None:
    document_id = str(sheet.fact("document_id"))
    done = apply(sheet, _corrections(run, document_id))
    for table in tables:
        insert(run, table, done.sheet.rows[table.name])
    if done.corrections:
        run.execute("INSERT INTO as_read VALUES (?, ?)", (document_id, _dumped(sheet)))
        states = [(each.status, each.correction_id) for each in done.corrections]
        run.executemany("UPDATE corrections SET status = ? WHERE correction_id = ?", states)


def _dumped(sheet: Sheet) -> str:
    rows = {
        table.name: [
            {n: v for n, v in zip(table.names, row, strict=True) if v is not None}
            for row in sheet.rows[table.name]
        ]
        for table in FINDINGS
    }
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _corrections(run: sqlite3.Connection, document_id: str = "") -> list[Correction]:
    where = "WHERE document_id = ?" if document_id else "WHERE ? = ''"
    found = _rows(run, CORRECTIONS, f"{where} ORDER BY made_at, correction_id", document_id)
    return [correction_of(dict(zip(CORRECTIONS.names, row, strict=True))) for row in found]


def correction_of(row: dict[str, Any]) -> Correction:
    """A row of the table `corrections` as a record."""
    boxes = tuple(Box(*box) for box in json.loads(row["boxes"] or "[]"))
    plain: dict[str, Any] = {name: "" if v is None else v for name, v in row.items()}
    return Correction(**{**plain, "boxes": boxes})


def _rows(run: sqlite3.Connection, table: Table, where: str, value: str) -> list[Row]:
    statement = f"SELECT {names(table)} FROM {table.name} {where}"
    return [tuple(row) for row in run.execute(statement, (value,))]
