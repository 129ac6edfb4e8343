"""What is counted: right, annotated and said, by measure, and the errors behind them."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
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


class Reliability(NamedTuple):
    """How often the rows of one rule were right, beside the mean confidence they carry."""

    confidence: float
    rows: int
    right: int

    @property
    def share(self) -> float:
        """Right rows of all rows."""
        return self.right / self.rows


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
    judged: list[tuple[str, str, float, bool]] = field(default_factory=list)
    """Of every row said its table, rule and confidence, and whether it is right."""

    def judge(self, table: str, said: Sequence[Row], right: Container[int]) -> None:
        """Note which rows of a table are right, by their index."""
        for j, row in enumerate(said):
            confidence = float(row.get("confidence") or 0)
            self.judged.append((table, row.get("rule", ""), confidence, j in right))

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


def reliability(sheets: Iterable[Sheet]) -> dict[tuple[str, str], Reliability]:
    """How often each rule was right, by (table, rule), in the order of their names."""
    judged: dict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for sheet in sheets:
        for table, rule, confidence, right in sheet.judged:
            judged[table, rule].append((confidence, right))
    return {
        key: Reliability(
            confidence=sum(confidence for confidence, _ in rows) / len(rows),
            rows=len(rows),
            right=sum(right for _, right in rows),
        )
        for key, rows in sorted(judged.items())
    }
