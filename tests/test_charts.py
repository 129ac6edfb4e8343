"""The charts of a store: the numbers in them, and pictures that a page may hold."""

import builtins
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from pipeline import charts
from pipeline.charts.colours import STEPS, framework_label, ink
from pipeline.charts.provider import _looks
from pipeline.errors import FindingsError
from pipeline.records import Findings
from pipeline.store import Store, connect

Make = Callable[..., Findings]
SVG = "{http://www.w3.org/2000/svg}"


def graded(make: Make, text: str, grade: str, **facts: Any) -> Findings:
    made = make(text * 10, f"{text}.pdf", **facts)
    row = replace(made.judgements[0], grade=grade, scale="ofsted_four_grades")
    return replace(made, judgements=[row])


@pytest.fixture
def archive(tmp_path: Path, make: Make) -> Path:
    """Three reports of one provider, and a press release that tells the last one again."""
    durham = {"provider_id": "E06000047", "provider_name": "Durham <b>$1$</b>\x1b"}
    release = {"framework": "", "document_type": "press_release", "published_on": "2022-07-06"}
    with Store.open(tmp_path) as store:
        for findings in (
            graded(make, "First. ", "requires_improvement", inspection_end="2016-03-18", **durham),
            graded(make, "Second ", "good", inspection_end="2022-05-20", **durham),
            graded(make, "Other. ", "met", inspection_end="2022-01-01", framework="ofsted_sif"),
            graded(make, "Told.  ", "good", **durham | release),
        ):
            store.save(findings)
    return tmp_path


def test_documents_are_counted_by_year_and_framework(archive: Path) -> None:
    chart = charts.documents_by_year(connect(archive))
    assert chart.columns == ("year", "framework", "documents")
    assert set(chart.rows) == {
        ("2016", "ILACS", 1),
        ("2022", "ILACS", 1),
        ("2022", "SIF", 1),
        ("2022", "none recognised", 1),
    }
    assert "4 documents, 2016 to 2022" in chart.description


def test_a_press_release_does_not_count_a_grade_again(archive: Path) -> None:
    assert charts.grades_over_time(connect(archive)).rows == (
        ("2016", "requires improvement", 1, 1.0),
        ("2022", "good", 1, 0.5),
        ("2022", "other scales", 1, 0.5),
    )


def test_coverage_is_the_share_of_documents(archive: Path) -> None:
    chart = charts.coverage(connect(archive))
    by_framework = {row[0]: dict(zip(chart.columns, row, strict=True)) for row in chart.rows}
    assert by_framework["ILACS"]["provider"] == 1.0
    assert by_framework["SIF"]["provider"] == 0.0
    assert by_framework["SIF"]["figures"] == 1.0


def test_problems_are_counted_by_code(archive: Path) -> None:
    assert charts.problems(connect(archive)).rows == (("odd", 4),)


def test_a_provider_is_shown_by_its_reports(archive: Path) -> None:
    chart = charts.provider_grades(connect(archive), "E06000047")
    assert [(row[0], row[2], row[3]) for row in chart.rows] == [
        ("2016-03-18", "overall effectiveness", "requires improvement"),
        ("2022-05-20", "overall effectiveness", "good"),
    ]
    assert chart.title == "Grades of Durham <b>$1$</b> "


def test_a_provider_known_from_a_press_release_is_shown_by_it(tmp_path: Path, make: Make) -> None:
    facts = {"provider_name": "A trust", "document_type": "press_release"}
    with Store.open(tmp_path) as store:
        store.save(graded(make, "Told. ", "good", **facts))
    assert len(charts.provider_grades(connect(tmp_path), "A trust").rows) == 1


def test_a_release_stands_for_an_inspection_without_a_report(archive: Path, make: Make) -> None:
    facts = {"provider_id": "E06000047", "inspection_end": "2011-12", "framework": ""}
    with Store.open(archive) as store:
        for text in ("Told then. ", "Told again. "):
            store.save(graded(make, text, "good", document_type="press_release", **facts))
    chart = charts.provider_grades(connect(archive), "E06000047")
    assert [row[0] for row in chart.rows] == ["2011-12", "2016-03-18", "2022-05-20"]


def test_grades_of_other_scales_have_colours_of_their_own() -> None:
    given = [("good", 2, "ofsted_four_grades"), ("adequate", 3, "ofsted_any")]
    looks = _looks([*given, *given, ("inconsistent", 2, "ofsted_area_send")])
    assert looks["good"] == STEPS[1]
    assert len(set(looks.values())) == len(looks) == 3


def test_the_legend_names_every_grade(archive: Path) -> None:
    drawn = charts.provider_grades(connect(archive), "E06000047").svg()
    fills = drawn.count(f'fill="{STEPS[1].lower()}"')  # both grades have the rank 2 here
    assert fills == 2 + 2, "two tiles, and both in the legend"


def every(folder: Path) -> list[charts.Chart]:
    database = connect(folder)
    made = [chart(database) for chart in charts.ARCHIVE]
    return [*made, charts.provider_grades(database, "E06000047")]


def test_an_empty_store_is_said_to_be_empty(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    for chart in every(tmp_path):
        assert chart.rows == ()
        assert chart.description.startswith("Nothing to show yet.")
        assert ET.fromstring(chart.svg()).tag == f"{SVG}svg"


@pytest.mark.parametrize("at", range(5))
def test_a_picture_is_accessible_and_needs_nothing_else(archive: Path, at: int) -> None:
    chart = every(archive)[at]
    drawn = chart.svg()
    root = ET.fromstring(drawn)
    assert root.get("role") == "img"
    title, told = root[0], root[1]
    assert (title.tag, told.tag) == (f"{SVG}title", f"{SVG}desc")
    assert title.text.split() == chart.title.split()
    assert root.get("aria-labelledby", "").split() == [title.get("id"), told.get("id")]
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert not tags & {"style", "script", "image", "metadata", "foreignObject"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert "style" not in attributes
    assert not {name for name in attributes if name.startswith("on")}


def test_what_a_picture_refers_to_is_in_it_and_bears_its_name(archive: Path) -> None:
    seen: set[str] = set()
    for chart in every(archive):
        root = ET.fromstring(chart.svg())
        ids = {element.get("id") for element in root.iter()} - {None}
        values = [v for e in root.iter() for n, v in e.attrib.items() if n != "id"]
        used = {m for v in values for m in re.findall(r"(?:url\(|^)#([\w.-]+)", v)}
        used = {each for each in used if not re.fullmatch(r"[0-9a-f]{6}", each)}
        assert used <= ids
        assert all(str(each).startswith(chart.name) for each in ids)
        assert not ids & seen
        seen |= ids


def test_the_same_rows_give_the_same_bytes(archive: Path) -> None:
    first, second = every(archive)[1], every(archive)[1]
    assert first.svg() == second.svg()
    assert first.png() == second.png()
    assert first.png(titled=True)[:8] == b"\x89PNG\r\n\x1a\n"
    assert first.png(titled=True) != first.png()


def test_numbers_on_colours_can_be_read() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    for colour in STEPS:
        low, high = sorted((light(colour), light(ink(colour))))
        assert high / low >= 4.5, colour


@pytest.mark.parametrize(
    ("framework", "label"),
    [
        ("ofsted_ilacs", "ILACS"),
        ("ofsted_sif", "SIF"),
        ("ofsted_focused_visit", "Focused visit"),
        ("ofsted_area_send", "Area SEND"),
        ("ofsted_section_5", "Section 5"),
        ("", "none recognised"),
    ],
)
def test_frameworks_are_called_as_people_call_them(framework: str, label: str) -> None:
    assert framework_label(framework) == label


@pytest.mark.parametrize("chart", charts.ARCHIVE)
def test_a_chart_of_all_documents_is_not_of_one_provider(archive: Path, chart: Any) -> None:
    kind = chart.__name__.replace("_", "-")
    with pytest.raises(FindingsError, match="--provider goes with provider-grades or all"):
        charts.save(connect(archive), kind, archive / "chart.svg", "E06000047")


def test_without_matplotlib_the_remedy_is_named(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(FindingsError, match=r"pip install 'inspection-findings\[plot\]'"):
        charts.problems(connect(archive)).svg()
