import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import pipeline
from pipeline import batch
from pipeline.errors import FrameworkError, OutputError, UnreadableError
from pipeline.records import Findings, Problem
from pipeline.store import Store
from pipeline.tables import TABLES

Make = Callable[..., Findings]


@pytest.fixture(autouse=True)
def closed(make: Make, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for the readers: the text says what happens; returns the sources closed."""
    closed: list[str] = []

    def scan(data: bytes, source: str) -> SimpleNamespace:
        if data.startswith(b"encrypted"):
            raise UnreadableError("encrypted", "save a copy without password")
        problems = [Problem(source=source, stage="ingest", code="page_without_text", message="?")]
        return SimpleNamespace(
            text=data.decode(),
            media_type="text/plain",
            pages=["page"],
            problems=problems if data.startswith(b"scan") else [],
            close=lambda: closed.append(source),
        )

    def compose(scan: SimpleNamespace, *, source: str, **_: object) -> SimpleNamespace:
        if scan.text.startswith("recursion"):
            raise RecursionError("too deep")
        return SimpleNamespace(text=scan.text, source=source, problems=scan.problems)

    def extract(document: SimpleNamespace) -> Findings:
        if document.text.endswith("crash"):
            raise KeyError("grade")
        if document.text.startswith("framework"):
            raise FrameworkError("models/frameworks/x.toml: 'areas' is missing")
        found = make(document.text, document.source, pages=3)
        found.problems = document.problems
        if document.text.startswith("broken row"):
            found.judgements[0] = replace(found.judgements[0], grade="")
        return found

    for verb in (scan, compose, extract):
        monkeypatch.setattr(batch, verb.__name__, verb)
    return closed


def folder_of(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / name.replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def rows(output: Path, name: str) -> list[tuple[object, ...]]:
    database = sqlite3.connect(output / "findings.sqlite")
    found = list(database.execute(f"SELECT * FROM {name}"))
    database.close()
    return found


def tables(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (output / "tables").iterdir()}


def codes(output: Path) -> list[str]:
    return sorted(str(row[3]) for row in rows(output, "problems"))


def test_a_folder_is_searched_for_documents_in_order(tmp_path: Path) -> None:
    for name in ("b.PDF", "a.html", "sub/c.txt", "sub/noname", ".hidden.pdf", ".git/d.txt", "e.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    found, problems = batch.find_documents([tmp_path, tmp_path / "e.md", tmp_path / "b.PDF"])
    assert [str(path.relative_to(tmp_path)) for path in found] == [
        "a.html",
        "b.PDF",
        "e.md",
        "sub/c.txt",
        "sub/noname",
    ]
    assert [problem.code for problem in problems] == ["not_documents"]
    assert "1 .md" in problems[0].message


def test_a_folder_without_documents_is_a_problem(tmp_path: Path) -> None:
    found, problems = batch.find_documents([tmp_path])
    assert found == []
    assert [(p.source, p.code) for p in problems] == [(str(tmp_path), "empty_folder")]


def test_a_run_counts_what_it_did(tmp_path: Path) -> None:
    reports = folder_of(
        tmp_path / "in", a__txt="first " * 20, b__txt="encrypted", c__txt="scan" * 30
    )
    seen: list[tuple[bool, int, int]] = []
    summary = batch.run(
        [reports],
        tmp_path / "out",
        lambda findings, done, total: seen.append((findings is not None, done, total)),
    )
    assert seen == [(True, 1, 3), (True, 2, 3), (True, 3, 3)]
    assert summary.documents == {("ofsted_ilacs", "ok"): 2, ("", "failed"): 1}
    assert (summary.read, summary.pages) == (2, 6)
    assert summary.findings["figures"] == 4
    assert summary.problems == {"encrypted": 1, "page_without_text": 1}
    assert summary.examples["encrypted"][0].source == str(reports / "b.txt")
    assert summary.seconds > 0


@pytest.mark.parametrize(
    ("text", "stage", "code", "message"),
    [
        ("encrypted", "ingest", "encrypted", "save a copy without password"),
        ("recursion", "layout", "crash", "RecursionError: too deep"),
        ("some text, then a crash", "extract", "crash", "KeyError: 'grade'"),
        ("broken row " * 9, "store", "crash", "IntegrityError"),
    ],
)
def test_a_bad_document_costs_one_problem_and_nothing_else(
    tmp_path: Path, text: str, stage: str, code: str, message: str
) -> None:
    good = folder_of(tmp_path / "in", a__txt="first " * 20, z__txt="last " * 20)
    batch.run([good], tmp_path / "alone")
    folder_of(good, bad__txt=text)
    summary = batch.run([good], tmp_path / "together")
    assert summary.read == 2
    ((document_id, source, *what, _),) = rows(tmp_path / "together", "problems")
    assert (source, what[:2]) == (str(good / "bad.txt"), [stage, code])
    assert str(what[2]).startswith(message)
    failed = [row for row in rows(tmp_path / "together", "documents") if "failed" in row]
    assert [row[0] for row in failed] == [document_id]
    assert failed[0][2:6] == (source, "bad.txt", failed[0][4], len(text))
    alone, together = tables(tmp_path / "alone"), tables(tmp_path / "together")
    kinds = [
        table.name for table in TABLES if table.name not in ("documents", "problems", "sources")
    ]
    for kind in kinds:
        assert alone[f"{kind}.csv"] == together[f"{kind}.csv"]


def test_problems_of_the_reader_survive_a_crash_and_know_their_document() -> None:
    found = batch.read_bytes(b"scan, then a crash", "a.pdf")
    assert [problem.code for problem in found.problems] == ["page_without_text", "crash"]
    assert {p.document_id for p in found.problems} == {found.document.document_id}
    assert found.document.media_type == "text/plain"
    assert found.document.status == "failed"
    assert found.document.version == pipeline.__version__


def test_every_file_is_closed(tmp_path: Path, closed: list[str]) -> None:
    folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="a crash", c__txt="recursion")
    batch.run([tmp_path / "in"], tmp_path / "out")
    assert [Path(source).name for source in closed] == ["a.txt", "b.txt", "c.txt"]


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", b__txt="first " * 20, a__txt="first " * 20)
    summary = batch.run([tmp_path / "in" / "b.txt", tmp_path / "in"], tmp_path / "out")
    assert summary.read == 1
    ((document_id, _, source, *_),) = rows(tmp_path / "out", "documents")
    assert source == str(tmp_path / "in" / "a.txt")
    assert rows(tmp_path / "out", "sources") == [
        (str(tmp_path / "in" / name), document_id, "present") for name in ("a.txt", "b.txt")
    ]
    assert codes(tmp_path / "out") == []


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    paths = sorted(
        folder_of(tmp_path / "in", **{f"{k}__txt": f"{k} " * 90 for k in "abc"}).iterdir()
    )
    batch.run(paths, tmp_path / "one")
    batch.run(paths[::-1], tmp_path / "two")
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_a_second_run_adds_and_replaces(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="encrypted")
    batch.run([tmp_path / "in"], tmp_path / "out")
    folder_of(tmp_path / "in", b__txt="no longer protected " * 20)
    batch.run([tmp_path / "in" / "b.txt", tmp_path / "nope"], tmp_path / "out")
    assert len(rows(tmp_path / "out", "documents")) == 2
    assert codes(tmp_path / "out") == ["missing"]
    folder_of(tmp_path, nope="now it is there " * 20)
    batch.run([tmp_path / "nope"], tmp_path / "out")
    assert len(rows(tmp_path / "out", "documents")) == 3
    assert codes(tmp_path / "out") == []


def test_a_run_that_is_stopped_leaves_the_tables_of_what_was_read(tmp_path: Path) -> None:
    def stop(findings: object, done: int, total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    folder = folder_of(tmp_path / "in", a__txt="good " * 30, b__txt="poor " * 30)
    with pytest.raises(KeyboardInterrupt):
        batch.run([folder], tmp_path / "out", stop)
    assert len(rows(tmp_path / "out", "documents")) == 1
    assert "a.txt" in tables(tmp_path / "out")["documents.csv"].decode()


def test_nothing_to_read_leaves_empty_tables_and_a_reason(tmp_path: Path) -> None:
    summary = batch.run([tmp_path / "nope"], tmp_path / "out")
    assert summary.read == 0
    assert summary.reason.endswith("nope: there is no such file or folder: check the path")
    assert len(tables(tmp_path / "out")) == 21
    (tmp_path / "empty").mkdir()
    both = batch.run([tmp_path / "nope", tmp_path / "empty"], tmp_path / "out")
    assert "(1 more in" in both.reason


def test_a_broken_framework_file_stops_the_run(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", a__txt="framework")
    with pytest.raises(FrameworkError, match=r"x\.toml"):
        batch.run([tmp_path / "in"], tmp_path / "out")


def test_an_output_that_fails_midway_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of(tmp_path / "in", a__txt="first " * 20)

    def full(*_: object) -> None:
        raise OutputError("disk full")

    monkeypatch.setattr(Store, "save", full)
    with pytest.raises(OutputError, match="disk full"):
        batch.run([tmp_path / "in"], tmp_path / "out")


def test_a_file_name_that_is_no_utf8_is_stored(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_text("first " * 20)
    batch.run([tmp_path], tmp_path / "out")
    assert rows(tmp_path / "out", "documents")[0][3] == "caf�.txt"


@pytest.mark.parametrize(
    ("prepare", "code"),
    [
        (lambda path: None, "missing"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: path.write_bytes(bytes(9_001)), "too_large"),
        (lambda path: path.symlink_to(path), "unreadable"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepare: Callable[[Path], None], code: str
) -> None:
    monkeypatch.setattr(batch, "LARGEST", 9_000)
    prepare(tmp_path / "x")
    with pytest.raises(UnreadableError) as error:
        batch.load(tmp_path / "x")
    assert error.value.code == code


def test_the_public_run_takes_one_path_or_many(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", a__txt="first " * 20)
    one = pipeline.run(str(tmp_path / "in" / "a.txt"), tmp_path / "out")
    assert one.read == pipeline.run([tmp_path / "in"], tmp_path / "out").read == 1
