"""Judgements, current and earlier, each once, with the most authoritative place as evidence.

Reports print their own grades in tables, headings and grade lines (`printed`); sentences tell
of earlier ones, and in press releases of all (`prose`); `resolve` says what they are about.
"""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.document import Block, Document, Kind
from pipeline.extract.judgements.printed import (
    LONGEST_STATEMENT,
    PROSE,
    Stated,
    find_printed,
    read_line,
    read_row,
)
from pipeline.extract.judgements.prose import CUE, Claim, find_claims
from pipeline.extract.judgements.resolve import (
    LAST_INSPECTION,
    PRONOUN,
    About,
    Context,
    own_names,
    period_of,
    resolve,
)
from pipeline.extract.judgements.lists import find_listed
from pipeline.extract.sentences import sentences
from pipeline.frameworks import Finder, Scale, fold, inspectorates, scales
from pipeline.frameworks.phrases import any_of
from pipeline.frameworks.recognise import Recognition
from pipeline.records import DocumentFacts, Judgement, Problem

CONFIDENCE = {
    "judgement.table": 0.99,
    "judgement.heading": 0.99,
    "judgement.line": 0.97,
    "judgement.grade_line": 0.98,
    "judgement.outcome": 0.98,
    "judgement.list": 0.97,
    "judgement.sentence": 0.9,
}


def find_judgements(
    document: Document, seen: Recognition, facts: DocumentFacts
) -> tuple[list[Judgement], list[Problem]]:
    """The judgements that a document states, and what is wrong with them.

    Problems: `conflicting_grades` where two places disagree, `missing_grade` where a graded
    framework's area has none.
    """
    context = _context(document, seen, facts)
    stated: list[Stated] = []
    if seen.framework and seen.document_type != "press_release":
        stated += find_printed(document, seen.framework)
    stated += find_listed(document, context, _scale(seen, document))
    stated += _find_told(document, seen, context)
    kept, problems = _merge(document, stated)
    problems += _missing(document, seen, facts, kept)
    return [_row(document, each) for each in kept], problems


def _context(document: Document, seen: Recognition, facts: DocumentFacts) -> Context:
    inspectorate = next((i for i in inspectorates() if i.id == seen.inspectorate), None)
    names: dict[str, tuple[str, ...]] = {}
    own_areas = seen.framework.areas if seen.framework else ()
    for area in (*own_areas, *(inspectorate.areas if inspectorate else ())):
        names[area.id] = (*names.get(area.id, ()), *area.names)
    overall = inspectorate.overall if inspectorate else "overall"
    if len(own_areas) == 1:
        overall = own_areas[0].id
    return Context(
        finder=Finder(names),
        own=own_names(facts.provider_name) or ("",),
        overall=overall,
        inspected=facts.inspection_start or facts.published_on,
        press=seen.document_type == "press_release",
    )


@cache
def _union(ids: tuple[str, ...]) -> Scale:
    """Several scales as one; a grade that two of them name belongs to the first."""
    grades = [grade for key in ids for grade in scales()[key].grades]
    return Scale(ids[0], tuple(grades))


def _scale(seen: Recognition, document: Document) -> Scale:
    """The grades to look for in prose: those of every inspectorate that the text names."""
    own = [i for i in inspectorates() if i.id == seen.inspectorate]
    named = [i for i in inspectorates() if i not in own and i.pattern.search(document.body)]
    ids = [i.scale.id for i in (*own, *named)] if seen.document_type == "press_release" else []
    return _union(tuple(dict.fromkeys(ids)) or (own[0].scale.id if own else "ofsted_any",))


def _find_told(document: Document, seen: Recognition, context: Context) -> Iterator[Stated]:
    """Judgements that sentences tell, outside of people's speech."""
    scale = _scale(seen, document)
    for block in document.blocks:
        if block.start >= document.body_end:
            break
        if seen.title[0] <= block.start < seen.title[1] or block.kind is Kind.ROW:
            continue
        if not CUE.search(document.text, block.start, block.end):
            continue
        if scale.pattern.search(document.text, block.start, block.end):
            yield from _in_block(document, block, context, scale)


def _in_block(
    document: Document, block: Block, context: Context, scale: Scale
) -> Iterator[Stated]:
    text = document.text
    before, told = "", None
    for start, end in sentences(text, block.start, block.end):
        sentence = _without_speech(text[start:end], context.press)
        now = None
        follows = told is not None and not context.press
        for claim in find_claims(sentence, scale.pattern, context.press, follows):
            span = (claim.start, claim.end)
            again = told if follows else None
            period = period_of(sentence, before, claim.earlier, context, span, again)
            now = period if period and period[0] == "previous" else now
            grade = scale.grade_of(sentence[claim.start : claim.end])
            for about in _about(claim, sentence, before, period, context) if grade else ():
                if period is None and not about.subject:
                    continue
                yield Stated(
                    area=about.area,
                    area_text=about.area_text,
                    grade=grade,
                    grade_text=sentence[claim.start : claim.end],
                    scale=scale.id,
                    place=PROSE,
                    rule="judgement.sentence",
                    start=start,
                    end=end,
                    period=period[0] if period else "previous",
                    judged_on=period[1] if period else "",
                    subject=about.subject,
                )
        before, told = sentence, now


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
    claim: Claim, sentence: str, before: str, period: tuple[str, str] | None, context: Context
) -> list[About]:
    """What a claim is about; a bare “the local authority” takes it from the sentence before."""
    any_name = context.press or (period is not None and claim.verb in {"active", "passive"})
    found = list(resolve(claim.subject, claim.tail, context, any_name, claim.plural))
    whole = len(found) == 1 and found[0].area == context.overall and not found[0].subject
    if whole and claim.verb == "copula" and not context.finder.find(claim.subject):
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
    period: tuple[str, str] | None,
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


def _merge(document: Document, stated: list[Stated]) -> tuple[list[Stated], list[Problem]]:
    """Each judgement once: the most authoritative place wins, a contradiction is a problem."""
    kept: dict[tuple[str, ...], Stated] = {}
    problems: list[Problem] = []
    for each in sorted(stated, key=lambda s: (s.place, s.start)):
        if each.period == "current":
            key = ("current", each.area, fold(each.subject))
        else:
            key = ("previous", each.area, fold(each.subject), each.judged_on[:4], each.grade.id)
        first = kept.setdefault(key, each)
        if first.grade.id != each.grade.id and each.place < PROSE:
            problems.append(_conflict(document, first, each))
    return sorted(kept.values(), key=lambda s: (s.start, s.end)), problems


def _conflict(document: Document, first: Stated, other: Stated) -> Problem:
    message = (
        f"{first.area} is {first.grade.id} on page {document.page_at(first.start)}, but "
        f"{other.grade.id} is printed too; the first was kept: look at both"
    )
    return _problem(document, "conflicting_grades", message, document.page_at(other.start))


def _missing(
    document: Document, seen: Recognition, facts: DocumentFacts, kept: list[Stated]
) -> list[Problem]:
    """A graded framework's areas without a grade, by the nearest complete set of areas."""
    if not seen.framework or not seen.framework.variants or seen.document_type == "press_release":
        return []
    days = [facts.inspection_start, facts.inspection_end, facts.published_on]
    found = {each.area for each in kept if each.period == "current" and not each.subject}
    fitting = [
        set(v.areas) - found
        for v in seen.framework.variants
        if not any(days) or any(day and v.holds_on(day) for day in days)
    ]
    missing = min(fitting or [set()], key=len)
    return [
        _problem(
            document,
            "missing_grade",
            f"no grade was found for {area}: look at the report's judgements",
        )
        for area in sorted(missing)
    ]


def _problem(document: Document, code: str, message: str, page: int | None = None) -> Problem:
    return Problem(
        document_id=document.document_id,
        source=document.source,
        stage="extract",
        code=code,
        message=message,
        page=page,
    )


def _row(document: Document, stated: Stated) -> Judgement:
    place = document.place(stated.start, stated.end)
    return Judgement(
        document_id=document.document_id,
        page=place.page,
        start=place.start,
        end=place.end,
        boxes=place.boxes,
        quote=place.quote,
        rule=stated.rule,
        confidence=CONFIDENCE[stated.rule],
        subject=stated.subject,
        area=stated.area,
        area_text=stated.area_text,
        grade=stated.grade.id,
        grade_text=stated.grade_text,
        grade_rank=stated.grade.rank or None,
        scale=stated.scale,
        period=stated.period,
        judged_on=stated.judged_on,
    )
