"""The panel of each kind of value: histograms, tables, single numbers, and those of older clients."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from harness.client import Client
from ui.conftest import screenshot
from ui.panels.board import VISION, panel, settled


def test_every_kind_of_key_gets_its_panel(open_board):
    page = open_board(VISION)
    settled(page)
    assert page.locator(".panel-section .fold").all_inner_texts() == [
        "Charts\n7", "charts\n8", "examples\n2", "gradients\n1", "parameters\n1", "test\n1", "train\n2",
    ]  # fmt: skip
    kinds = {"predictions": "table", "sound": "media", "cloud": "media", "charts/roc": "chart", "examples/street": "media",
             "parameters/fc.weight": "histogram", "train/loss": "line"}  # fmt: skip
    for key, kind in kinds.items():
        assert f"kind-{kind}" in panel(page, key).get_attribute("class")
    assert page.locator("[data-key$='_table']").count() == 0, "tables of custom charts show as those charts"


def test_histograms_over_steps_and_at_one(open_board):
    page = open_board(f"{VISION}?panels=parameters&runs=none&except=vision-1")
    weights = panel(page, "parameters/fc.weight")
    expect(weights.get_by_role("img")).to_have_attribute("aria-label", "parameters/fc.weight, histogram, cedar-owl")
    page.wait_for_selector("[data-key='parameters/fc.weight'] canvas[data-drawn]")
    box = weights.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(weights.locator(".chart-tooltip-head")).to_have_text(re.compile(r"Step [234]00"))
    weights.get_by_label("View").select_option("step")
    weights.get_by_role("slider").fill("2")
    expect(weights.get_by_role("img")).to_have_attribute("aria-label", "parameters/fc.weight, histogram, Step 200")
    screenshot(page, "panels-histogram")


def test_tables_are_joined_searched_sorted_and_exported(open_board):
    page = open_board(f"{VISION}?panels=vocabulary")
    words = panel(page, "vocabulary")
    expect(words.locator(".panel-foot")).to_contain_text("900 rows")
    assert words.locator("tbody tr").count() < 60, "only rows in view are there"
    assert words.locator("thead th").all_inner_texts() == ["Run", "word", "count", "share"]
    words.locator("thead").get_by_role("button", name="count").click()
    words.locator("thead").get_by_role("button", name="count").click()
    assert words.locator("th[aria-sort='descending']").inner_text().startswith("count")
    counts = [int(text) for text in words.locator("tbody td:nth-child(3)").all_inner_texts()[:12]]
    assert counts == sorted(counts, reverse=True) and counts[0] > 850
    words.locator(".table-grid").evaluate("grid => (grid.scrollTop = grid.scrollHeight)")
    expect(words.locator("tr[aria-rowindex='901']")).to_have_count(1)
    words.get_by_label("Search rows").fill("word 12")
    expect(words.locator(".panel-foot")).to_contain_text("30 rows")
    words.hover()
    with page.expect_download() as download:
        words.get_by_label("Export as CSV").click()
    lines = open(download.value.path()).read().splitlines()
    assert lines[0] == "run,word,count,share" and len(lines) == 31 and all(",word 12" in line for line in lines[1:])


def test_tables_show_their_pictures(open_board):
    page = open_board(f"{VISION}?panels=predictions&runs=none&except=vision-2")
    table = panel(page, "predictions")
    expect(table.locator(".image-view img").first).to_be_visible()
    assert table.locator(".image-view img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 60


def see_before(run_id):
    """What an older client logs."""
    import numpy as np
    import wandb

    run = wandb.init(project="older", id=run_id, name="older", config={"lr": 0.1})
    table = wandb.Table(columns=["x", "y"], data=[[1, 2.5], [2, 3.5], [3, 1.5]])
    for step in range(3):
        run.log({"h": wandb.Histogram([1, 2, 2, step]), "picture": wandb.Image(np.full((40, 60, 3), 80 * step, dtype="uint8"), caption=f"at {step}")})
    run.log({"words": table, "wave": wandb.plot.line(table, "x", "y", title="Old wave"), "matrix": wandb.plot.confusion_matrix(y_true=[0, 1, 1], preds=[0, 1, 0], class_names=["a", "b"])})
    run.finish()


def test_values_of_an_older_client(open_board, panels, tmp_path):
    Client("0.18.0", panels.account, tmp_path).call(see_before, run_id="older-1", quiet=False)
    page = open_board("/ada/older")
    panel(page, "wave").locator("[data-drawn='3'] canvas").wait_for(timeout=60_000)
    panel(page, "matrix").locator("[data-drawn='4'] canvas").wait_for(timeout=60_000)
    assert panel(page, "wave").locator("h3").inner_text() == "Old wave"
    expect(panel(page, "words").locator("tbody tr")).to_have_count(3)
    expect(panel(page, "picture").locator("figcaption")).to_have_text("at 2")
    page.wait_for_selector("[data-key='h'] canvas[data-drawn]")


def test_a_single_value_of_each_run_is_a_bar(open_board):
    page = open_board(f"{VISION}?panels=test/score")
    expect(panel(page, "test/score").locator(".bar-value")).to_have_text(["0.8", "0.75", "0.7"])
