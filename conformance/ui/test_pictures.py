"""A workspace that is opened again shows the charts that it painted before, as long as nothing has changed."""

import time

import pytest
from playwright.sync_api import expect

from ui.conftest import charts_drawn

PROJECT = "pictures"
RUNS, KEYS = 14, ("train/loss", "train/rate")
KEPT = """async () => {
  const names = (await indexedDB.databases()).map((one) => one.name);
  if (!names.includes('roost')) return -1;
  const database = await new Promise((done) => { indexedDB.open('roost').onsuccess = (event) => done(event.target.result); });
  try {
    const count = database.transaction('pictures').objectStore('pictures').count();
    return await new Promise((done) => { count.onsuccess = () => done(count.result); });
  } finally {
    database.close();
  }
}"""
PIXELS = "() => [...document.querySelectorAll('canvas[data-drawn]')].map((one) => one.toDataURL())"


@pytest.fixture(scope="module")
def runs(world):
    """Runs that have ended, with a fall each."""
    for number in range(RUNS):
        name = f"fall-{number:02d}"
        world.account.upsert_run(name, PROJECT, displayName=name, config={})
        rows = [{"_step": step, KEYS[0]: (number + 1) / (step + 1), KEYS[1]: number * step} for step in range(30)]
        world.account.stream(PROJECT, name, history=(0, rows))
        world.account.stream(PROJECT, name, complete=True, exitcode=0)


def asked_for_series(page) -> list[str]:
    asked = []
    page.on("request", lambda request: "/api/v1/series" in request.url and asked.append(request.url))
    return asked


def pictures_kept(page, count: int) -> None:
    deadline = time.monotonic() + 20
    while page.evaluate(KEPT) != count:
        assert time.monotonic() < deadline, page.evaluate(KEPT)
        page.wait_for_timeout(100)


def curves_drawn(page, asked: list[str]) -> None:
    """Waits until the curves stand where the pictures stood."""
    deadline = time.monotonic() + 20
    while len(asked) < len(KEYS) or page.query_selector(".panel.loading"):
        assert time.monotonic() < deadline, asked
        page.wait_for_timeout(50)


def opened(open_page, link: str | None = None):
    """The workspace as somebody sees it who comes an hour later, with its pictures kept."""
    page = open_page(link or "/", signed_in=link is None)
    page.clock.set_system_time(time.time() + 3600)
    page.goto(f"/ada/{PROJECT}")
    charts_drawn(page, len(KEYS), lines=RUNS)
    pictures_kept(page, len(KEYS))
    return page


def test_a_second_visit_shows_pictures_until_somebody_points(open_page, runs):
    page = opened(open_page)
    before = page.evaluate(PIXELS)
    asked = asked_for_series(page)
    page.reload()
    charts_drawn(page, len(KEYS), lines=RUNS)
    page.wait_for_timeout(500)
    assert page.evaluate(PIXELS) == before and asked == []
    page.locator(".line-chart").first.hover()
    curves_drawn(page, asked)
    page.locator(".line-chart").first.hover(position={"x": 90, "y": 60})
    expect(page.locator(".chart-tooltip")).to_be_visible()
    assert len(asked) == len(KEYS) and page.evaluate(PIXELS) == before


def test_a_keyboard_brings_the_curves_too(open_page, runs):
    page = opened(open_page)
    asked = asked_for_series(page)
    page.reload()
    charts_drawn(page, len(KEYS), lines=RUNS)
    page.get_by_label("Search panels").focus()
    curves_drawn(page, asked)


def test_what_is_zoomed_meanwhile_is_not_kept_as_the_whole(open_page, runs):
    page = open_page("/")
    page.clock.set_system_time(time.time() + 3600)
    page.goto(f"/ada/{PROJECT}")
    charts_drawn(page, len(KEYS), lines=RUNS)
    whole = page.evaluate(PIXELS)
    box = page.locator(".line-chart").first.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=3)
    page.mouse.up()
    page.mouse.move(5, 5)
    pictures_kept(page, len(KEYS) - 1)
    page.wait_for_timeout(1500)
    assert page.evaluate(KEPT) == len(KEYS) - 1
    page.reload()
    charts_drawn(page, len(KEYS), lines=RUNS)
    assert page.evaluate(PIXELS) == whole


def test_what_has_changed_is_painted_anew(open_page, runs, world):
    page = opened(open_page)
    asked = asked_for_series(page)
    page.goto(f"/ada/{PROJECT}?chart=logy")
    charts_drawn(page, len(KEYS), lines=RUNS)
    assert len(asked) == len(KEYS), "other axes are other pictures"
    pictures_kept(page, len(KEYS))
    world.account.upsert_run("late", PROJECT, displayName="late", config={})
    world.account.stream(PROJECT, "late", history=(0, [{"_step": step, KEYS[0]: step, KEYS[1]: step} for step in range(30)]))
    world.account.stream(PROJECT, "late", complete=True, exitcode=0)
    page.reload()
    charts_drawn(page, len(KEYS), lines=RUNS + 1)
    assert len(asked) > len(KEYS)


def test_nothing_is_kept_after_signing_out(open_page, runs, world):
    # Its own session, because it ends.
    page = opened(open_page, world.sign_in_link())
    page.get_by_role("button", name="ada").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/signin**")
    assert page.evaluate(KEPT) == -1


def test_the_list_of_runs_is_asked_for_once(open_page, runs):
    page = open_page("/")
    asked = []
    page.on("request", lambda request: request.url.endswith("/graphql") and asked.append(request.post_data_json["query"].split("(")[0].split()[1]))
    page.goto(f"/ada/{PROJECT}")
    charts_drawn(page, len(KEYS))
    assert [asked.count(name) for name in ("RunRows", "RunCount", "Viewer")] == [1, 1, 1]
