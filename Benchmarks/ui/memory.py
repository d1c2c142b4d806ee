"""The browser's memory over an hour of live updates of 100 runs; the page's clock runs as fast as the updates come."""

from __future__ import annotations

import concurrent.futures
import random

from playwright.sync_api import CDPSession

from browser import CHARTS_DRAWN, chromium, new_context, sign_in
from report import Figure
from stage import USER, Stage, link_of

KEYS = tuple(f"train/metric_{number}" for number in range(6))
PROJECT = "live"
SECONDS_A_TURN = 30
START = 1_790_000_000
SCREEN = {"width": 1440, "height": 900}
# What a page may gain in the last two thirds of the hour, by which its buffers are full.
LIMIT_PER_CENT = 5


def rows(run: int, first: int, count: int) -> list[dict]:
    chance = random.Random(run * 100_003 + first)
    return [{"_step": step, "_runtime": step, "_timestamp": START + step} | {key: chance.gauss(1 / (1 + step / 500), 0.02) for key in KEYS}
            for step in range(first, first + count)]  # fmt: skip


def megabytes(session: CDPSession) -> float:
    """What the page holds, after everything that it does not hold any more is collected."""
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    usage = session.send("Runtime.getHeapUsage")
    return (usage["usedSize"] + usage.get("backingStorageSize", 0) + usage.get("embedderHeapUsedSize", 0)) / 1e6


def slope(minutes: list[float], values: list[float]) -> float:
    """Least squares: how much is gained in an hour."""
    middle, mean = sum(minutes) / len(minutes), sum(values) / len(values)
    return 60 * sum((at - middle) * (value - mean) for at, value in zip(minutes, values)) / sum((at - middle) ** 2 for at in minutes)


def measure(stage: Stage) -> list[Figure]:
    runs, seconds = (3, 240) if stage.tiny else (100, 3600)
    turns = seconds // SECONDS_A_TURN
    found: list[tuple[float, float]] = []
    with stage.server("live", {"runs": 0}, lambda account: None) as server, chromium() as browser:
        # Its content grows with each measurement, so each has a project of its own.
        account = server.add_user(f"u{random.randrange(10**9)}")
        names = [f"run-{number:03d}" for number in range(runs)]
        pool = concurrent.futures.ThreadPoolExecutor(4)

        def log(turn: int) -> None:
            write = lambda run: account.stream(PROJECT, names[run], history=(turn * SECONDS_A_TURN, rows(run, turn * SECONDS_A_TURN, SECONDS_A_TURN)))  # noqa: E731
            list(pool.map(write, range(runs)))

        for name in names:
            account.upsert_run(name, PROJECT, displayName=name)
        log(0)
        link = server.base_url + server.cli("user", "link", account.user).split()[-1]
        context = new_context(browser, server.base_url, sign_in(browser, link), SCREEN)
        page = context.new_page()
        page.clock.install(time=START)
        page.goto(f"/{account.user}/{PROJECT}?runs=all")
        page.clock.run_for(1000)
        page.wait_for_function(CHARTS_DRAWN % {"charts": len(KEYS), "lines": runs})
        page.wait_for_selector(".live")
        session = context.new_cdp_session(page)
        for turn in range(1, turns + 1):
            log(turn)
            page.clock.run_for(SECONDS_A_TURN * 1000)
            page.wait_for_timeout(50)
            found.append((turn * SECONDS_A_TURN / 60, megabytes(session)))
        drawn = page.evaluate("() => document.querySelectorAll('canvas[data-drawn]').length")
        assert drawn == len(KEYS), f"{drawn} charts are still drawn"
        context.close()
    late = [(at, value) for at, value in found if at >= found[-1][0] / 3]
    gained = slope(*map(list, zip(*late)))
    level = sum(value for _, value in late) / len(late)
    note = ", ".join(f"{value:.0f}" for _, value in found[:: max(1, turns // 12)]) + " MB"
    return [
        Figure(f"memory in an hour of live updates, {runs} runs: held", level, "MB", note=note),
        Figure("memory gained an hour, of what is held", 100 * gained / level, "%", LIMIT_PER_CENT),
    ]
