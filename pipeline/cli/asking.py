"""The commands that ask the tables: `query`, `tables`, `search`, `show`, `provider`, `compare`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.app import Output, app
from pipeline.errors import FindingsError

if TYPE_CHECKING:
    import sqlite3

    from pipeline.ask.answers import Answer


class AskFormat(StrEnum):
    """What the commands that ask print."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


class Kind(StrEnum):
    """What `findings search` looks in."""

    RECOMMENDATIONS = "recommendations"
    QUOTATIONS = "quotations"
    DOCUMENTS = "documents"


class Part(StrEnum):
    """Parts of what `findings provider` prints."""

    PROVIDER = "provider"
    INSPECTIONS = "inspections"
    GRADES = "grades"
    MOVES = "moves"
    HINDSIGHT = "hindsight"
    RETURNING = "returning"
    OFFICIALS = "officials"
    FIGURES = "figures"


class ComparePart(StrEnum):
    """Parts of what `findings compare` prints."""

    GRADES = "grades"
    COUNTS = "counts"
    FIGURES = "figures"


HERE = Path("output")
PrintedAs = Annotated[
    AskFormat, typer.Option("--format", "-f", help="A table for a person, or text for programs.")
]
Sql = Annotated[
    str, typer.Argument(metavar="SQL", help="One select, or - to read it from standard input.")
]
Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", min=0.001, help="How long it may take.")
]
TableName = Annotated[str, typer.Argument(metavar="TABLE", help="A table, to list its columns.")]
Words = Annotated[
    list[str],
    typer.Argument(
        metavar="WORD",
        help='Words that all occur; "side by side"; work* for a beginning.',
    ),
]
KindOption = Annotated[
    Kind | None, typer.Option("--kind", help="Look in one kind only; documents: page by page.")
]
Limit = Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Show the best N.")]
InProvider = Annotated[
    str, typer.Option("--provider", metavar="NAME", help="Look in one provider's documents only.")
]
Id = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="A document or a finding: its id, the id's first digits, or a file name."
    ),
]
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A name, or a GSS code; without it all are listed.")
]
PartOption = Annotated[Part | None, typer.Option("--part", help="Print one part only.")]
ComparePartOption = Annotated[
    ComparePart | None, typer.Option("--part", help="Print one part only.")
]
Sides = Annotated[
    list[str],
    typer.Argument(metavar="NAME", help="Providers, or one provider and dates such as 2019."),
]


@contextmanager
def _database(folder: Path) -> "Iterator[sqlite3.Connection]":
    from pipeline.store import connect

    with closing(connect(folder)) as database:
        yield database


@contextmanager
def _indexing() -> "Iterator[Callable[[int, int], None]]":
    """A progress bar that comes when there is something to index."""
    from pipeline.show import bar

    with ExitStack() as stack:
        shown: list[Callable[[int, int], None]] = []

        def advance(done: int, total: int) -> None:
            if not shown:
                shown.append(stack.enter_context(bar(doing="Indexing")))
            shown[0](done, total)

        yield advance


def _write(answers: "list[Answer]", format_: AskFormat, part: str | None = None) -> None:
    from pipeline.ask.formats import Format, write

    if part:
        answers = [answer for answer in answers if answer.name == part]
    write(answers, Format(format_), sys.stdout)


@app.command(
    epilog="""\b
Examples:
  findings query "select area, grade, count(*) from judgements group by 1, 2"
  findings query "select * from figures where measure_class = 'caseload'" -f csv
  findings query - < question.sql"""
)
def query(
    sql: Sql,
    output: Output = HERE,
    format_: PrintedAs = AskFormat.TABLE,
    timeout: Timeout = 30.0,
) -> None:
    """Ask the tables in SQL (SQLite's); nothing can be changed."""
    from pipeline.ask.querying import query as ask

    with _database(output) as database:
        _write([ask(database, sys.stdin.read() if sql == "-" else sql, timeout)], format_)


@app.command(
    epilog="""\b
Examples:
  findings tables
  findings tables figures"""
)
def tables(
    table: TableName = "", output: Output = HERE, format_: PrintedAs = AskFormat.TABLE
) -> None:
    """List the tables, or the columns of one with their meanings."""
    from pipeline.ask import dictionary

    with _database(output) as database:
        found = dictionary.table(database, table) if table else dictionary.tables(database)
        _write([found], format_)


@app.command(
    epilog="""\b
Examples:
  findings search workforce stability
  findings search '"return home interviews"' --kind recommendations
  findings search 'caseload*' --provider Durham --limit 50
The first search indexes the documents; later ones only what is new."""
)
def search(
    words: Words,
    kind: KindOption = None,
    provider: InProvider = "",
    limit: Limit = 20,
    output: Output = HERE,
    format_: PrintedAs = AskFormat.TABLE,
) -> None:
    """Find words in the findings and the pages, best first."""
    from pipeline.ask import find_provider, hits, searchable
    from pipeline.ask import search as ask

    with _indexing() as advance, searchable(output, advance) as database:
        documents = find_provider(database, provider).documents if provider else ()
        found = ask(database, " ".join(words), limit, kind or "", documents)
    if not found.hits and format_ is AskFormat.TABLE:
        raise FindingsError(
            f"nothing has all of these words: {' '.join(words)}. Leave one out, or give the "
            "beginning of a word with * (stab*)"
        )
    _write([hits(found)], format_)


@app.command(
    epilog="""\b
Examples:
  findings show report.pdf
  findings show 2fc4ee71 --format json"""
)
def show(id_: Id, output: Output = HERE, format_: PrintedAs = AskFormat.TABLE) -> None:
    """Show a document, or a finding with its evidence in context."""
    from pipeline.ask import showing

    with _database(output) as database:
        _write(showing.show(database, id_), format_)


@app.command(
    epilog="""\b
Examples:
  findings provider Durham
  findings provider E06000047 --part grades -f csv
  findings provider"""
)
def provider(
    name: Name = "",
    part: PartOption = None,
    output: Output = HERE,
    format_: PrintedAs = AskFormat.TABLE,
) -> None:
    """Follow one provider over time: grades and what became of them."""
    from pipeline.ask import find_provider, profile, providers, timeline

    with _database(output) as database:
        if name:
            found = profile.profile(timeline(database, find_provider(database, name)))
            _write(found, format_, part)
        else:
            _write([profile.listed(providers(database))], format_)


@app.command(
    epilog="""\b
Examples:
  findings compare Durham "North Tyneside" Kirklees
  findings compare Durham 2016 2022 2025"""
)
def compare(
    sides: Sides,
    part: ComparePartOption = None,
    output: Output = HERE,
    format_: PrintedAs = AskFormat.TABLE,
) -> None:
    """Set providers, or one at several dates, side by side."""
    from pipeline.ask.comparing import compare as ask

    with _database(output) as database:
        _write(ask(database, sides), format_, part)
