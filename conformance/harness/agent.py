"""A `roost launch-agent` process, queues, and jobs to put into them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

from .account import Account
from .client import Client
from .command import Command
from .paths import BINARY, environment_python

END_SECONDS = 60

# What the jobs run: notes when it began, then does as its config says. It is read by another process.
PROGRAM = '''
import os, sys, time, signal
began = time.time()
import json
config = json.loads(os.environ.get("WANDB_CONFIG", "{}"))
def note(word):
    if config.get("notes"):
        with open(config["notes"], "a") as file:
            file.write(json.dumps({"what": word, "at": began if word == "began" else time.time(), "pid": os.getpid(),
                "run": os.environ.get("WANDB_RUN_ID"), "resume": os.environ.get("WANDB_RESUME"),
                "index": config.get("index"), "restart": os.environ.get("SLURM_RESTART_COUNT")}) + "\\n")
note("began")
for name in config.get("print", []):
    print("value", os.environ.get(name), flush=True)
if config.get("wandb", True):
    import wandb
    run = wandb.init()
    for step in range(config.get("rows", 0)):
        run.log({"i": step})
until = config.get("until")
deadline = time.time() + config.get("sleep", 0)
while time.time() < deadline or (until and not os.path.exists(until)):
    time.sleep(0.02)
if config.get("wandb", True):
    run.finish()
note("ended")
sys.exit(config.get("code", 0))
'''


def make_job(client: Client, name: str = "job", project: str = "launch") -> str:
    """A job artifact from a folder of code, made by the official client; returns its path."""
    code = client.directory / f"code-{name}"
    code.mkdir(parents=True, exist_ok=True)
    (code / "program.py").write_text(PROGRAM)
    (code / "requirements.txt").write_text("")
    command = [
        str(client.python.parent / "wandb"), "job", "create", "--project", project, "--entity", client.account.user,
        "--name", name, "--entry-point", "python program.py", "code", str(code),
    ]  # fmt: skip
    done = subprocess.run(
        command, env=client._environment(True, None), cwd=client.directory, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return f"{client.account.user}/{project}/{name}:latest"


class Agent:
    """One agent in a folder of its own. `events` are the JSON lines that it has printed."""

    def __init__(self, account: Account, directory: Path, *options: object, environment: dict[str, str] | None = None):
        self.command = Command(directory, account)
        self.directory = directory
        self.options = options
        self.environment = {
            "PATH": f"{environment_python('wandb-0.31.0').parent}:{os.environ['PATH']}", "WANDB_SILENT": "true",
            "WANDB_CONSOLE": "off", "WANDB_X_DISABLE_STATS": "true", "ROOST_BIN": str(BINARY),
            **(environment or {}),
        }  # fmt: skip
        self.events: list[dict] = []
        self.process: subprocess.Popen | None = None

    def start(self) -> Agent:
        self.process = self.command.start(
            "launch-agent", "--json", "--state", self.directory / "agent", *self.options, environment=self.environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=open(self.directory / "agent.err", "ab"), text=True,
        )  # fmt: skip
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()
        count = len(self.of("registered"))
        self.wait_for("registered", count + 1)
        return self

    def _read(self, process: subprocess.Popen) -> None:
        for line in process.stdout:
            self.events.append(json.loads(line))

    def of(self, event: str, **fields: object) -> list[dict]:
        return [
            each for each in list(self.events)
            if each["event"] == event and all(each.get(key) == value for key, value in fields.items())
        ]  # fmt: skip

    def wait_for(self, event: str, count: int = 1, seconds: float = END_SECONDS, **fields: object) -> list[dict]:
        wait_until(lambda: len(self.of(event, **fields)) >= count, f"{event} {fields}", seconds, self.said)
        return self.of(event, **fields)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def wait(self, seconds: float = END_SECONDS) -> int:
        return self.process.wait(seconds)

    def stop(self) -> None:
        """Ends the agent and its jobs."""
        if self.process is None or self.process.poll() is not None:
            return
        for _ in range(2):
            self.signal(signal.SIGTERM)
            time.sleep(0.2)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()

    def said(self) -> str:
        errors = (self.directory / "agent.err").read_text(errors="replace")
        return "\n".join(map(json.dumps, self.events[-40:])) + "\n" + errors[-3000:]


class Queue:
    """A queue, and what a person does with it."""

    def __init__(self, account: Account, directory: Path, name: str, *options: object, resource: str = "local-process"):
        self.account = account
        self.name = name
        self.command = Command(directory, account)
        self.command.call("queue", "create", name, "--resource", resource, *options)

    def add(self, job: str | None = None, /, priority: int | None = None, project: str = "launch", **config: object) -> str:
        """Enqueues a job with a config, returns the item's id. Names with a leading `_` go into the spec."""
        spec = {
            "entity": self.account.user, "project": project, "docker": {}, "git": {},
            "overrides": {"run_config": {name: v for name, v in config.items() if not name.startswith("_")}},
        }  # fmt: skip
        spec |= {name[1:]: value for name, value in config.items() if name.startswith("_")}
        if job is not None:
            spec["job"] = job
        item = {"spec": spec}
        if priority is not None:
            item["priority"] = priority
        body = {"queue": self.name, "entity": self.account.user, "project": "model-registry", "items": [item]}
        answer = self.account.request("POST", "/api/v1/launch/items", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["items"][0]

    def item(self, id: str) -> dict:
        return self.command.json("queue", "why", id)

    def state(self, id: str) -> str:
        return self.item(id)["status"]

    def wait(self, id: str, *states: str, seconds: float = END_SECONDS, said=lambda: "") -> dict:
        states = states or ("finished", "failed", "cancelled")
        wait_until(lambda: self.state(id) in states, f"{id} in {states}", seconds, lambda: f"{self.item(id)}\n{said()}")
        return self.item(id)


def wait_until(condition, what: str, seconds: float = END_SECONDS, said=lambda: "") -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come in {seconds} s\n{said()}"
        time.sleep(0.02)


def notes(path: Path) -> list[dict]:
    """What the programs have noted."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
