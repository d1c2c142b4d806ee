"""`roost launch-agent` on a real server with real jobs: speed, restarts, draining, queues, needs, secrets."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path
from typing import Callable, Iterator

import pytest

from harness.account import Account
from harness.agent import Agent, Queue, make_job, notes, wait_until
from harness.client import VERSIONS, Client


@pytest.fixture(scope="module")
def launcher(server, tmp_path_factory) -> tuple[Account, str]:
    """A user, and a job of theirs."""
    account = server.add_user()
    client = Client(VERSIONS[-1], account, tmp_path_factory.mktemp("launcher"))
    return account, make_job(client)


@pytest.fixture
def job(launcher) -> str:
    return launcher[1]


@pytest.fixture
def queue_of(launcher, tmp_path, request) -> Callable[..., Queue]:
    """Makes queues whose names no other test uses."""
    names: list[str] = []

    def make(*options: object, **keywords: object) -> Queue:
        names.append(f"{request.node.name.removeprefix('test_')[:40]}-{len(names)}")
        return Queue(launcher[0], tmp_path, names[-1], *options, **keywords)

    return make


@pytest.fixture
def agent_of(launcher, tmp_path) -> Iterator[Callable[..., Agent]]:
    """Starts agents, and ends them with the test."""
    agents: list[Agent] = []

    def start(*options: object, directory: str = "", **keywords: object) -> Agent:
        path = tmp_path / (directory or f"agent-{len(agents)}")
        agent = Agent(launcher[0], path, *options, **keywords)
        agents.append(agent)
        return agent.start()

    yield start
    for agent in agents:
        agent.stop()


def test_runs_an_item_to_its_end(launcher, job, queue_of, agent_of, tmp_path):
    account, _ = launcher
    queue = queue_of()
    agent = agent_of("--queue", queue.name)
    path = tmp_path / "notes"
    item = queue.add(job, notes=str(path), rows=5, lr=0.5)
    found = queue.wait(item, said=agent.said)
    assert (found["status"], found["error"]) == ("finished", None), agent.said()
    assert [note["what"] for note in notes(path)] == ["began", "ended"]
    assert notes(path)[0]["run"] == found["associatedRunId"]
    run = account.run("launch", found["associatedRunId"])
    assert (run["state"], run["historyLineCount"]) == ("finished", 5)
    config = json.loads(run["config"])
    assert config["lr"]["value"] == 0.5
    assert (config["_wandb"]["value"]["launch_queue_name"], config["_wandb"]["value"]["launch_trace_id"]) == (
        queue.name, item,
    )  # fmt: skip
    (attempt,) = found["attempts"]
    assert (attempt["number"], attempt["exitCode"]) == (1, 0) and attempt["agent"]
    assert not list((agent.directory / "agent" / "attempts").iterdir())


def test_an_item_starts_at_once(job, queue_of, agent_of, tmp_path):
    queue = queue_of()
    config = tmp_path / "agent.yaml"
    config.write_text(f"queues: [{queue.name}]\nrequire_run: false\n")
    agent_of("--config", config)
    path = tmp_path / "notes"
    queue.wait(queue.add(job, notes=str(path), wandb=False), "finished", "failed")
    delays = []
    for number in range(5):
        path = tmp_path / f"notes-{number}"
        time.sleep(0.3)
        began = time.time()
        item = queue.add(job, notes=str(path), wandb=False)
        queue.wait(item, "finished", "failed")
        delays.append(1000 * (notes(path)[0]["at"] - began))
    print(f"from the request to the program's first line: {', '.join(f'{delay:.0f}' for delay in delays)} ms")
    assert min(delays) < 1000


def test_what_fails_is_told(job, queue_of, agent_of):
    queue = queue_of()
    agent = agent_of("--queue", queue.name, "--max-jobs", "4")
    failed = queue.add(job, code=7)
    silent = queue.add(job, wandb=False)
    unknown = queue.add(job.replace("/job:", "/none:"))
    found = queue.wait(failed, said=agent.said)
    assert (found["status"], found["attempts"][0]["exitCode"], found["attempts"][0]["kind"]) == ("failed", 7, "error")
    found = queue.wait(silent, said=agent.said)
    assert found["status"] == "failed" and "failed to call wandb.init" in found["error"]
    found = queue.wait(unknown, said=agent.said)
    assert found["status"] == "failed" and "none" in found["error"]


def test_a_killed_agent_takes_its_jobs_over(launcher, job, queue_of, agent_of, tmp_path):
    queue = queue_of()
    agent = agent_of("--queue", queue.name, "--max-jobs", "2")
    paths = [tmp_path / f"notes-{number}" for number in range(2)]
    stop = tmp_path / "stop"
    items = [queue.add(job, notes=str(path), until=str(stop), rows=3) for path in paths]
    agent.wait_for("started", 2)
    agent.kill()
    time.sleep(1)
    agent.start()
    assert agent.of("adopting")[0]["jobs"] == 2
    stop.touch()
    for item, path in zip(items, paths):
        found = queue.wait(item, said=agent.said)
        assert (found["status"], len(found["attempts"])) == ("finished", 1), agent.said()
        assert [note["what"] for note in notes(path)] == ["began", "ended"]
        assert launcher[0].run("launch", found["associatedRunId"])["historyLineCount"] == 3


def test_jobs_that_end_while_the_agent_is_away_are_told(job, queue_of, agent_of, tmp_path):
    queue = queue_of()
    agent = agent_of("--queue", queue.name)
    path, stop = tmp_path / "notes", tmp_path / "stop"
    item = queue.add(job, notes=str(path), until=str(stop))
    agent.wait_for("started")
    agent.kill()
    stop.touch()
    wait_until(lambda: len(notes(path)) == 2, "the job's end")
    agent.start()
    assert queue.wait(item, said=agent.said)["status"] == "finished"


def test_drains_on_the_first_signal_and_gives_back_on_the_second(job, queue_of, agent_of, tmp_path):
    queue = queue_of()
    agent = agent_of("--queue", queue.name, "--max-jobs", "1")
    path, stop = tmp_path / "notes", tmp_path / "stop"
    first, second = queue.add(job, notes=str(path), until=str(stop)), queue.add(job, wandb=True)
    agent.wait_for("started")
    agent.signal(signal.SIGTERM)
    agent.wait_for("draining")
    stop.touch()
    assert agent.wait() == 0
    assert queue.state(first) == "finished"
    assert queue.state(second) == "waiting"
    # The next agent runs it, is told twice to end, and gives it back.
    stop.unlink()
    agent = agent_of("--queue", queue.name, directory="other")
    agent.wait_for("ended", item=second)
    third = queue.add(job, until=str(stop))
    agent.wait_for("started", item=third)
    agent.signal(signal.SIGTERM)
    agent.wait_for("draining")
    agent.signal(signal.SIGTERM)
    assert agent.wait() == 0
    found = queue.item(third)
    assert (found["status"], found["attempts"][0]["kind"]) == ("waiting", "infrastructure")


def test_several_agents_share_a_queue(job, queue_of, agent_of, tmp_path):
    queue = queue_of()
    path = tmp_path / "notes"
    agents = [agent_of("--queue", queue.name, "--max-jobs", "2") for _ in range(2)]
    items = [queue.add(job, notes=str(path), index=index, wandb=False, sleep=0.3) for index in range(8)]
    for item in items:
        queue.wait(item)
    began = [note["index"] for note in notes(path) if note["what"] == "began"]
    assert sorted(began) == list(range(8))
    assert all(agent.of("started") for agent in agents)


def test_queues_get_their_weights(job, queue_of, agent_of):
    small, large = queue_of(), queue_of()
    for _ in range(12):
        small.add(job, wandb=False)
        large.add(job, wandb=False)
    agent = agent_of("--queue", small.name, "--queue", f"{large.name}:3", "--max-jobs", "1")
    started = agent.wait_for("started", 12)[:12]
    share = sum(event["queue"] == large.name for event in started)
    assert 7 <= share <= 11, share


def test_needs_are_matched_to_what_is_free(job, queue_of, agent_of, tmp_path):
    queue = queue_of()
    stop = tmp_path / "stop"
    config = tmp_path / "agent.yaml"
    config.write_text(f"queues: [{queue.name}]\nmax_jobs: -1\ncapacity: {{cpus: 2, memory: 4Gi, gpus: 1}}\n")
    agent = agent_of("--config", config)
    held = queue.add(job, until=str(stop), _needs={"gpus": 1})
    agent.wait_for("started", item=held)
    waiting = queue.add(job, _needs={"gpus": 1})
    too_large = queue.add(job, _needs={"memory": "8Gi"})
    fits = queue.add(job, _needs={"cpus": 2, "memory": "4Gi"})
    agent.wait_for("started", item=fits)
    assert "gpu" in queue.item(waiting)["reason"].lower()
    assert "memory" in queue.item(too_large)["reason"].lower()
    assert not agent.of("started", item=waiting) and not agent.of("started", item=too_large)
    stop.touch()
    agent.wait_for("started", item=waiting)
    queue.command.call("queue", "cancel", too_large)
    assert queue.state(too_large) == "cancelled"


def test_secrets_are_resolved_here_and_redacted(job, queue_of, agent_of, tmp_path):
    queue = queue_of()
    (tmp_path / "secret").write_text("from-a-file-4711\n")
    config = tmp_path / "agent.yaml"
    config.write_text(
        json.dumps(
            {
                "queues": [queue.name],
                "secrets": {
                    "file": {"file": str(tmp_path / "secret")},
                    "variable": {"env": "HIDDEN"},
                    "command": {"command": ["printf", "%s", "from-a-command-4713"]},
                    "other": {"env": "HIDDEN", "queues": ["elsewhere"]},
                },
            }
        )
    )
    agent = agent_of("--config", config, environment={"HIDDEN": "from-the-environment-4712"})
    names = {"FIRST_VALUE": "file", "SECOND_VALUE": "variable", "THIRD_VALUE": "command"}
    item = queue.add(job, print=list(names), code=3, _secrets=names)
    found = queue.wait(item, said=agent.said)
    tail = found["attempts"][0]["logTail"]
    assert tail.count("value ********") == 3 and "471" not in json.dumps(found)
    assert "471" not in agent.said()
    refused = queue.wait(queue.add(job, _secrets={"FIRST_VALUE": "other"}))
    assert refused["status"] == "failed" and "other" in refused["error"]


def test_a_paused_queue_waits_and_says_so(job, queue_of, agent_of):
    queue = queue_of()
    agent = agent_of("--queue", queue.name)
    queue.command.call("queue", "pause", queue.name)
    item = queue.add(job, wandb=False)
    time.sleep(0.5)
    assert queue.state(item) == "waiting" and "paused" in queue.item(item)["reason"]
    queue.command.call("queue", "resume", queue.name)
    agent.wait_for("started", item=item)
    queue.wait(item)


def test_a_running_item_is_cancelled(job, queue_of, agent_of, tmp_path):
    queue = queue_of()
    agent = agent_of("--queue", queue.name)
    item = queue.add(job, until=str(tmp_path / "never"))
    agent.wait_for("started")
    queue.command.call("queue", "cancel", item)
    assert queue.wait(item, said=agent.said)["status"] == "cancelled"


def test_a_run_that_was_asked_to_stop_and_does_not_is_cancelled(launcher, job, queue_of, agent_of, tmp_path):
    queue = queue_of()
    config = tmp_path / "agent.yaml"
    config.write_text(f"queues: [{queue.name}]\nstopped_run_timeout: 0\n")
    agent = agent_of("--config", config)
    item = queue.add(job, until=str(tmp_path / "never"))
    agent.wait_for("started")
    run = queue.item(item)["associatedRunId"]
    wait_until(lambda: (launcher[0].run("launch", run) or {}).get("state") == "running", "the run")
    launcher[0].graphql("mutation Stop($id: ID!) { stopRun(input: {id: $id}) { success } }",
                        id=launcher[0].run("launch", run)["id"])  # fmt: skip
    assert queue.wait(item, said=agent.said)["status"] in ("cancelled", "failed", "finished")


def test_the_configuration_of_the_official_agent(launcher, queue_of, agent_of, tmp_path):
    queue = queue_of()
    config = tmp_path / "launch-config.yaml"
    config.write_text(
        f"max_jobs: 3\nentity: {launcher[0].user}\nqueues:\n  - {queue.name}\nverbosity: 1\nmax_schedulers: 2\n"
        "secure_mode: true\nstopped_run_timeout: 30\nbuilder:\n  type: docker\nregistry:\n  type: ecr\n  uri: x\n"
        "environment:\n  type: aws\n  region: us-east-1\n"
    )
    agent = agent_of("--config", config)
    (found,) = queue.command.json("queue", "show", queue.name)["agents"]
    assert (found["maxJobs"], found["isAlive"]) == (3, True), agent.said()
    config.write_text("max_jobs: 3\nmax_job: 4\n")
    printed = agent.command.run("launch-agent", "--config", config)
    assert printed.code == 64 and "max_job" in printed.err
    printed = agent.command.run("launch-agent", "--queue", "no-such-queue", "--state", tmp_path / "x")
    assert printed.code != 0 and "no-such-queue" in printed.err
