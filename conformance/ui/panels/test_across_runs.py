"""Panels that compare runs: by their configs, results and code."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from ui.conftest import charts_drawn, screenshot
from ui.panels.board import SEARCH, VISION, add, panel, query


def test_charts_across_runs_are_added_and_kept(open_board):
    page = open_board(SEARCH)
    charts_drawn(page, 2, lines=20)
    add(page, "scatter", {"X": ["config.lr"], "Y": ["summary.val/loss"]}, Logarithmic_X="on")
    add(page, "bar", {"Values": ["summary.val/loss"]}, Group_curves="config.width")
    add(page, "scalar", {"Value": ["summary.val/loss"]}, Of_all_runs="min")
    page.get_by_role("button", name="Show all").click()
    page.wait_for_selector(".kind-scatter canvas[data-drawn]")
    mine = page.locator(".panel-section", has=page.get_by_text("My panels"))
    assert mine.locator(".panel h3").all_inner_texts() == ["lr × val/loss", "val/loss", "val/loss"]
    expect(mine.locator(".kind-scatter [role=img]")).to_have_attribute("aria-label", "lr × val/loss, 24 runs")
    expect(mine.locator(".kind-bar .bar-row")).to_have_count(4)
    lowest = min(float(text) for text in [mine.locator(".scalar-value").inner_text()])
    assert 0 < lowest < 0.3
    address = page.url
    page.goto(SEARCH)
    expect(page.locator(".kind-scalar .scalar-value")).to_be_visible()
    assert "board" not in query(page), "what this browser keeps needs no address"
    other = open_board(address.replace(page.url.split("/ada")[0], ""))
    expect(other.locator(".kind-scalar .scalar-value")).to_be_visible()


def test_parallel_coordinates_and_importance(open_board):
    page = open_board(f"{SEARCH}?runs=all")
    charts_drawn(page, 2, lines=24)
    add(page, "parallel")
    add(page, "importance")
    parallel = page.locator(".kind-parallel")
    expect(parallel.locator(".parallel-name")).to_have_text(["depth", "dropout", "lr", "optimizer", "width", "val/loss"])
    expect(parallel.locator(".parallel-line")).to_have_count(24)
    axis = parallel.locator(".parallel-hit").nth(2).bounding_box()
    page.mouse.move(axis["x"] + axis["width"] / 2, axis["y"] + 10)
    page.mouse.down()
    page.mouse.move(axis["x"] + axis["width"] / 2, axis["y"] + axis["height"] / 2, steps=4)
    page.mouse.up()
    expect(parallel.locator(".parallel-brush")).to_have_count(1)
    off = parallel.locator(".parallel-line.off").count()
    assert 4 < off < 20
    expect(parallel.locator(".parallel-foot")).to_contain_text(f"{24 - off} of 24 runs")
    rows = page.locator(".importance tbody tr")
    expect(rows.first.locator("th")).to_have_text("lr")
    assert float(rows.first.locator("td.number").first.inner_text()) > 0.3
    assert page.get_by_label("Metric").input_value() == "val/loss"
    screenshot(page, "panels-across-runs")


def test_the_comparer_shows_only_differences(open_board):
    page = open_board(f"{VISION}?panels=^comparer$")
    page.locator(".notice h2", has_text="No panel matches").wait_for()
    add(page, "comparer")
    comparer = page.locator(".kind-comparer")
    expect(comparer.locator("thead a")).to_have_text(["tidal-wren", "cedar-owl", "amber-fox"])
    row = comparer.locator("tr", has=page.locator("th", has_text=re.compile("^width$")))
    expect(row.locator("td")).to_have_text(["128", "64", "32"])
    comparer.get_by_label("Filter keys").fill("project|user")
    expect(comparer.locator("tbody tr.differs, tbody tr:not(.comparer-part)")).to_have_count(0)
    comparer.get_by_label("Only differences").uncheck()
    comparer.get_by_label("Filter keys").fill("about.User")
    expect(comparer.locator("tbody td")).to_have_text(["ada", "ada", "ada"])


def test_code_of_two_runs(open_board):
    page = open_board(f"{VISION}?panels=^code$")
    page.locator(".notice h2", has_text="No panel matches").wait_for()
    add(page, "code")
    code = page.locator(".kind-code")
    code.get_by_label("File").select_option("train.py")
    expect(code.locator(".diff-removed td:last-child")).to_have_text(["− RATE = 0.001", "− WIDTH = 128"])
    expect(code.locator(".diff-added td:last-child")).to_have_text(["+ RATE = 0.0003", "+ WIDTH = 64"])


def test_curves_are_grouped(open_board):
    page = open_board(f"{SEARCH}?runs=all")
    charts_drawn(page, 2, lines=24)
    page.get_by_label("Chart settings", exact=True).click()
    page.get_by_label("Group curves").select_option("config.width")
    charts_drawn(page, 2, lines=4)
    expect(panel(page, "val/loss").locator(".legend li")).to_have_count(4)
    page.get_by_label("Middle").select_option("median")
    page.get_by_label("Spread").select_option("minmax")
    assert query(page)["curves"] == ["config.width"] and query(page)["middle"] == ["median"]
    page.keyboard.press("Escape")
    box = panel(page, "val/loss").locator(".line-chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".chart-tooltip tr")).to_have_count(4)
    expect(page.locator(".chart-tooltip td.faint").first).to_contain_text("…")
    screenshot(page, "panels-grouped")
