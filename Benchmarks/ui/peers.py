"""The same curves in Roost and in other trackers that can be installed, in the same browser: time to all curves drawn.

No peer takes 200 million points in bounded time, so all are measured on curves of the same shape with fewer points
(`PEER_STEPS` each), which they are given through their own Python interfaces; Roost is measured on these as well.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Callable, Iterator

from browser import chromium, new_context
from peer_pages import PAGES
from playwright.sync_api import Error
from report import Figure, median_of
from stage import Stage, say
from workspace import curves, times

PEER_STEPS = 1000
# No peer talks to anybody, and none does anything beside what is measured: MLflow's server would run eight more processes for jobs.
ENVIRONMENT = os.environ | {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true", "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
# Of what the package index holds; setuptools is what TensorBoard imports and does not ask for.
PACKAGES = {"tensorboard": ["tensorboard==2.21.0", "setuptools<81"], "aim": ["aim==3.29.1"], "mlflow": ["mlflow==3.17.2"]}
FILLING_SECONDS = 900
PAGE_SECONDS = 180
LIMIT_TIMES = 5


def python_of(stage: Stage, peer: str) -> Path:
    """The interpreter of the peer's own environment, which is made when it is missing."""
    home = stage.peers / peer
    if not (home / "bin" / "python").exists():
        say(f"installing {peer}")
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin" / "python", "-m", "pip", "install", "--quiet", *PACKAGES[peer]], check=True)
    return home / "bin" / "python"


def filled(stage: Stage, peer: str, shape: tuple[int, int, int]) -> Path:
    home = stage.directory / "peers" / f"{peer}-{'x'.join(map(str, shape))}"
    if (home / "filled").exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    say(f"filling {peer} with {shape[0] * shape[1] * shape[2]:,} points")
    script = Path(__file__).with_name("peer_filling.py")
    began = time.monotonic()
    command = [python_of(stage, peer), script, peer, home, *map(str, shape)]
    subprocess.run(command, check=True, timeout=FILLING_SECONDS, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    say(f"  filled in {time.monotonic() - began:.0f} s")
    (home / "filled").touch()
    return home


@contextlib.contextmanager
def serving(command: list[object], log: Path, url: str) -> Iterator[None]:
    with open(log, "wb") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, env=ENVIRONMENT)
    try:
        until(lambda: answers(url), 120)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 15)
        process.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def until(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not after {seconds} s")
        time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def times_of(stage: Stage, peer: str, shape: tuple[int, int, int]) -> list[float]:
    """Milliseconds from the navigation to all curves drawn, each time in a page of a profile that has been there before."""
    home = filled(stage, peer, shape)
    port = free_port()
    page = PAGES[peer](home, port, shape)
    found = []
    with serving([python_of(stage, peer), *page.command], home / "server.log", page.url), chromium() as browser:
        page.wait_until_ready()
        context = new_context(browser, f"http://127.0.0.1:{port}")
        context.add_init_script(page.script)
        for _ in range(stage.repeats + 1):
            found.append(page.time(context, PAGE_SECONDS))
        context.close()
    return found[1:]


def measure(stage: Stage) -> list[Figure]:
    content = curves(stage, PEER_STEPS)
    shape = (content.runs, len(content.keys), content.steps)
    what = "{} runs × {} panels × {:,} points: ".format(*shape)
    cold, warm = times(stage, content, "workspace-of-peers")
    figures = [median_of(f"{what}Roost, its first visit", cold, "ms"), median_of(f"{what}Roost", warm, "ms")]
    medians = []
    for peer in PAGES:
        try:
            found = times_of(stage, peer, shape)
        except (Error, TimeoutError, subprocess.SubprocessError, OSError) as problem:
            say(f"{peer} could not be measured: {str(problem).splitlines()[0]}")
            continue
        medians.append(statistics.median(found))
        figures.append(median_of(f"{what}{peer}", found, "ms"))
    if medians:
        ratio = min(medians) / statistics.median(warm)
        figures.append(Figure(f"{what}times sooner than the fastest of them", ratio, "times", LIMIT_TIMES, is_floor=True))
    return figures
