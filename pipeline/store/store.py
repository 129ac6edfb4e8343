"""Writing to an output folder: documents one by one, then the tables."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.records import Claim, Findings
from pipeline.store import corrections
from pipeline.store.connection import explained, transaction
from pipeline.store.ledger import VANISHED, Ledger, tie
from pipeline.store.rows import insert, names
from pipeline.store.schema import quoted
from pipeline.tables import CLAIMS, TABLES, Row, Sheet, Table, write, write_data_package


class Store(Ledger):
    """An output folder open for writing: documents go in, tables come out.

    Example:
        with Store.open(Path("output")) as store, store.turn():
            store.save(findings)
            store.export_tables()
    """

    def save(
        self,
        read: Findings | Sheet,
        signature: str | None = None,
        extractor: str = "",
        limits: str | None = None,
    ) -> None:
        """Stores all of one document together or not at all, in place of its earlier rows.

        What was read from the same source before goes too, unless it has another one.

        Raises OutputError when the disk is full or the database locked, sqlite3.IntegrityError
        when a row breaks a rule of its table.
        """
        sheet = read if isinstance(read, Sheet) else Sheet.of(read)
        document_id, source = sheet.fact("document_id"), sheet.fact("source")
        with self._writing() as run:
            at = (document_id, VANISHED)  # of another of its sources
            run.execute("DELETE FROM problems WHERE document_id = ? AND code != ?", at)
            run.execute("DELETE FROM documents WHERE document_id = ?", (document_id,))
            corrections.insert_rows(run, sheet)
            starts = json.dumps(sheet.page_starts, separators=(",", ":"))
            run.execute("INSERT INTO texts VALUES (?, ?, ?)", (document_id, sheet.text, starts))
            run.execute("INSERT INTO readings VALUES (?, ?, ?)", (document_id, extractor, limits))
            tie(run, source, document_id, signature)
            run.execute("INSERT OR IGNORE INTO done VALUES (?)", (document_id,))

    def replace_claims(self, claims: Iterable[Claim]) -> None:
        """Stores all claims in place of the earlier ones, unless they are the same."""
        rows = sorted(map(CLAIMS.row, claims))
        with explained(self.folder):
            if rows == sorted(self.rows(CLAIMS)):
                return
        with self._writing() as run:
            run.execute("DELETE FROM claims")
            insert(run, CLAIMS, rows)

    @contextmanager
    def deciding(self) -> Iterator[corrections.Desk]:
        """One transaction in which corrections are made and applied; see `pipeline.corrections`."""
        with self._writing() as run:
            yield corrections.Desk(run)

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table in their order."""
        order = ", ".join(map(quoted, table.order))
        statement = f"SELECT {names(table)} FROM {table.name} ORDER BY {order}"
        return self._database.execute(statement)

    def export_tables(self) -> Path:
        """Writes CSV, Parquet and `datapackage.json`, all of one moment; returns their folder.

        Nothing is written when the files are those of this state of the database. Raises
        OutputError when they cannot be written.
        """
        folder = self.folder / "tables"
        with explained(self.folder), transaction(self._database, "DEFERRED"):
            generation = self.generation
            if self._exported() == {"generation": generation, "files": _files(folder)}:
                return folder
            folder.mkdir(parents=True, exist_ok=True)
            for table in TABLES:
                write(folder, table, self.rows(table))
            write_data_package(folder)
        state = json.dumps({"generation": generation, "files": _files(folder)})
        with explained(self.folder), transaction(self._database, "IMMEDIATE") as run:
            run.execute("INSERT OR REPLACE INTO state VALUES ('exported', ?)", (state,))
        return folder

    def _exported(self) -> object:
        return json.loads(self._one("SELECT value FROM state WHERE name = 'exported'") or "null")


def _files(folder: Path) -> dict[str, list[int]]:
    """Size and time of the files of the tables, by which a change of them is seen."""
    written = [f"{table.name}{suffix}" for table in TABLES for suffix in (".csv", ".parquet")]
    found = {}
    for name in [*written, "datapackage.json"]:
        try:
            status = (folder / name).stat()
        except FileNotFoundError:
            continue
        found[name] = [status.st_size, status.st_mtime_ns]
    return found
