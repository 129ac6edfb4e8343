"""Providers beside each other, or one provider at several dates."""

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.ask.answers import Answer
from pipeline.ask.continuity import family_of, lines_of
from pipeline.ask.inspections import PRESS, Grade, Inspection, graded, inspections
from pipeline.ask.profile import heading
from pipeline.ask.providers import Provider, find_provider
from pipeline.ask.timeline import figures_by_measure
from pipeline.errors import AskError

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
KINDS = ("recommendation", "area_for_improvement", "priority_action")


@dataclass(frozen=True, slots=True)
class Side:
    """What stands in one column: a provider's inspections, or those of one date."""

    name: str
    inspections: tuple[Inspection, ...]


def compare(database: sqlite3.Connection, wanted: Sequence[str]) -> list[Answer]:
    """Providers side by side, or with dates (2019, 2019-04, 2019-04-01) what was at each date.

    The parts are grades (the latest of each area, with its date), counts and figures (the
    latest of each measure that two sides give in the same words). Raises AskError where a
    provider or a date is not held, or fewer than two sides are asked for.
    """
    dates = [text for text in wanted if DATE.fullmatch(text)]
    providers = [find_provider(database, text) for text in wanted if not DATE.fullmatch(text)]
    sides = [
        side for provider in providers for side in _sides(database, provider, dates, len(providers))
    ]
    if len(sides) < 2:
        raise AskError(
            "a comparison has two sides: give two providers, or a provider and two dates"
        )
    return [_grades(sides), _counts(database, sides), _figures(database, sides)]


def _sides(
    database: sqlite3.Connection, provider: Provider, dates: list[str], providers: int
) -> list[Side]:
    found = inspections(database, provider)
    if not dates:
        return [Side(provider.name, found)]
    sides = []
    for date in dates:
        then = tuple(each for each in found if each.date.startswith(date))
        if not then:
            held = ", ".join(each.date for each in found if each.date)
            raise AskError(f"there is nothing about {provider.name} of {date}: there is {held}")
        sides.append(Side(f"{provider.name} {date}" if providers > 1 else date, then))
    return sides


def _grades(sides: list[Side]) -> Answer:
    latest = [_latest(side) for side in sides]
    keys = sorted({key for found in latest for key in found})
    names = Counter(line for _, line in keys)
    cells = [
        (
            line if names[line] == 1 else f"{line} ({family or 'no framework'})",
            *(_dated(found.get((family, line))) for found in latest),
        )
        for family, line in keys
    ]
    columns = ("area", *(side.name for side in sides))
    return Answer.of("grades", "Latest grade of each area", columns, cells, repeat=1)


def _latest(side: Side) -> dict[tuple[str, str], tuple[Inspection, Grade]]:
    """The last grade of each line, by family and line; of press releases if there is no report."""
    all_ = graded(side.inspections)
    found = {}
    for each in [each for each in all_ if each.document_type != PRESS] or all_:
        for grade in each.grades:
            for line in lines_of(each.framework, grade.area):
                found[family_of(each.framework).id, line] = (each, grade)
    return found


def _dated(found: tuple[Inspection, Grade] | None) -> str:
    return f"{found[1].grade.replace('_', ' ')}, {found[0].date}" if found else ""


def _counts(database: sqlite3.Connection, sides: list[Side]) -> Answer:
    counted = [_kinds(database, side) for side in sides]
    last = [[heading(each) for each in side.inspections if each.date][-1:] for side in sides]
    rows = [
        ("documents", *(len(side.inspections) for side in sides)),
        ("latest document", *(each[0] if each else "" for each in last)),
        *((kind, *(found.get(kind, 0) for found in counted)) for kind in KINDS),
    ]
    columns = ("count", *(side.name for side in sides))
    return Answer.of("counts", "Documents and recommendations", columns, rows, repeat=1)


def _kinds(database: sqlite3.Connection, side: Side) -> dict[str, int]:
    ids = [each.document_id for each in side.inspections]
    rows = database.execute(
        "SELECT kind, count(*) FROM recommendations "
        f"WHERE document_id IN ({', '.join('?' * len(ids))}) GROUP BY kind",
        ids,
    )
    return {row[0]: row[1] for row in rows}


def _figures(database: sqlite3.Connection, sides: list[Side]) -> Answer:
    """The latest figures of what more than one side gives in the same words."""
    found = [figures_by_measure(database, side.inspections) for side in sides]
    held = Counter(key for each in found for key in each)
    rows = []
    for key in sorted(key for key, count in held.items() if count > 1):
        cells = [each[key][-1] if key in each else None for each in found]
        said = [f"{cell.value_text}, {cell.inspection.date}" if cell else "" for cell in cells]
        measure = next(cell.measure for cell in cells if cell)
        rows.append((measure, key[1], *said))
    columns = ("measure", "unit", *(side.name for side in sides))
    return Answer.of("figures", "Latest figures of the same measure", columns, rows, repeat=2)
