"""Printed phrases and titles as patterns: what they find and what they leave."""

import re

import pytest

from pipeline.frameworks.phrases import Finder, any_of, fold, phrase, template


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("children’s services", "CHILDREN'S SERVICES"),
        ("children’s services", "childrens   services"),
        ("children's services", "Children’s\nservices"),
        ("economic well-being", "Economic wellbeing".replace("wellb", "well b")),
        ("well being", "Well-being"),
        ("requires improvement", "Requires-improvement"),
        ("and/or systemic", "and/or systemic"),
        ("Grade 2 (good)", "grade 2 (Good)"),
        ("16 to 19", "16–to–19"),
    ],
)
def test_a_phrase_is_found_however_it_is_printed(name: str, text: str) -> None:
    assert re.fullmatch(phrase(name), text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("good", "goodness"),
        ("good", "not.good.enough".replace(".", "")),
        ("LSCB", "LSCBs"),
        ("care leavers", "careleavers"),
        ("Grade 2 (good)", "Grade 2 good"),
        ("1", "12"),
        ("a.b", "axb"),
    ],
)
def test_a_phrase_is_whole_words_and_nothing_else(name: str, text: str) -> None:
    assert any_of([name]).search(text) is None


def test_of_phrases_that_start_together_the_longer_is_found() -> None:
    found = any_of(["requires improvement", "requires improvement to be good", "good"])
    text = "It requires improvement to be good; that requires improvement."
    assert found.findall(text) == ["requires improvement to be good", "requires improvement"]


def test_no_phrases_find_nothing() -> None:
    assert any_of([]).search("anything") is None
    assert Finder({}).find("anything") == []


def test_a_finder_says_whose_names_it_found_and_where() -> None:
    finder = Finder(
        {
            "care": ("children in care",),
            "leavers": ("care leavers",),
            "both": ("children in care and care leavers",),
        }
    )
    text = "Children in care; children in care and care-leavers; Care leavers"
    assert [(text[a:b], who) for a, b, who in finder.find(text)] == [
        ("Children in care", "care"),
        ("children in care and care-leavers", "both"),
        ("Care leavers", "leavers"),
    ]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Children’s  Services", "childrens services"),
        ("well-being – now", "well being now"),
        (" (Grade 2) ", "grade 2"),
        ("5% of £2", "5% of £2"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("title", "text", "named"),
    [
        (
            "Inspection of {provider} children’s services",
            "Inspection of Westshire children's services",
            {"provider": "Westshire"},
        ),
        (
            "Inspection of {provider}[ local authority] children’s services",
            "INSPECTION OF Westshire local authority children’s services",
            {"provider": "Westshire"},
        ),
        (
            "Inspection of {provider}[ local authority] children’s services",
            "Inspection of Westshire children’s services.",
            {"provider": "Westshire"},
        ),
        ("[{provider} ]Inspection of services", "Inspection of services", {"provider": None}),
        (
            "[{provider} ]Inspection of services",
            "Westshire County Council Inspection of services",
            {"provider": "Westshire County Council"},
        ),
        (
            "Response to {theme} in {provider}",
            "Response to abuse in the home in Westshire",
            {"theme": "abuse in the home", "provider": "Westshire"},
        ),
        ("[Re-]Inspection", "Re-inspection", {}),
        ("[Re-]Inspection", "Inspection", {}),
        (
            "Visit [of ][to ][the ]{provider}",
            "Visit to the Isles of Scilly",
            {"provider": "Isles of Scilly"},
        ),
    ],
)
def test_a_title_fits_its_template(title: str, text: str, named: dict[str, str | None]) -> None:
    match = template(title).fullmatch(text)
    assert match
    assert match.groupdict() == named


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Inspection of {provider} services", "Inspection of services"),
        ("Inspection of {provider} services", "An inspection of Westshire services"),
        ("Inspection of services", "Inspection of services in May"),
        ("{provider} School report", "School report"),
        ("[Re-]Inspection", "Pre-inspection"),
        ("Area SEND [full ]inspection of {provider}", "Area SENDinspection of Westshire"),
    ],
)
def test_a_title_that_is_another_does_not_fit(title: str, text: str) -> None:
    assert template(title).fullmatch(text) is None
