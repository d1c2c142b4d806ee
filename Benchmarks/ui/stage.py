"""Servers with data that is made once and kept for repeats."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

from harness.account import Account
from harness.server import Server

USER = "ada"
# After writing, the server merges what it took in; figures are taken when that is done.
SETTLE_SECONDS = 20


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@dataclass
class Stage:
    """Where the data lies, how often each figure is taken, and how large everything is."""

    directory: Path
    peers: Path
    repeats: int
    tiny: bool

    @contextlib.contextmanager
    def server(self, name: str, content: object, fill: Callable[[Account], None]) -> Iterator[Server]:
        """A running server with some content; it is filled unless it was filled with the same before."""
        home = self.directory / (f"{name}-tiny" if self.tiny else name)
        mark = home / "content.json"
        wanted = json.dumps(content, default=vars, sort_keys=True)
        if not mark.exists() or mark.read_text() != wanted:
            shutil.rmtree(home, ignore_errors=True)
            self._fill(Server(home), fill)
            mark.write_text(wanted)
        server = Server(home).start()
        try:
            yield server
        finally:
            server.stop()

    def _fill(self, server: Server, fill: Callable[[Account], None]) -> None:
        say(f"filling {server.directory}")
        began = time.monotonic()
        server.start()
        try:
            fill(server.add_user(USER))
            if not self.tiny:
                time.sleep(SETTLE_SECONDS)
        finally:
            server.stop()
        say(f"  filled in {time.monotonic() - began:.0f} s")


def link_of(server: Server) -> str:
    """An address that signs a browser in."""
    return server.base_url + server.cli("user", "link", USER).split()[-1]
