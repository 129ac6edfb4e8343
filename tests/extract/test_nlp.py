"""The extraction as a spaCy pipeline: components, configuration, spans and records."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline
from pipeline.document import Document
from pipeline.extract import STEPS, Step, extract
from pipeline.extract.nlp import STATE, language, to_doc
from pipeline.frameworks.recognise import Recognition
from pipeline.records import Findings, Judgement

CORPUS = Path(__file__).parents[2] / "corpus"
STORY = (
    "School praised by Ofsted\n\n"
    "Hill Top School was judged to be good for leadership and management and outstanding for "
    "quality of education in May 2019, inspectors from Ofsted said.\n"
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return language()


@pytest.fixture
def report() -> Iterator[Document]:
    document = pipeline.read(CORPUS / "lscb-review.pdf")
    yield document
    document.close()


def test_there_is_a_component_for_each_kind_in_their_order(nlp: Language) -> None:
    assert nlp.pipe_names == [f"findings_{kind}" for kind in STEPS]
    assert nlp.lang == "en"
    assert nlp.max_length > 10_000_000


def test_kinds_can_be_chosen() -> None:
    assert language(["judgements"]).pipe_names == ["findings_judgements"]
    assert language([]).pipe_names == []


def test_a_kind_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="findings_weather"):
        language(["weather"])


def test_a_text_has_facts_findings_and_spans(nlp: Language) -> None:
    doc = nlp(STORY)
    assert (doc._.facts.document_type, doc._.facts.inspectorate) == ("press_release", "ofsted")
    judged = [row for row in doc._.findings if isinstance(row, Judgement)]
    assert {(row.area, row.grade) for row in judged} == {
        ("leadership_and_management", "good"),
        ("quality_of_education", "outstanding"),
    }
    for row in doc._.findings:
        assert doc.text[row.start : row.end] == row.quote
    for kind in STEPS:
        covered = [(span.start_char, span.end_char) for span in doc.spans[kind]]
        found = [(row.start, row.end) for row in doc._.findings if row.table == kind]
        assert len(covered) == len(found)
        for (start, end), (first, last) in zip(covered, sorted(found), strict=True):
            assert start <= first < last <= end
        assert {span.label_ for span in doc.spans[kind]} <= {kind}
    assert doc._.problems == []


def test_a_document_that_was_read_keeps_its_layout(nlp: Language, report: Document) -> None:
    doc = nlp(to_doc(nlp, report))
    found = extract(report)
    assert doc.text == report.text
    assert doc._.facts == found.document
    assert doc._.findings == list(found.rows())
    assert doc._.problems == found.problems
    assert any(row.boxes for row in doc._.findings)


def test_pages_of_texts_are_read_one_by_one(nlp: Language) -> None:
    first, second = nlp.pipe([STORY, "Nothing is said here."])
    assert first._.findings
    assert second._.findings == []


def test_a_blank_pipeline_takes_the_components_by_name() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("findings_judgements", name="grades")
    assert nlp.pipe_names == ["grades"]
    assert len(nlp(STORY).spans["judgements"]) == 2


def stated(start: int, end: int, document: Document, **values: object) -> Judgement:
    shared = {"document_id": document.document_id, "rule": "test", "area": "overall"}
    place = {"start": start, "end": end, "quote": document.text[start:end]}
    return replace(Judgement(**shared, **place, grade="good"), **values)


@pytest.fixture
def saying(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Language]:
    """A pipeline whose judgements are made up: `saying({values}, …, min_confidence=…)`."""

    def make(*rows: dict[str, object], **config: float) -> Language:
        def step(document: Document, seen: Recognition, findings: Findings) -> None:
            findings.judgements += [stated(0, 6, document, **row) for row in rows]

        steps: dict[str, Step] = {**STEPS, "judgements": step}
        monkeypatch.setattr(sys.modules[language.__module__], "STEPS", steps)
        nlp = spacy.blank("en")
        nlp.add_pipe("findings_judgements", config=config)
        return nlp

    return make


def test_two_findings_on_the_same_words_are_both_kept(saying: Callable[..., Language]) -> None:
    doc = saying({"grade": "good"}, {"grade": "adequate", "period": "previous"})(STORY)
    assert {(row.grade, row.period) for row in doc._.findings} == {
        ("good", ""),
        ("adequate", "previous"),
    }
    assert [span.text for span in doc.spans["judgements"]] == ["School", "School"]


def test_findings_below_the_least_confidence_are_left_out(
    saying: Callable[..., Language],
) -> None:
    rows = ({"confidence": 0.4}, {"confidence": 0.7}, {"confidence": 1.0})
    for least, kept in ((0.0, 3), (0.7, 2), (0.9, 1)):
        doc = saying(*rows, min_confidence=least)(STORY)
        assert len(doc._.findings) == len(doc.spans["judgements"]) == kept


def test_a_setting_of_another_kind_is_refused() -> None:
    nlp = spacy.blank("en")
    with pytest.raises(ValueError, match="min_confidence"):
        nlp.add_pipe("findings_judgements", config={"min_confidence": "much"})


def test_the_settings_are_kept_with_the_pipeline(saying: Callable[..., Language]) -> None:
    nlp = saying(min_confidence=0.6)
    assert nlp.config["components"]["findings_judgements"]["min_confidence"] == 0.6


def test_a_doc_keeps_its_document_for_the_components(nlp: Language, report: Document) -> None:
    doc = to_doc(nlp, report)
    assert isinstance(doc, Doc)
    assert doc.user_data[STATE][0] is report
    assert doc._.findings == []
    assert doc._.facts.framework == "ofsted_lscb_review"
