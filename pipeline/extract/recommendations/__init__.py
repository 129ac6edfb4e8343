"""Recommendations, areas for improvement and priority actions, one row per printed item.

Reports list them under headings that their framework names; press releases also lead to
them with a sentence ("Inspectors asked the council to:") or say them in one. A list that
counts is checked against its own numbers.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline.document import Document
from pipeline.extract.confidence import confidence
from pipeline.extract.recommendations import deadlines
from pipeline.extract.recommendations.labels import bare_number
from pipeline.extract.recommendations.requests import announced, find_requests, read_lead
from pipeline.extract.recommendations.sections import (
    Item,
    Reader,
    Region,
    default_sections,
    find_regions,
    opening,
)
from pipeline.extract.recommendations.unmarked import unmarked
from pipeline.frameworks.model import Framework
from pipeline.records import Problem, Recommendation

BULLETS = re.compile(r"(?:(?<=\s)|^)[\x80-\x9f\ue000-\uf8ff\u2022-\u2043\u25a0-\u27bf]\s+")
"""A bullet inside a table's cell."""

LAST_BUT_ONE = re.compile(r"[;,] (?:and|or)$")
"""What leads over to the last item of a list."""


def find_recommendations(
    document: Document, framework: Framework | None, document_type: str = ""
) -> tuple[list[Recommendation], list[Problem]]:
    """Every item that tells the inspected body what to do, in the order of the document.

    `framework` names the headings, or None for those of models/recommendations.toml.
    Requests in sentences are looked for in press releases only: `document_type` says whether
    it is one, and where it is "" every text that is no PDF is taken for one. Also returns a
    problem for each gap in a numbered list.
    """
    press = document_type == "press_release"
    press = press or (not document_type and document.media_type != "application/pdf")
    sections = framework.sections if framework else ()
    if press or not sections:
        sections += default_sections()
    items: list[Item] = []
    problems: list[Problem] = []
    for region in find_regions(document, sections):
        found = _read(document, region, press)
        problems += _gaps(document, found, region)
        items += found
    if press:
        taken = {start for item in items for start, _ in item.pieces}
        items += find_requests(document, taken)
    items.sort(key=lambda item: item.place)
    return [_row(document, item) for item in items], problems


def _read(document: Document, region: Region, press: bool) -> list[Item]:
    reader = Reader(document, region, press)
    items = reader.read()
    if items:
        return items
    return list((_lines if press else _paragraphs)(document, region, reader))


def _lines(document: Document, region: Region, reader: Reader) -> Iterable[Item]:
    """A section of a press release whose items have no bullet, with or without a lead-in."""
    blocks = [region.opener, *region.blocks]
    first = document.of(blocks[1]).strip() if len(blocks) > 1 else ""
    lead = read_lead(first, more=True)
    at = int(bool(reader.prose) and (first.endswith(":") or bool(announced(first))))
    for block in unmarked(document, blocks, at):
        number, skip = bare_number(document.of(block))
        yield Item(
            pieces=[(block.start + skip, block.end)],
            number=number,
            block=block,
            kind=region.section.kind,
            section=region.heading,
            rule="section_line",
            addressee=lead.who if at else "",
            deadline=lead.deadline if at else "",
        )


def _paragraphs(document: Document, region: Region, reader: Reader) -> Iterable[Item]:
    """A section in running text: each paragraph that is a whole sentence is an item."""
    for block in reader.prose if region.opener.bold else ():
        text = document.of(block).strip()
        if text.endswith(".") and len(text) > 30 and not opening("nothing").match(text):
            piece = (block.start, block.end)
            yield Item([piece], block, region.section.kind, region.heading, "section_paragraph")


def _gaps(document: Document, items: list[Item], region: Region) -> Iterable[Problem]:
    """Numbers that a list leaves out; a list may start with any number."""
    numbered = [item for item in items if item.number.isdigit()]
    for before, item in pairwise(numbered):
        low, high = int(before.number) + 1, int(item.number) - 1
        if low <= high:
            which = str(low) if low == high else f"{low} to {high}"
            yield Problem(
                document_id=document.document_id,
                source=document.source,
                stage="extract",
                code="missing_number",
                message=f"{region.heading!r} has no item {which}: look at the page",
                page=item.block.page,
            )


def _row(document: Document, item: Item) -> Recommendation:
    page, start, end, boxes, quote = document.place(*item.place)
    text = " ".join(document.text[a:b] for a, b in item.pieces)
    text = re.sub(r"\s+", " ", BULLETS.sub("", text)).strip()
    text = LAST_BUT_ONE.sub("", text)
    return Recommendation(
        document_id=document.document_id,
        page=page,
        start=start,
        end=end,
        boxes=boxes,
        quote=quote,
        rule=item.rule,
        confidence=confidence("recommendations", item.rule),
        number=item.number,
        kind=item.kind,
        text=text,
        addressee=re.sub(r"\s+", " ", item.addressee),
        deadline=deadlines.of_item(text) or item.deadline,
        section=item.section,
    )
