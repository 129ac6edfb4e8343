"""Lists under printed headings: the items of a report's sections, whole and in their order.

Which headings open a section is data (`[[sections]]` of a framework, or of
models/recommendations.toml). A section ends at the next heading of the same or larger print.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipeline import models
from pipeline.document import Block, Document, Kind
from pipeline.extract.recommendations import deadlines
from pipeline.extract.recommendations.labels import counted
from pipeline.frameworks.load import read_toml
from pipeline.frameworks.model import Section
from pipeline.frameworks.phrases import any_of, fold

LONGEST_HEADING = 130
LONGEST_LABEL = 120

LETTER = re.compile(r"[^\W\d_]{2}")
"""A heading has a word in it; a lone note mark in bold print is none."""

ENDED = re.compile(r"[.!?;:][’'”\")\]]*$")
"""A sentence's end, which an item that goes on overleaf does not have yet."""

LINKS_BACK = re.compile(r"(?:This|These|They|It|Such|Specifically|In particular|In addition)\b")
"""The first word of a box that goes on from the page before."""

UNFINISHED = re.compile(
    r"(?:,|[–—-]|\b(?:and|or|the|a|an|of|to|in|for|with|by|on|that|which|their|its))$"
)
"""An item that ends so goes on in the next block, even when that starts with a capital."""

WHO = (
    re.compile(
        r"\b(?:asked|told|wants?|requires?|expects?|urged)\s+(?P<who>[^.:;]{3,120}?)\s+to\b"
    ),
    re.compile(r"(?P<who>[^.:;]{3,200}?)\s+(?:should|must|needs?\s+to|has\s+to|have\s+to)\s+\w+"),
)
"""Who has to act, in a line that leads to a list: "Inspectors asked the council to do more",
"The council needs to take swift action"."""


@dataclass(slots=True)
class Item:
    """One item of a list: where its pieces stand, and what is printed above it."""

    pieces: list[tuple[int, int]]
    block: Block
    kind: str
    section: str
    rule: str
    number: str = ""
    addressee: str = ""
    deadline: str = ""

    @property
    def place(self) -> tuple[int, int]:
        """(start, end) from its first character to its last."""
        return self.pieces[0][0], self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class Region:
    """What stands under a heading that opens a section."""

    section: Section
    heading: str
    opener: Block
    blocks: tuple[Block, ...]


@cache
def words() -> dict[str, Any]:
    """The content of models/recommendations.toml."""
    return read_toml(models.path("recommendations.toml"))


@cache
def default_sections() -> tuple[Section, ...]:
    """Sections of documents that follow no known framework, and of press releases."""
    return tuple(Section(s["kind"], tuple(s["headings"])) for s in words()["sections"])


@cache
def opening(kind: str) -> re.Pattern[str]:
    """Finds a phrase of `[lists]` at the start of a text."""
    return re.compile(rf"\W*(?:{any_of(words()['lists'][kind]).pattern})", re.IGNORECASE)


def who_acts(lead: str) -> str:
    """Who has to act: "the board" of "Among them, the board should:", or ""."""
    found = next((match for match in (who.search(lead) for who in WHO) if match), None)
    return subject(found["who"]) if found else ""


def subject(clause: str) -> str:
    """A clause's subject without what stands before it or is said of it in between."""
    clause = re.sub(r",\s+(?:which|who|whose)\b.*$", "", clause.strip())
    return re.split(r",\s+|\bthat\s+(?=the\b|it\b)", clause)[-1].strip(" ,")


def find_regions(document: Document, sections: tuple[Section, ...]) -> Iterator[Region]:
    """Every section of a document with the blocks under its heading."""
    openers = {fold(heading): s for s in sections for heading in s.headings}
    blocks = [b for b in document.blocks if b.kind not in (Kind.FURNITURE, Kind.NOTE)]
    keys = [_key(document, block) for block in blocks]
    at = 0
    while at < len(blocks):
        section = openers.get(keys[at])
        if section is None or not keys[at]:
            at += 1
            continue
        start = at + 1
        while start < len(blocks) and openers.get(keys[start]) is section:
            start += 1  # the heading printed again in its box, or as the number's own line
        end = _end(document, blocks, keys, (at, start), openers)
        heading = document.of(blocks[start - 1]).strip().rstrip(":").rstrip()
        yield Region(section, heading, blocks[at], tuple(blocks[start:end]))
        at = end


def _key(document: Document, block: Block) -> str:
    if block.kind is Kind.ROW or block.end - block.start > LONGEST_HEADING:
        return ""
    return fold(document.of(block))


def _end(
    document: Document,
    blocks: list[Block],
    keys: list[str],
    begin: tuple[int, int],
    openers: dict[str, Section],
) -> int:
    """Index of the block that ends the section which opens at `begin`."""
    opener, start = blocks[begin[0]], begin[1]
    section = openers[keys[begin[0]]]
    until = _until(section)
    lettered = (b for b in blocks[start:] if LETTER.search(document.of(b)))
    first = next(lettered, None)
    grouped = bool(section.until) and first is not None and _is_like(first, opener)
    labelled = listed = False
    for at in range(start, len(blocks)):
        block, key = blocks[at], keys[at]
        listed = listed or block.kind is Kind.ITEM
        text = document.of(block).strip() if key else ""
        if key and (key in openers or until.match(text)):
            return at
        if (
            block.kind is not Kind.HEADING
            or not LETTER.search(key)
            or deadlines.DEADLINE.match(text)
        ):
            continue
        over = _print(block) > _print(opener) or (not grouped and _is_like(block, opener))
        if over or (listed and not labelled and not opening("asides").match(text)):
            return at
        labelled = labelled or not listed
    return len(blocks)


@cache
def _until(section: Section) -> re.Pattern[str]:
    return any_of((*section.until, *words()["lists"]["closings"]))


def _is_like(block: Block, opener: Block) -> bool:
    return block.kind is Kind.HEADING and _print(block) == _print(opener)


def _print(block: Block) -> tuple[int, bool]:
    return round(block.size), block.bold


@dataclass(slots=True)
class Reader:
    """Takes a region's blocks one by one and makes its items."""

    document: Document
    region: Region
    press: bool = False
    items: list[Item] = field(default_factory=list)
    prose: list[Block] = field(default_factory=list)
    _open: Item | None = None
    _deadline: str = ""
    _addressee: str = ""
    _columns: tuple[int, int] | None = None
    _aside: bool = False
    _closed: bool = False

    def read(self) -> list[Item]:
        """The region's items in their order."""
        for block in self.region.blocks:
            text = self.document.of(block).strip()
            if not LETTER.search(text):
                continue
            group = deadlines.of_group(text) if block.kind is not Kind.ROW else ""
            if group:
                self._group(group)
            elif block.kind is Kind.HEADING:
                self._heading(text)
            elif block.kind is Kind.ROW:
                self._row(block)
            elif block.kind is Kind.ITEM:
                self._item(block, text)
            else:
                self._paragraph(block, text)
        return self.items

    def _group(self, deadline: str) -> None:
        only = self.items[0] if len(self.items) == 1 else None
        if only and only.number.isdigit() and not self._deadline:
            self._addressee = who_acts(self.document.text[slice(*only.pieces[0])])
            self.items.clear()  # a numbered paragraph that leads to groups of bullets
        self._open, self._deadline, self._closed = None, deadline, False

    def _heading(self, text: str) -> None:
        self._open, self._deadline, self._closed = None, "", False
        self._aside = bool(opening("asides").match(text))

    def _item(self, block: Block, text: str) -> None:
        first = self.items[0].block if self.items else None
        if self._aside and (first is None or block.x0 > first.x0 + block.size / 2):
            return
        self._aside = False
        if self._open is not None and self._is_inside(self._open, block):
            self._open.pieces.append((block.start, block.end))
        elif counted(block.marker) and not self.items and self._leads(text):
            self._addressee = who_acts(text)
        elif not self._closed and not opening("nothing").match(text):
            self._add(block, (block.start, block.end), "section_item")

    def _leads(self, text: str) -> bool:
        """Whether a numbered paragraph leads to the list: "… should take action to:"."""
        found = any_of(words()["lists"]["lead_ins"]).search(text)
        return found is not None and (text.endswith(":") or "follow" in found.group().lower())

    def _is_inside(self, item: Item, block: Block) -> bool:
        """Whether a list item belongs to the text of the item before it."""
        if item.rule != "section_item":
            return True
        number = counted(item.block.marker)
        if number.isdigit() and not counted(block.marker).split(".")[0].isdigit():
            return True
        return block.x0 > item.block.x0 + block.size / 2

    def _paragraph(self, block: Block, text: str) -> None:
        if self._aside:
            return
        if self._open is not None and self._goes_on(self._open, block, text):
            self._open.pieces.append((block.start, block.end))
        elif block.table and (not self.items or self.items[0].rule != "section_item"):
            if not opening("nothing").match(text):
                self._add(block, (block.start, block.end), "section_box")
        elif not self.items:
            self._addressee = self._addressee or who_acts(text)
            self._deadline = self._deadline or (
                deadlines.of_lead(text) if text.endswith(":") else ""
            )
            self.prose.append(block)
        else:
            self._open = None
            label = len(text) <= LONGEST_LABEL and not text.endswith((".", ";")) and not self.press
            self._closed = self._closed or not label

    def _goes_on(self, item: Item, block: Block, text: str) -> bool:
        """Whether a paragraph is the rest of the item before it."""
        said = self.document.text[item.pieces[-1][0] : item.pieces[-1][1]].rstrip()
        later = block.page > item.block.page
        if item.rule != "section_item" and block.table:
            if (block.table, block.row) == (item.block.table, item.block.row):
                return True
            if later and block.row == 1 and LINKS_BACK.match(text):
                return True
        if not ENDED.search(said) and (text[:1].islower() or UNFINISHED.search(said)):
            return True
        beside = block.x0 > item.block.x0 + block.size / 2
        return item.rule == "section_item" and beside and not block.table

    def _row(self, block: Block) -> None:
        texts = self.document.cell_texts(block)
        heads = [fold(text) for text in texts]
        names = {fold(heading) for heading in self.region.section.headings}
        if any(head in names for head in heads):
            column = next(k for k, head in enumerate(heads) if head in names)
            self._columns = (1 - column if len(texts) > 1 else column, column)
        elif self._columns and len(texts) > max(self._columns):
            self._two_columns(block, texts[self._columns[0]], block.cells[self._columns[1]])

    def _two_columns(self, block: Block, body: str, cell: tuple[int, int]) -> None:
        text = self.document.text[cell[0] : cell[1]]
        if not text.strip():
            return
        item = self._open
        if item is not None and not body.strip() and self._goes_on(item, block, text):
            item.pieces.append(cell)
            return
        self._addressee = body.strip() or self._addressee
        self._add(block, cell, "section_row")

    def _add(self, block: Block, piece: tuple[int, int], rule: str) -> None:
        self._open = Item(
            pieces=[piece],
            block=block,
            kind=self.region.section.kind,
            section=self.region.heading,
            rule=rule,
            number=counted(block.marker),
            addressee=self._addressee,
            deadline=self._deadline,
        )
        self.items.append(self._open)
