"""What a clause is about: the words before a number that lead to it, or open its sentence.

Like `phrases`, by closed word lists; all functions take offsets in a text and return a span.
"""

import re

from pipeline.extract.figures.phrases import (
    AMOUNT,
    AUXILIARY,
    Mark,
    Span,
    span_of,
    tokens,
    without_lead,
)
from pipeline.extract.figures.vocabulary import listed, words

LONGEST_SUBJECT = 12
LONGEST_TOPIC = 16
ENDED = re.compile(r"[;:]|\s[–—-]\s")
LEFT_EDGE = re.compile(r"(?P<aside>\([^()\d]{1,60}\))|[;:()“”\n]|\s[–—-]\s|,(?!\d{3})")
THERE_IS = re.compile(
    r"""(?:has|have|had|is|are|was|were)\s+(?:been\s+)?(?:an?|the)\s+(?:[\w-]+\s+)?
    (?:improvement|increase|reduction|decrease|rise|fall|worsening|decline)\s+in\s+""",
    re.VERBOSE,
)
"""There has been a steady improvement in …: what improved is measured."""

INTRODUCES = re.compile(
    r"""\s*(?:in|during|since|at|of|as|over|between|for|this|these|they|it|there|the\s+following
      |inspectors)\b
    |(?:\S+\s+){16}|.*\bthat(?:\s+\w+)?$|.*\b(?:include|includes|included|should|must|to|are|is|were)$""",
    re.VERBOSE | re.IGNORECASE,
)
"""A lead-in line that is no noun phrase: "In the last 12 months:"."""

PERIOD_FIRST = re.compile(
    r"(?:\w+\s+(?:years?|months?|weeks?|days?)\s+(?:ago|earlier|before)|(?:last|this)\s+(?:year|month|week|term"
    r"|summer|autumn|winter|spring))\b,?\s*",
    re.IGNORECASE,
)
"""Three years ago the wait was 61."""

RELATIVE = re.compile(r"\b(?:who|that|which)\s+(?:\w+ly\s+)?\Z")
FINITE = re.compile(rf"{AUXILIARY.pattern}|\b(?:should|must|would|could|may|might|do|does|did)\b")
PRONOUNS = listed("they we he she i it you")
HAS_MOVED = re.compile(
    r"\b(?:has|have|had)\s+(?:been\s+)?(?:\w+ly\s+)?(?:risen|fallen|increased|reduced|decreased|grown"
    r"|declined|dropped|improved|doubled|halved|gone|come)\b"
)
SUBORDINATE = frozenset(("that", "which", "where", "because", "although", "whereas", "while"))
CUTS = listed("cut reduced increased raised doubled halved improved grown brought")


def subject_before(text: str, start: int, end: int) -> Span | None:
    """What a number at `end` measures when it stands behind: "the vacancy rate … is at"."""
    marks = [m for m in tokens(text, start, end) if m.group()[0] != "(" or len(m.group()) < 3]
    marks = without_lead(marks)
    if not marks:
        return None
    for amount in reversed(list(AMOUNT.finditer(text, start, marks[-1].start()))):
        return amount.end(), _before_verb(text, amount.end(), marks[-1].end())
    kept: list[Mark] = []
    for mark in reversed(marks):
        low = mark.group().lower()
        if not low[0].isalnum() or low in words().boundaries or len(kept) >= LONGEST_SUBJECT:
            break
        if low == "and" and kept and _begins_clause(text, start, mark, end):
            break
        kept.append(mark)
        if len(kept) > 1 and kept[-2].group().lower() == "who":
            break
    while kept and (period := PERIOD_FIRST.match(text, kept[-1].start(), end)):
        kept = [mark for mark in kept if mark.start() >= period.end()]
    there_is = THERE_IS.match(text, kept[-1].start(), end) if kept else None
    begin = there_is.end() if there_is else start
    marks = _without_openers([mark for mark in kept[::-1] if mark.start() >= begin])
    if len(marks) > 1 and marks[0].start() == start and marks[0].group().lower() in CUTS:
        marks = marks[1:]  # an item: "cut caseloads from 22"
    return span_of(_before_change(text, marks))


def _before_change(text: str, marks: list[Mark]) -> list[Mark]:
    """The subject of "Attendance has risen for three years to 94%" ends at its verb."""
    moves = HAS_MOVED.search(text, marks[0].start(), marks[-1].end()) if marks else None
    if not moves or RELATIVE.search(text, marks[0].start(), moves.start()):
        return marks
    return [mark for mark in marks if mark.end() <= moves.start()] or marks


def amount_before(text: str, start: int, part: int, end: int) -> Span | None:
    """The subject of "The percentage of pupils good at reading, writing and maths was 67".

    `part` is where the last part of the clause starts; the verb has to stand behind it.
    """
    amounts = list(AMOUNT.finditer(text, start, part))
    if not amounts:
        return None
    begin = amounts[-1].end()
    stop = _before_verb(text, begin, end)
    behind = part <= stop + len(", ")
    return (begin, stop) if behind and stop < end and not ENDED.search(text, begin, stop) else None


def introduced(text: str, start: int, intro: str) -> tuple[Span, ...]:
    """What a lead-in line without numbers, `intro` at `start`, says that its items count."""
    amount = AMOUNT.match(intro)
    if not amount and INTRODUCES.match(intro):
        return ()
    begin = start + (amount.end() if amount else 0)
    counted = subject_before(text, begin, start + len(intro))
    return ((begin, counted[1]),) if counted else ()


def _begins_clause(text: str, start: int, joint: Mark, end: int) -> bool:
    """Whether an "and" joins two clauses: complaints have halved and thanks have doubled."""
    spans = ((start, joint.start()), (joint.end(), end))
    verbs = [AUXILIARY.search(text, *span) for span in spans]
    return all(verb and not RELATIVE.search(text, start, verb.start()) for verb in verbs)


def _before_verb(text: str, start: int, end: int) -> int:
    """The end of a subject: its first auxiliary that no "who" or "that" leads to."""
    for verb in AUXILIARY.finditer(text, start, end):
        if not RELATIVE.search(text, start, verb.start()):
            return start + len(text[start : verb.start()].rstrip(" ,"))
    return end


def clause_before(text: str, start: int, end: int) -> Span | None:
    """The words of the clause that leads to `end`, without the ones that only lead there."""
    marks = list(tokens(text, last_part(text, start, end), end))
    cuts = [k for k, mark in enumerate(marks) if mark.group().lower() in SUBORDINATE]
    marks = _without_openers(without_lead(marks[cuts[-1] + 1 :] if cuts else marks))
    return span_of(marks[-LONGEST_SUBJECT:])


def topic(text: str, start: int, end: int) -> Span | None:
    """What a sentence is about: its words up to the first auxiliary verb."""
    verb = FINITE.search(text, start, end)
    if not verb:
        return None
    marks = _without_openers(list(tokens(text, start, verb.start())))
    if marks and marks[-1].group().lower() in PRONOUNS:
        return None
    return span_of(marks) if len(marks) <= LONGEST_TOPIC else None


def last_part(text: str, start: int, end: int) -> int:
    """Where the last part of a clause starts, behind its commas and brackets."""
    edges = [edge.end() for edge in LEFT_EDGE.finditer(text, start, end) if not edge["aside"]]
    return edges[-1] if edges else start


def _without_openers(marks: list[Mark]) -> list[Mark]:
    first = 0
    while first < len(marks) and _opens(marks[first].group().lower(), first):
        first += 1
    return marks[first:]


def _opens(low: str, place: int) -> bool:
    """Whether a word comes before a clause's subject: "in 2021 the average wait"."""
    return low in words().openers or (place < 2 and low.isdigit())
