"""Names of people as they are printed: honorifics, the name itself, letters after it.

A name is known by its shape, not by a list of names: capitalised words that are no words of
organisations, offices or sentences (models/gazetteer/people.toml has those), with initials
and small words ("de", "ap", "Ní") between them. Whether the person holds an office is for
`officials` to find from what stands around the name.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pipeline import models
from pipeline.frameworks.load import read_toml

UPPER = "".join(filter(str.isupper, map(chr, [*range(0x41, 0x250), *range(0x1E00, 0x1F00)])))
"""Capitals of every language that is written in Latin letters: Siân, Ó Súilleabháin, Łukasz."""

MARK = "[’'ʼ‘`]"
"""An apostrophe inside a name: O’Kelly, D'Orsi."""

GAELIC_ARTICLE = rf"(?<=[MmNnhV][ai]c.)(?:an|na|a{MARK})"
"""Small words that belong to a name only behind its first part: Mac an Bhaird, Nic a’ Phì."""


class Person(NamedTuple):
    """A name as printed: `text[start:end]` with its honorific and the letters after it.

    `text[name_start:name_end]` is the name alone. `certain` is false for two capitalised words
    that only their surroundings can tell from a place or a programme.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    honorific: str
    letters: str
    certain: bool


@cache
def gazetteer() -> dict[str, Any]:
    """The words of models/gazetteer/people.toml."""
    return read_toml(models.path("gazetteer", "people.toml"))


@cache
def words_of(*keys: str) -> frozenset[str]:
    """The lower-case words of one list of the gazetteer: `words_of("letters", "honours")`."""
    found: Any = gazetteer()
    for key in keys:
        found = found[key]
    return frozenset(word.lower() for word in found)


@cache
def words_of_titles() -> frozenset[str]:
    """Single words of the titles of offices: "majesty's", "accountable", but not "her"."""
    titles = words_of("roles", "modifiers") | words_of("roles", "heads")
    return frozenset(part for title in titles for part in title.split()) - {"her", "his", "in"}


@cache
def shape() -> re.Pattern[str]:
    """Finds two or more capitalised words in a row, small words and pet names among them.

    Example: "Dr. Siân ap Rhys-Jones OBE", "Peter ‘Pip’ Pike", "Calum Mac an t-Sagairt",
    "Bright Harbour Learning Trust".
    """
    small = "|".join(sorted(gazetteer()["names"]["particles"], key=len, reverse=True))
    joined = "|".join(sorted(gazetteer()["names"]["hyphened"], key=len, reverse=True))
    short = "|".join(sorted(gazetteer()["names"]["dotted"], key=len, reverse=True))
    opening = rf"(?:d{MARK}|[th][-‐‑]?|(?:{joined})[-‐‑])?"
    word = rf"{opening}[{UPPER}][^\W\d_]*(?:{MARK}(?!s\b)[^\W\d_]+|[-‐‑][^\W\d_]+)*"
    token = rf"(?:(?:{short})\.|(?:[{UPPER}]\.)+|{word})"
    called = rf"[‘“\"']{word}[’”\"']"
    gap = rf"[ \xa0](?:(?:{small}|{GAELIC_ARTICLE}|{called})[ \xa0])*"
    return re.compile(rf"(?<![\w@./-]){token}(?:{gap}{token})+")


class Kind:
    """What a capitalised word can be, one letter each."""

    HONORIFIC = "H"
    HONOUR = "L"
    OFFICE = "F"
    BODY = "O"
    ROLE = "R"
    OTHER = "X"
    EITHER = "A"
    GIVEN = "G"
    TITLE = "T"
    SAINT = "S"
    INITIAL = "I"
    CAPITALS = "U"
    SMALL = "p"
    NAME = "N"


@cache
def _known_kinds() -> dict[str, str]:
    """The kinds of the words that the gazetteer knows; of several the later one holds."""
    known = dict.fromkeys(words_of_titles(), Kind.OTHER)
    for kind, *keys in (
        (Kind.OTHER, "names", "not"),
        (Kind.ROLE, "roles", "heads"),
        (Kind.BODY, "organisations", "places"),
        (Kind.BODY, "organisations", "words"),
        (Kind.HONORIFIC, "honorifics", "office"),
        (Kind.HONORIFIC, "honorifics", "personal"),
        (Kind.SAINT, "names", "never_first"),
        (Kind.EITHER, "names", "surnames_too"),
        (Kind.TITLE, "names", "titles_too"),
        (Kind.GIVEN, "names", "given_too"),
    ):
        known |= dict.fromkeys(words_of(*keys), kind)
    return known


@lru_cache(maxsize=20_000)
def _kind_of(word: str) -> str:
    """The kind of one word; letters and initials before the words that are known."""
    bare = word.rstrip(".")
    letters = gazetteer()["letters"]
    if bare in letters["honours"]:
        return Kind.HONOUR
    if bare in letters["office"]:
        return Kind.OFFICE
    if INITIAL.fullmatch(word):
        return Kind.INITIAL
    if word.lower() == word:
        return Kind.SMALL
    capitals = bare.isupper() or ACRONYM.match(bare)
    return _known_kinds().get(bare.lower(), Kind.CAPITALS if capitals else Kind.NAME)


INITIAL = re.compile(rf"(?:[{UPPER}]\.)+|(?![AI]$)[{UPPER}]|\W.*\W")
"""One letter, but no "A" and no "I", or a pet name between marks."""

ACRONYM = re.compile(rf"[{UPPER}]{{2}}")
"""Two capitals open a short form, plural too: "LSCBs"."""

PERSON = re.compile(
    # Dr Siân Llewelyn; Mrs Thackray: a title makes one word a name
    r"(?P<title>(?<![HT])[HT]{1,4})(?P<titled>(?:[NGASI]p*){0,4}(?:[NGA]|T(?=$)))(?![NGA])"
    # Angus J. MacAskill, Dean Jones, Ned Church: two words or more, an open one first
    r"|(?<![NGH])(?P<plain>(?:[NG]p*|Ip*(?=[NGI]))(?:[NGASI]p*){0,3}(?:[NGA]|T(?![NGASI])))(?![NGA])"
)

TITLED_BODY = re.compile(r"[XNGAU]*O")
"""What may follow a name when it was the name of a body: "Bright Harbour | Learning Trust"."""

LETTERS = re.compile(r"[,( \xa0]+([A-Z][A-Za-z]{1,9})\)?(?![\w’'-])")
"""Letters after a name: "Smith OBE", "Smith, CBE", "Miller (OBE)"."""

STRANGE_LETTERS = re.compile(r"[ \xa0]([A-Z]{2,8})(?=,\s)")
"""Letters that the gazetteer does not know, if only a comma follows: "Smith FXYZ, chair"."""


def people(text: str, start: int = 0, end: int | None = None) -> Iterator[Person]:
    """Everything in `text[start:end]` that has the shape of a person's name."""
    for run in shape().finditer(text, start, len(text) if end is None else end):
        yield from _in_run(text, run.start(), run.group())


def person_at(text: str, start: int, end: int) -> Person | None:
    """The person whose name opens `text[start:end]`, or None."""
    run = shape().match(text, start, end)
    found = next(_in_run(text, run.start(), run.group()), None) if run else None
    return found if found is not None and found.start == start else None


def _in_run(text: str, offset: int, run: str) -> Iterator[Person]:
    words = [(m.start() + offset, m.end() + offset, m.group()) for m in re.finditer(r"\S+", run)]
    kinds = "".join(_kind_of(word) for _, _, word in words)
    for match in PERSON.finditer(kinds):
        title = match.group("title") or ""
        first, last = match.start() + len(title), match.end()
        if len(title) == 1 and words[first - 1][2].rstrip(".").lower() in _leaning():
            continue
        body = TITLED_BODY.match(kinds, last)
        if body and not _is_title_of_office(words[body.end() - 1][2], kinds[body.end() :]):
            if last - first < 3:
                continue
            last = first + 2  # "Cllr Marian Thackray | Durham County Council’s cabinet member"
        elif last - first > 2 and _names_a_body(words[last - 1][2]):
            continue  # "Sir John Robinson House"
        yield _person(text, words, (match.start(), first, last), bool(title))


def _is_title_of_office(word: str, kinds: str) -> bool:
    """Whether a word opens an office, not ends a body: "Amy Poole | Executive | Director"."""
    own = words_of("organisations", "places") - words_of("organisations", "words")
    known = word.lower() in own and word.lower() in words_of_titles()
    return known and kinds[:1] == Kind.ROLE


def _names_a_body(word: str) -> bool:
    known = words_of("organisations", "words") | words_of("organisations", "places")
    return word.lower() in known


@cache
def _leaning() -> frozenset[str]:
    return words_of("honorifics", "only_with_another")


def _person(
    text: str, words: list[tuple[int, int, str]], at: tuple[int, int, int], titled: bool
) -> Person:
    begin, first, last = at
    name_start, name_end = words[first][0], words[last - 1][1]
    end, letters = name_end, []
    while (mark := LETTERS.match(text, end)) and _kind_of(mark.group(1)) in "LF":
        letters.append(mark.group(1))
        end = mark.end()
    if (mark := STRANGE_LETTERS.match(text, end)) and _kind_of(mark.group(1)) == Kind.CAPITALS:
        end = mark.end()
    return Person(
        start=words[begin][0],
        end=end,
        name_start=name_start,
        name_end=name_end,
        name=plain(text[name_start:name_end]),
        honorific=" ".join(word for _, _, word in words[begin:first]).replace(".", ""),
        letters=" ".join(mark for mark in letters if _kind_of(mark) == Kind.OFFICE),
        certain=titled or bool(letters),
    )


def agree(*honorifics: str) -> bool:
    """Whether honorifics can be one person's: they do not say a woman and a man."""
    titles = {title for honorific in honorifics for title in honorific.lower().split()}
    women, men = words_of("honorifics", "female"), words_of("honorifics", "male")
    return not (titles & women and titles & men)


def plain(text: str) -> str:
    """Printed words with every gap one space."""
    return " ".join(text.split())
