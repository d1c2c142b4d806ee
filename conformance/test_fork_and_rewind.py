"""`fork_from` and `resume_from`: branches of a run, exactly up to the step."""

import json

import pytest

from harness.client import VERSIONS
from harness.reading import scan_history, user_keys

CORE = pytest.mark.parametrize("version", VERSIONS[1:])

REWIND = """
mutation RewindRun($runName: String!, $entity: String, $project: String, $metricName: String!, $metricValue: Float!) {
  rewindRun(input: {
    runName: $runName, entityName: $entity, projectName: $project, metricName: $metricName, metricValue: $metricValue
  }) {
    rewoundRun { id name displayName description config sweepName project { id name entity { id name } } historyLineCount }
  }
}
"""


def make_branches():
    import wandb

    run = wandb.init(project="p", id="parent", config={"lr": 0.1})
    for step in range(10):
        run.log({"value": step})
    run.finish()
    run = wandb.init(project="p", id="forked", fork_from="parent?_step=4")
    for step in range(3):
        run.log({"value": 100 + step})
    run.finish()
    run = wandb.init(project="p", resume_from="parent?_step=6")
    for step in range(2):
        run.log({"value": 200 + step})
    run.finish()


@CORE
def test_fork_and_rewind(client, account, readers):
    client.call(make_branches)
    parent = [{"_step": step, "value": step} for step in range(7)] + [
        {"_step": 7, "value": 200}, {"_step": 8, "value": 201},
    ]  # fmt: skip
    forked = [{"_step": step, "value": step} for step in range(5)] + [
        {"_step": 5 + step, "value": 100 + step} for step in range(3)
    ]
    assert [user_keys(row) for row in account.history("p", "parent")] == parent
    assert [user_keys(row) for row in account.history("p", "forked")] == forked
    for version, reader in readers.items():
        rows = reader.call(scan_history, account, path=f"{account.user}/p/forked")
        assert [user_keys(row) for row in rows] == forked, f"read by {version}"
    config = json.loads(account.run("p", "forked")["config"])
    assert config["_wandb"]["value"]["branch_point"] == {"run_id": "parent", "step": 4}
    assert account.run("p", "parent")["state"] == account.run("p", "forked")["state"] == "finished"
    assert json.loads(account.run("p", "parent")["config"])["lr"] == {"value": 0.1}


def make_impossible_branch(**arguments):
    import wandb

    try:
        wandb.init(project="p", **arguments)
    except Exception as error:
        return type(error).__name__
    return "started"


@CORE
def test_impossible_branches(client, account):
    account.upsert_run("parent", "p", config={})
    running = [
        client.start(make_impossible_branch, **arguments)
        for arguments in (
            {"resume_from": "absent?_step=1"},
            {"id": "x", "fork_from": "parent?loss=1"},
            {"fork_from": "parent?_step=1", "resume_from": "parent?_step=1"},
            {"id": "y", "fork_from": "parent?_step=1", "resume": "allow"},
        )
    ]
    for process in running:
        done = process.wait()
        assert done.value != "started", done.output
    assert account.run("p", "absent") is None and account.run("p", "x") is None


def branch(account, parent, child, step, project="p"):
    wrapped = {"_wandb": {"value": {"t": {"5": "0.31.0"}, "branch_point": {"run_id": parent, "step": step}}}}
    return account.upsert_run(child, project, config=json.dumps(wrapped))


def test_forks_of_forks(account):
    """Branches of branches see their own past only; later changes of a parent do not reach them."""
    account.upsert_run("a", "p", config={})
    account.stream("p", "a", history=(0, [{"_step": step, "v": f"a{step}"} for step in range(10)]))
    branch(account, "a", "b", 5)
    count = account.run("p", "b")["historyLineCount"] or 0
    account.stream("p", "b", history=(count, [{"_step": step, "v": f"b{step}"} for step in range(6, 9)]))
    branch(account, "b", "c", 7)
    branch(account, "b", "d", 3)
    account.stream("p", "a", history=(10, [{"_step": 2, "v": "late"}]))
    account.graphql(REWIND, runName="a", entity=account.user, project="p", metricName="_step", metricValue=1)

    values = lambda run: [row["v"] for row in account.history("p", run)]  # noqa: E731
    assert values("b") == ["a0", "a1", "a2", "a3", "a4", "a5", "b6", "b7", "b8"]
    assert values("c") == ["a0", "a1", "a2", "a3", "a4", "a5", "b6", "b7"]
    assert values("d") == ["a0", "a1", "a2", "a3"]
    assert values("a") == ["a0", "a1"]


def test_fork_outlives_its_parent(account):
    account.upsert_run("a", "p", config={})
    account.stream("p", "a", history=(0, [{"_step": step, "v": step} for step in range(4)]))
    branch(account, "a", "b", 2)
    account.graphql(
        "mutation DeleteRun($id: ID!) { deleteRun(input: {id: $id}) { clientMutationId } }", id=account.run("p", "a")["id"]
    )
    assert [row["v"] for row in account.history("p", "b")] == [0, 1, 2]


def test_rewind_on_the_wire(account):
    account.upsert_run("a", "p", config={"k": 1}, displayName="shown")
    account.stream("p", "a", history=(0, [{"_step": step, "v": step} for step in range(10)]))
    rewound = account.graphql(REWIND, runName="a", entity=None, project="p", metricName="_step", metricValue=3.0)
    run = rewound["rewindRun"]["rewoundRun"]
    assert run["name"] == "a" and run["historyLineCount"] == 4 and run["displayName"] == "shown"
    assert run["project"]["entity"]["name"] == account.user and json.loads(run["config"])["k"] == {"value": 1}
    account.stream("p", "a", history=(4, [{"_step": 4, "v": "new"}, {"_step": 5, "v": "new"}]))
    assert [row["v"] for row in account.history("p", "a")] == [0, 1, 2, 3, "new", "new"]
    for variables in (
        {"runName": "absent", "metricName": "_step", "metricValue": 1.0},
        {"runName": "a", "metricName": "loss", "metricValue": 1.0},
    ):
        response = account.post_graphql(REWIND, {"entity": None, "project": "p", **variables}).json()
        assert response.get("errors") or response["data"]["rewindRun"] in (None, {"rewoundRun": None})
    assert len(account.history("p", "a")) == 6
