"""The README documents every command and option, so that it cannot fall behind."""

import re
from pathlib import Path

import pytest
import typer

from pipeline.cli import app

README = Path(__file__).parents[1] / "README.md"


def documented_parts() -> dict[str, list[str]]:
    """Every command with its options in their long form; '' holds those of no command."""
    group = typer.main.get_command(app)
    parts = {"": [name for each in group.params for name in each.opts if name.startswith("--")]}
    for command, body in group.commands.items():
        options = [name for each in body.params for name in each.opts]
        parts[command] = [name for name in options if name.startswith("--")]
    return parts


def missing_from(text: str) -> list[str]:
    """Commands and options that a text does not name."""
    missing = []
    for command, options in documented_parts().items():
        if not re.search(rf"findings {command}\b", text):
            missing.append(f"findings {command}")
        missing += [f"{command} {option}" for option in options if option not in text]
    return missing


def test_the_readme_names_every_command_and_option() -> None:
    assert missing_from(README.read_text(encoding="utf-8")) == []


def test_a_text_that_leaves_something_out_is_caught() -> None:
    assert {"findings run", "run --output", "findings read"} <= set(
        missing_from("findings --version")
    )


@pytest.mark.parametrize("command", ["run", "read", "frameworks"])
def test_the_commands_are_there(command: str) -> None:
    assert command in documented_parts()
