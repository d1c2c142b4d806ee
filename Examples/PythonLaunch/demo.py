"""Tracks a run, makes it a job, and lets an agent run variants of it; then compares what came out with what was asked."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import wandb

HERE = Path(__file__).parent
PROJECT, QUEUE = "launch-demo", "demo"
VARIANTS = [{"lr": 0.003, "hidden": 32}, {"lr": 0.01, "hidden": 64}, {"lr": 0.03, "hidden": 16}]
WAIT_SECONDS = 900


def say(text: str) -> None:
    print(f"demo: {text}", flush=True)


def track(directory: Path) -> str:
    """Runs the program once, with the official client, and returns its job."""
    for name in ("train.py", "requirements.txt"):
        shutil.copy(HERE / name, directory / name)
    tracked = f"tracked-{secrets.token_hex(4)}"
    environment = {
        **os.environ, "WANDB_PROJECT": PROJECT, "WANDB_RUN_ID": tracked, "WANDB_JOB_NAME": "digits",
        "WANDB_DISABLE_JOB_CREATION": "false", "WANDB_DIR": str(directory), "WANDB_SILENT": "true",
    }  # fmt: skip
    subprocess.run([sys.executable, "train.py"], cwd=directory, env=environment, check=True)
    run = wandb.Api().run(f"{PROJECT}/{tracked}")
    (job,) = [artifact for artifact in run.used_artifacts() if artifact.type == "job"]
    say(f"tracked {run.url}, which is now the job {job.qualified_name}")
    return job.qualified_name


class Roost:
    """The command line."""

    def __init__(self, binary: str, directory: Path) -> None:
        self.binary, self.directory = binary, directory

    def json(self, *arguments: str) -> object:
        done = subprocess.run([self.binary, *arguments, "--json"], capture_output=True, text=True, cwd=self.directory)
        if done.returncode:
            sys.exit(f"demo: roost {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)

    def agent(self) -> subprocess.Popen:
        command = [self.binary, "launch-agent", "--queue", QUEUE, "--max-jobs", "2", "--state", str(self.directory)]
        return subprocess.Popen(command, cwd=self.directory)


def container_image() -> str | None:
    """The image of the containers, where there can be any."""
    image = os.environ.get("ROOST_DEMO_IMAGE", "python:3.11-slim")
    if not shutil.which("podman"):
        say("podman is not here: no containers")
        return None
    if subprocess.run(["podman", "image", "exists", image]).returncode == 0:
        return image
    if subprocess.run(["podman", "pull", "--quiet", image], capture_output=True).returncode == 0:
        return image
    say(f"the image {image} cannot be had (ROOST_DEMO_IMAGE names another): no containers")
    return None


def enqueue(roost: Roost, job: str, image: str | None) -> dict[str, dict]:
    """Puts the variants into the queue, and returns their configs by the ids of their items."""
    wanted = {}
    places = [("local-process", {})]
    if image:
        places.append(("local-container", {"local-container": {"builder": {"accelerator": {"base_image": image}}}}))
    for resource, arguments in places:
        for variant in VARIANTS:
            given = ["--set-config=" + f"{key}={value}" for key, value in variant.items()]
            if arguments:
                given += ["--resource-args", json.dumps(arguments)]
            name = f"{resource} lr {variant['lr']}"
            item = roost.json(
                "launch-add", "--job", job, "--queue", QUEUE, "--project", PROJECT, "--resource", resource,
                "--name", name, *given,
            )  # fmt: skip
            wanted[item["item"]] = {**variant, "name": name}
    say(f"{len(wanted)} variants wait in the queue {QUEUE}")
    return wanted


def work_off(roost: Roost, wanted: dict[str, dict]) -> dict[str, dict]:
    """Runs an agent until all of it is done, and returns the items."""
    agent = roost.agent()
    deadline = time.monotonic() + WAIT_SECONDS
    try:
        while True:
            items = {item["id"]: item for item in roost.json("queue", "items", QUEUE) if item["id"] in wanted}
            if all(item["state"] in ("finished", "failed", "cancelled") for item in items.values()):
                return items
            if time.monotonic() > deadline:
                sys.exit(f"demo: not done after {WAIT_SECONDS} s: {items}")
            time.sleep(0.5)
    finally:
        agent.send_signal(signal.SIGTERM)
        agent.wait(60)


def check(items: dict[str, dict], wanted: dict[str, dict], job: str) -> int:
    """Compares the runs with what was asked, prints them, and returns how many are as they should be."""
    api, right = wandb.Api(), 0
    for item, config in wanted.items():
        run = api.run(items[item]["run"])
        jobs = [artifact.qualified_name for artifact in run.used_artifacts() if artifact.type == "job"]
        is_right = (
            items[item]["state"] == run.state == "finished"
            and run.name == config["name"]
            and all(run.config[key] == config[key] for key in ("lr", "hidden"))
            and [name.rpartition(":")[0] for name in jobs] == [job.rpartition(":")[0]]
        )
        right += is_right
        accuracy = run.summary.get("test/accuracy", float("nan"))
        print(f"  {'ok ' if is_right else 'BAD'} {run.name:28} accuracy {accuracy:.4f}  {run.url}")
    return right


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roost", required=True, help="the roost executable")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="roost-launch-demo-") as name:
        directory = Path(name)
        roost = Roost(options.roost, directory)
        job = track(directory)
        if QUEUE not in [queue["name"] for queue in roost.json("queue", "list")]:
            roost.json("queue", "create", QUEUE, "--resource", "local-process")
        wanted = enqueue(roost, job, container_image())
        right = check(work_off(roost, wanted), wanted, job)
    say(f"{right} of {len(wanted)} runs are as they were asked for")
    sys.exit(right != len(wanted))


if __name__ == "__main__":
    main()
