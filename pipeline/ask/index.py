"""The full-text index of a store: filled when it is first asked for, kept true by the store.

Quotations and recommendations are indexed one by one, the text of documents page by page.
Triggers take a document out of the index whenever its rows change; it is put in again by the
next `fill`. So the index is never searched for what is no longer in the tables.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.store import connect
from pipeline.store.connection import explained, open_to_write, transaction

RECOMMENDATIONS, QUOTATIONS, DOCUMENTS = KINDS = ("recommendations", "quotations", "documents")
"""What is searched; the text of documents page by page."""

TOGETHER = 100
"""Documents that are indexed in one transaction, so that a run beside it need not wait long."""

GONE = """
    DELETE FROM search WHERE rowid >= (SELECT first FROM indexed WHERE document_id = {id})
        AND rowid <= (SELECT last FROM indexed WHERE document_id = {id});
    DELETE FROM indexed WHERE document_id = {id};
"""
CHANGES = (
    ("documents", "DELETE", "old"),
    *(
        (table, event, row)
        for table in (RECOMMENDATIONS, QUOTATIONS)
        for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))
    ),
)
"""After which statement on which table a document has to be indexed anew."""

OPEN, CLOSE = "\x02", "\x03"
"""What is put around the words that were found: characters that no indexed text has."""
MARKS = str.maketrans(OPEN + CLOSE, "  ")

Advance = Callable[[int, int], None]


@contextmanager
def searchable(folder: Path, advance: Advance | None = None) -> Iterator[sqlite3.Connection]:
    """The database of an output folder, to be read only, with an index of all its documents.

    What is missing in the index is added first, and `advance` hears of it (documents done, of
    how many). Where the folder cannot be written, or another process keeps it, the index is a
    temporary one that goes with the connection. Raises OutputError where there is no store.
    """
    database = connect(folder)
    try:
        if _missing(database):
            try:
                _fill_stored(folder, advance)
            except OutputError:
                _make_temporary(database)
                with explained(folder):
                    fill(database, advance)
        yield database
    finally:
        database.close()


def fill(database: sqlite3.Connection, advance: Advance | None = None) -> None:
    """Puts the documents in the index that are not in it; `advance` gets (done, of how many)."""
    missing = _missing(database)
    for k in range(0, len(missing), TOGETHER):
        with transaction(database, "IMMEDIATE"):
            for document_id in missing[k : k + TOGETHER]:
                _add(database, document_id)
        if advance:
            advance(min(k + TOGETHER, len(missing)), len(missing))


def _missing(database: sqlite3.Connection) -> list[str]:
    rows = database.execute(
        "SELECT document_id FROM documents WHERE document_id NOT IN "
        "(SELECT document_id FROM indexed) ORDER BY document_id"
    )
    return [row[0] for row in rows]


def _fill_stored(folder: Path, advance: Advance | None) -> None:
    """Fills the index in the folder itself, from now on kept true by triggers."""
    database = open_to_write(folder)
    try:
        with explained(folder):
            with transaction(database, "IMMEDIATE"):
                for table, event, row in CHANGES:
                    database.execute(
                        f"CREATE TRIGGER IF NOT EXISTS unindex_{table}_{event.lower()} "
                        f"AFTER {event} ON {table} WHEN {row}.document_id IN "
                        "(SELECT document_id FROM indexed) "
                        f"BEGIN {GONE.format(id=f'{row}.document_id')} END"
                    )
            fill(database, advance)
    finally:
        database.close()


def _make_temporary(database: sqlite3.Connection) -> None:
    """Tables of the same names in this connection's own temporary database, which come first."""
    tables = database.execute("SELECT sql FROM main.sqlite_master WHERE name IN (?, ?)", TABLES)
    for (statement,) in tables.fetchall():
        database.execute(statement.replace("TABLE ", "TABLE temp.", 1))


TABLES = ("search", "indexed")


def _add(database: sqlite3.Connection, document_id: str) -> None:
    """Indexes one document; does nothing where another process was faster."""
    known = database.execute("SELECT 1 FROM indexed WHERE document_id = ?", (document_id,))
    if known.fetchone():
        return
    (last,) = database.execute("SELECT coalesce(max(rowid), 0) FROM search").fetchone()
    rows = list(_entries(database, document_id))
    database.executemany(
        "INSERT INTO search (rowid, text, kind, id, document_id, page, start) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((last + k, text.translate(MARKS), *row) for k, (text, *row) in enumerate(rows, 1)),
    )
    span = (document_id, last + 1, last + len(rows))
    database.execute("INSERT INTO indexed VALUES (?, ?, ?)", span)


def _entries(
    database: sqlite3.Connection, document_id: str
) -> Iterator[tuple[str, str, str, str, int, int]]:
    """(text, kind, id, document_id, page, start) of all that is searched of a document."""
    for kind in (RECOMMENDATIONS, QUOTATIONS):
        key = kind.removesuffix("s") + "_id"
        for text, id_, page, start in database.execute(
            f"SELECT text, {key}, page, start FROM {kind} WHERE document_id = ?", (document_id,)
        ):
            yield text, kind, id_, document_id, page, start
    for text, page_starts in database.execute(
        "SELECT text, page_starts FROM texts WHERE document_id = ?", (document_id,)
    ):
        for page, start, end in pages(page_starts, len(text)):
            if words := text[start:end].strip():
                yield words, DOCUMENTS, document_id, document_id, page, text.index(words, start)


def pages(page_starts: str, length: int) -> Iterator[tuple[int, int, int]]:
    """(page, start, end) of each page of a text, out of the JSON that the store keeps of it."""
    starts = json.loads(page_starts) or [[0, 1]]
    if starts[0][0] > 0:
        starts.insert(0, [0, 1])
    for k, (start, page) in enumerate(starts):
        yield page, start, starts[k + 1][0] if k + 1 < len(starts) else length
