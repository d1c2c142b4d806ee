"""A `roost server` process on a data directory of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import threading
import time
from pathlib import Path
from typing import Iterator

import requests

from .account import Account
from .paths import BINARY

START_SECONDS = 30
STOP_SECONDS = 30


class Server:
    """One data directory and, while it runs, the server process on it.

    `restart` and `kill` keep the port, so that clients find the server again.
    """

    def __init__(self, directory: Path, *options: str, environment: dict[str, str] | None = None):
        self.directory = directory
        self.data = directory / "data"
        self.log = directory / "server.log"
        self.options = options
        self.environment = environment or {}
        self.port = 0
        self.base_url = ""
        self.sign_in_link: str | None = None
        self.admin: Account | None = None
        self.stdout: list[str] = []
        self.process: subprocess.Popen[str] | None = None
        self._accounts = 0
        directory.mkdir(parents=True, exist_ok=True)

    # Life of the process.

    def start(self) -> Server:
        self.stdout = []
        self.process = subprocess.Popen(
            [BINARY, "server", "--host", "127.0.0.1", "--port", str(self.port), "--data", self.data, *self.options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=open(self.log, "ab"),
            env={**os.environ, **self.environment},
            text=True,
        )
        ready = threading.Event()
        process = self.process

        def read() -> None:
            for line in process.stdout:
                self.stdout.append(line.rstrip("\n"))
                if "WANDB_API_KEY" in line:
                    ready.set()
            ready.set()

        threading.Thread(target=read, daemon=True).start()
        if not ready.wait(START_SECONDS) or process.poll() is not None:
            raise AssertionError(f"the server did not start: {self.stdout}\n{self.tail_of_log()}")
        self._read_greeting()
        self.wait_until_ready()
        return self

    def _read_greeting(self) -> None:
        greeting = "\n".join(self.stdout)
        self.base_url = re.search(r"Roost is ready at (http\S+)", greeting).group(1).rstrip("/")
        self.port = int(self.base_url.rsplit(":", 1)[1])
        link = re.search(r"Sign in: (\S+)", greeting)
        self.sign_in_link = link.group(1) if link else None
        key = re.search(r"export WANDB_API_KEY=([A-Za-z0-9_-]+)\s*$", greeting, re.MULTILINE)
        if key and self.admin is None:
            self.admin = Account(self.base_url, "", key.group(1))

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(requests.ConnectionError):
                if requests.get(self.base_url + "/readyz", timeout=5).status_code == 200:
                    return
            time.sleep(0.02)
        raise AssertionError(f"the server is not ready after {START_SECONDS} s\n{self.tail_of_log()}")

    def stop(self) -> int:
        """Ends the server the polite way and returns its exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError(f"the server did not stop in {STOP_SECONDS} s\n{self.tail_of_log()}") from None
        return code

    def kill(self) -> None:
        """Ends the server with SIGKILL: nothing of it gets to run any more."""
        self.process.kill()
        self.process.wait()

    def restart(self) -> Server:
        self.stop()
        return self.start()

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tail_of_log(self, lines: int = 40) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""

    # Administration, the way a person does it.

    def cli(self, *arguments: str, input: str | None = None, check: bool = True) -> str:
        """Runs `roost …` on the data directory and returns what it printed."""
        done = subprocess.run(
            [BINARY, *arguments, "--data", self.data],
            input=input if input is not None else "",
            capture_output=True,
            text=True,
            timeout=60,
        )
        if check and done.returncode != 0:
            raise AssertionError(f"roost {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
        return done.stdout.strip()

    def cli_json(self, *arguments: str) -> object:
        return json.loads(self.cli(*arguments, "--json"))

    def add_user(self, name: str | None = None, admin: bool = False) -> Account:
        """A new user with one API key."""
        if name is None:
            self._accounts += 1
            name = f"user-{self._accounts}"
        self.cli("user", "add", name, *(["--admin"] if admin else []))
        key = self.cli("key", "add", "--user", name, "--name", "conformance", "--quiet")
        return Account(self.base_url, name, key)

    def add_team(self, name: str, admin: Account, **members: str) -> None:
        """A new team; `members` maps user names to roles."""
        self.cli("team", "add", name, "--admin", admin.user)
        for user, role in members.items():
            self.cli("team", "add-member", name, user, "--role", role)


@contextlib.contextmanager
def running_server(directory: Path, *options: str, **keywords: object) -> Iterator[Server]:
    server = Server(directory, *options, **keywords).start()
    try:
        yield server
    finally:
        if server.running():
            server.stop()
