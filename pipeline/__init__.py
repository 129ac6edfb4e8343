"""Reads inspection reports into tidy tables, each row with its evidence.

Example:
    >>> import pipeline
    >>> document = pipeline.read("report.pdf")
    >>> findings = pipeline.extract(document)
    >>> [(row.area, row.grade, row.page) for row in findings.judgements]
    >>> findings.to_frames()["judgements"]
    >>> pipeline.run(["reports/"], "output")
"""

import os
import sys
from collections.abc import Iterable
from types import ModuleType
from typing import TYPE_CHECKING

from pipeline.version import __version__

if TYPE_CHECKING:
    from pipeline.batch.summary import Summary
    from pipeline.document import Document
    from pipeline.records import Findings

__all__ = ["__version__", "extract", "read", "run"]


def read(path: str | os.PathLike[str]) -> "Document":
    """Reads a PDF, HTML or text file into a `Document`, whose text knows where it was printed.

    Raises UnreadableError where the file cannot be read; its message says what to do.

    Example:
        >>> document = read("report.pdf")
        >>> document.page_at(document.text.index("Recommendations"))
        8
    """
    from pipeline.batch.reading import read_document

    return read_document(path)


def extract(document: "Document") -> "Findings":
    """Reads what a document says: its facts, judgements, recommendations, people, figures.

    Example:
        >>> extract(read("report.pdf")).judgements[0].grade
        'requires_improvement'
    """
    from pipeline.extract import extract as extract_findings

    return extract_findings(document)


def run(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str] = "output",
    *,
    jobs: int | None = None,
    again: bool = False,
) -> "Summary":
    """Reads files, folders, archives and addresses and writes their tables to `output`.

    `jobs` processes read (without it as many as there are processors); what was read before
    is skipped unless `again` is set. Returns what was done. Raises OutputError where the
    folder cannot be written. Whatever is wrong with a document is a row of the table
    `problems`.

    Example:
        >>> run(["reports/"], "output").findings["judgements"]
        2857
    """
    from pipeline.batch.run import run as run_batch

    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    return run_batch(given, output, jobs=jobs, again=again)


class _Package(ModuleType):
    """Keeps the verb `extract` when the import system would bind the folder to its name."""

    def __setattr__(self, name: str, value: object) -> None:
        if name != "extract" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
