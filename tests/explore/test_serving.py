"""The command and its server: what it says when it cannot serve, and that it does."""

import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import FindingsError, OutputError
from pipeline.explore import serve
from pipeline.explore.serving import is_loopback


def test_a_port_that_is_taken_is_said(site: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(FindingsError, match="choose another --port"):
            serve(site.folder, port=taken.getsockname()[1])


def test_without_a_store_the_remedy_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["explore", "-o", str(tmp_path)])
    assert isinstance(done.exception, OutputError)
    assert "findings run" in str(done.exception)


def test_without_datasette_the_extra_is_named(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasette.plugins", None)
    with pytest.raises(FindingsError, match=r"inspection-findings\[explore\]"):
        serve(site.folder)


@pytest.mark.parametrize(
    ("host", "only_here"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("pc", False)],
)
def test_who_can_reach_an_address(host: str, only_here: bool) -> None:
    assert is_loopback(host) == only_here


def test_it_serves_until_it_is_stopped(site: Any) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "explore", "--port", "0", "-o"]
    server = subprocess.Popen([*command, str(site.folder)], stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr
        address = server.stderr.readline().split(" at ")[1].split()[0]
        assert address.startswith("http://127.0.0.1:")
        assert "at a glance" in httpx.get(address).text
        server.send_signal(2)
        assert server.wait(20) == 0
    finally:
        server.kill()
        server.wait()
