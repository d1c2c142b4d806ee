"""Jobs made of the official client's runs, launched by `roost launch` and by Swift's `launch(…)`: real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from harness.client import Client
from harness.command import Command
from harness.paths import BINARY
from harness.swift import Swift

# The clients that make jobs.
VERSIONS = ("0.18.0", "0.31.0")
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


@pytest.fixture(params=VERSIONS)
def place(request, client_of, account, tmp_path):
    return Place(client_of(request.param), account, tmp_path)


@pytest.fixture
def new_place(client_of, account, tmp_path):
    return Place(client_of("0.31.0"), account, tmp_path)


# Jobs that were tracked.


def test_a_tracked_run_is_launched_with_another_config(place):
    job = place.track()
    seen = place.launched(
        "-j", job, "--name", "again", "-C", "lr=5", "-C", 'net={"depth": 3}', "--run-id", "second", "-p", "other"
    )
    assert seen["config"]["lr"] == 5 and seen["config"]["net"]["depth"] == 3
    assert seen["path"] == f"{place.account.user}/other/second" and seen["name"] == "again"
    environment = seen["environment"]
    assert environment["WANDB_LAUNCH"] == "True" and environment["WANDB_RUN_ID"] == "second"
    assert json.loads(environment["WANDB_CONFIG"]) == {"lr": 5, "net": {"depth": 3}}
    assert json.loads(environment["WANDB_ARTIFACTS"]) == {"_wandb_job": job}
    assert "WANDB_LAUNCH_QUEUE_NAME" not in environment
    run = place.account.run("other", "second")
    assert run["state"] == "finished" and run["displayName"] == "again"
    assert json.loads(run["summaryMetrics"])["loss"] == 10


def test_the_run_links_to_its_job(place, reader):
    def used(api, path):
        return [[artifact.type, artifact.name] for artifact in api.run(path).used_artifacts()]

    job = place.track()
    place.launched("-j", job, "--run-id", "second")
    path = f"{place.account.user}/{PROJECT}/second"
    assert reader.call(used, place.account, path=path) == [["job", "trained:v0"]]


def test_config_reaches_files_and_load_wandb_config(place):
    job = place.track(settings__json=json.dumps({"batch": 8, "optimizer": "sgd"}))
    spec = {"overrides": {"run_config": {"lr": 3}, "files": {"settings.json": {"batch": 64}}}}
    seen = place.launched("-j", job, "-c", json.dumps(spec))
    assert seen["settings"] == {"batch": 64, "optimizer": "sgd"}
    assert seen["load_wandb_config"] == {"lr": 3} and seen["config"]["lr"] == 3


def test_command_macros_and_arguments_are_words(new_place):
    job = new_place.track()
    arguments = ["${args}", "${args_no_hyphens}", "${run_id}", "$(touch hacked)", "; touch hacked", "a b", "${unknown}"]
    spec = {"overrides": {"args": arguments, "run_config": {"lr": 3, "deep": True}}}
    seen = new_place.launched("-j", job, "-c", json.dumps(spec), "--run-id", "words")
    assert seen["arguments"] == [
        "--lr=3", "--deep=true", "lr=3", "deep=true", "words", "$(touch hacked)", "; touch hacked", "a b", "${unknown}",
    ]  # fmt: skip
    assert not list(new_place.directory.rglob("hacked"))


def test_a_long_config_comes_in_pieces(new_place):
    job = new_place.track()
    text = "ä" * 40_000
    path = new_place.directory / "spec.json"
    path.write_text(json.dumps({"overrides": {"run_config": {"text": text}}}))
    seen = new_place.launched("-j", job, "-c", str(path))
    assert seen["config"]["text"] == text
    pieces = [seen["environment"][f"WANDB_CONFIG_{number}"] for number in range(8)]
    assert json.loads("".join(pieces)) == {"text": text} and max(map(len, pieces)) == 32_670


def test_a_failing_program_gives_its_exit_code_and_no_key(new_place):
    job = new_place.track()
    printed = new_place.launch("-r", "local-process", "-j", job, "-c", json.dumps({"overrides": {"args": ["--fail"]}}))
    assert printed.code == 7
    assert "the key is ********" in printed.out and new_place.account.key not in printed.out + printed.err
    for path in (new_place.directory / "wandb" / "launch").rglob("*.log"):
        assert new_place.account.key not in path.read_text()


def test_an_unknown_job_is_named(new_place):
    name = f"{new_place.account.user}/{PROJECT}/nothing:latest"
    printed = new_place.launch("-r", "local-process", "-j", name)
    assert printed.code == 66 and f"there is no job '{name}'" in printed.err


# Other sources.


def test_a_folder_runs_by_its_usual_program(new_place):
    folder = new_place.directory / "mine"
    folder.mkdir()
    (folder / "main.py").write_text(PROGRAM)
    seen = new_place.launched("-u", str(folder), "-p", "folders", "--run-id", "f1", "-C", "lr=2")
    assert seen["config"]["lr"] == 2 and new_place.account.run("folders", "f1")["state"] == "finished"


def test_nothing_is_left_of_a_cancelled_launch(new_place):
    folder = new_place.directory / "mine"
    folder.mkdir()
    (folder / "main.py").write_text(
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen(['sleep', '987'], start_new_session=True)\n"
        "open(os.environ['SEEN'], 'w').write(f'{os.getpid()} {child.pid}')\n"
        "time.sleep(987)\n"
    )
    process = new_place.command.start(
        "launch", "-u", str(folder), "-r", "local-process", environment=new_place.environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_for(lambda: new_place.seen.exists() and len(new_place.seen.read_text().split()) == 2)
    pids = [int(word) for word in new_place.seen.read_text().split()]
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == -signal.SIGINT
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def test_an_asynchronous_launch_goes_on_by_itself(new_place):
    folder = new_place.directory / "mine"
    folder.mkdir()
    (folder / "main.py").write_text(
        "import os, time\ntime.sleep(1)\nopen(os.environ['SEEN'], 'w').write('done')\n"
    )
    report = new_place.command.json(
        "launch", "-u", str(folder), "-r", "local-process", "--async", environment=new_place.environment
    )
    assert not new_place.seen.exists() and report["state"] in ("starting", "running")
    wait_for(lambda: new_place.seen.exists())


def wait_for(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.05)
