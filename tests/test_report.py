"""The page for a colleague: it holds what the tables hold, as text, and needs nothing else."""

import base64
import hashlib
import io
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import pipeline
from pipeline import cli, report
from pipeline.corrections import Decision, record
from pipeline.errors import FindingsError
from pipeline.records import Box, Findings, Problem
from pipeline.report.crops import SCALE, _frame, camera
from pipeline.store import Store, connect

Make = Callable[..., Findings]
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{ 7*7 }} \x1b[2J\u202e'
CORPUS = Path(pipeline.__file__).parents[1] / "corpus"


class Page(HTMLParser):
    """What a browser makes of a page, as far as the tests ask."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in ("meta", "img", "link", "input", "br", "path", "use"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("path", "use") and (not self.open or self.open.pop() != tag):
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def hostile(make: Make) -> Findings:
    """A document every text of which would be a script."""
    made = make(title=HOSTILE, provider_name=HOSTILE, lead_inspector=HOSTILE)
    about: dict[str, Any] = {"quote": HOSTILE}
    changed = {
        "judgements": {"area_text": HOSTILE, "grade_text": HOSTILE, "subject": HOSTILE},
        "recommendations": {"text": HOSTILE, "deadline": HOSTILE},
        "officials": {"name": HOSTILE, "role": HOSTILE, "organisation": HOSTILE},
        "quotations": {"text": HOSTILE, "speaker": HOSTILE, "official_id": ""},
        "figures": {"measure": HOSTILE, "value_text": HOSTILE, "as_of": HOSTILE},
    }
    for table, values in changed.items():
        rows = [replace(row, **about, **values) for row in getattr(made, table)]
        made = replace(made, **{table: rows})
    told = Problem(source=f"a/{HOSTILE}.pdf", stage="ingest", code=HOSTILE, message=HOSTILE)
    problem = replace(told, document_id=made.document.document_id)
    return replace(made, problems=[problem])


@pytest.fixture
def store(tmp_path: Path, make: Make) -> Path:
    with Store.open(tmp_path) as opened:
        opened.save(hostile(make))
    return tmp_path


def judged(make: Make, text: str, area: str, grade: str, **facts: Any) -> Findings:
    made = make(text * 9, f"{text}.pdf", **facts)
    return replace(made, judgements=[replace(made.judgements[0], area=area, grade=grade)])


def test_providers_stand_once_with_their_own_latest_overall_grade(
    tmp_path: Path, make: Make
) -> None:
    old = {"provider_id": "E10000002", "provider_name": "Buckinghamshire County Council"}
    new = {"provider_id": "E06000060", "provider_name": "Buckinghamshire"}
    durham = {"provider_id": "E06000047", "provider_name": "Durham"}
    release = {"framework": "", "document_type": "press_release"}
    overall = "overall_effectiveness"
    with Store.open(tmp_path) as opened:
        for findings in (
            judged(make, "First. ", overall, "inadequate", inspection_end="2018-01-01", **old),
            judged(make, "Second ", overall, "good", inspection_end="2022-01-01", **new),
            judged(make, "Area.  ", "overall_outcome", "poor", inspection_end="2024-01-01", **new),
            judged(make, "Told.  ", overall, "good", published_on="2011-12-07", **durham | release),
        ):
            opened.save(findings)
    page = report.build(connect(tmp_path))
    table = page.partition('id="providers"')[2].partition("</table>")[0]
    cells = [re.findall(r"<t[hd][^>]*>([^<]*)<", row) for row in table.split("<tr>")[2:]]
    assert [row[1:] for row in cells] == [
        ["good (2022)", "2024-01-01", "3"],
        ["good (2011)", "2011-12-07", "1"],
    ]


@pytest.mark.parametrize("provider", ["", HOSTILE])
def test_what_a_document_says_is_text(store: Path, provider: str) -> None:
    page = Page(report.build(connect(store), provider))
    assert "<script>alert(1)</script>" in page.text
    assert "{{ 7*7 }}" in page.text
    assert page.unclosed == []
    for tag in ("script", "iframe", "object", "embed", "link", "form", "base"):
        assert page.named(tag) == []
    attributes = {name for _, given in page.tags for name in given}
    assert not {name for name in attributes if name.startswith("on")}
    assert "style" not in attributes
    assert all((img["src"] or "").startswith("data:image/png;base64,") for img in page.named("img"))
    assert not set("\x1b\u202e\x00") & set(page.text)


def test_the_policy_lets_in_the_one_style_and_nothing_else(store: Path) -> None:
    page = report.build(connect(store))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    rules = dict(rule.split(" ", 1) for rule in policy.replace("&#39;", "'").split("; "))
    assert rules["default-src"] == "'none'"
    assert "script-src" not in rules
    assert rules["img-src"] == "data:"
    (style,) = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert rules["style-src"] == f"'sha256-{digest}'"
    assert not re.search(r"https?://(?!www\.w3\.org)", page)
    assert "url(" not in style
    assert "@import" not in style


def test_the_same_store_gives_the_same_page(store: Path) -> None:
    assert report.build(connect(store)) == report.build(connect(store))


def test_a_page_has_one_heading_and_named_landmarks(store: Path) -> None:
    page = Page(report.build(connect(store), HOSTILE))
    assert len(page.named("h1")) == len(page.named("main")) == 1
    ids = [given["id"] for _, given in page.tags if given.get("id")]
    assert len(ids) == len(set(ids))
    for _, given in page.tags:
        for name in (given.get("aria-labelledby") or "").split():
            assert name in ids
    for link in page.named("a"):
        assert (link["href"] or "")[1:] in ids


def test_folders_of_the_sender_stay_at_home(tmp_path: Path, make: Make) -> None:
    with Store.open(tmp_path) as opened:
        opened.save(make(source="/home/jo/secret plans/a.pdf", provider_name="Westshire"))
        opened.problem(Problem(source="/home/jo/x.pdf", stage="ingest", code="odd", message="odd"))
    for provider in ("", "Westshire"):
        page = report.build(connect(tmp_path), provider)
        assert "/home/jo" not in page
        assert "a.pdf" in page


def test_corrections_are_marked_and_listed(tmp_path: Path, make: Make) -> None:
    made = make(provider_name="Westshire")
    with Store.open(tmp_path) as opened:
        opened.save(made)
        change = {"action": "change", "values": {"text": "New <b>words</b>"}, "author": "Jo"}
        record(opened, Decision(finding_id=made.recommendations[0].id, **change))
    text = " ".join(Page(report.build(connect(tmp_path), "Westshire")).text.split())
    assert "New <b>words</b>" in text
    assert "Do it" not in text
    assert "changed by a person" in text
    assert "What people corrected" in text


def test_an_empty_store_has_a_page(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    page = Page(report.build(connect(tmp_path)))
    assert "Nothing to show yet" in page.text
    assert page.unclosed == []


@pytest.mark.parametrize(
    ("wanted", "message"),
    [("Nowhere", "is no provider in these tables, which have "), ("shire", "several providers: ")],
)
def test_a_provider_that_is_not_one_is_explained(
    tmp_path: Path, make: Make, wanted: str, message: str
) -> None:
    with Store.open(tmp_path) as opened:
        opened.save(make("First. " * 20, "a.pdf", provider_name="Westshire County Council"))
        opened.save(make("Second. " * 20, "b.pdf", provider_name="Eastshire"))
    with pytest.raises(FindingsError, match=message):
        report.build(connect(tmp_path), wanted)
    assert "Westshire" in report.build(connect(tmp_path), "westshire county council")
    assert report.find_provider(connect(tmp_path), "west") == "Westshire County Council"


# -- pieces of printed pages


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """A store of a real PDF, whose file lies beside it."""
    source = tmp_path / "sif-table.pdf"
    source.write_bytes((CORPUS / source.name).read_bytes())
    with Store.open(tmp_path / "out") as opened:
        opened.save(pipeline.extract(pipeline.read(source)))
    return tmp_path


def crops(folder: Path, **options: Any) -> list[str]:
    page = Page(report.build(connect(folder / "out"), "Westshire", **options))
    return [str(img["src"]) for img in page.named("img")]


def test_grades_are_shown_as_they_are_printed(printed: Path) -> None:
    found = crops(printed)
    assert len(found) == 9
    for url in found:
        picture = Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))).convert("RGB")
        yellow = sum(
            n for n, (r, g, b) in picture.getcolors(10**6) or [] if r > 240 and g > 220 and b < 180
        )
        assert 300 <= picture.width <= 620 * SCALE
        assert yellow > 500


def test_pictures_are_limited_and_words_take_their_place(printed: Path) -> None:
    assert len(crops(printed, pictures=2)) == 2
    assert crops(printed, pictures=0) == []
    page = Page(report.build(connect(printed / "out"), "Westshire", pictures=0))
    assert "require improvement to be good" in page.text


def test_a_file_that_changed_is_not_shown(printed: Path) -> None:
    (printed / "sif-table.pdf").write_bytes((CORPUS / "jtai.pdf").read_bytes())
    assert crops(printed) == []
    (printed / "sif-table.pdf").unlink()
    assert crops(printed) == []


def test_a_place_outside_of_the_page_gives_no_picture(printed: Path) -> None:
    database = connect(printed / "out")
    document = database.execute("SELECT * FROM documents").fetchone()
    with camera(9) as taking:
        assert taking.picture(document, "[[99,1,2,3,4]]") == ""
        assert taking.picture(document, None) == ""
        assert taking.picture(document, "[[1,70,70,90,80]]") != ""


def test_the_frame_holds_the_words_and_stays_on_the_page() -> None:
    boxes = [Box(1, 580, 10, 590, 20), Box(1, 30, 700, 590, 790)]
    left, top, right, bottom = _frame(boxes, 595, 842)
    assert (left, top, right) == (16, 0, 595)
    assert bottom == 230


# -- the commands


def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *given: object
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["findings", *map(str, given)])
    with pytest.raises(SystemExit) as end:
        cli.main()
    said = capsys.readouterr()
    return int(end.value.code or 0), said.out, said.err


def test_report_writes_a_page(
    printed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    to, output = printed / "page.html", printed / "out"
    given = ("report", "--provider", "westshire", "--to", to, "--pictures", 1, "-o", output)
    code, out, err = command(monkeypatch, capsys, *given)
    assert (code, err) == (0, "")
    assert out.startswith(f"Wrote {to} (")
    assert to.read_text(encoding="utf-8").startswith("<!doctype html>")
    code, _, err = command(monkeypatch, capsys, "report", "--to", printed, "-o", output)
    assert (code, err.count("\n")) == (1, 1)
    assert "cannot be written" in err


def test_plot_writes_pictures(
    printed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = ("-o", printed / "out")
    to = printed / "pictures"
    assert command(monkeypatch, capsys, "plot", "all", "--to", to, *output)[0] == 0
    names = {path.name for path in to.iterdir()}
    assert names == {f"{n}.svg" for n in ("documents-by-year", "grades-over-time")} | {
        "coverage.svg",
        "problems.svg",
    }
    png = printed / "a.png"
    given = ("plot", "provider-grades", "--provider", "Westshire", "--to", png, "-q", *output)
    assert command(monkeypatch, capsys, *given) == (0, "", "")
    with Image.open(png) as picture:
        assert picture.width == 1000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["plot", "cake", "--to", "a.svg"], "there is no chart 'cake': documents-by-year, "),
        (["plot", "problems", "--to", "a.gif"], "is neither .svg nor .png"),
        (["plot", "provider-grades", "--to", "a.svg"], "needs --provider NAME"),
        (["plot", "problems", "--to", "a.svg", "--provider", "Nobody"], "is no provider"),
    ],
)
def test_a_plot_that_cannot_be_is_one_line(
    printed: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    code, out, err = command(monkeypatch, capsys, *arguments, "-o", printed / "out")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert message in err
