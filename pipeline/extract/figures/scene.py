"""What the routes to a measure look at (`Scene`) and what they bring back (`Measure`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.figures import phrases
from pipeline.extract.figures.comparisons import Comparison, is_alike
from pipeline.extract.figures.numbers import Number
from pipeline.extract.figures.phrases import Span

SHARES = ("percent", "ratio")
"""Units that say how much of something: what is said of it belongs to the measure."""

LED_TO = re.compile(
    r"""\b(?:is|are|was|were|at|to|by|of|from|reached|averag\w+|total\w*)\s+
    (?:(?:just|only|about|around|over|under|approximately|nearly|almost)\s+)*\Z""",
    re.VERBOSE | re.IGNORECASE,
)
"""The vacancy rate is only …: a number that its clause leads to has its subject before it."""

ASIDE = re.compile(r"\s*\([^()]*\d[^()]*\)")


@dataclass(frozen=True, slots=True)
class Measure:
    """The spans of text that say what is counted, the noun first, and the route to them.

    `copied` says that they are those of another figure.
    """

    spans: tuple[Span, ...]
    route: str
    copied: bool = False

    def copy(self, route: str) -> "Measure":
        """The same measure for another figure."""
        return Measure(self.spans, route, True)


@dataclass(frozen=True, slots=True)
class Scene:
    """A number in its sentence.

    `start` and `end` bound the sentence, `left` and `right` the stretch between the numbers on
    both sides. `earlier` are the sentence's numbers before this one, `known` is the figure
    that a pronoun or a bare verb points back to, from the sentence or the lead-in line before.
    `subject` is what the sentence is about, `topic` what the one before was about.
    """

    text: str
    number: Number
    start: int
    end: int
    left: int
    right: int
    earlier: Sequence[tuple[Number, Measure]]
    known: tuple[Number, Measure] | None
    comparison: Comparison
    subject: Span | None
    topic: Span | None

    @property
    def is_share(self) -> bool:
        """Whether the number is a part of something."""
        return self.number.unit in SHARES

    @property
    def free(self) -> int:
        """Where the words begin that no number before has used."""
        spans = self.earlier[-1][1].spans if self.earlier else ()
        used = [end for _, end in spans if self.left < end <= self.number.start]
        return max(used, default=self.left)

    @property
    def last(self) -> Measure | None:
        """What the figure before this one measured."""
        if self.earlier:
            return self.earlier[-1][1]
        return self.known[1] if self.known else None

    @property
    def last_alike(self) -> Measure | None:
        """What the last figure before this one with such a unit measured."""
        pairs = [*self.earlier[::-1], *([self.known] if self.known else [])]
        return next((m for other, m in pairs if is_alike(other, self.number)), None)

    @property
    def counted_before(self) -> Measure | None:
        """The noun of the figure before, or else what the sentence or the one before is about."""
        if not self.earlier and self.subject:
            return Measure((self.subject,), "topic")
        last = self.last
        if last and last.spans:
            noun = phrases.noun_after(self.text, *last.spans[0])
            return Measure((noun or last.spans[0],), last.route)
        return Measure((self.topic,), "topic") if self.topic else None

    @property
    def is_led_to(self) -> bool:
        """Whether the words before the number lead to it: "… is at", "… has risen to"."""
        return bool(LED_TO.search(self.text, self.left, self.number.start))

    def said(self, begin: int, end: int = 0) -> Span | None:
        """What is said of something that ends at `begin`; of a share more is needed."""
        most = phrases.LONGEST_SHARE if self.is_share else phrases.LONGEST_SAID
        return phrases.said_after(self.text, begin, end or self.end, most)

    def noun(self, begin: int, end: int = 0) -> Span | None:
        """The noun phrase that starts at `begin`."""
        return phrases.noun_after(self.text, begin, end or self.end)


def text_of(text: str, spans: Sequence[Span]) -> str:
    """The printed phrase: spans that do not touch are joined by an ellipsis."""
    pieces: list[str] = []
    last = -1
    for start, end in spans:
        piece = " ".join(ASIDE.sub("", text[start:end]).split())
        if pieces and last <= start and not text[last:start].strip():
            pieces[-1] += " " + piece
        elif piece and piece not in pieces:
            pieces.append(piece)
        last = end
    return " … ".join(pieces)


def spans_of(*spans: Span | None) -> tuple[Span, ...]:
    """The spans that were found."""
    return tuple(span for span in spans if span)


def is_same(text: str, one: Measure, two: Measure) -> bool:
    """Whether two measures are the same in most of their words."""
    words = [set(text_of(text, measure.spans).lower().split()) - {"…"} for measure in (one, two)]
    return 2 * len(words[0] & words[1]) >= max(map(len, words)) > 0
