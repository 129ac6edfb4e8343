"""What one document may cost before it is given up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and megabytes that reading one document may take.

    The memory is what the reading process asks the system for beyond what it needs to start;
    it is held on Linux, other systems know no such limit.
    """

    seconds: float = 120.0
    megabytes: int = 2048

    def __str__(self) -> str:
        return f"{self.seconds:g} s, {self.megabytes} MB"


LIMITS = Limits()
"""What a document may cost where nobody says otherwise."""
