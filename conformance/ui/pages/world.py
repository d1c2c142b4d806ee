"""What the pages beyond the workspace show: artifacts with a history, jobs, a queue that an agent works off, a team."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness.account import Account
from harness.agent import PROGRAM as SLEEPER
from harness.agent import Agent, Queue
from harness.client import Client
from harness.command import Command
from harness.server import Server
from ui.conftest import World

PROJECT = "vision"

# Saves its code, uses a data set and logs a model; run in a git repository with changes.
PROGRAM = '''
import os, sys
import wandb

config = {"lr": 0.01, "epochs": 3, "amp": True, "sizes": [32, 64], "model": {"width": 64, "name": "resnet"}}
run = wandb.init(project=os.environ.get("WANDB_PROJECT", "vision"), config=config, job_type="train", notes="First try.",
                 tags=["baseline"] if "WANDB_LAUNCH" not in os.environ else None)
if "WANDB_LAUNCH" not in os.environ:
    run.log_code(".")
    data = run.use_artifact("digits:latest")
    model = wandb.Artifact("digits-net", type="model", description="The best network so far.", metadata={"accuracy": 0.98})
    with open("weights.txt", "w") as file:
        file.write("0.1 0.2 0.3")
    model.add_file("weights.txt")
    run.log_artifact(model, aliases=["latest", "best"])
    run.alert("Loss fell", "The loss is under 0.1 for the first time.", level=wandb.AlertLevel.INFO)
else:
    print("\\x1b[32mlaunched\\x1b[0m with lr", run.config["lr"], flush=True)
for step in range(20):
    run.log({"loss": run.config["lr"] * 10 / (step + 1), "step": step})
run.finish()
sys.exit(3 if config and run.config.get("fail") else 0)
'''


def log_data_set():
    """Two versions of a data set, with folders, a picture, metadata and aliases."""
    import json
    import os
    import struct
    import zlib

    import wandb

    def png(shade):
        rows = b"".join(b"\0" + bytes([(x * 8 + y * shade) % 256 for x in range(32)]) for y in range(32))
        chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))  # noqa: E731
        head = struct.pack(">IIBBBBB", 32, 32, 8, 0, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")

    for version in (1, 2):
        run = wandb.init(project="vision", job_type="prepare", name=f"prepare-{version}")
        os.makedirs("data/train", exist_ok=True)
        for number in range(14 * version):
            with open(f"data/train/{number:02d}.png", "wb") as file:
                file.write(png(number))
        with open("data/labels.json", "w") as file:
            json.dump({"classes": list(range(10)), "version": version}, file)
        artifact = wandb.Artifact(
            "digits", type="dataset", description="Small pictures of digits.",
            metadata={"rows": 14 * version, "source": {"url": "https://example.org/digits", "licence": "CC0"}},
        )
        artifact.add_dir("data")
        run.log_artifact(artifact, aliases=["latest", f"release-{version}"])
        if version == 1:
            scrap = wandb.Artifact("scrap", type="scrap")
            scrap.add_file("data/labels.json")
            run.log_artifact(scrap)
        run.finish()


@dataclass
class Pages(World):
    """The project, with the things in it that tests look at."""

    run: str
    job: str
    queue: Queue
    agent: Agent
    finished: str
    failed: str

    def fork(self, source: str, name: str, step: int) -> None:
        """What a client asks of the server when it forks a run."""
        point = {"branch_point": {"run_id": source, "step": step}}
        self.account.upsert_run(name, PROJECT, displayName=name, config={"_wandb": point})
        self.account.stream(PROJECT, name, complete=True, exitcode=0)

    def make_public(self, project: str) -> None:
        self.account.graphql(
            """mutation ($entity: String!, $name: String!) {
            upsertModel(input: {entityName: $entity, name: $name, access: "USER_READ"}) { model { id } } }""",
            entity=self.account.user, name=project,
        )  # fmt: skip


def track(client: Client, job: str) -> str:
    """Runs the program in a git repository; returns the run's id."""
    code = client.directory / "repository"
    code.mkdir(parents=True)
    (code / "train.py").write_text("print('nothing yet')\n")
    (code / "requirements.txt").write_text("")
    git = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Begin"]):
        subprocess.run([*git, *words], cwd=code, check=True, capture_output=True)
    (code / "train.py").write_text(PROGRAM)
    environment = {
        **client._environment(True, None), "WANDB_PROJECT": PROJECT, "WANDB_DISABLE_JOB_CREATION": "false", "WANDB_JOB_NAME": job,
        "WANDB_RUN_ID": "trained", "WANDB_NAME": "first network", "WANDB_SAVE_CODE": "true",
    }  # fmt: skip
    done = subprocess.run([client.python, "train.py"], cwd=code, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return "trained"


def make_sleeper(account: Account, directory: Path) -> None:
    """A job that does as its config says, made with Roost's own command."""
    command = Command(directory, account)
    code = directory / "code"
    code.mkdir()
    (code / "program.py").write_text(SLEEPER)
    (code / "requirements.txt").write_text("")
    command.call("job", "create", "code", str(code), "-E", "python program.py", "--name", "sleeper", "--project", PROJECT)


def make_pages(server: Server, account: Account, directory: Path) -> Pages:
    client = Client("0.31.0", account, directory / "client")
    client.call(log_data_set)
    run = track(client, "train")
    job = f"{account.user}/{PROJECT}/train:latest"
    make_sleeper(account, directory / "sleeper")
    queue = Queue(
        account, directory / "queue", "small", "--max-running", "2", "--args", "{}", "--template-variables",
        '{"gpus": {"schema": {"type": "integer", "minimum": 1, "maximum": 8, "default": 1}}}',
    )  # fmt: skip
    agent = Agent(account, directory / "agent", "--queue", "small", "--max-jobs", 2).start()
    config = {"lr": 0.02, "epochs": 3, "amp": True, "sizes": [32, 64], "model": {"width": 64, "name": "resnet"}}
    finished = queue.add(job, project=PROJECT, **config)
    failed = queue.add(f"{account.user}/{PROJECT}/sleeper:latest", project=PROJECT, wandb=False, code=3)
    queue.wait(finished, "finished", "failed", seconds=180, said=agent.said)
    queue.wait(failed, "failed", seconds=180, said=agent.said)
    # Nobody has so much memory.
    for priority in (0, 2):
        queue.add(job, priority, project=PROJECT, _needs={"memory": "100000Gi"}, **config)
    return Pages(server, account, run, job, queue, agent, finished, failed)
