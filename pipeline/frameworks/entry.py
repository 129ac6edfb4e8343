"""A table of a data file, whose keys are read one by one and checked on the way.

The files are written by people who know inspections and not Python, so a key that is
misspelt, missing or of the wrong kind is an error that names the file and the place in it.
"""

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from pipeline.errors import FrameworkError

T = TypeVar("T")


class Entry:
    """The keys and values of a table; `where` names it in messages.

    Every reading method raises FrameworkError where the value is missing or not of its kind.
    """

    def __init__(self, body: Any, where: str) -> None:
        self.where = where
        if not isinstance(body, dict):
            self.wrong("must be a table of keys and values")
        self._body: dict[str, Any] = dict(body)

    def wrong(self, what: str) -> NoReturn:
        """Raises FrameworkError: in this table, something is wrong."""
        raise FrameworkError(f"{self.where}: {what}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text in quotation marks; without a default it must be there."""
        value = self._take(key, default)
        return value if isinstance(value, str) else self.wrong(f"{key} must be a text")

    def number(self, key: str, default: int) -> int:
        """A whole number."""
        value = self._take(key, default)
        return value if type(value) is int else self.wrong(f"{key} must be a whole number")

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts; without a default it must be there."""
        value = self._take(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            self.wrong(f"{key} must be a list of texts, in [ ]")
        return tuple(value)

    def entry(self, key: str) -> "Entry":
        """A table inside this one; an empty one where there is none."""
        return Entry(self._take(key, {}), f"{self.where}: {key}")

    def all(self, key: str, make: "Callable[[Entry], T]") -> tuple[T, ...]:
        """What `make` makes of each table of a list of them; a plain text is its only name."""
        rows = self._take(key, [])
        if not isinstance(rows, list):
            self.wrong(f"{key} must be a list of tables, each under [[{key}]]")
        return tuple(
            Entry(
                {"names": [row]} if isinstance(row, str) else row, f"{self.where}: {key} {number}"
            ).complete(make)
            for number, row in enumerate(rows, 1)
        )

    def complete(self, make: "Callable[[Entry], T]") -> T:
        """What `make` makes of this table, of which it has to read every key."""
        made = make(self)
        if self._body:
            self.wrong(f"does not know the key {', '.join(self._body)}")
        return made

    def _take(self, key: str, default: Any) -> Any:
        value = self._body.pop(key, default)
        return self.wrong(f"{key} is missing") if value is None else value
