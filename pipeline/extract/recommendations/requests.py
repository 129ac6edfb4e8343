"""Requests that a press release says in sentences: "Inspectors asked the council to: …".

A cue (models/recommendations.toml) at the end of a line leads to the list under it; some
cues also make a sentence an item by itself. What is said in quotation marks is speech and
asks for nothing here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.document import Block, Document, Kind
from pipeline.extract.recommendations.sections import Item, counted, subject, words
from pipeline.extract.sentences import sentences
from pipeline.frameworks.load import inspectorates
from pipeline.frameworks.phrases import any_of

START = r"(?:^|(?<=[.!?])\s+)"
"""A sentence's start: where a subject begins."""

RELATIVE = r"(?:,\s+(?:which|who|whose)\b[^.;:]{1,90},)?"
"""What is said of a subject in between: "The Cabinet, which meets on 8 December, is …"."""

LEAD_END = re.compile(r"[^.;:]{0,80}:?\s*")
"""What can stand between a cue and the list it leads to: "to concentrate on five areas:"."""

OF_ASKER = (
    r"(?:\s+\([A-Z]+\))?(?:[’']s\s+(?:\w+\s+)?(?:report|letter|inspectors|review))?"
    r"(?:\s+(?:to|from|of)\s+(?:the\s+)?[A-Z]\w+)?\s*"
)
"""What belongs to who asks: "the Care Quality Commission (CQC)", "Ofsted’s report to Cabinet"."""

PRONOUNS = {"it", "they", "them", "us", "we", "he", "she"}

MARKS = re.compile(r"[“”\"]")
"""Quotation marks that open and close speech."""

INTRODUCTION = 3
"""The title and first paragraphs, which only sum up what is listed below."""

INLINE = re.compile(r"\s*(?:and\s+)?([^;]*[^;\s])")
"""One item of a list printed in a sentence, without the "and" before the last."""

DONE = re.compile(r"[.!?][’'”\")\]]*$")
"""A sentence's own end; a title has none."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as a pattern; `who` is who has to act. `prose`: a sentence of it is an item."""

    pattern: re.Pattern[str]
    kind: str
    prose: bool

    def lead(self, line: str) -> re.Match[str] | None:
        """The cue at the end of a line that leads to a list."""
        found = self.pattern.finditer(line)
        return next((m for m in found if LEAD_END.fullmatch(line, m.end())), None)


def find_requests(document: Document, taken: list[tuple[int, int]]) -> list[Item]:
    """The items that cues lead to, and the sentences that are items, of a press release.

    `taken` are the places of items found under headings; they are not found again.
    """
    blocks = [b for b in document.blocks if b.kind not in (Kind.FURNITURE, Kind.NOTE)]
    starts = {start for start, _ in taken}
    found: list[Item] = []
    speech, section = False, ""
    for at, block in enumerate(blocks):
        text = document.of(block)
        said, speech = _speech(text, speech)
        if block.kind is Kind.HEADING and at:
            section = text.strip().rstrip(":")
        listed = list(_items_after(blocks, at)) if block.kind is not Kind.ITEM else []
        if listed and not any(item.start in starts for item in listed):
            after = at > 0 and blocks[at - 1].kind is Kind.ITEM and bool(found)
            found += _listed(text, listed, section, found[-1].addressee if after else None)
        elif not listed and block.kind is Kind.PARAGRAPH:
            found += _asked(block, text, said, section)
    return _without_introduction(found, blocks[:INTRODUCTION])


def _without_introduction(found: list[Item], head: list[Block]) -> list[Item]:
    """Leave out what the first paragraphs only sum up, because a list below says it."""
    listed = {item.kind for item in found if item.rule == "request_item"}
    end = head[-1].end if head else 0
    return [
        item
        for item in found
        if item.rule == "request_item" or item.kind not in listed or item.place[0] >= end
    ]


@cache
def cues(group: str = "cues") -> tuple[Cue, ...]:
    """The cues of models/recommendations.toml; those of "more" go on after a list."""
    return tuple(_cue(row) for row in words()["requests"][group])


@cache
def names(key: str) -> re.Pattern[str]:
    """Finds the askers, bodies, deciders, … of models/recommendations.toml."""
    found: list[str] = words()["requests"][key]
    if key == "askers":
        found = [*found, *(name for each in inspectorates() for name in each.names)]
    return any_of(found)


def _cue(row: dict[str, str | bool]) -> Cue:
    slots = str(row["pattern"]).split()
    pattern = "".join(_slot(slot) for slot in slots)
    if slots[0] in ("{addressee}", "{body}", "{decider}"):
        public = names("public").pattern
        pattern = rf"{START}(?!(?:[\w’'-]+\s+){{0,4}}{public}){pattern}"
    return Cue(
        pattern=re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE),
        kind=str(row.get("kind", "recommendation")),
        prose=bool(row.get("prose", False)),
    )


def _slot(slot: str) -> str:
    """One slot of a cue's pattern as a regular expression, with the space behind it."""
    if slot.startswith("["):
        return rf"(?:{_slot(slot[1:-1])})?"
    if slot == "{any}":
        return r"[^;:]{0,240}?"
    if slot == "{addressee}":
        return r"(?P<who>[^.;:]{2,120}?)\s*"
    if slot == "{asker}":
        return names("askers").pattern + OF_ASKER
    if slot in ("{body}", "{decider}"):
        known = names("bodies" if slot == "{body}" else "deciders").pattern
        return rf"(?P<who>[^.;:]{{0,120}}?{known}{RELATIVE})\s*"
    choice = "|".join(re.escape(word).replace("_", r"\s+") for word in slot.split("|"))
    return rf"\b(?:{choice})\b\s*"


def _items_after(blocks: list[Block], at: int) -> Iterator[Block]:
    for block in blocks[at + 1 :]:
        if block.kind is not Kind.ITEM:
            return
        yield block


def _listed(line: str, listed: list[Block], section: str, before: str | None) -> list[Item]:
    """The items of a list that a cue leads to; `before` is whom the list above addressed."""
    kind, who = _lead(line, more=before is not None)
    if not kind:
        return []
    who = (before or "") if who.lower() in PRONOUNS else who
    items: list[Item] = []
    for block in listed:
        piece = (block.start, block.end)
        if items and block.x0 > items[0].block.x0 + block.size:
            items[-1].pieces.append(piece)
        else:
            number = counted(block.marker)
            items.append(Item([piece], block, kind, section, "request_item", number, who))
    return items


def _lead(line: str, *, more: bool) -> tuple[str, str]:
    """Kind of the items that a line leads to, "" where it does not, and who has to act."""
    kind = who = ""
    for cue in (*cues(), *(cues("more") if more else ())):
        found = cue.lead(line.strip())
        if found:
            who = who or subject(found.groupdict().get("who") or "")
            if kind in ("", "recommendation"):
                kind = cue.kind
    return kind, who


def _asked(block: Block, text: str, said: list[bool], section: str) -> Iterator[Item]:
    """The sentences of a paragraph that ask for something, outside of speech."""
    for start, end in sentences(text):
        sentence = text[start:end]
        if said[start] or not DONE.search(sentence):
            continue
        pieces = list(_inline(sentence))
        kind, who = _lead(sentence[: pieces[0][0]], more=False) if pieces else ("", "")
        if not kind:
            kind, who = _prose(sentence, said[start:end])
            pieces = [(0, len(sentence))]
        rule = "request_item" if len(pieces) > 1 else "request_sentence"
        for first, last in pieces if kind else ():
            piece = (block.start + start + first, block.start + start + last)
            yield Item([piece], block, kind, section, rule, "", who)


def _inline(sentence: str) -> Iterator[tuple[int, int]]:
    """The items of a list printed in one sentence: "asked the council to: do this; do that"."""
    colon = sentence.find(":")
    if colon > 0 and ";" in sentence[colon:]:
        for found in INLINE.finditer(sentence, colon + 1):
            yield found.span(1)


def _prose(sentence: str, said: list[bool]) -> tuple[str, str]:
    """Kind of a sentence that is an item by itself, "" where it is none, and who has to act."""
    if names("praise").search(sentence):
        return "", ""
    for cue in cues():
        found = cue.pattern.search(sentence) if cue.prose else None
        if found and not said[found.start()]:
            who = subject(found.groupdict().get("who") or "")
            return cue.kind, "" if who.lower() in PRONOUNS else who
    return "", ""


def _speech(text: str, inside: bool) -> tuple[list[bool], bool]:
    """For each character whether it stands in speech; and whether that goes on after it.

    Speech of several paragraphs has an opening mark on each and a closing one on the last.
    """
    first = MARKS.search(text)
    inside = inside and (first is None or first.group() != "“")
    said: list[bool] = []
    for character in text:
        if character == "“":
            inside = True
        said.append(inside or character == '"')
        if character == "”" or (character == '"' and inside):
            inside = False
        elif character == '"':
            inside = True
    return said, inside
