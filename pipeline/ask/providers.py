"""Which provider of a store a person means: by name, alias, GSS code, or a part of its name."""

import difflib
import sqlite3
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.errors import AskError
from pipeline.gazetteer import Authority, authorities, resolve

SHOWN = 12
"""Names that an error lists at most."""


@dataclass(frozen=True, slots=True)
class Provider:
    """An inspected body: its code where it has one, its names as printed, its documents.

    A council that took over the name of the one before it (Somerset in 2023) is one provider
    with both codes, its own first.
    """

    name: str
    codes: tuple[str, ...]
    kind: str
    names: tuple[str, ...]
    documents: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its GSS code, or its name where it has none: finds it again."""
        return self.codes[0] if self.codes else self.name


def providers(database: sqlite3.Connection) -> tuple[Provider, ...]:
    """Every provider of a store, by name."""
    return _gathered(database, "provider_name IS NOT NULL OR provider_id IS NOT NULL", ())


def _gathered(
    database: sqlite3.Connection, condition: str, values: tuple[str, ...]
) -> tuple[Provider, ...]:
    """The providers of the documents that a condition holds for."""
    printed: dict[str, Counter[str]] = {}
    documents: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for id_, name, code, kind in database.execute(
        "SELECT document_id, provider_name, provider_id, provider_type FROM documents "
        f"WHERE {condition} ORDER BY document_id",
        values,
    ):
        key = _heirs().get(code, code) if code else _folded(name)
        printed.setdefault(key, Counter()).update([name] if name else [])
        documents.setdefault(key, []).append(id_)
        kinds.setdefault(key, kind or "")
    found = [_provider(key, printed[key], kinds[key], tuple(documents[key])) for key in documents]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.codes)))


def find_provider(database: sqlite3.Connection, text: str) -> Provider:
    """The provider that `text` means: a code, a name in any form, or words only its name has.

    Raises AskError where the store has none, or several; the message lists those.
    """
    found = candidates(database, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise AskError(
            f"{text!r} may be {len(found)} providers: {_listed(found)}. Give the whole name, "
            "or the code"
        )
    raise AskError(_unknown(database, text))


def candidates(database: sqlite3.Connection, text: str) -> tuple[Provider, ...]:
    """The providers that `text` may mean; one where a code or a name is exactly that."""
    code = _by_code().get(text.strip().upper())
    authority = resolve(text)
    wanted = {code} if code else {authority.code} if authority else set()
    wanted |= {_heirs().get(each, each) for each in wanted}
    codes = tuple({*wanted, *(code for code, heir in _heirs().items() if heir in wanted)})
    marks = ", ".join("?" * len(codes))
    if exact := _gathered(database, f"provider_id IN ({marks})", codes):
        return exact
    known, plain = providers(database), _folded(text)
    if same := [each for each in known if plain in map(_folded, (each.name, *each.names))]:
        return tuple(same)
    if wanted:  # a known authority that the store has nothing of is not somebody else
        return ()
    words = plain.split()
    return tuple(
        each
        for each in known
        if words and any(_holds(name, words) for name in (each.name, *each.names))
    )


def _holds(name: str, words: list[str]) -> bool:
    """Whether each word begins one of the name's words."""
    own = _folded(name).split()
    return all(any(each.startswith(word) for each in own) for word in words)


def _unknown(database: sqlite3.Connection, text: str) -> str:
    if authority := _codes().get(_by_code().get(text.strip().upper(), "")) or resolve(text):
        heirs = [_codes()[code].name for code in authority.successors if code in _codes()]
        after = f"; after it came {', '.join(heirs)}" * bool(heirs)
        return f"there is no document about {authority.name} ({authority.code}) here{after}"
    names = {name: each for each in providers(database) for name in (each.name, *each.names)}
    near = difflib.get_close_matches(text, names, SHOWN, 0.7)
    close = _listed(tuple({names[name].id: names[name] for name in near}.values()))
    remedy = f"Near it: {close}" if close else "findings provider lists all"
    return f"there is no provider {text!r} here. {remedy}"


def _listed(found: tuple[Provider, ...]) -> str:
    names = [
        f"{each.name} ({each.codes[0]})" if each.codes else each.name for each in found[:SHOWN]
    ]
    return ", ".join(names) + (" …" if len(found) > SHOWN else "")


def _provider(key: str, names: Counter[str], kind: str, documents: tuple[str, ...]) -> Provider:
    authority = _codes().get(key)
    printed = tuple(name for name, _ in names.most_common())
    codes = tuple(code for code, heir in _heirs().items() if heir == key)
    return Provider(
        name=authority.name if authority else (printed or (key,))[0],
        codes=(key, *codes) if authority else (),
        kind=authority.kind if authority else kind,
        names=printed,
        documents=documents,
    )


@cache
def _codes() -> dict[str, Authority]:
    return {each.code: each for each in authorities()}


@cache
def _by_code() -> dict[str, str]:
    """Every code, also a former one, with the code in force."""
    found = {code: each.code for each in authorities() for code in each.former_codes}
    return found | {each.code: each.code for each in authorities()}


@cache
def _heirs() -> dict[str, str]:
    """Authorities that ended, with the one that took over all of them and their name."""
    codes = _codes()
    return {
        each.code: each.successors[0]
        for each in authorities()
        if len(each.successors) == 1
        and each.successors[0] in codes
        and codes[each.successors[0]].short_name == each.short_name
    }


@lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in name.casefold()).split()
    return " ".join(words[words[:1] == ["the"] :])
