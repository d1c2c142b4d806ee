"""Fills a peer's store with curves through its own Python interface, in bulk. Runs in the peer's own environment.

    python peer_filling.py tensorboard|mlflow|aim FOLDER RUNS KEYS STEPS
"""

from __future__ import annotations

import math
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

START = 1_790_000_000


def keys(count: int) -> list[str]:
    return [f"train/metric_{number:02d}" for number in range(count)]


def curve(run: int, key: int, steps: int) -> list[float]:
    """A noisy fall, another one for each run and key, over as many steps as there are."""
    chance = random.Random(run * 1009 + key)
    level, height, half, spread = chance.random(), 1 + chance.random(), steps * (0.02 + 0.2 * chance.random()), 0.03 + 0.05 * chance.random()
    return [level + height * math.exp(-step / half) + spread * chance.gauss(0, 1) for step in range(steps)]


def tensorboard(folder: Path, runs: int, names: list[str], steps: int) -> None:
    from tensorboard.compat.proto import event_pb2, summary_pb2
    from tensorboard.summary.writer.event_file_writer import EventFileWriter

    metadata = summary_pb2.SummaryMetadata(plugin_data=summary_pb2.SummaryMetadata.PluginData(plugin_name="scalars"))
    for run in range(runs):
        writer = EventFileWriter(str(folder / f"run-{run:03d}"), max_queue_size=10_000)
        columns = [curve(run, key, steps) for key in range(len(names))]
        for step, row in enumerate(zip(*columns)):
            values = [summary_pb2.Summary.Value(tag=name, simple_value=value, metadata=metadata if step == 0 else None)
                      for name, value in zip(names, row)]  # fmt: skip
            writer.add_event(event_pb2.Event(wall_time=START + step / 10, step=step, summary=summary_pb2.Summary(value=values)))
        writer.close()


def mlflow(folder: Path, runs: int, names: list[str], steps: int) -> None:
    from mlflow.entities import Metric
    from mlflow.tracking import MlflowClient

    client = MlflowClient(tracking_uri=f"sqlite:///{folder}/mlflow.db")
    experiment = client.create_experiment("workspace", artifact_location=f"file://{folder}/artifacts")
    for number in range(runs):
        run = client.create_run(experiment, run_name=f"run-{number:03d}").info.run_id
        metrics = [Metric(name, value, 1000 * START + 100 * step, step)
                   for key, name in enumerate(names) for step, value in enumerate(curve(number, key, steps))]  # fmt: skip
        for first in range(0, len(metrics), 1000):
            client.log_batch(run, metrics=metrics[first : first + 1000])
        client.set_terminated(run)


def aim(folder: Path, runs: int, names: list[str], steps: int) -> None:
    from aim import Repo

    Repo.from_path(str(folder), init=True).close()
    # Its points are written one by one; several processes write several runs at once, as Aim's users do.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for _ in pool.map(aim_run, *zip(*[(folder, number, names, steps) for number in range(runs)])):
            pass


def aim_run(folder: Path, number: int, names: list[str], steps: int) -> None:
    from aim import Run

    run = Run(repo=str(folder), experiment="workspace", system_tracking_interval=None, capture_terminal_logs=False, log_system_params=False)
    run.name = f"run-{number:03d}"
    for key, name in enumerate(names):
        for step, value in enumerate(curve(number, key, steps)):
            run.track(value, name=name, step=step)
    run.close()


if __name__ == "__main__":
    peer, folder, (runs, count, steps) = sys.argv[1], Path(sys.argv[2]), map(int, sys.argv[3:6])
    folder.mkdir(parents=True, exist_ok=True)
    {"tensorboard": tensorboard, "mlflow": mlflow, "aim": aim}[peer](folder, runs, keys(count), steps)
