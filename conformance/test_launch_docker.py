"""Jobs in real docker containers, and images that go to a real registry."""

from __future__ import annotations

import json
from typing import Iterator

import pytest
import requests

from harness.agent import PROGRAM, Agent, Queue, wait_until
from harness.docker import Docker, missing, running_docker, running_registry
from harness.place import PROJECT
from harness.podman import Podman


@pytest.fixture(scope="module")
def docker(podman: Podman) -> Iterator[Docker]:
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    with running_docker() as docker:
        for image in (podman.BUSYBOX, podman.PYTHON):
            docker.take(podman, image)
        yield docker


@pytest.fixture
def registry() -> Iterator[str]:
    with running_registry() as address:
        yield address


@pytest.fixture
def agent(account, docker, tmp_path) -> Iterator[tuple[Queue, Agent]]:
    queue = Queue(account, tmp_path, "docked", resource="local-container")
    # The owner of the queue lets jobs choose their network.
    config = tmp_path / "agent.yaml"
    config.write_text(json.dumps({"queues": [{"name": "docked", "policy": {"allow_arguments": ["network"]}}]}))
    agent = Agent(account, tmp_path / "agent", "--config", config, environment=docker.environment)
    yield queue, agent.start()
    agent.stop()


def of_image(queue: Queue, image: str, *words: str, arguments: dict | None = None, **config: object) -> str:
    return queue.add(
        _docker={"docker_image": image}, _overrides={"run_config": config, "entry_point": list(words)},
        _resource_args={"local-container": arguments or {}},
    )  # fmt: skip


def test_an_image_runs_and_logs(agent, docker, podman, account):
    queue, agent = agent
    item = of_image(queue, podman.PYTHON, "python", "-c", PROGRAM, rows=3)
    found = queue.wait(item, seconds=120, said=agent.said)
    assert (found["status"], found["error"]) == ("finished", None), json.dumps(found["attempts"])
    assert account.run("launch", found["associatedRunId"])["historyLineCount"] == 3
    assert docker.containers(found["associatedRunId"]) == []


def test_ends_of_containers(agent, docker, podman):
    queue, agent = agent
    program = "echo words; ls /sys/class/net; exit 6"
    alone = {"network": "none"}
    found = queue.wait(of_image(queue, podman.BUSYBOX, "sh", "-c", program, arguments=alone), said=agent.said)
    (attempt,) = found["attempts"]
    assert (found["status"], attempt["exitCode"]) == ("failed", 6) and attempt["logTail"].split() == ["words", "lo"]
    item = of_image(queue, podman.BUSYBOX, "sleep", "600")
    wait_until(lambda: docker.containers("roost-"), "the container", said=agent.said)
    queue.command.call("queue", "cancel", item)
    assert queue.wait(item, seconds=90, said=agent.said)["status"] == "cancelled"
    wait_until(lambda: not docker.containers("roost-"), "the container's end", said=agent.said)


def test_dangerous_arguments_are_refused(agent, podman):
    queue, agent = agent
    item = of_image(queue, podman.BUSYBOX, "true", arguments={"privileged": True})
    found = queue.wait(item, said=agent.said)
    assert found["status"] == "failed" and "resource_args.local-container.privileged" in found["error"]


def test_the_image_of_a_job_goes_to_the_registry(new_place, docker, podman, registry):
    job = new_place.track()
    arguments = [
        "-j", job, "-r", "local-container", "-B", podman.PYTHON, "--repository", f"{registry}/team", "-c",
        json.dumps({"overrides": {"entry_point": ["sh", "-c", "echo built; exit 3"]}}),
    ]  # fmt: skip
    printed = new_place.launch(*arguments, environment=docker.environment)
    assert printed.code == 3 and "built" in printed.out, printed.out + printed.err
    catalog = requests.get(f"http://{registry}/v2/_catalog", timeout=10).json()["repositories"]
    (name,) = catalog
    assert name.startswith("team/") and PROJECT in name
    (tag,) = requests.get(f"http://{registry}/v2/{name}/tags/list", timeout=10).json()["tags"]
    # The same source is neither built nor stored again, and what is in the registry is whole.
    assert new_place.launch(*arguments, environment=docker.environment).code == 3
    assert requests.get(f"http://{registry}/v2/{name}/tags/list", timeout=10).json()["tags"] == [tag]
    image = f"{registry}/{name}:{tag}"
    docker.call("image", "rm", "--force", image)
    docker.call("pull", "--quiet", image)
    ran = docker.call("run", "--rm", "--network=none", "--entrypoint", "ls", image, "/")
    assert "bin" in ran


def test_a_registry_that_is_away_is_named(new_place, docker, podman):
    job = new_place.track()
    printed = new_place.launch(
        "-j", job, "-r", "local-container", "-B", podman.PYTHON, "--repository", "127.0.0.1:9/team",
        environment=docker.environment,
    )  # fmt: skip
    assert printed.code != 0 and "docker push ended with" in printed.err and "127.0.0.1:9/team" in printed.err
