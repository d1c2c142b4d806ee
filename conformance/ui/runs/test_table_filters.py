"""Which runs the table and the workspace show: the filter builder, filters written by hand, search."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from ui.runs.table_page import TABLE, called, count_is, filtered, query, rows_are
from ui.runs.world import PROJECT, RUNS, config_of, loss_of


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
