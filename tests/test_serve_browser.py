"""The pages in a real browser: search, facts and their words, drawings, queries, files; and accessibility.

They need playwright (`pip install 'biopharma-kg[browser]'`) and Chromium, found as `chromium` or named by
CHROMIUM; those of accessibility also axe-core, found in node_modules (`npm install --no-save axe-core`) or
named by AXE, the path of axe.min.js.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
import uvicorn
from serving import ODD, make_store
from test_serve_pages import ADDRESSES, SAR

from kg.rdf.names import Names
from kg.serve.app import create_app
from kg.serve.pages.links import page_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: extra 'browser'")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(os.environ.get("AXE", Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"))
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="there is no chromium; name one by CHROMIUM"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the hostile store."""
    app = create_app(make_store(tmp_path_factory.mktemp("browser")))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        deadline = time.monotonic() + 30
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page that must log no error: a policy broken, a script failed, an answer missing."""
    context = browser.new_context(base_url=site, accept_downloads=True)
    made = context.new_page()
    made.set_default_timeout(15_000)
    errors: list[str] = []
    made.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    context.close()
    assert errors == []


def test_search_while_typing(page: Page) -> None:
    page.goto("/search")
    page.evaluate("window.same = true")
    page.get_by_label("Any name or alias").press_sequentially("t-dm", delay=20)
    page.locator(".found a", has_text="trastuzumab emtansine").wait_for()
    page.get_by_label("Payload").check()
    page.get_by_text("Nothing has such a name.").wait_for()
    page.get_by_label("Payload").uncheck()
    page.locator(".found a", has_text="trastuzumab emtansine").wait_for()
    assert "q=t-dm" in page.url
    assert page.evaluate("window.same")


def test_from_a_compound_to_the_words(page: Page) -> None:
    page.goto("/search?q=SAR3419&kind=Compound")
    page.locator(".found a").first.click()
    assert page.locator("h1").inner_text() == "SAR3419"
    row = page.locator("tr", has_text="carries DM4")
    row.locator("a.words").first.click()
    chosen = page.locator("a.mark.chosen")
    assert "carries the payload DM4" in " ".join(chosen.all_inner_texts())


def test_words_far_down_come_into_view(page: Page) -> None:
    page.goto("/search?q=HYPERLINK&kind=Compound")
    page.locator(".found a").first.click()
    page.locator("tr.potential a.words").click()
    assert page.locator("a.mark.chosen").inner_text() == "Acme may license it"
    api.expect(page.locator("a.mark.chosen")).to_be_in_viewport(timeout=15_000)


def test_facts_and_words_choose_each_other(page: Page) -> None:
    page.goto(page_of(Names().document(ODD).value))
    page.evaluate("window.same = true")
    fact = page.locator("[data-fact]", has_text="is licensed to")
    fact.locator("a.show").click()
    assert page.locator("a.mark.chosen").all_inner_texts() == ["Acme may license it"]
    assert fact.get_attribute("class") == "potential chosen"
    page.locator("a.mark.depth-2", has_text="=HYPERLINK(1)").click()
    assert page.locator("[data-fact].chosen").count() == 2
    assert page.locator("#told").inner_text().startswith("2 of 5")
    assert page.evaluate("window.same")


def test_pages_work_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Name of a company").fill("sar3419")
    page.get_by_role("button", name="Find").click()
    page.locator(".found a").first.click()
    page.locator("tr", has_text="carries DM4").locator("a.words").first.click()
    page.locator("a.mark.chosen").first.click()
    assert "told by the words chosen" in page.locator("#told").inner_text()
    page.goto("/query?name=payload")
    page.get_by_label("payload").fill("DM4")
    page.get_by_role("button", name="Ask").click()
    assert page.locator(".results a", has_text="SAR3419").count() >= 1
    page.goto("/network/compound/coltuximab-ravtansine")
    assert page.locator("a", has_text="around DM4").is_visible()
    context.close()


def test_a_drawing_to_walk_on(page: Page) -> None:
    page.goto("/search?q=SAR3419&kind=Compound")
    page.locator(".found a").first.click()
    page.get_by_role("link", name="Draw what is around it").click()
    page.locator("#chosen h2", has_text="SAR3419").wait_for()
    kinds = page.locator("#kinds input").count()
    assert page.locator("#canvas canvas").count() > 0
    page.get_by_role("button", name="Walk on from Targeted Antibody Payload").or_(
        page.get_by_role("button", name=re.compile("Walk on from .*Antibody|Walk on from .*TAP"))
    ).first.click()
    page.locator("#chosen h2", has_text=re.compile("Antibody|TAP")).wait_for()
    assert page.locator("#chosen li", has_text="trastuzumab emtansine").count() == 1
    assert page.locator("#kinds input").count() >= kinds
    page.locator("#kinds input[value=Company]").uncheck()


def test_a_node_can_be_chosen_and_moved(page: Page) -> None:
    page.goto("/network/compound/coltuximab-ravtansine")
    page.locator("#chosen h2", has_text="SAR3419").wait_for()
    box = page.locator("#canvas").bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = page.locator("#canvas").screenshot()
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 80, middle[1] + 40, steps=5)
    page.mouse.up()
    page.wait_for_timeout(200)
    assert page.locator("#canvas").screenshot() != before


def test_a_query_with_terms_at_hand_and_its_file(page: Page, tmp_path: Path) -> None:
    page.goto("/query")
    editor = page.get_by_label("Query", exact=True)
    editor.fill("")
    editor.press_sequentially("SELECT ?what ?payload { ?what kg:hasPay")
    page.locator("#completions li", has_text="kg:hasPayload").wait_for()
    editor.press("Enter")
    editor.press_sequentially(" ?payload }")
    editor.press("Control+Enter")
    page.locator(".results a", has_text="DM4").first.wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV for spreadsheets").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "answer.csv"
    assert saved.read_text().startswith("what,what IRI,payload,payload IRI")
    page.locator(".results a", has_text="DM4").first.click()
    assert page.locator("h1").inner_text() == "DM4"


def test_an_example_is_asked_with_a_name(page: Page) -> None:
    page.goto("/query")
    page.get_by_role("link", name="Which compounds carry a payload").click()
    page.get_by_label("payload").fill("dm1")
    page.keyboard.press("Enter")
    page.locator(".results a", has_text="trastuzumab emtansine").first.wait_for()


@pytest.mark.parametrize("address", [SAR, "/ontology", "/network/company/acme"])
def test_tables_of_facts_and_terms_fit_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    cells = page.locator(":is(.facts, .terms) td:not(:empty)")
    assert cells.count() > 3
    for box in (cell.bounding_box() for cell in cells.all()[:50]):
        assert box is None or box["x"] + box["width"] <= 390


def test_the_keyboard_reaches_the_content(page: Page) -> None:
    page.goto("/ontology")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.skipif(not AXE.exists(), reason="there is no axe-core; name its axe.min.js by AXE")
def test_no_page_has_a_violation_of_level_a_or_aa(
    browser: Browser, site: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    found = []
    for address in ADDRESSES:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate(f"axe.run(document, {{ runOnly: {LEVELS} }})")
        found += [(address, each["id"], each["nodes"][0]["html"]) for each in result["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.close()
    context.close()
    assert found == []
