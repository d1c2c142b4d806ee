"""Jobs made of the official client's runs, folders and long jobs, launched by `roost launch`: real processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

from harness.place import PROGRAM, PROJECT, wait_for


def test_a_tracked_run_is_launched_with_another_config(place):
    job = place.track()
    seen = place.launched(
        "-j", job, "--name", "again", "-C", "lr=5", "-C", 'net={"depth": 3}', "--run-id", "second", "-p", "other"
    )
    assert seen["config"]["lr"] == 5 and seen["config"]["net"]["depth"] == 3
    assert seen["path"] == f"{place.account.user}/other/second" and seen["name"] == "again"
    environment = seen["environment"]
    assert environment["WANDB_LAUNCH"] == "True" and environment["WANDB_RUN_ID"] == "second"
    assert json.loads(environment["WANDB_CONFIG"]) == {"lr": 5, "net": {"depth": 3}}
    assert json.loads(environment["WANDB_ARTIFACTS"]) == {"_wandb_job": job}
    assert "WANDB_LAUNCH_QUEUE_NAME" not in environment
    run = place.account.run("other", "second")
    assert run["state"] == "finished" and run["displayName"] == "again"
    assert json.loads(run["summaryMetrics"])["loss"] == 10


def test_the_run_links_to_its_job(place, reader):
    def used(api, path):
        return [[artifact.type, artifact.name] for artifact in api.run(path).used_artifacts()]

    job = place.track()
    place.launched("-j", job, "--run-id", "second")
    path = f"{place.account.user}/{PROJECT}/second"
    assert reader.call(used, place.account, path=path) == [["job", "trained:v0"]]


def test_config_reaches_files_and_load_wandb_config(place):
    job = place.track(settings__json=json.dumps({"batch": 8, "optimizer": "sgd"}))
    spec = {"overrides": {"run_config": {"lr": 3}, "files": {"settings.json": {"batch": 64}}}}
    seen = place.launched("-j", job, "-c", json.dumps(spec))
    assert seen["settings"] == {"batch": 64, "optimizer": "sgd"}
    assert seen["load_wandb_config"] == {"lr": 3} and seen["config"]["lr"] == 3


def test_command_macros_and_arguments_are_words(new_place):
    job = new_place.track()
    arguments = ["${args}", "${args_no_hyphens}", "${run_id}", "$(touch hacked)", "; touch hacked", "a b", "${unknown}"]
    spec = {"overrides": {"args": arguments, "run_config": {"lr": 3, "deep": True}}}
    seen = new_place.launched("-j", job, "-c", json.dumps(spec), "--run-id", "words")
    assert seen["arguments"] == [
        "--lr=3", "--deep=true", "lr=3", "deep=true", "words", "$(touch hacked)", "; touch hacked", "a b", "${unknown}",
    ]  # fmt: skip
    assert not list(new_place.directory.rglob("hacked"))


def test_a_long_config_comes_in_pieces(new_place):
    job = new_place.track()
    text = "ä" * 40_000
    path = new_place.directory / "spec.json"
    path.write_text(json.dumps({"overrides": {"run_config": {"text": text}}}))
    seen = new_place.launched("-j", job, "-c", str(path))
    assert seen["config"]["text"] == text
    pieces = [seen["environment"][f"WANDB_CONFIG_{number}"] for number in range(8)]
    assert json.loads("".join(pieces)) == {"text": text} and max(map(len, pieces)) == 32_670


def test_a_failing_program_gives_its_exit_code_and_no_key(new_place):
    job = new_place.track()
    printed = new_place.launch("-r", "local-process", "-j", job, "-c", json.dumps({"overrides": {"args": ["--fail"]}}))
    assert printed.code == 7
    assert "the key is ********" in printed.out and new_place.account.key not in printed.out + printed.err
    for path in (new_place.directory / "wandb" / "launch").rglob("*.log"):
        assert new_place.account.key not in path.read_text()


def test_an_unknown_job_is_named(new_place):
    name = f"{new_place.account.user}/{PROJECT}/nothing:latest"
    printed = new_place.launch("-r", "local-process", "-j", name)
    assert printed.code == 66 and f"there is no job '{name}'" in printed.err


# Other sources.


def test_a_folder_runs_by_its_usual_program(new_place):
    folder = new_place.directory / "mine"
    folder.mkdir()
    (folder / "main.py").write_text(PROGRAM)
    seen = new_place.launched("-u", str(folder), "-p", "folders", "--run-id", "f1", "-C", "lr=2")
    assert seen["config"]["lr"] == 2 and new_place.account.run("folders", "f1")["state"] == "finished"


def test_nothing_is_left_of_a_cancelled_launch(new_place):
    folder = new_place.directory / "mine"
    folder.mkdir()
    (folder / "main.py").write_text(
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen(['sleep', '987'], start_new_session=True)\n"
        "open(os.environ['SEEN'], 'w').write(f'{os.getpid()} {child.pid}')\n"
        "time.sleep(987)\n"
    )
    process = new_place.command.start(
        "launch", "-u", str(folder), "-r", "local-process", environment=new_place.environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_for(lambda: new_place.seen.exists() and len(new_place.seen.read_text().split()) == 2)
    pids = [int(word) for word in new_place.seen.read_text().split()]
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == -signal.SIGINT
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def test_an_asynchronous_launch_goes_on_by_itself(new_place):
    folder = new_place.directory / "mine"
    folder.mkdir()
    (folder / "main.py").write_text(
        "import os, time\ntime.sleep(1)\nopen(os.environ['SEEN'], 'w').write('done')\n"
    )
    report = new_place.command.json(
        "launch", "-u", str(folder), "-r", "local-process", "--async", environment=new_place.environment
    )
    assert not new_place.seen.exists() and report["state"] in ("starting", "running")
    wait_for(lambda: new_place.seen.exists())
