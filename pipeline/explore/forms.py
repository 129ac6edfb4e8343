"""What the forms for corrections ask for."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from datasette.utils.asgi import Request

from pipeline.explore.rows import own_columns
from pipeline.frameworks import scales
from pipeline.tables import Column, Table

AUTHOR = "findings_author"
"""The cookie that keeps who decides, so that it is written once."""
NEEDED = {"judgements": ("area", "grade"), "figures": ("value",)}
"""Columns without which a row of a kind cannot be added."""
USUAL = {"judgements": {"period": "current"}, "officials": {"involvement": "mentioned"}}
"""What a new row of a kind most often says."""


class Input(NamedTuple):
    """A column to fill in: its value, the only ones that it may have, or those that are likely."""

    name: str
    meaning: str
    value: str
    choices: tuple[str, ...]
    likely: tuple[str, ...]
    needed: bool


def inputs(table: Table, row: Mapping[str, Any]) -> list[Input]:
    """The columns of a kind that a person can set, with their values in a row."""
    columns = {column.name: column for column in table.columns}
    names = (name for name in own_columns(table.name) if name != "official_id")
    return [_input(table.name, columns[name], row) for name in names]


def as_text(value: object) -> str:
    """A value as a form holds it: 3351, not 3351.0; nothing for an empty one."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


def author_of(request: Request) -> str:
    """Who decided last time."""
    return unquote(request.cookies.get(AUTHOR, ""))


def _input(kind: str, column: Column, row: Mapping[str, Any]) -> Input:
    value = as_text(row.get(column.name))
    scale = scales().get(row.get("scale") or "") if column.name == "grade" else None
    return Input(
        column.name,
        column.meaning,
        value,
        tuple(column.constraints.get("enum", ())),
        tuple(grade.id for grade in scale.grades) if scale else (),
        column.required or column.name in NEEDED.get(kind, ()),
    )
