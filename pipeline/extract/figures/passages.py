"""The passages of a document that can hold figures, and what a list item leans on.

A bullet such as "– 41 live with parents" says neither what lives nor when: its lead-in line
does. Passages carry that line along. Contents pages, boilerplate and numbering are left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.document import Block, Document, Kind
from pipeline.extract.figures.vocabulary import words

CONTENTS = re.compile(r"\s*(?:table\s+of\s+)?contents\s*", re.IGNORECASE)
CONTENTS_LINE = re.compile(r".*[A-Za-z).][\s.…]+\d{1,3}\s*")
"""Leadership and management ……… 17"""

DASH = re.compile(r"\s*(?:[−–─—-]|[•▪◼■]|[-])\s+")
"""A bullet that the layout left in the text."""

LONE_NUMBER = re.compile(r"\s*[£]?\d[\d,.]*(?:\s?%)?\s*")
LIST_NUMBER = re.compile(r"\s*\(?\d[\d ]*[.)]?\s*")
"""The number of a list item that stands in a column of its own."""

GRADE_DIGIT = re.compile(r"\s*[1-5]\s*")
INSIDE_LIST = 9
"""The level of an item whose bullet is still in its text: deeper than any that was found."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that is read together: `text[start:end]` of the document.

    `lead` is the passage that introduces it, if it is an item of a list. `label` is the
    (start, end) of a table row's first cell, when this is another cell of the row.
    """

    start: int
    end: int
    lead: "Passage | None" = None
    label: tuple[int, int] | None = None


def passages(document: Document) -> Iterator[Passage]:
    """Every passage of the body that may hold figures, in the order of the text."""
    open_items: list[tuple[int, Passage]] = []
    contents_page, in_contents = 0, False
    for block in document.blocks:
        if block.kind is Kind.FURNITURE or block.start >= document.body_end:
            continue
        text = document.of(block)
        if CONTENTS.fullmatch(text):
            contents_page, in_contents = block.page, True
        in_contents = _in_contents(block, text, contents_page, in_contents)
        if in_contents:
            continue
        if block.kind is Kind.ROW:
            yield from _cells(document, block)
            continue
        passage = _passage(block, text, open_items)
        if not LIST_NUMBER.fullmatch(text):
            yield passage


def _in_contents(block: Block, text: str, contents_page: int, before: bool) -> bool:
    """Whether a block belongs to a list of contents, even where a heading interrupts it."""
    if not contents_page or not (before or block.page == contents_page):
        return False
    return block.kind is Kind.ROW or bool(CONTENTS_LINE.fullmatch(text) or CONTENTS.fullmatch(text))


def _passage(block: Block, text: str, open_items: list[tuple[int, Passage]]) -> Passage:
    bullet = DASH.match(text)
    level = _level(block, bool(bullet))
    if block.kind is Kind.NOTE:
        return Passage(block.start, block.end)
    while open_items and open_items[-1][0] >= level:
        open_items.pop()
    lead = open_items[-1][1] if open_items and level else None
    passage = Passage(block.start + (bullet.end() if bullet else 0), block.end, lead)
    if not level:
        open_items.clear()
    if level or text.rstrip().endswith(":"):
        open_items.append((level, passage))
    return passage


def _level(block: Block, bullet: bool) -> int:
    if block.kind is Kind.ITEM:
        return block.level or 1
    return INSIDE_LIST if bullet and block.kind is Kind.PARAGRAPH else 0


def _cells(document: Document, block: Block) -> Iterator[Passage]:
    """The cells of a table row; a number alone in its cell is labelled by the first cell."""
    filled = [cell for cell in block.cells if document.text[cell[0] : cell[1]].strip()]
    texts = [document.text[start:end] for start, end in filled]
    if any(GRADE_DIGIT.fullmatch(text) for text in texts[1:]):
        return
    for number, (cell, text) in enumerate(zip(filled, texts, strict=True)):
        is_lone = bool(LONE_NUMBER.fullmatch(text))
        if is_lone and (not number or words().row_ids.search(texts[0])):
            continue
        yield Passage(*cell, label=filled[0] if is_lone else None)
