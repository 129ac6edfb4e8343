"""What a cluster costs a document, and what one writer can take.

    python tests/benchmarks/cluster.py ../shared/archive/pdf

A Dask cluster of two workers on this machine, spoken to over TCP, against two local processes,
on short texts (so that next to nothing is read and the rest shows), and then on the folder; with
the processor time of the one process that finds, hands out and stores.
"""

import argparse
import tempfile
import time
from pathlib import Path

from distributed import LocalCluster

from pipeline.batch.run import run

TEXTS = 2000


def measured(folder: Path, **options: object) -> tuple[float, float, int]:
    """Wall clock and processor time of the writing process in seconds, and the documents."""
    with tempfile.TemporaryDirectory() as output:
        started, used = time.perf_counter(), time.process_time()
        summary = run([folder], output, **options)  # type: ignore[arg-type]
        documents = sum(summary.documents.values())
        return time.perf_counter() - started, time.process_time() - used, documents


def main() -> None:
    """Prints milliseconds a document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as made,
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        for number in range(TEXTS):
            text = f"Report {number}. The overall effectiveness of children's services is good."
            (Path(made) / f"{number:05}.txt").write_text(text)
        address = cluster.scheduler_address
        run([Path(made)], Path(made) / ".warm", cluster=address)
        ways = {"two processes": {"jobs": 2}, "cluster": {"cluster": address}}
        print(f"{'':<18}{'':<16}{'ms a document':>14}{'of the writer':>15}")
        for name, folder in (("2,000 short texts", Path(made)), ("the folder", given.folder)):
            for way, options in ways.items():
                wall, used, count = measured(folder, **options)
                each = [1000 * seconds / count for seconds in (wall, used)]
                print(f"{name:<18}{way:<16}{each[0]:>14.1f}{each[1]:>15.1f}")


if __name__ == "__main__":
    main()
