"""Which local authority a printed name means: "London Borough of Bexley", "Durham", "Somerset".

`resolve` compares names exactly, after setting aside what does not tell authorities apart
(capitals, hyphens, `&`, "council", "local area partnership"). It never guesses: a misspelt or
invented place, a children's trust, a combined authority or a region is None. The names come
from models/gazetteer/local_authorities.csv (made from mySociety's register, CC BY 4.0; the
README beside it says how, and how to correct it).
"""

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pipeline import models

# Kinds that do not answer for children's services; their neighbours of the same name do.
_LOWER_TIER = frozenset({"district_council", "northern_ireland_district"})

# Words that name a kind of authority. A printed name may leave them out ("Bexley"), but may use
# only those that its authority has: "Derby County" and "Lincoln County Council" mean nobody.
_KIND_WORDS = frozenset(
    {"county", "city", "borough", "district", "metropolitan", "london", "royal", "unitary"}
)

# Kind words that an authority may be called by although its own names lack them: "Bexley London
# Borough Council", "Kirklees Metropolitan Borough Council".
_IMPLIED_WORDS = {
    "county_council": frozenset({"county"}),
    "unitary_authority": frozenset({"unitary"}),
    "metropolitan_district": frozenset({"metropolitan", "borough", "district"}),
    "london_borough": frozenset({"london", "borough"}),
    "district_council": frozenset({"district"}),
}

# Words that tell no authority from another.
_EMPTY_WORDS = frozenset({"the", "of", "council", "authority", "corporation"})

# What reports print after an authority's name: "Bexley Local Area Partnership" (area SEND),
# "Halton local authority children's services" (ILACS since 2023).
_SERVICES = re.compile(
    r"(?: (?:local (?:area|authority|area partnership)|childrens (?:social care )?services))+$"
)

# "Dudley MBC", "Bradford MDC" in the addresses of letters, "Bristol UA" in statistics.
_ABBREVIATIONS = {"mbc": "metropolitan borough", "mdc": "metropolitan district", "ua": "unitary"}

# Marks inside a word: apostrophes, accents (after NFKD), the soft hyphen, zero-width blanks.
_INSIDE_WORDS = re.compile(r"['`\u2018\u2019\u02bc\u0300-\u036f\u00ad\u200b\u2060]")
_WORD = re.compile(r"[a-z0-9]+")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

_LONGEST_NAME = 200  # characters; a longer text is no name, and would only cost time


@dataclass(frozen=True, slots=True)
class Authority:
    """One local authority of the United Kingdom, standing or abolished.

    `code` is its GSS code in force now ("E06000047"); the districts of Northern Ireland that
    ended in 2015 never had one and carry their older ONS code ("95A"). `start` and `end` are its
    first and last day as ISO dates: no start where the register does not know it, no end while
    it stands. `successors` and `former_codes` are codes; `aliases` are further names.
    """

    code: str
    name: str
    short_name: str
    kind: str
    nation: str
    start: str | None
    end: str | None
    successors: tuple[str, ...]
    former_codes: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def is_upper_tier(self) -> bool:
        """True when it is of a kind that answers for children's services."""
        return self.kind not in _LOWER_TIER

    def had_begun(self, on: str | None) -> bool:
        """True unless it began after `on`, an ISO date, maybe partial (None: now)."""
        return on is None or self.start is None or self.start[: len(on)] <= on

    def stood(self, on: str | None) -> bool:
        """True when it existed on the day `on`, or at some time in that month or year."""
        if on is None:
            return self.end is None
        return self.had_begun(on) and (self.end is None or on <= self.end[: len(on)])


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An authority with all that its names may be compared with."""

    authority: Authority
    whole_names: frozenset[str]
    kind_words: frozenset[str]


def resolve(name: str, on: str | None = None) -> Authority | None:
    """The authority that a printed provider name means, or None.

    `on` is the day that the name was true for, an ISO date that may be partial ("2019",
    "2019-04"); None means now. A report may come out after its council has gone, so the date of
    the inspection serves better than that of the publication. It only chooses between
    authorities of one name ("Somerset": the county council until 2023, then the unitary); an
    abolished one named alone ("Cumbria County Council") is found on any date. In the year of a
    change, a bare year means the successor. The order among several is: begun by then, named
    in full, standing then, upper tier; equals give None.

    Raises ValueError when `on` is not an ISO date.
    """
    if on is not None and not _DATE.fullmatch(on):
        raise ValueError(f"not an ISO date (2019, 2019-04 or 2019-04-01): {on!r}")
    whole = _folded(name) if len(name) <= _LONGEST_NAME else ""
    place, kind_words = _taken_apart(whole)
    ranked = [
        (_rank(candidate, whole, on), candidate.authority)
        for candidate in _candidates().get(place, ())
        if kind_words <= candidate.kind_words
    ]
    if not ranked:
        return None
    best, _ = max(ranked, key=lambda pair: pair[0])
    winners = [authority for rank, authority in ranked if rank == best]
    return winners[0] if len(winners) == 1 else None


@cache
def authorities() -> tuple[Authority, ...]:
    """All authorities of the table, in its order (by code)."""
    table = models.path("gazetteer", "local_authorities.csv")
    with table.open(encoding="utf-8", newline="") as file:
        return tuple(_authority(row) for row in csv.DictReader(file))


def _authority(row: dict[str, str]) -> Authority:
    return Authority(
        code=row["gss_code"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row["kind"],
        nation=row["nation"],
        start=row["start"] or None,
        end=row["end"] or None,
        successors=tuple(filter(None, row["successors"].split(";"))),
        former_codes=tuple(filter(None, row["former_codes"].split(";"))),
        aliases=tuple(filter(None, row["aliases"].split(";"))),
    )


@cache
def _candidates() -> dict[str, tuple[_Candidate, ...]]:
    """Authorities by every place name that one of their names leaves when taken apart."""
    found: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for authority in authorities():
        names = {_folded(n) for n in (authority.name, authority.short_name, *authority.aliases)}
        apart = [_taken_apart(name) for name in names]
        implied = _IMPLIED_WORDS.get(authority.kind, frozenset())
        kind_words = implied.union(*(words for _, words in apart))
        candidate = _Candidate(authority, frozenset(names), kind_words)
        for place in {place for place, _ in apart}:
            found[place].append(candidate)
    return {place: tuple(candidates) for place, candidates in found.items()}


def _rank(candidate: _Candidate, whole: str, on: str | None) -> tuple[bool, bool, bool, bool, str]:
    """The order of `resolve`; the latest start decides a year in which two authorities stood."""
    authority = candidate.authority
    return (
        authority.had_begun(on),
        whole in candidate.whole_names,
        authority.stood(on),
        authority.is_upper_tier,
        authority.start or "",
    )


def _folded(name: str) -> str:
    """The name in small plain letters, its words one blank apart, services cut off."""
    letters = _INSIDE_WORDS.sub("", unicodedata.normalize("NFKD", name).casefold())
    words = _WORD.findall(letters.replace("&", " and "))
    text = " ".join(_ABBREVIATIONS.get(word, word) for word in words)
    return _SERVICES.sub("", text).removeprefix("the ")


def _taken_apart(folded: str) -> tuple[str, frozenset[str]]:
    """The place in a folded name and its kind words: "city of york council" → york, {city}."""
    words = folded.split()
    place = [word for word in words if word not in _KIND_WORDS and word not in _EMPTY_WORDS]
    # "City and County of Swansea" leaves an "and" at the edge.
    text = " ".join(place).removeprefix("and ").removesuffix(" and")
    if text in {"", "and"}:  # "city of london": nothing but such words, a place as it stands
        return folded, frozenset()
    return text, _KIND_WORDS.intersection(words)
