"""New values for a row, as a person gives them → values that the table may hold."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.corrections.match import Row
from pipeline.errors import CorrectionError
from pipeline.frameworks import scales
from pipeline.records import OWN_COLUMNS
from pipeline.tables import FINDINGS, Column, Table, Value

BY_NAME = {table.name: table for table in FINDINGS}
SNAKE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
NAMES = {"area", "grade", "scale", "unit", "measure_class"}
"""Columns whose values are names in snake_case."""
TEXT = {
    "recommendations": "text",
    "officials": "name",
    "quotations": "text",
    "figures": "value_text",
}
"""The column of an added row that holds the words of the document, unless another is given."""
USUAL = {
    "judgements": {"period": "current"},
    "recommendations": {"kind": "recommendation"},
    "officials": {"involvement": "mentioned"},
}
"""What an added row says where nothing else is given."""
QUOTES = " \n\t‘’“”'\""


def table_of(kind: str) -> Table:
    """The table of a kind; `judgement` will do for `judgements`. Raises CorrectionError."""
    name = kind.strip().lower()
    found = BY_NAME.get(name) or BY_NAME.get(f"{name}s")
    if found is None:
        raise CorrectionError(f"there is no kind {kind!r}: it is one of {', '.join(BY_NAME)}")
    return found


def checked(table: Table, given: Mapping[str, Any], row: Row) -> dict[str, Value]:
    """The values that a person sets in a row, each of its column's type.

    `row` holds the row as it is. An empty value says that it is unknown. With a new grade its
    rank and printed form are set too. Raises CorrectionError for a column that does not exist
    or may not be set, and for a value that it cannot hold.
    """
    columns = {c.name: c for c in table.columns if c.name in OWN_COLUMNS[table.name]}
    values: dict[str, Value] = {}
    for name, value in given.items():
        if name not in columns:
            raise CorrectionError(
                f"{table.name} has no column {name!r} that can be set: it has {', '.join(columns)}"
            )
        values[name] = _value(columns[name], value)
    if table.name == "judgements" and {"grade", "scale"} & set(values):
        values = _graded(values, row)
    return values


def complete(
    table: Table, given: Mapping[str, Any], quote: str, scale: str | None
) -> dict[str, Value]:
    """The values of an added row: those given, and what the words of the document say.

    `scale` is the grade scale of the document, if it has one. Raises CorrectionError as
    `checked` does, and where a required column has no value.
    """
    known: dict[str, Any] = dict(USUAL.get(table.name, {}))
    if column := TEXT.get(table.name):
        known[column] = " ".join(quote.split()).strip(QUOTES)
    if table.name == "judgements" and scale:
        known["scale"] = scale
    row = {**dict.fromkeys(table.names), "quote": quote}
    every = checked(table, known | dict(given), row)
    values: dict[str, Value] = {name: v for name, v in every.items() if v is not None}
    needed = [c.name for c in table.columns if c.name in OWN_COLUMNS[table.name] and c.required]
    if missing := [name for name in needed if name not in values]:
        raise CorrectionError(
            f"a row of {table.name} needs {' and '.join(missing)}: "
            + " ".join(f"--set {name}=…" for name in missing)
        )
    if table.name == "figures" and "value" not in values:
        raise CorrectionError("a row of figures needs its value: --set value=…")
    return values


def _value(column: Column, given: Any) -> Value:
    """A value of a column's type and within its constraints."""
    text = "" if given is None else " ".join(str(given).split())
    if not text:
        if column.required:
            raise CorrectionError(f"{column.name} cannot be empty: {column.meaning}")
        return None
    if column.type in ("integer", "number"):
        return _number(column, text)
    choices = column.constraints.get("enum")
    if choices and text not in choices:
        raise _wrong(column, text, f"one of {', '.join(choices)}")
    if "pattern" in column.constraints:
        _check_date(column, text)
    if column.name in NAMES and column.name != "grade" and not SNAKE.fullmatch(text):
        raise _wrong(column, text, "a name in snake_case, for example overall_effectiveness")
    return text


def _number(column: Column, text: str) -> int | float:
    try:
        number = float(text.replace(",", ""))
        whole = int(number)
    except (ValueError, OverflowError):
        raise _wrong(column, text, "a plain number, for example 19.4") from None
    if column.type == "number":
        return number
    if whole != number or whole < column.constraints.get("minimum", whole):
        least = column.constraints.get("minimum")
        raise _wrong(column, text, "a whole number" + (f" from {least}" if least else ""))
    return whole


def _check_date(column: Column, text: str) -> None:
    """A day, month or year that the calendar has."""
    parts = text.split("-")
    try:
        if not re.fullmatch(column.constraints["pattern"], text):
            raise ValueError
        date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except ValueError:
        raise _wrong(column, text, "a date: 2016-05-16, 2016-05 or 2016") from None


def _graded(values: dict[str, Value], row: Row) -> dict[str, Value]:
    """A grade by its name on the row's scale, with its rank, and as the evidence prints it."""
    scale_id = str(values.get("scale", row.get("scale")) or "")
    printed = str(values.get("grade", row.get("grade")) or "")
    scale = scales().get(scale_id)
    if scale is None and values.get("scale"):
        raise CorrectionError(f"there is no scale {scale_id!r}: it is one of {', '.join(scales())}")
    if not printed:
        return values
    grade = scale.grade_of(printed.replace("_", " ")) if scale else None
    grade = grade or next((g for g in (scale.grades if scale else ()) if g.id == printed), None)
    if scale and grade is None:
        names = ", ".join(each.id for each in scale.grades)
        raise CorrectionError(f"{printed!r} is no grade of the scale {scale_id}: it is {names}")
    name = grade.id if grade else printed.lower().replace(" ", "_")
    if not SNAKE.fullmatch(name):
        raise CorrectionError(f"{printed!r} is no grade: give it in snake_case")
    found = [
        match.group()
        for match in (scale.pattern.finditer(str(row["quote"] or "")) if scale else ())
        if (there := scale and scale.grade_of(match.group())) and there.id == name
    ]
    follows: dict[str, Value] = {
        "grade": name,
        "grade_rank": (grade.rank or None) if grade else None,
        "grade_text": found[0] if found else None,
    }
    return follows | values | {"grade": name}


def _wrong(column: Column, text: str, wanted: str) -> CorrectionError:
    return CorrectionError(f"{column.name} cannot be {text!r}: it is {wanted}")
