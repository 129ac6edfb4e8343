"""Kills, a full disk and a closed one: nothing is lost, nothing comes twice, nothing is left.

    python tests/benchmarks/faults.py ../shared/archive/pdf --kills 50

A run is killed (SIGKILL to its whole process group) at random moments and started again, each
time from where it was, until it ends by itself; then the tables have to be byte for byte those
of a run that nobody disturbed. With --cluster the workers of a Dask cluster on this machine
are killed instead, while one run goes on.
"""

import argparse
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil

RUN = [sys.executable, "-m", "pipeline.cli", "run"]


def tables(output: Path) -> dict[str, bytes]:
    """Every file beside the database, with its bytes."""
    files = (path for path in output.rglob("*") if path.is_file())
    return {
        str(path.relative_to(output)): path.read_bytes()
        for path in files
        if not path.name.startswith("findings.")
    }


def check(output: Path, expected: dict[str, bytes]) -> list[str]:
    """What is wrong with an output folder after all that was done to it."""
    wrong = [name for name, data in expected.items() if tables(output).get(name) != data]
    wrong += [f"left behind: {name}" for name in tables(output) if name not in expected]
    wrong += [f"left behind: {path}" for path in output.with_name("temporary").iterdir()]
    with closing(sqlite3.connect(output / "findings.sqlite")) as database:
        (integrity,) = database.execute("PRAGMA integrity_check").fetchone()
        dangling = database.execute("PRAGMA foreign_key_check").fetchall()
        lost = database.execute(
            "SELECT count(*) FROM sources "
            "WHERE document_id NOT IN (SELECT document_id FROM documents)"
        ).fetchone()[0]
    wrong += [] if integrity == "ok" else [f"integrity: {integrity}"]
    return wrong + [f"dangling: {row}" for row in dangling] + [f"lost: {lost}"] * bool(lost)


def start(folder: Path, output: Path, *options: str) -> "subprocess.Popen[bytes]":
    """A run in a process group of its own, its temporary files in a folder beside the output."""
    command = [*RUN, str(folder), "-o", str(output), "-q", *options]
    temporary = output.with_name("temporary")
    temporary.mkdir(exist_ok=True)
    environment = os.environ | {"TMPDIR": str(temporary), "SQLITE_TMPDIR": str(temporary)}
    return subprocess.Popen(command, start_new_session=True, env=environment)


def kill_again_and_again(folder: Path, output: Path, kills: int, whole: float) -> list[str]:
    """Runs and kills, so many times; returns what was left running.

    A run that finds everything read has nothing to be killed at: the next one reads all again.
    """
    done, options = 0, []
    left: list[str] = []
    chance = random.Random(7)
    while done < kills:
        child = start(folder, output, "--jobs", "2", *options)
        try:
            child.wait(chance.uniform(0.05, whole))
            options = ["--again"]
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            done, options = done + 1, []
            left += still_running(child.pid)
    if start(folder, output, "--jobs", "2").wait():
        sys.exit("the last run failed")
    return left


def still_running(group: int) -> list[str]:
    """The processes of a group that are still there a moment after it was killed."""
    time.sleep(0.2)
    found = []
    for process in psutil.process_iter(["pid"]):
        try:
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                found.append(f"left running: {process.pid}")
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return found


def kill_workers(folder: Path, output: Path, kills: int) -> int:
    """One run on a cluster whose workers are killed meanwhile; returns how many were."""
    from distributed import LocalCluster

    done = 0
    chance = random.Random(7)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        child = start(folder, output, "--cluster", cluster.scheduler_address)
        while done < kills and child.poll() is None:
            time.sleep(chance.uniform(0.5, 3))
            workers = [each for each in cluster.workers.values() if each.pid]
            if workers:
                os.kill(chance.choice(workers).pid, signal.SIGKILL)
                done += 1
        if child.wait():
            sys.exit("the run on the cluster failed")
    return done


def fill_the_disk(folder: Path, output: Path, most: int) -> str:
    """A run that may write no file beyond so many bytes; returns what it says."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    command = [*RUN, str(folder), "-o", str(output), "-q"]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False)
    return f"exit code {done.returncode}: {done.stderr.strip()}"


def main() -> None:
    """Prints what was done and whether anything came of it; exits 1 if so."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--cluster", action="store_true", help="kill workers of a Dask cluster")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        started = time.perf_counter()
        if start(given.folder, work / "undisturbed").wait():
            sys.exit("the undisturbed run failed")
        whole = time.perf_counter() - started
        expected = tables(work / "undisturbed")
        disturbed = work / "disturbed"
        wrong, done = [], given.kills
        if given.cluster:
            done = kill_workers(given.folder, disturbed, given.kills)
        else:
            wrong = kill_again_and_again(given.folder, disturbed, given.kills, whole)
        wrong += check(disturbed, expected)
        print(f"killed {done} times; wrong afterwards: {', '.join(wrong) or 'nothing'}")
        if not given.cluster:
            size = (disturbed / "findings.sqlite").stat().st_size
            print("full disk:", fill_the_disk(given.folder, work / "full", size // 2))
            start(given.folder, work / "full").wait()
            full = check(work / "full", expected)
            print(f"with room again; wrong afterwards: {', '.join(full) or 'nothing'}")
            wrong += full
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
