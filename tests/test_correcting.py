"""`findings correct` as it is typed."""

import json
import shutil
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline
from pipeline import cli
from pipeline.evidence import boxes_in, same_bytes
from pipeline.records import Findings
from pipeline.store import Store, connect

Make = Callable[..., Findings]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def read(make: Make) -> Findings:
    made = make()
    rows = [replace(row, scale="ofsted_four_grades") for row in made.judgements]
    return replace(made, judgements=rows)


@pytest.fixture
def correct(
    tmp_path: Path,
    read: Findings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs `findings correct … -o FOLDER` on a store of one document."""
    with Store.open(tmp_path / "out") as store:
        store.save(read)
        store.export_tables()

    def command(*arguments: object, output: Path = tmp_path / "out") -> tuple[int, str, str]:
        given = ["findings", "correct", *map(str, arguments), "-o", str(output)]
        monkeypatch.setattr(sys, "argv", given)
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out, said.err

    return command


def stored(folder: Path, query: str) -> list[tuple[object, ...]]:
    database = connect(folder / "out")
    found = [tuple(row) for row in database.execute(query)]
    database.close()
    return found


def test_a_value_is_set_listed_and_taken_back(correct: Run, read: Findings, tmp_path: Path) -> None:
    row_id = read.judgements[0].id
    code, out, err = correct(
        row_id, "--set", "grade=Requires improvement", "--why", "[red]p. 3", "--author", "Jo"
    )
    assert (code, err) == (0, "")
    assert f"judgement {row_id} changed (grade = requires_improvement" in out
    csv = (tmp_path / "out" / "tables" / "judgements.csv").read_text(encoding="utf-8")
    assert "requires_improvement" in csv
    undo = out.split("--undo ")[1].split()[0]
    assert "[red]p. 3" in " ".join(correct("--list")[1].split())
    assert correct("--undo", undo)[1].startswith(f"Withdrawn: judgement {row_id}")
    assert stored(tmp_path, "SELECT grade, correction FROM judgements") == [("good", None)]
    assert correct("--list")[1] == "No row has been corrected.\n"


def test_several_rows_are_accepted_by_whoever_is_logged_in(
    correct: Run, read: Findings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FINDINGS_AUTHOR", "Dr Lee")
    assert correct(*(row.id for row in read.figures), "--accept", "--quiet") == (0, "", "")
    query = "SELECT author, action FROM corrections"
    assert stored(tmp_path, query) == [("Dr Lee", "accept")] * 2


def test_a_missed_row_is_added_by_its_words(correct: Run, tmp_path: Path) -> None:
    code, out, _ = correct(
        *("--add", "figure", "--document", "a.pdf", "--quote", "We did it,' said"),
        *("--set", "value=1", "--set", "unit=count", "--set", "measure=deed"),
    )
    assert (code, "figure" in out) == (0, True)
    query = "SELECT quote, value, correction, page FROM figures WHERE correction = 'added'"
    assert stored(tmp_path, query) == [("We did it,’ said", 1.0, "added", 1)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--add", "figure", "--document", "a.pdf", "--quote", "e"], "the document says 'e' "),
        (
            ["--add", "figure", "--document", "b.pdf", "--quote", "x"],
            "there is no document 'b.pdf'",
        ),
        (["--undo", "nope"], "there is no correction 'nope': findings correct --list"),
        (["nope", "--accept"], "there is no row 'nope'"),
        (["--import", "nope.csv"], "nope.csv cannot be read as CSV"),
        (["--export-gold", "gold"], "no stored document has a correction yet"),
    ],
)
def test_what_cannot_be_done_is_one_line(correct: Run, arguments: list[str], message: str) -> None:
    code, out, err = correct(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith(f"findings: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["x"], ["x", "--accept", "--reject"], ["--accept"], ["x", "--list"], ["x", "--set", "a"]],
)
def test_what_makes_no_sense_is_wrong_usage(correct: Run, arguments: list[str]) -> None:
    assert correct(*arguments)[0] == 2


def test_a_folder_without_findings_is_left_alone(correct: Run, tmp_path: Path) -> None:
    code, _, err = correct("x", "--accept", output=tmp_path / "none")
    assert (code, "holds no findings yet" in err) == (1, True)
    assert not (tmp_path / "none").exists()


def test_corrections_go_to_gold_and_to_a_file_and_back(
    correct: Run, read: Findings, tmp_path: Path
) -> None:
    correct(read.officials[0].id, "--reject")
    assert correct("--export-gold", tmp_path / "gold")[0] == 0
    gold = json.loads((tmp_path / "gold" / "a.json").read_text(encoding="utf-8"))
    assert gold["officials"] == []
    assert correct("--export", tmp_path / "ours.csv")[1].startswith("Wrote 1 corrections")
    assert correct("--import", tmp_path / "ours.csv")[1] == "Took over 0 corrections\n"


def test_words_are_found_again_where_they_are_printed(tmp_path: Path) -> None:
    """The file is read once more for the boxes; another file in its place gives none."""
    source = Path(pipeline.__file__).parents[1] / "corpus" / "sif-table.pdf"
    copy = tmp_path / "report.pdf"
    shutil.copy(source, copy)
    findings = pipeline.extract(pipeline.read(copy))
    row, sha256 = findings.judgements[1], findings.document.sha256
    found = boxes_in(str(copy), sha256, row.start, row.end, row.quote)
    assert found == row.boxes != ()
    assert boxes_in(str(copy), sha256, row.start, row.end, "other words") == ()
    copy.write_text("another")
    assert boxes_in(str(copy), sha256, row.start, row.end, row.quote) == ()
    assert same_bytes("https://example.org/a.pdf", sha256) is None
    assert same_bytes("a\0b.pdf", sha256) is None
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(source, "in/report.pdf")
    inside = f"{tmp_path / 'all.zip'}!/in/report.pdf"
    assert boxes_in(inside, sha256, row.start, row.end, row.quote) == row.boxes


def test_rows_and_corrections_are_named_by_their_beginnings(
    correct: Run, read: Findings, tmp_path: Path
) -> None:
    code, _, _ = correct(read.judgements[0].id[:8], "--accept")
    assert code == 0
    ((correction,),) = stored(tmp_path, "SELECT correction_id FROM corrections")
    assert correct("--undo", str(correction)[:8])[0] == 0
    assert stored(tmp_path, "SELECT * FROM corrections") == []


def test_a_beginning_of_several_rows_is_refused(correct: Run) -> None:
    code, _, err = correct("", "--accept")
    assert (code, "several rows" in err) == (1, True)
