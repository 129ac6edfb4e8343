"""Datasette on one store: what it serves, under which limits, with what said of the columns."""

import secrets
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from datasette.app import Datasette
from datasette.database import Database

from pipeline import claims
from pipeline.corrections import publish
from pipeline.explore.fulltext import Searching
from pipeline.explore.printed import Printed
from pipeline.explore.rows import generation
from pipeline.explore.sources import document_bytes, stamp
from pipeline.store import DATABASE, Store, connect
from pipeline.tables import TABLES

KEYS = {table.name: table.key for table in TABLES}
NAME = "findings"
"""What the database is called in addresses."""
STATIC = "-/findings"
PAUSE = 3.0
"""Seconds without a correction after which the tables are written out."""
LONGEST = 64 * 1024 * 1024
"""Bytes of the longest value that a query may make."""
SETTINGS = {
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": False,  # tries every column of a table, at every look
    "allow_download": False,
    "default_page_size": 50,
    "max_returned_rows": 1000,
    "truncate_cells_html": 240,
    "default_cache_ttl": 0,  # a correction shows at once
}
INTERNAL = ("texts", "readings", "signatures", "state", "indexed", "as_read")
MEANINGS = {
    "documents": "One row a document: what it says of itself.",
    "judgements": "One row a grade, current or previous, of the provider or a named other body.",
    "recommendations": "One row an item that tells the inspected body what to do or improve.",
    "officials": "One row a person named in an official capacity.",
    "quotations": "One row a speech, or words quoted from a document.",
    "figures": "One row a number, with its unit and what it measures.",
    "claims": "What a press release says of a report, held against the report itself.",
    "corrections": "What people decided about rows.",
    "sources": "The paths that documents were read from.",
    "problems": "Whatever could not be read or looks wrong, with the remedy.",
}
FACETS = {
    "documents": ("framework", "document_type", "provider_type", "status"),
    "judgements": ("area", "grade", "period", "rule"),
    "recommendations": ("kind", "rule"),
    "officials": ("involvement", "rule"),
    "quotations": ("speaker", "cue"),
    "figures": ("unit", "measure_class", "comparator", "rule"),
    "claims": ("kind", "verdict"),
    "corrections": ("kind", "action", "status"),
    "problems": ("stage", "code"),
}
"""The columns that a table's page offers to count by."""
FIRST = {
    "documents": "title provider_name framework document_type inspection_end published_on status"
    "&_sort_desc=inspection_end",
    "judgements": "document_id area grade period judged_on subject quote page confidence",
    "recommendations": "document_id kind text deadline addressee page confidence",
    "officials": "document_id name role organisation involvement page confidence",
    "quotations": "document_id speaker text cue page confidence",
    "figures": "document_id value unit measure measure_class comparator change as_of quote page",
    "claims": "document_id kind claim said found verdict report_id",
    "corrections": "document_id finding_id kind action new_values author made_at reason status",
}
"""The columns that a table is opened with, from our pages; Datasette shows the others too."""
T = TypeVar("T")


class StoreDatabase(Database):
    """The store's database as Datasette knows databases, never to be written."""

    def __init__(self, datasette: Datasette, folder: Path) -> None:
        super().__init__(datasette, path=str(folder / DATABASE))
        self._folder = folder

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that reads. Raises PermissionError where one to write is asked for."""
        if write:
            raise PermissionError("the store is not written by way of Datasette")
        opened = connect(self._folder)
        opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        return opened

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """How many rows each table has; those that are not for people are not counted."""
        every: dict[str, int | None] = dict.fromkeys(await self.table_names())
        every |= await self.ds.ask(self.ds.once("counts", counts))
        return every

    async def foreign_keys_for_table(self, table: str) -> list[dict[str, Any]]:
        """The links of a table; Datasette asks for the column that SQLite takes as understood."""
        return [_whole(link) for link in await super().foreign_keys_for_table(table)]

    async def get_all_foreign_keys(self) -> dict[str, Any]:
        """The links from and to every table, in the same way."""
        found = await super().get_all_foreign_keys()
        return {
            name: {
                "incoming": [link | {"column": KEYS.get(name)} for link in links["incoming"]],
                "outgoing": [_whole(link) for link in links["outgoing"]],
            }
            for name, links in found.items()
        }


class Look(Datasette):
    """The web app on one store.

    `folder` is the store's, `host` the name under which it is served beside this machine's
    own. `printed` holds the pages that are being looked at, `searching` the index of the texts.
    """

    def __init__(self, folder: Path, host: str) -> None:
        self.folder = folder
        self.host = host
        self.printed = Printed(self._fetch, self._stamp)
        self.searching = Searching(folder)
        self._made: dict[str, tuple[int, Any]] = {}
        self._making: dict[str, threading.Lock] = {}
        self._waiting: threading.Timer | None = None
        ours = files("pipeline.explore")
        super().__init__(
            settings=SETTINGS,
            metadata=_metadata(),
            template_dir=str(ours / "templates"),
            static_mounts=[(STATIC, str(ours / "static"))],
        )
        self.add_database(StoreDatabase(self, folder), name=NAME)
        self.remove_database("_memory")

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """The answer of a function to a connection that reads, in a thread for such."""
        answer: T = await self.get_database(NAME).execute_fn(question)
        return answer

    def once(
        self, name: str, make: Callable[[sqlite3.Connection], T]
    ) -> Callable[[sqlite3.Connection], T]:
        """A question that is only asked again when the tables have changed."""

        def ask(database: sqlite3.Connection) -> T:
            now = generation(database)
            with self._making.setdefault(name, threading.Lock()):
                held = self._made.get(name)
                if held is None or held[0] != now:
                    held = self._made[name] = (now, make(database))
            answer: T = held[1]
            return answer

        return ask

    def publish_soon(self) -> None:
        """Has the tables written out once no correction has come for a while."""
        if self._waiting:
            self._waiting.cancel()
        self._waiting = threading.Timer(PAUSE, self.publish_now)
        self._waiting.daemon = True
        self._waiting.start()

    def publish_now(self) -> None:
        """Writes the tables out, unless a run holds the folder, which does it when it ends."""
        if self._waiting:
            self._waiting.cancel()
        with Store.open(self.folder) as store:
            publish(store, claims.update)

    def close(self) -> None:
        """Lets go of the files; writes out the tables if they wait for it."""
        if self._waiting and self._waiting.is_alive():
            self.publish_now()
        self.printed.close()
        self.searching.close()
        self.executor.shutdown()

    def _fetch(self, document_id: str) -> bytes:
        with closing(connect(self.folder)) as database:
            return document_bytes(database, document_id)

    def _stamp(self, document_id: str) -> object:
        with closing(connect(self.folder)) as database:
            return stamp(database, document_id)


def counts(database: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in KEYS}


def opened(table: str) -> str:
    """The address of a table with the columns that people ask for first."""
    query = "&".join(f"_col={name}" for name in FIRST.get(table, "").split())
    return f"/{NAME}/{table}" + (f"?{query}" if query else "")


def _whole(link: dict[str, Any]) -> dict[str, Any]:
    return link | {"other_column": KEYS.get(link["other_table"])}


def nonce() -> str:
    """A word that nobody can guess, for one answer."""
    return secrets.token_urlsafe(16)


def _metadata() -> dict[str, Any]:
    tables: dict[str, Any] = {
        table.name: {
            "description": MEANINGS[table.name],
            "columns": {column.name: column.meaning for column in table.columns},
        }
        for table in TABLES
    }
    tables["documents"]["label_column"] = "file_name"
    tables |= {name: {"hidden": True} for name in INTERNAL}
    return {"title": "Findings", "databases": {NAME: {"tables": tables}}}
