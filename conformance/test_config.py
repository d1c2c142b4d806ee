"""Config changes during a run, nested keys, and what the client keeps under `_wandb`."""

import json

from harness.reading import assert_same, read_run


def configure():
    import time

    import wandb

    run = wandb.init(project="p", id="config", config={"lr": 0.1, "net": {"depth": 2, "width": {"first": 8}}})
    run.config["late"] = "yes"
    run.config.update({"net": {"depth": 3}}, allow_val_change=True)
    run.config.update({"big": 1 << 60, "tiny": 1e-300, "nothing": None, "list": [1, [2, {"k": "v"}]]})
    run.log({"x": 1})
    time.sleep(0.5)
    run.config["after_log"] = [True, False]
    run.finish()


def test_config(client, account, reader):
    client.call(configure)
    run = reader.call(read_run, account, path=f"{account.user}/p/config")
    # Newer clients merge a nested update into what was there, the old one replaces it.
    net = {"depth": 3} if client.version == "0.16.6" else {"depth": 3, "width": {"first": 8}}
    assert_same(
        run["config"],
        {
            "lr": 0.1, "net": net, "late": "yes", "big": 1 << 60, "tiny": 1e-300,
            "nothing": None, "list": [1, [2, {"k": "v"}]], "after_log": [True, False],
        },
    )  # fmt: skip
    internal = json.loads(account.run("p", "config")["config"])["_wandb"]["value"]
    assert internal["cli_version"] == client.version and internal["t"]["5"] == client.version


def test_config_replaced_whole(account):
    account.upsert_run("r1", "p", config={"a": 1, "b": 2})
    account.upsert_run("r1", "p", config={"b": 3})
    config = json.loads(account.run("p", "r1")["config"])
    assert {key: value["value"] for key, value in config.items() if key != "_wandb"} == {"b": 3}


def test_null_leaves_everything_as_it_was(account):
    """A later upsert with nulls changes nothing."""
    values = {"displayName": "n", "notes": "o", "groupName": "g", "jobType": "j", "tags": ["t"], "commit": "c"}
    account.upsert_run("r1", "p", config={"a": 1}, **values)
    before = account.run("p", "r1")
    account.upsert_run("r1", "p")
    account.upsert_run("r1", "p", tags=None, config=None, notes=None)
    after = account.run("p", "r1")
    for key in ("displayName", "notes", "group", "jobType", "tags", "commit", "config", "createdAt"):
        assert after[key] == before[key]
    account.upsert_run("r1", "p", tags=[], notes="")
    after = account.run("p", "r1")
    assert after["tags"] in ([], None) and after["notes"] in ("", None)
