"""The command that corrects rows: `correct`."""

import getpass
import os
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.app import Output, Quiet, app

if TYPE_CHECKING:
    from pipeline.records import Correction
    from pipeline.store import Store

Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID", help="Rows, by the first column of their tables."),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="COLUMN=VALUE", help="Change a value; again for another."),
]
Accept = Annotated[bool, typer.Option("--accept", help="Say that the rows are right.")]
Reject = Annotated[bool, typer.Option("--reject", help="Say that there are no such rows.")]
Add = Annotated[
    str, typer.Option("--add", metavar="KIND", help="Add a missed row: judgement, figure, …")
]
In = Annotated[
    str, typer.Option("--document", metavar="DOC", help="Where it was missed: id or file name.")
]
Quote = Annotated[
    str, typer.Option("--quote", metavar="WORDS", help="The words that say it, as printed.")
]
Page = Annotated[
    int | None, typer.Option("--page", metavar="N", help="The page of the words, from 1.")
]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, for others.")]
Author = Annotated[
    str,
    typer.Option(
        "--author", metavar="NAME", help="Who decides; else FINDINGS_AUTHOR, else your login."
    ),
]
Undo = Annotated[
    str, typer.Option("--undo", metavar="CORRECTION_ID", help="Withdraw a correction.")
]
List = Annotated[bool, typer.Option("--list", help="Show all corrections.")]
ExportGold = Annotated[
    Path | None,
    typer.Option("--export-gold", metavar="DIR", help="Write corrected documents as gold."),
]
Export = Annotated[
    Path | None, typer.Option("--export", metavar="FILE", help="Write all corrections as CSV.")
]
Import = Annotated[
    Path | None, typer.Option("--import", metavar="FILE", help="Take over corrections from CSV.")
]


@app.command(
    epilog="""\b
Examples:
  findings correct d875bdd9e82da57b --set grade=good --why "page 3 says so"
  findings correct d875bdd9e82da57b 659a2dc98c8650e8 --accept
  findings correct d875bdd9e82da57b --reject --author me
  findings correct --add official --document report.pdf --quote "Bob Roe" --set role=chair
  findings correct --list
  findings correct --undo ec04477ab0b2614d
  findings correct --export-gold my-gold
  findings correct --export ours.csv; findings correct --import theirs.csv"""
)
def correct(
    ids: Ids = None,
    set_: Set = None,
    accept: Accept = False,
    reject: Reject = False,
    add: Add = "",
    document: In = "",
    quote: Quote = "",
    page: Page = None,
    why: Why = "",
    author: Author = "",
    undo: Undo = "",
    list_: List = False,
    export_gold: ExportGold = None,
    export: Export = None,
    import_: Import = None,
    output: Output = Path("output"),
    quiet: Quiet = False,
) -> None:
    """Accept, change or reject rows, or add one that was missed; runs keep what you decide.

    The tables show the corrected rows at once, with a column `correction` that says so. A row
    that is read otherwise later stays as corrected, and is reported in the table of problems.
    """
    _carry_out(_Wish(**locals()))


@dataclass(frozen=True)
class _Wish:
    """What was typed: a field for each option."""

    ids: list[str] | None
    set_: list[str] | None
    accept: bool
    reject: bool
    add: str
    document: str
    quote: str
    page: int | None
    why: str
    author: str
    undo: str
    list_: bool
    export_gold: Path | None
    export: Path | None
    import_: Path | None
    output: Path
    quiet: bool

    def say(self, text: str) -> None:
        """Prints a line, unless nothing is to be said."""
        if not self.quiet:
            typer.echo(text)

    @property
    def action(self) -> str:
        """What is to be done; raises BadParameter unless it is one thing."""
        wanted = {
            "add": self.add,
            "change": self.set_ and not self.add,
            "accept": self.accept,
            "reject": self.reject,
            "undo": self.undo,
            "list": self.list_,
            "gold": self.export_gold,
            "export": self.export,
            "import": self.import_,
        }
        chosen = [name for name, given in wanted.items() if given]
        if len(chosen) != 1:
            raise typer.BadParameter(
                "say one of --set, --accept, --reject, --add, --undo, --list, --export-gold, "
                "--export, --import"
            )
        if bool(self.ids) != (chosen[0] in ROWS):
            raise typer.BadParameter("--set, --accept and --reject, and only they, need row IDs")
        return chosen[0]


ROWS = ("change", "accept", "reject")
"""What is done to rows that are there."""
LOOKING = ("list", "gold", "export")
"""What changes no row."""
DONE = {"accept": "accepted", "change": "changed", "reject": "rejected", "add": "added"}


def _carry_out(wish: _Wish) -> None:
    """Does what was typed and says what came of it."""
    from pipeline import claims, corrections
    from pipeline.store import DATABASE, Store, connect

    action = wish.action
    if action in LOOKING:
        _look(wish, action)
        return
    if not (wish.output / DATABASE).is_file():
        connect(wish.output)  # says that there are no findings, where Store would make a folder
    with Store.open(wish.output) as store:
        try:
            if action == "import" and wish.import_:
                count = corrections.import_csv(store, wish.import_, export=False)
                wish.say(f"Took over {count:,} corrections")
            elif action == "undo":
                gone = corrections.undo(store, *_whole(wish, [wish.undo]), export=False)
                wish.say(f"Withdrawn: {_said(gone)}")
            else:
                _decide(store, wish, action)
        finally:
            if not corrections.publish(store, claims.update):
                wish.say("A run is writing to this folder: it writes these tables too, at its end.")


def _look(wish: _Wish, action: str) -> None:
    """Shows what was decided, or writes it to a file."""
    from pipeline import corrections, show
    from pipeline.store import Desk, connect

    with closing(connect(wish.output)) as database:
        desk = Desk(database)
        if action == "list":
            show.corrections(desk.corrections())
        elif action == "gold" and wish.export_gold:
            files = corrections.export_gold(desk, wish.export_gold)
            wish.say(f"Wrote {len(files):,} documents to {wish.export_gold}")
        elif wish.export:
            count = corrections.export_csv(desk, wish.export)
            wish.say(f"Wrote {count:,} corrections to {wish.export}")


def _whole(wish: _Wish, beginnings: Iterable[str]) -> list[str]:
    """The ids of rows and corrections, which may be given by their beginnings."""
    from pipeline.store import Desk, connect

    with closing(connect(wish.output)) as database:
        return [Desk(database).whole_id(each) for each in beginnings]


def _decide(store: "Store", wish: _Wish, action: str) -> None:
    """Keeps what a person decides."""
    from pipeline.corrections import Decision, record

    shared: dict[str, Any] = {"action": action, "values": _values(wish.set_ or ())}
    shared |= {"author": wish.author or _login(), "reason": wish.why}
    ids = _whole(wish, wish.ids or ())
    rows = [_missed(wish)] if action == "add" else [{"finding_id": each} for each in ids]
    decisions = [Decision(**row, **shared) for row in rows]
    for decision in decisions:
        made = record(store, decision, export=False)
        wish.say(f"{_said(made)}; findings correct --undo {made.correction_id} takes it back")


def _missed(wish: _Wish) -> dict[str, Any]:
    """Where the words of a missed row are, and where they are printed."""
    from pipeline.corrections import place
    from pipeline.evidence import boxes_in
    from pipeline.store import Desk, connect

    if not (wish.document and wish.quote):
        raise typer.BadParameter("--add needs --document and --quote")
    with closing(connect(wish.output)) as database:
        sheet = Desk(database).document(wish.document)
    start, end = place(sheet.text, sheet.page_starts, wish.quote, wish.page)
    quote = sheet.text[start:end]
    boxes = boxes_in(sheet.fact("source"), sheet.fact("sha256"), start, end, quote)
    known = {"kind": wish.add, "document_id": sheet.fact("document_id")}
    return {**known, "start": start, "end": end, "quote": quote, "boxes": boxes}


def _values(given: Iterable[str]) -> dict[str, str]:
    """COLUMN=VALUE as a dictionary."""
    found = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not (name.strip() and equals):
            raise typer.BadParameter(f"--set takes COLUMN=VALUE, not {each!r}")
        found[name.strip()] = value.strip()
    return found


def _login() -> str:
    """Who sits there: FINDINGS_AUTHOR, or the name of the system's user."""
    try:
        return os.environ.get("FINDINGS_AUTHOR") or getpass.getuser()
    except (OSError, KeyError):  # a system without users
        return ""


def _said(made: "Correction") -> str:
    """A correction in a line."""
    from pipeline.corrections import values_of

    set_ = values_of(made).items()
    values = ", ".join(f"{name} = {'(empty)' if v is None else v}" for name, v in set_)
    what = f"{made.kind.removesuffix('s')} {made.finding_id} {DONE[made.action]}"
    return f"{what}{f' ({values})' if values else ''}, page {made.page}"
