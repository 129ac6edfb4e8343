"""Facts of a document from heads of reports, letters and press releases."""

import pytest

from pipeline.extract import begin
from pipeline.layout import from_text
from pipeline.records import DocumentFacts


def facts_of(text: str) -> DocumentFacts:
    return begin(from_text(text))[1].document


REPORT = """Inspection of Durham local authority children’s services
Inspection dates: 6 June to 17 June 2022
Lead inspector: Ada Merriweather, Her Majesty’s Inspector
Judgement
Services were inspected in 2016."""

LETTER = """24 March 2021
Ms Ida Blackwood
Director of Children’s Services
Bexley Council
Dear Ms Blackwood
Focused visit to London Borough of Bexley children’s services
This letter summarises the findings of a focused visit to Bexley on 31 July and 1 August.
The inspectors were Jo Marsh, HMI, and Asa Thorne HMI.
Yours sincerely
Asa Thorne
Her Majesty’s Inspector"""

RELEASE = """PRESS RELEASE
Embargoed until 00.01 on Thursday 17 August 2023
Care home ‘much improved’, say inspectors
Rowan Lodge Care Home has been rated Good by the Care Quality Commission (CQC).
It was last inspected on 3 May 2021.
Inspectors visited on 4, 5 and 6 June 2023 and returned on 12 June 2023.
Manager Wren Okafor said: “We are proud.”"""


def test_a_report_says_who_when_and_where() -> None:
    facts = facts_of(REPORT)
    assert facts.framework == "ofsted_ilacs"
    assert facts.document_type == "inspection_report"
    assert facts.title == "Inspection of Durham local authority children’s services"
    assert (facts.provider_name, facts.provider_id) == ("Durham", "E06000047")
    assert (facts.inspection_start, facts.inspection_end) == ("2022-06-06", "2022-06-17")
    assert facts.published_on == ""
    assert facts.lead_inspector == "Ada Merriweather"


def test_a_name_with_particles_is_whole() -> None:
    report = REPORT.replace("Ada Merriweather", "Calum Mac an t-Sagairt")
    assert facts_of(report).lead_inspector == "Calum Mac an t-Sagairt"


def test_a_letter_takes_its_date_its_year_and_its_signatory() -> None:
    facts = facts_of(LETTER)
    assert facts.framework == "ofsted_focused_visit"
    assert facts.document_type == "visit_letter"
    assert facts.provider_name == "London Borough of Bexley"
    assert facts.provider_id == "E09000004"
    assert facts.published_on == "2021-03-24"
    assert (facts.inspection_start, facts.inspection_end) == ("2021-07-31", "2021-08-01")
    assert facts.lead_inspector == "Asa Thorne"


def test_a_press_release_names_inspectorate_provider_and_visit() -> None:
    facts = facts_of(RELEASE)
    assert (facts.document_type, facts.inspectorate) == ("press_release", "cqc")
    assert facts.title == "Care home ‘much improved’, say inspectors"
    assert facts.provider_name == "Rowan Lodge Care Home"
    assert (facts.inspection_start, facts.inspection_end) == ("2023-06-04", "2023-06-12")
    assert facts.published_on == "2023-08-17"


def test_what_a_release_calls_itself_is_no_provider() -> None:
    text = (
        "Datganiad i’r Wasg / Press Release\n3 May 2016\nHEAD HAPPY\n"
        "Estyn has judged the current performance of Ysgol Glan Afon to be good.\n"
        "Cllr Mair Lloyd of Aberwen County Borough Council and its officers were glad.\n"
        "Aberwen County Borough Council runs 40 schools.\n"
    )
    assert facts_of(text).provider_name == "Ysgol Glan Afon"


@pytest.mark.parametrize(
    ("label", "start", "end"),
    [
        ("Inspection date: 14 January – 5 February 2014", "2014-01-14", "2014-02-05"),
        ("Inspection dates:\n8 – 12 July 2013", "2013-07-08", "2013-07-12"),
        ("Dates of inspection: 3 to 7 June 2024", "2024-06-03", "2024-06-07"),
    ],
)
def test_labels_of_the_inspection(label: str, start: str, end: str) -> None:
    facts = facts_of(f"Inspection of Durham local authority children’s services\n{label}")
    assert (facts.inspection_start, facts.inspection_end) == (start, end)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Lead inspector: Jo-Anne O’Hara HMI", "Jo-Anne O’Hara"),
        ("Reporting inspector Gwil ap Rhys HMI", "Gwil ap Rhys"),
        ("Sami Haines, Ofsted HMI lead inspector", "Sami Haines"),
        ("Lesley Parr, CQC Lead Inspector", ""),
        ("The lead inspector and the director agreed the arrangements.", ""),
    ],
)
def test_lead_inspectors(line: str, name: str) -> None:
    head = "Inspection of Durham local authority children’s services"
    assert facts_of(f"{head}\n{line}").lead_inspector == name


def test_a_text_of_no_kind_is_other_and_claims_nothing() -> None:
    facts = facts_of("A recipe for bread\nMix 500 g of flour with water.")
    assert (facts.document_type, facts.inspectorate, facts.framework) == ("other", "", "")
    assert (facts.provider_name, facts.inspection_start, facts.lead_inspector) == ("", "", "")
