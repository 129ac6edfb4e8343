"""The table of claims in a store: made anew after every run, the same in any order."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from told import release, report

import pipeline
from pipeline import claims, cli
from pipeline.errors import FindingsError
from pipeline.records import Findings, Problem
from pipeline.store import Store, connect

ARCHIVE = Path(__file__).parents[3] / "shared" / "archive" / "pdf"
DURHAM_2016 = ARCHIVE / "ilacs-80465-2016-05-16.pdf"
CORPUS = Path(__file__).parents[2] / "corpus"

HELD = report(
    "overall_effectiveness = good\n# Recommendations\n- Do this.\n- Do that.\n- And that.\n"
)
TOLD = release(
    "Council responds\n\n17 May 2016\n\nOfsted has inspected Westshire County Council. The overall "
    "effectiveness of children’s services was judged to be outstanding. Ofsted made three "
    "recommendations.\n\nEnds\n"
)


def stored(folder: Path, *documents: Findings) -> list[dict[str, object]]:
    with Store.open(folder) as store:
        for each in documents:
            store.save(each)
        claims.update(store)
    return claims.listed(folder)


def test_contradictions_come_first(tmp_path: Path) -> None:
    rows = stored(tmp_path, HELD, TOLD)
    assert [(row["kind"], row["verdict"], row["said"], row["found"]) for row in rows] == [
        ("grade", "contradicted", "outstanding", "good"),
        (
            "recommendations",
            "confirmed",
            "three recommendations",
            "3 recommendations (page 1)",
        ),
    ]
    assert {row["report_id"] for row in rows} == {HELD.document.document_id}


def test_the_order_of_reading_does_not_matter(tmp_path: Path) -> None:
    documents = [HELD, TOLD, report("", inspection_start="2010-01-01", published_on="2010-03-01")]
    assert stored(tmp_path / "one", *documents) == stored(tmp_path / "two", *documents[::-1])


def test_a_report_that_comes_later_is_found_and_one_that_goes_is_missed(tmp_path: Path) -> None:
    assert {row["verdict"] for row in stored(tmp_path, TOLD)} == {"not_found"}
    assert [row["verdict"] for row in stored(tmp_path, HELD)] == ["contradicted", "confirmed"]
    with Store.open(tmp_path) as store:
        store.mark_vanished(HELD.document.source)
        assert store.prune() == 1
    rows = stored(tmp_path)
    assert {(row["verdict"], row["report_id"]) for row in rows} == {("not_found", None)}


def test_nothing_is_written_where_nothing_has_changed(tmp_path: Path) -> None:
    stored(tmp_path, HELD, TOLD)
    with Store.open(tmp_path) as store:
        before = store.generation
        store.note_made("something else")
        claims.update(store)
        assert store.generation == before
        store.problem(Problem(source="x", stage="ingest", code="missing", message="no file"))
        claims.update(store)
        assert store.generation == before + 1


def test_a_release_that_goes_takes_its_claims_along(tmp_path: Path) -> None:
    stored(tmp_path, HELD, TOLD)
    with Store.open(tmp_path) as store:
        store.save(replace(HELD, document=replace(HELD.document, source=TOLD.document.source)))
        assert list(claims.listed(tmp_path)) == []


def test_a_run_leaves_the_claims_in_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_text(TOLD.text)
    pipeline.run([path], tmp_path / "output")
    lines = (tmp_path / "output" / "tables" / "claims.csv").read_text().splitlines()
    assert [line.split(",")[6] for line in lines] == ["kind", "grade", "recommendations"]


@pytest.mark.parametrize("name", ["document_id", "source", "file_name"])
@pytest.mark.parametrize("said", [HELD, TOLD], ids=["report", "release"])
def test_claims_of_one_document(tmp_path: Path, name: str, said: Findings) -> None:
    stored(tmp_path, HELD, TOLD)
    facts = replace(said.document, file_name=said.document.source)
    with closing(sqlite3.connect(tmp_path / "findings.sqlite")) as database, database:
        database.execute("UPDATE documents SET file_name = source")
    assert len(claims.listed(tmp_path, getattr(facts, name))) == 2


def test_a_document_that_is_not_held_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    stored(tmp_path, HELD)
    assert claims.listed(tmp_path, HELD.document.document_id) == []
    with pytest.raises(FindingsError, match=r"no document 'nope'.*tables/documents.csv"):
        claims.listed(tmp_path, "nope")


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Runs `findings claims …` on a folder with a report and a release; what it prints."""
    hostile = replace(TOLD.judgements[0], quote="\x1b[2J[bold]judged")
    stored(tmp_path, HELD, replace(TOLD, judgements=[hostile]))

    def run(*arguments: str) -> str:
        given = ["findings", "claims", "-o", str(tmp_path), *arguments]
        monkeypatch.setattr("sys.argv", given)
        with pytest.raises(SystemExit) as end:
            cli.main()
        assert not end.value.code
        return capsys.readouterr().out

    return run


def test_the_command_shows_both_sides(command: Callable[..., str]) -> None:
    shown = command()
    assert shown.index("contradicted") < shown.index("confirmed")
    assert "[bold]judged" in shown
    assert "\x1b" not in shown
    assert "1 confirmed, 1 contradicted" in shown


def test_the_command_prints_every_column_as_json_and_csv(command: Callable[..., str]) -> None:
    rows = json.loads(command("-f", "json"))
    assert [row["verdict"] for row in rows] == ["contradicted", "confirmed"]
    assert rows[1]["report_quote"] == "- Do this.\n- Do that.\n- And that."
    heading = command("--format", "csv").splitlines()[0].split(",")
    assert heading == list(rows[0])


def test_the_command_says_that_there_are_none(command: Callable[..., str], tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.replace_claims([])
    assert "There are no claims" in command()


@pytest.mark.skipif(not DURHAM_2016.is_file(), reason="needs ../shared/archive, the real reports")
def test_durham_s_fourteen_recommendations_are_the_authority_s(tmp_path: Path) -> None:
    """The report prints fourteen for the authority, and four for the safeguarding board."""
    pipeline.run([CORPUS / "press-durham-2017.txt", DURHAM_2016], tmp_path)
    (row,) = claims.listed(tmp_path)
    assert (row["said"], row["verdict"], row["report_page"]) == (
        "14 recommendations",
        "confirmed",
        8,
    )
    assert row["found"] == "14 recommendations (page 8), 4 recommendations (page 35)"
    with closing(connect(tmp_path)) as database:
        (text,) = database.execute(
            "SELECT text FROM texts WHERE document_id = ?", (row["report_id"],)
        ).fetchone()
    assert text[row["report_start"] : row["report_end"]] == row["report_quote"]
