"""SQL of a person's own on a store: only to read, for a limited time, with errors that help."""

import difflib
import re
import sqlite3
import time

from pipeline.ask.answers import Answer
from pipeline.errors import AskError
from pipeline.tables import TABLES

SECONDS = 30.0
"""How long a query may take unless more is asked for."""
MOST_ROWS = 1_000_000
"""An answer is held in memory: one with more rows is an export."""
LONGEST = 100_000_000
"""Bytes of the largest value that a query may make."""
STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock, about a millisecond."""

READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
PRAGMAS = frozenset(
    {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "data_version"}
)
"""What may be asked of the database's own make-up; full text asks for its version itself."""
SEE = "findings tables shows what there is"
MISSING = re.compile(r"no such (table|column): (\S+)")


def query(database: sqlite3.Connection, sql: str, seconds: float = SECONDS) -> Answer:
    """The rows of one SELECT, as an exact answer.

    Everything but reading is refused, whatever the connection would allow. Raises AskError
    with a remedy: SQL that is not understood or writes, more than `seconds` or MOST_ROWS.
    """
    database.execute("SELECT 1 FROM search LIMIT 0")  # connects the full text, which is no reading
    database.set_authorizer(_allowed)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    end = time.monotonic() + seconds
    database.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    try:
        cursor = database.execute(sql)
        rows = cursor.fetchmany(MOST_ROWS + 1)
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as error:
        raise AskError(_remedy(str(error), seconds)) from error
    finally:
        database.set_progress_handler(None, 0)
        database.set_authorizer(None)
    if cursor.description is None:
        raise AskError(f"there is nothing to answer in that: write a select. {SEE}")
    if len(rows) > MOST_ROWS:
        raise AskError(
            f"the answer has more than {MOST_ROWS:,} rows: add a limit, or take whole tables with "
            "findings export"
        )
    columns = tuple(str(each[0]) for each in cursor.description)
    return Answer(columns, tuple(map(tuple, rows)), exact=True)


def _allowed(action: int, name: str | None, value: str | None, *_: str | None) -> int:
    if action in READS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if value == "load_extension" else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if name in PRAGMAS else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_DENY


def _remedy(message: str, seconds: float) -> str:
    """What SQLite says, with what to do about it."""
    if message == "interrupted":
        return (
            f"the query took longer than {seconds:g} s and was stopped: narrow it with where or "
            "limit, or allow more with --timeout"
        )
    if missing := MISSING.search(message):
        return _near(*missing.groups())
    if "not authorized" in message or "readonly" in message or "prohibited" in message:
        return "a query only reads: write one select (findings export writes files)"
    if "one statement at a time" in message:
        return "a query is one statement: leave out what stands behind the first ;"
    if "bindings supplied" in message:
        return "a query has no parameters (?, :name): write the value itself, 'like this'"
    if "locked" in message:
        return "another process keeps the database: ask again in a moment"
    return f"the SQL is not understood ({message}). {SEE}"


def _near(what: str, name: str) -> str:
    """There is no such table or column: the ones with a name like it, or all tables."""
    plain = name.rsplit(".", 1)[-1].strip('"')
    tables = [table.name for table in TABLES]
    if what == "table":
        return f"there is no table {name}. There are: {', '.join(tables)}, texts. {SEE}"
    columns = sorted({column for table in TABLES for column in table.names})
    near = difflib.get_close_matches(plain, columns, 3)
    places = [
        f"{column} ({', '.join(table.name for table in TABLES if column in table.names)})"
        for column in ([plain] if plain in columns else near)
    ]
    meant = f" Near it: {'; '.join(places)}." if places else ""
    return f"there is no column {name} there.{meant} {SEE}"
