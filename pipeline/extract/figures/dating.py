"""Which of a sentence's periods belongs to which of its figures.

A period belongs to the figure in front of it, else to one behind it in the same clause; one that
opens the sentence holds for all of its figures.
"""

import re
from collections.abc import Sequence
from enum import Enum

from pipeline.extract.figures.comparisons import HEDGE
from pipeline.extract.figures.cues import CHANGES, Cues
from pipeline.extract.figures.numbers import Number
from pipeline.extract.figures.periods import Period, find_periods
from pipeline.extract.figures.phrases import without
from pipeline.extract.figures.vocabulary import listed

Span = tuple[int, int]


class Told(Enum):
    """How a figure is set in time against another: "Two years ago …", "… now", or by a tense."""

    PLAIN = 0
    THEN = 1
    NOW = 2
    PRESENT = 3


ATTACHED = re.compile(r"(?:[^,;:]|,(?=(?:\s[A-Za-z’-]+){1,2},?\s(?:and|or)\s))*")
"""What may stand between a figure and the period behind it; the comma of a list too."""

BRACKETS = re.compile(r"\([^()]*\)")
CLAUSE = re.compile(
    r"""[;:]|\s[–—-]\s|,?\s(?:but|while|whilst|whereas|although|though|because)\s
    |,\s(?:and|so|or|with|up|down|compared|twice|double|half|having|more|less|fewer|higher|lower
      |against|from|an?|the|which|who|where|when)\s
    |\sthan\s(?:the|in|at|a|that|those|it|they|last|for)\s
    |\sand\s(?:(?:the|they|it|he|she|we|there|overall|its|their|his|her|our|that|will|has|have|had
      |is|are|was|were|now|by|then|made|found|gave|held|took|met|read|saw|spoke|heard|told|wrote
      |left|lost|kept|brought|set|began|went|came|got)\b|\w+ed\b)
    |\s(?:under|by|with|from|using|at|to|for|through)\s(?:the|an?)\s(?:[\w’-]+\s){1,3}
      (?:which|that|who)\s""",
    re.VERBOSE | re.IGNORECASE,
)
"""Between two clauses: a period in one says nothing of a figure in the other."""

ASIDE = re.compile(r"(?:,\s(?:which|who|where|when))\s[^,]*$")
"""A period in here is that of something else: "The board, which met in May, has 12 members"."""

OF_SO_MANY = re.compile(r"(?:Of|Among)\s[^,]*\d\s[^,]*$")
"""So it is in "Of the 40 actions agreed in 2018, 12 have been dropped"."""

OPENERS = listed(
    "in on at by for during over since between throughout within from as of the a and but so "
    "however also then meanwhile overall nationally locally here end start beginning middle "
    "early late mid whole school academic financial calendar year quarter term period month "
    "week just only about already back until up to"
)
"""Before the period that opens a sentence stand only these."""

LABELLED = re.compile(rf"\s*[:,–—-]\s+{HEDGE}", re.IGNORECASE)
"""A period as a label: "(2021–22: 8.1 days)"."""

INSIDE = re.compile(
    r"(?:(?!\b(?:from|to|and|compared|against|by)\b)[^,;:])*"
    rf"\b(?:within|for|than|in|at|over|with|under|every|least)\s+{HEDGE}",
    re.IGNORECASE,
)
"""A number in what is said of another one: "800 callers waited for longer than 30 minutes"."""

OF_NOUN = re.compile(
    r"(?!.*\b(?:month|week|quarter|year|end|start|period|\w+er|\w+ing|autumn)\s+of)"
    r".*\b[a-z]{3,}\s+of\s*\Z",
    re.IGNORECASE,
)
"""The audit of 2014, the visit of May 2010: a period that names a thing."""

BASE = re.compile(r"\b(?:than|from|on|as)\s+(?:(?:in|at|by|the|its|during)\s+)*\Z", re.IGNORECASE)
"""640 fewer than in the year before: the date is that of the figure it changed from."""

WHEN = re.compile(r",?\s+when\b")
"""In June 2021, when there were 38: the clause tells more of that time."""

SINCE = re.compile(r"since\s+", re.IGNORECASE)
PAST = re.compile(r"\b(?:was|were|had|stood|came|took|lost|fell|rose|made|saw|[a-z]+ed)\b")
NEAR = 40
PRESENT = re.compile(r"\b(?:is|are|stands|has|have)\b")
SOON = 25
"""A word for the present stands so near behind its figure."""

NOW_OPENS = re.compile(r"(?:Now|Today|It\s+is\s+now|This\s+is\s+now)\b")


class Dating:
    """The periods of one sentence and the figures that they belong to, told by their places."""

    def __init__(
        self, text: str, span: Span, numbers: Sequence[Number], cues: Cues, published: str
    ) -> None:
        """`numbers` are those of `text[span]`; `published` completes months without a year."""
        self.text, self.span, self.numbers, self.cues = text, span, numbers, cues
        self.periods = find_periods(text, *span, published)
        self._taken: set[Period] = set()

    def own(self, k: int) -> str:
        """The period of number `k` itself: behind it, its label, or before it in its clause."""
        if not self.periods:
            return ""
        number = self.numbers[k]
        opening = self._opening()
        period = self._behind(k)
        if period and not (opening and opening.form.lower().startswith("since")):
            self._taken.add(period)
            return period.form
        for period in reversed(self.periods):
            is_before = period.end <= number.start and not self._is_aside(period)
            if is_before and LABELLED.fullmatch(self.text, period.end, number.start):
                return period.form
        period = self._before(k)
        return period.form if period else ""

    def without(self, span: Span) -> Span:
        """What is measured without the period that opens or ends it: `as_of` has that."""
        return without(self.text, span, [(p.start, p.end) for p in self.periods])

    def opening(self, k: int) -> str:
        """The period that opens the sentence, and holds for all its figures."""
        period = self._opening()
        before = period and period.end <= self.numbers[k].start
        return period.form if period and before and period not in self._taken else ""

    def of_change(self, k: int) -> str:
        """The time of a change: a rise over the last year, but not the year that it rose from."""
        number = self.numbers[k]
        if any(BASE.search(self.text, number.tail, p.start) for p in self.periods[:-3:-1]):
            return ""
        period = self._behind(k)
        if not period:
            before = [p for p in self.periods if p.end <= number.start]
            free = [p for p in before if p not in self._taken]
            is_day_of_other = free and k and free[-1].form[0].isdigit()
            return free[-1].form if free and not is_day_of_other else ""
        self._taken.add(period)
        return period.form

    def before_change(self, k: int) -> str:
        """The time of a figure that another is compared with: since 2021, from 310 to 254."""
        left = self.numbers[k - 1].tail if k else self.span[0]
        for period in reversed(self.periods):
            if k and left <= period.start and period.end <= self.numbers[k].start:
                return "" if period in self._taken else period.form
            since = SINCE.match(period.form) if period.end <= self.numbers[k].start else None
            if since:
                base = find_periods(self.text, period.start + since.end(), period.end)
                return base[0].form if base else ""
        return ""

    def is_followed(self, at: int) -> bool:
        """Whether a time in the past follows at `at`: "… the year before", "… in 2019"."""
        near = self.cues.first(at, at + NEAR, ("then",))
        return near is not None or any(at <= p.start < at + NEAR for p in self.periods)

    def is_now(self, k: int) -> bool:
        """Whether the words of number `k` set it in the present: "it is now 19"."""
        left = self.numbers[k - 1].tail if k else self.span[0]
        number = self.numbers[k]
        if k == 0 and NOW_OPENS.match(self.text, self.span[0]):
            return True
        cue = self.cues.last(left, number.start, ("now",))
        if cue and not CLAUSE.search(self.text, cue.end, number.start):
            return True
        cue = self.cues.first(number.tail, number.tail + SOON, ("now",))
        return cue is not None and not self._breaks(number.tail, cue.end + 1)

    def told(self, k: int) -> Told:
        """Whether number `k` is set in the past or in the present."""
        if self.is_now(k):
            return Told.NOW
        left = self.numbers[k - 1].tail if k else self.span[0]
        number = self.numbers[k]
        right = self.numbers[k + 1].start if k + 1 < len(self.numbers) else self.span[1]
        if self.cues.first(left, right, ("then",)):
            return Told.THEN
        moves = self.cues.last(left, number.start, CHANGES)
        is_dated = (self.own(k) or self.opening(k))[:4].isdigit()
        if is_dated and (moves or PAST.search(self.text, left, number.start)):
            return Told.THEN
        is_present = PRESENT.search(self.text, left, number.start)
        return Told.PRESENT if is_present else Told.PLAIN

    def _behind(self, k: int) -> Period | None:
        """The period behind number `k`, before the next one that is not part of its words."""
        number, end = self.numbers[k], self.span[1]
        for other in self.numbers[k + 1 :]:
            if not self._is_part(number, other):
                end = other.start
                break
        for period in self.periods:
            if number.tail <= period.start < end and not self._is_of_bracket(number, period):
                is_near = ATTACHED.fullmatch(self.text, number.tail, period.start)
                return period if is_near and not self._breaks(number.tail, period.start) else None
        return None

    def _is_of_bracket(self, number: Number, period: Period) -> bool:
        """Whether a period stands in brackets behind a number with a number of its own."""
        between = self.text[number.tail : period.start]
        opened = number.tail + between.rfind("(")
        close = self.text.find(")", period.end)
        if between.count("(") <= between.count(")") or close < 0:
            return False
        return any(opened < other.start < close for other in self.numbers)

    def _is_part(self, number: Number, other: Number) -> bool:
        """Whether a number stands in brackets behind another, or in what is said of that."""
        between = self.text[number.tail : other.start]
        if between.count("(") > between.count(")"):
            return True
        between = BRACKETS.sub(" ", between)
        return bool(INSIDE.fullmatch(between)) and not CLAUSE.search(between)

    def _breaks(self, start: int, end: int) -> bool:
        return bool(CLAUSE.search(BRACKETS.sub(" ", self.text[start:end])))

    def _before(self, k: int) -> Period | None:
        """The last period before number `k` in its clause, unless an earlier figure has it."""
        number = self.numbers[k]
        for period in reversed(self.periods):
            if period.end > number.start or period in self._taken:
                continue
            elsewhere = self._names(period) or self._is_aside(period)
            when = WHEN.match(self.text, period.end)
            begin = when.end() if when else period.end
            return None if elsewhere or self._breaks(begin, number.start) else period
        return None

    def _names(self, period: Period) -> bool:
        return bool(OF_NOUN.search(self.text, self.span[0], period.start))

    def _is_aside(self, period: Period) -> bool:
        span = self.span[0], period.start
        before = ASIDE.search(self.text, *span) or OF_SO_MANY.match(self.text, *span)
        return bool(before) and self.text[period.end : period.end + 1] == ","

    def _opening(self) -> Period | None:
        for period in self.periods[:1]:
            before = self.text[self.span[0] : period.start].lower().split()
            if all(word.strip(",(“‘'\"") in OPENERS for word in before):
                return period
        return None
