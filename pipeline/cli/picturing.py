"""The commands that make pictures and pages: `plot`, `report`."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import Output, Quiet, app

Kind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help="documents-by-year, grades-over-time, coverage, problems, provider-grades, or all.",
    ),
]
ToPicture = Annotated[
    Path, typer.Option("--to", metavar="FILE", help="A .svg or .png file; for all a folder.")
]
ToPage = Annotated[Path, typer.Option("--to", metavar="FILE", help="The .html file to write.")]
Provider = Annotated[
    str, typer.Option("--provider", metavar="NAME", help="One provider, by name or code.")
]
Pictures = Annotated[
    int | None,
    typer.Option("--pictures", metavar="N", min=0, help="Pieces of printed pages at most."),
]


@app.command(
    epilog="""\b
Examples:
  findings plot grades-over-time --to grades.svg
  findings plot provider-grades --provider Durham --to durham.png
  findings plot all --to pictures"""
)
def plot(
    kind: Kind,
    to: ToPicture,
    provider: Provider = "",
    output: Output = Path("output"),
    quiet: Quiet = False,
) -> None:
    """Draw what the tables hold as SVG or PNG, for a paper: the charts of `report`.

    The same tables give the same file. `all` draws each chart as SVG into a folder.
    """
    from pipeline import charts
    from pipeline.report import find_provider
    from pipeline.store import connect

    with closing(connect(output)) as database:
        code = find_provider(database, provider) if provider else ""
        for path in charts.save(database, kind, to, code):
            if not quiet:
                typer.echo(f"Wrote {path}")


@app.command(
    epilog="""\b
Examples:
  findings report --to archive.html
  findings report --provider Durham --to durham.html --pictures 10"""
)
def report(
    to: ToPage,
    provider: Provider = "",
    pictures: Pictures = None,
    output: Output = Path("output"),
    quiet: Quiet = False,
) -> None:
    """Write one page of HTML of an archive or a provider, to send to a colleague.

    It has tables, charts, and the words that grades were read from as they are printed, and
    needs no other file and no network. Whatever a document says stands in it as text.
    """
    from pipeline import report as page
    from pipeline.store import connect

    most = page.PICTURES if pictures is None else pictures
    with closing(connect(output)) as database:
        page.save(page.build(database, provider, pictures=most), to)
    if not quiet:
        typer.echo(f"Wrote {to} ({to.stat().st_size / 1e6:.1f} MB)")
