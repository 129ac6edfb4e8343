"""The command `findings`: each command is a thin skin over one function.

Whatever is slow to import is imported inside the command that needs it, so that help and
errors come at once.
"""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import FindingsError
from pipeline.records import Findings
from pipeline.version import __version__

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C stopped."""

app = typer.Typer(
    name="findings",
    help="Reads inspection reports and press releases into tidy tables, each row with its "
    "evidence.",
    epilog="Exit code: 0 it worked, 1 it did not (the last line says why), 2 wrong usage, "
    "130 stopped.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class RunFormat(StrEnum):
    """What `findings run` prints."""

    TABLE = "table"
    JSON = "json"


class EvaluateFormat(StrEnum):
    """What `findings evaluate` prints."""

    TABLE = "table"
    JSON = "json"


class ReadFormat(StrEnum):
    """What `findings read` prints."""

    TABLE = "table"
    JSON = "json"
    TEXT = "text"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"findings {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
    ),
]
Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="Reports (PDF, HTML, text) and folders of them."),
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A report, or - for standard input.")]
FrameworkId = Annotated[str, typer.Argument(metavar="ID", help="A framework, to describe it.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Folder that the tables are in.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no summary.")]
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
Gold = Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of annotated documents, JSON.")]
Documents = Annotated[
    list[Path] | None,
    typer.Option(
        "--documents", metavar="DIR", help="Where the documents are; without it beside GOLD."
    ),
]
Errors = Annotated[int, typer.Option("--errors", metavar="N", help="Show up to N errors a kind.")]
Rules = Annotated[
    bool, typer.Option("--rules", help="Show how often each rule was right, and its confidence.")
]
Accept = Annotated[bool, typer.Option("--accept", help="Pin these figures as the floors.")]
Lower = Annotated[bool, typer.Option("--lower", help="Let --accept lower a floor.")]
PrintedByEvaluate = Annotated[
    EvaluateFormat, typer.Option("--format", help="Tables for a person, or JSON.")
]


@app.callback()
def options(version: Version = False) -> None:
    """Takes the options that belong to no command."""


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
    from pipeline.tables import to_dict

    lines = format_ is RunFormat.JSON
    with show.bar(hidden=quiet or (lines and sys.stdout.isatty())) as advance:

        def report(findings: Findings | None, done: int, total: int) -> None:
            advance(done, total)
            if lines and findings:
                typer.echo(json.dumps(to_dict(findings), ensure_ascii=False))

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
    from pipeline.tables import to_dict

    if why and format_ is not ReadFormat.TABLE:
        raise typer.BadParameter("--why is a table: it goes without --format")
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else batch.load(file)
    except FindingsError as error:
        raise FindingsError(f"{file}: {error}") from error
    findings = batch.read_bytes(data, batch.source_name(file))
    if format_ is ReadFormat.JSON:
        typer.echo(json.dumps(to_dict(findings), ensure_ascii=False, indent=2))
    elif format_ is ReadFormat.TEXT:
        typer.echo(findings.text)
    elif findings.document.status != "failed":
        (show.why if why else show.document)(findings)
    if findings.document.status == "failed":
        raise FindingsError(f"{file}: {findings.problems[-1].message}")


@app.command(
    epilog="""\b
Examples:
  findings frameworks
  findings frameworks ofsted_ilacs"""
)
def frameworks(framework_id: FrameworkId = "") -> None:
    """List the inspection frameworks that are known, or describe one."""
    from pipeline import show
    from pipeline.frameworks import by_id, load

    if not framework_id:
        show.frameworks(load())
    elif found := by_id(framework_id):
        show.framework(found)
    else:
        known = ", ".join(framework.id for framework in load())
        raise typer.BadParameter(f"there is no framework {framework_id!r}. Known are: {known}")


@app.command(
    epilog="""\b
Examples:
  findings evaluate corpus/gold
  findings evaluate my-gold --documents reports/ --errors 20
  findings evaluate corpus/gold --accept"""
)
def evaluate(
    gold: Gold,
    documents: Documents = None,
    errors: Errors = 0,
    rules: Rules = False,
    accept: Accept = False,
    lower: Lower = False,
    format_: PrintedByEvaluate = EvaluateFormat.TABLE,
    quiet: Quiet = False,
) -> None:
    """Compare what is read with annotated documents: precision, recall and F1 per kind."""
    from pipeline import batch, show
    from pipeline import evaluate as gold_check

    with show.bar(hidden=quiet) as advance:
        done = gold_check.report(gold, batch.read_bytes, documents or (), advance=advance)
    if format_ is EvaluateFormat.JSON:
        typer.echo(json.dumps(gold_check.as_dict(done, errors), ensure_ascii=False))
    else:
        typer.echo(gold_check.render(done, errors))
        if rules:
            typer.echo(f"\n{gold_check.render_rules(done)}")
    if accept:
        gold_check.accept_report(done, gold, lower=lower)
    elif done.below:
        raise FindingsError("below the accepted run: " + ", ".join(done.below))


def main() -> None:
    """Runs the command line; an expected error is one line on standard error and exit code 1."""
    try:
        app(prog_name="findings")
    except FindingsError as error:
        print(f"findings: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
