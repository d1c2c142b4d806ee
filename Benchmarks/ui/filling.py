"""Fills a server with curves in bulk, through the protocol that the official client speaks."""

from __future__ import annotations

import json
import math
import multiprocessing
import random
from dataclasses import dataclass
from itertools import islice

from harness.account import Account

ROWS_A_REQUEST = 5000
NOISE = 1 << 16


@dataclass(frozen=True)
class Curves:
    """So many runs, each with the same keys, each key with a value in each step."""

    project: str
    runs: int
    keys: tuple[str, ...]
    steps: int
    state: str = "finished"

    @property
    def points(self) -> int:
        return self.runs * len(self.keys) * self.steps


def run_name(number: int) -> str:
    return f"run-{number:03d}"


def noise_of(seed: int) -> list[float]:
    chance = random.Random(seed)
    return [chance.gauss(0, 1) for _ in range(NOISE)]


def values(noise: list[float], run: int, key: int, first: int, count: int) -> list[float]:
    """A stretch of one curve: a noisy fall, another one for each run and key."""
    chance = random.Random(run * 1009 + key)
    level, height, half, spread = chance.random(), 1 + chance.random(), 2000 + 20000 * chance.random(), 0.03 + 0.05 * chance.random()
    shift = chance.randrange(NOISE)
    ring = [noise[(shift + first + at) % NOISE] for at in range(count)]
    # The fall changes slowly: one exponential for each hundred steps.
    falls = [level + height * math.exp(-step / half) for step in range(first, first + count, 100)]
    return [falls[at // 100] + spread * one for at, one in enumerate(ring)]


def body(curves: Curves, run: int, first: int, count: int, noise: list[float]) -> bytes:
    """A request of the file stream with some rows, as the client writes them."""
    names = "".join(f'\\"{key}\\":%.7g,' for key in curves.keys)
    row = '"{' + names + '\\"_timestamp\\":%.3f,\\"_runtime\\":%.3f,\\"_step\\":%d}"'
    steps = range(first, first + count)
    columns = [values(noise, run, key, first, count) for key in range(len(curves.keys))]
    start = 1_790_000_000 + 1000 * run
    rows = zip(*columns, (start + step / 10 for step in steps), (step / 10 for step in steps), steps)
    lines = ",".join([row % one for one in rows])
    return f'{{"files":{{"wandb-history.jsonl":{{"offset":{first},"content":[{lines}]}}}}}}'.encode()


def fill_run(task: tuple[str, str, str, Curves, int]) -> int:
    base_url, user, key, curves, run = task
    account = Account(base_url, user, key)
    name, noise = run_name(run), noise_of(run)
    account.upsert_run(name, curves.project, displayName=f"curve-{run}", config={"lr": 10 ** -(2 + run / 50), "seed": run})
    for first in range(0, curves.steps, ROWS_A_REQUEST):
        count = min(ROWS_A_REQUEST, curves.steps - first)
        answer = account.post_stream(curves.project, name, body(curves, run, first, count, noise))
        assert answer.status_code == 200, answer.text
    if curves.state == "finished":
        summary = {one: values(noise, run, at, curves.steps - 1, 1)[0] for at, one in enumerate(curves.keys)}
        account.stream(curves.project, name, complete=True, exitcode=0, summary=summary | {"_step": curves.steps - 1})
    return run


def fill(account: Account, curves: Curves, say=print) -> None:
    tasks = [(account.base_url, account.user, account.key, curves, run) for run in range(curves.runs)]
    with multiprocessing.Pool(2) as pool:
        for done, _ in enumerate(pool.imap_unordered(fill_run, tasks), 1):
            if done % 20 == 0:
                say(f"  {curves.project}: {done} of {curves.runs} runs")
