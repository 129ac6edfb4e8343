"""Drafts → the clean text, with the printed line behind each of its characters."""

import re
from collections import Counter
from collections.abc import Iterable

from pipeline.document import Block, Kind, Line, Run
from pipeline.layout.draft import Draft, is_number

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SPACES = re.compile(r"\s{2,}")
SOFT_HYPHEN = "\xad"

SPACE, SPACE_BEFORE_MARK = 0.12, 0.3
"""Font sizes between two pieces of a printed line from which there is a space between them;
more is left in front of a point or comma, which does not fill its own width."""

CLOSING = tuple(".,;:!?)’”")


def vocabulary(pages: list[list[Line]]) -> Counter[str]:
    """How often each word is printed within a line; decides on hyphens at line ends."""
    seen: Counter[str] = Counter()
    if any(line.text.rstrip().endswith(("-", SOFT_HYPHEN)) for lines in pages for line in lines):
        for lines in pages:
            for line in lines:
                seen.update(WORD.findall(line.text.lower()))
    return seen


class Text:
    """The document's text while it grows."""

    def __init__(self, words: Counter[str]) -> None:
        self.words = words
        self.parts: list[str] = []
        self.length = 0
        self.runs: list[Run] = []
        self.blocks: list[Block] = []

    def put(self, draft: Draft) -> None:
        """Add a draft as a block on a line of its own."""
        start = self.length
        cells: list[tuple[int, int]] = []
        if draft.cells:
            for k, lines in enumerate(draft.cells):
                if k:
                    self._write("\t")
                begin = self.length
                self._join(lines, 0)
                cells.append((begin, self.length))
        else:
            self._join(draft.lines, draft.skip)
        if self.length == start and is_number(draft.marker):
            draft.kind, draft.level, draft.marker = Kind.PARAGRAPH, 0, ""  # it is all there is
            self._join(draft.lines, 0)
        if self.length == start:
            return
        self._block(draft, start, tuple(cells))
        self._write("\n")

    def _block(self, draft: Draft, start: int, cells: tuple[tuple[int, int], ...]) -> None:
        first = draft.first
        lines = draft.all_lines
        bold = 2 * sum(len(line.text) for line in lines if line.bold) > sum(
            len(line.text) for line in lines
        )
        self.blocks.append(
            Block(
                kind=draft.kind,
                start=start,
                end=self.length,
                page=first.page,
                level=draft.level,
                marker=draft.marker,
                size=round(max(line.size for line in lines), 1),
                bold=bold,
                x0=round(first.x0, 1),
                top=round(first.top, 1),
                cells=cells,
                table=draft.table,
                row=draft.row,
            )
        )

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _join(self, lines: list[Line], skip: int) -> None:
        """Write lines as running text: one space between words, hyphens treated right."""
        last: Line | None = None
        for line in lines:
            start, end = skip, len(line.text.rstrip())
            skip = 0
            start += len(line.text[start:end]) - len(line.text[start:end].lstrip())
            if start >= end:
                continue
            if last is not None:
                self._between(last, line, line.text[start:end])
            self._copy(line, start, end)
            last = line

    def _between(self, last: Line, line: Line, text: str) -> None:
        """What stands between two lines: nothing after a hyphen, else one space."""
        before = last.text.rstrip()
        same = abs(last.baseline - line.baseline) < 0.3 * line.size and line.page == last.page
        apart = last.text[-1:].isspace() or line.text[:1].isspace()
        space = SPACE_BEFORE_MARK if text[:1] in CLOSING else SPACE
        if same and -0.3 * line.size < line.x0 - last.x1 < space * line.size and not apart:
            return
        if not same and before.endswith((SOFT_HYPHEN, "-")) and text[:1].isalnum():
            glued = before[-2:-1].strip() != ""
            if before.endswith(SOFT_HYPHEN) or (glued and self._splits_word(before, text)):
                self._drop_hyphen()
                return
            if glued:
                return
        self._write(" ")

    def _splits_word(self, before: str, text: str) -> bool:
        """Whether the document prints the word elsewhere in one piece and never hyphened."""
        head, tail = WORD.findall(before.lower()[:-1]), WORD.match(text.lower())
        if not head or not tail:
            return False
        joined, hyphened = head[-1] + tail.group(), f"{head[-1]}-{tail.group()}"
        return self.words[joined] > 0 and self.words[hyphened] == 0

    def _drop_hyphen(self) -> None:
        run = self.runs.pop()
        self.parts[-1] = self.parts[-1][:-1]
        self.length -= 1
        if run.start < self.length:
            self.runs.append(run._replace(end=self.length))

    def _copy(self, line: Line, start: int, end: int) -> None:
        """Copy a line's characters without note marks and doubled spaces."""
        holes = [*line.marks, *((m.start() + 1, m.end()) for m in SPACES.finditer(line.text))]
        at = start
        for a, b in sorted(holes):
            if a >= at and b <= end:
                self._piece(line, at, a)
                at = b
        self._piece(line, at, end)

    def _piece(self, line: Line, start: int, end: int) -> None:
        if start < end:
            self.runs.append(Run(self.length, self.length + end - start, line, start))
            self._write(line.text[start:end])


def furniture(lines: Iterable[Line]) -> Iterable[Draft]:
    """Running headers and the like as drafts of their own, one a line."""
    return (Draft(Kind.FURNITURE, [line]) for line in lines)
