"""Chosen runs beside each other."""

from __future__ import annotations

from playwright.sync_api import expect

from ui.conftest import charts_drawn
from ui.runs.table_page import TABLE, called, query, rows_are


def test_chosen_runs_are_compared(open_page):
    page = open_page(TABLE)
    rows_are(page, called(239))
    page.get_by_label("Choose north-234").click()
    page.get_by_label("Choose tidal-232").click()
    page.get_by_role("link", name="Compare").click()
    page.wait_for_url("**/compare?compare=*")
    config = page.locator(".diff").first
    expect(config.locator("thead th")).to_have_text(["Field", "north-234", "tidal-232"])
    shown = {row[0]: row[1:] for row in (text.split("\t") for text in config.locator("tbody tr").all_inner_texts())}
    assert shown["lr"] == ["0.003", "0.0003"] and shown["seed"] == ["234", "232"] and "data.augment" not in shown
    page.get_by_label("Only what differs").uncheck()
    expect(config.get_by_role("rowheader", name="data.augment")).to_be_visible()
    page.get_by_label("Search keys").fill("^lr$")
    expect(config.locator("tbody tr")).to_have_count(1)
    page.get_by_role("button", name="Add a run…").click()
    page.get_by_role("group", name="Add a run…").get_by_label("Search runs").fill("amber-5")
    page.get_by_role("button", name="amber-5").last.click()
    expect(page.locator(".run-chip")).to_have_count(3)
    page.get_by_label("Remove north-234").click()
    expect(page.locator(".run-chip")).to_have_count(2)
    assert query(page)["compare"].startswith("run-0232,run-00")
    charts_drawn(page, lines=1)
