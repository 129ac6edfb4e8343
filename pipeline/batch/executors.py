"""Where documents are read: in processes of this machine, or on a Dask cluster."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from pipeline.batch.limits import LIMITS, Limits
from pipeline.batch.wire import Outcome
from pipeline.batch.workers import READER, Workers, workers_of_this_process
from pipeline.errors import FindingsError, MissingExtraError
from pipeline.fingerprint import extractor

ATTEMPTS = 10
"""How often a document is sent out again when the machine that read it is lost."""
PATIENCE = 30.0
"""Seconds to wait for the scheduler of a cluster."""
AHEAD = 3
"""Documents at hand for every one that is being read."""


class Readers(Protocol):
    """Something that reads documents."""

    @property
    def jobs(self) -> int:
        """How many are read at a time."""

    @property
    def limits(self) -> Limits:
        """What one document may cost."""

    def submit(self, data: bytes, source: str) -> "Future[Outcome]":
        """Has one document read; a fault of the document itself is in its outcome."""


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def local(
    jobs: int | None = None, limits: Limits = LIMITS, reader: str = READER
) -> Iterator[Readers]:
    """So many processes of this machine, as many as it has processors; gone at the end."""
    jobs = jobs or cores()
    threads = ThreadPoolExecutor(jobs, thread_name_prefix="findings")
    workers = Workers(limits, reader)
    try:
        yield _Local(jobs, limits, threads, workers)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        workers.close()
        threads.shutdown()


@contextmanager
def cluster(address: str, limits: Limits = LIMITS, reader: str = READER) -> Iterator[Readers]:
    """The workers of a Dask cluster; `address` is its scheduler's (`tcp://host:8786`).

    Raises FindingsError where Dask is not installed, or the scheduler cannot be reached.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingExtraError("--cluster needs Dask", "cluster") from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except ValueError as error:
        raise FindingsError(
            f"{address}: is no address of a scheduler ({error}): give one like tcp://host:8786"
        ) from error
    except OSError as error:
        raise FindingsError(
            f"{address}: no Dask scheduler answers there ({error}): start one with dask scheduler"
        ) from error
    with client:
        threads = client.scheduler_info(n_workers=-1)["workers"].values()
        jobs = max(1, sum(worker["nthreads"] for worker in threads))
        yield _Cluster(jobs, limits, client, reader)


@dataclass(frozen=True, slots=True)
class _Local:
    """Each thread waits for a process of its own."""

    jobs: int
    limits: Limits
    threads: ThreadPoolExecutor
    workers: Workers

    def submit(self, data: bytes, source: str) -> "Future[Outcome]":
        return self.threads.submit(self.workers.read, data, source)


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Documents as tasks of a cluster, sent again when the machine that had one is lost."""

    jobs: int
    limits: Limits
    client: Any
    reader: str

    def submit(self, data: bytes, source: str) -> "Future[Outcome]":
        result: Future[Outcome] = Future()
        self._attempt(result, (data, source, self.limits, self.reader, extractor()), 1)
        return result

    def _attempt(self, result: "Future[Outcome]", given: Any, attempt: int) -> None:
        from distributed import KilledWorker

        def finished(task: Any) -> None:
            error = task.exception() if task.status == "error" else None
            if task.status == "finished":
                result.set_result(task.result())
            elif isinstance(error, KilledWorker) and attempt < ATTEMPTS:
                # a document is read in a process apart, so that this was not its doing
                self._attempt(result, given, attempt + 1)
            else:
                result.set_exception(error or _lost())

        task = self.client.submit(read_here, *given, pure=False, retries=ATTEMPTS)
        task.add_done_callback(finished)


def read_here(data: bytes, source: str, limits: Limits, reader: str, wanted: str) -> Outcome:
    """Reads a document in a process apart, on the machine that this is called on.

    Raises FindingsError where another extractor is installed than the run wants.
    """
    if (ours := extractor()) != wanted:
        raise FindingsError(
            f"a worker of the cluster has findings {ours}, this is {wanted}: "
            "install the same version and the same models on all machines"
        )
    return workers_of_this_process(limits, reader).read(data, source)


def _lost() -> FindingsError:
    return FindingsError("the cluster is gone: run again to go on with what is left")
