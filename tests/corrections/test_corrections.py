"""Corrections in a store: kept, applied, undone, and held against what is read later."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.corrections import UNMET, Decision, record, undo
from pipeline.errors import CorrectionError
from pipeline.records import Findings
from pipeline.store import Store, connect

Make = Callable[..., Findings]
GRADE = "judgements"
TEXT = (
    "Overall effectiveness is good. ‘We did it,’ said Cllr Ann Lee. 3,351 children, 19.4%. "
    "Leadership is inadequate, as Bob Roe, chair, knows."
)


@pytest.fixture
def read(make: Make) -> Findings:
    made = make(TEXT)
    graded = [replace(row, scale="ofsted_four_grades") for row in made.judgements]
    return replace(made, judgements=graded)


def saved(folder: Path, findings: Findings) -> Findings:
    with Store.open(folder) as store:
        store.save(findings)
        store.export_tables()
    return findings


def decide(folder: Path, **decision: Any) -> Any:
    with Store.open(folder) as store:
        return record(store, Decision(**{"author": "Jo", "reason": "seen"} | decision))


def withdraw(folder: Path, correction_id: str) -> None:
    with Store.open(folder) as store:
        undo(store, correction_id)


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    database = connect(folder)
    found = [dict(row) for row in database.execute(f'SELECT * FROM {table} ORDER BY "start"')]
    database.close()
    return found


def problems(folder: Path) -> list[str]:
    database = connect(folder)
    query = "SELECT message FROM problems WHERE code = ?"
    found = [row[0] for row in database.execute(query, (UNMET,))]
    database.close()
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "tables").iterdir())}


def status(folder: Path) -> list[str]:
    database = connect(folder)
    found = [row[0] for row in database.execute("SELECT status FROM corrections ORDER BY made_at")]
    database.close()
    return found


def graded(findings: Findings, **values: Any) -> Findings:
    """What another version reads in place of the grade."""
    return replace(findings, judgements=[replace(findings.judgements[0], **values)])


# -- the four actions


def test_an_accepted_row_is_marked(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    decide(tmp_path, action="accept", finding_id=read.judgements[0].id)
    (row,) = rows(tmp_path, GRADE)
    assert (row["correction"], row["grade"], row["confidence"]) == ("accepted", "good", 1.0)
    assert status(tmp_path) == ["applied"]


def test_a_changed_row_keeps_its_id_and_place(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    (before,) = rows(tmp_path, GRADE)
    made = decide(
        tmp_path,
        action="change",
        finding_id=before["judgement_id"],
        values={"grade": "requires improvement"},
    )
    (row,) = rows(tmp_path, GRADE)
    same = ("judgement_id", "start", "end", "boxes", "quote", "area", "rule")
    assert [row[name] for name in same] == [before[name] for name in same]
    assert (row["grade"], row["grade_rank"], row["correction"]) == (
        "requires_improvement",
        3,
        "changed",
    )
    assert json.loads(made.old_values)["grade"] == "good"
    assert (made.author, made.reason, made.quote) == ("Jo", "seen", before["quote"])


def test_a_rejected_row_is_absent(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    decide(tmp_path, action="reject", finding_id=read.judgements[0].id)
    assert rows(tmp_path, GRADE) == []
    assert b"overall_effectiveness" not in files(tmp_path)["judgements.csv"]
    assert b"overall_effectiveness" in files(tmp_path)["corrections.csv"]


def test_a_missed_row_is_added_with_its_evidence(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    start = TEXT.index("Leadership is inadequate")
    made = decide(
        tmp_path,
        action="add",
        kind="judgement",
        document_id=read.document.document_id,
        start=start,
        end=start + len("Leadership is inadequate") + 1,
        quote="Leadership is inadequate,",
        values={"area": "leadership", "grade": "inadequate"},
    )
    row = rows(tmp_path, GRADE)[1]
    assert (row["judgement_id"], row["correction"], row["rule"]) == (
        made.finding_id,
        "added",
        "person",
    )
    assert TEXT[row["start"] : row["end"]] == row["quote"] == "Leadership is inadequate,"
    assert (row["grade_rank"], row["grade_text"], row["scale"], row["period"]) == (
        4,
        "inadequate",
        "ofsted_four_grades",
        "current",
    )


def test_an_official_who_is_rejected_leaves_the_speech(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    made = decide(tmp_path, action="reject", finding_id=read.officials[0].id)
    (speech,) = rows(tmp_path, "quotations")
    assert (speech["speaker"], speech["official_id"]) == ("Ann Lee", None)
    withdraw(tmp_path, made.correction_id)
    assert rows(tmp_path, "quotations")[0]["official_id"] == read.officials[0].id


# -- a row that was decided about before


def test_a_second_change_builds_on_the_first(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    row_id = read.judgements[0].id
    first = decide(tmp_path, action="change", finding_id=row_id, values={"grade": "outstanding"})
    second = decide(tmp_path, action="change", finding_id=row_id, values={"area": "leadership"})
    (row,) = rows(tmp_path, GRADE)
    assert (row["grade"], row["area"]) == ("outstanding", "leadership")
    assert status(tmp_path) == ["superseded", "applied"]
    with pytest.raises(CorrectionError, match=f"--undo {second.correction_id}"):
        withdraw(tmp_path, first.correction_id)
    withdraw(tmp_path, second.correction_id)
    assert [row[n] for row in rows(tmp_path, GRADE) for n in ("grade", "area")] == [
        "outstanding",
        "overall_effectiveness",
    ]


def test_an_added_row_can_be_changed_but_not_rejected(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    start = TEXT.index("Bob Roe")
    document_id = read.document.document_id
    place = {"document_id": document_id, "start": start, "end": start + 7}
    made = decide(tmp_path, action="add", kind="officials", **place)
    decide(tmp_path, action="change", finding_id=made.finding_id, values={"role": "chair"})
    row = next(row for row in rows(tmp_path, "officials") if row["name"] == "Bob Roe")
    assert (row["official_id"], row["role"], row["correction"]) == (
        made.finding_id,
        "chair",
        "added",
    )
    with pytest.raises(CorrectionError, match="was added by Jo: findings correct --undo"):
        decide(tmp_path, action="reject", finding_id=made.finding_id)
    with pytest.raises(CorrectionError, match=f"there already: {made.finding_id}"):
        decide(tmp_path, action="add", kind="officials", **place, values={"role": "Chair"})


def test_a_rejected_row_says_how_to_bring_it_back(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    made = decide(tmp_path, action="reject", finding_id=read.judgements[0].id)
    with pytest.raises(CorrectionError, match=f"--undo {made.correction_id} brings it back"):
        decide(tmp_path, action="accept", finding_id=read.judgements[0].id)


# -- undone


@pytest.mark.parametrize("action", ["accept", "change", "reject", "add"])
def test_undone_the_tables_are_the_same_bytes(tmp_path: Path, read: Findings, action: str) -> None:
    saved(tmp_path, read)
    before = files(tmp_path)
    given: dict[str, Any] = {"finding_id": read.officials[0].id}
    if action == "change":
        given["values"] = {"role": "mayor"}
    if action == "add":
        given = {"kind": "figures", "document_id": read.document.document_id}
        given |= {"start": 0, "end": 5, "values": {"value": "2", "unit": "count"}}
    made = decide(tmp_path, action=action, **given)
    assert files(tmp_path) != before
    withdraw(tmp_path, made.correction_id)
    assert files(tmp_path) == before


def test_undone_after_a_new_reading_the_new_row_is_there(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    made = decide(
        tmp_path, action="change", finding_id=read.judgements[0].id, values={"grade": "outstanding"}
    )
    again = saved(tmp_path, graded(read, grade="inadequate"))
    withdraw(tmp_path, made.correction_id)
    (row,) = rows(tmp_path, GRADE)
    assert (row["judgement_id"], row["grade"], row["correction"]) == (
        again.judgements[0].id,
        "inadequate",
        None,
    )
    assert problems(tmp_path) == []


# -- read again


@pytest.mark.parametrize("action", ["accept", "change", "reject", "add"])
def test_read_again_nothing_changes(tmp_path: Path, read: Findings, action: str) -> None:
    saved(tmp_path, read)
    given: dict[str, Any] = {"finding_id": read.officials[0].id}
    if action == "change":
        given["values"] = {"role": "mayor"}
    if action == "add":
        given = {"kind": "figures", "document_id": read.document.document_id}
        given |= {"start": 0, "end": 5, "values": {"value": "2", "unit": "count"}}
    decide(tmp_path, action=action, **given)
    before = files(tmp_path)
    saved(tmp_path, read)
    assert files(tmp_path) == before
    assert (status(tmp_path), problems(tmp_path)) == (["applied"], [])


def change(folder: Path, read: Findings, **values: Any) -> Any:
    saved(folder, read)
    return decide(folder, action="change", finding_id=read.judgements[0].id, values=values)


def test_what_is_now_read_as_corrected_is_met(tmp_path: Path, read: Findings) -> None:
    made = change(tmp_path, read, grade="outstanding")
    saved(tmp_path, graded(read, grade="outstanding", grade_rank=1, grade_text="Outstanding"))
    (row,) = rows(tmp_path, GRADE)
    assert (row["judgement_id"], row["grade"], row["correction"]) == (
        made.finding_id,
        "outstanding",
        "accepted",
    )
    assert (status(tmp_path), problems(tmp_path)) == (["applied"], [])


def test_a_third_reading_is_reported_and_the_person_stands(tmp_path: Path, read: Findings) -> None:
    made = change(tmp_path, read, grade="outstanding")
    saved(tmp_path, graded(read, grade="inadequate", grade_rank=4))
    (row,) = rows(tmp_path, GRADE)
    assert (row["grade"], row["grade_rank"], row["correction"]) == ("outstanding", 1, "changed")
    assert status(tmp_path) == ["unmet"]
    (message,) = problems(tmp_path)
    assert "something else is read" in message
    assert f"findings correct --undo {made.correction_id}" in message


def test_accepted_after_another_look_it_is_unmet_no_more(tmp_path: Path, read: Findings) -> None:
    """The person looked again and stands by it, also through the next run."""
    made = change(tmp_path, read, grade="outstanding")
    third = graded(read, grade="inadequate", grade_rank=4)
    for later in (third, replace(read, judgements=[])):
        saved(tmp_path, later)
        assert len(problems(tmp_path)) == 1
        decide(tmp_path, action="accept", finding_id=made.finding_id, author="Al")
        for _ in range(2):
            assert [row["grade"] for row in rows(tmp_path, GRADE)] == ["outstanding"]
            assert problems(tmp_path) == []
            saved(tmp_path, later)
    assert rows(tmp_path, GRADE)[0]["correction"] == "added"
    assert status(tmp_path) == ["superseded", "superseded", "applied"]


@pytest.mark.parametrize(("action", "mark"), [("change", "changed"), ("accept", "accepted")])
def test_a_row_that_is_read_no_more_stays_and_is_reported(
    tmp_path: Path, read: Findings, action: str, mark: str
) -> None:
    saved(tmp_path, read)
    values = {"grade": "inadequate"} if action == "change" else {}
    decide(tmp_path, action=action, finding_id=read.judgements[0].id, values=values)
    saved(tmp_path, replace(read, judgements=[]))
    assert [row["correction"] for row in rows(tmp_path, GRADE)] == [mark]
    assert "it is not read any more" in problems(tmp_path)[0]
    assert status(tmp_path) == ["unmet"]
    saved(tmp_path, read)
    assert (status(tmp_path), problems(tmp_path)) == (["applied"], [])


def test_a_rejected_row_that_is_read_no_more_is_no_problem(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    decide(tmp_path, action="reject", finding_id=read.judgements[0].id)
    saved(tmp_path, replace(read, judgements=[]))
    assert (status(tmp_path), problems(tmp_path)) == (["applied"], [])


def test_another_reading_of_a_rejected_row_is_shown_and_reported(
    tmp_path: Path, read: Findings
) -> None:
    saved(tmp_path, read)
    decide(tmp_path, action="reject", finding_id=read.judgements[0].id)
    saved(tmp_path, graded(read, grade="inadequate"))
    assert [row["grade"] for row in rows(tmp_path, GRADE)] == ["inadequate"]
    assert status(tmp_path) == ["unmet"]


def test_a_row_that_was_added_and_is_read_now_comes_once(tmp_path: Path, read: Findings) -> None:
    missed = replace(read, judgements=[])
    saved(tmp_path, missed)
    found = read.judgements[0]
    decide(
        tmp_path,
        action="add",
        kind=GRADE,
        document_id=found.document_id,
        start=found.start,
        end=found.end,
        values={"area": found.area, "grade": "good"},
    )
    saved(tmp_path, read)
    assert [row["correction"] for row in rows(tmp_path, GRADE)] == ["accepted"]
    assert status(tmp_path) == ["applied"]


def test_corrections_find_their_words_where_the_text_moved(tmp_path: Path, read: Findings) -> None:
    """A later version may compose the same bytes into a slightly other text."""
    change(tmp_path, read, grade="outstanding")
    ahead = "Westshire\n"
    text = ahead + TEXT.replace("Overall effectiveness", "Overall\neffectiveness")
    quote = text[len(ahead) : len(ahead) + 30]
    place = {"start": len(ahead), "end": len(ahead) + 30, "quote": quote}
    for row in (graded(read, **place).judgements, []):
        saved(tmp_path, Findings(read.document, judgements=row, text=text))
        (shown,) = rows(tmp_path, GRADE)
        assert shown["grade"] == "outstanding"
        assert text[shown["start"] : shown["end"]] == shown["quote"] == quote


def test_words_that_are_gone_cannot_be_shown(tmp_path: Path, read: Findings) -> None:
    change(tmp_path, read, grade="outstanding")
    saved(tmp_path, Findings(read.document, text="Another text."))
    assert rows(tmp_path, GRADE) == []
    assert "its words are not in the document's text" in problems(tmp_path)[0]


def test_corrections_outlive_their_document(tmp_path: Path, read: Findings) -> None:
    change(tmp_path, read, grade="outstanding")
    with Store.open(tmp_path) as store:
        store.see("other.pdf")
        store.mark_vanished("")
        store.prune()
    assert rows(tmp_path, GRADE) == []
    saved(tmp_path, read)
    assert [row["grade"] for row in rows(tmp_path, GRADE)] == ["outstanding"]


# -- what is refused


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (
            {"values": {"colour": "red"}},
            r"no column 'colour' that can be set: it has subject, area",
        ),
        ({"values": {"quote": "red"}}, "no column 'quote'"),
        (
            {"values": {"grade": "splendid"}},
            "no grade of the scale ofsted_four_grades: it is outst",
        ),
        ({"values": {"scale": "mine"}}, "there is no scale 'mine': it is one of"),
        ({"values": {"period": "future"}}, "period cannot be 'future': it is one of current, prev"),
        ({"values": {"judged_on": "2016-13"}}, "judged_on cannot be '2016-13': it is a date"),
        ({"values": {"judged_on": "May 2016"}}, "it is a date: 2016-05-16, 2016-05 or 2016"),
        ({"values": {"grade_rank": "0"}}, "grade_rank cannot be '0': it is a whole number from 1"),
        ({"values": {"area": "Too Good!"}}, "a name in snake_case"),
        ({"values": {"area": " "}}, "area cannot be empty"),
        ({"values": {"grade": "good"}}, "says that already: findings correct .* --accept"),
        ({}, "a change needs a new value"),
        ({"finding_id": "nope", "values": {"grade": "good"}}, "there is no row 'nope'"),
        ({"quote": "Other words", "values": {"period": "previous"}}, "not those that were seen"),
        ({"action": "accept", "values": {"grade": "good"}}, "change it instead"),
        ({"action": "burn"}, "cannot be 'burn': accept, change, reject or add"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(
    tmp_path: Path, read: Findings, decision: dict[str, Any], message: str
) -> None:
    saved(tmp_path, read)
    before = files(tmp_path)
    given = {"action": "change", "finding_id": read.judgements[0].id} | decision
    with pytest.raises(CorrectionError, match=message):
        decide(tmp_path, **given)
    assert files(tmp_path) == before
    assert status(tmp_path) == []


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        ({"kind": "songs"}, "there is no kind 'songs': it is one of judgements"),
        ({"document_id": "0" * 16}, "there is no document"),
        ({"end": 10_000}, "the text has .* characters"),
        ({"start": 5, "end": 5}, "the evidence cannot go from 5 to 5"),
        ({"quote": "Overall"}, "the document does not say 'Overall' there, but 'Leadership'"),
        ({"start": 21, "end": 22}, "an empty space"),
        ({"values": {"grade": "good"}}, "needs area: --set area="),
        ({"kind": "figures", "values": {"unit": "count"}}, "needs its value"),
        ({"kind": "figures", "values": {"value": "many"}}, "value cannot be 'many'"),
    ],
)
def test_an_addition_that_does_not_fit_is_refused(
    tmp_path: Path, read: Findings, decision: dict[str, Any], message: str
) -> None:
    saved(tmp_path, read)
    start = TEXT.index("Leadership")
    given = {"action": "add", "kind": GRADE, "document_id": read.document.document_id}
    given |= {"start": start, "end": start + 10, "values": {"area": "leadership", "grade": "good"}}
    with pytest.raises(CorrectionError, match=message):
        decide(tmp_path, **(given | decision))
    assert status(tmp_path) == []


def test_a_speech_is_tied_to_an_official_of_its_document(
    tmp_path: Path, read: Findings, make: Make
) -> None:
    saved(tmp_path, read)
    other = saved(
        tmp_path, make("Another text, also with eighty characters and more. " * 3, "b.pdf")
    )
    speech = read.quotations[0].id
    for official_id in ("nobody", other.officials[0].id):
        with pytest.raises(CorrectionError, match="official_id cannot be"):
            decide(
                tmp_path, action="change", finding_id=speech, values={"official_id": official_id}
            )
    decide(tmp_path, action="change", finding_id=speech, values={"official_id": ""})
    found = [r["official_id"] for r in rows(tmp_path, "quotations") if r["quotation_id"] == speech]
    assert found == [None]


def test_numbers_may_have_commas_and_stay_numbers(tmp_path: Path, read: Findings) -> None:
    saved(tmp_path, read)
    row = next(row for row in read.figures if row.unit == "count")
    decide(tmp_path, action="change", finding_id=row.id, values={"value": "3,352", "as_of": ""})
    shown = next(r for r in rows(tmp_path, "figures") if r["figure_id"] == row.id)
    assert (shown["value"], shown["as_of"]) == (3352.0, None)
    assert b"3352," in files(tmp_path)["figures.csv"]


def test_while_a_run_holds_the_folder_it_writes_the_tables(
    tmp_path: Path, read: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.corrections.decide.PATIENCE", 0.0)
    saved(tmp_path, read)
    before = files(tmp_path)
    with Store.open(tmp_path) as running, running.turn():
        decide(tmp_path, action="reject", finding_id=read.judgements[0].id)
        assert files(tmp_path) == before
        running.export_tables()
    assert files(tmp_path) != before
