"""Pictures with boxes and masks, sounds, films, pages, and scenes in space."""

from __future__ import annotations

from playwright.sync_api import expect

from ui import world_panels
from ui.conftest import screenshot
from ui.panels.board import VISION, panel, settled


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
