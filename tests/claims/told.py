"""Reports written in a line, and press releases read as they would be from a file."""

import hashlib
import re
from typing import Any

from pipeline.batch.reading import read_bytes
from pipeline.records import (
    DocumentFacts,
    Figure,
    Findings,
    Judgement,
    Quotation,
    Recommendation,
)

FACTS: dict[str, Any] = {
    "document_type": "inspection_report",
    "inspectorate": "ofsted",
    "framework": "ofsted_sif",
    "provider_name": "Westshire County Council",
    "inspection_start": "2016-02-22",
    "inspection_end": "2016-03-18",
    "published_on": "2016-05-16",
    "status": "ok",
}


def report(text: str = "", **facts: Any) -> Findings:
    """A report with the grades, recommendations and figures that its lines are marked with.

    `area = grade` is a current judgement, `area = grade before 2011-12` a previous one,
    `# Heading` opens a list of recommendations, `- text` is one; `measure: 12` a figure
    (`12%` a percentage). Other lines are prose.
    """
    known = FACTS | {"source": f"{facts.get('inspection_start', 'report')}.pdf"} | facts
    sha256 = hashlib.sha256(f"{text}{sorted(known.items())}".encode()).hexdigest()
    found = Findings(DocumentFacts(document_id=sha256[:16], sha256=sha256, **known), text=text)
    section, start = "", 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        at = {"document_id": sha256[:16], "start": start, "end": start + len(words)}
        at |= {"quote": words, "page": 1, "rule": "test"}
        if words.startswith("# "):
            section = words[2:]
        elif words.startswith("- "):
            made = Recommendation(**at, kind="recommendation", text=words[2:], section=section)
            found.recommendations.append(made)
        elif grade := re.fullmatch(r"(\w+) = (\w+)(?: before ([\d-]+))?", words):
            when = {"period": "previous" if grade[3] else "current", "judged_on": grade[3] or ""}
            area = {"area": grade[1], "area_text": grade[1].replace("_", " ")}
            found.judgements.append(Judgement(**at, **area, **when, grade=grade[2]))
        elif figure := re.fullmatch(r"(.*): ([\d,.]+)(%?)", words):
            value = float(figure[2].replace(",", ""))
            unit = "percent" if figure[3] else "count"
            number = {"value": value, "value_text": figure[2] + figure[3], "unit": unit}
            group = {"measure": figure[1], "measure_class": "children_looked_after"}
            found.figures.append(Figure(**at, **number, **group))
        start += len(line)
    return found


def release(text: str) -> Findings:
    """A press release, read by the pipeline."""
    made = read_bytes(text.encode(), "press-release.txt")
    assert made.document.document_type == "press_release"
    return made


def quotation(text: str, words: str, speaker: str = "the report", official: str = "") -> Quotation:
    """A quotation in a text."""
    start = text.index(words)
    at: dict[str, Any] = {"document_id": "0" * 16, "start": start, "end": start + len(words)}
    return Quotation(
        **at, quote=words, rule="test", text=words, speaker=speaker, official_id=official
    )
