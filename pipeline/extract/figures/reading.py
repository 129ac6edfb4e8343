"""A passage's numbers, one sentence after the other → drafts of figures.

A draft knows its measure, how it is compared, and its date. What a sentence leaves unsaid it
has from the figure before it, or from the line that leads into its list.
"""

import re
from dataclasses import dataclass, field, replace

from pipeline.extract.figures import comparisons, phrases
from pipeline.extract.figures.comparisons import Comparison, compare, is_alike
from pipeline.extract.figures.measures import read_measure
from pipeline.extract.figures.numbers import Number, find_numbers
from pipeline.extract.figures.passages import Passage
from pipeline.extract.figures.periods import Period, ahead, behind, find_periods
from pipeline.extract.figures.phrases import Span
from pipeline.extract.figures.scene import Measure, Scene
from pipeline.extract.figures.vocabulary import words
from pipeline.extract.sentences import sentences

INTRODUCES = re.compile(
    r"""\s*(?:in|during|since|at|of|as|over|between|for|this|these|they|it|there|the\s+following
      |inspectors)\b
    |(?:\S+\s+){16}|.*\b(?:include|includes|included|should|must|to|are|is|were)$""",
    re.VERBOSE | re.IGNORECASE,
)
"""A lead-in line that is no noun phrase: "In the last 12 months:"."""

OF_THIS_NUMBER = re.compile(r"\bof\s+th(?:is|ese|ose|em)\b", re.IGNORECASE)
POINTING = re.compile(r"(?:This|That|They|These|It|Of\s+(?:these|this|those|them))\b")
"""A sentence that goes on about what the one before it counted."""

BASE = re.compile(r"\b(?:than|from|on)\s+(?:(?:in|at|by|the|its)\s+)*\Z", re.IGNORECASE)
"""640 fewer than in the year before: the date is that of the figure it changed from."""

NOW = re.compile(r"(?:Now|Today|It\s+is\s+now|This\s+is\s+now)\b")
"""Two years ago it was one call in five. Now it is one in 20."""

IT_IS_NOW = re.compile(
    r"\b(?:it|this)\s+(?:is|stands)\s+now\b|\bnow\s+(?:it|this)\s+(?:is|stands)\b", re.I
)

OF_ALL = re.compile(r"Of\s+(?:all\s+)?(?:the|these|those|its|their)\s+(?=[a-z])")
"""Of all the children who left care, 9% …"""

OPENING = 160
"""How many characters of a passage tell whether it is boilerplate."""

NOTHING = Number(0, 0, 0.0, "", "", 0)
"""Stands for the number that a lead-in line does not have."""


@dataclass(slots=True)
class Draft:
    """A figure in the making; `sentence` bounds the sentence that it stands in."""

    number: Number
    sentence: Span
    measure: Measure
    comparison: Comparison
    as_of: str = ""


@dataclass(slots=True)
class Reading:
    """What has been read of a text so far: the figures of each passage by its start."""

    text: str
    of_passage: dict[int, list[Draft]] = field(default_factory=dict)
    last: Draft | None = None

    def read(self, passage: Passage) -> list[Draft]:
        """The figures of the next passage."""
        numbers = find_numbers(self.text, passage.start, passage.end)
        until = min(passage.end, passage.start + OPENING)
        if not numbers or words().boilerplate.search(self.text, passage.start, until):
            return []
        drafts: list[Draft] = []
        previous: Span | None = None
        for start, end in sentences(self.text, passage.start, passage.end):
            own = [number for number in numbers if start <= number.start < end]
            if own:
                known = main_of(drafts) or self.lead_of(passage)
                sentence = Sentence(self.text, (start, end), own, drafts, known, previous, passage)
                drafts = [*drafts, *sentence.read()]
            previous = start, end
        self.of_passage[passage.start] = drafts
        self.last = main_of(drafts) or self.last
        return drafts

    def lead_of(self, passage: Passage) -> Draft | None:
        """What an item's lead-in line says of all its items, as if it were a figure before."""
        lead = passage.lead
        introduced = list(sentences(self.text, lead.start, lead.end)) if lead else []
        if not lead or not introduced:
            return None
        last = introduced[-1]
        periods = find_periods(self.text, *last)
        as_of = periods[-1].form if periods else ""
        drafts = self.of_passage.get(lead.start)
        if drafts:
            main = main_of(drafts) or drafts[-1]
            is_dated = periods and main.sentence != last and drafts[-1].sentence != last
            return replace(main, as_of=as_of) if is_dated else main
        intro = self.text[slice(*last)].rstrip(": ")
        if OF_THIS_NUMBER.search(intro) and self.last:
            return self.last
        spans: tuple[Span, ...] = ()
        amount = phrases.AMOUNT.match(intro)
        if amount or not INTRODUCES.match(intro):
            begin = last[0] + (amount.end() if amount else 0)
            counted = phrases.subject_before(self.text, begin, last[0] + len(intro))
            spans = ((begin, counted[1]),) if counted else ()
        return Draft(NOTHING, last, Measure(spans, "lead"), Comparison(), as_of)


def main_of(drafts: list[Draft]) -> Draft | None:
    """The last figure that is not there for comparison, nor in brackets behind another."""
    own = [d for d in drafts if not d.comparison.comparator]
    return next((d for d in reversed(own) if d.measure.route != "companion"), None)


@dataclass(slots=True)
class Sentence:
    """A sentence with numbers, and what came before it in its passage."""

    text: str
    span: Span
    numbers: list[Number]
    before: list[Draft]
    known: Draft | None
    previous: Span | None
    passage: Passage
    drafts: list[Draft] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    taken: set[Period] = field(default_factory=set)

    def read(self) -> list[Draft]:
        """The drafts of its numbers, in their order."""
        start, end = self.span
        self.periods = find_periods(self.text, start, end)
        first = self.numbers[0].start
        opening = OF_ALL.match(self.text, start, first)
        subject = (
            phrases.said_after(self.text, opening.end(), first)
            if opening
            else phrases.topic(self.text, start, first)
        )
        topic = phrases.topic(self.text, *self.previous) if self.previous else None
        for k, number in enumerate(self.numbers):
            left = self.numbers[k - 1].tail if k else start
            reach = self._reach(k)
            following = self.numbers[k + 1].start if k + 1 < len(self.numbers) else end
            scene = Scene(
                text=self.text,
                number=replace(number, tail=max(reach, number.tail)) if reach else number,
                start=start,
                end=end,
                left=left,
                right=max(following, reach),
                earlier=[(draft.number, draft.measure) for draft in self.drafts],
                known=(self.known.number, self.known.measure) if self.known else None,
                comparison=self._compared(number, left, max(following, reach)),
                subject=subject,
                topic=topic,
            )
            self._add(number, scene)
        return self.drafts

    def _reach(self, k: int) -> int:
        """The end of the range that a number opens: "20 to 30 children" counts children twice."""
        if self.numbers[k].bound != "at_least" or k + 1 == len(self.numbers):
            return 0
        other = self.numbers[k + 1]
        return other.tail if other.bound == "at_most" else 0

    def _compared(self, number: Number, left: int, right: int) -> Comparison:
        comparison = compare(self.text, number, (self.span[0], left, right, self.span[1]))
        last = self.drafts[-1] if self.drafts else None
        if (
            not last
            or comparison.comparator
            or not comparisons.TO.search(self.text[left : number.start])
        ):
            return comparison
        if comparisons.moves_by(self.text, last.number, self.span[0]):
            return replace(comparison, change=comparison.change or last.comparison.change)
        if last.comparison.comparator != "previous":
            return comparison
        change = last.comparison.back or comparison.change or moved(last.number, number)
        return replace(comparison, change=change, copies=True)

    def _add(self, number: Number, scene: Scene) -> None:
        label = self.passage.label
        measure = Measure((label,), "cell") if label else read_measure(scene)
        draft = Draft(number, self.span, measure, scene.comparison)
        if measure.copied:
            self._share(draft)
            self._tell_back(draft, scene.left)
        draft.as_of = self._as_of(draft, scene)
        self.drafts.append(draft)

    def _share(self, draft: Draft) -> None:
        """A bare number given for comparison has the unit of what it is compared with."""
        alike = [d for d in self.drafts if d.measure.spans == draft.measure.spans]
        sources = alike or self.drafts[-1:] or ([self.known] if self.known else [])
        if not sources:
            return
        source = sources[-1]
        has_one = any(d.number.unit == draft.number.unit for d in alike)
        is_bare = draft.number.unit == "count" and not has_one
        if is_bare and is_alike(source.number, draft.number):
            unit, per = source.number.unit, source.number.per
            draft.number = replace(draft.number, unit=unit, per=per)
        if draft.measure.route == "companion":
            comparator = source.comparison.comparator
            draft.comparison = replace(draft.comparison, comparator=comparator)

    def _tell_back(self, draft: Draft, left: int) -> None:
        """What is said of the figure before: a reduction from 3,745; this has risen to 11."""
        comparison = draft.comparison
        near = self.drafts or [d for d in self.before if d.sentence == self.before[-1].sentence]
        near = [d for d in near if not d.comparison.comparator]
        change = comparison.back
        if not change and comparisons.is_amount_of_change(self.text, draft.number, left):
            change = comparison.change
        for other in near if change else ():
            if not other.comparison.change:
                other.comparison = replace(other.comparison, change=change)
        is_now = draft.measure.route == "this_is" and self._is_now(left, draft.number.start)
        if is_now and near and near[-1].as_of.endswith(("ago", "earlier", "before")):
            near[-1].comparison = replace(near[-1].comparison, comparator="previous")
        if not change and draft.measure.route == "this_is" and comparison.change and self.drafts:
            last = self.drafts[-1]
            last.comparison = replace(last.comparison, comparator="previous")

    def _is_now(self, left: int, at: int) -> bool:
        return bool(NOW.match(self.text, self.span[0]) or IT_IS_NOW.search(self.text, left, at))

    def _as_of(self, draft: Draft, scene: Scene) -> str:
        """The period behind the figure, before it, or that of the figure it leans on."""
        number, route = draft.number, draft.measure.route
        last = self.drafts[-1] if self.drafts else None
        period = behind(self.text, self.periods, number.tail, scene.right)
        gone_by = comparisons.AMOUNT_OF_CHANGE.search(self.text, scene.left, number.start)
        if route == "change" or gone_by:
            return self._span_of_change(number, period)
        opening = ahead(self.periods, self.span[0], number.start)
        if period and not (opening and opening.form.lower().startswith("since")):
            self.taken.add(period)
            if route == "companion" and last and not last.as_of:
                last.as_of = period.form
            return period.form
        if route == "companion" and last:
            return last.as_of
        if draft.comparison.comparator == "previous":
            period = ahead(self.periods, scene.left, number.start, self.taken)
            return period.form if period and self.drafts else ""
        period = ahead(self.periods, self.span[0], number.start, self.taken)
        if period and not IT_IS_NOW.search(self.text, scene.left, number.start):
            return period.form
        leans = draft.measure.copied or route in ("of_them", "of_whom")
        if self._is_now(scene.left, number.start):
            return ""
        if last and leans and last.comparison.comparator != "previous":
            return last.as_of
        is_item = self.passage.lead is not None and not self.before
        if self.known and (is_item or POINTING.match(self.text, self.span[0])):
            return self.known.as_of
        return ""

    def _span_of_change(self, number: Number, period: Period | None) -> str:
        """A rise over the last year; what is more than last year has its base there."""
        if not period:
            period = ahead(self.periods, self.span[0], number.start, self.taken)
            is_day_of_other = period and self.drafts and period.form[0].isdigit()
            return period.form if period and not is_day_of_other else ""
        self.taken.add(period)
        is_base = BASE.search(self.text, number.tail, period.start)
        return "" if is_base else period.form


def moved(one: Number, two: Number) -> str:
    """The direction from one value to another where the text only says that it moved."""
    if one.value == two.value:
        return ""
    return "increase" if two.value > one.value else "decrease"
