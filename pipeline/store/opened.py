"""An output folder open for writing: its database, its turn, its transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from pipeline.errors import BusyError
from pipeline.store.connection import PATIENCE, explained, open_to_write, transaction

LOCK = "findings.lock"
"""The file that a run holds: one run at a time writes to an output folder."""
SESSION = (
    "PRAGMA temp_store = FILE",
    "CREATE TEMP TABLE seen (source TEXT PRIMARY KEY)",
    "CREATE TEMP TABLE done (document_id TEXT PRIMARY KEY)",
    "CREATE TEMP TABLE said (source TEXT, code TEXT, UNIQUE (source, code))",
)
"""What a store remembers while it is open, on disk as it grows with the archive: the sources
that are there, the documents that were read, the problems that were said."""


class Opened:
    """An output folder open for writing; use it in a `with` statement."""

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        self.folder = folder
        self._database = database

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens or makes an output folder; a database of an earlier schema is brought up to date.

        Raises OutputError when it cannot be written, or holds a database that is not one
        of findings or was made by a later version of it.
        """
        database = open_to_write(folder)
        try:
            for statement in SESSION:
                database.execute(statement)
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

    @contextmanager
    def turn(self, patience: float = PATIENCE) -> Iterator[None]:
        """Holds the folder for one run; another one waits up to `patience` seconds for it.

        The system lets go of it when the process ends, however it ends. Raises BusyError
        when the other run takes longer.
        """
        with explained(self.folder):
            lock = FileLock(self.folder / LOCK)
            try:
                lock.acquire(timeout=patience)
            except Timeout as error:
                raise BusyError(
                    f"{self.folder}: another findings run is writing to it. "
                    "Wait until it has finished, or choose another folder with --output."
                ) from error
        try:
            yield
        finally:
            lock.release()

    def is_made(self, what: str) -> bool:
        """Whether something was made from the tables as they are; see `note_made`."""
        return self._one("SELECT value FROM state WHERE name = ?", what) == str(self.generation)

    def note_made(self, what: str) -> None:
        """Notes that something has now been made from the tables as they are."""
        with explained(self.folder), transaction(self._database, "IMMEDIATE") as run:
            at = (what, str(self.generation))
            run.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", at)

    @property
    def generation(self) -> int:
        """Goes up with every change of the tables."""
        return int(self._one("SELECT value FROM state WHERE name = 'generation'") or 0)

    def _one(self, statement: str, *values: str | None) -> str | None:
        """The first value of the first row, None where there is no row."""
        with explained(self.folder):
            row = self._database.execute(statement, values).fetchone()
        return None if row is None else row[0]

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with explained(self.folder), transaction(self._database, "IMMEDIATE") as run:
            yield run
            run.execute("UPDATE state SET value = value + 1 WHERE name = 'generation'")
