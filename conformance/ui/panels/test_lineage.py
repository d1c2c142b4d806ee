"""Forks and rewinds of a real client, as charts and a run's overview show them."""

from __future__ import annotations

import csv

import pytest
from playwright.sync_api import Page, expect

from ui import world_lineage
from ui.conftest import PHONE, charts_drawn, screenshot

BRANCHES = f"/ada/{world_lineage.PROJECT}"


@pytest.fixture(scope="module")
def branches(world, tmp_path_factory):
    world_lineage.fill(world.account, tmp_path_factory.mktemp("branches-client"))
    return world


@pytest.fixture
def open_board(open_page, branches):
    return open_page


def export(page: Page, key: str, format: str) -> str:
    panel = page.locator(f"[data-key='{key}']")
    panel.hover()
    panel.get_by_label("Export", exact=True).first.click()
    with page.expect_download() as download:
        panel.get_by_text(format, exact=True).click()
    page.keyboard.press("Escape")
    return open(download.value.path()).read()


def dashes(page: Page, count: int, key: str = "loss") -> None:
    """Waits until so many lines of a chart are dashed up to where they leave another run."""
    for _ in range(60):
        found = export(page, key, "SVG").count("stroke-dasharray")
        if found == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{found} dashed lines, not {count}")


def point_at_step(page: Page, key: str, step: float, run: int) -> str:
    """Moves the pointer onto the place of a step on a run's line, and tells what the tooltip says."""
    panel = page.locator(f"[data-key='{key}']")
    box = panel.locator(".line-chart").bounding_box()
    low, high = box["x"] + 30, box["x"] + box["width"] - 14
    for _ in range(12):
        middle = (low + high) / 2
        page.mouse.move(middle, box["y"] + box["height"] / 2)
        found = float(panel.locator(".chart-tooltip-head").inner_text())
        if found == step:
            dot = panel.locator(".chart-dot").nth(run).bounding_box()
            page.mouse.move(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)
            return panel.locator(".chart-tooltip").inner_text()
        low, high = (middle, high) if found < step else (low, middle)
    raise AssertionError(f"no place of step {step}")


def test_forks_are_dashed_up_to_their_branch_points(open_board):
    page = open_board(BRANCHES)
    charts_drawn(page, 3, lines=4)
    dashes(page, 3)
    screenshot(page, "lineage")
    rows = list(csv.DictReader(export(page, "loss", "CSV").splitlines()))
    inherited = [row["mean"] for row in rows if row["run"] == "low-rate" and int(row["x_last"]) <= 24]
    assert inherited == [row["mean"] for row in rows if row["run"] == "base" and int(row["x_last"]) <= 24] and len(inherited) == 25


def test_forks_start_at_their_branch_points_where_one_wants(open_board):
    page = open_board(BRANCHES)
    dashes(page, 3)
    page.get_by_label("Chart settings").click()
    page.get_by_label("Forks from their branch point only").check()
    page.keyboard.press("Escape")
    dashes(page, 0)
    rows = list(csv.DictReader(export(page, "loss", "CSV").splitlines()))
    firsts = {run: min(int(row["x_first"]) for row in rows if row["run"] == run) for run in ("base", "low-rate", "high-rate", "restart")}
    assert firsts == {"base": 0, "low-rate": 24, "high-rate": 36, "restart": 44}
    assert "chart=own" in page.url


def test_marks_say_what_happened(open_board):
    page = open_board(f"{BRANCHES}?panels=accuracy")
    dashes(page, 3, "accuracy")
    assert "restart: forked from low rate at step 44" in point_at_step(page, "accuracy", 44, 0)
    assert "base: rewound to step 50" in point_at_step(page, "accuracy", 50, 2)
    assert "forked" not in point_at_step(page, "accuracy", 30, 0)


def test_branch_points_on_other_axes(open_board):
    page = open_board(f"{BRANCHES}?panels=accuracy&x=metric:epoch&except=base")
    dashes(page, 3, "accuracy")
    assert "low rate: forked from base at step 24" in point_at_step(page, "accuracy", 2.4, 0)
    page = open_board(f"{BRANCHES}?panels=loss&x=wall")
    dashes(page, 3)


def means(page: Page) -> dict[str, list[str]]:
    """The values of each run in the order in which they are drawn."""
    rows = list(csv.DictReader(export(page, "loss", "CSV").splitlines()))
    return {run: [row["mean"] for row in rows if row["run"] == run] for run in sorted({row["run"] for row in rows})}


def until_drawn(page: Page, run: str, count: int) -> list[str]:
    for _ in range(60):
        values = means(page)[run]
        if len(values) == count:
            return values
        page.wait_for_timeout(200)
    raise AssertionError(f"{len(values)} points, not {count}")


def test_relative_time_goes_on_where_a_run_branched_off(open_board, branches, tmp_path):
    page = open_board(f"{BRANCHES}?panels=loss")
    charts_drawn(page, 1, lines=4)
    over_steps = means(page)
    assert [len(values) for values in over_steps.values()] == [66, 52, 60, 70]
    page = open_board(f"{BRANCHES}?panels=loss&x=relative")
    dashes(page, 3)
    assert means(page) == over_steps
    screenshot(page, "lineage-relative")
    # What is logged after the run was resumed arrives on an open page, and goes on from there.
    world_lineage.go_on(branches.account, tmp_path)
    values = until_drawn(page, "restart", 76)
    assert values[:70] == over_steps["restart"]


def test_a_resumed_run_goes_on_where_it_is_open(open_board, branches, tmp_path):
    page = open_board(f"{BRANCHES}/runs/high-rate")
    before = len(means(page)["high-rate"])
    world_lineage.go_on(branches.account, tmp_path, run="high-rate")
    until_drawn(page, "high-rate", before + 6)


def test_a_run_page_shows_its_lineage(open_board):
    page = open_board(f"{BRANCHES}/runs/restart")
    dashes(page, 1, "accuracy")
    assert "\nforked from low rate at step 44" in point_at_step(page, "accuracy", 44, 0)
    page.get_by_role("link", name="Overview").click()
    card = page.get_by_role("region", name="Lineage")
    expect(card.locator("li")).to_have_text(["Forked from low rate at step 44", "which was forked from base at step 24"])
    screenshot(page, "lineage-overview")
    card.get_by_role("link", name="base").click()
    page.get_by_role("heading", name="base").wait_for()
    page.get_by_role("link", name="Overview").click()
    expect(card.locator("li").first).to_contain_text("Rewound to step 50")
    expect(card).not_to_contain_text("Forked from")


def test_on_a_phone(open_board):
    page = open_board(f"{BRANCHES}/runs/restart/overview", size=PHONE, theme="dark", locale="ko-KR")
    expect(page.locator(".lineage-card li")).to_have_count(2)
    screenshot(page, "lineage-phone")
