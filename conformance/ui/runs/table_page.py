"""The runs table as a reader of its page sees it."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, quote, urlparse

from playwright.sync_api import Locator, Page, expect

from ui.runs.world import PROJECT, WORDS

TABLE = f"/ada/{PROJECT}/table"


def query(page: Page) -> dict:
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def names(page: Page) -> list[str]:
    """The names of the first runs, from the top."""
    return page.locator(".grid-row [data-column=display_name] .run-link").all_inner_texts()


def rows_are(page: Page, expected: list[str]) -> None:
    """Waits until the table begins with these runs."""
    for _ in range(300):
        if names(page)[: len(expected)] == expected and not page.query_selector(".grid-frame.stale"):
            return
        page.wait_for_timeout(50)
    assert names(page)[: len(expected)] == expected


def called(*numbers: int) -> list[str]:
    return [f"{WORDS[number % 5]}-{number}" for number in numbers]


def count_is(page: Page, count: int) -> None:
    expect(page.locator(".table-count")).to_have_text(f"{count} run" if count == 1 else f"{count} runs")


def filtered(condition: dict) -> str:
    return f"{TABLE}?filter={quote(json.dumps(condition))}"


def cell(page: Page, run: str, column: str) -> Locator:
    return page.locator(f".grid-row[data-run={run}] [data-column='{column}']")
