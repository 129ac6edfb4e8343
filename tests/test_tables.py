import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from pipeline.records import FINDING_TYPES, Box, Figure, Findings
from pipeline.tables import (
    READ,
    TABLES,
    Row,
    Sheet,
    Table,
    data_package,
    to_dict,
    to_frames,
    write,
    write_data_package,
)

ON_EVERY_FINDING = ["document_id", "page", "start", "end", "boxes", "quote", "rule", "confidence"]
OWN = {
    "judgements": "subject area area_text grade grade_text grade_rank scale period judged_on",
    "recommendations": "number kind text addressee deadline section",
    "officials": "name honorific role organisation involvement",
    "quotations": "speaker official_id text cue",
    "figures": "value value_text unit per of measure measure_class qualifier change comparator "
    "as_of",
}
BY_NAME = {table.name: table for table in TABLES}


def csv_rows(folder: Path, name: str) -> list[list[str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def parquet_rows(folder: Path, name: str) -> list[Row]:
    columns = parquet.read_table(folder / f"{name}.parquet").to_pydict()
    return list(zip(*columns.values(), strict=True))


@pytest.mark.parametrize("kind", FINDING_TYPES)
def test_finding_tables_have_the_agreed_columns_in_the_agreed_order(kind: type) -> None:
    table = BY_NAME[kind.table]
    assert table.names == [table.key, *ON_EVERY_FINDING, *OWN[kind.table].split(), "correction"]
    assert table.key == kind.table[:-1] + "_id"


def test_the_first_table_is_documents_and_the_last_problems() -> None:
    assert [table.name for table in READ] == ["documents", *OWN, "problems"]
    assert {table.name for table in TABLES} - {table.name for table in READ} == {
        "claims",
        "corrections",
        "sources",
    }
    assert TABLES[0].key == "document_id"
    assert TABLES[-1].names == ["document_id", "source", "stage", "code", "message", "page"]


def test_every_column_says_what_it_means() -> None:
    assert [c.name for table in TABLES for c in table.columns if not c.meaning] == []


def test_rows_are_sorted_by_document_and_place_and_come_once(make: Callable[..., Findings]) -> None:
    documents = [make(), make("Another text. " * 9, "b.pdf")]
    for table in READ:
        rows = table.rows(documents)
        assert rows == table.rows([documents[1], documents[0], documents[0]])
        assert len(rows) == len(set(rows))
    figures = BY_NAME["figures"]
    at = [figures.names.index(name) for name in ("document_id", "start")]
    places = [tuple(row[i] for i in at) for row in figures.rows(documents)]
    assert places == sorted(places)
    assert len(places) == 4


def test_an_empty_value_is_null_and_boxes_are_json(findings: Findings) -> None:
    row = dict(
        zip(BY_NAME["judgements"].names, BY_NAME["judgements"].rows([findings])[0], strict=True)
    )
    assert row["subject"] is None
    assert row["judged_on"] is None
    assert row["boxes"] == "[[1,72.0,90.0,140.6,102.0]]"
    unpaged = replace(findings.judgements[0], boxes=())
    assert BY_NAME["judgements"].row(unpaged)[5] is None


def test_csv_prints_plain_numbers(findings: Findings, tmp_path: Path) -> None:
    figures = BY_NAME["figures"]
    write(tmp_path, figures, figures.rows([findings]))
    header, count, percent = csv_rows(tmp_path, "figures")
    value = header.index("value")
    assert [count[value], percent[value]] == ["3351", "19.4"]
    assert count[header.index("confidence")] == "1"
    assert count[header.index("per")] == ""
    assert (tmp_path / "figures.csv").read_bytes().count(b"\r\n") == 3


def test_the_same_rows_give_the_same_bytes(findings: Findings, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        for table in READ:
            write(tmp_path / name, table, table.rows([findings]))
        write_data_package(tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 2 * len(READ) + 1
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_write_that_breaks_off_leaves_the_old_files(findings: Findings, tmp_path: Path) -> None:
    table = BY_NAME["judgements"]
    write(tmp_path, table, table.rows([findings]))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken() -> Iterator[Row]:
        yield table.rows([findings])[0]
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        write(tmp_path, table, broken())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    start = draw(st.integers(0, 10_000))
    boxes = tuple(Box(1, *draw(st.tuples(*[st.floats(0, 1000)] * 4))) for _ in range(2))
    return Figure(
        document_id="d",
        page=draw(st.integers(1, 9)),
        start=start,
        end=start + 5,
        boxes=draw(st.sampled_from([(), boxes])),
        quote=draw(HOSTILE),
        rule="r",
        value=draw(st.none() | NUMBERS | st.integers(-(2**53), 2**53)),
        value_text=draw(HOSTILE),
        measure=draw(HOSTILE),
    )


@given(st.lists(figures(), max_size=5))
def test_hostile_values_survive_csv_and_parquet(
    make: Callable[..., Findings], tmp_path_factory: pytest.TempPathFactory, rows: list[Figure]
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    table = BY_NAME["figures"]
    findings = replace(make(), figures=rows)
    expected = table.rows([findings])
    write(folder, table, expected)
    assert parquet_rows(folder, "figures") == expected
    header, *lines = csv_rows(folder, "figures")
    assert header == table.names
    assert [read_back(table, line) for line in lines] == expected


def read_back(table: Table, line: list[str]) -> Row:
    """A CSV line as the data dictionary says to read it."""
    casts = {"integer": int, "number": float, "string": str, "array": str}
    return tuple(
        casts[column.type](cell) if cell else None
        for column, cell in zip(table.columns, line, strict=True)
    )


def test_frames_have_the_columns_and_types_of_the_tables(findings: Findings) -> None:
    frames = to_frames([findings])
    assert {name: list(frame.columns) for name, frame in frames.items()} == {
        table.name: table.names for table in READ
    }
    assert findings.to_frames()["figures"]["value"].tolist() == [3351.0, 19.4]
    assert frames["judgements"]["grade_rank"].dtype == "Int64"
    assert frames["judgements"]["judged_on"].isna().all()
    assert frames["figures"]["per"].dtype == "float64"


def test_frames_of_a_document_that_says_nothing_are_empty(findings: Findings) -> None:
    frames = Findings(findings.document).to_frames()
    assert [len(frames[table.name]) for table in READ] == [1, 0, 0, 0, 0, 0, 0]


def test_to_dict_is_json_with_nulls_and_lists(findings: Findings) -> None:
    said = json.loads(json.dumps(to_dict(Sheet.of(findings))))
    assert said["document"]["framework"] == "ofsted_ilacs"
    assert said["document"]["title"] is None
    assert said["judgements"][0]["boxes"][0][0] == 1
    assert said["judgements"][0]["judgement_id"] == findings.judgements[0].id
    assert [row["value"] for row in said["figures"]] == [3351.0, 19.4]


def test_the_data_dictionary_describes_the_files(findings: Findings, tmp_path: Path) -> None:
    for table in TABLES:
        write(tmp_path, table, table.rows([findings]) if table in READ else [])
    write_data_package(tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package == data_package()
    for resource in package["resources"]:
        described = [field["name"] for field in resource["schema"]["fields"]]
        assert csv_rows(tmp_path, resource["name"])[0] == described
        assert (tmp_path / resource["path"]).is_file()


def test_the_data_dictionary_holds_the_keys() -> None:
    schemas = {each["name"]: each["schema"] for each in data_package()["resources"]}
    to_documents = {
        "fields": ["document_id"],
        "reference": {"resource": "documents", "fields": ["document_id"]},
    }
    to_officials = {
        "fields": ["official_id"],
        "reference": {"resource": "officials", "fields": ["official_id"]},
    }
    assert schemas["documents"]["foreignKeys"] == []
    assert schemas["judgements"]["primaryKey"] == ["judgement_id"]
    assert schemas["officials"]["foreignKeys"] == [to_documents]
    assert schemas["quotations"]["foreignKeys"] == [to_documents, to_officials]
    assert "primaryKey" not in schemas["problems"]
    period = next(f for f in schemas["judgements"]["fields"] if f["name"] == "period")
    assert period["constraints"] == {"enum": ["current", "previous"]}
