"""Judgements, current and earlier, each once, with the most authoritative place as evidence.

Reports print their own grades in tables, headings and grade lines (`printed`), press releases
in lists (`lists`), and sentences tell of the rest (`told`).
"""

from dataclasses import replace
from functools import cache

from pipeline.document import Document
from pipeline.extract.confidence import confidence
from pipeline.extract.judgements.bodies import own_names
from pipeline.extract.judgements.lists import find_listed
from pipeline.extract.judgements.printed import find_printed, find_quoted_outcome
from pipeline.extract.judgements.progress import find_progress
from pipeline.extract.judgements.stated import PROSE, Context, Stated
from pipeline.extract.judgements.told import find_told
from pipeline.frameworks import Finder, Scale, fold, inspectorates, scales
from pipeline.frameworks.recognise import Recognition
from pipeline.records import DocumentFacts, Judgement, Problem


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
        stated += find_printed(document, seen.framework, context.inspected)
    if seen.framework and seen.document_type == "press_release":
        stated += find_quoted_outcome(document, seen.framework)
    if seen.framework is None and seen.document_type != "press_release":
        stated += find_progress(document, seen.title, context, scales()["progress"])
    scale = _scale(seen, document)
    listed = list(find_listed(document, context, _with_standards(scale)))
    bodies = tuple(dict.fromkeys(each.subject for each in listed if each.subject))
    context = replace(context, bodies=bodies, finder=_with_listed(context.finder, listed))
    stated += listed
    taken = {each.start for each in listed}
    stated += find_told(document, context, scale, seen.title, taken)
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
        inspected=_inspected(facts, seen.document_type == "press_release"),
        press=seen.document_type == "press_release",
        published=facts.published_on or facts.inspection_end,
        body=document.body,
    )


def _inspected(facts: DocumentFacts, press: bool) -> str:
    """The first day of the inspection; of a release that tells none, the year before it."""
    published, start = facts.published_on, facts.inspection_start
    if press and published and (not start or start > published):
        return f"{int(published[:4]) - 1}{published[4:]}"
    return start or published


def _with_listed(finder: Finder, listed: list[Stated]) -> Finder:
    """The areas' names with those that the release itself lists."""
    names = dict(finder.names)
    for each in listed:
        if not each.subject and each.area_text not in names.get(each.area, ()):
            names[each.area] = (*names.get(each.area, ()), each.area_text)
    return Finder(names) if listed else finder


@cache
def _union(ids: tuple[str, ...]) -> Scale:
    """Several scales as one; a grade that two of them name belongs to the first."""
    grades = [grade for key in ids for grade in scales()[key].grades]
    return Scale(ids[0], tuple(grades))


def _with_standards(scale: Scale) -> Scale:
    """A scale with what report cards list of safeguarding."""
    return Scale(scale.id, (*scale.grades, *scales()["safeguarding_standards"].grades))


def _scale(seen: Recognition, document: Document) -> Scale:
    """The grades to look for in prose; in a press release those of all whom it names."""
    own = [i.scale.id for i in inspectorates() if i.id == seen.inspectorate] or ["ofsted_any"]
    if seen.document_type != "press_release":
        return _union(tuple(own))
    named = [i.scale.id for i in inspectorates() if i.pattern.search(document.body)]
    return _union(tuple(dict.fromkeys([*own, *named])))


def _merge(document: Document, stated: list[Stated]) -> tuple[list[Stated], list[Problem]]:
    """Each judgement once: the most authoritative place wins, a contradiction is a problem.

    An earlier grade that one sentence dates and another does not is one judgement.
    """
    kept: dict[tuple[str, ...], Stated] = {}
    problems: list[Problem] = []
    for each in sorted(stated, key=lambda s: (s.place, s.start)):
        key: tuple[str, ...] = (each.period, each.area, fold(each.subject))
        if each.period == "previous":
            key += (each.judged_on[:4], each.grade.id)
        first = kept.setdefault(key, each)
        if len(each.judged_on) > len(first.judged_on) and each.place == first.place:
            kept[key] = each  # the same, dated to the month
        if first.grade.id != each.grade.id and each.place < PROSE:
            problems.append(_conflict(document, first, each))
    dated = {(s.area, fold(s.subject), s.grade.id) for s in kept.values() if s.judged_on}
    days = {s.judged_on for s in kept.values() if s.judged_on and not s.subject}
    day = days.pop() if len(days) == 1 else ""  # a list's earlier grades are of the one told
    rows = [
        replace(each, judged_on=day)
        if each.period == "previous"
        and each.rule == "list"
        and not (each.judged_on or each.subject)
        else each
        for each in kept.values()
        if each.period == "current"
        or each.judged_on
        or (each.area, fold(each.subject), each.grade.id) not in dated
    ]
    return sorted(rows, key=lambda s: (s.start, s.end)), problems


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
        confidence=confidence("judgements", stated.rule),
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
