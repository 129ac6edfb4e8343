import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pyarrow import parquet

from pipeline.errors import OutputError
from pipeline.records import Findings, Problem
from pipeline.store import SCHEMA, Store
from pipeline.tables import READ, TABLES, Row

Make = Callable[..., Findings]


def stored(folder: Path) -> dict[str, list[Row]]:
    """What the database holds, read by nothing but SQLite."""
    database = sqlite3.connect(folder / "findings.sqlite")
    rows = {table.name: list(database.execute(f"SELECT * FROM {table.name}")) for table in READ}
    database.close()
    return rows


def save(folder: Path, *documents: Findings) -> None:
    with Store.open(folder) as store:
        for findings in documents:
            store.save(findings)


def test_everything_of_a_document_is_stored_with_its_text(
    tmp_path: Path, findings: Findings
) -> None:
    save(tmp_path, findings)
    assert stored(tmp_path) == {table.name: table.rows([findings]) for table in READ}
    database = sqlite3.connect(tmp_path / "findings.sqlite")
    quotes = database.execute(
        'SELECT quote, substr(text, start + 1, "end" - start) FROM judgements '
        "JOIN texts USING (document_id)"
    )
    assert [quote == text for quote, text in quotes] == [True]
    database.close()


def test_closing_leaves_one_file(tmp_path: Path, findings: Findings) -> None:
    save(tmp_path, findings)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["findings.sqlite"]


def test_a_document_read_again_replaces_its_rows(tmp_path: Path, findings: Findings) -> None:
    save(tmp_path, findings)
    save(tmp_path, replace(findings, figures=[], problems=[]))
    rows = stored(tmp_path)
    assert (len(rows["documents"]), len(rows["judgements"])) == (1, 1)
    assert rows["figures"] == rows["problems"] == []


def test_a_changed_file_replaces_what_it_was(tmp_path: Path, make: Make) -> None:
    save(tmp_path, make("First. " * 20, "a.pdf"), make("Second. " * 20, "a.pdf"))
    assert stored(tmp_path)["judgements"][0][6] == ("Second. " * 20)[:30]
    assert len(stored(tmp_path)["documents"]) == 1


def test_other_documents_stay(tmp_path: Path, make: Make) -> None:
    save(tmp_path, make("First. " * 20, "a.pdf"))
    save(tmp_path, make("Second. " * 20, "b.pdf"))
    assert len(stored(tmp_path)["documents"]) == 2
    assert len(stored(tmp_path)["figures"]) == 4


def test_a_row_that_breaks_a_rule_stores_nothing(tmp_path: Path, findings: Findings) -> None:
    broken = replace(findings, judgements=[replace(findings.judgements[0], grade="")])
    with pytest.raises(sqlite3.IntegrityError, match=r"judgements\.grade"):
        save(tmp_path, broken)
    dangling = replace(findings, officials=[])
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        save(tmp_path, dangling)
    assert set(map(len, stored(tmp_path).values())) == {0}


def test_the_tables_are_what_the_database_holds(tmp_path: Path, make: Make) -> None:
    documents = [make("First. " * 20, "a.pdf"), make("Second. " * 20, "b.pdf")]
    with Store.open(tmp_path) as store:
        for findings in documents:
            store.save(findings)
        folder = store.export_tables()
    assert folder == tmp_path / "tables"
    for table in READ:
        columns = parquet.read_table(folder / f"{table.name}.parquet").to_pydict()
        assert list(zip(*columns.values(), strict=True)) == table.rows(documents)


def test_the_tables_do_not_depend_on_the_order_of_reading(tmp_path: Path, make: Make) -> None:
    documents = [make("First. " * 20, "a.pdf"), make("Second. " * 20, "b.pdf")]
    for name, order in (("one", documents), ("two", documents[::-1])):
        with Store.open(tmp_path / name) as store:
            for findings in order:
                store.save(findings)
            store.export_tables()
    for path in (tmp_path / "one" / "tables").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / "tables" / path.name).read_bytes()


def test_problems_without_a_document_come_once(tmp_path: Path) -> None:
    problem = Problem(source="nope", stage="ingest", code="missing", message="there is no file")
    with Store.open(tmp_path) as store:
        store.problem(problem)
        store.problem(problem)
    assert stored(tmp_path)["problems"] == [
        (None, "nope", "ingest", "missing", "there is no file", None)
    ]
    with Store.open(tmp_path) as store:
        store.forget_problems("nope")
    assert stored(tmp_path)["problems"] == []


def refused() -> Iterator[tuple[str, Callable[[Path], None]]]:
    yield "cannot be written", lambda folder: folder.write_text("a file where the folder goes")

    def foreign(folder: Path) -> None:
        folder.mkdir()
        with sqlite3.connect(folder / "findings.sqlite") as database:
            database.execute("CREATE TABLE mine (x)")

    yield "not a database of findings", foreign

    def no_database(folder: Path) -> None:
        folder.mkdir()
        (folder / "findings.sqlite").write_text("not SQLite" * 100)

    yield "not a database of findings", no_database

    def newer(folder: Path) -> None:
        save(folder)
        with sqlite3.connect(folder / "findings.sqlite") as database:
            database.execute(f"PRAGMA user_version = {SCHEMA + 1}")

    yield "later version", newer


@pytest.mark.parametrize(("message", "prepare"), list(refused()))
def test_a_folder_that_is_not_ours_is_refused_with_a_remedy(
    tmp_path: Path, message: str, prepare: Callable[[Path], None]
) -> None:
    folder = tmp_path / "output"
    prepare(folder)
    with pytest.raises(OutputError, match=message) as error:
        Store.open(folder)
    assert "--output" in str(error.value)
    assert str(folder) in str(error.value)


def test_a_locked_database_says_so(
    tmp_path: Path, findings: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.store.connection.PATIENCE", 0.01)
    with Store.open(tmp_path) as store:
        other = sqlite3.connect(tmp_path / "findings.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="another findings process"):
            store.save(findings)
        other.execute("ROLLBACK")
        other.close()
        store.save(findings)
    assert len(stored(tmp_path)["documents"]) == 1


def test_one_run_at_a_time_writes_to_a_folder(tmp_path: Path) -> None:
    refused = pytest.raises(OutputError, match="another findings run")
    with Store.open(tmp_path) as one, Store.open(tmp_path) as two, one.turn(), refused:
        two.turn(patience=0.01).__enter__()
    with Store.open(tmp_path) as two, two.turn(patience=0.01):
        pass


def test_tables_that_are_up_to_date_are_not_written_again(
    tmp_path: Path, findings: Findings
) -> None:
    with Store.open(tmp_path) as store:
        store.save(findings)
        folder = store.export_tables()
        before = (folder / "figures.csv").stat().st_mtime_ns
        store.export_tables()
        assert (folder / "figures.csv").stat().st_mtime_ns == before
        (folder / "figures.csv").write_text("somebody's notes")
        store.export_tables()
        assert "somebody" not in (folder / "figures.csv").read_text()
        (folder / "officials.parquet").unlink()
        store.export_tables()
        assert (folder / "officials.parquet").exists()


def test_a_full_disk_leaves_the_database_as_it_was(tmp_path: Path, make: Make) -> None:
    with Store.open(tmp_path) as store:
        store.save(make("First. " * 20, "a.pdf"))
        (pages,) = store._database.execute("PRAGMA page_count").fetchone()
        store._database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OutputError, match="Make room"):
            store.save(make("Second. " * 20_000, "b.pdf"))
        assert [row[2] for row in store.rows(TABLES[0])] == ["a.pdf"]
        assert store._database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_page_starts_are_stored_with_the_text(tmp_path: Path, findings: Findings) -> None:
    save(tmp_path, replace(findings, page_starts=((0, 1), (40, 2))))
    with closing(sqlite3.connect(tmp_path / "findings.sqlite")) as database:
        assert database.execute("SELECT page_starts FROM texts").fetchone() == ("[[0,1],[40,2]]",)
