"""The inspections of one provider in the order of time, their grades, and how these moved."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.ask.answers import texts
from pipeline.ask.continuity import comparable, family_of, lines_of
from pipeline.ask.providers import Provider

PRESS = "press_release"
OVERALL = "overall_effectiveness"


@dataclass(frozen=True, slots=True)
class Grade:
    """One current grade of the provider itself; `rank` 1 is best, None has no rank."""

    judgement_id: str
    area: str
    grade: str
    grade_text: str
    rank: int | None
    scale: str
    page: int


@dataclass(frozen=True, slots=True)
class Inspection:
    """One document about a provider: an inspection, a visit, or a press release on one.

    `date` is when the inspection ended, or else began, or else when the document came out; empty
    where nothing of this is known. `same` are the ids of documents that say the same again.
    """

    document_id: str
    file_name: str
    document_type: str
    framework: str
    inspectorate: str
    date: str
    start: str
    end: str
    published_on: str
    lead_inspector: str
    recommendations: int
    grades: tuple[Grade, ...]
    same: tuple[str, ...] = ()

    def grade_of(self, area: str) -> Grade | None:
        """The grade of an area."""
        return next((grade for grade in self.grades if grade.area == area), None)


@dataclass(frozen=True, slots=True)
class Move:
    """One area from one inspection of a family to the next one that graded it.

    `direction` is better, worse, same, or "not comparable" where the scales are not the same.
    """

    line: str
    before: Inspection
    grade_before: Grade
    after: Inspection
    grade_after: Grade
    direction: str


def inspections(database: sqlite3.Connection, provider: Provider) -> tuple[Inspection, ...]:
    """The documents about a provider, the earliest first, undated ones at the end.

    Two documents that tell the same of one inspection are one, the others are its `same`.
    """
    grades = _grades(database, provider.documents)
    marks = ", ".join("?" * len(provider.documents))
    rows = database.execute(
        "SELECT *, coalesce(inspection_end, inspection_start, published_on) AS date, "
        "(SELECT count(*) FROM recommendations r WHERE r.document_id = d.document_id) AS asked "
        f"FROM documents d WHERE document_id IN ({marks})",
        provider.documents,
    )
    found = [_inspection(row, tuple(grades.get(row["document_id"], ()))) for row in rows]
    found.sort(key=_in_time)
    return tuple(_merged(found))


def _in_time(each: Inspection) -> tuple[bool, str, bool, str]:
    return (not each.date, each.date, each.document_type == PRESS, each.document_id)


def _inspection(row: sqlite3.Row, grades: tuple[Grade, ...]) -> Inspection:
    names = ("document_id", "file_name", "document_type", "framework", "inspectorate", "date")
    return Inspection(
        **texts(row, *names, "published_on", "lead_inspector"),
        start=row["inspection_start"] or "",
        end=row["inspection_end"] or "",
        recommendations=row["asked"],
        grades=grades,
    )


def _grades(database: sqlite3.Connection, documents: tuple[str, ...]) -> dict[str, list[Grade]]:
    """The current grades of the provider itself by document, the first of each area."""
    found: dict[str, dict[str, Grade]] = {}
    marks = ", ".join("?" * len(documents))
    for row in database.execute(
        f"SELECT * FROM judgements WHERE document_id IN ({marks}) AND period = 'current' "
        'AND subject IS NULL ORDER BY document_id, start, "end"',
        documents,
    ):
        names = ("judgement_id", "area", "grade", "grade_text", "scale", "page")
        grade = Grade(**texts(row, *names), rank=row["grade_rank"])
        found.setdefault(row["document_id"], {}).setdefault(grade.area, grade)
    return {document_id: list(grades.values()) for document_id, grades in found.items()}


def _merged(ordered: Iterable[Inspection]) -> Iterator[Inspection]:
    """Documents that tell the same of one inspection as one."""
    found: dict[tuple[object, ...], Inspection] = {}
    for each in ordered:
        told = tuple((grade.area, grade.grade) for grade in each.grades)
        key = (each.date, each.document_type, each.framework, told, each.recommendations)
        if key in found and each.date:
            found[key] = replace(found[key], same=(*found[key].same, each.document_id))
        else:
            found[key if each.date else (each.document_id,)] = each
    yield from found.values()


def graded(found: Iterable[Inspection]) -> tuple[Inspection, ...]:
    """The inspections with a grade and a date; press releases only where no report is held.

    A press release is left out when a report on an inspection of that month gives grades.
    """
    dated = [each for each in found if each.grades and each.date]
    months = {each.date[:7] for each in dated if each.document_type != PRESS}
    return tuple(
        each for each in dated if each.document_type != PRESS or each.date[:7] not in months
    )


def moves(found: Iterable[Inspection]) -> tuple[Move, ...]:
    """How each area moved between one inspection and the next one of its family."""
    last: dict[tuple[str, str], tuple[Inspection, Grade]] = {}
    made = []
    for each in graded(found):
        family = family_of(each.framework).id
        for grade in each.grades if each.framework else ():
            for line in lines_of(each.framework, grade.area):
                if (family, line) in last:
                    made.append(_move(line, *last[family, line], each, grade))
                last[family, line] = (each, grade)
    made.sort(key=lambda move: (move.line != OVERALL, move.line, move.after.date))
    return tuple(made)


def _move(
    line: str, before: Inspection, grade_before: Grade, after: Inspection, grade_after: Grade
) -> Move:
    ranks = (grade_before.rank, grade_after.rank)
    if not comparable(grade_before.scale, grade_after.scale) or None in ranks:
        direction = "not comparable"
    else:
        change = (grade_after.rank or 0) - (grade_before.rank or 0)
        direction = "worse" if change > 0 else "better" if change < 0 else "same"
    return Move(line, before, grade_before, after, grade_after, direction)
