"""The project workspace: which runs are drawn, what panels show, and what the address keeps."""

import re
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import expect

from ui.conftest import charts_drawn

PROJECT = "/ada/language-model"


def query(page) -> dict:
    return parse_qs(urlparse(page.url).query)


def series_requests(page) -> list[dict]:
    """Collects what is asked of the series endpoint from now on."""
    asked = []
    page.on("request", lambda request: "/api/v1/series" in request.url and asked.append(parse_qs(urlparse(request.url).query)))
    return asked


def wait_for(page, asked, count) -> None:
    """Waits until so much was asked and every answer is drawn."""
    for _ in range(200):
        if len(asked) >= count and not page.query_selector(".panel.loading"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"asked {len(asked)} times")


def drag(page, panel, start: float, end: float) -> None:
    box = panel.query_selector(".line-chart").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * start, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, y, steps=4)
    page.mouse.up()


def test_sections_and_panels(open_page):
    page = open_page(PROJECT)
    charts_drawn(page, 3, lines=20)
    assert page.locator(".panel-section .fold").all_inner_texts() == ["Charts\n1", "eval\n2", "optimizer\n2", "train\n2"]
    page.get_by_label("Search panels").fill("loss$")
    assert page.locator(".panel h3").all_inner_texts() == ["eval/loss", "train/loss"]
    assert query(page)["panels"] == ["loss$"]
    page.get_by_label("Search panels").fill("nowhere")
    assert "No panel matches" in page.locator(".notice h2").inner_text()


def test_runs_are_shown_hidden_and_found(open_page):
    page = open_page(PROJECT)
    charts_drawn(page, 2, lines=20)
    asked = series_requests(page)
    page.locator(".run-row").first.locator(".run-eye button").click()
    charts_drawn(page, 2, lines=19)
    assert not asked, "hiding a run asks for nothing"
    page.get_by_label("Hide all").click()
    assert "No run is shown" in page.locator(".notice h2").inner_text()
    page.reload()
    assert "No run is shown" in page.locator(".notice h2").inner_text()
    page.get_by_label("Show all").click()
    charts_drawn(page, 2, lines=36)
    page.get_by_label("Search runs").fill("heron")
    expect(page.locator(".run-name", has_not_text="heron")).to_have_count(0)
    assert page.locator(".run-name").count() > 3
    page.get_by_label("Search by regular expression").click()
    page.get_by_label("Search runs").fill("-1\\d$")
    expect(page.locator(".run-name")).to_have_text([re.compile(f"-{n}$") for n in range(19, 9, -1)])
    page.get_by_label("State").select_option("failed")
    expect(page.locator(".run-name")).to_have_text([re.compile("-13$")])
    assert query(page)["state"] == ["failed"] and query(page)["regex"] == ["1"]


def test_zoom_asks_for_the_range_and_comes_back(open_page):
    page = open_page(PROJECT)
    charts_drawn(page, 2, lines=20)
    panel = page.query_selector("[data-key='eval/loss']")
    asked = series_requests(page)
    drag(page, panel, 0.4, 0.6)
    wait_for(page, asked, 1)
    assert len(asked) == 1 and asked[0]["key"] == ["eval/loss"] and len(asked[0]["run"]) == 20
    low, high = float(asked[0]["from"][0]), float(asked[0]["to"][0])
    assert 400 < low < 700 < high < 1000
    page.mouse.dblclick(*centre(panel))
    wait_for(page, asked, 2)
    assert len(asked) == 2 and "from" not in asked[1]


def centre(panel) -> tuple[float, float]:
    box = panel.query_selector(".line-chart").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_pointing_shows_all_runs_and_a_crosshair_in_every_chart(open_page):
    page = open_page("/ada/digits")
    charts_drawn(page, 4, lines=6)
    page.mouse.move(*centre(page.query_selector("[data-key='train/accuracy']")))
    page.wait_for_selector(".chart-tooltip")
    assert page.locator(".chart-tooltip tr").count() == 6
    assert page.locator(".chart-tooltip tr.nearest").count() == 1
    assert page.locator(".chart-crosshair").count() >= 4
    heading = int(page.locator(".chart-tooltip-head").inner_text())
    assert 150 < heading < 250


def test_settings_stand_in_the_address(open_page):
    page = open_page("/ada/digits?x=relative&smooth=ema&amount=0.9&chart=logy")
    charts_drawn(page, 3, lines=6)
    page.get_by_label("Chart settings", exact=True).first.click()
    assert page.get_by_label("X axis").input_value() == "relative"
    assert page.get_by_label("Logarithmic Y").is_checked()
    asked = series_requests(page)
    page.get_by_label("X axis").select_option("metric:lr")
    wait_for(page, asked, 1)
    assert all(one["x"] == ["metric:lr"] for one in asked)
    assert query(page)["x"] == ["metric:lr"]


def test_panels_off_screen_ask_for_nothing(open_page):
    page = open_page("/ada/language-model", size={"width": 900, "height": 420})
    asked = series_requests(page)
    page.reload()
    charts_drawn(page, 1, lines=20)
    page.wait_for_timeout(300)
    assert "train/tokens_per_second" not in {key for one in asked for key in one["key"]}
    page.query_selector("[data-key='train/tokens_per_second']").scroll_into_view_if_needed()
    wait_for(page, asked, len(asked) + 1)
    assert "train/tokens_per_second" in {key for one in asked for key in one["key"]}


def test_export(open_page):
    page = open_page("/ada/digits")
    charts_drawn(page, 3, lines=6)
    panel = page.locator("[data-key='val/loss']")
    panel.hover()
    panel.get_by_label("Export", exact=True).first.click()
    contents = {}
    for format in ("CSV", "SVG", "PNG"):
        with page.expect_download() as download:
            panel.get_by_text(format, exact=True).click()
        contents[format] = open(download.value.path(), "rb").read()
    rows = contents["CSV"].decode().splitlines()
    assert rows[0].startswith("run,label,key,") and len(rows) == 1 + 6 * 20
    assert contents["SVG"].startswith(b"<svg") and contents["SVG"].count(b"<path") > 6
    assert contents["PNG"].startswith(b"\x89PNG") and len(contents["PNG"]) > 10_000


def test_the_tooltip_tells_single_points(open_page, world):
    page = open_page("/ada/language-model?runs=none&except=sweep-03")
    charts_drawn(page, 2)
    panel = page.query_selector("[data-key='train/loss']")
    panel.scroll_into_view_if_needed()
    charts_drawn(page, 5)
    page.mouse.move(*centre(panel))
    expect(page.locator(".chart-tooltip td.faint")).to_have_text([""])
    step = int(page.locator(".chart-tooltip-head").inner_text().replace(",", ""))
    logged = {row["_step"]: row["train/loss"] for row in world.account.history("language-model", "sweep-03")}
    assert float(page.locator(".chart-tooltip td.number").first.inner_text()) == round(logged[step], 4)
