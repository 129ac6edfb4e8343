"""Printed phrases and title templates of the data files, as patterns.

A phrase matches in any case, over any gap, dash or kind of apostrophe, because that is how
the same name is printed in fifteen years of reports.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

APOSTROPHES = "['’‘`´]"
GAP = r"[\s\u2010-\u2015/-]+"


@dataclass(frozen=True)
class Finder:
    """Finds printed names in a text and says whose they are."""

    names: dict[str, tuple[str, ...]]
    _ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, names in self.names.items():
            for name in names:
                self._ids.setdefault(fold(name), key)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any of the names; the longest wins."""
        return any_of(name for names in self.names.values() for name in names)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, id) of every name in a text, in its order."""
        found = self.pattern.finditer(text) if self._ids else ()
        return [(m.start(), m.end(), self._ids[fold(m.group())]) for m in found]


def fold(text: str) -> str:
    """Lower case, straight apostrophes dropped, every gap or dash one space."""
    text = re.sub(APOSTROPHES, "", text.lower())
    return re.sub(r"[^\w£%]+", " ", text).strip()


def phrase(name: str) -> str:
    """A regular expression for a printed phrase: any case, gap, dash or apostrophe."""
    words = re.split(r"[\s-]+", name.strip())
    return GAP.join(
        APOSTROPHES.join(f"{re.escape(part)}" for part in re.split(APOSTROPHES, word))
        for word in words
    ).replace(APOSTROPHES, f"{APOSTROPHES}?")


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the phrases as whole words; of two that start together the longer."""
    return _any_of(tuple(names))


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    choice = "|".join(phrase(name) for name in ordered) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE)


def template(title: str) -> re.Pattern[str]:
    """A pattern for a title: {provider} is a name, {theme} any words, [words] may be missing."""
    parts = re.split(r"(\{\w+\}|\[|\])", title)
    pattern = ""
    for part in parts:
        if part.startswith("{"):
            words = r"\S.*?" if part == "{provider}" else r"\S.*"
            pattern += f"(?P<{part[1:-1]}>{words})"
        elif part == "[":
            pattern += "(?:"
        elif part == "]":
            pattern += ")?"
        else:
            pattern += _spaced(part)
    return re.compile(rf"\s*{pattern}\W*", re.IGNORECASE)


def _spaced(part: str) -> str:
    core = phrase(part) if part.strip() else ""
    before = r"\s+" if part[:1].isspace() else ""
    after = r"\s+" if part[-1:].isspace() and part.strip() else ""
    return f"{before}{core}{after}"
