"""The runs table: rows, columns, order, exports, keyboard."""

from __future__ import annotations

import csv
import json
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from ui.conftest import DESKTOP, PHONE, screenshot
from ui.runs.table_page import TABLE, called, cell, count_is, query, rows_are
from ui.runs.world import PROJECT, RUNS, loss_of


def test_rows_and_columns_on_the_screen_only(open_page):
    page = open_page(TABLE)
    rows_are(page, called(239, 238, 237))
    count_is(page, RUNS)
    grid = page.get_by_role("grid", name="Runs")
    assert grid.get_attribute("aria-rowcount") == str(RUNS + 1)
    assert page.locator(".grid-row").count() < 50
    grid.evaluate("grid => grid.scrollTop = grid.scrollHeight")
    expect(cell(page, "run-0000", "display_name")).to_contain_text("amber-0")
    assert cell(page, "run-0000", "display_name").is_visible() and page.locator(".grid-row").count() < 50
    assert page.locator(".grid-head[data-column='config.seed']").count() == 0
    grid.evaluate("grid => grid.scrollLeft = grid.scrollWidth")
    expect(cell(page, "run-0000", "config.seed")).to_have_text("0")
    expect(cell(page, "run-0000", "display_name")).to_be_in_viewport()
    expect(cell(page, "run-0007", "config.optimizer.betas")).to_have_text("[0.9,0.991]")


def test_sorting(open_page):
    page = open_page(f"{TABLE}?cols=!display_name,summary_metrics.val/loss,config.lr")
    rows_are(page, called(239))
    by_loss = sorted((number for number in range(RUNS) if number % 40 != 7), key=lambda number: (loss_of(number), -number))
    page.locator(".grid-head[data-column='summary_metrics.val/loss'] .head-name").click()
    expect(page.locator(".grid-head[data-column='summary_metrics.val/loss']")).to_have_attribute("aria-sort", "ascending")
    rows_are(page, called(by_loss[0]))
    assert query(page)["sort"] == "+summary_metrics.val/loss"
    page.locator(".grid-head[data-column='summary_metrics.val/loss'] .head-name").click()
    rows_are(page, called(by_loss[-1]))
    page.locator(".grid-head[data-column='config.lr'] .head-name").click(modifiers=["Shift"])
    assert query(page)["sort"] == "-summary_metrics.val/loss,+config.lr"
    page.reload()
    rows_are(page, called(by_loss[-1]))
    page.get_by_role("button", name="Sort").click()
    page.get_by_label("Do not sort by val/loss").click()
    assert query(page)["sort"] == "+config.lr"
    rows_are(page, called(0))


def test_columns_are_chosen_pinned_moved_and_resized(open_page):
    page = open_page(TABLE)
    rows_are(page, called(239))
    page.get_by_role("button", name="Columns").click()
    page.get_by_label("Search columns").fill("host")
    page.get_by_role("checkbox", name="Host").click()
    page.get_by_label("Search columns").fill("optimizer.name")
    page.get_by_label("Pin optimizer.name").click()
    page.keyboard.press("Escape")
    heads = page.locator(".grid-head[data-column]")
    assert heads.evaluate_all("all => all.slice(0, 2).map(one => one.dataset.column)") == ["display_name", "config.optimizer.name"]
    page.locator(".grid-head[data-column=state]").click(button="right")
    page.get_by_role("button", name="Hide").click()
    expect(page.locator(".grid-head[data-column=state]")).to_have_count(0)
    edge = page.locator(".grid-head[data-column=display_name] .head-edge")
    box = edge.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 84, box["y"] + 10, steps=3)
    page.mouse.up()
    columns = query(page)["cols"].split(",")
    assert columns[:2] == ["!display_name:300", "!config.optimizer.name"] and "host" in columns and "state" not in columns
    page.locator(".grid-head[data-column=tags]").drag_to(page.locator(".grid-head[data-column=created_at]"))
    moved = query(page)["cols"].split(",")
    assert moved.index("tags") == moved.index("created_at") - 1
    page.reload()
    rows_are(page, called(239))
    assert page.locator(".grid-head[data-column=display_name]").bounding_box()["width"] == 300
    assert query(page)["cols"].split(",") == moved


def test_export(open_page, tmp_path):
    page = open_page(f"{TABLE}?filter={quote(json.dumps({'config.lr': 0.01}))}&cols=!display_name,tags,notes,config.optimizer.name,summary_metrics.val/loss")
    wanted = [number for number in range(RUNS - 1, -1, -1) if number % 4 == 3]
    count_is(page, len(wanted))
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV, all runs").click()
    rows = list(csv.reader(open(download.value.path(), newline="")))
    assert rows[0] == ["id", "Name", "Tags", "Notes", "optimizer.name", "val/loss"] and len(rows) == 1 + len(wanted)
    assert [row[0] for row in rows[1:]] == [f"run-{number:04d}" for number in wanted]
    by_id = {row[0]: row for row in rows[1:]}
    assert by_id["run-0007"][5] == "NaN" and float(by_id["run-0011"][5]) == loss_of(11)
    assert json.loads(by_id["run-0011"][2]) == ["batch-2"]
    page.get_by_label("Choose north-239").click()
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON, 1 chosen run").click()
    (run,) = json.load(open(download.value.path()))
    assert run["id"] == "run-0239" and run["config"] == {"optimizer.name": "sgd"} and run["summary"] == {"val/loss": loss_of(239)}


def test_the_keyboard_goes_everywhere(open_page):
    page = open_page(f"{TABLE}?cols=!display_name,state,config.lr")
    rows_are(page, called(239))
    page.get_by_role("grid").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("grid").get_attribute("aria-activedescendant") == "cell-1-1"
    page.keyboard.press(" ")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ ")
    expect(page.get_by_role("toolbar")).to_contain_text("2 runs chosen")
    page.keyboard.press("Escape")
    expect(page.get_by_role("toolbar")).to_have_count(0)
    page.keyboard.press("Control+End")
    expect(cell(page, "run-0000", "display_name")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ada/{PROJECT}/runs/run-0000")


def test_korean(open_page):
    page = open_page(f"{TABLE}?filter={quote(json.dumps({'config.lr': 0.01}))}", locale="ko-KR")
    expect(page.locator(".table-count")).to_have_text("실행 60개")
    page.get_by_role("button", name="필터").click()
    page.get_by_label("연산자").wait_for()
    screenshot(page, "table-korean")


PICTURES = {
    "table": (TABLE, ".grid-row[data-run]"),
    "table-grouped": (f"{TABLE}?group=config.optimizer.name,config.lr", ".grid-row.group"),
    "groups": (f"/ada/{PROJECT}/groups", ".group-states"),
    "group": (f"/ada/{PROJECT}/groups/sweep-1", "canvas[data-drawn]"),
    "compare": (f"/ada/{PROJECT}/compare?compare=run-0001,run-0008,run-0009", ".diff tr.differs"),
}


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("name", PICTURES)
def test_pictures(open_page, name, size, look):
    path, ready = PICTURES[name]
    page = open_page(path, size=DESKTOP if size == "desktop" else PHONE, theme=look)
    page.wait_for_selector(ready)
    page.wait_for_timeout(150)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    screenshot(page, f"{name}-{size}-{look}")
