"""What goes between a reading process and the one that asked it: a length and a pickle each."""

import pickle
import struct
from dataclasses import dataclass
from typing import IO, Any

from pipeline.tables import Sheet

LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: its rows, or the code and words of what stopped it.

    `error` is one that stops the whole run.
    """

    sheet: Sheet | None = None
    code: str = ""
    message: str = ""
    error: Exception | None = None

    @property
    def limited(self) -> bool:
        """Whether other limits might have given something else."""
        return self.code in {"timeout", "memory", "died"}


def send(pipe: IO[bytes], value: object) -> None:
    """Writes a value; raises OSError when the other side is gone."""
    packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(packed)))
    pipe.write(packed)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next value; raises EOFError when the other side is gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    packed = pipe.read(length)
    if len(packed) < length:
        raise EOFError
    return pickle.loads(packed)
