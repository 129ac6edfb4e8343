"""What a document says of itself: title, provider, dates, lead inspector.

Printed labels come first ("Inspection dates: …", "Lead inspector: …"), then the sentence of
a letter that tells when inspectors came, then a letter's signature.
"""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from pipeline import gazetteer
from pipeline.document import Block, Document, Kind
from pipeline.extract.dates import Dates, find_dates, full_days
from pipeline.extract.provider import find_press_provider, find_provider
from pipeline.extract.sentences import sentences
from pipeline.frameworks import inspectorates
from pipeline.frameworks.recognise import Recognition, head_blocks
from pipeline.ingest import NAME_MISMATCH
from pipeline.records import DocumentFacts
from pipeline.version import __version__

INSPECTED = re.compile(
    r"(?:inspection|review|fieldwork|visit)\s+dates?\s*:?|dates?\s+of\s+(?:this\s+)?(?:inspection|visit)\s*:?",
    re.IGNORECASE,
)
"""The label of the days of the inspection: "Inspection dates: 9 May to 20 May 2022"."""

PUBLISHED = re.compile(
    r"(?:(?:report|date|letter)\s+)?(?:published|publication(?:\s+date)?|date\s+of\s+publication)"
    r"(?:\s+on)?\s*:?",
    re.IGNORECASE,
)
"""The label of the day of publication: "Report published: 16 May 2016"."""

PERSON = r"[A-Z][\w’'-]+(?: +(?:[A-Z][\w’'-]+|[A-Z]\.?|de|da|van|von|der|la|le|ap|al)){1,3}"
LEAD_LABEL = re.compile(
    rf"^(?:lead|reporting)\s+inspectors?\s*:?\s*(?P<name>(?-i:{PERSON}))",
    re.IGNORECASE | re.MULTILINE,
)
"""A label, on a line or in a table: "Lead inspector: X, HMI", "Reporting inspector X HMI"."""

LEAD_ROLE = re.compile(
    rf"^(?P<name>{PERSON}),?\s+(?:(?:Ofsted|HMI|HM),?\s+)*[Ll]ead\s+[Ii]nspector\b", re.MULTILINE
)
"""A line of a team: "X, Ofsted Lead Inspector"."""

LEAD_PROSE = re.compile(rf"\b[Ll]ead inspector,? +(?P<name>{PERSON})")
"""A sentence: "Lead inspector X, one of His Majesty's Inspectors, …"."""

POST_NOMINAL = re.compile(r"\s+(?:HMI|HM|Her|His|CBE|OBE|MBE|Ofsted|Senior|Regional)\b.*")
"""What can stand behind a name on the same line and is no part of it."""

CAME = re.compile(
    r"\b(?:inspect(?:ion|ions|ed|ors?)|visit(?:s|ed)?|fieldwork|evaluated)\b", re.IGNORECASE
)
"""A sentence about the inspection itself."""

EARLIER = re.compile(
    r"\b(?:last|previous(?:ly)?|earlier|next|predecessor|follow-up|publish\w*|embargo\w*|dated)\b",
    re.IGNORECASE,
)
"""… but not about another one, nor about the report."""

AGAIN = re.compile(
    r"\b(?:returned|came back|went back|visited again|ended on|finished on)\b", re.IGNORECASE
)
"""The inspection went on: "They came back on 1 and 2 November"."""

SIGNED = re.compile(r"^Yours?\s+(?:sincerely|faithfully|truly)\W*$", re.IGNORECASE)
EARLY_SENTENCES = 40
SHORTEST_SENTENCE = 40

HEAD_LINES = 16
DATE_LABEL = 16
"""Characters that may stand beside a letter's date on its line: "Date: ", a weekday."""

DATELINE = 75
"""A press release's date ends this early in its paragraph: "Skelwith, 7 February 2023 - "."""


class Period(NamedTuple):
    """First and last day, ISO, "" where unknown."""

    first: str = ""
    last: str = ""


def find_facts(document: Document, seen: Recognition) -> DocumentFacts:
    """The row of `documents` for a document that was read."""
    press = seen.document_type == "press_release"
    published = _published(document, seen)
    inspected = _inspected(document, seen, published)
    provider = find_press_provider(document, seen) if press else find_provider(document, seen)
    authority = gazetteer.resolve(provider, on=inspected.first or published or None)
    return DocumentFacts(
        document_id=document.document_id,
        sha256=document.sha256,
        source=document.source,
        file_name=document.source.replace("\\", "/").rsplit("/", 1)[-1],
        media_type=document.media_type,
        bytes=document.size,
        pages=len(document.pages),
        words=len(document.body.split()),
        document_type=seen.document_type,
        inspectorate=seen.inspectorate,
        framework=seen.framework.id if seen.framework else "",
        title=_title(document, seen),
        provider_name=provider,
        provider_id=authority.code if authority else "",
        provider_type=authority.kind if authority else "",
        inspection_start=inspected.first,
        inspection_end=inspected.last,
        published_on=published,
        lead_inspector=_lead_inspector(document, seen),
        text_source="text",
        status=_status(document, seen),
        version=__version__,
    )


def _status(document: Document, seen: Recognition) -> str:
    """`failed` is a file that is not what its name says and holds no report either."""
    codes = {problem.code for problem in document.problems}
    if NAME_MISMATCH in codes and seen.document_type == "other":
        return "failed"
    return "partial" if codes else "ok"


def _title(document: Document, seen: Recognition) -> str:
    start, end = seen.title
    if start < end:
        return " ".join(document.text[start:end].split())
    if seen.document_type == "press_release":
        return " ".join(document.hints.get("title", "").split())
    largest = largest_heading(document)
    return document.of(largest) if largest else ""


def largest_heading(document: Document) -> Block | None:
    """The heading in the largest print on the first page, the first of equals."""
    headings = [b for b in head_blocks(document) if b.kind is Kind.HEADING and b.page == 1]
    return max(headings, key=lambda block: block.size, default=None)


def _labelled(document: Document, label: re.Pattern[str]) -> Iterator[Dates]:
    """Dates printed behind a label: in the same block or, where that ends, in the next."""
    blocks = head_blocks(document)
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        match = label.match(document.of(block))
        if match:
            start = block.start + match.end()
            rest = document.text[start : block.end]
            if not rest.strip() and after is not None:
                rest = document.of(after)
            yield from find_dates(rest)[:1]


def _inspected(document: Document, seen: Recognition, published: str) -> Period:
    for dates in _labelled(document, INSPECTED):
        return Period(dates.first, dates.last)
    body = document.body
    press = seen.document_type == "press_release"
    early = sentences(body) if press else islice(sentences(body), EARLY_SENTENCES)
    said = [body[start:end] for start, end in early]
    return (
        _period(said, seen, published)
        or _period(said, seen, published, published[:4])
        or (press and _period(said, seen, published, days_only=False))
        or Period()
    )


def _period(
    said: list[str], seen: Recognition, published: str, year: str = "", days_only: bool = True
) -> Period | None:
    """The dates of the first sentence that tells of the visit, and of one that goes on."""
    read = full_days if days_only else find_dates
    for at, sentence in enumerate(said):
        dates = read(sentence, year) if _tells_of_visit(sentence, seen.inspectorate) else []
        if dates and dates[0].first != published:
            if AGAIN.search(" ".join(said[at + 1 : at + 2])):
                dates += read(said[at + 1], year)
            return Period(min(d.first for d in dates), max(d.last for d in dates))
    return None


def _tells_of_visit(sentence: str, inspectorate: str) -> bool:
    if len(sentence) < SHORTEST_SENTENCE or EARLIER.search(sentence):
        return False
    named = next((i.pattern for i in inspectorates() if i.id == inspectorate), None)
    return bool(CAME.search(sentence) or (named and named.search(sentence)))


def _published(document: Document, seen: Recognition) -> str:
    for dates in _labelled(document, PUBLISHED):
        return dates.last
    press = seen.document_type == "press_release"
    if press and document.hints.get("date"):
        return document.hints["date"]
    for block in head_blocks(document)[:HEAD_LINES]:
        text = document.of(block)
        for dates in full_days(text):
            alone = len(text) - (dates.end - dates.start) < DATE_LABEL
            dateline = press and dates.end < DATELINE
            if (alone or dateline) and not INSPECTED.match(text):
                return dates.last
    return ""


def _lead_inspector(document: Document, seen: Recognition) -> str:
    body = document.body.replace("\t", "\n")
    for pattern in (LEAD_LABEL, LEAD_ROLE, LEAD_PROSE):
        match = pattern.search(body)
        if match:
            return POST_NOMINAL.sub("", match.group("name"))
    return _signatory(document) if seen.document_type == "visit_letter" else ""


def _signatory(document: Document) -> str:
    """Who signs a letter: the line behind "Yours sincerely"."""
    for block, after in pairwise(document.blocks):
        if SIGNED.match(document.of(block)):
            name = re.match(PERSON, document.of(after))
            return POST_NOMINAL.sub("", name.group()) if name else ""
    return ""
