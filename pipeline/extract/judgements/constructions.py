"""What stands around a grade and decides about it: every pattern named, with an example.

Which verb governs a grade is found in clauses.py. Here is what says that it judges nothing
(an adjective, a count, a threshold), what it is for, and who says so. Who inspects comes from
the data files.
"""

import re

from pipeline.extract.judgements.tokens import judges
from pipeline.frameworks.phrases import any_of

IGNORE = re.IGNORECASE
IGNORE_S = re.IGNORECASE | re.DOTALL

WHO = any_of(judges()).pattern
"""Who judges: the inspectorates, “inspectors”, “the report” …"""

CLOSE = r"[’'”\")]*"
"""Quotation marks and brackets that close a grade."""

HOW = re.compile(
    r"^(?:(?:the\s+)?(?:ratings?|grades?)\s+(?:for|of)\s+)?how\s+(?P<areas>.+?)\s+"
    r"(?:(?:the|its)\s+\w+|it|they)(?:\s+(?:is|are|was|were))?$",
    IGNORE,
)
"""“the ratings for how safe and well-led the service is” name the areas as adjectives."""

WITH_AREA = re.compile(r"\bwith\s+(?:an?\s+)?[‘“'\"]*$", IGNORE)
"""“…, with an outstanding capacity for improvement”: the area follows its grade."""

NO_LONGER = re.compile(r"\bno\s+longer\s+\w+\s+(?:as\s+)?[‘“'\"]*$", IGNORE)
"""“is no longer rated”: the earlier grade."""

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

TAIL = re.compile(
    rf"^{CLOSE}(?:\s+(?:overall|service|services|provider|school|authority|force|trust|home))*\s+"
    r"(?:for|at|with(?=\s+(?:regulations?|standards?)\b)|on(?=\s+(?-i:[a-z]))|in\s+respect\s+of"
    r"|in\s+terms\s+of|in\s+relation\s+to|with\s+regard\s+to|across|in)"
    rf"\s+(?P<np>(?!(?:19|20)\d\d|the\s+(?:last|same)|(?:{MONTHS})\b)[^.;:]+)",
    IGNORE,
)
"""What a grade is for, said behind it: “good for leadership”, “inadequate in respect of …”."""

TAIL_END = re.compile(
    r"\s+(?:but|while|although)\s.*$|\s+(?:when|at|following|since|during|after|by|in)\s+"
    r"(?:the|they|it|its|their|this|(?:19|20)\d\d|(?-i:[A-Z]\w+))\b.*$",
    IGNORE_S,
)
"""When it was, behind what it is for: “good in all areas | when they were last inspected”."""

DANGLING = re.compile(r"[\s,‘“'\"(]*\b(?:and|but|while|as|to)?(?:\s+to\s+be)?[\s,‘“'\"(]*$", IGNORE)
"""The joint to the next grade, at the end of what the last one is for."""

OVERALL_TAIL = re.compile(rf"{CLOSE}\s+overall\b", IGNORE)

AS_WAS = re.compile(
    rf"^{CLOSE}(?:,?\s+[^,.;]{{2,40}}(?=,))?(?:,\s+as|,?\s+and\s+so(?:\s+too)?)"
    r"\s+(?:was|were|is|are|did|does|has|have|had)\s+(?P<np>[^.;]+?)"
    r"(?=[.;]|$|,\s+(?:but|while|though|which|and\s+[^,]+\s(?:was|were|is|are)\b))",
    IGNORE,
)
"""The same grade for another area: “…, as was staffing”, “and so was the help they give”."""

THE_SAME = re.compile(
    rf"^{CLOSE}[^.;]{{0,60}}?,?\s+and\s+(?P<np>[^,;.]{{3,60}}?),?\s+(?:the\s+same|likewise)(?=[.,;]|$)",
    IGNORE,
)
"""“Resettlement was outstanding, and | unpaid work | the same.”"""

AS_WELL = re.compile(
    rf"^{CLOSE}\s+overall,?\s+(?:as\s+well\s+as|and(?:\s+also)?|and\s+again)\s+for\s+(?P<np>[^.;]+)",
    IGNORE,
)
"""“good overall, as well as for | being caring and responsive”."""

REQUIRES = re.compile(r"(?:^|;)(?P<np>[^;:(]*?)(?:\s+(?:all|both|still|also|each))*$", IGNORE_S)
"""Before a grade that is a verb: “sixth-form provision | requires improvement”."""

SAME_BEFORE = re.compile(
    r"^[^.;]*?,\s+(?:the\s+same\s+(?:rating|grade|judge?ment|as)|(?:just\s+)?as\s+(?:it|they)"
    r"\s+(?:was|were|did|had))\b"
    r"[^.;]*?(?:\d{4}|\bago\b|\bbefore\b|\blast\b|\bprevious)",
    IGNORE,
)
"""The same grade earlier: “…, the same rating that it was given in 2019”, “as they were before”."""

NUMBERS = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"

MOSTLY = re.compile(
    r"\b(?:mostly|largely|generally|typically|usually|often|mainly)\s+\w+\s+(?:as\s+)?[‘“'\"]*$",
    IGNORE,
)
"""“are mostly rated good” sums up several bodies."""

FOR_AREA = re.compile(rf"^{CLOSE}\s+(?:for\s+\w|overall\b)", IGNORE)
"""“the trust is good for caring”, “we were adequate overall”."""

WITH_REGULATION = re.compile(
    rf"^{CLOSE}\s+(?:with|in|under)\s+(?:the\s+)?(?:regulations?|standards?)\s+\d", IGNORE
)
"""“was compliant with regulation 23”."""

IN_REPORT = re.compile(
    rf"^{CLOSE},?\s+(?:in|at|according\s+to)\s+(?:(?:the|its)\s+(?:\w+\s+)?)?"
    rf"{WHO}",
    IGNORE,
)
"""“Staffing was not compliant in the report of July 2023”, “… is good, according to Ofsted”."""

COUNTED_GRADES = re.compile(
    rf"\b{NUMBERS}\s+(?:\w+\s+)?(?:grades|ratings|judge?ments)\b[^,;]*$", IGNORE
)
"""“two grades of very good” counts grades and names no area."""

COUNT_TAIL = re.compile(rf"^\W*(?:in|for|at)\s+(?:all\s+but\s+)?{NUMBERS}\s+(?:of|out)\b", IGNORE)
"""“graded as outstanding in three of four criteria”."""

ADJECTIVE = re.compile(
    rf"^{CLOSE}\s+(?!(?:overall|for|in|at|by|to|and|but|when|with|from|across|on|as|since|after"
    r"|following|again|because|while|schools?|provider|services?|authority|council|force|trust|home"
    r"|college|academy|nursery|ratings?|grad(?:e|ing)s?|judge?ments?|verdicts?|scores?|marks?"
    r"|status|awarded|given"
    r"|received|judged|rated|graded|achieved|handed|which|it|they|this|then|now|before|previously"
    r"|earlier|too|so|if|once|who|whose|where|rather"
    r"|the|its|their|our|compared|according|against|among|despite|instead|thanks|having|even|just"
    r"|only|thereby"
    r"|throughout|under|during|last|this"
    r"|until|despite|although|though|than|capacity|has|have|had|was|were|is|are)\b)[a-z]"
)
"""A grade word before a noun describes it (“praises the good food”)."""

LISTED_GRADES = re.compile(
    rf"{CLOSE}\s*(?:,|\bor\b|\band\b|,\s*or\b|,\s*and\b|\band/or\b)\s*[‘“'\"]*", IGNORE
)
"""Between grades in a row: “good or outstanding”, “outstanding, good, …”."""

THAN = re.compile(r"\b(?:or|than)\s+[‘“'\"]*$")
OR_BETTER = re.compile(r"[’'”\"]*\s+or\s+(?:better|above)")
"""“no worse than good”, “good or better”: a threshold, not a grade."""

CUE = re.compile(
    r"\b(?:judg|grade|grading|rate[ds]|rating|inspect|evaluated|assessed|found|deemed|considered"
    r"|describe|given|awarded|classed|from|moved|lifted|raised|states?\b|said|says|conclude)",
    IGNORE,
)
"""A sentence without any of these words states no judgement."""

REPORTED = re.compile(
    rf"{WHO}[^.]{{0,40}}?\b(?:states?|says?|said|found|finds|concluded|concludes|described?s?"
    rf"|reports?|reported|reveals?)\b"
    rf"|\b(?:says?|said|found|according\s+to)\s+(?:the\s+)?{WHO}",
    IGNORE,
)
"""A sentence that repeats what the inspectors state."""

INSPECTION_WORD = re.compile(
    r"\b(?:inspection|inspected|judge?ments?|judged|graded|rated|ratings?)\b", IGNORE
)

FOUND = re.compile(
    rf"{WHO}(?:\s+(?:in|of|on)\s+[^,;]{{3,30}}?)?\s+(?:(?:has|have|had|also|again)\s+)*(?:found"
    rf"|concluded|judged|decided|ruled|agreed|confirmed)\b"
    r"|\b(?:been|was|were)\s+told\b",
    IGNORE,
)
"""“Ofsted found that services were …”: what follows is a judgement."""

COUNTED = re.compile(
    r"^(?:(?:more than|over|about|around|nearly|almost|just|only)\s+)?(?:an?\s+(?:third|quarter"
    r"|half|number|few)"
    r"|all(?!\s+(?:areas|services|judge?ments|aspects))|both|most|many|some|several|few|none|any"
    r"|(?:the\s+)?(?:majority|minority|rest|others?|remaining)|each|every|half|two[- ]thirds|one"
    r"|two|three|four|five"
    r"|six|seven|eight|nine|ten|eleven|twelve|\d[\d,.]*)\b",
    IGNORE,
)
"""Settings counted, not judged: “All were judged …”, “89 per cent of schools …”."""


NAMES_FOLLOW = re.compile(rf"^{CLOSE}\s*(?:[:(]|\s[–—-]\s)")
"""“Three of the tests were poor: safety, …”: behind the grade stands what has it."""


def is_counted(words: str) -> bool:
    """Whether words count settings: “Three of the homes”."""
    return COUNTED.match(words) is not None


NOW_IS = re.compile(r"\b(?:is|are)\s+now\b|^(?:today|now),?\s+(?:it|they)\b", IGNORE)
"""“The home, which was rated poor in 2019, is now good.”"""

TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|judged|rated|graded|found|says?|said)\b", re.IGNORECASE
)
"""A verb: these words are a clause, and no name in front of one."""

STANDS_ALONE = re.compile(r"[’'”\")]*[.;]?[’'”\")]*$")
"""Behind the grade of “Community dental care is ‘good’.”: nothing."""

RATES = re.compile(r"\b(?:rates|grades|judges)\b", IGNORE)

AGAIN = re.compile(
    r"(?P<it>that|this|it)\s+(?:is|was)\s+(?:exactly\s+)?the\s+same\s+(?:overall\s+)?"
    r"(?:rating|grade|grading|judge?ment|verdict|score)\s+(?:as\s+(?:in|at|before|last)|that\s+(?:it|they))\b"
    r"|(?P<subject>[^,;:]*?)\s*\b(?:(?:was|were|had\s+been|has\s+been|is|had|has)\s+)?(?:also\s+)?"
    r"(?:given|awarded|handed|received|got|had|gained|earned|achieved|of)\s+"
    r"(?:exactly\s+)?(?:the|an)\s+(?:same|identical)\s+(?:overall\s+)?"
    r"(?:ratings?|grad(?:e|ing)s?|judge?ments?|verdicts?|scores?|marks?)\b(?!\s+(?:as|for|in\s+the)\b)",
    IGNORE,
)
"""“The home | was given the same rating in May 2019”: the grade stands in the sentence before."""

WHEN = re.compile(
    r"(?:last\s+time|previously|before|back\s+then|(?:in|since|at|on)\b[^,]{3,60}|[^,]{2,30}"
    r"\s+(?:ago|earlier)),?",
    IGNORE,
)
"""“Planning, rated poor | last time |, is good”: when it was, and nothing that is judged."""

HEARSAY = re.compile(
    r"\b(?:staff|people|patients|residents|relatives|families|prisoners|pupils|parents|carers"
    r"|children"
    r"|learners|students|users|members|everyone|he|she|I|we)\s+(?:\w+\s+)?"
    r"(?:said|told|says?|tells?|felt|feels?|reported|commented|described|thought|believed?)\b",
    IGNORE,
)
"""What others than the inspectors say of an area is no grade."""

ANY = re.compile(r"^[A-Z]?[a-z]+s\s+(?:that|which|who)$")
"""“Services that | are rated inadequate” are any services."""
