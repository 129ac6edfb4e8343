"""A broken data file is an error that names it, and the README explains every key."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import models
from pipeline.errors import FrameworkError
from pipeline.frameworks import by_id, inspectorates, load, scales
from pipeline.frameworks.entry import Entry

MODELS = models.path("scales.toml").parent
README = (MODELS / "frameworks" / "README.md").read_text(encoding="utf-8")

NEW = """
id = "new"
name = "A new framework"
inspectorate = "cqc"
document_type = "inspection_report"
source = "https://example.org"
years = "2030–"
scale = "cqc"
[recognise]
titles = ["Report on {provider}"]
[[areas]]
id = "safe"
names = ["is it safe?"]
[[variants]]
areas = ["safe"]
[[sections]]
kind = "recommendation"
headings = ["What must be done"]
[[examples]]
text = "Report on Westshire"
judgements = []
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the data files in which a test may break something."""
    copy = tmp_path / "models"
    for part in ("frameworks", "inspectorates"):
        shutil.copytree(MODELS / part, copy / part)
    shutil.copy(MODELS / "scales.toml", copy)
    monkeypatch.setattr(models, "_FOLDERS", (copy,))
    cached = (load, inspectorates, scales)
    for each in cached:
        each.cache_clear()
    yield copy
    for each in cached:
        each.cache_clear()


def test_a_new_framework_is_one_new_file(folder: Path) -> None:
    (folder / "frameworks" / "new.toml").write_text(NEW, encoding="utf-8")
    found = by_id("new")
    assert found is not None
    assert [area.names for area in found.areas] == [("is it safe?",)]
    assert found.title_patterns[0].fullmatch("Report on Westshire")
    assert by_id("newer") is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param('id = "new"', "id = new", "line 2", id="no TOML"),
        pytest.param('id = "new"\n', "", "id is missing", id="a missing key"),
        pytest.param(
            'name = "A', 'nmae = "x"\nname = "A', "not know the key nmae", id="a misspelt key"
        ),
        pytest.param('years = "2030–"', "years = 2030", "years must be a text", id="a number"),
        pytest.param(
            '["Report on {provider}"]',
            '"Report"',
            "recognise: titles must be a list of texts",
            id="no list",
        ),
        pytest.param(
            '["Report on {provider}"]',
            "[1]",
            "titles must be a list of texts",
            id="a list of numbers",
        ),
        pytest.param(
            "titles = ",
            "title = ",
            "recognise: does not know the key title",
            id="a misspelt key in a table",
        ),
        pytest.param('scale = "cqc"', 'scale = "cqq"', "no scale 'cqq'", id="an unknown scale"),
        pytest.param('scale = "cqc"\n', "", "needs a scale", id="areas without a scale"),
        pytest.param(
            'inspectorate = "cqc"',
            'inspectorate = "x"',
            "inspectorate: x is none of care_inspectorate",
            id="an unknown inspectorate",
        ),
        pytest.param(
            "inspection_report",
            "leaflet",
            "document_type: leaflet is none of",
            id="an unknown type",
        ),
        pytest.param(
            'names = ["is it safe?"]\n', "", "areas 1: names is missing", id="an area without names"
        ),
        pytest.param(
            'areas = ["safe"]',
            'areas = ["save"]',
            "areas: save is none of safe",
            id="a variant's unknown area",
        ),
        pytest.param(
            'kind = "recommendation"',
            'kind = "wish"',
            "kind: wish is none of",
            id="an unknown kind",
        ),
        pytest.param(
            "[[sections]]",
            "[sections]",
            "sections must be a list of tables",
            id="one bracket too few",
        ),
        pytest.param(
            "judgements = []",
            "",
            "examples 1: judgements is missing",
            id="an example that says nothing",
        ),
        pytest.param(
            "[recognise]",
            'judgements_in = ["margin"]\n[recognise]',
            "margin is none of",
            id="an unknown place",
        ),
    ],
)
def test_a_broken_framework_names_its_file_and_the_place(
    folder: Path, old: str, new: str, message: str
) -> None:
    assert NEW.count(old) == 1
    path = folder / "frameworks" / "new.toml"
    path.write_text(NEW.replace(old, new), encoding="utf-8")
    with pytest.raises(FrameworkError) as error:
        load()
    assert str(error.value).startswith(f"{path}: ")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("name", "content", "read", "message"),
    [
        (
            "scales.toml",
            b"[x]\ngrades = [{ id = 'good', rank = 'best', names = [] }]",
            scales,
            "x: grades 1: rank must be a whole number",
        ),
        ("scales.toml", b"x = 3", scales, "x: must be a table"),
        (
            "inspectorates/cqc.toml",
            b'id = "cqc"\nnames = ["CQC"]',
            inspectorates,
            "scale is missing",
        ),
        (
            "inspectorates/cqc.toml",
            b'id = "cqc"\nnames = ["CQC"]\nscale = ""',
            inspectorates,
            "scale is empty",
        ),
        ("inspectorates/cqc.toml", b'id = "caf\xe9"', inspectorates, "utf-8"),
    ],
)
def test_a_broken_scale_or_inspectorate_names_its_file(
    folder: Path, name: str, content: bytes, read: Callable[[], object], message: str
) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(FrameworkError) as error:
        read()
    assert str(error.value).startswith(f"{folder / name}: ")
    assert message in str(error.value)


def test_an_area_without_an_id_is_named_after_its_first_name(folder: Path) -> None:
    head = 'id = "cqc"\nnames = ["CQC"]\nscale = "cqc"\n'
    text = f'{head}areas = ["well-led", {{names = ["safe", "safety"]}}]'
    (folder / "inspectorates" / "cqc.toml").write_text(text, encoding="utf-8")
    (cqc,) = (each for each in inspectorates() if each.id == "cqc")
    assert [(area.id, area.names) for area in cqc.areas] == [
        ("well_led", ("well-led",)),
        ("safe", ("safe", "safety")),
    ]
    assert cqc.overall == "overall"


def keys_read(monkeypatch: pytest.MonkeyPatch, read: Callable[[], object]) -> set[str]:
    """Every key that the loader asks for."""
    asked: set[str] = set()
    take = Entry._take

    def spy(entry: Entry, key: str, default: object) -> object:
        asked.add(key)
        return take(entry, key, default)

    monkeypatch.setattr(Entry, "_take", spy)
    read()
    return asked


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("read", [load, inspectorates, scales])
def test_the_readme_explains_every_key(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[], object]
) -> None:
    asked = keys_read(monkeypatch, read)
    assert {"id", "names"} <= asked
    named = {key for key in asked if f"`{key}`" in README or f"[{key}]" in README}
    assert asked - named == set()


def test_the_readme_explains_no_key_that_is_not_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = keys_read(monkeypatch, lambda: (load(), inspectorates(), scales()))
    rows = [line.split("|")[1] for line in README.splitlines() if line.startswith("| `")]
    explained = {key.strip("` ") for row in rows for key in row.split(",")}
    assert {"not_with", "until", "judgements"} <= explained
    assert explained <= asked
