import csv
import io
import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from pyarrow import parquet

from pipeline.ask import exporting, writers
from pipeline.ask.exporting import PIPE, Form, export, form_of
from pipeline.ask.wide import wide
from pipeline.errors import AskError, MissingExtraError, OutputError
from pipeline.records import Findings
from pipeline.store import Store, connect
from pipeline.tables import TABLES

Write = Callable[..., Findings]
Keep = Callable[..., Path]

FORMULAS = ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "＝1", "#N/A", "plain", "a=b", "'x"]


@pytest.fixture
def folder(write: Write, keep: Keep) -> Path:
    asked = [{"text": text, "kind": "recommendation"} for text in FORMULAS]
    odd = {"text": "a\x00b\x0b\ufffe\n\r\u202ec"}
    grades = {"adoption": "good", "leadership": "inadequate"}
    return keep(
        write("First report", grades=grades, recommendations=[*asked, odd], title="=1+1"),
        write("Second one", grades={"adoption": "outstanding"}, inspection_end="2020-01-01"),
    )


@pytest.fixture
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    made = connect(folder)
    yield made
    made.close()


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_is_exactly_that_of_a_run(folder: Path, database: sqlite3.Connection) -> None:
    done = export(database, folder / "again", Form.CSV)
    with Store.open(folder) as store:
        store.export_tables()
    names = [f"{table.name}.csv" for table in TABLES]
    assert [path.name for path in done.files] == names
    for name in names:
        assert (folder / "again" / name).read_bytes() == (folder / "tables" / name).read_bytes()


def test_excel_safe_guards_what_a_spreadsheet_takes_for_a_formula(
    tmp_path: Path, database: sqlite3.Connection
) -> None:
    to = tmp_path / "r.csv"
    export(database, to, Form.CSV, ["recommendations"])
    assert {row["text"] for row in cells(to)} >= set(FORMULAS)
    export(database, to, Form.CSV, ["recommendations"], excel_safe=True)
    texts = {row["text"] for row in cells(to)}
    assert {f"'{text}" for text in FORMULAS[:6]} | set(FORMULAS[6:]) <= texts
    assert {row["start"] for row in cells(to)} == {"0"}


def test_sheets_hold_texts_as_texts_and_numbers_as_numbers(
    tmp_path: Path, database: sqlite3.Connection
) -> None:
    to = tmp_path / "book.xlsx"
    done = export(database, to, Form.XLSX)
    book = openpyxl.load_workbook(to)
    assert book.sheetnames == [table.name for table in TABLES]
    assert done.rows == sum(sheet.max_row - 1 for sheet in book)
    sheet = book["recommendations"]
    names = [cell.value for cell in sheet[1]]
    texts = {row[names.index("text")].value: row[names.index("text")] for row in sheet.iter_rows(2)}
    assert set(FORMULAS) <= set(texts)
    assert {cell.data_type for cell in texts.values()} == {"s"}
    assert texts["=cmd|' /C calc'!A0"].quotePrefix
    assert not texts["plain"].quotePrefix
    assert any("a\ufffdb\ufffd\ufffd" in text for text in texts)
    assert sheet.cell(2, names.index("page") + 1).data_type == "n"
    with zipfile.ZipFile(to) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_sheet_that_cannot_hold_the_rows_is_refused(
    tmp_path: Path, database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "ROWS_OF_A_SHEET", 11)
    with pytest.raises(AskError, match="recommendations has 11 rows, a sheet of Excel holds 10"):
        export(database, tmp_path / "book.xlsx", Form.XLSX)
    assert list(tmp_path.glob("*book*")) == []


def test_texts_too_long_for_a_cell_are_cut_and_counted(
    tmp_path: Path, database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writers, "CELL_OF_A_SHEET", 20)
    done = export(database, tmp_path / "book.xlsx", Form.XLSX, ["documents"])
    assert done.cut == 2 * 2  # sha256 and the source of two documents
    names, first, _ = openpyxl.load_workbook(tmp_path / "book.xlsx")["documents"].values
    assert len(first[names.index("sha256")]) == 20


def test_without_openpyxl_the_remedy_is_named(
    tmp_path: Path, database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'inspection-findings\[xlsx\]'"):
        export(database, tmp_path / "book.xlsx", Form.XLSX)
    assert list(tmp_path.glob("*book*")) == []


def test_json_lines_and_parquet_hold_the_same(tmp_path: Path, database: sqlite3.Connection) -> None:
    export(database, tmp_path / "j.jsonl", Form.JSONL, ["judgements"])
    export(database, tmp_path / "j.parquet", Form.PARQUET, ["judgements"])
    lines = [json.loads(line) for line in (tmp_path / "j.jsonl").read_text().splitlines()]
    rows = parquet.read_table(tmp_path / "j.parquet").to_pylist()
    assert [line["grade"] for line in lines] == [row["grade"] for row in rows]
    assert (lines[0]["boxes"], lines[0]["subject"]) == ([], None)
    schema = parquet.read_schema(tmp_path / "j.parquet")
    assert b"description" in schema.field("area").metadata


def test_wide_is_one_row_a_document(database: sqlite3.Connection) -> None:
    table, rows = wide(database)
    found = {row[1]: dict(zip(table.names, row, strict=True)) for row in rows}
    assert [name for name in table.names if name.startswith("grade_")] == [
        "grade_adoption",
        "grade_leadership",
    ]
    first, second = sorted(found.values(), key=lambda row: row["title"] is None)
    assert (first["grade_adoption"], first["grade_leadership"]) == ("good", "inadequate")
    assert (second["grade_adoption"], second["grade_leadership"]) == ("outstanding", None)
    assert (first["recommendations"], first["own_recommendations"]) == (11, 10)
    assert (second["recommendations"], second["figures"]) == (0, 0)


@pytest.mark.parametrize("form", list(Form))
def test_wide_goes_into_every_form(
    tmp_path: Path, database: sqlite3.Connection, form: Form
) -> None:
    to = tmp_path / f"wide.{form}"
    assert export(database, to, form, one_row_an_inspection=True).rows == 2
    assert to.stat().st_size > 100
    assert form_of(to) is form


def test_a_pipe_takes_one_table(
    database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out, isatty=lambda: False))
    export(database, PIPE, Form.CSV, ["judgements"])
    assert out.getvalue().startswith(b"judgement_id,document_id")
    assert out.getvalue().count(b"\r\n") == 4
    with pytest.raises(AskError, match="one pipe"):
        export(database, PIPE, Form.CSV)
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out, isatty=lambda: True))
    with pytest.raises(AskError, match="no text for a terminal"):
        export(database, PIPE, Form.XLSX)


def test_what_cannot_be_written_leaves_what_was_there(
    tmp_path: Path, database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "t.csv"
    to.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "write_csv", full)
    with pytest.raises(OutputError, match=r"No space left.*--to"):
        export(database, to, Form.CSV, ["judgements"])
    assert to.read_text() == "before"
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"names": ["figure"]}, "no table 'figure'. There are: documents"),
        ({"form": Form.JSONL, "excel_safe": True}, "--excel-safe guards CSV"),
        ({"to": Path("all.csv")}, "one file for 10 tables: give a folder"),
    ],
)
def test_what_cannot_be_exported_is_an_error(
    tmp_path: Path, database: sqlite3.Connection, arguments: dict[str, object], said: str
) -> None:
    given = {"to": Path("x"), "form": Form.CSV} | arguments
    given["to"] = tmp_path / str(given["to"])
    with pytest.raises(AskError, match=said):
        export(database, **given)
    assert not given["to"].exists()
