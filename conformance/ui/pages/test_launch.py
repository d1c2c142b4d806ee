"""Jobs, queues, items and launching again, against real clients and a real agent."""

import json

import pytest
from playwright.sync_api import expect

from ui.conftest import screenshot

QUEUES = "/ada/vision/queues"


def item(world, id: str) -> dict:
    return world.account.graphql("query ($id: ID!) { runQueueItem(id: $id) { status runSpec priority } }", id=id)["runQueueItem"]


def queue(world, name: str) -> dict | None:
    found = world.account.graphql(
        """query ($name: String!) { project(name: "model-registry", entityName: "ada") { runQueue(name: $name) {
        state maxRunning retry resource defaultResourceConfig { config templateVariables { name schema } } } } }""",
        name=name,
    )
    return found["project"]["runQueue"]


def test_a_queue_shows_its_items_agents_and_why_they_wait(open_page, world):
    page = open_page(QUEUES)
    page.get_by_role("link", name="small").click()
    page.wait_for_url(f"**{QUEUES}/small")
    tile = page.locator(".tile", has_text="Waiting")
    expect(tile.locator(".tile-value")).to_have_text("2")
    expect(page.locator(".agents li").first).to_contain_text("local-process")
    expect(page.get_by_role("img", name="finished and")).to_have_attribute("aria-label", "1 finished and 1 failed in the last 24 hours")
    tile.click()
    expect(page.locator(".item-reason")).to_have_count(2)
    expect(page.locator(".item-reason").first).to_contain_text("needs 97.7Ti memory")
    assert "state=waiting" in page.url
    screenshot(page, "queue-waiting")


def test_an_item_tells_how_it_failed_and_can_be_tried_again(open_page, world):
    page = open_page(f"{QUEUES}/small/items/{world.failed}")
    expect(page.locator(".reason.failed")).to_contain_text("exit code 3")
    attempt = page.locator(".attempt")
    expect(attempt).to_have_count(1)
    expect(attempt.locator("dt", has_text="Exit code").locator("xpath=following-sibling::dd")).to_have_text("3")
    page.get_by_role("button", name="Retry").click()
    expect(attempt).to_have_count(2, timeout=20_000)
    expect(attempt.first).to_contain_text("Attempt 2")
    world.queue.wait(world.failed, "failed")


def test_a_waiting_item_can_be_cancelled(open_page, world):
    id = world.queue.add(world.job, project="vision", _needs={"memory": "90000Gi"})
    page = open_page(f"{QUEUES}/small/items/{id}")
    expect(page.locator(".reason")).to_contain_text("needs 87.9Ti memory")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator(".page-head .state")).to_have_text("Cancelled")
    assert item(world, id)["status"] == "cancelled"


def test_a_run_is_launched_again_with_changes(open_page, world):
    page = open_page(f"/ada/vision/runs/{world.run}")
    page.get_by_role("link", name="Launch again with changes").click()
    rate = page.get_by_label("lr", exact=True)
    expect(rate).to_have_value("0.01")
    rate.fill("fast")
    expect(page.locator(".config-row", has_text="lr")).to_contain_text("must be a number")
    rate.fill("0.5")
    page.get_by_label("model.name").fill("tiny")
    page.get_by_label("amp", exact=True).select_option("false")
    expect(page.locator(".launch-changes")).to_have_text("3 changes: amp, lr, model.name")
    page.get_by_label("gpus").fill("9")
    page.get_by_role("button", name="Launch", exact=True).click()
    expect(page.locator(".field.invalid")).to_contain_text("from 1 to 8")
    page.get_by_label("gpus").fill("2")
    page.get_by_label("Name of the run").fill("half the rate")
    page.get_by_label("Priority").select_option("1")
    screenshot(page, "launch-again")
    page.get_by_role("button", name="Launch", exact=True).click()
    page.wait_for_url(f"**{QUEUES}/small/items/*")
    id = page.url.rsplit("/", 1)[1].replace("%3D", "=")
    found = item(world, id)
    assert found["priority"] == 1 and found["runSpec"]["name"] == "half the rate"
    config = found["runSpec"]["overrides"]["run_config"]
    assert config == {"lr": 0.5, "epochs": 3, "amp": False, "sizes": [32, 64], "model": {"width": 64, "name": "tiny"}}
    world.queue.wait(id, "finished", said=world.agent.said)
    expect(page.locator(".page-head .state")).to_have_text("Finished", timeout=10_000)
    page.get_by_role("link", name="Run", exact=True).or_(page.locator("dd a[href*='/runs/']")).first.click()
    page.get_by_role("heading", name="half the rate").wait_for()
    page.get_by_role("link", name="Overview").click()
    expect(page.locator(".key-values").first).to_contain_text("0.5")
    expect(page.get_by_role("link", name="small")).to_be_visible()


def test_a_config_can_be_written_as_json(open_page, world):
    page = open_page(f"/ada/vision/launch?run={world.run}")
    page.get_by_role("button", name="Edit as JSON").click()
    box = page.get_by_label("Config", exact=True)
    assert json.loads(box.input_value())["model"] == {"width": 64, "name": "resnet"}
    box.fill('{"lr": 1, ')
    expect(page.get_by_role("alert")).to_contain_text("JSON object")
    box.fill('{"lr": 1, "new": {"deep": [1]}}')
    page.get_by_role("button", name="Edit as a form").click()
    expect(page.get_by_label("new.deep")).to_have_value("[1]")


def test_jobs_and_their_inputs(open_page, world):
    page = open_page("/ada/vision/jobs")
    expect(page.locator("tbody .record-name")).to_have_text(["sleeper", "train"])
    page.get_by_role("link", name="train", exact=True).click()
    page.wait_for_url("**/ada/vision/jobs/train")
    inputs = page.locator(".key-values").first
    expect(inputs.locator("th")).to_have_text(["amp", "epochs", "lr", "model.name", "model.width", "sizes"])
    expect(page.locator(".records")).to_contain_text("first network")
    page.get_by_role("link", name="Launch", exact=True).click()
    expect(page.get_by_label("lr", exact=True)).to_have_value("0.01")


def test_a_queue_is_made_changed_paused_and_deleted(open_page, world):
    page = open_page(QUEUES)
    page.get_by_role("button", name="New queue").click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="New queue").click()
    expect(form).to_contain_text("This must not be empty.")
    form.get_by_label("Name").fill("large")
    form.get_by_label("Resource").select_option("slurm")
    form.get_by_label("What the queue adds").fill('{"partition": "gpu", "gpus": "{{gpus}}"}')
    form.get_by_label("Template variables").fill('{"gpus": {"schema": {"type": "matrix"}}}')
    form.get_by_label("At most so many").fill("3")
    form.get_by_label("Program failed").fill("1")
    form.get_by_role("button", name="New queue").click()
    expect(form.get_by_role("alert")).to_contain_text("type")
    form.get_by_label("Template variables").fill('{"gpus": {"schema": {"type": "integer", "minimum": 1, "default": 2}}}')
    screenshot(page, "queue-settings")
    form.get_by_role("button", name="New queue").click()
    page.get_by_role("link", name="large").click()
    made = queue(world, "large")
    assert made["resource"] == "slurm" and made["maxRunning"] == 3 and made["retry"]["error"] == 1
    assert made["defaultResourceConfig"]["config"]["resource_args"] == {"slurm": {"partition": "gpu", "gpus": "{{gpus}}"}}

    for button, state in (("Pause", "PAUSED"), ("Drain", "DRAINING"), ("Resume", "ACTIVE")):
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.get_by_role("button", name=button, exact=True)).to_have_count(0)
        assert queue(world, "large")["state"] == state

    page.get_by_role("button", name="Settings").click()
    form = page.get_by_role("dialog")
    expect(form.get_by_label("What the queue adds")).to_have_value(json.dumps({"partition": "gpu", "gpus": "{{gpus}}"}, indent=2))
    form.get_by_label("At most so many").fill("")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".page-facts")).to_contain_text("Any number at once")
    assert queue(world, "large")["maxRunning"] is None

    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.wait_for_url(f"**{QUEUES}")
    expect(page.get_by_role("link", name="large")).to_have_count(0)
    assert queue(world, "large") is None


@pytest.mark.parametrize("address, words", [
    ("/ada/vision/launch?run=nothing", "There is no job to launch"),
    ("/ada/vision/queues/nothing", "Nothing is here"),
    ("/physicists/empty/queues", "No queues yet"),
])  # fmt: skip
def test_what_is_not_there(open_page, address, words):
    open_page(address).get_by_text(words).wait_for()
