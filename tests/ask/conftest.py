"""Small stores for questions: documents whose rows a test writes out in words."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import (
    DocumentFacts,
    Figure,
    Findings,
    Judgement,
    Official,
    Quotation,
    Recommendation,
)
from pipeline.store import Store

RANKS = {"outstanding": 1, "good": 2, "requires_improvement": 3, "inadequate": 4}
KINDS = {
    "judgements": Judgement,
    "recommendations": Recommendation,
    "officials": Official,
    "quotations": Quotation,
    "figures": Figure,
}


def report(text: str, pages: tuple[int, ...] = (0,), **given: Any) -> Findings:
    """A document with the facts and rows that are given; `pages` are offsets where pages begin.

    grades={"adoption": "good"} are current ones, said={("adoption", "2016"): "good"} earlier
    ones; rows of other kinds are lists of their values, found at the first place of `quote`.
    """
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    id_ = sha256[:16]
    rows: dict[str, list[Any]] = {kind: [] for kind in KINDS}

    def add(table: str, **values: Any) -> None:
        quote = values.pop("quote", text[:5])
        start = text.index(quote)
        page = sum(at <= start for at in pages)
        place = {"page": page, "start": start, "end": start + len(quote), "quote": quote}
        rows[table].append(KINDS[table](document_id=id_, rule="test", **place | values))

    shared = {"scale": "ofsted_four_grades"}
    for area, grade in given.pop("grades", {}).items():
        values = {"area": area, "grade": grade, "grade_text": grade, "grade_rank": RANKS[grade]}
        add("judgements", period="current", **values, **shared)
    for (area, on), grade in given.pop("said", {}).items():
        values = {"area": area, "grade": grade, "grade_rank": RANKS[grade], "judged_on": on}
        add("judgements", period="previous", **values, scale="ofsted_any")
    for kind in KINDS:
        for values in given.pop(kind, []):
            add(kind, **values)
    facts = {"source": f"{id_}.pdf", "file_name": f"{id_}.pdf", "status": "ok", "pages": len(pages)}
    facts |= {"provider_name": "Durham County Council", "provider_id": "E06000047"}
    facts |= {"document_type": "inspection_report", "framework": "ofsted_ilacs"} | given
    starts = tuple((at, k) for k, at in enumerate(pages, 1))
    document = DocumentFacts(document_id=id_, sha256=sha256, **facts)
    return Findings(document, **rows, text=text, page_starts=starts)


@pytest.fixture(scope="session")
def write() -> Callable[..., Findings]:
    """Makes findings out of words: `write(text, grades={…}, recommendations=[…])`."""
    return report


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., Path]:
    """Stores documents and gives the output folder."""

    def stored(*documents: Findings) -> Path:
        with Store.open(tmp_path / "output") as store:
            for findings in documents:
                store.save(findings)
        return tmp_path / "output"

    return stored


@pytest.fixture
def sealed() -> Iterator[Callable[[Path], Path]]:
    """Copies an output folder to where this process cannot write, as long as the test runs."""
    folder = Path(tempfile.mkdtemp(prefix="sealed"))
    root = os.geteuid() == 0

    def seal(output: Path) -> Path:
        copy = folder / "findings.sqlite"
        copy.write_bytes((output / copy.name).read_bytes())
        copy.chmod(0o444)
        folder.chmod(0o555)
        if root:
            os.seteuid(65534)
        return folder

    yield seal
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
