"""The lead inspector: from a label, a team list, a sentence, or a letter's signature."""

import re
from itertools import pairwise

from pipeline.document import Document
from pipeline.extract.people import person_at
from pipeline.frameworks.recognise import Recognition

CAPITAL = r"[A-ZÀ-ÖØ-ÞŴŶ]"

PERSON = (
    rf"{CAPITAL}[\w’'-]+"
    rf"(?: +(?:{CAPITAL}[\w’'-]+|[A-Z]\.?|de|da|van|von|der|la|le|ap|al)){{1,3}}"
)

LABEL = re.compile(
    rf"^(?:lead|reporting)\s+inspectors?\s*:?\s*(?P<name>(?-i:{PERSON}))",
    re.IGNORECASE | re.MULTILINE,
)
"""A label, on a line or in a table: "Lead inspector: X, HMI", "Reporting inspector X HMI"."""

TEAM = re.compile(
    rf"^(?P<name>{PERSON}),?\s+(?:(?:Ofsted|HMI|HM),?\s+)*[Ll]ead\s+[Ii]nspector\b", re.MULTILINE
)
"""A line of a team: "X, Ofsted Lead Inspector"."""

PROSE = re.compile(rf"\b(?:[Ll]ead|[Rr]eporting) [Ii]nspector,? +(?P<name>{PERSON})")
"""A sentence: "Lead inspector X, one of His Majesty's Inspectors, …"."""

LED_BY = re.compile(
    rf"\b(?:[Ii]nspect(?:ors|ion|ion team)|team)\b[^.]{{0,90}}?\b(?:led|headed) by "
    rf"(?:(?:HM|His Majesty’s|Her Majesty’s) Inspector )?(?P<name>{PERSON})"
)
"""A sentence: "Six inspectors, led by X, His Majesty’s Inspector, …"."""

KNOWN_AS = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.? (?P<surname>[^\W\d_][\w’'-]+), the lead inspector\b"
)
"""A sentence that knows the surname: "Mrs Treloar, the lead inspector"."""

POST_NOMINAL = re.compile(r"\s+(?:HMI|HM|Her|His|CBE|OBE|MBE|Ofsted|Senior|Regional)\b.*")
"""What can stand behind a name on the same line and is no part of it."""

SIGNED = re.compile(r"^Yours?\s+(?:sincerely|faithfully|truly)\W*$", re.IGNORECASE)


def find_lead_inspector(document: Document, seen: Recognition) -> str:
    """The name of who led the inspection, or "" where the document does not say."""
    body = document.body.replace("\t", "\n")
    for pattern in (LABEL, TEAM, PROSE, LED_BY):
        match = pattern.search(body)
        if match and not INSPECTORATE.search(match.group("name")):
            return _whole(body, match)
    known = KNOWN_AS.search(body)
    if known:
        surname = re.escape(known.group("surname"))
        full = re.search(rf"(?!M(?:rs?|s|iss|x)\b|Dr\b){CAPITAL}[\w’'-]+ {surname}\b", body)
        return full.group() if full else ""
    return _signatory(document) if seen.document_type == "visit_letter" else ""


def _whole(body: str, match: re.Match[str]) -> str:
    """The name that a pattern begins, with the particles that it has no words for."""
    name = POST_NOMINAL.sub("", match.group("name"))
    end = body.find("\n", match.end())
    person = person_at(body, match.start("name"), end if end >= 0 else len(body))
    return person.name if person and person.name.startswith(f"{name} ") else name


INSPECTORATE = re.compile(r"\b(?:Ofsted|CQC|Care|Quality|Commission|Inspectorate|Estyn)\b")
"""“led by Ofsted” names no person."""


def _signatory(document: Document) -> str:
    """Who signs a letter: the line behind "Yours sincerely"."""
    for block, after in pairwise(document.blocks):
        if SIGNED.match(document.of(block)):
            name = re.match(PERSON, document.of(after))
            return POST_NOMINAL.sub("", name.group()) if name else ""
    return ""
