"""Corrections that go from colleague to colleague as CSV."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.corrections import Decision, export_csv, import_csv, record
from pipeline.errors import CorrectionError
from pipeline.records import Findings
from pipeline.store import Desk, Store, connect

Make = Callable[..., Findings]


def saved(folder: Path, findings: Findings) -> Path:
    with Store.open(folder) as store:
        store.save(findings)
        store.export_tables()
    return folder


def exported(folder: Path, findings: Findings) -> Path:
    with Store.open(saved(folder, findings)) as store:
        change = {"text": "Do, it\nnow\r\n“soon”", "number": "=cmd|' /C calc'!A0"}
        row_id = findings.recommendations[0].id
        record(store, Decision(action="change", finding_id=row_id, values=change, author="Zoë"))
        record(store, Decision(action="reject", finding_id=findings.officials[0].id))
    path = folder / "ours.csv"
    assert export_csv(Desk(connect(folder)), path) == 2
    return path


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "tables").iterdir()}


def test_a_colleague_gets_the_same_tables(tmp_path: Path, findings: Findings) -> None:
    path = exported(tmp_path / "mine", findings)
    theirs = saved(tmp_path / "theirs", findings)
    with Store.open(theirs) as store:
        assert import_csv(store, path) == 2
        assert import_csv(store, path) == 0
    assert tables(theirs) == tables(tmp_path / "mine")


def test_a_correction_waits_for_its_document(tmp_path: Path, findings: Findings) -> None:
    path = exported(tmp_path / "mine", findings)
    with Store.open(tmp_path / "theirs") as store:
        assert import_csv(store, path) == 2
        desk = Desk(connect(tmp_path / "theirs"))
        assert {each.status for each in desk.corrections()} == {"waiting"}
    theirs = saved(tmp_path / "theirs", findings)
    assert tables(theirs) == tables(tmp_path / "mine")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("kind", "documents", "there is no kind 'documents'"),
        ("action", "burn", "action is 'burn'"),
        ("start", "-1", "no row or no evidence"),
        ("end", "x", "row 2: is no correction"),
        ("page", "0", "no row or no evidence"),
        ("finding_id", "", "no row or no evidence"),
        ("document_id", "", "document_id is ''"),
        ("boxes", "{}", "are no boxes"),
        ("boxes", '[["a"]]', "is no correction"),
        ("new_values", "[1]", "are no values of the table"),
        ("new_values", '{"rule": "mine"}', "no column 'rule' that can be set"),
        ("new_values", '{"kind": "wish"}', "kind cannot be 'wish'"),
        ("old_values", '{"colour": "red"}', "are no values of the table"),
        ("old_values", '{"text": ["a"]}', "are no values of the table"),
        ("old_values", '{"confidence": "high"}', "are no values of the table"),
        ("made_at", "yesterday", "row 2: is no correction"),
    ],
)
def test_a_file_that_is_wrong_changes_nothing(
    tmp_path: Path, findings: Findings, column: str, value: str, message: str
) -> None:
    path = exported(tmp_path / "mine", findings)
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    change = [line for line in lines if line["action"] == "change"]
    change[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows([*change, *(line for line in lines if line["action"] == "reject")])
    theirs = saved(tmp_path / "theirs", findings)
    before = tables(theirs)
    with Store.open(theirs) as store:
        with pytest.raises(CorrectionError, match=message):
            import_csv(store, path)
        store.export_tables()
    assert tables(theirs) == before


def test_an_addition_that_says_too_little_is_refused(tmp_path: Path, findings: Findings) -> None:
    """A row without its required columns would keep its document out of the tables."""
    path = exported(tmp_path / "mine", findings)
    text = path.read_text(encoding="utf-8").replace(",reject,", ",add,")
    path.write_text(text, encoding="utf-8")
    cleared = saved(tmp_path / "theirs", findings)
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        line["old_values"] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    with Store.open(cleared) as store, pytest.raises(CorrectionError, match="cannot be empty"):
        import_csv(store, path)


def test_another_table_is_no_corrections(tmp_path: Path, findings: Findings) -> None:
    folder = saved(tmp_path, findings)
    with Store.open(folder) as store, pytest.raises(CorrectionError, match="no column correction_"):
        import_csv(store, folder / "tables" / "figures.csv")
