"""Runs that were forked and rewound by a real client."""

from __future__ import annotations

from pathlib import Path

from harness.account import Account
from harness.client import Client

PROJECT = "branches"


def branch():
    """One run, two forks of it, a fork of a fork, and a rewind of the first run."""
    import math
    import os

    import wandb

    def train(run, start, end, rate, floor):
        for step in range(start, end):
            fall = math.exp(-step * rate / 20)
            run.log({"loss": floor + 2 * fall + 0.04 * math.sin(step * 1.7), "accuracy": 1 - floor - 0.8 * fall, "epoch": step / 10})
        run.finish()

    def begin(name, **how):
        return wandb.init(project=os.environ["PROJECT"], name=name, config={"lr": 0.01}, **how)

    train(begin("base", id="base"), 0, 60, 1.0, 0.30)
    train(begin("low rate", id="low-rate", fork_from="base?_step=24"), 25, 60, 1.6, 0.12)
    train(begin("high rate", id="high-rate", fork_from="base?_step=36"), 37, 52, 0.8, 0.42)
    train(begin("restart", id="restart", fork_from="low-rate?_step=44"), 45, 70, 2.0, 0.05)
    run = wandb.init(project=os.environ["PROJECT"], resume_from="base?_step=50")
    train(run, 51, 66, 1.0, 0.36)


def fill(account: Account, directory: Path) -> None:
    Client("0.31.0", account, directory, {"PROJECT": PROJECT}).call(branch, seconds=300)


def resume():
    """Six more steps of a run that has ended."""
    import os
    import time

    import wandb

    with wandb.init(project=os.environ["PROJECT"], id=os.environ["RUN"], resume="must") as run:
        # What the run has lasted is known to whole seconds.
        time.sleep(2)
        for step in range(run.step, run.step + 6):
            run.log({"loss": 0.05 - step / 10_000, "accuracy": 0.95, "epoch": step / 10})


def go_on(account: Account, directory: Path, run: str = "restart") -> None:
    Client("0.31.0", account, directory, {"PROJECT": PROJECT, "RUN": run}).call(resume, seconds=120)
