"""A project with 5,000 keys: from the navigation until its first panels are drawn and it answers a keystroke."""

from __future__ import annotations

from browser import chromium, new_context, sign_in, time_until
from filling import Curves, fill
from report import Figure, median_of
from stage import USER, Stage, link_of, say

SCREEN = {"width": 1440, "height": 900}
# Every chart of the screen is painted, and the page is done with making the others.
READY = """() => {
  const charts = [...document.querySelectorAll('.line-chart')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 0;
  });
  return charts.length >= %d && charts.every((one) => one.querySelector('canvas[data-drawn]:not([data-drawn="0"])'));
}"""
# Types into the search of panels; milliseconds from the keystroke to the frame that shows what was looked for.
SEARCH = """async ({ text, key }) => {
  const field = document.querySelector('.board-bar input[type=search]');
  const began = performance.now();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  const isThere = () => document.querySelector(`[data-key='${key}'] canvas[data-drawn]`) && document.querySelectorAll('.panel').length === 1;
  while (!isThere()) await new Promise((next) => requestAnimationFrame(next));
  await new Promise((next) => requestAnimationFrame(next));
  return performance.now() - began;
}"""


def content(stage: Stage) -> Curves:
    count = 60 if stage.tiny else 5000
    names = tuple(f"section_{number // 50:03d}/metric_{number:04d}" for number in range(count))
    return Curves("keys", 2 if stage.tiny else 10, names, 20 if stage.tiny else 100)


def measure(stage: Stage) -> list[Figure]:
    curves = content(stage)
    key = curves.keys[-3]
    first, search = [], []
    with stage.server("keys", curves, lambda account: fill(account, curves, say)) as server, chromium() as browser:
        state = sign_in(browser, link_of(server))
        for _ in range(stage.repeats):
            server.restart()
            context = new_context(browser, server.base_url, state, SCREEN)
            page, milliseconds = time_until(context, f"/{USER}/{curves.project}", READY % (6 if not stage.tiny else 1))
            first.append(milliseconds)
            search.append(page.evaluate(SEARCH, {"text": key.rsplit("/", 1)[1], "key": key}))
            context.close()
    what = f"project with {len(curves.keys):,} keys, {curves.runs} runs"
    interaction = [drawn + found for drawn, found in zip(first, search)]
    return [
        median_of(f"{what}: to its first panels", first, "ms"),
        median_of(f"{what}: a key is searched and drawn", search, "ms"),
        median_of(f"{what}: to interaction (both)", interaction, "ms", 1500),
    ]
