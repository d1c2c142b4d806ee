"""Offline runs pushed later by `wandb sync`: all that was logged arrives, once."""

import json

from harness.reading import assert_same, download_files, user_keys


def log_offline(mode):
    import numpy as np
    import wandb

    run = wandb.init(
        project="offline", id="later", mode=mode, config={"lr": 0.1}, tags=["t"], notes="n", name="display", group="g",
    )  # fmt: skip
    run.define_metric("loss", summary="min")
    for step in range(50):
        run.log({"loss": 1 / (step + 1), "step": step})
    run.log({"picture": wandb.Image(np.zeros((4, 4, 3), "uint8")), "nan": float("nan")})
    run.log({"table": wandb.Table(columns=["a"], data=[[1], [2]])})
    with open("saved.txt", "w") as file:
        file.write("saved offline")
    run.save("saved.txt", policy="now")
    run.config["late"] = True
    print("said offline")
    run.alert("offline alert", "text")
    run.finish()


def check_synced_run(account, reader, project, version):
    rows = account.history(project, "later")
    assert len(rows) == 52
    assert_same([user_keys(row) for row in rows[:50]], [{"_step": s, "loss": 1 / (s + 1), "step": s} for s in range(50)])
    run = account.run(project, "later")
    assert run["state"] == "finished" and run["displayName"] == "display" and run["notes"] == "n"
    assert run["tags"] == ["t"] and run["group"] == "g"
    assert json.loads(run["config"])["lr"]["value"] == 0.1
    summary = json.loads(run["summaryMetrics"])
    assert summary["step"] == 49 and summary["loss"] in ({"min": 0.02}, 0.02)
    contents = reader.call(download_files, account, path=f"{account.user}/{project}/later")
    assert contents["saved.txt"] == "saved offline"
    assert any(name.startswith("media/images/picture") for name in contents)
    assert any(name.startswith("media/table/table") for name in contents)
    assert "said offline" in [line["line"] for line in account.console(project, "later")]


def test_sync(client, account, reader):
    client.call(log_offline, mode="offline", quiet=False)
    assert account.run("offline", "later") is None
    (directory,) = (client.directory / "wandb").glob("offline-run-*-later")
    done = client.command("sync", str(directory))
    assert done.code == 0, done.output
    check_synced_run(account, reader, "offline", client.version)
    # A second push of the same log changes nothing.
    before = (account.history("offline", "later"), account.run("offline", "later")["summaryMetrics"])
    for marker in directory.glob("*.synced"):
        marker.unlink()
    for marker in directory.glob("*.syncstate"):
        marker.unlink()
    done = client.command("sync", str(directory))
    assert done.code == 0, done.output
    after = (account.history("offline", "later"), account.run("offline", "later")["summaryMetrics"])
    assert_same(after[0], before[0])


def test_sync_elsewhere(client_of, account, reader):
    """A log of one version pushed by another, to a chosen project and id."""
    writer = client_of("0.18.0")
    writer.call(log_offline, mode="offline", quiet=False)
    (directory,) = (writer.directory / "wandb").glob("offline-run-*-later")
    pusher = client_of("0.31.0")
    done = pusher.command("sync", "--project", "elsewhere", "--entity", account.user, "--id", "later", str(directory))
    assert done.code == 0, done.output
    check_synced_run(account, reader, "elsewhere", "0.31.0")
    assert account.run("offline", "later") is None
