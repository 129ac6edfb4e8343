"""Nothing out of a document or of another site becomes more than text here."""

import asyncio
import re
from typing import Any

import pytest

EVIL = "<script>alert('x')</script>\"'><img src=x onerror=y>"
KINDS = ("judgements", "recommendations", "officials", "quotations", "figures")
RAW = ("<script>alert", "<img src=x")


@pytest.fixture
def hostile(own_site: Any) -> Any:
    """A store in which every text is hostile."""
    own_site.rows(
        "UPDATE documents SET title = ?1, file_name = ?1, provider_name = ?1, framework = ?1, "
        "lead_inspector = ?1, source = ?1",
        EVIL,
    )
    own_site.rows("UPDATE judgements SET quote = ?1, area = ?1, area_text = ?1, grade = ?1", EVIL)
    own_site.rows("UPDATE recommendations SET quote = ?1, text = ?1, number = ?1", EVIL)
    own_site.rows("UPDATE officials SET quote = ?1, name = ?1, role = ?1", EVIL)
    own_site.rows("UPDATE figures SET quote = ?1, measure = ?1, value_text = ?1, unit = ?1", EVIL)
    own_site.rows("UPDATE texts SET text = ?1 || substr(text, length(?1) + 1)", EVIL)
    own_site.rows("UPDATE problems SET message = ?1, code = ?1", EVIL)
    return own_site


def pages(site: Any) -> list[str]:
    document = site.one("SELECT document_id FROM judgements")[0]
    found = ["/", "/findings", f"/document/{document}", f"/passage/{document}/0-40"]
    for kind in KINDS:
        key = (
            site.one(f"SELECT {kind[:-1]}_id FROM {kind} WHERE document_id = ?", document)[0]
            if (site.rows(f"SELECT 1 FROM {kind} WHERE document_id = ?", document))
            else None
        )
        if key:
            found += [f"/evidence/{kind}/{key}", f"/findings/{kind}/{key}"]
        found.append(f"/findings/{kind}")
    found += ["/findings/judgements?_facet=grade", "/findings/documents?_facet=framework"]
    found.append("/findings?sql=select+title,+source+from+documents")
    return found


def test_a_report_that_holds_a_script_shows_it_as_text(hostile: Any) -> None:
    for path in pages(hostile):
        answer = hostile.get(path)
        assert answer.status_code == 200, path
        assert not any(raw in answer.text for raw in RAW), path


def test_no_page_holds_a_script_of_its_own(site: Any) -> None:
    for path in pages(site):
        page = site.get(path).text
        for tag in page.split("<script")[1:]:
            assert " src=" in tag.split(">")[0], path
        assert not re.search(r'(src|href)="(https?:)?//(?!localhost/)', page), path


def test_every_answer_says_what_it_may_do(site: Any) -> None:
    for path in (
        "/",
        "/findings/judgements",
        "/nothing",
        "/-/findings/findings.js",
        "/findings.json",
    ):
        headers = site.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] in ("same-origin", "no-referrer")
        assert headers["x-frame-options"] == "DENY"
    assert "unsafe" not in site.get("/").headers["content-security-policy"]


def test_the_nonce_of_a_style_is_new_every_time(site: Any) -> None:
    first, second = (site.get("/findings/judgements") for _ in range(2))
    nonces = [
        each.headers["content-security-policy"].split("'nonce-")[1].split("'")[0]
        for each in (first, second)
    ]
    assert nonces[0] != nonces[1]
    assert f'<style nonce="{nonces[0]}">' in first.text


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::1", ""]
)
def test_a_name_that_another_site_points_here_is_refused(site: Any, host: str) -> None:
    assert site.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8001", "127.0.0.1:8001", "[::1]:8001", "192.168.1.5"]
)
def test_this_machine_is_answered(site: Any, host: str) -> None:
    assert site.get("/-/findings/findings.css", headers={"host": host}).status_code == 200


def test_sql_only_reads_and_not_for_long(site: Any) -> None:
    for statement in ("delete from judgements", "attach 'x' as y", "pragma journal_mode=delete"):
        answer = site.get("/findings.json", params={"sql": statement})
        assert answer.status_code == 400
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    assert site.get("/findings.json", params={"sql": endless}).status_code == 400
    huge = site.get("/findings.json", params={"sql": "select length(zeroblob(900000000))"})
    assert huge.status_code == 400


def test_the_database_cannot_be_written_or_downloaded(site: Any) -> None:
    with pytest.raises(PermissionError):
        site.look.get_database().connect(write=True)
    assert site.get("/findings.db").status_code in (403, 404)


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}],
)
def test_a_form_on_another_site_is_refused(site: Any, headers: dict[str, str]) -> None:
    assert site.post("/-/messages", headers=headers, data={"message": "x"}).status_code == 403


@pytest.mark.parametrize("path", ["//evil.example/", "/%5C%5Cevil.example/", "/\\evil.example/"])
def test_no_address_leads_to_another_host(site: Any, path: str) -> None:
    """What is asked for as it stands: clients tidy addresses up."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
    }
    asyncio.run(site.look.client.app(scope, receive, send))
    headers = dict(sent[0]["headers"])
    location = headers.get(b"location", headers.get(b"Location", b"/")).decode()
    assert re.match(r"/(?![/\\])", location) or location == "/"
