"""Jobs on a real Slurm: end, failure, cancellation, preemption, lost nodes, a controller and an agent that restart."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Callable, Iterator

import pytest

from harness.account import Account
from harness.agent import Agent, Queue, make_job, notes, wait_until
from harness.client import VERSIONS, Client
from harness.paths import environment_python
from harness.slurm import Slurm


@pytest.fixture(scope="module")
def launcher(server, tmp_path_factory) -> tuple[Account, str]:
    account = server.add_user()
    client = Client(VERSIONS[-1], account, tmp_path_factory.mktemp("launcher"))
    return account, make_job(client)


class Place:
    """A queue on a cluster, and the agent that works it off."""

    def __init__(self, launcher: tuple[Account, str], cluster: Slurm, directory: Path, name: str, arguments: str = "{}"):
        self.account, self.job = launcher
        self.cluster = cluster
        self.queue = Queue(self.account, directory, name, "--args", arguments, resource="slurm")
        path = f"{environment_python('wandb-0.31.0').parent}:{os.environ['PATH']}"
        self.agent = Agent(
            self.account, directory / "agent", "--queue", name, "--max-jobs", "8",
            environment={"PATH": path, **cluster.environment},
        )  # fmt: skip
        self.agent.start()

    def add(self, **config: object) -> str:
        return self.queue.add(self.job, **config)

    def wait(self, item: str, *states: str, seconds: float = 90) -> dict:
        return self.queue.wait(item, *states, seconds=seconds, said=lambda: self.agent.said() + self.cluster.logs())

    def started(self, item: str) -> str:
        """Waits until Slurm has the job, returns its number."""
        return self.agent.wait_for("started", item=item)[0]["job"]

    def wait_for_notes(self, path: Path, count: int, seconds: float = 60) -> list[dict]:
        wait_until(lambda: len(notes(path)) >= count, f"{count} notes", seconds, self.agent.said)
        return notes(path)


@pytest.fixture
def place_of(launcher, tmp_path, request) -> Iterator[Callable[..., Place]]:
    places: list[Place] = []

    def make(cluster: Slurm, arguments: str = "{}") -> Place:
        name = f"{request.node.name.removeprefix('test_')[:40]}-{len(places)}"
        places.append(Place(launcher, cluster, tmp_path / name, name, arguments))
        return places[-1]

    yield make
    for place in places:
        place.agent.stop()


def test_a_job_runs_to_its_end(place_of, slurm, launcher, tmp_path):
    place = place_of(slurm, '{"partition":"low","cpus":2,"gpus":1,"time":"00:10:00"}')
    path = tmp_path / "notes"
    item = place.add(notes=str(path), rows=4)
    found = place.wait(item)
    assert (found["status"], found["error"]) == ("finished", None), place.agent.said()
    assert [note["what"] for note in notes(path)] == ["began", "ended"]
    assert launcher[0].run("launch", found["associatedRunId"])["historyLineCount"] == 4
    (attempt,) = found["attempts"]
    assert (attempt["exitCode"], attempt["node"]) == (0, "n1")
    job = next(job for job in slurm.jobs().values() if job["JobId"] == attempt["job"])
    assert (job["NumCPUs"], job["TimeLimit"], job["TresPerNode"]) == ("2", "00:10:00", "gres:gpu:1")


def test_a_failure_keeps_its_code_and_its_log(place_of, slurm):
    place = place_of(slurm)
    found = place.wait(place.add(code=9, print=["SLURM_JOB_ID"]))
    (attempt,) = found["attempts"]
    assert (found["status"], attempt["exitCode"], attempt["kind"]) == ("failed", 9, "error")
    assert f"value {attempt['job']}" in attempt["logTail"]


def test_no_key_is_seen_in_the_cluster(place_of, slurm, tmp_path):
    place = place_of(slurm)
    path, stop = tmp_path / "notes", tmp_path / "stop"
    item = place.add(notes=str(path), until=str(stop))
    number = place.started(item)
    place.wait_for_notes(path, 1)
    (directory,) = (place.agent.directory / "agent" / "attempts").iterdir()
    key = next(
        line for line in (directory / "state" / "environment").read_text().splitlines() if "WANDB_API_KEY" in line
    ).split("'")[1]
    assert len(key) >= 40
    assert key not in slurm.call("scontrol", "show", "job", "-dd", number)
    assert key not in slurm.call("scontrol", "write", "batch_script", number, "-")
    assert (directory / "state" / "environment").stat().st_mode & 0o777 == 0o600
    stop.touch()
    assert place.wait(item)["status"] == "finished"


def test_a_cancelled_item_is_cancelled_in_slurm(place_of, slurm, tmp_path):
    place = place_of(slurm)
    path = tmp_path / "notes"
    item = place.add(notes=str(path), until=str(tmp_path / "never"))
    number = place.started(item)
    place.wait_for_notes(path, 1)
    place.queue.command.call("queue", "cancel", item)
    assert place.wait(item)["status"] == "cancelled"
    job = next(job for job in slurm.jobs().values() if job["JobId"] == number)
    assert job["JobState"] == "CANCELLED"


def test_a_job_cancelled_in_slurm_ends_the_item(place_of, slurm, tmp_path):
    place = place_of(slurm)
    path = tmp_path / "notes"
    item = place.add(notes=str(path), until=str(tmp_path / "never"))
    number = place.started(item)
    place.wait_for_notes(path, 1)
    slurm.call("scancel", number)
    found = place.wait(item)
    assert found["status"] in ("cancelled", "failed")
    assert len(found["attempts"]) == 1


def test_a_preempted_job_goes_on_with_the_same_run(place_of, own_slurm, launcher, tmp_path):
    """A job of a higher partition takes the node; Slurm requeues ours and starts it again."""
    place = place_of(own_slurm, '{"partition":"low","cpus":4}')
    path, stop = tmp_path / "notes", tmp_path / "stop"
    item = place.add(notes=str(path), until=str(stop))
    place.started(item)
    place.wait_for_notes(path, 1)
    own_slurm.call("sbatch", "--partition=high", "--cpus-per-task=4", "--wrap=sleep 2", "--output=/dev/null")
    # Slurm lets a preempted job rest for two minutes; nobody has to wait for that.
    number = place.agent.of("started", item=item)[0]["job"]
    own_slurm.wait_until(
        lambda: any(job["JobId"] == number and job["JobState"] == "PENDING" for job in own_slurm.jobs().values()),
        "the requeue", 60,
    )  # fmt: skip
    own_slurm.call("scontrol", "update", f"jobid={number}", "starttime=now", check=False)
    again = [note for note in place.wait_for_notes(path, 2, 150) if note["what"] == "began"]
    stop.touch()
    found = place.wait(item)
    assert found["status"] == "finished", place.agent.said()
    assert [note["run"] for note in again] == [found["associatedRunId"]] * 2
    assert [note["resume"] for note in again] == [None, "allow"]


def test_a_job_that_slurm_forgot_before_anybody_looked(place_of, own_slurm, tmp_path):
    """The exit file tells how it ended, also when the agent was away and the controller knows nothing any more."""
    place = place_of(own_slurm)
    path, stop = tmp_path / "notes", tmp_path / "stop"
    item = place.add(notes=str(path), until=str(stop), code=5)
    place.started(item)
    place.wait_for_notes(path, 1)
    place.agent.kill()
    stop.touch()
    wait_until(lambda: not own_slurm.jobs(), "the controller's forgetting", 60)
    place.agent.start()
    found = place.wait(item)
    assert (found["status"], found["attempts"][0]["exitCode"]) == ("failed", 5)


def test_a_restarted_controller_changes_nothing(place_of, own_slurm, tmp_path):
    place = place_of(own_slurm)
    path, stop = tmp_path / "notes", tmp_path / "stop"
    item = place.add(notes=str(path), until=str(stop))
    place.started(item)
    place.wait_for_notes(path, 1)
    own_slurm.end("slurmctld", signal.SIGTERM)
    time.sleep(3)
    own_slurm.start_controller()
    stop.touch()
    found = place.wait(item)
    assert (found["status"], len(found["attempts"])) == ("finished", 1)
    assert [note["what"] for note in notes(path)] == ["began", "ended"]


def test_a_killed_controller_may_start_a_job_again_but_never_a_second_run(place_of, own_slurm, launcher, tmp_path):
    """What it had not saved it does not know: it may end a job that runs and start it anew."""
    place = place_of(own_slurm)
    path, stop = tmp_path / "notes", tmp_path / "stop"
    item = place.add(notes=str(path), until=str(stop), rows=3)
    place.started(item)
    place.wait_for_notes(path, 1)
    own_slurm.end("slurmctld")
    own_slurm.start_controller()
    time.sleep(5)
    stop.touch()
    found = place.wait(item, seconds=180)
    assert (found["status"], len(found["attempts"])) == ("finished", 1)
    began = [note for note in notes(path) if note["what"] == "began"]
    assert {note["run"] for note in began} == {found["associatedRunId"]}
    assert [note["resume"] for note in began] == [None, "allow"][: len(began)]


def test_an_agent_that_was_killed_finds_its_job(place_of, slurm, tmp_path):
    place = place_of(slurm)
    path, stop = tmp_path / "notes", tmp_path / "stop"
    item = place.add(notes=str(path), until=str(stop))
    place.started(item)
    place.agent.kill()
    place.agent.start()
    stop.touch()
    found = place.wait(item)
    assert (found["status"], len(found["attempts"])) == ("finished", 1)
    assert [note["what"] for note in notes(path)] == ["began", "ended"]


def test_a_lost_node_is_no_fault_of_the_job(place_of, own_slurm, tmp_path):
    place = place_of(own_slurm, '{"partition":"other","requeue":false}')
    path = tmp_path / "notes"
    item = place.add(notes=str(path), until=str(tmp_path / "stop"))
    place.started(item)
    place.wait_for_notes(path, 1)
    own_slurm.call("scontrol", "update", "nodename=n2", "state=down", "reason=test")
    wait_until(lambda: place.queue.item(item)["attempts"][0]["kind"] == "infrastructure", "the failure", 60,
               place.agent.said)  # fmt: skip
    # A node that answers comes back by itself; then there is nothing to resume.
    own_slurm.call("scontrol", "update", "nodename=n2", "state=resume", check=False)
    (tmp_path / "stop").touch()
    found = place.wait(item)
    assert (found["status"], [attempt["kind"] for attempt in found["attempts"]][0]) == ("finished", "infrastructure")
    assert len({note["run"] for note in notes(path)}) == 1


def test_shell_in_any_field_stays_text(place_of, slurm, tmp_path):
    place = place_of(slurm)
    mark = tmp_path / "mark"
    evil = f"'; touch {mark}; echo '$(touch {mark})`touch {mark}`"
    items = [place.add(notes=str(tmp_path / "notes"), text=evil, _name=evil)]
    refused = [
        place.queue.add(place.job, _resource_args={"slurm": {field: value}})
        for field, value in (
            ("partition", evil), ("time", evil), ("array", evil), ("memory", evil), ("gpus", evil), ("qos", "--wrap=x"),
            ("setup", f"touch {mark}"), ("env", {"LD_PRELOAD": "x"}), ("env", {"A;touch": "x"}), ("wrap", "x"),
        )  # fmt: skip
    ]
    assert place.wait(items[0])["status"] == "finished"
    for item in refused:
        found = place.wait(item)
        assert found["status"] == "failed" and "resource_args.slurm" in found["error"], found["error"]
    assert not mark.exists()
