from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.ask import Timeline, find_provider, timeline
from pipeline.ask.inspections import graded
from pipeline.ask.providers import candidates, providers
from pipeline.errors import AskError
from pipeline.records import Findings
from pipeline.store import connect

Write = Callable[..., Findings]
Keep = Callable[..., Path]

AUDITS = "Improve the auditing of case files by managers, so that practice is learned from."
AUDITS_AGAIN = "The auditing of case files by managers."
OTHER = "Find foster homes near the schools of brothers and sisters."


def of(folder: Path, name: str = "Durham") -> Timeline:
    database = connect(folder)
    try:
        return timeline(database, find_provider(database, name))
    finally:
        database.close()


def on(end: str, **more: object) -> dict[str, object]:
    return {"inspection_start": end[:-2] + "01", "inspection_end": end, **more}


@pytest.fixture
def folder(write: Write, keep: Keep) -> Path:
    sif = {"leadership": "requires_improvement", "children_looked_after": "good"}
    joint = {"children_in_care_and_care_leavers": "outstanding", "impact_of_leaders": "inadequate"}
    apart = {"children_in_care": "good", "care_leavers": "outstanding"}
    elsewhere = {"leadership": "good"}
    told = {("leadership", "2016"): "good", ("children_looked_after", "2016-03"): "good"}
    told |= {("adoption", "2016"): "good", ("leadership", "2011"): "good"}
    lead = [{"name": "Pat Roe", "involvement": "lead_inspector", "role": "HMI"}]
    fact = {"measure_class": "staff", "unit": "count", "confidence": 0.9}
    return keep(
        write(
            "Single inspection",
            framework="ofsted_sif",
            grades=sif,
            recommendations=[{"text": AUDITS}, {"text": OTHER}],
            officials=lead,
            figures=[
                fact | {"value": 9.0, "value_text": "nine", "comparator": "previous"},
                fact | {"value": 7.0, "value_text": "seven", "quote": "inspection"},
            ],
            **on("2016-03-18"),
        ),
        write("Inspection of leaders", grades=joint, said=told, officials=lead, **on("2019-09-20")),
        write("Later", grades=apart, recommendations=[{"text": AUDITS_AGAIN}], **on("2025-03-28")),
        write("Area", framework="ofsted_area_send", grades=elsewhere, **on("2020-01-10")),
    )


def test_inspections_stand_in_the_order_of_time(folder: Path) -> None:
    found = of(folder).inspections
    assert [each.date[:4] for each in found] == ["2016", "2019", "2020", "2025"]
    assert [each.recommendations for each in found] == [2, 0, 0, 1]
    assert found[0].grade_of("leadership").grade == "requires_improvement"
    assert found[0].grade_of("adoption") is None


def test_an_area_moves_along_its_line_and_family(folder: Path) -> None:
    moves = {
        (move.line, move.after.date[:4], move.grade_before.grade, move.direction)
        for move in of(folder).moves
    }
    assert moves == {
        ("leadership", "2019", "requires_improvement", "worse"),
        ("children_in_care", "2019", "good", "better"),
        ("children_in_care", "2025", "outstanding", "worse"),
        ("care_leavers", "2025", "outstanding", "same"),
    }


def test_what_a_later_report_says_is_checked(folder: Path) -> None:
    found = of(folder).recollections
    assert {(each.area, each.judged_on, each.verdict) for each in found} == {
        ("leadership", "2016", "disagree"),
        ("children_looked_after", "2016-03", "agree"),
        ("adoption", "2016", "not held"),
        ("leadership", "2011", "not held"),
    }
    (first,) = [each for each in found if each.verdict == "disagree"]
    assert (first.earlier.date, first.given.grade) == ("2016-03-18", "requires_improvement")


def test_all_areas_agree_only_if_each_does(write: Write, keep: Keep) -> None:
    grades = {"leadership": "good", "adoption": "good"}
    earlier = write("Earlier", grades=grades, published_on="2016-05-16", **on("2016-03-18"))
    for other, verdict in (("good", "agree"), ("inadequate", "disagree")):
        later = write("Later", said={("all_areas", "2016-05"): other}, **on("2019-09-20"))
        (told,) = of(keep(earlier, later)).recollections
        assert told.verdict == verdict


def test_all_areas_leaves_out_what_the_sentence_names(write: Write, keep: Keep) -> None:
    grades = {"leadership": "good", "adoption": "outstanding", "lscb_effectiveness": "inadequate"}
    sentence = "In 2016 all services, with outstanding adoption, were good."
    later = write(sentence, said={("all_areas", "2016"): "good"}, **on("2019-09-20"))
    later.judgements[0] = replace(later.judgements[0], quote=sentence, end=len(sentence))
    (told,) = of(keep(write("Earlier", grades=grades, **on("2016-03-18")), later)).recollections
    assert told.verdict == "agree"


def test_a_recommendation_in_similar_words_comes_back(folder: Path) -> None:
    (back,) = of(folder).returns
    assert (back.earlier.text, back.later.text) == (AUDITS, AUDITS_AGAIN)
    assert 0.5 <= back.likeness < 1


def test_people_and_key_figures(folder: Path) -> None:
    found = of(folder)
    (person,) = found.people
    assert (person.name, person.first, person.last, person.documents) == (
        "Pat Roe",
        "2016-03-18",
        "2019-09-20",
        2,
    )
    assert [(figure.value_text, figure.inspection.date) for figure in found.figures] == [
        ("seven", "2016-03-18")
    ]


def test_only_the_same_measure_makes_a_series(write: Write, keep: Keep) -> None:
    fact = {"measure_class": "care_leavers", "unit": "count", "confidence": 0.9}
    care, told = "care leavers in suitable homes", "staff of the care leaver hubs"

    def figures(*given: tuple[str, str]) -> list[dict[str, Any]]:
        return [fact | {"value": 1.0, "value_text": v, "measure": m} for m, v in given]

    first = figures((care, "19"), ("care leavers", "38"))
    second = figures((told, "two"), (care.title(), "21"), ("care leavers", "194"))
    folder = keep(
        write("One", figures=first, **on("2016-03-18")),
        write("Two", figures=second, **on("2019-09-20")),
    )
    assert [[each.value_text for each in group] for group in of(folder).series] == [["19", "21"]]


def test_press_releases_stand_in_for_a_report_that_is_not_held(write: Write, keep: Keep) -> None:
    press = {"document_type": "press_release", "framework": ""}
    documents = [
        write("Report", grades={"adoption": "good"}, **on("2016-03-18")),
        write("On the report", grades={"adoption": "good"}, inspection_end="2016-03", **press),
        write("On one before", grades={"adoption": "good"}, inspection_end="2011-12", **press),
        write("On one before!", grades={"adoption": "good"}, inspection_end="2011-12", **press),
    ]
    found = of(keep(*documents)).inspections
    assert [(each.date, len(each.same)) for each in found] == [
        ("2011-12", 1),
        ("2016-03", 0),
        ("2016-03-18", 0),
    ]
    assert [each.date for each in graded(found)] == ["2011-12", "2016-03-18"]
    assert of(keep(*documents)).moves == ()


@pytest.fixture
def several(write: Write, keep: Keep) -> Path:
    somerset = {"provider_name": "Somerset", "inspection_end": "2017-01-27"}
    return keep(
        write("a", provider_name="Durham"),
        write("b", provider_id="E10000027", **somerset),
        write("c", provider_id="E06000066", **somerset),
        write("d", provider_name="St Helens", provider_id="E08000013"),
        write("e", provider_name="Stockport", provider_id="E08000007"),
        write("f", provider_name="The Fernleigh Academy", provider_id=""),
        write("g", provider_name="FERNLEIGH ACADEMY", provider_id=""),
        write("h", provider_name="", provider_id=""),
    )


@pytest.mark.parametrize(
    ("text", "name", "documents"),
    [
        ("Durham", "Durham County Council", 1),
        ("county durham", "Durham County Council", 1),
        ("e06000047", "Durham County Council", 1),
        ("Somerset", "Somerset Council", 2),
        ("E10000027", "Somerset Council", 2),
        ("stock", "Stockport Metropolitan Borough Council", 1),
        ("academy fern", "The Fernleigh Academy", 2),
    ],
)
def test_a_provider_is_found_by_what_people_type(
    several: Path, text: str, name: str, documents: int
) -> None:
    database = connect(several)
    found = find_provider(database, text)
    assert (found.name, len(found.documents)) == (name, documents)
    assert find_provider(database, found.id) == found
    database.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("st", r"may be 2 providers: St Helens Council \(E08000013\), Stockport"),
        ("Leeds", r"no document about Leeds City Council \(E08000035\)"),
        ("Cumbria", r"after it came Cumberland Council, Westmorland"),
        ("E08000016", r"no document about Barnsley"),
        ("Fernleigh Acadmy", "Near it: .*Fernleigh Academy"),
        ("%", "findings provider lists all"),
    ],
)
def test_a_provider_that_is_not_clear_is_an_error_with_a_remedy(
    several: Path, text: str, said: str
) -> None:
    database = connect(several)
    with pytest.raises(AskError, match=said):
        find_provider(database, text)
    assert len(candidates(database, text)) in (0, 2)
    assert len(providers(database)) == 5
    database.close()
