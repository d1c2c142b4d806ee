"""How each peer is served, which of its pages shows the curves of all runs, and when that page has drawn them.

Where it cannot be seen from outside that a curve is drawn, the moment counts at which its data has come, which is
earlier: no peer is made slower than it is.
"""

from __future__ import annotations

import json
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from browser import time_until
from playwright.sync_api import BrowserContext


@dataclass
class PeerPage:
    command: list[object]
    """The arguments of the peer's Python."""
    url: str
    """Answers when the peer is ready."""
    path: str
    is_done: str
    script: str = ""
    """Runs in the page before its own scripts, for settings that a person would have made."""
    wait_until_ready: Callable[[], None] = lambda: None

    def time(self, context: BrowserContext, seconds: float) -> float:
        page, milliseconds = time_until(context, self.path, self.is_done, seconds)
        page.close()
        return milliseconds


# All runs are ticked as soon as the box for it is there: of more than 40, TensorBoard ticks none by itself. Its charts
# are drawn in a worker, so what counts is that all cards have their data and nothing turns any more.
TENSORBOARD_DONE = """() => {
  const all = document.querySelector('tb-data-table thead input[type=checkbox], tb-data-table .header input[type=checkbox], tb-data-table input[type=checkbox]');
  if (all && !all.checked && !window.hasTicked) { window.hasTicked = true; all.click(); }
  if (!all || !window.hasTicked && !all.checked) return false;
  const cards = [...document.querySelectorAll('scalar-card')];
  const answers = performance.getEntriesByType('resource').filter((one) => one.name.includes('/timeSeries') && one.responseEnd > 0);
  return cards.length >= %d && cards.every((card) => card.querySelector('line-chart canvas, line-chart path') && !card.querySelector('mat-spinner'))
    && answers.length >= %d;
}"""
TENSORBOARD_SETTINGS = """localStorage.setItem('_tb_global_settings', JSON.stringify({ paginationSize: 24, scalarSmoothing: 0, autoReload: false }));"""


def tensorboard(home: Path, port: int, shape: tuple[int, int, int]) -> PeerPage:
    url = f"http://127.0.0.1:{port}/"
    runs, tags, steps = shape

    def has_all() -> bool:
        ask = lambda what: json.load(urllib.request.urlopen(f"{url}data/plugin/scalars/{what}", timeout=30))  # noqa: E731
        found = ask("tags")
        if len(found) < runs or any(len(of) < tags for of in found.values()):
            return False
        last = sorted(found)[-1]
        return ask("scalars?" + urllib.parse.urlencode({"run": last, "tag": sorted(found[last])[-1]}))[-1][1] == steps - 1

    def wait_until_ready() -> None:
        while not has_all():
            time.sleep(0.5)

    command = ["-m", "tensorboard.main", "--logdir", home, "--host", "127.0.0.1", "--port", port, "--load_fast", "auto"]
    return PeerPage([str(one) for one in command], url, "/#timeseries", TENSORBOARD_DONE % (tags, tags), TENSORBOARD_SETTINGS, wait_until_ready)


PAGES: dict[str, Callable[[Path, int, tuple[int, int, int]], PeerPage]] = {"tensorboard": tensorboard}
