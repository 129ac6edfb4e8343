"""The ledger: what was read from where, by what, and what was said of places without documents."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import PurePath

from pipeline.records import Problem, Source
from pipeline.store.connection import explained, transaction
from pipeline.store.opened import Opened
from pipeline.store.rows import insert, names
from pipeline.tables import PROBLEMS, SOURCES

VANISHED = "vanished"


class Ledger(Opened):
    """What a store knows of the places that documents come from."""

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

    def working_folder(self, now: str) -> str:
        """The folder from which relative paths were first read; it is `now` if none was yet."""
        known = self._one("SELECT value FROM state WHERE name = 'working_folder'")
        if known is None:
            with explained(self.folder), transaction(self._database, "IMMEDIATE") as run:
                run.execute("INSERT INTO state VALUES ('working_folder', ?)", (now,))
        return known or now

    def is_failed(self, document_id: str) -> bool:
        """Whether a document could not be read."""
        statement = "SELECT 1 FROM documents WHERE document_id = ? AND status = 'failed'"
        return self._one(statement, document_id) is not None

    def see(self, source: str) -> None:
        """Notes that a source is there."""
        with explained(self.folder):
            self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (source,))

    def add_source(self, source: str, document_id: str, signature: str | None) -> None:
        """Notes that a document that was read is also found under this name."""
        if (self.document_of(source), self.signature(source)) == (document_id, signature) and (
            self._one("SELECT status FROM sources WHERE source = ?", source) != VANISHED
        ):
            return
        with self._writing() as run:
            tie(run, source, document_id, signature)

    def mark_vanished(self, scope: str, but: Iterable[str] = ()) -> list[Problem]:
        """Marks the sources whose names begin with `scope` and that were not seen.

        An empty scope holds all relative paths. What is in one of the places `but` is left
        alone: it could not be looked there. Returns a problem for each, which is stored as
        well; their documents stay.
        """
        away = tuple(place + end for place in but for end in (os.sep, "/", "!/"))
        with explained(self.folder):
            rows = self._database.execute(
                "SELECT source, document_id FROM sources WHERE substr(source, 1, ?) = ? "
                "AND status != ? AND source NOT IN (SELECT source FROM seen) ORDER BY source",
                (len(scope), scope, VANISHED),
            )
            gone = [
                _vanished(source, document_id)
                for source, document_id in rows
                if not source.startswith(away) and (scope or _is_relative(source))
            ]
        return self._mark(gone)

    def mark_missing(self, source: str) -> list[Problem]:
        """Marks one source, if it is known, as `mark_vanished` does."""
        document_id = self.document_of(source)
        return self._mark([_vanished(source, document_id)] if document_id else [])

    def _mark(self, gone: list[Problem]) -> list[Problem]:
        if gone:
            with self._writing() as run:
                for problem in gone:
                    at = (VANISHED, problem.source)
                    run.execute("UPDATE sources SET status = ? WHERE source = ?", at)
                    _replace_problem(run, problem)
                for problem in gone:
                    _settle(run, problem.document_id)
        return gone

    def prune(self) -> int:
        """Removes the sources that vanished and the documents that have no other; how many.

        What was said of places without documents, and not now, goes with them.
        """
        with self._writing() as run:
            gone = run.execute(
                "SELECT source, document_id FROM sources WHERE status = ?", (VANISHED,)
            ).fetchall()
            for source, document_id in gone:
                run.execute("DELETE FROM sources WHERE source = ?", (source,))
                run.execute("DELETE FROM problems WHERE source = ?", (source,))
                _settle(run, document_id)
            run.execute(
                "DELETE FROM problems WHERE document_id IS NULL "
                "AND (source, code) NOT IN (SELECT source, code FROM said)"
            )
        return len(gone)

    def problem(self, problem: Problem) -> None:
        """Stores one problem, in place of the same kind of problem of the same source."""
        with explained(self.folder):
            said = (problem.source, problem.code)
            self._database.execute("INSERT OR IGNORE INTO said VALUES (?, ?)", said)
            known = self._database.execute(
                f"SELECT {names(PROBLEMS)} FROM problems WHERE source = ?", (problem.source,)
            )
            if PROBLEMS.row(problem) in known:
                return
        with self._writing() as run:
            _replace_problem(run, problem)

    def forget_problems(self, path: str, scope: str | None = None) -> None:
        """Removes what earlier runs said of a path, and of all inside `scope`, and none said now.

        Problems of documents are not meant: these go with their documents.
        """
        which = (
            "FROM problems WHERE document_id IS NULL "
            "AND (source = ?1 OR substr(source, 1, length(?2)) = ?2) "
            "AND (source, code) NOT IN (SELECT source, code FROM said)"
        )
        values = (path, scope)
        with explained(self.folder):
            old = self._database.execute(f"SELECT 1 {which}", values).fetchone()
        if old:
            with self._writing() as run:
                run.execute(f"DELETE {which}", values)


def tie(run: sqlite3.Connection, source: str, document_id: str, signature: str | None) -> None:
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
    _say_vanished(run, document_id)
    if before and before[0] != document_id:
        run.execute(
            "DELETE FROM problems WHERE source = ? AND document_id = ?", (source, before[0])
        )
        _settle(run, before[0])


def _settle(run: sqlite3.Connection, document_id: str) -> None:
    """Shows a document under the first of its sources; without any, it goes."""
    found = run.execute(
        "SELECT source FROM sources WHERE document_id = ? ORDER BY status = ?, source",
        (document_id, VANISHED),
    ).fetchone()
    if found is None:
        run.execute("DELETE FROM problems WHERE document_id = ?", (document_id,))
        run.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
        return
    (first,) = found
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


def _say_vanished(run: sqlite3.Connection, document_id: str) -> None:
    """Says again what of a document's sources has vanished: its problems were replaced."""
    gone = run.execute(
        "SELECT source, document_id FROM sources WHERE document_id = ? AND status = ?",
        (document_id, VANISHED),
    ).fetchall()
    for source, of in gone:
        _replace_problem(run, _vanished(source, of))


def _is_relative(source: str) -> bool:
    return not PurePath(source).is_absolute() and "://" not in source


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
