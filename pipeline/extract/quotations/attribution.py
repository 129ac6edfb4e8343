"""To whom a sentence gives the words between its quotation marks.

The sentence is read with the quoted words blotted out, before the marks ("Amy Poole said: …")
and after them ("…,” said Amy Poole; “…” he added").
"""

import re
from functools import cache
from typing import NamedTuple

from pipeline.extract.people import words_of
from pipeline.extract.quotations.speakers import Cast, Voice
from pipeline.extract.roles import choice
from pipeline.extract.sentences import sentences

BLOT = "\x1f"
"""Stands for every character between quotation marks."""


class Attribution(NamedTuple):
    """Who speaks, by which words of the text, and by which rule that was read."""

    voice: Voice
    cue: str
    rule: str


@cache
def speech_verbs() -> re.Pattern[str]:
    """Finds the verbs that attribute words to a person or a document."""
    return re.compile(rf"(?<![\w’'-])(?:{choice(words_of('speech', 'verbs'))})(?![\w-])", re.I)


@cache
def document_verbs() -> re.Pattern[str]:
    """Finds the verbs that attribute words to a document."""
    known = words_of("speech", "verbs") | words_of("speech", "document_verbs")
    return re.compile(rf"(?<![\w’'-])(?:{choice(known)})(?![\w-])", re.I)


OBJECT = re.compile(
    r"\b(?:with|to|by|from|for|of|at|met|told|tells|asked|thanked|thanks|praised|praises|joined"
    r"|welcomed|succeeds|succeeded|replaced|replaces)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Somebody named after these is spoken to or of: "Amy Poole thanked Idris Vaughan and said"."""

ACCORDING = re.compile(r"\b(?:according to|in the words of|as)\s*$", re.IGNORECASE)
"""A frame without a verb: "According to the report, “…”"."""

INVERTED = re.compile(r"(?i)(?:said|says|added|adds|commented|explained|wrote|continued|concluded)$")
"""Verbs that may stand before their speaker: "Said Amy Poole: …", "…,” added the head."""

DASH = re.compile(r"\s*[–—-]+\s*")
"""A speaker after a dash: "“We are proud.” – Amy Poole, chair of governors"."""

LABEL = re.compile(r":\s*$")
"""A speaker as a label: "Amy Poole, chair of governors: “…”"."""

CLOSE = 150
"""The verb stands within this many characters of its speaker."""


def before_quote(para: str, start: int, at: int, cast: Cast) -> Attribution | None:
    """Who speaks, by the sentence in `para[start:at]` that leads to a quotation at `at`."""
    for start, _ in sentences(para, start, at):
        pass
    lead = para[:at]
    if not lead[start:].strip():
        return None
    voices = cast.voices(para, start, at)
    for verb in reversed(list(document_verbs().finditer(lead, start))):
        voice = _subject(para, start, verb, voices)
        if voice is not None:
            return Attribution(voice, verb.group().lower(), "cue_before")
    for voice in reversed(voices):
        if voice.kind in {"document", "person"} and ACCORDING.search(para, start, voice.start):
            return Attribution(voice, para[start : voice.start].split()[-1].lower(), "according_to")
    named = [voice for voice in voices if voice.kind == "person"]
    if named and LABEL.search(lead) and len(lead) - start < CLOSE:
        return Attribution(named[0], ":", "label_before")
    return None


def _subject(
    para: str, start: int, verb: re.Match[str], voices: list[Voice]
) -> Voice | None:
    """The voice to which a verb belongs: "described by X", "X, its chair, said", "said X"."""
    ahead = [v for v in voices if v.end <= verb.start() and verb.start() - v.end < CLOSE]
    behind = [v for v in voices if v.start >= verb.end()]
    if behind and re.fullmatch(
        r"\s+(?:(?:up|instead|later|simply|here)\s+)?(?:by|in|as)\s+(?:the\s+)?", para[verb.end() : behind[0].start]
    ) and behind[0].kind != "pronoun":
        return behind[0]
    allowed = [voice for voice in ahead if _can(para, voice, verb)]
    if allowed:
        subjects = [voice for voice in allowed if not OBJECT.search(para, start, voice.start)]
        relative = re.match(r",?\s+who\s", para[allowed[0].end : verb.start()])
        return allowed[0] if relative else (subjects or allowed)[-1]
    if behind and INVERTED.match(verb.group()) and behind[0].start - verb.end() < CLOSE:
        return behind[0] if behind[0].kind == "person" else None
    return None


def _can(para: str, voice: Voice, verb: re.Match[str]) -> bool:
    if voice.kind == "document" or voice.name == "it":
        return True
    if voice.kind == "body":
        direct = not para[voice.end : verb.start()].strip()
        return direct and not OBJECT.search(para, 0, voice.start)
    return speech_verbs().fullmatch(verb.group()) is not None


def after_quote(
    para: str, at: int, end: int, cast: Cast, *, complete: bool
) -> tuple[Attribution, int] | None:
    """Who speaks, by the sentence that goes on after a quotation, and where that ends.

    `complete` says that the quoted words end like a sentence; then what follows must be a
    short attribution and not a sentence of its own.
    """
    first = next(sentences(para, at, end), None)
    if first is None or para[at:first[0]].strip():
        return None
    start, stop = first
    lead = re.compile(r"[\s,.;]*").match(para, at, stop)
    start = lead.end() if lead else start
    voices = cast.voices(para, start, stop)
    verb = speech_verbs().search(para, start, stop)
    found = None
    if dash := DASH.match(para, at, stop):
        if voices and voices[0].start - dash.end() < 60:
            found = Attribution(voices[0], "–", "dash_after")
    elif verb and verb.start() == start:
        voice = next((v for v in voices if v.start >= verb.end()), None)
        if voice and voice.start - verb.end() < CLOSE:
            found = Attribution(voice, verb.group().lower(), "cue_after")
    elif verb and voices and voices[0].end <= verb.start() < voices[0].end + CLOSE:
        short = len(para[verb.end() : stop].split()) < 9 and " that " not in para[verb.end() : stop]
        opens = len(para[start : voices[0].start].split()) < 8
        if opens and (short or not complete):
            found = Attribution(voices[0], verb.group().lower(), "cue_after")
    return (found, stop) if found else None
