"""Tables of a store as files: CSV, JSON lines, Parquet, XLSX; or one row an inspection."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from pipeline.ask.wide import wide
from pipeline.ask.writers import (
    ROWS_OF_A_SHEET,
    Part,
    write_csv,
    write_lines,
    write_parquet,
    write_xlsx,
)
from pipeline.errors import AskError, OutputError
from pipeline.store.connection import transaction
from pipeline.store.schema import quoted
from pipeline.tables import TABLES, Table, replaced

PIPE = Path("-")
"""A destination: standard output."""


class Form(StrEnum):
    """What kind of file is written."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Written:
    """What an export has written: files, rows, and texts that a sheet could not hold whole."""

    files: tuple[Path, ...]
    rows: int
    cut: int = 0


def export(
    database: sqlite3.Connection,
    to: Path,
    form: Form,
    names: Sequence[str] = (),
    one_row_an_inspection: bool = False,
    excel_safe: bool = False,
) -> Written:
    """Writes tables (all without `names`) to a file, a folder, or `-`; whole or not at all.

    XLSX is one file with a sheet a table, the other forms have a file a table: several go into
    a folder. With `excel_safe` the cells of CSV that a spreadsheet would take for formulas have
    an apostrophe before them. Raises AskError where the form cannot hold what is asked for,
    OutputError where it cannot be written.
    """
    _check(to, form, excel_safe)
    with transaction(database, "DEFERRED"):
        parts = _parts(database, names, one_row_an_inspection)
        rows = sum(part.count for part in parts)
        if form is Form.XLSX:
            _fitting(parts)
            with _opened(to) as file:
                return Written((to,), rows, write_xlsx(file, parts))
        places = _places(to, form, parts)
        for part, place in zip(parts, places, strict=True):
            with _opened(place) as file:
                if form is Form.CSV:
                    write_csv(file, part.table, part.rows, excel_safe)
                else:
                    writer = write_lines if form is Form.JSONL else write_parquet
                    writer(file, part.table, part.rows)
    return Written(tuple(places), rows)


def form_of(to: Path) -> Form:
    """The form that a destination's name asks for; CSV where it says nothing.

    Raises AskError where it asks for one that is not known.
    """
    suffix = to.suffix.lower().removeprefix(".").replace("ndjson", "jsonl")
    if suffix and suffix not in list(Form):
        raise AskError(f"{to}: no table is written as .{suffix}: {', '.join(Form)}, or --format")
    return Form(suffix) if suffix else Form.CSV


def _check(to: Path, form: Form, excel_safe: bool) -> None:
    if excel_safe and form is not Form.CSV:
        raise AskError(f"--excel-safe guards CSV; {form} needs no guard: leave it out")
    if to == PIPE and form in (Form.PARQUET, Form.XLSX) and sys.stdout.isatty():
        raise AskError(f"{form} is no text for a terminal: name a file with --to, or use a pipe")


def _parts(database: sqlite3.Connection, names: Sequence[str], one_row: bool) -> list[Part]:
    if one_row:
        table, rows = wide(database)
        return [Part(table, len(rows), iter(rows))]
    known = {table.name: table for table in TABLES}
    if unknown := [name for name in names if name not in known]:
        raise AskError(f"there is no table {unknown[0]!r}. There are: {', '.join(known)}")
    return [_part(database, known[name]) for name in names or known]


def _part(database: sqlite3.Connection, table: Table) -> Part:
    (count,) = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()
    columns, order = (", ".join(map(quoted, names)) for names in (table.names, table.order))
    rows = database.execute(f"SELECT {columns} FROM {table.name} ORDER BY {order}")
    return Part(table, count, map(tuple, rows))


def _fitting(parts: list[Part]) -> None:
    for part in parts:
        if part.count + 1 > ROWS_OF_A_SHEET:
            raise AskError(
                f"{part.table.name} has {part.count:,} rows, a sheet of Excel holds "
                f"{ROWS_OF_A_SHEET - 1:,}: export it as csv or parquet"
            )


def _places(to: Path, form: Form, parts: list[Part]) -> list[Path]:
    """Where each table goes: into a folder if there are several, or `to` is one."""
    if len(parts) == 1 and not to.is_dir():
        return [to]
    names = [f"{part.table.name}.{form}" for part in parts]
    if to == PIPE:
        raise AskError("several tables do not go through one pipe: name one, or a folder with --to")
    if to.is_file() or (to.suffix and not to.is_dir()):
        raise AskError(f"{to} would be one file for {len(parts)} tables: give a folder, or .xlsx")
    return [to / name for name in names]


@contextmanager
def _opened(to: Path) -> Iterator[BinaryIO]:
    """A file that goes to its place, or to standard output, once everything is written."""
    if to == PIPE:
        with TemporaryFile() as file:  # a pipe that is shut meets nothing half done
            yield file
            file.seek(0)
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return
    with ExitStack() as stack:
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            path = stack.enter_context(replaced(to))
            yield stack.enter_context(path.open("wb"))
        except OSError as error:
            raise OutputError(
                f"{to}: cannot be written ({error.strerror or error}). Make room, or choose "
                "another place with --to."
            ) from error
