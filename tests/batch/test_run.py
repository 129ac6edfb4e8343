import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from here import Here

import pipeline
from pipeline.batch import items, reading
from pipeline.batch.limits import Limits
from pipeline.batch.run import Progress
from pipeline.batch.run import run as run_batch
from pipeline.batch.summary import Summary
from pipeline.batch.wire import Outcome
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
        monkeypatch.setattr(reading, verb.__name__, verb)
    return closed


def run(paths: Iterable[Path | str], output: Path, **options: Any) -> Summary:
    """A run that reads in this process."""
    here = options.pop("here", None) or Here()
    return run_batch(paths, output, readers=nullcontext(here), **options)


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


def test_a_run_counts_what_it_did(tmp_path: Path) -> None:
    reports = folder_of(
        tmp_path / "in", a__txt="first " * 20, b__txt="encrypted", c__txt="scan" * 30
    )
    seen: list[tuple[bool, int, int]] = []
    summary = run(
        [reports],
        tmp_path / "out",
        report=lambda now: seen.append((now.sheet is not None, now.done, now.total)),
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
    run([good], tmp_path / "alone")
    folder_of(good, bad__txt=text)
    summary = run([good], tmp_path / "together")
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
    found = reading.read_bytes(b"scan, then a crash", "a.pdf")
    assert [problem.code for problem in found.problems] == ["page_without_text", "crash"]
    assert {p.document_id for p in found.problems} == {found.document.document_id}
    assert found.document.media_type == "text/plain"
    assert found.document.status == "failed"
    assert found.document.version == pipeline.__version__


def test_every_file_is_closed(tmp_path: Path, closed: list[str]) -> None:
    folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="a crash", c__txt="recursion")
    run([tmp_path / "in"], tmp_path / "out")
    assert [Path(source).name for source in closed] == ["a.txt", "b.txt", "c.txt"]


def test_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", b__txt="first " * 20, a__txt="first " * 20)
    summary = run([tmp_path / "in" / "b.txt", tmp_path / "in"], tmp_path / "out")
    assert summary.read == 1
    ((document_id, _, source, *_),) = rows(tmp_path / "out", "documents")
    assert source == str(tmp_path / "in" / "a.txt")
    assert sorted(rows(tmp_path / "out", "sources")) == [
        (str(tmp_path / "in" / name), document_id, "present") for name in ("a.txt", "b.txt")
    ]
    assert codes(tmp_path / "out") == []


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    paths = sorted(
        folder_of(tmp_path / "in", **{f"{k}__txt": f"{k} " * 90 for k in "abc"}).iterdir()
    )
    run(paths, tmp_path / "one")
    run(paths[::-1], tmp_path / "two")
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


def test_a_second_run_adds_and_replaces(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="encrypted")
    run([tmp_path / "in"], tmp_path / "out")
    folder_of(tmp_path / "in", b__txt="no longer protected " * 20)
    run([tmp_path / "in" / "b.txt", tmp_path / "nope"], tmp_path / "out")
    assert len(rows(tmp_path / "out", "documents")) == 2
    assert codes(tmp_path / "out") == ["missing"]
    folder_of(tmp_path, nope="now it is there " * 20)
    run([tmp_path / "nope"], tmp_path / "out")
    assert len(rows(tmp_path / "out", "documents")) == 3
    assert codes(tmp_path / "out") == []


def test_a_run_that_is_stopped_leaves_the_tables_of_what_was_read(tmp_path: Path) -> None:
    def stop(now: Progress) -> None:
        if now.done == 1:
            raise KeyboardInterrupt

    folder = folder_of(tmp_path / "in", a__txt="good " * 30, b__txt="poor " * 30)
    with pytest.raises(KeyboardInterrupt):
        run([folder], tmp_path / "out", report=stop)
    assert len(rows(tmp_path / "out", "documents")) == 1
    assert "a.txt" in tables(tmp_path / "out")["documents.csv"].decode()


def test_nothing_to_read_leaves_empty_tables_and_a_reason(tmp_path: Path) -> None:
    summary = run([tmp_path / "nope"], tmp_path / "out")
    assert summary.read == 0
    assert summary.reason.endswith("nope: there is no such file or folder: check the path")
    assert len(tables(tmp_path / "out")) == 21
    (tmp_path / "empty").mkdir()
    both = run([tmp_path / "nope", tmp_path / "empty"], tmp_path / "out")
    assert "(1 more in" in both.reason


def test_a_broken_framework_file_stops_the_run(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", a__txt="framework")
    with pytest.raises(FrameworkError, match=r"x\.toml"):
        run([tmp_path / "in"], tmp_path / "out")


def test_an_output_that_fails_midway_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of(tmp_path / "in", a__txt="first " * 20)

    def full(*_: object) -> None:
        raise OutputError("disk full")

    monkeypatch.setattr(Store, "save", full)
    with pytest.raises(OutputError, match="disk full"):
        run([tmp_path / "in"], tmp_path / "out")


def test_a_file_name_that_is_no_utf8_is_stored(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_text("first " * 20)
    run([tmp_path], tmp_path / "out")
    assert rows(tmp_path / "out", "documents")[0][3] == r"caf\xe9.txt"


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
    monkeypatch.setattr(items, "LARGEST", 9_000)
    prepare(tmp_path / "x")
    with pytest.raises(UnreadableError) as error:
        items.load(tmp_path / "x")
    assert error.value.code == code


def test_what_was_read_before_is_skipped(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="encrypted")
    run([folder], tmp_path / "out")
    before = tables(tmp_path / "out")
    here = Here()
    summary = run([folder], tmp_path / "out", here=here)
    assert here.read == []
    assert (summary.read, summary.unchanged) == (0, 2)
    assert tables(tmp_path / "out") == before


def test_a_changed_file_is_read_and_replaces_its_rows(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="other " * 20)
    run([folder], tmp_path / "out")
    folder_of(folder, a__txt="third " * 20)
    here = Here()
    run([folder], tmp_path / "out", here=here)
    assert here.read == ["a.txt"]
    run([folder], tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_a_touched_file_is_not_read_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20)
    run([folder], tmp_path / "out")
    os.utime(folder / "a.txt", (1, 1))
    here = Here()
    run([folder], tmp_path / "out", here=here)
    assert here.read == []


def test_again_reads_everything_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="first " * 20)
    run([folder], tmp_path / "out")
    here = Here()
    run([folder], tmp_path / "out", here=here, again=True)
    assert here.read == ["a.txt"]


def test_another_extractor_reads_everything_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20)
    run([folder], tmp_path / "out")
    monkeypatch.setattr("pipeline.batch.run.extractor", lambda: "9.9.9+abc")
    here = Here()
    run([folder], tmp_path / "out", here=here)
    assert here.read == ["a.txt"]


def test_higher_limits_help_only_what_the_limits_stopped(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="slow " * 20)

    @dataclass
    class Slow(Here):
        def submit(self, data: bytes, source: str) -> "Future[Outcome]":
            future = super().submit(data, source)
            if data.startswith(b"slow") and self.limits.seconds < 5:
                future = Future()
                future.set_result(Outcome(code="timeout", message="took too long"))
            return future

    run([folder], tmp_path / "out", here=Slow(limits=Limits(1)))
    assert codes(tmp_path / "out") == ["timeout"]
    again = Slow(limits=Limits(1))
    run([folder], tmp_path / "out", here=again)
    assert again.read == []
    higher = Slow(limits=Limits(9))
    run([folder], tmp_path / "out", here=higher)
    assert higher.read == ["b.txt"]
    assert codes(tmp_path / "out") == []


def test_a_file_that_vanished_is_marked_and_pruned(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="other " * 20)
    run([folder], tmp_path / "out")
    (folder / "b.txt").unlink()
    assert run([folder], tmp_path / "out").problems == {"vanished": 1}
    assert sorted(row[2] for row in rows(tmp_path / "out", "sources")) == ["present", "vanished"]
    assert len(rows(tmp_path / "out", "documents")) == 2
    assert run([folder], tmp_path / "out", prune=True).pruned == 1
    run([folder], tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")


def test_a_file_that_comes_back_is_there_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="other " * 20)
    run([folder], tmp_path / "out")
    before = tables(tmp_path / "out")
    (folder / "b.txt").rename(tmp_path / "away")
    run([folder], tmp_path / "out")
    (tmp_path / "away").rename(folder / "b.txt")
    run([folder], tmp_path / "out")
    assert tables(tmp_path / "out") == before


def test_what_is_elsewhere_or_could_not_be_looked_at_has_not_vanished(tmp_path: Path) -> None:
    one = folder_of(tmp_path / "one", a__txt="first " * 20)
    two = folder_of(tmp_path / "two", b__txt="other " * 20)
    run([one, two], tmp_path / "out")
    run([one], tmp_path / "out")
    two.rename(tmp_path / "unplugged")
    run([two], tmp_path / "out")
    assert [row[2] for row in rows(tmp_path / "out", "sources")] == ["present", "present"]


def test_a_document_is_shown_under_the_first_of_its_names_whenever_it_was_read(
    tmp_path: Path,
) -> None:
    late = folder_of(tmp_path / "in", b__txt="first " * 20)
    run([late], tmp_path / "out")
    folder_of(tmp_path / "in", a__txt="first " * 20)
    run([late], tmp_path / "out")
    run([late], tmp_path / "fresh")
    assert tables(tmp_path / "out") == tables(tmp_path / "fresh")
    (tmp_path / "in" / "a.txt").unlink()
    run([late], tmp_path / "out", prune=True)
    assert [row[2] for row in rows(tmp_path / "out", "documents")] == [str(late / "b.txt")]


def test_the_public_run_takes_one_path_or_many(tmp_path: Path) -> None:
    folder_of(tmp_path / "in", a__txt="The overall effectiveness is good.")
    one = pipeline.run(str(tmp_path / "in" / "a.txt"), tmp_path / "out", jobs=1)
    assert one.read == 1
    assert pipeline.run([tmp_path / "in"], tmp_path / "out", jobs=1, again=True).read == 1


def statuses(output: Path) -> dict[object, object]:
    return {row[0]: row[2] for row in rows(output, "sources")}


def test_relative_paths_vanish_from_where_they_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_of(tmp_path / "one", a__txt="first " * 20, b__txt="other " * 20)
    monkeypatch.chdir(tmp_path / "one")
    run(["."], tmp_path / "out")
    Path("a.txt").unlink()
    folder_of(tmp_path / "two", c__txt="third " * 20)
    monkeypatch.chdir(tmp_path / "two")
    assert run(["."], tmp_path / "out").problems == {"other_folder": 1}
    assert set(statuses(tmp_path / "out").values()) == {"present"}
    monkeypatch.chdir(tmp_path / "one")
    run(["."], tmp_path / "out")
    found = statuses(tmp_path / "out")
    assert (found["a.txt"], found["b.txt"]) == ("vanished", "present")


def test_a_named_file_that_is_gone_is_marked(tmp_path: Path) -> None:
    path = folder_of(tmp_path / "in", a__txt="first " * 20) / "a.txt"
    run([path], tmp_path / "out")
    path.unlink()
    assert run([path], tmp_path / "out").problems == {"missing": 1, "vanished": 1}
    assert statuses(tmp_path / "out") == {str(path): "vanished"}


def test_a_damaged_archive_keeps_its_own_members_only(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__zip2="", b__txt="first " * 20)
    for name in ("a.zip", "a.zip.d.zip"):
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr("x.txt", f"{name} " * 20)
    run([folder], tmp_path / "out")
    (folder / "a.zip").write_bytes(b"PK damaged")
    (folder / "a.zip.d.zip").unlink()
    run([folder], tmp_path / "out")
    found = {
        Path(str(source)).parent.name: status
        for source, status in statuses(tmp_path / "out").items()
        if "zip" in str(source)
    }
    assert found == {"a.zip!": "present", "a.zip.d.zip!": "vanished"}


def test_what_vanished_stays_said_when_its_document_is_read_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="first " * 20)
    run([folder], tmp_path / "out")
    (folder / "b.txt").unlink()
    run([folder], tmp_path / "out")
    before = tables(tmp_path / "out")
    run([folder], tmp_path / "out", again=True)
    assert tables(tmp_path / "out") == before
    assert codes(tmp_path / "out") == ["vanished"]


def test_a_document_is_shown_under_a_name_that_is_there(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20, b__txt="first " * 20)
    run([folder], tmp_path / "out")
    (folder / "a.txt").unlink()
    run([folder], tmp_path / "out")
    assert [row[3] for row in rows(tmp_path / "out", "documents")] == ["b.txt"]


def test_an_empty_mount_point_loses_nothing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20)
    run([folder], tmp_path / "out")
    (folder / "a.txt").unlink()
    run([folder], tmp_path / "out", prune=True)
    assert len(rows(tmp_path / "out", "documents")) == 1


def test_problems_of_a_place_go_when_they_are_mended_and_no_others(tmp_path: Path) -> None:
    place, other = tmp_path / "in", tmp_path / "in2"
    run([place, other / "x.txt"], tmp_path / "out")
    assert codes(tmp_path / "out") == ["missing", "missing"]
    folder_of(place, a__txt="first " * 20)
    run([f"{place}/"], tmp_path / "out")
    assert [row[1] for row in rows(tmp_path / "out", "problems")] == [str(other / "x.txt")]


def test_the_output_of_a_run_is_not_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20)
    run([folder], folder / "out")
    assert run([folder], folder / "out").problems == {}
    assert [row[3] for row in rows(folder / "out", "documents")] == ["a.txt"]


def test_what_could_not_be_read_before_is_counted_apart(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="encrypted")
    run([folder], tmp_path / "out")
    summary = run([folder], tmp_path / "out")
    assert (summary.unchanged, summary.unreadable, summary.known) == (1, 1, 0)
    assert "--again" in summary.reason


def test_links_to_folders_and_pipes_are_said_not_followed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    summary = run([folder], tmp_path / "out")
    assert (summary.read, summary.problems) == (1, {"linked_folder": 1, "unreadable": 1})


def test_pruning_forgets_what_was_said_of_other_paths(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a__txt="first " * 20)
    run([tmp_path / "misspelt"], tmp_path / "out")
    run([folder], tmp_path / "out")
    assert codes(tmp_path / "out") == ["missing"]
    run([folder], tmp_path / "out", prune=True)
    assert codes(tmp_path / "out") == []


def test_a_reader_that_goes_away_leaves_the_tables(tmp_path: Path) -> None:
    def shut(now: Progress) -> None:
        raise BrokenPipeError

    folder = folder_of(tmp_path / "in", a__txt="first " * 20)
    with pytest.raises(BrokenPipeError):
        run([folder], tmp_path / "out", report=shut)
    assert "a.txt" in tables(tmp_path / "out")["documents.csv"].decode()
