"""Inspection teams and other people under labels: lists, sentences, tables.

Examples: "Team inspectors: Amy Poole HMI; Idris Vaughan SHMI", "The inspectors were …",
a table row "Lead inspector | Amy Poole", a cell "Amy Poole, Ofsted HMI, lead inspector".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from pipeline.document import Block, Document, Kind
from pipeline.extract.officials.entries import columns, entries
from pipeline.extract.officials.mention import Mention, mention
from pipeline.extract.people import UPPER, Person, person_at, plain, shape
from pipeline.extract.roles import (
    Role,
    after,
    bodies,
    heads,
    last_of,
    leftwards,
    parted,
    singular,
)

COLON = re.compile(rf":\s+(?=[{UPPER}])")
"""A label ends with a colon, the list begins with a capital."""

REMARK = re.compile(r"\s*\([^()\n]*\)$")
"""Between a label and its colon: "Team inspectors (all HMI unless otherwise stated):"."""

OWN_OFFICE = re.compile(
    r"(?:,\s*|\s*\(|\s+)(?:(?:one|two|three|both|all|each)\s+of\s+(?:whom\s+(?:is|are)\s+)?)?"
    rf"(?P<role>(?:(?:[{UPPER}][\w’'-]*)\s+){{0,4}}(?:[Ii]nspectors?(?!\s+of\b)|[SR]?HMIs?)"
    r"(?:\s+designate)?)\b(?:\s*\([A-Z]+\))?(?:\s+(?:Social Care|Schools|Education))?\)?"
)
"""An inspector's own office after the name: ", Her Majesty’s Inspector", " Seconded Inspector"."""

IN_TEAM = re.compile(r"(?i)\bdata analyst|\bquality assurance")
"""Labels of people in an inspection team who are no inspectors."""

OFFICE_LINE = re.compile(r"[\s,]*(?P<role>(?:His|Her)\s+Majesty[’']s\s+Inspector)\s*\n", re.I)
"""The same on a line of its own under the name."""

INSPECTORS_WERE = re.compile(
    r"nspectors?(?:\s+\(\w+\))?"
    r"(?:(?:\s+(?:for|on|of|who)\s+[^.:;]{3,60}?)?\s+(?:were|was|are|is):?|(?<=nspectors),?)"
    rf"\s+(?=[{UPPER}])"
)
"""The team in a sentence: "His Majesty’s Inspectors for this visit were Amy Poole and …"."""

CARRIED_OUT_BY = re.compile(
    rf"(?:carried\s+out|conducted|undertaken|led)\s+by\s+(?:(?:one|two)\s+of\s+)?"
    rf"(?:[{UPPER}]\w+[’']s\s+)?(?=[{UPPER}])"
)
"""The same from the other end: "The visit was carried out by Amy Poole, HMI, and …"."""

NEXT = re.compile(r"\s*(?:[,;.]|\)|(?:,?\s*(?:and|with)\s)|&|(?=\s))\s*(?:(?:and|with|&)\s+)?\s*")
"""Between the names of a list."""


def find_in_teams(document: Document) -> list[Mention]:
    """Everyone in a labelled list, in a sentence that names the inspectors, in a table."""
    return [*_labelled(document), *_named_in_sentence(document), *_in_tables(document)]


def _labelled(document: Document) -> Iterator[Mention]:
    text = document.text
    for colon in COLON.finditer(text, 0, document.body_end):
        line = max(text.rfind("\n", 0, colon.start()) + 1, colon.start() - 80)
        remark = REMARK.search(text, line, colon.start())
        end = remark.start() if remark else colon.start()
        label = last_of(heads(), text, line, end)
        if label is None or label.end() != end:
            continue
        start = line + leftwards(text[line : label.end()], label.start() - line)
        role = Role(start, label.end(), plain(text[start : label.end()]), "")
        found = _list(document, colon.end(), below="\n" in colon.group())
        yield from (_team_member(person, role, own, "team_label") for person, own in found)


def _named_in_sentence(document: Document) -> Iterator[Mention]:
    text = document.text
    for match in INSPECTORS_WERE.finditer(text, 0, document.body_end):
        bare, near = match.start() - 1, max(0, match.start() - 60)
        start = near + leftwards(text[near : match.end()], bare - near)
        if start == bare and "," in match.group() and "was" not in match.group():
            continue
        end = match.start() + len(match.group().split()[0].rstrip(",:"))
        role = Role(start, end, plain(text[start:end]), "")
        for person, own in _list(document, match.end()):
            yield _team_member(person, role, own, "team_sentence")
    for match in CARRIED_OUT_BY.finditer(text, 0, document.body_end):
        for person, own in _list(document, match.end()):
            if own or person.letters:
                found = _team_member(person, None, own, "team_sentence")
                leads = match.group().startswith("led")
                yield replace(found, involvement="lead_inspector") if leads else found


def _list(document: Document, at: int, *, below: bool = False) -> list[tuple[Person, Role | None]]:
    """The people of a list that starts at `at`, each with an office of its own if it has one.

    A list goes on into the next block after a comma, or `below` its label line by line. The
    office at the end of "Amy Poole and Idris Vaughan, Her Majesty’s Inspectors" is everyone's.
    """
    text = document.text
    found: list[tuple[Person, Role | None]] = []
    stop = document.block_at(at).end
    while person := person_at(text, at, stop):
        end, own = person.end, None
        office = OWN_OFFICE.match(text, end, stop)
        if office and not person_at(text, office.start("role"), stop):
            own = Role(office.start("role"), office.end("role"), plain(office["role"]), "")
            end = office.end()
            if singular(own.text) != own.text:
                found = [(other, other_own or own) for other, other_own in found]
        found.append((person, own))
        link = NEXT.match(text, end, stop)
        at = link.end() if link else end
        listed = text[end:at].strip()
        if at >= stop and (below or listed == ","):
            at = stop + 1
            stop = document.block_at(at).end
        elif not listed and own is None and not person.letters:
            break
    if found and found[-1][1] is None and (line := OFFICE_LINE.match(text, at)):
        own = Role(line.start("role"), line.end("role"), plain(line["role"]), "")
        found[-1] = (found[-1][0], own)
    return found


def _team_member(person: Person, label: Role | None, own: Role | None, rule: str) -> Mention:
    """Of a plain label ("the inspectors were") the person's own, fuller office is enough."""
    if label and re.fullmatch(r"(?i)inspectors?", label.text) and (own or person.letters):
        label = None
    roles = [role for role in (label, own) if role is not None]
    found = mention(person, roles, rule)
    team = rule == "team_sentence" or (label is not None and IN_TEAM.search(label.text))
    outside = found.involvement == "mentioned"
    return replace(found, involvement="inspector") if team and outside else found


def _in_tables(document: Document) -> Iterator[Mention]:
    rows = [b for b in document.blocks if b.start < document.body_end]
    for _, group in groupby(rows, lambda b: b.table):
        table = [block for block in group if block.table]
        if table and any(_opens_with_name(document.text, block) for block in table):
            yield from _in_rows(document, table)
            yield from _in_columns(document, table)


def _opens_with_name(text: str, block: Block) -> bool:
    return any(shape().match(text, start, end) for start, end in block.cells)


def _in_rows(document: Document, table: list[Block]) -> Iterator[Mention]:
    """Rows of two cells: a label and a name, or a name and a role."""
    text = document.text
    for block in table:
        for left, right in zip(block.cells, block.cells[1:], strict=False):
            person, label = person_at(text, *right), _only_role(text, *left)
            if person and label:
                yield mention(person, [label], "team_table")
            person, label = person_at(text, *left), _only_role(text, *right)
            if person and label:
                own = after(text, person.end, left[1], loose=True)
                if own or person.end == left[1]:
                    yield mention(person, [own, label] if own else [label], "team_table")


def _only_role(text: str, start: int, end: int) -> Role | None:
    """The role that a cell holds and nothing else."""
    words = text[start:end].rstrip(" :")
    if not words or len(words.split()) > 12 or person_at(text, start, end):
        return None
    return parted(text, start, start + len(words)) if heads().search(words) else None


def _in_columns(document: Document, table: list[Block]) -> Iterator[Mention]:
    text = document.text
    rows = [block for block in table if block.kind is Kind.ROW]
    header = any(bodies().search(document.of(block)) for block in rows[:2])
    for lines in columns(document, rows):
        for entry in entries(text, lines):
            beside = header and entry.whole and bool(entry.above)
            if entry.roles or beside or entry.person.letters:
                found = mention(entry.person, entry.roles, "team_table")
                yield found.at(entry.organisation or entry.above)
