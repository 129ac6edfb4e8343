"""One document behind a wall: a child process reads it, and dies alone if it must.

A worker is a fresh Python (nothing of the parent is inherited), fed through its standard
input and answering through its standard output. It is replaced when a document takes too
long, asks for too much memory or breaks the interpreter, and after RECYCLED documents, as
the PDF library may not give back all it took.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from functools import cache
from typing import IO

from pipeline.batch.limits import Limits
from pipeline.batch.wire import Outcome, receive, send
from pipeline.errors import FindingsError

RECYCLED = 1000
"""Documents that one process reads before another takes its place."""
READER = "pipeline.batch.reading:read_bytes"
"""What reads a document, `module:function`: (bytes, source) → Findings."""
CHILD = "pipeline.batch.child"
KILLED = Outcome(
    code="died",
    message="its process was killed, it seems for want of memory: read it again with fewer --jobs",
)
STOPPED = Outcome(code="stopped", message="was not read, as the run was stopped")


class Worker:
    """A child process that reads one document after the other; for one thread at a time.

    `stopped` is set when no process is wanted any more.
    """

    def __init__(
        self, limits: Limits, reader: str = READER, stopped: threading.Event | None = None
    ) -> None:
        self.limits = limits
        self.reader = reader
        self.stopped = stopped or threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._read = 0

    def read(self, data: bytes, source: str) -> Outcome:
        """Reads one document; whatever it does to its process is in the outcome.

        Raises FindingsError when no process can be started.
        """
        outcome = self._attempt(data, source)
        if outcome is KILLED and not self.stopped.is_set():
            outcome = self._attempt(data, source)  # the system may have meant another one
        return outcome

    def _attempt(self, data: bytes, source: str) -> Outcome:
        child = self._ready()
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            child.kill()

        timer = threading.Timer(self.limits.seconds, stop)
        timer.start()
        try:
            send(_pipe(child.stdin), (data, source))
            outcome: Outcome | None = receive(_pipe(child.stdout))
        except (OSError, EOFError):
            outcome = None
        finally:
            timer.cancel()
            timer.join()  # so that it cannot hit the next document
        if outcome is None:
            return self._lost(expired.is_set())
        self._read += 1
        if outcome.code or expired.is_set():
            self.close()
        return outcome

    def _ready(self) -> "subprocess.Popen[bytes]":
        """A process that waits for a document."""
        if self._child and (self._read >= RECYCLED or self._child.poll() is not None):
            self.close()
        return self._child or self._start()

    def close(self) -> None:
        """Ends the process; the next document starts another."""
        if child := self._child:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout, self._said):
                if pipe:
                    _close(pipe)
        self._child = self._said = None

    def _start(self) -> subprocess.Popen[bytes]:
        said = tempfile.TemporaryFile()  # noqa: SIM115, closed with the process
        limits = (str(self.limits.seconds), str(self.limits.megabytes))
        self._child = child = subprocess.Popen(
            [sys.executable, "-P", "-m", CHILD, self.reader, *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._said, self._read = said, 0
        if self.stopped.is_set():  # in the meantime, by one who did not see this process yet
            child.kill()
        try:
            receive(_pipe(child.stdout))
        except (OSError, EOFError) as error:
            why = self._last_words()
            self.close()
            raise FindingsError(f"a reading process could not be started: {why}") from error
        return child

    def _lost(self, expired: bool) -> Outcome:
        """What to say of a document whose process is gone."""
        child = self._child
        status = child.wait() if child else 0
        words = self._last_words()
        self.close()
        if status == -signal.SIGKILL and not expired:
            return KILLED
        if expired:
            seconds = f"{self.limits.seconds:g}"
            return Outcome(
                code="timeout",
                message=f"took longer than {seconds} s and was given up: "
                "read it again with a higher --timeout",
            )
        message = f"broke the process that read it ({_cause(status)}{words and ': '}{words})"
        return Outcome(code="died", message=f"{message}: save it anew with another program")

    def _last_words(self) -> str:
        if self._said is None:
            return ""
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else ""


def _cause(status: int) -> str:
    if status >= 0:
        return f"exit code {status}"
    try:
        return signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _close(pipe: IO[bytes]) -> None:
    with suppress(OSError):  # what was still to be sent has no reader any more
        pipe.close()


class Workers:
    """A worker for each thread that asks, until they are closed."""

    def __init__(self, limits: Limits, reader: str = READER) -> None:
        self._limits = limits
        self._reader = reader
        self._mine = threading.local()
        self._all: list[Worker] = []
        self._stopped = threading.Event()

    def read(self, data: bytes, source: str) -> Outcome:
        """Reads a document in the process that belongs to this thread; see `Worker.read`."""
        if self._stopped.is_set():
            return STOPPED
        worker: Worker | None = getattr(self._mine, "worker", None)
        if worker is None:
            worker = self._mine.worker = Worker(self._limits, self._reader, self._stopped)
            self._all.append(worker)
        return worker.read(data, source)

    def close(self) -> None:
        """Ends every process, also those that are reading."""
        self._stopped.set()
        for worker in self._all:
            worker.close()


@cache
def workers_of_this_process(limits: Limits, reader: str) -> Workers:
    """Workers that live as long as this process, for one that others send documents to."""
    return Workers(limits, reader)
