"""The date or the period that a text ties to a figure, for the column `as_of`.

A day, month or year becomes ISO ("2016-02-22"); any other period keeps its printed words
("the last 12 months", "2012–13", "since 2017").
"""

import re
from dataclasses import dataclass

from pipeline.extract.dates import MONTH, MONTHS

YEAR = r"(?:19|20)\d\d"
DASH = r"[–−─—‑/-]"
COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|few|several)"
TIME = r"(?:days?|weeks?|months?|years?|quarters?|terms?)"

PERIOD = re.compile(
    rf"""(?P<span>\bsince\s+{YEAR}\s?{DASH}\s?(?:{YEAR}|\d\d)(?!\d)
      |\b(?:between\s+)?{MONTH}(?:\s+{YEAR})?\s+(?:and|to|until|{DASH})\s+{MONTH}\s+{YEAR}\b
      |\bthe\s+(?:\w+\s+)?(?:year|quarter|months?)\s+(?:to|ending|ended|up\s+to)\s+(?:\d{{1,2}}\s+)?{MONTH}\s+{YEAR}\b
      |\bsince\s+(?:the\s+)?(?:\d{{1,2}}\s+)?(?:{MONTH}\s+)?{YEAR}\b
      |\bsince\s+the\s+(?:last|previous)\s+(?:\w+\s+){{0,2}}(?:inspection|visit|review)(?:\s+in\s+{YEAR})?
      |\b{YEAR}\s?{DASH}\s?(?:{YEAR}|\d\d)(?!\d))
    |(?:the\s+(?:end|start|beginning|middle)\s+of\s+|early\s+|late\s+|mid[\s-]+)?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{MONTH})\s+(?P<year>{YEAR})\b
    |\b(?P<month2>{MONTH})\s+(?P<year2>{YEAR})\b)
    |(?P<words>\bthe\s+{COUNT}\s+(?:year|month|week)s\s+(?:before|prior\s+to)\s+(?:the\s+|this\s+)?(?:inspection|visit)\b
      |\b(?:the\s+)?(?:last|past|previous|preceding)\s+(?:{COUNT}\s+)?{TIME}\b
      |\b(?:the\s+)?(?:last|previous|current)\s+(?:academic|financial|calendar)\s+year\b
      |\b(?:an?|{COUNT})\s+(?:year|month|week)s?\s+(?:ago|earlier|before)\b
      |\bat\s+the\s+(?:time|point|start|end)\s+of\s+(?:the|this|our)\s+(?:\w+\s+)?(?:inspection|visit|review)\b
      |\bthe\s+(?:first|last|final)\s+day\s+of\s+the\s+(?:inspection|visit)\b|\bthe\s+week\s+of\s+the\s+(?:inspection|visit)\b
      |\bduring\s+the\s+inspection\b|\bthe\s+year\s+before\b)
    |(?<![\w£–/.,-])(?P<year3>{YEAR})(?![\w%/]|,\d|[–-]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
"""31 March 2015; March 2022; 2012–13; the last 12 months; since 2017; at the time of the visit."""

ATTACHED = re.compile(r"[^,;:]*")
"""What may stand between a figure and the period behind it."""


@dataclass(frozen=True, slots=True)
class Period:
    """A printed period, `text[start:end]`, and its form for `as_of`."""

    start: int
    end: int
    form: str


def find_periods(text: str, start: int, end: int) -> list[Period]:
    """Every date or period in `text[start:end]`, in order."""
    return [
        Period(match.start(), match.end(), _form(match))
        for match in PERIOD.finditer(text, start, end)
    ]


def _form(match: re.Match[str]) -> str:
    if match["day"]:
        return f"{match['year']}-{_month(match['month'])}-{int(match['day']):02}"
    if match["month2"]:
        return f"{match['year2']}-{_month(match['month2'])}"
    return match["year3"] or " ".join(match.group().split())


def _month(name: str) -> str:
    return f"{MONTHS[name[:3].lower()]:02}"


def behind(text: str, periods: list[Period], start: int, end: int) -> Period | None:
    """The period tied to the figure whose words end at `start`, before the next at `end`."""
    for period in periods:
        if start <= period.start < end and ATTACHED.fullmatch(text, start, period.start):
            return period
    return None


def ahead(periods: list[Period], start: int, end: int, taken: set[Period]) -> Period | None:
    """The last period of a sentence before a figure that belongs to no earlier figure."""
    free = [p for p in periods if start <= p.start < end and p not in taken]
    return free[-1] if free else None
