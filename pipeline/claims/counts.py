"""How many recommendations a press release says that a report makes.

A report that judges two bodies has a list for each: the authority's, and the safeguarding
board's behind it, under the same heading printed once more. What a release counts is the
first list, or all of them together.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from pipeline.claims.areas import same_name
from pipeline.claims.evidence import (
    CONFIRMED,
    CONTRADICTED,
    EXACT,
    Answer,
    Evidence,
    claim,
    nothing_in,
)
from pipeline.claims.telling import Telling
from pipeline.records import Claim, Figure, Findings, Recommendation

KINDS = {
    kind: re.compile(rf"\s+(?:[^\W\d]+\s+){{0,2}}?{noun}\b", re.IGNORECASE)
    for kind, noun in {
        "recommendation": r"recommendations?",
        "priority_action": r"(?:areas?\s+for\s+)?priority\s+actions?",
        "area_for_improvement": r"areas?\s+(?:for|of)\s+(?:improvement|development)",
    }.items()
}
"""What a release calls the items of each kind, behind their number: "14 key recommendations"."""
LONGEST = 40
"""Characters of such a noun."""

NUMBERED = 8
"""Characters that a heading may have around its words."""

List = list[Recommendation]


def check_counts(release: Findings, report: Findings | None, telling: Telling) -> Iterator[Claim]:
    """A claim for every number of recommendations that the release lays to the inspection."""
    for row in release.figures:
        kind = kind_of(row, release.text)
        if kind and telling.of_the_inspection(row.start) and not telling.in_a_speech(row.start):
            said = f"{row.value_text} {_noun(kind, int(row.value or 0))}"
            answer = _answer(row, kind, report) if report else nothing_in(None)
            about = f"number of {_noun(kind, 2)}"
            yield claim("recommendations", about, said, Evidence.of(row), answer)


def kind_of(row: Figure, text: str) -> str:
    """The kind of recommendations that a figure counts, "" where it counts something else.

    The measure may have been cut short: "five areas" of "five areas for improvement" in the
    document's text.
    """
    if row.unit != "count" or row.comparator:
        return ""
    found = [kind for kind, named in KINDS.items() if named.match(text, *_noun_at(row, text))]
    return found[0] if found else ""


def _noun_at(row: Figure, text: str) -> tuple[int, int]:
    """Where the noun stands that a number counts, an adjective or two before it set aside."""
    number = text.find(row.value_text, row.start) + len(row.value_text)
    return number, row.end + LONGEST


def lists(report: Findings) -> list[List]:
    """The recommendations of a report by the bodies that they are for, in its order.

    Another list begins where a heading that this one already stands under is printed anew.
    """
    found: list[List] = []
    before = 0
    for row in sorted(report.recommendations, key=lambda row: (row.start, row.end)):
        between = report.text[before : row.start]
        known = found and any(row.section == other.section for other in found[-1])
        anew = known and before and _prints(between, row.section)
        if not found or anew:
            found.append([])
        found[-1].append(row)
        before = max(before, row.end)
    return found


def _prints(text: str, heading: str) -> bool:
    """Whether a text has a heading on a line of its own."""
    longest = len(heading) + NUMBERED
    lines = (line for line in text.splitlines() if len(line) <= longest)
    return bool(heading) and any(same_name(line, heading) for line in lines)


def _answer(said: Figure, kind: str, report: Findings) -> Answer:
    """The list that has as many items, or else how many the report has.

    A report may say the number itself, of its own recommendations or of others. One without
    items of the kind that a release names is counted whole: councils call areas for
    improvement recommendations.
    """
    printed = [row for row in report.figures if kind_of(row, report.text) == kind]
    told = next((row for row in printed if row.value == said.value), None)
    if told:
        return Answer(CONFIRMED, EXACT, " ".join(told.quote.split()), Evidence.of(told))
    of_kind = [[row for row in items if row.kind == kind] for items in lists(report)]
    of_kind = [items for items in of_kind if items] or lists(report)
    if not of_kind:
        return nothing_in(report)
    everything = [row for items in of_kind for row in items]
    counts = {len(of_kind[0]), len(everything), len(report.recommendations)}
    verdict, match = (CONFIRMED, EXACT) if said.value in counts else (CONTRADICTED, "")
    return Answer(verdict, match, _found(of_kind), _evidence(report, of_kind[0]))


def _found(counted: list[List]) -> str:
    """The counts: "14 recommendations (page 8), 4 recommendations (page 35)"."""
    parts = []
    for items in counted:
        kinds = groupby(sorted(items, key=lambda row: row.kind), key=lambda row: row.kind)
        for kind, rows in kinds:
            some = list(rows)
            parts.append(f"{len(some)} {_noun(kind, len(some))} (page {some[0].page})")
    return ", ".join(parts)


def _noun(kind: str, count: int) -> str:
    words = kind.replace("_", " ")
    if count == 1:
        return words
    return words.replace("area ", "areas ") if words.startswith("area ") else f"{words}s"


def _evidence(report: Findings, items: List) -> Evidence:
    """The list as it is printed, from its first item to its last."""
    start = min(row.start for row in items)
    end = max(row.end for row in items)
    return Evidence.between(report, start, end)
