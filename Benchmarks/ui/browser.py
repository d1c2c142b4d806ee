"""A headless chromium, and when it has drawn what a page shows."""

from __future__ import annotations

import contextlib
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

# Calls `isDone` after each change of the page; keeps the time, since the navigation began, of the second frame after
# it first said yes: by then the frame that holds the drawing has been handed over.
WATCH = """
(() => {
  const isDone = %s;
  const look = () => {
    if (window.drawnAt !== undefined || !isDone()) return;
    observer.disconnect();
    clearInterval(timer);
    window.drawnAt = null;
    requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  const timer = setInterval(look, 20);
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
    page.goto(path, wait_until="commit")
    page.wait_for_function("() => typeof window.drawnAt === 'number'", timeout=timeout_seconds * 1000)
    return page, page.evaluate("() => window.drawnAt")
