"""Names, notes, tags and the rest: changed by a running client, and later through the public API."""

import json

import pytest

from harness.reading import assert_same, read_run, user_keys


def change_attributes():
    import wandb

    run = wandb.init(project="p", id="changing", name="before", notes="old", tags=["a"], config={"x": 1})
    run.name = "after – ü"
    run.notes = "new\nnotes"
    run.tags = run.tags + ("b", "c")
    run.log({"v": 1})
    run.finish()
    wandb.init(project="p", id="failing").finish(exit_code=3)


def test_changed_while_running(client, account):
    client.call(change_attributes)
    run = account.run("p", "changing")
    assert run["displayName"] == "after – ü" and run["notes"] == "new\nnotes"
    assert sorted(run["tags"]) == ["a", "b", "c"] and run["state"] == "finished"
    failed = account.run("p", "failing")
    assert failed["state"] == "failed" and failed["exitcode"] == 3


def update_run(api, path):
    run = api.run(path)
    run.name = "renamed"
    run.notes = "noted"
    run.tags = ["x", "y"]
    run.config["lr"] = 0.5
    run.config["added"] = {"deep": [1, 2]}
    run.summary["best"] = 0.75
    run.update()
    run.summary.update({"later": {"a": 1}})
    again = api.run(path)
    return {"summary": dict(again.summary._json_dict), "config": dict(again.config)}


def test_updated_through_the_api(account, readers):
    for version, reader in readers.items():
        account.upsert_run(version, "p", config={"lr": 0.1, "kept": True}, displayName="first", tags=["old"])
        account.stream("p", version, history=(0, [{"_step": 0, "loss": 1}]), summary={"loss": 1, "nan": float("nan")})
        account.stream("p", version, complete=True, exitcode=0)
        path = f"{account.user}/p/{version}"
        seen = reader.call(update_run, account, path=path)
        run = account.run("p", version)
        assert run["displayName"] == "renamed" and run["notes"] == "noted" and sorted(run["tags"]) == ["x", "y"]
        assert run["state"] == "finished", "an update is no sign of life"
        config = {key: item["value"] for key, item in json.loads(run["config"]).items() if key != "_wandb"}
        assert config == {"lr": 0.5, "kept": True, "added": {"deep": [1, 2]}} == seen["config"]
        assert "t" in json.loads(run["config"])["_wandb"]["value"], "what the client noted about itself stays"
        summary = json.loads(run["summaryMetrics"])
        assert summary["best"] == 0.75 and summary["later"] == {"a": 1} and summary["loss"] == 1


def delete_run(api, path):
    run = api.run(path)
    run.delete()
    try:
        api.flush()
        api.run(path)
    except Exception as error:
        return type(error).__name__
    return "still there"


def test_deleted_through_the_api(account, readers):
    for version, reader in readers.items():
        account.upsert_run(version, "gone", config={})
        account.stream("gone", version, history=(0, [{"_step": 0, "a": 1}]))
        account.upload("gone", version, "a.txt", b"x")
        assert reader.call(delete_run, account, path=f"{account.user}/gone/{version}") in ("CommError", "ValueError")
        assert account.run("gone", version) is None
        response = account.request("GET", f"/files/{account.user}/gone/{version}/a.txt")
        assert response.status_code == 404


def test_deleted_run_can_be_made_anew(account):
    """A run that was deleted and is made again under its id starts empty."""
    account.upsert_run("r1", "p", config={"a": 1})
    account.stream("p", "r1", history=(0, [{"_step": 0, "a": 1}]), output=(0, ["2026-01-02T03:04:05.678901 x"]))
    storage_id = account.run("p", "r1")["id"]
    account.graphql("mutation DeleteRun($id: ID!) { deleteRun(input: {id: $id}) { clientMutationId } }", id=storage_id)
    account.graphql("mutation DeleteRun($id: ID!) { deleteRun(input: {id: $id}) { clientMutationId } }", id=storage_id)
    bucket = account.upsert_run("r1", "p", config={"b": 2})
    assert not bucket["historyLineCount"]
    run = account.run("p", "r1")
    assert json.loads(run["config"])["b"] == {"value": 2} and "a" not in json.loads(run["config"])
    assert account.history("p", "r1") == [] and account.console("p", "r1") == []


def preempt():
    import os

    import wandb

    run = wandb.init(project="p", id="preempted")
    run.mark_preempting()
    run.log({"a": 1})
    import time

    time.sleep(1)
    if os.environ.get("FINISH"):
        run.finish()
    else:
        os._exit(0)


@pytest.mark.parametrize("version", ["0.31.0"])
def test_preempting(client, account):
    client.call(preempt, environment={"FINISH": "1"})
    assert account.run("p", "preempted")["state"] == "finished"
    account.upsert_run("r1", "p", config={})
    account.stream("p", "r1", preempting=True)
    assert account.run("p", "r1")["state"] == "preempting"


def test_states(account):
    """What the file stream says decides the state; late lines are kept; a new start makes the run a running one."""
    for exit_code, states in ((0, ("finished",)), (1, ("failed",)), (255, ("failed", "killed"))):
        run = f"exit-{exit_code}"
        account.upsert_run(run, "p", config={})
        assert account.run("p", run)["state"] == "running"
        account.stream("p", run, complete=True, exitcode=exit_code)
        assert account.run("p", run)["state"] in states
        assert account.run("p", run)["exitcode"] == exit_code
        account.stream("p", run, history=(0, [{"_step": 0, "a": 1}]))
        assert account.history("p", run) == [{"_step": 0, "a": 1}]
        account.upsert_run(run, "p", config={"again": True}, host="a-client-that-starts")
        assert account.run("p", run)["state"] == "running"
        account.stream("p", run, complete=True, exitcode=0)
        assert account.run("p", run)["state"] == "finished" and account.run("p", run)["exitcode"] == 0


def test_summary_row_of_reader(account, readers):
    account.upsert_run("r1", "p", config={"a": 1})
    account.stream("p", "r1", summary={"_step": 3, "x": {"y": 1}, "nan": float("nan"), "inf": float("inf")})
    for version, reader in readers.items():
        run = reader.call(read_run, account, path=f"{account.user}/p/r1")
        assert_same(user_keys(run["summary"]), {"_step": 3, "x": {"y": 1}, "nan": float("nan"), "inf": float("inf")}, version)
        assert run["last_step"] in (-1, 0) and run["path"] == [account.user, "p", "r1"]
        assert run["url"] == f"{account.base_url}/{account.user}/p/runs/r1"
