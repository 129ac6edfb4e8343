"""What the store holds that claims are made of and checked against, read by provider."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from pipeline.claims.linking import REPORTS
from pipeline.frameworks import fold
from pipeline.records import FINDING_TYPES, DocumentFacts, Findings
from pipeline.tables import DOCUMENTS, FINDINGS, Table

JUDGEMENTS = FINDINGS[0]
RECORDS = {kind.table: kind for kind in FINDING_TYPES}
"""The kind of record of each table."""


class Held:
    """The press releases of a database, and the reports of the bodies that they are about."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """`database` gives its rows as `sqlite3.Row`; it is only read."""
        self._database = database
        self._last: tuple[list[str], list[Findings]] = ([], [])

    def releases(self) -> Iterator[Findings]:
        """Every press release with its rows and its text, one provider after the other."""
        found = self._database.execute(
            "SELECT document_id FROM documents WHERE document_type = 'press_release' "
            "AND status <> 'failed' ORDER BY provider_id, provider_name, document_id"
        )
        for (document_id,) in found.fetchall():
            yield self.whole(document_id)

    def reports(self, release: Findings) -> list[Findings]:
        """The reports on the provider of a release, and on others that it says were graded.

        They come with their facts and judgements, without their other rows and their text.
        """
        facts = release.document
        names = {row.subject for row in release.judgements if row.subject}
        ids = self._by_code(facts.provider_id) if facts.provider_id else []
        for name in sorted(names | ({facts.provider_name} - {""})):
            ids += self._by_name.get(fold(name), [])
        ids = sorted(set(ids))
        if ids != self._last[0]:
            self._last = (ids, [self._read(each, [JUDGEMENTS]) for each in ids])
        return self._last[1]

    def whole(self, document_id: str) -> Findings:
        """A document with all its rows and its text."""
        found = self._read(document_id, FINDINGS)
        row = self._database.execute(
            "SELECT text, page_starts FROM texts WHERE document_id = ?", (document_id,)
        ).fetchone()
        if row:
            found.text = row["text"]
            found.page_starts = tuple((at, page) for at, page in json.loads(row["page_starts"]))
        return found

    def _by_code(self, provider_id: str) -> list[str]:
        statement = f"SELECT document_id FROM documents WHERE provider_id = ? AND {_REPORTS}"
        return [each for (each,) in self._database.execute(statement, (provider_id,))]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        """The reports on bodies without a code, by the folded name of the body."""
        statement = (
            "SELECT document_id, provider_name FROM documents "
            f"WHERE provider_id IS NULL AND provider_name IS NOT NULL AND {_REPORTS}"
        )
        found: defaultdict[str, list[str]] = defaultdict(list)
        for document_id, name in self._database.execute(statement):
            found[fold(name)].append(document_id)
        return found

    def _read(self, document_id: str, tables: Iterable[Table]) -> Findings:
        (row,) = self._rows(DOCUMENTS, document_id)
        findings = Findings(DocumentFacts(**_values(DOCUMENTS, row)))
        for table in tables:
            rows = self._rows(table, document_id)
            kind = RECORDS[table.name]
            setattr(findings, table.name, [kind(**_values(table, row)) for row in rows])
        return findings

    def _rows(self, table: Table, document_id: str) -> list[sqlite3.Row]:
        order = ", ".join(f'"{name}"' for name in table.order)
        statement = f"SELECT * FROM {table.name} WHERE document_id = ? ORDER BY {order}"
        return self._database.execute(statement, (document_id,)).fetchall()


_REPORTS = f"status <> 'failed' AND document_type IN ({', '.join(map(repr, REPORTS))})"


def _values(table: Table, row: sqlite3.Row) -> dict[str, Any]:
    """The fields of a record: empty ones keep their default; boxes prove nothing here."""
    return {
        column.attribute: row[column.name]
        for column in table.columns
        if column.attribute not in {"id", "boxes"} and row[column.name] is not None
    }
