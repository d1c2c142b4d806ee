"""The commands: each against a real server, and beside the official client where both use the same files."""

import csv
import fcntl
import io
import json
import os
import pty
import select
import shutil
import signal
import stat
import struct
import subprocess
import sys
import termios
import time
import uuid

import pytest

from harness.client import Client
from harness.command import Command
from harness.paths import BINARY, environment_python

USAGE, NOT_FOUND, UNAVAILABLE, NOT_PERMITTED = 64, 66, 69, 77


@pytest.fixture
def roost(account, tmp_path):
    """The command, signed in as the test's user."""
    return Command(tmp_path, account)


@pytest.fixture
def stranger(tmp_path):
    """The command on a machine that knows neither server nor key."""
    return Command(tmp_path, None)


@pytest.fixture
def three_runs(account):
    """Three finished runs of one project, with different values."""
    for number in range(3):
        account.upsert_run(
            f"r{number}", "cli", displayName=f"run {number}", config={"lr": number / 10, "net": {"depth": number}},
            tags=["even"] if number % 2 == 0 else [],
        )  # fmt: skip
        rows = [{"_step": step, "loss": number + 1 / (step + 1), "note": f'a "{step}", b'} for step in range(5)]
        account.stream(
            "cli", f"r{number}", history=(0, rows), output=(0, ["hello\n"]), summary={"loss": number + 0.2},
            complete=True, exitcode=0,
        )  # fmt: skip


# Signing in.


def test_login_stores_a_key_that_official_clients_find(stranger, account, client):
    printed = stranger.run("login", "--host", account.base_url, "--key-stdin", input=account.key + "\n")
    assert printed.code == 0, printed.err
    assert printed.out == f"Logged in to {account.base_url} as {account.user}.\n"
    netrc = stranger.home / ".netrc"
    assert stat.S_IMODE(netrc.stat().st_mode) == 0o600
    assert account.key not in printed.out + printed.err
    reader = Client(client.version, None, stranger.directory)
    assert reader.call(who_am_i) == account.user


def who_am_i():
    import wandb

    viewer = wandb.Api().viewer
    return (viewer() if callable(viewer) else viewer).username


def test_login_of_the_official_client_is_understood(client, account, tmp_path):
    done = Client(client.version, None, client.directory).command("login", "--host", account.base_url, account.key)
    assert done.code == 0, done.output
    status = Command(client.directory, None).json("status")
    assert status["user"] == account.user
    assert status["server"] == account.base_url
    assert status["key"] == str(client.directory / "home" / ".netrc")


def test_login_refuses_bad_keys(stranger, account):
    netrc = stranger.home / ".netrc"
    for key, code, words in (
        ("f" * 40, NOT_PERMITTED, f"{account.base_url}/authorize"),
        ("short", NOT_PERMITTED, "a key has at least 40"),
        ("", USAGE, "--key-stdin"),
    ):
        printed = stranger.run("login", "--host", account.base_url, "--key-stdin", input=key + "\n")
        assert printed.code == code, printed.err
        assert words in printed.err
        assert not netrc.exists()
        assert not (stranger.home / ".config" / "wandb" / "settings").exists()
    printed = stranger.run("login", "--host", account.base_url)
    assert printed.code == USAGE
    assert "--key-stdin" in printed.err
    printed = stranger.run("login", "--host", "tracker.example.org", "--key-stdin", input=account.key)
    assert printed.code == USAGE
    assert "http://" in printed.err


def test_login_keeps_what_is_there(stranger, account, server):
    netrc = stranger.home / ".netrc"
    netrc.write_text("machine git.example.org\n  login me\n  password secret\n")
    login = ("login", "--host", account.base_url)
    stranger.call(*login, "--key-stdin", input=account.key)
    assert "machine git.example.org\n  login me\n  password secret\n" in netrc.read_text()
    before = netrc.read_text()
    assert stranger.call(*login) == f"Logged in to {account.base_url} as {account.user}.\n"
    assert netrc.read_text() == before
    other = server.add_user()
    assert stranger.call(*login, "--relogin", "--key-stdin", input=other.key).endswith(f" as {other.user}.\n")
    assert other.key in netrc.read_text() and account.key not in netrc.read_text()


def test_login_asks_without_showing_the_key(stranger, account):
    control, terminal = pty.openpty()
    process = stranger.start(
        "login", "--host", account.base_url, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    shown = read_until(control, b"API key: ")
    time.sleep(0.2)
    os.write(control, account.key.encode() + b"\n")
    shown += read_until(control, b" as ")
    assert process.wait(30) == 0
    os.close(control)
    assert account.key.encode() not in shown
    assert account.key in (stranger.home / ".netrc").read_text()


def read_until(descriptor, end, seconds=30):
    shown = b""
    deadline = time.monotonic() + seconds
    while end not in shown and time.monotonic() < deadline:
        if select.select([descriptor], [], [], 0.2)[0]:
            try:
                shown += os.read(descriptor, 4096)
            except OSError:
                break
    assert end in shown, shown
    return shown


def test_status_names_origins_and_hides_secrets(roost, account):
    roost.call("init", "--project", "chosen")
    status = roost.json("status", environment={"WANDB_ENTITY": "someone"})
    settings = {row["setting"]: (row["value"], row["origin"]) for row in status["settings"]}
    assert settings["project"] == ("chosen", str(roost.directory / "wandb" / "settings"))
    assert settings["entity"] == ("someone", "WANDB_ENTITY")
    assert settings["base_url"] == (account.base_url, "WANDB_BASE_URL")
    assert settings["api_key"] == ("(set)", "WANDB_API_KEY")
    assert account.key not in roost.call("status")
    nowhere = roost.json("status", environment={"WANDB_BASE_URL": "http://127.0.0.1:9"})
    assert nowhere["user"] is None and "127.0.0.1:9" in nowhere["problem"]


# Settings of a folder.


def init_and_tell():
    import wandb

    run = wandb.init(project="p")
    told = "disabled" if run.disabled else "offline" if run.offline else "online"
    run.finish()
    return told


def test_modes_rule_the_official_client(client, account):
    roost = Command(client.directory, account)
    for command, mode in (("offline", "offline"), ("online", "online"), ("disabled", "disabled"), ("enabled", "online")):
        roost.call(command)
        assert client.call(init_and_tell) == mode, command


def test_modes_of_the_official_client_are_undone(client, account):
    roost = Command(client.directory, account)
    for command, undo, mode in (("offline", "online", "offline"), ("disabled", "enabled", "disabled")):
        done = client.command(command)
        assert done.code == 0, done.output
        modes = [row["value"] for row in roost.json("status")["settings"] if row["setting"] == "mode"]
        assert modes == [mode]
        roost.call(undo)
        assert client.call(init_and_tell) == "online", command


def test_a_mode_that_does_not_hold_is_said(roost):
    printed = roost.run("online", environment={"WANDB_MODE": "offline"})
    assert printed.code == 0
    assert 'WANDB_MODE says "offline"' in printed.err


def init_without_arguments():
    import wandb

    run = wandb.init()
    run.finish()
    return [run.entity, run.project]


def test_init_chooses_the_project_of_official_clients(client, account, server):
    team = f"team-{uuid.uuid4().hex[:8]}"
    server.add_team(team, account)
    roost = Command(client.directory, account)
    roost.call("init", "--project", "chosen", "--entity", team)
    assert client.call(init_without_arguments) == [team, "chosen"]
    assert (roost.directory / "wandb" / ".gitignore").read_text() == "*\n!settings\n"
    roost.call("init", "--reset")
    assert "project" not in roost.settings() and "entity" not in roost.settings()
    assert roost.run("init").code == USAGE


# Runs on the server.


def test_runs_list(roost, account, three_runs):
    rows = roost.json("runs", "list", "cli")
    assert [row["id"] for row in rows] == ["r2", "r1", "r0"]
    assert rows[0]["name"] == "run 2" and rows[0]["state"] == "finished" and rows[0]["tags"] == ["even"]
    chosen = roost.json(
        "runs", "list", f"{account.user}/cli", "--filter", "summary.loss>0.5", "--filter", "config.net.depth<=2",
        "--order", "-summary.loss", "--columns", "id,config.lr,config.net.depth,summary.loss",
    )  # fmt: skip
    assert chosen == [
        {"id": "r2", "config.lr": 0.2, "config.net.depth": 2, "summary.loss": 2.2},
        {"id": "r1", "config.lr": 0.1, "config.net.depth": 1, "summary.loss": 1.2},
    ]
    for filters, ids in (
        (["tags=even"], {"r0", "r2"}),
        (["name~[12]$"], {"r1", "r2"}),
        (["id!=r0", "user=" + account.user], {"r1", "r2"}),
        (['{"$or":[{"name":"r0"},{"config.lr.value":0.2}]}'], {"r0", "r2"}),
        (["state=running"], set()),
    ):
        options = [word for one in filters for word in ("--filter", one)]
        assert {row["id"] for row in roost.json("runs", "list", "cli", *options)} == ids, filters
    assert len(roost.json("runs", "list", "cli", "--limit", "2")) == 2
    table = list(csv.reader(io.StringIO(roost.call("runs", "list", "cli", "--csv", "--columns", "id,name,tags"))))
    assert table == [["id", "name", "tags"], ["r2", "run 2", "even"], ["r1", "run 1", ""], ["r0", "run 0", "even"]]
    lines = roost.call("runs", "list", "cli", "--columns", "id,summary.loss").splitlines()
    assert lines == ["ID  SUMMARY.LOSS", "r2  2.2", "r1  1.2", "r0  0.2"]


def test_runs_list_of_many_pages(roost, account):
    for number in range(501):
        account.upsert_run(f"m{number:03}", "many")
    rows = roost.json("runs", "list", "many", "--limit", "0", "--order", "id", "--columns", "id")
    assert [row["id"] for row in rows] == [f"m{number:03}" for number in range(501)]


def test_runs_show(roost, account, three_runs):
    shown = roost.json("runs", "show", "cli/r1")
    assert shown["entity"] == account.user and shown["project"] == "cli" and shown["rows"] == 5
    assert shown["config"] == {"lr": 0.1, "net": {"depth": 1}}
    assert shown["summary"]["loss"] == 1.2
    assert roost.json("runs", "show", f"{account.base_url}/{account.user}/cli/runs/r1") == shown
    text = roost.call("runs", "show", "cli/r1")
    assert f"path     {account.user}/cli/r1" in text and 'net  {"depth":1}' in text


def test_runs_export(roost, account, three_runs):
    rows = [json.loads(line) for line in roost.call("runs", "export", "cli/r1").splitlines()]
    assert [row["loss"] for row in rows] == [1 + 1 / (step + 1) for step in range(5)]
    text = roost.call("runs", "export", "cli/r0", "cli/r1", "--format", "csv", "--key", "note", "--from", "1", "--to", "2")
    table = list(csv.DictReader(io.StringIO(text)))
    assert [row["_run"] for row in table] == ["r0", "r0", "r1", "r1"]
    assert [row["note"] for row in table] == ['a "1", b', 'a "2", b'] * 2
    roost.call("runs", "export", "cli/r1", "--output", "rows.jsonl")
    assert len((roost.directory / "rows.jsonl").read_text().splitlines()) == 5
    console = roost.call("runs", "export", "cli/r1", "--stream", "console")
    assert "hello" in console


def test_an_export_ends_when_nobody_reads_it(roost, account):
    account.upsert_run("long", "cli")
    account.stream("cli", "long", history=(0, [{"_step": step, "x": "y" * 1000} for step in range(5000)]))
    process = roost.start("runs", "export", "cli/long", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == -signal.SIGPIPE
    assert process.stderr.read() == b""


def test_what_does_not_exist_is_named(roost, account):
    for arguments, words in (
        (["runs", "list", "nothing"], f"no project {account.user}/nothing"),
        (["runs", "show", "nothing/r"], f"no run {account.user}/nothing/r"),
        (["runs", "export", "nothing/r"], f"no run {account.user}/nothing/r"),
        (["pull", "nothing/r"], f"no run {account.user}/nothing/r"),
    ):
        printed = roost.run(*arguments)
        assert printed.code == NOT_FOUND and words in printed.err, printed.err
    for arguments in (["runs", "show", "a/b/c/d"], ["runs", "list", "p", "--filter", "colour=red"], ["runs", "list"]):
        assert roost.run(*arguments).code == USAGE


def test_strangers_see_nothing(stranger, account, three_runs):
    environment = {"WANDB_BASE_URL": account.base_url}
    printed = stranger.run("runs", "list", f"{account.user}/cli", environment=environment)
    assert printed.code == NOT_PERMITTED and "roost login" in printed.err
    printed = stranger.run("runs", "list", "x/y", environment={**environment, "WANDB_API_KEY": "f" * 40})
    assert printed.code in (NOT_PERMITTED, NOT_FOUND)
    printed = stranger.run("runs", "list", "x/y", environment={"WANDB_BASE_URL": "http://127.0.0.1:9", "WANDB_API_KEY": "f" * 40})  # fmt: skip
    assert printed.code == UNAVAILABLE and "127.0.0.1:9" in printed.err


def log_files():
    import os

    import wandb

    run = wandb.init(project="files", id="pulled")
    os.makedirs("data/inner", exist_ok=True)
    for name in ("data/one.txt", "data/inner/two.bin", "data/empty"):
        with open(name, "wb") as file:
            file.write(b"" if name.endswith("empty") else name.encode() * 100_000)
    run.save("data/*", policy="now")
    run.save("data/inner/*", policy="now")
    run.finish()


def test_pull(client_of, account, tmp_path):
    client = client_of("0.31.0")
    client.call(log_files)
    roost = Command(tmp_path / "elsewhere", account)
    listed = {row["name"]: row["size"] for row in roost.json("pull", "files/pulled", "--list")}
    assert listed["data/one.txt"] == 1_200_000 and listed["data/empty"] == 0
    report = roost.json("pull", "files/pulled")
    assert {row["result"] for row in report} == {"downloaded"}
    folder = roost.directory / "pulled"
    for name in ("data/one.txt", "data/inner/two.bin", "data/empty"):
        assert (folder / name).read_bytes() == (client.directory / name).read_bytes()
    assert {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} == set(listed)
    assert {row["result"] for row in roost.json("pull", "files/pulled")} == {"unchanged"}
    (folder / "data/one.txt").write_text("changed")
    again = {row["name"]: row["result"] for row in roost.json("pull", "files/pulled")}
    assert [name for name, result in again.items() if result == "downloaded"] == ["data/one.txt"]
    roost.call("pull", "files/pulled", "--output", "some", "--include", "data/*.txt")
    assert [path.name for path in (roost.directory / "some").rglob("*") if path.is_file()] == ["one.txt"]


# Runs of this machine.


def log_offline(run_id):
    import wandb

    run = wandb.init(project="clean", id=run_id, mode="offline")
    run.log({"x": 1})
    run.finish()


def test_clean_deletes_what_is_synced_and_nothing_else(client_of, account):
    client = client_of("0.18.0")
    roost = Command(client.directory, account)
    for name in ("synced", "kept"):
        client.call(log_offline, run_id=name)
    (directory,) = roost.directory.glob("wandb/offline-run-*-synced")
    done = client.command("sync", str(directory))
    assert done.code == 0, done.output
    assert [row["id"] for row in roost.json("clean", "--dry-run")] == ["synced"]
    printed = roost.run("clean")
    assert printed.code == USAGE and "--yes" in printed.err
    assert directory.exists()
    assert roost.json("clean", "--dry-run", "--older-than", "1") == []
    printed = roost.run("clean", "--yes")
    assert printed.code == 0 and "1 that is not synced stays" in printed.err
    assert not directory.exists()
    assert len(list(roost.directory.glob("wandb/offline-run-*-kept"))) == 1
    (kept,) = roost.directory.glob("wandb/offline-run-*-kept/*.wandb")
    marker = kept.with_name(kept.name + ".synced")
    marker.touch()
    os.utime(kept, (time.time() + 100, time.time() + 100))
    roost.call("clean", "--yes")
    assert kept.exists()


def test_clean_asks_at_a_terminal(roost):
    directory = roost.directory / "wandb" / "offline-run-20260101_000000-a"
    for answer, remains in (("n", True), ("y", False)):
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "run-a.wandb").write_text("")
        (directory / "run-a.wandb.synced").write_text("")
        control, terminal = pty.openpty()
        process = roost.start("clean", stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True)
        os.close(terminal)
        read_until(control, b"[y/N]: ")
        os.write(control, answer.encode() + b"\n")
        assert process.wait(30) == 0
        os.close(control)
        assert directory.exists() == remains


# The doctor.


def test_doctor_finds_all_well(roost, account):
    lines = roost.call("doctor", "--size", "1").splitlines()
    names = ["server", "key", "run", "metrics", "upload", "download", "clocks", "cleanup"]
    assert [line.split()[:2] for line in lines] == [["ok", name] for name in names]
    assert all(line.split()[3] == "ms" for line in lines)
    assert roost.json("runs", "list", "roost-doctor") == []


def test_doctor_names_the_fault(roost, account):
    checks = roost.run("doctor", "--json", environment={"WANDB_API_KEY": "f" * 40})
    assert checks.code == NOT_PERMITTED
    outcomes = {row["check"]: row["outcome"] for row in json.loads(checks.out)}
    assert outcomes["server"] == "ok" and outcomes["key"] == "failed" and outcomes["upload"] == "skipped"
    checks = roost.run("doctor", environment={"WANDB_BASE_URL": "http://127.0.0.1:9"})
    assert checks.code == UNAVAILABLE
    assert checks.out.startswith("FAILED   server")


# Running programs.

PROGRAM = """
import os, signal, sys, time
print("begin", sys.argv[1:], flush=True)
for epoch in range(3):
    print(f"epoch={epoch} loss={1 / (epoch + 1):.3f} acc={epoch / 10}")
print('{"final/score": 0.75}')
print("to stderr", file=sys.stderr)
sys.exit(int(os.environ.get("CODE", "0")))
"""


def write(roost, text, name="train.py"):
    (roost.directory / name).write_text(text)
    return name


def only_run(account, project):
    answer = account.graphql(
        "query Q($p: String!, $e: String!) { project(name: $p, entityName: $e) { runs(first: 2) { edges { node { name } } } } }",
        p=project, e=account.user,
    )  # fmt: skip
    (edge,) = answer["project"]["runs"]["edges"]
    return edge["node"]["name"]


def test_run_logs_a_program_that_knows_nothing_of_it(roost, account):
    write(roost, PROGRAM)
    printed = roost.run(
        "run", "--project", "wrapped", "--name", "base", "--tag", "a", "--tag", "b", "--group", "g", "--notes", "n",
        "--job-type", "train", "--config", "seed=7", "--save-code", "--", sys.executable, "train.py", "--lr", "0.1", "--layers", "64", "32",
        environment={"CODE": "3"},
    )  # fmt: skip
    assert printed.code == 3, printed.err
    assert "begin ['--lr', '0.1', '--layers', '64', '32']\n" in printed.out
    assert "to stderr\n" in printed.err
    run_id = only_run(account, "wrapped")
    run = account.run("wrapped", run_id)
    assert run["displayName"] == "base" and run["tags"] == ["a", "b"] and run["group"] == "g" and run["notes"] == "n"
    assert run["jobType"] == "train" and run["state"] == "failed" and run["exitcode"] == 3
    config = {key: item["value"] for key, item in json.loads(run["config"]).items() if key != "_wandb"}
    assert config == {"seed": 7, "lr": 0.1, "layers": [64, 32]}
    rows = account.history("wrapped", run_id)
    assert [(row["epoch"], row["loss"], row["acc"]) for row in rows[:3]] == [(0, 1.0, 0.0), (1, 0.5, 0.1), (2, 0.333, 0.2)]
    assert rows[3]["final/score"] == 0.75
    summary = json.loads(run["summaryMetrics"])
    assert summary["loss"] == 0.333 and summary["final/score"] == 0.75
    console = [line["line"] for line in account.console("wrapped", run_id)]
    assert "to stderr" in console and "epoch=1 loss=0.500 acc=0.1" in console
    events = account.graphql(
        "query Q($p: String!, $e: String!, $r: String!) { project(name: $p, entityName: $e) { run(name: $r) { events(samples: 10) } } }",
        p="wrapped", e=account.user, r=run_id,
    )["project"]["run"]["events"]  # fmt: skip
    assert any("system.proc.cpu.threads" in json.loads(event) for event in events), events
    files = {row["name"] for row in roost.json("pull", f"wrapped/{run_id}", "--list")}
    assert "wandb-metadata.json" in files
    roost.call("pull", f"wrapped/{run_id}", "--output", "files")
    assert (roost.directory / "files" / "code" / "train.py").read_text() == PROGRAM
    metadata = json.loads((roost.directory / "files" / "wandb-metadata.json").read_text())
    assert metadata["program"].endswith("train.py")
    assert metadata["args"] == ["--lr", "0.1", "--layers", "64", "32"]


def test_run_takes_any_program(roost, account):
    printed = roost.run("run", "-p", "shell", "--", "sh", "-c", "printf 'val_loss: 0.25\\n'; printf 'no newline'")
    assert printed.code == 0, printed.err
    assert printed.out == "val_loss: 0.25\nno newline"
    assert json.loads(account.run("shell", only_run(account, "shell"))["summaryMetrics"])["val_loss"] == 0.25


def test_run_takes_only_what_is_asked_for(roost, account):
    write(roost, PROGRAM)
    printed = roost.run(
        "run", "-p", "plain", "--magic", '{"flags": false, "exclude": ["acc"]}', "--no-console", "--",
        sys.executable, "train.py", "--lr", "0.1",
    )  # fmt: skip
    assert printed.code == 0, printed.err
    run_id = only_run(account, "plain")
    assert set(json.loads(account.run("plain", run_id)["config"])) == {"_wandb"}
    assert "acc" not in account.history("plain", run_id)[0]
    assert list(account.console("plain", run_id)) == []


def test_run_offline_and_disabled(roost, account):
    write(roost, PROGRAM)
    printed = roost.run("run", "-p", "later", "--mode", "offline", "--", sys.executable, "train.py")
    assert printed.code == 0, printed.err
    assert len(list(roost.directory.glob("wandb/offline-run-*/*.wandb"))) == 1
    printed = roost.run("run", "--mode", "disabled", "--", sys.executable, "train.py", environment={"CODE": "5"})
    assert printed.code == 5
    assert "epoch=2" in printed.out
    assert len(list(roost.directory.glob("wandb/*run-*/*.wandb"))) == 1
    assert roost.run("runs", "list", "later").code == NOT_FOUND


def test_run_names_programs_that_are_not_there(roost):
    write(roost, "", "data.txt")
    for words, code in ((["no-such-program"], 127), (["./data.txt"], 126), ([], USAGE)):
        printed = roost.run("run", "-p", "never", "--", *words)
        assert printed.code == code, printed.err
        assert printed.err.startswith("Error: ")
    assert roost.run("runs", "list", "never").code == NOT_FOUND


WAITING = """
import signal, sys, time
count = 0
def handle(number, frame):
    global count
    count += 1
    print("got", signal.Signals(number).name, count, flush=True)
    if number == signal.SIGTERM:
        sys.exit(9)
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGUSR1):
    signal.signal(number, handle)
print("ready", flush=True)
while True:
    time.sleep(0.05)
"""


def test_run_passes_signals_on(roost, account):
    write(roost, WAITING)
    process = roost.start("run", "-p", "signals", "--", sys.executable, "train.py", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    for number, line in ((signal.SIGUSR1, "got SIGUSR1 1\n"), (signal.SIGINT, "got SIGINT 2\n"), (signal.SIGTERM, "got SIGTERM 3\n")):
        process.send_signal(number)
        assert process.stdout.readline() == line
    assert process.wait(60) == 9
    run = account.run("signals", only_run(account, "signals"))
    assert run["exitcode"] == 9 and run["state"] == "failed"


SHOW_SIZE = """
    import os
    print("size", *os.get_terminal_size(1), flush=True)
"""


def test_run_shows_a_terminal_where_there_is_one(roost, account):
    write(roost, WAITING.replace('print("ready"', 'print("ready", sys.stdout.isatty(), sys.stdin.isatty()') + SHOW_SIZE)
    control, terminal = pty.openpty()
    process = roost.start(
        "run", "-p", "terminal", "--", sys.executable, "train.py", stdin=terminal, stdout=terminal, stderr=terminal,
        preexec_fn=lambda: take_terminal(terminal),
    )  # fmt: skip
    os.close(terminal)
    read_until(control, b"ready True True")
    fcntl.ioctl(control, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 77, 0, 0))
    read_until(control, b"size 77 33")
    os.write(control, b"\x03")
    # Ctrl-C reaches the program once: by the terminal, and not again by being passed on.
    read_until(control, b"got SIGINT 1")
    time.sleep(0.3)
    process.send_signal(signal.SIGTERM)
    read_until(control, b"got SIGTERM 2")
    while True:
        try:
            if not os.read(control, 4096):
                break
        except OSError:
            break
    assert process.wait(60) == 9
    os.close(control)


def take_terminal(descriptor):
    os.setsid()
    fcntl.ioctl(descriptor, termios.TIOCSCTTY, 0)


NESTED = """
import wandb
run = wandb.init(config={"inner": 1})
for step in range(20):
    run.log({"own": step * step})
run.summary["best"] = 42
print("from the program")
run.finish()
"""


@pytest.mark.parametrize("version", ["0.18.0", "0.31.0"])
def test_an_official_client_in_the_program_joins_the_run(version, roost, account):
    write(roost, NESTED)
    printed = roost.run("run", "-p", "nested", "--config", "outer=2", "--", environment_python(f"wandb-{version}"), "train.py")
    assert printed.code == 0, printed.out + printed.err
    run_id = only_run(account, "nested")
    run = account.run("nested", run_id)
    assert [row["own"] for row in account.history("nested", run_id)] == [step * step for step in range(20)]
    config = {key: item["value"] for key, item in json.loads(run["config"]).items() if key != "_wandb"}
    assert config == {"outer": 2, "inner": 1}
    summary = json.loads(run["summaryMetrics"])
    assert summary["own"] == 361 and summary["best"] == 42
    assert run["state"] == "finished" and run["exitcode"] == 0
    assert "from the program" in [line["line"] for line in account.console("nested", run_id)]


# Help.


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_manual_pages_are_free_of_faults(roost):
    roost.call("manual", "--output", "pages")
    pages = sorted((roost.directory / "pages").iterdir())
    assert {"roost.1", "roost-run.1", "roost-runs-list.1"} <= {page.name for page in pages}
    for page in pages:
        done = subprocess.run(["groff", "-man", "-Tascii", "-ww", "-z", page], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, ""), page.name
    assert roost.call("manual", "runs", "list") == (roost.directory / "pages" / "roost-runs-list.1").read_text()


def test_commands_that_do_not_exist(roost):
    assert roost.run("no-such-command").code == USAGE
    assert roost.run("manual", "no-such-command").code == USAGE


def test_server_commands_end_with_the_statuses_of_the_manual(server, tmp_path):
    address = server.base_url.removeprefix("http://")
    port = address.rpartition(":")[2]
    here, away = ["--data", server.data], ["--server", server.base_url, "--api-key", server.admin.key]
    for arguments, code, words in (
        (["user", "add", server.admin.user, *here], USAGE, server.admin.user),
        (["user", "remove", "absent", *here], NOT_FOUND, "'absent' not found"),
        (["user", "remove", "absent", *away], NOT_FOUND, "'absent' not found"),
        (["user", "list", "--data", str(tmp_path / "none")], NOT_FOUND, "is no data directory"),
        (["user", "list", "--server", server.base_url, "--api-key", "f" * 40], NOT_PERMITTED, "not known here"),
        (["user", "list", "--server", server.base_url], NOT_PERMITTED, "WANDB_API_KEY"),
        (["user", "list", "--server", "http://127.0.0.1:9", "--api-key", "x"], UNAVAILABLE, "http://127.0.0.1:9"),
        (["server", "--port", port, "--data", str(tmp_path / "data")], UNAVAILABLE, f"{address} cannot be listened on"),
        (["server", "--port", "0", *here], 75, "in use by another server"),
        (["server", "--data", "/dev/null/data"], 74, "/dev/null/data"),
        (["server", "--tls-certificate", "/no.pem", "--tls-key", "/no.pem", "--data", str(tmp_path)], 74, "/no.pem"),
    ):
        done = subprocess.run(
            [BINARY, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60,
            env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        )  # fmt: skip
        assert done.returncode == code, (arguments, done)
        assert done.stderr.startswith("Error: ") and done.stderr.count("\n") == 1 and words in done.stderr, done.stderr
