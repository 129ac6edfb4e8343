"""When inspectors came and when the report appeared: from labels, letters and prose.

Printed labels come first ("Inspection dates: …"), then the sentence that tells of the visit.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pipeline.document import Document
from pipeline.extract.dates import Dates, find_dates, full_days
from pipeline.extract.sentences import sentences
from pipeline.frameworks import inspectorates
from pipeline.frameworks.recognise import Recognition, head_blocks

INSPECTED = re.compile(
    r"(?:inspection|review|fieldwork|visit)\s+dates?\s*:?|dates?\s+of\s+(?:this\s+)?(?:inspection"
    r"|visit)\s*:?",
    re.IGNORECASE,
)
"""The label of the days of the inspection: "Inspection dates: 9 May to 20 May 2022"."""

PUBLISHED = re.compile(
    r"(?:(?:report|date|letter)\s+)?(?:published|publication(?:\s+date)?|date\s+of\s+publication)"
    r"(?:\s+on)?\s*:?",
    re.IGNORECASE,
)
"""The label of the day of publication: "Report published: 16 May 2016"."""

CAME = re.compile(
    r"\b(?:inspect(?:ion|ions|ed|ors?)|visit(?:s|ed)?|fieldwork|evaluated)\b", re.IGNORECASE
)
"""A sentence about the inspection itself."""

EARLIER = re.compile(
    r"\b(?:last|previous|earlier|next|follow-up)\s+(?:\w+\s+){0,3}?(?:inspect|visit|report|judge?ment)"
    r"|\b(?:previously|predecessor|last\s+inspected)\b",
    re.IGNORECASE,
)
"""… but not about another one."""

REPORTED = re.compile(
    r"\b(?:publish\w*|embargo\w*|dated|out\s+(?:today|now|on)|released|issued|report(?:ed)?\s+(?:of|on|from))\b"
    r"[^,;.]{0,20}$",
    re.IGNORECASE,
)
"""Before the date of the report."""

ENDED = re.compile(r"\b(?:ended|finished|concluded|completed|ending)\s+(?:on\s+)?$", re.IGNORECASE)
BEGAN = re.compile(r"\b(?:began|started|beginning|starting|begun)\s+(?:on\s+)?$", re.IGNORECASE)
"""A date that is only the last, or only the first day."""

AGAIN = re.compile(
    r"\b(?:returned|came back|went back|visited again|followed|ended on|finished on)\b",
    re.IGNORECASE,
)
"""The inspection went on: "They came back on 1 and 2 November"."""

EARLY_SENTENCES = 40
SHORTEST_SENTENCE = 40

HEAD_LINES = 16
DATE_LABEL = 16
"""Characters that may stand beside a letter's date on its line: "Date: ", a weekday."""

DATELINE = 75
"""A press release's date ends this early in its paragraph: "Cragside, 7 February 2023 - "."""


class Period(NamedTuple):
    """First and last day, ISO, "" where unknown."""

    first: str = ""
    last: str = ""


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


def find_inspected(document: Document, seen: Recognition, published: str) -> Period:
    """First and last day of the inspection or visit; `published` is the report's date."""
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
        tells = _tells_of_visit(sentence, seen.inspectorate)
        dates = [d for d in read(sentence, year) if _of_visit(sentence, d)] if tells else []
        if dates and dates[0].first != published:
            if AGAIN.search(" ".join(said[at + 1 : at + 2])):
                dates += read(said[at + 1], year)
            if AGAIN.search(sentence, dates[0].end):
                dates += full_days(sentence[dates[0].end :], dates[0].last[:4])
            before = sentence[: dates[0].start]
            first = "" if ENDED.search(before) else min(d.first for d in dates)
            return Period(first, "" if BEGAN.search(before) else max(d.last for d in dates))
    return None


def _of_visit(sentence: str, dates: Dates) -> bool:
    """Whether a date can be the visit's: at least its month is told, and it is no report's."""
    return len(dates.first) > len("2024") and not REPORTED.search(sentence[: dates.start])


def _tells_of_visit(sentence: str, inspectorate: str) -> bool:
    if len(sentence) < SHORTEST_SENTENCE or EARLIER.search(sentence):
        return False
    named = next((i.pattern for i in inspectorates() if i.id == inspectorate), None)
    return bool(CAME.search(sentence) or (named and named.search(sentence)))


def find_published(document: Document, seen: Recognition) -> str:
    """The printed day of publication, or the letter's date; ISO, "" where unknown."""
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
