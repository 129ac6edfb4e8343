"""Every framework file is sound, and its examples, printed and read, say what it says."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from printed import Pen, pdf
from reportlab.lib.utils import simpleSplit

from pipeline import models
from pipeline.document import Document
from pipeline.extract import extract
from pipeline.frameworks import Example, Framework, Scale, fold, inspectorates, load, scales
from pipeline.frameworks.recognise import recognise
from pipeline.ingest import scan
from pipeline.layout import compose
from pipeline.records import Judgement

EXAMPLES = [
    pytest.param(framework, example, id=f"{framework.id}-{number}")
    for framework in load()
    for number, example in enumerate(framework.examples, 1)
]
FRAMEWORKS = [pytest.param(framework, id=framework.id) for framework in load()]
SCALES = [pytest.param(scale, id=scale.id) for scale in scales().values()]

MONTH = r"(?:|\d{4}(?:-\d\d(?:-\d\d)?)?)"
JUDGEMENT = re.compile(rf"(?:previous )?(?P<area>\w+) = (?P<grade>\w+)(?: \({MONTH}\))?")


def printed(text: str) -> Document:
    """A text on a page: a line that starts with # is a heading, an empty one parts paragraphs."""

    def draw(pen: Pen) -> None:
        baseline = 150.0
        for line in text.strip().splitlines():
            bold = line.startswith("#")
            size, font = (14, "Helvetica-Bold") if bold else (11, "Helvetica")
            for row in simpleSplit(line.lstrip("# "), font, size, 450) or [""]:
                pen.write(72, baseline, row, size, bold)
                baseline += 1.2 * size

    data = pdf(draw)
    return compose(scan(data, "example.pdf"), sha256="0" * 64, source="example.pdf", size=1)


def as_written(row: Judgement) -> str:
    """A judgement in the form of the examples."""
    earlier = "previous " if row.period == "previous" else ""
    return f"{earlier}{row.area} = {row.grade}" + (f" ({row.judged_on})" if row.judged_on else "")


@pytest.mark.parametrize(("framework", "example"), EXAMPLES)
def test_an_example_says_what_it_says(framework: Framework, example: Example) -> None:
    found = extract(printed(example.text), ["judgements"])
    assert {as_written(row) for row in found.judgements} == set(example.judgements)
    assert len(found.judgements) == len(example.judgements)
    facts = found.document
    assert facts.framework == framework.id
    assert (facts.inspectorate, facts.document_type) == (
        framework.inspectorate,
        framework.document_type,
    )


@pytest.mark.parametrize(("framework", "example"), EXAMPLES)
def test_an_example_is_written_as_the_readme_says(framework: Framework, example: Example) -> None:
    scale = framework.scale
    for judgement in example.judgements:
        match = JUDGEMENT.fullmatch(judgement)
        assert match
        assert judgement.startswith("previous ") == judgement.endswith(")")
        assert scale is not None
        assert match["grade"] in {grade.id for grade in (*scale.grades, *ANY_YEAR.grades)}


ANY_YEAR = scales()["ofsted_any"]
"""An earlier inspection may have graded on another scale."""


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_has_examples_and_a_source(framework: Framework) -> None:
    assert len(framework.examples) >= 2
    assert framework.source.startswith("https://")
    assert models.path("frameworks", f"{framework.id}.toml").is_file()
    assert framework.titles or framework.phrases


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_names_of_areas_and_headings_are_told_apart(framework: Framework) -> None:
    names = {(fold(name), area.id) for area in framework.areas for name in area.names}
    assert len(names) == len(dict(names))
    assert len({area.id for area in framework.areas}) == len(framework.areas)
    headings = [fold(h) for section in framework.sections for h in section.headings]
    assert len({*headings}) == len({h.rstrip("?") for s in framework.sections for h in s.headings})
    for area in framework.areas:
        for name in area.names:
            assert [hit[2] for hit in framework.area_finder.find(name)] == [area.id]


@pytest.mark.parametrize("framework", [f for f in FRAMEWORKS if f.values[0].variants])
def test_some_variant_holds_on_every_day_and_its_dates_are_dates(framework: Framework) -> None:
    days = sorted({day for v in framework.variants for day in (v.since, v.until) if day})
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", day) for day in days)
    assert all(any(v.holds_on(day) for v in framework.variants) for day in ("2000-01-01", *days))
    for variant in framework.variants:
        assert not variant.until or variant.since < variant.until


def test_ids_are_unique() -> None:
    for found in (load(), inspectorates()):
        ids = [each.id for each in found]
        assert ids == sorted(set(ids))


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_runs_from_best_to_worst(scale: Scale) -> None:
    ranks = [grade.rank for grade in scale.grades if grade.rank]
    assert ranks[0] == 1
    assert all(worse - better in {0, 1} for better, worse in pairwise(ranks))
    assert [bool(grade.rank) for grade in scale.grades] == sorted(
        (bool(grade.rank) for grade in scale.grades), reverse=True
    )


@pytest.mark.parametrize("scale", SCALES)
def test_every_printed_grade_is_found_and_is_one_grades(scale: Scale) -> None:
    names = {(fold(name), grade.id) for grade in scale.grades for name in grade.names}
    assert len(names) == len(dict(names))
    for grade in scale.grades:
        for name in grade.names:
            for printed_name in (name, name.upper(), name.replace(" ", "-")):
                match = scale.pattern.search(f"It was {printed_name}, they said")
                assert match
                assert scale.grade_of(match.group()) == grade
    assert scale.grade_of("no such grade") is None


def mentions() -> Iterator[tuple[str, str]]:
    for inspectorate in inspectorates():
        for name in inspectorate.names:
            yield inspectorate.id, name


@pytest.mark.parametrize(("inspectorate", "name"), list(mentions()))
def test_an_inspectorate_is_recognised_by_its_name(inspectorate: str, name: str) -> None:
    story = f"School praised\n\nThe school was praised by {name}, a spokesman said today."
    document = compose(scan(story.encode(), "a.txt"), sha256="0" * 64, source="a.txt", size=1)
    seen = recognise(document)
    assert (seen.document_type, seen.inspectorate) == ("press_release", inspectorate)


@pytest.mark.parametrize(
    ("text", "kind", "framework", "provider"),
    [
        (
            "# Inspection of Westshire local authority children’s services",
            "inspection_report",
            "ofsted_ilacs",
            "Westshire",
        ),
        (
            "# Westshire County Council\n# Inspection of services for children in need of help and "
            "protection, children looked after and care leavers",
            "inspection_report",
            "ofsted_sif",
            "Westshire County Council",
        ),
        (
            "Focused visit to Westshire local authority children’s services",
            "visit_letter",
            "ofsted_focused_visit",
            "Westshire",
        ),
        (
            "Monitoring visit of Westshire children’s services",
            "visit_letter",
            "ofsted_monitoring_visit",
            "Westshire",
        ),
        ("# Inspection of a bakery", "other", "", ""),
        ("Ofsted publishes many reports every year on its website", "other", "", ""),
    ],
)
def test_a_report_is_recognised_by_its_title(
    text: str, kind: str, framework: str, provider: str
) -> None:
    seen = recognise(printed(text))
    assert seen.document_type == kind
    assert (seen.framework.id if seen.framework else "") == framework
    assert seen.provider == provider


def test_the_inspectorate_that_leads_is_the_one_that_reports() -> None:
    story = (
        "Services inspected together\n\nHMICFRS, the CQC and HMICFRS again came to Westshire. The "
        "visit was led by Ofsted, a spokesman said, and HMICFRS took part."
    )
    for text, inspectorate in ((story, "ofsted"), (story.replace("led by", "for"), "hmicfrs")):
        document = compose(scan(text.encode(), "a.txt"), sha256="0" * 64, source="a.txt", size=1)
        assert recognise(document).inspectorate == inspectorate


def test_a_press_release_about_a_report_is_not_the_report() -> None:
    story = (
        "Praise for services\n\nOfsted’s inspection of local authority children’s services (ILACS) "
        "was a success, councillors said.\n\nENDS\n\nPress office: 01234 567890"
    )
    document = compose(scan(story.encode(), "a.txt"), sha256="0" * 64, source="a.txt", size=1)
    seen = recognise(document)
    assert seen.document_type == "press_release"
    assert document.text[slice(*seen.title)] == "Praise for services"
    assert seen.framework is not None
    assert seen.framework.id == "ofsted_ilacs"
