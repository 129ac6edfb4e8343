"""Printed dates and ranges of dates → ISO 8601, as exact as they are given.

Handles "9–24 November 2017", "12 September to 6 October 2016", "8 to 12 July 2019 and 7 to
8 August 2019", "31 July and 1 August 2019", "4, 5 and 6 October 2022", "December 2011",
"2018", ordinals ("29th November"), weekdays, and digits that the PDF parts ("1 9 June").
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

MONTH_NAMES = (
    "january february march april may june july august september october november december"
)
MONTHS = {name[:3]: number for number, name in enumerate(MONTH_NAMES.split(), 1)}
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
PRINTED_MONTHS = [
    printed
    for name in (*(name.capitalize() for name in MONTH_NAMES.split()), *SHORT_MONTHS)
    for printed in (name, name.upper())
]
MONTH = rf"(?:{'|'.join(PRINTED_MONTHS)})\b\.?"
DAY = r"(?:[0-3]\s?\d|\d)(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
WEEKDAY = r"(?:(?:(?i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s+)?"
ITEM = rf"{WEEKDAY}(?<![\w.]){DAY}(?:\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?)?(?!\w|[.,]\d|%)"
JOIN = r"(?:\s*[–—-]\s*|\s*,?\s+(?:to|and|until)\s+|\s*,\s*|\s*&\s*)"
DAYS = re.compile(rf"{ITEM}(?:{JOIN}{ITEM})*")
"""A list or range of days; the last one has to name its month."""

MONTH_YEAR = re.compile(rf"\b({MONTH})\s+({YEAR})\b")
MONTH_FIRST = re.compile(rf"\b({MONTH})\s+({DAY})(?:,|\s)\s*({YEAR})\b")
"""A day printed behind its month: "September 20th, 2017"."""

YEAR_ONLY = re.compile(rf"(?<![\w£/–-])({YEAR})(?![\w%/]|[–-]\d|,\d)")
NUMERIC = re.compile(r"(?<![\d/.])([0-3]?\d)[/.]([01]?\d)[/.]((?:20)?\d\d)(?![\d/])")
PART = re.compile(rf"({DAY})(?:\s+(?:of\s+)?({MONTH})(?:,?\s+({YEAR}))?)?", re.IGNORECASE)


class Dates(NamedTuple):
    """Printed dates: `text[start:end]` with its first and last day, both ISO, maybe partial."""

    start: int
    end: int
    first: str
    last: str


def find_dates(text: str, year: str = "") -> list[Dates]:
    """Every date and range in a text, in its order.

    `year` completes days that are printed without one; without it they are left out.
    """
    found = [*_days(text, year), *_numeric(text)]
    for match in MONTH_FIRST.finditer(text):
        day = int(re.sub(r"\D", "", match.group(2)))
        iso = _iso(int(match.group(3)), _month(match.group(1)), day)
        if iso and not any(d.start < match.end() and match.start() < d.end for d in found):
            found.append(Dates(match.start(), match.end(), iso, iso))
    for pattern in (MONTH_YEAR, YEAR_ONLY):
        for match in pattern.finditer(text):
            if not any(d.start < match.end() and match.start() < d.end for d in found):
                iso = _month_year(match)
                found.append(Dates(match.start(), match.end(), iso, iso))
    return sorted(found)


def full_days(text: str, year: str = "") -> list[Dates]:
    """Like `find_dates`, but only dates that name their day."""
    return [dates for dates in find_dates(text, year) if len(dates.first) == 10]


def _month_year(match: re.Match[str]) -> str:
    groups = match.groups()
    return groups[0] if len(groups) == 1 else f"{groups[1]}-{_month(groups[0]):02}"


def _iso(year: int, month: int, day: int) -> str:
    """A day in ISO 8601, "" where the calendar has no such day."""
    there = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"{year}-{month:02}-{day:02}" if there else ""


def _month(name: str) -> int:
    return MONTHS[name[:3].lower()]


def _days(text: str, default_year: str) -> Iterator[Dates]:
    for match in DAYS.finditer(text):
        parts = list(PART.finditer(match.group()))
        while parts and not parts[-1].group(2):
            parts.pop()
        if not parts:
            continue
        month, year = 0, default_year
        days: list[str] = []
        for part in reversed(parts):
            year = part.group(3) or year
            month = _month(part.group(2)) if part.group(2) else month
            day = int(re.sub(r"\D", "", part.group(1)))
            iso = _iso(int(year), month, day) if year else ""
            if not iso:
                break
            days.append(iso)
        if days:
            first = match.start() + parts[len(parts) - len(days)].start()
            yield Dates(first, match.start() + parts[-1].end(), days[-1], days[0])


def _numeric(text: str) -> Iterator[Dates]:
    """Days printed as 28/11/2022 or 28.11.22, day first as in Britain."""
    for match in NUMERIC.finditer(text):
        day, month = int(match.group(1)), int(match.group(2))
        iso = _iso(2000 + int(match.group(3)[-2:]), month, day)
        if iso:
            yield Dates(match.start(), match.end(), iso, iso)
