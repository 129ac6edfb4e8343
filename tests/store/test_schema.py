import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.records import Findings
from pipeline.store import DATABASE, SCHEMA, Store, connect
from pipeline.tables import TABLES

OLD = Path(__file__).parent


def columns(database: sqlite3.Connection) -> dict[str, set[tuple[object, ...]]]:
    """Name, type, rules of every column, by table."""
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: {tuple(row)[1:] for row in database.execute(f"PRAGMA table_info({name})")}
        for (name,) in map(tuple, tables)
    }


def indexes(database: sqlite3.Connection) -> set[str]:
    rows = database.execute("SELECT name FROM sqlite_master WHERE type = 'index'")
    return {name for (name,) in map(tuple, rows)}


def old(folder: Path, schema: int) -> Path:
    """An output folder as an earlier version left it."""
    folder.mkdir()
    database = sqlite3.connect(folder / DATABASE)
    database.executescript((OLD / f"schema-{schema}.sql").read_text(encoding="utf-8"))
    database.close()
    return folder


def test_every_earlier_schema_has_a_database_to_be_tested_with() -> None:
    made = {int(path.stem.partition("-")[2]) for path in OLD.glob("schema-*.sql")}
    assert made == set(range(1, SCHEMA))


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_an_old_database_becomes_what_a_new_one_is(tmp_path: Path, schema: int) -> None:
    folder = old(tmp_path / "old", schema)
    before = sqlite3.connect(folder / DATABASE)
    texts = before.execute("SELECT document_id, text FROM texts").fetchall()
    figures = before.execute("SELECT count(*) FROM figures").fetchone()
    before.close()
    with Store.open(folder) as store:
        store.export_tables()
    with Store.open(tmp_path / "new"):
        pass
    migrated, new = connect(folder), connect(tmp_path / "new")

    def placed(found: dict[str, set[tuple[object, ...]]]) -> dict[str, set[tuple[object, ...]]]:
        return {name: {row[1:] for row in rows} for name, rows in found.items()}

    assert placed(columns(migrated)) == placed(columns(new))
    assert indexes(migrated) == indexes(new)
    assert [tuple(row) for row in migrated.execute("SELECT document_id, text FROM texts")] == texts
    assert tuple(migrated.execute("SELECT count(*) FROM figures").fetchone()) == figures
    sources = {row["source"]: row["status"] for row in migrated.execute("SELECT * FROM sources")}
    assert set(sources.values()) == {"present"}
    assert len(sources) == 2
    assert {table.name for table in TABLES} <= set(columns(migrated))


@pytest.mark.parametrize("schema", range(1, SCHEMA))
def test_an_old_database_takes_new_documents(
    tmp_path: Path, schema: int, findings: Findings
) -> None:
    with Store.open(old(tmp_path / "old", schema)) as store:
        store.save(findings)
        assert store.document_of("a.pdf") == findings.document.document_id


def test_an_old_database_is_not_read_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="findings run"):
        connect(old(tmp_path / "old", 1))


def test_a_folder_without_a_database_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="findings run"):
        connect(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_opened_to_read_cannot_be_written(tmp_path: Path, findings: Findings) -> None:
    with Store.open(tmp_path) as store:
        store.save(findings)
    database = connect(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.execute("DELETE FROM documents")


def test_a_reader_sees_one_state_and_does_not_hold_up_the_writer(
    tmp_path: Path, findings: Findings
) -> None:
    with Store.open(tmp_path) as store:
        reader = connect(tmp_path)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM documents").fetchone()[0] == 0
        store.save(findings)
        assert reader.execute("SELECT count(*) FROM documents").fetchone()[0] == 0
        reader.execute("COMMIT")
        assert reader.execute("SELECT count(*) FROM documents").fetchone()[0] == 1
