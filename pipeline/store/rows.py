"""SQL over the columns of a table."""

import sqlite3
from collections.abc import Iterable

from pipeline.store.schema import quoted
from pipeline.tables import Row, Table


def insert(run: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    """Puts rows into a table. Raises sqlite3.IntegrityError where one breaks its rules."""
    values = marks(len(table.columns))
    run.executemany(f"INSERT INTO {table.name} ({names(table)}) VALUES ({values})", rows)


def names(table: Table) -> str:
    """The columns of a table as SQL takes them."""
    return ", ".join(map(quoted, table.names))


def marks(count: int) -> str:
    """So many places for values."""
    return ", ".join("?" * count)
