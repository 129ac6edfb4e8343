"""Quotations: the words of a named person or of a document, one row a continuous speech.

Marks are found paragraph by paragraph (`marks`), speakers in the sentences around them
(`attribution`, `speakers`). A speech goes on over paragraphs: each opens with a mark, or none
does and the mark that closes stands some paragraphs on. Words and phrases of under five words
are no quotation, nor is what nobody named has said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.document import Block, Document, Kind
from pipeline.extract.officials.merge import folded
from pipeline.extract.people import plain
from pipeline.extract.quotations.attribution import (
    BLOT,
    Attribution,
    after_quote,
    before_quote,
)
from pipeline.extract.quotations.marks import MARK, Quoted, dangling, quoted
from pipeline.extract.quotations.speakers import Cast, Voice, antecedent
from pipeline.records import Official, Quotation

FEWEST_WORDS = 5
"""Single quoted words and phrases of under five words are no quotation."""

CONFIDENCE = {
    "cue_before": 0.96,
    "cue_after": 0.96,
    "according_to": 0.95,
    "label_before": 0.9,
    "dash_after": 0.9,
    "sentence_before": 0.8,
}
"""How often a row that a rule makes is right."""

FURTHEST = 8
"""A speech without marks at its paragraphs closes within so many of them."""


@dataclass
class Speech:
    """One continuous speech: the offsets of its pieces, who speaks, where it ends."""

    pieces: list[tuple[int, int]]
    speaker: str
    kind: str
    cue: str
    rule: str
    paragraph: int
    open: bool


def find_quotations(
    document: Document, officials: list[Official]
) -> tuple[list[Quotation], list[Official]]:
    """The quotations of a document, and its officials with the speakers among them marked."""
    speeches = list(_Reader(document, officials).speeches())
    spoken = {tuple(folded(s.speaker)) for s in speeches if s.kind == "person"}
    marked = [
        replace(official, involvement="speaker")
        if official.involvement in {"mentioned", "addressee"}
        and tuple(folded(official.name)) in spoken
        else official
        for official in officials
    ]
    ids = {tuple(folded(official.name)): official.id for official in marked}
    rows = [_row(document, speech, ids) for speech in speeches]
    return rows, marked


def _row(document: Document, speech: Speech, ids: dict[tuple[str, ...], str]) -> Quotation:
    text = " ".join(plain(document.text[start:end]) for start, end in speech.pieces)
    place = document.place(speech.pieces[0][0], speech.pieces[-1][1])
    return Quotation(
        document_id=document.document_id,
        **place._asdict(),
        rule=speech.rule,
        confidence=CONFIDENCE[speech.rule],
        speaker=speech.speaker,
        official_id=ids.get(tuple(folded(speech.speaker)), ""),
        text=plain(text),
        cue=speech.cue,
    )


class _Reader:
    """Reads a document's paragraphs in order and keeps in mind who spoke last."""

    def __init__(self, document: Document, officials: list[Official]) -> None:
        self.text = document.text
        self.blocks = [
            block
            for block in document.blocks
            if block.start < document.body_end and block.kind in {Kind.PARAGRAPH, Kind.ITEM}
        ]
        self.cast = Cast({official.name: official.honorific for official in officials})
        self.last: Speech | None = None

    def speeches(self) -> Iterator[Speech]:
        """All speeches of at least five words that somebody is named for."""
        found: list[Speech] = []
        skip = 0
        for number, block in enumerate(self.blocks):
            if number < skip or not MARK.search(self.text, block.start, block.end):
                continue
            marks = quoted(self.text, block.start, block.end)
            if not marks:
                continue
            for speech in self._in_paragraph(number, marks):
                if speech is not self.last:
                    found.append(speech)
                self.last = speech
            if self.last and self.last.paragraph == number and self.last.open:
                skip = self._without_marks(number, self.last)
        for speech in found:
            words = sum(len(self.text[start:end].split()) for start, end in speech.pieces)
            if words >= FEWEST_WORDS:
                yield speech

    def _in_paragraph(self, number: int, marks: list[Quoted]) -> Iterator[Speech]:
        """The speeches of one paragraph; the last one of the paragraph before may go on."""
        block = self.blocks[number]
        para = _blotted(self.text, block, marks)
        k = 0
        while k < len(marks):
            first, last = marks[k], k
            said = self._attributed(number, para, marks, k)
            while last + 1 < len(marks) and self._joined(para, block, marks, last):
                last += 1
            pieces = [(mark.start, mark.end) for mark in marks[k : last + 1]]
            opens = not self.text[block.start : first.open].strip()
            before = self.last
            if before and opens and number == before.paragraph + 1 and (before.open or not said):
                before.pieces += pieces
                before.paragraph, before.open = number, not marks[last].closed
                yield before
            elif said is not None:
                name, kind = self._identity(number, para, said)
                if name:
                    yield Speech(
                        pieces, name, kind, said.cue, said.rule, number, not marks[last].closed
                    )
            k = last + 1

    def _attributed(
        self, number: int, para: str, marks: list[Quoted], k: int
    ) -> Attribution | None:
        """Who says the k-th quotation of a paragraph."""
        block, mark = self.blocks[number], marks[k]
        at, close = mark.open - block.start, mark.close - block.start
        before = before_quote(para, 0, at, self.cast)
        if before is not None:
            return before
        complete = self.text[mark.end - 1] in ".”’\"'"
        after = after_quote(para, close, len(para), self.cast, complete=complete)
        if after is not None:
            return after[0]
        if not para[:at].strip():
            return self._led_by_paragraph(number) or self._signed_below(number, close, para)
        return None

    def _led_by_paragraph(self, number: int) -> Attribution | None:
        """The paragraph before ends with "said:"."""
        if number == 0:
            return None
        block = self.blocks[number - 1]
        before = self.text[block.start : block.end].rstrip()
        if not before.endswith((":", ";", ",")):
            return None
        marks = quoted(self.text, block.start, block.end)
        para = _blotted(self.text, block, marks)
        return before_quote(para, 0, len(para), self.cast)

    def _signed_below(self, number: int, close: int, para: str) -> Attribution | None:
        """The next paragraph is a dash and a name."""
        if para[close:].strip() or number + 1 >= len(self.blocks):
            return None
        below = self.blocks[number + 1]
        words = self.text[below.start : below.end]
        if len(words) > 150 or not words.startswith(("–", "—", "-")):
            return None
        found = after_quote(words, 0, len(words), self.cast, complete=True)
        return found[0] if found else None

    def _joined(self, para: str, block: Block, marks: list[Quoted], k: int) -> bool:
        """Whether only an attribution stands between a quotation and the next: one speech."""
        close, following = marks[k].close - block.start, marks[k + 1].open - block.start
        gap = para[close:following]
        if not gap.strip():
            return True
        complete = self.text[marks[k].end - 1] in ".”’\"'"
        found = after_quote(para, close, following, self.cast, complete=complete)
        return found is not None and not para[found[1] : following].strip()

    def _identity(self, number: int, para: str, said: Attribution) -> tuple[str, str]:
        """The speaker's full name, or the document; empty where a pronoun means nobody."""
        voice: Voice | None = said.voice
        if said.voice.kind == "pronoun":
            texts = [para[: said.voice.start]]
            for block in reversed(self.blocks[max(0, number - 4) : number]):
                marks = quoted(self.text, block.start, block.end)
                texts.append(_blotted(self.text, block, marks))
            voice = antecedent(self.cast, said.voice.name, texts)
        if voice is None:
            return "", ""
        if voice.kind == "person":
            return self.cast.full_name(voice), "person"
        return voice.name, voice.kind

    def _without_marks(self, number: int, speech: Speech) -> int:
        """Let an unclosed speech go on over paragraphs that open without a mark.

        Returns the number of the first paragraph after it; nothing is added where no closing
        mark follows.
        """
        for k in range(number + 1, min(number + FURTHEST, len(self.blocks))):
            block = self.blocks[k]
            close = dangling(self.text, block.start, block.end)
            if close is not None:
                speech.pieces += [(b.start, b.end) for b in self.blocks[number + 1 : k]]
                speech.pieces.append((block.start, close.start))
                speech.paragraph, speech.open = k, False
                return k + 1
            if MARK.search(self.text, block.start, block.end) and quoted(
                self.text, block.start, block.end
            ):
                break
        return number + 1


def _blotted(text: str, block: Block, marks: list[Quoted]) -> str:
    """A paragraph whose quoted words are blotted out, their last full stop aside."""
    para = text[block.start : block.end]
    for mark in marks:
        start, close = mark.open - block.start, mark.close - block.start
        ending = para[mark.end - 1 - block.start] if mark.end > mark.start else ""
        blot = BLOT * (close - start - 1) + (ending if ending in ".!?" else BLOT)
        para = para[:start] + blot + para[close:]
    return para
