"""How a figure stands to others: its qualifier, its change, and what it is compared with."""

import re
from dataclasses import dataclass

from pipeline.extract.figures.numbers import Number

QUALIFIERS = (
    (
        "about",
        r"about|around|approximately|approx\.?|roughly|circa|some|nearly|(?:an?\s+)?estimated",
    ),
    (
        "under",
        r"under|(?:less|fewer|shorter|lower)\s+than|below|almost|just\s+short\s+of|not\s+quite",
    ),
    ("over", r"over|(?:more|longer|greater)\s+than|above|in\s+excess\s+of|upwards\s+of|exceeding"),
    ("at_least", r"at\s+least|a\s+minimum\s+of|no\s+(?:less|fewer)\s+than|not\s+less\s+than"),
    ("at_most", r"at\s+most|up\s+to|no\s+more\s+than|a\s+maximum\s+of|not\s+more\s+than|within"),
)
HEDGES = "|".join(rf"(?P<{name}>\b(?:{pattern}))" for name, pattern in QUALIFIERS)
QUALIFIER = re.compile(rf"(?:{HEDGES})\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)
"""about 90%; just over half; up to four years."""

QUALIFIER_AFTER = re.compile(
    r"\s*(?:(?P<at_least>\+|or\s+(?:more|over|above)\b)|(?P<at_most>or\s+(?:less|fewer|under)\b))",
    re.IGNORECASE,
)
"""three or more; 295 days or less."""

SPREAD_OVER = re.compile(
    r"\b(?!wait|last|liv|stay|delay)(?:\w{3,}(?:ed|ing)|place|out|held|spent)\s+over\s+$",
    re.IGNORECASE,
)
"""Visited over two days; but waited over two days."""

JUST = re.compile(r"\b(?:just|well|slightly|from)\s+under\s+$", re.IGNORECASE)
"""Listed under four headings: only "just under four" is a hedge where the number is a word."""

BETWEEN = (
    r"(?::|(?:\s+(?!(?:by|with|at|and|but|while|from|to|against|as)\b)[\w’'–/-]+){0,9})\s+(?:\()?$"
)
BODY = (
    r"(?:authorit(?:y|ies)|area|council|force|service|trust|school|provider|prison|home|hospital"
    r"|agenc(?:y|ies))s?"
)
NATION = (
    r"(?:Welsh|Scottish|UK|Wales|Scotland)(?=\s+(?:average|figure|rate)\b|:\s)"
    r"|(?<=\bin\s)(?:Wales|Scotland)(?=\s*(?:[.,;)]|$|and\b|the\s+(?:average|figure|rate)\b))"
)
SIDES = {
    "target": re.compile(
        r"""\b(?:targets?|limit|threshold|benchmark|aiming\s+for|goal|expected\s+(?:level|rate)
        |standard(?:\s+to\s+be\s+met)?(?=\s+(?:of|is|was)\b))\b""",
        re.VERBOSE | re.IGNORECASE,
    ),
    "neighbours": re.compile(
        rf"""\b(?:statistical\s+neighbours?|neighbour(?:s|ing)|similar\s+(?:local\s+)?{BODY}
        |compar(?:able|ator|ative)\s+(?:local\s+)?(?:{BODY}|groups?))\b""",
        re.VERBOSE | re.IGNORECASE,
    ),
    "national": re.compile(
        rf"""\b(?:nationally|national|England|English|in\s+the\s+country
        |across\s+(?:the\s+country|England|Wales|Scotland)|{NATION}
        |(?:typical|average)\s+(?:local\s+)?{BODY})\b""",
        re.VERBOSE,
    ),
    "region": re.compile(
        r"""\b(?:regional|region|North\s+West|North\s+East|South\s+West|South\s+East|London
        |Midlands)\s+average\b""",
        re.VERBOSE,
    ),
}
"""Whose figure it is (a national target is a target).

A region's has no name in the tables, but it compares all the same."""

BEFORE = {name: re.compile(p.pattern + BETWEEN, p.flags) for name, p in SIDES.items()}
ANY_SIDE = re.compile(
    r"ational|ngland|ales|elsh|Scot|UK|nglish|country|eighbour|imilar|ompara|egion|North|South|London|Midlands"
    r"|ypical|average|target|limit|threshold|benchmark|aiming|goal|standard|expected"
)
"""A cheap sign that one of them is there."""

BEHIND = re.compile(
    r"\s*\)?(?:\s*(?:for|in|across|of|the|all|an?|by|at|averages?|rate|figure|children|care"
    r"|leavers|looked|after|achieved|seen|recorded|pupils|young|people)\b){0,6}\s*",
    re.IGNORECASE,
)
"""What may stand between a figure and the name of those whose figure it is."""

NEAR = 90
"""How many characters around a number say how it is compared."""

BETWEEN_THEM = re.compile(r"\bbetween\s", re.IGNORECASE)
HEDGE = (
    r"(?:(?:an?|the|its|about|around|approximately|just|only|over|under|some|nearly|almost|less"
    r"|more|than|as|many|high|low|peak|of|average|previous|current|figure|level|rate|total|below"
    r"|above|last|year[’']s|initial)\s+){0,5}"
)
FROM = re.compile(
    r"(?<!ranging )(?<!ranges )(?<!ranged )(?<!range )(?<!varying )(?<!aged )"
    rf"\bfrom\s+{HEDGE}$",
    re.IGNORECASE,
)
TO = re.compile(rf"\bto\s+(?:currently\s+|now\s+)?{HEDGE}$", re.IGNORECASE)
RANKED = re.compile(
    r"\b(?:top|bottom|highest|lowest|best|worst|deprived|poorest)\s+(?:\w+\s+)?$", re.IGNORECASE
)
"""In the top 10% in the country: not the country's figure."""

NATIONALLY = re.compile(
    rf"(?:^|[.;,]\s*)(?:nationally|across\s+England|in\s+England),?\s+{HEDGE}$", re.IGNORECASE
)
"""Nationally, 33 services were inspected."""

NOT_COMPARED = ("more", "less", "fewer", "rather", "other", "longer", "greater")
THAN = "".join(rf"(?<!{word}\s)" for word in NOT_COMPARED)
COMPARED = re.compile(
    rf"""\b(?:compar(?:ed|es|ing)(?:\s+\w+)?\s+(?:with|to)|against(?=\s+(?:[\w’'-]+\s+){{0,5}}$)
    |when\s+(?:it|they|there|this|that|the\s+(?:\w+\s+){{0,2}}(?:figure|number|rate|time|average))\s+(?:was|were|stood)|{THAN}than|versus|as\s+opposed\s+to|in\s+contrast\s+(?:to|with))\b[^.;,]{{0,60}}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""82%, compared with 43%; but not "more than 43%"."""

PAST = re.compile(
    rf"""\b(?:in\s+(?:\w+\s+)?(?:19|20)\d\d|last\s+year|previously
      |(?:a|an|one|two|three|four|five)\s+years?\s+(?:ago|earlier|before))[^.;]{{0,20}}
    \b(?:it|this|the\s+(?:\w+\s+)?(?:figure|number|rate|total|proportion))\s+
    (?:was|were|had\s+been|stood\s+at)\s+{HEDGE}\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""In 2017 it was 26; a year earlier the figure was 59.1%."""

WAS = re.compile(r"\b(?:was|were|been|at)\s")
TO_BEHIND = re.compile(r"[^.;,]{0,50}\bto\b")
UP = re.compile(
    r"""\b(?:increas(?:e|es|ed|ing)|risen|ris(?:e|es|ing)|rose|grown|grew|growth|growing
    |up(?=\s+(?:from|by))|gone\s+up|additional|extra
    |(?:more|higher|longer)(?=\s+than\s+(?:in|a\s+year|last|the\s+year|before))|doubl(?:ed|ing))\b""",
    re.VERBOSE | re.IGNORECASE,
)
DOWN = re.compile(
    r"""\b(?:decreas(?:e|es|ed|ing)|reduc(?:tion|ed|es|ing|e)|fall(?:en|s|ing)?|fell
    |drop(?:ped|ping|s)?|declin(?:e|es|ed|ing)|down(?=\s+(?:from|by|to))
    |(?:come|gone|is|brought)\s+down|shrunk|cut
    |(?:fewer|less|lower|shorter)(?=\s+than\s+(?:in|a\s+year|last|the\s+year|before)))\b""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The qualifier, change and comparator of one figure, as in the table `figures`.

    `copies` says that it measures what the figure before it measures. `back` is the change
    that it says of the figure before it: "This is a reduction from 3,745".
    """

    qualifier: str = ""
    change: str = ""
    comparator: str = ""
    copies: bool = False
    back: str = ""


def compare(text: str, number: Number, bounds: tuple[int, int, int, int]) -> Comparison:
    """Read how `number` is compared.

    `bounds` are the start of its sentence, the end of the number before, the start of the
    number behind, and the end of the sentence.
    """
    start, left, right, end = bounds
    before = text[max(left, number.start - NEAR) : number.start]
    behind = text[number.tail : min(right, number.tail + NEAR, end)]
    qualifier = _qualifier(text, number, before, behind)
    if NATIONALLY.search(before):
        return Comparison(qualifier, comparator="national")
    side = _side(before, behind)
    if side:
        return Comparison(qualifier, comparator="" if side == "region" else side, copies=True)
    change = direction(before) or direction(behind[:30].split(",")[0])
    if FROM.search(before):
        change = change or direction(text[start : number.start])
        if change or TO_BEHIND.match(text, number.tail, end):
            return Comparison(qualifier, comparator="previous", copies=True, back=change)
    if COMPARED.search(before) or (WAS.search(before) and PAST.search(text, start, number.start)):
        return Comparison(qualifier, comparator="previous", copies=True)
    if number.unit == "percent" and FEWER.match(behind):
        return Comparison(qualifier, "decrease")
    return Comparison(qualifier, change if change and _changes(before, behind) else "")


def is_alike(one: Number, two: Number) -> bool:
    """Whether `two` can be compared with `one`; a bare number takes the other's unit."""
    if one.unit == two.unit or {one.unit, two.unit} == {"percent", "ratio"}:
        return True
    if two.unit != "count" or two.tail != two.end:
        return False
    return one.kind in ("rate", "duration") or (one.kind == "percent" and two.value % 1 > 0)


def direction(words: str) -> str:
    """`increase` or `decrease`, whichever a text says last, or an empty string."""
    ups = [m.start() for m in UP.finditer(words)]
    downs = [m.start() for m in DOWN.finditer(words)]
    if not ups and not downs:
        return ""
    return "increase" if max(ups, default=-1) > max(downs, default=-1) else "decrease"


def _qualifier(text: str, number: Number, before: str, behind: str) -> str:
    if number.bound and not BETWEEN_THEM.search(text[max(0, number.start - 30) : number.start]):
        return number.bound
    match = QUALIFIER_AFTER.match(behind) or QUALIFIER.search(before[-30:])
    if not match:
        return ""
    hedge = match.group().lower()
    if hedge.startswith("nearly") and number.kind in ("fraction", "ratio"):
        return "under"
    is_time = number.kind == "duration" and number.unit != "other" and hedge.startswith("over")
    if is_time and (before.strip() == hedge.strip() or SPREAD_OVER.search(before)):
        return ""
    in_words = text[number.start].isalpha()
    if hedge.startswith("under") and in_words and not JUST.search(before):
        return ""
    return match.lastgroup or ""


def _side(before: str, behind: str) -> str:
    if not ANY_SIDE.search(before + behind) or RANKED.search(before):
        return ""
    for name, pattern in BEFORE.items():
        if pattern.search(before):
            return name
    for name in ("neighbours", "national"):
        found = SIDES[name].search(behind[:45])
        if found and BEHIND.fullmatch(behind, 0, found.start()):
            return name
    return ""


def _changes(before: str, behind: str) -> bool:
    """Whether a change is said of the number itself: risen to 11, a drop of 18%, 42% increase."""
    said = [*UP.finditer(before), *DOWN.finditer(before)]
    last = max((match.end() for match in said), default=-1)
    if last >= 0 and CHANGED_TO.fullmatch(before, last):
        return True
    return bool(CHANGE_BEHIND.match(behind))


def moves_by(text: str, number: Number, start: int) -> bool:
    """Whether a number is the way that something has gone: rose by 12 (to 88)."""
    return bool(MOVES_BY.search(text, start, number.start))


def is_amount_of_change(text: str, number: Number, left: int) -> bool:
    """Whether a number is the amount by which the figure before it changed: a rise of 22%."""
    return bool(AMOUNT_OF_CHANGE.search(text, left, number.start)) or bool(
        CHANGE_BEHIND.match(text, number.tail)
    )


FEWER = re.compile(r"\s*(?:fewer|less)\s+(?!than\b)\w", re.IGNORECASE)
"""14 per cent fewer complaints."""

CHANGE_NOUNS = "increase|rise|growth|uplift|reduction|decrease|decline|drop|fall|cut|improvement"
CHANGE_VERBS = (
    "increased|risen|rose|grown|grew|up|reduced|decreased|declined|dropped|fallen|fell|down|cut"
    "|improved|shrunk|rising|falling|growing|dropping"
)
AMOUNT_OF_CHANGE = re.compile(
    rf"\b(?:(?:{CHANGE_NOUNS})\s+of|(?:{CHANGE_VERBS})(?:\s+\w+ly)?\s+by)\s+{HEDGE}\Z",
    re.IGNORECASE,
)
MOVES_BY = re.compile(rf"\bby\s+{HEDGE}\Z", re.IGNORECASE)
CHANGED_TO = re.compile(rf"(?:[^.;,]{{0,70}}\s(?:to|by|of|at))?\s+{HEDGE}", re.IGNORECASE)
CHANGE_BEHIND = re.compile(
    r"\s*(?:\w+\s+)?(?:increase|decrease|reduction|rise|drop|fall|additional|extra"
    r"|more|fewer)\b|\s*(?:less|higher|lower|longer|shorter)(?=\s+than\s+(?:in|a\s+year|last|the|before))",
    re.IGNORECASE,
)
