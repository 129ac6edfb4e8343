"""Whatever people decide, and in whatever order they take it back, nothing is lost."""

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
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

FIXTURE = [HealthCheck.function_scoped_fixture]

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


@settings(max_examples=40, deadline=None, suppress_health_check=FIXTURE)
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


variants = st.fixed_dictionaries(
    {
        "grade": st.sampled_from(["good", "inadequate", None]),
        "role": st.sampled_from(["", "mayor", None]),
        "figures": st.permutations([0, 1]).flatmap(lambda o: st.sampled_from([o, o[:1], []])),
        "measure": st.sampled_from(["", "children"]),
        "ahead": st.sampled_from(["", "A new heading.\n"]),
    }
)


def read_otherwise(findings: Findings, variant: dict[str, Any]) -> Findings:
    """What another version may read in the same bytes; None: not at all."""
    ahead = variant["ahead"]
    made: dict[str, Any] = {"text": ahead + findings.text}
    for name in ("judgements", "recommendations", "officials", "figures"):
        made[name] = [
            replace(row, start=row.start + len(ahead), end=row.end + len(ahead))
            for row in getattr(findings, name)
        ]
    made["quotations"] = []  # their officials have other ids now
    judgements = [replace(row, grade=variant["grade"] or "x") for row in made["judgements"]]
    made["judgements"] = judgements if variant["grade"] else []
    officials = [replace(row, role=variant["role"] or "") for row in made["officials"]]
    made["officials"] = officials if variant["role"] is not None else []
    figures = [replace(made["figures"][k], measure=variant["measure"]) for k in variant["figures"]]
    return replace(findings, **made | {"figures": figures})


@settings(max_examples=40, deadline=None, suppress_health_check=FIXTURE)
@given(decisions, st.lists(variants, min_size=1, max_size=3))
def test_whatever_is_read_later_the_tables_hold(
    make: Make, chosen: list[tuple[str, int, str]], later: list[dict[str, Any]]
) -> None:
    findings = make()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder)) as store:
        store.save(findings)
        for action, at, value in chosen:
            with contextlib.suppress(CorrectionError):
                record(store, decided(action, at, value, findings), export=False)
        for variant in later:
            again = read_otherwise(findings, variant)
            store.save(again)  # every row keeps the rules of its table
            for table in READ[1:-1]:
                for row in store.rows(table):
                    known = dict(zip(table.names, row, strict=True))
                    assert again.text[known["start"] : known["end"]] == known["quote"]
        store.save(findings)
        with store.deciding() as desk:
            assert all(each.status != "unmet" for each in desk.corrections())
