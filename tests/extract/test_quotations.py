"""What counts as a quotation, whole and with its speaker: annotated snippets."""

import pytest
from extract.documents import plain_text

from pipeline.extract.officials import find_officials
from pipeline.extract.quotations import find_quotations


def read(text):
    document = plain_text(text)
    rows, officials = find_quotations(document, find_officials(document))
    ids = {official.id: official.name for official in officials}
    for row in rows:
        assert document.text[row.start : row.end] == row.quote
        assert 0 < row.confidence <= 1
        assert ids.get(row.official_id, row.speaker) == row.speaker
    return {(row.speaker, row.text) for row in rows}


SPEECHES = {
    "said with a colon": (
        "Una Black, chair of governors, said: “We are proud of every child.”",
        {("Una Black", "We are proud of every child.")},
    ),
    "said with a semicolon and straight marks": (
        'Chief Executive Dr Una Black, said; "We are proud of every child."',
        {("Una Black", "We are proud of every child.")},
    ),
    "said without anything": (
        "Una Black, the head teacher, said “we are proud of every child here”.",
        {("Una Black", "we are proud of every child here")},
    ),
    "said that": (
        "Una Black, the head teacher, said that staff “never once gave up on us”.",
        {("Una Black", "never once gave up on us")},
    ),
    "a relative clause about somebody else": (
        "Beech Lodge is safe. Una Black, whose aunt Maud has lived at Beech Lodge since May, "
        "said: “We are proud of every child.”",
        {("Una Black", "We are proud of every child.")},
    ),
    "somebody who spoke, according to a document": (
        "“We never once gave up on them,” said Una Black, according to the report.",
        {("Una Black", "We never once gave up on them,")},
    ),
    "according to a document at the end": (
        "Staff “never once gave up on us” during the floods, according to a letter from Estyn.",
        {("the letter", "never once gave up on us")},
    ),
    "single marks with apostrophes inside": (
        "Una Black added: ‘We don’t forget the boys’ parents, or anybody’s aunt.’",
        {("Una Black", "We don’t forget the boys’ parents, or anybody’s aunt.")},
    ),
    "straight single marks": (
        "Una Black commented: 'It's what we've wanted for years.'",
        {("Una Black", "It's what we've wanted for years.")},
    ),
    "mismatched double marks": (
        'Una Black said: “We are proud of every child."',
        {("Una Black", "We are proud of every child.")},
    ),
    "a single mark closed by a double one": (
        "Una Black said: ‘We are proud of every child.”",
        {("Una Black", "We are proud of every child.")},
    ),
    "marks inside marks": (
        "Una Black said: “They called us ‘a light on the hill’, which is lovely.”",
        {("Una Black", "They called us ‘a light on the hill’, which is lovely.")},
    ),
    "speaker after": (
        "“We take this letter very seriously,” said the board’s chair, Una Black.",
        {("Una Black", "We take this letter very seriously,")},
    ),
    "speaker after without a comma": (
        "“We take this letter very seriously” Una Black said.",
        {("Una Black", "We take this letter very seriously")},
    ),
    "speaker inside": (
        "“We take this seriously,” said Una Black, leader of the council. “We will act.”",
        {("Una Black", "We take this seriously, We will act.")},
    ),
    "speaker inside a sentence": (
        "“I hope,” Una Black told the Saltby Echo, “that it never happens again.”",
        {("Una Black", "I hope, that it never happens again.")},
    ),
    "over paragraphs with a mark on each": (
        "Una Black said: “We are proud of this.\n“We shall go on.\n“That is a promise.”",
        {("Una Black", "We are proud of this. We shall go on. That is a promise.")},
    ),
    "over paragraphs without marks": (
        'Una Black said: "We are proud of this.\n\nWe shall go on.\n\nThat is a promise."'
        "\n\nThe end.",
        {("Una Black", "We are proud of this. We shall go on. That is a promise.")},
    ),
    "a mark that is never closed": (
        "Una Black said: “We are proud of this.\nThe council meets on Monday.",
        {("Una Black", "We are proud of this.")},
    ),
    "each paragraph closed": (
        "Una Black said: “We are proud of this.”\n“We shall go on as we began.”",
        {("Una Black", "We are proud of this. We shall go on as we began.")},
    ),
    "named in the second paragraph": (
        "“We are proud of this.\n“We shall go on,” said Una Black.",
        {("Una Black", "We are proud of this. We shall go on,")},
    ),
    "led in by the paragraph before": (
        "Detective Inspector Una Black said:\n\n“We have made 57 visits this year.”",
        {("Una Black", "We have made 57 visits this year.")},
    ),
    "responding to": (
        "Responding to the report, Councillor Una Black, the council’s leader, said: “We accept"
        " all of it.”",
        {("Una Black", "We accept all of it.")},
    ),
    "somebody else is thanked": (
        "Una Black thanked Idris Penry and said: “It was a long winter for us all.”",
        {("Una Black", "It was a long winter for us all.")},
    ),
    "a relative clause": (
        "Una Black, who succeeded Idris Penry in May, said: “It has been a good year.”",
        {("Una Black", "It has been a good year.")},
    ),
    "a pronoun": (
        "Cllr Una Black met parents in Saltby.\nShe said: “I was thrilled to meet them all.”",
        {("Una Black", "I was thrilled to meet them all.")},
    ),
    "a pronoun after the words": (
        "Mrs Una Black thanked Mr Idris Penry. “They were so generous with time,” she said.",
        {("Una Black", "They were so generous with time,")},
    ),
    "a pronoun of the other sex": (
        "Mrs Una Black thanked Mr Idris Penry. “I was so glad to help,” he said.",
        {("Idris Penry", "I was so glad to help,")},
    ),
    "a surname": (
        "Cllr Una Black opened it.\nCllr Black said: “This is a day to remember.”",
        {("Una Black", "This is a day to remember.")},
    ),
    "a first name after a title": (
        "Sir Idris Penry came.\nSir Idris added: “This is a day to remember.”",
        {("Idris Penry", "This is a day to remember.")},
    ),
    "a child who is named": (
        "Among them was Lottie Marsh, 13. “They asked me about lunch,” Lottie said.",
        {("Lottie Marsh", "They asked me about lunch,")},
    ),
    "a dash and a name": (
        "“This is a day to remember.” – Una Black, chair of governors",
        {("Una Black", "This is a day to remember.")},
    ),
    "a label": (
        "Una Black, chair of governors: “This is a day to remember.”",
        {("Una Black", "This is a day to remember.")},
    ),
    "a message": (
        "Una Black, chair of governors, did not hide her anger. Her message was clear: “This must"
        " never happen again.”",
        {("Una Black", "This must never happen again.")},
    ),
    "two speeches of one person": (
        "Una Black said: “We are proud of this.” The hall was full.\n"
        "Ms Black added: “We shall go on, of course.”",
        {("Una Black", "We are proud of this."), ("Una Black", "We shall go on, of course.")},
    ),
    "two speakers": (
        "Una Black said: “We are proud of this.”\n“And so are we all,” said Idris Penry.",
        {("Una Black", "We are proud of this."), ("Idris Penry", "And so are we all,")},
    ),
    "a sentence that stands by itself": (
        "Una Black, the head teacher, was delighted. “Everyone here has earned this.”",
        {("Una Black", "Everyone here has earned this.")},
    ),
    "a quotation of oneself": (
        "Una Black, the head teacher, was “over the moon about every grade”.",
        {("Una Black", "over the moon about every grade")},
    ),
    "a pet name is no quotation": (
        "Council leader Una ‘Bunny’ Black said she was “appalled by what was found”.",
        {("Una ‘Bunny’ Black", "appalled by what was found")},
    ),
    "another speaks in a new paragraph": (
        "Una Black said: “One in five posts is vacant.” She left.\n“Outstanding” is a word that"
        " others used.",
        {("Una Black", "One in five posts is vacant.")},
    ),
    "an inspector in her report": (
        "Inspector Una Black said in her report: “Children are not safe here.”",
        {("Una Black", "Children are not safe here.")},
    ),
    "after a quotation of somebody else": (
        "The letter says it “will never put up with this”. “It is a fresh start,” Una Black said.",
        {("the letter", "will never put up with this"), ("Una Black", "It is a fresh start,")},
    ),
    "the report says": (
        "The report says: “Leaders know what they must do.”",
        {("the report", "Leaders know what they must do.")},
    ),
    "the letter says that": (
        "The letter says that staff “know their children very well”.",
        {("the letter", "know their children very well")},
    ),
    "the report describes": (
        "Ofsted’s report describes a school where “nobody is left behind, ever”.",
        {("the report", "nobody is left behind, ever")},
    ),
    "it describes": (
        "The report praises the ward. It describes nurses who “never seem to tire of us”.",
        {("the report", "never seem to tire of us")},
    ),
    "according to": (
        "According to the report, “leaders know what they must do”.",
        {("the report", "leaders know what they must do")},
    ),
    "in its report": (
        "In its report Ofsted said: “Leaders know what they must do.”",
        {("the report", "Leaders know what they must do.")},
    ),
    "single marks over paragraphs": (
        "Fire chief Una Black said:\n‘We have read every word of it.\n‘We’ll act on it, and soon.’",
        {("Una Black", "We have read every word of it. We’ll act on it, and soon.")},
    ),
    "single marks over paragraphs, begun in a sentence": (
        "Una Black said: ‘We don’t hide from it.\n‘We’ll act on it, and soon.’",
        {("Una Black", "We don’t hide from it. We’ll act on it, and soon.")},
    ),
    "so begins the report": (
        "“This is a school that sings.” So begins the report that Ofsted has published.",
        {("the report", "This is a school that sings.")},
    ),
    "the report found, after the words": (
        "“Leaders know what they must do,” the report found.",
        {("the report", "Leaders know what they must do,")},
    ),
    "two offices before the verb": (
        "Una Black, secretary of the union and a watch manager at Fen, said that crews would help"
        " ‘so long as somebody asks us first’.",
        {("Una Black", "so long as somebody asks us first")},
    ),
    "a new sentence is another quotation": (
        "The letter says: “Calls are answered without any delay.” It calls staff “kind, patient and"
        " ever curious”.",
        {
            ("the letter", "Calls are answered without any delay."),
            ("the letter", "kind, patient and ever curious"),
        },
    ),
    "a new sentence with a phrase": (
        "The letter says: “Calls are answered without any delay.” It calls staff “kind”.",
        {("the letter", "Calls are answered without any delay.")},
    ),
    "the speech goes on after the verb": (
        "“We are proud of every child.” Una Black added. “And of every teacher.”",
        {("Una Black", "We are proud of every child. And of every teacher.")},
    ),
    "signed in the line below": (
        "“This is a day to remember.”\nUna Black, chair of governors",
        {("Una Black", "This is a day to remember.")},
    ),
    "signed in two lines": (
        "“This is a day to remember.”\nUna Black\nChair of Governors",
        {("Una Black", "This is a day to remember.")},
    ),
    "to quote the report": (
        "To quote the report, “leaders know what they must do”.",
        {("the report", "leaders know what they must do")},
    ),
    "those were the words": (
        "“This is only the beginning.” Those were the words of Dr Una Black, chief nurse.",
        {("Una Black", "This is only the beginning.")},
    ),
    "calling it": (
        "Cllr Una Black welcomed the report, calling it “a vote of thanks to our staff”.",
        {("Una Black", "a vote of thanks to our staff")},
    ),
    "a name and an office behind a whole sentence": (
        "“We are proud of every child here.” Una Black, chair of governors.",
        {("Una Black", "We are proud of every child here.")},
    ),
    "a body as a label": (
        "The regulator was blunt: “Nobody had counted the beds.”",
        {("The regulator", "Nobody had counted the beds.")},
    ),
    "items under a heading": (
        "Una Black is head teacher here.\n\nWhat the report says about us\n\n"
        "• “Children run to school in the morning”\n• “Nobody is ever left out of a game”",
        {
            ("the report", "Children run to school in the morning"),
            ("the report", "Nobody is ever left out of a game"),
        },
    ),
    "items of one speaker are rows of their own": (
        "Una Black, head teacher, told us:\n\n• “The children come first with all of us.”\n"
        "• “We are not there yet, and we know.”",
        {
            ("Una Black", "The children come first with all of us."),
            ("Una Black", "We are not there yet, and we know."),
        },
    ),
}

SILENCE = {
    "his wife": (
        "Mr Idris Penry, the owner, was out. His wife said: “He is heartbroken about it all.”"
    ),
    "a sentence below, not a signature": (
        "“This is a day to remember.”\nUna Black, chair of governors, was there."
    ),
    "a possessive at the start": "’Twas a good year for the boys’ school and Una Black, its head.",
    "a phrase of four words": "Una Black called it “a wake-up call”. The report says “good”.",
    "a grade": "Una Black said that the home was judged ‘good’ and ‘very good’ last year.",
    "nobody named": "One father told inspectors: “They gave me back my son.”",
    "nobody named, after": "“They gave me back my son,” said one father.",
    "a pronoun for nobody": (
        "Una Black, the head, was there. A father wept. “They gave me back my son,” he said."
    ),
    "a spokesperson": "A council spokesperson said: “We accept all of the findings.”",
    "young people": "Young people told inspectors that they ‘always feel safe and happy here’.",
    "the name of an approach": (
        "Una Black said the ‘Getting it right for everyone’ approach was working."
    ),
    "a title": "Una Black wrote the plan, called “A place to grow and belong”, in May.",
    "apostrophes only": "Una Black said the boys’ club and the girls’ club weren’t the council’s.",
    "reported speech": "Una Black said that she was sorry for what had happened.",
}


@pytest.mark.parametrize(("text", "expected"), SPEECHES.values(), ids=SPEECHES)
def test_speeches(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize("text", SILENCE.values(), ids=SILENCE)
def test_no_quotation(text):
    assert read(text) == set()


def test_a_speaker_is_marked_and_linked():
    document = plain_text(
        "Cllr Una Black, leader of the council, said: “We are very proud of this.”\n"
        "Idris Penry, chief executive, was present. The report says: “All is now well here.”"
    )
    rows, officials = find_quotations(document, find_officials(document))
    assert [(o.name, o.involvement) for o in officials] == [
        ("Una Black", "speaker"),
        ("Idris Penry", "mentioned"),
    ]
    assert [row.official_id for row in rows] == [officials[0].id, ""]
    assert [row.cue for row in rows] == ["said", "says"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“We are proud of it all,” Una Black said.", "said"),
        ("“This is a school that sings.” So begins the report on it.", "begins"),
        ("According to the report, “leaders know what they must do”.", "according to"),
        ("Una Black, chair of governors: “This is a day to remember.”", ":"),
    ],
)
def test_the_cue_is_the_word_that_attributes(text, cue):
    document = plain_text(text)
    (row,), _ = find_quotations(document, find_officials(document))
    assert row.cue == cue


def test_an_inspector_who_speaks_stays_an_inspector():
    document = plain_text("Lead inspector Una Black said: “The staff here are very kind.”")
    rows, officials = find_quotations(document, find_officials(document))
    assert [(o.involvement, o.id) for o in officials] == [("lead_inspector", rows[0].official_id)]
