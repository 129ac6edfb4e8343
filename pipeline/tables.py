"""Records ↔ columns: rows, data frames, CSV, Parquet and the data dictionary.

Everything here is generated from the dataclasses of `pipeline.records`: names, order,
types and constraints of the columns, keys between the tables, and their descriptions.
In every form an empty value is a null, and the same rows give the same bytes.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, get_args, get_origin, get_type_hints

from pipeline.records import (
    FINDING_TYPES,
    Box,
    Claim,
    Correction,
    DocumentFacts,
    Finding,
    Findings,
    Problem,
    Source,
)
from pipeline.version import __version__

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | None
Row = tuple[Value, ...]
Record = DocumentFacts | Finding | Claim | Correction | Source | Problem

TYPES = {str: "string", int: "integer", float: "number", tuple: "array"}
CHUNK = 5_000
"""Rows held in memory while a table is written; also the size of a Parquet row group."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: its name, Frictionless type (string, integer, number, array) and rules."""

    name: str
    attribute: str
    type: str
    meaning: str
    constraints: dict[str, Any]

    @property
    def required(self) -> bool:
        """Whether every row has a value."""
        return bool(self.constraints.get("required"))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table: its columns, its primary key (empty for problems) and the order of its rows."""

    name: str
    columns: tuple[Column, ...]
    key: str
    order: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return [column.name for column in self.columns]

    @property
    def links(self) -> list[tuple[str, str]]:
        """(column, table) of every foreign key: a column named like another table's key.

        Corrections outlive what they correct, so that nothing holds them.
        """
        if self.name == Correction.table:
            return []
        keys = {"document_id": DocumentFacts.table} | {
            _key(kind): kind.table for kind in FINDING_TYPES
        }
        return [(name, keys[name]) for name in self.names if name in keys and name != self.key]

    def row(self, record: Record) -> Row:
        """A record's values in the order of the columns; empty ones are None."""
        return tuple(_value(getattr(record, column.attribute)) for column in self.columns)

    def rows(self, findings: Iterable[Findings]) -> list[Row]:
        """The rows of some documents, sorted, each once (one finding has one id)."""
        found: dict[Value | Row, Row] = {}
        for record in chain.from_iterable(map(self._records, findings)):
            row = self.row(record)
            found.setdefault(row[0] if self.key else row, row)
        return self.sorted(found.values())

    def sorted(self, rows: Iterable[Row]) -> list[Row]:
        """Rows in the table's order."""
        at = [self.names.index(name) for name in self.order]
        return sorted(rows, key=lambda row: [(row[i] is not None, row[i]) for i in at])

    def _records(self, findings: Findings) -> Iterable[Any]:
        if self.name == DocumentFacts.table:
            return [findings.document]
        records: Iterable[Any] = getattr(findings, self.name)
        return records


def _key(kind: type[Finding]) -> str:
    return kind.table.removesuffix("s") + "_id"


def _value(value: Any) -> Value:
    if isinstance(value, tuple):
        return json.dumps(_corners(value), separators=(",", ":")) if value else None
    plain: Value = value if value != "" else None
    return plain


def _corners(boxes: Iterable[Box]) -> list[list[float]]:
    """Boxes as plain lists, to a tenth of a point (a thirtieth of a millimetre)."""
    return [[box.page, *(round(side, 1) for side in box[1:])] for box in boxes]


def _columns(record: type) -> tuple[Column, ...]:
    hints = get_type_hints(record)
    found = []
    for each in fields(record):
        hint = hints[each.name]
        plain = get_origin(hint) if get_origin(hint) is tuple else (get_args(hint) or (hint,))[0]
        meaning, constraints = each.metadata["meaning"], each.metadata["constraints"]
        found.append(Column(each.name, each.name, TYPES[plain], meaning, constraints))
    return tuple(found)


def _finding_table(kind: type[Finding]) -> Table:
    key = Column(
        _key(kind),
        "id",
        "string",
        "stable: the same finding in the same bytes always has the same id",
        {"required": True, "unique": True},
    )
    order = ("document_id", "start", "end", key.name)
    last = {"correction"}  # what was read comes first, what was made of it after
    columns = sorted(_columns(kind), key=lambda column: column.name in last)
    return Table(kind.table, (key, *columns), key.name, order)


DOCUMENTS = Table(DocumentFacts.table, _columns(DocumentFacts), "document_id", ("document_id",))
FINDINGS = tuple(_finding_table(kind) for kind in FINDING_TYPES)
CLAIMS = Table(
    Claim.table, _columns(Claim), "claim_id", ("document_id", "start", "end", "claim_id")
)
CORRECTIONS = Table(
    Correction.table,
    _columns(Correction),
    "correction_id",
    ("document_id", "start", "end", "correction_id"),
)
SOURCES = Table(Source.table, _columns(Source), "source", ("source",))
PROBLEMS = Table(Problem.table, _columns(Problem), "", tuple(f.name for f in fields(Problem)))

READ = (DOCUMENTS, *FINDINGS, PROBLEMS)
"""The tables that one document fills by itself."""
TABLES = (DOCUMENTS, *FINDINGS, CLAIMS, CORRECTIONS, SOURCES, PROBLEMS)
"""Every table that is written out, in the order in which people meet them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document's rows by table, as they are stored: what a reader hands to the store."""

    rows: dict[str, list[Row]]
    text: str = ""
    page_starts: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, findings: Findings) -> Self:
        """The rows of one document."""
        rows = {table.name: table.rows([findings]) for table in READ}
        return cls(rows, findings.text, findings.page_starts)

    def fact(self, name: str) -> Any:
        """A value of the document's row in `documents`."""
        return self.rows[DOCUMENTS.name][0][DOCUMENTS.names.index(name)]

    def records(self, table: Table) -> Iterator[dict[str, Any]]:
        """The rows of a table as dictionaries, lists loaded from their JSON."""
        for row in self.rows[table.name]:
            yield dict(zip(table.names, map(loaded, table.columns, row), strict=True))


def to_dict(sheet: Sheet) -> dict[str, Any]:
    """One document's tables as plain data for JSON: `{"document": {…}, "judgements": […], …}`."""
    tables = {table.name: list(sheet.records(table)) for table in READ}
    return {"document": tables.pop(DOCUMENTS.name)[0], **tables}


def loaded(column: Column, value: Value) -> Any:
    """A value as plain data: lists out of their JSON."""
    if column.type == "array":
        return json.loads(str(value)) if value else []
    return value


@cache
def arrow_schema(table: Table) -> Any:
    """The Arrow schema of a table, meanings as descriptions."""
    import pyarrow as pa

    types = {"string": pa.string(), "array": pa.string()}
    types |= {"integer": pa.int64(), "number": pa.float64()}
    return pa.schema(
        [
            pa.field(
                column.name,
                types[column.type],
                nullable=not column.required,
                metadata={"description": column.meaning},
            )
            for column in table.columns
        ]
    )


def arrow(table: Table, rows: list[Row]) -> Any:
    """Rows of a table as an Arrow table."""
    import pyarrow as pa

    schema = arrow_schema(table)
    columns: Iterable[Any] = zip(*rows, strict=True) if rows else [[] for _ in schema]
    arrays = [pa.array(values, kind.type) for values, kind in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def to_frames(findings: Iterable[Findings]) -> "dict[str, pd.DataFrame]":
    """The tables of some documents as pandas DataFrames, keyed by table name.

    Whole numbers are nullable `Int64`; `boxes` is JSON as in the files.
    """
    import pandas as pd
    import pyarrow as pa

    found = list(findings)
    nullable = {pa.int64(): pd.Int64Dtype()}.get
    return {
        table.name: arrow(table, table.rows(found)).to_pandas(types_mapper=nullable)
        for table in READ
    }


def write(folder: Path, table: Table, rows: Iterable[Row]) -> None:
    """Writes sorted rows to `<folder>/<table>.csv` and `.parquet`, whole or not at all.

    CSV is UTF-8 after RFC 4180. The rows are taken in chunks, so memory stays flat. Raises
    OSError where the folder cannot be written.
    """
    from pyarrow import parquet

    remaining = iter(rows)
    with (
        replaced(folder / f"{table.name}.csv") as csv_path,
        replaced(folder / f"{table.name}.parquet") as parquet_path,
        csv_path.open("w", encoding="utf-8", newline="") as file,
        parquet.ParquetWriter(parquet_path, arrow_schema(table), compression="zstd") as columns,
    ):
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow(table.names)
        while chunk := list(islice(remaining, CHUNK)):
            lines.writerows(map(printed, row) for row in chunk)
            columns.write_table(arrow(table, chunk))


def write_csv(path: Path, table: Table, rows: Iterable[Row]) -> None:
    """Writes sorted rows to one CSV file, as `write` does."""
    with replaced(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow(table.names)
        lines.writerows(map(printed, row) for row in rows)


def printed(value: Value) -> str:
    """A value as CSV prints it: 3351, not 3351.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place once everything is written."""
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_data_package(folder: Path) -> None:
    """Writes `datapackage.json` beside the tables. Raises OSError as `write` does."""
    with replaced(folder / "datapackage.json") as path:
        text = json.dumps(data_package(), ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")


def data_package() -> dict[str, Any]:
    """The data dictionary of all tables, a Frictionless Data Package (version 2)."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "inspection-findings",
        "title": "Findings of inspection reports",
        "description": "One row is one finding, with the words of the document that it was read "
        "from. Beside every CSV file stands the same table as Parquet.",
        "version": __version__,
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = [table.key]
    schema["foreignKeys"] = [
        {"fields": [name], "reference": {"resource": target, "fields": [name]}}
        for name, target in table.links
    ]
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    shape = {"name": column.name, "type": column.type, "description": column.meaning}
    return shape | ({"constraints": column.constraints} if column.constraints else {})
