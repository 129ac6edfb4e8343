import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from pipeline.batch import executors, workers
from pipeline.batch.limits import Limits
from pipeline.batch.run import run
from pipeline.batch.workers import Worker
from pipeline.errors import FindingsError, FrameworkError

BAD = "bad_readers:read"
GOOD = b"The overall effectiveness of children's services in Durham is good."


@pytest.fixture(autouse=True)
def findable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(Limits(seconds=20, megabytes=500), BAD)
    yield worker
    worker.close()


def pid(worker: Worker) -> int:
    assert worker._child is not None
    return worker._child.pid


def test_documents_are_read_by_one_process_after_the_other(worker: Worker) -> None:
    first = worker.read(GOOD, "a.txt")
    assert first.sheet is not None
    assert first.sheet.fact("source") == "a.txt"
    before = pid(worker)
    assert worker.read(b"print " + GOOD, "b.txt").sheet is not None
    assert pid(worker) == before


@pytest.mark.parametrize(
    ("what", "code", "words"),
    [
        ("segfault", "died", "SIGSEGV"),
        ("exit", "died", "exit code 3"),
        ("memory", "memory", "--memory"),
        ("recurse", "crash", "RecursionError"),
    ],
)
def test_what_a_document_does_to_its_process_is_its_outcome(
    worker: Worker, what: str, code: str, words: str
) -> None:
    if code == "memory" and sys.platform != "linux":
        pytest.skip("only Linux holds a process to its memory")
    outcome = worker.read(what.encode(), "bad.txt")
    assert (outcome.sheet, outcome.code) == (None, code)
    assert words in outcome.message
    assert worker.read(GOOD, "a.txt").sheet is not None


@pytest.mark.parametrize("what", ["sleep", "spin"])
def test_a_document_that_takes_too_long_is_given_up(what: str) -> None:
    worker = Worker(Limits(seconds=1), BAD)
    try:
        outcome = worker.read(what.encode(), "bad.txt")
        assert (outcome.code, outcome.limited) == ("timeout", True)
        assert "--timeout" in outcome.message
    finally:
        worker.close()


def test_a_broken_framework_file_is_handed_on(worker: Worker) -> None:
    assert isinstance(worker.read(b"framework", "a.txt").error, FrameworkError)


def test_a_process_is_replaced_after_so_many_documents(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "RECYCLED", 2)
    pids = []
    for _ in range(5):
        assert worker.read(GOOD, "a.txt").sheet is not None
        pids.append(pid(worker))
    assert pids == sorted(pids, key=pids.index)
    assert [pids.count(each) for each in dict.fromkeys(pids)] == [2, 2, 1]


def test_a_process_that_cannot_start_says_why() -> None:
    with pytest.raises(FindingsError, match="No module named 'nowhere'"):
        Worker(Limits(), "nowhere:read").read(GOOD, "a.txt")


def test_a_run_goes_on_past_documents_that_break_its_processes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("segfault", "sleep", "memory", "recurse"):
        (folder / f"{name}.txt").write_text(name)
    (folder / "good.txt").write_bytes(GOOD)
    limits = Limits(seconds=3, megabytes=500)
    readers = executors.local(2, limits, BAD)
    summary = run([folder], tmp_path / "out", limits=limits, readers=readers)
    assert summary.read == 1
    assert summary.problems == {"died": 1, "timeout": 1, "memory": 1, "crash": 1}
    assert sum(summary.documents.values()) == 5


def test_nothing_is_left_running_when_a_run_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "sleep.txt").write_text("sleep")
    (tmp_path / "a.txt").write_bytes(GOOD)
    limits = Limits(seconds=60)
    readers = executors.local(2, limits, BAD)
    running: list[Worker] = []

    def stop(now: object) -> None:
        running.extend(reading.workers._all)
        raise KeyboardInterrupt

    with readers as reading, pytest.raises(KeyboardInterrupt):
        run([tmp_path], tmp_path / "out", report=stop, readers=nullcontext(reading))
    assert running
    assert [worker._child for worker in running] == [None] * len(running)
