"""Names that stand in lines of their own: address blocks, signatures, cells of team tables.

What counts here is the printed line: a name opens it, and the role follows on the same line or
on the next ones. Columns of a table are read downwards, each for itself.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.document import Block, Document, Kind
from pipeline.extract.people import Person, person_at, plain
from pipeline.extract.roles import Role, after, bodies, heads, parted

ADDRESS = re.compile(
    r"\d|@|www\.|https?:|\.(?:uk|org|com|net|gov|wales|scot|ie)\b|\b(?:Hall|House|Street|Road|Lane|Avenue|Square|Way|Park|Place|Court|"
    r"Building|Buildings|Offices?|Centre|Floor|Drive|Close|Wharf|Quay|Box)\s*,?$"
)
"""A line of a postal address ends the role above it."""

GOES_ON = re.compile(r"(?:[,&–—-]|\b(?:and|of|for|the|to|with|in))\s*$")
"""A line that ends so is finished by the next one."""

INSPECTORATE = re.compile(r"HMI\s+(?:Constabulary|Probation|Prisons)")
"""An inspectorate over a signature, not an inspector under it."""

OPEN_TITLE = re.compile(r"\b(?:of|for|at)\s[^,]*$")
"""A title that may still lack its last word: "Chief Executive of the Integrated Care | Board"."""

OF_BODY = re.compile(r"\s+(?:of|for|at)\s[^,;()\n]+")
"""What a printed title has after the office: "Chief Executive | of Tarn Valley Council"."""

PREFIX = re.compile(r"(?:cc:?|c\.c\.|FAO:?|To:|By email:?|c/o)\s+", re.IGNORECASE)
"""What may stand before the name in a line of an address."""


class PrintedLine(NamedTuple):
    """One printed line or a part of it: `text[start:end]`; `part` tells blocks and cells apart."""

    start: int
    end: int
    part: tuple[int, int]


class Entry(NamedTuple):
    """A name that opens a line, the roles after or under it, and its organisation.

    `above` is the organisation printed over the name, `whole` says that a block or a cell
    holds nothing else.
    """

    person: Person
    roles: list[Role]
    organisation: str
    above: str
    whole: bool = False


def columns(document: Document, blocks: Iterable[Block]) -> list[list[PrintedLine]]:
    """The printed lines of consecutive blocks; those of a table column by column."""
    found: list[list[PrintedLine]] = [[]]
    table: dict[int, list[PrintedLine]] = {}
    for block in blocks:
        if block.kind is Kind.ROW:
            for number, (start, end) in enumerate(block.cells):
                cell = _lines(document, start, end, (block.start, number))
                table.setdefault(number, []).extend(cell)
            continue
        if table:
            found += [*table.values(), []]
            table = {}
        found[-1].extend(_lines(document, block.start, block.end, (block.start, 0)))
    return [lines for lines in [*found, *table.values()] if lines]


def _lines(
    document: Document, start: int, end: int, part: tuple[int, int]
) -> Iterator[PrintedLine]:
    """The printed lines of `text[start:end]`."""
    begin, height = start, None
    for run in document.runs_in(start, end):
        at = (run.line.page, round(run.line.baseline))
        if height is not None and at != height and run.start > begin:
            yield from _trimmed(document.text, begin, run.start, part)
            begin = run.start
        height = at
    yield from _trimmed(document.text, begin, end, part)


def _trimmed(text: str, start: int, end: int, part: tuple[int, int]) -> Iterator[PrintedLine]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        yield PrintedLine(left, right, part)


def entries(text: str, lines: list[PrintedLine]) -> Iterator[Entry]:
    """Every line that a name opens, with the roles that follow it."""
    opening = [_person_opening(text, line) for line in lines]
    above, named = "", (-1, -1)
    for k, (line, person) in enumerate(zip(lines, opening, strict=True)):
        if person is None or not _stands_for_itself(text, lines, opening, k):
            above = above if line.part == named else _over(text, lines, k, above)
            continue
        named = line.part
        stop = next((j for j in range(k + 1, len(lines)) if opening[j]), len(lines))
        if text[person.end : line.end].strip(" ,"):
            yield _inline(text, person, lines[k:stop], above)
        else:
            entry = _stacked(text, person, lines[k + 1 : stop], above)
            alone = all(other.part != line.part for other in lines if other is not line)
            yield entry._replace(whole=alone)


def _over(text: str, lines: list[PrintedLine], k: int, above: str) -> str:
    """The organisation above a name after line `k`; its words may go over several lines."""
    words = text[lines[k].start : lines[k].end]
    office = heads().search(words) and not INSPECTORATE.match(words)
    if office or ADDRESS.search(words):
        return above
    wrapped = k > 0 and lines[k - 1].part == lines[k].part
    return f"{above} {plain(words)}" if wrapped else plain(words)


def _person_opening(text: str, line: PrintedLine) -> Person | None:
    prefix = PREFIX.match(text, line.start, line.end)
    return person_at(text, prefix.end() if prefix else line.start, line.end)


def _stands_for_itself(
    text: str, lines: list[PrintedLine], opening: list[Person | None], k: int
) -> bool:
    """Whether the name is the line, or goes over into a role or an organisation."""
    person, line = opening[k], lines[k]
    assert person is not None
    rest = text[person.end : line.end]
    if not rest.strip(" ,"):
        return True
    return bool(re.match(r"\s*[,–—:(-]|\s+\w", rest)) and (
        heads().search(rest) is not None
        or (rest.lstrip()[:1] == "," and (bodies().search(rest) is not None or k + 1 < len(lines)))
    )


def _inline(text: str, person: Person, lines: list[PrintedLine], above: str) -> Entry:
    """The role begins on the name's own line and may go on over the next ones."""
    end = lines[0].end
    for line, following in pairwise(lines):
        goes_on = line.part == following.part or GOES_ON.search(text[line.start : line.end])
        begins = text[following.start]
        if not (goes_on or begins.islower() or begins == "("):
            break
        if ADDRESS.search(text[following.start : following.end]):
            break
        end = following.end
    role = after(text, person.end, end, loose=True)
    if role is not None:
        return Entry(person, [_as_printed(text, role, end)], role.organisation, above)
    if text[person.end] != "," or ADDRESS.search(text, person.end, end):
        return Entry(person, [], "", above)
    return _without_head(text, person, end, above)


def _without_head(text: str, person: Person, end: int, above: str) -> Entry:
    """After the name stands no office that is known: what is no organisation is taken for one."""
    start = person.end + 1
    body = bodies().search(text, start, end)
    if body is None:
        return Entry(person, [], "", above)
    comma = text.rfind(",", start, body.start())
    organisation = plain(text[comma + 1 if comma > 0 else start : end])
    words = plain(text[start : max(comma, start)])
    roles = [Role(start, comma, words, organisation)] if words else []
    return Entry(person, roles, organisation, above)


def _stacked(text: str, person: Person, lines: list[PrintedLine], above: str) -> Entry:
    """The roles stand in the lines under the name, then perhaps the organisation."""
    roles: list[Role] = []
    start, below = 0, ""
    for k, line in enumerate(lines):
        words = text[line.start : line.end]
        office = heads().search(words) and not (roles and INSPECTORATE.match(words))
        if ADDRESS.search(words) and not office:
            break
        if roles and not office and _wrapped(text, start, lines[k - 1], line):
            roles[-1] = parted(text, start, line.end) or roles[-1]
        elif office:
            start = line.start
            role = after(text, start, line.end, loose=True) or parted(text, start, line.end)
            roles += [_as_printed(text, role, line.end)] if role else []
        else:
            header = roles and INSPECTORATE.match(words)
            below = plain(words) if bodies().search(words) and not header else ""
            break
    own = next((role.organisation for role in roles if role.organisation), below)
    return Entry(person, roles, own, above)


def _as_printed(text: str, role: Role, end: int) -> Role:
    """A title with its organisation: no sentence goes on here that the name belongs to."""
    body = OF_BODY.match(text, role.end, end)
    if body is None or role.organisation not in plain(body.group()):
        return role
    whole = role.end + len(body.group().rstrip())
    return role._replace(end=whole, text=plain(text[role.start : whole]))


def _wrapped(text: str, start: int, last: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line goes on with the role that began at `start`."""
    role, words = text[start : last.end], text[line.start : line.end]
    if GOES_ON.search(role) or words[:1].islower():
        return True
    whole = bodies().search(role) or not OPEN_TITLE.search(role)
    return line.part == last.part and not (bodies().search(words) and whole)
