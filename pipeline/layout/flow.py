"""Lines in reading order → drafts: headings, paragraphs and list items, over pages."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from pipeline.document import Kind, Line
from pipeline.layout.draft import Draft, is_number, marker_of

LOOSE = 1.17
"""A pitch this much wider than the usual one starts a new paragraph."""

LARGE = 1.08
"""A heading is printed this much larger than the body, or bold."""

LONGEST_HEADING = 220

SENTENCE_END = re.compile(r"[.!?:;][’'”\")\]]*$")
GOES_ON = re.compile(r"\s*[a-z][a-z’'-]*(?:[,;:)]?\s|[.]\s*$)")
"""A word in the middle of a sentence, but no address of the web."""

LABEL = re.compile(r"[A-Z][\w’' ]{2,34}:(?:\s|$)")
"""A printed label such as "Lead inspector:" opens a line of its own."""


@dataclass(slots=True)
class Measure:
    """What is usual in a document: body size in points, pitch in font sizes, right margin."""

    size: float
    pitch: float
    right: float


def measure(pages: list[list[Line]], size: float) -> Measure:
    """Take a document's measure from its lines, page by page."""
    pitches: Counter[float] = Counter()
    rights: Counter[int] = Counter()
    for lines in pages:
        for above, below in pairwise(lines):
            pitch = (below.baseline - above.baseline) / (above.size or 1)
            if 0.8 < pitch < 1.7:
                pitches[round(pitch, 1)] += 1
        rights.update(round(line.x1) for line in lines if abs(line.size - size) < 1)
    total, right = sum(rights.values()), 0.0
    for x1, count in sorted(rights.items(), reverse=True):
        right += count
        if right > 0.02 * total:
            return Measure(size, pitches.most_common(1)[0][0] if pitches else 1.2, float(x1))
    return Measure(size, 1.2, 0.0)


class Flow:
    """Takes a document's lines one by one and cuts them into drafts."""

    def __init__(self, usual: Measure) -> None:
        self.usual = usual
        self.drafts: list[Draft] = []
        self._waiting: list[Draft] = []
        self._open: Draft | None = None
        self._cell = (0, 0)

    def add(self, line: Line) -> None:
        """Take the next line of the body."""
        if not line.text.strip():
            return
        last = self._open
        if last is not None and self._continues(last, line):
            last.lines.append(line)
            if len(last.lines) == 2 or last.lines[-2].text.strip() == last.marker:
                last.indent = line.x0
            return
        self._close()
        self._open = self._draft(line)

    def row(self, cells: list[list[Line]], table: int, row: int) -> None:
        """Take a table's row; a single cell over the whole width flows like any text."""
        if len(cells) == 1:
            self._cell = (table, row)
            for line in cells[0]:
                self.add(line)
            self._cell = (0, 0)
            return
        self._close()
        draft = Draft(Kind.ROW, cells=cells, table=table, row=row)
        before = self.drafts[-1] if self.drafts else None
        if before is not None and _goes_on_overleaf(before, draft):
            before.cells = [a + b for a, b in zip(before.cells, draft.cells, strict=True)]
        else:
            self.drafts.append(draft)

    def note(self, draft: Draft) -> None:
        """Keep a footnote until the block that it interrupts is complete."""
        self._waiting.append(draft)

    def finish(self) -> list[Draft]:
        """All drafts in reading order."""
        self._close()
        return self.drafts

    def _close(self) -> None:
        if self._open is not None:
            self._open.kind = self._kind(self._open)
            self.drafts.append(self._open)
            self._open = None
        self.drafts.extend(self._waiting)
        self._waiting.clear()

    def _draft(self, line: Line) -> Draft:
        marker = marker_of(line.text)
        skip = line.text.index(marker) + len(marker) if marker else 0
        behind = len(line.text) - len(line.text[skip:].lstrip())
        indent = line.x0 + (line.x1 - line.x0) * behind / len(line.text)
        kind = Kind.ITEM if marker else Kind.PARAGRAPH
        table, row = self._cell
        return Draft(kind, [line], marker, skip, indent=indent, table=table, row=row)

    def _kind(self, draft: Draft) -> Kind:
        text = " ".join(line.text for line in draft.lines).strip()
        styled = all(
            line.bold or line.size >= LARGE * self.usual.size
            for line in draft.lines
            if line.text.strip() != draft.marker
        )
        bullet = draft.marker and not is_number(draft.marker)
        if styled and not bullet and len(text) < LONGEST_HEADING and not text.endswith((".", ";")):
            return Kind.HEADING
        return Kind.ITEM if draft.marker else Kind.PARAGRAPH

    def _continues(self, draft: Draft, line: Line) -> bool:
        last = draft.lines[-1]
        if abs(line.baseline - last.baseline) < 0.4 * line.size and line.page == last.page:
            return line.x0 >= last.x1 - line.size  # the same printed line goes on
        if abs(line.size - last.size) > 0.08 * last.size:
            return False
        if line.page != last.page:
            return self._continues_overleaf(draft, last, line)
        if (draft.table, draft.row) != self._cell:
            return False
        pitch = (line.baseline - last.baseline) / (last.size or 1)
        if not 0 < pitch <= LOOSE * self.usual.pitch:
            return False
        if marker_of(line.text) and self._opens_item(draft, line):
            return False
        if LABEL.match(line.text) and (line.bold or last.bold):
            return False
        if last.bold and not line.bold and all(part.bold for part in draft.lines):
            return line.text.lstrip()[:1].islower()
        if _hangs(draft, line) or _mid_sentence(last, line):
            return True
        return not self._broken_early(last, line)

    def _continues_overleaf(self, draft: Draft, last: Line, line: Line) -> bool:
        """A paragraph goes on over the page when its sentence does."""
        if marker_of(line.text) or line.bold != last.bold:
            return False
        if abs(line.x0 - draft.indent) > 2 * line.size and abs(line.x0 - last.x0) > 2 * line.size:
            return False
        if SENTENCE_END.search(last.text.rstrip()):
            return draft.marker != "" and line.x0 > draft.first.x0 + line.size / 2
        return line.text.lstrip()[:1].islower() or not self._broken_early(last, line)

    def _opens_item(self, draft: Draft, line: Line) -> bool:
        """Whether a line that looks like an item is one, or runs on from the line above."""
        marker = marker_of(line.text)
        if not is_number(marker):
            return True
        hangs = bool(draft.marker) and line.x0 > draft.first.x0 + line.size / 2
        if hangs and (len(draft.lines) > 1 or not SENTENCE_END.search(draft.first.text.rstrip())):
            return line.x0 < draft.indent - line.size / 2
        return draft.marker != "" or line.x0 < draft.indent - line.size / 2

    def _broken_early(self, last: Line, line: Line) -> bool:
        """Whether the next line's first word had still fitted on the line above."""
        words = line.text.split(maxsplit=1)
        width = (line.x1 - line.x0) * len(words[0]) / max(1, len(line.text.strip()))
        return last.x1 + width + 1.5 * line.size < self.usual.right


def _mid_sentence(last: Line, line: Line) -> bool:
    """Whether a line below another plainly goes on with its sentence."""
    goes_on = GOES_ON.match(line.text) and not SENTENCE_END.search(last.text.rstrip())
    return bool(goes_on) and abs(line.x0 - last.x0) < line.size / 2


def _hangs(item: Draft, line: Line) -> bool:
    """Whether a line stands below an item's first word, however short the line above is."""
    return (
        item.marker != "" and abs(line.x0 - item.indent) < line.size / 2 < line.x0 - item.first.x0
    )


def _goes_on_overleaf(above: Draft, below: Draft) -> bool:
    """Whether a page's first row is the rest of the last row of the page before."""
    if above.kind is not Kind.ROW or len(above.cells) != len(below.cells):
        return False
    if below.row != 1 or above.all_lines[-1].page >= below.first.page:
        return False
    return not below.cells[0] or any(c and c[0].text[:1].islower() for c in below.cells)
