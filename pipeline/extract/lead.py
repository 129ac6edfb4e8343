"""The lead inspector: from a label, a team list, a sentence, or a letter's signature."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.document import Document
from pipeline.extract.people import UPPER, Person, people, person_at
from pipeline.frameworks import inspectorates
from pipeline.frameworks.recognise import Recognition

LABEL = re.compile(r"^(?:lead|reporting)\s+inspectors?\s*:?\s*", re.IGNORECASE | re.MULTILINE)
"""A label, on a line or in a table: "Lead inspector: X, HMI", "Reporting inspector X HMI"."""

TITLE = re.compile(r"\b(?:[Ll]ead|[Rr]eporting)\s+[Ii]nspector\b")
TITLE_AFTER = re.compile(rf",?\s*(?:[{UPPER}][\w’']*,?\s+)*")
"""Between a name that opens a line and the title: "X, His Majesty’s | lead inspector"."""

TITLE_BEFORE = re.compile(r",? +")
"""Between the title and a name: "Lead inspector X, one of His Majesty's Inspectors, …"."""

LED_BY = re.compile(r"\b(?:[Ii]nspect(?:ors|ion|ion team)|team)\b[^.]{0,90}?\b(?:led|headed) by\s")
"""A sentence: "Six inspectors, led by X, His Majesty’s Inspector, …"."""

OFFICE_FIRST = re.compile(rf"(?:[Tt]he\s+)?(?:[{UPPER}][\w’']*\s+){{0,5}}")
"""Between "led by" and the name: "led by | HM Inspector | X"."""

KNOWN_AS = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? (?P<surname>[^\W\d_][\w’'-]+), the lead inspector\b"
)
"""A sentence that knows the surname: "Mrs Treloar, the lead inspector"."""

SIGNED = re.compile(r"^Yours?\s+(?:sincerely|faithfully|truly)\W*$", re.IGNORECASE)

NEAR = 90
"""Name and title stand within so many characters."""

Led = tuple[Person, str]
"""Somebody who may have led, and the words between the name and what says so."""


def find_lead_inspector(document: Document, seen: Recognition) -> str:
    """The name of who led the inspection, or "" where the document does not say."""
    body = document.body.replace("\t", "\n")
    for find in (_labelled, _titled_after, _titled_before, _led_by, _known_by_surname):
        for person, joint in find(body):
            if not _of_another(joint, seen.inspectorate):
                return person.name
    return _signatory(document) if seen.document_type == "visit_letter" else ""


def _of_another(joint: str, inspectorate: str) -> bool:
    """Whether the words between name and title are another inspectorate's: "X, CQC lead …"."""
    return any(one.pattern.search(joint) for one in inspectorates() if one.id != inspectorate)


def _labelled(body: str) -> Iterator[Led]:
    for label in LABEL.finditer(body):
        end = body.find("\n", label.end())
        person = person_at(body, label.end(), end if end >= 0 else len(body))
        yield from [(person, "")] if person else ()


def _titled_after(body: str) -> Iterator[Led]:
    """A line of a team: "X, Ofsted Lead Inspector"."""
    for title in TITLE.finditer(body):
        line = body.rfind("\n", 0, title.start()) + 1
        person = person_at(body, line, title.start()) if title.start() - line < NEAR else None
        if person and TITLE_AFTER.fullmatch(body, person.end, title.start()):
            yield person, body[person.end : title.start()]


def _titled_before(body: str) -> Iterator[Led]:
    for title in TITLE.finditer(body):
        joint = TITLE_BEFORE.match(body, title.end())
        person = person_at(body, joint.end(), joint.end() + NEAR) if joint else None
        yield from [(person, "")] if person else ()


def _led_by(body: str) -> Iterator[Led]:
    for led in LED_BY.finditer(body):
        person = next(people(body, led.end(), led.end() + NEAR), None)
        if person and OFFICE_FIRST.fullmatch(body, led.end(), person.start):
            yield person, body[led.end() : person.start]


def _known_by_surname(body: str) -> Iterator[Led]:
    """The full name of whom a sentence calls by the surname."""
    known = KNOWN_AS.search(body)
    if known:
        surname = f" {known['surname']}"
        full = (p for p in people(body) if p.name.endswith(surname) and " " in p.name)
        yield from ((person, "") for person in full)


def _signatory(document: Document) -> str:
    """Who signs a letter: the line behind "Yours sincerely"."""
    for block, after in pairwise(document.blocks):
        if SIGNED.match(document.of(block)):
            person = person_at(document.text, after.start, after.end)
            return person.name if person else ""
    return ""
