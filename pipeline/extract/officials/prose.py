"""People in running text, known by the office printed next to the name.

Examples: "Karen Dolton, executive director", "Chief Executive Dr Siân Llewelyn-Hughes",
"the council’s portfolio holder for children, Cllr Amy Poole", "Idris Vaughan, who chairs …".
"""

import re
from collections.abc import Iterator

from pipeline import gazetteer as places
from pipeline.document import Document
from pipeline.extract.officials.mention import Mention, mention
from pipeline.extract.people import Person, gazetteer, people
from pipeline.extract.roles import Role, after, before

PLACE_BEFORE = re.compile(r"\b(?:in|across|within|from|near|around|throughout|outside)\s+$", re.I)
"""A name after one of these is a place: "In Milton Keynes, the director …"."""

JOINT = re.compile(r"\s*[,:(–—-]|\s+(?:who|is|was|has|had|will|became|took|joined)\b")
"""Two capitalised words are only a person's with more than a gap before the role."""

RANK = re.compile(r"(?i)\b(?:detective|superintendent|constable|sergeant|commander)\b")
"""Police ranks say less of an office than what follows the name."""


def find_in_prose(document: Document) -> Iterator[Mention]:
    """Every name in the body with an office beside it."""
    text = document.text
    waiting: list[Person] = []
    for person in people(text, 0, document.body_end):
        start, stop = _surroundings(document, person.start)
        roles = _roles(text, person, start, stop)
        office = gazetteer()["honorifics"]["office"].get(person.honorific.split(" ")[0], "")
        if roles and (person.certain or not _is_thing(text, person)):
            rule, role = roles[-1]
            yield mention(person, [role for _, role in roles], roles[0][0])
            yield from _share(text, waiting, person, role)
        elif person.letters:
            yield mention(person, [], "letters_after_name")
        elif office:
            yield mention(person, [], "title_of_office", fallback=office)
        waiting = [*waiting, person] if not roles else []


def _share(
    text: str, waiting: list[Person], last: Person, role: Role
) -> Iterator[Mention]:
    """An office in the plural is that of everyone in the list: "A, B and C, co-chairs"."""
    if not PLURAL.search(role.text) or role.start < last.start:
        return
    for person in reversed(waiting):
        if not AND.fullmatch(text, person.end, last.start):
            return
        last = person
        yield mention(person, [role._replace(text=singular(role.text))], "role_after_name")


def _surroundings(document: Document, offset: int) -> tuple[int, int]:
    """The block around a character, or the cell of a table."""
    block = document.block_at(offset)
    for start, end in block.cells:
        if start <= offset < end:
            return start, end
    return block.start, block.end


def _roles(text: str, person: Person, start: int, stop: int) -> list[tuple[str, Role]]:
    """The roles beside a name, each with its rule; a rank before the name comes last."""
    ahead = before(text, start, person.start)
    beside = person.certain or JOINT.match(text, person.end, stop)
    behind = after(text, person.end, stop) if beside else None
    new = appointed(text, start, person.start, stop)
    found = [("role_before_name", ahead), ("role_after_name", new), ("role_after_name", behind)]
    if ahead and RANK.search(ahead.text):
        found.reverse()
    return [(rule, role._replace(text=singular(role.text))) for rule, role in found if role]


def _is_thing(text: str, person: Person) -> bool:
    """Whether the two capitalised words are a place or common words of this document."""
    if PLACE_BEFORE.search(text, max(0, person.start - 12), person.start):
        return True
    if all(f" {word}" in text for word in person.name.lower().split()):
        return True
    return places.resolve(person.name) is not None
