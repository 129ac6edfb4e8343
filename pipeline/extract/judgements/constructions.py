"""How sentences give grades: every construction as a named pattern with an example.

The patterns are tried on the words before a grade ("… was judged to be" | good), between two
grades, or behind one. They speak of verbs and joints only; which words are grades and areas
comes from the data files.
"""

import re

IGNORE = re.IGNORECASE
IGNORE_S = re.IGNORECASE | re.DOTALL

MARKS = r"[‘’“”'\"(]*"
"""Quotation marks and brackets that may open a grade."""

CLOSE = r"[’'”\")]*"
"""… and close one."""

ADVERBS = r"(?:(?:\w+ly|still|again|now|also|then|likewise|too|since|all|both|each|first|last)\s+)*"

VERB = (
    r"(?:judged|graded|rated|evaluated|assessed|found|deemed|considered|described|given|awarded"
    r"|classed)"
)

AGENT = (
    r"(?:which|who|that|it|they|ofsted|cqc|estyn|hmicfrs|hmic|hiqa|rqia|ciw|eti|inspectors?"
    r"|inspectorate\w*|inspection|report|commission|regulator|watchdog|team|\d{4})"
)
"""Who judges, right before an active verb."""

NOUNS = r"(?:rating|grade|grading|judge?ment)s?"

TO_BE = (
    r"(?:overall\s+)?(?:(?:to\s+(?:be|have\s+been|still\s+be|remain|have)|as(?:\s+being)?|at|of|a)"
    r"\s+)?(?:overall\s+)?(?:(?:an?|the)\s+)?(?:overall\s+)?"
    rf"(?:{NOUNS}\s+(?:of|as)\s+)?(?:to\s+)?"
)
"""What stands between a judging verb and its grade: “to be”, “as”, “an overall rating of”."""

HAVE = r"(?:(?:has|have|had|also|now|again|overall)\s+)*"

PASSIVE = re.compile(
    rf"(?P<np>.*?)(?:^|[\s,(])(?P<aux>was|were|is|are|been|being|be)\s+{ADVERBS}(?P<verb>{VERB})\s+"
    rf"(?:(?:by|at|in|on)\s+[^,;]{{2,60}}?\s+)?{TO_BE}{MARKS}$",
    IGNORE_S,
)
"""“The overall effectiveness was judged to be”, “It has been given an overall rating of”."""

REDUCED = re.compile(
    rf"(?P<np>.*?)[\s,(]\s*(?:and\s+)?{ADVERBS}(?:judged|graded|rated)\s+{TO_BE}{MARKS}$", IGNORE_S
)
"""“the unit, judged”, “the authority judged”: the participle alone."""

ACTIVE = re.compile(
    rf"(?:^|.*(?:(?:^|[\s(]){AGENT},?|[,)]))\s+{HAVE}"
    r"(?:judged|graded|rated|evaluated|found|describe[sd]|judges|rates|assessed)\s+"
    rf"(?P<np>[^;]*?)\s*(?:^|(?<=\s)){TO_BE}{MARKS}$",
    IGNORE_S,
)
"""“Ofsted judged the overall effectiveness of its services to be”."""

RELATIVE = re.compile(
    rf"(?P<np>[^;]*?),?\s+(?:which|that|whom)\s+(?:the\s+)?{AGENT}\s+(?:has\s+|have\s+|had\s+)?"
    rf"(?:judged|graded|rated|evaluated)\s+{TO_BE}{MARKS}$",
    IGNORE_S,
)
"""“the infirmary, which the CQC rated as”: the object stands before the relative clause."""

NOUN = re.compile(
    rf"{NOUNS}\s+(?:(?:for|of|on)\s+(?P<np>[^,;]*?)\s+)?(?:(?:was|were|is|of|as|:)\s+)+{MARKS}$",
    IGNORE,
)
"""“the judgement for overall effectiveness was”, “a rating of”."""

GIVEN = re.compile(
    r"\b(?:given|gave|gives?|awarded|handed)\s+(?!an?\s)(?P<np>[^,;]+?)\s+an?\s+(?:\w+\s+)?$",
    IGNORE,
)
"""“Ofsted has given | the school | a rating of”."""

COPULA = re.compile(
    r"(?P<np>[^;]*?)\s+(?:was|were|is|are|remain(?:s|ed)?|required?s?(?=\s*$))\s+"
    rf"{ADVERBS}{MARKS}$",
    IGNORE_S,
)
"""“when overall effectiveness was”: no judging verb, so the subject has to be a named area."""

MOVED = re.compile(
    r"(?P<np>.*?)\s+(?:(?:has|have|had|is|was|were|been)\s+)*(?:gone|went|goes|moved|moves"
    r"|declined|slid|sunk|improved"
    r"|improves|risen|rose|fallen|fell|dropped|slipped|climbed|upgraded|downgraded|up|down)\s+"
    rf"(?:(?:up|down)\s+)?from\s+{MARKS}$",
    IGNORE_S,
)
"""“Otterford has gone from”: an earlier grade, and behind “to” the new one."""

CHANGE = (
    r"(?:dropped|lowered|raised|upgraded|downgraded|moved|lifted|cut|changed|improved|brought|taken"
    r"|put|reduced)"
)

CHANGED = re.compile(
    rf"(?:^|[\s,]){CHANGE}\s+(?:(?:the|its|their)\s+)?(?:(?:overall\s+)?(?:rating|grade)s?\s+(?:of"
    rf"|for)\s+)?"
    rf"(?P<np>[^;]*?)\s+(?:(?:up|down)\s+)?from\s+{MARKS}$",
    IGNORE_S,
)
"""“CQC has dropped the rating of Sunnybank from”: the object of the change."""

MOVED_TO = re.compile(
    rf"(?:^|[\s,]){CHANGE}\s+(?P<np>[^;,]*?)\s*(?:(?:up|down|back)\s+)?to\s+{MARKS}$", IGNORE_S
)
"""“has moved it up to”: only the new grade is told."""

HOW = re.compile(
    r"^(?:(?:the\s+)?(?:ratings?|grades?)\s+(?:for|of)\s+)?how\s+(?P<areas>.+?)\s+"
    r"(?:(?:the|its)\s+\w+|it|they)(?:\s+(?:is|are|was|were))?$",
    IGNORE,
)
"""“the ratings for how safe and well-led the service is” name the areas as adjectives."""

WITH_AREA = re.compile(rf"\bwith\s+(?:an?\s+)?{MARKS}$", IGNORE)
"""“…, with an outstanding capacity for improvement”: the area follows its grade."""

JOINT = re.compile(r"^[’'”\")\s,;]*(?:(?:and|but|while|whereas)\s+)?", IGNORE)
"""What joins a clause to the one before."""

CHAINED = re.compile(
    rf"^{CLOSE}(?:\s+overall)?(?:\s+(?:for|at|in)\s+[^,;]{{3,80}}?)?(?:\s*\([^)]*\))?,?\s+"
    r"(?:and|but|while)\s+(?:as\s+|to\s+be\s+|to\s+)?(?:also\s+)?[‘“'\"]*$"
    rf"|^{CLOSE}(?:\s+(?:for|at)\s+[^,;]{{3,80}}?),\s+[‘“'\"]*$",
    IGNORE,
)
"""Between two grades of one verb: “‘good’ for leadership and ‘very good’ for its staff”."""

CHAINED_SUBJECT = re.compile(
    rf"^{CLOSE},?\s+(?:and|but|while)\s+"
    r"(?P<np>[^,;]{3,80}?\s+(?:to\s+be|as)|those\s+for\s+[^,;]{3,80}?)\s+[‘“'\"]*$",
    IGNORE,
)
"""“… and those for children looked after to be good”, “… and those for adoption good”."""

TO_GRADE = re.compile(rf"^{CLOSE}\s+to\s+[‘“'\"]*$", IGNORE)
"""Between the old and the new grade of a change."""

NO_LONGER = re.compile(r"\bno\s+longer\s+\w+\s+(?:as\s+)?[‘“'\"]*$", IGNORE)
"""“is no longer rated”: the earlier grade."""

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

TAIL = re.compile(
    rf"^{CLOSE}(?:\s+(?:overall|service|services|provider|school|authority|force|trust|home))*\s+"
    r"(?:for|at|in\s+respect\s+of|in\s+terms\s+of|in\s+relation\s+to|with\s+regard\s+to|across|in)"
    rf"\s+(?P<np>(?!(?:19|20)\d\d|the\s+(?:last|same)|(?:{MONTHS})\b)[^.;:]+)",
    IGNORE,
)
"""What a grade is for, said behind it: “good for leadership”, “inadequate in respect of …”."""

TAIL_END = re.compile(
    r"\s+(?:but|while|although)\s.*$|\s+(?:when|at|following|since|during|after|by|in)\s+"
    r"(?:the|they|it|its|their|this|ofsted|(?:19|20)\d\d|(?-i:[A-Z]\w+))\b.*$",
    IGNORE_S,
)
"""When it was, behind what it is for: “good in all areas | when they were last inspected”."""

DANGLING = re.compile(r"[\s,‘“'\"(]*\b(?:and|but|while|as|to)?(?:\s+to\s+be)?[\s,‘“'\"(]*$", IGNORE)
"""The joint to the next grade, at the end of what the last one is for."""

OVERALL_TAIL = re.compile(rf"{CLOSE}\s+overall\b", IGNORE)

AS_WAS = re.compile(rf"^{CLOSE},\s+as\s+(?:was|were|is|are)\s+(?P<np>[^,.;]+)", IGNORE)
"""The same grade for another area: “was rated outstanding, as was staffing”."""

SO_WAS = re.compile(rf"^{CLOSE},?\s+and\s+so\s+(?:was|were|is|are)\s+(?P<np>[^,.;]+)", IGNORE)
"""“was judged good, and so was the help that children receive”."""

REQUIRES = re.compile(r"(?:^|;)(?P<np>[^;:(]*?)(?:\s+(?:all|both|still|also|each))*\s+$", IGNORE_S)
"""Before a grade that is a verb: “sixth-form provision | requires improvement”."""

WEAK_VERBS = {"found", "described", "considered", "deemed", "given"}
"""Verbs that judge only where a known area is their subject: “morale was described as good”."""

SAME_BEFORE = re.compile(
    r"^[^.;]*?,\s+(?:the\s+same\s+(?:rating|grade|judge?ment|as)|as\s+it\s+was)\b[^.;]*?\d{4}",
    IGNORE,
)
"""The same grade earlier: “…, the same rating that it was given in 2019”."""

INTENT = re.compile(
    r"(?:\b(?:to|will|would|could|should|can|may|might|must|not|never|n[’']t)\s+)$", IGNORE
)
"""Before “be judged”: an aim or a possibility, not a judgement."""

NUMBERS = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"

MOSTLY = re.compile(
    r"\b(?:mostly|largely|generally|typically|usually|often|mainly)\s+\w+\s+(?:as\s+)?[‘“'\"]*$",
    IGNORE,
)
"""“are mostly rated good” sums up several bodies."""

FOR_AREA = re.compile(rf"^{CLOSE}\s+(?:for\s+\w|overall\b)", IGNORE)
"""“the trust is good for caring”, “we were adequate overall”."""

IN_REPORT = re.compile(
    rf"^{CLOSE},?\s+(?:in|at|according\s+to)\s+(?:(?:the|its)\s+(?:\w+\s+)?)?"
    r"(?:report|inspection|letter|inspectors?|ofsted|cqc|estyn)\b",
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
    r"|college|academy|nursery|rating|grade|judge?ment|status|throughout|under|during|last|this"
    r"|until|despite|although|though|which|than|capacity|has|have|had|was|were|is|are)\b)[a-z]"
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
    r"\b(?:report|inspectors?|inspectorate|letter|ofsted|cqc|estyn|hmicfrs|commission)\b"
    r"[^.]{0,40}?\b(?:states?|says?|said|found|finds|concluded|concludes|described?s?)\b",
    IGNORE,
)
"""A sentence that repeats what the inspectors state."""

INSPECTION_WORD = re.compile(
    r"\b(?:inspection|inspected|judge?ment|graded|rated|ratings?)\b", IGNORE
)
