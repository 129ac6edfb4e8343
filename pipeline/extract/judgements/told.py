"""Judgements that sentences tell: claims → what they are about and of which inspection."""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.document import Block, Document, Kind
from pipeline.extract.dates import find_dates
from pipeline.extract.judgements.constructions import CUE
from pipeline.extract.judgements.names import PRONOUN, host_of, resolve
from pipeline.extract.judgements.periods import LAST_INSPECTION, Period, other_period, period_of
from pipeline.extract.judgements.prose import Claim, find_claims
from pipeline.extract.judgements.stated import PROSE, About, Context, Stated
from pipeline.extract.sentences import sentences
from pipeline.frameworks import Scale


def find_told(
    document: Document, context: Context, scale: Scale, title: tuple[int, int]
) -> Iterator[Stated]:
    """Judgements that sentences tell, outside of people's speech and the title's offsets."""
    for block in document.blocks:
        if block.start >= document.body_end:
            break
        if title[0] <= block.start < title[1] or block.kind is Kind.ROW:
            continue
        text = document.of(block)
        if scale.may_stand_in(text) and (context.press or CUE.search(text)):
            yield from _in_block(document, block, context, scale)


def _in_block(document: Document, block: Block, context: Context, scale: Scale) -> Iterator[Stated]:
    """The judgements of a block's sentences, each read with the one before in mind."""
    before, begin, told = "", block.start, None
    for start, end in sentences(document.text, block.start, block.end):
        sentence = _without_speech(document.text[start:end], context.press)
        now = None
        again = None if context.press else told
        claims = find_claims(sentence, scale.pattern, context.press, again is not None)
        worth = scale.may_stand_in(sentence) and (again or context.press or CUE.search(sentence))
        host = host_of(sentence, context) if context.press else ""
        for claim in claims if worth else ():
            span = (claim.start, claim.end)
            period = period_of(sentence, before, claim.earlier, context, span, again)
            now = period if period and period[0] == "previous" else now
            for about in _about(claim, sentence, before, period, context):
                if host and not about.subject:
                    about = replace(about, subject=host)
                if period or about.subject:
                    printed = sentence[claim.start : claim.end]
                    first = begin if _leans(sentence, before, period) else start
                    other = other_period(sentence, claim.end) if about.subject else None
                    yield from _stated(about, printed, scale, (first, end), other or period)
        before, begin, told = sentence, start, now


def _leans(sentence: str, before: str, period: Period | None) -> bool:
    """Whether the inspection's date stands in the sentence before, which is evidence then."""
    if not (period and period[1] and LAST_INSPECTION.search(before)):
        return False
    return period[1] not in {dates.last for dates in find_dates(sentence)}


def _stated(
    about: About, printed: str, scale: Scale, place: tuple[int, int], period: Period | None
) -> Iterator[Stated]:
    """A grade of another body without a date belongs to some earlier inspection."""
    grade = scale.grade_of(printed)
    when, judged_on = period or ("previous", "")
    if grade:
        yield Stated(
            area=about.area,
            area_text=about.area_text,
            grade=grade,
            grade_text=printed,
            scale=scale.id,
            place=PROSE,
            rule="sentence",
            start=place[0],
            end=place[1],
            period=when,
            judged_on=judged_on,
            subject=about.subject,
        )


SPEECH = re.compile(r"[“\"]([^”\"]{25,}?)(?:[”\"]|$)")
"""Words in quotation marks that are more than a title or a grade."""


def _without_speech(sentence: str, press: bool) -> str:
    """A sentence with what people say in it blanked out, every offset kept."""
    if not press:
        return sentence
    return SPEECH.sub(lambda m: " " * len(m.group()), sentence)


INSPECTION_OF = re.compile(
    r"\binspections?\s+of\s+(?P<what>.*?)\s+(?:was|were|took place|in)\b", re.IGNORECASE
)
"""“The previous inspection of its services for looked after children was in …”."""


def _about(
    claim: Claim, sentence: str, before: str, period: Period | None, context: Context
) -> list[About]:
    """What a claim is about; a bare “the local authority” takes it from the sentence before."""
    known = context.finder.find
    strong = not claim.weak or known(claim.subject)
    told = context.press or (period is not None and claim.verb in {"active", "passive"})
    found = list(resolve(claim.subject, claim.tail, context, bool(told and strong), claim.plural))
    whole = len(found) == 1 and found[0].area == context.overall and not found[0].subject
    if claim.verb == "copula":
        named = known(claim.tail) if claim.tail else known(claim.subject)
        if not named and not (claim.tail == "overall" and whole):
            return []  # “they are good” judges no area
    introduced = INSPECTION_OF.search(before) if whole and period else None
    if introduced and LAST_INSPECTION.search(before):
        areas = [a for a in resolve(introduced.group("what"), "", context) if not a.subject]
        return areas or found
    if whole and not context.press and PRONOUN.fullmatch(found[0].area_text):
        return _meant(claim, sentence, period, context, found)
    return found


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
