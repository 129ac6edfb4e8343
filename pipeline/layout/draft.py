"""A block before it has a place in the text: its lines, sorted into what it is."""

import re
from dataclasses import dataclass, field

from pipeline.document import Kind, Line

MARKER = re.compile(
    r"[→•●▪■◦‣](?=[^\W\d_])|(?:[→\x80-\x9f\ue000-\uf8ff\u2015\u2022-\u2043\u2212\u25a0-\u27bf§·»–—*-]|o(?=\s)"
    r"|>(?=\s+[^\W\d])"
    r"|(?:Recommendation|Requirement|Priority|Area\s+for\s+improvement)\s+\d{1,2}(?:[.:)](?=\s)|\s[–—-](?=\s))"
    r"|R\d{1,2}[.:)]?(?=\s)|\d{1,2}(?=\t)|\(?[a-z]\)|[a-h]\.(?=\s)|\([ivx]+\)|[ivx]{1,4}[.)]|\(?\d{1,3}[.)]|\d{1,2}\.\d{1,2}\.?(?=\s))(?:\s+|$)"
)
"""A bullet or number that opens a list item: "■ ", "1. ", "a) ", "(iv) ", "2.1 ", "1<tab>",
"Recommendation 2: ".

Symbol fonts put their bullets into the private-use area."""

NUMBERED = re.compile(r"\(?\w{1,3}[.)]|\d|[RPA]\w{4,}")


@dataclass(slots=True)
class Draft:
    """Lines that belong together.

    `skip` characters of the first one are its marker; a row has `cells` instead of lines.
    """

    kind: Kind
    lines: list[Line] = field(default_factory=list)
    marker: str = ""
    skip: int = 0
    level: int = 0
    table: int = 0
    row: int = 0
    cells: list[list[Line]] = field(default_factory=list)
    indent: float = 0.0

    @property
    def first(self) -> Line:
        """The line that places it on the page."""
        return self.lines[0] if self.lines else next(c[0] for c in self.cells if c)

    @property
    def all_lines(self) -> list[Line]:
        """Its lines, cell after cell."""
        return self.lines or [line for cell in self.cells for line in cell]


def marker_of(text: str) -> str:
    """The bullet or number that a line starts with, without the space behind it, or ""."""
    found = MARKER.match(text)
    return found.group().strip() if found else ""


def is_number(marker: str) -> bool:
    """Whether a marker counts ("3.", "b)") instead of being a bullet."""
    return bool(NUMBERED.match(marker))
