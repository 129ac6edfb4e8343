"""The words of numbers, and their values: "twenty-two", "a hundred and six", "half a million"."""


def _numbered(words: str, first: int, step: int = 1) -> dict[str, int]:
    """Number words with their values, counting on from the first."""
    return {word: first + step * k for k, word in enumerate(words.split())}


SMALL = _numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    0,
)
TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
PARTS = _numbered("half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth", 2)
ORDINALS = _numbered("second third fourth fifth sixth seventh eighth ninth tenth", 2)
MAGNITUDES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "k": 1_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
}
VULGAR = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75}

UNIT_WORD = "|".join(SMALL)
WORD = rf"(?:{'|'.join(TENS)})(?:[\s-](?:{UNIT_WORD}))?|{UNIT_WORD}"
"""A number word below a hundred: "seven", "forty", "twenty-two"."""

HUNDREDS = rf"(?:an?|{WORD})\s+hundred(?:\s+and\s+(?:{WORD}))?|an?\s+(?:dozen|thousand|million)"
HALVES = r"half\s+an?\s+(?:dozen|million|billion)"
WORDS = rf"(?:{HALVES}|{HUNDREDS}|{WORD})(?![\w’'])"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[½¼¾⅓⅔]?(?![\d,.]*\d)"
VALUE = rf"(?:{DIGITS}|{WORDS})"
LONG = r"\s+(?:dozen|hundred|thousand|million|billion)"
"""A magnitude that is printed as a word behind the number: "1.2 million"."""


def number_of(printed: str) -> float:
    """The value of printed digits or of a number word below a thousand."""
    words = printed.lower().replace("-", " ").split()
    if words[0][0].isdigit():
        last = VULGAR.get(printed[-1], 0.0)
        return float(printed.rstrip("".join(VULGAR)).replace(",", "")) + last
    total = 0.0
    for word in words:
        if word in MAGNITUDES:
            total = (total or 1) * MAGNITUDES[word]
        else:
            total += 0.5 if word == "half" else SMALL.get(word, TENS.get(word, 0))
    return total
