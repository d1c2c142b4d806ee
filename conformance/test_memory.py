"""The server's memory does not grow with what passes through it."""

import hashlib
from pathlib import Path

import requests

PIECE = bytes(range(256)) * 4096
PIECES = 256
FILE_GROWTH_BYTES = 96 << 20
EXPORT_GROWTH_BYTES = 256 << 20


class Peak:
    """The largest resident memory of a server since a moment, above what it had then."""

    def __init__(self, server):
        self.process = Path(f"/proc/{server.process.pid}")
        (self.process / "clear_refs").write_text("5")
        self.before = self._read("VmRSS")

    def _read(self, field: str) -> int:
        for line in (self.process / "status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name == field:
                return int(value.split()[0]) << 10
        raise AssertionError(f"no {field} in {self.process}/status")

    def assert_small(self, passed: int, limit: int) -> None:
        growth = self._read("VmHWM") - self.before
        assert growth < limit, f"{growth >> 20} MiB more for {passed >> 20} MiB"


class Sized:
    """A body whose length is known before it is there."""

    def __init__(self):
        self.left = PIECES

    def __len__(self):
        return PIECES * len(PIECE)

    def read(self, _=-1):
        self.left -= 1
        return PIECE if self.left >= 0 else b""


def chunks():
    for _ in range(PIECES):
        yield PIECE


def test_files_pass_through_in_pieces(own_server):
    """In with an announced length and without one, out whole."""
    server = own_server()
    account = server.add_user()
    account.upsert_run("r", "p")
    size, digest = PIECES * len(PIECE), hashlib.sha256(PIECE * PIECES).hexdigest()
    for name, body in {"sized": Sized(), "chunked": chunks()}.items():
        (address,) = account.upload_urls("p", "r", [name]).values()
        peak = Peak(server)
        assert requests.put(address, data=body, timeout=120).status_code == 200
        peak.assert_small(size, FILE_GROWTH_BYTES)

        peak, received, count = Peak(server), hashlib.sha256(), 0
        with account.request("GET", f"/files/{account.user}/p/r/{name}", stream=True) as answer:
            assert answer.status_code == 200
            for piece in answer.iter_content(1 << 20):
                received.update(piece)
                count += len(piece)
        assert (count, received.hexdigest()) == (size, digest)
        peak.assert_small(size, FILE_GROWTH_BYTES)


def test_exports_pass_through_in_pieces(own_server):
    server = own_server()
    account = server.add_user()
    account.upsert_run("r", "p")
    rows, batch, text = 300_000, 5_000, "x" * 1_500
    for start in range(0, rows, batch):
        lines = [f'{{"_step":{step},"text":"{step}{text}"}}' for step in range(start, start + batch)]
        account.stream("p", "r", history=(start, lines))
    for form in ("jsonl", "csv"):
        peak, size, last = Peak(server), 0, b""
        parameters = {"entity": account.user, "project": "p", "run": "r", "format": form}
        with account.request("GET", "/api/v1/export", params=parameters, stream=True) as answer:
            assert answer.status_code == 200
            for piece in answer.iter_content(1 << 20):
                size += len(piece)
                last = (last + piece)[-2_000:]
        assert size > rows * len(text) and f"{rows - 1}{text}".encode() in last, form
        peak.assert_small(size, EXPORT_GROWTH_BYTES)
