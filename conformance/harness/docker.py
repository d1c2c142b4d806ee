"""A real docker with a storage of its own, and a real registry, both of this machine alone."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Iterator

import requests

from .podman import Podman
from .slurm import free_ports

CALL_SECONDS = 120
START_SECONDS = 60
PROGRAMS = ("/usr/bin/docker", "/usr/sbin/dockerd", "/usr/bin/docker-registry")


def missing() -> str | None:
    """Why docker cannot be tried here; None when it can."""
    if os.geteuid() != 0:
        return "docker's daemon needs root"
    absent = [program for program in PROGRAMS if not Path(program).exists()]
    assert not absent, f"{', '.join(absent)} missing; ROOST_TEST_ALL=1 script/bootstrap installs them"
    return None


class Docker:
    """`environment` leads docker's command line to the daemon of the tests."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.environment = {
            "DOCKER_HOST": f"unix://{directory}/socket", "DOCKER_CONFIG": str(directory / "config"),
            "ROOST_CONTAINER_ENGINE": PROGRAMS[0],
        }  # fmt: skip

    def call(self, *words: object, check: bool = True, stdin=None) -> str:
        done = subprocess.run(
            [PROGRAMS[0], *map(str, words)], env={**os.environ, **self.environment}, capture_output=True, text=True,
            stdin=stdin, timeout=CALL_SECONDS,
        )  # fmt: skip
        assert not check or done.returncode == 0, f"docker {' '.join(map(str, words))}: {done.stderr}"
        return done.stdout

    def answers(self) -> bool:
        return bool(self.call("version", "--format", "{{.Server.Version}}", check=False).strip())

    def take(self, podman: Podman, image: str) -> None:
        """Takes over an image that the tests' podman has made."""
        with tempfile.NamedTemporaryFile(suffix=".tar", dir=self.directory) as file:
            podman.call("save", "--quiet", "--format", "docker-archive", "--output", file.name, image)
            self.call("load", "--quiet", "--input", file.name)

    def containers(self, name: str) -> list[str]:
        """The names of the containers, running or not, that contain `name`."""
        return self.call("ps", "--all", "--format", "{{.Names}}", f"--filter=name={name}").split()


@contextlib.contextmanager
def running_docker() -> Iterator[Docker]:
    # Sockets' paths must be short.
    directory = Path(tempfile.mkdtemp(prefix="roost-docker-"))
    log = open(directory / "log", "wb")
    # Jobs reach the server over this machine's own network, so nothing of its firewall is touched.
    daemon = subprocess.Popen(
        [
            PROGRAMS[1], "--data-root", directory / "data", "--exec-root", directory / "exec", "--pidfile",
            directory / "pid", "--host", f"unix://{directory}/socket", "--iptables=false", "--bridge=none",
            "--ip-forward=false",
        ],
        stdout=log, stderr=log,
    )  # fmt: skip
    try:
        docker = Docker(directory)
        wait(docker.answers, daemon, directory / "log")
        yield docker
    finally:
        daemon.terminate()
        daemon.wait(START_SECONDS)
        shutil.rmtree(directory, ignore_errors=True)


@contextlib.contextmanager
def running_registry() -> Iterator[str]:
    """The address of an empty registry, such as `127.0.0.1:5000`."""
    (port,) = free_ports(1)
    with tempfile.TemporaryDirectory(prefix="roost-registry-") as name:
        directory = Path(name)
        (directory / "config.yml").write_text(
            f"version: 0.1\nstorage: {{filesystem: {{rootdirectory: {directory}/data}}}}\n"
            f"http: {{addr: 127.0.0.1:{port}}}\n"
        )
        log = open(directory / "log", "wb")
        process = subprocess.Popen([PROGRAMS[2], "serve", directory / "config.yml"], stdout=log, stderr=log)
        try:
            wait(lambda: answers(f"http://127.0.0.1:{port}/v2/"), process, directory / "log")
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).status_code == 200
    except requests.ConnectionError:
        return False


def wait(condition, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        said = log.read_text(errors="replace")[-2000:]
        assert process.poll() is None, f"it ended: {said}"
        assert time.monotonic() < deadline, f"it does not answer: {said}"
        time.sleep(0.1)
