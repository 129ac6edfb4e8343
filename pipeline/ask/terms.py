"""What a person types into a search box → an FTS5 query that is never a syntax error."""

import re

TERM = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
"""A phrase in quotation marks (the closing one may be missing), or a word; `*` after either."""

CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\0": " "})
"""Quotation marks as word processors and other keyboards write them."""


def to_match(text: str) -> str:
    """The FTS5 query that finds every word of `text`; empty where there is no word in it.

    Words are all to be found, "words in quotation marks" side by side, and `work*` stands for
    every word that begins so. Everything else, FTS5's own operators too, is plain text.
    """
    return " ".join(f'"{words}"{star}' for words, star in _terms(text))


def _terms(text: str) -> list[tuple[str, str]]:
    plain = text.encode("utf-8", "replace").decode("utf-8").translate(CURLY)
    found = []
    for phrase, star, word in TERM.findall(plain):
        if word.endswith("*"):
            star = "*"
        words = phrase or word.rstrip("*")
        if any(character.isalnum() for character in words):
            found.append((words, star))
    return found
