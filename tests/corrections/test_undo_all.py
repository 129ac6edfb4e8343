"""Whatever people decide, and in whatever order they take it back, nothing is lost."""

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.corrections import Decision, record, undo
from pipeline.errors import CorrectionError
from pipeline.records import Findings
from pipeline.store import Store
from pipeline.tables import READ, TABLES

Make = Callable[..., Findings]

decisions = st.lists(
    st.tuples(
        st.sampled_from(["accept", "change", "reject", "add"]),
        st.integers(0, 9),
        st.sampled_from(["1", "2.5", "", "1e400", "nan", "x"]),
    ),
    max_size=8,
)


def decided(action: str, at: int, value: str, findings: Findings) -> Decision:
    rows = list(findings.rows())
    if action == "add":
        place: dict[str, Any] = {"start": at, "end": at + 5, "kind": "figures"}
        values = {"value": value, "unit": "count"}
        place["document_id"] = findings.document.document_id
        return Decision(action=action, values=values, **place)
    if action == "change":
        row = findings.figures[at % 2]
        return Decision(action=action, finding_id=row.id, values={"per": value})
    return Decision(action=action, finding_id=rows[at % len(rows)].id)


def held(store: Store) -> dict[str, list[Any]]:
    return {table.name: list(store.rows(table)) for table in TABLES}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(decisions)
def test_all_undone_is_as_read(make: Make, chosen: list[tuple[str, int, str]]) -> None:
    findings = make()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        store.save(findings)
        before = held(store)
        made = []
        for action, at, value in chosen:
            with contextlib.suppress(CorrectionError):
                made.append(record(store, decided(action, at, value, findings), export=False))
        between = held(store)
        text = findings.text
        for table in READ[1:-1]:
            at = [table.names.index(name) for name in ("start", "end", "quote")]
            for row in between[table.name]:
                start, end, quote = (row[k] for k in at)
                assert text[start:end] == quote
        store.save(findings)
        assert held(store) == between
        for correction in reversed(made):
            undo(store, correction.correction_id, export=False)
        assert held(store) == before
