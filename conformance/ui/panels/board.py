"""What tests of boards do again and again."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Locator, Page, expect

from ui import world_panels

VISION = f"/ada/{world_panels.PROJECT}"
SEARCH = f"/ada/{world_panels.SWEEP}"


def panel(page: Page, key: str) -> Locator:
    return page.locator(f"[data-key='{key}']")


def query(page: Page) -> dict:
    return parse_qs(urlparse(page.url).query)


def settled(page: Page) -> None:
    """Waits until no panel on screen loads any more."""
    page.wait_for_selector(".panel")
    page.wait_for_timeout(120)
    expect(page.locator(".panel.loading")).to_have_count(0, timeout=30_000)


def add(page: Page, kind: str, picks: dict[str, list[str]] | None = None, **choices: str) -> None:
    page.get_by_label("Add panel", exact=True).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Kind").select_option(kind)
    for label, names in (picks or {}).items():
        group = dialog.get_by_role("group", name=label, exact=True)
        for name in names:
            group.get_by_label("Search names").fill(f"^{re.escape(name)}$")
            group.get_by_label(name, exact=True).check()
    for label, value in choices.items():
        dialog.get_by_label(label.replace("_", " ")).select_option(value)
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("dialog")).to_have_count(0)
