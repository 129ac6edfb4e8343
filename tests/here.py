"""A reader in the process of the test, so that tests can stand in for what reads."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.batch import reading
from pipeline.batch.limits import Limits
from pipeline.batch.wire import Outcome
from pipeline.errors import FrameworkError
from pipeline.tables import Sheet


@dataclass
class Here:
    """Reads in this process, at once; `read` holds the names of the files."""

    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    read: list[str] = field(default_factory=list)

    def submit(self, data: bytes, source: str) -> "Future[Outcome]":
        self.read.append(Path(source).name)
        future: Future[Outcome] = Future()
        try:
            outcome = Outcome(Sheet.of(reading.read_bytes(data, source)))
        except FrameworkError as error:
            outcome = Outcome(error=error)
        future.set_result(outcome)
        return future
