"""What a run did, counted while it goes on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.records import FINDING_TYPES, Problem
from pipeline.tables import FINDINGS, PROBLEMS, READ, Sheet

SAMPLE = 5
"""Grades that the summary keeps to show, one a document."""
EXAMPLES = 3
"""Problems of one code that the summary keeps to show."""
JUDGEMENTS = READ[1]


@dataclass(slots=True)
class Summary:
    """What a run did.

    `documents` counts by (framework or else document type, status), `findings` by table,
    `problems` by code, with a few `examples` of each. `sample` holds the first grades of the
    first documents that have any: (file name, row of `judgements` as a dictionary).
    `unchanged` counts the files that earlier runs had read, `unreadable` those among them that
    could not be read, `copies` new names of known documents, `pruned` those that were removed.
    """

    output: Path
    documents: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Problem]] = field(default_factory=dict)
    sample: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    unchanged: int = 0
    unreadable: int = 0
    copies: int = 0
    pruned: int = 0
    pages: int = 0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        for kind in FINDING_TYPES:
            self.findings[kind.table] = 0

    def add(self, sheet: Sheet) -> None:
        """Counts one document."""
        kind = sheet.fact("framework") or sheet.fact("document_type") or ""
        self.documents[kind, sheet.fact("status")] += 1
        self.pages += sheet.fact("pages") or 0
        for table in FINDINGS:
            self.findings[table.name] += len(sheet.rows[table.name])
        if len(self.sample) < SAMPLE:
            grades = (row for row in sheet.records(JUDGEMENTS) if row["period"] == "current")
            self.sample += [(sheet.fact("file_name"), row) for row in list(grades)[:1]]
        self.add_problems(
            Problem(**row | {"document_id": row["document_id"] or ""})
            for row in sheet.records(PROBLEMS)
        )

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Counts problems and keeps them as examples where there are few of their code."""
        for problem in problems:
            self.problems[problem.code] += 1
            examples = self.examples.setdefault(problem.code, [])
            if len(examples) < EXAMPLES:
                examples.append(problem)

    @property
    def read(self) -> int:
        """How many documents could be read."""
        return sum(n for (_, status), n in self.documents.items() if status != "failed")

    @property
    def failed(self) -> int:
        """How many documents could not be read."""
        return sum(self.documents.values()) - self.read

    @property
    def known(self) -> int:
        """How many documents could be read, now or before."""
        return self.read + self.unchanged - self.unreadable + self.copies

    @property
    def reason(self) -> str:
        """Why nothing could be read: the first problem, and where the others are."""
        if self.unreadable:
            return f"{self.unreadable} could not be read before either: findings run --again"
        if not self.examples:
            return "no paths were given"
        first = next(iter(self.examples.values()))[0]
        more = self.problems.total() - 1
        table = self.output / "tables" / "problems.csv"
        others = f" ({more} more in {table})" if more else ""
        return f"{first.source}: {first.message}{others}"
