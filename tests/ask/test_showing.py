import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.ask.answers import Answer
from pipeline.ask.showing import AROUND, show
from pipeline.errors import AskError
from pipeline.records import Claim, Correction, Findings
from pipeline.store import connect
from pipeline.store.connection import open_to_write
from pipeline.tables import CLAIMS, CORRECTIONS

Write = Callable[..., Findings]
Keep = Callable[..., Path]

TEXT = "Before words. " * 40 + "Improve the auditing of files." + " After words." * 40
ASKED = {
    "quote": "Improve the auditing of files.",
    "text": "Improve the auditing",
    "kind": "recommendation",
}


@pytest.fixture
def database(write: Write, keep: Keep) -> Iterator[sqlite3.Connection]:
    report = write(
        TEXT,
        recommendations=[ASKED],
        title="A report",
        source="in/100%_a.pdf",
        file_name="100%_a.pdf",
    )
    other = write("Other", source="in/b.pdf", file_name="b.pdf")
    same = write("Other again", source="out/b.pdf", file_name="b.pdf")
    made = connect(keep(report, other, same))
    yield made
    made.close()


def facts(answer: Answer) -> dict[str, Any]:
    return dict(zip(answer.columns, answer.rows[0], strict=True))


def one(database: sqlite3.Connection, sql: str) -> str:
    return str(database.execute(sql).fetchone()[0])


@pytest.mark.parametrize("name", ["100%_a.pdf", "IN/100%_A.PDF", "in/100%_a.pdf"])
def test_a_document_is_found_by_its_file(database: sqlite3.Connection, name: str) -> None:
    if name == "IN/100%_A.PDF":
        name = name.rpartition("/")[2]
    parts = {answer.name: answer for answer in show(database, name)}
    assert facts(parts["document"])["title"] == "A report"
    assert parts["document"].title == "A report"
    assert parts["recommendations"].columns == ("id", "kind", "text", "page")
    assert parts["judgements"].rows == ()


def test_a_document_is_found_by_the_first_digits_of_its_id(database: sqlite3.Connection) -> None:
    id_ = one(database, "SELECT document_id FROM documents WHERE title = 'A report'")
    for text in (id_, id_[:6], f" {id_.upper()} "):
        assert facts(show(database, text)[0])["document_id"] == id_


def test_a_finding_stands_in_its_context(database: sqlite3.Connection) -> None:
    id_ = one(database, "SELECT recommendation_id FROM recommendations")
    finding, evidence, document, corrections = show(database, id_[:8])
    assert facts(finding)["text"] == "Improve the auditing"
    words = facts(evidence)
    assert words["evidence"] == ASKED["quote"]
    assert words["before"].startswith("… ")
    assert words["before"].endswith("Before words.")
    assert words["after"].endswith(" …")
    assert max(len(words["before"]), len(words["after"])) <= AROUND + 2
    assert facts(document)["file_name"] == "100%_a.pdf"
    assert corrections.rows == ()


def test_a_claim_is_shown_with_its_release_and_by_itself(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    id_ = one(database, "SELECT document_id FROM documents WHERE title = 'A report'")
    about = {"kind": "grade", "claim": "adoption", "said": "good", "verdict": "not_found"}
    about |= {"document_id": id_, "start": 0, "end": 6, "quote": "Before", "report_id": id_}
    about |= {"report_start": 7, "report_end": 12, "report_quote": "words"}
    claim = Claim(claim_id="abcdef0123456789", **about)
    writable = open_to_write(tmp_path / "output")
    marks = ", ".join("?" * len(CLAIMS.columns))
    writable.execute(f"INSERT INTO claims VALUES ({marks})", CLAIMS.row(claim))
    writable.close()
    parts = {answer.name: answer for answer in show(database, id_)}
    assert parts["claims"].rows == (("abcdef0123456789", "adoption", "good", "not_found", 1),)
    finding, evidence, report, *_ = show(database, "abcdef")
    assert (facts(report)["evidence"], facts(report)["before"]) == ("words", "Before")
    assert facts(finding)["verdict"] == "not_found"
    assert facts(evidence)["evidence"] == "Before"


def test_a_finding_shows_what_corrections_say(database: sqlite3.Connection, tmp_path: Path) -> None:
    row = database.execute("SELECT * FROM recommendations").fetchone()
    shared = {"document_id": row["document_id"], "kind": "recommendations", "action": "change"}
    shared |= {"end": row["end"], "made_at": "2026-01-01", "status": "applied"}
    writable = open_to_write(tmp_path / "output")
    for k, (id_, start) in enumerate([(row[0], 0), ("", row["start"]), ("", 1)]):
        made = Correction(
            correction_id=f"{k}", finding_id=id_, start=start, reason=f"{k}", **shared
        )
        marks = ", ".join("?" * len(CORRECTIONS.columns))
        writable.execute(f"INSERT INTO corrections VALUES ({marks})", CORRECTIONS.row(made))
    writable.close()
    corrections = show(database, row[0])[-1]
    at = corrections.columns.index("reason")
    assert [each[at] for each in corrections.rows] == ["0", "1"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("b.pdf", "may be 2 rows: .*documents"),
        ("nothing.pdf", "no document or finding 'nothing.pdf'"),
        ("abc", "no document or finding"),
        ("ffffffffffffffff", "no document or finding"),
        ("%", "no document or finding"),
        ("", "no document or finding"),
    ],
)
def test_what_is_not_clear_is_an_error(database: sqlite3.Connection, text: str, said: str) -> None:
    with pytest.raises(AskError, match=said):
        show(database, text)


def test_a_document_is_shown_with_the_other_files_that_hold_it(write: Write, keep: Keep) -> None:
    first, again = (write(TEXT, source=f"{each}.pdf", file_name="a.pdf") for each in "ab")
    with closing(connect(keep(first, again))) as database:
        told = facts(show(database, first.document.document_id)[0])
        assert {told["source"], told["also"]} == {"a.pdf", "b.pdf"}
