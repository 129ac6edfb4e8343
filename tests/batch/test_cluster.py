import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.run import Progress, run
from pipeline.errors import FindingsError
from pipeline.store import DATABASE

CORPUS = Path(__file__).parents[2] / "corpus"

distributed = pytest.importorskip(
    "distributed", reason="pip install 'inspection-findings[cluster]'"
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers in processes of their own, spoken to over TCP."""
    made = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    yield made
    made.close()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables of a run on this machine."""
    output = tmp_path_factory.mktemp("alone")
    run([CORPUS], output, jobs=1)
    return tables(output)


def tables(output: Path) -> dict[str, bytes]:
    assert (output / DATABASE).exists()
    return {path.name: path.read_bytes() for path in (output / "tables").iterdir()}


def test_a_cluster_gives_the_tables_of_a_local_run(
    tmp_path: Path, cluster: Any, alone: dict[str, bytes]
) -> None:
    summary = run([CORPUS], tmp_path, cluster=cluster.scheduler_address)
    assert summary.read == 18
    assert tables(tmp_path) == alone


def test_a_worker_that_is_killed_loses_nothing(
    tmp_path: Path, cluster: Any, alone: dict[str, bytes]
) -> None:
    killed: list[int] = []

    def kill(now: Progress) -> None:
        if now.done in {2, 6}:
            nannies = [each for each in cluster.workers.values() if each.pid not in killed]
            killed.append(nannies[0].pid)  # the nanny starts another
            os.kill(killed[-1], signal.SIGKILL)

    run([CORPUS], tmp_path, cluster=cluster.scheduler_address, report=kill)
    assert len(killed) == 2
    assert tables(tmp_path) == alone


def test_a_scheduler_that_does_not_answer_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.batch.executors.PATIENCE", 0.5)
    with pytest.raises(FindingsError, match="dask scheduler"):
        run([CORPUS], tmp_path, cluster="tcp://127.0.0.1:1")
