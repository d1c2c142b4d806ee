"""A project with many small runs of several groups, for the runs table, groups and comparisons."""

from __future__ import annotations

import math
import random

from harness.account import Account

PROJECT = "sweeps"
RUNS = 240
OPTIMIZERS = ["adamw", "lion", "sgd"]
RATES = [0.0003, 0.001, 0.003, 0.01]
WORDS = ["amber", "cedar", "tidal", "quiet", "north"]


def config_of(number: int) -> dict:
    return {"lr": RATES[number % 4], "batch_size": 32 * 2 ** (number % 3), "seed": number, "dropout": round(0.05 * (number % 5), 2),
            "optimizer": {"name": OPTIMIZERS[number % 3], "betas": [0.9, 0.99 + number % 2 / 1000]}, "data": {"augment": number % 2 == 0}}  # fmt: skip


def loss_of(number: int) -> float:
    return round(0.2 + 0.01 * (number * 37 % RUNS) + 0.1 * (number % 4), 4)


def summary_of(number: int) -> dict:
    summary = {"val/loss": loss_of(number), "val/accuracy": round(1 - loss_of(number) / 4, 4), "epoch": number % 12}
    if number % 40 == 7:
        summary["val/loss"] = math.nan
    if number % 10 == 3:
        del summary["val/accuracy"]
    return summary


def fill_sweeps(account: Account, runs: int = RUNS, project: str = PROJECT) -> None:
    for number in range(runs):
        name = f"run-{number:04d}"
        account.upsert_run(
            name, project, displayName=f"{WORDS[number % 5]}-{number}", config=config_of(number), groupName=f"sweep-{number % 6}" if number % 8 else None,
            jobType="eval" if number % 5 == 0 else "train", tags=["baseline"] if number % 30 == 0 else [f"batch-{number % 3}"],
            notes="Looks =promising, <b>maybe</b>." if number % 50 == 1 else None, host="node-1",
        )  # fmt: skip
        chance = random.Random(number)
        rows = [{"_step": step, "_runtime": step, "_timestamp": 1_700_000_000 + step, "train/loss": loss_of(number) + math.exp(-step / 8) + chance.gauss(0, 0.02)} for step in range(40)] if number % 8 < 2 else []  # noqa: E501
        if rows:
            account.stream(project, name, history=(0, rows))
        account.stream(project, name, summary=summary_of(number), complete=True, exitcode=1 if number % 20 == 9 else 0)
