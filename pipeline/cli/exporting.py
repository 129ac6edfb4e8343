"""The command that writes tables for other programs: `export`."""

from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import Output, Quiet, app


class ExportFormat(StrEnum):
    """What `findings export` writes."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    XLSX = "xlsx"


Tables = Annotated[
    list[str] | None, typer.Argument(metavar="TABLE", help="Tables; all without any.")
]
To = Annotated[
    Path,
    typer.Option(
        "--to", metavar="FILE", help="A file, a folder for several tables, or - for a pipe."
    ),
]
WrittenAs = Annotated[
    ExportFormat | None,
    typer.Option("--format", "-f", help="Without it what the name after --to ends with, or csv."),
]
Wide = Annotated[
    bool, typer.Option("--wide", help="One row an inspection: a column an area's grade, counts.")
]
ExcelSafe = Annotated[
    bool,
    typer.Option(
        "--excel-safe", help="Guard the cells of CSV that a spreadsheet takes for formulas."
    ),
]


@app.command(
    epilog="""\b
Examples:
  findings export --wide --to inspections.xlsx
  findings export judgements figures --to folder/ --format parquet
  findings export recommendations --format jsonl | head
CSV is exact: a text that begins with = may be taken for a formula by a spreadsheet.
XLSX has every text as text; --excel-safe puts an apostrophe before such texts in CSV."""
)
def export(
    tables: Tables = None,
    to: To = Path("-"),
    format_: WrittenAs = None,
    wide: Wide = False,
    excel_safe: ExcelSafe = False,
    output: Output = Path("output"),
    quiet: Quiet = False,
) -> None:
    """Write tables as CSV, JSON lines, Parquet or XLSX."""
    from pipeline.ask.exporting import PIPE, Form, form_of
    from pipeline.ask.exporting import export as write
    from pipeline.store import connect

    if wide and tables:
        raise typer.BadParameter("--wide is a table of its own: leave the names of tables out")
    form = Form(format_) if format_ else form_of(to)
    with closing(connect(output)) as database:
        done = write(database, to, form, tables or (), wide, excel_safe)
    if done.cut:
        typer.echo(f"findings: {done.cut:,} texts were longer than a cell of Excel holds", err=True)
    if to != PIPE and not quiet:
        typer.echo(f"Wrote {done.rows:,} rows to {', '.join(map(str, done.files))}")
