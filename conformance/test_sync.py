"""`roost sync`: runs written offline, or left behind, arrive as if they had been online; whoever is killed meanwhile."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from harness.client import clean_environment
from harness.paths import BINARY, CONFORMANCE
from harness.reading import assert_same, download_files, list_files, user_keys
from harness.swift import Swift
from harness.transaction_log import TransactionLog


def log_all(mode, project):
    """A run with everything that goes through the log."""
    import sys

    import numpy as np
    import wandb

    run = wandb.init(
        project=project, id="same", mode=mode, config={"lr": 0.1, "net": {"depth": 2}}, tags=["a", "b"], notes="n",
        name="display", group="g", job_type="train",
    )  # fmt: skip
    run.define_metric("epoch")
    run.define_metric("loss", step_metric="epoch", summary="min")
    run.define_metric("accuracy", summary="max,mean")
    for step in range(30):
        run.log({"loss": 1 / (step + 1), "accuracy": step / 30, "epoch": step // 3, "x/y": {"z": step}, "big": 2**60})
    run.log({"odd": [float("nan"), float("inf"), None], "text": "a\"b\\c\n\u00e4", "flag": True})
    run.log({"far": 1}, step=100)
    run.log({"picture": wandb.Image(np.zeros((4, 4, 3), "uint8")), "histogram": wandb.Histogram([1, 2, 3])})
    run.log({"table": wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, "y"]])})
    with open("saved.txt", "w") as file:
        file.write("saved")
    run.save("saved.txt", policy="now")
    with open("late.txt", "w") as file:
        file.write("late")
    run.save("late.txt", policy="end")
    artifact = wandb.Artifact("data", "dataset", metadata={"rows": 2})
    artifact.add_file("late.txt", "inner/one.txt")
    artifact.add_file("saved.txt")
    run.log_artifact(artifact, aliases=["best"])
    run.config["late"] = {"deep": [1, 2]}
    run.summary["by hand"] = 7
    print("plain line")
    print("progress 1%\rprogress 2%")
    print("to stderr", file=sys.stderr)
    run.alert("title", "text")
    run.finish(exit_code=3)


def read_artifact(api, path):
    import os
    import tempfile

    artifact = api.artifact(path)
    with tempfile.TemporaryDirectory() as root:
        artifact.download(root=root)
        files = {}
        for folder, _, names in os.walk(root):
            for name in names:
                full = os.path.join(folder, name)
                files[os.path.relpath(full, root)] = open(full).read()
    return {
        "type": artifact.type, "aliases": sorted(artifact.aliases), "metadata": artifact.metadata,
        "digest": artifact.digest, "files": files,
    }  # fmt: skip


def environment_of(account, directory):
    return {**os.environ, **clean_environment(directory, account)}


def sync(account, directory, *arguments, check=True, seconds=60):
    done = subprocess.run(
        [BINARY, "sync", *map(str, arguments)],
        cwd=directory, env=environment_of(account, directory), capture_output=True, text=True, timeout=seconds,
    )  # fmt: skip
    if check:
        assert done.returncode == 0, done.stdout + done.stderr
    return done


def start_sync(account, directory, *arguments):
    return subprocess.Popen(
        [BINARY, "sync", *map(str, arguments)],
        cwd=directory, env=environment_of(account, directory),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def run_directory(directory, run):
    (found,) = [path for path in (directory / "wandb").glob(f"*run-*-{run}") if not path.is_symlink()]
    return found


def comparable_run(run):
    """What two runs of one program have in common."""
    config = json.loads(run["config"])
    notes = config.pop("_wandb")["value"]
    metrics = notes["m"]
    # The core's order is random and an entry names the place of another.
    named = {
        (entry.get("1") or entry.get("2")): (
            metrics[entry["5"] - 1]["1"] if "5" in entry else None, sorted(entry.get("6", [])),
            sorted(entry.get("7", [])),
        )
        for entry in metrics
    }  # fmt: skip
    summary = user_keys(json.loads(run["summaryMetrics"]))
    summary.pop("table", None)
    return {
        "config": config, "metrics": named, "versions": (notes["cli_version"], notes["python_version"]),
        "summary": summary, "name": run["displayName"], "notes": run["notes"], "tags": sorted(run["tags"]),
        "group": run["group"], "state": run["state"],
    }  # fmt: skip


def comparable_rows(rows):
    kept = [user_keys(row) for row in rows]
    for row in kept:
        # Ids of the clients that made the table.
        for key in ("artifact_path", "_latest_artifact_path"):
            row.get("table", {}).pop(key, None)
    return kept


@pytest.mark.parametrize("version", ["0.18.0", "0.31.0"])
def test_offline_equals_online(client_of, account, reader, version):
    online = client_of(version, directory="online")
    online.run(log_all, mode="online", project="online", quiet=False)
    offline = client_of(version, directory="offline")
    offline.run(log_all, mode="offline", project="offline", quiet=False)
    directory = run_directory(offline.directory, "same")
    assert account.run("offline", "same") is None
    done = sync(account, offline.directory, directory, "--json")
    report = json.loads(done.stdout)
    assert (report["state"], report["exitcode"], report["failures"]) == ("finished", 3, [])

    expected, actual = account.run("online", "same"), account.run("offline", "same")
    left, right = comparable_run(actual), comparable_run(expected)
    assert_same(left, right)
    assert_same(
        comparable_rows(account.history("offline", "same")), comparable_rows(account.history("online", "same")), "rows"
    )
    contents = {
        project: reader.call(download_files, account, path=f"{account.user}/{project}/same")
        for project in ("online", "offline")
    }
    # Tables embed nothing that differs; logs and figures of the machine do.
    for name in ("saved.txt", "late.txt"):
        assert contents["offline"][name] == contents["online"][name]
    media = {project: sorted(name for name in files if name.startswith("media/")) for project, files in contents.items()}
    assert media["offline"] == media["online"] and len(media["offline"]) == 2
    assert {"config.yaml", "wandb-summary.json", "output.log", "wandb-metadata.json", "requirements.txt"} <= contents[
        "offline"
    ].keys()
    said = [line["line"] for line in account.console("offline", "same")]
    for text in ("plain line", "progress 2%", "to stderr"):
        assert text in said, said
    assert not any("progress 1%" in line for line in said)
    artifacts = {
        project: reader.call(read_artifact, account, path=f"{account.user}/{project}/data:best")
        for project in ("online", "offline")
    }
    assert_same(artifacts["offline"], artifacts["online"])

    # It is marked, and pushing it once more changes nothing.
    assert (directory / "run-same.wandb.synced").exists()
    assert "nothing to upload" in sync(account, offline.directory, directory).stderr
    rows = account.history("offline", "same")
    sync(account, offline.directory, directory, "--include-synced")
    assert_same(account.history("offline", "same"), rows)
    # Nor does it when the memory of the first time is lost.
    for name in (".synced", ".progress"):
        (directory / f"run-same.wandb{name}").unlink()
    sync(account, offline.directory, directory)
    assert_same(account.history("offline", "same"), rows)
    assert_same(comparable_run(account.run("offline", "same")), left)


# A run that Swift wrote, pushed by both.

SWIFT_RUN = [
    {"run": {
        "project": "offline", "id": "swift", "mode": "offline", "name": "display", "notes": "n", "tags": ["a", "b"],
        "group": "g", "job_type": "train", "config": {"lr": 0.1, "net": {"depth": 2}},
        "settings": {"stats_sampling_interval": 0.1},
    }},
    {"define_metric": {"name": "epoch"}},
    {"define_metric": {"name": "loss", "step_metric": "epoch", "summary": ["min"]}},
    {"define_metric": {"name": "accuracy", "summary": ["max", "mean"]}},
    {"log_each": {"count": 200}},
    {"log": {"values": {"epoch": 1, "loss": 0.5, "accuracy": 0.25, "x/y": {"z": 1}, "big": 2**60}}},
    {"log": {"values": {"epoch": 2, "loss": 0.75, "accuracy": 0.75, "none": None, "flag": True, "text": "a\"b\\c\nä"}}},
    {"log": {"values": {"far": 1}, "step": 1000}},
    {"log": {"values": {"page": {"$html": {"html": "<p>ü</p>"}}, "histogram": {"$histogram": {"values": [1, 2, 4]}}}}},
    {"log": {"values": {"picture": {"$pixels": {"channels": 3, "rows": [[0, 128, 255, 1, 2, 3]] * 5}}}}},
    {"log": {"values": {"table": {"$table": {"columns": ["x", "y"], "data": [[1, "a"], [2, "b"]]}}}}},
    {"log": {"values": {"line": {"$line": {
        "columns": ["x", "y"], "data": [[1, 2], [2, 3]], "x": "x", "y": "y", "title": "a line"}}}}},
    {"write": {"path": "now.txt", "text": "now"}},
    {"save": {"pattern": "now.txt", "policy": "now"}},
    {"write": {"path": "live.txt", "text": "live"}},
    {"save": {"pattern": "live.txt", "policy": "live"}},
    {"write": {"path": "end.txt", "text": "end"}},
    {"save": {"pattern": "end.txt", "policy": "end"}},
    {"config": {"values": {"late": {"deep": [1, 2]}}}},
    {"summary": {"by hand": 7}},
    {"print": "plain line\nprogress 1%\rprogress 2%\n"},
    {"print_error": "to stderr\n"},
    {"alert": {"title": "title", "text": "text"}},
    {"sleep": 0.5},
    {"finish": 3},
]  # fmt: skip

STORED = """
query Stored($project: String!, $entity: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $name) {
      events(samples: 1000)
      files(first: 1000) { edges { node { name md5 } } }
      outputArtifacts(first: 100) {
        edges { node { digest state versionIndex artifactType { name } aliases { alias } } }
      }
    }
  }
}
"""


def resolved(definitions):
    """Definitions by name, the step metric named instead of numbered: a pusher writes them in any order."""
    found = {}
    for definition in definitions:
        one = {key: item for key, item in definition.items() if item != []}
        if "5" in one:
            one["5"] = definitions[one["5"] - 1]["1"]
        found[one["1"]] = one
    return found


def all_stored(account, reader, project, run):
    """Everything that a server has of a run, but for what every push makes anew: ids, times of the push, the layout of
    the files that the pusher writes, its own marks in `_wandb`."""
    found = account.run(project, run)
    for name in ("id", "createdAt", "heartbeatAt", "user"):
        found.pop(name)
    config = json.loads(found.pop("config"))
    notes = config.pop("_wandb")["value"]
    # Where the pusher has put the facts of the machine, and what it calls them, varies.
    (machine,) = [entry for entry in notes["e"].values() if "python" in entry]
    # That a run was pushed later is a feature in use, 42 and 76.
    notes["t"]["3"] = [feature for feature in notes["t"]["3"] if feature not in (42, 76)]
    found["config"] = {key: item["value"] for key, item in config.items()}
    found["notes of the tracker"] = {
        "telemetry": notes["t"], "version": notes["cli_version"],
        "metrics": resolved(notes["m"]),
        "charts": notes["visualize"],
        "machine": {key: machine.get(key) for key in ("args", "cpu_count", "disk", "host", "memory", "os", "program")},
    }  # fmt: skip
    found["summaryMetrics"] = json.loads(found["summaryMetrics"])
    found["systemMetrics"] = json.loads(found["systemMetrics"] or "null")
    more = account.graphql(STORED, project=project, entity=account.user, name=run)["project"]["run"]
    files = {edge["node"]["name"]: edge["node"]["md5"] for edge in more["files"]["edges"]}
    generated = reader.call(
        download_files, account, path=f"{account.user}/{project}/{run}", names=["wandb-summary.json", "output.log"]
    )
    generated = {name: content.encode("latin-1").decode() for name, content in generated.items()}
    files |= {"config.yaml": "", "wandb-metadata.json": "", "wandb-summary.json": "", "output.log": ""}
    # The older pusher writes times before the lines.
    output = [line.rsplit("Z ", 1)[-1] for line in generated["output.log"].splitlines()]
    return {
        "run": found, "rows": account.history(project, run), "files": files, "output.log": output,
        "wandb-summary.json": json.loads(generated["wandb-summary.json"]),
        "console": [{key: line[key] for key in line if key != "timestamp"} for line in account.console(project, run)],
        "events": [json.loads(event) for event in more["events"]],
        # The official pusher uploads artifacts side by side, so that they end in any order.
        "artifacts": sorted((edge["node"] for edge in more["outputArtifacts"]["edges"]), key=lambda node: node["digest"]),
    }  # fmt: skip


@pytest.mark.parametrize("version", ["0.22.3", "0.31.0"])
def test_swift_run_by_both(server, client_of, reader, tmp_path, version):
    """What Swift wrote offline gives one and the same run, whether `wandb sync` pushes it or `roost sync`."""
    swift = Swift(None, tmp_path / "swift", {"WANDB_CONSOLE": "redirect", "WANDB_X_DISABLE_STATS": "false"})
    swift.play(*SWIFT_RUN)
    written = run_directory(swift.directory, "swift")
    accounts = {name: server.add_user() for name in ("wandb", "roost")}
    directories = {name: tmp_path / name / written.name for name in accounts}
    for directory in directories.values():
        shutil.copytree(written, directory, symlinks=True)
    done = client_of(version, accounts["wandb"], "official").command("sync", str(directories["wandb"]))
    assert done.code == 0, done.output
    sync(accounts["roost"], tmp_path, directories["roost"])

    actual, expected = (all_stored(accounts[name], reader, "offline", "swift") for name in ("roost", "wandb"))
    if version == "0.22.3":
        # Its pusher says of every run that it went well, and forgets how long it took.
        assert (expected["run"]["exitcode"], expected["run"]["state"]) == (0, "finished")
        expected["run"] |= {"exitcode": 3, "state": "failed"}
        for summary in (expected["run"]["summaryMetrics"], expected["wandb-summary.json"]):
            summary["_wandb"] = actual["run"]["summaryMetrics"]["_wandb"]
        # It knows nothing of the feature of tables, 78.
        actual["run"]["notes of the tracker"]["telemetry"]["3"].remove(78)
        # What else it shows of a line that is written over depends on when it looks.
        assert set(actual["output.log"]) <= set(expected["output.log"])
        assert {line["line"] for line in actual["console"]} <= {line["line"] for line in expected["console"]}
        expected["run"]["logLineCount"] = len(actual["console"])
        expected |= {key: actual[key] for key in ("output.log", "console")}
    assert_same(actual, expected, "run")

    assert actual["run"]["exitcode"] == 3 and len(actual["rows"]) == 206 and len(actual["events"]) > 2
    said = [(line["line"], line["level"]) for line in actual["console"]]
    assert said[:2] == [("plain line", None), ("progress 2%", None)] and ("to stderr", "error") in said
    media = sorted(name.split("/")[1] for name in actual["files"] if name.startswith("media/"))
    assert media == ["html", "images", "table", "table"] and {"now.txt", "live.txt", "end.txt"} < actual["files"].keys()
    assert [artifact["artifactType"]["name"] for artifact in actual["artifacts"]] == ["run_table"] * 2


# Logs written by hand.


def write_rows(log, rows, start=0, files=True):
    for step in range(start, start + rows):
        log.history(step, loss=1 / (step + 1), name=f"row {step}")
        if step % 100 == 0:
            log.console(f"step {step}\n")
            log.stats(step, cpu=step / 7)
        if files and step % 500 == 0:
            log.save(f"media/step-{step}.txt", f"content {step}")


def expected_rows(rows):
    return [{"_step": step, "loss": 1 / (step + 1), "name": f"row {step}"} for step in range(rows)]


def check_rows(account, project, run, rows):
    stored = [user_keys(row) for row in account.history(project, run)]
    assert_same(stored, expected_rows(rows), "rows")
    steps = [f"step {step}" for step in range(0, rows, 100)]
    assert [line["line"] for line in account.console(project, run)] == steps


def test_truncated_log(account, tmp_path):
    """What stands before the end of a log that was cut off is used, and the run counts as failed."""
    log = TransactionLog(tmp_path, "cut")
    log.run("cut", "damaged", lr=0.1)
    write_rows(log, 300)
    last = log.history(300, loss=0.5)
    log.close()
    with open(log.path, "r+b") as file:
        file.truncate(last + 20)
    report = json.loads(sync(account, tmp_path, log.directory, "--json").stdout)
    assert (report["state"], report["exitcode"], report["rows"]) == ("finished", 1, 300)
    assert any(f"at byte {last}" in warning for warning in report["warnings"]), report["warnings"]
    check_rows(account, "damaged", "cut", 300)
    assert account.run("damaged", "cut")["state"] == "failed"


def test_corrupt_log(account, tmp_path):
    """A damaged byte costs the record that it is in, and is named."""
    log = TransactionLog(tmp_path, "hit")
    log.run("hit", "damaged")
    starts = [log.history(step, loss=float(step)) for step in range(3000)]
    log.exit()
    with open(log.path, "r+b") as file:
        file.seek(starts[1500] + 30)
        byte = file.read(1)[0]
        file.seek(starts[1500] + 30)
        file.write(bytes([byte ^ 0xFF]))
    done = sync(account, tmp_path, log.directory)
    assert f"damaged at byte {starts[1500]}" in done.stderr, done.stderr
    stored = [row["_step"] for row in account.history("damaged", "hit")]
    assert stored == [step for step in range(3000) if step != 1500]
    assert account.run("damaged", "hit")["state"] == "finished"


def test_no_log(account, tmp_path):
    (tmp_path / "empty").mkdir()
    done = sync(account, tmp_path, tmp_path / "empty", check=False)
    assert done.returncode == 66 and "no run-ID.wandb file" in done.stderr
    (tmp_path / "run-x.wandb").write_bytes(b"something else entirely")
    done = sync(account, tmp_path, tmp_path / "run-x.wandb", check=False)
    assert done.returncode == 65 and "run-x.wandb" in done.stderr


def test_selection(account, tmp_path):
    """Patterns choose among many directories; all that are chosen arrive."""
    for name in ("one-a", "one-b", "two-a"):
        log = TransactionLog(tmp_path, name)
        log.run(name, "selection")
        write_rows(log, 10)
        log.exit()
    done = sync(account, tmp_path, "--include", "one-*", "--exclude", "*-b", "--dry-run")
    assert [line.rsplit("/", 1)[1] for line in done.stdout.splitlines()] == ["offline-run-20260101_120000-one-a"]
    sync(account, tmp_path, "--include", "one-*", "--exclude", "*-b")
    assert account.run("selection", "one-a") and not account.run("selection", "one-b")
    done = sync(account, tmp_path, tmp_path)
    assert len(done.stdout.splitlines()) == 2
    for name in ("one-a", "one-b", "two-a"):
        check_rows(account, "selection", name, 10)


def test_elsewhere(account, tmp_path):
    log = TransactionLog(tmp_path, "here")
    log.run("here", "home", lr=0.1)
    write_rows(log, 10)
    log.exit()
    sync(account, tmp_path, log.directory, "--project", "away", "--entity", account.user, "--id", "there")
    check_rows(account, "away", "there", 10)
    assert account.run("home", "here") is None


def test_follow(account, tmp_path):
    """A run is up while it is written, and ends when its log does."""
    log = TransactionLog(tmp_path, "live", offline=False)
    log.run("live", "follow")
    write_rows(log, 10)
    process = start_sync(account, tmp_path, "--follow", "--writer-pid", os.getpid(), log.directory)
    wait_until(lambda: account.run("follow", "live") and len(account.history("follow", "live")) == 10)
    assert account.run("follow", "live")["state"] == "running"
    write_rows(log, 90, start=10)
    wait_until(lambda: len(account.history("follow", "live")) == 100)
    # A second uploader is refused while the first one works.
    done = sync(account, tmp_path, log.directory, check=False)
    assert done.returncode == 75 and "another process" in done.stderr
    log.exit(2)
    assert process.wait(20) == 0
    check_rows(account, "follow", "live", 100)
    assert account.run("follow", "live")["state"] == "failed"


WRITER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from harness.transaction_log import TransactionLog
log = TransactionLog(Path(sys.argv[2]), "dies", offline=False)
log.run("dies", "follow")
for step in range(10_000):
    log.history(step, loss=1 / (step + 1), name=f"row {step}")
    print(step, flush=True)
    time.sleep(0.001)
"""


def test_writer_dies(account, tmp_path):
    """A program that is killed leaves all that it logged, as a failed run."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, CONFORMANCE, tmp_path], stdout=subprocess.PIPE, text=True
    )
    for _ in range(200):
        writer.stdout.readline()
    process = start_sync(account, tmp_path, "--follow", "--writer-pid", writer.pid, run_directory(tmp_path, "dies"))
    for _ in range(200):
        writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    last = [line for line in writer.stdout.read().splitlines() if line.isdigit()]
    writer.wait()
    assert process.wait(30) == 0
    stored = [user_keys(row) for row in account.history("follow", "dies")]
    assert_same(stored, expected_rows(len(stored)), "rows")
    assert len(stored) > (int(last[-1]) if last else 399)
    assert account.run("follow", "dies")["state"] == "failed"


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to be"
        time.sleep(0.05)


@pytest.mark.parametrize("seed", range(3))
def test_kills(own_server, reader, tmp_path, seed):
    """The uploader is killed at random moments, and the server too; what is stored in the end is the log."""
    chance = random.Random(seed)
    server = own_server()
    account = server.add_user()
    log = TransactionLog(tmp_path, "kills")
    log.run("kills", "kills")
    write_rows(log, 4000)
    log.exit()
    for attempt in range(8):
        process = start_sync(account, tmp_path, log.directory)
        time.sleep(chance.uniform(0.01, 0.25))
        if attempt % 3 == 2:
            server.kill()
            time.sleep(0.1)
            process.kill()
            process.wait()
            server.start()
        else:
            process.kill()
            process.wait()
    # The last one sees the server go and come back.
    process = start_sync(account, tmp_path, log.directory, "--include-synced")
    time.sleep(chance.uniform(0.02, 0.1))
    server.kill()
    time.sleep(0.3)
    server.start()
    assert process.wait(60) == 0
    check_rows(account, "kills", "kills", 4000)
    assert account.run("kills", "kills")["state"] == "finished"
    sizes = reader.call(list_files, account, path=f"{account.user}/kills/kills")
    for step in range(0, 4000, 500):
        assert sizes[f"media/step-{step}.txt"] == len(f"content {step}")
