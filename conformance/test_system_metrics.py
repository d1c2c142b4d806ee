"""System metrics: sent by the client, kept as events, read back apart from the history."""

from harness.reading import read_history


def run_a_while():
    import time

    import wandb

    run = wandb.init(project="p", id="system")
    time.sleep(12)
    run.log({"x": 1})
    run.finish()


def read_system(api, path):
    run = api.run(path)
    return {"events": run.history(stream="system", pandas=False), "latest": dict(run.system_metrics or {})}


def test_system_metrics(client, account, readers):
    environment = {
        "WANDB_SILENT": "true", "WANDB__STATS_SAMPLE_RATE_SECONDS": "0.5", "WANDB__STATS_SAMPLES_TO_AVERAGE": "2",
        "WANDB_X_STATS_SAMPLING_INTERVAL": "1",
    }  # fmt: skip
    client.call(run_a_while, quiet=False, environment=environment)
    path = f"{account.user}/p/system"
    seen = {version: reader.call(read_system, account, path=path) for version, reader in readers.items()}
    for version, system in seen.items():
        assert system["events"], f"read by {version}"
        names = {name for event in system["events"] for name in event}
        assert {"_timestamp", "_runtime"} <= names
        assert any(name.startswith("system.cpu") for name in names) and any("memory" in name for name in names)
        assert system["events"] == seen["0.31.0"]["events"]
        assert any(name.startswith("system.") for name in system["latest"]), "the latest values stand beside the run"
    rows = readers["0.31.0"].call(read_history, account, path=path)
    assert len(rows) == 1 and rows[0]["x"] == 1


def test_events_by_offset(account):
    """Events are lines with offsets like the history's; a replay changes nothing."""
    account.upsert_run("r1", "p", config={})
    events = [{"_wandb": True, "_timestamp": 1.5e9 + index, "_runtime": index, "system.cpu": index / 3} for index in range(50)]
    for start in (0, 25, 0, 25):
        account.stream("p", "r1", events=(start, events[start : start + 25]))
    run = account.run("p", "r1")
    assert run["eventsLineCount"] == 50
