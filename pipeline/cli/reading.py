"""The commands that read documents: `run` and `read`."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import Output, Quiet, app
from pipeline.errors import FindingsError
from pipeline.records import Findings

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C stopped."""


class RunFormat(StrEnum):
    """What `findings run` prints."""

    TABLE = "table"
    JSON = "json"


class ReadFormat(StrEnum):
    """What `findings read` prints."""

    TABLE = "table"
    JSON = "json"
    TEXT = "text"


Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="Reports (PDF, HTML, text) and folders of them."),
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A report, or - for standard input.")]
PrintedByRun = Annotated[
    RunFormat, typer.Option("--format", help="A summary, or a line of JSON for each document.")
]
PrintedByRead = Annotated[
    ReadFormat,
    typer.Option("--format", help="For a person, as JSON, or the text that was read."),
]
Why = Annotated[
    bool, typer.Option("--why", help="Show instead which rule read which words as what.")
]


@app.command(
    epilog="""\b
Examples:
  findings run reports/
  findings run reports/ press-release.html --output output
  findings run reports/ --format json > findings.jsonl"""
)
def run(
    paths: Paths,
    output: Output = Path("output"),
    format_: PrintedByRun = RunFormat.TABLE,
    quiet: Quiet = False,
) -> None:
    """Read reports and folders of them into tables: CSV, Parquet, SQLite."""
    from pipeline import batch, show
    from pipeline.tables import Sheet, to_dict

    lines = format_ is RunFormat.JSON
    with show.bar(hidden=quiet or (lines and sys.stdout.isatty())) as advance:

        def report(findings: Findings | None, done: int, total: int) -> None:
            advance(done, total)
            if lines and findings:
                typer.echo(json.dumps(to_dict(Sheet.of(findings)), ensure_ascii=False))

        try:
            summary = batch.run(paths, output, report)
        except KeyboardInterrupt:
            typer.echo(f"findings: stopped; {output} has the tables of what was read", err=True)
            raise typer.Exit(INTERRUPTED) from None
    if not summary.read:
        raise FindingsError(f"nothing could be read: {summary.reason}")
    if not quiet:
        show.summary(summary, stderr=lines)


@app.command(
    epilog="""\b
Examples:
  findings read report.pdf
  findings read report.pdf --why
  findings read report.pdf --format json
  curl -s https://example.org/report.pdf | findings read -"""
)
def read(file: File, format_: PrintedByRead = ReadFormat.TABLE, why: Why = False) -> None:
    """Read one report and show what it says, with page and evidence."""
    from pipeline import batch, show
    from pipeline.tables import Sheet, to_dict

    if why and format_ is not ReadFormat.TABLE:
        raise typer.BadParameter("--why is a table: it goes without --format")
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else batch.load(file)
    except FindingsError as error:
        raise FindingsError(f"{file}: {error}") from error
    findings = batch.read_bytes(data, batch.source_name(file))
    if format_ is ReadFormat.JSON:
        typer.echo(json.dumps(to_dict(Sheet.of(findings)), ensure_ascii=False, indent=2))
    elif format_ is ReadFormat.TEXT:
        typer.echo(findings.text)
    elif findings.document.status != "failed":
        (show.why if why else show.document)(findings)
    if findings.document.status == "failed":
        raise FindingsError(f"{file}: {findings.problems[-1].message}")
