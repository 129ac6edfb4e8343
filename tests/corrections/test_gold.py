"""Corrected documents as gold: what was corrected scores 1.0, what was read does not."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.corrections import Decision, export_gold, record
from pipeline.errors import FindingsError
from pipeline.evaluate import evaluate, report
from pipeline.evaluate.tally import total
from pipeline.records import Findings, Recommendation
from pipeline.store import Desk, Store, connect

Make = Callable[..., Findings]


@pytest.fixture
def folder(tmp_path: Path, make: Make) -> Path:
    """A store with a corrected document and one that nobody looked at."""
    corrected, other = make(source="a/report.pdf"), make("Other text. " * 10)
    rows = [replace(row, scale="ofsted_four_grades") for row in corrected.judgements]
    corrected = replace(corrected, judgements=rows)
    with Store.open(tmp_path) as store:
        store.save(corrected)
        store.save(other)
        decisions = (
            Decision(action="change", finding_id=rows[0].id, values={"grade": "inadequate"}),
            Decision(action="reject", finding_id=corrected.figures[0].id),
            Decision(
                action="add",
                kind="officials",
                document_id=corrected.document.document_id,
                start=59,
                end=61,
                values={"name": "Al Eel", "role": "mayor"},
            ),
        )
        for decision in decisions:
            record(store, decision, export=False)
    return tmp_path


def shown(folder: Path, document_id: str) -> Findings:
    """What the tables show of a document, as if it had been read."""
    from pipeline.records import FINDING_TYPES, Box, DocumentFacts
    from pipeline.tables import DOCUMENTS, FINDINGS

    database = connect(folder)
    facts = {}
    for row in database.execute("SELECT * FROM documents WHERE document_id = ?", (document_id,)):
        facts = {name: row[name] for name in DOCUMENTS.names if row[name] is not None}
    found = Findings(DocumentFacts(**facts))
    for table, kind in zip(FINDINGS, FINDING_TYPES, strict=True):
        query = f"SELECT * FROM {table.name} WHERE document_id = ?"
        for row in database.execute(query, (document_id,)):
            values = {n: row[n] for n in table.names[1:] if row[n] is not None}
            values["boxes"] = tuple(Box(*box) for box in json.loads(row["boxes"] or "[]"))
            getattr(found, table.name).append(kind(**values))
    database.close()
    return found


def test_the_corrected_rows_are_right_by_the_gold(folder: Path, make: Make) -> None:
    (path,) = export_gold(Desk(connect(folder)), folder / "gold")
    assert path.name == "report.json"
    gold = json.loads(path.read_text(encoding="utf-8"))
    document_id = make(source="a/report.pdf").document.document_id
    corrected = evaluate(gold, shown(folder, document_id))
    for measure, tally in corrected.tallies.items():
        assert tally.right == tally.gold == tally.said, measure
    assert sum(tally.right for tally in corrected.tallies.values()) > 10
    assert corrected.errors == []
    as_read = total([evaluate(gold, make())])
    assert as_read["judgements.current"].right == 0
    assert as_read["officials.name"].right == 1
    assert as_read["figures.value"].said == 2


def test_the_gold_is_in_the_format_that_evaluate_reads(folder: Path, make: Make) -> None:
    export_gold(Desk(connect(folder)), folder / "gold")
    documents = folder / "documents"
    documents.mkdir()
    text = "Overall effectiveness is good. ‘We did it,’ said Cllr Ann Lee. 3,351 children, 19.4%."
    (documents / "any name.txt").write_text(text, encoding="utf-8")
    done = report(folder / "gold", lambda data, source: make(data.decode(), source), [documents])
    assert done.absent == []
    assert done.scores["recommendations"].f1 == 1.0
    assert done.scores["judgements.current"].f1 == 0.0


def test_optional_columns_are_only_there_with_a_value(folder: Path) -> None:
    (path,) = export_gold(Desk(connect(folder)), folder / "gold")
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert "subject" not in gold["judgements"][0]
    assert gold["judgements"][0]["judged_on"] is None
    assert gold["figures"][0]["required"] is True
    assert gold["figure_pages"] == [1, 2]


def test_two_documents_of_one_name_have_two_files(tmp_path: Path, make: Make) -> None:
    with Store.open(tmp_path) as store:
        for text, source in (("First. " * 20, "a/report.pdf"), ("Second. " * 20, "b/report.pdf")):
            findings = make(text, source)
            store.save(findings)
            row: Recommendation = findings.recommendations[0]
            record(store, Decision(action="accept", finding_id=row.id), export=False)
    names = {path.name for path in export_gold(Desk(connect(tmp_path)), tmp_path / "gold")}
    assert len(names) == 2
    assert "report.json" in names


def test_without_corrections_there_is_no_gold(tmp_path: Path, findings: Findings) -> None:
    with Store.open(tmp_path) as store:
        store.save(findings)
    with pytest.raises(FindingsError, match="no stored document has a correction yet"):
        export_gold(Desk(connect(tmp_path)), tmp_path / "gold")
