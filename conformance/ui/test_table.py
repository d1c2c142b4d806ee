"""The runs table: rows, columns, order, filters, groups, changes, exports; and the same filters in the workspace."""

from __future__ import annotations

import csv
import json
from urllib.parse import parse_qs, quote, urlparse

import pytest
from playwright.sync_api import Page, expect

from ui.conftest import DESKTOP, PHONE, charts_drawn, screenshot
from ui.world_table import OPTIMIZERS, PROJECT, RUNS, config_of, fill_sweeps, loss_of

TABLE = f"/ada/{PROJECT}/table"
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module", autouse=True)
def sweeps(world) -> None:
    fill_sweeps(world.account)


@pytest.fixture
def own(world, request) -> str:
    """A small project of the test's own, to be changed."""
    name = request.node.name.removeprefix("test_")[:40]
    fill_sweeps(world.account, 12, name)
    return name


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
    words = ["amber", "cedar", "tidal", "quiet", "north"]
    return [f"{words[number % 5]}-{number}" for number in numbers]


def count_is(page: Page, count: int) -> None:
    expect(page.locator(".table-count")).to_have_text(f"{count} run" if count == 1 else f"{count} runs")


def filtered(condition: dict) -> str:
    return f"{TABLE}?filter={quote(json.dumps(condition))}"


def cell(page: Page, run: str, column: str):
    return page.locator(f".grid-row[data-run={run}] [data-column='{column}']")


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


def test_the_filter_builder_says_what_the_api_says(open_page, world):
    page = open_page(TABLE)
    rows_are(page, called(239))
    page.get_by_role("button", name="Filter").click()
    page.get_by_label("Field").fill("lr")
    page.get_by_role("option", name="lr Config").click()
    page.get_by_label("Operator").select_option("gte")
    page.get_by_label("Value").fill("0.003")
    wanted = [number for number in range(RUNS) if config_of(number)["lr"] >= 0.003]
    count_is(page, len(wanted))
    page.get_by_role("button", name="Group of conditions").click()
    nested = page.get_by_role("group", name="Conditions").nth(1)
    nested.get_by_label("Field").click()
    nested.get_by_role("option", name="State Run").click()
    nested.get_by_label("Value").select_option("failed")
    nested.get_by_role("button", name="Condition", exact=True).click()
    nested.get_by_label("Field").nth(1).click()
    page.keyboard.type("tags")
    page.keyboard.press("Enter")
    nested.get_by_label("Operator").nth(1).select_option("in")
    nested.get_by_label("Value").nth(1).fill("baseline, batch-2")
    wanted = [n for n in wanted if n % 20 == 9 or n % 30 == 0 or n % 3 == 2]
    count_is(page, len(wanted))
    rows_are(page, called(*sorted(wanted, reverse=True)[:5]))
    sent = json.loads(query(page)["filter"])
    assert sent == {"$and": [{"config.lr": {"$gte": 0.003}}, {"$or": [{"state": {"$eq": "failed"}}, {"tags": {"$in": ["baseline", "batch-2"]}}]}]}  # noqa: E501
    text = "query C($e: String!, $p: String!, $f: JSONString) { project(name: $p, entityName: $e) { runCount(filters: $f) } }"
    assert world.account.graphql(text, e="ada", p=PROJECT, f=json.dumps(sent))["project"]["runCount"] == len(wanted)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("button", name="Clear").click()
    count_is(page, RUNS)


@pytest.mark.parametrize(
    "condition, expected",
    [
        ({"config.optimizer.name": "lion"}, lambda n: n % 3 == 1),
        ({"summary_metrics.val/accuracy": {"$exists": False}}, lambda n: n % 10 == 3),
        ({"display_name": {"$regex": "^AMBER-1\\d$", "$options": "i"}}, lambda n: n % 5 == 0 and 10 <= n < 20),
        ({"$nor": [{"config.lr": {"$gt": 0.0005}}]}, lambda n: n % 4 == 0),
        ({"config.batch_size": {"$nin": [32, 64]}, "jobType": "eval"}, lambda n: n % 3 == 2 and n % 5 == 0),
    ],
)
def test_filters_written_by_hand(open_page, condition, expected):
    page = open_page(filtered(condition))
    count_is(page, len([number for number in range(RUNS) if expected(number)]))
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_label("Field").first).not_to_have_value("")


def test_search_and_what_matches_nothing(open_page):
    page = open_page(TABLE)
    page.get_by_label("Search runs").fill("cedar-1")
    wanted = [n for n in range(RUNS) if n % 5 == 1 and str(n).startswith("1")]
    count_is(page, len(wanted))
    assert query(page)["q"] == "cedar-1"
    page.get_by_label("Search runs").fill("nowhere")
    page.get_by_role("heading", name="No run matches").wait_for()
    page.get_by_role("button", name="Clear filters").click()
    count_is(page, RUNS)


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


def test_names_tags_and_notes_change_in_their_place(open_page, world, own):
    page = open_page(f"/ada/{own}/table?cols=!display_name,tags,notes,duration")
    rows_are(page, called(11))
    before = cell(page, "run-0003", "duration").inner_text()
    cell(page, "run-0003", "display_name").hover()
    cell(page, "run-0003", "display_name").get_by_label("Change Name").click()
    page.get_by_label("Name", exact=True).fill("renamed <b>")
    page.keyboard.press("Enter")
    expect(cell(page, "run-0003", "display_name")).to_have_text("renamed <b>")
    cell(page, "run-0003", "tags").hover()
    cell(page, "run-0003", "tags").get_by_label("Change Tags").click()
    page.get_by_label("Add tag").fill("good one")
    page.keyboard.press("Enter")
    page.get_by_label("Remove batch-0").click()
    page.get_by_label("Add tag").press("Enter")
    expect(cell(page, "run-0003", "tags")).to_have_text("good one")
    cell(page, "run-0003", "notes").dblclick()
    page.get_by_label("Notes", exact=True).fill("two\nlines")
    page.keyboard.press("Control+Enter")
    expect(cell(page, "run-0003", "notes")).to_contain_text("two")
    for _ in range(100):
        run = world.account.run(own, "run-0003")
        if run["notes"] == "two\nlines":
            break
        page.wait_for_timeout(50)
    assert (run["displayName"], run["tags"], run["notes"]) == ("renamed <b>", ["good one"], "two\nlines")
    assert run["state"] == "finished" and json.loads(run["config"])["lr"]["value"] == config_of(3)["lr"]
    assert cell(page, "run-0003", "duration").inner_text() == before
    page.locator(".snackbar").get_by_role("button", name="Undo").click()
    expect(cell(page, "run-0003", "notes")).to_have_text("–")
    cell(page, "run-0003", "display_name").dblclick(position={"x": 170, "y": 16})
    page.get_by_label("Name", exact=True).fill("never")
    page.keyboard.press("Escape")
    expect(cell(page, "run-0003", "display_name")).to_have_text("renamed <b>")


def test_many_are_tagged_and_grouped_at_once(open_page, world, own):
    page = open_page(f"/ada/{own}/table")
    rows_are(page, called(11))
    page.get_by_label("Choose tidal-2").click()
    page.get_by_label("Choose north-9").click(modifiers=["Shift"])
    expect(page.get_by_role("toolbar")).to_contain_text("8 runs chosen")
    page.get_by_role("button", name="Choose all 12").click()
    expect(page.get_by_role("toolbar")).to_contain_text("12 runs chosen")
    page.get_by_role("button", name="Tag", exact=True).click()
    page.get_by_label("Add tag").fill("all")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="batch-1", exact=True).click()
    page.get_by_role("button", name="Change 12 runs").click()
    expect(cell(page, "run-0004", "tags")).to_have_text("all")
    expect(cell(page, "run-0005", "tags")).to_have_text("batch-2all")
    page.get_by_text("Tags of 12 runs were changed").wait_for()
    assert world.account.run(own, "run-0004")["tags"] == ["all"]
    page.get_by_role("button", name="Undo").click()
    expect(cell(page, "run-0004", "tags")).to_have_text("batch-1")
    page.get_by_role("button", name="Move").click()
    page.get_by_placeholder("No group").fill("together")
    page.get_by_role("button", name="Set").click()
    page.get_by_text("Group of 12 runs was changed").wait_for()
    assert {world.account.run(own, f"run-{number:04d}")["group"] for number in range(12)} == {"together"}


def test_deleting_can_be_undone_until_it_happens(open_page, world, own):
    page = open_page(f"/ada/{own}/table")
    rows_are(page, called(11))
    page.clock.install()
    page.get_by_label("Choose amber-10").click()
    page.get_by_label("Choose north-9").click()
    page.get_by_role("button", name="Delete").click()
    rows_are(page, called(11, 8))
    page.get_by_role("button", name="Undo").click()
    rows_are(page, called(11, 10, 9, 8))
    page.clock.fast_forward(10_000)
    assert world.account.run(own, "run-0010") is not None
    page.get_by_label("Choose amber-10").click()
    page.get_by_role("button", name="Delete").click()
    rows_are(page, called(11, 9, 8))
    assert world.account.run(own, "run-0010") is not None
    page.clock.fast_forward(9_000)
    for _ in range(100):
        if world.account.run(own, "run-0010") is None:
            break
        page.wait_for_timeout(50)
    assert world.account.run(own, "run-0010") is None
    rows_are(page, called(11, 9, 8))
    page.get_by_label("Choose north-9").click()
    page.get_by_role("button", name="Delete").click()
    rows_are(page, called(11, 8))
    page.goto("about:blank")
    for _ in range(100):
        if world.account.run(own, "run-0009") is None:
            return
        page.wait_for_timeout(50)
    raise AssertionError("who leaves the page after deleting means it")


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


def test_views_keep_what_the_address_says(open_page):
    page = open_page(f"{TABLE}?sort=%2Bconfig.lr&q=amber")
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Name of the view").fill("Amber by rate")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Amber by rate", exact=True)).to_be_visible()
    view = query(page)["view"]
    page.get_by_label("Search runs").fill("cedar")
    page.get_by_role("button", name="Amber by rate *").click()
    page.get_by_role("button", name="Save changes to Amber by rate").click()
    expect(page.get_by_text("Amber by rate is saved")).to_be_visible()
    page.goto(f"{TABLE}?view={view}")
    expect(page.get_by_label("Search runs")).to_have_value("cedar")
    assert query(page) == {"view": view, "q": "cedar", "sort": "+config.lr"}
    page.get_by_role("button", name="Amber by rate").click()
    page.get_by_role("button", name="Close this view").click()
    count_is(page, RUNS)
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Delete Amber by rate").click()
    page.get_by_text("Amber by rate is deleted").wait_for()
    expect(page.locator(".view-row")).to_have_count(0)


def test_the_workspace_filters_groups_and_sorts_alike(open_page):
    page = open_page(f"/ada/{PROJECT}?filter={quote(json.dumps({'config.lr': {'$lt': 0.001}}))}&sort=%2Bsummary_metrics.val/loss")
    expect(page.locator(".runs-count")).to_contain_text("of 60 shown")
    by_loss = sorted((n for n in range(0, RUNS, 4)), key=loss_of)
    expect(page.locator(".run-name").first).to_have_text(called(by_loss[0])[0])
    page.get_by_role("button", name="Group", exact=True).click()
    page.get_by_label("Group by…").fill("optimizer.name")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".run-group")).to_have_count(3)
    expect(page.locator(".run-group .count")).to_have_text(["20", "20", "20"])
    page.locator(".run-group").first.get_by_role("button").first.click()
    expect(page.locator(".run-row")).to_have_count(40)
    page.get_by_role("link", name="Table").click()
    expect(page.locator(".grid-row.group")).to_have_count(3)


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


def test_korean(open_page):
    page = open_page(f"{TABLE}?filter={quote(json.dumps({'config.lr': 0.01}))}", locale="ko-KR")
    expect(page.locator(".table-count")).to_have_text("실행 60개")
    page.get_by_role("button", name="필터").click()
    page.get_by_label("연산자").wait_for()
    screenshot(page, "table-korean")


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


VIEWS = 'query V($e: String!, $p: String!) { project(name: $p, entityName: $e) { allViews(viewType: "roost-table") { edges { node { displayName isShared user { username } } } pageInfo { hasNextPage } } } }'  # noqa: E501


def test_views_are_shared_where_the_server_keeps_them(open_page, world):
    schema = world.account.graphql('query { __type(name: "View") { fields { name } } }')["__type"]["fields"]
    if "isShared" not in {field["name"] for field in schema}:
        pytest.skip("this server keeps no views")
    page = open_page(f"{TABLE}?sort=%2Bconfig.lr")
    rows_are(page, called(0))
    page.get_by_role("button", name="Views").click()
    page.get_by_label("Name of the view").fill("For all")
    page.get_by_label("Everyone in the project sees it").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("For all is saved").wait_for()
    edges = world.account.graphql(VIEWS, e="ada", p=PROJECT)["project"]["allViews"]["edges"]
    assert [edge["node"] for edge in edges] == [{"displayName": "For all", "isShared": True, "user": {"username": "ada"}}]
    page.get_by_role("button", name="For all").click()
    page.get_by_label("Delete For all").click()
    page.get_by_text("For all is deleted").wait_for()


def test_runs_move_where_the_server_can(open_page, world, own):
    schema = world.account.graphql("query { __schema { mutationType { fields { name } } } }")["__schema"]["mutationType"]["fields"]
    if "moveRuns" not in {field["name"] for field in schema}:
        pytest.skip("this server moves no runs")
    page = open_page(f"/ada/{own}/table")
    rows_are(page, called(11, 10))
    page.get_by_label("Choose north-9").click()
    page.get_by_role("button", name="Move").click()
    page.get_by_placeholder("Name of the project").fill("elsewhere")
    page.get_by_role("button", name="Move", exact=True).last.click()
    page.get_by_text("1 run moved to ada/elsewhere").wait_for()
    rows_are(page, called(11, 10, 8))
    assert world.account.run("elsewhere", "run-0009")["displayName"] == "north-9"
    page.get_by_role("button", name="Undo").click()
    rows_are(page, called(11, 10, 9))
