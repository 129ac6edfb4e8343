"""What noun a number measures, told by the words that it hangs on, and what time it has.

Each list is one way of saying it, with sentences that look alike and are not. Written as in
`test_figures`; the sentences are invented.
"""

import pytest
from extract.written import figures

WORTH = [
    ("The charity sent the wing televisions worth £4,200.", ["4200 gbp: wing televisions"]),
    (
        "The trust will open a second clinic, costing £2.4 million, in Hartwell.",
        ["2400000 gbp: second clinic"],
    ),
    ("Work to mend the roof, at a cost of £96,000, starts soon.", ["96000 gbp: roof … cost"]),
    ("Fire caused damage valued at £1.2 million.", ["1200000 gbp: damage"]),
    ("A strike lasting three days shut the school.", ["3 days: strike"]),
    ("The course, lasting 12 weeks, is free.", ["12 weeks: course"]),
    # the price is the predicate
    ("Each mattress costs £340.", ["340 gbp: Each mattress costs"]),
    ("The £9,000 course, worth every penny, was full.", ["9000 gbp: course"]),
]

SPENT = [
    (
        "We have set aside £58,000 for ramps, handrails and a new boiler.",
        ["58000 gbp: for ramps, handrails and a new boiler"],
    ),
    (
        "The trust found £7,000 for books, paper and the library.",
        ["7000 gbp: for books, paper and the library"],
    ),
    # another clause
    (
        "The council gave £2m for carers, and inspectors saw 14 homes.",
        ["2000000 gbp: for carers", "14 count: homes"],
    ),
    ("We spent £400 on paint, and the parents came.", ["400 gbp: on paint"]),
    # more of something is no change of it
    ("The board has put an extra £2.1 million into care.", ["2100000 gbp: into care"]),
]

CLAUSES = [
    (
        "The trust will open two wards and hire a matron for 30 days.",
        ["2 count: wards", "30 days: hire a matron"],
    ),
    ("The home has beds for 48 residents.", ["48 count: beds … residents"]),
    ("The unit makes room for children, and 12 came.", ["12 count: came"]),
    (
        "The queue for the optician has been cut from 64 patients to nine.",
        [
            "64 count: patients … queue for the optician [previous]",
            "9 count: patients … queue for the optician [decrease]",
        ],
    ),
    (
        "The jail was built to hold 310 women and held 402.",
        ["310 count: women", "402 count: women"],
    ),
    ("Inspectors went to the 620-pupil academy in March.", ["620 count: pupil"]),
    ("A 32-bed ward was closed.", ["32 count: bed"]),
    ("A 24-hour helpline and a 40-inch screen are in place.", []),
    ("The park covers 38 square miles.", ["38 other: square miles"]),
    (
        "The team was dismayed to learn that:\n• complaints had risen from 14 in 2018 to 39;\n"
        "• two men had escaped.",
        [
            "14 count: complaints [previous] @2018",
            "39 count: complaints [increase]",
            "2 count: men … escaped",
        ],
    ),
]

CHANGED = [
    (
        "The hospital has reduced falls by 30 per cent and pressure ulcers by half.",
        ["30 percent: falls [decrease]", "0.5 ratio: pressure ulcers"],
    ),
    (
        "We have cut our agency bill by £1.1 million and filled 37 of the 40 vacancies.",
        ["1100000 gbp: agency bill [decrease]", "37 ratio of 40: vacancies … filled"],
    ),
    # the subject itself has changed
    ("Falls have reduced significantly by 30 per cent.", ["30 percent: Falls [decrease]"]),
    ("Falls have reduced over the year by 30 per cent.", ["30 percent: Falls [decrease]"]),
    (
        "Attendance has risen for three years running and is now 94.1%.",
        ["94.1 percent: Attendance"],
    ),
    (
        "It will work with 150 families at a cost of £600,000.",
        ["150 count: families", "600000 gbp: families … cost"],
    ),
]

WHOLES = [
    (
        "Some 40% of the 212 pupils are eligible for free school meals.",
        [
            "40 percent: pupils … eligible for free school meals [about]",
            "212 count: pupils",
        ],
    ),
    (
        "Fewer than half of the 290 people who replied to our questions felt safe.",
        [
            "0.5 ratio: people … replied to our questions felt safe [under]",
            "290 count: people who replied to our questions",
        ],
    ),
    ("Half of the 18 wards were clean.", ["0.5 ratio: wards … clean", "18 count: wards"]),
    (
        "Of the 60 actions listed, 31 had been achieved, 12 had been started and 17 had not "
        "been reported.",
        [
            "60 count: actions",
            "31 count: actions … achieved",
            "12 count: actions … started",
            "17 count: actions … not been reported",
        ],
    ),
    (
        "The home has 38 residents, of whom a third speak Polish.",
        ["38 count: residents", "0.3333 ratio: residents … speak Polish"],
    ),
    ("A third party told us.", []),
    (
        "The windows should have been mended. Fitters came in June and they have done half of "
        "them.",
        ["0.5 ratio: windows"],
    ),
    ("The files were late. We read a third of them.", ["0.3333 ratio: files"]),
    (
        "Half of complaints are now answered within the trust’s own target of 20 days.",
        [
            "0.5 ratio: complaints … answered",
            "20 days: complaints are now answered within the trust’s own target [target]",
        ],
    ),
]

RESTATED = [
    (
        "There were 52 children on the register in March 2014, or 3.4 per 1,000 of the under-18 "
        "population; the rate for Wales was 3.0.",
        [
            "52 count: children on the register @2014-03",
            "3.4 rate per 1000: children on the register @2014-03",
            "3 rate per 1000: children on the register [national] @2014-03",
        ],
    ),
    (
        "It recorded 9,800 burglaries in the year to March 2019, which is down by 7 per cent.",
        [
            "9800 count: burglaries [decrease] @the year to March 2019",
            "7 percent: burglaries [decrease]",
        ],
    ),
    (
        "Just 44 per cent of reviews were held on time; the figure for Wales was 71.",
        [
            "44 percent: reviews … held on time",
            "71 percent: reviews … held on time [national]",
        ],
    ),
    (
        "Crews came in an average of 9.4 minutes, against a target of eight.",
        ["9.4 other: minutes … Crews", "8 other: minutes … Crews [target]"],
    ),
    (
        "Absence, at 4.1%, was below the average for Scotland, which was 5.0% in 2015-16.",
        ["4.1 percent: Absence", "5 percent: Absence [national] @2015-16"],
    ),
    (
        "Nationally only four trusts out of 51 were outstanding, and nine were judged to be "
        "inadequate.",
        [
            "4 ratio of 51: trusts … outstanding [national]",
            "9 count: trusts … judged to be inadequate [national]",
        ],
    ),
    # a number with a noun of its own, and nothing before it to be compared with
    (
        "Inspectors judged the home against five key lines of enquiry.",
        ["5 count: key lines of enquiry"],
    ),
    (
        "The average for England was 12, and 30 homes were visited.",
        ["12 count: average for England [national]", "30 count: homes"],
    ),
    ("They scored 12 goals against nine.", ["12 count: goals", "9 count: goals [previous]"]),
]

TIMES = [
    (
        "Overall absence in the spring term was 7.2%, compared with 5.9% across the country.",
        [
            "7.2 percent: absence @the spring term",
            "5.9 percent: absence [national] @the spring term",
        ],
    ),
    (
        "Only 38% of Year 2 pupils reached the standard last spring, down from 51% in 2022.",
        [
            "38 percent: Year 2 pupils reached the standard [decrease] @last spring",
            "51 percent: Year 2 pupils reached the standard [previous] @2022",
        ],
    ),
    (
        "Since 2014 the roll has grown by a fifth, from 210.",
        ["0.2 ratio: roll [increase] @Since 2014", "210 count: roll [previous] @2014"],
    ),
    # the time of a part of the sentence
    (
        "The audit was done by four nurses under the rules that came into force in May 2019.",
        ["4 count: nurses"],
    ),
    ("The team found 12 homes that opened in 2016.", ["12 count: homes @2016"]),
    (
        "The plan is old. Of the 40 actions agreed in 2018, 12 had been dropped.",
        ["40 count: actions @2018", "12 count: actions"],
    ),
    (
        "Of the pupils who sat the test in 2018, 12% did well.",
        ["12 percent: pupils who sat the test … did well @2018"],
    ),
    (
        "Two of the 16 flats that we built are empty this spring.",
        ["2 ratio of 16: flats … we built are empty @this spring"],
    ),
    (
        "They were there from 2 to 13 May 2017 and made judgements against six standards.",
        ["6 count: standards"],
    ),
]

DIALLED = [
    ("To report a fire ring 112, or 999 if you are in danger.", []),
    ("In an emergency call 101, or 999 if a crime is happening.", []),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*WORTH, *SPENT, *CLAUSES, *CHANGED, *WHOLES, *RESTATED, *TIMES, *DIALLED],
)
def test_measures(text: str, expected: list[str]) -> None:
    assert sorted(figures(text)) == sorted(expected)
