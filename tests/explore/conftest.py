"""A store made of `corpus/`, and the web app on it."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datasette", reason="the extra 'explore' is not installed")

from pipeline import run
from pipeline.explore import application
from pipeline.store import DATABASE

CORPUS = Path(__file__).parents[2] / "corpus"


class Browserless:
    """The web app asked without a server: `get(path)`, `post(path, …)`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.look = application(folder)

    def get(self, path: str, **options: Any) -> Any:
        return asyncio.run(self._ask("get", path, **options))

    def post(self, path: str, **options: Any) -> Any:
        return asyncio.run(self._ask("post", path, **options))

    async def _ask(self, method: str, path: str, **options: Any) -> Any:
        await self.look.invoke_startup()
        return await getattr(self.look.client, method)(path, **options)

    def rows(self, query: str, *values: Any) -> list[sqlite3.Row]:
        database = sqlite3.connect(self.folder / DATABASE)
        database.row_factory = sqlite3.Row
        try:
            found = database.execute(query, values).fetchall()
            database.commit()
        finally:
            database.close()
        return found

    def one(self, query: str, *values: Any) -> sqlite3.Row:
        return self.rows(query, *values)[0]


@pytest.fixture(scope="session")
def read_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with copies of the documents of the corpus, and the store of them in `output`."""
    folder = tmp_path_factory.mktemp("explore")
    for path in CORPUS.iterdir():
        if path.suffix in (".pdf", ".html", ".txt"):
            shutil.copy(path, folder / path.name)
    run([folder], folder / "output")
    return folder


@pytest.fixture(scope="session")
def site(read_corpus: Path) -> Iterator[Browserless]:
    """The web app on the corpus, only to be read."""
    app = Browserless(read_corpus / "output")
    yield app
    app.look.close()


@pytest.fixture
def open_site() -> Iterator[Callable[[Path], Browserless]]:
    """Opens the web app on a folder."""
    opened: list[Browserless] = []

    def opening(folder: Path) -> Browserless:
        opened.append(Browserless(folder))
        return opened[-1]

    yield opening
    for app in opened:
        app.look.close()


@pytest.fixture
def own_site(
    read_corpus: Path, tmp_path: Path, open_site: Callable[[Path], Browserless]
) -> Browserless:
    """The web app on a copy of the store that a test may write to."""
    shutil.copytree(read_corpus / "output", tmp_path / "output")
    return open_site(tmp_path / "output")
