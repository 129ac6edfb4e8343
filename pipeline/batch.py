"""Many documents: finds them, reads one after the other, and never stops for a bad one.

Whatever goes wrong with a document becomes a row of `problems` (and, where its bytes are
known, a `failed` row of `documents`); the others come out as if it had not been there.
"""

import hashlib
import os
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from pipeline import claims
from pipeline.document import Document
from pipeline.errors import FrameworkError, OutputError, UnreadableError
from pipeline.extract import extract
from pipeline.ingest import scan
from pipeline.layout import compose
from pipeline.records import FINDING_TYPES, DocumentFacts, Findings, Judgement, Problem
from pipeline.store import Store
from pipeline.version import __version__

SUFFIXES = {".pdf", ".html", ".htm", ".xhtml", ".txt", ".text", ""}
"""What is taken out of a folder; a file that is named itself is read whatever its suffix."""
LARGEST = 512 * 1024 * 1024
"""Bytes of the largest file that is taken into memory."""
SAMPLE = 5
"""Grades that the summary keeps to show, one a document."""
EXAMPLES = 3
"""Problems of one code that the summary keeps to show."""

Progress = Callable[[Findings | None, int, int], None]
"""Called after every file with its findings (None where it was not read), how many files are
done, and how many there are."""


@dataclass(slots=True)
class Summary:
    """What a run did.

    `documents` counts by (framework or else document type, status), `findings` by table,
    `problems` by code, with a few `examples` of each. `sample` holds the first grades of the
    first documents that have any.
    """

    output: Path
    documents: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Problem]] = field(default_factory=dict)
    sample: list[tuple[DocumentFacts, Judgement]] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0

    def add(self, findings: Findings) -> None:
        """Counts one document."""
        facts = findings.document
        self.documents[facts.framework or facts.document_type, facts.status] += 1
        self.pages += facts.pages or 0
        for kind in FINDING_TYPES:
            self.findings[kind.table] += len(getattr(findings, kind.table))
        current = (row for row in findings.judgements if row.period == "current")
        if len(self.sample) < SAMPLE and (row := next(current, None)):
            self.sample.append((facts, row))
        for problem in findings.problems:
            self.add_problem(problem)

    def add_problem(self, problem: Problem) -> None:
        """Counts one problem and keeps it as an example if there are few of its code."""
        self.problems[problem.code] += 1
        examples = self.examples.setdefault(problem.code, [])
        if len(examples) < EXAMPLES:
            examples.append(problem)

    @property
    def read(self) -> int:
        """How many documents could be read."""
        return sum(n for (_, status), n in self.documents.items() if status != "failed")

    @property
    def reason(self) -> str:
        """Why nothing could be read: the first problem, and where the others are."""
        if not self.examples:
            return "no paths were given"
        first = next(iter(self.examples.values()))[0]
        more = self.problems.total() - 1
        table = self.output / "tables" / "problems.csv"
        others = f" ({more} more in {table})" if more else ""
        return f"{first.source}: {first.message}{others}"


def run(
    paths: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str] = "output",
    progress: Progress | None = None,
) -> Summary:
    """Reads documents and writes their tables to the folder `output`.

    Documents that are in the folder from earlier runs stay in the tables, those read again
    are replaced. The same bytes under several names are read once, under the first name. A
    KeyboardInterrupt leaves the tables of what was read until then.

    Raises OutputError when the folder cannot be written; whatever is wrong with a document
    is a row of `problems`.
    """
    started = time.perf_counter()
    summary = Summary(Path(output))
    with Store.open(summary.output) as store, store.turn():
        found = _gather(store, summary, list(map(Path, paths)))
        try:
            _read_all(store, summary, found, progress)
        except KeyboardInterrupt:
            claims.update(store)
            store.export_tables()
            raise
        claims.update(store)
        store.export_tables()
    summary.seconds = time.perf_counter() - started
    return summary


def _read_all(store: Store, summary: Summary, paths: list[Path], progress: Progress | None) -> None:
    """Reads and stores the documents one by one."""
    first: dict[str, str] = {}
    for done, path in enumerate(paths, 1):
        taken = _take(path, first)
        if isinstance(taken, Problem):
            store.problem(taken)
            summary.add_problem(taken)
        elif isinstance(taken, str):
            store.add_source(source_name(path), taken, None)
        else:
            taken = _save(store, taken)
            summary.add(taken)
        if progress:
            progress(taken if isinstance(taken, Findings) else None, done, len(paths))


def _gather(store: Store, summary: Summary, paths: list[Path]) -> list[Path]:
    """The documents to read; what is wrong with the paths replaces what was wrong before."""
    found, problems = find_documents(paths)
    for path in paths:
        store.forget_problems(source_name(path))
    for problem in problems:
        store.problem(problem)
        summary.add_problem(problem)
    return found


def _take(path: Path, first: dict[str, str]) -> Findings | Problem | str:
    """Reads a file, unless it cannot be opened or its bytes were read under another name."""
    source = source_name(path)
    try:
        data = load(path)
    except UnreadableError as error:
        return _problem(source, "ingest", error.code, str(error))
    sha256 = hashlib.sha256(data).hexdigest()
    if first.setdefault(sha256, source) != source:
        return sha256[:16]
    return read_bytes(data, source)


def _save(store: Store, findings: Findings) -> Findings:
    """Stores a document; one whose rows break a rule of the tables is stored as failed."""
    try:
        store.save(findings)
    except OutputError:
        raise
    except Exception as error:
        facts = replace(findings.document, status="failed")
        crash = _crash(facts.source, "store", error, facts.document_id)
        findings = Findings(document=facts, problems=[*findings.problems, crash])
        store.save(findings)
    return findings


def read_bytes(data: bytes, source: str) -> Findings:
    """Reads one document from its bytes; whatever goes wrong is in the result's problems.

    `source` is the path that the bytes came from. A document that cannot be read has
    the status `failed` and as many of its facts as are known. Raises FrameworkError when a
    framework file is broken, as then no document can be read.
    """
    facts = _facts(data, source)
    problems: list[Problem] = []
    stage = "ingest"
    try:
        with closing(scan(data, source)) as printed:
            facts = replace(facts, media_type=printed.media_type, pages=len(printed.pages))
            stage, problems = "layout", printed.problems
            document = compose(printed, sha256=facts.sha256, source=source, size=len(data))
            stage, problems = "extract", document.problems
            findings = extract(document)
    except FrameworkError:
        raise
    except UnreadableError as error:
        problem = _problem(source, stage, error.code, str(error))
        findings = Findings(document=facts, problems=[*problems, problem])
    except Exception as error:
        problem = _crash(source, stage, error)
        findings = Findings(document=facts, problems=[*problems, problem])
    document_id = facts.document_id
    findings.problems = [replace(each, document_id=document_id) for each in findings.problems]
    return findings


def read_document(path: str | os.PathLike[str]) -> Document:
    """Reads a file into a Document. Raises UnreadableError where that cannot be done."""
    source = source_name(path)
    data = load(Path(path))
    sha256 = hashlib.sha256(data).hexdigest()
    return compose(scan(data, source), sha256=sha256, source=source, size=len(data))


def _facts(data: bytes, source: str) -> DocumentFacts:
    """What is known of a document before it is read."""
    sha256 = hashlib.sha256(data).hexdigest()
    return DocumentFacts(
        document_id=sha256[:16],
        sha256=sha256,
        source=source,
        file_name=PurePath(source).name,
        bytes=len(data),
        status="failed",
        version=__version__,
    )


def _problem(source: str, stage: str, code: str, message: str, document_id: str = "") -> Problem:
    return Problem(document_id=document_id, source=source, stage=stage, code=code, message=message)


def _crash(source: str, stage: str, error: Exception, document_id: str = "") -> Problem:
    """The problem row of an error that nobody foresaw."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{PurePath(frame.filename).name}:{frame.lineno}"
    message = f"{type(error).__name__}: {error} ({where}); a fault of findings, please report it"
    return _problem(source, stage, "crash", message, document_id)


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises UnreadableError where there is no such file, it may not be read, or it is larger
    than LARGEST.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableError(
                "too_large", f"has {size:,} bytes, more than {LARGEST:,}: split it"
            )
        return path.read_bytes()
    except FileNotFoundError:
        code, message = "missing", "there is no such file or folder: check the path"
    except IsADirectoryError:
        code, message = "folder", "is a folder: read it with findings run"
    except PermissionError:
        code, message = "no_permission", "may not be read: ask for permission to read it"
    except OSError as error:
        code, message = "unreadable", f"the system cannot read it: {error.strerror or error}"
    raise UnreadableError(code, message)


def source_name(path: str | os.PathLike[str]) -> str:
    """A path as text that can be stored: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def find_documents(
    paths: Iterable[str | os.PathLike[str]],
) -> tuple[list[Path], list[Problem]]:
    """The documents among files and folders, sorted, each path once; and what is set aside.

    Folders are searched recursively for files with one of SUFFIXES (their media type is
    found from their content later). Hidden files and folders are left alone.
    """
    found: set[Path] = set()
    problems: list[Problem] = []
    for path in map(Path, paths):
        if path.is_dir():
            documents, remarks = _search(path)
            found.update(documents)
            problems.extend(remarks)
        else:
            found.add(path)
    return sorted(found), problems


def _search(folder: Path) -> tuple[list[Path], list[Problem]]:
    found: list[Path] = []
    others: Counter[str] = Counter()
    problems: list[Problem] = []
    for at, folders, names in os.walk(folder, onerror=lambda e: problems.append(_closed(e))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(at, name) for name in names if not name.startswith(".")):
            if path.suffix.lower() not in SUFFIXES:
                others[path.suffix.lower()] += 1
            elif path.is_file():
                found.append(path)
    source = source_name(folder)
    if not found:
        message = "the folder holds no .pdf, .html or .txt file: check the path"
        problems.append(_problem(source, "ingest", "empty_folder", message))
    if others:
        kinds = ", ".join(f"{n} {suffix}" for suffix, n in sorted(others.items()))
        message = f"other files were not read ({kinds}): name a file itself to read it"
        problems.append(_problem(source, "ingest", "not_documents", message))
    return found, problems


def _closed(error: OSError) -> Problem:
    message = f"the folder cannot be opened ({error.strerror}): ask for permission"
    source = source_name(Path(str(error.filename)))
    return _problem(source, "ingest", "no_permission", message)
