"""The last accepted run, kept beside the gold that it holds for: its F1s are the floors.

A floor goes up by itself and down only when that is asked for. Other gold is another
measure: where the gold has changed, nothing is compared until a run is accepted again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import FindingsError


@dataclass(frozen=True, slots=True)
class Accepted:
    """The F1s that a run may not fall below, and the hash of the gold that they hold for."""

    gold: str
    f1: Mapping[str, float]

    def below(self, scores: Mapping[str, float]) -> dict[str, tuple[float, float]]:
        """(floor, F1) of every measure that has fallen below its floor."""
        fallen = {name: (floor, scores.get(name, 0.0)) for name, floor in self.f1.items()}
        return {name: pair for name, pair in fallen.items() if pair[1] < pair[0]}


def gold_hash(files: Iterable[Path]) -> str:
    """SHA-256 of the gold files, names and contents, in the order of their names."""
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda path: path.name):
        content = file.read_bytes()
        digest.update(f"{file.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def load(path: Path) -> Accepted | None:
    """The accepted run, None where there is none yet. Raises FindingsError naming the file."""
    if not path.exists():
        return None
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        return Accepted(body["gold"], {name: float(f1) for name, f1 in body["f1"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FindingsError(f"{path} is no accepted run ({error}): delete it") from error


def accept(path: Path, gold: str, scores: Mapping[str, float], *, lower: bool = False) -> Accepted:
    """Make a run the accepted one: floors go up to its F1s, and down only with `lower`.

    Raises FindingsError where a floor would fall and `lower` is not given, or where the file
    cannot be written.
    """
    before = load(path)
    fallen = before.below(scores) if before and before.gold == gold else {}
    if fallen and not lower:
        names = ", ".join(f"{name} {new:.4f} < {old:.4f}" for name, (old, new) in fallen.items())
        raise FindingsError(f"not accepted, below the floor: {names} (--lower accepts it)")
    new = Accepted(gold, dict(sorted(scores.items())))
    try:
        body = {"gold": new.gold, "f1": new.f1}
        path.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise FindingsError(f"{path} cannot be written: {error}") from error
    return new
