"""Which known areas a grade belongs to by where they stand, whatever the words between.

A release that names its areas says their grades in any order: “care leavers Outstanding”,
“an outstanding rating for care leavers”. The areas right behind a “for” come first, else those
that stand nearest before, as long as nothing but verbs and joints stands between.
"""

import re
from typing import NamedTuple

from pipeline.extract.judgements.clauses import is_marked, is_verbal
from pipeline.extract.judgements.tokens import PRONOUNS, Token
from pipeline.frameworks import Finder

VERBAL = frozenset({"judged", "given", "received", "kept", "changed", "noun"})
"""What judges, between an area and its grade."""

STOPS = frozenset({"grade", "modal", "or", ";", "earlier"})
"""Nothing is aligned over these."""

OF_BODY = re.compile(r"\s+(?:of|for)\s+(?:the|its|our|their)\s+[\w’'-]+\s+(?:was|were|is|are)\b")
"""“the quality of provision | of the school is | good”."""

OPENERS = frozenset({"adverb", ",", ";", ":", "and", "agent", "quote"})
"""Before a whole subject."""

FILLERS = frozenset({"areas", "being", "how", "of", "both", "two", "three", "four", "five", ":"})
"""“good for being safe”, “for how well it is led”."""

WHOLE = frozenset({"overall", "overall rating"})
"""These are adjective and noun of any rating, and no area beside others."""

PLAIN = frozenset({"be", "adverb", "quote", "kept", "have", "agent", "link", ","})
"""Between the whole subject and its grade: “Safety was reasonably good”."""

MOST_WORDS = 4
"""Other words that may stand between an area and its grade."""

BEHIND = frozenset({"quote", "noun", "be", "adverb", "judged", "given", "have"})
"""What may stand between a grade and the “for” behind it."""


MADE = frozenset({"made", "reached", "recorded"})
"""“Judgements of ‘good’ were | made | for …”."""


class Group(NamedTuple):
    """Areas that a sentence names side by side: offsets of the first and the last."""

    start: int
    end: int


def with_areas(tokens: list[Token], finder: Finder, sentence: str) -> list[Token]:
    """The tokens, with every known area as one."""
    hits = finder.find(sentence)
    found: list[Token] = []
    for token in tokens:
        hit = next((h for h in hits if h[0] < token.end and token.start < h[1]), None)
        hit = None if hit and sentence[slice(*hit[:2])].lower() in WHOLE else hit
        if hit is None:
            found.append(token)
        elif not found or found[-1].start != hit[0]:
            found.append(Token("area", hit[0], hit[1], sentence[hit[0] : hit[1]].lower()))
    return found


def group_behind(tokens: list[Token], grade: int) -> Group | None:
    """The areas that “for” ties to a grade: “a good rating for | leadership and planning”."""
    at = grade + 1
    while at < len(tokens) and (tokens[at].kind in BEHIND or tokens[at].low in MADE):
        at += 1
    led = grade + 1 < at and tokens[grade + 1].low in {"the", "its"}
    if led and any(token.kind == "judged" for token in tokens[:grade]):
        return _group_from(tokens, grade + 1, grade)  # “evaluated as good the leadership”
    if at >= len(tokens) or not (tokens[at].kind == "about" or tokens[at].low in {"to", "of"}):
        return None
    return _group_from(tokens, at + 1, grade)


def _group_from(tokens: list[Token], at: int, grade: int) -> Group | None:
    """The areas that begin at a token, up to what is no area."""
    while at < len(tokens) and (
        tokens[at].kind in {"adverb", "quote"} or tokens[at].low in FILLERS
    ):
        at += 1
    first, last = at, -1
    while at < len(tokens) and _in_group(tokens[at]):
        last = at if tokens[at].kind == "area" else last
        at += 1
    if last < 0 or tokens[first].kind != "area":
        return None
    if at < len(tokens) and tokens[at].kind == "grade" and first != last == at - 1:
        last = _without_next(tokens, first, last)
    return Group(tokens[first].start, tokens[last].end)


def _in_group(token: Token) -> bool:
    """Whether a token is an area or joins two: “for leadership, planning and for staffing”."""
    return token.kind in {"area", ",", "adverb", "about"} or token.low in {"and", "&"}


def _without_next(tokens: list[Token], first: int, last: int) -> int:
    """Where the areas end if the last of them stands before the next grade as its own."""
    apart = [k for k in range(first, last) if tokens[k].kind in {",", "and"}]
    return apart[-1] - 1 if apart and tokens[apart[-1] - 1].kind == "area" else last


def group_before(
    sentence: str, tokens: list[Token], low: int, grade: int, follows: bool
) -> Group | None:
    """The areas nearest before a grade; `follows`: a grade of this sentence was read before."""
    kinds: set[str] = set()
    at, others = grade - 1, 0
    while at >= low and tokens[at].kind != "area":
        kind = tokens[at].kind
        others += kind == ""
        intends = kind == "link" and tokens[at].low.startswith("to ") and kinds & VERBAL
        if kind in STOPS or others > MOST_WORDS or intends:
            return None
        kinds.add(kind)
        at -= 1
    if at < low:
        return None
    if not _counts(sentence, tokens, at, grade, kinds, follows):
        return None
    last = first = at
    while at >= low and _in_group(tokens[at]):
        first = at if tokens[at].kind == "area" else first
        at -= 1
    return Group(tokens[first].start, tokens[last].end)


def _counts(
    sentence: str, tokens: list[Token], area: int, grade: int, kinds: set[str], follows: bool
) -> bool:
    """Whether a grade behind an area is a grade and no adjective."""
    if is_marked(sentence, tokens[grade].start) or kinds & VERBAL:
        return True
    if kinds <= {":", "-", "quote"} and kinds & {":", "-"}:
        return True
    if is_verbal(tokens[grade]) and kinds <= PLAIN:
        return True
    opened = area == 0 or tokens[area - 1].kind in OPENERS
    between = sentence[tokens[area].end : tokens[grade].start]
    if opened and (kinds <= PLAIN or OF_BODY.match(between)) and kinds & {"be", "kept"}:
        return _is_told(tokens, area, grade)
    ruled = follows or any(t.kind == "judged" for t in tokens[:area])
    return ruled and ("link" in kinds or kinds <= PLAIN)


def _is_told(tokens: list[Token], area: int, grade: int) -> bool:
    """Whether “teaching was good” repeats a grade: names, grades or inspectors around say so."""
    long = " " in tokens[area].low or " " in tokens[grade].low
    grades = sum(token.kind == "grade" for token in tokens)
    judge = any(t.kind == "judged" or (t.kind == "agent" and t.low not in PRONOUNS) for t in tokens)
    return long or grades > 1 or judge


def is_intended(tokens: list[Token], low: int, grade: int) -> bool:
    """Whether a grade is an aim: “wants to be good for …”, “will be rated good for …”."""
    at, verbs = grade - 1, False
    while at >= low and tokens[at].kind in VERBAL | {"be", "have", "adverb", "quote", "link"}:
        if tokens[at].low.startswith("to "):
            judged = any(t.kind in {"judged", "given"} for t in tokens[low:at])
            return verbs or not judged
        verbs = verbs or tokens[at].kind in VERBAL - {"noun"}
        at -= 1
    return at >= low and tokens[at].kind == "modal"
