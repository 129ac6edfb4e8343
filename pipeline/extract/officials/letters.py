"""People of a letter: whom it is addressed to, how they are greeted, who signs it.

Letters of one addressee print name, role and postal address in lines (focused visits); letters
to a partnership print one line, or two, for each of up to ten people (joint inspections).
"""

import re
from collections.abc import Iterator
from itertools import takewhile

from pipeline.document import Block, Document, Kind
from pipeline.extract.officials.entries import Entry, columns, entries
from pipeline.extract.officials.mention import Mention, mention
from pipeline.extract.people import people
from pipeline.extract.roles import bodies

DEAR = re.compile(r"Dear\s+(?P<whom>.{2,120})")
"""The salutation: "Dear Ms Castellan", "Dear local partnership", "Dear Nia Penhale,"."""

YOURS = re.compile(r"Yours?\s+(?:sincerely|faithfully|truly)\b|Kind regards|Yn gywir\b", re.I)
"""The close, and in Welsh."""

FAR = 60
"""The salutation stands within the first blocks of a document …"""

LONG = 170
"""… and a block longer than this is neither address nor signature."""


def find_in_letter(document: Document) -> list[Mention]:
    """Addressees and signatories."""
    blocks = [block for block in document.blocks if block.start < document.body_end]
    return [*_addressees(document, blocks), *_signatories(document, blocks)]


def salutation(document: Document) -> Block | None:
    """The block that greets the addressee, or None if the document is no letter."""
    for block in document.blocks[:FAR]:
        if DEAR.match(document.text, block.start, block.end):
            return block
    return None


def _addressees(document: Document, blocks: list[Block]) -> Iterator[Mention]:
    dear = salutation(document)
    if dear is None:
        return
    text = document.text
    greeted = re.sub(r"[^\w\s’'-]", " ", document.of(dear)).lower().split()[1:]
    region = [b for b in blocks[: blocks.index(dear)] if b.end - b.start < 3 * LONG]
    for lines in columns(document, region):
        for entry in entries(text, lines):
            known = set(entry.person.name.lower().split()) & set(greeted)
            if entry.roles or known or entry.organisation:
                yield _mention(entry, "address", "addressee")
    for person in people(text, dear.start, dear.end):
        yield mention(person, [], "salutation", involvement="addressee")


def _signatories(document: Document, blocks: list[Block]) -> Iterator[Mention]:
    text = document.text
    close = next((k for k, b in enumerate(blocks) if YOURS.match(text, b.start, b.end)), None)
    if close is None:
        return
    region = takewhile(
        lambda b: b.end - b.start < LONG,
        (b for b in blocks[close + 1 : close + 24] if b.kind is not Kind.NOTE),
    )
    signed = [
        entry
        for lines in columns(document, region)
        for entry in entries(text, lines)
        if entry.roles or entry.person.letters
    ]
    for entry in signed:
        found = _mention(entry, "signature", "")
        leads = len(signed) == 1 and found.involvement == "inspector"
        yield _mention(entry, "signature", "lead_inspector" if leads else "mentioned")


def _mention(entry: Entry, rule: str, involvement: str) -> Mention:
    found = mention(entry.person, entry.roles, rule, involvement=involvement)
    return found.at(entry.organisation or (entry.above if bodies().search(entry.above) else ""))
