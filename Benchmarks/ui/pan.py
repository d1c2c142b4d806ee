"""Panning and zooming one panel of 100 lines: the time of each frame while a pointer drags and a wheel turns."""

from __future__ import annotations

import statistics

from playwright.sync_api import Page

from browser import CHARTS_DRAWN, chromium, new_context, sign_in, time_until
from filling import fill
from report import Figure
from stage import USER, Stage, link_of, say
from workspace import curves

# Frames and what they cost while something moves: at 60 frames a second, one comes each 16.7 ms.
FRAMES = """
window.frames_ = [];
window.isMoving = true;
let last = performance.now();
const next = (now) => {
  window.frames_.push(now - last);
  last = now;
  if (window.isMoving) requestAnimationFrame(next);
};
requestAnimationFrame(next);
"""


def frames(page: Page, move) -> list[float]:
    """Milliseconds between frames while `move` goes on."""
    page.evaluate(FRAMES)
    move()
    return page.evaluate("() => { window.isMoving = false; return window.frames_.slice(2); }")


def drag(page: Page, box: dict, steps: int) -> None:
    """Moves the chart to and fro, one small step after the other, as a hand does."""
    left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.keyboard.down("Shift")
    page.mouse.move(left, top)
    page.mouse.down()
    for step in range(steps):
        page.mouse.move(left + 120 * (1 - abs(1 - (step % 80) / 40)), top)
    page.mouse.up()
    page.keyboard.up("Shift")


def turn(page: Page, box: dict, steps: int) -> None:
    """Zooms in and out again at the middle of the chart."""
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.keyboard.down("Control")
    for step in range(steps):
        page.mouse.wheel(0, -12 if (step // 30) % 2 == 0 else 12)
    page.keyboard.up("Control")


def measure(stage: Stage) -> list[Figure]:
    content = curves(stage)
    steps = 60 if stage.tiny else 400
    panel = ".line-chart"
    with stage.server("workspace", content, lambda account: fill(account, content, say)) as server, chromium() as browser:
        context = new_context(browser, server.base_url, sign_in(browser, link_of(server)), {"width": 1440, "height": 900})
        path = f"/{USER}/{content.project}?runs=all&panels={content.keys[0]}$"
        page, _ = time_until(context, path, CHARTS_DRAWN % {"charts": 1, "lines": content.runs})
        box = page.locator(panel).first.bounding_box()
        idle = frames(page, lambda: page.wait_for_timeout(500))
        found = {"pan": [], "zoom": []}
        for _ in range(stage.repeats):
            found["pan"] += frames(page, lambda: drag(page, box, steps))
            found["zoom"] += frames(page, lambda: turn(page, box, steps // 4))
        # Something has moved, or the frames would say nothing.
        assert page.get_by_role("button", name="Reset zoom").count() > 0
    say(f"  frames without anything to do: {statistics.median(idle):.1f} ms")
    return [
        Figure(f"{name}, a panel of {content.runs} lines, median", 1000 / statistics.median(times), "fps", 59.5, is_floor=True,
               note=f"{len(times)} frames, 95 % within {sorted(times)[len(times) * 95 // 100]:.1f} ms")
        for name, times in found.items()
    ]  # fmt: skip
