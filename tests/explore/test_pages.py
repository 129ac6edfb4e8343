"""What the pages show, asked over HTTP without a browser."""

import html
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline import run, store
from pipeline.errors import OutputError
from pipeline.explore import application


def marks(page: str) -> list[tuple[float, ...]]:
    """(x, y, width, height) of the marks on the sheets of a page."""
    found = re.findall(r'<rect class="mark" ([^>]*)/>', page)
    return [tuple(float(n) for n in re.findall(r'="([\d.]+)"', each)) for each in found]


def test_the_first_page_counts_what_there_is(site: Any) -> None:
    page = site.get("/").text
    for table in ("documents", "judgements", "figures"):
        count = site.one(f"SELECT count(*) FROM {table}")[0]
        assert f'<a href="/findings/{table}?_col=' in page
        assert f"<b>{count:,}</b> {table}" in page
    assert page.count('role="img"') == 4
    assert page.count("The same as a table") == 4


def test_a_document_shows_its_facts_and_findings(site: Any) -> None:
    facts = site.one("SELECT * FROM documents WHERE file_name = 'ilacs-2024.pdf'")
    page = site.get(f"/document/{facts['document_id']}").text
    assert html.escape(facts["provider_name"]) in page
    for row in site.rows(
        "SELECT judgement_id FROM judgements WHERE document_id = ?", facts["document_id"]
    ):
        assert f"/evidence/judgements/{row[0]}" in page


def test_the_evidence_of_a_row_is_marked_on_its_page(site: Any) -> None:
    row = site.one(
        "SELECT j.* FROM judgements j JOIN documents USING (document_id) "
        "WHERE file_name = 'ilacs-2024.pdf' ORDER BY start LIMIT 1"
    )
    page = site.get(f"/evidence/judgements/{row['judgement_id']}").text
    assert f'src="/page/{row["document_id"]}/{row["page"]}.png"' in page
    boxes = [tuple(float(n) for n in re.findall(r"[\d.]+", b)) for b in row["boxes"].split("],[")]
    expected = [(x0, top, round(x1 - x0, 1), round(low - top, 1)) for _, x0, top, x1, low in boxes]
    assert marks(page) == expected


def test_neighbours_follow_the_document(site: Any) -> None:
    document = site.one("SELECT document_id FROM documents WHERE file_name = 'sif-2014.pdf'")[0]
    kinds = ("judgements", "recommendations", "officials", "quotations", "figures")
    places = sorted(
        (row["start"], row["end"], kind, row[0])
        for kind in kinds
        for row in site.rows(f"SELECT * FROM {kind} WHERE document_id = ?", document)
    )
    at = f"/evidence/{places[0][2]}/{places[0][3]}"
    seen = [at]
    while found := re.search(r'rel="next" href="([^"]+)"', site.get(at).text):
        at = found.group(1)
        seen.append(at)
    assert seen == [f"/evidence/{kind}/{key}" for _, _, kind, key in places]


@pytest.mark.parametrize("name", ["press-police.html", "press-trust-cqc.txt"])
def test_texts_show_the_passage_marked(site: Any, name: str) -> None:
    row = site.one(
        "SELECT q.* FROM quotations q JOIN documents USING (document_id) WHERE file_name = ?", name
    )
    page = site.get(f"/evidence/quotations/{row['quotation_id']}").text
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL)
    assert html.unescape("".join(marked)) == row["quote"]
    assert "<img" not in page


def test_a_page_comes_as_a_picture_and_others_do_not_exist(site: Any) -> None:
    facts = site.one("SELECT * FROM documents WHERE file_name = 'ilacs-2024.pdf'")
    first = site.get(f"/page/{facts['document_id']}/1.png")
    assert first.headers["content-type"] == "image/png"
    assert first.content.startswith(b"\x89PNG")
    assert site.get(f"/page/{facts['document_id']}/{facts['pages'] + 1}.png").status_code == 404
    assert site.get("/page/0123456789abcdef/1.png").status_code == 404


def test_any_words_can_be_shown_on_their_page(site: Any) -> None:
    row = site.one(
        "SELECT r.* FROM recommendations r JOIN documents USING (document_id) "
        "WHERE file_name = 'sif-table.pdf' LIMIT 1"
    )
    page = site.get(f"/passage/{row['document_id']}/{row['start']}-{row['end']}").text
    assert len(marks(page)) == row["boxes"].count("[") - 1
    assert site.get(f"/passage/{row['document_id']}/5-999999999").status_code == 404


@pytest.mark.parametrize("change", ["vanished", "changed"])
def test_a_lost_source_is_said_and_its_text_shown(
    own_site: Any, tmp_path: Path, change: str
) -> None:
    path = tmp_path / "moved.pdf"
    if change == "changed":
        path.write_bytes(b"%PDF-1.4 something else")
    row = own_site.one(
        "SELECT r.* FROM recommendations r JOIN documents USING (document_id) "
        "WHERE file_name = 'sif-2014.pdf' LIMIT 1"
    )
    own_site.rows("UPDATE documents SET source = ?", str(path))
    own_site.rows("DELETE FROM sources")
    answer = own_site.get(f"/evidence/recommendations/{row['recommendation_id']}")
    said = {"vanished": "is not there any more", "changed": "has changed since it was read"}
    assert answer.status_code == 200
    assert said[change] in answer.text
    assert "<img" not in answer.text
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", answer.text, re.DOTALL)
    assert html.unescape("".join(marked)) == row["quote"]


@pytest.mark.parametrize("change", ["vanished", "changed"])
def test_a_page_that_was_drawn_is_not_kept_when_its_file_is_another(
    own_site: Any, read_corpus: Path, tmp_path: Path, change: str
) -> None:
    path = tmp_path / "moved.pdf"
    path.write_bytes((read_corpus / "sif-2014.pdf").read_bytes())
    own_site.rows("UPDATE documents SET source = ?", str(path))
    own_site.rows("DELETE FROM sources")
    key = own_site.one("SELECT document_id FROM documents WHERE file_name = 'sif-2014.pdf'")[0]
    assert own_site.get(f"/page/{key}/1.png").status_code == 200
    path.unlink() if change == "vanished" else path.write_bytes(b"%PDF-1.4 something else")
    assert own_site.get(f"/page/{key}/1.png").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/document/0123456789abcdef", 404),
        ("/document/../../etc/passwd", 404),
        ("/evidence/judgements/0123456789abcdef", 404),
        ("/evidence/texts/0123456789abcdef", 404),
        ("/page/../../../etc/passwd", 404),
        ("/-/findings/../site.py", 404),
        ("/-/findings/%2e%2e/site.py", 404),
        ("/nothing", 404),
    ],
)
def test_what_is_not_there_is_said_plainly(site: Any, path: str, status: int) -> None:
    answer = site.get(path)
    assert answer.status_code == status
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/document/nosuch", "no such document"),
        ("/evidence/judgements/nosuch", "no such row"),
        ("/nosuch", "no such page"),
        ("/nosuch/at/all", "no such page"),
    ],
)
def test_what_is_nobodys_address_has_a_page_of_ours(site: Any, path: str, said: str) -> None:
    answer = site.get(path)
    assert answer.status_code == 404
    assert f"There is {said}" in answer.text
    assert "Database" not in answer.text


def test_ids_in_tables_lead_to_the_evidence(site: Any) -> None:
    row = site.one("SELECT * FROM judgements ORDER BY judgement_id LIMIT 1")
    page = site.get("/findings/judgements").text
    assert f'<a href="/evidence/judgements/{row["judgement_id"]}">' in page
    assert f'<a href="/document/{row["document_id"]}">' in page
    by_query = site.get("/findings?sql=select+judgement_id,+document_id+from+judgements")
    assert f'<a href="/evidence/judgements/{row["judgement_id"]}">' in by_query.text


def test_a_table_is_counted_by_a_column(site: Any) -> None:
    good = site.one("SELECT count(*) FROM judgements WHERE grade = 'good'")[0]
    answer = site.get("/findings/judgements.json?_facet=grade").json()
    facets = answer["facet_results"]["grade"]["results"]
    assert {"good": good}.items() <= {each["value"]: each["count"] for each in facets}.items()


def test_pages_of_datasette_know_the_links_between_tables(site: Any) -> None:
    key = site.one("SELECT document_id FROM judgements LIMIT 1")[0]
    page = site.get(f"/findings/documents/{key}").text
    assert f"/findings/judgements?document_id={key}" in page
    assert site.get("/findings").status_code == 200


def test_a_folder_without_a_store_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="findings run"):
        application(tmp_path)


def test_the_archive_page_follows_the_store(own_site: Any) -> None:
    before = own_site.get("/").text
    with store.Store.open(own_site.folder) as opened:
        own_site.rows("UPDATE sources SET status = 'vanished'")
        opened.prune()
    after = own_site.get("/").text
    assert re.search(r"<b>\d+</b> documents", before)
    assert not re.search(r"<b>\d+</b> documents", after)


def test_a_claim_shows_both_sides(own_site: Any) -> None:
    release = own_site.one("SELECT * FROM documents WHERE document_type = 'press_release'")
    row = own_site.one("SELECT * FROM recommendations WHERE boxes IS NOT NULL LIMIT 1")
    said = own_site.one("SELECT substr(text, 1, 9) FROM texts WHERE document_id = ?", release[0])[0]
    own_site.rows(
        "INSERT INTO claims (claim_id, document_id, page, start, end, quote, kind, claim, said, "
        "found, verdict, report_id, report_page, report_start, report_end, report_quote) VALUES "
        "('0123456789abcdef', ?, 1, 0, 9, ?, 'quotation', 'the report', 'x', 'y', 'confirmed', "
        "?, ?, ?, ?, ?)",
        *(release[0], said, row["document_id"], row["page"], row["start"], row["end"]),
        row["quote"],
    )
    page = own_site.get("/claim/0123456789abcdef").text
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL)
    assert html.unescape(marked[0]) == said
    assert len(marks(page)) == row["boxes"].count("[") - 1
    assert "/claim/0123456789abcdef" in own_site.get(f"/document/{release[0]}").text
    assert "/claim/0123456789abcdef" in own_site.get(f"/document/{row['document_id']}").text
    assert "/claim/0123456789abcdef" in own_site.get("/findings/claims").text
    assert own_site.get("/claim/fedcba9876543210").status_code == 404


def test_a_document_is_paged_through(site: Any) -> None:
    facts = site.one("SELECT * FROM documents WHERE file_name = 'sif-2014.pdf'")
    at, numbers = f"/passage/{facts['document_id']}/0-0", []
    for _ in range(facts["pages"]):
        page = site.get(at).text
        numbers += [int(n) for n in re.findall(r'<figure class="sheet" data-page="(\d+)"', page)]
        found = re.search(r'rel="next" href="([^"]+)"', page)
        at = found.group(1) if found else ""
    assert (numbers, at) == ([*range(1, facts["pages"] + 1)], "")


def test_a_search_says_that_it_is_not_ready(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.explore.fulltext.PATIENCE", 0.0)
    monkeypatch.setattr(site.look.searching, "_filled", (25, 400))
    answer = site.get("/search?q=children")
    assert "25 of 400 documents" in answer.text
    assert answer.headers["refresh"] == "3"


def test_a_search_finds_rows_and_pages(site: Any) -> None:
    row = site.one("SELECT * FROM recommendations ORDER BY length(text) DESC LIMIT 1")
    words = " ".join(row["text"].split()[:4])
    page = site.get("/search", params={"q": f'"{words}"'}).text
    assert f"/evidence/recommendations/{row['recommendation_id']}" in page
    assert f"/passage/{row['document_id']}/" in page
    only = site.get("/search", params={"q": f'"{words}"', "kind": "documents"}).text
    assert "/evidence/" not in only
    assert "no word to look for" in html.unescape(site.get("/search?q=---").text)


def test_a_provider_is_found_by_its_code_and_by_its_name(site: Any) -> None:
    facts = site.one("SELECT * FROM documents WHERE provider_id IS NOT NULL LIMIT 1")
    by_code = site.get(f"/provider/{facts['provider_id']}")
    by_name = site.get("/provider", params={"name": facts["provider_name"]})
    assert by_code.status_code == by_name.status_code == 200
    assert by_code.text == by_name.text
    assert f"/document/{facts['document_id']}" in by_code.text
    assert site.get("/provider?name=Nowhere").status_code == 404


def test_a_code_that_nobody_knows_has_a_page(own_site: Any) -> None:
    own_site.rows("UPDATE documents SET provider_id = 'X 1' WHERE file_name = 'section-5.pdf'")
    assert "section-5.pdf" in own_site.get("/provider/X%201").text


def test_a_document_in_an_archive_is_shown(
    read_corpus: Path, tmp_path: Path, open_site: Any
) -> None:
    with zipfile.ZipFile(tmp_path / "reports.zip", "w") as archive:
        archive.write(read_corpus / "sif-2014.pdf", "inner/sif-2014.pdf")
    run([tmp_path / "reports.zip"], tmp_path / "output")
    app = open_site(tmp_path / "output")
    key = app.one("SELECT document_id FROM documents")[0]
    assert app.get(f"/page/{key}/1.png").content.startswith(b"\x89PNG")


def test_an_address_is_not_asked_again(own_site: Any) -> None:
    row = own_site.one(
        "SELECT r.* FROM recommendations r JOIN documents USING (document_id) "
        "WHERE file_name = 'sif-2014.pdf' LIMIT 1"
    )
    own_site.rows("UPDATE documents SET source = 'https://192.0.2.1/sif-2014.pdf'")
    own_site.rows("DELETE FROM sources")
    page = own_site.get(f"/evidence/recommendations/{row['recommendation_id']}").text
    assert "is an address, which is not asked again" in page


def test_what_is_overall_is_the_first_grade_of_a_provider(site: Any) -> None:
    name = site.one("SELECT * FROM documents WHERE file_name = 'ilacs-2024.pdf'")["provider_name"]
    page = site.get("/provider", params={"name": name}).text
    areas = re.findall(r'<th scope="row">([^<]+)', page)
    assert areas[0] == "overall effectiveness"


def test_a_document_names_every_file_that_holds_it(own_site: Any) -> None:
    facts = own_site.one("SELECT * FROM documents WHERE file_name = 'ilacs-2024.pdf'")
    path, key = f"/document/{facts['document_id']}", facts["document_id"]
    assert "also:" not in own_site.get(path).text
    own_site.rows("INSERT INTO sources VALUES ('copies/b.pdf', ?, 'present')", key)
    own_site.rows("INSERT INTO sources VALUES ('copies/gone.pdf', ?, 'vanished')", key)
    assert "also: copies/b.pdf</p>" in own_site.get(path).text
