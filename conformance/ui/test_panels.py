"""The panels of a workspace: every kind of logged value, charts across runs, and boards that people arrange."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import expect

from harness.client import Client
from ui import world_panels
from ui.conftest import PHONE, charts_drawn, screenshot

# Drawing takes its time where many other tests run beside these.
expect.set_options(timeout=20_000)

VISION = f"/ada/{world_panels.PROJECT}"
SEARCH = f"/ada/{world_panels.SWEEP}"


@pytest.fixture(scope="module")
def panels(world, tmp_path_factory):
    world_panels.fill(world.account, tmp_path_factory.mktemp("panels-client"))
    world_panels.fill_search(world.account)
    return world


@pytest.fixture
def open_board(open_page, panels):
    return open_page


def panel(page, key: str):
    return page.locator(f"[data-key='{key}']")


def query(page) -> dict:
    return parse_qs(urlparse(page.url).query)


def settled(page) -> None:
    """Waits until no panel on screen loads any more."""
    page.wait_for_selector(".panel")
    page.wait_for_timeout(120)
    expect(page.locator(".panel.loading")).to_have_count(0, timeout=30_000)


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


def test_images_of_runs_side_by_side_with_boxes_and_masks(open_board):
    page = open_board(f"{VISION}?panels=examples/street")
    street = panel(page, "examples/street")
    expect(street.locator(".image-view img")).to_have_count(world_panels.RUNS)
    expect(street.locator(".media-run-name")).to_have_text(["tidal-wren", "cedar-owl", "amber-fox"])
    expect(street.locator(".image-box")).to_have_count(2 * world_panels.RUNS)
    expect(street.locator(".image-mask")).to_have_count(world_panels.RUNS)
    assert street.locator(".image-box-label").first.inner_text() == "car 0.90"
    place = street.locator(".image-box").nth(1).evaluate("box => [box.style.left, box.style.top].map(parseFloat)")
    assert abs(place[0] - (203 - 26) / 240 * 100) < 0.1 and abs(place[1] - (76 - 49) / 160 * 100) < 0.1
    assert coloured(street) > 500, "the mask covers road, car and tree"

    slider = street.get_by_role("slider")
    assert slider.get_attribute("aria-valuetext") == "Step 500"
    slider.fill("0")
    expect(street.locator("output")).to_have_text("Step 0")
    expect(street.locator("figcaption").first).to_have_text("street at 0")

    street.hover()
    street.get_by_label("Boxes and masks").first.click()
    street.get_by_label("prediction: car").uncheck()
    expect(street.locator(".image-box")).to_have_count(world_panels.RUNS)
    before = coloured(street)
    street.get_by_label("truth: road").uncheck()
    page.wait_for_timeout(80)
    assert coloured(street) < before
    page.keyboard.press("Escape")
    street.locator(".media-open").first.click()
    expect(page.locator(".media-dialog .image-view img")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    screenshot(page, "panels-images")


def coloured(street) -> int:
    """How many pixels of the first picture's mask are painted."""
    street.locator(".image-mask").first.wait_for()
    return street.locator(".image-mask").first.evaluate(
        "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.filter((value, at) => at % 4 === 3 && value > 0).length"
    )


def test_a_list_of_images(open_board):
    page = open_board(f"{VISION}?panels=digits&runs=none&except=vision-1")
    digits = panel(page, "examples/digits")
    expect(digits.locator(".image-view img.tiny")).to_have_count(6)
    assert digits.locator("figcaption").all_inner_texts() == [f"digit {index}" for index in range(6)]
    expect(digits.locator("h4")).to_have_count(0)


def test_sounds_films_pages_and_scenes(open_board):
    page = open_board(f"{VISION}?panels=^(sound|drive|report|cloud|figure)$")
    settled(page)
    audio = panel(page, "sound").locator("audio").first
    expect(audio).to_be_visible()
    assert audio.evaluate("audio => new Promise(done => { audio.onloadedmetadata = () => done(audio.duration); audio.onerror = () => done(-1); audio.load(); })") == 1
    expect(panel(page, "drive").locator("img")).to_have_count(world_panels.RUNS)
    page.wait_for_selector("[data-key='cloud'] canvas[data-drawn='400']")
    panel(page, "figure").locator("[data-drawn='3'] canvas").first.wait_for()
    frame = panel(page, "report").locator("iframe").first
    expect(frame).to_be_visible()
    assert "allow-same-origin" not in frame.get_attribute("sandbox")
    expect(panel(page, "report").frame_locator("iframe").first.locator("b")).to_have_text("car")
    assert "broken" not in page.title(), "an uploaded page cannot reach this one"


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


CHARTS = ["confusion", "dots", "pr", "roc", "series", "share", "spread", "wave"]


@pytest.mark.parametrize("runs", ["one", "all"])
def test_custom_charts_are_drawn(open_board, runs):
    page = open_board(f"{VISION}?panels=^charts/" + ("&runs=none&except=vision-1" if runs == "one" else ""), size={"width": 1440, "height": 1200})
    for name in CHARTS:
        panel(page, f"charts/{name}").locator("[data-drawn] canvas").wait_for(timeout=60_000)
        assert panel(page, f"charts/{name}").locator(".chart-empty").count() == 0
    assert panel(page, "charts/wave").locator("h3").inner_text() == "A wave"
    drawn = {name: int(panel(page, f"charts/{name}").locator("[data-drawn]").get_attribute("data-drawn")) for name in CHARTS}
    assert drawn["wave"] == 40 * (1 if runs == "one" else 3) and drawn["confusion"] == 9 * (1 if runs == "one" else 3)
    if runs == "one":
        box = panel(page, "charts/share").locator("canvas").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.25)
        expect(page.locator("#vg-tooltip-element.visible")).to_contain_text("class")
        wave = panel(page, "charts/wave")
        wave.scroll_into_view_if_needed()
        wave.hover()
        wave.get_by_label("Export", exact=True).first.click()
        for format, start in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"run,x,y\n")):
            with page.expect_download() as download:
                wave.get_by_text(format, exact=True).click()
            assert open(download.value.path(), "rb").read().startswith(start)
    screenshot(page, f"panels-charts-{runs}")


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


def add(page, kind: str, picks: dict[str, list[str]] | None = None, **choices: str) -> None:
    page.get_by_label("Add panel", exact=True).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Kind").select_option(kind)
    for label, names in (picks or {}).items():
        group = dialog.get_by_role("group", name=label, exact=True)
        for name in names:
            group.get_by_label("Search names").fill(f"^{re.escape(name)}$")
            group.get_by_label(name, exact=True).check()
    for label, value in choices.items():
        dialog.get_by_label(label.replace("_", " ")).select_option(value)
    dialog.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("dialog")).to_have_count(0)


def test_charts_across_runs_are_added_and_kept(open_board):
    page = open_board(SEARCH)
    charts_drawn(page, 2, lines=20)
    add(page, "scatter", {"X": ["config.lr"], "Y": ["summary.val/loss"]}, Logarithmic_X="on")
    add(page, "bar", {"Values": ["summary.val/loss"]}, Group_curves="config.width")
    add(page, "scalar", {"Value": ["summary.val/loss"]}, Of_all_runs="min")
    page.get_by_role("button", name="Show all").click()
    page.wait_for_selector(".kind-scatter canvas[data-drawn]")
    mine = page.locator(".panel-section", has=page.get_by_text("My panels"))
    assert mine.locator(".panel h3").all_inner_texts() == ["lr × val/loss", "val/loss", "val/loss"]
    expect(mine.locator(".kind-scatter [role=img]")).to_have_attribute("aria-label", "lr × val/loss, 24 runs")
    expect(mine.locator(".kind-bar .bar-row")).to_have_count(4)
    lowest = min(float(text) for text in [mine.locator(".scalar-value").inner_text()])
    assert 0 < lowest < 0.3
    address = page.url
    page.goto(SEARCH)
    expect(page.locator(".kind-scalar .scalar-value")).to_be_visible()
    assert "board" not in query(page), "what this browser keeps needs no address"
    other = open_board(address.replace(page.url.split("/ada")[0], ""))
    expect(other.locator(".kind-scalar .scalar-value")).to_be_visible()


def test_parallel_coordinates_and_importance(open_board):
    page = open_board(f"{SEARCH}?runs=all")
    charts_drawn(page, 2, lines=24)
    add(page, "parallel")
    add(page, "importance")
    parallel = page.locator(".kind-parallel")
    expect(parallel.locator(".parallel-name")).to_have_text(["depth", "dropout", "lr", "optimizer", "width", "val/loss"])
    expect(parallel.locator(".parallel-line")).to_have_count(24)
    axis = parallel.locator(".parallel-hit").nth(2).bounding_box()
    page.mouse.move(axis["x"] + axis["width"] / 2, axis["y"] + 10)
    page.mouse.down()
    page.mouse.move(axis["x"] + axis["width"] / 2, axis["y"] + axis["height"] / 2, steps=4)
    page.mouse.up()
    expect(parallel.locator(".parallel-brush")).to_have_count(1)
    off = parallel.locator(".parallel-line.off").count()
    assert 4 < off < 20
    expect(parallel.locator(".parallel-foot")).to_contain_text(f"{24 - off} of 24 runs")
    rows = page.locator(".importance tbody tr")
    expect(rows.first.locator("th")).to_have_text("lr")
    assert float(rows.first.locator("td.number").first.inner_text()) > 0.3
    assert page.get_by_label("Metric").input_value() == "val/loss"
    screenshot(page, "panels-across-runs")


def test_the_comparer_shows_only_differences(open_board):
    page = open_board(f"{VISION}?panels=^comparer$")
    page.locator(".notice h2", has_text="No panel matches").wait_for()
    add(page, "comparer")
    comparer = page.locator(".kind-comparer")
    expect(comparer.locator("thead a")).to_have_text(["tidal-wren", "cedar-owl", "amber-fox"])
    row = comparer.locator("tr", has=page.locator("th", has_text=re.compile("^width$")))
    expect(row.locator("td")).to_have_text(["128", "64", "32"])
    comparer.get_by_label("Filter keys").fill("project|user")
    expect(comparer.locator("tbody tr.differs, tbody tr:not(.comparer-part)")).to_have_count(0)
    comparer.get_by_label("Only differences").uncheck()
    comparer.get_by_label("Filter keys").fill("about.User")
    expect(comparer.locator("tbody td")).to_have_text(["ada", "ada", "ada"])


def test_notes_are_written_in_markdown_and_stay_harmless(open_board):
    page = open_board(f"{VISION}?panels=^notes$")
    page.locator(".notice h2", has_text="No panel matches").wait_for()
    add(page, "notes")
    notes = page.locator(".kind-notes")
    notes.get_by_role("button", name="Write notes").click()
    notes.get_by_role("textbox").fill("# Plan\n\n- **first**\n- [x] `done`\n\n<img src=x onerror=alert(1)>\n\n[bad](javascript:alert(1)) [good](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    page.keyboard.press("Control+Enter")
    expect(notes.locator("h3").nth(1)).to_have_text("Plan")
    expect(notes.locator("li strong")).to_have_text("first")
    expect(notes.locator("td")).to_have_text(["1", "2"])
    assert notes.locator("img").count() == 0 and notes.locator("a").count() == 1
    assert notes.locator("a").get_attribute("href") == "https://example.org"
    page.reload()
    expect(page.locator(".kind-notes li strong")).to_have_text("first")


def test_code_of_two_runs(open_board):
    page = open_board(f"{VISION}?panels=^code$")
    page.locator(".notice h2", has_text="No panel matches").wait_for()
    add(page, "code")
    code = page.locator(".kind-code")
    code.get_by_label("File").select_option("train.py")
    expect(code.locator(".diff-removed td:last-child")).to_have_text(["− RATE = 0.001", "− WIDTH = 128"])
    expect(code.locator(".diff-added td:last-child")).to_have_text(["+ RATE = 0.0003", "+ WIDTH = 64"])


def titles(page, section: str) -> list[str]:
    return page.locator(".panel-section", has=page.locator(".fold", has_text=section)).locator(".panel h3").all_inner_texts()


def test_panels_are_moved_resized_renamed_removed_and_come_back(open_board):
    page = open_board("/ada/language-model?runs=none&except=sweep-01,sweep-02")
    charts_drawn(page, 2)
    assert titles(page, "train") == ["train/loss", "train/tokens_per_second"]
    page.locator("[data-key='train/tokens_per_second'] .panel-grip").scroll_into_view_if_needed()
    panel(page, "train/tokens_per_second").hover()
    page.locator("[data-key='train/tokens_per_second'] .panel-grip").drag_to(panel(page, "train/loss").locator(".panel-body"))
    assert titles(page, "train") == ["train/tokens_per_second", "train/loss"]

    loss = panel(page, "train/loss")
    loss.hover()
    loss.get_by_label("Panel menu").click()
    loss.get_by_label("Section").fill("Best")
    page.keyboard.press("Enter")
    expect(page.locator(".fold", has_text="Best")).to_be_visible()
    assert titles(page, "Best") == ["train/loss"]

    handle = panel(page, "train/loss").get_by_label("Resize")
    handle.focus()
    height = loss.bounding_box()["height"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert loss.bounding_box()["height"] == height + 40
    assert loss.bounding_box()["width"] > 1.8 * panel(page, "eval/loss").bounding_box()["width"]

    loss.hover()
    loss.get_by_label("Panel menu").click()
    loss.get_by_role("button", name="Edit panel").click()
    page.get_by_role("dialog").get_by_label("Title").fill("The loss")
    page.get_by_role("dialog").get_by_label("train/tokens_per_second", exact=True).check()
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    assert titles(page, "Best") == ["The loss"]
    charts_drawn(page, 1, lines=4)

    perplexity = panel(page, "perplexity")
    perplexity.hover()
    perplexity.get_by_label("Panel menu").click()
    perplexity.get_by_role("button", name="Remove").click()
    expect(panel(page, "perplexity")).to_have_count(0)
    page.goto("/ada/language-model?runs=none&except=sweep-01")
    charts_drawn(page, 1)
    assert titles(page, "Best") == ["The loss"]
    assert panel(page, "perplexity").count() == 0
    page.get_by_label("Changes to the board").click()
    page.get_by_role("button", name="Show 1 removed panel again").click()
    expect(panel(page, "perplexity")).to_be_visible()
    page.get_by_label("Changes to the board").click()
    page.get_by_role("button", name="Undo the last change").click()
    expect(panel(page, "perplexity")).to_have_count(0)
    page.get_by_label("Changes to the board").click()
    page.get_by_role("button", name="Undo all changes").click()
    assert titles(page, "train") == ["train/loss", "train/tokens_per_second"] and "board" not in query(page)


def test_sections_are_folded_moved_and_sized(open_board):
    page = open_board("/ada/language-model?runs=none&except=sweep-01", size={"width": 1440, "height": 2400})
    charts_drawn(page, 2)
    section = page.locator(".panel-section", has=page.locator(".fold", has_text="eval"))
    section.locator(".section-head").hover()
    section.get_by_label("Section menu").click()
    section.get_by_role("button", name="Large panels").click()
    assert panel(page, "eval/loss").bounding_box()["height"] == 400
    section.get_by_label("Section menu").click()
    section.get_by_role("button", name="Move section down").click()
    names = [text.split("\n")[0] for text in page.locator(".fold").all_inner_texts()]
    assert names == ["Charts", "optimizer", "eval", "train"]
    page.locator(".fold", has_text="train").drag_to(page.locator(".fold", has_text="optimizer"))
    names = [text.split("\n")[0] for text in page.locator(".fold").all_inner_texts()]
    assert names == ["Charts", "train", "optimizer", "eval"]
    page.locator(".fold", has_text="train").click()
    expect(panel(page, "train/loss")).to_have_count(0)
    page.reload()
    page.wait_for_selector("[data-key='perplexity']")
    expect(panel(page, "train/loss")).to_have_count(0)


def test_curves_are_grouped(open_board):
    page = open_board(f"{SEARCH}?runs=all")
    charts_drawn(page, 2, lines=24)
    page.get_by_label("Chart settings", exact=True).click()
    page.get_by_label("Group curves").select_option("config.width")
    charts_drawn(page, 2, lines=4)
    expect(panel(page, "val/loss").locator(".legend li")).to_have_count(4)
    page.get_by_label("Middle").select_option("median")
    page.get_by_label("Spread").select_option("minmax")
    assert query(page)["curves"] == ["config.width"] and query(page)["middle"] == ["median"]
    page.keyboard.press("Escape")
    box = panel(page, "val/loss").locator(".line-chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".chart-tooltip tr")).to_have_count(4)
    expect(page.locator(".chart-tooltip td.faint").first).to_contain_text("…")
    screenshot(page, "panels-grouped")


def test_pictures_arrive_live(open_board, panels):
    name = "live-pictures"
    panels.account.upsert_run(name, "live-media", config={})
    row = lambda step: {"_step": step, "_runtime": step, "_timestamp": 1.7e9 + step, "h": {"_type": "histogram", "values": [1, step + 1], "bins": [0, 1, 2]}}  # noqa: E731
    panels.account.stream("live-media", name, history=(0, [row(0), row(1)]))
    page = open_board("/ada/live-media")
    slider = page.locator("[data-key='h'] canvas[data-drawn]")
    slider.wait_for()
    page.wait_for_selector(".live")
    page.locator("[data-key='h']").get_by_label("View").select_option("step")
    expect(page.locator("[data-key='h'] output")).to_have_text("Step 1")
    panels.account.stream("live-media", name, history=(2, [row(2)]))
    expect(page.locator("[data-key='h'] output")).to_have_text("Step 2")
    panels.account.stream("live-media", name, complete=True, exitcode=0)


def test_panels_off_screen_ask_for_nothing(open_board):
    page = open_board(VISION, size={"width": 900, "height": 400})
    asked = []
    page.on("request", lambda request: asked.append(request.post_data or request.url))
    page.reload()
    settled(page)
    page.wait_for_timeout(300)
    assert not any("fc.weight" in one for one in asked)
    panel(page, "parameters/fc.weight").scroll_into_view_if_needed()
    page.wait_for_selector("[data-key='parameters/fc.weight'] canvas[data-drawn]")
    assert any("parameters/fc.weight" in one for one in asked)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_screenshots(open_board, size, theme):
    page = open_board(
        f"{VISION}?panels=street|predictions|fc|roc|conf", theme=theme, locale="ko-KR" if theme == "dark" else "en-US",
        **({"size": PHONE} if size == "phone" else {}),
    )  # fmt: skip
    settled(page)
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    screenshot(page, f"panels-{size}-{theme}")
