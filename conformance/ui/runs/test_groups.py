"""Groups of runs: in the table at several levels, and with pages of their own."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ui.conftest import charts_drawn
from ui.runs.table_page import TABLE, called, cell, query, rows_are
from ui.runs.world import OPTIMIZERS, PROJECT, RUNS, loss_of


def test_groups_at_several_levels_with_aggregates(open_page):
    page = open_page(TABLE)
    page.get_by_role("button", name="Group", exact=True).click()
    page.get_by_label("Group by…").fill("optimizer.name")
    page.keyboard.press("Enter")
    page.get_by_label("Then by…").fill("lr")
    page.get_by_role("option", name="lr Config").click()
    page.keyboard.press("Escape")
    assert query(page)["group"] == "config.optimizer.name,config.lr"
    groups = page.locator(".grid-row.group")
    expect(groups).to_have_count(3)
    assert page.locator(".group-value").all_inner_texts() == OPTIMIZERS
    members = [number for number in range(RUNS) if number % 3 == 1]
    losses = [loss_of(number) for number in members if number % 40 != 7]
    expect(groups.nth(1).locator(".count")).to_have_text(str(len(members)))
    column = page.locator(".grid-head").evaluate_all("heads => heads.map(head => head.dataset.column)").index("summary_metrics.val/loss") - 1
    shown = groups.nth(1).locator(f"#cell-1-{column}")
    assert float(shown.inner_text()) == pytest.approx(sum(losses) / len(losses), rel=1e-4)
    page.locator(".grid-head[data-column='summary_metrics.val/loss']").hover()
    page.get_by_label("Menu of val/loss").click()
    page.get_by_label("In groups").select_option("max")
    expect(groups.nth(1).locator(f"#cell-1-{column}")).to_have_text(f"{max(losses):g}")
    groups.nth(1).locator(".fold").click()
    expect(groups).to_have_count(7)
    inner = [number for number in members if number % 4 == 0]
    expect(groups.nth(2).locator(".count")).to_have_text(str(len(inner)))
    groups.nth(2).locator(".fold").click()
    rows_are(page, called(*sorted(inner, reverse=True)))
    groups.nth(1).locator(".fold").click()
    expect(groups).to_have_count(3)


def test_a_group_has_its_page(open_page):
    page = open_page(f"/ada/{PROJECT}/groups")
    expect(page.locator(".group-list tbody tr")).to_have_count(6)
    expect(page.get_by_text("Runs without a group: 30")).to_be_visible()
    page.get_by_label("Search groups").fill("-1$")
    page.get_by_role("link", name="sweep-1").click()
    page.wait_for_url(f"**/ada/{PROJECT}/groups/sweep-1")
    expect(page.get_by_role("heading", name="sweep-1")).to_be_visible()
    expect(page.locator(".run-group-name")).to_have_text(["eval", "train"])
    charts_drawn(page)
    page.get_by_role("link", name="Show in the table").click()
    expect(page.locator(".grid-row.group")).to_have_count(2)
    page = open_page(f"/ada/{PROJECT}/groups/nothing")
    page.get_by_role("heading", name="Nothing is here").wait_for()


def test_all_groups_are_opened_and_folded(open_page):
    page = open_page(f"{TABLE}?group=config.optimizer.name,config.lr&cols=!display_name,config.seed")
    groups = page.locator(".grid-row.group")
    expect(groups).to_have_count(3)
    page.get_by_role("button", name="Open all groups").click()
    rows_are(page, called(*sorted((n for n in range(RUNS) if n % 3 == 0 and n % 4 == 0), reverse=True)))
    assert page.locator(".group-value").all_inner_texts()[:2] == [OPTIMIZERS[0], "0.0003"]
    grid = page.get_by_role("treegrid", name="Runs")
    # What comes into sight is opened as well, down to the last run of the last group.
    for _ in range(20):
        grid.evaluate("grid => grid.scrollTop = grid.scrollHeight")
        page.wait_for_timeout(100)
    expect(cell(page, "run-0011", "config.seed")).to_be_in_viewport()
    assert grid.get_attribute("aria-rowcount") == str(1 + 3 + 12 + RUNS)
    page.get_by_role("button", name="Fold all groups").click()
    expect(groups).to_have_count(3)
    expect(page.locator(".grid-row")).to_have_count(3)
    groups.nth(1).locator(".fold").click()
    expect(groups).to_have_count(7)


def test_runs_are_grouped_by_their_tags(open_page, world, own):
    world.account.upsert_run("run-0002", own, tags=["batch-2", "kept"])
    world.account.upsert_run("run-0003", own, tags=[])
    page = open_page(f"/ada/{own}/table")
    rows_are(page, called(11))
    page.get_by_role("button", name="Group", exact=True).click()
    page.get_by_label("Group by…").fill("tags")
    page.get_by_role("option", name="Tags Run").click()
    page.keyboard.press("Escape")
    groups = page.locator(".grid-row.group")
    expect(groups.locator(".group-value")).to_have_text(["baseline", "batch-0", "batch-1", "batch-2, kept", "batch-2", "none"])
    expect(groups.locator(".count")).to_have_text(["1", "2", "4", "1", "3", "1"])
    groups.nth(3).locator(".fold").click()
    rows_are(page, called(2))
    groups.nth(3).locator(".fold").click()
    groups.nth(5).locator(".fold").click()
    rows_are(page, called(3))
    page.get_by_role("link", name="Workspace").click()
    expect(page.locator(".run-group")).to_have_count(6)
