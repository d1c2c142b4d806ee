"""Hyperparameter searches that real clients make: the link that they print, the list, and the page of one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from harness.client import Client
from ui.conftest import DESKTOP, PHONE
from ui.pages.test_accessibility import check
from ui.runs.table_page import count_is, query, rows_are

PROJECT = "search"
RATES = [0.03, 0.1, 0.001, 0.01, 0.3, 0.02]
LOSSES = [0.8, 1.2, 0.9, 0.31, 2.4, 0.5]
FIRST = {
    "name": "rates", "method": "bayes", "metric": {"name": "loss", "goal": "minimize"}, "run_cap": 20, "description": "Which rate is the best?",
    "parameters": {"lr": {"distribution": "log_uniform_values", "min": 0.0001, "max": 1.0}, "model": {"parameters": {"width": {"values": [64, 128]}}}, "seed": {"value": 7}},
    "early_terminate": {"type": "hyperband", "min_iter": 3},
}  # fmt: skip
SECOND = {"method": "grid", "metric": {"name": "score.mean", "goal": "maximize"}, "parameters": {"lr": {"values": [0.1, 0.2]}, "name": {"values": ["a", "b", "c"]}}}  # fmt: skip


def begin(config):
    """Makes a search."""
    import wandb

    return wandb.sweep(config, project="search")


def attempt(tries):
    """Runs programs as an agent does: the environment names the search."""
    import os

    import wandb

    for number, (settings, row) in enumerate(tries):
        run = wandb.init(id=f"{os.environ['WANDB_SWEEP_ID']}-{number}", name=f"try-{number}", config=settings)
        run.log(row)
        run.finish()


@dataclass
class Made:
    name: str
    links: set[str]


def make(version: str, account, directory, config: dict, tries: list) -> Made:
    client = Client(version, account, directory, {"WANDB_SILENT": "false"})
    name = client.call(begin, config=config)
    done = client.run(attempt, environment={"WANDB_SWEEP_ID": name, "WANDB_PROJECT": PROJECT}, tries=tries)
    assert done.code == 0, done.output
    return Made(name, set(re.findall(r"View sweep at:?\s+(http[^\s\x1b]+)", done.output)))


@pytest.fixture(scope="module")
def made(world, tmp_path_factory) -> dict[str, Made]:
    tries = [({"lr": rate, "model": {"width": 64 * (1 + number % 2)}, "seed": 7}, {"loss": loss}) for number, (rate, loss) in enumerate(zip(RATES, LOSSES))]
    first = make("0.31.0", world.account, tmp_path_factory.mktemp("new"), FIRST, tries)
    second = make("0.18.0", world.account, tmp_path_factory.mktemp("old"), SECOND, [({"lr": 0.1, "name": "a"}, {"score.mean": 0.5}), ({"lr": 0.2, "name": "a"}, {"score.mean": 0.7})])
    return {"0.31.0": first, "0.18.0": second}


def facts(page) -> dict[str, str]:
    return dict(zip(page.locator(".sweep-facts dt").all_inner_texts(), page.locator(".sweep-facts dd").all_inner_texts()))


@pytest.mark.parametrize("version", ["0.31.0", "0.18.0"])
def test_the_link_that_the_client_prints_opens_the_search(open_page, world, made, version):
    (link,) = made[version].links
    assert link == f"{world.server.base_url}/ada/{PROJECT}/sweeps/{made[version].name}"
    page = open_page(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("rates" if version == "0.31.0" else made[version].name)
    expect(page.locator(".crumbs")).to_contain_text(made[version].name)
    expect(page.locator(".sweep-runs tbody tr")).to_have_count(6 if version == "0.31.0" else 2)


def test_a_search_shows_what_it_tries_and_what_came_out(open_page, made):
    page = open_page(f"/ada/{PROJECT}/sweeps/{made['0.31.0'].name}")
    rows = page.locator(".sweep-runs tbody tr")
    expect(rows).to_have_count(6)
    shown = facts(page)
    assert shown["Best value"] == "0.31" and shown["Best run"] == "try-3" and shown["Metric"] == "loss, the smaller the better"
    assert shown["Method"] == "Bayesian" and shown["At most"] == "20" and shown["Stops runs early"] == "hyperband" and shown["By"] == "ada"
    assert shown["Description"] == "Which rate is the best?" and shown["Runs"] == "6"
    space = [row.split("\t") for row in page.locator(".search-space tbody tr").all_inner_texts()]
    assert space == [["lr", "0.0001 … 1", "log_uniform_values"], ["model.width", "64, 128", "values"], ["seed", "7", "constant"]]
    assert page.locator(".sweep-runs thead th").all_inner_texts() == ["Name", "State", "loss", "lr", "model.width", "Duration", "Created"]
    by_loss = sorted(range(6), key=lambda number: LOSSES[number])
    expect(rows.locator(".record-name")).to_have_text([f"try-{number}" for number in by_loss])
    assert rows.first.locator("td").all_inner_texts()[2:5] == ["0.31", "0.01", "128"] and "best" in rows.first.get_attribute("class")
    page.get_by_label("Order", exact=True).select_option("newest")
    expect(rows.locator(".record-name")).to_have_text([f"try-{number}" for number in range(5, -1, -1)])
    page.get_by_label("Configuration").get_by_role("combobox").select_option("json")
    written = json.loads(page.locator(".card", has_text="Configuration").locator("pre").inner_text())
    assert written["parameters"] == FIRST["parameters"] and written["run_cap"] == 20


def test_charts_of_a_search(open_page, made):
    page = open_page(f"/ada/{PROJECT}/sweeps/{made['0.31.0'].name}")
    curve = page.locator(".sweep-plot")
    curve.locator("canvas[data-drawn]").wait_for()
    expect(curve.get_by_role("img")).to_have_attribute("aria-label", "loss of 6 runs in their order, with the best so far")
    expect(page.locator(".parallel-line")).to_have_count(6)
    assert page.locator(".parallel-name").all_text_contents() == ["lr", "model.width", "loss"]
    expect(page.locator(".importance tbody tr")).to_have_count(2)
    # The pointer goes over the plot until it meets a run.
    box = curve.bounding_box()
    tip = page.locator(".chart-tooltip")
    for part in range(10, 100, 2):
        for height in range(10, 240, 20):
            page.mouse.move(box["x"] + box["width"] * part / 100, box["y"] + height)
        if tip.count():
            break
    assert re.match(r"Run \d · try-\d", tip.inner_text()) and "Best so far" in tip.inner_text()


def test_runs_of_a_search_are_found_in_the_table(open_page, made):
    page = open_page(f"/ada/{PROJECT}/sweeps/{made['0.18.0'].name}")
    assert page.locator(".sweep-runs .record-name").first.inner_text() == "try-1", "the larger the better"
    assert facts(page)["Runs"] == "2 of 6" and facts(page)["Best value"] == "0.7"
    page.get_by_role("link", name="Show in the table").click()
    count_is(page, 2)
    rows_are(page, ["try-1", "try-0"])
    assert query(page)["cols"].split(",")[2:5] == ["summary_metrics.score.mean", "config.lr", "config.name"]


def test_a_search_is_paused_resumed_stopped_and_cancelled(open_page, world, own):
    made = world.account.graphql(
        'mutation M($p: String!) { upsertSweep(input: {projectName: $p, config: "method: random\\n", state: "RUNNING"}) { sweep { name } } }', p=own
    )["upsertSweep"]["sweep"]["name"]

    def state() -> str:
        text = "query S($p: String!, $s: String!) { project(name: $p, entityName: \"ada\") { sweep(sweepName: $s) { state config } } }"
        sweep = world.account.graphql(text, p=own, s=made)["project"]["sweep"]
        assert sweep["config"] == "method: random\n"
        return sweep["state"]

    page = open_page(f"/ada/{own}/sweeps/{made}")
    badge = page.locator(".page-head .state")
    for button, shown, wanted in (("Pause", "Paused", "PAUSED"), ("Resume", "Running", "RUNNING"), ("Stop", "Finished", "FINISHED"), ("Resume", "Running", "RUNNING")):
        page.get_by_role("button", name=button, exact=True).click()
        expect(badge).to_have_text(shown)
        assert state() == wanted
    page.get_by_role("button", name="Cancel sweep").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel sweep").click()
    expect(badge).to_have_text("Cancelled")
    assert state() == "CANCELED"
    expect(page.get_by_role("button", name="Pause", exact=True)).to_have_count(0)
    expect(page.locator(".snippet").first).to_contain_text(made)


def test_the_searches_of_a_project(open_page, made):
    page = open_page(f"/ada/{PROJECT}")
    page.get_by_role("link", name="Sweeps").click()
    page.wait_for_url(f"**/ada/{PROJECT}/sweeps")
    rows = page.locator(".records tbody tr")
    expect(rows).to_have_count(2)
    old, new = ([cell.inner_text() for cell in rows.nth(index).locator("td").all()] for index in range(2))
    assert old[2:5] == ["Grid", "2 of 6", "0.7 score.mean"] and old[0] == made["0.18.0"].name
    assert new[2:5] == ["Bayesian", "6", "0.31 loss"] and new[0].startswith("rates")
    page.get_by_label("Search sweeps").fill("rat")
    expect(rows).to_have_count(1)
    page.get_by_role("link", name="rates").click()
    page.wait_for_url(f"**/sweeps/{made['0.31.0'].name}")
    page = open_page("/ada/sweeps/sweeps")
    page.get_by_role("heading", name="No sweeps yet").wait_for()
    page = open_page("/ada/sweeps/sweeps/nothing1")
    page.get_by_role("heading", name="Nothing is here").wait_for()


@pytest.mark.parametrize("name", ["sweeps", "sweep"])
def test_pictures(open_page, made, name):
    path, ready = ("", ".records tbody tr") if name == "sweeps" else (f"/{made['0.31.0'].name}", ".importance tbody tr")
    page = open_page(f"/ada/{PROJECT}/sweeps{path}", size=DESKTOP)
    check(page, name, "desktop-light", ready)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    page.reload()
    check(page, name, "phone-dark", ready)


def test_korean(open_page, made):
    page = open_page(f"/ada/{PROJECT}/sweeps/{made['0.31.0'].name}", locale="ko-KR")
    expect(page.get_by_role("link", name="스윕")).to_be_visible()
    expect(page.locator(".sweep-facts")).to_contain_text("작을수록 좋음")
