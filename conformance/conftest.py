"""Fixtures that every conformance test shares."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Callable, Iterator

import pytest

from harness.account import Account
from harness.client import VERSIONS, Client, Reader
from harness.paths import BINARY, environment_python
from harness.place import CLIENTS, Place
from harness.podman import Podman, real_podman
from harness.server import Server, running_server
from harness.slurm import Slurm, running_slurm
from harness.swift import Swift

# What takes its time is left to ROOST_TEST_ALL=1: of launching, what the other files try in less; of the web UI, the pages
# besides the workspace and the run.
if os.environ.get("ROOST_TEST_ALL") != "1":
    collect_ignore = [
        "ui/pages", "ui/panels", "ui/runs", "ui/test_benchmark.py", "crash/test_launch_kills.py", "test_demo_launch.py", "test_jobs.py",
        "test_launch_add.py", "test_launch_agent.py", "test_launch_call.py", "test_launch_container.py", "test_launch_docker.py",
        "test_launch_environments.py", "test_launch_official.py", "test_launch_slurm.py", "test_launch_swift.py",
    ]  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    # What is started inherits whether interrupts are ignored, as they are in the background of a script.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not BINARY.exists():
        raise pytest.UsageError(f"{BINARY} is missing; script/build makes it")
    for version in VERSIONS:
        if not environment_python(f"wandb-{version}").exists():
            raise pytest.UsageError(f"the client {version} is missing; script/bootstrap installs it")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that all tests of this worker share; tests stay apart by having users of their own."""
    with running_server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers that belong to one test, with options of its choice."""
    servers: list[Server] = []

    def start(*options: str, **keywords: object) -> Server:
        server = Server(tmp_path / f"server-{len(servers)}", *options, **keywords).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        if server.running():
            server.stop()


@pytest.fixture
def account(server: Server) -> Account:
    """A new user of the shared server."""
    return server.add_user()


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """Every client version in turn."""
    return request.param


@pytest.fixture
def client(version: str, account: Account, tmp_path: Path) -> Client:
    """A client of every version in turn, signed in as the test's user."""
    return Client(version, account, tmp_path)


@pytest.fixture
def client_of(account: Account, tmp_path: Path) -> Callable[..., Client]:
    """Makes a client of one chosen version."""

    def make(version: str, account: Account = account, directory: str = "") -> Client:
        path = tmp_path / directory
        path.mkdir(parents=True, exist_ok=True)
        return Client(version, account, path)

    return make


@pytest.fixture(scope="session")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Reader]]:
    """A reader of every version."""
    directory = tmp_path_factory.mktemp("readers")
    made = {version: Reader(version, directory / version) for version in VERSIONS}
    yield made
    for reader in made.values():
        reader.close()


@pytest.fixture
def reader(readers: dict[str, Reader]) -> Reader:
    """The newest reader."""
    return readers[VERSIONS[-1]]


@pytest.fixture(scope="session")
def slurm() -> Iterator[Slurm]:
    """A Slurm of this worker; tests stay apart by the names of their jobs."""
    with running_slurm() as slurm:
        yield slurm


@pytest.fixture
def own_slurm() -> Iterator[Slurm]:
    """A Slurm that a test may break. It forgets ended jobs after two seconds."""
    with running_slurm(job_age=2) as slurm:
        yield slurm


@pytest.fixture(scope="session")
def podman() -> Podman:
    """A podman with base images that need no registry."""
    return real_podman()


@pytest.fixture(params=CLIENTS)
def place(request, client_of, account, tmp_path) -> Place:
    """A machine with one of the clients that make jobs."""
    return Place(client_of(request.param), account, tmp_path)


@pytest.fixture
def new_place(client_of, account, tmp_path) -> Place:
    """A machine with the newest client."""
    return Place(client_of(CLIENTS[-1]), account, tmp_path)


@pytest.fixture
def swift(new_place) -> Swift:
    """Swift's SDK on that machine."""
    return Swift(new_place.account, new_place.directory, environment=new_place.environment)
