"""Corrections as a CSV file, so that colleagues can share them."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.corrections.decide import publish
from pipeline.corrections.desk import Desk, Keeper
from pipeline.corrections.values import checked, table_of
from pipeline.errors import CorrectionError, FindingsError
from pipeline.records import OWN_COLUMNS, Box, Correction
from pipeline.tables import CORRECTIONS, Table, Value, write_csv

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "array": (str,),
    "integer": (int,),
    "number": (int, float),
}
"""What JSON holds of a column's type."""
SHEETS_LIMIT = 2**24
"""Characters of the longest cell that is read: long quotations are longer than Python's 131,072."""


def export_csv(desk: Desk, path: Path) -> int:
    """Writes all corrections to a CSV file, in the columns of the table; returns how many.

    Raises FindingsError where the file cannot be written.
    """
    found = desk.corrections()
    try:
        write_csv(path, CORRECTIONS, CORRECTIONS.sorted(map(CORRECTIONS.row, found)))
    except OSError as error:
        raise FindingsError(f"{path} cannot be written: {error.strerror or error}") from error
    return len(found)


def import_csv(store: Keeper, path: Path, *, export: bool = True) -> int:
    """Takes over the corrections of a CSV file that are not known yet; returns how many.

    `export` writes the tables out too. A correction of a document that is not in the tables
    waits until it is read. Raises CorrectionError, and takes over none, where a row of the file
    is no correction.
    """
    given = list(_read(path))
    with store.deciding() as desk:
        known = {each.correction_id for each in desk.corrections()}
        new = [each for each in given if each.correction_id not in known]
        for correction in new:
            desk.keep(correction)
        for document_id in sorted({each.document_id for each in new}):
            desk.settle(document_id)
    if export:
        publish(store)
    return len(new)


def _read(path: Path) -> Iterator[Correction]:
    csv.field_size_limit(SHEETS_LIMIT)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorrectionError(f"{path} cannot be read as CSV: {error}") from error
    if not lines:
        return
    if missing := [name for name in CORRECTIONS.names if name not in lines[0]]:
        raise CorrectionError(
            f"{path} holds no corrections: it has no column {missing[0]}. "
            "findings correct --export FILE writes such a file"
        )
    seen: set[str] = set()
    for number, line in enumerate(lines, 2):
        try:
            made = _correction(line)
        except (ValueError, TypeError, KeyError, CorrectionError) as error:
            raise CorrectionError(f"{path}, row {number}: is no correction ({error})") from error
        if made.correction_id not in seen:
            seen.add(made.correction_id)
            yield made


def _correction(line: Mapping[str, Any]) -> Correction:
    """A line of the file as a correction; every value is looked at as if a stranger wrote it."""
    table = table_of(line["kind"])
    old, new = (_object(line[name], table) for name in ("old_values", "new_values"))
    row = {**dict.fromkeys(table.names), **old, **new}
    checked(table, new, row)
    if line["action"] != "reject":
        checked(table, {name: row[name] for name in OWN_COLUMNS[table.name]}, row)
    boxes = tuple(Box(int(page), *map(float, sides)) for page, *sides in _list(line["boxes"]))
    plain: dict[str, Any] = {name: line[name] or "" for name in CORRECTIONS.names}
    typed: dict[str, Any] = {name: int(line[name]) for name in ("page", "start", "end")}
    typed |= {"boxes": boxes, "kind": table.name}
    made = Correction(**plain | typed)
    for column in CORRECTIONS.columns:
        value = getattr(made, column.attribute)
        choices = column.constraints.get("enum")
        if (column.required and value == "") or (choices and value not in choices):
            raise CorrectionError(f"{column.name} is {value!r}")
    datetime.fromisoformat(made.made_at)
    if not (made.page > 0 and 0 <= made.start < made.end and made.finding_id):
        raise CorrectionError("no row or no evidence")
    return replace(made, status="applied")


def _object(text: str | None, table: Table) -> dict[str, Value]:
    """Values of a table's columns out of JSON, each of its column's type."""
    found = json.loads(text or "{}")
    types = {column.name: TYPES[column.type] for column in table.columns}
    plain = isinstance(found, dict) and all(
        name in types and (value is None or type(value) in types[name])
        for name, value in found.items()
    )
    if not plain:
        raise CorrectionError(f"{text!r} are no values of the table")
    return dict(found)


def _list(text: str | None) -> list[Any]:
    found = json.loads(text or "[]")
    if not isinstance(found, list):
        raise CorrectionError(f"{text!r} are no boxes")
    return found
