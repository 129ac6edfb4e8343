"""Printed numbers: digits, words, fractions, money, percentages, rates and ratios.

`find_numbers` reads every number of a text that may count, measure, rate or price something,
with its value and its unit; what only looks like one is left out by `not_figures`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.figures import not_figures
from pipeline.extract.figures.numerals import (
    DIGITS,
    LONG,
    MAGNITUDES,
    ORDINALS,
    PARTS,
    SMALL,
    TENS,
    VALUE,
    WORD,
    number_of,
)

MONEY = re.compile(
    rf"""(?P<sign>[£€$])\s?(?P<value>{DIGITS})(?P<size>{LONG}|\s?(?:million|billion|bn|m|k))?(?!\w)
    |(?P<value2>{VALUE})(?P<size2>{LONG})?\s+(?P<name>pounds|euros?|sterling)\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""£1.2 million; £1.35m; 4.2 million pounds."""

PERCENT = re.compile(
    rf"(?P<value>{VALUE})(?:\s?%|[\s-]+(?:per[\s-]?cent|percentage[\s-]points?)\b)",
    re.IGNORECASE,
)
"""19.4%; 18 per cent; eighty per cent; 4 percentage points."""

NOTE_MARK = re.compile(r"(?<=%)\d{1,2}(?=[\s).,;])")
"""The mark of a footnote glued to a percentage: 12%4."""

RATE = re.compile(
    rf"""(?P<value>{VALUE})
    (?P<noun>(?:\s+[a-z’-]+){{0,6}}?)
    \s+(?:per|(?:for|in|out\sof)\severy)\s+
    (?P<per>100,000|10,?000|1,?000|100|million|thousand)(?![\w,.]*\d)""",
    re.VERBOSE | re.IGNORECASE,
)
"""66 per 10,000; 124 children in care for every 10,000; what is counted may stand between."""

RATIO = re.compile(
    rf"""(?P<value>{VALUE})\s+
    (?P<between>(?:(?!of\b|in\b)[a-z’'-]+\s+){{0,3}}(?=out\s+of)
      |(?<=one\s)(?P<kind>(?:[a-z]+\s+){{1,3}})(?=in\s))?
    (?P<join>out\s+of|of|in)\s+
    (?P<owner>(?:(?:all|every|the|its|their|his|her|our|these|those|[\w]+[’']s?)\s+){{0,3}})
    (?P<of>{VALUE})(?![\w%’]|-[a-z]|\.\d|\s?per\s?cent)""",
    re.VERBOSE | re.IGNORECASE,
)
"""20 of the 24; one in six; three of the council's four; three cases out of the 15."""

OUT_OF = re.compile(r"(?P<value>\d+(?:\.\d+)?)\s?/\s?(?P<of>5|10|100)(?![\d/%])")
"""4.5/5: a score."""

COUNTED_NOUN = re.compile(r"\s+(?!(?:was|is|has|does)\b)[a-z]*[a-rt-z]s\b")
"""One call in five, but not one school in five villages."""

FRACTION = re.compile(
    rf"""(?:(?P<top>an?|{WORD})[\s-](?P<part>{"|".join(PARTS)})s?|(?P<half>half))(?![\w-])
    (?!\s+(?:term|day|year|hour|an?\s|way|sister|brother|as\s)
      |\s+(?:{"|".join(PARTS)}|first|second)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
"""two-thirds; a quarter; one fifth; half. Half a day and half-term are spans of time."""

NOT_A_SHARE = re.compile(
    r"\s+(?!(?:of|in|on|at|by|from|since|to|than|for|over|with|during|and|or|but|are|is|was|were"
    r"|have|has|had|do|did|does|live|lived|said|made|did|received|were|came|who|that|which|as"
    r"|\w+ed|all|the|their|these|those|lower|higher|more|less|fewer|between|against|compared|not|no)\b)"
    r"[a-z]"
)
"""A noun right behind "a third" makes it an ordinal: "a third party", "a fifth director"."""

OF_THEM = re.compile(r"\bof\s+(?:whom|which|them|these|those),?\s\Z")
"""38 residents, of whom a third speak Polish: here no noun follows."""

RANK = re.compile(
    rf"(?P<rank>\d+(?:st|nd|rd|th)|{'|'.join(ORDINALS)})"
    r"(?![\s-]+best\b(?<=second.best))[\s-]+(?:most|least|largest|smallest|highest|lowest|best|worst|biggest|poorest)\b",
    re.IGNORECASE,
)
"""the fifth largest county; the 109th most deprived authority."""

PLAIN = re.compile(
    rf"(?P<value>{VALUE})(?P<size>{LONG})?(?:(?![\w%])|(?<=\d)(?=[a-z]{{5,}}))", re.IGNORECASE
)
TIME = re.compile(
    r"(?:\s+and\s+a\s+(?P<half>half|quarter))?(?:\s+(?:more|further|full|clear|whole|calendar"
    r"|consecutive|school|working|term-time|or\s+more))*"
    r"[\s-]+(?P<unit>days|weeks|months|years|hours|minutes|seconds|miles|kilometres|terms"
    r"|day|week|month|year|hour|minute|mile)(?![\w-])[’']?",
    re.IGNORECASE,
)
"""What makes a plain number a length of time or a distance: "six months", "10 working days"."""

REST = re.compile(
    rf"\s+(?:and\s+)?(?P<value>\d\d?|{WORD})\s+(?P<unit>second|minute|day|month)s?\b", re.IGNORECASE
)
SMALLER = {
    ("minutes", "second"): 60,
    ("hours", "minute"): 60,
    ("weeks", "day"): 7,
    ("years", "month"): 12,
}
"""14 minutes 20 seconds: one length of time in two units."""

AREA = re.compile(r"\s+square\s+(?:miles|kilometres|metres|feet)\b")
"""4,100 square miles: no count, and no length."""

HOLDS = re.compile(r"-(?P<noun>pupil|place|bed|student|resident|patient|seat|member)(?=[\s-])")
"""A 620-pupil academy: what is counted hangs on its number."""

UNITS = ("days", "weeks", "months", "years")
"""The units of time that have a name of their own; others (hours, miles …) are `other`."""

FIRST_WORDS = (*TENS, *(w for w in SMALL if w not in ("zero", "one")), "half", *ORDINALS)
FIRST_LETTERS = {w[0]: [v[1:] for v in FIRST_WORDS if v[0] == w[0]] for w in FIRST_WORDS}
COUNTED = rf"(?=[\s-](?:{'|'.join(PARTS)}|hundred|thousand|million|dozen)s?\b)"
START = re.compile(
    rf"""[\d£€$aAoOeEfFhHnNsStT](?<![\w.,/@#%’'].)
    (?:(?<=[\d£€$])
    |(?<=[aA])n?{COUNTED}
    |(?<=[oO])ne(?:{COUNTED}|(?=\s+(?:in|out\s+of|per\s?cent|(?:[a-z]+\s+){{1,3}}in\s+(?:\d|{WORD}))\b))
    |(?:{"|".join(rf"(?<=[{k}{k.upper()}])(?:{'|'.join(v)})" for k, v in FIRST_LETTERS.items())})
      (?![\w’']))""",
    re.VERBOSE,
)
"""Where a number may begin; a bare "one" is a pronoun or an article far more often.

It opens with a set of characters, over which the search runs twice as fast."""

POINTS = re.compile(r"\s+points?\b")
"""Gone up by 18 points to 52%; 62%, six points higher."""

JOIN = re.compile(r"\s*(?:[–−─-]|\b(?:to|and|or)(?:\s+even|\s+sometimes)?\b)\s*")
"""Between the two ends of a range, or two numbers that share the unit behind the second."""


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: `text[start:end]`, its value, unit and the kind of printing.

    `tail` is where the words that belong to it end (a rate's "children", a time's "months").
    `noun` is what a rate or ratio counts where it stands inside it. `bound` is `at_least` or
    `at_most` for the ends of a range.
    """

    start: int
    end: int
    value: float
    unit: str
    kind: str
    tail: int
    per: float | None = None
    of: float | None = None
    noun: str = ""
    bound: str = ""


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Every number in `text[start:end]` that is not a date, a reference, a name …, in order."""
    return _paired(text, list(_scan(text, start, len(text) if end is None else end)))


def _scan(text: str, start: int, end: int) -> Iterator[Number]:
    at = start
    while match := START.search(text, at, end):
        at = not_figures.skip(text, match.start(), start, end)
        if at > match.start():
            continue
        number = _read(text, match.start(), end)
        if number is None:
            at = match.end()
            continue
        at = number.end
        if not not_figures.is_habit(text, number.start, number.kind):
            yield number


def _read(text: str, at: int, end: int) -> Number | None:
    for pattern, make in READERS:
        match = pattern.match(text, at, end)
        number = match and make(match)
        if number:
            return number
    return None


def _money(match: re.Match[str]) -> Number | None:
    value = number_of(match["value"] or match["value2"])
    size = (match["size"] or match["size2"] or "").strip().lower()
    euro = match["sign"] == "€" or (match["name"] or "").startswith("euro")
    unit = "eur" if euro else "usd" if match["sign"] == "$" else "gbp"
    value = round(value * MAGNITUDES.get(size, 1), 6)
    return Number(match.start(), match.end(), value, unit, "money", match.end())


def _percent(match: re.Match[str]) -> Number | None:
    value = number_of(match["value"])
    mark = NOTE_MARK.match(match.string, match.end())
    tail = mark.end() if mark else match.end()
    return Number(match.start(), match.end(), value, "percent", "percent", tail)


def _rate(match: re.Match[str]) -> Number | None:
    per = number_of(match["per"])
    noun = match["noun"].strip()
    value = number_of(match["value"])
    return Number(match.start(), match.end(), value, "rate", "rate", match.end(), per, noun=noun)


def _score(match: re.Match[str]) -> Number | None:
    value, of = float(match["value"]), float(match["of"])
    if value > of:
        return None
    return Number(match.start(), match.end(), value, "ratio", "ratio", match.end(), of=of)


def _ratio(match: re.Match[str]) -> Number | None:
    value, of = number_of(match["value"]), number_of(match["of"])
    text, end = match.string, match.end()
    is_share = match["join"].lower() != "in" or (of <= 100 and value < of)
    if value > of or not is_share or not_figures.is_year(match["of"]):
        return None
    if text[max(0, match.start() - 8) : match.start()].lower() == "all but ":
        return None
    if match["join"].lower() == "in" and (TIME.match(text, end) or "the" in match["owner"]):
        return None
    if not_figures.skip(text, match.start("of"), match.start(), len(text)) > match.start("of"):
        return None
    noun = (match["between"] or "").strip()
    if match["kind"] and COUNTED_NOUN.match(text, end):
        return None
    return Number(match.start(), end, value, "ratio", "ratio", end, of=of, noun=noun)


def _fraction(match: re.Match[str]) -> Number | None:
    if match["half"]:
        value = 0.5
    else:
        top = 1 if match["top"].lower() in ("a", "an") else number_of(match["top"])
        value = top / PARTS[match["part"].lower()]
        is_share = OF_THEM.search(match.string, max(0, match.start() - 12), match.start())
        if top == 1 and not is_share and NOT_A_SHARE.match(match.string, match.end()):
            return None
    return Number(match.start(), match.end(), round(value, 4), "ratio", "fraction", match.end())


def _rank(match: re.Match[str]) -> Number | None:
    digits = re.sub(r"\D", "", match["rank"])
    value = float(digits or ORDINALS[match["rank"].lower()])
    end = match.end("rank")
    return Number(match.start(), end, value, "other", "rank", end)


def _plain(match: re.Match[str]) -> Number | None:
    if match["value"].lower() == "one":
        return None
    value = number_of(match["value"])
    if match["size"]:
        value *= MAGNITUDES[match["size"].strip().lower()]
    time = TIME.match(match.string, match.end())
    if not time:
        unit = "other" if AREA.match(match.string, match.end()) else "count"
        holds = HOLDS.match(match.string, match.end())
        noun, tail = (holds["noun"], holds.end()) if holds else ("", match.end())
        return Number(match.start(), match.end(), value, unit, "count", tail, noun=noun)
    end = match.end()
    if time["half"]:
        value += 0.5 if time["half"] == "half" else 0.25
        end = time.end("half")
    unit = time["unit"].lower()
    unit = unit if unit.endswith("s") else unit + "s"
    rest, tail = REST.match(match.string, time.end()), time.end()
    if rest and (unit, rest["unit"]) in SMALLER:
        value += round(number_of(rest["value"]) / SMALLER[unit, rest["unit"]], 4)
        end, tail = rest.end(), rest.end()
    unit = unit if unit in UNITS else "other"
    return Number(match.start(), end, value, unit, "duration", tail)


READERS = (
    (MONEY, _money),
    (PERCENT, _percent),
    (RATE, _rate),
    (RATIO, _ratio),
    (OUT_OF, _score),
    (RANK, _rank),
    (FRACTION, _fraction),
    (PLAIN, _plain),
)


def _in_points(text: str, numbers: list[Number], k: int) -> Number:
    """Points beside a percentage are percentage points."""
    one, beside = numbers[k], numbers[max(0, k - 1) : k + 2]
    points = POINTS.match(text, one.end) if one.unit == "count" else None
    if not points or all(other.unit != "percent" for other in beside):
        return one
    return replace(one, unit="percent", kind="percent", tail=points.end())


def _paired(text: str, numbers: list[Number]) -> list[Number]:
    """Neighbours that share a unit get it, and the two ends of a range their bounds."""
    numbers = [_in_points(text, numbers, k) for k in range(len(numbers))]
    for k in range(len(numbers) - 1):
        one, two = numbers[k], numbers[k + 1]
        gap = text[one.end : two.start]
        if not JOIN.fullmatch(gap) and not JOIN.fullmatch(text, one.tail, two.start):
            continue
        if one.unit == "count" and two.unit != "ratio":
            one = replace(one, unit=two.unit, kind=two.kind, per=two.per)
        before = text[max(0, one.start - 16) : one.start].lower()
        if one.unit != two.unit or re.search(r"\bby\s+(?:\w+\s+)?$", before):
            continue
        between = re.search(r"\bbetween\s+(?:\w+\s+)?$", before)
        if between or (gap.strip() != "and" and not re.search(r"\bfrom\s+(?:\w+\s+)?$", before)):
            one, two = replace(one, bound="at_least"), replace(two, bound="at_most")
        numbers[k], numbers[k + 1] = one, two
    return numbers
