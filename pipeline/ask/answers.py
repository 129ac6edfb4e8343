"""What a question to the store is answered with: small tables, whatever they are printed as."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

Value = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A table with a name and a title: `rows` hold a value for each of `columns`.

    `name` is its key in JSON and how a person asks for it alone; an empty `title` prints none.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    name: str = "rows"
    title: str = ""

    @classmethod
    def of(cls, name: str, title: str, columns: Iterable[str], rows: Iterable[Any]) -> Self:
        """An answer out of any rows that have a value for each column; "" becomes None."""
        found = tuple(tuple(None if value == "" else value for value in row) for row in rows)
        return cls(tuple(columns), found, name, title)

    def __bool__(self) -> bool:
        """Whether there is a row."""
        return bool(self.rows)


def texts(row: sqlite3.Row, *names: str) -> dict[str, Any]:
    """Columns of a row by name, nulls as empty texts: what records are made of."""
    return {name: "" if row[name] is None else row[name] for name in names}
