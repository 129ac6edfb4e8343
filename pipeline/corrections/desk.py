"""What corrections are made of and made in: a decision, and the store that keeps it."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pipeline.corrections.match import Row
from pipeline.records import Box, Correction
from pipeline.tables import Sheet


class Desk(Protocol):
    """What a store offers inside one transaction; `pipeline.store.corrections.Desk` is one."""

    def shown(self, finding_id: str) -> tuple[str, Row] | None:
        """A row as the tables show it, with the name of its table."""

    def as_read(self, document_id: str) -> Sheet | None:
        """A document's rows as they were read, with its text."""

    def corrections(self, document_id: str = "") -> list[Correction]:
        """The corrections of a document, or all of them, in their order."""

    def keep(self, correction: Correction) -> None:
        """Adds a correction."""

    def drop(self, correction_id: str) -> None:
        """Removes a correction."""

    def settle(self, document_id: str) -> None:
        """Writes a document's rows anew: as read, with what corrections make of them."""


class Keeper(Protocol):
    """A store that is open for writing; `pipeline.store.Store` is one."""

    def deciding(self) -> AbstractContextManager[Desk]:
        """One transaction in which corrections are made and applied."""

    def turn(self, patience: float) -> AbstractContextManager[None]:
        """Holds the folder for one run."""

    def export_tables(self) -> Path:
        """Writes the tables out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decides: accept, change or reject a row, or add one that was missed.

    `finding_id` is the row's; an added one has `kind` (its table), `document_id`, and its
    evidence: `start` and `end`, offsets in the document's text, and `boxes` where the words are
    printed, if that is known. `quote`, if given, must be the words that stand there, so that a
    decision never falls on other words than the person saw. `values` are the columns to set;
    `author` and `reason` say who decided and why.
    """

    action: str
    finding_id: str = ""
    kind: str = ""
    document_id: str = ""
    start: int = -1
    end: int = -1
    boxes: tuple[Box, ...] = ()
    quote: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    author: str = ""
    reason: str = ""
