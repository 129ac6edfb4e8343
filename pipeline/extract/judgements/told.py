"""Judgements that sentences tell: claims → what they are about and of which inspection."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipeline.document import Block, Document, Kind
from pipeline.extract.dates import find_dates
from pipeline.extract.judgements.about import about_of
from pipeline.extract.judgements.bodies import is_whole, topic_of
from pipeline.extract.judgements.claim import Claim
from pipeline.extract.judgements.clauses import is_marked
from pipeline.extract.judgements.constructions import (
    AGAIN,
    CUE,
    INSPECTION_WORD,
    RATES,
    REPORTED,
    STANDS_ALONE,
)
from pipeline.extract.judgements.names import PRONOUN
from pipeline.extract.judgements.periods import LAST_INSPECTION, Period, other_period, period_of
from pipeline.extract.judgements.prose import find_claims
from pipeline.extract.judgements.stated import PROSE, About, Context, Stated
from pipeline.extract.sentences import sentences
from pipeline.extract.speech import spoken
from pipeline.frameworks import Scale


def find_told(
    document: Document, context: Context, scale: Scale, title: tuple[int, int], taken: set[int]
) -> Iterator[Stated]:
    """Judgements that sentences tell, outside of people's speech and the title's offsets.

    `taken` are the starts of lines that were read as items of a list.
    """
    teller = Teller(document, context, scale)
    for block in document.blocks:
        if block.start >= document.body_end:
            break
        listed = block.kind is Kind.ROW or block.start in taken
        if not (title[0] <= block.start < title[1] or listed):
            yield from teller.tell(block)


SHORTEST_SPEECH = 27
"""Characters between quotation marks that are more than a title or a grade."""


JUDGED_QUESTION = re.compile(
    r"[‘“\"'](?:How|Is|Are|What)\s[^‘“”\"?\n]{3,90}\?[’”\"'](?=\s+(?:is|are|was|were|as|to\s+be)\b)"
)
"""“‘How good is our leadership?’ was graded …” is no speech."""


class Sentence(NamedTuple):
    """A sentence, the one before it, and where both begin in the document."""

    text: str
    before: str
    start: int
    begin: int


@dataclass
class Teller:
    """Goes through a document's blocks and keeps what a sentence takes from those before."""

    document: Document
    context: Context
    scale: Scale
    host: str = ""
    row: Stated | None = None
    rated: bool = False
    inside: bool = False
    named: list[str] = field(default_factory=list)

    def tell(self, block: Block) -> Iterator[Stated]:
        """The judgements of a block's sentences, each read with the one before in mind."""
        text = self._without_speech(self.document.of(block))
        worth = self.scale.may_stand_in(text) and (self.context.press or CUE.search(text))
        self.host, self.row, self.rated = "", None, False
        if not worth and not self.context.press:
            return
        before, begin, told, last = "", block.start, None, None
        for start, end in sentences(text):
            sentence = Sentence(text[start:end], before, block.start + start, begin)
            if self.context.press:
                self.host = topic_of(sentence.text, self.context, self.host, self.named)
            rows, told, last = self._sentence(sentence, told, last) if worth else ([], None, None)
            rows = rows or self._again(sentence)
            yield from rows
            self.row = rows[0] if len(rows) == 1 and rows[0].period == "current" else None
            self.rated = bool(rows) or told_of_ratings(sentence.text)
            before, begin = sentence.text, sentence.start

    def _without_speech(self, text: str) -> str:
        """A block's text with what people say in it blanked out, every offset kept."""
        if not self.context.press:
            return text
        said, self.inside = spoken(text, self.inside, SHORTEST_SPEECH)
        for asked in JUDGED_QUESTION.finditer(text):
            said[slice(*asked.span())] = [False] * len(asked.group())
        return "".join(" " if hidden else c for c, hidden in zip(text, said, strict=True))

    def _sentence(
        self, sentence: Sentence, told: Period | None, last: Claim | None
    ) -> tuple[list[Stated], Period | None, Claim | None]:
        """The judgements of a sentence, the earlier period that it tells of, its last claim."""
        context, text = self.context, sentence.text
        again = None if context.press else told
        rows: list[Stated] = []
        now = None
        if not (self.scale.may_stand_in(text) and (again or context.press or CUE.search(text))):
            return rows, now, None
        for claim in find_claims(text, self.scale, context.areas, again is not None, last):
            last = claim
            alone = STANDS_ALONE.fullmatch(text, claim.end) and is_marked(text, claim.start)
            reported = is_marked(text, claim.start) and REPORTED.search(text)
            stated = (self.rated and alone) or reported
            if stated and context.press and claim.verb == "copula":
                claim = replace(claim, verb="stated")
            span = (claim.start, claim.end)
            period = period_of(text, sentence.before, claim.earlier, context, span, again)
            if claim.newer and context.press:
                period = ("current", "")
            now = period if period and period[0] == "previous" else now
            for about in about_of(claim, text, sentence.before, period, context):
                if self.host and not about.subject:
                    area = "overall" if about.area == context.overall else about.area
                    about = replace(about, subject=self.host, area=area)
                if about.subject:
                    self.named.append(about.subject)
                other = other_period(text, claim.end, context) if about.subject else None
                if period or about.subject:
                    first = (
                        sentence.begin if _leans(text, sentence.before, period) else sentence.start
                    )
                    place = (first, sentence.start + len(text))
                    rows += _stated(about, text[slice(*span)], self.scale, place, other or period)
        return rows, now, last

    def _again(self, sentence: Sentence) -> list[Stated]:
        """“It was given the same rating in 2019”: the last sentence's judgement, earlier."""
        found = AGAIN.match(sentence.text) if self.row and self.context.press else None
        if self.row is None or found is None:
            return []
        subject = (found["it"] or found["subject"]).strip()
        if not (PRONOUN.fullmatch(subject) or is_whole(subject, self.context)):
            return []
        span = (found.end(), found.end()) if found["subject"] else (0, 0)
        period = period_of(sentence.text, "", False, self.context, span)
        if period is None or period[0] != "previous":
            return []
        end = sentence.start + len(sentence.text)
        return [replace(self.row, period="previous", judged_on=period[1], end=end)]


def told_of_ratings(sentence: str) -> bool:
    """Whether a sentence says that ratings follow: “The report also rates its …”."""
    return bool(INSPECTION_WORD.search(sentence) or RATES.search(sentence))


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
