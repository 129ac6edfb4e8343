"""Sentences with the figures that a careful reader would write down, and hard negatives.

A figure is written as `value unit [per N] [of N]: measure [qualifier] [change] [comparator]
@as_of`. The sentences are invented. Expected and found are compared as wholes: a figure too
many fails as one too few does.
"""

import math
from pathlib import Path

import pytest
from extract.written import figures, read, written
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Block, Document, Kind
from pipeline.extract.figures import find_figures
from pipeline.extract.figures.vocabulary import measure_class

CORPUS = Path(__file__).parents[2] / "corpus"


COUNTS = [
    ("The partnership runs 14 family centres.", ["14 count: family centres"]),
    (
        "Inspectors met three newly qualified social workers and their mentors.",
        ["3 count: newly qualified social workers"],
    ),
    (
        "There are 2,417 looked after children in the county.",
        ["2417 count: looked after children in the county"],
    ),
    ("There are 1,900pupils in all.", ["1900 count: pupils"]),
    ("Twenty-two schools have signed the pledge.", ["22 count: schools"]),
    ("One hundred and six volunteers were trained.", ["106 count: volunteers"]),
    (
        "The team worked with 40 families and 12 of them moved house.",
        ["40 count: families", "12 count: families … moved house"],
    ),
    (
        "Of the 88 apprentices, just under half finished.",
        ["88 count: apprentices", "0.5 ratio: apprentices … finished [under]"],
    ),
    (
        "Social workers are responsible for 27 children.",
        ["27 count: children … Social workers are responsible"],
    ),
    ("It has 46 more call handlers than before.", ["46 count: call handlers"]),
    (
        "Two or more moves were recorded for 31 children.",
        ["2 count: moves [at_least]", "31 count: children"],
    ),
    ("The number of children with a plan remains high at 77.", ["77 count: children with a plan"]),
    (
        "The inspection team consisted of five of His Majesty’s Inspectors.",
        ["5 count: His Majesty’s Inspectors"],
    ),
    (
        "Missing children were found in Northby (14), Southby (nine) and Westby (five).",
        [
            "14 count: Missing children were found in Northby",
            "9 count: Missing children were found … Southby",
            "5 count: Missing children were found … Westby",
        ],
    ),
    (
        "Seven posts are vacant and nine more are filled by agency staff.",
        ["7 count: posts", "9 count: posts … filled by agency staff"],
    ),
    (
        "Reviewing officers hold caseloads of 70-85.",
        [
            "70 count: Reviewing officers hold caseloads [at_least]",
            "85 count: Reviewing officers hold caseloads [at_most]",
        ],
    ),
    (
        "Workers carry between 20 and 30 referrals.",
        ["20 count: referrals", "30 count: referrals"],
    ),
    ("At 33%, the re-referral rate remains high.", ["33 percent: re-referral rate"]),
    (
        "A high number – 334 – of looked after children moved.",
        ["334 count: looked after children moved"],
    ),
    ("The borough is the ninth most deprived in England.", ["9 other: most deprived"]),
]

SHARES = [
    ("Eighty per cent of care plans were up to date.", ["80 percent: care plans … up to date"]),
    (
        "Only 37.5% of return interviews took place within 72 hours.",
        [
            "37.5 percent: return interviews took place within 72 hours",
            "72 other: hours … return interviews took place [at_most]",
        ],
    ),
    ("Two-thirds of the mentors had left.", ["0.6667 ratio: mentors … left"]),
    (
        "A quarter of the posts in the hub are vacant.",
        ["0.25 ratio: posts in the hub are vacant"],
    ),
    (
        "Just over half of care leavers are in work or training.",
        ["0.5 ratio: care leavers … in work or training [over]"],
    ),
    ("Half the cohort passed.", ["0.5 ratio: cohort passed"]),
    (
        "Fathers were absent from a third of them.",
        ["0.3333 ratio: Fathers were absent"],
    ),
    ("One in six pupils needed extra help.", ["1 ratio of 6: pupils needed extra help"]),
    ("Nine out of 10 callers were answered.", ["9 ratio of 10: callers … answered"]),
    (
        "Inspectors sampled files, and 17 of the 25 case files were good.",
        ["17 ratio of 25: case files … good"],
    ),
    (
        "Three of the council’s four children’s homes were inspected.",
        ["3 ratio of 4: children’s homes … inspected"],
    ),
    (
        "In three cases out of the seven seen, nobody had rung the school.",
        ["3 ratio of 7: cases … seen"],
    ),
    ("Most children (88%) live close to home.", ["88 percent: Most children … live close to home"]),
    (
        "Children from minority ethnic groups make up 31% of the school population.",
        ["31 percent: Children from minority ethnic groups … school population"],
    ),
    (
        "About 61,500 children under the age of 18 live in Wexmoor. "
        "This is 22.4% of the population.",
        [
            "61500 count: children under the age of 18 live in Wexmoor [about]",
            "22.4 percent: children … population",
        ],
    ),
    (
        "In reading, 71% of pupils reached the standard, 66% in writing and 74% in mathematics.",
        [
            "71 percent: pupils reached the standard",
            "66 percent: pupils reached the standard … in writing",
            "74 percent: pupils reached the standard … in mathematics",
        ],
    ),
    (
        "At least 95% of staff must be trained by June.",
        ["95 percent: staff must be trained [at_least]"],
    ),
]

MONEY_RATES_AND_TIMES = [
    ("The council set aside £1.2 million for foster carers.", ["1200000 gbp: for foster carers"]),
    ("A grant of £45,000 paid for a mentor.", ["45000 gbp: grant"]),
    ("The board found 3.5 million pounds for repairs.", ["3500000 gbp: for repairs"]),
    ("The trust has a £31m school.", ["31000000 gbp: school"]),
    (
        "There were 212 children in care (a rate of 58 per 10,000 children).",
        ["212 count: children in care", "58 rate per 10000: children in care"],
    ),
    (
        "The service sees 96 children in care for every 10,000 in the population.",
        ["96 rate per 10000: children in care"],
    ),
    (
        "Some children wait more than nine months for therapy.",
        ["9 months: Some children wait [over]"],
    ),
    ("Young people waited for two and a half years.", ["2.5 years: Young people waited"]),
    ("A child was held in custody for 14 hours.", ["14 other: hours … child was held in custody"]),
    (
        "Foster carers live within 20 miles of the town.",
        ["20 other: miles … Foster carers live [at_most]"],
    ),
    ("She has 27 years of experience.", ["27 years: experience"]),
]

COMPARISONS = [
    (
        "At 30 June 2018, 301 children were the subject of a child protection plan. "
        "This is a reduction from 344 at 31 March 2017.",
        [
            "301 count: children … the subject of a child protection plan [decrease] @2018-06-30",
            "344 count: children … the subject of a child protection plan [previous] @2017-03-31",
        ],
    ),
    (
        "The vacancy rate for social workers has fallen from 24% in 2015 to 11%.",
        [
            "24 percent: vacancy rate for social workers [previous] @2015",
            "11 percent: vacancy rate for social workers [decrease]",
        ],
    ),
    (
        "Average caseloads are now 16, compared with 23 a year ago.",
        [
            "16 count: Average caseloads [decrease]",
            "23 count: Average caseloads [previous] @a year ago",
        ],
    ),
    (
        "Reviews are late for 18 children, up from seven in 2019.",
        ["18 count: children [increase]", "7 count: children [previous] @2019"],
    ),
    (
        "The proportion of assessments finished on time is 86%, above the England average of 83%.",
        [
            "86 percent: assessments finished on time",
            "83 percent: assessments finished on time [national]",
        ],
    ),
    (
        "The rate of referrals is 410 per 10,000, against 395 for statistical neighbours.",
        [
            "410 rate per 10000: rate of referrals",
            "395 rate per 10000: rate of referrals [neighbours]",
        ],
    ),
    (
        "Staff turnover was 9%, well short of the council’s target of 6%.",
        ["9 percent: Staff turnover", "6 percent: Staff turnover [target]"],
    ),
    (
        "Adoption took 412 days on average in 2014–15, which is better than the national average "
        "of 547 days.",
        ["412 days: Adoption @2014–15", "547 days: Adoption [national] @2014–15"],
    ),
    (
        "Attendance rose to 93.4%, an increase of 2% since 2018.",
        ["93.4 percent: Attendance [increase]", "2 percent: Attendance [increase] @since 2018"],
    ),
    ("There has been a 15% drop in referrals.", ["15 percent: referrals [decrease]"]),
    (
        "Nationally, 33 services were inspected in 2022.",
        ["33 count: services [national] @2022"],
    ),
    (
        "The town ranks in the top 10% in England.",
        ["10 percent: town ranks in the top"],
    ),
    (
        "There are 117 social workers, and average caseloads have come down from 29 to 18.",
        [
            "117 count: social workers",
            "29 count: average caseloads [previous]",
            "18 count: average caseloads [decrease]",
        ],
    ),
]

LISTS_AND_PERIODS = [
    (
        "In the last 12 months:\n• there have been 21 adoptions\n• 34 children left care",
        [
            "21 count: adoptions @the last 12 months",
            "34 count: children left care @the last 12 months",
        ],
    ),
    (
        "At 31 May 2015, 480 children were being looked after by the trust. Of this number:\n"
        "• 96 (or 20%) live outside the area\n"
        "• 310 live with foster families, of whom 12% live outside the area",
        [
            "480 count: children … looked after by the trust @2015-05-31",
            "96 count: children … live outside the area @2015-05-31",
            "20 percent: children … live outside the area @2015-05-31",
            "310 count: children … live with foster families @2015-05-31",
            "12 percent: live with foster families … live outside the area @2015-05-31",
        ],
    ),
    (
        "The proportion of pupils who speak English as an additional language:\n"
        "• in primary schools is 8.1% (the national average is 19.4%)\n"
        "• in secondary schools is 6.7%.",
        [
            "8.1 percent: pupils who speak English as an additional language … in primary schools",
            "19.4 percent: pupils who speak English as an additional language … in primary schools"
            " [national]",
            "6.7 percent: pupils who speak English as an additional language"
            " … in secondary schools",
        ],
    ),
    (
        "At 31 March 2016, 148 children (or 22%) lived outside the county.",
        [
            "148 count: children … lived outside the county @2016-03-31",
            "22 percent: children … lived outside the county @2016-03-31",
        ],
    ),
    (
        "At the time of the inspection, 11 young people were in custody.",
        ["11 count: young people … in custody @At the time of the inspection"],
    ),
    (
        "Since the last inspection, six serious case reviews have been completed.",
        ["6 count: serious case reviews @Since the last inspection"],
    ),
    (
        "In the 2014–15 school year 9.8% of pupils were absent.",
        ["9.8 percent: pupils … absent @2014–15"],
    ),
    (
        "By the end of March 2022 there were 12 mentors.",
        ["12 count: mentors @2022-03"],
    ),
]

PRESS = [
    (
        "Thanks go to the 75 families who baked for the fair.",
        ["75 count: families"],
    ),
    (
        "The trust answers 2.4 million 999 calls a year.",
        ["2400000 count: 999 calls"],
    ),
    (
        "Inspectors agreed with all four points.",
        ["4 count: points"],
    ),
    (
        "Caseloads came down from 31 children to 22 for each worker.",
        [
            "31 count: children … for each worker [previous]",
            "22 count: children … for each worker [decrease]",
        ],
    ),
    (
        "One pupil in nine was absent.",
        ["1 ratio of 9: pupil … absent"],
    ),
    (
        "One school in five villages was closed.",
        ["5 count: villages"],
    ),
    (
        "The appeal drew half a million letters.",
        ["500000 count: letters"],
    ),
    (
        "The wait was 12 minutes 30 seconds.",
        ["12.5 other: minutes … wait"],
    ),
    (
        "Families pay £18.60 an hour.",
        ["18.6 gbp: an hour … Families pay"],
    ),
    (
        "Rent is £210 a head, compared with an English average of £190.",
        ["210 gbp: a head … Rent", "190 gbp: a head … Rent [national]"],
    ),
    (
        "The board set aside £70,000 for books and a reading room.",
        ["70000 gbp: for books and a reading room"],
    ),
    (
        "Recorded theft was 4.1 offences per 1,000 people; in similar forces it was 5.3.",
        [
            "4.1 rate per 1000: offences … Recorded theft",
            "5.3 rate per 1000: offences … Recorded theft [neighbours]",
        ],
    ),
    (
        "Volunteers reach callers, such as those at Marl, in an average of 42 minutes.",
        ["42 other: minutes … Volunteers reach callers"],
    ),
    (
        "Attendance was 94% (national: 91%).",
        ["94 percent: Attendance", "91 percent: Attendance [national]"],
    ),
    (
        "Vacancies average 62 days (target: 30).",
        ["62 days: Vacancies", "30 days: Vacancies [target]"],
    ),
    (
        "A place costs £44 here, less than in the typical school (£51).",
        ["44 gbp: place costs", "51 gbp: place costs [national]"],
    ),
    (
        "Turnover was 18 per cent, twice the Scottish average of nine per cent.",
        ["18 percent: Turnover", "9 percent: Turnover [national]"],
    ),
    (
        "Crews made 730 visits in 2021/22, 55 fewer than in the year before.",
        ["730 count: visits [decrease] @2021/22", "55 count: visits [decrease]"],
    ),
    (
        "In May 2024 a total of 812 children had a plan, an increase of 9 per cent in a year.",
        [
            "812 count: children … a plan [increase] @2024-05",
            "9 percent: children … a plan [increase]",
        ],
    ),
    (
        "There were 14 per cent fewer complaints.",
        ["14 percent: complaints [decrease]"],
    ),
    (
        "Attendance rose by 2.4 percentage points to 93.1 per cent.",
        ["2.4 percent: Attendance [increase]", "93.1 percent: Attendance [increase]"],
    ),
    (
        "Assaults had risen by 40 per cent since the last visit, when there were 55.",
        ["40 percent: Assaults [increase] @since the last visit", "55 count: Assaults [previous]"],
    ),
    (
        "Half the men felt unsafe, up from 38% in 2019.",
        ["0.5 ratio: men felt unsafe [increase]", "38 percent: men felt unsafe [previous] @2019"],
    ),
    (
        "Two years ago one call in six was lost. Now it is one in 30.",
        [
            "1 ratio of 6: call … lost [previous] @Two years ago",
            "1 ratio of 30: call … lost [decrease]",
        ],
    ),
    (
        "The club saw 640 children in the three months to June 2023, "
        "up from 510 in the same quarter of 2022.",
        [
            "640 count: children [increase] @the three months to June 2023",
            "510 count: children [previous] @the same quarter of 2022",
        ],
    ),
    (
        "They found that 83% of pupils passed in French, Welsh and Irish in 2024 "
        "and that lateness has fallen to 4.5%.",
        ["83 percent: pupils passed in French @2024", "4.5 percent: lateness [decrease]"],
    ),
    (
        "Complaints have halved and compliments have doubled to 84.",
        ["84 count: compliments [increase]"],
    ),
    (
        "In 2021 the average wait was 46 days; it is now 19.",
        ["46 days: average wait [previous] @2021", "19 days: average wait [decrease]"],
    ),
    (
        "The bus takes an average of 7.5 minutes to reach a pupil.",
        ["7.5 other: minutes … bus … reach a pupil"],
    ),
    (
        "The ferry was late for 41 minutes; the national standard is 20.",
        [
            "41 other: minutes … ferry was late",
            "20 other: minutes … ferry was late [target]",
        ],
    ),
    (
        "Inspectors visited over two days.",
        ["2 days: Inspectors visited"],
    ),
    (
        "The visit was made by a team of nine.",
        ["9 count: team"],
    ),
    (
        "The school hired a tutor at a cost of £4,200.",
        ["4200 gbp: tutor … cost"],
    ),
    (
        "Help is coming: £60,000 is going to youth clubs.",
        ["60000 gbp: going to youth clubs"],
    ),
    (
        "We lost 14 drivers in my first year. This year we’ve lost just three.",
        [
            "14 count: drivers [previous] @my first year",
            "3 count: drivers [decrease] @This year",
        ],
    ),
    (
        "A year ago one in four of our nurses was a temp. Now it's one in nine.",
        [
            "1 ratio of 4: nurses … a temp [previous] @A year ago",
            "1 ratio of 9: nurses … a temp [decrease]",
        ],
    ),
    (
        "Turnover has slipped to 7 per cent, having stood at 16 per cent in 2020.",
        ["7 percent: Turnover [decrease]", "16 percent: Turnover [previous] @2020"],
    ),
    (
        "The pass rate has gone up by eight points, to 61%. The average for similar schools "
        "is 58%.",
        [
            "8 percent: pass rate [increase]",
            "61 percent: pass rate [increase]",
            "58 percent: pass rate [neighbours]",
        ],
    ),
    (
        "The roll sank to 190 in 2011, and it stands now at 260.",
        ["190 count: roll [previous] @2011", "260 count: roll [increase]"],
    ),
    (
        "Absence cost 9.5 days per person in the last 12 months (2021–22: 8.1 days).",
        [
            "9.5 days: Absence cost … per person @the last 12 months",
            "8.1 days: Absence cost … per person [previous] @2021–22",
        ],
    ),
    (
        "Vacancies (4.2%) are below the national figure (6.9%).",
        [
            "4.2 percent: Vacancies",
            "6.9 percent: Vacancies [national]",
        ],
    ),
    (
        "Some 800 callers waited for longer than 30 minutes in the year to May 2019, "
        "three times as many as the year before.",
        [
            "800 count: callers [about] [increase] @the year to May 2019",
            "30 other: minutes … callers waited for longer [over] @the year to May 2019",
        ],
    ),
    (
        "About a third of homes in England are rated outstanding.",
        ["0.3333 ratio: homes in England are rated outstanding [about] [national]"],
    ),
    (
        "The hall seats 300 against a capacity of 450.",
        ["300 count: hall seats", "450 count: capacity"],
    ),
    (
        "There were 29 thefts in May 2020, up six on the year before.",
        ["29 count: thefts @2020-05", "6 count: thefts [increase]"],
    ),
    (
        "Ratings were given to 19 homes: three were outstanding and 16 good.",
        ["19 count: homes", "3 count: homes … outstanding", "16 count: homes … good"],
    ),
    (
        "The percentage of pupils good at reading, writing and maths was 67 per cent "
        "(England: 61 per cent).",
        [
            "67 percent: pupils good at reading, writing and maths",
            "61 percent: pupils good at reading, writing and maths [national]",
        ],
    ),
    (
        "We took on 31 nurses and lost only six.",
        ["31 count: nurses", "6 count: nurses"],
    ),
    (
        "Crews put out 804 house fires last year, seven of which were fatal.",
        [
            "804 count: house fires @last year",
            "7 count: house fires … fatal @last year",
        ],
    ),
    (
        "Half of all complaints were about delay; a fifth concerned manners.",
        ["0.5 ratio: complaints … about delay", "0.2 ratio: complaints … concerned manners"],
    ),
    (
        "The 29-strong panel met. Tenants scored the home 4.5/5.",
        ["29 count: panel", "4.5 ratio of 5: Tenants scored the home"],
    ),
    (
        "He retires after nine years’ service.",
        ["9 years: service"],
    ),
    (
        "Rent arrears were 88 per 1,000 tenants; across Wales the figure is 95.",
        [
            "88 rate per 1000: Rent arrears",
            "95 rate per 1000: Rent arrears [national]",
        ],
    ),
    (
        "More than two-thirds of the 1,500 people who replied were content.",
        [
            "0.6667 ratio: people … replied were content [over]",
            "1500 count: people who replied",
        ],
    ),
    (
        "Repairs will cost £400,000, bringing the total to £1.6m.",
        ["400000 gbp: Repairs will cost", "1600000 gbp: Repairs will cost"],
    ),
    (
        "The deficit stood at £11m on 31 March 2023 and is expected to reach £14m.",
        [
            "11000000 gbp: deficit [previous] @2023-03-31",
            "14000000 gbp: deficit [increase]",
        ],
    ),
    (
        "The home was full in June 2021, when it had 38 residents; there are 41 now.",
        ["38 count: residents [previous] @2021-06", "41 count: residents [increase]"],
    ),
    (
        "Between 2018 and 2023 the number of cooks grew from 14 to 20.",
        [
            "14 count: cooks [previous] @Between 2018 and 2023",
            "20 count: cooks [increase] @Between 2018 and 2023",
        ],
    ),
    (
        "Only 71 per cent of plans were issued on time.",
        ["71 percent: plans … issued on time"],
    ),
    (
        "Eight of the 11 schools that have been inspected here are good or better.",
        ["8 ratio of 11: schools … inspected here … good or better"],
    ),
    (
        "The national team visited 12 schools.",
        ["12 count: schools"],
    ),
    (
        "The board, which met in May 2020, has 12 members.",
        ["12 count: members"],
    ),
    (
        "The audit of 2014 was answered by 23 agencies.",
        ["23 count: agencies"],
    ),
    (
        "Inspectors arrived on 20 February 2024 and visited three wards.",
        ["3 count: wards"],
    ),
    (
        "There were 14 fires in six weeks, against nine in similar areas.",
        ["14 count: fires", "6 weeks: fires", "9 count: fires [neighbours]"],
    ),
    (
        "Ofsted visited 3 homes, spoke with 12 children and read 34 files.",
        ["3 count: homes", "12 count: children", "34 count: files"],
    ),
]
"""Sentences in the manner of press releases."""

NO_FIGURES = [
    "The 19 March 2020 and 2 to 6 November 2017 visits fell under section 20 of the 2004 Act.",
    "See paragraphs 12, 14 and 37, page 8 and recommendation 3.",
    "Key stage 2 results, Year 11, level 4 and tier 3 services, phase two and stage one.",
    "Inspectors read pathway plans (recommendations 2, 12).",
    "Telephone 0300 123 1231 or 020 7946 0331, and in an emergency dial 999.",
    "Children aged 16 and 17, young people under 18 and those who turn 21 are covered.",
    "Services for 0–19s, the 0-25 service, 16- and 17-year-olds and post-16 education.",
    "The two-stage process, a 24-hour helpline and a five-year plan.",
    "A six month period and a three year trend.",
    "The office is at 115 Charles Street, Leicester LE1 1FZ.",
    "In the last 12 months and over the past three to six years nothing changed.",
    "The report of 2016, the 2014/15 review and the spring of 2013 are on the website.",
    "The One Point service and the ‘Great 8’ pledge are popular.",
    "The panel meets twice a year, three times a term and every six weeks.",
    "COVID-19 and the 24/7 line closed at 7pm.",
    "The school’s URN is 123456 and the charity number is 1104567.",
    "It was judged Grade 4 and uses a four point scale.",
    "One of the managers said that the first visit was the best one.",
    "All children who need a worker receive one in good time.",
    "A third party and a third visit were arranged for half term.",
    "If you would like a copy of this document, telephone 0300 123 4234 within 10 days.",
    "Two years ago a new head arrived, and three months later she left.",
    "He has 1:1 support and lives at 8 Mill Lane.",
    "54.Managers know the children well.",
    "This inspection was carried out under section 20(1)(a) of the Children Act 2004.",
    "Children aged eight to 12 years use the club.",
    "The invoice is numbered 12345678901234567890.",
    "The move from the 16 to 18 service to the 18 to 25 service is smooth.",
    "Press release 52/22",
    "The visit ran from Tuesday 17 to Friday 20 November 2015, a meeting is on 6 Chwefror.",
    "Fines are set by law. Some who live there are under five.",
    "The 16–19 student bursary scheme is open.",
    "Ring +44 1632 960 123, (01632) 960 124 or extension 4471.",
    "The home is near junction 8 of the M25.",
    "Morwenna, 9, and her brother cut the ribbon.",
    "Her neighbour, who is 29, came too.",
    "Some of them under 18 came as well.",
    "Notes: 1 The visit was announced. 2 The school is open.",
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counts(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(("text", "expected"), PRESS)
def test_press_releases(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(("text", "expected"), SHARES)
def test_percentages_ratios_and_fractions(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(("text", "expected"), MONEY_RATES_AND_TIMES)
def test_money_rates_and_times(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(("text", "expected"), COMPARISONS)
def test_comparisons(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(("text", "expected"), LISTS_AND_PERIODS)
def test_lists_and_periods(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize("text", NO_FIGURES)
def test_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("They spent £1.35m.", "£1.35m"),
        ("Nearly 90% of GPs came.", "90%"),
        ("There were 66 per 10,000 children.", "66 per 10,000"),
        ("They read 20 of the 24 files.", "20 of the 24"),
        ("They waited two and a half years.", "two and a half"),
        ("Some waited six weeks.", "six"),
    ],
)
def test_value_text_is_as_printed(text: str, printed: str) -> None:
    assert [row.value_text for row in find_figures(read(text.encode()))] == [printed]


def rows_of_a_table(*rows: tuple[str, ...]) -> Document:
    """A document that is one table."""
    text, blocks = "", []
    for number, cells in enumerate(rows, 1):
        spans, start = [], len(text)
        for cell in cells:
            spans.append((len(text), len(text) + len(cell)))
            text += cell + "\t"
        kind, cut = Kind.ROW, tuple(spans)
        blocks.append(Block(kind, start, len(text) - 1, 1, cells=cut, table=1, row=number))
        text = text[:-1] + "\n"
    return Document(
        sha256="0" * 64,
        source="a.pdf",
        media_type="application/pdf",
        size=1,
        text=text,
        body_end=len(text),
        pages=(),
        blocks=tuple(blocks),
        runs=(),
    )


def test_a_number_alone_in_its_cell_is_labelled_by_its_row() -> None:
    document = rows_of_a_table(
        ("Number of pupils on the roll", "214"),
        ("Unique reference number", "123456"),
        ("Quality of teaching", "Good", "2"),
    )
    assert [written(row) for row in find_figures(document)] == [
        "214 count: Number of pupils on the roll"
    ]


def test_contents_pages_hold_no_figures() -> None:
    table = rows_of_a_table(("Contents",), ("Summary", "2"), ("Recommendations", "8"))
    assert find_figures(table) == []


@pytest.mark.parametrize("name", ["sif-2014.pdf", "sif-table.pdf", "press-trust-cqc.txt"])
def test_every_row_can_be_traced_to_its_words(name: str) -> None:
    document = read((CORPUS / name).read_bytes(), name)
    rows = find_figures(document)
    assert rows
    for row in rows:
        assert document.text[row.start : row.end] == row.quote
        assert row.value_text in row.quote
        assert document.page_at(row.start) == row.page
        assert bool(row.boxes) == name.endswith(".pdf")
        assert 0 < row.confidence <= 1
    document.close()


PIECES = """1 12 3,351 0 19.4% £1.2 million per 10,000 two half a third of out in one from to the
2016 31 March children were (or ) , . ; : • – years months compared with national average is £ %
½ twenty hundred and"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_any_text_can_be_read(text: str) -> None:
    if not text.strip():
        return
    document = read(f"Report\n{text}".encode())
    for row in find_figures(document):
        assert document.text[row.start : row.end] == row.quote
        assert row.value is not None
        assert math.isfinite(row.value)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("children … the subject of a child protection plan", "child_protection_plans"),
        ("vacancy rate for social workers", "vacancies"),
        ("agency staff", "agency_staff"),
        ("multi-agency operations", "other"),
        ("children … looked after by the local authority", "children_looked_after"),
        ("average caseloads", "caseload"),
        ("adopters … waiting for a placement", "adoptions"),
        ("newly qualified social workers", "staff"),
        ("recommendations", "recommendations"),
        ("", ""),
    ],
)
def test_measure_class(measure: str, expected: str) -> None:
    assert measure_class(measure) == expected
