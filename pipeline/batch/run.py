"""One run: what is found is read, what is read is stored, in any order, until all is there."""

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from pipeline import claims
from pipeline.batch import executors
from pipeline.batch.executors import AHEAD, Readers
from pipeline.batch.failures import crash, failed, known_facts
from pipeline.batch.items import Item, remark, source_name
from pipeline.batch.sources import count_items, find_items, scope_of
from pipeline.batch.summary import Summary
from pipeline.batch.wire import Outcome
from pipeline.errors import FindingsError, OutputError, UnreadableError
from pipeline.fingerprint import extractor
from pipeline.records import Findings, Problem
from pipeline.store import Store
from pipeline.tables import Sheet

UNCERTAIN = {
    "bad_archive",
    "empty_folder",  # perhaps a disk that is not there today
    "linked_folder",
    "missing",
    "no_permission",
    "too_many_members",
    "unreachable",
}
"""Problems with a place that leave open whether what was in it has vanished."""


MOST_BYTES = 256 * 1024 * 1024
"""Bytes of documents that are at hand before no more are taken."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: the file that was just done and what came of it."""

    source: str
    sheet: Sheet | None
    done: int
    total: int


Report = Callable[[Progress], None]
Paths = Iterable[str | os.PathLike[str]]


def run(
    paths: Paths,
    output: str | os.PathLike[str] = "output",
    *,
    readers: AbstractContextManager[Readers] | None = None,
    again: bool = False,
    prune: bool = False,
    report: Report | None = None,
) -> Summary:
    """Reads documents and writes their tables to the folder `output`.

    `readers` are processes of this machine or a cluster (see `executors`). A document that
    this version has read before is skipped, unless `again` is set; those of earlier runs stay
    in the tables. The same bytes under several names are one document with several sources.
    What was read earlier from under the given folders and archives and is not there any more
    is marked as vanished, and with `prune` removed. A run that is stopped leaves the tables of
    what was read until then.

    Raises OutputError when the folder cannot be written, FindingsError when the cluster
    cannot be reached; whatever is wrong with a document is a row of `problems`.
    """
    started = time.perf_counter()
    given = [os.fspath(path) for path in paths]
    summary = Summary(Path(output))
    with Store.open(summary.output) as store, store.turn():
        try:
            with readers or executors.local() as reading:  # gone before the tables are made
                total = count_items(given) if report else 0
                _read_all(_Run(store, summary, reading, again, report, total), given)
        except (KeyboardInterrupt, FindingsError, BrokenPipeError) as error:
            if not isinstance(error, OutputError):
                _write_tables(store)
            raise
        summary.pruned = store.prune() if prune else 0
        _write_tables(store)
    summary.seconds = time.perf_counter() - started
    return summary


def _write_tables(store: Store) -> None:
    """Brings what is made from many documents up to date, and writes everything out."""
    claims.update(store)
    store.export_tables()


@dataclass(slots=True)
class _Run:
    """What one run has at hand."""

    store: Store
    summary: Summary
    readers: Readers
    again: bool
    report: Report | None
    total: int
    done: int = 0
    open: dict["Future[Outcome]", "_Sent"] = field(default_factory=dict)
    copies: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)
    """Names, with their signatures, of documents that are being read under another name."""

    @property
    def is_full(self) -> bool:
        """Whether there is enough at hand to keep the readers busy."""
        held = sum(len(sent.data) for sent in self.open.values())
        return len(self.open) >= AHEAD * self.readers.jobs or held > MOST_BYTES

    def count_unchanged(self, document_id: str) -> None:
        """Counts a document that an earlier run had read, or had found unreadable."""
        self.summary.unchanged += 1
        self.summary.unreadable += self.store.is_failed(document_id)

    def tell(self, source: str, sheet: Sheet | None = None) -> None:
        """Says that one more file is done."""
        self.done += 1
        self.total = max(self.total, self.done)
        if self.report:
            self.report(Progress(source, sheet, self.done, self.total))


@dataclass(frozen=True, slots=True)
class _Sent:
    """A document that is being read."""

    source: str
    signature: str | None
    document_id: str
    data: bytes


def _read_all(going: _Run, paths: list[str]) -> None:
    """Reads and stores what is found, never more at a time than the readers need."""
    uncertain: list[str] = []
    for found in find_items(paths):
        if isinstance(found, Problem):
            going.store.problem(found)
            going.summary.add_problems([found])
            uncertain += [found.source] * (found.code in UNCERTAIN)
        else:
            _consider(going, found)
        while going.is_full:
            _collect(going)
    while going.open:
        _collect(going)
    for path in paths:
        _close(going, path, uncertain)


def _close(going: _Run, path: str, uncertain: list[str]) -> None:
    """After everything under a path was seen: what was there earlier, and what was said of it."""
    scope = scope_of(path)
    source = path if "://" in path else source_name(Path(path))
    gone: list[Problem] = []
    if scope is not None:
        here = source_name(Path.cwd())
        before = here if Path(path).is_absolute() else going.store.working_folder(here)
        if before == here:
            gone = going.store.mark_vanished(scope, uncertain)
        else:
            message = f"what has vanished can only be told in {before}, where paths were read first"
            gone = [remark(source, "other_folder", message)]
            going.store.problem(gone[0])
    going.summary.add_problems(gone)
    going.store.forget_problems(source, scope)


def _consider(going: _Run, item: Item) -> None:
    """Has an item read, unless it was read before; notes in any case that it is there."""
    store = going.store
    store.see(item.source)
    before = store.document_of(item.source)
    if (
        before
        and item.signature
        and item.signature == store.signature(item.source)
        and _is_read(going, before)
    ):
        store.add_source(item.source, before, item.signature)
        going.count_unchanged(before)
        going.tell(item.source)
        return
    try:
        data = item.load()
    except UnreadableError as error:
        problem = Problem(source=item.source, stage="ingest", code=error.code, message=str(error))
        store.problem(problem)
        gone = store.mark_missing(item.source) if error.code == "missing" else []
        going.summary.add_problems([problem, *gone])
        going.tell(item.source)
        return
    _offer(going, data, item.source, item.signature)


def _offer(going: _Run, data: bytes, source: str, signature: str | None) -> None:
    """Sends a document out, unless the same bytes were read or are being read."""
    document_id = hashlib.sha256(data).hexdigest()[:16]
    shown = going.store.source_of(document_id)
    if any(sent.document_id == document_id for sent in going.open.values()):
        going.copies.setdefault(document_id, []).append((source, signature))
    elif shown and _names(shown, source) and _is_read(going, document_id):
        before = going.store.document_of(source) == document_id
        going.store.add_source(source, document_id, signature)
        if before:
            going.count_unchanged(document_id)
        else:
            going.summary.copies += 1
        going.tell(source)
    else:
        future = going.readers.submit(data, source)
        going.open[future] = _Sent(source, signature, document_id, data)


def _names(shown: str, other: str) -> bool:
    """Whether a document that was read under one name need not be read under another.

    It is shown under the first of its names, and that one's ending is part of what is read.
    """
    return shown <= other or PurePath(shown).suffix.lower() == PurePath(other).suffix.lower()


def _is_read(going: _Run, document_id: str) -> bool:
    """Whether nothing new can come of reading a document."""
    if going.again and not going.store.done_now(document_id):
        return False
    return going.store.is_current(document_id, extractor(), str(going.readers.limits))


def _collect(going: _Run) -> None:
    """Stores what has been read in the meantime; waits for it if there is nothing."""
    finished, _ = wait(going.open, return_when=FIRST_COMPLETED)
    for future in [each for each in going.open if each in finished]:  # in the order of sending
        sent = going.open.pop(future)
        outcome = future.result()
        if outcome.error:
            raise outcome.error
        sheet = outcome.sheet or _given_up(sent, outcome)
        sheet = _save(going, sent, sheet, str(going.readers.limits) if outcome.limited else None)
        going.summary.add(sheet)
        going.tell(sent.source, sheet)
        for source, signature in sorted(going.copies.pop(sent.document_id, [])):
            _offer(going, sent.data, source, signature)


def _given_up(sent: _Sent, outcome: Outcome) -> Sheet:
    return Sheet.of(failed(sent.data, sent.source, "batch", outcome.code, outcome.message))


def _save(going: _Run, sent: _Sent, sheet: Sheet, limits: str | None) -> Sheet:
    """Stores a document; one whose rows break a rule of the tables is stored as failed."""
    try:
        going.store.save(sheet, sent.signature, extractor(), limits)
    except (sqlite3.IntegrityError, sqlite3.DataError, UnicodeError, OverflowError) as error:
        facts = replace(
            known_facts(sent.data, sent.source), framework=sheet.fact("framework") or ""
        )
        problem = crash(sent.source, "store", error, facts.document_id)
        sheet = Sheet.of(Findings(document=facts, problems=[problem]))
        going.store.save(sheet, sent.signature, extractor(), limits)
    return sheet
