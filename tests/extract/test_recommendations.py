"""Lists under headings, boxes, and requests in sentences: what is an item and what is none."""

import hashlib
import re

import pytest

from pipeline.document import Block, Document, Kind
from pipeline.extract.recommendations import find_recommendations
from pipeline.extract.recommendations.cues import cues
from pipeline.extract.recommendations.sections import subject, who_acts, words
from pipeline.frameworks.load import by_id, load
from pipeline.frameworks.model import Framework
from pipeline.ingest import scan
from pipeline.layout import compose
from pipeline.records import Problem, Recommendation

MARKER = re.compile(r"(?P<marker>[•–]|\d+\.|\([a-z]\)) ")

Found = set[tuple[str, str]]


def report(sketch: str) -> Document:
    """A report from a sketch, a line a block.

    "# " and "## " are headings in 14 and 12 points, a block stands as far right as its line,
    "• ", "– ", "3. " and "(a) " open items, "a | b" is a table's row ("~" an empty cell),
    "[2.1] " in front puts a block into row 1 of table 2, "===" starts a page.
    """
    text, blocks, page = "", [], 1
    for line in filter(str.strip, sketch.splitlines()):
        if line.startswith("==="):
            page += 1
            continue
        block, words_ = _block(line, len(text), page)
        blocks.append(block)
        text += words_ + "\n"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    media_type = "application/pdf"
    return Document(sha256, "a.pdf", media_type, len(text), text, len(text), (), tuple(blocks), ())


def _block(line: str, start: int, page: int) -> tuple[Block, str]:
    x0 = 72.0 + 4 * (len(line) - len(line.lstrip()))
    body = line.strip()
    at = re.match(r"\[(\d+)\.(\d+)\] ", body)
    body = body[at.end() :] if at else body
    heading = re.match(r"(#+) ", body)
    body = body[heading.end() :] if heading else body
    found = MARKER.match(body)
    marker = found["marker"] if found else ""
    body = body[len(marker) :].lstrip()
    kind = Kind.HEADING if heading else Kind.ITEM if marker else Kind.PARAGRAPH
    cells: tuple[tuple[int, int], ...] = ()
    if " | " in body:
        kind, body = Kind.ROW, body.replace(" | ", "\t").replace("~", "")
        ends = [m.start() for m in re.finditer("\t", body)] + [len(body)]
        starts = [0, *(end + 1 for end in ends[:-1])]
        cells = tuple((start + a, start + b) for a, b in zip(starts, ends, strict=True))
    size = 16.0 - 2 * len(heading[1]) if heading else 12.0
    table, row = (int(at[1]), int(at[2])) if at else (0, 0)
    block = Block(
        kind,
        start,
        start + len(body),
        page,
        marker=marker,
        size=size,
        bold=bool(heading),
        x0=x0,
        cells=cells,
        table=table,
        row=row,
    )
    return block, body


def press(text: str) -> Document:
    """A press release in plain text."""
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    return compose(scan(data, "a.txt"), sha256=sha256, source="a.txt", size=len(data))


def read(
    document: Document, framework: str = "", document_type: str = ""
) -> tuple[list[Recommendation], list[Problem]]:
    rows, problems = find_recommendations(document, by_id(framework), document_type)
    for row in rows:
        assert document.text[row.start : row.end] == row.quote
        assert row.quote.strip() == row.quote
    return rows, problems


def found(document: Document, framework: str = "") -> Found:
    rows, _ = read(document, framework)
    assert len({(row.start, row.end) for row in rows}) == len(rows)
    return {(row.kind, row.text) for row in rows}


ILACS = """
# What needs to improve?
• How soon children are seen.
• The quality of plans, including:
    – plans for children who go missing
    – plans for disabled children.
===
• Supervision.
# The experiences and progress of children in care: good
1. Children in care live in settled homes.
"""


LED = """
# Recommendations
7. The board should take action to {}
8. Publish the annual report.
"""


def test_a_first_numbered_item_leads_to_the_list_only_where_it_ends_so() -> None:
    item = report(LED.format("make sure that visits happen."))
    lead = report(LED.format("make sure that partners:"))
    assert [row.number for row in read(item, "ofsted_sif")[0]] == ["7", "8"]
    assert [row.number for row in read(lead, "ofsted_sif")[0]] == ["8"]


def test_what_leads_to_the_last_item_is_not_in_the_text() -> None:
    text = "The council must:\n\n- see children sooner; and\n- write better plans."
    assert {text for _, text in found(press(text))} == {
        "see children sooner",
        "write better plans.",
    }


def test_items_under_a_heading_with_their_sub_items() -> None:
    assert found(report(ILACS), "ofsted_ilacs") == {
        ("area_for_improvement", "How soon children are seen."),
        (
            "area_for_improvement",
            "The quality of plans, including: plans for children who go missing plans for "
            "disabled children.",
        ),
        ("area_for_improvement", "Supervision."),
    }


def test_a_row_says_where_it_stands_and_under_what() -> None:
    rows, problems = read(report(ILACS), "ofsted_ilacs")
    assert [(row.section, row.rule) for row in rows] == [
        ("What needs to improve?", "section_item")
    ] * 3
    assert rows[1].quote.count("\n") == 2
    assert problems == []


SIF = """
# Contents
Recommendations | 4
Summary for children | 5
# Recommendations
7. Ensure that visits are made.
8. Improve supervision so that:
• it happens every month
• it is written down.
10. Publish the annual report.
## Inspection findings
11. The board meets every month.
# Summary for children and young people
• We think that you are listened to.
"""


def test_numbers_and_the_gap_between_them() -> None:
    rows, problems = read(report(SIF), "ofsted_sif")
    assert [(row.number, row.text) for row in rows] == [
        ("7", "Ensure that visits are made."),
        ("8", "Improve supervision so that: it happens every month it is written down."),
        ("10", "Publish the annual report."),
    ]
    assert [(problem.code, problem.stage) for problem in problems] == [
        ("missing_number", "extract")
    ]
    assert "no item 9" in problems[0].message


PRIORITIES = """
# What does the LSCB need to improve?
## Priority and immediate action
There are no areas for priority and immediate action.
## Areas for improvement
Data and performance
20. Agree a dataset.
Voice of the child
21. Ask children what they think.
# Inspection judgement about the LSCB
22. The board is well led.
"""


def test_groups_kinds_and_a_section_with_nothing_in_it() -> None:
    assert found(report(PRIORITIES), "ofsted_sif") == {
        ("area_for_improvement", "Agree a dataset."),
        ("area_for_improvement", "Ask children what they think."),
    }


DEADLINES = """
# Areas for improvement
9. To make services better, the council and its partners should do as follows.
## Immediately:
    • see every child
    • finish every
===
    plan that is late
## Within three months:
    • open a new home
# Outcomes
10. Children do well.
"""


@pytest.mark.parametrize("framework", ["ofsted_lac_2013", "ofsted_slac"])
def test_deadlines_over_groups_of_items(framework: str) -> None:
    rows, _ = read(report(DEADLINES), framework)
    assert [(row.text, row.deadline) for row in rows] == [
        ("see every child", "Immediately"),
        ("finish every plan that is late", "Immediately"),
        ("open a new home", "Within three months"),
    ]
    assert {row.addressee for row in rows} == {"the council and its partners"}


BOXES = """
# What does the area partnership need to do better?
• Young people wait too long for therapy.
# Areas for priority action
[1.1] Responsible body | Areas for priority action
[1.2] The council and the ICB | Leaders should act with urgency.
===
[2.1] ~ | They should also report on it.
[2.2] The council | Leaders should issue plans on time.
# Areas for improvement
[3.1] ## Areas for improvement
[3.2] Leaders should listen. They should ask about
===
[4.1] what families need.
[4.2] Leaders should make sure that:
[4.2]     • visits are on time
    • visits are long enough.
# Local area partnership details
[5.1] Local authority | Integrated care board
"""


def test_boxes_and_their_responsible_bodies() -> None:
    rows, _ = read(report(BOXES), "ofsted_area_send")
    assert [(row.kind, row.addressee, row.text) for row in rows] == [
        (
            "priority_action",
            "The council and the ICB",
            "Leaders should act with urgency. They should also report on it.",
        ),
        ("priority_action", "The council", "Leaders should issue plans on time."),
        (
            "area_for_improvement",
            "",
            "Leaders should listen. They should ask about what families need.",
        ),
        (
            "area_for_improvement",
            "",
            "Leaders should make sure that: visits are on time visits are long enough.",
        ),
    ]


JTAI = """
# Areas for improvement
## Leadership
• Leaders do not meet.
## Case study: area for improvement
    Sam is 14. Nobody told his school.
    • a list inside the case study
## The front door
• Calls are not answered.
# Next steps
• Send us an action plan.
"""


def test_a_case_study_inside_a_list() -> None:
    assert {text for _, text in found(report(JTAI), "ofsted_jtai")} == {
        "Leaders do not meet.",
        "Calls are not answered.",
    }


def test_prose_after_a_list_ends_it() -> None:
    sketch = """
# What needs to improve
• Supervision.
Ofsted will take the findings from this visit into account when planning the next inspection.
• A bullet of something else.
"""
    assert found(report(sketch), "ofsted_focused_visit") == {
        ("area_for_improvement", "Supervision.")
    }


def test_a_report_of_no_known_framework() -> None:
    sketch = """
# Priorities for further improvement
13. Priorities for further improvement:
    • The board should share what it learned with immediate effect.
# Key findings
14. The council has made progress.
"""
    rows, _ = read(report(sketch), document_type="inspection_report")
    assert [(row.kind, row.deadline) for row in rows] == [
        ("area_for_improvement", "with immediate effect")
    ]


def test_a_section_in_running_text_is_unsure() -> None:
    sketch = """
# What needs to improve?
Leaders need to see that supervision is regular and that it is written down.
# Findings
Children are safe.
"""
    rows, _ = read(report(sketch), "ofsted_focused_visit")
    assert [row.rule for row in rows] == ["section_paragraph"]
    assert rows[0].confidence < 0.9


REQUESTS = {
    "Inspectors asked the council to:\n\n- see children sooner\n- listen to them\n": {
        "see children sooner",
        "listen to them",
    },
    "The CQC has told the trust that it must:\n\n1. hire nurses\n\nIt should also:\n\n"
    "2. train them\n": {"hire nurses", "train them"},
    "The inspectorate has made two recommendations. Among them, the board should:\n\n"
    "• agree a policy\n": {"agree a policy"},
    "It also sets out two areas for improvement:\n\n* plans\n* reviews\n": {"plans", "reviews"},
    "Estyn has made a recommendation to the school. They are to:\n\nR1 Improve oracy\n": {
        "Improve oracy"
    },
    "Requirements\n\n1. By 3 May 2024, the home must review its plans.\n\nResidents like it.\n": {
        "By 3 May 2024, the home must review its plans."
    },
    "The Cabinet, which meets on 8 May, is being recommended to agree the plan.": {
        "The Cabinet, which meets on 8 May, is being recommended to agree the plan."
    },
    "Ofsted asked the council to: see children sooner; hire more staff; and listen.": {
        "see children sooner",
        "hire more staff",
        "listen.",
    },
    "Requirements\n\n(1) hire a cook\n(2) mend the roof\n": {"hire a cook", "mend the roof"},
    "Recommendations\n\nR1 Teach more Welsh\nR2 Raise attendance\n": {
        "Teach more Welsh",
        "Raise attendance",
    },
    "Inspectors want the force to:\n\n» answer calls\n\n→ train staff\n\n> keep records\n": {
        "answer calls",
        "train staff",
        "keep records",
    },
    "The watchdog says the home must:\n\na. hire a cook\nb. mend the roof\n": {
        "hire a cook",
        "mend the roof",
    },
    "Areas for improvement\n\n•Plans\n•Reviews\n": {"Plans", "Reviews"},
    "The report asks the home to (a) hire a cook, (b) buy a van and (c) mend the roof.": {
        "hire a cook",
        "buy a van",
        "mend the roof.",
    },
    "Inspectors made demands:\n\nRecommendation 1: The home should hire a cook.\n"
    "Recommendation 2: The home should mend its roof.\n": {
        "The home should hire a cook.",
        "The home should mend its roof.",
    },
    "The CQC has set a condition. By 2 May 2024 the home must hire a cook. It must also mend "
    "its roof. The manager has left.": {
        "By 2 May 2024 the home must hire a cook.",
        "It must also mend its roof.",
    },
    "Inspectors asked the council to:\n\n- see children\n\nThey asked the trust to:\n\n"
    "- hire a nurse\n": {"see children", "hire a nurse"},
    'The head said: "It is good.\n\n"It is.\n\n"Come."\n\nInspectors told the school to sing.': {
        "Inspectors told the school to sing."
    },
    "The Joint Fire Authority will be asked to approve a loan. It meets in June.": {
        "The Joint Fire Authority will be asked to approve a loan."
    },
    "The report makes ten recommendations, including that the board meet monthly. It is long.": {
        "The report makes ten recommendations, including that the board meet monthly."
    },
    "The visit was in May.\n\nInspectors asked the force to answer calls sooner. It is good.": {
        "Inspectors asked the force to answer calls sooner."
    },
    "HMICFRS’s next steps for the force are:\n\n- answer calls\n- train staff\n": {
        "answer calls",
        "train staff",
    },
    "Partners in Aberlour have been asked to:\n\n- write plans\n- assess risk\n": {
        "write plans",
        "assess risk",
    },
    "Governors at Hillside Primary were told to:\n\n- review the budget\n": {"review the budget"},
    "Inspectors said the home could improve by:\n\n- keeping records\n- listening more\n": {
        "keeping records",
        "listening more",
    },
}


@pytest.mark.parametrize("text", REQUESTS)
def test_requests_of_a_press_release(text: str) -> None:
    assert {row for _, row in found(press(text))} == REQUESTS[text]


NO_REQUESTS = [
    "The council has agreed to:\n\n- hire 20 social workers\n- open a home\n",
    "Residents should:\n\n- ring 111\n- go to A&E in an emergency\n",
    "Anyone who uses the service should:\n\n- ring us\n",
    "The council has asked residents to foster. The report made 14 recommendations.",
    "“Inspectors asked the council to do more,” said Cllr Ann Lee. “We have.”",
    'She said: "It is hard.\n\nInspectors asked the council to do more. We did."',
    "Inspectors told trust to improve",
    "Inspectors said that staff should be proud of their work.",
    "Inspectors saw outstanding practice, and leaders want children to do well.",
    "The ratings are:\n\n* Safe: Good\n* Caring: Outstanding\n",
    "‘Inspectors told the school to teach more maths,’ said Jo Lee.",
    "Inspectors asked parents and governors to fill in a survey.",
    "At the last inspection Ofsted asked the council to hire staff.",
    "The report recommended 14 improvements.",
    "The council must save £20m by 2026. It must also find new offices.",
    "Under the law, the council must:\n\n- publish a plan\n",
    "The council has accepted all ten recommendations. It must now find the money.",
    "Areas for improvement\n\nThe council welcomed the report and has hired more staff.\n",
    "Our next steps are:\n\n- hold a meeting\n- write to parents\n",
    "Parents in Bryncoed have been asked to:\n\n- fill in a form\n- send a photograph\n",
    "The Chief Inspector recommended that the trust be placed in special measures.",
]


@pytest.mark.parametrize("text", NO_REQUESTS)
def test_what_asks_for_nothing(text: str) -> None:
    assert found(press(text)) == set()


def test_requests_in_a_report_are_no_rows() -> None:
    sketch = "# Findings\nInspectors asked the council to review the case and it did so.\n"
    assert found(report(sketch), "ofsted_ilacs") == set()


def test_what_a_list_says_is_not_said_again_by_the_introduction() -> None:
    text = (
        "Trust told to improve\n\nThe CQC has told the trust to improve its wards.\n\n"
        "The visit was in May.\n\nThe trust must:\n\n- clean its wards\n"
    )
    assert found(press(text)) == {("recommendation", "clean its wards")}


UNMARKED = {
    "Areas for improvement\n\nThe force should answer calls.\n\nThe force should train its staff."
    "\n\nThe Chief Constable said that she was glad.\n": {
        "The force should answer calls.",
        "The force should train its staff.",
    },
    "What needs to improve\n\nThe timeliness of plans.\n\nHow well staff listen.\n\n"
    "The council has hired more staff.\n": {"The timeliness of plans.", "How well staff listen."},
    "Recommendations\nTeach more history\nMore trips for all pupils\n\nThe head was glad.\n": {
        "Teach more history",
        "More trips for all pupils",
    },
    "Inspectors asked the council to:\n\nsee children sooner\n\nlisten to them\n\nWe will.\n": {
        "see children sooner",
        "listen to them",
    },
}


@pytest.mark.parametrize("text", UNMARKED)
def test_items_without_a_bullet(text: str) -> None:
    assert {row for _, row in found(press(text))} == UNMARKED[text]


DATED = {
    "By 30 May 2024, the provider must:\n\n- hire a cook\n": "By 30 May 2024",
    "The home must do the following within six weeks:\n\n- hire a cook\n": "within six weeks",
    "The home should:\n\nImmediately\n\n- hire a cook\n": "Immediately",
    "The home must:\n\n- hire a cook by 1 June 2024\n": "by 1 June 2024",
    "The trust has been given until 30 June to improve its wards.": "until 30 June",
    "Inspectors told the home to hire a cook before the end of May.": "before the end of May",
    "Requirements\n\nBy 3 May, the home must:\n\n- hire a cook\n": "By 3 May",
    "Inspectors told the home to hire a cook.": "",
}


@pytest.mark.parametrize("text", DATED)
def test_deadlines_of_requests(text: str) -> None:
    rows, _ = read(press(text))
    assert [row.deadline for row in rows] == [DATED[text]]


KINDS = {
    "Ofsted asked the council to improve:\n\n- plans\n": "area_for_improvement",
    "Inspectors found two areas for improvement.\n\nThe force should:\n\n- answer calls\n": (
        "area_for_improvement"
    ),
    "The inspectorate issued one priority action notice:\n\n- lock doors\n": "priority_action",
    "Area for improvement 1: Lock the doors.\n": "area_for_improvement",
    "The CQC found one cause of concern. The force should answer calls.": "recommendation",
    "The recording of visits was identified as an area for improvement.": "area_for_improvement",
}


SEVERAL = {
    "Inspectors want the council to improve the speed of its assessments, how managers record "
    "decisions and the advice given to young people.": [
        "the speed of its assessments",
        "how managers record decisions",
        "the advice given to young people",
    ],
    "Ofsted says that leaders should widen the choice of clubs and should train new staff.": [
        "widen the choice of clubs",
        "train new staff",
    ],
    "The report calls on the force to reduce its backlog, recruit more detectives and publish a "
    "plan.": ["reduce its backlog", "recruit more detectives", "publish a plan"],
    "Inspectors recommended that the service reviews its rota, trains its drivers and replaces "
    "two vans.": ["reviews its rota", "trains its drivers", "replaces two vans"],
    "The areas for improvement are the accuracy of records, the use of data and management "
    "oversight.": ["the accuracy of records", "the use of data", "management oversight"],
    "The ETI has identified one area in which the school must improve further, namely, the way "
    "in which marks are recorded and shared.": ["the way in which marks are recorded and shared"],
    "Two areas for improvement were found: the quality of logs and the consistency of advice.": [
        "the quality of logs",
        "the consistency of advice",
    ],
    "HMICFRS has made two recommendations: by April 2025 to improve its data and by June 2025 "
    "to publish a plan.": ["by April 2025 to improve its data", "by June 2025 to publish a plan"],
    "The CQC told the home to weigh the risks to each person and act on them.": [
        "The CQC told the home to weigh the risks to each person and act on them."
    ],
    "Members will be recommended on 4 June to keep the post and to advertise it.": [
        "Members will be recommended on 4 June to keep the post and to advertise it."
    ],
    "Inspectors asked the trust to review and improve its rota.": [
        "Inspectors asked the trust to review and improve its rota."
    ],
}


@pytest.mark.parametrize("text", SEVERAL)
def test_several_requests_in_a_sentence(text: str) -> None:
    rows, _ = read(press(text))
    assert [row.text for row in rows] == SEVERAL[text]


@pytest.mark.parametrize("gap", ["\t", "    "])
def test_numbers_without_a_dot(gap: str) -> None:
    items = f"1{gap}hire two more cooks\n2{gap}mend the kitchen door (immediately)\n"
    rows, _ = read(press(f"A notice requires the home to:\n\n{items}"))
    assert [(row.number, row.text, row.deadline) for row in rows] == [
        ("1", "hire two more cooks", ""),
        ("2", "mend the kitchen door (immediately)", "immediately"),
    ]


@pytest.mark.parametrize("text", KINDS)
def test_kinds_of_requests(text: str) -> None:
    rows, _ = read(press(text))
    assert [row.kind for row in rows] == [KINDS[text]]


def test_kind_and_addressee_of_a_request() -> None:
    text = "Among seven recommendations, the Ash Street board should:\n\n- meet\n"
    rows, _ = read(press(text))
    assert [(row.kind, row.addressee) for row in rows] == [
        ("recommendation", "the Ash Street board")
    ]
    rows, _ = read(press("Areas for improvement\n\n- plans\n\nInspectors came in May.\n"))
    assert [(row.kind, row.section) for row in rows] == [
        ("area_for_improvement", "Areas for improvement")
    ]


@pytest.mark.parametrize(
    ("clause", "who"),
    [
        ("The Cabinet, which meets on 8 May,", "The Cabinet"),
        ("Among them, the board", "the board"),
        ("The letter says that the council", "the council"),
    ],
)
def test_the_subject_of_a_clause(clause: str, who: str) -> None:
    assert subject(clause) == who


def test_who_acts_in_a_lead_in() -> None:
    assert who_acts("In order to improve, the council must take the following action:") == (
        "the council"
    )
    assert who_acts("Inspectors asked partners to concentrate on five areas:") == "partners"
    assert who_acts("What follows is a list:") == ""


@pytest.mark.parametrize("group", ["cues", "more", "announcements"])
def test_every_cue_reads_its_example(group: str) -> None:
    for row, cue in zip(words()["requests"][group], cues(group), strict=True):
        assert cue.search(row["example"]), row["example"]
        assert cue.lead(row["example"]) or not row["example"].endswith(":"), row["example"]


@pytest.mark.parametrize("framework", load(), ids=lambda framework: framework.id)
def test_every_heading_of_a_framework_opens_its_section(framework: Framework) -> None:
    for section in framework.sections:
        for heading in section.headings:
            sketch = f"# {heading}\n• Do this.\n# Findings\n• This was done.\n"
            assert found(report(sketch), framework.id) == {(section.kind, "Do this.")}
