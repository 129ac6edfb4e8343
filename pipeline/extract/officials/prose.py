"""People in running text, known by the office printed next to the name.

Examples: "Carys Dalby, executive director", "Chief Executive Dr Siân Llewelyn-Hughes",
"the council’s portfolio holder for children, Cllr Amy Poole", "Idris Vaughan, who chairs …".
"""

import re
from collections.abc import Iterator

from pipeline import gazetteer as places
from pipeline.document import Document
from pipeline.extract.officials.mention import Mention, mention
from pipeline.extract.people import Person, gazetteer, people
from pipeline.extract.roles import (
    Role,
    after,
    appointed,
    as_verb,
    before,
    heads,
    leftwards,
    of_inspectorate,
    singular,
    verbs,
)

PLACE_BEFORE = re.compile(r"\b(?:in|across|within|near|around|throughout|outside)\s+$", re.I)
"""A name after one of these is a place: "In Milton Keynes, the director …"."""

PLACE_AFTER = re.compile(r"\b(?:for|of|at|in|to)\s+(?:the\s+)?$")
"""Inside a role a name after one of these is a place: "councillor for Saltby West"."""

LED = re.compile(
    r"(?:,?\s+who)?\s+(?:led|leads|is\s+leading|headed)\s+(?:the|this)\s+"
    r"(?:[a-z]+\s+)?(?:inspection|visit|team)\b"
)
"""The lead inspector by a verb: "Her Majesty’s Inspector Amy Poole led the inspection"."""

LED_BY = re.compile(
    r"\b(?:inspection|visit|review|team|inspectors)\b[^.;]{0,120}?\b(?P<how>led|headed|chaired)\s+by\s+"
    r"(?:(?:the|an?|[A-Z]\w+[’']s)\s+)?$"
)
"""The same in the passive: "The team was chaired by Idris Penry and led by Amy Poole"."""

JOINT = re.compile(
    r"\s*[,:(–—-]|\s+(?:who|is|was|has|had|will|became|took|takes|joined|joins|steps|stepped"
    r"|succeeds|succeeded|replaces|replaced|starts|started|serves|served|retires|retired)\b"
)
"""Two capitalised words are only a person's with more than a gap before the role."""

LONGEST_LIST = 12
"""So many people share an office at most."""

LONGEST_LED = 170
"""Between the team and who leads it are not more characters."""

LONGEST_LINE = 110
"""A line that holds only a role has not more characters."""

AND = re.compile(r"\s*(?:,|;|,?\s*(?:and|&))\s+")
"""Between the names of a list."""

RANK = re.compile(r"(?i)\b(?:detective|superintendent|constable|sergeant|commander)\b")
"""Police ranks say less of an office than what follows the name."""


def find_in_prose(document: Document) -> Iterator[Mention]:
    """Every name in the body with an office beside it."""
    text = document.text
    found = [(person, _roles(document, person)) for person in people(text, 0, document.body_end)]
    things: dict[str, bool] = {}
    for k, (person, roles) in enumerate(found):
        office = gazetteer()["honorifics"]["office"].get(person.honorific.split(" ")[0], "")
        rule, role = roles[0] if roles else _shared(text, found, k)
        if role and not person.certain and person.name not in things:
            things[person.name] = _is_thing(text, person)
        if role and (person.certain or not things[person.name]):
            own = [role for _, role in roles] or [role]
            leads = _part_in_team(text, person, own)
            inspectorate = of_inspectorate().match(own[0].text)
            found_here = mention(person, own, rule, involvement=leads)
            yield found_here.at(inspectorate["body"] if inspectorate else "")
        elif verbal := as_verb(text, person.start, person.end):
            by_verb = mention(person, [], "role_as_verb", fallback=verbal.text, near=verbal)
            yield by_verb.at(verbal.organisation)
        elif person.letters:
            yield mention(person, [], "letters_after_name")
        elif office:
            yield mention(person, [], "title_of_office", fallback=office)


def _part_in_team(text: str, person: Person, roles: list[Role]) -> str:
    """What the verb of leading or chairing an inspection team makes of somebody."""
    if any(LED.match(text, end) for end in (person.end, *(role.end for role in roles))):
        return "lead_inspector"
    begin = min([person.start, *(role.start for role in roles)])
    led = LED_BY.search(text, max(0, begin - LONGEST_LED), begin)
    return "" if led is None else "inspector" if led["how"] == "chaired" else "lead_inspector"


Found = tuple[Person, list[tuple[str, Role]]]


def _shared(text: str, found: list[Found], k: int) -> tuple[str, Role | None]:
    """An office in the plural is everyone's in a list: "co-chairs A and B" or "A and B, …"."""
    for step in (-1, 1):
        one, there = found[k][0], k + step
        while 0 <= there < len(found) and abs(there - k) < LONGEST_LIST:
            other, roles = found[there]
            left, right = sorted([one, other])
            if not AND.fullmatch(text, left.end, right.start):
                break
            for rule, role in roles:
                outside = role.end <= other.start if step < 0 else role.start >= other.end
                if outside and singular(role.text) != role.text:
                    return rule, role
            one, there = other, there + step
    return "", None


def _surroundings(document: Document, offset: int) -> tuple[int, int]:
    """The block around a character, or the cell of a table."""
    block = document.block_at(offset)
    for start, end in block.cells:
        if start <= offset < end:
            return start, end
    return block.start, block.end


def _roles(document: Document, person: Person) -> list[tuple[str, Role]]:
    """The roles beside a name, each with its rule; a rank before the name comes last."""
    text = document.text
    start, stop = _surroundings(document, person.start)
    ahead = before(text, start, person.start)
    beside = person.certain or JOINT.match(text, person.end, stop)
    behind = after(text, person.end, stop) if beside else None
    if ahead and behind and _runs_into_a_name(text, behind, stop):
        behind = None
    behind = behind or _below(document, person, (start, stop))
    new = appointed(text, start, person.start, stop)
    found = [("role_before_name", ahead), ("role_after_name", new), ("role_after_name", behind)]
    if ahead and RANK.search(ahead.text):
        found.reverse()
    return [(rule, role) for rule, role in found if role]


def _runs_into_a_name(text: str, role: Role, stop: int) -> bool:
    """Whether a role is the next person's: "Chair Amy Poole, head of care | Idris Penry"."""
    near = people(text, role.start, min(stop, role.end + 60))
    names = [p for p in near if not PLACE_AFTER.search(text, role.start, p.start)]
    return any(person.start - role.end < 2 for person in names)


def _below(document: Document, person: Person, line: tuple[int, int]) -> Role | None:
    """The role in a line of its own under a name in a line of its own: a contact, a signature."""
    text, (start, end) = document.text, line
    if (start, end) != (person.start, person.end) or end >= document.body_end:
        return None
    below = document.block_at(end + 1)
    words = document.of(below)
    if len(words) > LONGEST_LINE or words.endswith(".") or verbs().search(words):
        return None
    head = heads().search(words)
    opens = head is not None and leftwards(words, head.start()) == 0
    return after(text, below.start, below.end, loose=True) if opens else None


def _is_thing(text: str, person: Person) -> bool:
    """Whether the two capitalised words are a place or common words of this document."""
    if PLACE_BEFORE.search(text, max(0, person.start - 12), person.start):
        return True
    words = re.findall(r"\w+", person.name.lower())
    if all(re.search(rf"\s{word}(?![\w’-])", text) for word in words):
        return True
    return places.resolve(person.name) is not None
