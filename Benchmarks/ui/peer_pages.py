"""How each peer is served, which of its pages shows the curves of all runs, and when that page has drawn them.

Where it cannot be seen from outside that a curve is drawn, the moment counts at which its data has come, which is
earlier: no peer is made slower than it is.
"""

from __future__ import annotations

import base64
import json
import re
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


def waiting_for(has_all: Callable[[], bool]) -> Callable[[], None]:
    def wait() -> None:
        while not has_all():
            time.sleep(0.5)

    return wait


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

    command = ["-m", "tensorboard.main", "--logdir", home, "--host", "127.0.0.1", "--port", port, "--load_fast", "auto"]
    return PeerPage([str(one) for one in command], url, "/#timeseries", TENSORBOARD_DONE % (tags, tags), TENSORBOARD_SETTINGS, waiting_for(has_all))


# The chart view of an experiment, as a person leaves it who wants to see all: every run shown (MLflow shows the first
# ten by itself), five charts a row at the smallest height that it offers, so that all of them stand on the screen; it
# draws no others. Nothing is fetched again while it is open, and the assistant is closed.
MLFLOW_SETTINGS = """(() => {
  const key = 'MLflowLocalStorage-1.1-ExperimentPage-["1"]-ReactComponentState';
  const section = { uuid: 'train', name: 'train', display: true, isReordered: false, deleted: false, isGenerated: true, columns: 5, cardHeight: 300 };
  if (!localStorage.getItem(key)) localStorage.setItem(key, JSON.stringify({
    runsHiddenMode: 'SHOW_ALL', autoRefreshEnabled: false, compareRunCharts: [], compareRunSections: [section] }));
  localStorage.setItem('mlflow.assistant.fab.autoOpenedOnFirstLoad_v1', 'true');
  localStorage.setItem('mlflow.assistant.panelOpen_v1', 'false');
})();"""
# Plotly draws into SVG: what counts is that each chart has a trace of every run, and each trace its path. A trace has at
# most 320 of a curve's points, which is what MLflow's server samples it to; more cannot be asked for.
MLFLOW_DONE = """() => {
  const charts = [...document.querySelectorAll('.js-plotly-plot')];
  return charts.length >= %d && charts.every((chart) => new Set((chart.data || []).map((trace) => trace.uuid)).size >= %d
    && chart.querySelectorAll('.scatterlayer path.js-line').length >= chart.data.length);
}"""


def mlflow(home: Path, port: int, shape: tuple[int, int, int]) -> PeerPage:
    url = f"http://127.0.0.1:{port}/"
    command = ["-m", "mlflow", "server", "--backend-store-uri", f"sqlite:///{home}/mlflow.db",
               "--artifacts-destination", home / "artifacts", "--host", "127.0.0.1", "--port", port]  # fmt: skip
    runs, keys, _ = shape
    return PeerPage([str(one) for one in command], url, "/#/experiments/1/runs?compareRunsMode=CHART", MLFLOW_DONE % (keys, runs), MLFLOW_SETTINGS)


# Aim draws all charts into SVG, those below the screen's edge too: what counts is that each has a path for every run.
# By itself it groups the charts by metric and asks for 500 of a curve's points, which is its highest density.
AIM_DONE = """() => {
  const charts = [...document.querySelectorAll('.LineChart')];
  return charts.length >= %d && charts.every((chart) => chart.querySelectorAll('path.Line[d]').length >= %d);
}"""
AIM_QUERY = {"options": [], "query": "", "advancedMode": True, "advancedQuery": "metric.name.startswith('train/')"}


def aim(home: Path, port: int, shape: tuple[int, int, int]) -> PeerPage:
    url = f"http://127.0.0.1:{port}/"
    start = "from aim.cli.cli import cli_entry_point; cli_entry_point()"
    command = ["-c", start, "up", "--repo", home, "--host", "127.0.0.1", "--port", port]
    # Aim undoes JavaScript's encodeURI, which leaves these signs as they are.
    select = base64.urlsafe_b64encode(urllib.parse.quote(json.dumps(AIM_QUERY), safe=";,/?:@&=+$-_.!~*'()#").encode()).decode().rstrip("=")
    runs, keys, _ = shape

    def has_all() -> bool:
        """Finds only what the server has put into its index, which it does after its first start."""
        with urllib.request.urlopen(f"{url}api/runs/search/run/?exclude_params=true&report_progress=false", timeout=30) as answer:
            return len(set(re.findall(rb"[0-9a-f]{24}", answer.read()))) >= runs

    return PeerPage([str(one) for one in command], url, f"/metrics?select=O-{select}", AIM_DONE % (keys, runs), wait_until_ready=waiting_for(has_all))


PAGES: dict[str, Callable[[Path, int, tuple[int, int, int]], PeerPage]] = {"tensorboard": tensorboard, "mlflow": mlflow, "aim": aim}
