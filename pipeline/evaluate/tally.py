"""What is counted: right, annotated and said, by measure, and the errors behind them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.evaluate.compare import Row


class Error(NamedTuple):
    """One difference: `outcome` is missed, wrong or differs; `quote` is the evidence said."""

    measure: str
    document: str
    outcome: str
    message: str
    page: int | None = None
    quote: str = ""


class Scores(NamedTuple):
    """Precision, recall and F1, rounded to four digits, and the counts behind them."""

    precision: float
    recall: float
    f1: float
    right: int
    gold: int
    said: int


@dataclass(slots=True)
class Tally:
    """Counts of one measure: rows that are right, annotated, said."""

    right: int = 0
    gold: int = 0
    said: int = 0

    def add(self, right: int, gold: int = 1, said: int = 1) -> None:
        """Count some more."""
        self.right += right
        self.gold += gold
        self.said += said

    def scores(self) -> Scores:
        """Precision, recall and F1; 0 where nothing is annotated or said."""
        p = self.right / self.said if self.said else 0.0
        r = self.right / self.gold if self.gold else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return Scores(round(p, 4), round(r, 4), round(f, 4), self.right, self.gold, self.said)


@dataclass(slots=True)
class Sheet:
    """One document's tallies by measure, and its errors."""

    document: str
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[Error] = field(default_factory=list)

    def compare(self, measure: str, right: bool) -> None:
        """Count one value that is annotated and said."""
        self.tallies[measure].add(int(right))

    def missed(self, measure: str, message: str, page: int | None = None) -> None:
        """An annotated row that was not found."""
        self.errors.append(Error(measure, self.document, "missed", message, page))

    def wrong(self, measure: str, message: str, row: Row) -> None:
        """A row that is not annotated."""
        self.errors.append(
            Error(measure, self.document, "wrong", message, _page(row), row.get("quote", ""))
        )

    def differs(self, measure: str, message: str, row: Row) -> None:
        """A row that was found with another value."""
        self.errors.append(
            Error(measure, self.document, "differs", message, _page(row), row.get("quote", ""))
        )


def _page(row: Row) -> int | None:
    page = row.get("page") or ""
    return int(page) if page.isdigit() else None


def total(sheets: Iterable[Sheet]) -> dict[str, Tally]:
    """All documents together (micro average), measures in the order of their names."""
    summed: dict[str, Tally] = defaultdict(Tally)
    for sheet in sheets:
        for measure, tally in sheet.tallies.items():
            summed[measure].add(tally.right, tally.gold, tally.said)
    return dict(sorted(summed.items()))
