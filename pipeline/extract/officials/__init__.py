"""Officials: everybody whom a document names in an official capacity, one row a person.

Inspectors, directors, councillors, chief executives, chairs, head teachers, ministers. They are
found in letters (`letters`), in lists and tables of inspection teams (`teams`) and in running
text (`prose`); `merge` makes one row of all the places that name a person. Whoever is named
without an office (a child, a parent, an author) is no row.
"""

from pipeline.document import Document
from pipeline.extract.officials.letters import find_in_letter
from pipeline.extract.officials.merge import officials_of
from pipeline.extract.officials.prose import find_in_prose
from pipeline.extract.officials.teams import find_in_teams
from pipeline.records import Official

__all__ = ["find_officials"]


def find_officials(document: Document) -> list[Official]:
    """The officials of a document in the order of its text, one row a person."""
    mentions = [*find_in_letter(document), *find_in_teams(document), *find_in_prose(document)]
    return officials_of(document, mentions)
