"""Jobs in real containers, by podman, worked off by an agent."""

from __future__ import annotations

import os
from typing import Iterator

import pytest

from harness.agent import PROGRAM, Agent, Queue, wait_until
from harness.podman import Podman


@pytest.fixture
def place(account, podman: Podman, tmp_path, request) -> Iterator[tuple[Queue, Agent]]:
    name = request.node.name.removeprefix("test_")[:40]
    queue = Queue(account, tmp_path, name, resource="local-container")
    agent = Agent(account, tmp_path / "agent", "--queue", name, "--max-jobs", "4", environment=podman.environment)
    yield queue, agent.start()
    agent.stop()


def of_image(queue: Queue, image: str, *words: str, **more: object) -> str:
    overrides = {"run_config": more.pop("config", {}), "entry_point": list(words)}
    return queue.add(_docker={"docker_image": image}, _overrides=overrides, **more)


def test_an_image_runs_and_logs(place, podman, account):
    queue, agent = place
    item = of_image(queue, podman.PYTHON, "python", "-c", PROGRAM, config={"rows": 3})
    found = queue.wait(item, seconds=120, said=agent.said)
    assert (found["status"], found["error"]) == ("finished", None), found["attempts"]
    assert account.run("launch", found["associatedRunId"])["historyLineCount"] == 3
    assert podman.containers(f"name={found['associatedRunId']}") == []


def test_the_exit_code_and_the_log_of_a_container(place, podman):
    queue, agent = place
    found = queue.wait(of_image(queue, podman.BUSYBOX, "sh", "-c", "echo words; exit 6"), said=agent.said)
    (attempt,) = found["attempts"]
    assert (found["status"], attempt["exitCode"]) == ("failed", 6) and "words" in attempt["logTail"]


def test_a_cancelled_container_is_gone(place, podman):
    queue, agent = place
    before = set(podman.containers())
    item = of_image(queue, podman.BUSYBOX, "sleep", "600")
    agent.wait_for("started")
    wait_until(lambda: set(podman.containers()) - before, "the container")
    queue.command.call("queue", "cancel", item)
    assert queue.wait(item, seconds=90, said=agent.said)["status"] == "cancelled"
    wait_until(lambda: not set(podman.containers()) - before, "the container's end")


def test_dangerous_arguments_are_refused(place, podman, tmp_path):
    queue, agent = place
    for arguments in ({"privileged": True}, {"volume": "/:/host"}, {"device": "/dev/kmsg"}, {"cap-add": "ALL"},
                      {"network": "host"}, {"pid": "host"}, {"security-opt": "seccomp=unconfined"}):  # fmt: skip
        item = of_image(queue, podman.BUSYBOX, "true", _resource_args={"local-container": arguments})
        found = queue.wait(item, said=agent.said)
        assert found["status"] == "failed" and "resource_args.local-container" in found["error"], found["error"]
