"""A headless chromium, and when it has drawn what a page shows."""

from __future__ import annotations

import contextlib
import tempfile
from typing import Iterator

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Debian's chromium without the browser's own windows: in those, each new page also starts pages of the browser itself (what
# opens below the address bar), which take the second core for as long as ours takes to load.
CHROMIUM = "/usr/bin/chromium-headless-shell"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync",
             # No page gets to wait for anything outside this machine.
             "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # fmt: skip
# 20 panels of the standard size stand on such a screen at once.
SCREEN = {"width": 2560, "height": 1440}

# Calls `isDone` in each frame; says the time, since the navigation began, of the frame after the one in which it first
# said yes: by then the frame that holds the drawing has been handed over. The page is asked nothing meanwhile, because what
# asks it would be read by the browser first, at the page's expense.
WATCH = """
(() => {
  const isDone = %s;
  const look = () => {
    if (isDone()) requestAnimationFrame(() => console.debug('drawn', performance.now()));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""

# So many charts, each painted on its canvas with so many lines.
CHARTS_DRAWN = """() => {
  const charts = document.querySelectorAll('canvas[data-drawn]');
  if (charts.length < %(charts)d) return false;
  return [...charts].filter((one) => Number(one.dataset.drawn) >= %(lines)d).length >= %(charts)d;
}"""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def profile(base_url: str, state: dict, screen: dict = SCREEN) -> Iterator[BrowserContext]:
    """A browser with a new profile on the disk, as people have one."""
    with tempfile.TemporaryDirectory(prefix="roost-profile-") as folder, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=CHROMIUM, args=ARGUMENTS, base_url=base_url, viewport=screen, locale="en-US", timezone_id="UTC")  # fmt: skip
        try:
            context.add_cookies(state["cookies"])
            yield context
        finally:
            context.close()


def sign_in(browser: Browser, link: str) -> dict:
    """The storage of a browser that is signed in, and of nothing else."""
    context = browser.new_context()
    context.new_page().goto(link)
    state = context.storage_state()
    context.close()
    return state


def new_context(browser: Browser, base_url: str, state: dict | None = None, screen: dict = SCREEN) -> BrowserContext:
    return browser.new_context(base_url=base_url, viewport=screen, storage_state=state, locale="en-US", timezone_id="UTC")


def time_until(context: BrowserContext, path: str, is_done: str, timeout_seconds: float = 120) -> tuple[Page, float]:
    """Opens an address in a new page; milliseconds from the navigation until `is_done` (JavaScript) holds and is on screen."""
    page = context.new_page()
    page.add_init_script(WATCH % is_done)
    with page.expect_console_message(lambda message: message.text.startswith("drawn "), timeout=timeout_seconds * 1000) as said:
        page.goto(path, wait_until="commit")
    return page, float(said.value.text.split()[1])
