"""The full-text index of the store that is looked at."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.ask import Found, search, searchable
from pipeline.errors import FindingsError
from pipeline.explore.rows import generation

LIMIT = 50
"""Hits that a page shows."""
PATIENCE = 2.0
"""Seconds that a search waits for the index to be made."""


class NotReadyError(FindingsError):
    """The index is still being made; the message says how far it is."""


class Searching:
    """The index of a store, kept open in a thread of its own for as long as it is true."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
        self._open = ExitStack()
        self._database: Any = None
        self._generation = -1
        self._filled: tuple[int, int] | None = None

    def prepare(self) -> None:
        """Begins to fill the index where it is not full, without waiting for it."""
        self._thread.submit(self._ready)

    def close(self) -> None:
        """Lets go of the database."""
        self._thread.submit(self._open.close).result()
        self._thread.shutdown()

    async def find(self, text: str, kind: str) -> Found:
        """The best hits.

        Raises AskError where `text` has no word in it, NotReadyError while the index is made.
        """
        asked = self._thread.submit(lambda: search(self._ready(), text, LIMIT, kind))
        try:
            return await asyncio.wait_for(asyncio.wrap_future(asked), PATIENCE)
        except TimeoutError:
            if not self._filled:
                raise
            done, total = self._filled
            raise NotReadyError(
                f"the texts are being prepared for searching, {done:,} of {total:,} documents"
            ) from None

    def _ready(self) -> Any:
        if self._database is None or generation(self._database) != self._generation:
            self._open.close()
            self._database = self._open.enter_context(searchable(self._folder, self._advance))
            self._generation = generation(self._database)
            self._filled = None
        return self._database

    def _advance(self, done: int, total: int) -> None:
        self._filled = (done, total)
