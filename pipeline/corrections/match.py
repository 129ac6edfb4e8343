"""Which row of a new reading is the one that a correction speaks of."""

from collections.abc import Iterable, Mapping

from pipeline.corrections.words import moved
from pipeline.records import OWN_COLUMNS
from pipeline.tables import Value

Row = Mapping[str, Value]

KEYS: dict[str, tuple[str, ...]] = {
    "judgements": ("subject", "area", "period"),
    "recommendations": (),
    "officials": ("name",),
    "quotations": (),
    "figures": ("value", "unit"),
}
"""The values by which rows of a kind with the same evidence are told apart."""
FOLLOW = {"grade_rank", "grade_text"}
"""Columns that follow from another one of the same row."""
ASIDE = FOLLOW | {"official_id", "area_text", "scale", "value_text", "measure_class"}
"""Columns that may differ in a row that says the same: printed forms, groups, links."""
HALF = 0.5


def says_the_same(table: str, row: Row, values: Row) -> bool:
    """Whether a row has all the values of another that say something of their own."""
    return all(row[name] == values.get(name) for name in OWN_COLUMNS[table] if name not in ASIDE)


def same_key(table: str, row: Row, values: Row) -> bool:
    """Whether two rows at one place are readings of the same thing."""
    return all(row[name] == values.get(name) for name in KEYS[table])


def best(table: str, rows: Iterable[Row], wanted: Iterable[Row]) -> Row | None:
    """The row that is most likely a reading of one of the wanted ones, None where none is.

    It shares most of the evidence, or, where the kind's key tells rows apart, some of it.
    """
    needed = 0.0 if KEYS[table] else HALF
    options = list(wanted)
    scored = [
        (says_the_same(table, row, option), shared, str(row[_key(table)]), row)
        for row in rows
        for option in options
        if same_key(table, row, option) and (shared := _shared(row, option)) > needed
    ]
    if not scored:
        return None
    return max(scored, key=lambda each: (each[0], each[1], each[2]))[3]


def _key(table: str) -> str:
    return table.removesuffix("s") + "_id"


def _shared(row: Row, other: Row) -> float:
    """The characters that two evidences share, of those of the longer one."""
    (a, b), (c, d) = _span(row), _span(other)
    return max(0, min(b, d) - max(a, c)) / max(b - a, d - c, 1)


def _span(row: Row) -> tuple[int, int]:
    return int(row["start"] or 0), int(row["end"] or 0)


def placed(row: Row, text: str) -> dict[str, Value] | None:
    """A row with its evidence where its words are in a text; None where they are not."""
    start, end = _span(row)
    span = moved(text, start, end, str(row["quote"] or ""))
    if span is None:
        return None
    there = {"start": span[0], "end": span[1], "quote": text[span[0] : span[1]] or None}
    return {**row, **there}
