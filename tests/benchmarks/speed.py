"""The whole pipeline in one process against `pdftotext -layout` on the same PDFs.

    python tests/benchmarks/speed.py FOLDER [--limit N]

Every file is read by ours and then by pdftotext (Debian's poppler-utils), so that whatever
else the machine does hits both. Ours runs in a fresh process of its own, whose peak memory
is printed; its time counts everything from the first import to the last table on disk.
pdftotext's counts a process per file, which is how it is used. Wall clock says what a user
waits, CPU time says it without the noise of other programs.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

STAGES = ("start", "ingest", "layout", "extract", "store", "tables")


class Watch:
    """Wall and CPU seconds by stage."""

    def __init__(self) -> None:
        self.wall = dict.fromkeys(STAGES, 0.0)
        self.cpu = dict.fromkeys(STAGES, 0.0)
        self._last = (time.perf_counter(), time.process_time())

    def go(self) -> None:
        """Starts measuring; what passed since the last `lap` is not counted."""
        self._last = (time.perf_counter(), time.process_time())

    def lap(self, stage: str) -> None:
        """Counts the time since the last call for a stage."""
        wall, cpu = self._last
        self.go()
        self.wall[stage] += self._last[0] - wall
        self.cpu[stage] += self._last[1] - cpu


def work() -> None:
    """The measured process: reads paths from standard input, answers one line for each."""
    watch = Watch()
    import hashlib

    from pipeline.extract import extract
    from pipeline.ingest import scan
    from pipeline.layout import compose
    from pipeline.store import Store

    pages = 0
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        watch.lap("start")
        for line in sys.stdin:
            watch.go()
            source = line.strip()
            data = Path(source).read_bytes()
            sha256 = hashlib.sha256(data).hexdigest()
            printed = scan(data, source)
            watch.lap("ingest")
            document = compose(printed, sha256=sha256, source=source, size=len(data))
            watch.lap("layout")
            findings = extract(document)
            document.close()
            watch.lap("extract")
            store.save(findings)
            watch.lap("store")
            pages += len(printed.pages)
            print(pages, flush=True)
        watch.go()
        store.export_tables()
        watch.lap("tables")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts in KiB
    print(json.dumps({"pages": pages, "wall": watch.wall, "cpu": watch.cpu, "peak": peak}))


def compare(files: list[Path]) -> tuple[dict[str, Any], tuple[float, float]]:
    """What the measured process says of itself; wall and CPU seconds of pdftotext."""
    wall = cpu = 0.0
    command = [sys.executable, __file__, "--work"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdin
        assert worker.stdout
        for file in files:
            print(file, file=worker.stdin, flush=True)
            if not worker.stdout.readline():
                raise SystemExit(f"the measured process died at {file}")
            spent = read_by_pdftotext(file)
            wall, cpu = wall + spent[0], cpu + spent[1]
        worker.stdin.close()
        return json.loads(worker.stdout.read()), (wall, cpu)


def read_by_pdftotext(file: Path) -> tuple[float, float]:
    """Wall and CPU seconds of pdftotext for a file."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = ["pdftotext", "-layout", str(file), "-"]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report(ours: dict[str, Any], theirs: tuple[float, float], files: int) -> None:
    """Prints the split by stage, pages a second, the ratio and the peak memory."""
    pages = ours["pages"]
    print(f"{files:,} files, {pages:,} pages\n")
    print(f"{'':22}{'wall s':>9}{'CPU s':>9}{'ms a page':>11}{'share':>7}")
    total = {clock: sum(ours[clock].values()) for clock in ("wall", "cpu")}
    for stage in STAGES:
        wall, cpu = ours["wall"][stage], ours["cpu"][stage]
        share = wall / total["wall"]
        print(f"{stage:22}{wall:9.2f}{cpu:9.2f}{1000 * wall / pages:11.2f}{share:7.0%}")
    for name, wall, cpu in (
        ("findings", total["wall"], total["cpu"]),
        ("pdftotext -layout", *theirs),
    ):
        print(f"{name:22}{wall:9.2f}{cpu:9.2f}{1000 * wall / pages:11.2f}", end="")
        print(f"   {pages / wall:,.0f} pages/s")
    ratios = total["wall"] / theirs[0], total["cpu"] / theirs[1]
    print(f"\nratio to pdftotext: {ratios[0]:.3f} wall clock, {ratios[1]:.3f} CPU (target: ≤ 1)")
    print(f"peak memory: {ours['peak']:.0f} MB (target: < 400)")


def main() -> None:
    """Runs the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, help="only so many files")
    given = parser.parse_args()
    files = sorted(given.folder.rglob("*.pdf"))[: given.limit]
    ours, theirs = compare(files)
    report(ours, theirs, len(files))


if __name__ == "__main__":
    work() if "--work" in sys.argv else main()
