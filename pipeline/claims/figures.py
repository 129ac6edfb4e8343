"""Figures that a press release takes from a report.

Every number of a release could be held against every number of a report; what comes out has
to be right first. A figure is a claim where the release lays it to the inspectors, or where
the report prints the same measure with the same value. It is contradicted only where both
print the same measure in the same words for the same time, and the report one value for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.claims.counts import kind_of
from pipeline.claims.evidence import (
    CONFIRMED,
    CONTRADICTED,
    EXACT,
    NEARLY,
    Answer,
    Evidence,
    claim,
    nothing_in,
)
from pipeline.claims.telling import Telling
from pipeline.claims.wording import words_of
from pipeline.records import Claim, Figure, Findings

ISO = re.compile(r"\d{4}(?:-\d{2}){0,2}")

EMPTY = re.compile(
    "an?|all|and|any|are|as|at|be|been|being|by|current|figure|for|from|ha[ds]|have|in|is|its?|of"
    "|on|or|our|per|percentage|proportion|rate|that|the|their|them|there|these|they|this|to|total"
    "|was|we|were|which|who|with|number"
)
"""A word of a measure that tells it from no other."""

SMALL = 20
"""Counts up to this are met by chance."""
DIGITS = 3
"""A number with so many digits that tell is seldom met by chance."""
ROUGHLY = 0.05
"""How far from the report's value, as a part of it, an "about" may be."""
BEYOND = 0.1
"""How far the report's value may be over an "over", or under an "under"."""


def check_figures(release: Findings, report: Findings | None, telling: Telling) -> Iterator[Claim]:
    """A claim for every figure of the release that is one, counts of recommendations aside."""
    printed = Printed(report.figures if report else ())
    for row in release.figures:
        quoted = telling.in_words_of_a_report(row.start)  # these are claims themselves
        if row.value is None or kind_of(row, release.text) or quoted:
            continue
        answer = printed.answer(row)
        laid = telling.laid_to_inspectors(row.start)
        if answer is None or (answer.verdict == CONTRADICTED and not laid):
            answer = nothing_in(report) if laid else None
        if answer:
            about = f"{row.measure} ({row.comparator})" if row.comparator else row.measure
            yield claim("figure", about or row.unit, _printed(row), Evidence.of(row), answer)


class Printed:
    """The figures of a report, by their values and by their measures."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._by_value: defaultdict[tuple[Any, ...], list[Figure]] = defaultdict(list)
        self._by_measure: defaultdict[tuple[Any, ...], list[Figure]] = defaultdict(list)
        self._values: set[tuple[Any, ...]] = set()  # also of other years, of the country …
        for row in sorted(figures, key=lambda row: (row.start, row.end)):
            if row.value is not None:
                self._values.add((row.unit, _measure(row), row.value))
                self._by_value[*_kind(row), row.value].append(row)
                self._by_measure[*_kind(row), _measure(row)].append(row)

    def answer(self, said: Figure) -> Answer | None:
        """The report's figure for the same measure, None where none is certainly one."""
        for row in self._by_value.get((*_kind(said), said.value), ()):
            if _same_time(said, row) and _likely_one(said, row):
                match = EXACT if said.qualifier == row.qualifier else NEARLY
                return Answer(CONFIRMED, match, _printed(row), Evidence.of(row))
        measure = _measure(said)
        same = self._by_measure.get((*_kind(said), measure), ())
        same = [row for row in same if _same_time(said, row)]
        for row in same:
            if _rounds(said, row):
                return Answer(CONFIRMED, NEARLY, _printed(row), Evidence.of(row))
        elsewhere = (said.unit, measure, said.value) in self._values
        if len(measure) > 1 and len({row.value for row in same}) == 1 and not elsewhere:
            return Answer(CONTRADICTED, "", _printed(same[0]), Evidence.of(same[0]))
        return None


def _kind(row: Figure) -> tuple[Any, ...]:
    """What has to be the same of two figures: their units, and whose they are."""
    return row.unit, row.per, row.of, row.comparator


def _same_time(said: Figure, printed: Figure) -> bool:
    """Whether two figures may be of one time: of two dates one is part of the other."""
    one, other = said.as_of, printed.as_of
    if ISO.fullmatch(one) and ISO.fullmatch(other):
        return one.startswith(other) or other.startswith(one)
    return True


def _likely_one(said: Figure, printed: Figure) -> bool:
    """Whether two figures of one value have one measure, by their words or their class.

    One may say more than the other, but where each has words of its own ("in primary schools",
    "in secondary schools") only a value that is no chance makes them one.
    """
    one, other = _measure(said), _measure(printed)
    shared = len(one & other)
    telling = _digits(said) >= DIGITS
    known = said.measure_class == printed.measure_class not in {"", "other"}
    if one == other:
        return shared > 1 or (shared == 1 and (telling or (known and (said.value or 0) > SMALL)))
    if one <= other or other <= one:
        return shared > 1
    return telling and known and shared > 0


def _digits(row: Figure) -> int:
    """How many digits of a value tell: 3 of 19.4, 2 of 1,900."""
    return len(f"{row.value:.12g}".replace(".", "").strip("0"))


def _rounds(said: Figure, printed: Figure) -> bool:
    """Whether the release rounds the report's value, or hedges it: "19%" of 19.4%."""
    value, held = said.value or 0.0, printed.value or 0.0
    if said.qualifier == "about":
        return abs(value - held) <= ROUGHLY * abs(held)
    if said.qualifier in {"over", "at_least"}:
        return value <= held <= value * (1 + BEYOND)
    if said.qualifier in {"under", "at_most"}:
        return value * (1 - BEYOND) <= held <= value
    return said.unit != "count" and value.is_integer() and abs(value - held) <= 0.5


def _measure(row: Figure) -> frozenset[str]:
    """The words of a measure that tell it from others, without their plural."""
    words = (word for word in words_of(row.measure) if not EMPTY.fullmatch(word))
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in words)


def _printed(row: Figure) -> str:
    """A number with its hedge: "over 200"."""
    return f"{row.qualifier} {row.value_text}".replace("_", " ").strip()
