"""Annotated sentences and lines: what is a judgement, of what, when; and what is none."""

import pytest

from pipeline.extract import extract
from pipeline.extract.judgements.prose import find_claims
from pipeline.frameworks import Finder, scales
from pipeline.layout import from_text
from pipeline.records import Judgement

VISIT = """Focused visit to Westshire County Council children’s services
This letter summarises the findings of a focused visit on 4 and 5 June 2024.
"""
"""The head of a report that gives no grades of its own: what follows are earlier ones."""

RELEASE = """News release
Westshire Council welcomes its Ofsted report
Ofsted inspected Westshire Council from 4 to 8 March 2024.
"""

SIF = (
    "Westshire County Council\n"
    "Inspection of services for children in need of help and protection, "
    "children looked after and care leavers\n"
    "Inspection date: 2 November 2016 – 24 November 2016\n"
)

ILACS = """Inspection of Westshire local authority children’s services
Inspection dates: 4 to 15 March 2024
"""


def said(row: Judgement) -> str:
    """A row as the examples write it: "previous area = grade (date) of subject"."""
    period = "previous " if row.period == "previous" else ""
    date = f" ({row.judged_on})" if row.judged_on else ""
    subject = f" of {row.subject}" if row.subject else ""
    return f"{period}{row.area} = {row.grade}{date}{subject}"


def judged(head: str, text: str) -> set[str]:
    """What a text says under a head; every row's evidence is checked on the way."""
    document = from_text(head + text)
    findings = extract(document, ["judgements"])
    for row in findings.judgements:
        assert document.text[row.start : row.end] == row.quote
    return {said(row) for row in findings.judgements}


EARLIER = [
    (
        "At the last inspection in May 2021, the overall effectiveness of services was judged to "
        "require improvement to be good.",
        {"previous overall_effectiveness = requires_improvement (2021-05)"},
    ),
    (
        "Since the previous inspection in 2019, when services were judged to be inadequate, "
        "leaders have made steady progress.",
        {"previous overall_effectiveness = inadequate (2019)"},
    ),
    (
        "The previous inspection of Westshire’s arrangements for the protection of children was in "
        "June 2011. The local authority was judged to be adequate.",
        {"previous safeguarding_arrangements = adequate (2011-06)"},
    ),
    (
        "The last inspection of the council’s services for children looked after was in July 2012. "
        "They were judged to be good.",
        {"previous children_looked_after = good (2012-07)"},
    ),
    (
        "Westshire’s services were last inspected in 2022, when they were judged to be good "
        "overall but to require improvement for care leavers.",
        {
            "previous overall_effectiveness = good (2022)",
            "previous care_leavers = requires_improvement (2022)",
        },
    ),
    (
        "The last inspection, in October 2019, judged services for help and protection to be "
        "inadequate and those for children in care to be good.",
        {
            "previous help_and_protection = inadequate (2019-10)",
            "previous children_in_care = good (2019-10)",
        },
    ),
    (
        "At the inspection of November 2021 overall effectiveness was judged to be good. Adoption "
        "was judged outstanding.",
        {
            "previous overall_effectiveness = good (2021-11)",
            "previous adoption = outstanding (2021-11)",
        },
    ),
    (
        "The council runs three homes. One, Larch House, was judged to be outstanding in March "
        "2023.",
        {"previous overall = outstanding (2023-03) of Larch House"},
    ),
    (
        "Support comes from the Harbour Family Centre rated good by Ofsted, which opened in May.",
        {"previous overall = good of Harbour Family Centre"},
    ),
]

NOT_EARLIER = [
    "All of the children’s homes were judged to be good or outstanding at their last inspection.",
    "Five were judged to be good and one requires improvement.",
    "At the last inspection 12 of the 20 cases were judged to be inadequate.",
    "In most cases since the last inspection, practice is good and recording is adequate.",
    "Leaders want services to be judged outstanding at the next inspection.",
    "Care leavers receive good support, as they did at the last inspection.",
    "A local authority is judged inadequate if there are widespread or serious failures.",
    "More than a third of authorities have been judged inadequate since 2013.",
    "For example, 38% of the audits in November 2023 were found to be inadequate.",
]


@pytest.mark.parametrize(("text", "expected"), EARLIER)
def test_earlier_judgements_in_reports(text: str, expected: set[str]) -> None:
    assert judged(VISIT, text) == expected


@pytest.mark.parametrize("text", NOT_EARLIER)
def test_sentences_of_reports_that_judge_nothing(text: str) -> None:
    assert judged(VISIT, text) == set()


TOLD = [
    (
        "Inspectors judged the overall effectiveness of the council’s services to be good.",
        {"overall_effectiveness = good"},
    ),
    (
        "The council has been given an overall rating of ‘Outstanding’.",
        {"overall_effectiveness = outstanding"},
    ),
    (
        "Leadership and management was rated good, as was personal development.",
        {"leadership_and_management = good", "personal_development = good"},
    ),
    (
        "Fernbank School, which is also rated Good, joins the celebrations.",
        {"overall = good of Fernbank School"},
    ),
    (
        "Moorside Hospital has gone from Inadequate to Good.",
        {
            "previous overall = inadequate of Moorside Hospital",
            "overall = good of Moorside Hospital",
        },
    ),
    (
        "The service was rated good overall, the same rating that it was given in 2018.",
        {"overall_effectiveness = good", "previous overall_effectiveness = good (2018)"},
    ),
    (
        "In the last report, dated June 2021, the service was judged to be ‘good’ for adoption and "
        "‘outstanding’ for care leavers.",
        {
            "previous adoption = good (2021-06)",
            "previous care_leavers = outstanding (2021-06)",
        },
    ),
    (
        "The report describes partnership working, ambition and prioritisation and performance "
        "management as outstanding.",
        {
            "partnership_working = outstanding",
            "ambition_and_prioritisation = outstanding",
            "performance_management = outstanding",
        },
    ),
    (
        "Support for care leavers is outstanding, according to the inspectors.",
        {"care_leavers = outstanding"},
    ),
    (
        "The judgements are:\nOverall effectiveness: Good\nHelp and protection: Inadequate\n"
        "Care leavers – Outstanding (previously Good)",
        {
            "overall_effectiveness = good",
            "help_and_protection = inadequate",
            "care_leavers = outstanding",
            "previous care_leavers = good",
        },
    ),
]

NOT_TOLD = [
    "“To be rated outstanding would be a dream for all of us who work here,” the leader said.",
    "Across England, 89 per cent of schools were judged good or outstanding in August 2023.",
    "Our goal is to be rated good by 2026.",
    "Two of the six homes were graded outstanding throughout.",
    "The report praises the good food and the outstanding gardens.",
    "Ofsted rates councils as outstanding, good, requires improvement or inadequate.",
    "The council was graded as outstanding in three of four areas that inspectors looked at.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_judgements_in_press_releases(text: str, expected: set[str]) -> None:
    assert judged(RELEASE, text) == expected


def test_who_gave_a_rating_is_not_what_was_rated() -> None:
    sentence = "Members heard that Ofsted has given the county’s play service a rating of good."
    grades = scales()["ofsted_four_grades"]
    assert [claim.subject for claim in find_claims(sentence, grades, Finder({}))] == [
        "the county’s play service"
    ]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_sentences_of_press_releases_that_judge_nothing(text: str) -> None:
    assert judged(RELEASE, text) == set()


PRINTED = [
    (SIF, "The overall judgement is inadequate", {"overall_effectiveness = inadequate"}),
    (
        SIF,
        "Children’s services in Westshire require improvement to be good",
        {"overall_effectiveness = requires_improvement"},
    ),
    (SIF, "2.1 Adoption performance: Good", {"adoption = good"}),
    (SIF, "The Local Safeguarding Children Board is good", {"lscb_effectiveness = good"}),
    (SIF, "The LSCB is inadequate because:", {"lscb_effectiveness = inadequate"}),
    (SIF, "An LSCB that is good", set()),
    (SIF, "An LSCB requires improvement if it does not yet do its work well.", set()),
    (SIF, "Most children looked after go to a good school, and their attendance is good", set()),
    (
        SIF,
        "The last report was published in May 2013. The judgements were:\n- overall effectiveness: "
        "inadequate\n- adoption performance: good.",
        {
            "previous overall_effectiveness = inadequate (2013-05)",
            "previous adoption = good (2013-05)",
        },
    ),
    (
        ILACS,
        "The experiences and progress of children in care and care leavers: good",
        {"children_in_care_and_care_leavers = good"},
    ),
    (ILACS, "The experiences and progress of children in care: good", {"children_in_care = good"}),
]


@pytest.mark.parametrize(("head", "text", "expected"), PRINTED)
def test_lines_that_reports_print(head: str, text: str, expected: set[str]) -> None:
    assert judged(head, text) == expected


def test_the_same_judgement_is_one_row_with_the_best_place() -> None:
    line = "Overall effectiveness: good"
    text = f"{line}\nThe overall effectiveness is good.\n{line}"
    rows = extract(from_text(ILACS + text), ["judgements"]).judgements
    assert [(row.area, row.start) for row in rows] == [("overall_effectiveness", len(ILACS))]


def test_two_places_that_disagree_are_a_problem_and_the_first_stays() -> None:
    text = "Overall effectiveness: good\nOverall effectiveness: inadequate"
    findings = extract(from_text(ILACS + text), ["judgements"])
    assert [row.grade for row in findings.judgements] == ["good"]
    assert "conflicting_grades" in {problem.code for problem in findings.problems}


def test_an_area_without_a_grade_is_a_problem() -> None:
    findings = extract(from_text(ILACS + "Overall effectiveness: good"), ["judgements"])
    missing = {p.message for p in findings.problems if p.code == "missing_grade"}
    assert len(missing) == 4
    assert any("care_leavers" in message for message in missing)


def test_a_report_from_april_2026_needs_no_overall_grade() -> None:
    head = ILACS.replace("4 to 15 March 2024", "8 to 19 June 2026")
    text = "\n".join(
        f"{area}: good"
        for area in (
            "The impact of leaders on social work practice",
            "Children who need help and protection",
            "Children in care",
            "Care leavers",
        )
    )
    assert extract(from_text(head + text), ["judgements"]).problems == []
