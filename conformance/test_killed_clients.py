"""Clients that die: the run is seen as crashed, nothing that arrived is lost, and a later sync completes it."""

import contextlib
import os
import signal
import time
from pathlib import Path

import pytest

from harness.client import VERSIONS, Client
from harness.reading import user_keys

CRASH_SECONDS = 4


@pytest.fixture
def server(own_server):
    """A server that takes a run for crashed after few seconds without a sign of life."""
    return own_server("--crash-after", str(CRASH_SECONDS))


def wait_for_state(account, project, run, state, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = account.run(project, run)
        if found and found["state"] == state:
            return
        time.sleep(0.2)
    raise AssertionError(f"{run} is {account.run(project, run)} instead of {state} after {seconds} s")


def log_until_killed(run_id):
    import os
    import time

    import wandb

    run = wandb.init(project="killed", id=run_id)
    for step in range(20):
        run.log({"step": step})
    time.sleep(18)  # time for the slowest version to send them
    with open(f"{run_id}.logged", "w") as file:
        file.write(str(os.getpid()))
    time.sleep(600)


def test_sigkill_then_sync(server, client_of):
    """All versions at once: each waits for the same timeouts."""
    account = server.add_user()
    clients, running = {}, {}
    for version in VERSIONS:
        clients[version] = Client(version, account, client_of(version, directory=version).directory)
        running[version] = clients[version].start(log_until_killed, run_id=version)
    for version, process in running.items():
        logged = clients[version].directory / f"{version}.logged"
        deadline = time.monotonic() + 60
        while not logged.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert logged.exists(), process.output()
        kill_with_helpers(process)
    for version in VERSIONS:
        wait_for_state(account, "killed", version, "crashed", 3 * CRASH_SECONDS + 30)
    for version, client in clients.items():
        (directory,) = (client.directory / "wandb").glob(f"run-*-{version}")
        arguments = ["sync", str(directory)]
        if version in ("0.16.6", "0.18.0", "0.22.3"):
            arguments.insert(1, "--include-online")
        done = client.command(*arguments)
        # The oldest client keeps its log in memory for a while, so that there may be nothing to push.
        assert done.code == 0 or version == "0.16.6", done.output
        rows = [user_keys(row) for row in account.history("killed", version)]
        assert rows == [{"_step": step, "step": step} for step in range(20)], f"{version}: {done.output}"
        assert account.run("killed", version)["state"] in ("finished", "failed", "crashed"), version


def kill_with_helpers(process):
    """SIGKILL for the client and for the service that it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rsplit(")", 1)[1].split()[1])
    tree = [process.process.pid]
    for pid in tree:
        tree += [child for child, parent in parents.items() if parent == pid]
    for pid in tree:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.process.wait()


def test_crashed_and_revived(server):
    account = server.add_user()
    account.upsert_run("r1", "p", config={})
    account.stream("p", "r1", history=(0, [{"_step": 0, "a": 1}]))
    assert account.run("p", "r1")["state"] == "running"
    wait_for_state(account, "p", "r1", "crashed", 3 * CRASH_SECONDS)
    account.stream("p", "r1")
    wait_for_state(account, "p", "r1", "running", CRASH_SECONDS)
    for beat in range(3 * CRASH_SECONDS):
        time.sleep(0.5)
        account.stream("p", "r1")
        assert account.run("p", "r1")["state"] == "running"
    account.stream("p", "r1", complete=True, exitcode=0)
    time.sleep(CRASH_SECONDS + 2)
    assert account.run("p", "r1")["state"] == "finished", "a finished run does not crash"


def test_filters_see_the_crash(server):
    account = server.add_user()
    account.upsert_run("r1", "p", config={})
    wait_for_state(account, "p", "r1", "crashed", 3 * CRASH_SECONDS)
    count = "query Runs($e: String!, $f: JSONString) { project(name: \"p\", entityName: $e) { runCount(filters: $f) } }"
    assert account.graphql(count, e=account.user, f='{"state": "crashed"}')["project"]["runCount"] == 1
    assert account.graphql(count, e=account.user, f='{"state": "running"}')["project"]["runCount"] == 0


def test_crash_is_noticed_after_a_restart(server):
    account = server.add_user()
    account.upsert_run("r1", "p", config={})
    server.stop()
    time.sleep(CRASH_SECONDS)
    server.start()
    wait_for_state(account, "p", "r1", "crashed", 4 * CRASH_SECONDS)
