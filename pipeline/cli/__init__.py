"""The command `findings`: each command is a thin skin over one function.

Whatever is slow to import is imported inside the command that needs it, so that help and
errors come at once. The commands stand in the help in the order of the imports here.
"""

import sys

from pipeline.cli import reading  # isort: skip
from pipeline.cli import asking  # isort: skip
from pipeline.cli import exporting  # isort: skip
from pipeline.cli import looking  # isort: skip
from pipeline.cli import correcting  # isort: skip
from pipeline.cli import checking  # isort: skip
from pipeline.cli import picturing  # isort: skip
from pipeline.cli import measuring  # isort: skip
from pipeline.cli.app import app
from pipeline.errors import FindingsError

__all__ = [
    "app",
    "asking",
    "checking",
    "correcting",
    "exporting",
    "looking",
    "main",
    "measuring",
    "picturing",
    "reading",
]


def main() -> None:
    """Runs the command line; an expected error is one line on standard error and exit code 1."""
    try:
        app(prog_name="findings")
    except FindingsError as error:
        print(f"findings: {error}", file=sys.stderr)
        sys.exit(1)
