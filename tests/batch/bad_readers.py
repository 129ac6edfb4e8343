"""A reader that does what a text says, for tests of what stands between it and the run."""

import ctypes
import os
import sys
import time

from pipeline.batch.reading import read_bytes
from pipeline.errors import FrameworkError
from pipeline.records import Findings


def read(data: bytes, source: str) -> Findings:
    match data.split(maxsplit=1)[0]:
        case b"segfault":
            ctypes.string_at(0)
        case b"sleep":
            time.sleep(3600)
        case b"spin":
            while True:
                pass
        case b"memory":
            return [bytearray(1 << 28) for _ in range(200)]  # type: ignore[return-value]
        case b"recurse":
            return read(data, source)
        case b"exit":
            os._exit(3)
        case b"print":
            os.write(1, b"a library that prints\n")
            print("and one that does so in Python", file=sys.stdout, flush=True)
        case b"framework":
            raise FrameworkError("models/frameworks/x.toml: 'areas' is missing")
    return read_bytes(data, source)
