"""What there is to ask: tables, columns, meanings, out of `pipeline.tables` and the store."""

import difflib
import inspect
import sqlite3
from typing import Any

from pipeline.ask.answers import Answer
from pipeline.errors import AskError
from pipeline.records import FINDING_TYPES, Claim, Correction, DocumentFacts, Problem, Source
from pipeline.store.schema import quoted
from pipeline.tables import TABLES, Table

LOOKED_AT = 5000
"""Rows out of which the examples of a column are taken."""
EXAMPLES = 3
LONGEST = 30
"""Characters of an example."""

RECORDS: tuple[type[Any], ...] = (DocumentFacts, *FINDING_TYPES, Claim, Correction, Source, Problem)
TEXTS = ("texts", "The text of a document, which start and end count in; page_starts is JSON.")
"""A table for queries that is not written out, with its meaning."""


def tables(database: sqlite3.Connection) -> Answer:
    """Every table with its rows, columns and meaning."""
    meanings = {record.table: _meaning(record) for record in RECORDS}
    named = [(table.name, len(table.columns), meanings[table.name]) for table in TABLES]
    rows = [
        (name, database.execute(f"SELECT count(*) FROM {name}").fetchone()[0], columns, meaning)
        for name, columns, meaning in [*named, (TEXTS[0], 3, TEXTS[1])]
    ]
    return Answer(("table", "rows", "columns", "one_row_is"), tuple(rows), "tables", exact=True)


def table(database: sqlite3.Connection, name: str) -> Answer:
    """The columns of one table: type, in how many rows there is a value, meaning, values.

    Raises AskError where there is no such table.
    """
    known = {each.name: each for each in TABLES}
    if name not in known:
        near = difflib.get_close_matches(name, known, 1)
        remedy = f"Do you mean {near[0]}?" if near else f"There are: {', '.join(known)}"
        raise AskError(f"there is no table {name!r}. {remedy}")
    shown = known[name]
    counts = ", ".join(f"count({quoted(column)})" for column in shown.names)
    filled = database.execute(f"SELECT {counts} FROM {name}").fetchone()
    rows = [
        (column.name, column.type, filled[k], column.meaning, _values(database, shown, k))
        for k, column in enumerate(shown.columns)
    ]
    columns = ("column", "type", "filled", "meaning", "values")
    return Answer(columns, tuple(rows), name, exact=True)


def _meaning(record: type[Any]) -> str:
    """The first sentence of a record's docstring."""
    said = inspect.getdoc(record) or ""
    return said.partition("\n\n")[0].replace("\n", " ").replace("`", "")


def _values(database: sqlite3.Connection, shown: Table, k: int) -> str:
    """All values that a column may have, or the ones that it has most often."""
    column = shown.columns[k]
    if allowed := column.constraints.get("enum"):
        return ", ".join(allowed)
    if column.type == "array" or column.name in ("document_id", "quote", shown.key):
        return ""
    name = quoted(column.name)
    found = database.execute(
        f"SELECT {name}, count(*) FROM (SELECT {name} FROM {shown.name} LIMIT {LOOKED_AT}) "
        f"WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {EXAMPLES}"
    ).fetchall()
    examples = [str(value) for value, many in found if many > 1 and len(str(value)) <= LONGEST]
    return ", ".join(examples) + ", …" if examples else ""
