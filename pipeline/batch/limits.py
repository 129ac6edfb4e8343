"""What one document may cost before it is given up."""

from dataclasses import dataclass

SECONDS = 120.0
MEGABYTES = 2048


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and megabytes that reading one document may take.

    The memory is what the reading process asks the system for beyond what it needs to start;
    it is held on Linux, other systems know no such limit.
    """

    seconds: float = SECONDS
    megabytes: int = MEGABYTES

    def __str__(self) -> str:
        return f"{self.seconds:g} s, {self.megabytes} MB"
