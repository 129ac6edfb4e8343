"""Documents written in a line: plain texts, and printed shapes such as letters and tables.

In a printed shape every line is a block, ` / ` ends a printed line inside it, ` | ` parts the
cells of a table row, `# ` opens a heading, `- ` a list item.
"""

import hashlib

from pipeline.document import Block, Document, Kind, Line, Run, Scan
from pipeline.ingest.text import page_of
from pipeline.layout import compose


def plain_text(text: str) -> Document:
    """A press release: paragraphs are parted by empty lines."""
    scan = Scan("text/plain", [page_of(text.replace("\n", "\n\n"))])
    digest = hashlib.sha256(text.encode()).hexdigest()
    return compose(scan, sha256=digest, source="test", size=len(text))


def printed(shape: str) -> Document:
    """A printed page; each of its lines stands under the one before."""
    text, blocks, runs, height, table = "", [], [], 0, 0
    for row in shape.strip().split("\n"):
        row = row.strip()
        kind = {"#": Kind.HEADING, "-": Kind.ITEM}.get(row[:1], Kind.PARAGRAPH)
        start = len(text)
        cells = []
        for cell in row.removeprefix("# ").removeprefix("- ").split(" | "):
            begin = len(text)
            for line in cell.split(" / "):
                height += 12
                at = len(text)
                text += line.strip() + " "
                printed_line = Line(1, line.strip(), 0, 72, height, 400, height, height, 12)
                runs.append(Run(at, len(text), printed_line, 0))
            cells.append((begin, len(text) - 1))
            text = text[:-1] + "\t"
        text = text[:-1] + "\n"
        is_row = len(cells) > 1
        table += is_row and not (blocks and blocks[-1].kind is Kind.ROW)
        blocks.append(
            Block(
                kind=Kind.ROW if is_row else kind,
                start=start,
                end=len(text) - 1,
                page=1,
                cells=tuple(cells) if is_row else (),
                table=table if is_row else 0,
                row=1 if is_row else 0,
            )
        )
    return Document(
        sha256="0" * 64,
        source="test",
        media_type="application/pdf",
        size=0,
        text=text,
        body_end=len(text),
        pages=(),
        blocks=tuple(blocks),
        runs=tuple(runs),
    )
