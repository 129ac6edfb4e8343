"""The pages in a real browser, headless: what a person does, and what the page does for it."""

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import uvicorn

from pipeline import run
from pipeline.explore import application

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
expect = playwright.expect

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDTHS = (360, 1600)
SERIOUS = ("serious", "critical")
NEAR = 3.0
"""Pixels that a mark may be off from the words, of a page that is some 900 wide."""

pytestmark = pytest.mark.skipif(
    not Path(CHROMIUM).exists(), reason="no Chromium: set $CHROMIUM to one"
)


class Served:
    """The web app on a store, on a free port of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.look = application(folder)
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(self.look.app(), log_level="error", lifespan="on")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listening]}, daemon=True
        )
        self._thread.start()
        while not self._server.started:
            time.sleep(0.05)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self.look.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def served(read_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served") / "output"
    shutil.copytree(read_corpus / "output", folder)
    app = Served(folder)
    yield app
    app.close()


@pytest.fixture
def page(browser: Any, served: Served) -> Iterator[Any]:
    """A tab that fails a test which asks another host, or meets an error of a script."""
    context = browser.new_context(base_url=served.address, viewport={"width": 1600, "height": 1000})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on(
        "request",
        lambda asked: (
            wrong.append(asked.url) if not asked.url.startswith((served.address, "data:")) else None
        ),
    )
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on(
        "console",
        lambda said: (
            wrong.append(said.text) if said.type == "error" and "404" not in said.text else None
        ),
    )
    yield opened
    context.close()
    assert wrong == []


def row(site: Any, name: str, kind: str = "judgements") -> Any:
    return site.one(
        f"SELECT k.* FROM {kind} k JOIN documents USING (document_id) "
        "WHERE file_name = ? ORDER BY start LIMIT 1",
        name,
    )


def paths(site: Any) -> dict[str, str]:
    """A page of each sort."""
    found = row(site, "ilacs-2024.pdf")
    text = row(site, "press-trust-cqc.txt", "quotations")
    provider = site.one("SELECT provider_name FROM documents WHERE file_name = 'sif-2014.pdf'")[0]
    return {
        "home": "/",
        "providers": "/providers",
        "provider": f"/provider?name={provider}",
        "document": f"/document/{found['document_id']}",
        "evidence": f"/evidence/judgements/{found['judgement_id']}",
        "evidence of a text": f"/evidence/quotations/{text['quotation_id']}",
        "passage": f"/passage/{found['document_id']}/{found['start']}-{found['end']}",
        "add": f"/add/figures/{found['document_id']}/1",
        "search": "/search?q=children",
        "table": "/findings/judgements?_facet=grade",
        "row": f"/findings/judgements/{found['judgement_id']}",
        "query": "/findings?sql=select+*+from+judgements+limit+3",
        "database": "/findings",
        "nothing": "/nothing",
    }


SORTS = (
    "home",
    "providers",
    "provider",
    "document",
    "evidence",
    "evidence of a text",
    "passage",
    "add",
    "search",
    "table",
    "row",
    "query",
    "database",
    "nothing",
)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("sort", SORTS)
def test_axe_finds_nothing_serious_and_nothing_sticks_out(
    page: Any, site: Any, sort: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(paths(site)[sort])
    page.wait_for_load_state("load")
    found = axe.Axe().run(page).response["violations"]
    assert [
        (each["id"], [node["html"][:120] for node in each["nodes"]])
        for each in found
        if each["impact"] in SERIOUS
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("main").count() == 1


def words_of(site: Any, found: Any) -> list[tuple[float, float, float, float]]:
    """Where pdfium says that the letters of the evidence are, as shares of the page."""
    source = site.one("SELECT source FROM documents WHERE document_id = ?", found["document_id"])[0]
    pdf = pypdfium2.PdfDocument(source)
    try:
        printed = pdf[found["page"] - 1]
        width, height = printed.get_size()
        text = printed.get_textpage()
        words = r"\s+".join(map(re.escape, found["quote"].split()))
        (place,) = re.finditer(words, text.get_text_range())
        corners = [
            text.get_charbox(at)
            for at in range(*place.span())
            if not text.get_text_range(at, 1).isspace()
        ]
        return [
            (left / width, 1 - high / height, right / width, 1 - low / height)
            for left, low, right, high in corners
        ]
    finally:
        pdf.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_mark_lies_over_the_words(page: Any, site: Any, width: int) -> None:
    found = site.one(
        "SELECT j.* FROM judgements j JOIN documents USING (document_id) WHERE "
        "file_name = 'ilacs-2024.pdf' AND area = 'impact_of_leaders'"
    )
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/evidence/judgements/{found['judgement_id']}")
    sheet = page.locator(".sheet img").bounding_box()
    marks = [each.bounding_box() for each in page.locator(".sheet rect.mark").all()]
    near = NEAR * sheet["width"] / 900 + 1
    for x0, top, x1, bottom in words_of(site, found):
        left, high = sheet["x"] + x0 * sheet["width"], sheet["y"] + top * sheet["height"]
        right, low = sheet["x"] + x1 * sheet["width"], sheet["y"] + bottom * sheet["height"]
        assert any(
            mark["x"] - near <= left
            and right <= mark["x"] + mark["width"] + near
            and mark["y"] - near <= high
            and low <= mark["y"] + mark["height"] + near
            for mark in marks
        ), (left, high, right, low, marks)
    covered = sum(mark["width"] * mark["height"] for mark in marks)
    assert covered < sheet["width"] * sheet["height"] / 20


def test_from_a_facet_to_the_evidence(page: Any, site: Any) -> None:
    page.goto("/")
    page.locator(".counts a", has_text="judgements").click()
    page.locator(".facet-by a", has_text="grade").click()
    page.locator("#facet-grade a", has_text="good").first.click()
    count = site.one("SELECT count(*) FROM judgements WHERE grade = 'good'")[0]
    expect(page.locator("h3").first).to_contain_text(f"{count} rows")
    page.locator("td.type-pk a").first.click()
    expect(page.locator("dd", has_text="good").first).to_be_visible()
    expect(page.locator(".sheet rect.mark, mark").first).to_be_attached()


def test_a_search_leads_to_its_words(page: Any) -> None:
    page.goto("/")
    page.get_by_role("search").get_by_label("Search the texts").fill("recommendations")
    page.keyboard.press("Enter")
    first = page.locator(".hits li").first
    expect(first.locator("mark").first).to_be_visible()
    first.locator("a").click()
    expect(page.locator(".sheet rect.mark, .passage mark").first).to_be_attached()


def test_keys_turn_from_finding_to_finding(page: Any, site: Any) -> None:
    found = row(site, "sif-table.pdf")
    start = f"/evidence/judgements/{found['judgement_id']}"
    page.goto(start)
    after = page.locator("a[rel=next]").get_attribute("href")
    page.keyboard.press("j")
    page.wait_for_url(f"**{after}")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{start}")
    page.locator("input[name=reason]").first.fill("jjj")
    assert page.url.endswith(start)
    page.get_by_label("Use them").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert page.url.endswith(start)


def test_the_keyboard_reaches_what_a_mouse_does(page: Any, site: Any) -> None:
    page.goto(paths(site)["evidence"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_the_mark_is_in_sight(page: Any, site: Any) -> None:
    found = site.one(
        "SELECT r.* FROM recommendations r JOIN documents USING (document_id) "
        "WHERE file_name = 'sif-table.pdf' ORDER BY json_extract(boxes, '$[0][2]') DESC LIMIT 1"
    )
    page.goto(f"/evidence/recommendations/{found['recommendation_id']}")
    page.wait_for_function("document.querySelector('.sheet img').complete")
    box = page.locator(".sheet rect.mark").first.bounding_box()
    assert 0 <= box["y"] <= 1000 - box["height"]


def test_a_row_is_corrected_and_is_so_after_a_new_run(
    page: Any, served: Served, site: Any, read_corpus: Path
) -> None:
    found = row(site, "sif-2014.pdf")
    address = f"/evidence/judgements/{found['judgement_id']}"
    page.goto(address)
    page.get_by_text("Change its values").click()
    changing = page.locator("details form")
    changing.locator("[name=set_grade]").fill("outstanding")
    changing.get_by_label("Who").fill("Ann Lee")
    changing.get_by_label("Why").fill("The page says so")
    changing.get_by_role("button", name="Change").click()
    expect(page.get_by_role("status")).to_have_text("Changed.")
    run([read_corpus / "sif-2014.pdf"], served.folder)
    page.goto(address)
    assert page.locator("dl.values").first.inner_text().count("outstanding") >= 1
    assert "changed by a person" in page.locator("main").inner_text()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("status")).to_have_text("Withdrawn.")
    expect(page.locator("main")).not_to_contain_text("changed by a person")


def test_a_missed_row_is_added_by_the_words_on_the_page(page: Any, site: Any) -> None:
    found = row(site, "ilacs-2024.pdf")
    page.goto(f"/add/figures/{found['document_id']}/{found['page']}")
    start, end = found["start"], found["end"]
    words = page.locator(f".word[data-start='{start}'], .word[data-end='{end}']")
    words.first.click()
    words.last.click()
    assert page.locator("#words").input_value().split() == found["quote"].split()
    page.locator("[name=set_value]").fill("42")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_have_text("Added.")
    assert page.locator("blockquote").inner_text().split() == found["quote"].split()
    boxes = found["boxes"].count("[") - 1
    assert page.locator(".sheet rect.mark").count() == boxes
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("status")).to_have_text("Withdrawn.")


def test_words_are_chosen_in_a_text_too(page: Any, site: Any) -> None:
    found = row(site, "press-trust-cqc.txt", "quotations")
    page.goto(f"/add/quotations/{found['document_id']}/1")
    page.evaluate(
        """([text]) => {
            const passage = document.querySelector(".passage");
            const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode());) {
                const at = node.data.indexOf(text);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(node, at, node, at + text.length);
                return;
            }
        }""",
        [found["quote"].split("\n")[0][:20]],
    )
    page.wait_for_function("document.getElementById('start').value !== ''")
    assert int(page.locator("#start").input_value()) == found["start"]


def test_sql_is_written_in_an_editor_and_runs(page: Any) -> None:
    page.goto("/findings?sql=select+count(*)+as+n+from+judgements")
    assert page.locator(".CodeMirror").count() == 1
    page.get_by_role("button", name="Run SQL").click()
    expect(page.locator("td.col-n")).to_have_count(1)
