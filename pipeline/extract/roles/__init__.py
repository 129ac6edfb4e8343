"""Offices as they are printed: "interim director of children’s services", "Chair of Governors".

A role turns on a head word ("director", "inspector"; models/gazetteer/people.toml) and takes in
what belongs to it on both sides. It is read after a name (`after`), before one (`before`), or
from a label, and parted from the organisation that it is held in (`parted`).
"""

from pipeline.extract.roles.after import after, appointed, as_verb
from pipeline.extract.roles.before import before, leftwards
from pipeline.extract.roles.words import (
    Role,
    bodies,
    choice,
    heads,
    last_of,
    of_inspectorate,
    parted,
    singular,
    verbs,
)

__all__ = [
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
    "of_inspectorate",
    "parted",
    "singular",
    "verbs",
]
