"""A passage's numbers, one sentence after the other → drafts of figures.

A draft knows its measure, how it is compared, and its date. What a sentence leaves unsaid it
has from the figure before it, or from the line that leads into its list.
"""

import re
from dataclasses import dataclass, field, replace

from pipeline.extract.figures import clauses, comparisons, phrases
from pipeline.extract.figures.borrowed import says_when
from pipeline.extract.figures.comparisons import Around, Comparison, compare, is_alike, moved
from pipeline.extract.figures.cues import SIDES, Cues
from pipeline.extract.figures.dating import Dating, Told
from pipeline.extract.figures.measures import read_measure
from pipeline.extract.figures.numbers import Number, find_numbers
from pipeline.extract.figures.passages import Passage
from pipeline.extract.figures.periods import find_periods
from pipeline.extract.figures.phrases import Span
from pipeline.extract.figures.scene import Measure, Scene, is_same
from pipeline.extract.figures.vocabulary import words
from pipeline.extract.sentences import sentences

OF_THIS_NUMBER = re.compile(r"\bof\s+th(?:is|ese|ose|em)\b", re.IGNORECASE)
POINTING = re.compile(r"(?:This|That|They|These|It|Of\s+(?:these|this|those|them))\b")
"""A sentence that goes on about what the one before it counted."""

YEAR = re.compile(r"(?:19|20)\d\d")
OF_ALL = re.compile(r"Of\s+(?:all\s+)?(?:the|these|those|its|their)\s+(?=[a-z])")
"""Of all the children who left care, 9% …"""

AND = re.compile(r"\s*,?\s*(?:and|or)\s+")
"""For Scotland the figures are 61% and 66%."""

AND_SO = re.compile(r",?\s+and\s+(?:only\s+|just\s+)?\Z")
MULTIPLES = {"multiplied": "increase", "divided": "decrease"}
"""Twice as many as the year before, half as many as in 2019."""

OPENING = 160
"""How many characters of a passage tell whether it is boilerplate."""

NOTHING = Number(0, 0, 0.0, "", "", 0)
"""Stands for the number that a lead-in line does not have."""


@dataclass(slots=True)
class Draft:
    """A figure in the making; `sentence` bounds the sentence that it stands in.

    `told` says whether its words set it in the past, or against that in the present.
    """

    number: Number
    sentence: Span
    measure: Measure
    comparison: Comparison
    as_of: str = ""
    told: Told = Told.PLAIN


@dataclass(slots=True)
class Reading:
    """What has been read of a text so far: the figures of each passage by its start.

    `published` (ISO) completes the months that are printed without a year.
    """

    text: str
    published: str = ""
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
                here = Here(self.text, (start, end), drafts, known, previous, passage)
                drafts = [*drafts, *Sentence(here, own, self.published).read()]
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
        periods = find_periods(self.text, *last, self.published)
        as_of = periods[-1].form if periods else ""
        drafts = self.of_passage.get(lead.start)
        if drafts:
            main = main_of(drafts) or drafts[-1]
            is_dated = periods and main.sentence != last and drafts[-1].sentence != last
            return replace(main, as_of=as_of) if is_dated else main
        intro = self.text[slice(*last)].rstrip(": ")
        if OF_THIS_NUMBER.search(intro) and self.last:
            return self.last
        return Draft(
            NOTHING,
            last,
            Measure(clauses.introduced(self.text, last[0], intro), "lead"),
            Comparison(),
            as_of,
        )


def main_of(drafts: list[Draft]) -> Draft | None:
    """The last figure that is not there for comparison, nor in brackets behind another."""
    own = [d for d in drafts if not d.comparison.comparator and d.measure.route != "companion"]
    counts = [d for d in own if d.number.kind != "duration" and d.sentence == own[-1].sentence]
    return (counts or own)[-1] if own else None


@dataclass(frozen=True, slots=True)
class Here:
    """A sentence, `text[span]`, and what came before it in its passage."""

    text: str
    span: Span
    before: list[Draft]
    known: Draft | None
    previous: Span | None
    passage: Passage

    @property
    def subject(self) -> Span | None:
        """What the sentence is about: "Of all the children who left care | 9% …"."""
        start, end = self.span
        opening = OF_ALL.match(self.text, start, end)
        if opening:
            return phrases.said_after(self.text, opening.end(), end)
        return clauses.topic(self.text, start, end)

    @property
    def topic(self) -> Span | None:
        """What the sentence before was about."""
        return clauses.topic(self.text, *self.previous) if self.previous else None


class Sentence:
    """Reads the numbers of one sentence."""

    def __init__(self, here: Here, numbers: list[Number], published: str) -> None:
        """`numbers` are those of the sentence, in their order."""
        self.here, self.text, self.numbers = here, here.text, numbers
        self.cues = Cues(here.text, *here.span)
        self.dating = Dating(here.text, here.span, numbers, self.cues, published)
        self.drafts: list[Draft] = []

    def read(self) -> list[Draft]:
        """The drafts of its numbers, in their order."""
        start, end = self.here.span
        first = replace(self.here, span=(start, self.numbers[0].start))
        subject, topic = first.subject, self.here.topic
        for k, number in enumerate(self.numbers):
            left = self.numbers[k - 1].tail if k else start
            reach = self._reach(k)
            following = self.numbers[k + 1].start if k + 1 < len(self.numbers) else end
            around = Around(self.text, number, start, left, max(following, reach), end, self.cues)
            known = self.here.known
            scene = Scene(
                text=self.text,
                number=replace(number, tail=max(reach, number.tail)) if reach else number,
                start=start,
                end=end,
                left=left,
                right=around.right,
                earlier=[(draft.number, draft.measure) for draft in self.drafts],
                known=(known.number, known.measure) if known else None,
                comparison=self._compared(around),
                subject=subject,
                topic=topic,
            )
            self._add(k, around, scene)
        self._multiply()
        return self.drafts

    def _multiply(self) -> None:
        """The figure before "twice as many as the year before" has changed."""
        for cue in self.cues.within(*self.here.span, MULTIPLES):
            counts = [d for d in self.drafts if d.number.kind != "duration"]
            own = main_of([d for d in counts if d.number.end <= cue.start])
            if own and not own.comparison.change and self.dating.is_followed(cue.end):
                change = MULTIPLES[cue.kind]
                own.comparison = replace(own.comparison, change=change)

    def _reach(self, k: int) -> int:
        """The end of the range that a number opens: "20 to 30 children" counts children twice."""
        if self.numbers[k].bound != "at_least" or k + 1 == len(self.numbers):
            return 0
        other = self.numbers[k + 1]
        return other.tail if other.bound == "at_most" else 0

    def _compared(self, around: Around) -> Comparison:
        """How the number is compared; of "from 12 to 18" the second moves as the values do."""
        comparison = compare(around)
        last = self.drafts[-1] if self.drafts else None
        between = self.text[around.left : around.number.start]
        if last and last.comparison.comparator in ("national", "target"):
            side = last.comparison.comparator
            noun = phrases.noun_after(self.text, around.number.tail, around.right)
            if AND.fullmatch(between) and (around.number.unit != "count" or not noun):
                return replace(comparison, comparator=side, copies=True)
            if side == "national" and not comparison.comparator and self._goes_on(around):
                return replace(comparison, comparator=side)
        if not last or comparison.comparator or not comparisons.TO.search(between):
            return comparison
        if last.comparison.amount:
            change = comparison.change or last.comparison.change
            copies = is_alike(last.number, around.number)
            return replace(comparison, change=change, copies=copies)
        if last.comparison.comparator != "previous":
            return comparison
        change = last.comparison.back and moved(last.number, around.number)
        return replace(comparison, change=change, copies=True)

    def _goes_on(self, around: Around) -> bool:
        """Nationally four trusts out of 51 were outstanding, and nine were inadequate."""
        last = self.drafts[-1]
        is_own = not last.comparison.copies and not last.measure.copied
        is_next = AND_SO.search(self.text, around.left, around.number.start)
        verb = phrases.AUXILIARY.match(self.text, around.number.tail + 1)
        return bool(is_own and is_next and verb)

    def _add(self, k: int, around: Around, scene: Scene) -> None:
        label = self.here.passage.label
        measure = Measure((label,), "cell") if label else read_measure(scene)
        draft = Draft(around.number, self.here.span, measure, scene.comparison)
        if measure.copied:
            self._share(draft)
            self._tell_back(draft, around)
        else:
            draft.measure = replace(measure, spans=tuple(map(self.dating.without, measure.spans)))
        gone_by = measure.route == "change" or comparisons.is_gone_by(around)
        draft.told = self.dating.told(k)
        draft.as_of = self._as_of(k, draft, gone_by)
        self._set_against(draft)
        self.drafts.append(draft)

    def _share(self, draft: Draft) -> None:
        """A bare number given for comparison has the unit of what it is compared with."""
        start = self.here.span[0]
        counted = [d for d in self.drafts if not says_when(self.text, start, d.number)]
        alike = [d for d in counted if d.measure.spans == draft.measure.spans]
        known = [self.here.known] if self.here.known else []
        sources = alike or counted[-1:] or known
        if not sources:
            return
        source = sources[-1]
        is_whole = "." not in self.text[draft.number.start : draft.number.end]
        has_one = is_whole and any(d.number.unit == draft.number.unit for d in alike)
        is_bare = draft.number.unit == "count" and not has_one
        is_of_others = source.comparison.comparator in ("national", "neighbours")
        is_like = is_alike(source.number, draft.number) or draft.comparison.comparator in SIDES
        if is_bare and is_like:
            unit, per = source.number.unit, source.number.per
            draft.number = replace(draft.number, unit=unit, per=per)
        route, comparator = draft.measure.route, source.comparison.comparator
        if route == "companion" or (is_of_others and route in ("of_them", "of_whom")):
            own = draft.comparison.comparator
            draft.comparison = replace(draft.comparison, comparator=own or comparator)

    def _tell_back(self, draft: Draft, around: Around) -> None:
        """What is said of the figure before: a reduction from 3,745; this has risen to 11."""
        comparison, before = draft.comparison, self.here.before
        near = self.drafts or [d for d in before if d.sentence == before[-1].sentence]
        near = [d for d in near if not d.comparison.comparator]
        change = comparison.back
        if not change and comparisons.is_amount_of_change(around):
            change = comparison.change
        for other in near if change else ():
            if not other.comparison.change:
                other.comparison = replace(other.comparison, change=change)
        if not change and draft.measure.route == "this_is" and comparison.change and self.drafts:
            last = self.drafts[-1]
            last.comparison = replace(last.comparison, comparator="previous")

    def _set_against(self, draft: Draft) -> None:
        """Two years ago it was one call in five. Now it is one in 20."""
        earlier = main_of([*self.here.before, *self.drafts])
        if not earlier or draft.told is Told.PLAIN:
            return
        if draft.told is Told.THEN:
            is_set = earlier.told is Told.NOW and draft.comparison.comparator == "previous"
            if is_set and not earlier.comparison.change:
                change = moved(draft.number, earlier.number)
                earlier.comparison = replace(earlier.comparison, change=change)
            return
        if earlier.told is not Told.THEN or draft.comparison.comparator:
            return
        if not is_alike(earlier.number, draft.number):
            return
        if draft.measure.copied or (
            draft.told is Told.NOW and is_same(self.text, earlier.measure, draft.measure)
        ):
            earlier.comparison = replace(earlier.comparison, comparator="previous", change="")
            change = draft.comparison.change or moved(earlier.number, draft.number)
            draft.comparison = replace(draft.comparison, change=change)

    def _date_companion(self, draft: Draft, main: Draft, as_of: str) -> None:
        """9.5 days in the last year (2021–22: 8.1 days); but 12% (40) in 2022."""
        is_bare = draft.number.unit == main.number.unit and not draft.comparison.comparator
        years = [YEAR.search(form) for form in (as_of, main.as_of)]
        earlier = years[0] and (not years[1] or years[0].group() < years[1].group())
        if is_bare and earlier:
            draft.comparison = replace(draft.comparison, comparator="previous", change="")
        elif not main.as_of:
            main.as_of = as_of

    def _as_of(self, k: int, draft: Draft, gone_by: bool) -> str:
        """The period of the figure itself, or that of the figure it leans on."""
        route, comparator = draft.measure.route, draft.comparison.comparator
        last = self.drafts[-1] if self.drafts else None
        if gone_by:
            return self.dating.of_change(k)
        if draft.number.noun and draft.number.kind == "count":
            return ""  # a 620-pupil academy: what it holds, at any time
        own = self.dating.own(k)
        if own:
            if route == "companion" and last:
                self._date_companion(draft, last, own)
            return own
        if route == "companion" and last:
            return last.as_of
        if comparator == "previous":
            return self.dating.before_change(k)
        opening = self.dating.opening(k)
        if opening or self.dating.is_now(k):
            return opening if not self.dating.is_now(k) else ""
        copied = draft.measure.copied and route not in ("known", "same")
        leans = copied or route in ("of_them", "of_whom")
        if last and leans and last.comparison.comparator != "previous":
            return last.as_of
        is_item = self.here.passage.lead is not None and not self.here.before
        known = self.here.known
        if known and (is_item or POINTING.match(self.text, self.here.span[0])):
            return known.as_of
        return ""
