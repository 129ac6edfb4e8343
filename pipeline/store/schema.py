"""The tables of the database, and how a database of an earlier schema becomes one of this."""

import sqlite3
from collections.abc import Iterator

from pipeline.records import DocumentFacts
from pipeline.tables import TABLES, Column, Table

APPLICATION = int.from_bytes(b"FIND")
"""`PRAGMA application_id`: says that a database is one of ours."""
SCHEMA = 2
"""`PRAGMA user_version`: goes up with every change of the tables, with a step in MIGRATIONS."""
TYPES = {"string": "TEXT", "array": "TEXT", "integer": "INTEGER", "number": "REAL"}

INTERNAL_2 = (
    # where the text of a document is, and (offset, page) wherever it goes over to another page
    "CREATE TABLE texts (document_id TEXT PRIMARY KEY, text TEXT NOT NULL, "
    "page_starts TEXT NOT NULL DEFAULT '[]', "
    "FOREIGN KEY (document_id) REFERENCES documents ON DELETE CASCADE)",
    # by what a document was read; limits only where they decided what came out
    "CREATE TABLE readings (document_id TEXT PRIMARY KEY, extractor TEXT NOT NULL, limits TEXT, "
    "FOREIGN KEY (document_id) REFERENCES documents ON DELETE CASCADE)",
    # what a source looked like from outside when it was read, to tell that it has not changed
    "CREATE TABLE signatures (source TEXT PRIMARY KEY, signature TEXT NOT NULL, "
    "FOREIGN KEY (source) REFERENCES sources ON DELETE CASCADE)",
    # single values: the generation goes up with every change of the tables
    "CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "INSERT INTO state VALUES ('generation', '0')",
    # full text, filled when it is first asked for; `indexed` says which rows are of a document
    "CREATE VIRTUAL TABLE search USING fts5(text, kind UNINDEXED, id UNINDEXED, "
    "document_id UNINDEXED, page UNINDEXED, start UNINDEXED, "
    "tokenize = 'unicode61 remove_diacritics 2')",
    "CREATE TABLE indexed (document_id TEXT PRIMARY KEY, first INTEGER, last INTEGER)",
    # the rows of a corrected document as they were read: JSON, {table: [{column: value}]}
    "CREATE TABLE as_read (document_id TEXT PRIMARY KEY, rows TEXT NOT NULL, "
    "FOREIGN KEY (document_id) REFERENCES documents ON DELETE CASCADE)",
)
"""Tables that are not written out, as schema 2 has them: what the store keeps for itself.

A database of schema 1 gets them by a step of MIGRATIONS, so that they stay as they are here: a
later schema changes them in a step of its own."""

COUNTED = (
    "CREATE INDEX figures_measure_class ON figures (measure_class)",
    "CREATE INDEX figures_unit ON figures (unit)",
)
"""Indexes by which the rows of the largest table are counted while a person waits."""

MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        *(
            f"ALTER TABLE {table} ADD COLUMN correction TEXT"
            for table in ("judgements", "recommendations", "officials", "quotations", "figures")
        ),
        "ALTER TABLE texts ADD COLUMN page_starts TEXT NOT NULL DEFAULT '[]'",
        *INTERNAL_2[1:],
        'CREATE TABLE claims ("claim_id" TEXT NOT NULL PRIMARY KEY, "document_id" TEXT NOT NULL, '
        '"page" INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, '
        '"quote" TEXT, "kind" TEXT NOT NULL, "claim" TEXT NOT NULL, "said" TEXT NOT NULL, '
        '"found" TEXT, "verdict" TEXT NOT NULL, "match" TEXT, "report_id" TEXT, '
        '"report_page" INTEGER, "report_start" INTEGER, "report_end" INTEGER, "report_quote" TEXT, '
        "FOREIGN KEY (document_id) REFERENCES documents ON DELETE CASCADE)",
        'CREATE TABLE corrections ("correction_id" TEXT NOT NULL PRIMARY KEY, '
        '"document_id" TEXT NOT NULL, "kind" TEXT NOT NULL, "action" TEXT NOT NULL, '
        '"finding_id" TEXT, "page" INTEGER NOT NULL, "start" INTEGER NOT NULL, '
        '"end" INTEGER NOT NULL, "boxes" TEXT, "quote" TEXT, "new_values" TEXT, '
        '"old_values" TEXT, "author" TEXT, "made_at" TEXT NOT NULL, "reason" TEXT, '
        '"status" TEXT NOT NULL)',
        'CREATE TABLE sources ("source" TEXT NOT NULL PRIMARY KEY, "document_id" TEXT NOT NULL, '
        '"status" TEXT NOT NULL, FOREIGN KEY (document_id) REFERENCES documents '
        "DEFERRABLE INITIALLY DEFERRED)",
        "INSERT INTO sources SELECT source, document_id, 'present' FROM documents",
        "CREATE INDEX problems_document ON problems (document_id)",
        "CREATE INDEX documents_provider ON documents (provider_id)",
        'CREATE INDEX claims_place ON claims ("document_id", "start", "end", "claim_id")',
        "CREATE INDEX corrections_place ON corrections "
        '("document_id", "start", "end", "correction_id")',
        "CREATE INDEX sources_document_id ON sources (document_id)",
        *COUNTED,
    ),
}
"""The statements that take a database from one schema to the next, as they were then."""


def create(database: sqlite3.Connection) -> None:
    """Makes the tables in an empty database."""
    for statement in _statements():
        database.execute(statement)


def migrate(database: sqlite3.Connection, found: int) -> None:
    """Takes a database from the schema `found` to this one, a step at a time."""
    for step in range(found, SCHEMA):
        for statement in MIGRATIONS[step]:
            database.execute(statement)
    database.execute(f"PRAGMA user_version = {SCHEMA}")


def _statements() -> Iterator[str]:
    for table in TABLES:
        lines = [_definition(table, column) for column in table.columns]
        yield f"CREATE TABLE {table.name} ({', '.join(lines + _references(table))})"
    yield from INTERNAL_2
    yield "CREATE INDEX documents_source ON documents (source)"
    yield "CREATE INDEX documents_provider ON documents (provider_id)"
    yield "CREATE INDEX problems_source ON problems (source)"
    yield "CREATE INDEX problems_document ON problems (document_id)"
    yield from COUNTED
    for table in TABLES[1:]:
        if table.order[0] == "document_id":
            order = ", ".join(map(quoted, table.order if table.key else table.order[:1]))
            yield f"CREATE INDEX {table.name}_place ON {table.name} ({order})"
        links = table.links if table.name == "sources" else table.links[1:]
        for name, _ in links:
            yield f"CREATE INDEX {table.name}_{name} ON {table.name} ({name})"
    yield f"PRAGMA application_id = {APPLICATION}"
    yield f"PRAGMA user_version = {SCHEMA}"


def _definition(table: Table, column: Column) -> str:
    rules = " NOT NULL" * column.required + " PRIMARY KEY" * (column.name == table.key)
    return f"{quoted(column.name)} {TYPES[column.type]}{rules}"


def _references(table: Table) -> list[str]:
    """Foreign keys: what belongs to a document goes with it, other links must hold.

    A source outlives the rows of its document while these are replaced.
    """
    return [
        f"FOREIGN KEY ({name}) REFERENCES {target} {_held(table, target)}".rstrip()
        for name, target in table.links
    ]


def _held(table: Table, target: str) -> str:
    if table.name == "sources":
        return "DEFERRABLE INITIALLY DEFERRED"
    return "ON DELETE CASCADE" if target == DocumentFacts.table else ""


def quoted(name: str) -> str:
    """A column's name as SQL takes it: `end` is a word of SQL."""
    return f'"{name}"'
