"""Writes transaction logs (`run-ID.wandb`) by hand, record by record, so that a test knows every byte of them; reads
what a log holds."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Iterator

BLOCK = 32768
HEADER = 7


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def content(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data


def item(key: str, value: object) -> bytes:
    return content(1, content(2, key) + content(16, json.dumps(value)))


class TransactionLog:
    """A log that grows: every record is in the file when its method returns."""

    def __init__(self, directory: Path, run: str, offline: bool = True):
        name = f"{'offline-' if offline else ''}run-20260101_120000-{run}"
        self.directory = directory / "wandb" / name
        (self.directory / "files").mkdir(parents=True)
        self.path = self.directory / f"run-{run}.wandb"
        self.file = open(self.path, "xb", buffering=0)
        self.position = 0
        self.count = 0
        self._write(b":W&B" + struct.pack("<HB", 0xBEE1, 0))

    def _write(self, data: bytes) -> None:
        self.file.write(data)
        self.position += len(data)

    def record(self, field: int, body: bytes) -> int:
        """Appends a record and returns where it begins."""
        self.count += 1
        data = number(1, self.count) + content(field, body)
        start = self.position
        out = bytearray()
        first = True
        while True:
            room = BLOCK - (self.position + len(out)) % BLOCK
            if room < HEADER:
                out += bytes(room)
                room = BLOCK
            part, data = data[: room - HEADER], data[room - HEADER :]
            kind = (1 if first else 4) if not data else (2 if first else 3)
            out += struct.pack("<IHB", zlib.crc32(bytes([kind]) + part), len(part), kind) + part
            first = False
            if not data:
                break
        self._write(bytes(out))
        return start

    def run(self, run: str, project: str, **config: object) -> None:
        settings = b"".join(content(1, content(1, key) + content(16, json.dumps(value))) for key, value in config.items())
        self.record(
            17, content(1, run) + content(3, project) + content(4, settings) + content(13, "host")
            + content(17, number(1, 1767268800)) + content(19, content(5, "0.31.0")),
        )  # fmt: skip

    def history(self, step: int, **values: object) -> int:
        row = {"_step": step, "_runtime": step / 10, "_timestamp": 1767268800 + step / 10, **values}
        return self.record(2, b"".join(item(key, value) for key, value in row.items()) + content(2, number(1, step)))

    def console(self, text: str, error: bool = False) -> None:
        self.record(13, number(1, 0 if error else 1) + content(2, number(1, 1767268800)) + content(3, text))

    def stats(self, second: int, **values: float) -> None:
        items = b"".join(content(3, content(1, key) + content(16, json.dumps(value))) for key, value in values.items())
        self.record(7, content(2, number(1, 1767268800 + second)) + items)

    def save(self, name: str, text: str, policy: int = 0) -> None:
        path = self.directory / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.record(6, content(1, content(1, name) + (number(2, policy) if policy else b"")))

    def exit(self, code: int = 0) -> None:
        self.record(18, (number(1, code) if code else b"") + number(2, 5))
        self.close()

    def close(self) -> None:
        self.file.close()


def read_records(path: Path) -> Iterator[tuple[int, dict[int, list]]]:
    """The records of a log up to its end or to the first that is not whole: each as its kind, which is its field of the
    record, and its own fields."""
    data = path.read_bytes()
    position, record = len(b":W&B") + 3, b""
    while True:
        room = BLOCK - position % BLOCK
        if room < HEADER:
            position += room
            continue
        if position + HEADER > len(data):
            return
        checksum, length, kind = struct.unpack_from("<IHB", data, position)
        part = data[position + HEADER : position + HEADER + length]
        if len(part) < length:
            return
        assert checksum == zlib.crc32(bytes([kind]) + part), f"{path} is damaged at byte {position}"
        position += HEADER + length
        record = part if kind in (1, 2) else record + part
        if kind in (1, 4):
            ((field, (body,)),) = [(field, body) for field, body in fields(record).items() if field not in (1, 16, 19)]
            yield field, fields(body)


def fields(message: bytes) -> dict[int, list]:
    """The fields of a serialized message by their numbers, each with its values in their order."""
    found: dict[int, list] = {}
    position = 0

    def take() -> int:
        nonlocal position
        value, shift = 0, 0
        while True:
            byte = message[position]
            position += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while position < len(message):
        tag = take()
        if tag & 7 == 0:
            value: int | bytes = take()
        else:
            length = {1: 8, 5: 4}.get(tag & 7)
            length = take() if length is None else length
            value = message[position : position + length]
            position += length
        found.setdefault(tag >> 3, []).append(value)
    return found
