"""Opening the database of an output folder, to write it or to read it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.store.schema import APPLICATION, SCHEMA, create, migrate

DATABASE = "findings.sqlite"
PATIENCE = 10.0
"""Seconds to wait for another process that writes to the same database."""


def connect(folder: Path) -> sqlite3.Connection:
    """The database of an output folder, to be read only; rows come as `sqlite3.Row`.

    A run that writes to the same folder neither waits for it nor keeps it waiting. Raises
    OutputError when there is none, or when it was made by another version of findings.
    """
    path = folder / DATABASE
    if not path.is_file():
        raise OutputError(
            f"{folder} holds no findings yet: read documents into it with "
            f"findings run DOCUMENTS --output {folder}"
        )
    with explained(folder):
        database = _open_to_read(path)
        try:
            found = _schema_of(database, path)
            if found < SCHEMA:
                raise OutputError(
                    f"{path} was written by an earlier version of findings: any findings run "
                    f"with --output {folder} brings it up to date"
                )
        except BaseException:
            database.close()
            raise
    return database


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Opens a database to read; SQLite needs files beside it unless nobody can write there."""
    for option in ("mode=ro", "mode=ro&immutable=1"):
        address = f"{path.absolute().as_uri()}?{option}"
        database = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
        database.row_factory = sqlite3.Row
        try:
            database.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            unwritable = "readonly" in str(error) or "unable to open" in str(error)
            if option == "mode=ro" and unwritable and not _beside(path, "-wal").exists():
                database.close()
                continue
            database.close()
            raise
        except sqlite3.DatabaseError:
            pass  # not SQLite at all, which is told where its schema is looked at
        break
    return database


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def open_to_write(folder: Path) -> sqlite3.Connection:
    """The database of an output folder, made or brought up to date where that is needed.

    Raises OutputError when it cannot be written, or holds a database that is not one of
    findings or was made by a later version of it.
    """
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / DATABASE
        database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            _prepare(database, path)
        except BaseException:
            database.close()
            raise
    return database


@contextmanager
def transaction(database: sqlite3.Connection, kind: str) -> Iterator[sqlite3.Connection]:
    """All of what is written inside, or nothing of it."""
    database.execute(f"BEGIN {kind}")
    with database:  # commits, or rolls back and raises
        yield database


@contextmanager
def explained(folder: Path) -> Iterator[None]:
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
    """Makes the tables in a new database, brings an old one up to date, refuses others."""
    with _ours(path), transaction(database, "IMMEDIATE"):  # waits for one that makes them too
        if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            create(database)
        elif (found := _schema_of(database, path)) < SCHEMA:
            migrate(database, found)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")  # safe with WAL, spares a sync a document
    database.execute("PRAGMA foreign_keys = ON")


def _schema_of(database: sqlite3.Connection, path: Path) -> int:
    with _ours(path):
        ours = _pragma(database, "application_id") == APPLICATION
        found = _pragma(database, "user_version")
    if not ours:
        raise _foreign(path)
    if found > SCHEMA:
        raise OutputError(
            f"{path} has the tables of a later version of findings (schema {found}, this one "
            f"knows {SCHEMA}). Update findings, or choose another folder with --output."
        )
    return found


@contextmanager
def _ours(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:  # not SQLite at all
        raise _foreign(path) from error


def _foreign(path: Path) -> OutputError:
    return OutputError(
        f"{path} is not a database of findings. Choose another folder with --output."
    )


def _pragma(database: sqlite3.Connection, name: str) -> int:
    value: int = database.execute(f"PRAGMA {name}").fetchone()[0]
    return value
