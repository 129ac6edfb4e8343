"""The output folder: one SQLite database, and the tables that are written out of it.

The database holds every document read into the folder so far, with its text, its findings
and its problems; a document that is read again replaces what was there. Its tables are
made from the columns of `pipeline.tables`, so it cannot drift from the CSV and Parquet
files, which hold exactly the same rows.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.errors import OutputError
from pipeline.records import Findings, Problem
from pipeline.tables import TABLES, Column, Row, Table, write, write_data_package

DATABASE = "findings.sqlite"
APPLICATION = int.from_bytes(b"FIND")
"""`PRAGMA application_id`: says that a database is one of ours."""
SCHEMA = 1
"""`PRAGMA user_version`: goes up with every change of the tables."""
PATIENCE = 10.0
"""Seconds to wait for another process that writes to the same database."""
TYPES = {"string": "TEXT", "array": "TEXT", "integer": "INTEGER", "number": "REAL"}


class Store:
    """An output folder open for writing; use it in a `with` statement.

    Example:
        with Store.open(Path("output")) as store:
            store.save(findings)
            store.export_tables()
    """

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        self.folder = folder
        self._database = database

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens or makes an output folder.

        Raises OutputError when it cannot be written, or holds a database that is not one
        of findings or was made by another version of it.
        """
        with _explained(folder):
            (folder / "tables").mkdir(parents=True, exist_ok=True)
            path = folder / DATABASE
            database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            try:
                _prepare(database, path)
            except BaseException:
                database.close()
                raise
        return cls(folder, database)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database; the write-ahead log is folded in and its files vanish."""
        self._database.close()

    def save(self, findings: Findings) -> None:
        """Stores all of one document together or not at all, in place of its earlier rows.

        What was read from the same source before goes too: one source is one document.

        Raises OutputError when the disk is full or the database locked, sqlite3.IntegrityError
        when a row breaks a rule of its table.
        """
        facts = findings.document
        with self._transaction() as run:
            at = (facts.document_id, facts.source)
            run.execute("DELETE FROM problems WHERE source = ?", at[1:])
            run.execute("DELETE FROM documents WHERE document_id = ? OR source = ?", at)
            for table in TABLES:
                _insert(run, table, table.rows([findings]))
            run.execute("INSERT INTO texts VALUES (?, ?)", (facts.document_id, findings.text))

    def problem(self, problem: Problem) -> None:
        """Stores one problem, in place of the same kind of problem of the same source."""
        with self._transaction() as run:
            at = (problem.source, problem.code)
            run.execute("DELETE FROM problems WHERE source = ? AND code = ?", at)
            _insert(run, TABLES[-1], [TABLES[-1].row(problem)])

    def forget_problems(self, source: str) -> None:
        """Removes what was said of a source, before it is looked at again."""
        with self._transaction() as run:
            run.execute("DELETE FROM problems WHERE source = ?", (source,))

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table in their order."""
        names = ", ".join(map(_quoted, table.names))
        order = ", ".join(map(_quoted, table.order))
        return self._database.execute(f"SELECT {names} FROM {table.name} ORDER BY {order}")

    def export_tables(self) -> Path:
        """Writes CSV, Parquet and `datapackage.json`, all of one moment; returns their folder.

        Raises OutputError when they cannot be written.
        """
        folder = self.folder / "tables"
        with self._transaction("DEFERRED"):
            for table in TABLES:
                write(folder, table, self.rows(table))
            write_data_package(folder)
        return folder

    @contextmanager
    def _transaction(self, kind: str = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
        with _explained(self.folder), _transaction(self._database, kind) as database:
            yield database


@contextmanager
def _transaction(database: sqlite3.Connection, kind: str) -> Iterator[sqlite3.Connection]:
    database.execute(f"BEGIN {kind}")
    with database:  # commits, or rolls back and raises
        yield database


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turns what the system says of an output folder into an OutputError with a remedy."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        if "locked" in str(error):
            raise OutputError(
                f"{folder}: another findings process is writing to it. "
                "Wait until it has finished, or choose another folder with --output."
            ) from error
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"{folder}: the output cannot be written ({reason}). Make room or allow writing "
            "there, or choose another folder with --output."
        ) from error


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    """Makes the tables in a new database; refuses one that is not ours."""
    try:
        with _transaction(database, "IMMEDIATE"):  # waits for a process that makes them too
            if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                for statement in schema():
                    database.execute(statement)
        ours = _pragma(database, "application_id") == APPLICATION
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # not SQLite at all
        ours = False
    if not ours:
        raise OutputError(
            f"{path} is not a database of findings. Choose another folder with --output."
        )
    if (found := _pragma(database, "user_version")) != SCHEMA:
        raise OutputError(
            f"{path} has the tables of another version of findings (schema {found}, this one "
            f"writes {SCHEMA}). Choose another folder with --output."
        )
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")  # safe with WAL, spares a sync a document
    database.execute("PRAGMA foreign_keys = ON")


def _pragma(database: sqlite3.Connection, name: str) -> int:
    value: int = database.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def schema() -> Iterator[str]:
    """The SQL statements that make an empty database."""
    for table in TABLES:
        lines = [_definition(table, column) for column in table.columns]
        yield f"CREATE TABLE {table.name} ({', '.join(lines + _references(table))})"
    yield (
        "CREATE TABLE texts (document_id TEXT PRIMARY KEY, text TEXT NOT NULL, "
        "FOREIGN KEY (document_id) REFERENCES documents ON DELETE CASCADE)"
    )
    yield "CREATE INDEX documents_source ON documents (source)"
    yield "CREATE INDEX problems_source ON problems (source)"
    for table in TABLES[1:]:
        order = ", ".join(map(_quoted, table.order if table.key else table.order[:1]))
        yield f"CREATE INDEX {table.name}_place ON {table.name} ({order})"
        for name, _ in table.links[1:]:
            yield f"CREATE INDEX {table.name}_{name} ON {table.name} ({name})"
    yield f"PRAGMA application_id = {APPLICATION}"
    yield f"PRAGMA user_version = {SCHEMA}"


def _definition(table: Table, column: Column) -> str:
    rules = " NOT NULL" * column.required + " PRIMARY KEY" * (column.name == table.key)
    return f"{_quoted(column.name)} {TYPES[column.type]}{rules}"


def _references(table: Table) -> list[str]:
    """Foreign keys: what belongs to a document goes with it, other links must hold."""
    return [
        f"FOREIGN KEY ({name}) REFERENCES {target}"
        + (" ON DELETE CASCADE" if target == "documents" else "")
        for name, target in table.links
    ]


def _insert(database: sqlite3.Connection, table: Table, rows: list[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)


def _quoted(name: str) -> str:
    return f'"{name}"'
