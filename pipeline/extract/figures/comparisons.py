"""How a figure stands to others: its qualifier, its change, and what it is compared with.

The words are cues (`cues`); here stands what may be between a cue and its number.
"""

import re
from dataclasses import dataclass

from pipeline.extract.figures.cues import CHANGES, QUALIFIERS, SIDES, Cue, Cues
from pipeline.extract.figures.numbers import Number
from pipeline.extract.figures.vocabulary import listed

HEDGE = (
    r"(?:(?:an?|the|its|about|around|approximately|just|only|over|under|some|nearly|almost|less"
    r"|more|than|as|many|high|low|peak|of|average|previous|current|figure|level|rate|total|below"
    r"|above|last|year[’']s|initial|those|recorded|seen)\s+){0,5}"
)
"""Words that may stand between a cue and its number."""

ARTICLE = re.compile(r"\s+(?:an?\s+|the\s+)?")
PLUS = re.compile(r"\s?\+")

SPREAD_OVER = re.compile(
    r"\b(?!wait|last|liv|stay|delay)(?:\w{3,}(?:ed|ing)|place|out|held|spent)\s+$",
    re.IGNORECASE,
)
"""Visited over two days; but waited over two days."""

JUST = re.compile(r"\b(?:just|well|slightly|from)\s+$", re.IGNORECASE)
"""Listed under four headings: only "just under four" is a hedge where the number is a word."""

GAP = re.compile(
    r"(?:,\s+which)?(?:\s+(?!(?:by|with|and|but|while|from|to|against|as|than)\b)[\w’'–/-]+){0,9}:?\s+\(?"
)
COLON = re.compile(r":?\s+\(?|\s\(")
"""Between whose figure it is and the figure: "national average for boys is", "England: "."""

STATED = listed(
    "is are was were be been being of at stands stood averages averaged average averaging figure "
    "figures rate mean median level standard percentage proportion total reached comparator limit"
)
"""One of these says that a figure follows: the national team visited 12 schools has none."""

LIGHT = listed("a an the just only about around over under nearly almost some it has had where")

BEHIND = re.compile(
    r"\s*\)?(?:\s*(?:for|in|across|of|the|all|an?|by|at|averages?|rate|figure|children|care"
    r"|leavers|looked|after|achieved|seen|recorded|reported|pupils|young|people|found)\b){0,6}\s*",
    re.IGNORECASE,
)
"""What may stand between a figure and the name of those whose figure it is."""

OF_ALL = re.compile(r"\s+of\s+(?:all\s+)?(?:[a-z’-]+\s+){1,4}(?:in|across|of|for)\s+")
"""A fifth of fostering agencies in England: the share of a whole country."""

NEAR = 90
"""How many characters around a number say how it is compared."""

BETWEEN_THEM = re.compile(r"\bbetween\s", re.IGNORECASE)
FROM = re.compile(
    r"(?<!ranging )(?<!ranges )(?<!ranged )(?<!range )(?<!varying )(?<!aged )"
    rf"\bfrom\s+{HEDGE}$",
    re.IGNORECASE,
)
TO = re.compile(rf"\bto\s+(?:currently\s+|now\s+)?{HEDGE}$", re.IGNORECASE)
TO_BEHIND = re.compile(r"[^.;,]{0,50}\bto\b")
RANKED = re.compile(
    r"\b(?:top|bottom|highest|lowest|best|worst|deprived|poorest)\s+(?:\w+\s+)?$", re.IGNORECASE
)
"""In the top 10% in the country: not the country's figure."""

OPENS = re.compile(r"(?:^|[.;,]\s*)(?:(?:in|across|for|and)\s+)*$", re.IGNORECASE)
OPENED = re.compile(
    rf"(?:\s+as\s+a\s+whole)?,?(?:\s+(?:it|the\s+\w+)(?:\s+(?:is|was|stands\s+at)|[’']s))?\s+{HEDGE}",
    re.IGNORECASE,
)
"""Nationally, 33 services were inspected; in England as a whole one in five."""

NOT_COMPARED = ("more", "less", "fewer", "rather", "other", "longer", "greater")
THAN = re.compile(
    "".join(rf"(?<!{word}\s)" for word in NOT_COMPARED) + r"\bthan\b[^.;,]{0,60}$", re.IGNORECASE
)
THAN_THE = re.compile(r"\b(?:than|above|below)\s+(?:the|an?|its|their|our)\s[^.;]*$", re.IGNORECASE)
OTHER_NOUN = re.compile(
    r"\san?\s(?:(?!peak|high|low|average|figure|rate|total|mean|median|level|score)[a-z-]+\s){1,3}of\s+\Z"
)
"""812 men against a capacity of 700."""

UNBROKEN = re.compile(r"[^.;,]{0,60}")
"""82%, compared with 43%; but not "more than 43%"."""

PAST = re.compile(
    rf"""\b(?:in\s+(?:\w+\s+)?(?:19|20)\d\d|last\s+year|previously
      |(?:a|an|one|two|three|four|five)\s+years?\s+(?:ago|earlier|before))[^.;]{{0,20}}
    \b(?:it|this|the\s+(?:\w+\s+)?(?:figure|number|rate|total|proportion)|(?P<again>the\s+(?:wait|average|score|share|backlog|list)))\s+
    (?:was|were|had\s+been|stood\s+at)\s+{HEDGE}\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""In 2017 it was 26; a year earlier the figure was 59.1%."""

OWN_NOUN = re.compile(r"\s+(?:[a-z]+\s+){0,3}?[a-z]{3,}(?:s|ia|ren)\b")
WAS = re.compile(r"\b(?:was|were|been|at)\s")
FEWER = re.compile(r"\s*(?:fewer|less)\s+(?!than\b)\w", re.IGNORECASE)
"""14 per cent fewer complaints."""

CHANGE_NOUNS = "increase|rise|growth|uplift|reduction|decrease|decline|drop|fall|cut|improvement"
CHANGED_TO = re.compile(
    rf"(?:[^.;,]{{0,70}}\s(?:to|by|of|at)|,\s(?:to|and\snow\sstands\sat))?\s+{HEDGE}", re.IGNORECASE
)
"""Between a change and the number that it is said of: risen to 11, a drop of 18%."""

AMOUNT_OF_CHANGE = re.compile(rf"(?:\s+\w+ly)?(?:\s+(?:by|of))?\s+{HEDGE}", re.IGNORECASE)
"""The same for the amount of the change: fell by 12, a rise of 22%."""

MOVES_BY = re.compile(rf"\b(?:by|of)\s+{HEDGE}\Z", re.IGNORECASE)
CHANGE_BEHIND = re.compile(r"\s*(?:[a-z-]+\s+)?", re.IGNORECASE)
"""42% increase; 18 per cent steep fall; what precedes a change behind a number."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The qualifier, change and comparator of one figure, as in the table `figures`.

    `copies` says that it measures what the figure before it measures. `back` is the change
    that it says of the figure before it: "This is a reduction from 3,745". `amount` says that
    the number is itself a change: "rose by 12".
    """

    qualifier: str = ""
    change: str = ""
    comparator: str = ""
    copies: bool = False
    back: str = ""
    amount: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """A number in its sentence, `text[start:end]`, between the numbers at `left` and `right`."""

    text: str
    number: Number
    start: int
    left: int
    right: int
    end: int
    cues: Cues

    @property
    def before(self) -> str:
        """The words before the number, behind the one before it."""
        return self.text[self.near : self.number.start]

    @property
    def near(self) -> int:
        """Where the words before it begin."""
        return max(self.left, self.number.start - NEAR)

    @property
    def far(self) -> int:
        """Where the words behind it end."""
        return min(self.right, self.number.tail + NEAR, self.end)


def compare(around: Around) -> Comparison:
    """Read how a number is compared."""
    text, number, before = around.text, around.number, around.before
    qualifier = _qualifier(around)
    if _opens_nationally(around):
        is_pronoun = IT_IS.search(before) is not None
        return Comparison(qualifier, comparator="national", copies=is_pronoun)
    side = _side(around)
    if side:
        copies = not OF_ALL.match(text, number.tail, around.end)
        qualifier = "" if THAN_THE.search(before) else qualifier
        return Comparison(qualifier, comparator="" if side == "region" else side, copies=copies)
    change = _change(around)
    if FROM.search(before):
        back = direction(around.cues, around.start, number.start)
        if back or TO_BEHIND.match(text, number.tail, around.end):
            return Comparison(qualifier, comparator="previous", copies=True, back=back)
    if _is_compared(around):
        return Comparison(qualifier, comparator="previous", copies=True)
    if number.unit == "percent" and FEWER.match(text, number.tail, around.end):
        change = "decrease"
    return Comparison(qualifier, change, amount=is_amount_of_change(around))


IT_IS = re.compile(r"\b(?:it|figure|average|rate)(?:\s+(?:is|was|stands\s+at)|[’']s)\s")


def _opens_nationally(around: Around) -> bool:
    """Whether a clause opens with the country and goes on with the number."""
    cue = around.cues.last(around.near, around.number.start, ("national",))
    if not cue or not OPENED.fullmatch(around.text, cue.end, around.number.start):
        return False
    return bool(OPENS.search(around.text[around.near : cue.start]))


def _is_compared(around: Around) -> bool:
    """Whether the number is given to compare another with: "against 43% a year ago"."""
    text, at, before = around.text, around.number.start, around.before
    cue = around.cues.last(around.near, at, ("compared",))
    if cue and UNBROKEN.fullmatch(text, cue.end, at):
        if text[slice(*cue[:2])].lower() == "against" and _is_told_alone(around):
            return False
        return not OTHER_NOUN.search(text, cue.end, at)
    past = PAST.search(text, around.start, at) if WAS.search(before) else None
    is_second = past and not (past["again"] and around.left == around.start)
    return bool(THAN.search(before) or is_second)


def _is_told_alone(around: Around) -> bool:
    """Judged against five standards: a number with a noun of its own, and none before it."""
    is_first = around.left == around.start and around.number.unit == "count"
    return is_first and bool(OWN_NOUN.match(around.text, around.number.tail))


def is_alike(one: Number, two: Number) -> bool:
    """Whether `two` can be compared with `one`; a bare number takes the other's unit."""
    if one.unit == two.unit or {one.unit, two.unit} == {"percent", "ratio"}:
        return True
    if two.unit != "count" or two.tail != two.end:
        return False
    return one.kind in ("rate", "duration") or (one.kind == "percent" and two.value % 1 > 0)


def moved(one: Number, two: Number) -> str:
    """The direction from one value to another: `increase`, `decrease` or an empty string."""
    first, second = (_share(n) if n.unit in ("percent", "ratio") else n.value for n in (one, two))
    if first == second:
        return ""
    return "increase" if second > first else "decrease"


def _share(number: Number) -> float:
    """A part of one, whether it is printed as 40%, two in five, or two-fifths."""
    if number.unit == "percent":
        return number.value / 100
    return number.value / number.of if number.of else number.value


def direction(cues: Cues, start: int, end: int) -> str:
    """`increase` or `decrease`, whichever `text[start:end]` says last, or an empty string."""
    return _named(cues.last(start, end, CHANGES))


def _named(cue: Cue | None) -> str:
    return {"rise": "increase", "fall": "decrease"}[cue.kind] if cue else ""


def _qualifier(around: Around) -> str:
    text, number, cues = around.text, around.number, around.cues
    if number.bound and not BETWEEN_THEM.search(text[max(0, number.start - 30) : number.start]):
        return number.bound
    if PLUS.match(text, number.tail):
        return "at_least"
    behind = cues.first(number.tail, around.far, QUALIFIERS)
    if behind and not text[number.tail : behind.start].strip() and " " in text[slice(*behind[:2])]:
        hedge = text[slice(*behind[:2])]
        if hedge.startswith(("or", "at", "give")):
            return behind.kind
    cue = cues.last(around.near, number.start, QUALIFIERS)
    if not cue or not ARTICLE.fullmatch(text, cue.end, number.start):
        return ""
    return "" if _is_no_hedge(around, cue) else _as_meant(text, number, cue)


def _as_meant(text: str, number: Number, cue: Cue) -> str:
    """Nearly half is under a half; nearly 300 is about so many."""
    nearly = text[slice(*cue[:2])].lower() == "nearly"
    return "under" if nearly and number.kind in ("fraction", "ratio") else cue.kind


def _is_no_hedge(around: Around, cue: Cue) -> bool:
    """Over two days, under four headings: a preposition of time or place."""
    text, number = around.text, around.number
    before = text[around.near : cue.start]
    hedge = text[slice(*cue[:2])].lower()
    if hedge == "over" and number.kind == "duration" and number.unit != "other":
        return not before.strip() or bool(SPREAD_OVER.search(before))
    return hedge in ("under", "below") and text[number.start].isalpha() and not JUST.search(before)


def _side(around: Around) -> str:
    """Whose figure it is: that of the country, of similar bodies, a target, or of nobody else."""
    text, number, cues = around.text, around.number, around.cues
    if RANKED.search(around.before):
        return ""
    cue = cues.last(around.near, number.start, SIDES)
    if cue and _leads_to(text[cue.start : cue.end], text[cue.end : number.start]):
        return cue.kind
    cue = cues.first(number.tail, around.far, ("neighbours", "national"))
    if not cue or cue.start - number.tail > 60:
        return ""
    if BEHIND.fullmatch(text, number.tail, cue.start):
        return cue.kind
    is_share = number.unit in ("percent", "ratio", "rate")
    return cue.kind if is_share and OF_ALL.fullmatch(text, number.tail, cue.start) else ""


def _leads_to(cue: str, gap: str) -> bool:
    """Whether words between whose figure it is and a number say that this is the figure."""
    if COLON.fullmatch(gap):
        return True
    if not GAP.fullmatch(gap):
        return False
    between = set(gap.lower().strip(" (:").split())
    return bool(STATED & (between | set(cue.lower().split()))) or between <= LIGHT


def _change(around: Around) -> str:
    """A change that is said of the number itself: risen to 11, a drop of 18%, 42% increase."""
    text, number = around.text, around.number
    cue = around.cues.last(around.near, number.start, CHANGES)
    if cue and CHANGED_TO.fullmatch(text, cue.end, number.start):
        return _named(cue)
    return _named(_change_behind(text, number, around.cues))


def _change_behind(text: str, number: Number, cues: Cues) -> Cue | None:
    cue = cues.first(number.tail, number.tail + 40, CHANGES)
    return cue if cue and CHANGE_BEHIND.fullmatch(text, number.tail, cue.start) else None


def is_gone_by(around: Around) -> bool:
    """Whether a number is the amount of a change that stands before it: a rise of 22%."""
    cue = around.cues.last(around.near, around.number.start, CHANGES)
    if not cue or not AMOUNT_OF_CHANGE.fullmatch(around.text, cue.end, around.number.start):
        return False
    is_share = (
        around.number.unit == "percent" and around.text[cue.end : cue.end + 5].strip() != "to"
    )
    by = MOVES_BY.search(around.text, cue.start, around.number.start)
    return bool(by) or (is_share and around.text[cue.end : around.number.start].isspace())


def is_amount_of_change(around: Around) -> bool:
    """The same, or with the change behind it: a 22% rise."""
    return is_gone_by(around) or bool(_change_behind(around.text, around.number, around.cues))
