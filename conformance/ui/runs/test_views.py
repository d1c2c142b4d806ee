"""Saved views of the runs table."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ui.runs.table_page import TABLE, called, count_is, query, rows_are
from ui.runs.world import PROJECT, RUNS


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
