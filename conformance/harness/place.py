"""A person's machine, from which jobs are tracked and launched."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

from .client import Client
from .command import Command

# The clients that make jobs.
CLIENTS = ("0.18.0", "0.31.0")
PROJECT = "launched"

# Tracks itself when it is not launched; tells what it has seen.
PROGRAM = """
import json, os, sys
import wandb
from wandb.sdk import launch

seen = {"arguments": sys.argv[1:], "environment": {k: v for k, v in os.environ.items() if k.startswith("WANDB")}}
if os.path.exists("settings.json"):
    if "WANDB_LAUNCH" not in os.environ:
        wandb.init(project=os.environ["WANDB_PROJECT"], config={"lr": 0.1, "net": {"depth": 2, "kind": "mlp"}})
    else:
        seen["load_wandb_config"] = dict(launch.load_wandb_config())
        wandb.init(config={"lr": 0.1, "net": {"depth": 2, "kind": "mlp"}})
    launch.manage_config_file("settings.json")
    seen["settings"] = json.load(open("settings.json"))
else:
    wandb.init(project=os.environ.get("WANDB_PROJECT"), config={"lr": 0.1, "net": {"depth": 2, "kind": "mlp"}})
run = wandb.run
if "WANDB_LAUNCH" not in os.environ:
    run.log_code(".", include_fn=lambda path: path.endswith((".py", ".json")))
seen.update(config=dict(run.config), path=run.path, name=run.name)
run.log({"loss": run.config["lr"] * 2})
print("the key is", os.environ["WANDB_API_KEY"], flush=True)
run.finish()
with open(os.environ.get("SEEN", "seen.json"), "w") as file:
    json.dump(seen, file)
if "--fail" in sys.argv:
    sys.exit(7)
"""


class Place:
    """A person's machine: one client version's Python first in PATH, a folder, a key."""

    def __init__(self, client: Client, account, directory: Path):
        self.client, self.account, self.directory = client, account, directory
        self.command = Command(directory, account)
        self.seen = directory / "seen.json"
        self.environment = {
            "PATH": f"{client.python.parent}:{os.environ['PATH']}",
            "SEEN": str(self.seen),
            "ROOST_LAUNCH_CACHE": str(directory / "cache"),
            "WANDB_SILENT": "true",
            "WANDB_CONSOLE": "off",
        }

    def track(self, name: str = "trained", **files: str) -> str:
        """Runs the program with the official client; the job that the client makes of it."""
        code = self.directory / "code"
        code.mkdir(exist_ok=True)
        (code / "train.py").write_text(PROGRAM)
        for path, text in files.items():
            (code / path.replace("__", ".")).write_text(text)
        environment = {
            **self.client._environment(True, None),
            "WANDB_DISABLE_JOB_CREATION": "false",
            "WANDB_JOB_NAME": name,
            "WANDB_PROJECT": PROJECT,
            "SEEN": str(self.directory / "tracked.json"),
        }
        done = subprocess.run(
            [self.client.python, "train.py"], cwd=code, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return f"{self.account.user}/{PROJECT}/{name}:latest"

    def launch(self, *arguments: str, environment: dict | None = None):
        self.seen.unlink(missing_ok=True)
        return self.command.run("launch", *arguments, environment={**self.environment, **(environment or {})})

    def launched(self, *arguments: str, **keywords) -> dict:
        """What the program saw, launched as a process without an error."""
        printed = self.launch("-r", "local-process", *arguments, **keywords)
        assert printed.code == 0, f"{printed.out}\n{printed.err}"
        return json.loads(self.seen.read_text())


def wait_for(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.05)


def folder_with(place: Place, text: str = PROGRAM, name: str = "mine") -> Path:
    folder = place.directory / name
    folder.mkdir(exist_ok=True)
    (folder / "main.py").write_text(text)
    return folder
