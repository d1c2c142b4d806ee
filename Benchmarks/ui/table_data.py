"""A project of 100,000 runs with configs and summaries, made as the client makes runs."""

from __future__ import annotations

import json
import multiprocessing
import random

from harness.account import Account

PROJECT = "many"
WORDS = ["amber", "cedar", "tidal", "quiet", "north", "copper", "lunar", "mossy"]
BIRDS = ["finch", "wren", "heron", "swift", "owl", "ibis", "crane"]
OPTIMIZERS = ["adamw", "lion", "sgd", "adafactor"]


def display_name(number: int) -> str:
    return f"{WORDS[number * 7 % 8]}-{BIRDS[number * 5 % 7]}-{number}"


def loss_of(number: int) -> float:
    """All runs have different losses."""
    return round(0.2 + (number * 7919 % 1_000_003) / 500_000, 6)


def variables(number: int) -> dict:
    chance = random.Random(number)
    loss = loss_of(number)
    config = {"lr": round(10 ** chance.uniform(-5, -2), 7), "batch_size": 32 * 2 ** (number % 4), "seed": number, "epochs": 10 + number % 5,
              "dropout": round(0.05 * (number % 5), 2), "optimizer": {"name": OPTIMIZERS[number % 4], "betas": [0.9, 0.999]},
              "model": {"depth": 4 + number % 9, "width": 64 * (1 + number % 8)}, "data": {"name": f"set-{number % 12}"}}  # fmt: skip
    summary = {"train/loss": loss, "val/loss": round(loss * 1.1, 6), "val/accuracy": round(1 - loss / 4, 6), "epoch": 10 + number % 5,
               "_step": 1000 + number % 100, "_runtime": 60 + number % 3000, "_timestamp": 1_760_000_000 + number * 40}  # fmt: skip
    return {"displayName": display_name(number), "config": config, "groupName": f"group-{number % 200}", "jobType": "eval" if number % 9 == 0 else "train",
            "tags": [f"batch-{number % 10}"], "host": f"node-{number % 8}", "state": "failed" if number % 31 == 0 else "finished",
            "summaryMetrics": json.dumps(summary)}  # fmt: skip


def make_runs(task: tuple[str, str, str, range]) -> int:
    base_url, user, key, numbers = task
    account = Account(base_url, user, key)
    for number in numbers:
        account.upsert_run(f"run-{number:06d}", PROJECT, **variables(number))
    return len(numbers)


def fill_many(account: Account, count: int, say) -> None:
    block = min(count, 1000)
    tasks = [(account.base_url, account.user, account.key, range(start, start + block)) for start in range(0, count, block)]
    with multiprocessing.Pool(2) as pool:
        done = 0
        for made in pool.imap_unordered(make_runs, tasks):
            done += made
            if done % 10_000 == 0:
                say(f"  {PROJECT}: {done:,} of {count:,} runs")
