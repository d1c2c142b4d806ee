"""The charts that `wandb.plot` describes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ui.conftest import screenshot
from ui.panels.board import VISION, panel


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
