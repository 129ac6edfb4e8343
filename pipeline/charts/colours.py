"""Colours that people with any colour vision tell apart, and names as people say them."""

from collections.abc import Iterable

from pipeline.frameworks import by_id

SERIES = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
"""Okabe and Ito's palette, made for all kinds of colour vision."""
OTHER = "#B8B8B8"
STEPS = ("#08519C", "#6BAED6", "#FDD49E", "#D7301F", "#7F0000")
"""Best to worst: blue to red, each also lighter or darker than its neighbours."""
SHADES = ("#FFFFFF", "#08306B")
"""None to all, of one hue."""


def step(rank: int | None, steps: int) -> str:
    """The colour of a grade's rank (1 is best) on a scale of so many grades; grey without one."""
    if rank is None:
        return OTHER
    at = (0, 1, 2, 3) if steps <= 4 else (0, 1, 2, 2, 3, 4)
    return STEPS[at[min(rank, len(at)) - 1]]


def ink(colour: str) -> str:
    """Black or white: whichever is better to read on a colour (WCAG's relative luminance)."""
    parts = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "#000000" if (light + 0.05) ** 2 > 0.05 * 1.05 else "#FFFFFF"


def shade(share: float) -> str:
    """The colour of a share, 0 to 1."""
    low, high = (tuple(int(c[k : k + 2], 16) for k in (1, 3, 5)) for c in SHADES)
    mixed = (round(a + (b - a) * share) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def framework_label(framework: str | None) -> str:
    """A framework as people say it: `ofsted_focused_visit` → Focused visit, `ofsted_sif` → SIF.

    A word of the id that its file's name does not hold is an acronym.
    """
    if not framework:
        return "none recognised"
    known = by_id(framework)
    words = (known.name if known else "").replace("(", " ").replace(")", " ").split()
    said = {word.lower(): word for word in words}
    parts = framework.split("_")[1:] or [framework]
    label = " ".join(said.get(part, part.upper()) for part in parts)
    return label[:1].upper() + label[1:]


def words(name: str) -> str:
    """A name of the tables as words: `requires_improvement` → requires improvement."""
    return printable(name.replace("_", " "))


def cut(text: str, room: int) -> str:
    """A text in so many characters."""
    return text if len(text) <= room else text[: room - 1] + "…"


def printable(text: str) -> str:
    """A text out of a document without the characters that SVG has no place for."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence: a, b and c."""
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} and {last}" if first else last
