"""Several writers, each a process of its own, log into one run (`mode="shared"`)."""

from harness.reading import user_keys

VERSION = "0.31.0"


def write_shared(label, primary, rows, run_id, gate=None):
    """Logs; with a gate, ends when the file of that name is there."""
    import os
    import time

    import wandb

    settings = wandb.Settings(mode="shared", x_label=label, x_primary=primary, x_update_finish_state=primary)
    run = wandb.init(project="shared", id=run_id, settings=settings, config={"from": "primary"} if primary else None)
    for row in range(rows):
        run.log({f"{label}/value": row, "writer": label, "row": row})
    print(f"said by {label}")
    while gate and not os.path.exists(gate):
        time.sleep(0.05)
    run.finish()


def test_writers_one_after_another(client_of, account):
    writer = client_of(VERSION)
    writer.call(write_shared, label="node1", primary=False, rows=4, run_id="r1", quiet=False)
    writer.call(write_shared, label="head", primary=True, rows=5, run_id="r1", quiet=False)
    check(account, "r1", {"head": 5, "node1": 4})


def test_writers_at_once(client_of, account, tmp_path):
    """The primary, which alone tells that the run has finished, ends last: a later writer would begin it anew."""
    gate = tmp_path / "others have ended"
    labels = ["node1", "node2", "node3", "head"]
    running = [
        client_of(VERSION, directory=label).start(
            write_shared, label=label, primary=label == "head", rows=50, run_id="r2", quiet=False,
            gate=str(gate) if label == "head" else None,
        )
        for label in labels
    ]  # fmt: skip
    for label, process in zip(labels, running):
        if label == "head":
            gate.touch()
        done = process.wait()
        assert done.code == 0, done.output
    check(account, "r2", dict.fromkeys(labels, 50))


def check(account, run_id, expected):
    rows = account.history("shared", run_id)
    steps = [row["_step"] for row in rows]
    assert steps == sorted(steps)
    for label, count in expected.items():
        values = [row[f"{label}/value"] for row in rows if f"{label}/value" in row]
        assert values == list(range(count)), label
        assert any(f"said by {label}" in line["line"] for line in account.console("shared", run_id))
    assert len(rows) == sum(expected.values())
    run = account.run("shared", run_id)
    assert run["state"] == "finished"
    assert all(key in row for row in (user_keys(row) for row in rows) for key in ("writer", "row"))
