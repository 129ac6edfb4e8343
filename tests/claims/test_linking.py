from itertools import permutations

import pytest
from told import release, report

from pipeline.claims import link

OLD = report(inspection_start="2011-12-05", inspection_end="2011-12-16", published_on="2012-01-20")
SIF = report("overall_effectiveness = good")
VISIT = report(
    document_type="visit_letter",
    framework="ofsted_focused_visit",
    inspection_start="2017-02-01",
    inspection_end="2017-02-02",
    published_on="2017-03-01",
)
LATER = report(
    "overall_effectiveness = outstanding",
    framework="ofsted_ilacs",
    inspection_start="2019-09-09",
    inspection_end="2019-09-20",
    published_on="",
)
OTHER = report(provider_name="Eastshire County Council")
REPORTS = [OLD, SIF, VISIT, LATER, OTHER]


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("Ofsted inspected the council in December 2011.", OLD),
        ("The Ofsted inspection took place from 29 February to 4 March 2016.", SIF),
        ("Following last February’s Ofsted inspection there is a plan for 2016.", SIF),
        ("Ofsted made a focused visit in 2017. It praised leaders.", VISIT),
        ("Ofsted inspected the council in April 2013.", None),
        ("Ofsted has published its report.", None),
    ],
)
def test_the_dates_that_a_release_tells_decide(told: str, meant: object) -> None:
    text = f"Council responds to report\n\nWestshire County Council has a plan. {told}\n\nEnds\n"
    assert link(release(text), REPORTS) is meant


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        ("17 May 2016", SIF),
        ("12 November 2019", LATER),
        ("12 November 2018", SIF),
        ("1 May 2011", None),
        ("1 May 2031", None),
    ],
)
def test_without_them_it_is_the_latest_report_before_the_release(day: str, meant: object) -> None:
    text = (
        f"Council responds to report\n\n{day}\n\nWestshire County Council welcomes what Ofsted "
        "says of children’s services in its report.\n\nEnds\n"
    )
    assert link(release(text), [SIF, VISIT, LATER]) is meant


def test_a_report_that_grades_what_the_release_says_comes_before_a_later_letter() -> None:
    text = (
        "Council rated good\n\n12 November 2018\n\nThe overall effectiveness of children’s "
        "services at Westshire County Council was judged to be good by Ofsted.\n\nEnds\n"
    )
    assert link(release(text), REPORTS) is SIF


def test_a_framework_that_is_named_in_passing_is_not_the_report_s() -> None:
    text = (
        "Council rated outstanding\n\n12 November 2019\n\nThe overall effectiveness of children’s "
        "services at Westshire County Council was judged to be outstanding by Ofsted. There was a "
        "focused visit before.\n\nEnds\n"
    )
    assert link(release(text), REPORTS) is LATER


def test_the_letter_about_a_visit_is_meant_where_a_visit_is_told() -> None:
    text = "Council responds\n\n12 November 2018\n\nOfsted visited Westshire County Council.\n"
    assert link(release(f"{text}\nEnds\n"), REPORTS) is VISIT


def test_the_order_of_the_reports_does_not_matter() -> None:
    text = "Council responds\n\n20 May 2019\n\nOfsted visited Westshire County Council.\n\nEnds\n"
    said = release(text)
    assert {id(link(said, order)) for order in permutations(REPORTS)} == {id(VISIT)}


def test_another_inspectorate_means_another_report() -> None:
    text = "Council responds\n\n17 May 2016\n\nThe CQC has inspected Westshire County Council.\n"
    assert link(release(f"{text}\nEnds\n"), REPORTS) is None


def test_a_code_decides_over_a_name() -> None:
    said = release(
        "Council responds\n\n17 May 2016\n\nOfsted inspected Durham County Council.\n\nEnds\n"
    )
    assert said.document.provider_id == "E06000047"
    coded = report(provider_name="Durham", provider_id="E06000047")
    assert link(said, [coded, report(provider_name="Durham County Council", provider_id="X")]) is (
        coded
    )
