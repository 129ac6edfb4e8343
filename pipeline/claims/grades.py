"""Grades that a press release tells, held against the report and against earlier ones."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.claims.areas import same_area, same_name
from pipeline.claims.evidence import (
    CONFIRMED,
    CONTRADICTED,
    EXACT,
    Answer,
    Evidence,
    claim,
    nothing_in,
)
from pipeline.claims.linking import may_be_of, report_of, span_of
from pipeline.records import Claim, DocumentFacts, Findings, Judgement


def check_grades(
    release: Findings, report: Findings | None, others: Iterable[Findings]
) -> Iterator[Claim]:
    """A claim for every judgement of the release.

    A current grade is one of the report. A previous one is looked up in the report of that
    earlier inspection, where `others` holds it, or else among what the report itself says of
    earlier inspections.
    """
    held = list(others)
    for row in release.judgements:
        answer = (
            _previous(row, release, report, held)
            if row.period == "previous"
            else _current(row, report)
        )
        yield claim("grade", _about(row), row.grade, Evidence.of(row), answer)


def _current(row: Judgement, report: Findings | None) -> Answer:
    found = _in(row, report, "current") if report else None
    return found or nothing_in(report)


def _previous(
    row: Judgement, release: Findings, report: Findings | None, others: list[Findings]
) -> Answer:
    linked = report.document if report else release.document
    for earlier in report_of(row.judged_on, others) if row.judged_on else ():
        if _is_of(row, earlier.document, release.document) and _before(earlier.document, linked):
            found = _in(row, earlier, "current", of_itself=True)
            if found:
                return found
    found = _in(row, report, "previous") if report else None
    return found or nothing_in(report)


def _in(row: Judgement, report: Findings, period: str, of_itself: bool = False) -> Answer | None:
    """The grade of a report for the area of a row: the same one, or else another.

    `of_itself` says that the row is about the body which the report is on, whatever the
    release calls it.
    """
    said = _without_subject(row) if of_itself else row
    same = [
        held
        for held in sorted(report.judgements, key=lambda held: (held.start, held.end))
        if held.period == period
        and same_area(said, held, report.document)
        and (period == "current" or _same_time(said, held))
    ]
    if not same:
        return None
    equal = next((held for held in same if held.grade == row.grade), None)
    held = equal or same[0]
    verdict, match = (CONFIRMED, EXACT) if equal else (CONTRADICTED, "")
    return Answer(verdict, match, held.grade, Evidence.of(held))


def _same_time(said: Judgement, printed: Judgement) -> bool:
    """Whether two grades of the past may be of one inspection: one date is part of the other."""
    one, other = said.judged_on, printed.judged_on
    return one.startswith(other) or other.startswith(one)


def _is_of(row: Judgement, report: DocumentFacts, release: DocumentFacts) -> bool:
    """Whether a report is on the body that a row is about: another one, or the release's own."""
    if row.subject:
        return same_name(row.subject, report.provider_name)
    return may_be_of(release, report)


def _before(earlier: DocumentFacts, later: DocumentFacts) -> bool:
    """Whether one inspection began before another; one of which nothing is known may have."""
    one, other = span_of(earlier), span_of(later)
    same = earlier.document_id == later.document_id
    return not same and (one is None or other is None or one.first < other.first)


def _without_subject(row: Judgement) -> Judgement:
    return replace(row, subject="") if row.subject else row


def _about(row: Judgement) -> str:
    """What a grade is for: "Hawthorn View: overall, previous 2022-03"."""
    body = f"{row.subject}: " if row.subject else ""
    when = f", previous {row.judged_on}".rstrip() if row.period == "previous" else ""
    return f"{body}{row.area}{when}"
