"""A text that knows where each of its characters was printed.

Readers (`pipeline.ingest`) make `Page`s of printed `Line`s. Layout composes them into one
`Document`: a clean text, cut into `Block`s, whose every run of characters remembers the
line it was copied from. Offsets are recorded while the text is made, never searched for
afterwards. Everything downstream shares this type and no PDF library.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pipeline.records import Box, Place, Problem


class Line(NamedTuple):
    """A horizontally contiguous run of characters as printed.

    `first` is the index of its first character on the page, which lets the reader find the
    box of a part of it later. Coordinates are PDF points from the top left, `size` is the
    font size in points, `marks` are (start, end) offsets in `text` of raised note marks.
    In an unpaged text the unit is one character: x counts columns, y counts lines.
    """

    page: int
    text: str
    first: int = 0
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    baseline: float = 0.0
    size: float = 0.0
    bold: bool = False
    marks: tuple[tuple[int, int], ...] = ()


Locator = Callable[[Line, int, int], Box | None]
"""(line, start, end) → box of `line.text[start:end]`, or None where nothing is printed."""


@dataclass(frozen=True, slots=True)
class Page:
    """One printed page: number from 1, size in points, lines in reading order.

    `rules` are the ruled lines drawn on it, as boxes (thin ones, or the frames of cells).
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Box, ...] = ()


@dataclass(slots=True)
class Scan:
    """What a reader makes of a file: its pages, what the file says of itself, what was wrong.

    `hints` holds facts from outside the text (an HTML page's title or date), `locate` gives
    the box of a few characters on demand, `close` lets go of the file behind it.
    """

    media_type: str
    pages: list[Page]
    hints: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    locate: Locator | None = None
    close: Callable[[], None] = lambda: None


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    NOTE = "note"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document's text that belongs together: `text[start:end]`.

    - heading: `level` from 1 (largest), `marker` its printed number if any
    - paragraph: `marker` holds the number of a numbered paragraph
    - item: a list item, `level` from 1 (outermost), `marker` its printed bullet or number
    - row: one table row; `cells` are its (start, end) offsets, an empty cell has start == end
    - note: a footnote, `marker` its printed mark
    - furniture: a running header, footer or page number, kept after the body

    `size` and `bold` are those of most of its characters; `x0` and `top` belong to its
    first line. `table` and `row` count from 1 in a table, 0 elsewhere; what a table holds in
    a single cell over its whole width keeps its own kind.
    """

    kind: Kind
    start: int
    end: int
    page: int
    level: int = 0
    marker: str = ""
    size: float = 0.0
    bold: bool = False
    x0: float = 0.0
    top: float = 0.0
    cells: tuple[tuple[int, int], ...] = ()
    table: int = 0
    row: int = 0


class Run(NamedTuple):
    """Characters of the text copied from one line: text[start:…] == line.text[offset:…]."""

    start: int
    end: int
    line: Line
    offset: int


@dataclass(slots=True)
class Document:
    """One document: its text, the blocks of the text, and where everything was printed.

    `text` holds the body in reading order, blocks separated by line breaks, footnotes after
    the block that they interrupt, and after `body_end` the furniture. `source` is the path
    as given, `size` the file's bytes. `close` lets go of the file; after it `boxes`
    can no longer be asked for.
    """

    sha256: str
    source: str
    media_type: str
    size: int
    text: str
    body_end: int
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    hints: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    locate: Locator | None = None
    close: Callable[[], None] = lambda: None
    _starts: list[int] = field(default_factory=list, repr=False)
    _block_starts: list[int] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self._starts = [run.start for run in self.runs]
        self._block_starts = [block.start for block in self.blocks]

    @property
    def document_id(self) -> str:
        """First 16 hex digits of sha256."""
        return self.sha256[:16]

    @property
    def body(self) -> str:
        """The text without the furniture; its offsets are those of `text`."""
        return self.text[: self.body_end]

    def of(self, block: Block) -> str:
        """The text of a block."""
        return self.text[block.start : block.end]

    def cell_texts(self, row: Block) -> list[str]:
        """The texts of a table row's cells."""
        return [self.text[start:end] for start, end in row.cells]

    def block_at(self, offset: int) -> Block:
        """The block that holds a character of the text (or the last one before it)."""
        return self.blocks[max(0, bisect_right(self._block_starts, offset) - 1)]

    def runs_in(self, start: int, end: int) -> Iterator[Run]:
        """The runs that `text[start:end]` was copied from."""
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self.runs) and self.runs[at].start < end:
            if self.runs[at].end > start:
                yield self.runs[at]
            at += 1

    def page_at(self, offset: int) -> int:
        """The page, from 1, on which the character at `offset` was printed."""
        for run in self.runs_in(offset, len(self.text)):
            return run.line.page
        return self.runs[-1].line.page if self.runs else 1

    @property
    def page_starts(self) -> tuple[tuple[int, int], ...]:
        """(offset, page) wherever the text goes over to another page."""
        starts = [(run.start, run.line.page) for run in self.runs]
        return tuple(
            now
            for now, before in zip(starts, [(0, 0), *starts], strict=False)
            if now[1] != before[1]
        )

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Where `text[start:end]` was printed: one box per line; empty for an unpaged text."""
        if self.locate is None:
            return ()
        found: list[Box] = []
        for run in self.runs_in(start, end):
            first = run.offset + max(0, start - run.start)
            last = run.offset + min(end, run.end) - run.start
            box = self.locate(run.line, first, last)
            if box is None:
                continue
            before = found[-1] if found else None
            if before and before.page == box.page and before.top == box.top:
                box = Box(box.page, before.x0, box.top, max(before.x1, box.x1), before.bottom)
                found.pop()
            found.append(box)
        return tuple(found)

    def place(self, start: int, end: int) -> Place:
        """The evidence for a value read from `text[start:end]`: page, offsets, boxes, quote."""
        quote = self.text[start:end]
        return Place(self.page_at(start), start, end, self.boxes(start, end), quote)
