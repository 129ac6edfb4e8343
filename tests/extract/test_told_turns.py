"""More sentences of releases: grades in a row, turns of time, and names of several kinds."""

import pytest
from extract.test_told import told

TOLD = [
    ("council", "The same judgement was reached for care leavers: good.", {"care_leavers = good"}),
    (
        "council",
        "Children in care: the verdict was good, up one grade from 2021.",
        {"children_in_care = good"},
    ),
    (
        "council",
        "Four years ago Ofsted judged services inadequate. Today they are good.",
        {"overall_effectiveness = good", "previous overall_effectiveness = inadequate"},
    ),
    (
        "council",
        "The overall effectiveness is good. That is the same rating as in 2019.",
        {"overall_effectiveness = good", "previous overall_effectiveness = good (2019)"},
    ),
    (
        "council",
        "Only care leavers fell short of that, with requires improvement.",
        {"care_leavers = requires_improvement"},
    ),
    (
        "council",
        "The council’s adoption agency, inspected separately in May 2023, was graded good.",
        {"previous adoption_agency = good (2023-05)"},
    ),
    (
        "council",
        "The ‘good’ judgement applies to three areas: the impact of leaders, help and "
        "protection and care leavers.",
        {"care_leavers = good", "help_and_protection = good", "impact_of_leaders = good"},
    ),
    (
        "council",
        "The judgements are: overall effectiveness, good; the impact of leaders, "
        "outstanding; and care leavers, requires improvement to be good.",
        {
            "care_leavers = requires_improvement",
            "impact_of_leaders = outstanding",
            "overall_effectiveness = good",
        },
    ),
    (
        "council",
        "After two inadequate ratings, in 2015 and 2018, the council has been rated good.",
        {"overall_effectiveness = good"},
    ),
    (
        "care_home",
        "CQC has again rated the home as good overall, as well as for being caring and responsive.",
        {"caring = good", "overall = good", "responsive = good"},
    ),
    (
        "care_home",
        "The overall rating has gone from inadequate to requires improvement, as have the"
        " ratings for safe and effective.",
        {
            "effective = requires_improvement",
            "overall = requires_improvement",
            "previous effective = inadequate",
            "previous overall = inadequate",
            "previous safe = inadequate",
            "safe = requires_improvement",
        },
    ),
    (
        "care_home",
        "Effective and caring were re-rated from requires improvement to good. Well-led "
        "was not inspected and remains good.",
        {
            "caring = good",
            "effective = good",
            "previous caring = requires_improvement",
            "previous effective = requires_improvement",
            "well_led = good",
        },
    ),
    (
        "care_home",
        "The service keeps its overall rating of good, although safe has slipped to "
        "requires improvement.",
        {"overall = good", "safe = requires_improvement"},
    ),
    (
        "care_home",
        "Well-led is now rated outstanding, up from good, and responsive has improved "
        "from requires improvement to good.",
        {
            "previous responsive = requires_improvement",
            "previous well_led = good",
            "responsive = good",
            "well_led = outstanding",
        },
    ),
    (
        "care_home",
        "Surgery, which had been rated inadequate, is now good, and critical care is outstanding.",
        {"critical_care = outstanding", "previous surgery = inadequate", "surgery = good"},
    ),
    (
        "force",
        "The force was graded good in three areas, adequate in four and requires "
        "improvement in one: investigating crime.",
        {"investigating_crime = requires_improvement"},
    ),
    (
        "force",
        "HMICFRS judged that the force requires improvement in how it investigates crime.",
        {"investigating_crime = requires_improvement"},
    ),
    (
        "probation",
        "The region was given an overall rating of ‘Requires improvement’, scoring 9 out "
        "of 21 points.",
        {"overall = requires_improvement"},
    ),
    (
        "probation",
        "Resettlement was rated ‘Outstanding’, and unpaid work the same.",
        {"resettlement = outstanding", "unpaid_work = outstanding"},
    ),
    (
        "probation",
        "Court work was ‘Good’ and unpaid work ‘Outstanding’, inspectors said.",
        {"court_work = good", "unpaid_work = outstanding"},
    ),
    (
        "ysgol",
        "Estyn has judged standards, wellbeing and care all to be excellent, and teaching"
        " to be good.",
        {"care = excellent", "standards = excellent", "teaching = good", "wellbeing = excellent"},
    ),
    (
        "ysgol",
        "Judgements of ‘excellent’ were made for wellbeing and attitudes to learning and "
        "for care, support and guidance.",
        {
            "care_support_and_guidance = excellent",
            "wellbeing_and_attitudes_to_learning = excellent",
        },
    ),
    (
        "ysgol",
        "Estyn’s verdict on standards is good and on teaching adequate.",
        {"standards = good", "teaching = adequate"},
    ),
    (
        "scottish_home",
        "Staffing went up from adequate (3) to good (4).",
        {"previous staffing = adequate", "staffing = good"},
    ),
    (
        "scottish_home",
        "‘How good is our leadership?’ was graded adequate.",
        {"how_good_is_our_leadership = adequate"},
    ),
    (
        "scottish_home",
        'Inspectors graded "How good is our staff team?" as good and "How good is our '
        'setting?" as weak.',
        {"how_good_is_our_setting = weak", "how_good_is_our_staff_team = good"},
    ),
    (
        "ulster_school",
        "The Inspectorate evaluated achievements and standards as good, provision as very"
        " good and leadership and management as outstanding.",
        {
            "achievements_and_standards = good",
            "leadership_and_management = outstanding",
            "provision = very_good",
        },
    ),
    (
        "irish_home",
        "The centre was compliant with regulation 23 (governance and management) and "
        "substantially compliant with regulation 27 (infection control).",
        {"governance_and_management = compliant", "infection_control = substantially_compliant"},
    ),
    (
        "council",
        "Inspectors state that the effectiveness of the fostering service is good, with "
        "an outstanding capacity for improvement.",
        {"capacity_to_improve = outstanding", "fostering_services = good"},
    ),
]

NOT_TOLD = [
    ("irish_home", "It was compliant with 18 regulations and not compliant with four."),
    (
        "force",
        "Of nine areas looked at, the force was ‘good’ in five, ‘adequate’ in three and "
        "‘requires improvement’ in one.",
    ),
    (
        "probation",
        "Six of the seven standards were rated ‘Inadequate’ and one ‘Requires improvement’.",
    ),
    ("force", "The force needs to improve at protecting people, and its vans are good."),
    ("council", "‘What would be good for you?’ is what every child is asked."),
    ("council", "The same good foster carers look after three of them."),
    ("care_home", "Four years ago the food was better, and it is good to see that staff care."),
    ("care_home", "It is the same as at the good old home in Selby."),
]


@pytest.mark.parametrize(("body", "text", "expected"), TOLD)
def test_turns_that_tell_grades(body: str, text: str, expected: set[str]) -> None:
    assert told(body, text) == expected


@pytest.mark.parametrize(("body", "text"), NOT_TOLD)
def test_turns_that_tell_none(body: str, text: str) -> None:
    assert told(body, text) == set()
