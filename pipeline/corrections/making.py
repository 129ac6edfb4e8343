"""A decision as a row of the table `corrections`."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pipeline.corrections.desk import Decision
from pipeline.corrections.match import Row
from pipeline.records import Box, Correction
from pipeline.tables import Value


def as_correction(decision: Decision, past: Sequence[Correction], **known: Any) -> Correction:
    """A correction of now; of a row that was corrected before, later than that."""
    now = datetime.now(UTC)
    if past:
        now = max(now, datetime.fromisoformat(past[-1].made_at) + timedelta(microseconds=1))
    made_at = now.isoformat(timespec="microseconds").replace("+00:00", "Z")
    made = Correction(
        correction_id="",
        **known,
        author=decision.author,
        reason=decision.reason,
        made_at=made_at,
        status="applied",
    )
    return replace(made, correction_id=id_of(made))


def id_of(made: Correction) -> str:
    """16 hex digits from what was decided, by whom and when."""
    parts = (made.document_id, made.kind, made.finding_id, made.action, made.new_values)
    key = "\x1f".join((*parts, made.author, made.made_at))
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]


def dumped(values: Mapping[str, Value]) -> str:
    """Values as a correction holds them."""
    return json.dumps(dict(values), ensure_ascii=False, separators=(",", ":")) if values else ""


def place_of(row: Row) -> dict[str, Any]:
    """The evidence of a row, as a correction holds it."""
    boxes = tuple(Box(*box) for box in json.loads(str(row["boxes"] or "[]")))
    place = {name: row[name] for name in ("page", "start", "end")}
    return {**place, "boxes": boxes, "quote": row["quote"] or ""}
