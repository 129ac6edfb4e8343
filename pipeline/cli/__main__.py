"""`python -m pipeline.cli` is the command `findings`."""

from pipeline.cli import main

main()
