"""Documents and findings in the shape of real ones, for tests that need no reader."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.records import (
    Box,
    DocumentFacts,
    Figure,
    Findings,
    Judgement,
    Official,
    Problem,
    Quotation,
    Recommendation,
)

TEXT = "Overall effectiveness is good. ‘We did it,’ said Cllr Ann Lee. 3,351 children, 19.4%."


def make_findings(text: str = TEXT, source: str = "a.pdf", **facts: Any) -> Findings:
    """Findings with a row of every kind; other texts give other documents."""
    sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    known: dict[str, Any] = {"framework": "ofsted_ilacs", "pages": 2, "status": "ok"}
    known |= {"file_name": source.split("/")[-1], "bytes": len(text.encode("utf-8", "replace"))}
    document = DocumentFacts(document_id=sha256[:16], sha256=sha256, source=source, **known | facts)
    shared: dict[str, Any] = {"document_id": sha256[:16], "rule": "test"}

    def at(start: int, end: int) -> dict[str, Any]:
        boxes = (Box(1, 72.04, 90.0, 140.56, 102.0),)
        place = {"page": 1, "start": start, "end": end, "boxes": boxes, "quote": text[start:end]}
        return shared | place

    speaker = Official(**at(54, 61), name="Ann Lee", honorific="Cllr", involvement="speaker")
    area = {"area": "overall_effectiveness", "area_text": "Overall effectiveness"}
    grade = {"grade": "good", "grade_text": "good", "grade_rank": 2, "period": "current"}
    said = {"speaker": "Ann Lee", "official_id": speaker.id, "text": "We did it", "cue": "said"}
    return Findings(
        document,
        judgements=[Judgement(**at(0, 30), **area, **grade)],
        recommendations=[Recommendation(**at(0, 21), kind="recommendation", text="Do it")],
        officials=[speaker],
        quotations=[Quotation(**at(31, 43), **said)],
        figures=[
            Figure(**at(80, 85), value=19.4, value_text="19.4%", unit="percent"),
            Figure(**at(63, 68), value=3351.0, value_text="3,351", unit="count"),
        ],
        problems=[
            Problem(
                document_id=sha256[:16], source=source, stage="layout", code="odd", message="odd"
            )
        ],
        text=text,
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-snapshots",
        action="store_true",
        help="write tests/snapshots/ anew, to be reviewed, instead of comparing with them",
    )


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[Path, str], str]:
    """Gives the reviewed text of a file; with --write-snapshots the file gets the new text."""

    def reviewed(path: Path, text: str) -> str:
        if request.config.getoption("--write-snapshots"):
            path.write_text(text, encoding="utf-8")
        return path.read_text(encoding="utf-8") if path.exists() else ""

    return reviewed


@pytest.fixture
def findings() -> Findings:
    """One document's findings, a row of every kind."""
    return make_findings()


@pytest.fixture(scope="session")
def make() -> Callable[..., Findings]:
    """Makes findings: `make(text, source, **facts)`."""
    return make_findings
