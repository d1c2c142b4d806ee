"""What the pages show in these tests: projects that a real client and the client's own protocol filled."""

from __future__ import annotations

import math
import random
import time
from pathlib import Path

from harness.account import Account
from harness.client import Client

STEPS = 1500


def train(runs):
    """Trains nothing, but prints, logs and saves as a training script does."""
    import math
    import random
    import time

    import wandb

    for number in range(runs):
        chance = random.Random(number)
        rate, width = [3e-4, 1e-3, 3e-3, 1e-2][number % 4], [64, 128, 256][number % 3]
        run = wandb.init(
            project="digits", id=f"digits-{number}", name=f"mlp-{width}-lr{rate:g}", group="mlp",
            tags=["baseline"] if number == 0 else ["sweep", f"width-{width}"], notes="A small network on 8×8 digits.",
            config={"lr": rate, "batch_size": 64, "epochs": 12, "model": {"width": width, "depth": 3, "activation": "gelu"},
                    "optimizer": {"name": "adamw", "betas": [0.9, 0.999], "weight_decay": 0.01}, "seed": number},
            settings=wandb.Settings(x_stats_sampling_interval=0.1),
        )  # fmt: skip
        for step in range(400):
            fall = math.exp(-step / (60 + 30 * (number % 3)))
            noise = chance.gauss(0, 0.04)
            row = {"train/loss": 0.08 + 2.2 * fall + abs(noise), "train/accuracy": 1 - 0.88 * fall - abs(noise) / 2,
                   "train/grad_norm": 0.4 + 3 * fall + chance.random(), "lr": rate * (1 - step / 400)}
            if step % 20 == 19:
                row |= {"val/loss": 0.12 + 2.1 * fall + abs(noise) / 3, "val/accuracy": 0.985 - 0.85 * fall - abs(noise) / 3}
                print(f"\x1b[1mepoch {step // 20 + 1:2d}\x1b[0m  loss \x1b[36m{row['val/loss']:.4f}\x1b[0m  "
                      f"accuracy \x1b[32m{row['val/accuracy']:.3f}\x1b[0m")
            if number == 1 and 200 <= step < 204:
                row["train/loss"] = [float("nan"), float("inf"), float("-inf"), float("nan")][step - 200]
            run.log(row)
            if number == 1:
                time.sleep(0.008)
        print("\x1b[33mwarning:\x1b[0m the last checkpoint is the best one")
        with open("report.md", "w") as file:
            file.write("# Report\n\nThe network converged.\n")
        run.save("report.md", policy="now")
        run.finish()


def fill(account: Account, client: Client) -> None:
    """Three projects: one of the real client, one with many runs, one with runs that still go on."""
    client.environment.update({"WANDB_CONSOLE": "wrap", "WANDB_SILENT": "false"})
    client.call(train, runs=6, quiet=False)
    for number in range(36):
        add_run(account, number)
    account.upsert_run("steady", "live", displayName="steady", config={"lr": 0.01})
    account.stream("live", "steady", history=(0, [{"_step": n, "_runtime": n, "_timestamp": time.time() - 50 + n, "loss": 2 / (n + 2)} for n in range(50)]))  # noqa: E501


def add_run(account: Account, number: int) -> None:
    """A finished run of the project with many runs."""
    chance = random.Random(number)
    name, start = f"sweep-{number:02d}", time.time() - 86_400 * 3 + 3_000 * number
    rate = 10 ** chance.uniform(-4, -2)
    account.upsert_run(name, "language-model", displayName=f"{chance.choice(['amber', 'cedar', 'tidal', 'quiet', 'north'])}-{chance.choice(['finch', 'wren', 'heron', 'swift', 'owl'])}-{number}", config={"lr": rate})  # noqa: E501
    level, rows = 0.0, []
    for step in range(STEPS):
        level = 0.97 * level + chance.gauss(0, 0.02)
        fall = (step + 20) ** -0.32
        row = {"_step": step, "_runtime": step * (1.2 + number / 30), "_timestamp": start + step * 1.3,
               "train/loss": 1.6 + 6.5 * fall + level + rate * 20 + chance.gauss(0, 0.01), "train/tokens_per_second": 41_000 + chance.gauss(0, 900),
               "optimizer/lr": rate * min(1, step / 150) * (1 + math.cos(math.pi * step / STEPS)) / 2,
               "optimizer/grad_norm": math.exp(chance.gauss(-1, 0.4)) + (9 if step == 700 + number else 0)}  # fmt: skip
        if step % 50 == 49:
            row |= {"eval/loss": 1.7 + 6.4 * fall + rate * 22, "eval/accuracy": 0.62 - 0.9 * fall - rate * 5, "perplexity": math.exp(1.7 + 6.4 * fall + rate * 22)}
        rows.append(row)
    account.stream("language-model", name, history=(0, rows))
    account.stream("language-model", name, complete=True, exitcode=1 if number % 9 == 4 else 0, summary={"train/loss": rows[-1]["train/loss"]})


def make_world(account: Account, directory: Path) -> None:
    client = Client("0.31.0", account, directory)
    fill(account, client)
