"""Progress graded in running words under headings, in a report of no known framework."""

import pytest
from extract.documents import printed

from pipeline.extract.judgements.progress import find_progress
from pipeline.extract.judgements.stated import Context
from pipeline.frameworks import Finder, scales

CONTEXT = Context(Finder({}), ("",), "overall_effectiveness", "", False)


def graded(title: str, body: str) -> set[str]:
    document = printed(f"# {title}\n{body}")
    span = (0, len(title))
    rows = find_progress(document, span, CONTEXT, scales()["progress"])
    return {f"{row.area} = {row.grade.id}" for row in rows}


TITLE = "Inspection of the progress made by Westshire County Council"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "# Help for young carers\nThe council has made reasonable progress in finding them.\n",
            {"help_for_young_carers = reasonable"},
        ),
        (
            "# Training\nProgress in training staff has been slow but is satisfactory overall. More"
            " is planned.\n",
            {"training = satisfactory"},
        ),
        (
            "# The will to change\nCapacity to improve across the partnership is limited.\n",
            {"the_will_to_change = limited"},
        ),
        ("# Summary\nThe council has made good progress in most areas.\n", set()),
        ("# Records\nManagers keep good records. They have made good progress.\n", set()),
        ("# Records\nProgress is satisfactory at night but limited by day.\n", set()),
        ("# Records\nThe council has not said whether it has made progress.\n", set()),
    ],
)
def test_progress_under_headings(body: str, expected: set[str]) -> None:
    assert graded(TITLE, body) == expected


def test_other_reports_grade_no_progress() -> None:
    body = "# Training\nThe council has made good progress in training.\n"
    assert graded("Visit to Westshire County Council", body) == set()
