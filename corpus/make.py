"""Render the sources of the corpus to PDF: ``python corpus/make.py [name ...]``.

Every ``corpus/sources/<name>.md`` becomes ``corpus/<name>.pdf``, and the ``sha256`` in
``corpus/gold/<name>.json`` is brought up to date. The same source always gives the same bytes.

The source format
-----------------
Settings stand at the top between two lines of ``---``, one ``key: value`` a line, all optional:

========= =====================================================================================
size      body type in points (12)
leading   distance of lines as a multiple of the type size (1.2)
margins   left right top bottom, in points (72 72 72 72)
header    running line on every page: ``left | right``, or one text; ``{page}`` is the number,
          and a single text with the number in it stands on the right
footer    the same at the foot of the page; `` // `` starts a second line on the left
running   size of the running lines in points (9), then ``bold`` for bold type: ``8 bold``
rules     ``header``, ``footer`` or both: a ruled line below the header, above the footer
sides     ``alternate``: such a number on the right stands on the left on even pages
cover     ``plain``: the first page has no header or footer
first     the number that the first page has (1)
bullet    ``square``, ``small``, ``disc`` (private-use characters, as Wingdings and Symbol give
          in the real reports), ``medium`` or ``dot`` (U+25FC, U+2022)
footnote  size of footnotes in points (9)
========= =====================================================================================

The rest is blocks with an empty line between them. A block's lines are joined and set anew.

* ``# text`` to ``##### text``: headings of 20 (light), 18, 16, 14 and 12 points (bold).
* ``12. text``: a numbered item with a hanging indent; the number is printed as written.
* ``- text`` and, two spaces in, ``  - text``: bullets and dashes. Bullets on lines that follow
  each other are one block, set closer.
* anything else is a paragraph.
* ``!page`` starts a page, ``!space 40`` leaves 40 points empty, ``!rule`` draws a line.
* ``::: lines`` ... ``:::`` keeps its lines as they are (an address, a signature).
* ``::: table`` ... ``:::`` is a table: one row a line, cells divided by `` | ``. A row with too few
  cells stretches its first one, so a single cell is a box, or a title over the whole table.
  `` // `` starts a new paragraph, number or bullet inside a cell. Options: ``widths=70,30``
  (shares of the column) and ``rules=all``, ``outer`` or ``none``.
* ``::: plain`` ... ``:::`` holds ordinary blocks.
* All three take ``indent=36`` (points) and ``size=10``.

Inside a text ``**bold**`` is bold, and ``word[^1]`` glues a raised footnote mark to the word. The
footnote is a block ``[^1]: text`` anywhere, printed at the foot of the page with its mark.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from typeset import (
    BOLD,
    BULLETS,
    DASH,
    REGULAR,
    WIDTH,
    Row,
    Sheet,
    Style,
    printed,
    register_fonts,
    set_item,
    set_lines,
)

HERE = Path(__file__).parent
HEADING_SIZES = {1: 20.0, 2: 18.0, 3: 16.0, 4: 14.0, 5: 12.0}
CELL_PADDING = 4.0
DEFAULTS = {
    "size": "12",
    "leading": "1.2",
    "margins": "72 72 72 72",
    "header": "",
    "footer": "",
    "running": "9",
    "rules": "",
    "sides": "",
    "cover": "",
    "first": "1",
    "bullet": "square",
    "footnote": "9",
}

NUMBERED = re.compile(r"(\d+\.(?:\d+\.?)*)\s+(.*)", re.S)
BULLETED = re.compile(r"( *)- (.*)", re.S)
FOOTNOTE = re.compile(r"\[\^(\d+)\]:\s+(.*)", re.S)
CELL_END = re.compile(r"(?:^| )\|(?: |$)")


def blocks(text: str) -> Iterator[str]:
    """The blocks of a source: fenced ones whole, the others divided at empty lines."""
    lines: list[str] = []
    for line in [*text.splitlines(), ""]:
        fenced = bool(lines) and lines[0].startswith("::: ")
        if line.strip() or fenced:
            lines.append(line)
        if lines and (line == ":::" or not (line.strip() or fenced)):
            yield "\n".join(lines)
            lines = []


def set_text(text: str, style: Style, gap: float) -> list[Row]:
    """A bullet, a numbered item or a paragraph, told apart by how the text begins."""
    if found := BULLETED.match(text):
        depth = 2 if found[1] else 1
        sign = BULLETS[style.bullet] if depth == 1 else DASH
        return set_item(sign, found[2], style, gap / 2, depth)
    if found := NUMBERED.match(text):
        return set_item(found[1], found[2], style, gap)
    return set_lines(text, style, gap)


def set_heading(block: str, style: Style) -> list[Row]:
    """A heading, kept on the page of what follows it."""
    level = len(block) - len(block.lstrip("#"))
    font = REGULAR if level == 1 else BOLD
    large = replace(style, size=HEADING_SIZES[level], font=font)
    return set_lines(block[level:].strip(), large, style.size, keep=True)


def set_cell(cell: str, style: Style) -> list[tuple[float, Row]]:
    """The rows of a cell, each with the distance of its top from the top of the table's row."""
    rows: list[tuple[float, Row]] = []
    top = CELL_PADDING
    for index, part in enumerate(cell.split(" // ")):
        for row in set_text(part.rstrip(), style, style.size * 0.5):
            top += row.gap if index else 0.0
            rows.append((top, row))
            top += row.height
    return rows


def set_row(cells: list[str], shares: list[float], style: Style, rules: str) -> Row:
    """One row of a table, its upper and side rules drawn as ``rules`` says."""
    missing = len(shares) - len(cells)
    spans = [sum(shares[: missing + 1]), *shares[missing + 1 :]]
    unit = (style.x1 - style.x0) / sum(shares)
    edges, pieces, height = [style.x0], [], 0.0
    for cell, span in zip(cells, spans, strict=True):
        left, right = edges[-1], edges[-1] + span * unit
        inner = replace(style, x0=left + CELL_PADDING, x1=right - CELL_PADDING)
        for top, row in set_cell(cell, inner):
            pieces += [(x, top + y, piece) for x, y, piece in row.pieces]
            height = max(height, top + row.height + CELL_PADDING)
        edges.append(right)
    upright = {"all": edges, "outer": [edges[0], edges[-1]], "none": []}[rules]
    lines = [(x, 0.0, x, height) for x in upright]
    if rules == "all":
        lines.append((edges[0], 0.0, edges[-1], 0.0))
    return Row(height, pieces=tuple(pieces), rules=tuple(lines))


def set_table(lines: list[str], options: dict[str, str], style: Style) -> list[Row]:
    """A table as rows of the page; it may go over a page end between two of them."""
    shares = [float(share) for share in options.get("widths", "100").split(",")]
    rules = options.get("rules", "all")
    rows = [
        set_row([cell.strip() for cell in CELL_END.split(line)], shares, style, rules)
        for line in lines
    ]
    if rules != "none":
        above, below = ((style.x0, y, style.x1, y) for y in (0.0, rows[-1].height))
        rows[0] = replace(rows[0], rules=(*rows[0].rules, above))
        rows[-1] = replace(rows[-1], rules=(*rows[-1].rules, below))
    return [replace(rows[0], gap=style.size), *rows[1:]]


def set_fence(block: str, style: Style) -> list[Row]:
    """A block between ``:::`` lines."""
    first, *lines = block.removesuffix("\n:::").split("\n")
    kind, *given = first.removeprefix("::: ").split()
    options = dict(option.split("=", 1) for option in given)
    style = replace(
        style,
        x0=style.x0 + float(options.get("indent", "0")),
        size=float(options.get("size", style.size)),
    )
    if kind == "table":
        return set_table([line for line in lines if line.strip()], options, style)
    if kind == "lines":
        rows = [row for line in lines for row in set_lines(line, style, 0.0)]
        return [replace(rows[0], gap=style.size), *rows[1:]]
    return [row for part in blocks("\n".join(lines)) for row in set_block(part, style)]


def set_block(block: str, style: Style) -> list[Row]:
    """The rows of one block of a source."""
    if block.startswith(":::"):
        return set_fence(block, style)
    if block.startswith("#"):
        return set_heading(block, style)
    if block.startswith("!"):
        verb, _, amount = block[1:].partition(" ")
        rule = ((style.x0, 0.0, style.x1, 0.0),) if verb == "rule" else ()
        gap = style.size if rule else 0.0
        return [Row(float(amount or 0), gap, rules=rule, new_page=verb == "page")]
    items = re.split(r"\n(?= *- )", block) if BULLETED.match(block) else [block]
    joined = [re.sub(r"(?<=\S) *\n *", " ", item) for item in items]
    return [row for item in joined for row in set_text(item, style, style.size)]


def set_footnote(mark: str, text: str, style: Style) -> list[Row]:
    """The rows of a footnote; its own mark calls for no further note."""
    return [
        replace(row, pieces=tuple((x, y, replace(piece, note="")) for x, y, piece in row.pieces))
        for row in set_block(f"[^{mark}] {text}", style)
    ]


def sheet_of(settings: dict[str, str]) -> Sheet:
    """Margins and running lines as the settings say."""
    left, right, top, bottom = (float(margin) for margin in settings["margins"].split())
    size, *weight = settings["running"].split()
    return Sheet(
        margins=(left, right, top, bottom),
        header=settings["header"],
        footer=settings["footer"],
        size=float(size),
        font=BOLD if weight else REGULAR,
        rules=settings["rules"],
        alternate=settings["sides"] == "alternate",
        plain_cover=settings["cover"] == "plain",
        first=int(settings["first"]),
    )


def render(source: str, title: str) -> bytes:
    """The PDF of one source text."""
    register_fonts()
    _, head, body = re.split(r"^---\n", source, maxsplit=2, flags=re.M)
    settings = DEFAULTS | dict(line.split(": ", 1) for line in head.splitlines() if line.strip())
    sheet = sheet_of(settings)
    style = Style(
        x0=sheet.margins[0],
        x1=WIDTH - sheet.margins[1],
        size=float(settings["size"]),
        leading=float(settings["leading"]),
        bullet=settings["bullet"],
    )
    small = replace(style, size=float(settings["footnote"]))
    rows: list[Row] = []
    notes: dict[str, list[Row]] = {}
    for block in blocks(body):
        if found := FOOTNOTE.match(block):
            notes[found[1]] = set_footnote(found[1], found[2], small)
        else:
            rows += set_block(block, style)
    return printed(rows, notes, sheet, title)


def main(names: list[str]) -> None:
    """Render the named sources, or all of them, and note each PDF's hash in its gold."""
    for path in sorted((HERE / "sources").glob("*.md")):
        if names and path.stem not in names:
            continue
        pdf = render(path.read_text(encoding="utf-8"), path.stem)
        (HERE / f"{path.stem}.pdf").write_bytes(pdf)
        gold = HERE / "gold" / f"{path.stem}.json"
        if gold.exists():
            digest = f'"sha256": "{hashlib.sha256(pdf).hexdigest()}"'
            text = gold.read_text(encoding="utf-8")
            gold.write_text(re.sub(r'"sha256": "[^"]*"', digest, text, count=1), encoding="utf-8")
        print(f"{path.stem}.pdf")


if __name__ == "__main__":
    main(sys.argv[1:])
