"""The date or the period that a text ties to a figure, for the column `as_of`.

A day, month or year becomes ISO ("2016-02-22"); any other period keeps its printed words
("the last 12 months", "2012–13", "since 2017").
"""

import re
from dataclasses import dataclass

from pipeline.extract.dates import MONTH, MONTHS

YEAR = r"(?:19|20)\d\d"
DASH = r"[–−─—‑/-]"
COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|several)"
TIME = r"(?:days?|weeks?|months?|years?|quarters?|terms?)"
SEASON = r"(?:spring|summer|autumn|winter)"
EVENT = r"(?:inspection|visit|review)"

DATED = re.compile(
    rf"""(?P<span>\b(?:between|from)\s+{YEAR}\s+(?:and|to)\s+{YEAR}(?!\d)
      |\bsince\s+{YEAR}\s?{DASH}\s?(?:{YEAR}|\d\d)(?!\d)
      |\b(?:between\s+)?{MONTH}(?:\s+{YEAR})?\s+(?:and|to|until|{DASH})\s+{MONTH}\s+{YEAR}\b
      |\bthe\s+(?:\w+\s+)?(?:year|quarter|months?)\s+(?:to|ending|ended|up\s+to)\s+
        (?:\d{{1,2}}\s+)?{MONTH}\s+{YEAR}\b
      |\bthe\s+(?:same\s+(?:period|quarter|month|week|time|point)|{SEASON})\s+(?:of|in)\s+{YEAR}\b
      |\bsince\s+(?:the\s+)?(?:\d{{1,2}}\s+)?(?:{MONTH}\s+)?{YEAR}\b
      |\bsince\s+the\s+(?:last|previous)\s+(?:\w+\s+){{0,2}}{EVENT}\s+in\s+{YEAR}\b
      |\b{YEAR}\s?{DASH}\s?(?:{YEAR}|\d\d)(?!\d))
    |(?:the\s+(?:end|start|beginning|middle)\s+of\s+|early\s+|late\s+|mid[\s-]+)?
      (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<month>{MONTH})\s+(?P<year>{YEAR})\b
    |(?<![\w£–/.,-])(?<!(?-i:[A-Z]{{2}})\s)(?P<only>{YEAR})(?![\w%/]|,\d|[–-]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
"""31 March 2015; the end of March 2022; 2012–13; since 2017; the year to August 2023."""

SPOKEN = re.compile(
    rf"""\bthe\s+{COUNT}\s+(?:year|month|week)s\s+(?:before|prior\s+to)\s+(?:the\s+|this\s+)?{EVENT}\b
    |\bsince\s+the\s+(?:last|previous)\s+(?:\w+\s+){{0,2}}{EVENT}\b
    |\b(?:the\s+)?(?:last|past|previous|preceding)\s+(?:{COUNT}\s+)?{TIME}\b(?![’'])
    |\b(?:the\s+)?(?:last|previous|current)\s+(?:academic|financial|calendar)\s+year\b(?![’'])
    |\b(?:an?|{COUNT})\s+(?:year|month|week)s?\s+(?:ago|earlier|before)\b
    |\bat\s+the\s+(?:time|point|start|end)\s+of\s+(?:the|this|our)\s+(?:\w+\s+)?{EVENT}\b
    |\bthe\s+(?:(?:first|last|final)\s+day|week)\s+of\s+the\s+{EVENT}\b
    |\bthe\s+same\s+(?:period|quarter|month|week|time|point)\s+last\s+year\b
    |\bbetween\s+{MONTH}\s+and\s+{MONTH}(?!\s+{YEAR})
    |\b(?:the|last|this)\s+{SEASON}\s+term\b|\b(?:last\s+{SEASON}|(?:last|this)\s+term)\b
    |\b(?:so\s+far\s+)?this\s+(?:year|{SEASON})\b|\bsince\s+the\s+{SEASON}\b
    |\bduring\s+the\s+inspection\b|\bthe\s+(?:whole\s+of\s+the\s+)?year\s+before\b(?!\s+(?:the\s+|this\s+)?(?:\w+\s+)?{EVENT})
    |\b(?:my|our)\s+first\s+(?:year|term|month)\b
    |\b(?:before|since|during)\s+(?:the\s+)?(?:pandemic|lockdown|merger|Covid(?:-19)?)\b
    |\bthe\s+(?:week|month|year)\s+(?:prior\s+to|before)\s+(?:the\s+|this\s+)?(?:\w+\s+)?{EVENT}\b
    |\bat\s+the\s+time\s+of\s+(?:the|this|our)\s+(?:previous|last)\s+(?:\w+\s+)?{EVENT}\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""The last 12 months; at the time of the inspection; a year ago."""

FUTURE = re.compile(r"\b(?:will|shall|due|to\s+be|is\s+to|are\s+to)\b|[’']ll\b")
MONTH_ONLY = re.compile(
    rf"""\b(?:in|at|on|since|until|from|to|of|during)\s+
    (?P<when>(?:the\s+(?:end|start|beginning|middle)\s+of\s+|early\s+|late\s+|mid[\s-]+)?
      (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{MONTH}))(?!\w|\s+(?:\d|[A-Z][a-z]))""",
    re.VERBOSE,
)
"""At the end of April: a month of the year before the text was published."""

HAS_MONTH = re.compile(MONTH)
HAS_YEAR = re.compile(YEAR)
HAS_WORDS = re.compile(
    rf"{SEASON}|same|this\s+term|[Tt]his\s+year|ast\s|previous|preceding|current|ago\b|arlier|before|{EVENT}"
    rf"|first|between\s+{MONTH}|pandemic|lockdown|merger|ovid|prior"
)
"""Cheap signs that one of the two is worth trying."""


@dataclass(frozen=True, slots=True)
class Period:
    """A printed period, `text[start:end]`, and its form for `as_of`."""

    start: int
    end: int
    form: str


def find_periods(text: str, start: int, end: int, published: str = "") -> list[Period]:
    """Every date or period in `text[start:end]`, in order.

    `published` (ISO) completes the months that are printed without a year.
    """
    found: list[Period] = []
    if HAS_YEAR.search(text, start, end):
        found += [Period(*m.span(), _form(m)) for m in DATED.finditer(text, start, end)]
    if HAS_WORDS.search(text, start, end):
        for match in SPOKEN.finditer(text, start, end):
            if not any(p.start < match.end() and match.start() < p.end for p in found):
                found.append(Period(*match.span(), " ".join(match.group().split())))
    is_past = not FUTURE.search(text, start, end)
    if len(published) > 6 and is_past and HAS_MONTH.search(text, start, end):
        for match in MONTH_ONLY.finditer(text, start, end):
            if not any(p.start < match.end() and match.start() < p.end for p in found):
                found.append(Period(*match.span("when"), _completed(match, published)))
    return sorted(found, key=lambda period: period.start)


def _completed(match: re.Match[str], published: str) -> str:
    """The last such month before the text was published."""
    month = MONTHS[match["month"][:3].lower()]
    year = int(published[:4]) - (month > int(published[5:7]))
    day = f"-{int(match['day']):02}" if match["day"] else ""
    return f"{year}-{month:02}{day}"


def _form(match: re.Match[str]) -> str:
    if match["month"]:
        month = f"{match['year']}-{MONTHS[match['month'][:3].lower()]:02}"
        return f"{month}-{int(match['day']):02}" if match["day"] else month
    return match["only"] or " ".join(match.group().split())
