"""Corrections by way of the forms, and who may send them."""

import json
import re
from html import unescape
from typing import Any

import pytest

from pipeline import run

COOKIE = "ds_csrftoken"


def form(site: Any, path: str) -> dict[str, str]:
    """The cookie and the token that a page with a form gives out."""
    answer = site.get(path)
    token = re.search(r'name="csrftoken" value="([^"]+)"', answer.text)
    assert token
    return {"cookie": answer.headers["set-cookie"].split(";")[0], "token": unescape(token.group(1))}


def send(site: Any, path: str, **fields: str) -> Any:
    """Sends a form of the page at `path`."""
    given = form(site, path)
    data = {"csrftoken": given["token"], **fields}
    return site.post("/correct", data=data, headers={"cookie": given["cookie"]})


def judgement(site: Any, name: str = "ilacs-2024.pdf") -> dict[str, Any]:
    query = (
        "SELECT j.* FROM judgements j JOIN documents USING (document_id) "
        "WHERE file_name = ? ORDER BY start LIMIT 1"
    )
    return dict(site.one(query, name))


def path_of(row: dict[str, Any]) -> str:
    return f"/evidence/judgements/{row['judgement_id']}"


def about(row: dict[str, Any]) -> dict[str, str]:
    return {"kind": "judgements", "finding_id": row["judgement_id"], "quote": row["quote"]}


def test_a_row_is_changed_and_stays_so_after_a_new_run(own_site: Any, read_corpus: Any) -> None:
    row = judgement(own_site)
    fields = about(row) | {"set_grade": "outstanding", "set_area": row["area"], "author": "Ann"}
    answer = send(own_site, path_of(row), action="change", reason="misread", **fields)
    assert (answer.status_code, answer.headers["location"]) == (303, path_of(row))
    made = own_site.one("SELECT * FROM corrections")
    assert json.loads(made["new_values"])["grade"] == "outstanding"
    assert (made["author"], made["reason"]) == ("Ann", "misread")
    run([read_corpus / "ilacs-2024.pdf"], own_site.folder)
    again = judgement(own_site)
    assert (again["judgement_id"], again["grade"]) == (row["judgement_id"], "outstanding")
    assert again["correction"] == "changed"
    page = own_site.get(path_of(row)).text
    assert "changed by a person" in page
    assert "misread" in page
    assert '<th scope="row">grade:</th><td>outstanding</td>' in page
    assert "&#34;grade&#34;" not in page


def test_a_row_is_accepted_and_that_is_withdrawn(own_site: Any) -> None:
    row = judgement(own_site)
    send(own_site, path_of(row), action="accept", **about(row))
    assert judgement(own_site)["correction"] == "accepted"
    made = own_site.one("SELECT correction_id FROM corrections")[0]
    send(own_site, path_of(row), action="undo", correction_id=made)
    assert judgement(own_site) == row


def test_a_rejected_row_goes_and_its_document_says_so(own_site: Any) -> None:
    row = judgement(own_site)
    answer = send(own_site, path_of(row), action="reject", **about(row))
    assert answer.headers["location"] == f"/document/{row['document_id']}#corrections"
    assert own_site.get(path_of(row)).status_code == 404
    page = own_site.get(f"/document/{row['document_id']}").text
    assert own_site.one("SELECT correction_id FROM corrections")[0] in page


def added(site: Any, **fields: str) -> dict[str, Any]:
    facts = site.one("SELECT * FROM documents WHERE file_name = 'ilacs-2024.pdf'")
    page = f"/add/figures/{facts['document_id']}/1"
    known = {"kind": "figures", "document_id": facts["document_id"], "page": "1"}
    answer = send(site, page, action="add", **known, **fields)
    assert answer.status_code == 303, answer.text
    key = answer.headers["location"].rpartition("/")[2]
    return dict(site.one("SELECT * FROM figures WHERE figure_id = ?", key))


def test_a_missed_row_is_added_by_its_offsets_with_its_boxes(own_site: Any) -> None:
    text = own_site.one(
        "SELECT text FROM texts JOIN documents USING (document_id) "
        "WHERE file_name = 'ilacs-2024.pdf'"
    )[0]
    start = text.index("inspection")
    place = {"start": str(start), "end": str(start + 10), "words": "inspection"}
    row = added(own_site, set_value="7", **place)
    assert (row["start"], row["end"], row["quote"]) == (start, start + 10, "inspection")
    assert (row["value"], row["correction"], row["rule"]) == (7.0, "added", "person")
    page = own_site.get(f"/evidence/figures/{row['figure_id']}").text
    assert page.count('<rect class="mark"') == 1


def test_a_missed_row_is_added_by_words_that_are_typed(own_site: Any) -> None:
    row = judgement(own_site)
    words = row["quote"].replace("\n", " ")
    made = added(own_site, words=words, set_value="3")
    assert made["quote"] == row["quote"]
    assert made["boxes"] == row["boxes"]


def test_words_that_the_document_does_not_say_are_refused(own_site: Any) -> None:
    row = judgement(own_site)
    page = f"/add/figures/{row['document_id']}/1"
    known = {"kind": "figures", "document_id": row["document_id"], "page": "1"}
    answer = send(own_site, page, action="add", words="zebra crossing", set_value="1", **known)
    assert answer.status_code == 400
    assert "does not say" in answer.text
    assert not own_site.rows("SELECT 1 FROM corrections")


def test_a_value_that_does_not_fit_is_refused(own_site: Any) -> None:
    row = judgement(own_site)
    answer = send(own_site, path_of(row), action="change", set_judged_on="soon", **about(row))
    assert answer.status_code == 400
    assert judgement(own_site) == row


def test_words_that_changed_since_they_were_seen_are_refused(own_site: Any) -> None:
    row = judgement(own_site)
    answer = send(own_site, path_of(row), action="accept", **about(row) | {"quote": "other words"})
    assert answer.status_code == 400
    assert judgement(own_site) == row


@pytest.mark.parametrize("case", ["no cookie", "no token", "wrong token", "bearer", "wrong cookie"])
def test_without_the_token_nothing_is_written(own_site: Any, case: str) -> None:
    row = judgement(own_site)
    given = form(own_site, path_of(row))
    data = {"action": "reject", "csrftoken": given["token"], **about(row)}
    headers = {"cookie": given["cookie"]}
    if case in ("no cookie", "bearer"):
        del headers["cookie"]
    if case == "bearer":
        headers["authorization"] = "Bearer x"
    if case == "wrong cookie":
        headers["cookie"] = f"{COOKIE}=abc"
    if case == "no token":
        del data["csrftoken"]
    if case == "wrong token":
        data["csrftoken"] = given["token"][::-1]
    answer = own_site.post("/correct", data=data, headers=headers)
    assert answer.status_code == 403
    assert judgement(own_site) == row
    assert not own_site.rows("SELECT 1 FROM corrections")


def test_a_correction_is_no_link(own_site: Any) -> None:
    row = judgement(own_site)
    given = form(own_site, path_of(row))
    query = {"action": "reject", "csrftoken": given["token"], **about(row)}
    own_site.get("/correct", params=query, headers={"cookie": given["cookie"]})
    assert judgement(own_site) == row


def test_the_tables_are_written_out_when_the_app_ends(own_site: Any) -> None:
    row = judgement(own_site)
    send(own_site, path_of(row), action="accept", **about(row))
    own_site.look.publish_now()
    table = (own_site.folder / "tables" / "judgements.csv").read_text(encoding="utf-8")
    line = next(line for line in table.splitlines() if line.startswith(row["judgement_id"]))
    assert line.endswith(",accepted")


def test_who_decides_is_written_once(own_site: Any) -> None:
    row = judgement(own_site)
    answer = send(own_site, path_of(row), action="accept", author="Ann Lee", **about(row))
    cookie = answer.headers["set-cookie"]
    assert "findings_author=Ann%20Lee" in cookie
    page = own_site.get(path_of(row), headers={"cookie": "findings_author=Ann%20Lee"}).text
    assert 'name="author" value="Ann Lee"' in page


def test_a_document_shows_a_grade_that_no_words_of_it_say(own_site: Any) -> None:
    row = judgement(own_site)
    other = "requires_improvement"
    send(own_site, path_of(row), action="change", set_grade=other, author="Ann", **about(row))
    assert own_site.one("SELECT count(*) FROM judgements WHERE grade_text IS NULL")[0]
    page = own_site.get(f"/document/{row['document_id']}").text
    table = page.partition('id="judgements"')[2].partition("</table>")[0]
    (line,) = [each for each in table.split("<tr>") if row["judgement_id"] in each]
    assert "<td>requires improvement</td>" in line


def test_a_refused_form_leads_back(own_site: Any) -> None:
    row = judgement(own_site)
    answer = send(own_site, path_of(row), action="change", set_grade="splendid", **about(row))
    assert answer.status_code == 400
    assert f'<a href="{path_of(row)}">Back to the row</a>' in answer.text
    key = row["document_id"]
    missed = {"kind": "figures", "document_id": key, "page": "1", "words": "nowhere said"}
    answer = send(own_site, f"/add/figures/{key}/1", action="add", **missed)
    assert f'<a href="/add/figures/{key}/1">Back to the form</a>' in answer.text
