"""Answers as text: tables for a person, CSV, JSON and Markdown for whatever comes next.

CSV and JSON are exact. Tables and Markdown are for reading: words of documents are printed
without control characters, and command nothing (no terminal codes, no markup).
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self, TextIO

from pipeline.ask.answers import Answer, Value
from pipeline.errors import AskError
from pipeline.tables import printed

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


class Format(StrEnum):
    """How answers are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


ROWS = 200
"""Rows of a table that are printed for a person."""
CELL = 400
"""Characters of a text in a table of several rows."""
WORD = 24
"""A column is never narrower than its longest word, up to so many characters."""
NAME = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")
ID = re.compile(r"[0-9a-f]{16}")
DIGITS = 8
"""Of an id a table has so many digits: findings show takes them."""
GAP = 2
"""Blanks between two columns."""
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")


def write(answers: Sequence[Answer], format_: Format, out: TextIO) -> None:
    """Writes the answers that have rows; an only one is written even if it has none.

    Raises AskError where CSV should hold several tables.
    """
    shown = [answer for answer in answers if answer] if len(answers) > 1 else list(answers)
    if format_ is Format.TABLE:
        _print(shown, out)
        return
    if format_ is Format.CSV and len(answers) > 1:
        names = ", ".join(answer.name for answer in answers)
        raise AskError(f"CSV holds one table: choose one with --part ({names})")
    makers = {Format.CSV: _csv, Format.JSON: _json, Format.MARKDOWN: _markdown}
    for line in makers[format_](shown if format_ is Format.MARKDOWN else answers):
        out.write((_plain(line) if out.isatty() else line) + "\n")


def _csv(answers: Sequence[Answer]) -> Iterable[str]:
    line = _Line()
    writer = csv.writer(line, lineterminator="")
    for answer in answers:
        for row in (answer.columns, *answer.rows):
            writer.writerow([_printed(value) for value in row])
            yield line.text


class _Line:
    """The file that a CSV writer writes one line into."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _json(answers: Sequence[Answer]) -> Iterable[str]:
    found: dict[str, Any] = {answer.name: _records(answer) for answer in answers}
    whole = found if len(answers) > 1 else next(iter(found.values()))
    yield json.dumps(whole, ensure_ascii=False, indent=2, default=_printed)


def _records(answer: Answer) -> Any:
    names = unique(answer.columns)
    records = [dict(zip(names, row, strict=True)) for row in answer.rows]
    return records[0] if answer.single and records else records


def unique(columns: Iterable[str]) -> list[str]:
    """Names of columns, each once: a second `page` is `page_2`."""
    seen: Counter[str] = Counter()
    names = []
    for name in columns:
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return names


def _markdown(answers: Sequence[Answer]) -> Iterable[str]:
    for k, answer in enumerate(answers):
        yield from [""] * bool(k)
        yield from [f"**{_marked(answer.title)}**", ""] if answer.title else []
        columns, rows = _readable(answer)
        if answer.single:
            columns, rows = ["", ""], [[a, b] for a, b in zip(columns, rows[0], strict=True)]
        yield _markdown_row(columns)
        numbers = [_numbers(answer, k) and not answer.single for k in range(len(columns))]
        yield _markdown_row(["---:" if number else "---" for number in numbers], escape=False)
        yield from map(_markdown_row, rows)


def _markdown_row(cells: Iterable[str], escape: bool = True) -> str:
    return "| " + " | ".join(_marked(cell) if escape else cell for cell in cells) + " |"


def _marked(text: str) -> str:
    """A text on one line that Markdown takes for nothing else."""
    return SPECIAL.sub(r"\\\1", " ".join(_plain(text).split()))


def _print(answers: Sequence[Answer], out: TextIO) -> None:
    from pipeline.show import console

    where = console()
    where.file = out
    for k, answer in enumerate(answers):
        with where.capture() as printed_lines:
            for part in [""] * bool(k) + list(_parts(answer, where.width)):
                where.print(part)
        out.writelines(f"{line.rstrip()}\n" for line in printed_lines.get().splitlines())


def _parts(answer: Answer, width: int) -> "Iterator[RenderableType]":
    """What is printed of an answer: its title, a table or a sheet for each row, what is left."""
    from rich.text import Text

    grid = _Grid.of(answer)
    if answer.title:
        yield Text(_plain(answer.title), style="bold")
    narrow = grid.without(answer.spare, width)
    if answer.below:
        for k, row in enumerate(grid.rows):
            yield from [""] * bool(k)
            yield from _lines(grid, row, answer)
    elif not answer.single and narrow.width <= width:
        yield narrow.table(width)
        left_out = [name for name in grid.columns if name not in narrow.columns]
        if left_out:
            yield Text(f"Too wide to show: {', '.join(left_out)}", style="dim")
    elif answer.repeat and not answer.single:
        for k, band in enumerate(narrow.bands(answer.repeat, width)):
            yield from [""] * bool(k)
            yield band.table(width)
    else:
        for k, row in enumerate(grid.rows):
            yield from [""] * bool(k)
            yield _sheet(grid.columns, row)
    if left := len(answer.rows) - len(grid.rows):
        yield Text(f"… {left:,} more rows: all of them with --format csv or json", style="dim")


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table as a person reads it: headings, cells, and which columns are numbers."""

    columns: list[str]
    rows: list[list[str]]
    numbers: list[bool]

    @classmethod
    def of(cls, answer: Answer) -> Self:
        columns, rows = _readable(answer, None if answer.single else ROWS)
        return cls(columns, rows, [_numbers(answer, k) for k in range(len(columns))])

    @property
    def width(self) -> int:
        """Characters that it takes without breaking a word."""
        needed = map(self.needed, range(len(self.columns)))
        return sum(needed) + GAP * len(self.columns)

    def needed(self, k: int) -> int:
        """The longest word of a column, or its whole numbers."""
        words = map(_longest_word, (self.columns[k], *(row[k] for row in self.rows)))
        return min(WORD, max(words))

    def without(self, spare: Sequence[str], width: int) -> "_Grid":
        """The table with as many of its columns as there is room for."""
        grid = self
        for name in map(_said, reversed(spare)):
            if grid.width > width and name in grid.columns:
                at = grid.columns.index(name)
                grid = grid.only([k for k in range(len(grid.columns)) if k != at])
        return grid

    def only(self, kept: Sequence[int]) -> "_Grid":
        """The table with some of its columns."""
        return _Grid(
            [self.columns[k] for k in kept],
            [[row[k] for k in kept] for row in self.rows],
            [self.numbers[k] for k in kept],
        )

    def bands(self, repeat: int, width: int) -> "Iterator[_Grid]":
        """Tables that are narrow enough, each with the first columns and the rows it fills."""
        first, rest = list(range(repeat)), list(range(repeat, len(self.columns)))
        while rest:
            count = 1
            while count < len(rest) and self.only(first + rest[: count + 1]).width <= width:
                count += 1
            band = self.only(first + rest[:count])
            rows = [row for row in band.rows if any(row[repeat:])]
            yield _Grid(band.columns, rows, band.numbers)
            rest = rest[count:]

    def widths(self, width: int) -> list[int]:
        """How wide each column is in a table of `width`: no word is broken, long texts get most."""
        needed = [self.needed(k) for k in range(len(self.columns))]
        wanted = [
            max(map(len, (heading, *(_cut(row[k]) for row in self.rows))))
            for k, heading in enumerate(self.columns)
        ]
        spare = width - GAP * len(needed) - sum(needed)
        missing = [max(0, most - least) for most, least in zip(wanted, needed, strict=True)]
        share = min(1.0, max(0, spare) / max(1, sum(missing)))
        return [least + int(more * share) for least, more in zip(needed, missing, strict=True)]

    def table(self, width: int) -> "Table":
        """The table as it is printed, at most so wide."""
        from rich import box
        from rich.table import Table

        table = Table(
            box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0)
        )
        widths = self.widths(width)
        for k, heading in enumerate(self.columns):
            justify: Any = "right" if self.numbers[k] else "left"
            table.add_column(heading, justify=justify, overflow="fold", width=widths[k])
        for row in self.rows:
            table.add_row(*map(_cut, row))
        return table


def _lines(grid: _Grid, row: list[str], answer: Answer) -> "Iterator[RenderableType]":
    """A row as one line, and its longer text below it."""
    from rich.padding import Padding
    from rich.text import Text

    at = answer.columns.index(answer.below)
    cells = [
        f"{grid.columns[k]} {cell}" if grid.numbers[k] else cell
        for k, cell in enumerate(row)
        if cell and k != at
    ]
    text = Text(row[at])
    if answer.found:
        text.highlight_regex(rf"(?i)\b(?:{'|'.join(map(re.escape, answer.found))})\b", "bold")
    yield Text("  ".join(cells), style="dim")
    yield Padding(text, (0, 0, 0, 4))


def _sheet(columns: list[str], row: list[str]) -> "Table":
    """One row as labels and values, one below the other; empty ones are left out."""
    from rich.table import Table

    grid = Table.grid(padding=(0, GAP))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for heading, cell in zip(columns, row, strict=True):
        if cell:
            grid.add_row(heading, cell)
    return grid


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _readable(answer: Answer, most: int | None = None) -> tuple[list[str], list[list[str]]]:
    """Headings and cells as a person reads them, of the first `most` rows."""
    if answer.exact:
        rows = [[_plain(_printed(value)) for value in row] for row in answer.rows[:most]]
        return [_plain(name) for name in answer.columns], rows
    rows = [
        [_spoken(value, name) for value, name in zip(row, answer.columns, strict=True)]
        for row in answer.rows[:most]
    ]
    return [_said(name) for name in answer.columns], rows


def _said(name: str) -> str:
    return _plain(name).replace("_", " ")


def _spoken(value: Value, column: str) -> str:
    """A value in words; of an id the digits that are enough to find it."""
    if isinstance(value, int):
        return f"{value:,}"
    text = _plain(_printed(value))
    if ID.fullmatch(text) and column != "document_id":
        return text[:DIGITS]
    return _said(text) if NAME.fullmatch(text) else text


def _printed(value: Value) -> str:
    return value.hex() if isinstance(value, bytes) else printed(value)


def _numbers(answer: Answer, k: int) -> bool:
    """Whether a column has numbers only."""
    values = [row[k] for row in answer.rows if k < len(row) and row[k] is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)


def _cut(text: str) -> str:
    return text if len(text) <= CELL else text[:CELL].rsplit(" ", 1)[0] + " …"


def _plain(text: str) -> str:
    """A text without characters that command a terminal or turn the direction of writing."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
