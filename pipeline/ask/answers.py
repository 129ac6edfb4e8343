"""What a question to the store is answered with: small tables, whatever they are printed as."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

Value = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A table with a name and a title: `rows` hold a value for each of `columns`.

    `name` is its key in JSON and how a person asks for it alone; an empty `title` prints none.
    `single`: it describes one thing, in one row. The rest is about how a person reads it:
    `exact`: names and values as they are, else "requires improvement" for requires_improvement.
    `spare`: columns that are left out, from the last, where a table is too wide; with `repeat`
    it is then printed in bands that begin with the first so many columns. `below`: a column of
    longer texts that is printed below each row, the words that were `found` in it set off.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    name: str = "rows"
    title: str = ""
    single: bool = False
    exact: bool = False
    below: str = ""
    found: tuple[str, ...] = ()
    spare: tuple[str, ...] = ()
    repeat: int = 0

    @classmethod
    def of(
        cls, name: str, title: str, columns: Iterable[str], rows: Iterable[Any], **how: Any
    ) -> Self:
        """An answer out of any rows that have a value for each column; "" becomes None."""
        found = tuple(tuple(None if value == "" else value for value in row) for row in rows)
        return cls(tuple(columns), found, name, title, **how)

    @classmethod
    def about(cls, name: str, title: str, facts: Mapping[str, Value]) -> Self:
        """What there is to say of one thing; what is empty is left out."""
        known = {key: value for key, value in facts.items() if value not in ("", None)}
        return cls(tuple(known), (tuple(known.values()),), name, title, single=True)

    def __bool__(self) -> bool:
        """Whether there is a row."""
        return bool(self.rows)


def texts(row: sqlite3.Row, *names: str) -> dict[str, Any]:
    """Columns of a row by name, nulls as empty texts: what records are made of."""
    return {name: "" if row[name] is None else row[name] for name in names}
