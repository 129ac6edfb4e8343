"""Which report does a press release speak of?

The provider and the inspectorate have to be the same. Then the dates decide: the days of the
inspection that the release tells ("in December 2011"), a month without a year ("last
February’s inspection"), or no more than that the report came before the release. A release
that tells no days may name the framework, which then has to be the report's unless the report
grades what the release says was graded; and it means the letter about a visit only where it
speaks of a visit. Of several that fit it is the one that grades what the release says, and of
these the latest.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from pipeline.claims.areas import same_area, same_name
from pipeline.extract.dates import MONTH_NAMES, MONTHS, find_dates
from pipeline.extract.sentences import sentences
from pipeline.extract.when import CAME
from pipeline.records import DocumentFacts, Findings

VISIT = "visit_letter"
REPORTS = ("inspection_report", VISIT, "joint_inspection_letter")
"""Types of documents that a press release may speak of."""

FORMER = timedelta(days=3 * 366)
"""How long before a release that does not say when the inspection was: about a cycle."""
WRITING = timedelta(days=366)
"""How long a report takes that has no date but its own."""

VISITED = re.compile(r"\bvisit", re.IGNORECASE)
MONTH = re.compile(
    r"\b(?:last|this|in|during|since)\s+"
    rf"({'|'.join(name.capitalize() for name in MONTH_NAMES.split())})\b(?!\s+\d)"
)
"""A month that is told without its year: "last February’s inspection"."""


class Span(NamedTuple):
    """From a first to a last day, ISO 8601."""

    first: str
    last: str

    def meets(self, other: "Span") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def months(self) -> set[int]:
        """The months of the year that it touches."""
        first, last = int(self.first[5:7]), int(self.last[5:7])
        years = int(self.last[:4]) - int(self.first[:4])
        return {(k - 1) % 12 + 1 for k in range(first, last + 12 * years + 1)}


def link(release: Findings, reports: Iterable[Findings]) -> Findings | None:
    """The report that a press release speaks of, or None where none of these fits.

    Takes the facts, judgements and text of the release, the facts and judgements of the
    reports; their order does not matter.
    """
    told, before = _told(release), _latest(release)
    fitting = []
    for report in reports:
        facts, held = report.document, span_of(report.document)
        if not held or not may_be_of(release.document, facts) or not _fits(held, told, before):
            continue
        named = facts.framework == release.document.framework
        grades = _grades_what_is_said(release, report)
        sure = isinstance(told, Span) or named or grades
        if not sure and not _may_be_meant(release, facts):
            continue
        fitting.append(((grades, named, held.last, facts.document_id), report))
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def report_of(day: str, reports: Iterable[Findings]) -> list[Findings]:
    """The reports of an inspection on an ISO date, maybe partial; the latest comes first."""
    on = _span(day, day)
    dated = [(span_of(report.document), report) for report in reports]
    found = [
        (held.last, report.document.document_id, report)
        for held, report in dated
        if held and (held.meets(on) or _came_out(report.document, on))
    ]
    return [report for *_, report in sorted(found, key=lambda each: each[:2], reverse=True)]


def same_provider(one: DocumentFacts, other: DocumentFacts) -> bool:
    """Whether two documents are about the same body, by its code or else by its name."""
    if one.provider_id or other.provider_id:
        return one.provider_id == other.provider_id
    return bool(one.provider_name) and same_name(one.provider_name, other.provider_name)


def may_be_of(release: DocumentFacts, report: DocumentFacts) -> bool:
    """Whether a document is a report of who inspects on the provider, going by the release."""
    if report.document_type not in REPORTS or not same_provider(release, report):
        return False
    said, held = release.inspectorate, report.inspectorate
    return not said or not held or said == held


def span_of(facts: DocumentFacts) -> Span | None:
    """The days of an inspection; of a report that does not tell them, the year before it."""
    if facts.inspection_start or facts.inspection_end:
        return _span(
            facts.inspection_start or facts.inspection_end,
            facts.inspection_end or facts.inspection_start,
        )
    if not facts.published_on:
        return None
    last = _span(facts.published_on, facts.published_on).last
    return Span((date.fromisoformat(last) - WRITING).isoformat(), last)


def _may_be_meant(release: Findings, report: DocumentFacts) -> bool:
    """Whether a release that names another framework, or none, may speak of a report.

    The letter about a visit is only meant where the release speaks of a visit.
    """
    if release.document.framework:
        return False
    return report.document_type != VISIT or VISITED.search(release.text) is not None


def _fits(held: Span, told: Span | set[int], before: str) -> bool:
    if isinstance(told, Span):
        return held.meets(told)
    if not before or (told and not told & held.months()):
        return False
    since = (date.fromisoformat(before) - FORMER).isoformat()
    return since <= held.last <= before


def _told(release: Findings) -> Span | set[int]:
    """The days of the inspection by the release, or the months of it that it names."""
    facts = release.document
    if facts.inspection_start or facts.inspection_end:
        return span_of(facts) or set()
    about = [
        release.text[start:end]
        for start, end in sentences(release.text)
        if CAME.search(release.text, start, end)
    ]
    named = [name for text in about for name in MONTH.findall(text)]
    return {MONTHS[name[:3].lower()] for name in named}


def _latest(release: Findings) -> str:
    """The day before which the report came out, "" where nothing tells.

    A release without a date is of the last year that it names, or of the one after.
    """
    day = release.document.published_on
    if day:
        return _span(day, day).last
    years = [int(found.last[:4]) for found in find_dates(release.text)]
    return f"{max(years) + 1}-12-31" if years else ""


def _grades_what_is_said(release: Findings, report: Findings) -> bool:
    """Whether a report grades at least half of what the release says that it grades."""
    said = [row for row in release.judgements if row.period == "current" and not row.subject]
    held = [row for row in report.judgements if row.period == "current"]
    known = sum(any(same_area(row, other, report.document) for other in held) for row in said)
    return bool(said) and 2 * known >= len(said)


def _came_out(facts: DocumentFacts, on: Span) -> bool:
    day = facts.published_on
    return bool(day) and _span(day, day).meets(on)


def _span(first: str, last: str) -> Span:
    """Whole days of two ISO dates that may be partial: 2011-12 is all of December."""
    start = f"{first}-01-01"[:10] if len(first) < 7 else f"{first}-01"[:10]
    if len(last) == 4:
        return Span(start, f"{last}-12-31")
    if len(last) == 7:
        return Span(start, f"{last}-{monthrange(int(last[:4]), int(last[5:]))[1]}")
    return Span(start, last)
