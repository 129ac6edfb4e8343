"""Rows of a table into an open binary file, in each form that `findings export` writes."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from pipeline.errors import MissingExtraError
from pipeline.tables import CHUNK, Row, Table, Value, arrow, arrow_schema, loaded, printed

FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""How a text begins that a spreadsheet takes for a formula, or that shifts it into one."""

ROWS_OF_A_SHEET = 1_048_576
CELL_OF_A_SHEET = 32_767
"""What Excel holds at most: rows with the heading, characters of a cell."""

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that a sheet must not have; each becomes the replacement character."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table to be written: its columns, and its rows as they are asked for."""

    table: Table
    count: int
    rows: Iterator[Row]


def write_csv(file: BinaryIO, table: Table, rows: Iterable[Row], excel_safe: bool = False) -> None:
    """Writes UTF-8 after RFC 4180, exactly as the tables of a run unless `excel_safe`."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        lines = csv.writer(text, lineterminator="\r\n")
        lines.writerow(table.names)
        lines.writerows(([_guarded(v, excel_safe) for v in row]) for row in rows)
    finally:
        text.detach()


def _guarded(value: Value, excel_safe: bool) -> str:
    guard = excel_safe and isinstance(value, str) and FORMULA.match(value)
    return f"'{value}" if guard else printed(value)


def write_lines(file: BinaryIO, table: Table, rows: Iterable[Row]) -> None:
    """Writes JSON lines: an object a row, nulls where there is no value, boxes as lists."""
    for row in rows:
        values = {
            column.name: loaded(column, value)
            for column, value in zip(table.columns, row, strict=True)
        }
        file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")


def write_parquet(file: BinaryIO, table: Table, rows: Iterable[Row]) -> None:
    """Writes Parquet with the columns' meanings, in chunks."""
    from pyarrow import parquet

    with parquet.ParquetWriter(file, arrow_schema(table), compression="zstd") as columns:
        for chunk in _chunks(rows):
            columns.write_table(arrow(table, chunk))


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


def write_xlsx(file: BinaryIO, parts: Iterable[Part]) -> int:
    """Writes a workbook with a sheet a table; returns how many texts were too long for a cell.

    Every text is written as text, never as a formula, a link or an error value. Raises AskError
    where openpyxl is missing.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError("XLSX needs openpyxl", "xlsx") from error
    book = Workbook(write_only=True)
    cut = 0
    for part in parts:
        sheet = book.create_sheet(part.table.name)
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, name) for name in part.table.names])
        for row in part.rows:
            sheet.append([_cell(sheet, value) for value in row])
            cut += sum(isinstance(v, str) and len(v) > CELL_OF_A_SHEET for v in row)
    book.save(file)
    return cut


def _cell(sheet: Any, value: Value) -> Any:
    """A number as a number; a text as text that stays text when somebody edits it."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    text = NO_XML.sub("\ufffd", value)
    if len(text) > CELL_OF_A_SHEET:
        text = text[: CELL_OF_A_SHEET - 2] + " …"
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if FORMULA.match(text):
        cell.quotePrefix = True
    return cell
