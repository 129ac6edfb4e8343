"""The extraction as a spaCy `Language`: named, configurable components.

    nlp = language()
    doc = nlp("The overall effectiveness was judged to be good in May 2019.")
    doc._.facts, doc._.findings, doc.spans["judgements"]

For a PDF or HTML page give it the document that was read, so that layout and boxes count:

    doc = nlp(to_doc(nlp, pipeline.read("report.pdf")))

Values live in records, never in span extensions: two findings on the same words would
overwrite each other there (spaCy issue 9706). `doc.spans` is for looking at.
"""

from collections.abc import Callable, Iterable

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.document import Document
from pipeline.extract import STEPS, begin
from pipeline.frameworks.recognise import Recognition
from pipeline.layout import from_text
from pipeline.records import DocumentFacts, Finding, Findings, Problem

STATE = "findings.state"
"""Key of `doc.user_data` under which the components hand on what they found."""

LONGEST = 50_000_000
"""Characters of the longest text; nothing here parses, so spaCy's limit is needless."""


def language(kinds: Iterable[str] | None = None) -> Language:
    """A blank English pipeline with one component `findings_<kind>` per finding kind.

    Raises ValueError for a kind that does not exist.
    """
    nlp = spacy.blank("en")
    nlp.max_length = LONGEST
    for kind in STEPS if kinds is None else kinds:
        nlp.add_pipe(f"findings_{kind}")
    return nlp


def to_doc(nlp: Language, document: Document) -> Doc:
    """A spaCy Doc over a document's text that the components read with its layout."""
    doc = nlp.make_doc(document.text)
    doc.user_data[STATE] = (document, *begin(document))
    return doc


def _state(doc: Doc) -> tuple[Document, Recognition, Findings]:
    if STATE not in doc.user_data:
        document = from_text(doc.text)
        doc.user_data[STATE] = (document, *begin(document))
    state: tuple[Document, Recognition, Findings] = doc.user_data[STATE]
    return state


def _component(kind: str, min_confidence: float) -> Callable[[Doc], Doc]:
    def find(doc: Doc) -> Doc:
        """Adds the rows of one kind to the Doc: `doc._.findings`, `doc.spans[kind]`."""
        document, seen, findings = _state(doc)
        STEPS[kind](document, seen, findings)
        rows = [row for row in getattr(findings, kind) if row.confidence >= min_confidence]
        setattr(findings, kind, rows)
        spans = (doc.char_span(r.start, r.end, kind, alignment_mode="expand") for r in rows)
        doc.spans[kind] = [span for span in spans if span is not None]
        return doc

    return find


def _register(kind: str) -> None:
    @Language.factory(f"findings_{kind}", default_config={"min_confidence": 0.0})
    def create(nlp: Language, name: str, min_confidence: float) -> Callable[[Doc], Doc]:
        return _component(kind, min_confidence)


def _findings(doc: Doc) -> list[Finding]:
    return list(_state(doc)[2].rows())


def _facts(doc: Doc) -> DocumentFacts:
    return _state(doc)[2].document


def _problems(doc: Doc) -> list[Problem]:
    return _state(doc)[2].problems


for _kind in STEPS:
    if not Language.has_factory(f"findings_{_kind}"):
        _register(_kind)
for _name, _getter in (("findings", _findings), ("facts", _facts), ("problems", _problems)):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, getter=_getter)
