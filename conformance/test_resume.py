"""Resuming runs: allow, must, never, auto; what carries over and what a refusal must leave alone."""

import json

import pytest

from harness.client import VERSIONS
from harness.reading import assert_same, read_run, user_keys

CORE = pytest.mark.parametrize("version", VERSIONS[1:])


def resume_allowed():
    import sys
    import time

    import wandb

    seen = []
    for attempt in range(3):
        run = wandb.init(
            project="p", id="resumed", resume="allow" if attempt != 1 else "must", config={f"key{attempt}": attempt, "same": 1},
            **({"tags": ["first"], "notes": "written first", "name": "named first"} if attempt == 0 else {}),
        )  # fmt: skip
        seen.append({"step": run.starting_step if hasattr(run, "starting_step") else run.step, "resumed": run.resumed})
        print(f"attempt {attempt}")
        for value in range(3):
            run.log({"value": attempt * 10 + value, "attempt": attempt})
        run.summary[f"summary{attempt}"] = attempt
        sys.stdout.flush()
        time.sleep(0.5)
        run.finish()
    return seen


def test_allow_and_must(client, account, reader):
    seen = client.call(resume_allowed, quiet=False)
    assert [attempt["step"] for attempt in seen] == [0, 3, 6]
    if client.at_least("0.22.0"):
        assert [attempt["resumed"] for attempt in seen] == [False, True, True]
    rows = [user_keys(row) for row in account.history("p", "resumed")]
    expected = [{"_step": step, "value": step // 3 * 10 + step % 3, "attempt": step // 3} for step in range(9)]
    assert_same(rows, expected)
    run = reader.call(read_run, account, path=f"{account.user}/p/resumed")
    assert run["state"] == "finished" and run["tags"] == ["first"] and run["name"] == "named first"
    assert run["notes"] == "written first"
    assert run["config"] == {"key0": 0, "key1": 1, "key2": 2, "same": 1}
    summary = run["summary"]
    assert (summary["summary0"], summary["summary1"], summary["summary2"]) == (0, 1, 2)
    assert summary["value"] == 22 and summary["_step"] == 8
    console = [line["line"] for line in account.console("p", "resumed")]
    assert [line for line in console if line.startswith("attempt ")] == ["attempt 0", "attempt 1", "attempt 2"]


def init_with_resume(**arguments):
    import wandb

    try:
        run = wandb.init(project="p", **arguments)
    except Exception as error:
        return type(error).__name__
    run.log({"x": 1})
    run.finish()
    return "started"


def test_must_and_never_refused(client, account):
    account.upsert_run("existing", "p", config={"kept": 1}, displayName="kept name")
    account.stream("p", "existing", history=(0, [{"_step": 0, "a": 1}]), complete=True, exitcode=0)
    must = client.start(init_with_resume, id="absent", resume="must")
    never = client.start(init_with_resume, id="existing", resume="never", config={"other": True})
    fresh = client.start(init_with_resume, id="fresh", resume="never")
    must, never, fresh = must.wait(), never.wait(), fresh.wait()
    assert must.value != "started", must.output
    assert never.value != "started", never.output
    assert fresh.value == "started", fresh.output

    existing = account.run("p", "existing")
    assert json.loads(existing["config"])["kept"] == {"value": 1} and existing["displayName"] == "kept name"
    assert "other" not in json.loads(existing["config"]) and existing["state"] == "finished"
    assert [user_keys(row) for row in account.history("p", "existing")] == [{"_step": 0, "a": 1}]
    assert account.run("p", "absent") is None
    assert account.run("p", "fresh")["state"] == "finished"


def crash_and_resume(fail):
    import wandb

    run = wandb.init(project="p", resume="auto")
    run.log({"fail": fail})
    if fail:
        raise RuntimeError("on purpose")
    run.finish()
    return run.id


def test_auto(client, account):
    """A run that failed is taken up again by the next start in the same directory."""
    assert client.run(crash_and_resume, fail=True).code == 1
    run_id = client.call(crash_and_resume, fail=False)
    rows = [user_keys(row) for row in account.history("p", run_id)]
    assert rows == [{"_step": 0, "fail": True}, {"_step": 1, "fail": False}]
    run = account.run("p", run_id)
    assert run["state"] == "finished" and run["exitcode"] == 0
    runs = account.graphql(
        "query Runs($e: String!) { project(name: \"p\", entityName: $e) { runCount } }", e=account.user
    )
    assert runs["project"]["runCount"] == 1


def log_twice_without_resume():
    import wandb

    for attempt in range(2):
        run = wandb.init(project="p", id="again", config={"attempt": attempt})
        for value in range(3):
            run.log({"value": attempt * 10 + value})
        run.finish()


@CORE
def test_same_id_without_resume(client, account):
    """The same id again, without `resume`: nothing of the second attempt is lost, the run stays whole."""
    client.call(log_twice_without_resume)
    run = account.run("p", "again")
    assert run["state"] == "finished" and json.loads(run["config"])["attempt"] == {"value": 1}
    rows = [user_keys(row) for row in account.history("p", "again")]
    assert rows == [{"_step": step, "value": 10 + step} for step in range(3)]


def replace_tags():
    import wandb

    run = wandb.init(project="p", id="tagged", tags=["a"])
    run.log({"x": 1})
    run.finish()
    wandb.init(project="p", id="tagged", resume="must", tags=["b", "c"]).finish()


def test_tags_replaced_on_resume(client, account):
    client.call(replace_tags)
    assert sorted(account.run("p", "tagged")["tags"]) == ["b", "c"]


RUN_RESUME_STATUS = """
query RunResumeStatus($project: String, $entity: String, $name: String!) {
  model(name: $project, entityName: $entity) {
    id name entity { id name }
    bucket(name: $name, missingOk: true) {
      id name summaryMetrics displayName logLineCount historyLineCount eventsLineCount historyTail eventsTail
      config tags notes wandbConfig(keys: ["t"])
    }
  }
}
"""


def test_status_on_the_wire(account):
    """No nulls, integers printed as integers, tails as lists of lines, and null for what is absent."""
    account.upsert_run("new", "p", config={})
    bucket = account.graphql(RUN_RESUME_STATUS, project="p", entity=None, name="new")["model"]["bucket"]
    assert json.loads(bucket["historyTail"]) == [] and json.loads(bucket["eventsTail"]) == []
    assert bucket["historyLineCount"] == bucket["eventsLineCount"] == bucket["logLineCount"] == 0
    assert json.loads(bucket["summaryMetrics"]) == {} and "t" in json.loads(bucket["wandbConfig"])

    account.stream(
        "p", "new", history=(0, [{"_step": step, "_runtime": step + 0.5, "x": 1} for step in range(5)]),
        events=(0, [{"_runtime": 7.5, "system.cpu": 1}]), output=(0, ["2026-01-02T03:04:05.678901 a"]),
        summary={"x": 1, "_step": 4, "_wandb": {"runtime": 7}},
    )  # fmt: skip
    bucket = account.graphql(RUN_RESUME_STATUS, project="p", entity=account.user, name="new")["model"]["bucket"]
    assert (bucket["historyLineCount"], bucket["eventsLineCount"], bucket["logLineCount"]) == (5, 1, 1)
    tail = json.loads(bucket["historyTail"])
    assert '"_step":4' in tail[-1].replace(" ", "") and '"_step":4.0' not in tail[-1].replace(" ", "")
    assert json.loads(json.loads(bucket["eventsTail"])[-1])["_runtime"] == 7.5
    assert json.loads(bucket["summaryMetrics"])["_wandb"] == {"runtime": 7}

    assert account.graphql(RUN_RESUME_STATUS, project="p", entity=account.user, name="absent")["model"]["bucket"] is None
    assert account.graphql(RUN_RESUME_STATUS, project="absent", entity=account.user, name="x")["model"] is None
