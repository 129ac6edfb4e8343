"""Files that are not what they should be, through the whole run and the command line.

Each costs a row of `problems` that says what and what to do, and nothing else: the other
documents come out byte for byte as if it had not been there.
"""

import csv
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from printed import Pen, pdf, written
from reportlab.lib.pdfencrypt import StandardEncryption

import pipeline
from pipeline import cli
from pipeline.errors import OutputError

CORPUS = Path(__file__).parents[2] / "corpus"
GOOD = ("lscb-review.pdf", "press-school.txt")

SENTENCES = ("Leaders know their services well.", "Children are safe and settled.")
ERROR_PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>Page not found</title></head><body>
<nav><a href="/">Home</a></nav><main><h1>Page not found</h1>
<p>The report that you are looking for has been moved, or its address has changed.</p>
<p>Look for it by the name of the provider, or go back to the page that sent you here.</p>
</main></body></html>"""

Row = dict[str, str]


def picture(pen: Pen) -> None:
    pen.picture()


def corpus(name: str) -> bytes:
    return (CORPUS / name).read_bytes()


BAD: dict[str, tuple[str, bytes, str, str]] = {
    # name of the file, its bytes, code of its problem, remedy
    "an error page": ("r.pdf", ERROR_PAGE, "not_what_its_name_says", "download it again"),
    "an empty file": ("r.pdf", b"", "empty", "download it again"),
    "half a PDF": ("r.pdf", corpus("sif-2014.pdf")[:50_000], "damaged_pdf", "download it again"),
    "a PDF's first line": ("r.pdf", b"%PDF-1.7\n", "damaged_pdf", "download it again"),
    "a locked PDF": (
        "r.pdf",
        pdf(written(*SENTENCES), encrypt=StandardEncryption("secret", strength=128)),
        "encrypted",
        "save a copy without one",
    ),
    "pictures only": ("r.pdf", pdf(picture, picture), "no_text", "ocrmypdf"),
    "junk": ("r.pdf", bytes(range(256)) * 20, "unknown_type", "convert it to PDF first"),
    "junk named text": ("r.txt", b"\x01\x02\xff\xfe\x81" * 99, "not_text", "convert it to PDF"),
    "a page without words": (
        "r.html",
        b"<html><body></body></html>",
        "no_content",
        "save the page",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two good documents."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in GOOD:
        shutil.copy(CORPUS / name, folder)
    return folder


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Runs `findings …` in this process: its exit code and what it says on standard error."""

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["findings", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        return int(end.value.code or 0), capsys.readouterr().err

    return run


def rows(output: Path, table: str) -> list[Row]:
    with (output / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bytes_of(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (output / "tables").iterdir()}


def without(output: Path, table: str, source: Path) -> bytes:
    """A table's bytes as CSV without the rows of one source."""
    lines = (output / "tables" / f"{table}.csv").read_bytes().splitlines(keepends=True)
    return b"".join(line for line in lines if str(source).encode() not in line)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """The output of the good documents by themselves, made once for each folder's names."""
    made = tmp_path_factory.mktemp("alone")

    def output(folder: Path) -> Path:
        pipeline.run([folder / name for name in GOOD], made / folder.parent.name)
        return made / folder.parent.name

    return output


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_costs_a_problem_and_nothing_else(
    folder: Path, tmp_path: Path, alone: Callable[[Path], Path], what: str
) -> None:
    name, data, code, remedy = BAD[what]
    bad = folder / name
    expected = alone(folder)
    bad.write_bytes(data)
    summary = pipeline.run(folder, tmp_path / "out")
    assert summary.read == len(GOOD)
    (problem,) = (p for p in rows(tmp_path / "out", "problems") if p["source"] == str(bad))
    assert (problem["stage"], problem["code"]) == ("ingest", code)
    assert remedy in problem["message"]
    (failed,) = (d for d in rows(tmp_path / "out", "documents") if d["source"] == str(bad))
    assert (failed["status"], failed["bytes"]) == ("failed", str(len(data)))
    assert failed["document_id"] == problem["document_id"]
    tables = bytes_of(tmp_path / "out")
    for table, before in bytes_of(expected).items():
        if Path(table).stem not in {"documents", "problems", "sources"}:
            assert tables[table] == before
    for table in ("documents", "problems", "sources"):
        assert without(tmp_path / "out", table, bad) == bytes_of(expected)[f"{table}.csv"]


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_by_itself_ends_with_1_and_a_message(
    tmp_path: Path, command: Callable[..., tuple[int, str]], what: str
) -> None:
    name, data, _, remedy = BAD[what]
    bad = tmp_path / name
    bad.write_bytes(data)
    for arguments in (("run", bad, "-o", tmp_path / "out"), ("read", bad)):
        code, said = command(*arguments)
        assert code == 1
        assert said.startswith("findings: ")
        assert str(bad) in said
        assert remedy in said
        assert said.count("\n") == 1


def test_a_run_with_a_bad_file_among_good_ones_ends_with_0(
    folder: Path, tmp_path: Path, command: Callable[..., tuple[int, str]]
) -> None:
    (folder / "r.pdf").write_bytes(ERROR_PAGE)
    assert command("run", folder, "-o", tmp_path / "out", "-q") == (0, "")


def test_a_truncated_pdf_whose_index_survives_is_read_and_is_a_problem(tmp_path: Path) -> None:
    data = pdf(written(*SENTENCES))
    path = tmp_path / "r.pdf"
    path.write_bytes(data[: data.rindex(b"startxref")] + b"\n" * 3000)
    pipeline.run(path, tmp_path / "out")
    (problem,) = rows(tmp_path / "out", "problems")
    assert problem["code"] == "truncated"
    (document,) = rows(tmp_path / "out", "documents")
    assert (document["status"], document["words"]) == ("partial", "10")


def test_a_pdf_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    locked = StandardEncryption("", ownerPassword="secret", canModify=0, strength=128)
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf(written(*SENTENCES), encrypt=locked))
    assert SENTENCES[0] in pipeline.read(path).text


def test_a_picture_among_pages_of_text_costs_its_page(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_bytes(pdf(written(SENTENCES[0]), picture, written(SENTENCES[1])))
    pipeline.run(path, tmp_path / "out")
    (problem,) = rows(tmp_path / "out", "problems")
    assert (problem["code"], problem["page"]) == ("page_without_text", "2")
    assert "ocrmypdf" in problem["message"]
    (document,) = rows(tmp_path / "out", "documents")
    assert (document["status"], document["pages"], document["words"]) == ("partial", "3", "10")


def test_letters_that_are_drawn_are_a_picture_too(tmp_path: Path) -> None:
    def outlines(pen: Pen) -> None:
        for k in range(150):
            pen.rule(72, 100 + k, 300, 100 + k)

    def blank(pen: Pen) -> None:
        pen.rule(72, 100, 300, 100)

    path = tmp_path / "r.pdf"
    path.write_bytes(pdf(written(SENTENCES[0]), outlines, blank))
    assert [(p.code, p.page) for p in pipeline.read(path).problems] == [("page_without_text", 2)]


def test_five_thousand_pages_are_read_to_the_last(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Pen], None]:
        def draw(pen: Pen) -> None:
            pen.write(72, 60, "A running header")
            pen.write(72, 200, f"Overall effectiveness is described on sheet{number} of them.")

        return draw

    path = tmp_path / "r.pdf"
    path.write_bytes(pdf(*map(page, range(1, 5001))))
    pipeline.run(path, tmp_path / "out")
    (document,) = rows(tmp_path / "out", "documents")
    assert (document["status"], document["pages"]) == ("ok", "5000")
    assert document["words"] == str(5000 * 8)


def test_a_folder_without_documents(
    tmp_path: Path, command: Callable[..., tuple[int, str]]
) -> None:
    (tmp_path / "none").mkdir()
    code, said = command("run", tmp_path / "none", "-o", tmp_path / "out")
    assert code == 1
    assert f"{tmp_path / 'none'}: the folder holds no .pdf, .html or .txt file" in said
    (problem,) = rows(tmp_path / "out", "problems")
    assert problem["code"] == "empty_folder"


def test_a_path_that_does_not_exist(
    folder: Path, tmp_path: Path, command: Callable[..., tuple[int, str]]
) -> None:
    missing = tmp_path / "nowhere.pdf"
    for arguments in (("run", missing, "-o", tmp_path / "out"), ("read", missing)):
        code, said = command(*arguments)
        assert code == 1
        assert f"{missing}: there is no such file or folder: check the path" in said
    assert command("run", missing, folder, "-o", tmp_path / "both", "-q") == (0, "")
    assert [p["code"] for p in rows(tmp_path / "both", "problems")] == ["missing"]


@pytest.mark.parametrize("place", ["out", "out/deeper"])
def test_an_output_folder_that_cannot_be_written(
    folder: Path, tmp_path: Path, command: Callable[..., tuple[int, str]], place: str
) -> None:
    (tmp_path / "out").write_text("a file in the folder's place")
    code, said = command("run", folder, "-o", tmp_path / place)
    assert code == 1
    assert str(tmp_path / place) in said
    assert said.startswith("findings: ")
    assert said.count("\n") == 1
    with pytest.raises(OutputError, match="out"):
        pipeline.run(folder, tmp_path / place)
    assert (tmp_path / "out").read_text() == "a file in the folder's place"


@pytest.mark.parametrize("arguments", [("run",), ("run", "x", "--nonsense"), ("nonsense",)])
def test_wrong_usage_ends_with_2(
    command: Callable[..., tuple[int, str]], arguments: tuple[str, ...]
) -> None:
    assert command(*arguments)[0] == 2
