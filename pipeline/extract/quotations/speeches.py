"""Quoted pieces → continuous speeches.

A speech goes on after an attribution inside a paragraph ("“We …,” she said. “They …”") and over
paragraphs: each opens with a mark, or none does and the closing mark stands some paragraphs on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.document import Block, Document, Kind
from pipeline.extract.people import gazetteer
from pipeline.extract.quotations.attribution import (
    BLOT,
    CAPITAL,
    Attribution,
    after_quote,
    before_quote,
    sentence_before,
    signature,
)
from pipeline.extract.quotations.marks import Quoted, dangling, openings, quoted
from pipeline.extract.quotations.speakers import Cast, Voice, antecedent
from pipeline.extract.roles import choice
from pipeline.records import Official

FEWEST_WORDS = 5
"""Single quoted words and phrases of under five words are no quotation."""

FURTHEST = 8
"""A speech whose paragraphs have no marks closes within so many of them."""

FAR = 1500
"""Who speaks is said within so many characters of a quotation."""

LONGEST_HEADING = 60
"""A line over a list is a heading if it is not longer and ends without a full stop."""

MEMORY = 20
"""Somebody named so many paragraphs ago may still be called by one name."""

ENDS = ".!?…"
"""A quotation that ends so is a sentence, and what follows it a new one."""


PET_NAME = re.compile(r"\w [‘“\"']\w+[’”\"'] [A-Z]")
"""One word between marks inside a name: "Peter ‘Pip’ Pike"."""

NEW_SENTENCE = re.compile(r"\s+[A-Z][^.:!?]*\s$")
"""After a whole sentence these words lead to another quotation: "“…” It calls them “…”"."""


@dataclass
class Speech:
    """One continuous speech: the offsets of its pieces, who speaks, where it ends.

    `speaker` is empty as long as nobody is named for it; `open` says that its last paragraph
    ended without a closing mark.
    """

    pieces: list[tuple[int, int]]
    speaker: str
    kind: str
    cue: str
    rule: str
    paragraph: int
    open: bool


@cache
def _title_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{choice(gazetteer()['speech']['titles_before'])})\s+$", re.I)


@cache
def _title_after() -> re.Pattern[str]:
    words = choice(gazetteer()["speech"]["titles_after"])
    return re.compile(rf"\s+(?:[a-z]+\s+)?(?:{words})s?\b")


class Reader:
    """Reads a document's paragraphs in order and keeps in mind who spoke last."""

    def __init__(self, document: Document, officials: list[Official]) -> None:
        """`officials` are the people whose names are known before reading."""
        self.text = document.text
        self.document = document
        self.blocks = [
            block
            for block in document.blocks
            if block.start < document.body_end and block.kind in {Kind.PARAGRAPH, Kind.ITEM}
        ]
        starts = [block.start for block in self.blocks]
        marked = openings(self.text, document.body_end)
        self.numbers = sorted({bisect_right(starts, at) - 1 for at in marked} - {-1})
        self.cast = Cast({official.name: official.honorific for official in officials})
        self.last: Speech | None = None
        self.met = 0

    def speeches(self) -> Iterator[Speech]:
        """All speeches of at least five words that have a speaker, in the order of the text."""
        found: list[Speech] = []
        following = 0
        for number in self.numbers:
            if number < following or not self._worth_reading(number):
                continue
            for speech in self._in_paragraph(number):
                if speech is not self.last:
                    found.append(speech)
                self.last = speech
            if self.last and self.last.paragraph == number and self.last.open:
                following = self._without_marks(number, self.last)
        for speech in found:
            words = sum(len(self.text[start:end].split()) for start, end in speech.pieces)
            if speech.speaker and words >= FEWEST_WORDS:
                yield speech

    def _worth_reading(self, number: int) -> bool:
        """Whether a paragraph quotes enough words, or may go on with a speech before it."""
        if self.last is not None and self.last.paragraph == number - 1:
            return True
        block = self.blocks[number]
        marks = quoted(self.text, block.start, block.end)
        words = sum(self.text.count(" ", mark.start, mark.end) + 1 for mark in marks)
        return words >= FEWEST_WORDS or any(not mark.closed for mark in marks)

    def _in_paragraph(self, number: int) -> Iterator[Speech]:
        """The speeches of one paragraph; the last one of the paragraph before may go on."""
        para, marks = self._read(number)
        self._meet(number, para)
        marks = [mark for mark in marks if not self._is_title(number, mark)]
        k = 0
        while k < len(marks):
            last = k
            said = self._attributed(number, para, marks[k])
            while last + 1 < len(marks) and self._joined(number, para, marks, last):
                last += 1
            pieces = [(mark.start, mark.end) for mark in marks[k : last + 1]]
            name, kind = self._identity(number, para, said) if said else ("", "")
            speech = self._going_on(number, marks[k], said)
            if speech is None:
                rule, cue = (said.rule, said.cue) if said else ("", "")
                speech = Speech([], name, kind, cue, rule, number, False)
            elif said and name and not speech.speaker:
                speech.speaker, speech.kind, speech.cue, speech.rule = name, kind, *said[1:]
            speech.pieces += pieces
            speech.paragraph, speech.open = number, not marks[last].closed
            yield speech
            k = last + 1

    def _meet(self, number: int, para: str) -> None:
        """Get to know everybody named in the paragraphs before and in this one."""
        first = self.blocks[max(0, number - MEMORY)].start
        here = self.blocks[number].start
        self.cast.meet(self.text, max(first, self.met), here)
        self.cast.meet(para, 0, len(para))
        self.met = here

    def _read(self, number: int) -> tuple[str, list[Quoted]]:
        """A paragraph with its quoted words blotted out, and where they stand."""
        block = self.blocks[number]
        marks = quoted(self.text, block.start, block.end)
        return _blotted(self.text, block, marks), marks

    def _is_title(self, number: int, mark: Quoted) -> bool:
        """Whether the marks set off a name: "called “A place to grow”", "the ‘…’ approach"."""
        block = self.blocks[number]
        if _title_before().search(self.text, max(block.start, mark.open - 40), mark.open):
            return True
        if PET_NAME.match(self.text, mark.open - 2, block.end):
            return True
        ended = self.text[mark.end - 1] in ENDS + ","
        return not ended and _title_after().match(self.text, mark.close, block.end) is not None

    def _going_on(self, number: int, first: Quoted, said: Attribution | None) -> Speech | None:
        """The speech of the paragraph before, if this paragraph opens with more of it."""
        last, block = self.last, self.blocks[number]
        if last is None or number != last.paragraph + 1:
            return None
        if self.text[block.start : first.open].strip():
            return None
        if last.open:
            return last
        if block.kind is Kind.ITEM:
            return None
        ended = not self.text[last.pieces[-1][1] + 1 : self.blocks[number - 1].end].strip('’”" ')
        alone = not self.text[first.close : block.end].strip() or self._is_sentence(first)
        return last if said is None and last.speaker and ended and alone else None

    def _attributed(self, number: int, para: str, mark: Quoted) -> Attribution | None:
        """Who says a quotation."""
        offset = self.blocks[number].start
        at, close = mark.open - offset, mark.close - offset
        first, end = max(0, at - FAR), min(len(para), close + FAR)
        before = before_quote(para, first, at, self.cast)
        if before is not None:
            return before
        complete = self._is_sentence(mark)
        after = after_quote(para, close, end, self.cast, complete=complete)
        if after is not None:
            return after[0]
        if para[first:at].strip():
            return sentence_before(para, first, at, self.cast) if complete else None
        return self._led_by_paragraph(number) or self._signed_below(number, para, close)

    def _is_sentence(self, mark: Quoted) -> bool:
        return self.text[mark.end - 1 : mark.end] in ENDS

    def _led_by_paragraph(self, number: int) -> Attribution | None:
        """The paragraph before ends with "said:", or a heading: "What the report says"."""
        if self._is_list(number):
            return self._led_by_heading(number)
        if number == 0:
            return None
        para, _ = self._read(number - 1)
        if not para.rstrip().endswith((":", ";", ",")):
            return None
        return before_quote(para, max(0, len(para) - FAR), len(para), self.cast)

    def _is_list(self, number: int) -> bool:
        """Whether a block is an item that holds nothing but quoted words."""
        block = self.blocks[number]
        marks = quoted(self.text, block.start, block.end) if block.kind is Kind.ITEM else []
        return bool(marks) and marks[0].open - block.start < 2 and block.end - marks[-1].close < 2

    def _led_by_heading(self, number: int) -> Attribution | None:
        """Who says the items of a list, by the heading or the line above them."""
        while number and self._is_list(number - 1):
            number -= 1
        start = self.blocks[number].start
        if not start:
            return None
        above = self.document.block_at(start - 1)
        words = self.text[above.start : above.end]
        is_heading = above.kind is Kind.HEADING or len(words) < LONGEST_HEADING
        if words.rstrip()[-1:] in ENDS or not (is_heading or words.rstrip().endswith(":")):
            return None
        return before_quote(words, 0, len(words), self.cast)

    def _signed_below(self, number: int, para: str, close: int) -> Attribution | None:
        """The next paragraph is a dash and a name, or a name that signs."""
        if para[close:].strip() or number + 1 >= len(self.blocks):
            return None
        below = self.blocks[number + 1]
        words = f"{below.marker} {self.text[below.start : below.end]}"
        if len(words) > 150:
            return None
        if words.strip()[0] not in "–—-":
            return signature(words.strip(), self.cast)
        found = after_quote(words, 0, len(words), self.cast, complete=True)
        return found[0] if found else None

    def _joined(self, number: int, para: str, marks: list[Quoted], k: int) -> bool:
        """Whether only an attribution stands between a quotation and the next: one speech."""
        offset = self.blocks[number].start
        close, following = marks[k].close - offset, marks[k + 1].open - offset
        if not para[close:following].strip():
            return True
        complete = self._is_sentence(marks[k])
        found = after_quote(para, close, following, self.cast, complete=complete)
        if found is None or para[found[1] : following].strip():
            return False
        return not (complete and NEW_SENTENCE.match(para, close, following))

    def _identity(self, number: int, para: str, said: Attribution) -> tuple[str, str]:
        """The speaker's full name, or the document; empty where nobody named is meant."""
        voice: Voice | None = said.voice
        if said.voice.kind == "pronoun":
            nearest = range(number - 1, max(-1, number - 5), -1)
            before = [para[: said.voice.start], *(self._read(k)[0] for k in nearest)]
            texts = [words[-FAR:] for words in before]
            voice = antecedent(self.cast, said.voice.name, texts)
        if voice is None or voice.kind == "nobody":
            return "", ""
        if voice.kind == "person":
            return self.cast.full_name(voice), "person"
        return voice.name, voice.kind

    def _without_marks(self, number: int, speech: Speech) -> int:
        """Let an open speech go on over paragraphs without a mark before them.

        Returns the number of the first paragraph after it; nothing is added where no closing
        mark follows.
        """
        for k in range(number + 1, min(number + FURTHEST, len(self.blocks))):
            block = self.blocks[k]
            close = dangling(self.text, block.start, block.end)
            if close is not None:
                speech.pieces += [(b.start, b.end) for b in self.blocks[number + 1 : k]]
                speech.pieces.append((block.start, close))
                speech.paragraph, speech.open = k, False
                return k + 1
            if quoted(self.text, block.start, block.end):
                break
        return number + 1


def _blotted(text: str, block: Block, marks: list[Quoted]) -> str:
    """A paragraph whose quoted words are blotted out, but so that sentences can be told.

    The mark of the last sentence stays, and where a sentence opened a capital stands. A single
    word stays too, for it may be a pet name: "Peter ‘Pip’ Pike".
    """
    parts, at = [], block.start
    for mark in marks:
        if " " not in text[mark.start : mark.end]:
            continue
        ending = text[mark.end - 1] if text[mark.end - 1] in ENDS else BLOT
        opening = CAPITAL if text[mark.start].isupper() else BLOT
        parts += [text[at : mark.open], opening, BLOT * (mark.close - mark.open - 2), ending]
        at = mark.close
    return "".join([*parts, text[at : block.end]])
