"""Whom and what a claim is about, and of which inspection: names → areas, subjects, dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.dates import Dates, find_dates
from pipeline.frameworks import Finder, fold

CLAUSE = re.compile(
    r".*(?:[;:]|,?\s+(?:when|where|while|whereas|after|because|since|and\s+that|but|however|although)\b"
    r"|,\s+(?:and|in|at|on|by|during|since|following)\b[^,]*,|\bthat\b|^(?:at|in|on|since|during|following|before|after|when)\b[^,]*,)\s*",
    re.IGNORECASE | re.DOTALL,
)
"""Everything up to the clause that a judging verb belongs to."""

RELATIVE = re.compile(r",?\s*\b(?:which|who|that)(?:\s+(?:is|was|are|were)\s+[^,]*,?)?\s*$", re.IGNORECASE)
"""“Resettlement policy, which is rated separately,” → “Resettlement policy”."""

APPOSITION = re.compile(r"^(?P<outer>[^,]+),\s*(?P<inner>[A-Z][^,]*?)\s*,?\s*$", re.DOTALL)
"""“Its predecessor, Fernleigh Community College,” → the name."""

DETERMINER = re.compile(r"^(?:(?:and|also|the|its|their|his|her|our|this|these|an?|overall)\s+)+", re.IGNORECASE)

NAMED = re.compile(
    r"(?:(?:the\s+)?[A-Z][\w’'&.-]*(?:\s+(?:of|and|the|for|upon|on|na|an|y|&))*\s*)+$"
)
"""A name: capitalised words and the small ones inside it."""

GENERIC = re.compile(
    r"^(?:local authority|authority|council|borough|county|services?|children(?:’|')?s (?:social care |social work )?services?"
    r"|services? (?:for|to) children\b.*|it|they|them|this|which|who|that|one|provider|force|trust|school|academy|home|care home"
    r"|college|partnership|hospital|department|organisation|team|prison|nursery|judge?ments?|overall|"
    r"all (?:areas|services|judge?ments|aspects)|inspection|ofsted|inspectors|children)?$",
    re.IGNORECASE,
)
"""Words that mean the inspected body as a whole."""

ALL_AREAS = re.compile(r"\ball\s+(?:the\s+)?(?:other\s+)?(?:areas|services|judge?ments|aspects|key judge?ments)\b", re.IGNORECASE)
ORGANISED = re.compile(r"children(?:’|')?s (?:social care |social work )?services|^services\b", re.IGNORECASE)

LAST_INSPECTION = re.compile(
    r"\b(?:last|previous(?:ly)?|earlier|prior|preceding|former(?:ly)?|predecessor|first|since the|most recent)\b[^.;]{0,60}?"
    r"\b(?:inspect\w*|judge?ments?|report|rat\w+|grad\w+|visit)|\blast inspected\b|\bpreviously\b|\bpredecessor\b"
    r"|\b(?:was|were)\s+inspected\b|\bsince\s+(?:the\s+)?(?:[\w’'-]+\s+){0,6}inspection\b|\bhad been\b",
    re.IGNORECASE,
)
"""A sentence about an earlier inspection."""

CURRENT_VISIT = re.compile(r"\b(?:this|current)\s+inspection\b|\bat this\b|\bnow\b", re.IGNORECASE)


@dataclass(frozen=True)
class Context:
    """What the resolver has to know of a document.

    `own` are folded names of the inspected body; `overall` the id of its overall judgement;
    `inspected` the first day of the inspection, ISO, "" if unknown; `press` whether the text
    is a press release, in which unmarked grades are current.
    """

    finder: Finder
    own: tuple[str, ...]
    overall: str
    inspected: str
    press: bool


@dataclass(frozen=True)
class About:
    """What a claim is about: area id, its printed words, and the other body if it is one."""

    area: str
    area_text: str
    subject: str = ""


def resolve(subject: str, tail: str, context: Context) -> Iterator[About]:
    """The areas (and other bodies) that the words around a grade name; none if unclear."""
    behind = list(_areas(tail, context)) if tail and tail != "overall" else []
    words = _noun_phrase(subject)
    body = _other_body(words, context)
    if behind:
        for about in behind:
            yield About(about.area, about.area_text, body)
        return
    if body:
        overall = "overall" if context.press or not context.overall else context.overall
        yield About(overall, body, body)
        return
    yield from _areas(words, context)


def _noun_phrase(subject: str) -> str:
    """The words that name what was judged: the last clause without what qualifies it."""
    text = subject.strip(" ,‘’“”'\"(")
    text = RELATIVE.sub("", text)
    cut = CLAUSE.match(text)
    rest = text[cut.end() :] if cut else text
    text = rest if rest.strip(" ,") else text
    name = APPOSITION.match(text)
    return (name.group("inner") if name else text).strip(" ,‘’“”'\"(")


def _areas(words: str, context: Context) -> Iterator[About]:
    text = DETERMINER.sub("", words.strip(" ,.‘’“”'\""))
    if ALL_AREAS.search(words):
        yield About("all_areas", words.strip(" ,."))
        return
    hits = context.finder.find(text)
    if hits:
        yield from _named_areas(text, hits)
        return
    if GENERIC.fullmatch(text) or _is_own(text, context) or ORGANISED.search(text):
        yield About(context.overall or "overall", words.strip(" ,.") or "overall")
        return
    if context.press and 0 < len(text.split()) <= 9:
        for part in _listed(text):
            yield About(fold(part).replace(" ", "_"), part)


def _named_areas(text: str, hits: list[tuple[int, int, str]]) -> Iterator[About]:
    """Areas by their known names; two names joined by a preposition are one thing."""
    seen: set[str] = set()
    for k, (start, end, area) in enumerate(hits):
        before = text[hits[k - 1][1] : start] if k else ""
        if k and re.fullmatch(r"\s+(?:of|for|in|to)\s+(?:the\s+)?(?:its\s+)?", before):
            continue
        if area not in seen:
            seen.add(area)
            alone = len(hits) == 1
            yield About(area, text if alone and len(text) < 120 else text[start:end])


def _listed(text: str) -> list[str]:
    """“a, b and c” → its parts; a plain “a and b” is one name (“Governance and leadership”)."""
    if "," not in text:
        return [text]
    parts = re.split(r",\s*(?:and\s+)?|\s+and\s+(?=[^,]*$)", text)
    return [DETERMINER.sub("", part.strip()) for part in parts if part.strip()]


def _other_body(words: str, context: Context) -> str:
    """The name of another body than the document's own provider, or ""."""
    name = re.sub(r"^(?:[Tt]he|[Oo]ne|[Aa]nother),?\s+", "", words).strip(" ,")
    named = NAMED.search(name)
    if not named or named.start() > 0 or len(name) < 5 or context.finder.find(name):
        return ""
    first_word_only = " " not in name.strip()
    if _is_own(name, context) or (first_word_only and not context.press):
        return ""
    return "" if first_word_only and name[1:].islower() else name


def _is_own(name: str, context: Context) -> bool:
    folded = fold(name)
    return any(folded == own or own in folded or folded in own for own in context.own if folded)


def period_of(
    sentence: str, before: str, earlier: bool, context: Context, at: int
) -> tuple[str, str] | None:
    """(period, judged_on) of a claim at offset `at`; None where a report's grade has no date.

    `before` is the sentence before, which may introduce the inspection: “The previous
    inspection was in December 2011. The local authority was judged to be good.”
    """
    marked = LAST_INSPECTION.search(sentence[:at]) or LAST_INSPECTION.search(sentence)
    dates = [d for d in find_dates(sentence) if _is_past(d, context)]
    if not dates and (marked or LAST_INSPECTION.search(before)):
        dates = [d for d in find_dates(before) if _is_past(d, context)]
        marked = marked or LAST_INSPECTION.search(before)
    date = _nearest(dates, at)
    if marked or earlier or date:
        if context.press and not (marked or earlier) and not date:
            return "current", ""
        return "previous", date
    return ("current", "") if context.press else None


def _is_past(dates: Dates, context: Context) -> bool:
    """Whether a date lies before the document's own inspection."""
    if not context.inspected:
        return True
    length = min(len(dates.first), len(context.inspected), 7)
    return dates.first[:length] < context.inspected[:length]


def _nearest(dates: list[Dates], at: int) -> str:
    """The date that stands closest before the grade, else the first behind it."""
    before = [d for d in dates if d.end <= at]
    if before:
        return before[-1].last
    return dates[0].last if dates else ""
