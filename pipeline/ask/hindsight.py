"""What later reports say about earlier grades, held against the earlier reports."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ask.continuity import comparable, lines_of, other_bodies
from pipeline.ask.inspections import PRESS, Grade, Inspection
from pipeline.ask.providers import Provider

ALL_AREAS = "all_areas"
"""The area of "all services were judged to be …"."""

AGREE, DISAGREE, NOT_HELD = "agree", "disagree", "not held"


@dataclass(frozen=True, slots=True)
class Recollection:
    """A previous grade that a document tells of, and the report that gave it.

    `verdict` is agree, disagree, or "not held" where the store has no report of that date with
    a grade of that area; then `earlier` and `given` are empty.
    """

    judgement_id: str
    teller: Inspection
    page: int
    area: str
    grade: str
    judged_on: str
    quote: str
    verdict: str
    earlier: Inspection | None
    given: Grade | None


def recollections(
    database: sqlite3.Connection, provider: Provider, found: Sequence[Inspection]
) -> tuple[Recollection, ...]:
    """Every previous grade of the provider itself that its documents tell of, checked."""
    tellers = {each.document_id: each for each in found}
    marks = ", ".join("?" * len(tellers))
    rows = database.execute(
        "SELECT * FROM judgements WHERE period = 'previous' AND subject IS NULL "
        f"AND document_id IN ({marks}) ORDER BY document_id, start, judgement_id",
        tuple(tellers),
    )
    made = [_recollection(row, tellers[row["document_id"]], found) for row in rows]
    order = {document_id: k for k, document_id in enumerate(tellers)}
    return tuple(sorted(made, key=lambda each: order[each.teller.document_id]))


def _recollection(
    row: sqlite3.Row, teller: Inspection, found: Sequence[Inspection]
) -> Recollection:
    verdict, earlier, given = NOT_HELD, None, None
    for each in _earlier(teller, row["judged_on"] or "", found):
        if grades := _of_area(each, row["area"], row["quote"] or ""):
            wrong = [grade for grade in grades if not _same(grade, row)]
            verdict = DISAGREE if wrong else AGREE
            earlier, given = each, (wrong or grades)[0]
            break
    return Recollection(
        judgement_id=row["judgement_id"],
        teller=teller,
        page=row["page"],
        area=row["area"],
        grade=row["grade"],
        judged_on=row["judged_on"] or "",
        quote=row["quote"] or "",
        verdict=verdict,
        earlier=earlier,
        given=given,
    )


def _earlier(teller: Inspection, on: str, found: Sequence[Inspection]) -> list[Inspection]:
    """Earlier graded reports that the date `on` may mean, the latest first.

    Without a date it is the last one that graded anything.
    """
    before = [
        each
        for each in found
        if each.grades and each.document_type != PRESS and "" < each.date < teller.date
    ]
    return [each for each in reversed(before) if not on or _was(each, on)]


def _was(inspection: Inspection, on: str) -> bool:
    """Whether an inspection was, or its report came out, in a day, month or year."""
    first, last = inspection.start or inspection.date, inspection.end or inspection.date
    cut = len(on)
    return first[:cut] <= on <= last[:cut] or bool(inspection.published_on[:cut] == on)


def _of_area(inspection: Inspection, area: str, quote: str) -> list[Grade]:
    """The grades of an inspection that an area's name means, also that of its line.

    All areas are those of the provider's own services that the sentence does not name besides:
    "all services, except adoption", "all areas were judged to be good, with adoption …".
    """
    if area == ALL_AREAS:
        words = quote.casefold()
        return [
            grade
            for grade in inspection.grades
            if grade.area not in other_bodies() and grade.area.replace("_", " ") not in words
        ]
    if exact := inspection.grade_of(area):
        return [exact]
    lines = set(lines_of(inspection.framework, area))
    return [
        grade
        for grade in inspection.grades
        if lines & set(lines_of(inspection.framework, grade.area))
    ]


def _same(grade: Grade, row: sqlite3.Row) -> bool:
    if grade.grade == row["grade"]:
        return True
    ranks = (grade.rank, row["grade_rank"])
    return None not in ranks and ranks[0] == ranks[1] and comparable(grade.scale, row["scale"])
