"""What is logged while a page is open appears on it, also after the connection was lost."""

import time

import pytest

from ui.conftest import charts_drawn, screenshot


@pytest.fixture
def run(world):
    """A run that goes on, with fifty rows."""
    name = f"live-{time.time_ns()}"
    world.account.upsert_run(name, "going-on", displayName="goes on", config={})
    log(world, name, 0, 50)
    yield name
    world.account.stream("going-on", name, complete=True, exitcode=0)


def log(world, name, start, end):
    rows = [{"_step": n, "_runtime": n, "_timestamp": 1.7e9 + n, "loss": 10 - n / 10} for n in range(start, end)]
    world.account.stream("going-on", name, history=(start, rows))


def last_value(page) -> str | None:
    """What the tooltip says at the right edge of the chart."""
    box = page.query_selector("[data-key='loss'] .line-chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] - 30, box["y"] + 60)
    page.mouse.move(box["x"] + box["width"] - 14, box["y"] + 60)
    page.wait_for_timeout(60)
    found = page.query_selector(".chart-tooltip-head")
    return found and found.inner_text()


def until(page, expected, seconds=10) -> None:
    start = time.monotonic()
    while (seen := last_value(page)) != expected:
        assert time.monotonic() - start < seconds, f"shows {seen}, not {expected}"


def test_points_appear(open_page, world, run):
    page = open_page(f"/ada/going-on/runs/{run}")
    charts_drawn(page)
    page.wait_for_selector(".live")
    until(page, "49")
    log(world, run, 50, 60)
    until(page, "59")
    screenshot(page, "run-live")


def test_a_new_key_makes_a_panel(open_page, world, run):
    page = open_page(f"/ada/going-on/runs/{run}")
    charts_drawn(page)
    page.wait_for_selector(".live")
    world.account.stream("going-on", run, history=(50, [{"_step": 50, "fresh": 1.0}]))
    page.wait_for_selector("[data-key='fresh']", timeout=5000)


def test_a_lost_connection_misses_nothing(open_page, world, run):
    page = open_page(f"/ada/going-on/runs/{run}")
    charts_drawn(page)
    page.wait_for_selector(".live")
    hide = "Object.defineProperty(document, 'hidden', {configurable: true, get: () => %s}); document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(hide % "true")
    page.wait_for_selector(".live", state="detached")
    log(world, run, 50, 80)
    page.evaluate(hide % "false")
    page.wait_for_selector(".live")
    until(page, "79")


def test_the_console_goes_on(open_page, world, run):
    world.account.stream("going-on", run, output=(0, ["2026-01-01T00:00:00.000000 first line\n"]))
    page = open_page(f"/ada/going-on/runs/{run}/console")
    page.get_by_text("first line").wait_for()
    page.wait_for_selector(".live")
    world.account.stream("going-on", run, output=(1, ["2026-01-01T00:00:01.000000 \x1b[31msecond line\x1b[0m\n"]))
    page.locator(".console-line .fg-1", has_text="second line").wait_for(timeout=5000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert open(download.value.path()).read() == "first line\n\x1b[31msecond line\x1b[0m\n", "as it was printed"


def test_a_run_can_be_stopped(open_page, world, run):
    page = open_page(f"/ada/going-on/runs/{run}")
    with page.expect_response(lambda response: "stopRun" in (response.request.post_data or "")):
        page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_text("Stopping…").wait_for()
    assert world.account.run("going-on", run)["stopped"] is True
