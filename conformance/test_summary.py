"""Summaries: last values, explicit values, and what `define_metric` makes of them."""

import json

import pytest

from harness.reading import assert_same, read_run, user_keys


def summarise(project):
    import wandb

    run = wandb.init(project=project, id="summary")
    run.log({"a": 1, "b": float("nan"), "deep": {"x": 1, "y": {"z": 2}}, "text": "first"})
    run.log({"a": 3, "c": float("-inf"), "text": "last"})
    run.log({"a": 2, "list": [1, 2]})
    run.summary["by_hand"] = {"k": [1, {"n": None}]}
    run.summary["a_too"] = 7
    run.summary.update({"a_too": 8, "flag": True})
    run.summary["gone"] = 1
    del run.summary["gone"]
    run.finish()


def test_summary(client, account, reader):
    client.call(summarise, project="p")
    run = reader.call(read_run, account, path=f"{account.user}/p/summary")
    assert isinstance(run["summary"]["_wandb"]["runtime"], int) and run["summary"]["_timestamp"] > 1e9
    summary = user_keys(run["summary"])
    if client.version == "0.16.6":
        assert summary.pop("gone") == 1  # this client does not tell of the deletion
    assert_same(
        summary,
        {
            "_step": 2, "a": 2, "b": float("nan"), "c": float("-inf"), "deep": {"x": 1, "y": {"z": 2}}, "text": "last",
            "list": [1, 2], "by_hand": {"k": [1, {"n": None}]}, "a_too": 8, "flag": True,
        },
    )  # fmt: skip


def define_metrics(project):
    import wandb

    run = wandb.init(project=project, id="metrics")
    run.define_metric("epoch", hidden=True)
    run.define_metric("low", summary="min")
    run.define_metric("high", summary="max,min")
    run.define_metric("middle", summary="mean", step_metric="epoch")
    run.define_metric("nothing", summary="none")
    run.define_metric("group/*", step_metric="epoch", summary="max")
    for epoch, value in enumerate([3.0, 1.0, 2.0, 6.0]):
        run.log(
            {
                "epoch": epoch * 10, "low": value, "high": value, "middle": value, "nothing": value, "plain": value,
                "group/one": value, "group/two": -value,
            }
        )  # fmt: skip
    run.finish()


def test_define_metric(client, account, reader):
    client.call(define_metrics, project="p")
    run = reader.call(read_run, account, path=f"{account.user}/p/metrics")
    summary = user_keys(run["summary"])
    assert summary.pop("group/one") in ({"max": 6.0}, 6.0) and summary.pop("group/two") in ({"max": -1.0}, -6.0)
    assert_same(
        summary,
        {"_step": 3, "epoch": 30, "low": {"min": 1}, "high": {"min": 1, "max": 6}, "middle": {"mean": 3}, "plain": 6},
    )

    config = json.loads(account.run("p", "metrics")["config"])
    metrics = config["_wandb"]["value"]["m"]
    named = {metric["1"]: metric for metric in metrics if "1" in metric}
    assert named["epoch"] and set(named["low"]["7"]) == {1} and set(named["high"]["7"]) == {1, 2}
    assert metrics[named["middle"]["5"] - 1]["1"] == "epoch"
    assert any("group/one" in metric.values() or metric.get("2") == "group/*" for metric in metrics)


def test_summary_replaced_whole(account):
    """The streamed summary line replaces all of the summary; the last one counts."""
    account.upsert_run("r1", "p", config={})
    account.stream("p", "r1", summary={"a": 1, "b": {"c": 2}})
    account.stream("p", "r1", summary={"b": {"d": 3}, "big": 9007199254740993, "nan": float("nan")})
    summary = json.loads(account.run("p", "r1")["summaryMetrics"])
    assert_same(summary, {"b": {"d": 3}, "big": 9007199254740993, "nan": float("nan")})


@pytest.mark.parametrize("version", ["0.31.0"])
def test_server_side_summary(client, account, reader):
    """With the setting x_server_side_derived_summary the server derives the summary from the history."""
    client.call(derive_summary)
    run = reader.call(read_run, account, path=f"{account.user}/derived/d1")
    summary = {key: value for key, value in run["summary"].items() if not key.startswith("_")}
    assert_same(summary, {"a": 9, "b": 5, "nested": {"x": 9}})


def derive_summary():
    import wandb

    run = wandb.init(project="derived", id="d1", settings=wandb.Settings(x_server_side_derived_summary=True))
    for step in range(10):
        run.log({"a": step, "nested": {"x": step}, **({"b": step} if step == 5 else {})})
    run.finish()
