"""Numbers of items: in their marker ("3.", "(a)") or in words ("Recommendation 3: …")."""

import re

from pipeline.document import Block

COUNTED = re.compile(r"\(?R?(\d+(?:\.\d+)*|[a-z]|[ivx]+)[.:)]*")
"""A marker that counts: "3.", "(a)", "iv)", "2.1", "R2"."""

LABEL = re.compile(r"(?P<noun>[A-Z][A-Za-z ]+?)\s+(?P<number>\d{1,2})\s*[.:)–—-]?")
"""A marker in words: "Recommendation 3:"."""

KINDS = {"priority": "priority_action", "area": "area_for_improvement"}


BARE = re.compile(r"\d{1,2}\s+(?=[^\W\d_])")
"""A number without a dot that opens an item of plain text: "1 Hire a nurse"."""


def bare_number(text: str) -> tuple[str, int]:
    """The number without a dot that opens an item, and where its words start; ("", 0) if none."""
    found = BARE.match(text)
    return (found.group().strip(), found.end()) if found else ("", 0)


def counted(marker: str) -> str:
    """The number in a marker: "3" of "3.", "a" of "(a)", "" of a bullet."""
    found = COUNTED.fullmatch(marker)
    if found:
        return found[1]
    named = LABEL.fullmatch(marker)
    return named["number"] if named else ""


def labelled(block: Block) -> str:
    """The kind that an item's own marker gives, "" for one that is no word."""
    found = LABEL.fullmatch(block.marker)
    return KINDS.get(found["noun"].split()[0].lower(), "recommendation") if found else ""
