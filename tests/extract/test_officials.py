"""Who is an official, with which role and part: annotated snippets, invented people."""

import pytest
from extract.documents import plain_text, printed

from pipeline.extract.officials import find_officials
from pipeline.extract.people import people


def read(document):
    rows = find_officials(document)
    for row in rows:
        assert document.text[row.start : row.end] == row.quote
        assert 0 < row.confidence <= 1
        assert row.rule
    return {(row.honorific, row.name, row.role, row.involvement) for row in rows}


PROSE = {
    "a role after a comma": (
        "Bryony Cartmell, executive director of people, opened the meeting.",
        {("", "Bryony Cartmell", "executive director of people", "mentioned")},
    ),
    "a role in capitals and its organisation": (
        "Osian Prydderch, Chief Executive of Glanrhyd Learning Trust, thanked the staff.",
        {("", "Osian Prydderch", "Chief Executive", "mentioned")},
    ),
    "a role of one word keeps what follows": (
        "Ms. Adaeze Nwachukwu, Chair of Governors, is retiring.",
        {("Ms", "Adaeze Nwachukwu", "Chair of Governors", "mentioned")},
    ),
    "a role of two heads": (
        "Tobias Engelhardt, Chief Nurse and Director of Midwifery, agreed.",
        {("", "Tobias Engelhardt", "Chief Nurse and Director of Midwifery", "mentioned")},
    ),
    "a role with commas inside": (
        "Cllr Morag Dunnett, cabinet member for children, learning and skills, attended.",
        {
            (
                "Cllr",
                "Morag Dunnett",
                "cabinet member for children, learning and skills",
                "mentioned",
            )
        },
    ),
    "a role before the name": (
        "Headteacher Mrs Orla Ní Fhloinn showed them round.",
        {("Mrs", "Orla Ní Fhloinn", "Headteacher", "mentioned")},
    ),
    "a role of several words before a title and a name": (
        "Interim Corporate Director of Children's Services Dr. Femi Adewale replied.",
        {("Dr", "Femi Adewale", "Interim Corporate Director of Children's Services", "mentioned")},
    ),
    "a role before the name with a comma": (
        "The council’s portfolio holder for children and families, Cllr Jem Trevanion, agreed.",
        {("Cllr", "Jem Trevanion", "portfolio holder for children and families", "mentioned")},
    ),
    "a clergyman": (
        "Rev’d Amos Tweddle, chair of the school board, was pleased.",
        {("Rev’d", "Amos Tweddle", "chair of the school board", "mentioned")},
    ),
    "a role before the name with an article": (
        "It was welcomed by the board’s independent scrutineer, the Rev Canon Ailsa Muirhead.",
        {("Rev Canon", "Ailsa Muirhead", "independent scrutineer", "mentioned")},
    ),
    "the owner before the role": (
        "Cllr Rhodri ap Gwilym, Aberwen Council’s cabinet member for education, was there.",
        {("Cllr", "Rhodri ap Gwilym", "cabinet member for education", "mentioned")},
    ),
    "the owner without a comma": (
        "Cllr Lowri Beynon Aberwen County Council’s lead member for children met parents.",
        {("Cllr", "Lowri Beynon", "lead member for children", "mentioned")},
    ),
    "an inspector with two offices": (
        "Lead inspector Piers Hallam-Lodge, one of His Majesty’s Inspectors, saw 30 lessons.",
        {("", "Piers Hallam-Lodge", "Lead inspector; His Majesty’s Inspector", "lead_inspector")},
    ),
    "a chief inspector inspects nothing here": (
        "The Chief Inspector of Probation, Sir Lucian Farebrother, visited.",
        {("Sir", "Lucian Farebrother", "Chief Inspector of Probation", "mentioned")},
    ),
    "a police rank stands behind the function": (
        "Detective Superintendent Shona McQuarrie, head of public protection, was present.",
        {
            (
                "",
                "Shona McQuarrie",
                "head of public protection; Detective Superintendent",
                "mentioned",
            )
        },
    ),
    "letters after a name": (
        "Professor Dame Nuala Ó Briain DBE FRCN, chair of the trust, spoke.",
        {("Professor Dame", "Nuala Ó Briain", "chair of the trust", "mentioned")},
    ),
    "letters that are an office": (
        "A copy went to Morven Galbraith MSP.",
        {("", "Morven Galbraith", "MSP", "mentioned")},
    ),
    "an office before letters of another": (
        "Schools Minister Perpetua Vane-Hart MP has written to them.",
        {("", "Perpetua Vane-Hart", "Minister", "mentioned")},
    ),
    "a title that is an office": (
        "Bailie Fergus J. MacInnes has died.",
        {("Bailie", "Fergus J. MacInnes", "Bailie", "mentioned")},
    ),
    "a title of office and a role": (
        "Ward councillor Bailie Fergus J. MacInnes was there.",
        {("Bailie", "Fergus J. MacInnes", "Ward councillor", "mentioned")},
    ),
    "a role as a verb": (
        "Ciarán Mac Giolla, who chairs the improvement board, reported.",
        {("", "Ciarán Mac Giolla", "chair of improvement board", "mentioned")},
    ),
    "chaired by": (
        "The improvement board, chaired by Wilhelmina Achterberg, meets monthly.",
        {("", "Wilhelmina Achterberg", "chair of improvement board", "mentioned")},
    ),
    "a role at a distance": (
        "Thandiwe Mokoena took up her post in May as director of children's services.",
        {("", "Thandiwe Mokoena", "director of children's services", "mentioned")},
    ),
    "a copula": (
        "The new leader of the council is Cllr Gethin Maddocks.",
        {("Cllr", "Gethin Maddocks", "leader of the council", "mentioned")},
    ),
    "somebody appointed with a past": (
        "The minister has appointed Ottilie Brandreth, a former head teacher, as commissioner"
        " for Saltby.",
        {("", "Ottilie Brandreth", "commissioner for Saltby", "mentioned")},
    ),
    "an age between name and role": (
        "Ignatius Poole, 58, chief executive of the trust, is leaving.",
        {("", "Ignatius Poole", "chief executive of the trust", "mentioned")},
    ),
    "a party in brackets": (
        "Cllr Hettie Broadbent (Saltby West), leader of the council, voted for it.",
        {("Cllr", "Hettie Broadbent", "leader of the council", "mentioned")},
    ),
    "a role in brackets": (
        "Contact Desmond Achebe (Communications Manager) on 01632 960000.",
        {("", "Desmond Achebe", "Communications Manager", "mentioned")},
    ),
    "a portfolio in brackets": (
        "Amabel Stoke, Saltby Council's Assistant Director (Safeguarding), will go.",
        {("", "Amabel Stoke", "Assistant Director (Safeguarding)", "mentioned")},
    ),
    "a pet name": (
        "Council leader Peter ‘Pip’ Pennington was there.",
        {("", "Peter ‘Pip’ Pennington", "Council leader", "mentioned")},
    ),
    "a surname of two words later": (
        "Cllr Cathal Ó Conaill, leader of the council, came. Cllr Ó Conaill left early.",
        {("Cllr", "Cathal Ó Conaill", "leader of the council", "mentioned")},
    ),
    "somebody who sends a statement": (
        "A statement from Delyth Prosser, Chief Constable of Fen Police:",
        {("", "Delyth Prosser", "Chief Constable of Fen Police", "mentioned")},
    ),
    "a role after something else": (
        "Zuleika Ford, the first woman in the post, who has been director since May, agreed.",
        {("", "Zuleika Ford", "director", "mentioned")},
    ),
    "a verb right after the role": (
        "Zuleika Ford, director of care said nothing. Una Black, the chair was there.",
        {
            ("", "Zuleika Ford", "director of care", "mentioned"),
            ("", "Una Black", "chair", "mentioned"),
        },
    ),
    "a remark in the label": (
        "Team inspectors (all HMI unless stated): Zuleika Ford, Una Black.",
        {
            ("", "Zuleika Ford", "Team inspector", "inspector"),
            ("", "Una Black", "Team inspector", "inspector"),
        },
    ),
    "somebody's deputy": (
        "Her deputy, Tomos Beddoe, will be acting director.",
        {("", "Tomos Beddoe", "deputy; acting director", "mentioned")},
    ),
    "who led the inspection": (
        "Her Majesty’s Inspector Ruth Abelard led the inspection.",
        {("", "Ruth Abelard", "Her Majesty’s Inspector", "lead_inspector")},
    ),
    "not the office of the next": (
        "Provost Mirren Sinclair and Lord Mayor of Saltby, Alderman Reg Tippett, attended.",
        {
            ("Provost", "Mirren Sinclair", "Provost", "mentioned"),
            ("Alderman", "Reg Tippett", "Lord Mayor of Saltby", "mentioned"),
        },
    ),
    "two who share an office": (
        "Ffion Tudor-Rees and Kwame Boateng, co-chairs of the parent forum, agreed.",
        {
            ("", "Ffion Tudor-Rees", "co-chair of the parent forum", "mentioned"),
            ("", "Kwame Boateng", "co-chair of the parent forum", "mentioned"),
        },
    ),
    "an office shared from the front": (
        "The forum elected co-chairs Ffion Tudor-Rees and Kwame Boateng.",
        {
            ("", "Ffion Tudor-Rees", "co-chair", "mentioned"),
            ("", "Kwame Boateng", "co-chair", "mentioned"),
        },
    ),
    "each with an office": (
        "Idwal Penry, chair of governors, and Agnieszka Wrona, head of school, signed it.",
        {
            ("", "Idwal Penry", "chair of governors", "mentioned"),
            ("", "Agnieszka Wrona", "head of school", "mentioned"),
        },
    ),
    "a surname later is the same person": (
        "Cllr Saffron Eldridge, leader of the council, opened it.\nCllr Eldridge left early.",
        {("Cllr", "Saffron Eldridge", "leader of the council", "mentioned")},
    ),
    "a slip of the last letter in the same office": (
        "Chief Constable Amy Poole agreed. Amy Pooley, Chief Constable, signed.",
        {("", "Amy Poole", "Chief Constable", "mentioned")},
    ),
    "names that differ in the last letter are two people": (
        "Chief Constable Amy Poole agreed. Amy Pooley, Chief Nurse, signed.",
        {
            ("", "Amy Poole", "Chief Constable", "mentioned"),
            ("", "Amy Pooley", "Chief Nurse", "mentioned"),
        },
    ),
    "a middle initial is the same person": (
        "Chief officer Hamish T. Gillespie agreed. Hamish Gillespie, chief officer, signed.",
        {("", "Hamish T. Gillespie", "Chief officer", "mentioned")},
    ),
    "a councillor known by surname only": (
        "Councillor Okonkwo asked a question.",
        {("Councillor", "Okonkwo", "Councillor", "mentioned")},
    ),
    "initials and double surnames": (
        "A. B. Llewelyn-Price, registrar of the council, wrote.",
        {("", "A. B. Llewelyn-Price", "registrar of the council", "mentioned")},
    ),
    "a surname that is a common word": (
        "Sophie France and Ned Church, His Majesty’s Inspectors, came back.",
        {
            ("", "Sophie France", "His Majesty’s Inspector", "inspector"),
            ("", "Ned Church", "His Majesty’s Inspector", "inspector"),
        },
    ),
    "a time is no part of the role": (
        "Orla Vance-Iwu, who became the trust’s director of nursing in March 2021, agreed.",
        {("", "Orla Vance-Iwu", "director of nursing", "mentioned")},
    ),
    "a time between role and name": (
        "The centre’s manager since 2017, Orla Vance-Iwu, was there.",
        {("", "Orla Vance-Iwu", "manager", "mentioned")},
    ),
    "a verb after the comma is no list": (
        "Orla Vance-Iwu, a CQC inspector, heard from patients, families and staff.",
        {("", "Orla Vance-Iwu", "CQC inspector", "inspector")},
    ),
    "a word in capitals inside a title": (
        "Deputy Chief Sustainability Officer Orla Vance-Iwu was there.",
        {("", "Orla Vance-Iwu", "Deputy Chief Sustainability Officer", "mentioned")},
    ),
    "a fire officer": (
        "Assistant Chief Fire Officer Orla Vance-Iwu was there.",
        {("", "Orla Vance-Iwu", "Assistant Chief Fire Officer", "mentioned")},
    ),
    "a portfolio in brackets before the name": (
        "Deputy Head (Inclusion) Mr Orlando Vance was there.",
        {("Mr", "Orlando Vance", "Deputy Head (Inclusion)", "mentioned")},
    ),
    "a second role with an article": (
        "Orla Vance-Iwu, headteacher of Fen High School and a national leader of education, came.",
        {("", "Orla Vance-Iwu", "headteacher; national leader of education", "mentioned")},
    ),
    "a role after something else about the person": (
        "Orla Vance-Iwu, a father of three and chair of the parents’ forum, agreed.",
        {("", "Orla Vance-Iwu", "chair of the parents’ forum", "mentioned")},
    ),
    "a role as a verb between dashes": (
        "Orla Vance-Iwu – who chairs the Saltby Partnership – agreed.",
        {("", "Orla Vance-Iwu", "chair of Saltby Partnership", "mentioned")},
    ),
    "a role at a distance after a dash": (
        "Orla Vance-Iwu – who took over as chief executive in January – agreed.",
        {("", "Orla Vance-Iwu", "chief executive", "mentioned")},
    ),
    "somebody's successor": (
        "Orla Vance-Iwu succeeds Ned Foley as chair of the panel on 1 May.",
        {("", "Orla Vance-Iwu", "chair of the panel", "mentioned")},
    ),
    "whoever appoints is not appointed": (
        "The leader, Orla Vance-Iwu, has named Dame Honor Blaise as commissioner for care.",
        {
            ("", "Orla Vance-Iwu", "leader", "mentioned"),
            ("Dame", "Honor Blaise", "commissioner for care", "mentioned"),
        },
    ),
    "the role of the next person": (
        "Her sister Orla Vance, a mother of two and chair Ned Foley wept.",
        {("", "Ned Foley", "chair", "mentioned")},
    ),
    "each with a role before the name": (
        "Union rep Sal Tunney, fire chief Ned Abiola-Foley and co-director Bo Finch met.",
        {
            ("", "Sal Tunney", "Union rep", "mentioned"),
            ("", "Ned Abiola-Foley", "fire chief", "mentioned"),
            ("", "Bo Finch", "co-director", "mentioned"),
        },
    ),
    "a role before the name and another for a place": (
        "Chair of governors Ned Foley, a county councillor for Alder Vale, agreed.",
        {("", "Ned Foley", "Chair of governors; county councillor for Alder Vale", "mentioned")},
    ),
    "for a place in two words": (
        "The MP for Alder Vale, Orla Vance-Iwu, agreed.",
        {("", "Orla Vance-Iwu", "MP for Alder Vale", "mentioned")},
    ),
    "a surname with the role, the full name without": (
        "Mrs Vance, the lead inspector, met pupils.\nOrla Vance and a colleague saw 12 lessons.",
        {("Mrs", "Orla Vance", "lead inspector", "lead_inspector")},
    ),
    "a child of the same surname": (
        "Mrs Vance, the head teacher, met pupils.\nOne was Orla Vance, 9.",
        {("Mrs", "Vance", "head teacher", "mentioned")},
    ),
    "two of the same surname": (
        "Mrs Vance, the head teacher, met Orla Vance and Tess Vance.",
        {("Mrs", "Vance", "head teacher", "mentioned")},
    ),
    "letters that are not known": (
        "Orla Vance FXQZ, director of care, agreed.",
        {("", "Orla Vance", "director of care", "mentioned")},
    ),
    "a role in the line below": (
        "Orla Vance\nDirector of Adult Care\nThe council meets on Monday.",
        {("", "Orla Vance", "Director of Adult Care", "mentioned")},
    ),
    "two inspectors of many": (
        "Two of His Majesty's Inspectors, Orla Vance-Iwu and Ned Foley, were in the city.",
        {
            ("", "Orla Vance-Iwu", "His Majesty's Inspector", "inspector"),
            ("", "Ned Foley", "His Majesty's Inspector", "inspector"),
        },
    ),
    "given names that are words": (
        "Will Tanner, head teacher, and Prince Adeyemi, chair, thanked Sue Strong, the bursar.",
        {
            ("", "Will Tanner", "head teacher", "mentioned"),
            ("", "Prince Adeyemi", "chair", "mentioned"),
            ("", "Sue Strong", "bursar", "mentioned"),
        },
    ),
    "an office in brackets before and behind": (
        "The chair of the monitoring board (Mrs Ottoline Marsh) rang Pennaeth (Headteacher) "
        "Ms Cadi Rowlands.",
        {
            ("Mrs", "Ottoline Marsh", "chair of the monitoring board", "mentioned"),
            ("Ms", "Cadi Rowlands", "Headteacher", "mentioned"),
        },
    ),
    "a list with an office in brackets behind each": (
        "There were Wilf Oakley (director of nursing), Dee Sallow (medical director) and others.",
        {
            ("", "Wilf Oakley", "director of nursing", "mentioned"),
            ("", "Dee Sallow", "medical director", "mentioned"),
        },
    ),
    "a portfolio": (
        "Cllr Wilf Oakley, who holds the cabinet portfolio for schools and skills, said no.",
        {("Cllr", "Wilf Oakley", "cabinet portfolio for schools and skills", "mentioned")},
    ),
    "a member with responsibility": (
        "The Cabinet Member with responsibility for Housing, Cllr Dee Sallow (Green), agreed.",
        {("Cllr", "Dee Sallow", "Cabinet Member with responsibility for Housing", "mentioned")},
    ),
    "joint chairs": (
        "Mr Wilf Oakley and Ms Dee Sallow, joint chairs of the partnership, signed it.",
        {
            ("Mr", "Wilf Oakley", "joint chair of the partnership", "mentioned"),
            ("Ms", "Dee Sallow", "joint chair of the partnership", "mentioned"),
        },
    ),
    "an office in a union": (
        "Prison governor Wilf Oakley met the branch secretary of the Officers' Association, "
        "Dee Sallow.",
        {
            ("", "Wilf Oakley", "Prison governor", "mentioned"),
            ("", "Dee Sallow", "branch secretary of the Officers' Association", "mentioned"),
        },
    ),
    "who is replaced has not the office": (
        "Wilf Oakley is the interim director of housing, having replaced Dee Sallow in May.",
        {("", "Wilf Oakley", "interim director of housing", "mentioned")},
    ),
    "inspectors with their field": (
        "Social care inspectors Wilf Oakley and Dee Sallow came in June.",
        {
            ("", "Wilf Oakley", "Social care inspector", "inspector"),
            ("", "Dee Sallow", "Social care inspector", "inspector"),
        },
    ),
    "a team chaired and led": (
        "The team was chaired by Dr Wilf Oakley, a consultant physician, and led by Dee Sallow, "
        "Head of Inspection.",
        {
            ("Dr", "Wilf Oakley", "consultant physician", "inspector"),
            ("", "Dee Sallow", "Head of Inspection", "lead_inspector"),
        },
    ),
    "whose inspector led": (
        "The inspection was led by Ofsted’s Dee Sallow HMI.",
        {("", "Dee Sallow", "HMI", "lead_inspector")},
    ),
    "who chairs by a bare verb": (
        "Ms Dee Sallow chairs its board of trustees.",
        {("Ms", "Dee Sallow", "chair of board of trustees", "mentioned")},
    ),
    "a month is no verb": (
        "Ms Dee Sallow was named acting head in May and Mr Wilf Oakley joined as deputy.",
        {
            ("Ms", "Dee Sallow", "acting head", "mentioned"),
            ("Mr", "Wilf Oakley", "deputy", "mentioned"),
        },
    ),
    "an office with its field in short": (
        "SEND manager Wilf Oakley and its business manager, Dee Sallow, came.",
        {
            ("", "Wilf Oakley", "SEND manager", "mentioned"),
            ("", "Dee Sallow", "business manager", "mentioned"),
        },
    ),
    "who led, behind the office": (
        "Dee Sallow, HM Inspector of Probation, who led the inspection, came back.",
        {("", "Dee Sallow", "HM Inspector of Probation", "lead_inspector")},
    ),
    "has chaired": (
        "Ms Dee Sallow MBE has chaired the trust board since April.",
        {("Ms", "Dee Sallow", "chair of trust board", "mentioned")},
    ),
}

NOBODY = {
    "a role without a name": "The director of children’s services has left the council.",
    "an office of nobody": "Her Majesty’s Chief Inspector may return with inspectors.",
    "a child": "They met Poppy Farthing, 9, and her brother Jude Farthing.",
    "a caption": "Pictured: Mrs Enid Scarth with pupils Tom Ash, Priya Nair and Lena Voss.",
    "an author": "Professor Aurelia Finch’s report on neglect was considered.",
    "a place with a role after it": "In Milton Keynes, the director leads the service herself.",
    "an authority with a role after it": "Bracknell Forest, chair of the region, hosted it.",
    "an organisation": "Bright Harbour Learning Trust, chair of the alliance, paid for it.",
    "a house": "They met at Sir Roderick Blane House, head office of the trust.",
    "a programme": "The Kestrel Rising programme manager post is vacant.",
    "a post in capitals": "The Independent Reviewing Officers challenge plans.",
    "a job in capitals after a noun": "The Domestic Violence Advisor service is valued.",
    "a sentence in the line below": "Orla Vance\nDirector of care is a hard job to fill.",
    "another subject after a name": "A review by Aurelia Finch, the board chair provided help.",
    "a case study": "Jill was displaying increasingly challenging behaviour. Amir’s plan is good.",
    "a law": "Clare’s Law and the Children Act 2004 are understood by the chief executive.",
    "an inquiry": "The Fenwick Grange Inquiry is known to the chair of the board.",
    "a post office box": "Piccadilly Gate, Store Street, Manchester M1 2WD",
    "a school": "Saint Winifred Primary School, headteacher of the year finalist, won.",
}

PRINTED = {
    "front page": (
        "# Inspection of Saltby children’s services\n"
        "# Lead inspector: Rosalind Achterberg, His Majesty’s Inspector",
        {("", "Rosalind Achterberg", "Lead inspector; His Majesty’s Inspector", "lead_inspector")},
    ),
    "front page in two lines": (
        "# Lead inspector: Rosalind Achterberg\n# Her Majesty’s Inspector\nJudgement | Grade",
        {("", "Rosalind Achterberg", "Lead inspector; Her Majesty’s Inspector", "lead_inspector")},
    ),
    "reporting inspector": (
        "# Saltby County Council\n# Reporting inspector Denholm Pike HMI",
        {("", "Denholm Pike", "Reporting inspector; HMI", "lead_inspector")},
    ),
    "team in labelled lines": (
        "# The inspection team\nLead inspector: Denholm Pike\n"
        "Deputy lead inspector: Mairead O’Dowd\n"
        "Team inspectors: Tamsin Rowe, Balvinder Sohal, / Jürgen Vogt and Carys ap Owain\n"
        "Senior data analyst: Dr Esme Quill\nQuality assurance manager: Ned Darke SHMI",
        {
            ("", "Denholm Pike", "Lead inspector", "lead_inspector"),
            ("", "Mairead O’Dowd", "Deputy lead inspector", "inspector"),
            ("", "Tamsin Rowe", "Team inspector", "inspector"),
            ("", "Balvinder Sohal", "Team inspector", "inspector"),
            ("", "Jürgen Vogt", "Team inspector", "inspector"),
            ("", "Carys ap Owain", "Team inspector", "inspector"),
            ("Dr", "Esme Quill", "Senior data analyst", "inspector"),
            ("", "Ned Darke", "Quality assurance manager; SHMI", "inspector"),
        },
    ),
    "team with offices after the names": (
        "Team inspectors: Tamsin Rowe HMI, Balvinder Sohal Seconded Inspector,\n"
        "Jürgen Vogt (HMI) Carys Owain (OI)",
        {
            ("", "Tamsin Rowe", "Team inspector; HMI", "inspector"),
            ("", "Balvinder Sohal", "Team inspector; Seconded Inspector", "inspector"),
            ("", "Jürgen Vogt", "Team inspector; HMI", "inspector"),
            ("", "Carys Owain", "Team inspector; OI", "inspector"),
        },
    ),
    "team under its label": (
        "Team inspectors:\nTamsin Rowe, HMI\nBalvinder Sohal, HMI\nThe team came back.",
        {
            ("", "Tamsin Rowe", "Team inspector; HMI", "inspector"),
            ("", "Balvinder Sohal", "Team inspector; HMI", "inspector"),
        },
    ),
    "letter to one, signed by one": (
        "3 May 2024\nBernadette Coyle OBE\nExecutive Director of Children,\nand Families\n"
        "Saltby Borough Council\nTown Hall\nSaltby ZZ1 1ZZ\nDear Ms Coyle\n"
        "His Majesty’s Inspectors for this visit were Denholm Pike and Tamsin Rowe.\n"
        "Yours sincerely\nDenholm Pike\n# His Majesty’s Inspector",
        {
            ("Ms", "Bernadette Coyle", "Executive Director of Children, and Families", "addressee"),
            ("", "Denholm Pike", "His Majesty’s Inspector", "lead_inspector"),
            ("", "Tamsin Rowe", "His Majesty’s Inspector", "inspector"),
        },
    ),
    "letter to somebody without a role": (
        "3 May 2019\nMr Wilfred Sands\nCounty Hall\nSaltby\nDear Wilfred,\nThank you.",
        {("Mr", "Wilfred Sands", "", "addressee")},
    ),
    "inspectors with an office each": (
        "The inspectors were Denholm Pike, Her Majesty’s Inspector, and Tamsin Rowe, HMI.",
        {
            ("", "Denholm Pike", "Her Majesty’s Inspector", "inspector"),
            ("", "Tamsin Rowe", "HMI", "inspector"),
        },
    ),
    "inspectors with one office for all": (
        "The visit was carried out by Denholm Pike, Tamsin Rowe and Carys Owain, all of whom are"
        " Her Majesty’s Inspectors (HMI).",
        {
            ("", "Denholm Pike", "Her Majesty’s Inspector", "inspector"),
            ("", "Tamsin Rowe", "Her Majesty’s Inspector", "inspector"),
            ("", "Carys Owain", "Her Majesty’s Inspector", "inspector"),
        },
    ),
    "letter to a partnership": (
        "3 May 2024\n"
        "Bernadette Coyle, Director of Children’s Services, Saltby / Borough Council\n"
        "Dr Vikram Anand, Chief Nursing Officer, Saltby and Fen Integrated / Care Board"
        " / Hilary St Clere QPM, Chief Constable, Fen Constabulary\n"
        "Jonty Ware, Police, Fire and Crime Commissioner\n"
        "Una Black, Chair of Saltby LSCB\nDear local partnership\nYours sincerely\n"
        "Ofsted | Care Quality Commission\n"
        "Petra Lindqvist / National Director, Social Care | Owen Tarr / Deputy Chief Inspector\n"
        "HMI Constabulary | HMI Probation\n"
        "Wyn Parry / His Majesty’s Inspector of Constabulary | Joan Aske / Head of Inspection",
        {
            ("", "Bernadette Coyle", "Director of Children’s Services", "addressee"),
            ("Dr", "Vikram Anand", "Chief Nursing Officer", "addressee"),
            ("", "Hilary St Clere", "Chief Constable", "addressee"),
            ("", "Jonty Ware", "Police, Fire and Crime Commissioner", "addressee"),
            ("", "Una Black", "Chair of Saltby LSCB", "addressee"),
            ("", "Petra Lindqvist", "National Director, Social Care", "mentioned"),
            ("", "Owen Tarr", "Deputy Chief Inspector", "mentioned"),
            ("", "Wyn Parry", "His Majesty’s Inspector of Constabulary", "mentioned"),
            ("", "Joan Aske", "Head of Inspection", "mentioned"),
        },
    ),
    "area SEND tables": (
        "# Local area partnership details\n"
        "Local authority | Integrated care board\n"
        "Saltby Borough Council | Saltby and Fen Integrated Care / Board\n"
        "Bernadette Coyle / Director of Children’s / Services | Patrice Onslow (OBE)\n"
        "www.saltby.example | fen.example.uk\n"
        "Town Hall, / Kestrel Way, Saltby ZZ1 1ZZ | Fen House / Kingmoor Park / ZZ2 2ZZ\n"
        "# Inspection team\n"
        "Ofsted | Care Quality Commission\n"
        "Denholm Pike, Ofsted HMI lead / inspector | Lea Sandys, CQC lead inspector\n"
        "Tamsin Rowe HMI, Ofsted inspector / Carys Owain, Ofsted Inspector"
        " | Bo Lund, CQC inspector",
        {
            ("", "Bernadette Coyle", "Director of Children’s Services", "mentioned"),
            ("", "Patrice Onslow", "", "mentioned"),
            ("", "Denholm Pike", "Ofsted HMI lead inspector", "lead_inspector"),
            ("", "Lea Sandys", "CQC lead inspector", "lead_inspector"),
            ("", "Tamsin Rowe", "Ofsted inspector; HMI", "inspector"),
            ("", "Carys Owain", "Ofsted Inspector", "inspector"),
            ("", "Bo Lund", "CQC inspector", "inspector"),
        },
    ),
    "a title with its organisation in a line of its own": (
        "3 May 2024\n"
        "Bernadette Coyle, Director of Nursing for Saltby and Fen Clinical Commissioning Group\n"
        "Dear Bernadette,\nThank you.\nYours sincerely\n"
        "Patrice Onslow / Chief Executive of Saltby and Fen Integrated Care Board",
        {
            (
                "",
                "Bernadette Coyle",
                "Director of Nursing for Saltby and Fen Clinical Commissioning Group",
                "addressee",
            ),
            (
                "",
                "Patrice Onslow",
                "Chief Executive of Saltby and Fen Integrated Care Board",
                "mentioned",
            ),
        },
    ),
    "school details": (
        "Headteacher | Mrs Ingrid Falk\nChair of governing body | Leroy Banton\nPupils | 210",
        {
            ("Mrs", "Ingrid Falk", "Headteacher", "mentioned"),
            ("", "Leroy Banton", "Chair of governing body", "mentioned"),
        },
    ),
    "inspection team of a school": (
        "Ingrid Falk, lead inspector | His Majesty’s Inspector\nLeroy Banton | Ofsted Inspector",
        {
            ("", "Ingrid Falk", "lead inspector; His Majesty’s Inspector", "lead_inspector"),
            ("", "Leroy Banton", "Ofsted Inspector", "inspector"),
        },
    ),
    "grades and contents": (
        "Judgement | Grade\nOverall effectiveness | Good\nWhat Saltby Needs | 4\n"
        "Leadership and management | Requires improvement to be good",
        set(),
    ),
}


@pytest.mark.parametrize(("text", "expected"), PROSE.values(), ids=PROSE)
def test_people_in_prose(text, expected):
    assert read(plain_text(text)) == expected


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY)
def test_nobody_in_an_office(text):
    assert read(plain_text(text)) == set()


@pytest.mark.parametrize(("shape", "expected"), PRINTED.values(), ids=PRINTED)
def test_people_in_printed_shapes(shape, expected):
    assert read(printed(shape)) == expected


def test_the_organisation_is_parted_from_the_role():
    rows = find_officials(
        plain_text(
            "Osian Prydderch, head of care at Glanrhyd Learning Trust, agreed.\n"
            "Fen Council’s chief executive, Una Black, did not."
        )
    )
    assert [(row.role, row.organisation) for row in rows] == [
        ("head of care", "Glanrhyd Learning Trust"),
        ("chief executive", "Fen Council"),
    ]


@pytest.mark.parametrize(
    ("text", "role", "organisation"),
    [
        ("Jo Vance, CQC deputy director of operations", "deputy director of operations", "CQC"),
        ("Jo Vance, an Ofsted Inspector", "Ofsted Inspector", "Ofsted"),
        ("Jo Vance, Larchfield’s managing director", "managing director", "Larchfield"),
        ("Jo Vance, England’s chief nurse", "chief nurse", ""),
        ("Jo Vance, HM Inspector of Constabulary", "HM Inspector of Constabulary", ""),
        ("Jo Vance, who chairs the Fire Authority", "chair of Fire Authority", "Fire Authority"),
        ("Jo Vance, who chairs the governing body", "chair of governing body", ""),
    ],
)
def test_whose_office_it_is(text, role, organisation):
    (row,) = find_officials(plain_text(f"{text}, agreed."))
    assert (row.role, row.organisation) == (role, organisation)


def test_organisations_of_a_table_stand_above_the_names():
    rows = find_officials(printed(PRINTED["area SEND tables"][0]))
    assert [row.organisation for row in rows[:3]] == [
        "Saltby Borough Council",
        "Saltby and Fen Integrated Care Board",
        "Ofsted",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Seán Ó hUiginn and Niamh Ní Dhubhghaill", ["Seán Ó hUiginn", "Niamh Ní Dhubhghaill"]),
        ("Siôn ap Rhys, Angharad ferch Owain", ["Siôn ap Rhys", "Angharad ferch Owain"]),
        ("Tricia D’Aubigny; Kate O'Hare", ["Tricia D’Aubigny", "Kate O'Hare"]),
        ("Łukasz Żak van der Merwe", ["Łukasz Żak van der Merwe"]),
        ("Eilidh NicLeòid’s and Anna St Clair’s", ["Eilidh NicLeòid", "Anna St Clair"]),
        ("Rt Hon. Sir J. B. Priestman KC MP", ["J. B. Priestman"]),
        ("Calum Mac an t-Sagairt, Una Nic a’ Phì", ["Calum Mac an t-Sagairt", "Una Nic a’ Phì"]),
        ("Huda al-Sabbagh and Jo Vance an Ofsted Inspector", ["Huda al-Sabbagh", "Jo Vance"]),
        ("Una Black FRSE and Ned Foley GIFireE", ["Una Black", "Ned Foley"]),
        ("Jo Vance Executive Director; Castle Rock Executive Board", ["Jo Vance"]),
        ("Children Act, Local Safeguarding Children Board, Skelby Road", []),
    ],
)
def test_names_of_every_shape(text, names):
    assert [person.name for person in people(text)] == names
