"""Gold against tables: tallies counted by hand, intervals, errors, accepted runs."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import FindingsError
from pipeline.evaluate import (
    Report,
    accept_report,
    as_dict,
    bootstrap,
    default_accepted,
    evaluate,
    render,
    render_rules,
    report,
)
from pipeline.evaluate.compare import norm, overlap, pair, same_text
from pipeline.evaluate.tally import Reliability, Sheet, Tally, reliability, total
from pipeline.records import Figure, Findings, Judgement, Official, Quotation, Recommendation

Make = Callable[..., Findings]

FACTS = {
    "document_type": "inspection_report",
    "inspectorate": "ofsted",
    "framework": "ofsted_ilacs",
    "title": "Westshire: inspection of children’s services",
    "provider_name": "Westshire",
    "inspection_start": "2024-03-04",
    "inspection_end": "2024-03-15",
    "published_on": None,
    "lead_inspector": "Ada Example",
}


def gold_of(sha256: str, **rows: Any) -> dict[str, Any]:
    """An annotated document; tables that are not given are empty."""
    empty: dict[str, Any] = {
        "judgements": [],
        "recommendations": [],
        "officials": [],
        "quotations": [],
        "figures": [],
        "figure_pages": [],
    }
    return {"id": "a", "sha256": sha256, "document": FACTS, **empty, **rows}


def counts(sheet: Sheet, measure: str) -> tuple[int, int, int]:
    tally = sheet.tallies[measure]
    return tally.right, tally.gold, tally.said


def found(document_id: str, record: type, start: int = 0, /, **values: Any) -> Any:
    return record(document_id=document_id, start=start, end=start + 1, rule="test", **values)


def only(findings: Findings, **rows: list[Any]) -> Findings:
    """The document of some findings with these rows and no others."""
    return Findings(findings.document, **rows)


def test_facts(findings: Findings) -> None:
    sheet = evaluate(gold_of(findings.document.sha256), findings)
    right = {name for name, tally in sheet.tallies.items() if tally.right}
    assert right == {"documents.framework", "documents.published_on"}
    assert len([name for name in sheet.tallies if name.startswith("documents.")]) == 9


def test_a_title_may_be_part_of_the_other(make: Make) -> None:
    findings = make(title="Inspection of Children's Services", provider_name="Eastshire")
    sheet = evaluate(gold_of(findings.document.sha256), findings)
    assert counts(sheet, "documents.title") == (1, 1, 1)
    assert counts(sheet, "documents.provider_name") == (0, 1, 1)
    assert [e.message for e in sheet.errors if e.measure == "documents.provider_name"] == [
        "want 'Westshire', got 'Eastshire'"
    ]


def test_judgements(findings: Findings) -> None:
    key = findings.document.document_id
    wanted = [
        {"area": "care_leavers", "area_text": "care leavers", "grade": "good"},
        {"area": "adoption", "area_text": "adoption performance", "grade": "good"},
        {"area": "leaders", "area_text": "leaders", "grade": "good", "required": False},
        {"area": "overall", "area_text": "overall", "grade": "inadequate"},
    ]
    rows = [dict(row, period="current", page=2, judged_on=None) for row in wanted]
    before = {"area": "overall", "area_text": "services", "grade": "good", "page": 3}
    rows.append({**before, "period": "previous", "judged_on": "2019-05"})
    said = [
        found(key, Judgement, 1, area="care_leavers", grade="good", period="current"),
        found(
            key, Judgement, 2, area="other", area_text="Adoption", grade="good", period="current"
        ),
        found(key, Judgement, 3, area="leaders", grade="good", period="current"),
        found(key, Judgement, 4, area="overall", grade="good", period="current"),
        found(key, Judgement, 5, area="overall", grade="good", period="previous"),
        found(key, Judgement, 6, area="x", grade="good", period="previous", judged_on="2019-05-20"),
    ]
    sheet = evaluate(gold_of("", judgements=rows), only(findings, judgements=said))
    # right: care_leavers, adoption by its printed name; leaders is optional on both sides
    assert counts(sheet, "judgements.current") == (2, 3, 3)
    # the one without a year is not paired with 2019
    assert counts(sheet, "judgements.previous") == (1, 1, 2)
    assert {(e.measure, e.outcome, e.message) for e in sheet.errors if "judg" in e.measure} == {
        ("judgements.current", "missed", "overall = inadequate"),
        ("judgements.current", "wrong", "overall = good"),
        ("judgements.previous", "wrong", "overall = good"),
    }


def test_recommendations(findings: Findings) -> None:
    key = findings.document.document_id
    long = " ".join(f"word{k}" for k in range(40))
    wanted = [
        {"text": long, "kind": "recommendation", "deadline": "Within six months", "page": 4},
        {"text": "Meet more often.", "kind": "priority_action", "deadline": None, "page": 4},
        {"text": "Listen.", "kind": "recommendation", "deadline": None, "page": 5},
    ]
    said = [
        found(key, Recommendation, 1, kind="recommendation", text=f"{long} more"),
        found(key, Recommendation, 2, kind="recommendation", text="meet more often"),
        found(key, Recommendation, 3, kind="recommendation", text="Listen to them all."),
    ]
    sheet = evaluate(gold_of("", recommendations=wanted), only(findings, recommendations=said))
    assert counts(sheet, "recommendations") == (2, 3, 3)
    assert counts(sheet, "recommendations.kind") == (1, 2, 2)
    assert counts(sheet, "recommendations.deadline") == (0, 1, 1)
    missed = [e for e in sheet.errors if e.outcome == "missed"]
    assert [(e.message, e.page) for e in missed] == [("'Listen.'", 5)]


def test_officials(findings: Findings) -> None:
    key = findings.document.document_id
    wanted = [
        {"name": "Ann Lee", "role": "Leader of the council", "involvement": "speaker", "page": 1},
        {"name": "Bo Ek", "role": "Director", "involvement": "mentioned", "page": 2},
    ]
    said = [
        found(key, Official, 1, name="ann lee", role="council leader", involvement="mentioned"),
        found(key, Official, 2, name="B Ek", role="Director", involvement="mentioned"),
        found(key, Official, 3, name="Bo Ek", role="Chair", involvement="mentioned"),
    ]
    sheet = evaluate(gold_of("", officials=wanted), only(findings, officials=said))
    assert counts(sheet, "officials.name") == (2, 2, 3)
    assert counts(sheet, "officials.name+role") == (1, 2, 3)
    assert counts(sheet, "officials.involvement") == (1, 2, 2)


def test_quotations(findings: Findings) -> None:
    key = findings.document.document_id
    wanted = [
        {"speaker": "Ann Lee", "text": "We are getting better every single day.", "page": 1},
        {"speaker": "the report", "text": "a clear vision for all children", "page": 1},
    ]
    said = [
        found(
            key, Quotation, 1, speaker="Cllr Ann Lee", text="we are getting better every single day"
        ),
        found(key, Quotation, 2, speaker="Bo Ek", text="a clear vision for all children"),
    ]
    sheet = evaluate(gold_of("", quotations=wanted), only(findings, quotations=said))
    assert counts(sheet, "quotations") == (1, 2, 2)


def test_figures(findings: Findings) -> None:
    key = findings.document.document_id
    need = {"page": 5, "required": True, "unit": "count"}
    wanted = [
        {**need, "value": 3351, "value_text": "3,351", "measure": "children in need"},
        {**need, "value": 19.4, "value_text": "19.4%", "measure": "poverty", "unit": "percent"},
        {**need, "value": 12, "value_text": "twelve", "measure": "weeks", "qualifier": "over"},
        {**need, "value": 1, "value_text": "one", "measure": "child", "required": False},
    ]
    at: dict[str, Any] = {"page": 5, "unit": "count"}
    said = [
        found(key, Figure, 1, **at, value=3351.0, measure="children in need of help"),
        found(key, Figure, 2, **at, value=19.4, measure="poverty"),
        found(key, Figure, 3, **at, value=12.0, measure="staff"),
        found(key, Figure, 4, **at, value=1.0, measure="child"),
        found(key, Figure, 5, **at, value=7.0, measure="homes"),
        found(key, Figure, 6, page=6, unit="count", value=3351.0, measure="children in need"),
    ]
    gold = gold_of("", figures=wanted, figure_pages=[5])
    sheet = evaluate(gold, only(findings, figures=said))
    assert counts(sheet, "figures.value") == (3, 3, 4)
    assert counts(sheet, "figures.value+unit") == (2, 3, 4)
    assert counts(sheet, "figures.value+unit+measure") == (1, 3, 4)
    assert counts(sheet, "figures.qualifier") == (0, 1, 1)
    assert {e.message for e in sheet.errors if e.measure.startswith("figures.value")} == {
        "'' 'homes'",
        "'19.4%': want 'percent', got 'count'",
        "'twelve': want 'weeks', got 'staff'",
    }


def test_every_row_on_an_annotated_page_counts_for_its_rule() -> None:
    sheet = Sheet("a")
    rows = [
        {"rule": "noun", "confidence": "0.9"},
        {"rule": "cell", "confidence": "0.7"},
        {"rule": "noun", "confidence": "1.0"},
    ]
    sheet.judge("figures", rows, {0, 1})
    rules = reliability([sheet, Sheet("b")])
    assert rules == {
        ("figures", "cell"): Reliability(0.7, 1, 1),
        ("figures", "noun"): Reliability(0.95, 2, 1),
    }
    assert rules["figures", "noun"].share == 0.5


def test_a_row_is_right_in_all_that_its_table_is_asked_for(findings: Findings) -> None:
    key = findings.document.document_id
    need = {"page": 5, "required": True, "unit": "count"}
    wanted = [
        {**need, "value": 3351, "value_text": "3,351", "measure": "children in need"},
        {**need, "value": 12, "value_text": "twelve", "measure": "weeks"},
        {**need, "value": 1, "value_text": "one", "measure": "child", "required": False},
    ]
    at: dict[str, Any] = {"page": 5, "unit": "count"}
    said = [
        found(key, Figure, 1, **at, value=3351.0, measure="children in need of help"),
        found(key, Figure, 2, **at, value=12.0, measure="staff"),
        found(key, Figure, 3, **at, value=1.0, measure="child"),
        found(key, Figure, 4, page=6, unit="count", value=7.0, measure="homes"),
    ]
    people = [{"name": "Bo Ek", "role": "Director", "involvement": "mentioned", "page": 2}]
    bo = found(key, Official, 3, name="Bo Ek", role="Chair", involvement="mentioned")
    gold = gold_of("", figures=wanted, figure_pages=[5], officials=people)
    rules = reliability([evaluate(gold, only(findings, figures=said, officials=[bo]))])
    assert {key: (r.rows, r.right) for key, r in rules.items()} == {
        ("figures", "test"): (3, 2),
        ("officials", "test"): (1, 0),
    }


def test_a_document_that_is_not_found_misses_all_its_rows() -> None:
    wanted = [{"name": "Ann Lee", "role": "Leader", "involvement": "speaker", "page": 1}]
    sheet = evaluate(gold_of("", officials=wanted), None)
    assert counts(sheet, "officials.name") == (0, 1, 0)
    assert counts(sheet, "documents.published_on") == (1, 1, 1)


def test_scores_of_a_tally() -> None:
    assert Tally(3, 4, 6).scores() == (0.5, 0.75, 0.6, 3, 4, 6)
    assert Tally().scores() == (0.0, 0.0, 0.0, 0, 0, 0)


def test_texts_as_they_are_compared() -> None:
    assert norm("◼ ‘Pre-\nproceedings’ – a  LIST") == "'pre-proceedings' -a list"
    assert overlap("Cabinet members for children", "cabinet member for the children") == 1.0
    assert overlap("", "") == 1.0
    assert overlap("children", "") == 0.0
    compact = {"digest": "", "head": "one two", "tail": "nine ten", "words": 10}
    assert same_text(compact, "One two three four five six seven eight nine ten!", 0.95) == 0.95
    assert same_text(compact, "two three four five six seven eight nine ten", 0.95) == 0.0


def test_pairs_are_taken_by_falling_score_and_once() -> None:
    scores = {(0, 0): 0.5, (0, 1): 0.9, (1, 1): 0.8, (1, 0): 0.0}
    gold: list[dict[str, Any]] = [{"k": 0}, {"k": 1}]
    said = [{"k": "0"}, {"k": "1"}]
    assert pair(gold, said, lambda g, s: scores[g["k"], int(s["k"])]) == [(0, 1)]


def test_the_interval_holds_the_score_and_repeats() -> None:
    sheets = [Sheet(str(k)) for k in range(20)]
    for k, sheet in enumerate(sheets):
        sheet.tallies["recommendations"].add(8 + k % 3, 10, 10)
    low, high = bootstrap(sheets)["recommendations"]
    assert low < total(sheets)["recommendations"].scores().f1 < high
    assert bootstrap(sheets) == bootstrap(sheets)


@pytest.fixture
def annotated(tmp_path: Path) -> tuple[Path, list[dict[str, Any]]]:
    """A folder with two documents and their gold."""
    folder = tmp_path / "gold"
    folder.mkdir()
    golds = []
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
        wanted = [{"text": name, "kind": "recommendation", "deadline": None, "page": 1}]
        gold = gold_of(hashlib.sha256(name.encode()).hexdigest(), recommendations=wanted)
        golds.append({**gold, "id": name})
        (folder / f"{name}.json").write_text(json.dumps(golds[-1]), encoding="utf-8")
    return folder, golds


@pytest.fixture
def run(annotated: tuple[Path, list[dict[str, Any]]], make: Make) -> Callable[..., Report]:
    """Reports on the two documents with these texts as their recommendations."""

    def reported(**texts: str) -> Report:
        def read(data: bytes, source: str) -> Findings:
            made = make(data.decode() + " " * 90)
            text = texts.get(data.decode(), "")
            key = made.document.document_id
            row = found(key, Recommendation, kind="recommendation", text=text)
            return only(made, recommendations=[row])

        return report(annotated[0], read)

    return reported


def test_a_report_on_a_folder(run: Callable[..., Report]) -> None:
    done = run(a="a", b="something else")
    assert done.scores["recommendations"] == (0.5, 0.5, 0.5, 1, 2, 2)
    assert done.documents == 2
    assert done.absent == []
    shown = render(done, errors=5)
    assert "b p1 missed: 'b'" in shown
    assert "no run has been accepted" in shown
    assert [line.split() for line in render_rules(done).splitlines()] == [
        ["table", "rule", "rows", "right", "share", "confidence"],
        ["recommendations", "test", "2", "1", "0.500", "1.000"],
    ]
    assert as_dict(done, errors=0)["errors"] == []
    assert json.loads(json.dumps(as_dict(done)))["scores"]["recommendations"]["f1"] == 0.5


def test_a_document_that_is_not_there(
    annotated: tuple[Path, list[dict[str, Any]]], run: Callable[..., Report]
) -> None:
    (annotated[0].parent / "b.txt").unlink()
    done = run(a="a", b="b")
    assert done.absent == ["b"]
    assert done.scores["recommendations"].recall == 0.5
    assert "not found or not readable: b" in render(done)


def test_floors_rise_and_fall_only_when_told(
    annotated: tuple[Path, list[dict[str, Any]]], run: Callable[..., Report]
) -> None:
    gold = annotated[0]
    accept_report(run(a="a", b="nothing of it"), gold)
    better = run(a="a", b="b")
    assert better.below == {}
    accept_report(better, gold)
    worse = run(a="a", b="nothing of it")
    assert worse.below == {"recommendations": (1.0, 0.5)}
    assert "BELOW" in render(worse)
    with pytest.raises(FindingsError, match=r"recommendations 0\.5000 < 1\.0000.*--lower"):
        accept_report(worse, gold)
    accept_report(worse, gold, lower=True)
    assert run(a="a", b="nothing of it").below == {}


def test_another_gold_is_another_measure(
    annotated: tuple[Path, list[dict[str, Any]]], run: Callable[..., Report]
) -> None:
    gold, golds = annotated
    accept_report(run(a="a", b="b"), gold)
    golds[0]["recommendations"][0]["text"] = "a thing that nobody said"
    (gold / "a.json").write_text(json.dumps(golds[0]), encoding="utf-8")
    done = run(a="a", b="b")
    assert done.below == {}
    assert not done.comparable
    assert "other gold" in render(done)
    accept_report(done, gold)
    assert run(a="a", b="b").comparable


@pytest.mark.parametrize("content", ["", "[]", '{"gold": 1}', '{"gold": "x", "f1": {"a": "b"}}'])
def test_a_broken_accepted_run_is_named(
    annotated: tuple[Path, list[dict[str, Any]]], run: Callable[..., Report], content: str
) -> None:
    path = default_accepted(annotated[0])
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FindingsError, match=r"accepted\.json is no accepted run"):
        run(a="a", b="b")


@pytest.mark.parametrize("content", ["{", '{"figures": []}', "3"])
def test_broken_gold_is_named(
    annotated: tuple[Path, list[dict[str, Any]]], run: Callable[..., Report], content: str
) -> None:
    (annotated[0] / "c.json").write_text(content, encoding="utf-8")
    with pytest.raises(FindingsError, match=r"c\.json is no gold"):
        run(a="a", b="b")


def test_a_folder_without_gold(tmp_path: Path, make: Make) -> None:
    with pytest.raises(FindingsError, match="holds no gold"):
        report(tmp_path, lambda data, source: make())
