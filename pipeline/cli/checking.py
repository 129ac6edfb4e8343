"""The command that holds press releases against reports: `claims`."""

import csv
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import Output, app


class ClaimsFormat(StrEnum):
    """What `findings claims` prints."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Document = Annotated[
    str,
    typer.Argument(
        metavar="DOCUMENT", help="A press release or a report: its id, path or file name."
    ),
]
PrintedByClaims = Annotated[
    ClaimsFormat,
    typer.Option("--format", "-f", help="Tables for a person, or every column as CSV or JSON."),
]


@app.command(
    epilog="""\b
A claim is confirmed (nearly: in other words, or rounded), contradicted, or not found:
nothing certain either way, or no report is held that the release can mean.

\b
Examples:
  findings claims
  findings claims press-release.txt
  findings claims report.pdf --output output --format json"""
)
def claims(
    document: Document = "",
    output: Output = Path("output"),
    format_: PrintedByClaims = ClaimsFormat.TABLE,
) -> None:
    """Check press releases against the reports they speak of; contradictions first."""
    from pipeline import show
    from pipeline.claims import listed

    rows = listed(output, document)
    if format_ is ClaimsFormat.JSON:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif format_ is ClaimsFormat.CSV and rows:
        written = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        written.writeheader()
        written.writerows(rows)
    elif rows:
        show.claims(rows)
    else:
        typer.echo("There are no claims: no press release says anything of a report.")
