"""Chosen runs beside each other."""

from __future__ import annotations

from playwright.sync_api import expect

from harness.client import Client
from ui.conftest import charts_drawn
from ui.runs.table_page import TABLE, called, query, rows_are

DELETE_RUN = "mutation DeleteRun($id: ID!) { deleteRun(input: {id: $id}) { clientMutationId } }"


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


def programs(project):
    """Two runs of a program that was changed in between, and saved."""
    import os

    import wandb

    os.mkdir("src")
    for number, rate in enumerate((0.1, 0.2)):
        with open("src/train.py", "w") as file:
            file.write("import math\n\n" + "".join(f"step_{line} = {line}\n" for line in range(20)) + f"rate = {rate}\nprint(rate)\n")
        run = wandb.init(project=project, id=f"saved-{number}")
        run.log_code("src")
        run.finish()


def test_the_code_of_two_runs_is_compared(open_page, world, own, tmp_path):
    Client("0.31.0", world.account, tmp_path).call(programs, project=own)
    for run, change in (("saved-0", "a"), ("saved-1", "b")):
        world.account.upload(own, run, "diff.patch", f"diff --git a/x b/x\n+{change}\n".encode())
    page = open_page(f"/ada/{own}/compare?compare=saved-0,saved-1,run-0001")
    code = page.get_by_label("Code", exact=True)
    code.scroll_into_view_if_needed()
    expect(code.locator(".diff-removed td").last).to_have_text("− rate = 0.1")
    expect(code.locator(".diff-added td").last).to_have_text("+ rate = 0.2")
    expect(code.locator(".diff-fold")).to_have_text(["19 lines are the same"])
    assert code.locator(".diff-removed td").first.inner_text() == "23"
    choices = code.get_by_label("File").locator("option").all_inner_texts()
    assert choices[0] == "train.py" and "diff.patch" in choices
    code.get_by_label("File").select_option("diff.patch")
    expect(code.locator(".diff-added td").last).to_have_text("+ +b")
    code.get_by_label("Second run").select_option("run-0001")
    expect(code.get_by_label("File").locator("option").first).to_have_text("− train.py")
    code.get_by_label("First run").select_option("run-0001")
    expect(code).to_contain_text("Neither run has saved its code")


def test_compared_runs_are_followed(open_page, world, own):
    page = open_page(f"/ada/{own}/compare?compare=run-0000,run-0001")
    summary = page.locator(".diff").nth(1)
    loss = summary.locator("tr", has=page.get_by_role("rowheader", name="val/loss")).locator("td")
    chips = page.locator(".run-chip")
    expect(loss).to_have_text(["0.2", "0.67"])
    # A run that had ended goes on,
    world.account.upsert_run("run-0001", own, host="node-1")
    world.account.stream(own, "run-0001", summary={"val/loss": 0.5})
    expect(loss).to_have_text(["0.2", "0.5"])
    expect(chips.nth(1).locator(".state")).to_have_attribute("title", "Running")
    # is followed while it does,
    world.account.stream(own, "run-0001", history=(40, [{"_step": step, "fresh": step / 2} for step in range(40, 44)]), summary={"val/loss": 0.25})
    expect(loss).to_have_text(["0.2", "0.25"], timeout=2_000)
    page.locator("[data-key='fresh']").scroll_into_view_if_needed()
    page.locator("[data-key='fresh'] canvas[data-drawn]").wait_for()
    # and ends.
    world.account.stream(own, "run-0001", summary={"val/loss": 0.125}, complete=True, exitcode=1)
    expect(loss).to_have_text(["0.2", "0.125"], timeout=2_000)
    expect(chips.nth(1).locator(".state")).to_have_attribute("title", "Failed")
    # One that is deleted leaves.
    world.account.graphql(DELETE_RUN, id=world.account.run(own, "run-0000")["id"])
    expect(chips).to_have_count(1)
