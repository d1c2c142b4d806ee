"""Official clients of several versions, each in an environment of its own, run as separate processes.

A test hands a *program* to a client: a module-level function which imports all that it needs, takes JSON-like
arguments and returns a JSON-like value. Its source is run in the client's environment.
"""

from __future__ import annotations

import atexit
import inspect
import json
import os
import shutil
import subprocess
import tempfile
import textwrap
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

from .account import Account
from .paths import environment_python

# One that differs little from its neighbours is left to ROOST_TEST_ALL=1.
VERSIONS = ("0.16.6", "0.18.0", "0.22.3", "0.31.0")
if os.environ.get("ROOST_TEST_ALL") != "1":
    VERSIONS = tuple(version for version in VERSIONS if version != "0.22.3")
CALL_SECONDS = 120

# Clients leave things in the system's temporary folder, and put sockets there whose paths must be short.
TEMPORARY = tempfile.mkdtemp(prefix="roost-")
atexit.register(shutil.rmtree, TEMPORARY, ignore_errors=True)

# Runs a program in a fresh process: arguments come from one file, the returned value goes to another. 0.16 tells its
# program the port of its background process before that listens there. On a busy machine the program may be the faster one,
# and would die before it has said a word to any server: it begins again, in the same process.
MAIN = """

if __name__ == "__main__":
    import json as _json, os as _os, sys as _sys
    with open(_os.environ["CONFORMANCE_ARGUMENTS"]) as _file:
        _arguments = _json.load(_file)
    try:
        _value = {name}(**_arguments)
    except Exception as _error:
        _begun = _os.environ.get("CONFORMANCE_BEGUN", "")
        if type(_error).__name__ != "ManagerConnectionRefusedError" or len(_begun) == 3:
            raise
        _os.environ["CONFORMANCE_BEGUN"] = _begun + "x"
        _os.environ.pop("WANDB_SERVICE", None)
        _sys.stdout.flush()
        _os.execv(_sys.executable, [_sys.executable, *_sys.argv])
    with open(_os.environ["CONFORMANCE_VALUE"], "w") as _file:
        _json.dump(_value, _file)
"""

# Runs programs one after another in one process, for reading.
LOOP = """
import json, sys, traceback
replies = sys.stdout
sys.stdout = sys.stderr
for line in sys.stdin:
    call = json.loads(line)
    try:
        scope = {}
        exec(compile(call["source"], "<program>", "exec"), scope)
        reply = {"value": scope[call["name"]](**call["arguments"])}
    except BaseException:
        reply = {"error": traceback.format_exc()}
    replies.write(json.dumps(reply) + "\\n")
    replies.flush()
"""


def version_number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def clean_environment(directory: Path, account: Account | None) -> dict[str, str]:
    """An environment without any trace of this machine's user, signed in as `account`."""
    home = directory / "home"
    home.mkdir(parents=True, exist_ok=True)
    environment = {
        "HOME": str(home),
        "NETRC": str(home / ".netrc"),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "TMPDIR": TEMPORARY,
        "MPLBACKEND": "agg",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "WANDB_ERROR_REPORTING": "false",
        "WANDB_DIR": str(directory),
    }
    if account is not None:
        environment["WANDB_BASE_URL"] = account.base_url
        if account.key:
            environment["WANDB_API_KEY"] = account.key
    return environment


@dataclass
class Done:
    """A client process that ended."""

    code: int
    output: str
    value: Any


@dataclass
class Process:
    """A client process that may still run."""

    process: subprocess.Popen
    log: Path
    value_file: Path

    def wait(self, seconds: float = CALL_SECONDS) -> Done:
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the client did not end in {seconds} s:\n{self.output()}") from None
        value = json.loads(self.value_file.read_text()) if self.value_file.exists() else None
        return Done(code, self.output(), value)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def output(self) -> str:
        return self.log.read_text(errors="replace")


@dataclass
class Client:
    """One version of the official client, working as one account in one directory."""

    version: str
    account: Account | None
    directory: Path
    environment: dict[str, str] = field(default_factory=dict)
    _calls: int = 0

    @property
    def python(self) -> Path:
        return environment_python(f"wandb-{self.version}")

    def at_least(self, version: str) -> bool:
        return version_number(self.version) >= version_number(version)

    def quiet_settings(self) -> dict[str, str]:
        """Environment that keeps the client from collecting what a test does not look at."""
        private = "WANDB_X_" if self.at_least("0.22.0") else "WANDB__"
        return {f"{private}DISABLE_STATS": "true", "WANDB_CONSOLE": "off", "WANDB_SILENT": "true"}

    def _environment(self, quiet: bool, extra: dict[str, str] | None) -> dict[str, str]:
        environment = clean_environment(self.directory, self.account)
        environment["PATH"] = f"{self.python.parent}:{environment['PATH']}"
        if quiet:
            environment.update(self.quiet_settings())
        environment.update(self.environment)
        environment.update(extra or {})
        return environment

    def start(
        self,
        program: Callable[..., Any],
        *,
        quiet: bool = True,
        environment: dict[str, str] | None = None,
        script: str | None = None,
        cwd: Path | None = None,
        **arguments: Any,
    ) -> Process:
        """Starts a program in a new process. `script` names the file that it is written to, below `cwd`."""
        self._calls += 1
        cwd = cwd or self.directory
        cwd.mkdir(parents=True, exist_ok=True)
        stem = f"{program.__name__}-{self._calls}"
        path = cwd / (script or f"{stem}.py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(inspect.getsource(program)) + MAIN.replace("{name}", program.__name__))
        arguments_file = self.directory / f"{stem}.arguments.json"
        arguments_file.write_text(json.dumps(arguments))
        value_file = self.directory / f"{stem}.value.json"
        log = self.directory / f"{stem}.log"
        with open(log, "wb") as output:
            process = subprocess.Popen(
                [self.python, path],
                cwd=cwd,
                env={
                    **self._environment(quiet, environment),
                    "CONFORMANCE_ARGUMENTS": str(arguments_file),
                    "CONFORMANCE_VALUE": str(value_file),
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return Process(process, log, value_file)

    def run(self, program: Callable[..., Any], *, seconds: float = CALL_SECONDS, **keywords: Any) -> Done:
        """Runs a program to its end, however it ends."""
        return self.start(program, **keywords).wait(seconds)

    def call(self, program: Callable[..., Any], **keywords: Any) -> Any:
        """Runs a program that has to succeed, and returns its value."""
        done = self.run(program, **keywords)
        assert done.code == 0, f"{program.__name__} with {self.version} ended with {done.code}:\n{done.output}"
        return done.value

    def command(self, *arguments: str, seconds: float = CALL_SECONDS, environment: dict[str, str] | None = None) -> Done:
        """Runs the `wandb` command."""
        done = subprocess.run(
            [self.python.parent / "wandb", *arguments],
            cwd=self.directory,
            env=self._environment(False, environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
        )
        return Done(done.returncode, done.stdout.decode(errors="replace"), None)


class Reader:
    """A process that stays and runs reading programs with `wandb.Api()`, so that reading back is cheap."""

    def __init__(self, version: str, directory: Path):
        self.version = version
        self.client = Client(version, None, directory)
        directory.mkdir(parents=True, exist_ok=True)
        self.log = directory / "reader.log"
        self._lock = threading.Lock()
        self._processes: dict[str, subprocess.Popen[str]] = {}

    def _start(self, account: Account) -> subprocess.Popen[str]:
        environment = self.client._environment(True, None)
        environment["WANDB_BASE_URL"] = account.base_url
        return subprocess.Popen(
            [self.client.python, "-c", LOOP],
            cwd=self.client.directory,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=open(self.log, "ab"),
            text=True,
            bufsize=1,
        )

    def call(self, program: Callable[..., Any], account: Account, **arguments: Any) -> Any:
        """Runs `program(api, **arguments)`, where `api` is a fresh `wandb.Api` of `account`."""
        source = textwrap.dedent(inspect.getsource(program)) + CALL_WITH_API.replace("{name}", program.__name__)
        call = {
            "source": source,
            "name": "_call_with_api",
            "arguments": {"base_url": account.base_url, "key": account.key, "arguments": arguments},
        }
        with self._lock:
            process = self._processes.get(account.base_url)
            if process is None or process.poll() is not None:
                process = self._processes[account.base_url] = self._start(account)
            process.stdin.write(json.dumps(call) + "\n")
            line = process.stdout.readline()
        if not line:
            raise AssertionError(f"the reader {self.version} died:\n{self.log.read_text()[-4000:]}")
        reply = json.loads(line)
        if "error" in reply:
            raise ReadError(f"{program.__name__} with {self.version}:\n{reply['error']}")
        return reply["value"]

    def close(self) -> None:
        for process in self._processes.values():
            process.stdin.close()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


class ReadError(AssertionError):
    """A reading program raised."""


CALL_WITH_API = """

def _call_with_api(base_url, key, arguments):
    import os
    import wandb
    os.environ["WANDB_BASE_URL"] = base_url
    os.environ["WANDB_API_KEY"] = key
    api = wandb.Api(overrides={"base_url": base_url}, api_key=key)
    return {name}(api, **arguments)
"""
