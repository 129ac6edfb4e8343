"""The cues of models/recommendations.toml as patterns.

A cue is what leads to a list ("Inspectors asked the council to:") or makes a sentence an
item. Its slots stand for who asks, who has to act and any other words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.recommendations.sections import words
from pipeline.frameworks.load import inspectorates
from pipeline.frameworks.phrases import any_of

START = r"(?:^|(?<=[.!?])\s+)"
"""A sentence's start: where a subject begins."""

BEFORE_SUBJECT = re.compile(
    r"^\s*(?:(?:all|any|the|our|local|most|many|other|some)\s+)*", re.IGNORECASE
)
"""What can stand in front of a subject: "All local residents"."""

RELATIVE = r"(?:,\s+(?:which|who|whose)\b[^.;:]{1,90},)?"
"""What is said of a subject in between: "The Cabinet, which meets on 8 December, is …"."""

PLACE = (
    r"(?:\s+(?:in|at|across|around)\s+(?:the\s+)?(?-i:[A-Z])[\w’'-]+"
    r"(?:\s+(?-i:[A-Z])[\w’'-]+){0,3})?"
)
"""Where a body is: “Partners | in Aberlour | have been asked to”."""

LEAD_END = re.compile(r"[^.;:]{0,140}:?\s*")
"""What can stand between a cue and the list it leads to: "to concentrate on five areas:"."""

OF_ASKER = (
    r"(?:\s+\([A-Z]+\))?(?:[’']s?\s+(?:\w+\s+)?(?:report|letter|inspectors|review|inspection)"
    r"|[’']s?(?=\s+next\s+steps))?"
    r"(?:\s+(?:to|from|of|by|for|on|in)\s+(?:the\s+)?(?-i:[A-Z]|\d)\w*(?:\s+(?-i:[A-Z])\w+){0,3})?"
    r"(?:\s+on\s+\d{1,2}\s+[A-Z]\w+)?\s*"
)
"""What belongs to who asks: "the Care Quality Commission (CQC)", "Ofsted’s report to Cabinet"."""

WORDS = {
    "[also]": r"(?:(?:also|now|then|therefore|still|formally|already|urgently|strongly)\s+)?",
    "{them}": r"(?P<who>these|those|they)\s*",
    "{any}": r"[^;:]{0,240}?",
    "[when]": r"(?:(?:on|at|in|next|this)\s+[^,.;:]{2,40}?\s+)?",
    "{end}": r"(?=[\s:–—-]*$)",
    "{comma}": r",\s*",
    "{colon}": r":\s*",
    "{addressee}": r"(?P<who>[^.;:]{2,120}?)\s*",
}
"""Slots that stand for any words or a mark."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue as a pattern; `who` is who has to act. `prose`: a sentence of it is an item."""

    pattern: re.Pattern[str]
    kind: str
    prose: bool

    def lead(self, line: str) -> re.Match[str] | None:
        """The cue at the end of a line that leads to a list."""
        return next((m for m in self._found(line) if LEAD_END.fullmatch(line, m.end())), None)

    def search(self, text: str) -> re.Match[str] | None:
        """The cue anywhere in a sentence."""
        return next(self._found(text), None)

    def _found(self, text: str) -> Iterator[re.Match[str]]:
        for match in self.pattern.finditer(text):
            who = BEFORE_SUBJECT.sub("", match.groupdict().get("who") or "")
            if not names("public").match(who):
                yield match


@cache
def cues(group: str = "cues") -> tuple[Cue, ...]:
    """The cues of models/recommendations.toml; those of "more" go on after an item."""
    return tuple(_cue(row) for row in words()["requests"][group])


@cache
def names(key: str) -> re.Pattern[str]:
    """Finds the askers, bodies, deciders, … of models/recommendations.toml."""
    found: list[str] = words()["requests"][key]
    if key == "askers":
        found = [*found, *(name for each in inspectorates() for name in each.names)]
    return any_of(found)


def _cue(row: dict[str, str | bool]) -> Cue:
    slots = str(row["pattern"]).split()
    pattern = "".join(_slot(slot) for slot in slots)
    if slots[0] in ("{addressee}", "{body}", "{decider}"):
        pattern = rf"{START}{pattern}"
    return Cue(
        pattern=re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE),
        kind=str(row.get("kind", "recommendation")),
        prose=bool(row.get("prose", False)),
    )


def _slot(slot: str) -> str:
    """One slot of a cue's pattern as a regular expression, with the space behind it."""
    if slot in WORDS:
        return WORDS[slot]
    if slot.startswith("["):
        return rf"(?:{_slot(slot[1:-1])})?"
    if slot == "{asker}":
        return names("askers").pattern + OF_ASKER + RELATIVE + r"\s*"
    if slot == "{proposer}":
        return names("proposers").pattern + OF_ASKER
    if slot in ("{body}", "{decider}"):
        known = names("bodies" if slot == "{body}" else "deciders").pattern
        return rf"(?P<who>[^.;:]{{0,120}}?{known}{PLACE}{RELATIVE})\s*"
    choice = "|".join(re.escape(word).replace("_", r"\s+") for word in slot.split("|"))
    return rf"\b(?:{choice})\b\s*"
