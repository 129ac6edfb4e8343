"""Printed deadlines: over a group of items, in the line that leads to a list, in an item."""

import re

from pipeline.extract.dates import MONTH

NUMBER = "a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen"

DEADLINE = re.compile(
    rf"(?:(?:with\s+)?immediate(?:ly|\s+effect|\s+action)"
    rf"|within\s+(?:the\s+next\s+)?(?:{NUMBER}|\d+)\s+(?:working\s+)?(?:day|week|month|year)s?"
    rf"(?:\s+(?:of|from)\s+[^:.]{{3,80}})?"
    rf"|by\s+(?:the\s+end\s+of\s+)?(?:\d{{1,2}}\s+)?[A-Z][a-z]+\s+20\d\d)",
    re.IGNORECASE,
)
"""A deadline as the heading of a group: "Immediately:", "Within three months:"."""

YEAR = r"(?:20\d\d)"
PART = (
    r"(?:spring|summer|autumn|winter)(?:\s+term)?|(?:school|financial|calendar)\s+year|year|month"
)
DAY = (
    r"(?:(?:\d{1,2}(?::\d\d|\.\d\d)?\s?(?:am|pm)|noon|midnight)\s+on\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{YEAR})?(?!\d)"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d)"
)
"""A day: "30 September 2024", "Friday 28 February", "March 3, 2025", "noon on 31/03/2025"."""

WHEN = (
    rf"(?:{DAY}|(?:(?:the\s+)?(?:end|start|beginning|middle)\s+of\s+|early\s+|mid-|late\s+)?"
    rf"(?:(?:next|this)\s+)?(?:{MONTH}(?:\s+{YEAR})?"
    rf"|(?:the\s+)?(?:(?:next|this|current|coming)\s+)?(?:{PART})(?:\s+(?:of\s+)?{YEAR})?"
    rf"|(?:Easter|Christmas|Whitsun|half-term)(?:\s+{YEAR})?|{YEAR}))(?!\w)"
)
"""A day, a month, a season, a feast, a year, or the end of one."""

DATED = rf"(?:by|before|(?:no|not)\s+later\s+than)\s+{WHEN}"
TERM = (
    r"within\s+(?:the\s+next\s+)?(?:\d+|[a-z]+(?:-[a-z]+)?)\s+(?:\w+\s+)?"
    r"(?:hour|day|week|month|year|term)s?(?:\s+of\s+(?:the|this|its|our)\s+[\w’'-]+)?"
)
AT_ONCE = (
    r"(?:with\s+immediate\s+effect|immediately|without\s+delay|as\s+a\s+matter\s+of\s+urgency)"
)
ACTS = (
    r"(?:must|should|shall|needs?\s+to|ha(?:s|ve)\s+to|(?:is|are)\s+(?:required|asked|told)\s+to)\b"
)

GROUP = re.compile(rf"(?:{DATED}|{TERM}|{AT_ONCE}|{DEADLINE.pattern})", re.IGNORECASE)
"""The whole line over a group of items in a press release."""

OPENING = re.compile(
    rf"(?:{DEADLINE.pattern}(?=,)|(?:{DATED}|{TERM}|{AT_ONCE})(?=,?\s+[^.;:,]{{2,100}}\s{ACTS}"
    rf"|,\s))",
    re.IGNORECASE,
)
"""An item or a lead-in that starts with it: "By 30 April 2024, the provider must …"."""

CLOSING = re.compile(
    r"(?<=\()immediately(?=\)\W*$)|\b(?:with\s+immediate\s+effect|by\s+(?:the\s+end\s+of"
    r"\s+)?(?:\d{1,2}\s+)?[A-Z][a-z]+"
    r"\s+20\d\d)"
    r"(?=\W*$)"
)
"""… or ends with it: "is fully shared with all services with immediate effect."."""

LEADING = re.compile(
    rf"\b(?:(?:given|has|have|had)\s+(?P<until>until\s+{WHEN})"
    rf"|(?P<inside>{DATED}|{TERM})|(?P<once>{AT_ONCE})(?=\s*:?\s*$|\s*,))",
    re.IGNORECASE,
)
"""Anywhere in a line that leads to a list: "must do the following within six weeks:"."""

INSIDE = re.compile(
    rf"\b(?:(?:given|has|have|had)\s+(?P<until>until\s+{WHEN})"
    rf"|(?:must|should|shall|to|,|\()\s*(?P<after>(?:{DATED}|{TERM}|{AT_ONCE}))(?=\s*[,)]|\s+\w)"
    rf"|(?P<dated>{DATED})(?=[\s)]*[.;]?\s*$)|[,(–—-]\s*(?P<term>{TERM})(?=[\s)]*[.;]?\s*$))",
    re.IGNORECASE,
)
"""In a sentence that asks for something: "The trust must, by 31 March 2025, open a ward"."""


def of_group(line: str) -> str:
    """The deadline that a whole line is, printed over a group of items, or ""."""
    line = re.sub(r"^(?:and|then)\s+", "", line.strip(), flags=re.IGNORECASE).rstrip(" :.,")
    return line if GROUP.fullmatch(line) else ""


def of_lead(line: str) -> str:
    """The deadline in a line that leads to a list, or ""."""
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z])", line.strip())[-1]
    return _first(OPENING.match(sentence) or LEADING.search(sentence))


def without_opening(sentence: str) -> str:
    """A sentence without the deadline that it starts with: "the provider must …"."""
    found = OPENING.match(sentence)
    return sentence[found.end() :].lstrip(" ,") if found else sentence


def of_item(text: str) -> str:
    """The deadline that an item starts or ends with, or ""."""
    return _first(OPENING.match(text) or CLOSING.search(text))


def of_sentence(text: str) -> str:
    """The deadline of a sentence that asks for something, wherever it stands, or ""."""
    return of_item(text) or _first(INSIDE.search(text))


def _first(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    return next((part for part in found.groups() if part), found.group()).strip(" .")
