"""The commands that read documents: `run` and `read`."""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from pipeline.batch.limits import LIMITS, Limits
from pipeline.cli.app import Output, Quiet, app
from pipeline.errors import FindingsError

if TYPE_CHECKING:
    from pipeline.batch.run import Progress

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C stopped."""
TERMINATED = 143
"""The exit code of a program that was asked to end (SIGTERM)."""


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
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Reports (PDF, HTML, text), folders, ZIP and TAR archives, patterns, addresses "
        "(https://, s3://, gs://), or - for a list of these on standard input.",
        show_default=False,
    ),
]
File = Annotated[
    str, typer.Argument(metavar="FILE", help="A report or its address, or - for standard input.")
]
PrintedByRun = Annotated[
    RunFormat, typer.Option("--format", help="A summary, or a line of JSON for each document read.")
]
PrintedByRead = Annotated[
    ReadFormat,
    typer.Option("--format", help="For a person, as JSON, or the text that was read."),
]
Why = Annotated[
    bool, typer.Option("--why", help="Show instead which rule read which words as what.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", metavar="N", min=1, help="Processes that read; as many as processors."
    ),
]
Again = Annotated[bool, typer.Option("--again", help="Read also what was read before.")]
Prune = Annotated[
    bool,
    typer.Option(
        "--prune",
        help="Remove what was read from files that have vanished, and old problems of paths.",
    ),
]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Given to one document.")
]
Memory = Annotated[
    int, typer.Option("--memory", metavar="MB", min=64, help="Given to one document (Linux).")
]
Cluster = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Read on the Dask cluster whose scheduler is there, for example tcp://host:8786.",
    ),
]
LogJson = Annotated[
    bool, typer.Option("--log-json", help="Say on standard error what happens, as lines of JSON.")
]


@app.command(
    epilog="""\b
Examples:
  findings run reports/
  findings run reports/ press-release.html reports-2019.zip --output output
  findings run 'archive/**/*.pdf' --jobs 2
  find reports -name '*2024*' | findings run -
  findings run reports/ --format json > findings.jsonl

What was read before is skipped: a run that was stopped goes on when the same
command is given again."""
)
def run(
    paths: Paths,
    output: Output = Path("output"),
    jobs: Jobs = None,
    again: Again = False,
    prune: Prune = False,
    timeout: Timeout = LIMITS.seconds,
    memory: Memory = LIMITS.megabytes,
    cluster: Cluster = "",
    format_: PrintedByRun = RunFormat.TABLE,
    log_json: LogJson = False,
    quiet: Quiet = False,
) -> None:
    """Read reports, folders and archives of them into tables: CSV, Parquet, SQLite."""
    from pipeline import show
    from pipeline.batch import executors
    from pipeline.batch.run import run as run_batch

    lines = format_ is RunFormat.JSON
    hidden = quiet or log_json or (lines and sys.stdout.isatty())
    limits = Limits(timeout, memory)
    readers = executors.cluster(cluster, limits) if cluster else executors.local(jobs, limits)
    with show.bar(hidden=hidden) as advance, _stopped(output):

        def report(now: "Progress") -> None:
            advance(now.done, now.total)
            _say(now, lines, log_json)

        options = {"again": again, "prune": prune}
        summary = run_batch(paths, output, readers=readers, report=report, **options)
    if log_json:
        counts = {"read": summary.read, "failed": summary.failed, "unchanged": summary.unchanged}
        counts |= {"copies": summary.copies, "problems": summary.problems.total()}
        _log("end", **counts, seconds=round(summary.seconds, 3))
    if not summary.known:
        raise FindingsError(f"nothing could be read: {summary.reason}")
    if not quiet and not log_json:
        show.summary(summary, stderr=lines)


def _say(now: "Progress", lines: bool, log_json: bool) -> None:
    """Prints what came of a file, in the forms that are wanted."""
    from pipeline.tables import to_dict

    if lines and now.sheet:
        typer.echo(json.dumps(to_dict(now.sheet), ensure_ascii=False))
    if log_json:
        _log("file", **_logged(now))


@contextmanager
def _stopped(output: Path) -> Iterator[None]:
    """Ends a run that Ctrl-C or SIGTERM stopped with a word on how to go on."""

    class Terminated(KeyboardInterrupt):
        pass

    def terminate(number: int, frame: FrameType | None) -> NoReturn:
        raise Terminated

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    except KeyboardInterrupt as stop:
        typer.echo(
            f"findings: stopped; {output} has what was read until now. "
            "The same command goes on from there.",
            err=True,
        )
        code = TERMINATED if isinstance(stop, Terminated) else INTERRUPTED
        raise typer.Exit(code) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _logged(now: "Progress") -> dict[str, object]:
    """What the log says of a file: where it is, what came of it, how far the run is."""
    said: dict[str, object] = {"source": now.source, "done": now.done, "total": now.total}
    if now.sheet is None:
        return said | {"read": False}
    rows = {name: len(each) for name, each in now.sheet.rows.items() if name != "documents"}
    return said | {
        "read": True,
        "document_id": now.sheet.fact("document_id"),
        "status": now.sheet.fact("status"),
        "rows": rows,
    }


def _log(event: str, **values: object) -> None:
    from datetime import UTC, datetime

    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    typer.echo(json.dumps({"at": at, "event": event} | values, ensure_ascii=False), err=True)


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
    from pipeline import show
    from pipeline.batch.items import source_name
    from pipeline.batch.reading import read_bytes
    from pipeline.batch.sources import bytes_of
    from pipeline.tables import Sheet, to_dict

    if why and format_ is not ReadFormat.TABLE:
        raise typer.BadParameter("--why is a table: it goes without --format")
    try:
        data = sys.stdin.buffer.read() if file == "-" else bytes_of(file)
    except FindingsError as error:
        raise FindingsError(f"{file}: {error}") from error
    findings = read_bytes(data, source_name(file))
    if format_ is ReadFormat.JSON:
        typer.echo(json.dumps(to_dict(Sheet.of(findings)), ensure_ascii=False, indent=2))
    elif format_ is ReadFormat.TEXT:
        typer.echo(findings.text)
    elif findings.document.status != "failed":
        (show.why if why else show.document)(findings)
    if findings.document.status == "failed":
        raise FindingsError(f"{file}: {findings.problems[-1].message}")
