"""The `roost` command in a folder of its own, as a person uses it at a shell."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .account import Account
from .client import clean_environment
from .paths import BINARY

COMMAND_SECONDS = 120


@dataclass
class Printed:
    """What a command printed, and its exit status."""

    code: int
    out: str
    err: str


class Command:
    """Runs `roost …` in `directory`; `account` is signed in by environment variables, None by nothing."""

    def __init__(self, directory: Path, account: Account | None):
        self.directory = directory
        self.account = account
        directory.mkdir(parents=True, exist_ok=True)
        self.environment = clean_environment(directory, account)
        self.home = Path(self.environment["HOME"])

    def start(self, *arguments: str, environment: dict[str, str] | None = None, **keywords: Any) -> subprocess.Popen:
        return subprocess.Popen(
            [BINARY, *map(str, arguments)],
            cwd=self.directory,
            env={**self.environment, **(environment or {})},
            **keywords,
        )

    def run(self, *arguments: str, input: str = "", environment: dict[str, str] | None = None) -> Printed:
        process = self.start(
            *arguments,
            environment=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        out, err = process.communicate(input, timeout=COMMAND_SECONDS)
        return Printed(process.returncode, out, err)

    def call(self, *arguments: str, **keywords: Any) -> str:
        """What a command that has to succeed printed."""
        printed = self.run(*arguments, **keywords)
        assert printed.code == 0, f"roost {' '.join(map(str, arguments))} ended with {printed.code}:\n{printed.err}"
        return printed.out

    def json(self, *arguments: str, **keywords: Any) -> Any:
        return json.loads(self.call(*arguments, "--json", **keywords))

    def settings(self) -> str:
        """The settings file of the folder."""
        path = self.directory / "wandb" / "settings"
        return path.read_text() if path.exists() else ""
