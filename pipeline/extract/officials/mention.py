"""One place where a document names somebody in an office, before the places are put together."""

import re
from dataclasses import dataclass, replace

from pipeline.extract.people import Person, gazetteer
from pipeline.extract.roles import Role, singular

NEAR = 120
"""Of a role further away the evidence is the name alone: the last of a long list."""

LEAD = re.compile(r"(?i)(?<!deputy )\b(?:lead|leading|reporting)\s+(?:\w+\s+)?inspector")
"""Who leads an inspection: "Lead inspector", "CQC lead inspector", "Reporting inspector"."""

TEAM = re.compile(r"(?i)\binspectors?\b|\b[SR]?HMI\b|\bSCRI\b")
"""Who else carries it out."""

NO_TEAM = re.compile(
    r"(?i)\b(?:chief|detective|police)\s+inspector|inspectors?\s+of\b|\bHMI\s+(?:Constab|Prob|Pris)"
)
"""Inspectors by rank who inspect nothing here: "Chief Inspector of Probation"."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person with what one place of the document says: `text[start:end]` is the evidence.

    `roles` holds the printed offices, the function first; `fallback` is an office that only
    counts where no other is printed ("Councillor").
    """

    person: Person
    start: int
    end: int
    rule: str
    roles: tuple[str, ...] = ()
    organisation: str = ""
    involvement: str = "mentioned"
    fallback: str = ""

    def at(self, organisation: str) -> "Mention":
        """The same with an organisation, where it has none."""
        return self if self.organisation else replace(self, organisation=organisation)


def mention(
    person: Person,
    roles: list[Role],
    rule: str,
    *,
    involvement: str = "",
    fallback: str = "",
    near: Role | None = None,
) -> Mention:
    """A mention from a person and the roles found next to the name, in the order of print.

    `near` is where the fallback was read.
    """
    texts = tuple(singular(role.text) for role in roles if role.text)
    for letters in person.letters.split():
        if not gazetteer()["letters"]["office"][letters]:
            fallback = fallback or letters
        elif not any(letters in text for text in texts):
            texts += (letters,)
    beside = [*roles, near] if near else roles
    close = [r for r in beside if r.start - person.end < NEAR and person.start - r.end < NEAR]
    return Mention(
        person=person,
        start=min([person.start, *(role.start for role in close)]),
        end=max([person.end, *(role.end for role in close)]),
        rule=rule,
        roles=texts,
        organisation=next((role.organisation for role in roles if role.organisation), ""),
        involvement=involvement or involvement_of(texts),
        fallback=fallback,
    )


def involvement_of(roles: tuple[str, ...]) -> str:
    """What part somebody with these roles has in an inspection."""
    if any(LEAD.search(role) for role in roles):
        return "lead_inspector"
    if any(TEAM.search(role) and not NO_TEAM.search(role) for role in roles):
        return "inspector"
    return "mentioned"
