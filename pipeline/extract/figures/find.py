"""Numbers, measures, comparisons and periods put together: one row for each figure."""

import re
from dataclasses import dataclass, field, replace

from pipeline.document import Document
from pipeline.extract.figures import comparisons, phrases
from pipeline.extract.figures.comparisons import Comparison, compare
from pipeline.extract.figures.measures import Measure, Scene, read_measure, text_of
from pipeline.extract.figures.numbers import Number, find_numbers
from pipeline.extract.figures.passages import Passage, passages
from pipeline.extract.figures.periods import Period, ahead, behind, find_periods
from pipeline.extract.figures.vocabulary import measure_class, words
from pipeline.extract.sentences import sentences
from pipeline.records import Figure

CONFIDENCE = {
    "cell": 0.9,
    "noun": 0.97,
    "rate": 0.97,
    "companion": 0.96,
    "said": 0.95,
    "compared": 0.94,
    "of_whom": 0.94,
    "of_them": 0.9,
    "this_is": 0.93,
    "share": 0.95,
    "series": 0.85,
    "bracket": 0.85,
    "elliptic": 0.85,
    "same": 0.8,
    "change": 0.85,
    "subject": 0.9,
    "clause": 0.75,
    "known": 0.7,
    "bare": 0.5,
}
"""How often a row is right by the route that found its measure; to be calibrated on gold."""


@dataclass(slots=True)
class Draft:
    """A figure in the making."""

    number: Number
    sentence: tuple[int, int]
    measure: Measure
    comparison: Comparison
    as_of: str = ""


@dataclass(slots=True)
class Reading:
    """What has been read of a document: the figures of each passage by its start."""

    text: str
    of_passage: dict[int, list[Draft]] = field(default_factory=dict)
    last: Draft | None = None


def find_figures(document: Document) -> list[Figure]:
    """Every number of a document that counts, measures, rates or prices something.

    Reads the whole body without its running headers. A row's quote runs from the first to the
    last word that it was read from within its sentence, and starts on the number's page.
    """
    reading = Reading(document.text)
    return [
        _row(document, draft)
        for passage in passages(document)
        for draft in _read_passage(reading, passage)
    ]


def _read_passage(reading: Reading, passage: Passage) -> list[Draft]:
    numbers = find_numbers(reading.text, passage.start, passage.end)
    if numbers and words().boilerplate.search(reading.text, passage.start, passage.end):
        numbers = []
    drafts: list[Draft] = []
    if numbers:
        for start, end in sentences(reading.text, passage.start, passage.end):
            own = [number for number in numbers if start <= number.start < end]
            if own:
                drafts += _read_sentence(reading, passage, drafts, own, (start, end))
        reading.of_passage[passage.start] = drafts
        reading.last = _main(drafts) or reading.last
    return drafts


def _main(drafts: list[Draft]) -> Draft | None:
    """The last figure that is not there for comparison."""
    return next((d for d in reversed(drafts) if not d.comparison.comparator), None)


def _read_sentence(
    reading: Reading,
    passage: Passage,
    before: list[Draft],
    numbers: list[Number],
    sentence: tuple[int, int],
) -> list[Draft]:
    text, (start, end) = reading.text, sentence
    periods = find_periods(text, start, end)
    taken: set[Period] = set()
    known = _main(before) or _lead(reading, passage)
    topic = _topic(text, passage, start)
    subject = phrases.topic(text, start, numbers[0].start)
    drafts: list[Draft] = []
    for k, number in enumerate(numbers):
        left = numbers[k - 1].tail if k else start
        right = max(numbers[k + 1].start, _reach(numbers, k)) if k + 1 < len(numbers) else end
        comparison = _compared(text, number, drafts, before, (start, left, right, end))
        reach = _reach(numbers, k)
        scene = Scene(
            text=text,
            number=replace(number, tail=reach) if reach > number.tail else number,
            start=start,
            end=end,
            left=left,
            right=right,
            earlier=[(d.number, d.measure) for d in drafts],
            known=known.measure if known else None,
            known_number=known.number if known else None,
            comparison=comparison,
            topic=topic,
            subject=subject,
        )
        measure = _labelled(passage) or read_measure(scene)
        draft = Draft(number, sentence, measure, comparison)
        _share_unit(draft, drafts, known)
        _tell_back(text, draft, drafts, before, left)
        draft.as_of = _as_of(text, draft, drafts, known, periods, taken, (start, left, right))
        if not draft.as_of and known and _inherits(text, draft, known, passage, before):
            draft.as_of = known.as_of
        drafts.append(draft)
    return drafts


def _reach(numbers: list[Number], k: int) -> int:
    """The end of the range that a number opens: "20 to 30 children" counts children twice."""
    is_range = numbers[k].bound == "at_least" and k + 1 < len(numbers)
    return numbers[k + 1].tail if is_range and numbers[k + 1].bound == "at_most" else 0


def _topic(text: str, passage: Passage, start: int) -> tuple[int, int] | None:
    """What the sentence before is about."""
    earlier = list(sentences(text, passage.start, start))
    return phrases.topic(text, *earlier[-1]) if earlier else None


def _labelled(passage: Passage) -> Measure | None:
    return Measure((passage.label,), "cell") if passage.label else None


def _lead(reading: Reading, passage: Passage) -> Draft | None:
    """What an item's lead-in line says of all its items, as if it were a figure before them."""
    lead = passage.lead
    if lead is None:
        return None
    drafts = reading.of_passage.get(lead.start)
    text = reading.text
    last_sentence = list(sentences(text, lead.start, lead.end))[-1]
    periods = find_periods(text, *last_sentence)
    if drafts:
        main = _main(drafts) or drafts[-1]
        if periods and main.sentence != last_sentence:
            return replace(main, as_of=main.as_of if "from" in text[slice(*last_sentence)] else periods[-1].form)
        return main
    as_of = periods[-1].form if periods else ""
    intro = text[slice(*last_sentence)].rstrip(": ")
    if not INTRODUCES.match(intro):
        amount = phrases.AMOUNT.match(intro)
        begin = last_sentence[0] + (amount.end() if amount else 0)
        span = (begin, last_sentence[0] + len(intro))
        return Draft(NOTHING, last_sentence, Measure((span,), "lead"), Comparison(), as_of)
    if "of th" in intro.lower() and reading.last:
        return reading.last
    return Draft(NOTHING, last_sentence, Measure((), "lead"), Comparison(), as_of)


INTRODUCES = re.compile(
    r"\s*(?:in|during|since|at|of|as|over|between|for|this|these|they|it|there|the\s+following|inspectors)\b"
    r"|(?:\S+\s+){16}|.*\b(?:include|includes|included|should|must|to|are|is|were)$",
    re.IGNORECASE,
)
"""A lead-in line that is no noun phrase: "In the last 12 months:"."""

NOTHING = Number(0, 0, 0.0, "", "", 0)
"""Stands for the number that a lead-in line does not have."""


def _compared(
    text: str,
    number: Number,
    drafts: list[Draft],
    before: list[Draft],
    bounds: tuple[int, int, int, int],
) -> Comparison:
    comparison = compare(text, number, bounds)
    left = bounds[1]
    last = drafts[-1] if drafts else None
    if last and last.comparison.comparator == "previous" and not comparison.comparator:
        if comparisons.TO.search(text[left : number.start]):
            change = last.comparison.back or comparison.change or _moved(last.number, number)
            return replace(comparison, change=change, copies=True)
    return comparison


def _moved(one: Number, two: Number) -> str:
    """The direction from one value to another where the text only says that it moved."""
    if one.value == two.value:
        return ""
    return "increase" if two.value > one.value else "decrease"


def _tell_back(
    text: str, draft: Draft, drafts: list[Draft], before: list[Draft], left: int
) -> None:
    """What a figure says of the one before it: a reduction from 3,745; this has risen to 11."""
    comparison, measure = draft.comparison, draft.measure
    if not measure.copied:
        return
    near = drafts or [d for d in before if d.sentence == before[-1].sentence]
    near = [d for d in near if not d.comparison.comparator]
    change = comparison.back
    if not change and comparisons.says_change_of_another(text, draft.number, left):
        change = comparison.change
    if change:
        for other in near:
            if not other.comparison.change:
                other.comparison = replace(other.comparison, change=change)
    elif measure.route == "this_is" and comparison.change and drafts:
        drafts[-1].comparison = replace(drafts[-1].comparison, comparator="previous")


def _share_unit(draft: Draft, drafts: list[Draft], known: Draft | None) -> None:
    """A bare number given for comparison has the unit of what it is compared with."""
    number = draft.number
    if not draft.measure.copied:
        return
    sources = [d for d in drafts if d.measure.spans == draft.measure.spans] or drafts[-1:]
    source = sources[-1] if sources else known
    if not source:
        return
    if number.kind == "count" and source.number.kind in ("rate", "duration"):
        unit, per = source.number.unit, source.number.per
        draft.number = replace(number, unit=unit, per=per)
    if draft.measure.route == "companion":
        draft.comparison = replace(draft.comparison, comparator=source.comparison.comparator)


def _as_of(
    text: str,
    draft: Draft,
    drafts: list[Draft],
    known: Draft | None,
    periods: list[Period],
    taken: set[Period],
    bounds: tuple[int, int, int],
) -> str:
    start, left, right = bounds
    period = behind(text, periods, draft.number.tail, right)
    opening = periods[0] if periods and periods[0].start < draft.number.start else None
    if period and not (opening and opening.form.lower().startswith("since")):
        taken.add(period)
        if draft.measure.route == "companion" and not drafts[-1].as_of:
            drafts[-1].as_of = period.form
        return period.form
    if draft.measure.route == "companion" and drafts:
        return drafts[-1].as_of
    if draft.comparison.comparator == "previous":
        return ""
    period = ahead(periods, start, draft.number.start, taken)
    if period:
        return period.form
    if drafts and (draft.measure.copied or draft.measure.route in ("of_them", "of_whom")):
        return drafts[-1].as_of
    return ""


def _inherits(
    text: str, draft: Draft, known: Draft, passage: Passage, before: list[Draft]
) -> bool:
    """Whether a figure without a date of its own has that of the figure or line before it."""
    if draft.comparison.comparator == "previous":
        return False
    is_first = passage.lead is not None and not before
    return is_first or bool(POINTING.match(text, draft.sentence[0]))


POINTING = re.compile(r"(?:This|That|They|These|It|Of\s+(?:these|this|those|them))\b")
"""A sentence that goes on about what the one before it counted."""


def _row(document: Document, draft: Draft) -> Figure:
    number, measure = draft.number, draft.measure
    start, end = _evidence(document, draft)
    place = document.place(start, end)
    printed = text_of(document.text, measure.spans)
    return Figure(
        document_id=document.document_id,
        **place._asdict(),
        rule=f"{number.kind}.{measure.route}",
        confidence=CONFIDENCE[measure.route],
        value=number.value,
        value_text=document.text[number.start : number.end],
        unit=number.unit,
        per=number.per,
        of=number.of,
        measure=printed,
        measure_class=measure_class(printed),
        qualifier=draft.comparison.qualifier,
        change=draft.comparison.change,
        comparator=draft.comparison.comparator,
        as_of=draft.as_of,
    )


def _evidence(document: Document, draft: Draft) -> tuple[int, int]:
    """From the first to the last word of the sentence that the figure was read from."""
    first, last = draft.sentence
    spans = [(draft.number.start, draft.number.tail)]
    spans += [span for span in draft.measure.spans if first <= span[0] and span[1] <= last]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    if document.page_at(start) != document.page_at(draft.number.start):
        start = draft.number.start
    return start, end
