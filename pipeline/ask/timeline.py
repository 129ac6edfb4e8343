"""One provider over time: everything that a page or a printed sheet about it shows."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ask.answers import texts
from pipeline.ask.hindsight import Recollection, recollections
from pipeline.ask.inspections import Inspection, Move, inspections, moves
from pipeline.ask.providers import Provider
from pipeline.ask.returning import Return, returning

SURE = 0.8
"""Confidence from which a figure is shown as a key figure."""

TELLING = 4
"""Words that a measure needs to be the same in two documents: "care leavers" may be any of them."""

NO_KEY_FIGURES = ("other", "recommendations")
"""Classes of measures that say nothing of a provider over time."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in a provider's documents, with the first and last one and how many."""

    name: str
    role: str
    involvement: str
    first: str
    last: str
    documents: int


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """The first figure of a class and unit that an inspection prints of its own time."""

    figure_id: str
    measure_class: str
    unit: str
    value: float | None
    value_text: str
    measure: str
    as_of: str
    inspection: Inspection
    page: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A provider over time; every part is in the order of time, `returns` latest first.

    `series` are figures of the same measure and unit that were given more than once.
    """

    provider: Provider
    inspections: tuple[Inspection, ...]
    moves: tuple[Move, ...]
    recollections: tuple[Recollection, ...]
    returns: tuple[Return, ...]
    people: tuple[Person, ...]
    figures: tuple[KeyFigure, ...]
    series: tuple[tuple[KeyFigure, ...], ...]


def timeline(database: sqlite3.Connection, provider: Provider) -> Timeline:
    """Everything that a store holds of one provider over time (see `providers.find_provider`)."""
    found = inspections(database, provider)
    return Timeline(
        provider,
        found,
        moves(found),
        recollections(database, provider, found),
        returning(database, found),
        people(database, found),
        key_figures(database, found),
        tuple(tuple(each) for each in figures_by_measure(database, found).values() if each[1:]),
    )


def people(database: sqlite3.Connection, found: tuple[Inspection, ...]) -> tuple[Person, ...]:
    """The officials of a provider's documents, a name and involvement once, the latest first."""
    ids = [each.document_id for each in found]
    dates = {each.document_id: each.date for each in found}
    rows = database.execute(
        "SELECT name, role, involvement, document_id FROM officials "
        f"WHERE document_id IN ({', '.join('?' * len(ids))})",
        ids,
    )
    seen: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for name, role, involvement, id_ in rows:
        seen.setdefault((name, involvement or ""), []).append((dates[id_], id_, role or ""))
    made = []
    for (name, involvement), places in seen.items():
        places.sort()
        role = next((role for *_, role in reversed(places) if role), "")
        many = len({id_ for _, id_, _ in places})
        made.append(Person(name, role, involvement, places[0][0], places[-1][0], many))
    made.sort(key=lambda each: (each.involvement, each.name))
    made.sort(key=lambda each: each.last, reverse=True)
    return tuple(made)


def key_figures(
    database: sqlite3.Connection, found: tuple[Inspection, ...]
) -> tuple[KeyFigure, ...]:
    """Of every inspection the first sure figure of each class and unit, by class, then in time.

    Figures that are given to compare with (the year before, the nation) are left out.
    """
    first: dict[tuple[str, str, str], KeyFigure] = {}
    for figure in _sure_figures(database, found):
        id_ = figure.inspection.document_id
        first.setdefault((figure.measure_class, figure.unit, id_), figure)
    order = sorted(first.values(), key=lambda each: each.inspection.date)
    return tuple(sorted(order, key=lambda each: (each.measure_class, each.unit)))


def figures_by_measure(
    database: sqlite3.Connection, found: tuple[Inspection, ...]
) -> dict[tuple[str, str], list[KeyFigure]]:
    """By measure and unit what each inspection says, in time; only measures in TELLING words.

    The words must be the same but for their case: what is only near it may be something else.
    """
    first: dict[tuple[str, str, str], KeyFigure] = {}
    for figure in _sure_figures(database, found):
        words = re.findall(r"\w+", figure.measure.casefold())
        if len(words) >= TELLING:
            date = figure.inspection.date
            first.setdefault((" ".join(words), figure.unit, date), figure)
    made: dict[tuple[str, str], list[KeyFigure]] = {}
    for measure, unit, date in sorted(first):
        made.setdefault((measure, unit), []).append(first[measure, unit, date])
    return made


def _sure_figures(
    database: sqlite3.Connection, found: tuple[Inspection, ...]
) -> Iterator[KeyFigure]:
    known = {each.document_id: each for each in found if each.date}
    marks = ", ".join("?" * len(known))
    rows = database.execute(
        f"SELECT * FROM figures WHERE document_id IN ({marks}) AND comparator IS NULL "
        f"AND confidence >= ? AND measure_class NOT IN ({', '.join('?' * len(NO_KEY_FIGURES))}) "
        "ORDER BY document_id, start, figure_id",
        (*known, SURE, *NO_KEY_FIGURES),
    )
    names = ("figure_id", "measure_class", "unit", "value_text", "measure", "as_of", "page")
    for row in rows:
        inspection = known[row["document_id"]]
        yield KeyFigure(**texts(row, *names), value=row["value"], inspection=inspection)
