"""Judgements where reports print them: tables, headings, grade lines, outcome paragraphs.

The same judgement is printed up to three times; every place becomes a `Stated`, and the
assembly keeps the most authoritative one.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import Block, Document, Kind
from pipeline.extract.dates import find_dates
from pipeline.extract.judgements.periods import LAST_INSPECTION, is_before
from pipeline.extract.judgements.stated import (
    GRADE_LINE,
    HEADING,
    LONGEST_STATEMENT,
    OUTCOME,
    TABLE,
    Stated,
)
from pipeline.frameworks import Finder, Framework, Scale

LONGEST_CELL = 160
"""Characters of a cell or heading that can name an area."""

ALIAS_SHARE = 0.25
"""An area's name fills at least this share of the words before its grade."""

LINK = re.compile(
    r"(?:\s*[:–—|\t-]\s*"
    r"|\s+(?:is|are|was|were|remains?|has been judged|is judged)(?:\s+(?:that it|to be|as))?\s+"
    r"|\s+(?=require)|\s+)$",
    re.IGNORECASE,
)
"""What joins an area to its grade at the end of a line: "X: good", "X is good", "X requires
improvement"."""

AFTER_GRADE = re.compile(r"(?:\s*overall)?(?:,?\s+because)?[\s.,;:’'\"”)\d]*", re.IGNORECASE)
"""What may follow a grade at the end of a line: "The board is inadequate because:"."""

GRADE_LABEL = re.compile(
    r"(?:(?:this\s+inspection|(?:overall\s+)?(?:grade|judge?ment)|inspection\s+judge?ment)"
    r"\s*[:–-]?\s*)?"
    r"(?:grade\s*)?(?:[1-4]\s*[:–-]?\s*)?",
    re.IGNORECASE,
)
"""What may stand before a grade on a line of its own: "Grade: 2 (", "Judgement: "."""

DESCRIBES = re.compile(r"^(?:an?|any|if|where)\s|\bthat\s+(?:is|are)\b|\bif\b", re.IGNORECASE)
"""The scale explained: "An LSCB that is good …", "An LSCB requires improvement if …"."""

NUMBER = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})*\.?\s+")
"""A row's own number: "2.1 Adoption performance"."""

INSPECTION_LABEL = re.compile(r"(?:previous|last|this|current)\s+inspection\W*", re.IGNORECASE)
"""A label beside a grade: "Previous inspection:"."""

EARLIER_COLUMN = re.compile(r"\b(?:previous|last|earlier|former)\b", re.IGNORECASE)
"""The head of a column of earlier grades: "Last inspection (2022)"."""


def find_printed(document: Document, framework: Framework, inspected: str = "") -> Iterator[Stated]:
    """Every place where a graded report prints one of its judgements.

    `inspected` is the first day of the inspection, ISO: a column with an older date holds the
    grades of an earlier one.
    """
    if framework.scale is None or not framework.areas:
        return
    above: Block | None = None
    lead, part = "", None
    rows: dict[int, list[Block]] = {}
    for block in document.blocks:
        if block.start >= document.body_end:
            break
        lead = lead_in(document, block, lead)
        part = framework.part_of(document.of(block)) or part
        for stated in _read_block(document, block, above, rows, framework, inspected):
            each = _as_led(stated, lead) if stated.rule == "line" else stated
            yield replace(each, area=part.area(each.area)) if part else each
        if block.kind is Kind.HEADING or _names_area(document, block, framework.area_finder):
            above = block


def _read_block(
    document: Document,
    block: Block,
    above: Block | None,
    rows: dict[int, list[Block]],
    framework: Framework,
    inspected: str,
) -> Iterator[Stated]:
    """The judgements that one block prints; `rows` gathers the tables' rows so far."""
    finder, scale = framework.area_finder, framework.scale
    if scale is None:
        return
    if block.kind is Kind.ROW:
        table = rows.setdefault(block.table, [])
        table.append(block)
        yield from read_row(document, table, finder, scale, inspected)
    elif block.end - block.start <= LONGEST_STATEMENT:
        stated = list(read_line(document, block, finder, scale))
        yield from stated or _grade_line(document, block, above, finder, scale)
    if "outcome" in framework.judgements_in and above is not None:
        yield from _outcome(document, block, above, finder, scale)


def read_row(
    document: Document, table: list[Block], finder: Finder, scale: Scale, inspected: str
) -> Iterator[Stated]:
    """The last row of a table: one cell names an area, the next ones its grade.

    The table's head, or a label beside the grade, tells an earlier inspection's grade; a row
    without an area goes on with that of the row above.
    """
    row = table[-1]
    heads = document.cell_texts(table[0]) if len(table) > 1 else []
    area, label = None, ""
    for k, (start, end) in enumerate(row.cells):
        text = document.text[start:end]
        grade = scale.grade_of(text) if text else None
        if grade is None:
            area = _area_in(text, finder) or area
            label = text if INSPECTION_LABEL.fullmatch(text.strip()) else label
            continue
        area = area or (_area_above(document, table[:-1], finder) if label else None)
        if area:
            title = label or (heads[k] if len(heads) == len(row.cells) else "")
            date = next((d.last for d in find_dates(title)), "")
            earlier = EARLIER_COLUMN.search(title) is not None or is_before(date, inspected)
            yield Stated(
                area=area[0],
                area_text=area[1],
                grade=grade,
                grade_text=text,
                scale=scale.id,
                place=TABLE,
                rule="table",
                start=row.start,
                end=end,
                period="previous" if earlier else "current",
                judged_on=date if earlier else "",
            )


def _area_above(document: Document, rows: list[Block], finder: Finder) -> tuple[str, str] | None:
    for row in reversed(rows):
        for text in document.cell_texts(row):
            area = _area_in(text, finder)
            if area:
                return area
    return None


def lead_in(document: Document, block: Block, lead: str) -> str:
    """The line that introduces a list: "The judgements in May 2015 were:"; "" outside."""
    if document.text[block.end - 1] == ":":
        return document.of(block)
    return lead if block.kind in {Kind.ITEM, Kind.ROW} else ""


def _as_led(stated: Stated, lead: str) -> Stated:
    """A listed grade belongs to the earlier inspection that its lead-in line names."""
    if not LAST_INSPECTION.search(lead):
        return stated
    dates = find_dates(lead)
    judged_on = dates[-1].last if dates else ""
    return replace(stated, period="previous", judged_on=judged_on, rule="list")


def read_line(document: Document, block: Block, finder: Finder, scale: Scale) -> Iterator[Stated]:
    """A heading or line that ends in a grade: "Care leavers: good", "The board is good"."""
    text = document.of(block)
    last = deque(scale.pattern.finditer(text), maxlen=1)
    if not last or not AFTER_GRADE.fullmatch(text, last[0].end()):
        return
    match = last[0]
    link = LINK.search(text, 0, match.start())
    left = text[: link.start()] if link else ""
    area = _area_in(left, finder)
    if not area or DESCRIBES.search(left) or ". " in left:
        return
    plain = block.kind is not Kind.HEADING
    if plain and "," in left[finder.find(left)[-1][1] :]:
        return  # another clause's grade: "children looked after like school, and it is good"
    verb = match.group().lower().startswith("require") or (link and link.group().strip())
    if plain and not verb:
        return  # "adoption good" is no sentence; a heading may leave the verb out
    rule = "line" if plain else "heading"
    span = (block.start, block.start + match.end())
    yield from _stated(area, match.group(), scale, (HEADING, rule), span)


def _stated(
    area: tuple[str, str],
    printed: str,
    scale: Scale,
    read_as: tuple[int, str],
    span: tuple[int, int],
) -> Iterator[Stated]:
    """A current grade of an (id, printed name), where the scale has it; `read_as`: place, rule."""
    grade = scale.grade_of(printed)
    if grade:
        yield Stated(
            area=area[0],
            area_text=area[1],
            grade=grade,
            grade_text=printed,
            scale=scale.id,
            place=read_as[0],
            rule=read_as[1],
            start=span[0],
            end=span[1],
        )


def _grade_line(
    document: Document, block: Block, above: Block | None, finder: Finder, scale: Scale
) -> Iterator[Stated]:
    """A line that holds only a grade, under the heading of an area: "Grade 4 (inadequate)"."""
    text = document.of(block)
    match = scale.pattern.search(text)
    area = _area_in(document.of(above), finder) if above is not None else None
    if match is None or above is None or area is None:
        return
    label = text[: match.start()].rstrip("(‘“ ")
    if text[match.end() :].strip(" .)’”") or not GRADE_LABEL.fullmatch(label):
        return
    span = (above.start, block.start + match.end())
    yield from _stated(area, match.group(), scale, (GRADE_LINE, "grade_line"), span)


def _outcome(
    document: Document, block: Block, above: Block, finder: Finder, scale: Scale
) -> Iterator[Stated]:
    """The paragraph under an outcome heading: "… lead to inconsistent experiences …"."""
    area = _area_in(document.of(above), finder)
    match = scale.pattern.search(document.text, block.start, block.end)
    if area and match and block.kind is not Kind.HEADING:
        span = (block.start, match.end())
        yield from _stated(area, match.group(), scale, (OUTCOME, "outcome"), span)


def find_quoted_outcome(document: Document, framework: Framework) -> Iterator[Stated]:
    """The outcome that a press release repeats in the framework's own words."""
    if "outcome" not in framework.judgements_in or framework.scale is None:
        return
    match = framework.scale.pattern.search(document.body)
    if match:
        area = (framework.areas[0].id, framework.areas[0].names[0])
        yield from _stated(area, match.group(), framework.scale, (OUTCOME, "outcome"), match.span())


def _names_area(document: Document, block: Block, finder: Finder) -> bool:
    """Whether a short line is nothing but an area's name."""
    if block.end - block.start > LONGEST_CELL or block.kind is Kind.ROW:
        return False
    text = document.of(block)
    return any(start == 0 and end == len(text) for start, end, _ in finder.find(text))


def _area_in(text: str, finder: Finder) -> tuple[str, str] | None:
    """(id, printed name) of the area that a cell or heading names, the longest name found."""
    if len(text) > LONGEST_CELL:
        return None
    hits = finder.find(text)
    if not hits:
        return None
    start, end, area = max(hits, key=lambda hit: hit[1] - hit[0])
    printed = NUMBER.sub("", text).strip(" :–-\t")
    if end - start < ALIAS_SHARE * len(printed) and start > len(text) - len(printed) + 4:
        return None
    return area, printed
