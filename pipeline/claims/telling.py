"""How a press release tells: which of its sentences speak of the inspection, and who speaks."""

import re
from bisect import bisect_right
from functools import cache

from pipeline.extract.quotations.attribution import ACCORDING, document_verbs
from pipeline.extract.quotations.speakers import Cast, Voice, documents, inspectors
from pipeline.extract.sentences import sentences
from pipeline.frameworks import inspectorates
from pipeline.records import Findings, Quotation

REPORTS = frozenset({"report", "letter", "summary", "judgement", "judgment", "publication"})
"""Documents that an inspectorate writes; an action plan or a survey is somebody else's."""

INSPECTION = re.compile(r"\b(?:inspection|inspectors?|inspectorates?|inspected)\b", re.IGNORECASE)

CARRIES_ON = re.compile(r"[“\"‘']?(?:It|They|Its|Their|The team)\b")
"""A sentence that goes on about what the one before speaks of."""

WORK = re.compile(
    r"\b(?:examined|heard|watched|counted|saw|met|spoke|talked|looked|sampled|reviewed|tracked"
    r"|evaluated|made|set)\b",
    re.IGNORECASE,
)
"""What inspectors do, besides saying: "Inspectors examined 24 cases"."""

PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be)\s+(?:\w+ly\s+)?$")
"""Before a verb: what the inspectors are not the subject of, "actions were identified"."""

NOUN = re.compile(
    r"(?:[’']s)?\s+(?:inspections?|visits?|framework|ratings?|grades?)\b", re.IGNORECASE
)
"""After "Ofsted": something of theirs is meant, not they."""

ASKING = re.compile(r"ask(?:s|ed)?", re.IGNORECASE)
"""What is asked is no finding: "The CQC asks five questions of each service"."""

LONGEST = 1000
"""Characters of a sentence; a longer one is none, and nobody knows who speaks in it."""

NEAR = 60
"""The verb follows what it belongs to within so many characters."""


class Telling:
    """A press release by sentences."""

    def __init__(self, release: Findings) -> None:
        self.text = release.text
        self._sentences = list(sentences(self.text))
        self._starts = [start for start, _ in self._sentences]
        self._quoted = [(row.start, row.end, of_a_report(row)) for row in release.quotations]
        self._known: dict[int, list[Voice]] = {}
        self._cast = Cast({each.name: each.honorific for each in release.officials})

    def sentence(self, at: int) -> tuple[int, int]:
        """(start, end) of the sentence that holds the character at `at`."""
        number = bisect_right(self._starts, at) - 1
        return self._sentences[number] if number >= 0 else (0, len(self.text))

    def in_a_speech(self, at: int) -> bool:
        """Whether somebody other than the report says the words at `at`."""
        return any(start <= at < end and not report for start, end, report in self._quoted)

    def in_words_of_a_report(self, at: int) -> bool:
        """Whether the words at `at` are quoted from a report."""
        return any(start <= at < end and report for start, end, report in self._quoted)

    def of_the_inspection(self, at: int) -> bool:
        """Whether the sentence at `at` names the inspection, its report, or who inspects.

        A sentence that begins with "It" or "They" goes on about the one before.
        """
        start, end = self.sentence(at)
        if _named(self.text, start, end):
            return True
        number = bisect_right(self._starts, at) - 2
        if number < 0 or not CARRIES_ON.match(self.text, start):
            return False
        return _named(self.text, *self._sentences[number])

    def laid_to_inspectors(self, at: int) -> bool:
        """Whether the words before `at` in its sentence are: the report says, inspectors saw."""
        if self.in_a_speech(at):
            return False
        start, end = self.sentence(at)
        return end - start <= LONGEST and any(
            ACCORDING.search(self.text, start, voice.start) or self._acts(voice, at)
            for voice in self._reporters(start, end)
            if voice.end <= at
        )

    def _reporters(self, start: int, end: int) -> list[Voice]:
        """The report and the inspectors where a sentence names them."""
        if start not in self._known:
            self._known[start] = list(filter(_reports, self._cast.voices(self.text, start, end)))
        return self._known[start]

    def _acts(self, voice: Voice, stop: int) -> bool:
        """Whether a verb follows by which a voice says or does something, itself."""
        if NOUN.match(self.text, voice.end, stop):
            return False
        last = min(stop, voice.end + NEAR)
        return any(
            not PASSIVE.search(self.text, voice.end, verb.start())
            and not ASKING.fullmatch(verb.group())
            for verbs in (document_verbs(), WORK)
            for verb in verbs.finditer(self.text, voice.end, last)
        )

    def reporter(self, start: int, end: int) -> Voice | None:
        """The report, or else the inspectors, to whom a sentence gives the words in between.

        None where a person is in the sentence, who may have said them as well.
        """
        first, last = self.sentence(start)
        last = max(last, self.sentence(end)[1])
        if last - first > LONGEST + end - start:
            return None
        told = self.text[first:start] + " " * (end - start) + self.text[end:last]
        voices = self._cast.voices(told, 0, len(told))
        if any(_is_person(voice) for voice in voices) or not document_verbs().search(told):
            return None
        found = sorted(filter(_reports, voices), key=lambda voice: voice.kind != "document")
        return found[0] if found else None


def of_a_report(row: Quotation) -> bool:
    """Whether a quotation gives words of an inspectorate's document."""
    return not row.official_id and row.speaker.rpartition(" ")[2].lower() in REPORTS


@cache
def _inspectorates() -> re.Pattern[str]:
    """The names of all inspectorates."""
    return re.compile("|".join(each.pattern.pattern for each in inspectorates()), re.IGNORECASE)


def _named(text: str, start: int, end: int) -> bool:
    return any(
        pattern.search(text, start, end) for pattern in (INSPECTION, inspectors(), _inspectorates())
    ) or any(found["noun"].lower() in REPORTS for found in documents().finditer(text, start, end))


def _reports(voice: Voice) -> bool:
    if voice.kind == "document":
        return voice.name.rpartition(" ")[2] in REPORTS
    return voice.kind == "body"


def _is_person(voice: Voice) -> bool:
    return voice.kind in {"person", "nobody"} or voice.name in {"he", "she"}
