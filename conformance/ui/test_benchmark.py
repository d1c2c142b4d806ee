"""The benchmark of the UI still runs: all of its stories on a few small runs. No figure is asserted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from harness.paths import BINARY, ROOT

STORIES = ["workspace", "pan", "table", "keys", "size", "memory"]
ROWS = ["workspace, 3 runs × 4 panels × 500 points, cold", "workspace, 3 runs × 4 panels × 500 points, warm", "pan, a panel of 3 lines",
        "zoom, a panel of 3 lines", "table of 300 runs: first rows", "table of 300 runs: sort by a metric", "table of 300 runs: filter typed, the name of one",
        "project with 60 keys, 2 runs: to interaction", "script and style of a first visit: workspace", "memory in an hour of live updates, 3 runs"]  # fmt: skip


def test_every_story_of_the_benchmark_prints_its_figures(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "Benchmarks" / "ui", *STORIES, "--tiny", "--repeats", "1", "--data", tmp_path]
    environment = {**os.environ, "ROOST_BINARY": str(BINARY), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    table = done.stdout.rpartition("\n\n")[2].splitlines()
    for row in ROWS:
        lines = [line.removeprefix(row) for line in table if line.startswith(row)]
        assert lines and all(any(letter.isdigit() for letter in line) for line in lines), f"no figure of: {row}\n{done.stdout}"
