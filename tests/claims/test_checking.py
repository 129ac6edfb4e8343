"""Press releases of a line or two against reports of a few lines."""

from dataclasses import replace

import pytest
from told import release, report

from pipeline.claims import check
from pipeline.records import Claim, Findings

HEAD = "Council responds to Ofsted\n\n17 May 2016\n\n"
ABOUT = (
    "Ofsted inspected children’s services at Westshire County Council from 22 February to 18 March "
    "2016.\n\n"
)

REPORT = report(
    """overall_effectiveness = requires_improvement
children_looked_after = good
lscb_effectiveness = good
children_looked_after = adequate before 2011-12
Leaders have not been quick to act, and caseloads are too high in two teams.
Partners work well together. Support is dynamic and flexible for most families.
# Recommendations
- Reduce caseloads.
- Improve plans.
- Listen to children.
children looked after by the council: 665
children entitled to free school meals in primary schools: 19.4%
social workers: 12
# Recommendations
- Publish a better annual report.
"""
)


def claims(told: str, held: Findings | None = REPORT, *others: Findings) -> list[Claim]:
    said = release(f"{HEAD}{ABOUT}{told}\n\nEnds\n")
    found = check(said, held, others)
    for each in found:
        assert said.text[each.start : each.end] == each.quote
        for there in (held, *others):
            if there and each.report_id == there.document.document_id and each.report_quote:
                assert there.text[each.report_start : each.report_end] == each.report_quote
    return found


def verdicts(told: str, held: Findings | None = REPORT, *others: Findings) -> list[tuple[str, ...]]:
    """(what it is about, what is said, what was found, verdict, how closely) of every claim."""
    found = claims(told, held, *others)
    return [(c.claim, c.said, c.found, c.verdict, c.match) for c in found]


def test_grades_of_the_report() -> None:
    told = """The judgements are:

Overall effectiveness: requires improvement to be good
Children looked after: outstanding
Adoption performance: good"""
    overall = ("overall_effectiveness", *["requires_improvement"] * 2, "confirmed", "exact")
    assert verdicts(told) == [
        overall,
        ("children_looked_after", "outstanding", "good", "contradicted", ""),
        ("adoption", "good", "", "not_found", ""),
    ]


def test_a_council_s_services_are_its_overall_effectiveness() -> None:
    held = report("Children’s services in Westshire require improvement to be good")
    words = held.text
    row = REPORT.judgements[0]
    held.judgements.append(
        replace(
            row, start=0, end=len(words), quote=words, area_text="Children’s services in Westshire"
        )
    )
    said = verdicts("The judgements are:\n\nChildren’s services in Westshire: good", held)
    assert said[0][2:4] == ("requires_improvement", "contradicted")


EARLIER = report(
    "children_looked_after = good",
    framework="ofsted_slac",
    inspection_start="2011-12-05",
    inspection_end="2011-12-16",
    published_on="2012-01-20",
)
BEFORE = (
    "At the last inspection, in December 2011, services for looked after children were judged to "
    "be adequate."
)


def test_an_earlier_grade_is_looked_up_in_the_earlier_report_if_it_is_held() -> None:
    assert verdicts(BEFORE, REPORT, EARLIER) == [
        ("children_looked_after, previous 2011-12", "adequate", "good", "contradicted", "")
    ]


def test_an_earlier_grade_is_else_looked_up_in_what_the_report_says_of_it() -> None:
    (found,) = claims(BEFORE)
    assert (found.verdict, found.report_quote) == (
        "confirmed",
        "children_looked_after = adequate before 2011-12",
    )


def test_another_body_s_report_says_nothing_of_the_council_s_grade() -> None:
    days = {"inspection_start": "2011-12-05", "inspection_end": "2011-12-16"}
    other = report("children_looked_after = good", provider_name="Eastshire", **days)
    assert [each[3] for each in verdicts(BEFORE, None, other)] == ["not_found"]


def test_another_body_s_earlier_grade_is_looked_up_in_its_own_report() -> None:
    held = report(
        "overall_effectiveness = good",
        provider_name="Hawthorn View",
        framework="",
        inspection_start="2015-03-02",
        inspection_end="2015-03-03",
    )
    told = "Hawthorn View, one of the council’s homes, was judged to be outstanding in March 2015."
    assert verdicts(told, REPORT, held) == [
        ("Hawthorn View: overall, previous 2015-03", "outstanding", "good", "contradicted", "")
    ]


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("Ofsted made three recommendations.", "confirmed"),
        ("The inspection led to four recommendations.", "confirmed"),
        ("The report makes five key recommendations.", "contradicted"),
        ("Ofsted has published its report. It makes 3 recommendations.", "confirmed"),
    ],
)
def test_the_number_of_recommendations_is_the_authority_s_or_all(told: str, verdict: str) -> None:
    (found,) = claims(told)
    assert (found.kind, found.verdict) == ("recommendations", verdict)
    assert found.found == "3 recommendations (page 1), 1 recommendation (page 1)"
    assert found.report_quote.split("\n") == [
        "- Reduce caseloads.",
        "- Improve plans.",
        "- Listen to children.",
    ]


@pytest.mark.parametrize(
    "told",
    [
        "The council’s own scrutiny committee made five recommendations.",
        "“We have heard of five recommendations that Ofsted made,” said Cllr Ann Lee.",
        "Ofsted made five visits.",
    ],
)
def test_recommendations_of_others_are_no_claim(told: str) -> None:
    assert [each for each in claims(told) if each.kind == "recommendations"] == []


def test_a_number_that_the_report_prints_itself_is_confirmed() -> None:
    words = "77 recommendations of serious case reviews are done."
    held = report(f"{words}\n# Recommendations\n- Do it.\n")
    made = release(f"{HEAD}{ABOUT}{words}\n\nEnds\n").figures[0]
    held.figures = [replace(made, start=0, end=18, quote=words[:18])]
    (found,) = claims("The report speaks of 77 recommendations.", held)
    assert (found.verdict, found.report_quote) == ("confirmed", "77 recommendations")


def test_areas_for_improvement_are_counted_where_the_report_has_no_recommendations() -> None:
    held = report("# What needs to improve?\n- Plans.\n- Reviews.\n")
    held.recommendations = [
        replace(row, kind="area_for_improvement") for row in held.recommendations
    ]
    assert verdicts("Ofsted made three recommendations.", held)[0][2:4] == (
        "2 areas for improvement (page 1)",
        "contradicted",
    )
    assert verdicts("Ofsted set out two areas for improvement.", held)[0][3] == "confirmed"


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        (
            "Inspectors found that 665 children were looked after by the council.",
            ("665", "confirmed"),
        ),
        (
            "The report says that 19 per cent of children entitled to free school meals in primary "
            "schools did well.",
            ("", "not_found"),
        ),
        ("Inspectors found that there were 15 social workers.", ("12", "contradicted")),
        ("Inspectors met 31 parents.", ("", "not_found")),
    ],
)
def test_figures_laid_to_the_inspectors(told: str, verdict: tuple[str, str]) -> None:
    (found,) = verdicts(told)
    assert found[2:4] == verdict


def test_a_value_that_the_report_gives_for_another_year_is_not_contradicted() -> None:
    held = report("health assessments on time: 55%\nassessments of health on time: 61%\n")
    held.figures[0] = replace(held.figures[0], comparator="previous")
    told = "Inspectors found that 55% of health assessments were on time."
    said = release(f"{HEAD}{ABOUT}{told}\n\nEnds\n")
    said.figures = [replace(row, measure="health assessments on time") for row in said.figures]
    assert [each.verdict for each in check(said, held)] == ["not_found"]


@pytest.mark.parametrize(
    "told",
    [
        "The council has hired 15 social workers since.",
        "Four themes came out of Ofsted’s inspection, and 31 actions were identified under them.",
        "“We have 15 social workers now,” said Cllr Ann Lee.",
        "The CQC asks five questions of each service.",
    ],
)
def test_a_council_s_own_figures_are_no_claim(told: str) -> None:
    assert claims(told) == []


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ("The report says: “Partners work well together.”", ("confirmed", "exact")),
        (
            "The report says: “Leaders have been quick to act, and caseloads are too high in two "
            "teams.”",
            ("contradicted", ""),
        ),
        (
            "The report says: “Leaders have not been quick to act, and caseloads are high in two "
            "teams.”",
            ("confirmed", "nearly"),
        ),
        ("Inspectors described the support as “dynamic and flexible”.", ("confirmed", "exact")),
        ("The report describes the support as “warm and kind”.", ("not_found", "")),
    ],
)
def test_quoted_words(told: str, verdict: tuple[str, str]) -> None:
    (found,) = claims(told)
    assert (found.kind, found.verdict, found.match) == ("quotation", *verdict)


@pytest.mark.parametrize(
    "told",
    [
        "“Partners work well together and we are proud of it,” said Cllr Ann Lee.",
        "Cllr Ann Lee called the findings of the report “dynamic and flexible”.",
        "The report praises the ‘inspiring’ band.",
        "The “dynamic and flexible” programme opened in May.",
    ],
)
def test_what_people_say_and_single_words_are_not_looked_up(told: str) -> None:
    assert [each for each in claims(told) if each.kind == "quotation"] == []


def test_without_a_report_nothing_is_found_and_no_report_is_named() -> None:
    told = (
        "The overall effectiveness of children’s services was judged to be good. Ofsted made three "
        "recommendations. The report says: “Partners work well together here.”"
    )
    found = claims(told, None)
    assert {each.kind for each in found} == {"grade", "recommendations", "quotation"}
    assert {(each.verdict, each.report_id, each.report_page) for each in found} == {
        ("not_found", "", None)
    }


def test_a_claim_keeps_its_id_whatever_it_is_held_against() -> None:
    told = "Ofsted made three recommendations."
    assert [each.claim_id for each in claims(told)] == [
        each.claim_id for each in claims(told, None)
    ]
