"""Trains a classifier on scikit-learn's digits, logs everything to Roost, and reads it all back."""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import pickle
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import wandb
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier


# Logged on the way beside the numbers, so that one sees how they change.
RICH = {"samples", "weights"}
EVERY = 50


def rich(model: MLPClassifier, images: np.ndarray, truth: np.ndarray) -> dict:
    """What the model says of sixteen digits, and how its weights are spread."""
    guesses = model.predict(images[:16])
    return {
        "samples": [
            wandb.Image((image.reshape(8, 8) * 255).astype(np.uint8), caption=f"{guess} (is {is_})")
            for image, guess, is_ in zip(images, guesses, truth)
        ],
        "weights": wandb.Histogram(np.concatenate([layer.ravel() for layer in model.coefs_]), num_bins=32),
    }


def train(run: wandb.Run, steps: int, batch: int, directory: Path) -> dict:
    """Trains, logs on the way, and returns what was logged."""
    digits = load_digits()
    images = digits.data / 16
    train_x, test_x, train_y, test_y = train_test_split(images, digits.target, test_size=0.25, random_state=0)
    model = MLPClassifier((64,), learning_rate_init=run.config["lr"], random_state=0)
    shuffled = np.random.default_rng(0)
    rows = []
    for step in range(steps):
        chosen = shuffled.integers(0, len(train_x), batch)
        model.partial_fit(train_x[chosen], train_y[chosen], classes=range(10))
        row = {"train/loss": float(model.loss_), "epoch": step * batch / len(train_x)}
        if step % 10 == 9 or step == steps - 1:
            chances = model.predict_proba(test_x)
            row["test/loss"] = float(log_loss(test_y, chances, labels=range(10)))
            row["test/accuracy"] = float((chances.argmax(axis=1) == test_y).mean())
            print(f"step {step + 1:4d}  loss {row['test/loss']:.4f}  accuracy {row['test/accuracy']:.4f}")
        run.log(row | (rich(model, test_x, test_y) if step % EVERY == EVERY - 1 else {}))
        rows.append(row)

    guesses = model.predict(test_x)
    wrong = [[int(index), int(test_y[index]), int(guesses[index])] for index in np.flatnonzero(guesses != test_y)]
    weights = np.concatenate([layer.ravel() for layer in model.coefs_])
    run.log(
        {
            **rich(model, test_x, test_y),
            "mistakes": wandb.Table(columns=["index", "truth", "guess"], data=wrong),
            "confusion": wandb.plot.confusion_matrix(
                y_true=test_y.tolist(), preds=guesses.tolist(), class_names=[str(digit) for digit in range(10)],
                title="Confusion matrix",
            ),
        }
    )
    model_file = directory / "model.pkl"
    model_file.write_bytes(pickle.dumps(model))
    run.save(str(model_file), base_path=str(directory), policy="now")
    run.summary["best_accuracy"] = max(row.get("test/accuracy", 0) for row in rows)
    return {
        "rows": rows,
        "mistakes": wrong,
        "histogram": np.histogram(weights, bins=32),
        "captions": [f"{guesses[index]} (is {test_y[index]})" for index in range(16)],
        "model": hashlib.sha256(model_file.read_bytes()).hexdigest(),
        "best": run.summary["best_accuracy"],
    }


class Report:
    """Counts what was compared and says so."""

    def __init__(self) -> None:
        self.values = 0
        self.failures: list[str] = []

    def equal(self, what: str, actual: object, expected: object) -> None:
        self.values += 1
        both_nan = isinstance(actual, float) and isinstance(expected, float) and math.isnan(actual) and math.isnan(expected)
        if actual != expected and not both_nan:
            self.failures.append(f"{what}: {actual!r} instead of {expected!r}")

    def line(self, text: str) -> None:
        print(f"  {text}")


def read_back(path: str, config: dict, logged: dict) -> Report:
    """Reads the run through the public API and compares it with what was logged."""
    report = Report()
    run = wandb.Api().run(path)
    report.equal("state", run.state, "finished")
    for key, value in config.items():
        report.equal(f"config {key}", run.config.get(key), value)
    report.line(f"{len(config)} config values")

    rows = list(run.scan_history())
    report.equal("number of rows", len(rows), len(logged["rows"]) + 1)
    for step, (row, expected) in enumerate(zip(rows, logged["rows"])):
        report.equal(f"step {step}", row["_step"], step)
        report.equal(f"keys of step {step}", {key for key in row if not key.startswith("_")} - RICH, set(expected))
        for key, value in expected.items():
            report.equal(f"{key} at step {step}", row.get(key), value)
    report.line(f"{len(rows)} rows of history, {sum(map(len, logged['rows']))} values")

    summary = run.summary
    for key, value in {**logged["rows"][-1], "best_accuracy": logged["best"]}.items():
        report.equal(f"summary {key}", summary.get(key), value)
    report.line("the summary")

    with tempfile.TemporaryDirectory() as directory:
        files = {}
        for file in run.files():
            file.download(root=directory, replace=True).close()
            files[file.name] = (Path(directory) / file.name).read_bytes()
            report.equal(f"size of {file.name}", len(files[file.name]), file.size)
    last = rows[-1]
    report.equal("model file", hashlib.sha256(files["model.pkl"]).hexdigest(), logged["model"])
    report.equal("captions", last["samples"]["captions"], logged["captions"])
    for name in last["samples"]["filenames"]:
        report.equal(f"image {name}", files[name][:4], b"\x89PNG")
    for key in ("mistakes", "confusion_table"):
        value = last[key]
        report.equal(f"digest of {key}", hashlib.sha256(files[value["path"]]).hexdigest(), value["sha256"])
    report.equal("table", json.loads(files[last["mistakes"]["path"]])["data"], logged["mistakes"])
    values, edges = logged["histogram"]
    report.equal("histogram values", last["weights"]["values"], values.tolist())
    report.equal("histogram bins", [float(edge) for edge in last["weights"]["bins"]], edges.tolist())
    report.line(f"{len(files)} files: images, tables, the model, the client's own")
    report.equal("console", b"accuracy" in files["output.log"], True)
    report.line("the console output")
    return report


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=0.003)
    parser.add_argument("--project", default="digits")
    arguments = parser.parse_args()
    config = {"lr": arguments.lr, "batch": arguments.batch, "steps": arguments.steps, "hidden": [64], "data": "digits"}

    os.environ.setdefault("WANDB_SILENT", "true")
    with tempfile.TemporaryDirectory() as directory:
        settings = wandb.Settings(x_stats_sampling_interval=0.5)
        run = wandb.init(project=arguments.project, config=config, tags=["demo"], dir=directory, settings=settings)
        print(f"Training as {run.name}: {run.url}")
        begun = time.monotonic()
        logged = train(run, arguments.steps, arguments.batch, Path(directory))
        url, path = run.url, f"{run.entity}/{run.project}/{run.id}"
        run.finish()
        print(f"Trained and logged in {time.monotonic() - begun:.1f} s.")

    print("Reading it back through wandb.Api():")
    report = read_back(path, config, logged)
    if report.failures:
        print(f"{len(report.failures)} of {report.values} comparisons failed:")
        for failure in report.failures[:20]:
            print(f"  {failure}")
        return 1
    print(f"All {report.values} comparisons agree.")
    print(f"View the run at {url}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
