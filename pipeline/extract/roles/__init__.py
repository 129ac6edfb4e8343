"""Offices as they are printed: "interim director of children’s services", "Chair of Governors".

A role turns on a head word ("director", "inspector"; models/gazetteer/people.toml) and takes in
what belongs to it on both sides. It is read after a name (`after`), before one (`before`), or
from a label, and parted from the organisation that it is held in (`parted`).
"""

from pipeline.extract.roles.after import after, appointed, as_verb
from pipeline.extract.roles.before import before, leftwards
from pipeline.extract.roles.words import (
    OF_INSPECTORATE,
    Role,
    bodies,
    choice,
    heads,
    last_of,
    parted,
    singular,
    verbs,
)

__all__ = [
    "OF_INSPECTORATE",
    "Role",
    "after",
    "appointed",
    "as_verb",
    "before",
    "bodies",
    "choice",
    "heads",
    "last_of",
    "leftwards",
    "parted",
    "singular",
    "verbs",
]
