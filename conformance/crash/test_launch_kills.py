"""Agents and the server are killed at any moment; each item still runs to its end exactly once.

ROOST_LAUNCH_KILLS sets how many kills there are, ROOST_SEED which.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path

from harness.agent import Agent, Queue, make_job, notes, wait_until
from harness.client import VERSIONS, Client

KILLS = int(os.environ.get("ROOST_LAUNCH_KILLS", 12))
SEED = int(os.environ.get("ROOST_SEED", time.time_ns() % 1_000_000))
ITEMS_PER_KILL = 2
END_SECONDS = 240

STARTED_RUN = """
query Run($entity: String!, $project: String!, $run: String!) {
  project(name: $project, entityName: $entity) { run(name: $run) { historyLineCount state } }
}
"""


def test_launch_kills(own_server, tmp_path):
    dice = random.Random(SEED)
    server = own_server()
    account = server.add_user("alice")
    job = make_job(Client(VERSIONS[-1], account, tmp_path / "client"))
    queue = Queue(account, tmp_path, "work")
    agents = [
        Agent(account, tmp_path / f"agent-{number}", "--queue", "work", "--max-jobs", "3").start() for number in range(2)
    ]
    counts: Counter[str] = Counter()
    items: dict[str, Path] = {}
    try:
        for kill in range(KILLS):
            for _ in range(ITEMS_PER_KILL):
                path = tmp_path / f"notes-{len(items)}"
                rows = dice.randrange(1, 30)
                item = queue.add(job, notes=str(path), rows=rows, sleep=dice.choice((0, 0.2, 1)), count=rows)
                items[item] = path
            time.sleep(dice.choice((0, 0.05, 0.3, 1, 2)) * dice.random())
            if dice.random() < 0.3:
                counts["server"] += 1
                server.kill()
                time.sleep(dice.random())
                server.start()
            else:
                counts["agent"] += 1
                agent = dice.choice(agents)
                agent.kill()
                time.sleep(dice.choice((0, 0, 1)) * dice.random())
                agent.start()
        for item, path in items.items():
            found = queue.wait(
                item, seconds=END_SECONDS, said=lambda: "\n\n".join(each.said() for each in agents) + f"\nseed {SEED}"
            )
            told = f"{found}\n{notes(path)}\nseed {SEED}"
            assert found["status"] == "finished", told
            # Nothing that was killed makes a job run twice: the agents come back within the lease's time.
            assert [note["what"] for note in notes(path)] == ["began", "ended"], told
            assert len({note["pid"] for note in notes(path)}) == 1, told
            run = account.graphql(STARTED_RUN, entity="alice", project="launch", run=found["associatedRunId"])
            run = run["project"]["run"]
            assert run["state"] == "finished", told
            rows = account.history("launch", found["associatedRunId"])
            assert [row["i"] for row in rows] == list(range(found["runSpec"]["overrides"]["run_config"]["rows"])), told
            counts[f"{len(found['attempts'])} attempts"] += 1
        wait_until(lambda: not any(list((a.directory / "agent" / "attempts").iterdir()) for a in agents), "the cleaning")
    finally:
        for agent in agents:
            agent.stop()
    print(f"seed {SEED}: {len(items)} items, {dict(counts)}")


def test_an_agent_that_stays_away_is_replaced(own_server, tmp_path):
    """Its job ends by itself when the lease is over; only then another agent runs the item, with the same run."""
    server = own_server("--job-lease", "10")
    account = server.add_user("alice")
    job = make_job(Client(VERSIONS[-1], account, tmp_path / "client"))
    queue = Queue(account, tmp_path, "work")
    first = Agent(account, tmp_path / "first", "--queue", "work").start()
    second = Agent(account, tmp_path / "second", "--queue", "work")
    path, stop = tmp_path / "notes", tmp_path / "stop"
    item = queue.add(job, notes=str(path), until=str(stop), rows=2)
    try:
        wait_until(lambda: len(notes(path)) == 1, "the start", 60, first.said)
        pid = notes(path)[0]["pid"]
        first.kill()
        second.start()
        wait_until(lambda: len(notes(path)) == 2, "the second attempt", 90, second.said)
        assert not Path(f"/proc/{pid}").exists()
        stop.touch()
        found = queue.wait(item, said=second.said)
        assert found["status"] == "finished"
        assert [attempt["kind"] for attempt in found["attempts"]] == ["infrastructure", None]
        assert len({note["run"] for note in notes(path)}) == 1
        # The one that was away hears that the item is not its own, and tells nothing.
        first.start()
        time.sleep(1)
        assert queue.item(item)["status"] == "finished" and len(queue.item(item)["attempts"]) == 2
    finally:
        first.stop()
        second.stop()


def test_a_job_goes_on_while_the_server_is_away(own_server, tmp_path):
    """Longer than the lease of an item that has not started."""
    server = own_server("--launch-milliseconds", "15000,60000,2000,300000")
    account = server.add_user("alice")
    job = make_job(Client(VERSIONS[-1], account, tmp_path / "client"))
    queue = Queue(account, tmp_path, "work")
    agent = Agent(account, tmp_path / "agent", "--queue", "work").start()
    path, stop = tmp_path / "notes", tmp_path / "stop"
    item = queue.add(job, notes=str(path), until=str(stop), rows=2)
    try:
        name = queue.wait(item, "running", said=agent.said)["associatedRunId"]
        # A client that finds no server when it begins takes its time to look again.
        wait_until(lambda: (account.run("launch", name) or {}).get("historyLineCount") == 2, "the rows", 60, agent.said)
        server.kill()
        time.sleep(17)
        server.start()
        stop.touch()
        found = queue.wait(item, seconds=120, said=agent.said)
        assert found["status"] == "finished", agent.said()
        assert [attempt["kind"] for attempt in found["attempts"]] == [None]
        assert [note["what"] for note in notes(path)] == ["began", "ended"]
    finally:
        agent.stop()
