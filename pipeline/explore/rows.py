"""What the pages show, read from the store: documents, findings, and their neighbours."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from pipeline.corrections import set_values
from pipeline.records import FINDING_TYPES, OWN_COLUMNS, Box
from pipeline.tables import FINDINGS

KINDS = {table.name: table for table in FINDINGS}
"""The tables of findings, by name."""
SINGULAR = {kind.table: kind.table.removesuffix("s") for kind in FINDING_TYPES}
SAID = {
    "judgements": ("subject", "area", "grade", "judged_on"),
    "recommendations": ("number", "text"),
    "officials": ("honorific", "name", "role"),
    "quotations": ("speaker", "text"),
    "figures": ("qualifier", "value_text", "measure"),
}
"""The columns that say in a line what a row is."""
LINE = 110
"""Characters of that line."""


class Entry(NamedTuple):
    """A finding as it stands in lists: what it is, where it is, what it says in a line."""

    kind: str
    id: str
    page: int
    start: int
    end: int
    boxes: tuple[Box, ...]
    said: str

    @property
    def label(self) -> str:
        """What it is and says: `judgement: overall effectiveness, good`."""
        return f"{SINGULAR[self.kind]}: {self.said}"

    @property
    def href(self) -> str:
        """Where its evidence is shown."""
        return f"/evidence/{self.kind}/{self.id}"


def entries(database: sqlite3.Connection, document_id: str) -> list[Entry]:
    """Every finding of a document, in the order of the document."""
    found = []
    for kind, table in KINDS.items():
        names = ("page", "start", "end", "boxes", *SAID[kind])
        columns = ", ".join(f'"{name}"' for name in names)
        query = f"SELECT {table.key}, {columns} FROM {kind} WHERE document_id = ?"
        for key, page, start, end, boxes, *said in database.execute(query, (document_id,)):
            found.append(Entry(kind, key, page, start, end, boxes_of(boxes), in_a_line(said)))
    return sorted(found, key=lambda entry: (entry.start, entry.end, entry.kind, entry.id))


def in_a_line(values: Iterable[object]) -> str:
    """Values as one line of words, the empty ones aside, cut at LINE characters."""
    line = ", ".join(str(value).replace("_", " ") for value in values if value not in (None, ""))
    line = " ".join(line.split())
    return line if len(line) <= LINE else line[:LINE].rsplit(" ", 1)[0] + " …"


def boxes_of(value: str | None) -> tuple[Box, ...]:
    """The boxes that a column holds as JSON."""
    return tuple(Box(*box) for box in json.loads(value)) if value else ()


def finding(database: sqlite3.Connection, kind: str, key: str) -> dict[str, Any] | None:
    """One row of a table of findings; None where there is none."""
    table = KINDS[kind]
    return _first(database, f"SELECT * FROM {kind} WHERE {table.key} = ?", key)


def document(database: sqlite3.Connection, document_id: str) -> dict[str, Any] | None:
    """A document's row; None where there is none."""
    return _first(database, "SELECT * FROM documents WHERE document_id = ?", document_id)


def text_of(database: sqlite3.Connection, document_id: str) -> tuple[str, list[tuple[int, int]]]:
    """A document's text, and (offset, page) wherever it goes over to another page."""
    query = "SELECT text, page_starts FROM texts WHERE document_id = ?"
    row = _first(database, query, document_id)
    if row is None:
        return "", []
    return row["text"], [(offset, page) for offset, page in json.loads(row["page_starts"])]


def others(database: sqlite3.Connection, table: str, document_id: str) -> list[dict[str, Any]]:
    """The rows of a table that belong to a document: its problems, its claims."""
    rows = database.execute(f"SELECT * FROM {table} WHERE document_id = ?", (document_id,))
    return [dict(row) for row in rows]


def decisions(database: sqlite3.Connection, document_id: str) -> list[dict[str, Any]]:
    """The corrections of a document, the latest first."""
    rows = others(database, "corrections", document_id)
    found = [row | {"set": set_values(row["new_values"])} for row in rows]
    return sorted(found, key=lambda each: (each["made_at"], each["correction_id"]), reverse=True)


def generation(database: sqlite3.Connection) -> int:
    """Goes up with every change of the tables."""
    row = database.execute("SELECT value FROM state WHERE name = 'generation'").fetchone()
    return int(row[0]) if row else 0


def own_columns(kind: str) -> tuple[str, ...]:
    """The columns that a kind of finding adds to those of every finding."""
    return OWN_COLUMNS[kind]


def _first(database: sqlite3.Connection, query: str, value: str) -> dict[str, Any] | None:
    row = database.execute(query, (value,)).fetchone()
    return None if row is None else dict(row)
