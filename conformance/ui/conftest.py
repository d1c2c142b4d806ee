"""A browser, and a server that is filled as people fill it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from harness.account import Account
from harness.server import Server, running_server
from ui.world import make_world

CHROMIUM = "/usr/bin/chromium-headless-shell"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
SCREENSHOTS = Path(__file__).parent / "screenshots"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@dataclass
class World:
    server: Server
    account: Account

    def sign_in_link(self) -> str:
        return self.server.base_url + self.server.cli("user", "link", self.account.user).split()[-1]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running_server(tmp_path_factory.mktemp("ui-server")) as server:
        account = server.add_user("ada")
        make_world(account, tmp_path_factory.mktemp("ui-client"))
        yield World(server, account)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def session(browser: Browser, world: World) -> dict:
    """The storage of a browser that is signed in."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(world.sign_in_link())
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def open_page(browser: Browser, world: World, session: dict) -> Iterator[Callable[..., Page]]:
    """Opens a page of the server as the signed-in user; what the page complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open(path: str, *, size: dict = DESKTOP, theme: str = "light", signed_in: bool = True, locale: str = "en-US") -> Page:
        context = browser.new_context(
            base_url=world.server.base_url, viewport=size, color_scheme=theme, locale=locale, timezone_id="UTC",
            storage_state=session if signed_in else None, reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("request", lambda request: foreign(request.url) and complaints.append(f"asked {request.url}"))
        page.goto(path)
        return page

    def foreign(url: str) -> bool:
        return not url.startswith((world.server.base_url, "data:", "blob:"))

    yield open
    for context in contexts:
        context.close()
    assert not complaints, complaints


def charts_drawn(page: Page, at_least: int = 1, lines: int = 1) -> None:
    """Waits until as many charts show as many lines."""
    page.wait_for_selector("canvas[data-drawn]", timeout=20_000)
    for _ in range(200):
        drawn = [int(one.get_attribute("data-drawn") or 0) for one in page.query_selector_all("canvas[data-drawn]")]
        if sum(count >= lines for count in drawn) >= at_least and not page.query_selector(".panel.loading"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"charts drawn, with lines: {drawn}")


def screenshot(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
