"""Mentions → one row for each person."""

import re
from dataclasses import dataclass, field, replace

from pipeline.document import Document
from pipeline.extract.confidence import confidence
from pipeline.extract.officials.mention import Mention
from pipeline.extract.people import Person, agree, people
from pipeline.records import Official

INVOLVEMENTS = ("lead_inspector", "inspector", "addressee", "speaker", "mentioned")
"""From the closest part in an inspection to none: of several, the first holds."""


@dataclass
class Someone:
    """A person with all places that name them, in the order of the text."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """The words of the full name, folded."""
        return folded(self.mentions[0].person.name)


def folded(name: str) -> list[str]:
    """A name's words for comparison: lower case, one kind of apostrophe, no full stops."""
    return re.sub(r"[’ʼ‘`]", "'", name.replace(".", " ")).lower().split()


def officials_of(document: Document, mentions: list[Mention]) -> list[Official]:
    """One row for each person who holds an office or is addressed, in the order of the text."""
    ordered = _once(mentions)
    known: list[Someone] = []
    names = {tuple(folded(found.person.name)) for found in ordered}
    for found in ordered:
        if not _is_surname(found, names):
            _add(known, found)
    for found in ordered:
        if _is_surname(found, names):
            _add_by_surname(document, known, found)
    rows = [row for someone in known if (row := _row(document, someone))]
    return sorted(rows, key=lambda row: (row.start, row.end))


def _is_surname(found: Mention, names: set[tuple[str, ...]]) -> bool:
    """Whether a name is one word, or after a title the end of another: "Cllr Ó Conaill"."""
    words = tuple(folded(found.person.name))
    ends = any(name[-len(words) :] == words and name != words for name in names)
    return len(words) == 1 or (ends and found.person.honorific != "")


def _once(mentions: list[Mention]) -> list[Mention]:
    """The mentions in the order of the text; of two that read the same words the first given."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for found in mentions:
        spots = range(found.person.name_start, found.person.name_end)
        if taken.isdisjoint(spots):
            taken.update(spots)
            kept.append(found)
    return sorted(kept, key=lambda m: m.person.name_start)


def _add(known: list[Someone], found: Mention) -> None:
    words = folded(found.person.name)
    for someone in known:
        if same_name(someone.words, words) or _misspelt(someone, found):
            someone.mentions.append(found)
            return
    known.append(Someone([found]))


def same_name(one: list[str], other: list[str]) -> bool:
    """Whether two full names are one person's: "Angus J MacAskill" and "Angus MacAskill"."""
    if one == other:
        return True
    if one[0] != other[0]:
        return False
    return one[-1] == other[-1] and (len(one) == 2 or len(other) == 2)


def _misspelt(someone: Someone, found: Mention) -> bool:
    """Whether a name is another's but for a last letter, in the same office: Poole, Pooley."""
    short, long = sorted([" ".join(someone.words), " ".join(folded(found.person.name))], key=len)
    slip = long.startswith(short) and len(long) == len(short) + 1
    roles = {role.lower() for mention in someone.mentions for role in mention.roles}
    return slip and any(role.lower() in roles for role in found.roles)


def _add_by_surname(document: Document, known: list[Someone], found: Mention) -> None:
    """A surname is that of somebody named in full; an unknown councillor is a row too."""
    words = folded(found.person.name)
    same = [s for s in known if s.words[-len(words) :] == words and _may_be(s, found)]
    if same:
        before = [s for s in same if s.mentions[0].start < found.start]
        (before or same)[-1].mentions.append(found)
    elif found.fallback or found.roles:
        full = _in_full(document, found)
        known.append(Someone([replace(found, person=full)] if full else [found]))


def _in_full(document: Document, found: Mention) -> Person | None:
    """The one full name in the document that ends like a surname with a title.

    The office may stand beside the surname alone: "Mrs Poole, the lead inspector, … Amy Poole".
    """
    text, words = document.text, folded(found.person.name)
    full: dict[str, Person] = {}
    for m in re.finditer(rf"(?<=\s){re.escape(found.person.name)}\b", text[: document.body_end]):
        block = document.block_at(m.start())
        for person in people(text, block.start, block.end):
            named = folded(person.name)
            if named[-len(words) :] == words and len(named) > len(words):
                full.setdefault(person.name, person)
    if len(full) != 1:
        return None
    (person,) = full.values()
    titles = found.person.honorific, person.honorific
    aged = AGED.match(text, person.end)
    return (
        person._replace(honorific=titles[0] or titles[1]) if agree(*titles) and not aged else None
    )


AGED = re.compile(r",\s+(?:aged\s+)?\d")
"""Children are named with their age."""


def _may_be(someone: Someone, found: Mention) -> bool:
    """Whether the titles do not say a woman and a man."""
    return agree(*(m.person.honorific for m in [*someone.mentions, found]))


def _row(document: Document, someone: Someone) -> Official | None:
    mentions = sorted(someone.mentions, key=lambda m: (not m.roles, m.start))
    first = mentions[0]
    roles = _distinct([role for m in mentions for role in m.roles])
    roles = roles or [m.fallback for m in mentions if m.fallback][:1]
    involvement = min((m.involvement for m in mentions), key=INVOLVEMENTS.index)
    if not roles and involvement == "mentioned" and first.rule != "team_table":
        return None
    if not roles and first.rule == "salutation":
        return None
    place = document.place(first.start, first.end)
    return Official(
        document_id=document.document_id,
        **place._asdict(),
        rule=first.rule,
        confidence=confidence("officials", first.rule),
        name=max((m.person.name for m in mentions), key=lambda name: len(name.split())),
        honorific=next((m.person.honorific for m in mentions if m.person.honorific), ""),
        role="; ".join(roles),
        organisation=next((m.organisation for m in mentions if m.organisation), ""),
        involvement=involvement,
    )


def _distinct(roles: list[str]) -> list[str]:
    """The roles without repetitions; of "director" and "director of nursing" the fuller."""
    kept: list[str] = []
    for role in roles:
        words = _words(role)
        if any(words < _words(other) or role in other for other in kept):
            continue
        same = next((other for other in kept if words == _words(other)), role)
        kept = [other for other in kept if not _words(other) <= words]
        role = max(same, role, key=len)
        kept.append(role)
    kept = [role for role in kept if not FORMER.match(role)] or kept
    return sorted(kept, key=lambda role: HM_INSPECTOR.fullmatch(role) is not None)


FORMER = re.compile(r"(?:former|previous|ex-|outgoing|retired)\b", re.IGNORECASE)
"""An office that somebody once had counts only where there is no other."""

HM_INSPECTOR = re.compile(r"(?:(?:His|Her) Majesty[’']s Inspector|S?HMI)s?", re.I)
"""The office of an inspector stands behind the function: "Lead inspector; HMI"."""


def _words(role: str) -> frozenset[str]:
    plain = re.sub(r"(?i)\b(?:(?:his|her) majesty[’']s|hm) inspectors?\b|\bhmi\b", "hmi", role)
    return frozenset(re.findall(r"\w+", plain.lower())) - {"the", "of", "for", "and"}
