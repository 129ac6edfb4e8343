from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ask.dictionary import table, tables
from pipeline.errors import AskError
from pipeline.records import Findings
from pipeline.store import connect
from pipeline.tables import TABLES


@pytest.fixture
def folder(write: Callable[..., Findings], keep: Callable[..., Path]) -> Path:
    grades = {"adoption": "good", "leadership": "good"}
    return keep(write("Overall good.", grades=grades))


def test_every_table_is_there_with_its_rows_and_meaning(folder: Path) -> None:
    database = connect(folder)
    found = {name: (rows, columns, said) for name, rows, columns, said in tables(database).rows}
    assert set(found) == {each.name for each in TABLES} | {"texts"}
    assert found["judgements"][:2] == (2, len(TABLES[1].columns))
    assert found["judgements"][2].startswith("A grade that the document states")
    assert all(said.endswith(".") and "`" not in said for _, _, said in found.values())
    database.close()


@pytest.mark.parametrize("name", [each.name for each in TABLES])
def test_every_column_is_there_with_its_meaning(folder: Path, name: str) -> None:
    database = connect(folder)
    known = next(each for each in TABLES if each.name == name)
    found = table(database, name).rows
    assert [(row[0], row[1], row[3]) for row in found] == [
        (column.name, column.type, column.meaning) for column in known.columns
    ]
    database.close()


def test_columns_show_how_much_they_hold(folder: Path) -> None:
    database = connect(folder)
    found = {row[0]: (row[2], row[4]) for row in table(database, "judgements").rows}
    assert found["grade"] == (2, "good, …")
    assert found["subject"] == (0, "")
    assert found["period"] == (2, "current, previous")
    assert found["judgement_id"][1] == ""
    database.close()


def test_a_table_that_is_not_there_is_named(folder: Path) -> None:
    database = connect(folder)
    with pytest.raises(AskError, match="Do you mean figures"):
        table(database, "figure")
    with pytest.raises(AskError, match="There are: documents, judgements"):
        table(database, "sqlite_master; drop")
    database.close()
