"""What a Swift program does with a run once it is started, seen from the server's side."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable

import pytest

from harness.account import Account
from harness.client import Process
from harness.reading import download_files, list_files, user_keys
from harness.swift import Swift

LOG = {"log": {"values": {"a": 1}}}
FINISH = {"finish": 0}
WAIT_SECONDS = 40


@pytest.fixture
def swift(account, tmp_path) -> Swift:
    directory = tmp_path / "swift"
    directory.mkdir()
    return Swift(account, directory)


def run_named(name: str, **arguments: object) -> dict:
    return {"run": {"project": "p", "id": name, **arguments}}


def summary(account: Account, run: str) -> dict:
    return user_keys(json.loads(account.run("p", run)["summaryMetrics"]))


def wait_until(condition: Callable[[], object], what: str, process: Process | None = None) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"{what} does not happen\n{process.output() if process else ''}"
        time.sleep(0.05)


# alert, mark_preempting


def alerts(server, run: str) -> list[tuple]:
    """The alerts that the server keeps of a run of the project `p`, oldest first."""
    with sqlite3.connect(f"file:{server.data / 'catalog.sqlite'}?mode=ro", uri=True) as catalog:
        return catalog.execute(
            "SELECT alert.title, alert.text, alert.severity, alert.wait_microseconds FROM alert"
            " JOIN run ON run.id = alert.run_id WHERE run.name = ? ORDER BY alert.id", [run],
        ).fetchall()  # fmt: skip


def test_alerts(swift, server):
    name = f"alerting-{swift.account.user}"
    swift.play(
        run_named(name),
        {"alert": {"title": "Low accuracy", "text": "it is *low*", "level": "WARN", "wait": 300}},
        {"alert": {"title": "Low accuracy", "text": "held back", "wait": 300}},
        {"alert": {"title": "ünï", "text": "x" * 5000, "level": "ERROR"}},
        {"alert": {"title": "plain", "text": ""}},
        FINISH,
    )
    assert alerts(server, name) == [
        ("Low accuracy", "it is *low*", "WARN", 300_000_000),
        ("ünï", "x" * 5000, "ERROR", 60_000_000),
        ("plain", "", "INFO", 60_000_000),
    ]


def test_a_run_that_announces_its_end_is_preempted(swift, account):
    process = swift.start([run_named("early"), LOG, {"preempting": True}, {"sleep": 300}])
    wait_until(
        lambda: (account.run("p", "early") or {}).get("state") == "preempting", "the announcement's arrival", process
    )
    process.kill()
    wait_until(lambda: account.run("p", "early")["state"] == "preempted", "the run's end", process)
    assert [user_keys(row) for row in account.history("p", "early")] == [{"_step": 0, "a": 1}]
    # It is started again, and goes on.
    seen = swift.play(run_named("early", resume="allow"), LOG, FINISH)[0]
    assert seen["starting_step"] == 1 and account.run("p", "early")["state"] == "finished"


def test_a_run_that_announces_its_end_and_finishes(swift, account):
    swift.play(run_named("announced"), LOG, {"preempting": True}, FINISH)
    assert account.run("p", "announced")["state"] == "finished"


# define_metric


def define(name: str, **how: object) -> dict:
    return {"define_metric": {"name": name, **how}}


def test_every_kind_of_summary(swift, account):
    kinds = ["min", "max", "mean", "best", "last", "none", "copy"]
    values = [3.0, -1.0, 2.0]
    swift.play(
        run_named("kinds"),
        *(define(kind, summary=[kind]) for kind in kinds),
        define("largest", summary=["best"], goal="maximize"),
        define("smallest", summary=["best"], goal="minimize"),
        define("all", summary=["min", "max", "mean", "last", "best"], goal="maximize"),
        define("nothing", summary=["none", "max"]),
        *({"log": {"values": dict.fromkeys([*kinds, "largest", "smallest", "all", "nothing", "undefined"], value)}}
          for value in values),
        FINISH,
    )  # fmt: skip
    mean = sum(values) / 3
    assert summary(account, "kinds") == {
        "_step": 2, "min": {"min": -1}, "max": {"max": 3}, "mean": {"mean": mean}, "best": {"best": -1},
        "last": {"last": 2}, "copy": 2, "largest": {"best": 3}, "smallest": {"best": -1},
        "all": {"min": -1, "max": 3, "mean": mean, "last": 2, "best": 3}, "undefined": 2,
    }  # fmt: skip


def test_globs(swift, account):
    swift.play(
        run_named("globs"),
        define("train/*", summary=["max"], step_metric="epoch"),
        define("train/loss", summary=["min"]),
        define("train/deep/*", summary=["mean"]),
        define("nested.*", summary=["max"]),
        define("*", summary=["last"]),
        {"log": {"values": {"epoch": 1, "other": 1}}},
        {"log": {"values": {"train/acc": 0.5, "train/loss": 2, "train/deep/x": 1, "nested": {"a": 1}}}},
        {"log": {"values": {"train/acc": 0.25, "train/loss": 3, "train/deep/x": 3, "nested": {"a": 0}}}},
        FINISH,
    )
    assert summary(account, "globs") == {
        "_step": 2, "epoch": {"last": 1}, "other": {"last": 1}, "train/acc": {"max": 0.5}, "train/loss": {"min": 2},
        "train/deep/x": {"mean": 2}, "nested": {"a": {"max": 1}},
    }  # fmt: skip
    # Rows of metrics that are drawn over the epoch get its latest value.
    assert [row.get("epoch") for row in account.history("p", "globs")] == [1, 1, 1]


def test_a_definition_is_added_to_or_overwritten(swift, account):
    swift.play(
        run_named("again"),
        define("added", summary=["min"]),
        define("added", summary=["max"]),
        define("replaced", summary=["min"]),
        define("replaced", summary=["max"], overwrite=True),
        {"log": {"values": {"added": 1, "replaced": 1}}},
        {"log": {"values": {"added": 3, "replaced": 3}}},
        FINISH,
    )
    assert summary(account, "again") == {"_step": 1, "added": {"min": 1, "max": 3}, "replaced": {"max": 3}}


# tags, names, notes


def test_tags_are_added_and_taken_away(swift, account):
    process = swift.start([
        run_named("tagged", tags=["a"]), {"tags": ["b", "c"]}, {"wait_for": str(swift.directory / "go")},
        {"tags": ["d"]}, {"name": "renamed"}, {"notes": "noted"}, {"describe": True}, FINISH,
    ])  # fmt: skip
    wait_until(lambda: (account.run("p", "tagged") or {}).get("tags") == ["a", "b", "c"], "the tags' arrival", process)
    (swift.directory / "go").touch()
    done = process.wait()
    assert done.code == 0, done.output
    run = account.run("p", "tagged")
    assert run["tags"] == ["a", "b", "c", "d"] == done.value[6]["tags"]
    assert run["displayName"] == "renamed" == done.value[6]["name"] and run["notes"] == "noted"


# save


def test_saved_files_follow_their_policy(swift, account, reader):
    folder = swift.directory / "work"
    folder.mkdir()
    policies = ("live", "now", "end")
    for policy in policies:
        (folder / f"{policy}.txt").write_text("first")
    go = swift.directory / "go"
    process = swift.start([
        run_named("saving"),
        *({"save": {"pattern": str(folder / f"{policy}.txt"), "base_path": str(folder), "policy": policy}}
          for policy in policies),
        {"wait_for": str(go)}, FINISH,
    ])  # fmt: skip
    path = f"{account.user}/p/saving"

    def contents() -> dict[str, str]:
        return reader.call(download_files, account, path=path, names=[f"{policy}.txt" for policy in policies])

    wait_until(lambda: account.run("p", "saving") is not None, "the run's start", process)
    wait_until(lambda: {"live.txt", "now.txt"} <= contents().keys(), "the first upload", process)
    assert contents() == {"live.txt": "first", "now.txt": "first"}
    for policy in policies:
        (folder / f"{policy}.txt").write_text("second, and longer")
    # What is live is uploaded again while the program runs.
    wait_until(lambda: contents().get("live.txt") == "second, and longer", "the second upload", process)
    assert contents() == {"live.txt": "second, and longer", "now.txt": "first"}
    go.touch()
    done = process.wait()
    assert done.code == 0, done.output
    assert contents() == {"live.txt": "second, and longer", "now.txt": "first", "end.txt": "second, and longer"}


def test_save_answers_where_the_files_are(swift, account, reader):
    work = swift.directory / "work"
    (work / "models/deep").mkdir(parents=True)
    for name in ("models/a.bin", "models/b.bin", "models/deep/c.bin", "other.bin"):
        (work / name).write_text(name)
    seen = swift.play(
        run_named("places"), {"save": {"pattern": "models/*.bin"}},
        {"save": {"pattern": str(work / "models/deep/c.bin")}}, {"save": {"pattern": "nothing*"}}, FINISH, cwd=work,
    )  # fmt: skip
    files = seen[0]["dir"]
    assert seen[1] == [f"{files}/models/a.bin", f"{files}/models/b.bin"]
    assert seen[2] == [f"{files}/deep/c.bin"] and seen[3] == []
    names = reader.call(list_files, account, path=f"{account.user}/p/places")
    assert {"models/a.bin", "models/b.bin", "deep/c.bin"} <= names.keys() and "other.bin" not in names


# log


def test_tasks_and_threads_log_at_once(swift, account):
    tasks, threads, rows = 4, 4, 2000
    swift.play(run_named("crowd"), {"log_at_once": {"tasks": tasks, "threads": threads, "rows": rows}}, FINISH)
    history = account.history("p", "crowd")
    assert [row["_step"] for row in history] == list(range((tasks + threads) * rows))
    of_writer: dict[int, list] = {}
    for row in history:
        of_writer.setdefault(row["writer"], []).append((row["row"], row["half"]))
    assert of_writer.keys() == set(range(tasks + threads))
    assert all(written == [(row, row / 2) for row in range(rows)] for written in of_writer.values())
    assert account.run("p", "crowd")["historyLineCount"] == (tasks + threads) * rows


def test_files_of_text(swift, account, reader):
    """The official client has no such kind; nothing draws it, but the file is there with the step."""
    (swift.directory / "notes.md").write_text("# Notes")
    text = {"$file": {"text": "hello ünï", "format": "txt"}}
    named = {"$file": {"path": str(swift.directory / "notes.md")}}
    swift.play(run_named("text"), {"log": {"values": {"note": text, "named": named}}}, FINISH)
    (row,) = account.history("p", "text")
    contents = reader.call(download_files, account, path=f"{account.user}/p/text")
    for key, content in (("note", "hello ünï"), ("named", "# Notes")):
        assert row[key]["_type"] == "file" and row[key]["path"].startswith("media/files/")
        assert contents[row[key]["path"]].encode("latin-1").decode() == content
        assert row[key]["size"] == len(content.encode())


# monitor_gym


def test_a_video_completes_its_row(swift, account, tmp_path):
    from test_swift_arguments import mp4

    go = [swift.directory / f"go-{index}" for index in range(2)]
    process = swift.start([
        run_named("gym", monitor_gym=True), {"log": {"values": {"reward": 5}, "commit": False}},
        {"wait_for": str(go[0])}, {"log": {"values": {"reward": 7}}}, {"wait_for": str(go[1])}, FINISH,
    ])  # fmt: skip
    wait_until(lambda: process.value_file.exists(), "the run's start", process)
    videos = swift.directory / "videos"
    videos.mkdir()
    (videos / "rl-video-episode-0.mp4").write_bytes(mp4())
    # The episode's numbers were logged before, and the row reaches the server without another call.
    wait_until(lambda: (account.run("p", "gym") or {}).get("historyLineCount") == 1, "the first row", process)
    (row,) = account.history("p", "gym")
    assert row["reward"] == 5 and row["videos"]["_type"] == "video-file"
    go[0].touch()
    wait_until(lambda: account.run("p", "gym")["historyLineCount"] == 2, "the second row", process)
    (videos / "rl-video-episode-1.mp4").write_bytes(mp4() + b"\0\0\0\x08free")
    wait_until(lambda: account.run("p", "gym")["historyLineCount"] == 3, "the second video", process)
    go[1].touch()
    done = process.wait()
    assert done.code == 0, done.output
    rows = account.history("p", "gym")
    assert [row.get("reward") for row in rows] == [5, 7, None]
    assert ["videos" in row for row in rows] == [True, False, True]
