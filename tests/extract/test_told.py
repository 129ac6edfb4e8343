"""Annotated sentences of press releases, of every inspectorate: which grades they tell."""

import pytest
from extract.test_judgements import judged

INSPECTED = {
    "council": ("Ofsted", "Westshire Council"),
    "care_home": ("The Care Quality Commission (CQC)", "Westshire Care Home"),
    "force": ("HMICFRS", "Marlshire Police"),
    "probation": ("HM Inspectorate of Probation", "Eastmoor Probation Service"),
    "ysgol": ("Estyn", "Ysgol Bryn Glas"),
    "scottish_home": ("The Care Inspectorate", "Glenburn House"),
    "ulster_school": ("The Education and Training Inspectorate (ETI)", "Drumbeg Primary School"),
    "irish_home": ("HIQA", "Ballyna Nursing Home"),
    "prison": ("HM Inspectorate of Prisons", "HMP Moorgate"),
}
"""Who inspected whom."""


def told(body: str, text: str) -> set[str]:
    """What a release about one of those bodies says."""
    inspectorate, name = INSPECTED[body]
    head = f"News release\n{name} welcomes its report\n"
    return judged(head + f"{inspectorate} inspected {name} from 4 to 8 March 2024.\n", text)


TOLD = [
    (
        "council",
        "Inspectors rated help and protection as good, children in care as outstanding and "
        "care leavers as requiring improvement to be good.",
        {
            "care_leavers = requires_improvement",
            "children_in_care = outstanding",
            "help_and_protection = good",
        },
    ),
    (
        "council",
        "Of the five judgements, help and protection was Good, children in care Good, care "
        "leavers Outstanding and the impact of leaders Requires improvement.",
        {
            "care_leavers = outstanding",
            "children_in_care = good",
            "help_and_protection = good",
            "impact_of_leaders = requires_improvement",
        },
    ),
    (
        "council",
        "Ofsted awarded the council a ‘good’ rating for the impact of leaders and an "
        "‘outstanding’ rating for care leavers.",
        {"care_leavers = outstanding", "impact_of_leaders = good"},
    ),
    (
        "council",
        "It was for care leavers that the city did best: here Ofsted gave the highest grade, "
        "outstanding.",
        {"care_leavers = outstanding"},
    ),
    (
        "council",
        "Three areas – the impact of leaders, help and protection, and care leavers – were "
        "judged good.",
        {"care_leavers = good", "help_and_protection = good", "impact_of_leaders = good"},
    ),
    (
        "council",
        "Only one area, care leavers, was judged to require improvement.",
        {"care_leavers = requires_improvement"},
    ),
    (
        "council",
        "‘Good’ was the verdict on the impact of leaders and on care leavers.",
        {"care_leavers = good", "impact_of_leaders = good"},
    ),
    (
        "council",
        "For the impact of leaders the grade is Good; for help and protection it is Requires "
        "improvement.",
        {"help_and_protection = requires_improvement", "impact_of_leaders = good"},
    ),
    (
        "council",
        "The report gives an overall grade of Good, an improvement on the Requires improvement "
        "awarded in 2019.",
        {
            "overall_effectiveness = good",
            "previous overall_effectiveness = requires_improvement (2019)",
        },
    ),
    (
        "council",
        "Help and protection was found to be good, as it was in 2021.",
        {"help_and_protection = good", "previous help_and_protection = good (2021)"},
    ),
    (
        "council",
        "Fostering services, rated ‘Inadequate’ last time, are now ‘Good’.",
        {"fostering_services = good", "previous fostering_services = inadequate"},
    ),
    (
        "council",
        "The service has improved its rating from inadequate to good.",
        {"overall_effectiveness = good", "previous overall_effectiveness = inadequate"},
    ),
    (
        "council",
        "We are delighted to have been rated Good by Ofsted.",
        {"overall_effectiveness = good"},
    ),
    (
        "council",
        "At the previous inspection (May 2019) we were Good overall, with Adequate for "
        "adoption services too.",
        {
            "previous adoption = adequate (2019-05)",
            "previous overall_effectiveness = good (2019-05)",
        },
    ),
    (
        "council",
        "Rated Outstanding: care leavers. Rated Good: help and protection and children in care.",
        {"care_leavers = outstanding", "children_in_care = good", "help_and_protection = good"},
    ),
    (
        "council",
        "Good: help and protection; children in care; care leavers",
        {"care_leavers = good", "children_in_care = good", "help_and_protection = good"},
    ),
    (
        "council",
        "Outstanding for:\n- care leavers\n- the impact of leaders",
        {"care_leavers = outstanding", "impact_of_leaders = outstanding"},
    ),
    (
        "council",
        "Care leavers: from inadequate to good\nAdoption services: good then, outstanding now",
        {
            "adoption = outstanding",
            "care_leavers = good",
            "previous adoption = good",
            "previous care_leavers = inadequate",
        },
    ),
    (
        "council",
        "Ashdown Primary School’s letter was mixed. Personal development was judged good, but "
        "early years provision requires improvement.",
        {
            "early_years_provision = requires_improvement of Ashdown Primary School",
            "personal_development = good of Ashdown Primary School",
        },
    ),
    (
        "council",
        "Neighbouring Marlshire Council was rated inadequate last year.",
        {"previous overall = inadequate (2023) of Marlshire Council"},
    ),
    (
        "council",
        "A children’s home run by the council, Larch House, was also inspected and was rated Good.",
        {"overall = good of Larch House"},
    ),
    (
        "council",
        "The school was graded ‘strong standard’ for inclusion and ‘expected standard’ for "
        "achievement; leadership and governance ‘needs attention’.",
        {
            "achievement = expected_standard",
            "inclusion = strong_standard",
            "leadership_and_governance = needs_attention",
        },
    ),
    (
        "care_home",
        "The home is good for being safe, effective and caring, and requires improvement for "
        "being well-led, CQC said.",
        {"caring = good", "effective = good", "safe = good", "well_led = requires_improvement"},
    ),
    (
        "care_home",
        "The rating for well-led fell two grades, from outstanding to requires improvement.",
        {"previous well_led = outstanding", "well_led = requires_improvement"},
    ),
    (
        "care_home",
        "The ratings for safe and well-led have also improved to requires improvement.",
        {"safe = requires_improvement", "well_led = requires_improvement"},
    ),
    (
        "care_home",
        "“Good” for effective and caring; “requires improvement” for safe and well-led: those "
        "are the CQC’s verdicts.",
        {
            "caring = good",
            "effective = good",
            "safe = requires_improvement",
            "well_led = requires_improvement",
        },
    ),
    (
        "care_home",
        "St Anne’s Hospital was rated good; Brookside Hospital was rated requires improvement.",
        {
            "overall = good of St Anne’s Hospital",
            "overall = requires_improvement of Brookside Hospital",
        },
    ),
    (
        "care_home",
        "CQC found that the trust’s medical care was inadequate, its surgery required "
        "improvement and its critical care was outstanding.",
        {
            "critical_care = outstanding",
            "medical_care = inadequate",
            "surgery = requires_improvement",
        },
    ),
    (
        "care_home",
        "The home achieved an overall Outstanding rating, with Outstanding in caring and Good "
        "in safe and effective.",
        {"caring = outstanding", "effective = good", "overall = outstanding", "safe = good"},
    ),
    (
        "force",
        "The force was graded ‘good’ at recording data about crime and ‘outstanding’ at "
        "managing offenders, but ‘requires improvement’ in responding to the public.",
        {
            "managing_offenders = outstanding",
            "recording_data_about_crime = good",
            "responding_to_the_public = requires_improvement",
        },
    ),
    (
        "force",
        "The force has moved from inadequate to adequate for protecting vulnerable people.",
        {
            "previous protecting_vulnerable_people = inadequate",
            "protecting_vulnerable_people = adequate",
        },
    ),
    (
        "force",
        "On effectiveness the force is judged good, on efficiency it requires improvement and "
        "on legitimacy it is adequate.",
        {"effectiveness = good", "efficiency = requires_improvement", "legitimacy = adequate"},
    ),
    (
        "force",
        "The force was graded good in three areas: preventing crime, investigating crime and "
        "treatment of the public.",
        {"investigating_crime = good", "preventing_crime = good", "treatment_of_the_public = good"},
    ),
    (
        "probation",
        "Planning, however, is ‘Inadequate’, and reviewing ‘Requires improvement’.",
        {"planning = inadequate", "reviewing = requires_improvement"},
    ),
    (
        "probation",
        "Leadership was rated ‘Good’, as were staffing and services, though assessment and "
        "planning were both ‘Inadequate’.",
        {
            "assessment = inadequate",
            "leadership = good",
            "planning = inadequate",
            "services = good",
            "staffing = good",
        },
    ),
    (
        "probation",
        "Court disposals came first: they were found to be ‘Outstanding’.",
        {"court_disposals = outstanding"},
    ),
    (
        "probation",
        "Two of the units were given a rating of ‘Good’ – Ashford and Little Marsh.",
        {"overall = good of Ashford", "overall = good of Little Marsh"},
    ),
    (
        "ysgol",
        "Estyn judged the school’s current performance to be good and its prospects for "
        "improvement to be excellent.",
        {"current_performance = good", "prospects_for_improvement = excellent"},
    ),
    (
        "ysgol",
        "Standards are excellent, say Estyn, and so are care, support and guidance.",
        {"care_support_and_guidance = excellent", "standards = excellent"},
    ),
    (
        "scottish_home",
        "Grades: care and support 5 (very good), environment 4 (good), leadership 3 (adequate).",
        {"care_and_support = very_good", "environment = good", "leadership = adequate"},
    ),
    (
        "scottish_home",
        "The home was given grades of very good for care and support and good for environment, "
        "staffing and management.",
        {
            "care_and_support = very_good",
            "environment = good",
            "management = good",
            "staffing = good",
        },
    ),
    (
        "ulster_school",
        "The ETI reports that the overall effectiveness of the school is very good; the "
        "achievements and standards are good and leadership and management are outstanding.",
        {
            "achievements_and_standards = good",
            "leadership_and_management = outstanding",
            "overall_effectiveness = very_good",
        },
    ),
    (
        "ulster_school",
        "That compares with unsatisfactory for overall effectiveness in the inspection of "
        "March 2012.",
        {"previous overall_effectiveness = unsatisfactory (2012-03)"},
    ),
    (
        "ulster_school",
        "Outcomes for learners, which were satisfactory in 2012, are now very good.",
        {
            "outcomes_for_learners = very_good",
            "previous outcomes_for_learners = satisfactory (2012)",
        },
    ),
    (
        "irish_home",
        "Inspectors found the centre to be not compliant with Regulation 23, governance and "
        "management, and substantially compliant on staffing.",
        {"governance_and_management = not_compliant", "staffing = substantially_compliant"},
    ),
    (
        "irish_home",
        "Fire precautions, which were not compliant in 2022, are now substantially compliant.",
        {
            "fire_precautions = substantially_compliant",
            "previous fire_precautions = not_compliant (2022)",
        },
    ),
    (
        "prison",
        "Outcomes for prisoners were good for respect, reasonably good for purposeful activity "
        "and not sufficiently good for safety.",
        {
            "purposeful_activity = reasonably_good",
            "respect = good",
            "safety = not_sufficiently_good",
        },
    ),
    (
        "prison",
        "Since the last inspection in 2020, safety had improved from poor to not sufficiently "
        "good.",
        {"previous safety = poor (2020)", "safety = not_sufficiently_good"},
    ),
    (
        "prison",
        "Inspectors’ assessments were: safety – reasonably good; respect – good; purposeful "
        "activity – poor.",
        {"purposeful_activity = poor", "respect = good", "safety = reasonably_good"},
    ),
    (
        "council",
        "Two of the four detailed judgements are also good: help and protection, and care leavers.",
        {"care_leavers = good", "help_and_protection = good"},
    ),
    (
        "prison",
        "Three of the tests were reasonably good: safety, respect and resettlement.",
        {
            "resettlement = reasonably_good",
            "respect = reasonably_good",
            "safety = reasonably_good",
        },
    ),
    (
        "council",
        "In June 2018 the same services were found to be inadequate.",
        {"previous overall_effectiveness = inadequate (2018-06)"},
    ),
    (
        "care_home",
        "Birch Lodge, which it also runs, was judged good in May 2021, and Elm Community NHS Trust "
        "is rated outstanding by the CQC.",
        {
            "overall = outstanding of Elm Community NHS Trust",
            "previous overall = good (2021-05) of Birch Lodge",
        },
    ),
    (
        "care_home",
        "The home is rated good overall. It was given the same rating in May 2019.",
        {"overall = good", "previous overall = good (2019-05)"},
    ),
    (
        "ulster_school",
        "The ETI evaluated the school as very good. It had received the same grade in November "
        "2015.",
        {"overall = very_good", "previous overall = very_good (2015-11)"},
    ),
    (
        "care_home",
        "The report also rates the provider’s main services. The hospice has gone up from ‘good’ "
        "to ‘outstanding’. Community dental care is ‘good’. Mental health wards are ‘requires "
        "improvement’.",
        {
            "community_dental_care = good",
            "hospice = outstanding",
            "mental_health_wards = requires_improvement",
            "previous hospice = good",
        },
    ),
    (
        "council",
        "Inclusion: Strong standard\nSafeguarding: Met\n",
        {"inclusion = strong_standard", "safeguarding = met"},
    ),
    (
        "force",
        "The force is good at preventing crime and tackling anti-social behaviour.",
        {"preventing_crime_and_tackling_anti_social_behaviour = good"},
    ),
    (
        "force",
        "Within effectiveness, the force is good at investigating crime and supporting victims.",
        {"investigating_crime = good", "supporting_victims = good"},
    ),
    (
        "force",
        "In the previous assessment, in May 2021, the force was graded good for effectiveness. "
        "Its legitimacy was then graded as inadequate.",
        {
            "previous effectiveness = good (2021-05)",
            "previous legitimacy = inadequate (2021-05)",
        },
    ),
    (
        "force",
        "The brigade is good for efficiency and adequate for how well it looks after its people.",
        {"efficiency = good", "people = adequate"},
    ),
    (
        "prison",
        "Respect was rated good at this visit, as was resettlement.",
        {"resettlement = good", "respect = good"},
    ),
    (
        "ysgol",
        "Within these, pastoral care was judged excellent and the sixth-form curriculum adequate.",
        {"pastoral_care = excellent", "sixth_form_curriculum = adequate"},
    ),
    (
        "scottish_home",
        "In the inspection of 2014, the home’s planning for each resident was evaluated as "
        "adequate and the response to complaints as very good.",
        {
            "previous planning_for_each_resident = adequate (2014)",
            "previous response_to_complaints = very_good (2014)",
        },
    ),
    (
        "care_home",
        "Holly Cottage in Marlbridge has been rated Good for caring.",
        {"caring = good of Holly Cottage"},
    ),
    (
        "ulster_school",
        "The work of the science department was evaluated as very good, and provision for drama "
        "was found to be inadequate.",
        {"provision_for_drama = inadequate", "work_of_science_department = very_good"},
    ),
]

NOT_TOLD = [
    ("care_home", "Staff told inspectors that leadership was good and the food outstanding."),
    ("care_home", "People said the care was excellent and they felt safe."),
    (
        "care_home",
        "We will do everything that we can to be rated good for safe and well-led next time.",
    ),
    (
        "care_home",
        "The CQC rates services as outstanding, good, requires improvement or inadequate for "
        "being safe, effective, caring, responsive and well-led.",
    ),
    ("care_home", "Good leadership and safe staffing are vital to any hospital."),
    ("care_home", "Services that are rated inadequate are placed in special measures."),
    (
        "care_home",
        "Since then, two of the region's homes have been rated good and one requires improvement.",
    ),
    ("care_home", "Inspectors saw good care and effective leadership on every ward."),
    ("care_home", "A rating of inadequate means that the service is performing badly."),
    (
        "care_home",
        "The provider hopes that its home will be rated good for caring when inspectors return.",
    ),
    ("care_home", "There were not enough good and safe places for patients to wait."),
    ("force", "The force wants to be outstanding at protecting vulnerable people by 2027."),
    (
        "force",
        "Forces are graded outstanding, good, adequate, requires improvement or inadequate in "
        "each area.",
    ),
    (
        "force",
        "There is good leadership at every level, inspectors said, and officers give an "
        "outstanding response.",
    ),
    ("force", "Most forces in England were graded adequate for investigating crime."),
    ("force", "The public can expect a good response to 999 calls."),
    ("probation", "Nationally, half of probation regions are rated inadequate for staffing."),
    ("probation", "Good partnerships and good staffing are the foundation of good probation work."),
    ("probation", "Each standard is rated from outstanding to inadequate."),
    ("ysgol", "Pupils make good progress and standards of behaviour are good."),
    (
        "ysgol",
        "The report praises the good standards of teaching and the excellent care for pupils.",
    ),
    ("prison", "Prisoners said that respect was poor and safety was not good enough."),
    (
        "prison",
        "Judgements on safety and respect can be good, reasonably good, not sufficiently good "
        "or poor.",
    ),
    (
        "council",
        "Children in care need outstanding support, and the council should give it to them.",
    ),
    ("council", "Requires improvement is a grade that no school wants."),
    ("council", "Pupils' attendance needs attention, the head teacher admitted."),
    ("council", "Teachers need to give exceptional support, she said."),
    ("council", '"We were rated good for leadership," he said.'),
    (
        "council",
        "Schools can be exceptional, strong, expected, need attention or need urgent improvement.",
    ),
    ("council", "The school, which opened in 2019, has never been rated outstanding."),
    ("council", "It is not yet good but is getting there."),
    (
        "scottish_home",
        "Of the five quality indicators that were evaluated, two were found to be very good, two "
        "good and one weak.",
    ),
    ("care_home", "Three homes nearby were given the same rating in 2019."),
    ("care_home", "It also has a shop. The food is ‘good’."),
    ("council", "Inspectors met staff who were good, and their managers found it hard."),
]


@pytest.mark.parametrize(("body", "text", "expected"), TOLD)
def test_grades_that_press_releases_tell(body: str, text: str, expected: set[str]) -> None:
    assert told(body, text) == expected


@pytest.mark.parametrize(("body", "text"), NOT_TOLD)
def test_sentences_that_tell_none(body: str, text: str) -> None:
    assert told(body, text) == set()


def test_the_name_above_a_list_is_whose_grades_they_are() -> None:
    text = "Larch House\nSafe: Good\nOverall: Good\nElm Lodge, Henley\nSafe: Inadequate\n"
    assert told("care_home", text) == {
        "safe = good of Larch House",
        "overall = good of Larch House",
        "safe = inadequate of Elm Lodge",
    }


def test_bodies_listed_with_their_places() -> None:
    text = "Larch House (Marlow): Good\nElm Lodge (Henley): Outstanding (previously Good)\n"
    assert told("care_home", text) == {
        "overall = good of Larch House",
        "overall = outstanding of Elm Lodge",
        "previous overall = good of Elm Lodge",
    }
