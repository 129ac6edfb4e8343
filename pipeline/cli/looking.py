"""The command that shows the findings in a web browser: `explore`."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.app import Output, app

Host = Annotated[
    str, typer.Option("--host", metavar="HOST", help="Address to serve at; others can see it too.")
]
Port = Annotated[int, typer.Option("--port", metavar="N", help="Port to serve at; 0: any.")]
Browser = Annotated[bool, typer.Option("--open/--no-browser", help="Open the web browser.")]


@app.command(
    epilog="""\b
Examples:
  findings explore
  findings explore --output output --open
  findings explore --port 0"""
)
def explore(
    output: Output = Path("output"),
    host: Host = "127.0.0.1",
    port: Port = 8001,
    browser: Browser = False,
) -> None:
    """Look at the tables in a web browser, every row beside the page it was read from."""
    from pipeline import explore as look

    look.serve(output, host, port, browser)
