"""Requests that a press release says in sentences: "Inspectors asked the council to: …".

A cue (models/recommendations.toml) at the end of a line leads to the list under it; some
cues also make a sentence an item by itself. What is said in quotation marks is speech and
asks for nothing here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.document import Block, Document, Kind
from pipeline.extract.recommendations import deadlines
from pipeline.extract.recommendations.coordinated import coordinated, named
from pipeline.extract.recommendations.cues import cues, names
from pipeline.extract.recommendations.labels import bare_number, counted, labelled
from pipeline.extract.recommendations.sections import Item, subject
from pipeline.extract.recommendations.unmarked import unmarked, who_must
from pipeline.extract.sentences import sentences
from pipeline.extract.speech import spoken

PRONOUNS = {"it", "they", "them", "these", "those", "us", "we", "he", "she"}

INTRODUCTION = 3
"""The title and first paragraphs, which only sum up what is listed below."""

INLINE = re.compile(r"\s*(?:and\s+)?([^;]*[^;\s])")
"""One item of a list printed in a sentence, without the "and" before the last."""

COUNTER = re.compile(r"(?<!\w)\(?(?P<number>[a-h]|[1-9]|[ivx]{1,4})\)\s+(?=\w)")
"""A number inside a sentence: "asked the home to (a) hire a cook, (b) buy a van"."""

BETWEEN = re.compile(r"[\s,;]*(?:\b(?:and|or)\s*)?$")
"""What stands between two items of such a list."""

DONE = re.compile(r"[.!?][’'”\")\]]*$")
"""A sentence's own end; a title has none."""


OPENED = re.compile(r":\s*(?=(?:the|it|they)\W*$)", re.IGNORECASE)
"""A cue's colon; its last word belongs to the first item behind it."""

DECIDERS = re.compile(
    r"\b(?:Cabinet|committee|members|councillors|executive|assembly|commissioner)\b", re.IGNORECASE
)
"""What is put to them is one proposal, whatever it lists."""

COUNT = re.compile(
    r"\s*(?:(?:a|an|the|some|several|many|few|number|series|of|total|following|further|other)\s+)*"
    r"(?:\d+\s+|[a-z]+(?:teen|ty)?(?:-[a-z]+)?\s+)?(?:\w+\s+)?"
    r"(?:recommendations?|requirements?|changes|improvements|actions|measures|things|steps|areas)"
    r"(?:\s+(?:in\s+(?:all|total)|for\s+[^,:;]*|to\s+the\s+[^,:;]*))?[.!]?\s*"
)
"""All that a sentence names is how many there are: "recommended 14 improvements."."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What a line says of the items that it leads to; a kind of "" leads to nothing."""

    kind: str = ""
    who: str = ""
    deadline: str = ""


@dataclass(slots=True)
class Requests:
    """Goes through a press release's blocks and keeps what is asked for."""

    document: Document
    blocks: list[Block]
    taken: set[int]
    items: list[Item] = field(default_factory=list)
    _section: str = ""
    _lead: Lead = field(default_factory=Lead)
    _next: int = 0
    _ahead: str = ""
    _inside: bool = False

    def read(self) -> list[Item]:
        """The items in their order; `taken` are the starts of items found before."""
        for at, block in enumerate(self.blocks):
            text = self.document.of(block)
            said, self._inside = spoken(text, self._inside)
            if block.kind is Kind.HEADING and at:
                self._section = text.strip().rstrip(":")
            if block.start not in self.taken:
                self._block(at, text, said)
        return self.items

    def _block(self, at: int, text: str, said: list[bool]) -> None:
        block = self.blocks[at]
        listed = _items_after(self.document, self.blocks, at)
        ahead, self._ahead = self._ahead, ""
        if block.kind is Kind.ITEM:
            if labelled(block):
                self._add(block, (block.start, block.end), Lead(labelled(block)), "request_item")
            return
        if listed and not any(item.start in self.taken for item in listed):
            self._lead = self._read_lead(at, text, ahead)
            self._next = at + 1 + len(listed)
            self._list(listed)
        elif text.rstrip().endswith(":"):
            self._lead, self._next = self._read_lead(at, text, ahead), at + 1
        if block.kind is not Kind.PARAGRAPH:
            return
        if not listed:
            self._ahead = self._sentences(block, text, said)

    def _read_lead(self, at: int, text: str, ahead: str) -> Lead:
        """What a line says of the list under it, which may go on from the list above."""
        before = self._lead if at == self._next else Lead()
        group = deadlines.of_group(text)
        if group and before.kind:
            return Lead(before.kind, before.who, group)
        lead = read_lead(text, more=bool(before.kind) or bool(ahead))
        if lead.kind == "recommendation" and ahead:
            lead = Lead(ahead, lead.who, lead.deadline)
        if lead.who.lower() in PRONOUNS:
            lead = Lead(lead.kind, before.who, lead.deadline)
        return lead

    def _list(self, listed: list[Block]) -> None:
        first: Block | None = None
        for block in listed if self._lead.kind else ():
            piece = (block.start, block.end)
            if first is not None and block.x0 > first.x0 + block.size and block.marker:
                self.items[-1].pieces.append(piece)
                continue
            first = first or block
            self._add(block, piece, self._lead, "request_item")
            self.taken.add(block.start)

    def _add(self, block: Block, piece: tuple[int, int], lead: Lead, rule: str) -> None:
        text = self.document.text[slice(*piece)]
        number = counted(block.marker) if rule == "request_item" else ""
        bare, skip = bare_number(text) if piece[0] == block.start and not number else ("", 0)
        piece = (piece[0] + skip, piece[1])
        item = Item([piece], block, lead.kind, self._section, rule, number or bare, lead.who)
        item.deadline = deadlines.of_sentence(text) or lead.deadline
        self.items.append(item)

    def _sentences(self, block: Block, text: str, said: list[bool]) -> str:
        """Takes the sentences of a paragraph that ask; returns the kind that its last announces."""
        ahead = ""
        for start, end in sentences(text):
            sentence = text[start:end]
            if said[start] or not DONE.search(sentence):
                ahead = ""
                continue
            lead, pieces = _asked(sentence, said[start:end], ahead)
            rule = "request_item" if len(pieces) > 1 else "request_sentence"
            for first, last, number in pieces if lead.kind else ():
                place = (block.start + start + first, block.start + start + last)
                self._add(block, place, lead, rule)
                self.items[-1].number = number
            ahead = lead.kind or announced(sentence)
        return ahead


def find_requests(document: Document, taken: set[int]) -> list[Item]:
    """The items that cues lead to, and the sentences that are items, of a press release.

    `taken` are the starts of the pieces found under headings; they are not found again.
    """
    blocks = [b for b in document.blocks if b.kind not in (Kind.FURNITURE, Kind.NOTE)]
    found = Requests(document, blocks, set(taken)).read()
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


def _items_after(document: Document, blocks: list[Block], at: int) -> list[Block]:
    """The list under a line; one without bullets only under a line that ends in a colon."""
    if blocks[at].kind is Kind.ITEM:
        return []
    found: list[Block] = []
    for block in blocks[at + 1 :]:
        if block.kind is not Kind.ITEM:
            break
        found.append(block)
    if not found and document.of(blocks[at]).rstrip().endswith(":"):
        found = list(unmarked(document, blocks, at))
    return found


def read_lead(line: str, *, more: bool = False) -> Lead:
    """What a line says of the list under it; `more`: it follows such a list."""
    kind = who = ""
    bare = deadlines.without_opening(line.strip())
    for cue in (*cues(), *(cues("more") if more else ())):
        found = cue.lead(bare)
        if found:
            who = who or subject(found.groupdict().get("who") or "")
            if kind in ("", "recommendation"):
                kind = cue.kind
    return Lead(kind, who, deadlines.of_lead(line) if kind else "")


def announced(sentence: str) -> str:
    """Kind of the requests that a sentence says will follow, or ""."""
    if names("done").search(sentence) or names("praise").search(sentence):
        return ""
    found = (cue.kind for cue in cues("announcements") if cue.pattern.search(sentence))
    return next(found, "")


def _asked(sentence: str, said: list[bool], ahead: str) -> tuple[Lead, list[tuple[int, int, str]]]:
    """What a sentence asks for: its items with their places in it."""
    pieces = list(_inline(sentence))
    lead = read_lead(sentence[: pieces[0][0]].rstrip(" (")) if pieces else Lead()
    if lead.kind:
        return lead, pieces
    lead, end = _prose(sentence, said, ahead)
    weak = lead.kind == "area_for_improvement"
    several = end and names("askers").search(sentence) and not DECIDERS.search(lead.who)
    places, weaknesses = coordinated(sentence, end, weak) if several or weak else ([], False)
    if weaknesses:
        lead = Lead("area_for_improvement", lead.who, lead.deadline)
    kind = "" if ahead or any(said) else announced(sentence)
    if kind and not places:
        places = named(sentence)
        lead = lead if lead.kind or not places else Lead(kind)
    return lead, [(*place, "") for place in places] or [(0, len(sentence), "")]


def _inline(sentence: str) -> Iterator[tuple[int, int, str]]:
    """The items of a list printed in one sentence: "asked the council to: do this; do that"."""
    counters = list(COUNTER.finditer(sentence))
    if len(counters) > 1:
        for k, found in enumerate(counters):
            end = counters[k + 1].start() if k + 1 < len(counters) else len(sentence)
            piece = BETWEEN.sub("", sentence[found.end() : end])
            yield found.end(), found.end() + len(piece), found["number"]
        return
    colon = sentence.find(":")
    if colon > 0 and ";" in sentence[colon:]:
        for found in INLINE.finditer(sentence, colon + 1):
            yield *found.span(1), ""


def _prose(sentence: str, said: list[bool], ahead: str) -> tuple[Lead, int]:
    """What a sentence that is an item by itself says, and where its cue ends (0: nowhere).

    `ahead` is what the one before announced.
    """
    if any(names(key).search(sentence) for key in ("praise", "surveys", "earlier")):
        return Lead(), 0
    for cue in cues():
        found = cue.search(sentence) if cue.prose else None
        if found is None or said[found.start()] or COUNT.fullmatch(sentence, found.end()):
            continue
        who = subject(found.groupdict().get("who") or "")
        kind = ahead if cue.kind == "recommendation" and ahead else cue.kind
        opened = OPENED.search(sentence, found.start(), found.end())
        return Lead(kind, "" if who.lower() in PRONOUNS else who), (opened or found).end()
    who = who_must(sentence) if ahead or deadlines.OPENING.match(sentence) else ""
    if not who:
        return Lead(), 0
    return Lead(ahead or "recommendation", "" if who.lower() in PRONOUNS else who), 0
