"""What launched jobs run in: packages that are installed, Swift packages that are built, images."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
import zipfile
from pathlib import Path

from harness.place import PROJECT, folder_with, wait_for


# Environments.


def test_packages_are_installed_once(new_place):
    folder = folder_with(
        new_place,
        "import os, sys, importlib.metadata\nimport roosttrial\n"
        "open(os.environ['SEEN'], 'w').write(sys.prefix + ' ' + roosttrial.value)\n",
    )
    wheels = new_place.directory / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "roosttrial-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("roosttrial.py", "value = 'installed'\n")
        wheel.writestr("roosttrial-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: roosttrial\nVersion: 1.0\n")
        about = "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr("roosttrial-1.0.dist-info/WHEEL", about)
        wheel.writestr("roosttrial-1.0.dist-info/RECORD", "")
    (folder / "requirements.txt").write_text("roosttrial==1.0\nnot-to-be-found==9\n")
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "UV_NO_INDEX": "1", "UV_FIND_LINKS": str(wheels)}
    printed = new_place.launch("-r", "local-process", "-u", str(folder), environment=offline)
    assert printed.code == 0, printed.err
    assert "the package 'not-to-be-found==9' cannot be installed" in printed.err
    prefix, value = new_place.seen.read_text().split()
    assert value == "installed" and prefix.startswith(str(new_place.directory / "cache" / "environments"))
    made = Path(prefix).stat().st_mtime_ns
    shutil.rmtree(wheels)
    assert new_place.launch("-r", "local-process", "-u", str(folder), environment=offline).code == 0
    assert new_place.seen.read_text() == f"{prefix} installed" and Path(prefix).stat().st_mtime_ns == made


def test_a_swift_package_is_built_once(new_place):
    folder = new_place.directory / "package"
    (folder / "Sources" / "train").mkdir(parents=True)
    (folder / "Package.swift").write_text(
        "// swift-tools-version: 6.0\nimport PackageDescription\n"
        'let package = Package(name: "train", targets: [.executableTarget(name: "train")])\n'
    )
    (folder / "Sources" / "train" / "main.swift").write_text(
        "import Glibc\nlet path = String(cString: getenv(\"SEEN\"))\nlet file = fopen(path, \"w\")\n"
        'fputs(CommandLine.arguments.joined(separator: "|"), file)\nfclose(file)\n'
    )
    spec = json.dumps({"overrides": {"args": ["--x", "${args}"], "run_config": {"lr": 1}}})
    printed = new_place.launch("-r", "local-process", "-u", str(folder), "-c", spec)
    assert printed.code == 0, printed.err
    program, *arguments = new_place.seen.read_text().split("|")
    assert arguments == ["--x", "--lr=1"] and program.startswith(str(new_place.directory / "cache" / "swift"))
    made = Path(program).stat().st_mtime_ns
    assert new_place.launch("-r", "local-process", "-u", str(folder), "-c", spec).code == 0
    assert Path(program).stat().st_mtime_ns == made


# Containers.


def test_an_image_runs_with_the_config(new_place, podman):
    environment = {**podman.environment, "ROOST_CONTAINER_ENGINE": "podman"}
    spec = {"overrides": {"run_config": {"lr": 3}, "entry_point": ["sh", "-c"], "args": ["echo $WANDB_CONFIG; exit 4"]}}
    printed = new_place.launch(
        "-d", podman.BUSYBOX, "-c", json.dumps(spec), "--run-id", "image1",
        "-R", '{"memory": "64m", "env": {"X": "1"}}',
        environment=environment,
    )  # fmt: skip
    assert printed.code == 4 and '{"lr":3}' in printed.out, printed.out + printed.err
    assert podman.containers("name=roost-image1") == []


def test_a_job_becomes_an_image_once(new_place, podman):
    job = new_place.track()
    environment = {**podman.environment, "ROOST_CONTAINER_ENGINE": "podman"}
    arguments = ["-j", job, "-B", podman.PYTHON, "-C", "lr=6"]
    first = new_place.launch(*arguments, "--run-id", "c1", environment=environment)
    assert first.code == 0, first.out + first.err
    run = new_place.account.run(PROJECT, "c1")
    assert run["state"] == "finished" and json.loads(run["summaryMetrics"])["loss"] == 12
    images = podman.call("image", "ls", "--format", "{{.Repository}}:{{.Tag}} {{.Id}}").split("\n")
    assert new_place.launch(*arguments, "--run-id", "c2", environment=environment).code == 0
    assert podman.call("image", "ls", "--format", "{{.Repository}}:{{.Tag}} {{.Id}}").split("\n") == images


def test_an_interrupted_container_is_gone(new_place, podman):
    environment = {**new_place.environment, **podman.environment, "ROOST_CONTAINER_ENGINE": "podman"}
    spec = {"overrides": {"entry_point": ["sleep"], "args": ["500"]}, "run_id": "gone1"}
    process = new_place.command.start(
        "launch", "-d", podman.BUSYBOX, "-c", json.dumps(spec), "-R", '{"grace_seconds": 1}', environment=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_for(lambda: podman.containers("name=roost-gone1"))
    process.send_signal(signal.SIGINT)
    process.wait(30)
    wait_for(lambda: not podman.containers("name=roost-gone1"))


def test_no_key_is_on_a_command_line(new_place, podman):
    folder = folder_with(new_place, "import time\ntime.sleep(1)\n")
    environment = {**podman.environment, "ROOST_CONTAINER_ENGINE": "podman"}
    found, lines, done = [], set(), threading.Event()

    def watch() -> None:
        while not done.is_set():
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    line = path.read_bytes()
                except OSError:
                    continue
                lines.add(line.split(b"\0")[0])
                if new_place.account.key.encode() in line:
                    found.append(line)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        assert new_place.launch("-r", "local-process", "-u", str(folder)).code == 0
        spec = {"overrides": {"entry_point": ["sleep"], "args": ["1"]}}
        assert new_place.launch("-d", podman.BUSYBOX, "-c", json.dumps(spec), environment=environment).code == 0
    finally:
        done.set()
        watcher.join()
    assert not found and any(b"podman" in line for line in lines)
