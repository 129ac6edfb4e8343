"""The application that the commands register with, and the options that they share."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.version import __version__

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
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Folder that the tables are in.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress and no summary.")]


@app.callback()
def options(version: Version = False) -> None:
    """Takes the options that belong to no command."""
