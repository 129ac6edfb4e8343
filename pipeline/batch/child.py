"""The process that reads documents for another one; `workers` is the other side."""

import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import IO

from pipeline.batch.failures import crash
from pipeline.batch.wire import Outcome, receive, send
from pipeline.errors import FrameworkError
from pipeline.records import Findings
from pipeline.tables import Sheet

Reader = Callable[[bytes, str], Findings]
GRACE = 10
"""Seconds after its time limit when a process that nobody stops any more ends itself."""
MEGABYTE = 1 << 20
OUT_OF_MEMORY = Outcome(
    code="memory",
    message="asked for more memory than it may have and was given up: "
    "read it again with a higher --memory",
)


def serve(reader: str, seconds: float, megabytes: int) -> None:
    """Reads the documents that come in, until the parent is gone."""
    for stop in (signal.SIGINT, signal.SIGTERM):  # for the parent to handle, who ends this one
        signal.signal(stop, signal.SIG_IGN)
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the replies
    module, _, name = reader.partition(":")
    read: Reader = getattr(importlib.import_module(module), name)
    _limit_memory(megabytes)
    send(replies, "ready")
    incoming: SimpleQueue[tuple[bytes, str] | None] = SimpleQueue()
    threading.Thread(target=_await, args=(requests, incoming), daemon=True).start()
    while True:
        request = incoming.get()
        if request is None:
            send(replies, OUT_OF_MEMORY)
            continue
        data, source = request
        _alarm(seconds + GRACE)
        outcome = _outcome(read, data, source)
        _alarm(0)
        send(replies, outcome)


def _outcome(read: Reader, data: bytes, source: str) -> Outcome:
    try:
        return Outcome(Sheet.of(read(data, source)))
    except MemoryError:
        return OUT_OF_MEMORY
    except FrameworkError as error:  # nothing can be read as long as its file is broken
        return Outcome(error=error)
    except Exception as error:
        problem = crash(source, "batch", error)
        return Outcome(code=problem.code, message=problem.message)


def _await(pipe: IO[bytes], incoming: SimpleQueue[tuple[bytes, str] | None]) -> None:
    """Takes the requests, and ends this process as soon as the parent is gone."""
    try:
        while True:
            try:
                incoming.put(receive(pipe))
            except MemoryError:  # for the bytes of the document alone
                incoming.put(None)
    finally:
        os._exit(0)


def _limit_memory(megabytes: int) -> None:
    """Lets the process ask for so much more than it has now, where the system can hold it."""
    try:
        import resource
    except ImportError:  # not a Unix
        return
    if sys.platform == "linux":
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
            lines = dict(line.split(":", 1) for line in status)
        now = int(lines["VmData"].split()[0]) * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (now + megabytes * MEGABYTE,) * 2)


def _alarm(seconds: float) -> None:
    """Has the system end this process then, even where Python cannot run any more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    serve(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
