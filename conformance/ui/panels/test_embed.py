"""One panel on a page of its own, for other pages to frame."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Iterator

import pytest
from playwright.sync_api import expect

from ui.conftest import charts_drawn, screenshot

PROJECT = "framed"


@pytest.fixture(scope="module")
def framed(world):
    for number in range(3):
        world.account.upsert_run(f"framed-{number}", PROJECT, displayName=f"framed {number}", config={"lr": number})
        log(world, number, 0, 40)
    return world


def log(world, number: int, start: int, end: int) -> None:
    rows = [{"_step": n, "_runtime": n, "_timestamp": 1.7e9 + n, "loss": 5 - n / 10 - number, "other": 1} for n in range(start, end)]
    world.account.stream(PROJECT, f"framed-{number}", history=(start, rows))


def access(world, level: str) -> None:
    world.account.graphql(
        "mutation ($entity: String!, $name: String!, $access: String!) { upsertModel(input: {entityName: $entity, name: $name, access: $access}) { model { id } } }",
        entity=world.account.user, name=PROJECT, access=level,
    )  # fmt: skip


def address_of_panel(page, key: str) -> str:
    panel = page.locator(f"[data-key='{key}']")
    panel.hover()
    panel.get_by_label("Panel menu").click()
    panel.get_by_role("button", name="Embed").click()
    dialog = page.get_by_role("dialog", name="Embed this panel")
    expect(dialog.locator(".snippet pre")).to_have_count(2)
    line, address = dialog.locator(".snippet pre").all_inner_texts()
    assert f'<iframe src="{address.replace("&", "&amp;")}"' in line
    return address.split(page.url.split("/ada")[0])[1]


def test_a_panel_is_embedded_once_its_project_is_public(open_page, framed):
    access(framed, "ENTITY_READ")
    page = open_page(f"/ada/{PROJECT}?smooth=ema&except=framed-0")
    charts_drawn(page, 2, lines=2)
    address = address_of_panel(page, "loss")
    assert address == f"/embed/ada/{PROJECT}?panel=line&key=loss&smooth=ema&except=framed-0"
    screenshot(page, "embed-dialog")
    stranger = open_page(address, signed_in=False)
    stranger.get_by_role("heading", name="This panel is not public").wait_for()
    expect(stranger.get_by_role("link", name="Open")).to_have_attribute("target", "_blank")

    page.get_by_role("button", name="Make the project public").click()
    page.get_by_role("dialog", name="Make the project public").get_by_role("button", name="Make the project public").click()
    expect(page.get_by_text("is not public")).to_have_count(0)
    stranger.reload()
    charts_drawn(stranger, 1, lines=2)
    assert stranger.locator("[data-key='loss']").count() == 0 and stranger.locator(".panel").count() == 1
    expect(stranger.locator(".legend li")).to_have_text(["framed 2", "framed 1"])
    for absent in (".header", "nav", ".panel-resize", "[aria-label='Panel menu']"):
        assert stranger.locator(absent).count() == 0, absent
    size = stranger.locator(".panel").bounding_box()
    assert (size["width"], size["height"]) == (1440, 900)


def test_an_embedded_panel_is_live(open_page, framed):
    access(framed, "USER_READ")
    page = open_page(f"/embed/ada/{PROJECT}?panel=line&key=loss&run=framed-1", signed_in=False, size={"width": 640, "height": 360})
    charts_drawn(page)
    box = page.locator(".line-chart").bounding_box()

    def last_step() -> str:
        page.mouse.move(box["x"] + box["width"] - 30, box["y"] + 60)
        page.mouse.move(box["x"] + box["width"] - 14, box["y"] + 60)
        page.wait_for_timeout(60)
        return page.locator(".chart-tooltip-head").inner_text()

    assert last_step() == "39"
    log(framed, 1, 40, 60)
    for _ in range(100):
        if last_step() == "59":
            break
        page.wait_for_timeout(50)
    assert last_step() == "59"


def test_themes_and_kinds(open_page, framed):
    access(framed, "USER_READ")
    page = open_page(f"/embed/ada/{PROJECT}?panel=comparer&theme=dark", signed_in=False, size={"width": 640, "height": 360})
    expect(page.locator(".kind-comparer thead a")).to_have_text(["framed 2", "framed 1", "framed 0"])
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("localStorage.getItem('roost.theme')") is None, "what a page asks for is not kept"
    screenshot(page, "embed-dark")
    with page.context.expect_page() as opened:
        page.locator(".kind-comparer thead a").first.click()
    assert opened.value.url.endswith(f"/ada/{PROJECT}/runs/framed-2"), "links lead out of the frame"
    page.goto(f"/embed/ada/{PROJECT}?key=loss")
    page.get_by_role("heading", name="This address names no panel").wait_for()


@contextmanager
def other_site(html: str) -> Iterator[str]:
    """A page of another site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_another_site_frames_it(browser, framed):
    access(framed, "USER_READ")
    address = f"{framed.server.base_url}/embed/ada/{PROJECT}?panel=line&amp;key=loss"
    page = browser.new_context().new_page()
    with other_site(f'<h1>Report</h1><iframe src="{address}" width="640" height="360"></iframe>') as site:
        page.goto(site)
        page.frame_locator("iframe").locator("canvas[data-drawn='3']").wait_for()
        page.context.close()
    page = browser.new_context().new_page()
    with other_site(f'<iframe src="{framed.server.base_url}/ada/{PROJECT}" width="640" height="360"></iframe>') as site:
        page.goto(site)
        page.wait_for_timeout(500)
        assert page.frame_locator("iframe").locator("#app").count() == 0, "nothing else is framed"
        page.context.close()
