"""Every argument of Swift's `Run(...)` has the effect that it promises, seen from the server's side."""

from __future__ import annotations

import json
import struct
import signal
import subprocess
import time
from pathlib import Path

import pytest

from harness.account import Account
from harness.reading import download_files, list_files, read_run, user_keys
from harness.swift import Swift

LOG = {"log": {"values": {"a": 1}}}
FINISH = {"finish": 0}


@pytest.fixture
def swift(account, tmp_path) -> Swift:
    directory = tmp_path / "swift"
    directory.mkdir()
    return Swift(account, directory)


def rows(account: Account, project: str, run: str) -> list[dict]:
    return [user_keys(row) for row in account.history(project, run)]


def config(account: Account, project: str, run: str) -> dict:
    """The config as the server stores it, unwrapped and without the tracker's own notes."""
    stored = json.loads(account.run(project, run)["config"])
    return {key: item["value"] for key, item in stored.items() if key != "_wandb"}


def notes(account: Account, project: str, run: str) -> dict:
    """What the tracker noted in the config."""
    return json.loads(account.run(project, run)["config"])["_wandb"]["value"]


# project, entity, config, name, notes, tags, group, job_type, dir, id, settings


def test_everything_at_once(swift, account, server, reader, tmp_path):
    team = f"team-of-{account.user}"
    server.add_team(team, account)
    directory = tmp_path / "elsewhere"
    directory.mkdir()
    arguments = {
        "entity": team, "project": "everything", "id": "chosen-id", "name": "a display name",
        "notes": "first line\nsecond line", "tags": ["one", "two", "ünïcode"], "group": "a group", "job_type": "train",
        "config": {"lr": 0.1, "layers": [1, 2], "net": {"depth": 3, "act": "relu"}, "flag": True, "none": None},
        "dir": str(directory),
        "settings": {
            "host": "a-host", "git_commit": "0123456789abcdef", "git_remote_url": "https://example.org/x.git",
            "project": "not this one",
        },
    }  # fmt: skip
    seen = swift.play({"run": arguments}, LOG, {"describe": True}, FINISH)[0]
    assert seen["dir"].startswith(str(directory / "wandb" / "run-"))
    assert (seen["entity"], seen["project"], seen["id"], seen["name"]) == (
        team, "everything", "chosen-id", "a display name",
    )  # fmt: skip
    assert seen["url"] == f"{account.base_url}/{team}/everything/runs/chosen-id"
    run = reader.call(read_run, account, path=f"{team}/everything/chosen-id")
    assert run["state"] == "finished" and run["name"] == "a display name"
    assert run["notes"] == "first line\nsecond line" and sorted(run["tags"]) == sorted(["one", "two", "ünïcode"])
    assert run["group"] == "a group" and run["user"] == account.user
    assert run["config"] == arguments["config"]
    raw = account.run("everything", "chosen-id", team)
    assert raw["jobType"] == "train" and raw["exitcode"] == 0 and raw["commit"] == "0123456789abcdef"
    hosts = account.graphql(
        "query Runs($e: String!, $p: String!, $f: JSONString) { project(name: $p, entityName: $e) {"
        " runCount(filters: $f) } }",
        e=team, p="everything", f=json.dumps({"host": "a-host"}),
    )  # fmt: skip
    assert hosts["project"]["runCount"] == 1


def test_nothing_at_all(swift, account):
    seen = swift.play({"run": {}}, LOG, FINISH)[0]
    assert seen["project"] == "uncategorized" and seen["entity"] == account.user
    assert len(seen["id"]) == 8 and seen["mode"] == "online"
    run = account.run("uncategorized", seen["id"])
    assert run["displayName"] == seen["name"] and run["state"] == "finished"
    assert rows(account, "uncategorized", seen["id"]) == [{"_step": 0, "a": 1}]


def test_the_project_is_that_of_the_git_repository(swift, account, tmp_path):
    repository = tmp_path / "my-repository"
    repository.mkdir()
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], cwd=repository, check=True)
    subprocess.run([*git, "remote", "add", "origin", "https://me:secret@example.org/x.git"], cwd=repository, check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "first"], cwd=repository, check=True)
    commit = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=repository, text=True).strip()
    seen = swift.play({"run": {"dir": str(swift.directory)}}, LOG, FINISH, cwd=repository)[0]
    assert seen["project"] == "my-repository"
    assert account.run("my-repository", seen["id"])["commit"] == commit
    metadata = json.loads(Path(seen["dir"], "wandb-metadata.json").read_text())
    assert metadata["git"] == {"remote": "https://me:@example.org/x.git", "commit": commit}


# config, config_include_keys, config_exclude_keys, allow_val_change


def test_config_from_a_file(swift, account):
    (swift.directory / "c.yaml").write_text("lr: {desc: null, value: 0.5}\nnet: {depth: 2}\nwandb_version: 1\n")
    (swift.directory / "config-defaults.yaml").write_text("lr: {value: 1}\nseed: {value: 7}\n")
    swift.play({"run": {"project": "p", "id": "file", "config": "c.yaml"}}, FINISH)
    assert config(account, "p", "file") == {"lr": 0.5, "net": {"depth": 2}, "seed": 7}


def test_config_keys_are_included_or_excluded(swift, account):
    given = {"a": 1, "b": {"a": 2}, "c": 3}
    swift.play({"run": {"project": "p", "id": "in", "config": given, "config_include_keys": ["b"]}}, FINISH)
    swift.play({"run": {"project": "p", "id": "out", "config": given, "config_exclude_keys": ["b"]}}, FINISH)
    assert config(account, "p", "in") == {"b": {"a": 2}}
    assert config(account, "p", "out") == {"a": 1, "c": 3}
    kind, message = swift.error(
        {"run": {"project": "p", "config_include_keys": ["a"], "config_exclude_keys": ["b"]}}
    )
    assert kind == "UsageError" and "only one of them" in message


def test_config_values_change_only_when_it_is_allowed(swift, account):
    change = {"config": {"values": {"lr": 2, "new": 3}}}
    kind, message = swift.error({"run": {"project": "p", "id": "fixed", "config": {"lr": 1}}}, change)
    assert kind == "UsageError" and 'config["lr"] = "2"' in message and "allowValChange: true" in message
    swift.play({"run": {"project": "p", "id": "free", "config": {"lr": 1}, "allow_val_change": True}}, change, FINISH)
    assert config(account, "p", "free") == {"lr": 2, "new": 3}


# reinit


def test_reinit(swift, account):
    again = {"run": {"project": "p", "id": "second"}}
    seen = swift.play({"run": {"project": "p", "id": "first"}}, again, FINISH)
    assert seen[1]["id"] == "first"
    assert account.run("p", "second") is None
    again["run"]["reinit"] = True
    seen = swift.play({"run": {"project": "p", "id": "first"}}, LOG, again, LOG, {"current": True}, FINISH)
    assert seen[2]["id"] == "second" and seen[4] == "second"
    assert account.run("p", "first")["state"] == account.run("p", "second")["state"] == "finished"


# mode, force, anonymous


def test_offline_is_uploaded_later(swift, account):
    seen = swift.play(
        {"run": {"project": "p", "id": "later", "mode": "offline", "config": {"x": 1}}}, LOG, {"finish": 3}
    )[0]
    assert seen["url"] is None and Path(seen["sync_dir"]).name.startswith("offline-run-")
    assert account.run("p", "later") is None
    done = swift.sync(seen["sync_dir"])
    assert done.code == 0, done.output
    run = account.run("p", "later")
    assert run["state"] == "failed" and run["exitcode"] == 3 and config(account, "p", "later") == {"x": 1}
    assert rows(account, "p", "later") == [{"_step": 0, "a": 1}]


def test_disabled_leaves_no_trace(swift, account):
    seen = swift.play({"run": {"project": "p", "id": "none", "mode": "disabled"}}, LOG, FINISH)[0]
    assert seen["name"] == "dummy-none" and seen["url"] is None
    assert account.run("p", "none") is None and not (swift.directory / "wandb").exists()


def test_without_a_key(server, tmp_path):
    (tmp_path / "keyless").mkdir()
    keyless = Swift(Account(server.base_url, "", ""), tmp_path / "keyless")
    kind, message = keyless.error({"run": {"project": "p"}})
    assert kind == "UsageError" and server.base_url in message and "WANDB_API_KEY" in message
    assert keyless.error({"run": {"project": "p", "force": True}})[0] == "UsageError"
    assert keyless.play({"run": {"project": "p", "force": False}}, FINISH)[0]["mode"] == "offline"


def test_a_key_in_netrc(swift, account, server, tmp_path):
    (tmp_path / "netrc").mkdir()
    other = Swift(Account(server.base_url, "", ""), tmp_path / "netrc")
    home = tmp_path / "netrc" / "home"
    home.mkdir()
    host = server.base_url.removeprefix("http://")
    (home / ".netrc").write_text(f"machine {host}\n  login user\n  password {account.key}\n")
    assert other.play({"run": {"project": "p", "id": "netrc"}}, FINISH)[0]["entity"] == account.user
    assert account.run("p", "netrc")["state"] == "finished"


def test_anonymous(own_server, tmp_path):
    server = own_server("--anonymous-accounts")
    (tmp_path / "guest").mkdir()
    swift = Swift(Account(server.base_url, "", ""), tmp_path / "guest")
    assert swift.error({"run": {"project": "p", "anonymous": "never"}})[0] == "UsageError"
    seen = swift.play({"run": {"project": "p", "id": "guest", "anonymous": "allow"}}, LOG, FINISH)[0]
    key = (swift.directory / "home/.netrc").read_text().split()[-1]
    assert seen["url"].endswith(f"?apiKey={key}")
    guest = Account(server.base_url, seen["entity"], key)
    assert rows(guest, "p", "guest") == [{"_step": 0, "a": 1}]
    again = swift.play({"run": {"project": "p", "id": "again", "anonymous": "allow"}}, FINISH)[0]
    assert again["entity"] == seen["entity"], "a key that is there is used"
    user = server.add_user()
    own = Swift(user, tmp_path / "own")
    (tmp_path / "own").mkdir()
    assert own.play({"run": {"project": "p", "anonymous": "allow"}}, FINISH)[0]["entity"] == user.user
    assert own.play({"run": {"project": "p", "anonymous": "must"}}, FINISH)[0]["entity"] != user.user


def test_anonymous_accounts_switched_off(own_server, tmp_path):
    server = own_server("--no-anonymous-accounts")
    (tmp_path / "guest").mkdir()
    kind, message = Swift(Account(server.base_url, "", ""), tmp_path / "guest").error(
        {"run": {"project": "p", "anonymous": "must"}}
    )
    assert kind == "AuthenticationError" and message.startswith("anonymous: ")


# resume, fork_from, resume_from


def test_resume(swift, account):
    start = {"run": {"project": "p", "id": "r", "config": {"lr": 1}, "tags": ["a"], "notes": "n"}}
    swift.play(start, LOG, LOG, {"summary": {"best": 5}}, {"finish": 1})
    for policy in ("allow", "must"):
        resumed = {"run": {"project": "p", "id": "r", "resume": policy, "config": {policy: 2}}}
        seen = swift.play(resumed, {"describe": True}, LOG, {"finish": 0})[1]
        assert seen["resumed"] and seen["tags"] == ["a"] and seen["notes"] == "n"
        assert seen["config"]["lr"] == 1 and seen["summary"]["best"] == 5
    assert [row["_step"] for row in rows(account, "p", "r")] == [0, 1, 2, 3]
    run = account.run("p", "r")
    assert run["state"] == "finished" and run["tags"] == ["a"] and run["notes"] == "n"
    assert config(account, "p", "r") == {"lr": 1, "allow": 2, "must": 2}
    assert json.loads(run["summaryMetrics"])["best"] == 5
    assert set(notes(account, "p", "r")["t"]["3"]) >= {5}


def test_resume_that_does_not_fit(swift, account):
    swift.play({"run": {"project": "p", "id": "there", "config": {"x": 1}}}, LOG, FINISH)
    kind, message = swift.error({"run": {"project": "p", "id": "there", "resume": "never", "config": {"x": 2}}})
    assert kind == "UsageError"
    assert message.startswith('resume = "never": the run there exists in the project p.')
    assert config(account, "p", "there") == {"x": 1}
    kind, message = swift.error({"run": {"project": "p", "id": "missing", "resume": "must"}})
    assert kind == "UsageError"
    assert message.startswith('resume = "must": the run missing does not exist in the project p.')
    assert account.run("p", "missing") is None
    assert swift.play({"run": {"project": "p", "id": "new", "resume": "never"}}, FINISH)[0]["resumed"] is False


def test_resume_auto(swift, account):
    auto = {"run": {"project": "p", "resume": True}}
    first = swift.play(auto, LOG, {"finish": 1})[0]
    second = swift.play(auto, LOG, {"finish": 0})[0]
    third = swift.play(auto, LOG, {"finish": 0})[0]
    assert second["id"] == first["id"] and second["resumed"] and second["starting_step"] == 1
    assert third["id"] != first["id"]
    assert [row["_step"] for row in rows(account, "p", first["id"])] == [0, 1]


def test_a_program_that_dies_is_resumed(swift, account):
    auto = {"run": {"project": "p", "resume": True}}
    done = swift.run([auto, LOG, LOG, {"sleep": 1}, {"kill": True}])
    assert done.code == -9
    run = done.value[0]["id"]
    deadline = time.monotonic() + 30
    while account.run("p", run)["state"] == "running" and time.monotonic() < deadline:
        time.sleep(0.1)
    assert account.run("p", run)["state"] in ("crashed", "failed")
    assert swift.play(auto, LOG, FINISH)[0]["id"] == run
    assert [row["_step"] for row in rows(account, "p", run)] == [0, 1, 2]
    assert account.run("p", run)["state"] == "finished"


def test_fork_and_rewind(swift, account):
    steps = [{"log": {"values": {"value": step}}} for step in range(10)]
    swift.play({"run": {"project": "p", "id": "parent", "config": {"lr": 0.1}}}, *steps, FINISH)
    fork = {"run": {"project": "p", "id": "forked", "fork_from": "parent?_step=4"}}
    seen = swift.play(fork, *[{"log": {"values": {"value": 100 + step}}} for step in range(3)], FINISH)[0]
    assert seen["starting_step"] == 5
    rewind = {"run": {"project": "p", "resume_from": "parent?_step=6"}}
    seen = swift.play(rewind, *[{"log": {"values": {"value": 200 + step}}} for step in range(2)], FINISH)[0]
    assert seen["id"] == "parent" and seen["starting_step"] == 7 and seen["config"] == {"lr": 0.1}
    parent = [{"_step": step, "value": step} for step in range(7)]
    assert rows(account, "p", "parent") == parent + [{"_step": 7, "value": 200}, {"_step": 8, "value": 201}]
    assert rows(account, "p", "forked") == parent[:5] + [{"_step": 5 + step, "value": 100 + step} for step in range(3)]
    assert notes(account, "p", "forked")["branch_point"] == {"run_id": "parent", "step": 4}
    kind, message = swift.error({"run": {"project": "p", "resume_from": "nobody?_step=1"}})
    assert kind == "CommError" and "nobody" in message


# save_code, magic, sync_tensorboard, tensorboard, monitor_gym


def test_save_code(swift, account, reader, tmp_path):
    repository = tmp_path / "repository"
    repository.mkdir()
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    (repository / "train.swift").write_text("print(1)\n")
    subprocess.run([*git, "init", "-q"], cwd=repository, check=True)
    subprocess.run([*git, "add", "."], cwd=repository, check=True)
    subprocess.run([*git, "commit", "-q", "-m", "first"], cwd=repository, check=True)
    (repository / "train.swift").write_text("print(2)\n")
    environment = {"WANDB_PROGRAM": "train.swift"}
    for code in (True, False):
        swift.play(
            {"run": {"project": "p", "id": f"code-{code}", "save_code": code, "dir": str(swift.directory)}}, FINISH,
            cwd=repository, environment=environment,
        )  # fmt: skip
    files = reader.call(download_files, account, path=f"{account.user}/p/code-True")
    assert files["code/train.swift"] == "print(2)\n"
    assert "-print(1)\n+print(2)" in files["diff.patch"]
    assert notes(account, "p", "code-True")["code_path"] == "code/train.swift"
    names = reader.call(list_files, account, path=f"{account.user}/p/code-False")
    assert "diff.patch" not in names and not any(name.startswith("code/") for name in names)


@pytest.mark.parametrize("console", ["off", "redirect"])
def test_magic(swift, account, console):
    steps = [
        {"run": {"project": "p", "id": f"magic-{console}", "magic": True, "config": {"lr": 1}}},
        {"print": "epoch 1 loss: 0.5 acc=0.25\n"},
        {"print": '{"epoch": 2, "loss": 0.125}\n'},
        {"print": "nothing to see\n"},
        {"sleep": 0.2},
        FINISH,
    ]
    swift.play(*steps, arguments=["--lr", "0.5", "--layers", "3"], environment={"WANDB_CONSOLE": console})
    assert config(account, "p", f"magic-{console}") == {"lr": 1, "layers": 3}
    assert rows(account, "p", f"magic-{console}") == [
        {"_step": 0, "epoch": 1, "loss": 0.5, "acc": 0.25}, {"_step": 1, "epoch": 2, "loss": 0.125},
    ]  # fmt: skip
    lines = [line["line"] for line in account.console("p", f"magic-{console}")]
    assert ("nothing to see" in "\n".join(lines)) == (console == "redirect")


def crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def tensorboard_record(data: bytes) -> bytes:
    def masked(part: bytes) -> bytes:
        crc = crc32c(part)
        return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)

    length = struct.pack("<Q", len(data))
    return length + masked(length) + data + masked(data)


def scalar_event(time: float, step: int, tag: str, value: float) -> bytes:
    """An `Event` with one simple value."""
    entry = b"\x0a" + bytes([len(tag)]) + tag.encode() + b"\x15" + struct.pack("<f", value)
    summary = b"\x0a" + bytes([len(entry)]) + entry
    return b"\x09" + struct.pack("<d", time) + b"\x10" + bytes([step]) + b"\x2a" + bytes([len(summary)]) + summary


@pytest.mark.parametrize("argument", ["tensorboard", "sync_tensorboard"])
def test_tensorboard(swift, account, reader, argument):
    process = swift.start([{"run": {"project": "p", "id": argument, argument: True}}, {"sleep": 2}, FINISH])
    while not process.value_file.exists():
        time.sleep(0.05)
        assert process.process.poll() is None, process.output()
    now = time.time() + 1
    import socket

    path = swift.directory / "logs" / "train" / f"events.out.tfevents.{int(now)}.{socket.gethostname()}.1.0"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"".join(tensorboard_record(scalar_event(now + s, s, "loss", 1 / (s + 1))) for s in range(3)))
    done = process.wait()
    assert done.code == 0, done.output
    history = account.history("p", argument)
    key = next(key for key in history[0] if key.endswith("loss"))
    assert [row[key] for row in history] == [1.0, 0.5, pytest.approx(1 / 3)]
    assert [row["_timestamp"] for row in history] == pytest.approx([now, now + 1, now + 2])
    names = reader.call(list_files, account, path=f"{account.user}/p/{argument}")
    assert any(".tfevents." in name for name in names)


def mp4() -> bytes:
    """The smallest file that has the boxes of a video."""

    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + kind + content

    return box(b"ftyp", b"isom\0\0\2\0isom") + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(16))


def test_monitor_gym(swift, account, reader):
    process = swift.start(
        [{"run": {"project": "p", "id": "gym", "monitor_gym": True}}, {"sleep": 3}, LOG, FINISH]
    )
    while not process.value_file.exists():
        time.sleep(0.05)
        assert process.process.poll() is None, process.output()
    (swift.directory / "videos").mkdir()
    (swift.directory / "videos/rl-video-episode-0.mp4").write_bytes(mp4())
    done = process.wait()
    assert done.code == 0, done.output
    # The video completes its row, as in the official client.
    row, later = account.history("p", "gym")
    assert row["videos"]["_type"] == "video-file" and "a" not in row, row
    assert user_keys(later) == {"_step": 1, "a": 1}
    names = reader.call(list_files, account, path=f"{account.user}/p/gym")
    assert row["videos"]["path"] in names


# errors of the server's side


def test_errors(swift, account, server):
    key = swift.error({"run": {"project": "p", "settings": {"api_key": "x" * 40}}})
    assert key[0] == "AuthenticationError"
    assert key[1].startswith(f"apiKey: the server {server.base_url} does not accept the key (status 401: ")
    assert key[1].endswith("). Log in with `roost login`, or set WANDB_API_KEY to a key of this server.")
    assert swift.error({"run": {"project": "p", "settings": {"api_key": "short"}}}) == (
        "AuthenticationError",
        "apiKey: The API key from the argument has 5 characters; a key has at least 40. "
        "Log in with `roost login`, or set WANDB_API_KEY.",
    )
    settings = {"base_url": "http://127.0.0.1:1", "init_timeout": 0.5}
    kind, message = swift.error({"run": {"project": "p", "settings": settings}})
    assert kind == "CommError"
    assert message.startswith('baseURL = "http://127.0.0.1:1": the server cannot be reached (UpsertBucket: gave up after ')
    assert message.endswith("or use mode: .offline and upload the run later with `roost sync`.")
    assert swift.error({"run": {"project": "p", "settings": {"base_url": f"{server.base_url}/elsewhere"}}}) == (
        "CommError",
        f'baseURL = "{server.base_url}/elsewhere": what answers there keeps no runs '
        "(UpsertBucket: refused with status 404: Not Found). Check the address.",
    )
    others = server.add_user()
    for entity, reason in (
        ("nobody-knows-them", "entity 'nobody-knows-them' not found"),
        (others.user, f"you may not write to entity '{others.user}'"),
    ):
        kind, message = swift.error({"run": {"project": "p", "id": "mine", "entity": entity}})
        assert kind == "CommError"
        assert message == (
            f'entity = "{entity}", project = "p", id = "mine": the server {server.base_url} refuses the run '
            f"(UpsertBucket: {reason}). Change what it names; without entity the run goes to the key's own."
        )
    kind, message = swift.error({"run": {"project": "p", "id": "new", "fork_from": "nobody?_step=1"}})
    assert kind == "CommError"
    assert message.startswith('project = "p", id = "new", forkFrom = "nobody?_step=1": ') and "not found" in message
    kind, message = swift.error({"run": {"project": "p", "resume_from": "nobody?_step=1"}})
    assert kind == "CommError" and message == (
        'resumeFrom = "nobody?_step=1": the project p has no run nobody. Check the run\'s id and the project.'
    )
    kind, message = swift.error({"run": {"project": "a/b"}})
    assert kind == "UsageError" and message.startswith('project = "a/b"')
    (swift.directory / "occupied").write_text("")
    kind, message = swift.error({"run": {"project": "p", "dir": str(swift.directory / "occupied")}})
    assert kind == "RunError" and message.endswith("Give another place with dir: or WANDB_DIR.")


@pytest.mark.parametrize("expected", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_ends_its_program(swift, account, expected):
    """It is interrupted; one that ignores that, as in the background of a script, is terminated."""
    steps = [{"run": {"project": "p", "id": "stopped"}}, LOG, {"sleep": 60}]
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN) if expected == signal.SIGTERM else None
    process = swift.start(steps)
    if handler:
        signal.signal(signal.SIGINT, handler)
    while not process.value_file.exists() or account.run("p", "stopped") is None:
        time.sleep(0.05)
        assert process.process.poll() is None, process.output()
    account.graphql(
        "mutation Stop($id: ID!) { stopRun(input: {id: $id}) { success } }", id=account.run("p", "stopped")["id"]
    )
    done = process.wait(50)
    assert done.code == -expected and "stopped at the server" in done.output
    assert "the writer is closed" not in done.output
    deadline = time.monotonic() + 20
    while account.run("p", "stopped")["state"] == "running" and time.monotonic() < deadline:
        time.sleep(0.1)
    assert account.run("p", "stopped")["exitcode"] == 255


@pytest.mark.parametrize("uploader", ["process", "program"])
def test_a_program_that_ends_without_finish(swift, account, uploader):
    environment = {"ROOST_BIN": "/nowhere"} if uploader == "program" else {}
    done = swift.run([{"run": {"project": "p", "id": uploader}}, LOG, {"exit": 4}], environment=environment)
    assert done.code == 4
    assert ("uploaded by this program itself" in done.output) == (uploader == "program")
    deadline = time.monotonic() + 30
    while account.run("p", uploader)["state"] == "running" and time.monotonic() < deadline:
        time.sleep(0.1)
    run = account.run("p", uploader)
    assert run["state"] == "failed" and run["exitcode"] == 4
    assert rows(account, "p", uploader) == [{"_step": 0, "a": 1}]
