"""Writing to an output folder: documents one by one, then the tables."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from pipeline.errors import BusyError
from pipeline.records import Claim, Findings, Problem, Source
from pipeline.store import corrections
from pipeline.store.connection import PATIENCE, explained, open_to_write, transaction
from pipeline.store.rows import insert, names
from pipeline.store.schema import quoted
from pipeline.tables import (
    CLAIMS,
    PROBLEMS,
    SOURCES,
    TABLES,
    Row,
    Sheet,
    Table,
    write,
    write_data_package,
)

LOCK = "findings.lock"
"""The file that a run holds: one run at a time writes to an output folder."""
VANISHED = "vanished"
SESSION = (
    "PRAGMA temp_store = FILE",
    "CREATE TEMP TABLE seen (source TEXT PRIMARY KEY)",
    "CREATE TEMP TABLE done (document_id TEXT PRIMARY KEY)",
    "CREATE TEMP TABLE said (source TEXT, code TEXT, UNIQUE (source, code))",
)
"""What a store remembers while it is open, on disk as it grows with the archive: the sources
that are there, the documents that were read, the problems that were said."""


class Store:
    """An output folder open for writing; use it in a `with` statement.

    Example:
        with Store.open(Path("output")) as store, store.turn():
            store.save(findings)
            store.export_tables()
    """

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

    # -- the ledger: what was read from where

    def signature(self, source: str) -> str | None:
        """What a source looked like from outside when it was read; None where it was not."""
        return self._one("SELECT signature FROM signatures WHERE source = ?", source)

    def document_of(self, source: str) -> str | None:
        """The document that was last read from a source."""
        return self._one("SELECT document_id FROM sources WHERE source = ?", source)

    def source_of(self, document_id: str) -> str | None:
        """The source under which the tables show a document."""
        return self._one("SELECT source FROM documents WHERE document_id = ?", document_id)

    def is_current(self, document_id: str, extractor: str, limits: str) -> bool:
        """Whether a document was read by this extractor, and no other limits could help."""
        statement = (
            "SELECT 1 FROM readings WHERE document_id = ? AND extractor = ? "
            "AND (limits IS NULL OR limits = ?)"
        )
        return self._one(statement, document_id, extractor, limits) is not None

    def done_now(self, document_id: str) -> bool:
        """Whether a document was read since this store was opened."""
        return self._one("SELECT 1 FROM done WHERE document_id = ?", document_id) is not None

    def see(self, source: str) -> None:
        """Notes that a source is there."""
        self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (source,))

    def add_source(self, source: str, document_id: str, signature: str | None) -> None:
        """Notes that a document that was read is also found under this name."""
        if (self.document_of(source), self.signature(source)) == (document_id, signature) and (
            self._one("SELECT status FROM sources WHERE source = ?", source) != VANISHED
        ):
            return
        with self._writing() as run:
            _source(run, source, document_id, signature)

    def mark_vanished(self, scope: str, but: Iterable[str] = ()) -> list[Problem]:
        """Marks the sources whose names begin with `scope` and that were not seen.

        Those that begin with one of `but` are left alone: it could not be looked there.
        Returns a problem for each, which is stored as well; their documents stay.
        """
        with explained(self.folder):
            rows = self._database.execute(
                "SELECT source, document_id FROM sources WHERE substr(source, 1, ?) = ? "
                "AND status != ? AND source NOT IN (SELECT source FROM seen) ORDER BY source",
                (len(scope), scope, VANISHED),
            )
            gone = [_vanished(*row) for row in rows if not row[0].startswith(tuple(but))]
        if gone:
            with self._writing() as run:
                for problem in gone:
                    run.execute(
                        "UPDATE sources SET status = ? WHERE source = ?", (VANISHED, problem.source)
                    )
                    _replace_problem(run, problem)
        return gone

    def prune(self) -> int:
        """Removes the sources that vanished and the documents that have no other; how many."""
        with self._writing() as run:
            gone = run.execute(
                "SELECT source, document_id FROM sources WHERE status = ?", (VANISHED,)
            ).fetchall()
            for source, document_id in gone:
                run.execute("DELETE FROM sources WHERE source = ?", (source,))
                run.execute("DELETE FROM problems WHERE source = ?", (source,))
                _settle(run, document_id)
        return len(gone)

    # -- documents

    def save(
        self,
        read: Findings | Sheet,
        signature: str | None = None,
        extractor: str = "",
        limits: str | None = None,
    ) -> None:
        """Stores all of one document together or not at all, in place of its earlier rows.

        What was read from the same source before goes too, unless it has another one.

        Raises OutputError when the disk is full or the database locked, sqlite3.IntegrityError
        when a row breaks a rule of its table.
        """
        sheet = read if isinstance(read, Sheet) else Sheet.of(read)
        document_id, source = sheet.fact("document_id"), sheet.fact("source")
        with self._writing() as run:
            run.execute("DELETE FROM problems WHERE document_id = ?", (document_id,))
            run.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
            corrections.insert_rows(run, sheet)
            starts = json.dumps(sheet.page_starts, separators=(",", ":"))
            run.execute("INSERT INTO texts VALUES (?, ?, ?)", (document_id, sheet.text, starts))
            run.execute("INSERT INTO readings VALUES (?, ?, ?)", (document_id, extractor, limits))
            _source(run, source, document_id, signature)
            run.execute("INSERT OR IGNORE INTO done VALUES (?)", (document_id,))

    def problem(self, problem: Problem) -> None:
        """Stores one problem, in place of the same kind of problem of the same source."""
        self._database.execute(
            "INSERT OR IGNORE INTO said VALUES (?, ?)", (problem.source, problem.code)
        )
        if PROBLEMS.row(problem) in self._database.execute(
            f"SELECT {names(PROBLEMS)} FROM problems WHERE source = ?", (problem.source,)
        ):
            return
        with self._writing() as run:
            _replace_problem(run, problem)

    def forget_problems(self, path: str, scope: str | None = None) -> None:
        """Removes what earlier runs said of a path, and of all inside `scope`, and none said now.

        Problems of documents are not meant: these go with their documents.
        """
        which = (
            "FROM problems WHERE document_id IS NULL AND (source = ? OR substr(source, 1, ?) = ?) "
            "AND (source, code) NOT IN (SELECT source, code FROM said)"
        )
        values = (path, len(scope or path), scope or path)
        with explained(self.folder):
            old = self._database.execute(f"SELECT 1 {which}", values).fetchone()
        if old:
            with self._writing() as run:
                run.execute(f"DELETE {which}", values)

    def replace_claims(self, claims: Iterable[Claim]) -> None:
        """Stores all claims in place of the earlier ones, unless they are the same."""
        rows = sorted(map(CLAIMS.row, claims))
        with explained(self.folder):
            if rows == sorted(self.rows(CLAIMS)):
                return
        with self._writing() as run:
            run.execute("DELETE FROM claims")
            insert(run, CLAIMS, rows)

    @contextmanager
    def deciding(self) -> Iterator[corrections.Desk]:
        """One transaction in which corrections are made and applied; see `pipeline.corrections`."""
        with self._writing() as run:
            yield corrections.Desk(run)

    # -- the tables

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table in their order."""
        order = ", ".join(map(quoted, table.order))
        statement = f"SELECT {names(table)} FROM {table.name} ORDER BY {order}"
        return self._database.execute(statement)

    def export_tables(self) -> Path:
        """Writes CSV, Parquet and `datapackage.json`, all of one moment; returns their folder.

        Nothing is written when the files are those of this state of the database. Raises
        OutputError when they cannot be written.
        """
        folder = self.folder / "tables"
        with explained(self.folder), transaction(self._database, "DEFERRED"):
            generation = self.generation
            if self._exported() == {"generation": generation, "files": _files(folder)}:
                return folder
            folder.mkdir(parents=True, exist_ok=True)
            for table in TABLES:
                write(folder, table, self.rows(table))
            write_data_package(folder)
        state = json.dumps({"generation": generation, "files": _files(folder)})
        with explained(self.folder), transaction(self._database, "IMMEDIATE") as run:
            run.execute("INSERT OR REPLACE INTO state VALUES ('exported', ?)", (state,))
        return folder

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

    def _exported(self) -> object:
        return json.loads(self._one("SELECT value FROM state WHERE name = 'exported'") or "null")

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


def _source(run: sqlite3.Connection, source: str, document_id: str, signature: str | None) -> None:
    """Ties a source to a document; the one that it was tied to before goes if it has no other."""
    before = run.execute("SELECT document_id FROM sources WHERE source = ?", (source,)).fetchone()
    run.execute("DELETE FROM sources WHERE source = ?", (source,))
    insert(run, SOURCES, [SOURCES.row(Source(source=source, document_id=document_id))])
    if signature is not None:
        run.execute("INSERT INTO signatures VALUES (?, ?)", (source, signature))
    run.execute(
        "DELETE FROM problems WHERE source = ? AND (document_id IS NULL OR code = ?)",
        (source, VANISHED),
    )
    _settle(run, document_id)
    if before and before[0] != document_id:
        run.execute(
            "DELETE FROM problems WHERE source = ? AND document_id = ?", (source, before[0])
        )
        _settle(run, before[0])


def _settle(run: sqlite3.Connection, document_id: str) -> None:
    """Shows a document under the first of its sources; without any, it goes."""
    (first,) = run.execute(
        "SELECT min(source) FROM sources WHERE document_id = ?", (document_id,)
    ).fetchone()
    if first is None:
        run.execute("DELETE FROM problems WHERE document_id = ?", (document_id,))
        run.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
        return
    (shown,) = run.execute(
        "SELECT source FROM documents WHERE document_id = ?", (document_id,)
    ).fetchone()
    if shown != first:
        at = (first, PurePath(first).name, document_id)
        run.execute("UPDATE documents SET source = ?, file_name = ? WHERE document_id = ?", at)
        run.execute(
            "UPDATE problems SET source = ? WHERE document_id = ? AND source = ?",
            (first, document_id, shown),
        )


def _vanished(source: str, document_id: str) -> Problem:
    return Problem(
        document_id=document_id,
        source=source,
        stage="ingest",
        code=VANISHED,
        message="is not there any more; what was read from it stays in the tables: "
        "findings run --prune removes it",
    )


def _replace_problem(run: sqlite3.Connection, problem: Problem) -> None:
    at = (problem.source, problem.code)
    run.execute("DELETE FROM problems WHERE source = ? AND code = ?", at)
    insert(run, PROBLEMS, [PROBLEMS.row(problem)])


def _files(folder: Path) -> dict[str, list[int]]:
    """Size and time of the files of the tables, by which a change of them is seen."""
    written = [f"{table.name}{suffix}" for table in TABLES for suffix in (".csv", ".parquet")]
    found = {}
    for name in [*written, "datapackage.json"]:
        try:
            status = (folder / name).stat()
        except FileNotFoundError:
            continue
        found[name] = [status.st_size, status.st_mtime_ns]
    return found
