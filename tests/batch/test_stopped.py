"""Whole commands, stopped from outside in the middle, and given again."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(output: Path) -> "subprocess.Popen[str]":
    """Reads corpus/ in a process group of its own and says on standard error how far it is."""
    command = [sys.executable, "-m", "pipeline.cli", "run", "corpus", "-o", str(output)]
    return subprocess.Popen(
        [*command, "--jobs", "2", "--log-json"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def tables(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (output / "tables").iterdir()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    output = tmp_path_factory.mktemp("undisturbed")
    assert start(output).wait() == 0
    return tables(output)


@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_a_run_that_is_stopped_goes_on_when_it_is_given_again(
    tmp_path: Path, undisturbed: dict[str, bytes], sent: signal.Signals, code: int
) -> None:
    child = start(tmp_path)
    assert child.stderr is not None
    for line in child.stderr:
        if json.loads(line)["done"] == 3:
            os.killpg(child.pid, sent)
            break
    said = child.stderr.read()
    assert child.wait() == code
    assert ("goes on" in said) == (sent is not signal.SIGKILL)
    with closing(sqlite3.connect(tmp_path / "findings.sqlite")) as database:
        (stored,) = database.execute("SELECT count(*) FROM documents").fetchone()
    assert 3 <= stored < 18
    again = start(tmp_path)
    assert again.wait() == 0
    assert again.stderr is not None
    read = [json.loads(line) for line in again.stderr][:-1]
    assert sum(event["read"] for event in read) == 18 - stored
    assert tables(tmp_path) == undisturbed


def test_a_second_run_waits_for_the_first_or_says_why_it_does_not(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    both = [start(tmp_path), start(tmp_path)]
    said = [child.communicate()[1] for child in both]
    codes = [child.returncode for child in both]
    assert 0 in codes
    for code, words in zip(codes, said, strict=True):
        assert code == 0 or "another findings run is writing" in words
    assert tables(tmp_path) == undisturbed
