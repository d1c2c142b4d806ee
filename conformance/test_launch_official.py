"""Real `wandb launch` and real `wandb launch-agent` work a queue of local processes, on a real job of a real run."""

import contextlib
import json
import os
import signal
import subprocess
import time

import pytest

LAUNCH_VERSIONS = ("0.18.0", "0.31.0")
# Leases, acknowledgements, looks and silence of agents, in milliseconds: what takes minutes takes seconds here.
# Agents give a sign of life every ten seconds.
QUICK = ("--launch-milliseconds", "30000,60000,2000,25000", "--crash-after", "20")
ITEM = """
query Item($id: ID!) {
  runQueueItem(id: $id) {
    state status associatedRunId reason error attempts { number state agent message stage exitCode }
  }
}
"""
LAUNCH = """
query Launch($entity: String!, $run: String!) {
  project(name: "p", entityName: $entity) {
    run(name: $run) { launch { itemId queueName queueEntity agentName job parentRunId attempt author } }
  }
}
"""
STOP_RUN = "mutation StopRun($id: ID!) { stopRun(input: {id: $id}) { success } }"
STOP_AGENT = "mutation Stop($id: ID!) { stopLaunchAgent(input: {launchAgentId: $id}) { success } }"
AGENTS = """
query Agents($entity: String!) {
  entity(name: $entity) { launchQueues { name agents { id name agentStatus isAlive } } }
}
"""

TRAIN = """
import json, os, sys, time
import wandb
if json.loads(os.environ.get("WANDB_CONFIG", "{}")).get("broken"):
    sys.exit(4)
run = wandb.init(project="p", config={"lr": 1, "steps": 3, "sleep": 0, "fail": False})
run.log_code(".", include_fn=lambda path: path.endswith("train.py"))
# An agent's jobs share its background process, which goes on with a run that its program left without a word.
try:
    for step in range(run.config["steps"]):
        run.log({"loss": run.config["lr"] / (step + 1)})
        time.sleep(run.config["sleep"])
except KeyboardInterrupt:
    run.finish(exit_code=255)
    sys.exit(255)
run.finish(exit_code=3 if run.config["fail"] else 0)
sys.exit(3 if run.config["fail"] else 0)
"""


def make_queue(entity):
    import wandb

    return wandb.Api().create_run_queue("q", "local-process", entity=entity).id


class Work:
    """A queue, a job and agents of one version on a server of their own."""

    def __init__(self, client, maker, account, directory):
        self.client, self.account, self.directory = client, account, directory
        self.agents = []
        client.call(make_queue, entity=account.user)
        # Jobs that 0.31.0 makes name an interpreter that does not exist, so that its own agent cannot start them.
        code = directory / "code"
        code.mkdir()
        (code / "train.py").write_text(TRAIN)
        environment = maker._environment(False, {"WANDB_DISABLE_JOB_CREATION": "false", "WANDB_JOB_NAME": "train"})
        done = subprocess.run(
            [maker.python, "train.py"], cwd=code, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        names = account.graphql(
            "query R($e: String!) { project(name: \"p\", entityName: $e) { runs { edges { node { name } } } } }",
            e=account.user,
        )["project"]["runs"]["edges"]
        self.parent = names[0]["node"]["name"]
        listed = maker.command("job", "list", "-p", "p", "-e", account.user).output
        self.job = f"{account.user}/p/{listed.split(' -- ')[0].split()[-1]}:latest"

    def launch(self, **config):
        """Puts the job into the queue through `wandb launch` and returns the item's id."""
        before = set(self._items())
        overrides = json.dumps({"overrides": {"run_config": config}})
        done = self.client.command(
            "launch", "-j", self.job, "-q", "q", "-e", self.account.user, "-p", "p", "-c", overrides
        )
        assert done.code == 0, done.output
        [item] = set(self._items()) - before
        return item

    def _items(self):
        queue = self.account.graphql(
            "query I($e: String!) { project(name: \"model-registry\", entityName: $e) {"
            " runQueue(name: \"q\") { runQueueItems { edges { node { id } } } } } }",
            e=self.account.user,
        )["project"]["runQueue"]
        return [edge["node"]["id"] for edge in queue["runQueueItems"]["edges"]]

    def start_agent(self):
        log = self.directory / f"agent-{len(self.agents)}.log"
        command = [self.client.python.parent / "wandb", "launch-agent", "-q", "q", "-e", self.account.user, "-j", "2", "-v"]
        agent = subprocess.Popen(
            command, cwd=self.directory, env=self.client._environment(False, {"WANDB_X_FILE_STREAM_TRANSMIT_INTERVAL": "1"}),
            stdin=subprocess.DEVNULL, stdout=open(log, "wb"), stderr=subprocess.STDOUT, start_new_session=True,
        )
        agent.log = log
        self.agents.append(agent)
        return agent

    def item(self, identity):
        return self.account.graphql(ITEM, id=identity)["runQueueItem"]

    def wait(self, identity, *statuses, seconds=90):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = self.item(identity)
            if found["status"] in statuses:
                return found
            time.sleep(0.2)
        logs = "\n".join(agent.log.read_text()[-3000:] for agent in self.agents)
        raise AssertionError(f"{found} is not {statuses}\n{logs}")

    def wait_for_rows(self, name, seconds=60):
        """Until the program is in the middle of its loop."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            run = self.account.run("p", name)
            if run and run["historyLineCount"] > 0:
                return run
            time.sleep(0.2)
        raise AssertionError(f"{run} has no rows")

    def wait_for_run(self, name, state, seconds=60):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            run = self.account.run("p", name)
            if run and run["state"] == state:
                return run
            time.sleep(0.2)
        raise AssertionError(f"{run} is not {state}")

    def end(self):
        for agent in self.agents:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(agent.pid, signal.SIGKILL)
            agent.wait()


@pytest.fixture(params=LAUNCH_VERSIONS)
def work(request, own_server, client_of, tmp_path):
    server = own_server(*QUICK)
    account = server.add_user()
    maker = client_of("0.18.0", account, directory="maker")
    work = Work(client_of(request.param, account, directory="agent"), maker, account, tmp_path)
    yield work
    work.end()


def config_of(run):
    return {key: value["value"] for key, value in json.loads(run["config"]).items() if key != "_wandb"}


@pytest.mark.timeout(480)
def test_an_agent_works_a_queue_off(work):
    good = work.launch(lr=5)
    bad = work.launch(fail=True)
    broken = work.launch(broken=True)
    reason = work.item(good)["reason"]
    assert reason == "no agent that serves this queue is alive"
    agent = work.start_agent()
    done = work.wait(good, "finished", "failed")
    assert done["status"] == "finished" and done["state"] == "FINISHED", done
    run = work.wait_for_run(done["associatedRunId"], "finished")
    assert config_of(run) == {"lr": 5, "steps": 3, "sleep": 0, "fail": False}
    assert json.loads(run["summaryMetrics"])["loss"] == 5 / 3
    launch = work.account.graphql(LAUNCH, entity=work.account.user, run=run["name"])["project"]["run"]["launch"]
    assert launch == {
        "itemId": good, "queueName": "q", "queueEntity": work.account.user, "agentName": launch["agentName"],
        "job": work.job, "parentRunId": work.parent, "attempt": 1, "author": work.account.user,
    }
    # The program that fails has a run that failed, and its item says so.
    done = work.wait(bad, "finished", "failed")
    assert done["status"] == "failed" and done["state"] == "FAILED"
    assert done["attempts"] == [{**done["attempts"][0], "number": 1, "state": "error", "exitCode": 3}]
    assert work.account.run("p", done["associatedRunId"])["state"] == "failed"
    # Of a program that never began a run, the agent says so itself.
    done = work.wait(broken, "failed", "finished", seconds=150)
    assert done["status"] == "failed" and done["attempts"][0]["stage"] == "run", done
    assert "not successfully started" in done["error"] or "failed to call wandb.init" in done["error"], done
    # The agent ends when it is told to.
    [queue] = work.account.graphql(AGENTS, entity=work.account.user)["entity"]["launchQueues"]
    [seen] = queue["agents"]
    assert seen["isAlive"] and seen["name"] == launch["agentName"]
    work.account.graphql(STOP_AGENT, id=seen["id"])
    assert agent.wait(60) is not None


def test_a_run_is_stopped(work):
    item = work.launch(steps=10000, sleep=0.05)
    work.start_agent()
    name = work.wait(item, "running")["associatedRunId"]
    run = work.wait_for_rows(name)
    work.account.graphql(STOP_RUN, id=run["id"])
    done = work.wait(item, "cancelled", "failed", "finished")
    assert done["status"] == "cancelled", done
    assert work.account.run("p", name)["state"] == "killed"


def test_an_agent_dies_with_its_job(work):
    item = work.launch(steps=100000, sleep=0.05)
    agent = work.start_agent()
    first = work.wait(item, "running")["associatedRunId"]
    work.wait_for_run(first, "running")
    os.killpg(agent.pid, signal.SIGKILL)
    # The job goes on in a process of its own; it too must be gone before the item is given to another.
    for line in subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True).stdout.splitlines():
        pid, _, command = line.strip().partition(" ")
        if "train.py" in command:
            with contextlib.suppress(OSError):
                if f"WANDB_RUN_ID={first}" in open(f"/proc/{pid}/environ").read():
                    os.kill(int(pid), signal.SIGKILL)
    again = work.wait(item, "waiting", seconds=90)
    assert [attempt["state"] for attempt in again["attempts"]] == ["infrastructure"]
    work.start_agent()
    second = work.wait(item, "running")
    assert second["associatedRunId"] == first
    assert [attempt["state"] for attempt in second["attempts"]] == ["infrastructure", "running"]
    run = work.wait_for_run(first, "running")
    work.account.graphql(STOP_RUN, id=run["id"])
    work.wait(item, "cancelled", "failed", "finished")
