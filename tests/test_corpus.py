"""Whole documents: everything read from the corpus has its place, and facts and grades are gold.

The reviewed dumps under `tests/snapshots/` show how layout cuts each PDF into blocks. After a
change that is meant, write them anew, and look at every difference beside the page:

    pytest tests/test_corpus.py --write-snapshots && git diff tests/snapshots
"""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest

import pipeline
from pipeline.document import Block, Document
from pipeline.records import Box, Findings

CORPUS = Path(__file__).parents[1] / "corpus"
SNAPSHOTS = Path(__file__).parent / "snapshots"
NAMES = sorted(path.stem for path in (CORPUS / "gold").glob("*.json"))
PDFS = sorted(path.stem for path in CORPUS.glob("*.pdf"))

KNOWN: dict[str, dict[str, set[str]]] = {
    # document: {why it is not as in the gold: the facts and judgements concerned; "+" is too much}
    "ilacs-2019": {
        "the council's name stands above the title: gold counts it in, as two real reports do": {
            "title: Inspection of local authority children’s services",
        },
    },
    "jtai": {
        "the force is named two sentences before “the force was graded good”": {
            "Moorland Constabulary protecting_vulnerable_people good previous",
            "+ protecting_vulnerable_people good previous",
        },
    },
    "press-durham-2011": {
        "the areas are named after the services that the sentences before them speak of": {
            "overall_effectiveness_of_safeguarding_services outstanding current",
            "capacity_for_further_improvement_of_safeguarding_services outstanding current",
            "overall_effectiveness_of_services_for_looked_after_children good current",
            "capacity_for_further_improvement_of_services_for_looked_after_children outstanding "
            "current",
            "+ overall_effectiveness outstanding current",
            "+ capacity_to_improve outstanding current",
            "+ children_looked_after good current",
        },
    },
    "press-trust-cqc": {
        "the grade in brackets is that of 2021: “Safe: Requires Improvement (Inadequate)”": {
            "safe inadequate previous",
        },
    },
    "section-5": {
        "the grade of the nursery next door, which gold leaves out": {
            "+ nursery_on_same_site outstanding previous",
        },
    },
    "sif-2014": {
        "a children's centre's only grade is its overall effectiveness in gold": {
            "Beacon children’s centre overall_effectiveness good previous",
            "+ Beacon children’s centre overall good previous",
        },
    },
}


class Read(NamedTuple):
    """A document of the corpus, its findings, and what a careful reader wrote down of it."""

    document: Document
    findings: Findings
    gold: dict[str, Any]


def path_of(name: str) -> Path:
    (path,) = CORPUS.glob(f"{name}.*")
    return path


@cache
def read(name: str) -> Read:
    """Reads a document once for all tests."""
    document = pipeline.read(path_of(name))
    findings = pipeline.extract(document)
    document.close()
    gold = json.loads((CORPUS / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return Read(document, findings, gold)


def test_every_document_has_its_gold() -> None:
    documents = {path.stem for path in CORPUS.iterdir() if path.suffix in {".pdf", ".txt", ".html"}}
    assert documents == set(NAMES)
    assert len(NAMES) >= 14


@pytest.mark.parametrize("name", NAMES)
def test_the_gold_is_of_these_bytes(name: str) -> None:
    assert read(name).gold["sha256"] == hashlib.sha256(path_of(name).read_bytes()).hexdigest()


@pytest.mark.parametrize("name", NAMES)
def test_every_row_quotes_the_text(name: str) -> None:
    document, findings, _ = read(name)
    rows = list(findings.rows())
    assert rows
    for row in rows:
        assert row.start < row.end
        assert document.text[row.start : row.end] == row.quote
        assert row.page == document.page_at(row.start)
        assert row.document_id == findings.document.document_id == document.document_id
        assert 0 < row.confidence <= 1


@pytest.mark.parametrize("name", NAMES)
def test_every_row_has_boxes_on_its_pages(name: str) -> None:
    document, findings, _ = read(name)
    pages = {page.number: page for page in document.pages}
    for row in findings.rows():
        assert bool(row.boxes) == (name in PDFS)
        assert not row.boxes or row.boxes[0].page == row.page
        for box in row.boxes:
            page = pages[box.page]
            assert 0 <= box.x0 < box.x1 <= page.width
            assert 0 <= box.top < box.bottom <= page.height


@pytest.mark.parametrize("name", PDFS)
def test_what_is_printed_within_a_rows_boxes_is_its_quote(name: str) -> None:
    """Asks pdfium for the text in each box, by place and not by offset."""
    file = pypdfium2.PdfDocument(path_of(name))
    for row in read(name).findings.rows():
        within = "".join(printed_in(file, box) for box in row.boxes)
        assert letters(row.quote) in letters(within)
        assert len(letters(within)) <= 1.1 * len(letters(row.quote)) + 8  # note marks, bullets
    file.close()


def printed_in(file: pypdfium2.PdfDocument, box: Box) -> str:
    page = file[box.page - 1]
    height = page.get_height()
    sides = (box.x0 - 0.1, height - box.bottom - 0.1, box.x1 + 0.1, height - box.top + 0.1)
    return str(page.get_textpage().get_text_bounded(*sides))


def letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalpha())


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_the_same_whenever_it_is_read(name: str) -> None:
    findings = read(name).findings
    ids = [(row.table, row.id) for row in findings.rows()]
    assert len(ids) == len(set(ids))
    with_boxes = pipeline.read(path_of(name))
    again = pipeline.extract(with_boxes)
    with_boxes.close()
    assert [(row.table, row.id) for row in again.rows()] == ids
    assert again == findings


def differences(name: str) -> set[str]:
    """How a document's facts and judgements differ from its gold."""
    _, findings, gold = read(name)
    facts = {
        f"{fact}: {getattr(findings.document, fact)}"
        for fact, value in gold["document"].items()
        if getattr(findings.document, fact) != (value or "")
    }
    wanted = {judged(row): row.get("required", True) for row in gold["judgements"]}
    found = {judged({f: getattr(row, f) for f in JUDGED}) for row in findings.judgements}
    missed = {row for row, required in wanted.items() if required and row not in found}
    return facts | missed | {f"+ {row}" for row in found - wanted.keys()}


JUDGED = ("subject", "area", "grade", "period")


def judged(row: dict[str, Any]) -> str:
    return " ".join(row[field] for field in JUDGED if row.get(field))


@pytest.mark.parametrize("name", NAMES)
def test_facts_and_judgements_are_those_of_the_gold(name: str) -> None:
    known = {difference for group in KNOWN.get(name, {}).values() for difference in group}
    assert differences(name) == known  # an entry that is no longer needed has to go


def test_known_differences_are_of_documents_that_exist() -> None:
    assert KNOWN.keys() <= set(NAMES)


# Reviewed snapshots


def shown(document: Document, block: Block) -> str:
    """A block on one line: what it is, at which level, in which table, and its text."""
    kind = block.kind.value + (f" {block.level}" if block.level else "")
    row = f" {block.table}.{block.row}" if block.table else ""
    marker = (
        f" [{block.marker.encode('ascii', 'backslashreplace').decode()}]" if block.marker else ""
    )
    text = " | ".join(document.cell_texts(block)) if block.cells else document.of(block)
    return f"{kind}{row}{marker}: {text}"


def dump(document: Document) -> str:
    """The blocks of a document, page by page."""
    lines: list[str] = []
    page = 0
    for block in document.blocks:
        if block.page != page and block.start < document.body_end:
            page = block.page
            lines.append(f"\n== page {page}")
        elif block.start == document.body_end:
            lines.append("\n== set aside")
        lines.append(shown(document, block))
    return "\n".join(lines).lstrip() + "\n"


@pytest.mark.parametrize("name", PDFS)
def test_blocks_are_those_of_the_snapshot(name: str, snapshot: Callable[[Path, str], str]) -> None:
    path = SNAPSHOTS / f"{name}.txt"
    dumped = dump(read(name).document)
    assert dumped == snapshot(path, dumped)


def test_every_snapshot_is_of_a_document() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.txt")} == set(PDFS)
