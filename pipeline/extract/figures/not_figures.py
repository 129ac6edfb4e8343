"""Numbers that count nothing: dates, references, ages, names, addresses, telephones, habits.

Each pattern is tried at one number only (the words just before it, or from it onwards), so
that a long text costs no more than its numbers.
"""

import re

from pipeline.extract.dates import MONTH
from pipeline.extract.figures.numerals import SMALL
from pipeline.extract.figures.vocabulary import listed, words

NEAR = 48
"""How many characters before a number its meaning is looked for in."""

WORD_NUMBER = "|".join([*list(SMALL)[1:], "twenty"])
DASH = r"[–−─—‑/-]"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
LIST = rf"(?:\s*(?:,|{DASH}|&|,?\s(?:to|and|or|until))\s*)"

WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+)?"
WELSH_MONTH = (
    "Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr"
)
DATE = re.compile(
    rf"""(?:{DAY}(?:\s+(?:of\s+)?{MONTH}(?:,?\s+\d{{4}})?)?{LIST}{WEEKDAY})*
    {DAY}\s+(?:of\s+)?(?:{MONTH}|(?:{WELSH_MONTH})\b)(?:,?\s+\d{{4}}(?!\d))?
    |\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)?\d\d(?![\d.])""",
    re.VERBOSE,
)
"""9–24 November 2017; 31 July and 1 August 2019; 22/02/2016."""

YEAR = re.compile(
    rf"(?:19|20)\d\d(?:\s?{DASH}\s?(?:(?:19|20)\d\d|\d\d?)(?!\d))?(?!\d|,\d\d\d|\s?%|\.\d)"
)
"""2016; 2012–13; 2014/15. Counts of that size are printed with a comma."""

CLOCK = re.compile(
    r"\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|noon|midnight|o[’']clock)|\d+:\d+(?![\d%])|00\.01"
    r"|24\s?/\s?7|24\s+hours\s+(?:a|per|each)\s+day|seven\s+days\s+(?:a|per|each)\s+week",
    re.IGNORECASE,
)
"""7pm; 00.01; 24/7."""

PHONE = re.compile(
    r"(?<=\+)\d{1,3}[\s(0)-]*\d[\d\s-]{6,14}\d|0\d{2,5}\)?[\s-]?\d{3,4}(?:[\s-]?\d{3,4})?(?!\d)|0\d{9,10}(?!\d)"
    r"|(?:999|111|101)(?=\s+(?:calls?|call-handlers?|service|number|operators?|line)\b)"
)
"""0300 123 1231; 020 7946 0331; 999 calls."""

ISSUE = re.compile(r"\d{1,4}/\d{1,4}(?![\d/%])(?=\s*(?:[.;\n]|$))")
"""Press release 41/23; no. 2023/214."""

SERIAL = re.compile(r"\d{10,}")
"""More digits than anything counted has."""

ADDRESS = re.compile(
    r"\d{1,4}[a-z]?(?:[–-]\d+)?,?\s+(?:[A-Z][\w’'.]+\s+){1,4}"
    r"(?:Street|Road|Lane|Avenue|House|Place|Square|Drive|Way|Court|Close|Terrace|Crescent"
    r"|Gardens|Park|Row|Parade|Quay|Embankment|Kingsway)\b"
)
"""115 Charles Street."""

COMPOUND = re.compile(
    rf"(?:\d+(?:\.\d+)?|(?:{WORD_NUMBER}))[-‑]"
    r"(?:(?!(?:one|two|three|four|five|six|seven|eight|nine)(?:[-\s]|$)|strong\b"
    r"|(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|half)s?\b"
    r"|(?<=\d-)(?:pupil|place|bed|student|resident|patient|seat|member)\s)[A-Za-z]|\s(?:and|or|to)\s)",
    re.IGNORECASE,
)
"""two-stage, 24-hour, 16-year-olds, 16- and 17-year-olds: an adjective, not a count."""

SUSPENDED = re.compile(
    rf"(?:\d+|{WORD_NUMBER})\s?(?:{DASH}\s?|\s(?:to|and|or)\s)(?=(?:\d+|{WORD_NUMBER})[-‑][A-Za-z])",
    re.IGNORECASE,
)
"""16 or 17-year-olds: the first of two numbers that share what hangs on the second."""

AGE_AFTER = re.compile(
    rf"""(?:\d+(?:\.\d+)?|{WORD_NUMBER})(?:\s?(?:{DASH}|to|and|or|,)\s?(?:\d+|{WORD_NUMBER}))*
    (?:[\s-]+years?[\s-](?:olds?\b|of\s+age)|\s+(?:months?|weeks?|days?)[\s-]olds?\b|[\s-]+years?\s+(?:and|or)\s+(?:under|over|older|above|younger|below)
      |\s+(?:and|or)\s+(?:under|over|older|above|younger|below)\b|\s?\+|\s+plus\b|s\b)""",
    re.VERBOSE | re.IGNORECASE,
)
"""17.5 years old; 10 and under; 18+; the 18s."""

AGE_RANGE = re.compile(
    rf"""0\s?(?:{DASH}|to)\s?\d{{1,2}}(?![\d%])
    |(?:1?\d|2[0-5])\s?(?:{DASH}|to)\s?(?:1?\d|2[0-5])\s+(?:services?|pathway|teams?|age|cohort
      |students?|bursary|provision|programmes?|offer|education|(?:[a-z]+\s)?colleges?|learners?)\b""",
    re.VERBOSE,
)
"""0–19: only an age starts at nought; the 18 to 25 service."""


NUMBERING = re.compile(r"\(?\d{1,3}(?:\.\d{1,2})*(?:[.)](?=\s*[A-Z‘“])|(?<=\.\d)(?=\s+[A-Z]))")
"""54. at the start of a block whose paragraph number the layout left in the text."""

NOTE = re.compile(
    r"\d{1,2}\s+(?=(?:The|This|These|An?|In|For|At|It|If|Our|You|We|More|Further|All)\s)"
)
"""Notes: 1 The visit … 2 Our team …: a sentence that is numbered."""

SCALE = re.compile(rf"(?:\d|{WORD_NUMBER})[\s-]points?\s+scale|(?<=scale of )\w+ points", re.I)
"""four point scale."""

MOMENT = re.compile(
    rf"(?:\d+|{WORD_NUMBER})\s+(?:working\s+|calendar\s+)?(?:hour|day|week|month|year)s?[’']?\s+"
    r"(?:ago|later|earlier|before|after|afterwards|previously|beforehand|running|in\s+a\s+row)\b",
    re.IGNORECASE,
)
"""two years ago, three months after the review: a point in time."""

LASTING = re.compile(r"\bfor\s+(?:\w+\s+)?$", re.IGNORECASE)
"""… but "waited for six days before …" is a length of time."""

FREQUENCY = re.compile(
    rf"(?:\d+|{WORD_NUMBER})\s+(?:times|nights|days|evenings|mornings|afternoons)\s+(?:a|an|per|each|every|in\s+(?:each|every))\s",
    re.IGNORECASE,
)
"""three times a month, six nights a week."""

ADJECTIVE = re.compile(
    r"""two\s+way\b
    |(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)\s+
    (?:hour|(?:day|week)(?!\s+(?:average|wait|delay)\b)|month|year|weekly|monthly)\b(?![’'])
    (?!\s+old\b)""",
    re.VERBOSE | re.IGNORECASE,
)
"""a six month period, on a six monthly basis, a three year trend."""

TIMES = re.compile(
    rf"(?:\d+|{WORD_NUMBER})\s+times\s+(?:as|more|higher|greater|larger|bigger|the)\b",
    re.IGNORECASE,
)
"""Five times as many: how much more, not how many."""

TO_MONTH = re.compile(
    rf"(?:\d+|{WORD_NUMBER})\s+(?:week|month|year)s\s+(?:up\s+)?(?:to|until|ending|ended)\s+"
    rf"(?:in\s+|the\s+end\s+of\s+)?(?:{DAY}\s+)?{MONTH}\b",
    re.IGNORECASE,
)
"""In the three months to September 2023: when, not how long."""

FROM_HERE = (
    DATE, YEAR, COMPOUND, AGE_AFTER, ADJECTIVE, MOMENT, CLOCK, PHONE, AGE_RANGE, SUSPENDED,
    FREQUENCY, TIMES, SCALE, ADDRESS, SERIAL, TO_MONTH, ISSUE,
)  # fmt: skip
"""Tried in this order, the frequent ones first."""

PERIOD = re.compile(
    r"\b(?:last|past|next|previous|preceding|recent|following|coming|final|first|every|each"
    r"|same|latest|subsequent|another|intervening)\s+$",
    re.IGNORECASE,
)
"""In the last 12 months, every six weeks: when, not how long."""

SOMEBODY = (
    "them|whom|residents|patients|child|girl|boy|person|those|people|children|pupils|adults"
    "|leavers|teenagers?"
)
AGE_BEFORE = re.compile(
    rf"""(?:\b(?:aged?|ages)(?:\s+(?:of|between|from|about|over|under|up\s+to|range|group|below
      |above))*
    |\b(?:over|under|above|below|until|to|reach(?:es|ed|ing)?|attain)\s+the\s+age\s+of
    |\b(?:aged?|ages)\b[^.;]{{0,14}}(?:\d|{WORD_NUMBER})\s?(?:to|and|or|,|[–-])
    |\b(?:{SOMEBODY})\s+(?:are\s+|of\s+)?
      (?:under|over|below|above|up\s+to|less\s+than|of|who\s+are|aged)(?:\s+\d+\s+(?:and|or|to))?
    |\b(?:until|when|before|once|after)\s+(?:they|he|she)\s+(?:are|is|were|was|become|turn|reach)
    |\bpost|\bpre|\bbirthday|\bbirth\s+to|\bup\s+to\s+age|\bbeyond)
    \s*[-–]?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
"""aged 16, under the age of 18, children under five, until they are 21, post 16."""

AGE_LAST = listed(
    "age aged ages of between from about over under to range group below above and or than are is "
    "were was become turn reach post pre birthday beyond"
)
"""The words that such an age can stand behind; they spare the search."""

AGE_REACHED = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|approach(?:es|ed|ing)?|becomes?|became|reach(?:es|ed|ing)?|who\s+(?:is|was))\s+$",
    re.IGNORECASE,
)
UNDER_AGE = re.compile(r"\b(?:are|is|were|was)\s+(?:under|over|below)\s+$", re.IGNORECASE)
AGE_ALONE = re.compile(
    rf"(?:1?\d|2[0-5]|{WORD_NUMBER})(?:[.,;:)](?!\d)|\s*\Z|\s+(?:and|or|when)\b)", re.IGNORECASE
)
"""41 of them are under five."""

NO_NOUN = re.compile(
    r"""\w+(?:[.,;:)]|\s*$|\s+(?:and|or|but|years?|if|when|who|to|because|as|is|are|was|were|has
    |have|can|will|should)\b)""",
    re.VERBOSE,
)
"""Turn 18, reaching 21 and …; but "reaching 400 participants"."""

NAME_THEN = re.compile(r"\b[A-Z][\w’'-]+,\s$")
AGE_THEN = re.compile(r"\d{1,2},\s(?!\d)")
"""Jory, 9, and his sister."""

HYPHENS = ("-", "‑", "–")
"""COVID-19, post-16, mid-2012."""

DIALLED = listed("dial call calls calling ring phone telephone tel text ext extension")
"""In an emergency dial 999."""

OR_DIALLED = re.compile(r"\b(?:dial|call|ring|phone|text)\s+[\d\s]+,?\s(?:or|and)\s+\Z", re.I)
"""Ring 101, or 999 in an emergency."""

EMERGENCY = re.compile(r"(?:999|111|101)(?:[.,;)]|\s*$)")
"""300 calls to 999."""

IDENTIFIER = re.compile(
    r"\b(?:URN|reference|registration|ref|charity|company|box|room|issue|version)"
    r"(?:\s+(?:number|no))?(?:\s+is)?\W{0,3}$",
    re.IGNORECASE,
)
"""URN 80465."""

IDENTIFIER_LAST = listed(
    "urn reference registration ref charity company box room issue version number no is"
)

STRETCH = re.compile(
    rf"(?:\d+|{WORD_NUMBER})\s?(?:to|or|{DASH})\s?(?:\d+|{WORD_NUMBER})\s+(?:day|week|month|year)s\b",
    re.IGNORECASE,
)
"""Over the last three to six months."""

NAMED = re.compile(r"[a-z,]\s[‘“'\"]?(?:[A-Z]\w+\s+)+$")
NAME_GOES_ON = re.compile(r"\d+(?:\s+[A-Z][a-z]|[,.;:’](?:\s|$))")
CAPITAL = re.compile(rf"(?-i:[A-Z])[a-z]+(?:-(?:{WORD_NUMBER}))?\s+(?-i:[A-Z])[a-z]+")
QUOTED = re.compile(r"\d+[’'”\"]")


def skip(text: str, at: int, start: int, end: int) -> int:
    """The end of what is printed at `at`, if that is no figure; otherwise `at`.

    `start` and `end` bound the text around it (a block).
    """
    left = text[max(start, at - NEAR) : at]
    referred = _reference(text, left, at, end)
    if referred:
        return referred
    numbering = None if left.strip() else NUMBERING.match(text, at, end)
    if left.rstrip()[-1:] in (".", ":"):
        numbering = NOTE.match(text, at, end)
    if numbering:
        return numbering.end()
    for pattern in FROM_HERE:
        match = pattern.match(text, at, end)
        is_length = pattern is MOMENT and LASTING.search(left)
        if match and not (is_length and not match.group().endswith(("running", "row"))):
            return match.end()
    if _named_before(text, left, at, end) or _in_a_name(text, left, at, end):
        return _word_end(text, at, end)
    stretch = PERIOD.search(left) and STRETCH.match(text, at, end)
    return stretch.end() if stretch else at


def _named_before(text: str, left: str, at: int, end: int) -> bool:
    """Whether the words before a number make it an age, a telephone's or a charity's number."""
    if left[-1:] in HYPHENS and left[-2:-1].isalpha():
        return True
    words_before = left.rstrip(" \n:.,-–#").rsplit(None, 1)
    last = words_before[-1].lower() if words_before else ""
    if NAME_THEN.search(left) and AGE_THEN.match(text, at, end):
        return True
    if last in DIALLED and left.rstrip()[-1:] != ",":
        return True
    if OR_DIALLED.search(left):
        return True
    if EMERGENCY.match(text, at, end) and last in ("to", "on", "for"):
        return True
    may_be_age = last in AGE_LAST or left.rstrip()[-1:] in (",", "–", "-")
    if may_be_age and AGE_BEFORE.search(left):
        return True
    if last in IDENTIFIER_LAST and IDENTIFIER.search(left):
        return True
    if UNDER_AGE.search(left) and AGE_ALONE.match(text, at, end):
        return True
    return bool(AGE_REACHED.search(left) and NO_NOUN.match(text, at, end))


def is_habit(text: str, start: int, kind: str) -> bool:
    """Whether a length of time only says when: "in the last 12 months", "every six weeks"."""
    return kind == "duration" and bool(PERIOD.search(text[max(0, start - NEAR) : start]))


def is_year(printed: str) -> bool:
    """Whether digits are a calendar year."""
    return bool(YEAR.fullmatch(printed))


def _reference(text: str, left: str, at: int, end: int) -> int:
    """The end of the numbers of "paragraphs 32, 37 and 48", or 0."""
    near = left.rstrip(" .:(\n").rsplit(None, 1)
    if SHARE.match(text, at, end):
        return 0
    if not near or near[-1].lower().lstrip("(‘“'\"") not in words().reference_ends:
        return 0
    match = words().reference_before.search(left)
    if not match:
        return 0
    numbers = REFERRED.match(text, at, end)
    if not numbers:
        return 0
    is_list = match["word"].lower().endswith("s") or not MORE_WORDS.match(text, numbers.end())
    is_list = is_list or bool(SINGLE_DIGITS.fullmatch(numbers.group()))
    first = FIRST_REFERRED.match(text, at, end)
    return numbers.end() if is_list or not first else first.end()


SHARE = re.compile(r"[\d.]+(?:\s?%|\sper\s?cent\b)")
"""The national figure (12.1%): no number of a figure."""

REFERRED = re.compile(
    rf"(?:\d[\d.]*\d|\d+|{WORD_NUMBER})[a-z]?(?:\(\w\))*"
    rf"(?:(?:,\s|\s?[–-]\s?|\s(?:and|to|or|&)\s)(?:\w+\s)?(?:\d+(?!,\d)|{WORD_NUMBER})(?![\w%]))*",
    re.IGNORECASE,
)
FIRST_REFERRED = re.compile(
    rf"(?:\d[\d.]*\d|\d+|{WORD_NUMBER})[a-z]?(?:\(\w\))*(?:\s?[–-]\s?\d+)?", re.IGNORECASE
)
SINGLE_DIGITS = re.compile(r"\d\s(?:and|to|or)\s\d")
"""Key stage 1 and 2 children."""

MORE_WORDS = re.compile(r"\s?%|\s+[a-z]")


def _in_a_name(text: str, left: str, at: int, end: int) -> bool:
    """One Point, the Great 8 Mandate, the ‘18’ programme."""
    if left[-1:] in "‘'“\"" and left and QUOTED.match(text, at, end):
        return True
    sentence_start = not left.strip() or left.rstrip()[-1] in ".!?:•–"
    if text[at].isdigit():
        named = NAMED.search(left) and NAME_GOES_ON.match(text, at, end)
        return bool(named) and not sentence_start
    return not sentence_start and bool(CAPITAL.match(text, at, end))


def _word_end(text: str, at: int, end: int) -> int:
    while at < end and (text[at].isalnum() or text[at] == "-"):
        at += 1
    return at
