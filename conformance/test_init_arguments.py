"""Every argument of `wandb.init` has the effect that it promises, seen from the server's side.

The arguments are those of 0.18.0; every other version takes part where it has the argument.
"""

import json

import pytest

from harness.client import VERSIONS
from harness.reading import download_files, list_files, read_run, scan_history, user_keys

OLD = pytest.mark.parametrize("version", ["0.16.6", "0.18.0"])
CORE = pytest.mark.parametrize("version", VERSIONS[1:])


# entity, project, id, name, notes, tags, group, job_type, config, dir, force


def init_with_everything(entity, directory):
    import os

    import wandb

    os.makedirs(directory, exist_ok=True)
    run = wandb.init(
        entity=entity,
        project="everything",
        id="chosen-id",
        name="a display name",
        notes="first line\nsecond line",
        tags=["one", "two", "ünïcode"],
        group="a group",
        job_type="train",
        config={"lr": 0.1, "layers": [1, 2], "net": {"depth": 3, "act": "relu"}, "flag": True, "none": None},
        dir=directory,
        force=True,
        settings=wandb.Settings(host="a-host", git_commit="0123456789abcdef", git_remote_url="https://example.org/x.git")
        if tuple(map(int, wandb.__version__.split("."))) >= (0, 18)
        else None,
    )
    run.log({"a": 1})
    seen = {"dir": run.dir, "entity": run.entity, "project": run.project, "id": run.id, "name": run.name, "url": run.url}
    run.finish()
    return seen


def test_everything_at_once(client, account, server, reader, tmp_path):
    team = f"team-of-{account.user}"
    server.add_team(team, account)
    directory = str(tmp_path / "elsewhere")
    seen = client.call(init_with_everything, entity=team, directory=directory)
    assert seen["dir"].startswith(directory)
    assert (seen["entity"], seen["project"], seen["id"], seen["name"]) == (
        team, "everything", "chosen-id", "a display name",
    )  # fmt: skip
    assert seen["url"] == f"{account.base_url}/{team}/everything/runs/chosen-id"

    run = reader.call(read_run, account, path=f"{team}/everything/chosen-id")
    assert run["id"] == "chosen-id" and run["name"] == "a display name" and run["state"] == "finished"
    assert run["notes"] == "first line\nsecond line"
    assert sorted(run["tags"]) == sorted(["one", "two", "ünïcode"])
    assert run["group"] == "a group" and run["user"] == account.user
    assert run["config"] == {
        "lr": 0.1, "layers": [1, 2], "net": {"depth": 3, "act": "relu"}, "flag": True, "none": None,
    }  # fmt: skip
    raw = account.run("everything", "chosen-id", team)
    assert raw["jobType"] == "train" and raw["exitcode"] == 0
    if client.at_least("0.18.0"):
        assert raw["commit"] == "0123456789abcdef"
        found = account.graphql(
            "query Runs($e: String!, $p: String!, $f: JSONString) { project(name: $p, entityName: $e) {"
            " runCount(filters: $f) } }",
            e=team, p="everything", f=json.dumps({"host": "a-host"}),
        )  # fmt: skip
        assert found["project"]["runCount"] == 1
    assert account.run("everything", "chosen-id") is None, "the user's own entity holds nothing"


def init_with_nothing():
    import wandb

    run = wandb.init()
    seen = {"id": run.id, "entity": run.entity, "project": run.project, "name": run.name, "url": run.url}
    run.finish()
    return seen


def test_nothing_at_all(client, account):
    """Server and client agree on defaults: entity, project, a name."""
    seen = client.call(init_with_nothing)
    assert seen["entity"] == account.user and seen["project"] == "uncategorized" and len(seen["id"]) == 8
    run = account.run("uncategorized", seen["id"])
    assert run["displayName"] == seen["name"] and run["displayName"]
    assert run["state"] == "finished" and run["tags"] in ([], None) and not run["notes"]


def init_from_environment():
    import wandb

    run = wandb.init()
    run.finish()
    return run.id


def test_arguments_from_the_environment(client, account):
    environment = {
        "WANDB_ENTITY": account.user, "WANDB_PROJECT": "from-environment", "WANDB_RUN_ID": "env-id",
        "WANDB_NAME": "env name", "WANDB_NOTES": "env notes", "WANDB_TAGS": "a,b", "WANDB_RUN_GROUP": "env group",
        "WANDB_JOB_TYPE": "env type",
    }  # fmt: skip
    client.call(init_from_environment, environment=environment)
    run = account.run("from-environment", "env-id")
    assert run["displayName"] == "env name" and run["notes"] == "env notes" and sorted(run["tags"]) == ["a", "b"]
    assert run["group"] == "env group" and run["jobType"] == "env type"


# config in its forms, config_include_keys, config_exclude_keys, allow_val_change


def init_with_config(how):
    import argparse

    import wandb

    arguments = {"project": "config", "id": how}
    if how == "namespace":
        arguments["config"] = argparse.Namespace(lr=0.5, name="x")
    elif how == "file":
        with open("config-defaults-test.yaml", "w") as file:
            file.write("lr:\n  value: 0.25\nmodel:\n  desc: which\n  value: small\n")
        arguments["config"] = "config-defaults-test.yaml"
    elif how == "defaults-file":
        with open("config-defaults.yaml", "w") as file:
            file.write("from_file:\n  value: 7\n")
        arguments["config"] = {"lr": 2}
    elif how == "include":
        arguments.update(config={"a": 1, "b": 2, "c": 3}, config_include_keys=["a", "c"])
    elif how == "exclude":
        arguments.update(config={"a": 1, "b": 2, "c": 3}, config_exclude_keys=["a"])
    elif how == "odd-values":
        arguments["config"] = {"set": {1}, "tuple": (1, 2), "class": dict, "inf": float("inf"), "dotted.key": 1, "ü": "ß"}
    run = wandb.init(**arguments)
    run.finish()




CONFIGS = {
    "namespace": {"lr": 0.5, "name": "x"},
    "file": {"lr": 0.25, "model": "small"},
    "defaults-file": {"lr": 2, "from_file": 7},
    "include": {"a": 1, "c": 3},
    "exclude": {"b": 2, "c": 3},
}


@pytest.mark.parametrize("how", CONFIGS)
def test_forms_of_config(client_of, account, reader, how):
    client = client_of("0.18.0")
    client.call(init_with_config, how=how)
    assert reader.call(read_run, account, path=f"{account.user}/config/{how}")["config"] == CONFIGS[how]


def test_odd_config_values(client, account, reader):
    client.call(init_with_config, how="odd-values")
    config = reader.call(read_run, account, path=f"{account.user}/config/odd-values")["config"]
    assert config["tuple"] == [1, 2] and config["dotted.key"] == 1 and config["ü"] == "ß"
    assert config.keys() == {"set", "tuple", "class", "inf", "dotted.key", "ü"}


def change_config():
    import wandb

    run = wandb.init(project="change", id="refused", config={"a": 1})
    try:
        run.config["a"] = 2
        refused = False
    except wandb.Error:
        refused = True
    run.config["b"] = 3
    run.config.update({"a": 5}, allow_val_change=True)
    run.finish()
    run = wandb.init(project="change", id="allowed", config={"a": 1}, allow_val_change=True)
    run.config.update({"a": 2}, allow_val_change=True)
    run.config.update({"deep": {"x": 1}, "list": list(range(1000))})
    run.finish()
    return refused


def test_allow_val_change(client, account, reader):
    assert client.call(change_config) is True
    assert reader.call(read_run, account, path=f"{account.user}/change/refused")["config"] == {"a": 5, "b": 3}
    allowed = reader.call(read_run, account, path=f"{account.user}/change/allowed")["config"]
    assert allowed == {"a": 2, "deep": {"x": 1}, "list": list(range(1000))}


# reinit


def reinit_runs():
    import wandb

    first = wandb.init(project="reinit", id="first")
    same = wandb.init(project="reinit", id="ignored")
    wandb.log({"x": 1})
    second = wandb.init(project="reinit", id="second", reinit=True)
    wandb.log({"x": 2})
    second.finish()
    return same.id == first.id


def test_reinit(client, account):
    assert client.call(reinit_runs)
    assert account.run("reinit", "first")["state"] == "finished"
    assert account.run("reinit", "second")["state"] == "finished"
    assert account.run("reinit", "ignored") is None
    assert [row["x"] for row in account.history("reinit", "first")] == [1]
    assert [row["x"] for row in account.history("reinit", "second")] == [2]


# mode


def init_in_mode(mode):
    import glob

    import wandb

    run = wandb.init(project="modes", id=f"mode-{mode}", mode=mode)
    run.log({"x": 1})
    run.finish()
    return {"offline": len(glob.glob("wandb/offline-run-*")), "any": len(glob.glob("wandb/*run-*"))}


def test_mode(client, account):
    assert client.call(init_in_mode, mode="disabled") == {"offline": 0, "any": 0}
    assert client.call(init_in_mode, mode="online")["any"] >= 1
    assert client.call(init_in_mode, mode="offline")["offline"] == 1
    assert account.run("modes", "mode-online")["state"] == "finished"
    assert account.run("modes", "mode-offline") is None and account.run("modes", "mode-disabled") is None


# save_code


def init_with_code():
    import wandb

    wandb.init(project="code", id="with", save_code=True).finish()
    wandb.init(project="code", id="without", save_code=False).finish()


def test_save_code(client, account, reader):
    client.call(init_with_code, script="train_it.py")
    sources = reader.call(download_files, account, path=f"{account.user}/code/with", names=["code/train_it.py"])
    assert sources["code/train_it.py"].encode("latin-1") == (client.directory / "train_it.py").read_bytes()
    config = json.loads(account.run("code", "with")["config"])
    assert config["_wandb"]["value"]["code_path"] == "code/train_it.py"
    names = reader.call(list_files, account, path=f"{account.user}/code/without")
    assert names and not any(name.startswith("code/") for name in names)


def init_signed_in_with_code():
    """A client that knows its user's preferences lets them overrule the settings."""
    import wandb

    wandb.login(verify=True) if wandb.__version__ != "0.16.6" else wandb.login()
    run = wandb.init(project="code", id="settings", settings=wandb.Settings(save_code=True))
    run.finish()


def test_save_code_in_settings(client, account, reader):
    assert json.loads(account.graphql("{ viewer { flags } }")["viewer"]["flags"]) == {}
    client.call(init_signed_in_with_code, script="train_it.py", quiet=False)
    assert "code/train_it.py" in reader.call(list_files, account, path=f"{account.user}/code/settings")


# settings


def init_with_settings():
    import wandb

    run = wandb.init(
        project="argument", settings={"project": "from-settings", "run_name": "named in settings", "run_id": "s1"}
    )
    run.finish()


def test_settings(client, account):
    """Settings count less than arguments of their own."""
    client.call(init_with_settings)
    assert account.run("from-settings", "s1") is None
    assert account.run("argument", "s1")["displayName"] == "named in settings"


# magic, tensorboard, monitor_gym: old arguments that must not disturb a run


def init_with_magic():
    import wandb

    run = wandb.init(project="magic", id="m1", magic=True)
    run.log({"x": 1})
    run.finish()


@OLD
def test_magic(client, account, reader):
    client.call(init_with_magic)
    run = reader.call(read_run, account, path=f"{account.user}/magic/m1")
    assert run["state"] == "finished" and run["summary"]["x"] == 1


def init_with_tensorboard(arguments):
    import wandb
    from tensorboardX import SummaryWriter

    for argument in arguments:
        run = wandb.init(project="boards", id=argument, **{argument: True})
        with SummaryWriter(f"logs/{argument}") as writer:
            for step in range(5):
                writer.add_scalar("loss/train", 1.0 / (step + 1), step * 10)
        run.finish()
        wandb.tensorboard.unpatch()


def test_tensorboard(client, account, reader):
    arguments = ["sync_tensorboard"] if client.version == "0.31.0" else ["sync_tensorboard", "tensorboard"]
    client.call(init_with_tensorboard, arguments=arguments)
    for argument in arguments:
        path = f"{account.user}/boards/{argument}"
        rows = [row for row in reader.call(scan_history, account, path=path) if "loss/train" in row]
        assert [row["loss/train"] for row in rows] == pytest.approx([1.0 / (step + 1) for step in range(5)])
        assert [row["global_step"] for row in rows] == [0, 10, 20, 30, 40]
        assert any(".tfevents." in name for name in reader.call(list_files, account, path=path))


def init_with_gym():
    import os
    import sys

    os.makedirs("gymnasium/wrappers/monitoring")
    recorder = (
        "class VideoRecorder:\n"
        "    enabled = True\n"
        "    def __init__(self, path): self.path = path\n"
        "    def close(self): open(self.path, 'wb').write(b'video bytes')\n"
    )
    for name, text in {
        "gymnasium/__init__.py": "__version__ = '0.29.1'\n",
        "gymnasium/wrappers/__init__.py": "",
        "gymnasium/wrappers/monitoring/__init__.py": "",
        "gymnasium/wrappers/monitoring/video_recorder.py": recorder,
    }.items():
        with open(name, "w") as file:
            file.write(text)
    sys.path.insert(0, os.getcwd())
    import wandb

    run = wandb.init(project="gym", id="g1", monitor_gym=True)
    from gymnasium.wrappers.monitoring.video_recorder import VideoRecorder

    recorder = VideoRecorder("openaigym.video.0.100.video000000.mp4")
    recorder.close()
    recorder.enabled = False
    run.finish()


@OLD
def test_monitor_gym(client, account, reader):
    client.call(init_with_gym)
    files = reader.call(download_files, account, path=f"{account.user}/gym/g1")
    (video,) = [name for name in files if name.startswith("media/videos/")]
    assert files[video] == "video bytes"


# id and project: odd names are carried everywhere unharmed


ODD_NAMES = [
    ("with space", "dot.id"), ("plus+sign", "under_score-dash"), ("ünïcödé 🦉", "UPPER"), ("a&b=c", "x" * 100),
    ("'\";<>", "id~1"),
]  # fmt: skip


def init_with_names(names):
    import wandb

    for project, run_id in names:
        run = wandb.init(project=project, id=run_id)
        run.log({"x": 1})
        with open("note.txt", "w") as file:
            file.write("hello")
        run.save("note.txt")
        run.finish()


@CORE
def test_odd_names(client, account, reader):
    client.call(init_with_names, names=ODD_NAMES)
    for project, run_id in ODD_NAMES:
        run = account.run(project, run_id)
        assert run["name"] == run_id and run["state"] == "finished"
        path = f"{account.user}/{project}/{run_id}"
        assert [user_keys(row) for row in reader.call(scan_history, account, path=path)] == [{"_step": 0, "x": 1}]
        assert reader.call(download_files, account, path=path, names=["note.txt"])["note.txt"] == "hello"
