"""Changing runs from the table: in their place, many at once, deleting and moving with a way back."""

from __future__ import annotations

import contextlib
import json

import pytest
from playwright.sync_api import Error, Route, expect

from ui.runs.table_page import called, cell, rows_are
from ui.runs.world import config_of


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


def test_what_is_being_typed_outlives_news_of_the_server(open_page, world, own):
    page = open_page(f"/ada/{own}/table?cols=!display_name,notes")
    rows_are(page, called(11))
    for column, label, keep, change in (("notes", "Notes", "Control+Enter", {"notes": "other notes"}), ("display_name", "Name", "Enter", {"displayName": "other name"})):
        cell(page, "run-0003", column).dblclick(position={"x": 170, "y": 16})
        page.get_by_label(label, exact=True).fill("typed slowly")
        # What somebody else writes meanwhile comes with the next look at the server.
        world.account.upsert_run("run-0005", own, **change)
        expect(cell(page, "run-0005", column)).to_have_text(next(iter(change.values())))
        expect(page.get_by_label(label, exact=True)).to_have_value("typed slowly")
        page.keyboard.press(keep)
        expect(cell(page, "run-0003", column)).to_have_text("typed slowly")


def test_a_change_is_not_undone_by_an_answer_from_before_it(open_page, own):
    page = open_page(f"/ada/{own}/table?cols=!display_name,notes")
    rows_are(page, called(11))
    held = []

    def hold(route: Route) -> None:
        if held or "RunRows" not in (route.request.post_data or ""):
            return route.continue_()
        held.append(route)

    page.route("**/graphql", hold)
    for _ in range(200):
        if held:
            break
        page.wait_for_timeout(50)
    old = held[0].fetch()
    cell(page, "run-0003", "notes").dblclick()
    page.get_by_label("Notes", exact=True).fill("new")
    page.keyboard.press("Control+Enter")
    page.get_by_text("was changed").wait_for()
    # The page may have given the old request up by now.
    with contextlib.suppress(Error):
        held[0].fulfill(response=old)
    page.wait_for_timeout(200)
    assert cell(page, "run-0003", "notes").inner_text() == "new"
