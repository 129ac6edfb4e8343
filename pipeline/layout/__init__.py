"""A reader's printed lines → one `Document`: clean text, blocks, and where each was printed.

Furniture and footnotes are set aside (`furniture`), tables found (`tables`), the rest is cut
into headings, paragraphs and list items (`flow`), and the text is written (`text`).
"""

import hashlib
import re
from collections.abc import Iterator

from pipeline.document import Block, Document, Kind, Line, Page, Scan
from pipeline.layout.columns import part_columns
from pipeline.layout.draft import Draft, marker_of
from pipeline.layout.flow import Flow, measure
from pipeline.layout.furniture import (
    body_size,
    letterhead_first,
    running_keys,
    split_furniture,
    split_notes,
)
from pipeline.layout.tables import Row, fill, ruled, unruled
from pipeline.layout.text import Text, furniture, vocabulary


def compose(scan: Scan, *, sha256: str, source: str, size: int) -> Document:
    """Make the document of a scan; `sha256` and `size` (bytes) belong to its file."""
    running = running_keys(scan.pages)
    aside: list[Line] = []
    bodies: list[list[Line]] = []
    for page in scan.pages:
        body, furnishing = split_furniture(page, running) if scan.locate else (page.lines, ())
        parted = part_columns(list(body), scan.locate)
        bodies.append(letterhead_first(parted) if scan.locate else parted)
        aside.extend(furnishing)
    drafts = _drafts(scan.pages, bodies)
    _set_levels(drafts)
    text = Text(vocabulary(bodies))
    for draft in drafts:
        text.put(draft)
    body_end = text.length
    for draft in furniture(aside):
        text.put(draft)
    return Document(
        sha256=sha256,
        source=source,
        media_type=scan.media_type,
        size=size,
        text="".join(text.parts),
        body_end=body_end,
        pages=tuple(scan.pages),
        blocks=tuple(text.blocks),
        runs=tuple(text.runs),
        hints=scan.hints,
        problems=list(scan.problems),
        locate=scan.locate,
        close=scan.close,
    )


def _drafts(pages: list[Page], bodies: list[list[Line]]) -> list[Draft]:
    usual_size = body_size(pages)
    parted = [split_notes(body, usual_size) for body in bodies]
    flow = Flow(measure([body for body, _ in parted], usual_size))
    tables = 0
    for page, (body, notes) in zip(pages, parted, strict=True):
        tables = _page(flow, page, body, tables)
        for note in notes:
            flow.note(_note(note))
    return flow.finish()


def _note(lines: list[Line]) -> Draft:
    first = lines[0]
    end = first.marks[0][1] if first.marks else len(first.text)  # a raised mark, or a lone one
    return Draft(Kind.NOTE, lines, first.text[:end].strip(), end)


def _page(flow: Flow, page: Page, lines: list[Line], tables: int) -> int:
    """Feed one page's lines to the flow, tables row by row; the number of tables so far."""
    rows_at: dict[int, list[Row]] = {}
    inside: set[int] = set()
    for cells in ruled(page) if page.rules else ():
        rows, placed = fill(cells, [line for line in lines if id(line) not in inside])
        if placed:
            rows_at[next(k for k, line in enumerate(lines) if id(line) in placed)] = rows
            inside |= placed
    rest = [(k, line) for k, line in enumerate(lines) if id(line) not in inside]
    for start, end, rows in unruled([line for _, line in rest]):
        rows_at[rest[start][0]] = rows
        inside.update(id(line) for _, line in rest[start:end])
    for k, line in enumerate(lines):
        if k in rows_at:
            tables += 1
            for number, row in enumerate(rows_at[k], 1):
                flow.row(row, tables, number)
        if id(line) not in inside:
            flow.add(line)
    return tables


def _set_levels(drafts: list[Draft]) -> None:
    """Headings: the largest print is level 1. Items: deeper where they stand further right."""
    styles = sorted({_style(d) for d in drafts if d.kind is Kind.HEADING}, reverse=True)
    ranks = {style: k for k, style in enumerate(styles, 1)}
    open_items: list[float] = []
    for draft in drafts:
        if draft.kind is Kind.HEADING:
            draft.level = ranks[_style(draft)]
            open_items.clear()
        elif draft.kind is Kind.ITEM:
            x0 = draft.first.x0
            while open_items and x0 < open_items[-1] + draft.first.size / 2:
                open_items.pop()
            open_items.append(x0)
            draft.level = len(open_items)
        elif draft.kind is Kind.PARAGRAPH and draft.first.x0 < (open_items or [0.0])[0] + 1:
            open_items.clear()


def _style(draft: Draft) -> tuple[float, bool]:
    return round(draft.first.size), draft.first.bold


def from_text(text: str, source: str = "text") -> Document:
    """A document whose text is exactly the given string: one block a line, nothing reflowed.

    For texts that are already clean, such as a spaCy user's; `read` is for files.
    """
    data = text.encode("utf-8", "replace")
    blocks = tuple(_as_blocks(text))
    return Document(
        sha256=hashlib.sha256(data).hexdigest(),
        source=source,
        media_type="text/plain",
        size=len(data),
        text=text,
        body_end=len(text),
        pages=(Page(1, 0.0, 0.0, ()),),
        blocks=blocks,
        runs=(),
    )


def _as_blocks(text: str) -> Iterator[Block]:
    for match in re.finditer(r"\S[^\n]*", text):
        line = match.group().rstrip()
        marker = marker_of(line)
        start = match.start() + (line.index(marker) + len(marker) if marker else 0)
        end = match.start() + len(line)
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if start == end:  # a marker without text is text
            start, marker = match.start(), ""
        kind = Kind.ITEM if marker else Kind.PARAGRAPH
        yield Block(kind, start, end, 1, level=int(bool(marker)), marker=marker, size=1.0)
