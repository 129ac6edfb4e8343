"""One document with all that was read in it, or one finding with its evidence in context."""

import sqlite3
from typing import Any

from pipeline.ask.answers import Answer
from pipeline.errors import AskError
from pipeline.tables import CLAIMS, CORRECTIONS, DOCUMENTS, FINDINGS, PROBLEMS, Table

AROUND = 400
"""Characters of the text before and after the evidence."""
SHORTEST = 4
"""Digits of an id that are enough to look for it."""
LISTED = 8

SHOWN = {
    "judgements": ("area", "grade", "period", "judged_on", "subject", "page", "quote"),
    "recommendations": ("number", "kind", "text", "deadline", "addressee", "page"),
    "officials": ("name", "role", "organisation", "involvement", "page"),
    "quotations": ("speaker", "text", "page"),
    "claims": ("claim", "said", "found", "verdict", "page"),
    "figures": ("value_text", "unit", "measure", "comparator", "change", "as_of", "page"),
}
"""What is shown of the rows of a document, beside their ids; empty columns are left out."""
PLACE = ("document_id", "start", "end", "boxes", "quote")
"""Columns that are shown apart from the values of a finding."""


def show(database: sqlite3.Connection, text: str) -> list[Answer]:
    """What `text` names: the id of a document or a finding, its beginning, or a file's name.

    A document comes with its facts and a table a kind, a finding with its values, the words
    before and after its evidence, and what corrections say of it. Raises AskError where
    there is no such thing, or several.
    """
    found = _found(database, text.strip())
    if not found:
        raise AskError(
            f"there is no document or finding {text!r} here: give an id or its first digits, or "
            "a file name (findings search and findings query find them)"
        )
    if len(found) > 1:
        names = ", ".join(f"{id_} ({table.name})" for table, id_ in found[:LISTED])
        more = " …" if len(found) > LISTED else ""
        raise AskError(f"{text!r} may be {len(found)} rows: {names}{more}. Give more of the id")
    table, id_ = found[0]
    return document(database, id_) if table is DOCUMENTS else finding(database, table, id_)


def _found(database: sqlite3.Connection, text: str) -> list[tuple[Table, str]]:
    """The rows that a text may mean, at most one more than are listed."""
    if len(text) >= SHORTEST and set(text.lower()) <= set("0123456789abcdef"):
        begin, end = text.lower(), text.lower() + "g"
        rows = [
            (table, row[0])
            for table in (DOCUMENTS, *FINDINGS, CLAIMS)
            for row in database.execute(
                f"SELECT {table.key} FROM {table.name} WHERE {table.key} >= ? AND {table.key} < ? "
                f"ORDER BY 1 LIMIT {LISTED + 1}",
                (begin, end),
            )
        ]
        if rows:
            return rows
    named = database.execute(
        "SELECT DISTINCT document_id FROM documents LEFT JOIN sources USING (document_id) "
        "WHERE lower(file_name) = lower(?1) OR sources.source = ?1 OR documents.source = ?1 "
        "OR sources.source LIKE '%/' || ?2 ESCAPE '\\'",
        (text, "".join(f"\\{c}" if c in "\\%_" else c for c in text)),
    )
    return [(DOCUMENTS, row[0]) for row in named]


def document(database: sqlite3.Connection, document_id: str) -> list[Answer]:
    """A document's facts, its problems, and its rows kind by kind in the order of the text."""
    row = database.execute("SELECT * FROM documents WHERE document_id = ?", (document_id,))
    facts = dict(row.fetchone())
    if also := other_sources(database, document_id):
        facts["also"] = "; ".join(also)
    parts = [Answer.about("document", facts["title"] or facts["file_name"] or "", facts)]
    for table in (*FINDINGS, CLAIMS):
        rows = _rows(database, table, document_id)
        names = [name for name in SHOWN[table.name] if any(row[name] is not None for row in rows)]
        values = [(row[table.key], *(row[name] for name in names)) for row in rows]
        title = f"{table.name.capitalize()} ({len(rows):,})"
        parts.append(Answer.of(table.name, title, ("id", *names), values))
    names = ["code", "message", "page"]
    problems = [[row[name] for name in names] for row in _rows(database, PROBLEMS, document_id)]
    parts.append(Answer.of("problems", "Problems", names, problems))
    return parts


def other_sources(database: sqlite3.Connection, document_id: str) -> list[str]:
    """The other files that hold a document, byte by byte the same, beside its `source`."""
    found = database.execute(
        "SELECT s.source FROM sources s JOIN documents d USING (document_id) "
        "WHERE document_id = ? AND s.source <> d.source AND s.status <> 'vanished' ORDER BY 1",
        (document_id,),
    )
    return [row[0] for row in found]


def finding(database: sqlite3.Connection, table: Table, id_: str) -> list[Answer]:
    """A finding's values, its evidence in context, and the corrections that concern it."""
    found = database.execute(f"SELECT * FROM {table.name} WHERE {table.key} = ?", (id_,))
    row = dict(found.fetchone())
    about = database.execute(
        "SELECT file_name, provider_name, framework, inspection_end FROM documents "
        "WHERE document_id = ?",
        (row["document_id"],),
    ).fetchone()
    values = {name: row[name] for name in table.names if name not in PLACE}
    parts = [
        Answer.about("finding", f"{table.name.removesuffix('s').capitalize()} {id_}", values),
        Answer.about("evidence", "Evidence", _evidence(database, row)),
        *_report_side(database, row),
        Answer.about("document", "Document", {"document_id": row["document_id"], **dict(about)}),
    ]
    names = [name for name in CORRECTIONS.names if name not in (*PLACE, "kind")]
    rows = _corrections(database, table, row, id_)
    said = [tuple(each[name] for name in names) for each in rows]
    return [*parts, Answer.of("corrections", "Corrections", names, said)]


def _report_side(database: sqlite3.Connection, row: dict[str, Any]) -> list[Answer]:
    """Of a claim what the report says, in its context."""
    if row.get("report_start") is None:
        return []
    return [Answer.about("report", "In the report", _evidence(database, row, "report_"))]


def _evidence(database: sqlite3.Connection, row: dict[str, Any], side: str = "") -> dict[str, Any]:
    """The words of the evidence between those before and after it, and where they stand."""
    document_id = row["report_id" if side else "document_id"]
    found = database.execute(
        "SELECT text FROM texts WHERE document_id = ?", (document_id,)
    ).fetchone()
    text, start, end = found[0] if found else "", row[f"{side}start"], row[f"{side}end"]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return {
        "before": _from_word(before) if start > AROUND else before.strip(),
        "evidence": row[f"{side}quote"],
        "after": _to_word(after) if end + AROUND < len(text) else after.strip(),
        "start": start,
        "end": end,
        "boxes": None if side else row.get("boxes"),
    }


def _from_word(text: str) -> str:
    return f"… {text.partition(' ')[2].strip()}"


def _to_word(text: str) -> str:
    return f"{text.rpartition(' ')[0].strip()} …"


def _rows(database: sqlite3.Connection, table: Table, document_id: str) -> list[sqlite3.Row]:
    order = ", ".join(f'"{name}"' for name in table.order)
    return database.execute(
        f"SELECT * FROM {table.name} WHERE document_id = ? ORDER BY {order}", (document_id,)
    ).fetchall()


def _corrections(
    database: sqlite3.Connection, table: Table, row: dict[str, Any], id_: str
) -> list[sqlite3.Row]:
    """The corrections of a finding: by its id, or of the same kind at the same place."""
    return database.execute(
        "SELECT * FROM corrections WHERE finding_id = ?1 OR (document_id = ?2 AND kind = ?3 "
        'AND start = ?4 AND "end" = ?5) ORDER BY made_at, correction_id',
        (id_, row["document_id"], table.name, row["start"], row["end"]),
    ).fetchall()
