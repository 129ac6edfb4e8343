"""How long each kind of page of `findings explore` takes to answer.

    python tests/benchmarks/explore.py OUTPUT [--limit MS] [--rounds 20]

starts the server on the store OUTPUT, asks every kind of page 20 times, each time for another
document, finding or provider where there are others, and prints the median and the slowest.
Exits 1 where a median is over the limit.
"""

import argparse
import itertools
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import httpx

from pipeline.store import connect

SQL = "select framework, grade, count(*) from judgements join documents using (document_id) "
WORDS = ("workforce", "caseloads", "care leavers", "missing children", "supervision", "stability")
SPREAD = 50
"""Rows that addresses are made of, from all over a table."""
Addresses = dict[str, Iterator[str]]


def some(database: sqlite3.Connection, pattern: str, query: str) -> Iterator[str]:
    """Addresses made of rows from all over the store, again and again."""
    count = database.execute(f"SELECT count(*) FROM ({query})").fetchone()[0]
    rows = [tuple(row) for row in database.execute(query)][:: max(1, count // SPREAD)][:SPREAD]
    return itertools.cycle([pattern.format(*map(quote, map(str, row))) for row in rows])


def own_pages(database: sqlite3.Connection) -> Addresses:
    """An endless supply of addresses for each kind of page of ours."""
    pdf = "JOIN documents d USING (document_id) WHERE media_type = 'application/pdf'"
    asked = {
        "provider": (
            "/provider/{}",
            "SELECT DISTINCT provider_id FROM documents WHERE provider_id IS NOT NULL",
        ),
        "document": ("/document/{}", "SELECT document_id FROM documents"),
        "evidence, PDF": (
            "/evidence/figures/{}",
            f"SELECT figure_id FROM figures {pdf} ORDER BY figure_id",
        ),
        "evidence, text": (
            "/evidence/figures/{}",
            "SELECT figure_id FROM figures JOIN documents USING (document_id) "
            "WHERE media_type <> 'application/pdf' ORDER BY figure_id",
        ),
        "picture of a page": (
            "/page/{}/{}.png",
            "SELECT document_id, 1 + abs(random()) % pages FROM documents "
            "WHERE media_type = 'application/pdf'",
        ),
        "add a row": (
            "/add/figures/{}/{}",
            f"SELECT document_id, page FROM figures {pdf} GROUP BY document_id",
        ),
    }
    return {
        "home": itertools.cycle(["/"]),
        "providers": itertools.cycle(["/providers"]),
        **{kind: some(database, *how) for kind, how in asked.items()},
        "search": itertools.cycle([f"/search?q={quote(words)}" for words in WORDS]),
    }


def pages_of_datasette(database: sqlite3.Connection) -> Addresses:
    """The same for the pages that Datasette makes."""
    asked = {
        "table, filtered": (
            "/findings/figures?document_id={}",
            "SELECT document_id FROM documents",
        ),
        "row": ("/findings/judgements/{}", "SELECT judgement_id FROM judgements"),
    }
    fixed = {
        "table": ["/findings/figures", "/findings/judgements", "/findings/documents"],
        "table, sorted": ["/findings/figures?_sort_desc=value"],
        "facet of documents": ["/findings/documents?_facet=framework"],
        "facet of judgements": ["/findings/judgements?_facet=grade"],
        "facet of figures": ["/findings/figures?_facet=measure_class"],
        "database": ["/findings"],
        "query": [f"/findings?sql={quote(SQL + 'group by 1, 2')}"],
    }
    return {
        **{kind: itertools.cycle(paths) for kind, paths in fixed.items()},
        **{kind: some(database, *how) for kind, how in asked.items()},
    }


def main() -> None:
    """Prints a line for each kind of page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--limit", type=float, default=0.0, metavar="MS")
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    command = [sys.executable, "-m", "pipeline.cli", "explore", "--port", "0", "-o"]
    server = subprocess.Popen([*command, str(options.output)], stderr=subprocess.PIPE, text=True)
    try:
        slow = measure(server, options.output, options.rounds, options.limit)
    finally:
        server.terminate()
        server.wait()
    if slow:
        sys.exit(f"over {options.limit:.0f} ms: {', '.join(slow)}")


def measure(server: subprocess.Popen[str], output: Path, rounds: int, limit: float) -> list[str]:
    """Prints the figures; returns the kinds of page whose median is over the limit."""
    assert server.stderr
    started = time.perf_counter()
    address = server.stderr.readline().split(" at ")[1].split()[0].rstrip("/")
    slow = []
    with httpx.Client(base_url=address, timeout=120) as client:
        for kind, path in (("home", "/"), ("search", "/search?q=ready")):
            client.get(path).raise_for_status()
            print(f"{kind} ready after {time.perf_counter() - started:.1f} s")
        with closing(connect(output)) as database:
            kinds = own_pages(database) | pages_of_datasette(database)
        print(f"{'page':22}{'median ms':>10}{'worst ms':>10}{'kB':>8}")
        for kind, paths in kinds.items():
            times, size = [], 0
            for path in itertools.islice(paths, rounds):
                began = time.perf_counter()
                answer = client.get(path)
                times.append((time.perf_counter() - began) * 1000)
                answer.raise_for_status()
                size = max(size, len(answer.content))
            median = statistics.median(times)
            print(f"{kind:22}{median:10.0f}{max(times):10.0f}{size / 1024:8.0f}")
            slow += [kind] if limit and median > limit else []
    return slow


if __name__ == "__main__":
    main()
