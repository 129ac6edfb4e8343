"""Figures written in a line, for tests.

`value unit [per N] [of N]: measure [qualifier] [change] [comparator] @as_of`
"""

import hashlib

from pipeline.document import Document
from pipeline.extract.figures import find_figures
from pipeline.ingest import scan
from pipeline.layout import compose
from pipeline.records import Figure


def read(data: bytes, source: str = "a.txt") -> Document:
    digest = hashlib.sha256(data).hexdigest()
    return compose(scan(data, source), sha256=digest, source=source, size=len(data))


def written(row: Figure) -> str:
    per = f" per {row.per:g}" if row.per else ""
    of = f" of {row.of:g}" if row.of else ""
    marks = "".join(f" [{m}]" for m in (row.qualifier, row.change, row.comparator) if m)
    as_of = f" @{row.as_of}" if row.as_of else ""
    return f"{row.value:.10g} {row.unit}{per}{of}: {row.measure}{marks}{as_of}"


def figures(text: str) -> list[str]:
    return [written(row) for row in find_figures(read(text.encode()))]
