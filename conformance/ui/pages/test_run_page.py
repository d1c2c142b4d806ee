"""A run's page beyond its charts: what people change, code, artifacts, alerts, deletion, forks."""

from playwright.sync_api import expect

from ui.conftest import screenshot


def described(world, run: str) -> dict:
    return world.account.run("vision", run)


def test_name_tags_and_notes_are_edited_in_place(open_page, world):
    world.account.upsert_run("edited", "vision", displayName="before", tags=["old"], config={})
    world.account.stream("vision", "edited", complete=True, exitcode=0)
    page = open_page("/ada/vision/runs/edited/overview")
    page.get_by_role("button", name="Edit: Name").click()
    page.get_by_label("Name", exact=True).fill("after")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="after").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Edit: Name"
    page.get_by_role("button", name="Edit: Name").click()
    page.get_by_label("Name", exact=True).fill("never")
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="after").wait_for()
    page.get_by_role("button", name="Add: Tags").click()
    page.get_by_label("Add: Tags").fill("new tag")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove new tag").wait_for()
    page.get_by_role("button", name="Remove old").click()
    expect(page.get_by_role("button", name="Remove old")).to_have_count(0)
    page.get_by_role("button", name="Edit: Notes").click()
    page.get_by_label("Notes", exact=True).fill("Two lines,\nof <b>notes</b>.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notes .editable-text")).to_have_text("Two lines,\nof <b>notes</b>.")
    run = described(world, "edited")
    assert run["displayName"] == "after" and run["tags"] == ["new tag"] and run["notes"] == "Two lines,\nof <b>notes</b>."


def test_code_and_what_differs_from_the_commit(open_page, world):
    page = open_page(f"/ada/vision/runs/{world.run}/code")
    expect(page.locator(".patch-removed")).to_have_text("-print('nothing yet')")
    assert page.locator(".patch-added").count() > 10
    page.locator(".code-file", has_text="train.py").first.click()
    expect(page.locator(".code-view li").nth(1)).to_have_text("import os, sys")
    screenshot(page, "run-code")


def test_a_run_without_code_says_how_to_save_it(open_page, world):
    world.account.upsert_run("bare", "vision", displayName="bare", config={})
    page = open_page("/ada/vision/runs/bare/code")
    expect(page.locator(".snippet")).to_contain_text("run.log_code")
    page.get_by_role("link", name="Artifacts").last.click()
    page.get_by_text("What this run uses and logs").wait_for()
    world.account.stream("vision", "bare", complete=True, exitcode=0)


def test_a_deleted_run_is_gone(open_page, world):
    world.account.upsert_run("unwanted", "vision", displayName="unwanted", config={})
    world.account.stream("vision", "unwanted", complete=True, exitcode=0)
    page = open_page("/ada/vision/runs/unwanted")
    page.get_by_role("button", name="Delete run").click()
    dialog = page.get_by_role("dialog", name="Delete the run unwanted?")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Delete run").click()
    dialog.get_by_role("button", name="Delete").click()
    page.wait_for_url("**/ada/vision")
    assert described(world, "unwanted") is None


def test_alerts_are_told(open_page, world):
    page = open_page(f"/ada/vision/runs/{world.run}/overview")
    expect(page.locator(".alerts li")).to_have_count(1)
    expect(page.locator(".alerts li")).to_contain_text("Loss fellThe loss is under 0.1 for the first time.")
    screenshot(page, "run-alerts")


def test_a_fork_names_its_origin(open_page, world):
    world.fork("trained", "forked", 5)
    page = open_page("/ada/vision/runs/forked/overview")
    row = page.get_by_role("region", name="Lineage").locator("li")
    expect(row).to_contain_text("at step 5")
    row.get_by_role("link").click()
    page.wait_for_url("**/runs/trained")


def test_a_launched_run_names_its_queue_and_job(open_page, world):
    run = world.account.graphql("query ($id: ID!) { runQueueItem(id: $id) { associatedRunId } }", id=world.finished)
    page = open_page(f"/ada/vision/runs/{run['runQueueItem']['associatedRunId']}/overview")
    expect(page.locator(".facts")).to_contain_text("ada/vision/train")
    page.locator(".facts").get_by_role("link", name="small").click()
    page.wait_for_url("**/queues/small/items/*")


def test_who_may_only_look_changes_nothing(open_page, world):
    world.make_public("vision")
    page = open_page(f"/ada/vision/runs/{world.run}/overview", signed_in=False)
    page.get_by_role("heading", name="first network").wait_for()
    for name in ("Edit: Name", "Delete run", "Add: Tags", "Edit: Notes"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.get_by_role("link", name="Launch again")).to_have_count(0)
