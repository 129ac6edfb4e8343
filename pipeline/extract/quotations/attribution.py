"""To whom a sentence gives the words between its quotation marks.

The sentence is read with the quoted words blotted out, before the marks ("Amy Poole said: …")
and after them ("…,” said Amy Poole; “…” he added").
"""

import re
from functools import cache
from typing import NamedTuple

from pipeline.extract.people import words_of
from pipeline.extract.quotations.speakers import Cast, Voice, right_before
from pipeline.extract.roles import choice, heads, verbs
from pipeline.extract.sentences import sentences

BLOT = "\x1f"
"""Stands for every character between quotation marks …"""

CAPITAL = "Q"
"""… but for the opening mark where a sentence opens with it."""

ENDED = re.compile(r"[.!?…][’”\"')]*\s+$")
"""The sentence before a quotation is over."""


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

ACCORDING = re.compile(
    r"\b(?:according\s+to|(?:in|(?:those|these)\s+(?:are|were))\s+the\s+words\s+of|as|to\s+quote(?:\s+from)?|quoting(?:\s+from)?)\s+$",
    re.IGNORECASE,
)
"""A frame without a verb: "According to the report, “…”"."""

BY_SOURCE = re.compile(r",\s+according\s+to\s+$", re.IGNORECASE)
BY = re.compile(r"\s+(?:(?:later|simply|here)\s+)?(?:by|in)\s+(?:the\s+)?")
"""After a verb in the passive: "was described by inspectors as", "is described in the report"."""

INVERTED = re.compile(
    r"(?:said|says|added|adds|commented|explained|wrote|continued|concluded)$", re.IGNORECASE
)
"""Verbs that may stand before their speaker: "Said Amy Poole: …"."""

WAS = re.compile(r"\b(?:was|is|felt|feels)\s+$")
"""Words that somebody uses of themselves: "Amy Poole was “over the moon …”"."""

SO = re.compile(r"^[ ,.;]*(?:(?:so|thus|this is how|that is how)\s+)?", re.IGNORECASE)
"""What may stand between a quotation and its attribution: "“…” So begins the report"."""

DASH = re.compile(r"\s*(?:[–—-]+|\()\s*")
"""A speaker after a dash: "“We are proud.” – Amy Poole, chair of governors"."""

LABEL = re.compile(r":\s*$")
"""A speaker as a label: "Amy Poole, chair of governors: “…”", "Her message was plain: “…”"."""

HE_OR_SHE = frozenset({"he", "she"})

POSSESSIVE = re.compile(r"(?:His|Her)\b")

CLOSE = 150
"""The verb stands within this many characters of its speaker."""


def before_quote(para: str, start: int, at: int, cast: Cast) -> Attribution | None:
    """Who speaks, by the sentence in `para[start:at]` that leads to a quotation at `at`."""
    start = [start, *(first for first, _ in sentences(para, start, at))][-1]
    apart = para[at : at + 1] == CAPITAL and ENDED.search(para, start, at)
    if apart or not para[start:at].strip():
        return None
    voices = cast.voices(para, start, at)
    for verb in reversed(list(document_verbs().finditer(para, start, at))):
        voice = _subject(para, start, verb, voices)
        if voice is not None:
            return Attribution(_through_document(voice, voices), verb.group().lower(), "cue_before")
    for voice in reversed(voices):
        frame = right_before(ACCORDING, para, start, voice.start)
        if frame and voice.kind in {"document", "person", "body"}:
            return Attribution(voice, frame.group().strip().lower(), "according_to")
    copula = WAS.search(para, start, at)
    if copula and voices and voices[0].kind == "person" and copula.start() - start < 2 * CLOSE:
        return Attribution(voices[0], copula.group().strip().lower(), "cue_before")
    return _label(para, start, at, voices)


def _label(para: str, start: int, at: int, voices: list[Voice]) -> Attribution | None:
    if at - start > CLOSE or not LABEL.search(para, start, at):
        return None
    owner = POSSESSIVE.match(para, start, at)
    if owner and not document_verbs().search(para, start, at):
        pronoun = "he" if owner.group() == "His" else "she"
        return Attribution(Voice(start, owner.end(), pronoun, "pronoun"), ":", "label_before")
    named = [voice for voice in voices if voice.kind == "person" or voice.name in HE_OR_SHE]
    if not named and voices and voices[0].kind in {"body", "document"} and voices[0].start == start:
        named = voices[:1]  # "The regulator was blunt: “…”"
    return Attribution(named[0], ":", "label_before") if named else None


def _through_document(voice: Voice, voices: list[Voice]) -> Voice:
    """Of the inspectors in their report the report speaks: "In its report Ofsted said"."""
    document = next((other for other in voices if other.kind == "document"), None)
    return document if voice.kind == "body" and document else voice


def _subject(para: str, start: int, verb: re.Match[str], voices: list[Voice]) -> Voice | None:
    """The voice to which a verb belongs: "described by X", "X, its chair, said", "said X"."""
    behind = next((v for v in voices if v.start >= verb.end()), None)
    ahead = [v for v in voices if v.end <= verb.start() and verb.start() - v.end < CLOSE]
    by = BY.fullmatch(para, verb.end(), behind.start) if behind else None
    named = any(voice.kind in {"person", "nobody"} or voice.name in HE_OR_SHE for voice in ahead)
    if by and behind and behind.kind != "pronoun" and not (named and behind.kind == "document"):
        return behind
    allowed = [voice for voice in ahead if _can(para, voice, verb)]
    subjects = [voice for voice in allowed if not right_before(OBJECT, para, start, voice.start)]
    if subjects:
        relative = re.match(r",?\s+who(?:se|m)?\s", para[subjects[0].end : verb.start()])
        return subjects[0] if relative and subjects[0].kind == "person" else subjects[-1]
    if behind and behind.kind == "person" and INVERTED.match(verb.group()):
        return behind if behind.start - verb.end() < CLOSE else None
    return None


def _can(para: str, voice: Voice, verb: re.Match[str]) -> bool:
    if voice.kind == "document" or voice.name == "it":
        return True
    if voice.kind == "body":
        direct = not para[voice.end : verb.start()].strip()
        return direct and not right_before(OBJECT, para, 0, voice.start)
    return speech_verbs().fullmatch(verb.group()) is not None


def after_quote(
    para: str, at: int, end: int, cast: Cast, *, complete: bool
) -> tuple[Attribution, int] | None:
    """Who speaks, by the sentence that goes on after a quotation, and where that ends.

    `complete` says that the quoted words end like a sentence; then what follows must be a
    short attribution and not a sentence of its own.
    """
    first = next(sentences(para, at, end), None)
    if first is None:
        return None
    stop = first[1]
    start = stop - len(SO.sub("", para[first[0] : stop]))
    voices = cast.voices(para, start, stop)
    verbs = [speech_verbs().search(para, start, stop)]
    if any(voice.kind == "document" for voice in voices):
        verbs.append(document_verbs().search(para, start, stop))
    found = None
    if (dash := DASH.match(para, at, stop)) and voices and voices[0].start - dash.end() < 60:
        found = Attribution(voices[0], "–", "dash_after")
    elif voices and ACCORDING.match(para, start, voices[0].start):
        found = Attribution(voices[0], "according to", "according_to")
    for verb in verbs if found is None else ():
        found = found or (verb and _by_verb(para, (start, stop), voices, verb, complete))
    source = next((v for v in voices if _is_source(para, start, v)), None)
    if found is None and source:
        found = Attribution(source, "according to", "according_to")
    if found is None and complete and not para[stop:end].strip():
        found = signature(para[start:stop].rstrip(" ."), cast)
    return (found, stop) if found else None


def _is_source(para: str, start: int, voice: Voice) -> bool:
    """Staff “never gave up” in the floods, according to a letter: a document names itself last."""
    return voice.kind == "document" and bool(right_before(BY_SOURCE, para, start, voice.start))


def _by_verb(
    para: str, at: tuple[int, int], voices: list[Voice], verb: re.Match[str], complete: bool
) -> Attribution | None:
    """Who speaks by a verb before its speaker ("said Amy Poole") or after ("Amy Poole said")."""
    start, stop = at
    behind = [voice for voice in voices if voice.start >= verb.end()]
    if verb.start() == start:
        near = [voice for voice in behind[:1] if voice.start - verb.end() < CLOSE]
    else:
        near = [v for v in voices[:1] if _leads(para, start, stop, v, verb, complete)]
    able = [v for v in near if v.kind == "document" or speech_verbs().fullmatch(verb.group())]
    return Attribution(able[0], verb.group().lower(), "cue_after") if able else None


def _leads(
    para: str, start: int, stop: int, voice: Voice, verb: re.Match[str], complete: bool
) -> bool:
    """Whether a voice opens the sentence after a quotation, and its verb attributes that."""
    rest = para[verb.end() : stop]
    short = len(rest.split()) < 9 and not re.search(r"\bthat\b|:", rest)
    opens = len(para[start : voice.start].split()) < 8
    near = voice.end <= verb.start() < voice.end + CLOSE
    return near and opens and (short or not complete)


def sentence_before(para: str, start: int, at: int, cast: Cast) -> Attribution | None:
    """The subject of the sentence before a quotation that stands by itself.

    Example: "Amy Poole was delighted. “Everyone here has earned this.”"
    """
    for first, end in reversed(list(sentences(para, start, at))):
        voice = next(iter(cast.voices(para, first, end)), None)
        if voice and voice.kind in {"person", "pronoun"} and voice.start - first < 60:
            return Attribution(voice, "", "sentence_before")
        return None
    return None


def signature(line: str, cast: Cast) -> Attribution | None:
    """Who signs a quotation in the line under it: "Amy Poole, chair of governors"."""
    voice = next(iter(cast.voices(line, 0, len(line))), None)
    if voice is None or voice.kind != "person" or voice.start or " " not in voice.name:
        return None
    rest = line[voice.end :]
    signs = not rest or (rest[0] in ",(" and heads().search(rest) and not verbs().search(rest))
    return Attribution(voice, "", "signature") if signs and line[-1] not in ".:" else None
