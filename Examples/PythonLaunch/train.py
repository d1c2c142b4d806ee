"""Trains a small network on scikit-learn's digits. It knows nothing of launching: it reads its config, and logs."""

from pathlib import Path

import numpy as np
import wandb
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

with wandb.init(config={"lr": 0.01, "hidden": 32, "steps": 200, "batch": 64}) as run:
    run.log_code(str(Path(__file__).parent))
    config = run.config
    digits = load_digits()
    train_x, test_x, train_y, test_y = train_test_split(digits.data / 16, digits.target, test_size=0.25, random_state=0)
    model = MLPClassifier((config["hidden"],), learning_rate_init=config["lr"], random_state=0)
    chosen = np.random.default_rng(0)
    for step in range(config["steps"]):
        batch = chosen.integers(0, len(train_x), config["batch"])
        model.partial_fit(train_x[batch], train_y[batch], classes=range(10))
        row = {"train/loss": float(model.loss_)}
        if step % 20 == 19:
            chances = model.predict_proba(test_x)
            row["test/loss"] = float(log_loss(test_y, chances, labels=range(10)))
            row["test/accuracy"] = float((chances.argmax(axis=1) == test_y).mean())
            print(f"step {step + 1:4d}  accuracy {row['test/accuracy']:.4f}")
        run.log(row)
