"""What a claim is about, read with the rest of its sentence and the sentence before."""

import re

from pipeline.extract.judgements.claim import Claim
from pipeline.extract.judgements.constructions import NOW_IS, REPORTED, TELLS, is_counted
from pipeline.extract.judgements.names import PRONOUN, resolve
from pipeline.extract.judgements.periods import LAST_INSPECTION, Period
from pipeline.extract.judgements.stated import About, Context

INSPECTION_OF = re.compile(
    r"\binspections?\s+of\s+(?P<what>.*?)\s+(?:was|were|took place|in)\b", re.IGNORECASE
)
"""“The previous inspection of its services for looked after children was in …”."""

FRONTED = re.compile(
    r"(?:^|[;:.,–-]\s+)(?:(?:and|but|while|meanwhile|however|also),?\s+)*(?:for|in|on|under"
    r"|across|as for"
    r"|when it (?:comes|came) to|in terms of|with regard to|regarding)\s+(?P<np>[^;:]{3,120}?),",
    re.IGNORECASE,
)
"""“For | its environment, | the home was given”: what is judged comes first."""

NAMES_BEHIND = re.compile(
    r"^[’'”\")]*(?:\s+(?:in|at|for|across)\s+[\w-]+(?:\s+[\w-]+){0,4}?)?"
    r"\s*(?:[:(–—]|\s-|,\s*namely)\s*(?P<np>[^.;:()]+)",
    re.IGNORECASE,
)
"""“Three areas were rated good: | leadership, staffing and planning”, “good in two areas – …”."""

REGULATION = re.compile(
    r"^(?:regulations?|standards?)\s+\d+(?:\s*[,:(–-]\s*|\s+(?:on|of)\s+)", re.IGNORECASE
)
"""“compliant with | Regulation 23, | governance and management”."""

NUMBERED = re.compile(
    r"(?:the\s+)?(?:one(?=\s*[:(–—]|$|\s+area)|two|three|four|five|six|seven|eight|nine|ten|\d+|most|some|several|other)\b",
    re.IGNORECASE,
)
"""“good in three areas” counts areas and names none."""

AREAS = re.compile(
    r"\b(?:areas?|categor\w+|questions?|aspects?|themes?|standards?|criteria|measures?"
    r"|indicators?|judge?ments?|tests?|grad(?:e|ing)s?|ratings?)\b",
    re.IGNORECASE,
)

CLAUSE_START = 24
"""Characters that may stand before the name that a clause is about."""


def about_of(
    claim: Claim, sentence: str, before: str, period: Period | None, context: Context
) -> list[About]:
    """What a claim is about; a bare “the local authority” takes it from the sentence before."""
    known = context.finder.find
    strong = not claim.weak or known(claim.subject)
    told = context.press or (period is not None and claim.verb in {"active", "passive"})
    tail, listed = REGULATION.sub("", claim.tail), _names_behind(claim, sentence, context)
    if listed:
        return listed
    if context.press and NUMBERED.match(tail):
        return []
    found = list(resolve(claim.subject, tail, context, bool(told and strong), claim.plural))
    if context.press and tail == "overall" and not found:
        found = [About(context.overall, "overall")]
    whole = len(found) == 1 and found[0].area == context.overall and not found[0].subject
    if context.press and (whole or not found) and not tail:
        body = found[0].subject if found else ""
        meant = _fronted(claim, sentence, context)
        if meant:
            return [About(a.area, a.area_text, a.subject or body) for a in meant]
    if claim.verb == "copula" and not _names_one(claim, found, sentence, period, context):
        return []  # “they are good” judges no area
    if not whole:
        return found
    if period and (not tail or is_counted(tail)) and LAST_INSPECTION.search(before):
        introduced = INSPECTION_OF.search(before)
        what = resolve(introduced.group("what"), "", context) if introduced else ()
        areas = [a for a in what if not a.subject]
        if introduced:
            return areas or found
    if not context.press and PRONOUN.fullmatch(found[0].area_text):
        return _meant(claim, sentence, period, context, found)
    return found


def _names_one(
    claim: Claim, found: list[About], sentence: str, period: Period | None, context: Context
) -> bool:
    """Whether a plain “was good” is about something that can be judged."""
    known = context.finder.find
    if known(claim.tail) if claim.tail else known(claim.subject):
        return True
    if claim.tail == "overall" and len(found) == 1 and found[0].area == context.overall:
        return True
    if not context.press:
        return False
    past = period is not None and period[0] == "previous"
    told = found and (found[0].subject or past or NOW_IS.search(sentence))
    return bool(told or (claim.tail and REPORTED.search(sentence)))


def _names_behind(claim: Claim, sentence: str, context: Context) -> list[About]:
    """The names listed behind a count: “Three were rated good: Larch House, …”."""
    counted = claim.subject.strip()
    if not context.press or not (is_counted(counted) or NUMBERED.match(claim.tail)):
        return []
    behind = NAMES_BEHIND.match(sentence[claim.end :])
    if behind is None:
        return []
    if AREAS.search(counted) or not is_counted(counted):
        return list(resolve("", behind.group("np"), context, any_name=True))
    names = re.split(r",\s*(?:and\s+)?|\s+and\s+(?=[A-Z])", behind.group("np").strip())
    return [About("overall", name, name) for name in names if name[:1].isupper()]


def _fronted(claim: Claim, sentence: str, context: Context) -> list[About]:
    """The known areas that come before whom they are judged of, or that a pronoun stands for."""
    head = sentence[: claim.start]
    fronts = [
        m
        for m in FRONTED.finditer(head)
        if context.finder.find(m.group("np")) and not TELLS.search(m.group("np"))
    ]
    if fronts:
        return [
            a for a in resolve(fronts[-1].group("np"), "", context) if a.area != context.overall
        ]
    pronoun = not claim.subject.strip() or PRONOUN.fullmatch(claim.subject.strip())
    hits = context.finder.find(head) if pronoun else []
    clause = max(head.rfind(mark) for mark in (";", ". ", " but ", " while "))
    first = [hit for hit in hits if clause < hit[0] <= clause + CLAUSE_START]
    if claim.verb in {"fronted", "given"} and hits:
        first = hits[-1:]
    return [About(area, head[start:end]) for start, end, area in first[:1]]


def _meant(
    claim: Claim,
    sentence: str,
    period: Period | None,
    context: Context,
    found: list[About],
) -> list[About]:
    """What a pronoun stands for: the area that the sentence named, else all services.

    Without a word of an earlier inspection “it” may be anything that the report spoke of.
    """
    if not (period and LAST_INSPECTION.search(sentence)):
        return []
    hits = context.finder.find(sentence[: claim.start])
    return [About(hits[-1][2], sentence[hits[-1][0] : hits[-1][1]])] if hits else found
