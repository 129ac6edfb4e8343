"""What people decide about rows: accept, change, reject one, or add one that was missed.

A correction is a row of its own in the table `corrections`: who, when, what and why, keyed to
the document, the words that it is about and the row's id. It is applied whenever its document
is stored, so that it survives a new run and a new version, and the tables always show the
corrected rows, with a column `correction` that says so. `apply` is pure: it makes the rows that
are shown out of those that were read. `record` and `undo` work on an open store.

Example:
    >>> with Store.open(Path("output")) as store:
    ...     record(store, Decision(action="change", finding_id="00c1a0…", values={"grade": "good"}))
"""

from pipeline.corrections.apply import UNMET, Outcome, apply, order, set_values, values_of
from pipeline.corrections.decide import publish, record, undo
from pipeline.corrections.desk import Decision, Desk, Keeper
from pipeline.corrections.gold import export_gold
from pipeline.corrections.share import export_csv, import_csv
from pipeline.corrections.values import checked, table_of
from pipeline.corrections.words import page_at, place

__all__ = [
    "UNMET",
    "Decision",
    "Desk",
    "Keeper",
    "Outcome",
    "apply",
    "checked",
    "export_csv",
    "export_gold",
    "import_csv",
    "order",
    "page_at",
    "place",
    "publish",
    "record",
    "set_values",
    "table_of",
    "undo",
    "values_of",
]
