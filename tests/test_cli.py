import io
import json
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from here import Here

import pipeline
from pipeline import cli, show
from pipeline.batch import executors, reading
from pipeline.batch import run as run_module
from pipeline.errors import UnreadableError
from pipeline.frameworks import load
from pipeline.records import Findings

Make = Callable[..., Findings]
Run = Callable[..., tuple[int, str, str]]
ROOT = Path(pipeline.__file__).parents[1]


@pytest.fixture
def findings_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], make: Make
) -> Run:
    """Runs `findings …` in this process with readers that take any text for a report."""

    def read_bytes(data: bytes, source: str) -> Findings:
        if data.startswith(b"encrypted"):
            problem = UnreadableError("encrypted", "is encrypted: save a copy")
            monkeypatch.setattr(reading, "scan", lambda *_: (_ for _ in ()).throw(problem))
            return real(data, source)
        return make(data.decode(), source, title="Report on [bold]Durham\x1b[2J")

    real = reading.read_bytes
    monkeypatch.setattr(reading, "read_bytes", read_bytes)
    monkeypatch.setattr(executors, "local", lambda *_: nullcontext(Here()))

    def command(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["findings", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return command


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text("Overall effectiveness is good. " * 4)
    return path


def test_run_writes_tables_and_prints_a_summary(
    findings_command: Run, report: Path, tmp_path: Path
) -> None:
    code, out, err = findings_command("run", report, tmp_path / "nope", "-o", tmp_path / "out")
    assert code == 0
    assert err == ""
    assert "ofsted_ilacs" in out
    assert "judgements" in out
    assert "missing" in out
    assert str(tmp_path / "out" / "tables") in out.replace("\n", "")
    assert "\x1b" not in out
    assert (tmp_path / "out" / "tables" / "judgements.csv").stat().st_size > 200


def test_run_prints_one_line_of_json_a_document(
    findings_command: Run, report: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another report. " * 9)
    code, out, err = findings_command(
        "run", report, other, "--format", "json", "--output", tmp_path / "out"
    )
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [line["document"]["source"] for line in lines] == [str(report), str(other)]
    assert lines[0]["judgements"][0]["grade"] == "good"
    assert "Tables" in err


def test_quiet_run_says_nothing(findings_command: Run, report: Path, tmp_path: Path) -> None:
    assert findings_command("run", report, "-q", "-o", tmp_path / "out") == (0, "", "")


def test_a_run_that_reads_nothing_fails_with_the_reason(
    findings_command: Run, tmp_path: Path
) -> None:
    code, out, err = findings_command("run", tmp_path / "nope", "-o", tmp_path / "out")
    assert (code, out) == (1, "")
    assert err.startswith("findings: nothing could be read:")
    assert "nope: there is no such file or folder: check the path" in err
    assert err.count("\n") == 1


def test_an_output_that_cannot_be_written_is_one_line(findings_command: Run, report: Path) -> None:
    code, out, err = findings_command("run", report, "-o", report / "below")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert str(report) in err
    assert "--output" in err


@pytest.mark.parametrize("arguments", [["run"], ["read", "--what"], ["frameworks", "no_such"], []])
def test_wrong_usage_is_exit_code_2(findings_command: Run, arguments: list[str]) -> None:
    code, out, err = findings_command(*arguments)
    assert code == 2
    assert "Usage: findings" in out + err


def test_read_shows_facts_grades_evidence_and_problems(findings_command: Run, report: Path) -> None:
    code, out, _ = findings_command("read", report)
    assert code == 0
    assert "Report on [bold]Durham [2J" in out  # words of the document command nothing
    assert "ofsted_ilacs" in out
    assert "Overall effectiveness" in out
    assert "Figures (2)" in out
    assert "Problem: odd" in out


def test_read_prints_json_or_text(findings_command: Run, report: Path) -> None:
    _, out, _ = findings_command("read", report, "--format", "json")
    assert json.loads(out)["figures"][1]["unit"] == "percent"
    assert findings_command("read", report, "--format", "text") == (
        0,
        report.read_text() + "\n",
        "",
    )


def test_read_says_which_rule_read_which_words(findings_command: Run, report: Path) -> None:
    code, out, _ = findings_command("read", report, "--why")
    assert code == 0
    assert "What was read in" in out
    assert "judgement: current, " in out
    assert " test " in out


def test_reasons_are_no_json(findings_command: Run, report: Path) -> None:
    code, _, err = findings_command("read", report, "--why", "--format", "json")
    assert (code, "--why" in err) == (2, True)


def test_a_run_that_is_stopped_says_what_it_leaves(
    findings_command: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_module, "run", stop)
    code, _, err = findings_command("run", report, "-o", tmp_path / "out")
    assert (code, "stopped" in err) == (130, True)
    assert "goes on" in err


def test_a_run_that_is_asked_to_end_says_so_and_goes_on_later(
    report: Path, tmp_path: Path, findings_command: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def terminate(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(run_module, "run", terminate)
    before = signal.getsignal(signal.SIGTERM)
    code, _, err = findings_command("run", report, "-o", tmp_path / "out")
    assert (code, "goes on" in err) == (143, True)
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_second_run_says_that_nothing_has_changed(
    findings_command: Run, report: Path, tmp_path: Path
) -> None:
    findings_command("run", report, "-o", tmp_path / "out")
    code, out, _ = findings_command("run", report, "-o", tmp_path / "out")
    assert (code, "1 were read before" in out, "--again" in out) == (0, True, True)


def test_the_log_is_json_on_standard_error(
    findings_command: Run, report: Path, tmp_path: Path
) -> None:
    code, out, err = findings_command("run", report, "-o", tmp_path / "out", "--log-json")
    assert (code, out) == (0, "")
    first, last = map(json.loads, err.splitlines())
    assert (first["event"], first["source"], first["status"]) == ("file", str(report), "ok")
    assert (first["done"], first["total"], first["rows"]["judgements"]) == (1, 1, 1)
    assert (last["event"], last["read"]) == ("end", 1)


def test_read_takes_standard_input(findings_command: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    data = io.BytesIO(b"Overall effectiveness is good. " * 4)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=data))
    code, out, _ = findings_command("read", "-")
    assert (code, "Judgements" in out) == (0, True)


@pytest.mark.parametrize(
    ("text", "message"),
    [("encrypted", "is encrypted: save a copy"), (None, "there is no such file or folder")],
)
def test_read_of_an_unreadable_file_is_one_line(
    findings_command: Run, tmp_path: Path, text: str | None, message: str
) -> None:
    path = tmp_path / "x.pdf"
    if text:
        path.write_text(text)
    code, out, err = findings_command("read", path)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"findings: {path}: {message}")


def test_frameworks_are_listed_and_described(findings_command: Run) -> None:
    code, out, _ = findings_command("frameworks")
    assert code == 0
    for framework in load():
        assert framework.id in out
        code, described, _ = findings_command("frameworks", framework.id)
        assert code == 0
        assert framework.name[:60] in described
        assert [area.id for area in framework.areas if area.id[:30] not in described] == []


def test_version(findings_command: Run) -> None:
    assert findings_command("--version") == (0, f"findings {pipeline.__version__}\n", "")


def test_long_tables_are_cut_and_say_so(make: Make, capsys: pytest.CaptureFixture[str]) -> None:
    findings = make()
    findings.figures *= show.ROWS
    show.document(findings)
    out = capsys.readouterr().out
    assert f"Figures ({2 * show.ROWS}), the first {show.ROWS}; all with --format json" in out
    assert out.count("percent") + out.count("19.4%") <= show.ROWS


def in_a_process(code: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **options)


def test_help_imports_nothing_slow() -> None:
    slow = "{'spacy', 'pandas', 'pyarrow', 'pypdfium2', 'pdfplumber', 'trafilatura', 'rich.table'}"
    done = in_a_process(f"import sys, pipeline.cli; print({slow} & set(sys.modules))")
    assert (done.stdout, done.stderr) == ("set()\n", "")


@pytest.mark.parametrize("arguments", [["frameworks"], ["--help"], ["read", "--help"]])
def test_a_closed_pipe_is_no_traceback(arguments: list[str]) -> None:
    code = "import os, sys; from pipeline.cli import main; end, start = os.pipe(); os.close(end)\n"
    code += f"os.dup2(start, 1); sys.argv = ['findings', *{arguments}]; main()"
    assert in_a_process(code).stderr == ""


def test_the_public_verbs_stay_callable() -> None:
    code = "import pipeline, pipeline.batch, pipeline.extract, inspect\n"
    code += "print(*(inspect.isfunction(getattr(pipeline, verb)) for verb in pipeline.__all__[1:]))"
    assert in_a_process(code).stdout == "True True True\n"
