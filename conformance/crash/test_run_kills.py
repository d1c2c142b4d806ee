"""Programs that log with the Swift library lose their life, their uploader, their server or their network.

Each run is disturbed at one to three random moments, most of them while it logs, some while it starts or ends. Then
things are left to end by themselves, `roost sync` is asked to complete what is not up, and the server has to hold
exactly what the run's own log holds: no row, line or file is missing, none is there twice. The log in turn has to hold
all that the program was told is logged: everything when it ended by itself, and when it was killed everything but the
last moment. A program that was killed may be started again, resumes its run, and is disturbed further: after its first
upload has ended, or at once.

`ROOST_KILLS` sets the number of disturbances (10), `ROOST_SEED` repeats them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import random
import signal
import struct
import subprocess
import threading
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from harness.account import Account
from harness.client import Done, Process
from harness.command import Command
from harness.proxy import Proxy
from harness.reading import assert_same, user_keys
from harness.server import Server
from harness.swift import Swift
from harness.transaction_log import fields, read_records

KILLS = int(os.environ.get("ROOST_KILLS", "10"))
SEED = int(os.environ.get("ROOST_SEED", "20240229"))
KINDS = ("program", "uploader", "server", "network")
LANES = 2
# What was logged so long before the program was killed is in its log: the library promises half a second, the rest is
# for a machine with too much to do.
SAFE_SECONDS = 2.0
END_SECONDS = 90

# Kinds of records in a log.
HISTORY, SUMMARY, CONFIG, FILES, STATS, ARTIFACT, OUTPUT, RUN, EXIT = 2, 3, 5, 6, 7, 8, 13, 17, 18
GENERATED = {"config.yaml", "wandb-summary.json", "output.log", "wandb-metadata.json"}

STORED = """
query Stored($project: String!, $entity: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $name) {
      events(samples: 100000)
      files(first: 10000) { edges { node { name md5 } } }
      outputArtifacts(first: 10000) { edges { node { digest state versionIndex } } }
    }
  }
}
"""

pytestmark = [pytest.mark.crash, pytest.mark.timeout(120 + 20 * KILLS)]


# The disturbances.


def plan(dice: random.Random) -> list[list[str]]:
    """So many disturbances, of each kind as many as of the others, spread over runs. Of one start of a program there is
    one uploader to kill."""
    kinds = [KINDS[index % len(KINDS)] for index in range(KILLS)]
    dice.shuffle(kinds)
    runs: list[list[str]] = [[]]
    for kind in kinds:
        last = runs[-1]
        if len(last) == 3 or (last and dice.random() < 0.3) or (kind == "uploader" and "uploader" in starts(last)[-1]):
            runs.append([])
        runs[-1].append(kind)
    return runs


def starts(kinds: list[str]) -> list[list[str]]:
    """The disturbances of a run by the starts of its program: with its death one ends."""
    found: list[list[str]] = [[]]
    for kind in kinds:
        if found[-1] and found[-1][-1] == "program":
            found.append([])
        found[-1].append(kind)
    return found


class Lane(threading.Thread):
    """A server of its own with a network before it, and one run after another that is disturbed there."""

    def __init__(self, server: Server, work: list[tuple[int, list[str]]], directory: Path, image: Path):
        super().__init__(daemon=True)
        self.server = server
        self.account = server.add_user()
        self.proxy = Proxy(server.port)
        self.work = work
        self.directory = directory
        self.image = image
        self.log: list[str] = []
        self.count: Counter[str] = Counter()
        self.totals: Counter[str] = Counter()
        self.failure: BaseException | None = None
        self.place = ""

    def run(self) -> None:
        try:
            for number, kinds in self.work:
                Trial(self, number, kinds).run()
        except BaseException as error:
            self.failure = error
        finally:
            self.proxy.close()


@dataclass
class Trial:
    """One run, from its start to the comparison."""

    lane: Lane
    number: int
    kinds: list[str]
    dice: random.Random = field(init=False)
    log: RunLog | None = None
    # The run's folders and programs of its starts so far.
    folders: set[Path] = field(default_factory=set)
    programs: list[int] = field(default_factory=list)

    def run(self) -> None:
        self.dice = random.Random(SEED * 100_003 + self.number)
        self.directory = self.lane.directory / f"run-{self.number}"
        plays = starts(self.kinds)
        for start, kinds in enumerate(plays):
            self.play(start, kinds, goes_on=start + 1 < len(plays) and self.dice.random() < 0.6)

    def play(self, start: int, kinds: list[str], goes_on: bool) -> None:
        """One start of the program and what becomes of it. When the next start `goes_on` at once, nobody waits for this
        one's upload."""
        lane, dice = self.lane, self.dice
        folder = self.directory / f"start-{start}"
        self.stop, self.acknowledged = folder / "stop", folder / "acknowledged"
        is_alone = "uploader" not in kinds and dice.random() < 0.25
        self.ending, self.code = dice.choice((("finish", 0), ("finish", 3), ("exit", 0), ("exit", 4)))
        if is_alone:
            # A program that only exits gives its own upload no time to wait for a server.
            self.ending = "finish"
        is_early, is_late = dice.random() < 0.2, dice.random() < 0.35
        self.place = lane.place = f"run {self.number}.{start}"
        lane.log.append(f"{lane.place}: {kinds}, would end by {self.ending} {self.code}")
        lane.log[-1] += ", uploads by itself" * is_alone
        swift = Swift(Account(lane.proxy.url, lane.account.user, lane.account.key), self.directory)
        environment = {"WANDB_CONSOLE": "redirect", "WANDB_X_DISABLE_STATS": "false"}
        if is_alone:
            environment["ROOST_BIN"] = str(self.directory / "none")
        self.begun, self.killed_at = time.monotonic(), None
        # How many rows were acknowledged, and when this was seen.
        self.seen: list[tuple[float, int]] = []
        process = swift.start(
            [
                {"run": {"project": "crash", "id": f"run-{self.number}", "config": {"lr": 0.1},
                         "settings": {"stats_sampling_interval": 0.2}, **({"resume": "allow"} if start else {})}},
                {"train": {"stop": str(self.stop), "acknowledged": str(self.acknowledged), "image": str(lane.image),
                           "pause_ms": dice.choice((1, 4, 4))}},
                {self.ending: self.code},
            ],
            environment=environment, cwd=folder,
        )  # fmt: skip
        self.programs.append(process.process.pid)
        try:
            self.disturb(process, kinds, is_early, is_late)
            if goes_on:
                process.process.wait(END_SECONDS)
            else:
                self.end(process)
            self.check(swift, process, goes_on)
        except BaseException:
            # Nothing of a failed trial stays.
            if process.process.poll() is None:
                process.kill()
            for pid in self.uploaders():
                os.kill(pid, signal.SIGKILL)
            raise

    def disturb(self, process: Process, kinds: list[str], is_early: bool, is_late: bool) -> None:
        dice = self.dice
        for index, kind in enumerate(kinds):
            if not (is_early and index == 0):
                self.wait_until(lambda: self.rows() > 0 or process.process.poll() is not None, "the first row")
            if is_late and index == len(kinds) - 1:
                self.stop.touch()
                self.watch(dice.choice((0.01, 0.1, 0.3)) * dice.random())
            else:
                self.watch(dice.choice((0.02, 0.2, 0.5, 1.0)) * (0.5 + dice.random()))
            at = time.monotonic() - self.begun
            done = getattr(self, kind)(process)
            self.lane.count[kind if done else f"{kind} (had ended)"] += 1
            self.lane.log.append(f"  {kind} after {at:.2f} s{'' if done else ', which had ended'}")

    def program(self, process: Process) -> bool:
        # It is not waited for: a program whose parent does not ask for its end is dead all the same.
        if process.process.poll() is not None:
            return False
        os.kill(process.process.pid, signal.SIGKILL)
        self.killed_at = time.monotonic()
        return True

    def uploader(self, process: Process) -> bool:
        self.wait_until(lambda: uploaders(process.process.pid) or process.process.poll() is not None, "an uploader", 5)
        found = uploaders(process.process.pid)
        for pid in found:
            # The one is not noticed, the other asks for an end.
            os.kill(pid, self.dice.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
        return bool(found)

    def server(self, process: Process) -> bool:
        self.lane.server.kill()
        time.sleep(self.dice.choice((0, 0.1, 0.5)))
        self.lane.server.start()
        return True

    def network(self, process: Process) -> bool:
        dice, proxy = self.dice, self.lane.proxy
        seconds = dice.choice((0.1, 0.5, 1.5)) * (0.5 + dice.random())
        kind = dice.randrange(5)
        if kind == 0:
            proxy.drop()
        elif kind == 1:
            proxy.drop_after(dice.choice((10, 300, 3000, 30_000)))
        elif kind == 2:
            proxy.refuse(seconds)
        else:
            proxy.hang(seconds, drops=kind == 3)
        return True

    # The end.

    def end(self, process: Process) -> None:
        self.stop.touch()
        if self.killed_at is None:
            try:
                process.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                raise AssertionError(f"the program did not end:\n{process.output()[-3000:]}\n{self.notes()}") from None
        self.wait_until(lambda: not self.uploaders(), "the uploader's end", END_SECONDS)
        process.process.wait()

    def uploaders(self) -> list[int]:
        """Those of all starts."""
        return [uploader for program in self.programs for uploader in uploaders(program)]

    def watch(self, seconds: float) -> None:
        """Sleeps, and sees what is acknowledged meanwhile."""
        deadline = time.monotonic() + seconds
        while (now := time.monotonic()) < deadline:
            self.seen.append((now, self.rows()))
            time.sleep(min(0.05, deadline - now))

    def rows(self) -> int:
        """How many rows the program was told are logged."""
        return self.acknowledged.stat().st_size // 8 if self.acknowledged.exists() else 0

    def wait_until(self, condition, what: str, seconds: float = END_SECONDS) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not come:\n{self.notes()}"
            self.seen.append((time.monotonic(), self.rows()))
            time.sleep(0.02)

    def notes(self) -> str:
        """What the uploader has written down."""
        return "\n".join(path.read_text()[-3000:] for path in self.directory.glob("wandb/run-*/logs/debug-sync.log"))

    # The comparison.

    def check(self, swift: Swift, process: Process, goes_on: bool) -> None:
        if self.killed_at is None:
            assert process.process.returncode == (0 if self.ending == "finish" else self.code), process.output()[-3000:]
            seen = json.loads(process.value_file.read_text())
            assert not any(isinstance(value, dict) and "error" in value for value in seen), f"{seen}\n{self.notes()}"
        found = {path for path in self.directory.glob("wandb/run-*") if not path.is_symlink()} - self.folders
        self.folders |= found
        logs = [RunLog(directory, self.log) for directory in found]
        has_run = any(log.has_run for log in logs)
        if has_run:
            (self.log,) = logs
            self.check_log(self.log)
            self.lane.totals.update(
                starts=1, rows=len(self.log.rows), lines=len(self.log.lines), files=len(self.log.names),
                samples=len(self.log.stats), tables=len(self.log.artifacts), killed=self.killed_at is not None,
                resumed=self.log.first_row > 0, resumed_at_once=goes_on,
            )  # fmt: skip
        else:
            # Killed before anything was in the log.
            assert self.killed_at is not None and self.rows() == 0
        if goes_on or self.log is None:
            return
        log = self.log
        done = self.sync(swift, log.directory)
        assert done.code == 0, f"roost sync ended with {done.code}:\n{done.output}\n{self.notes()}"
        account = Account(self.lane.server.base_url, self.lane.account.user, self.lane.account.key)
        log.check_stored(account, has_ended=has_run)
        if self.dice.random() < 0.2:
            # All of it is sent once more when what was sent is forgotten, and nothing changes.
            for name in (".synced", ".progress"):
                Path(f"{log.path}{name}").unlink()
            self.sync(swift, log.directory)
            log.check_stored(account, has_ended=True)

    def sync(self, swift: Swift, run_directory: Path) -> Done:
        """`roost sync`, after others that are killed, over a network that fails once."""
        dice, proxy = self.dice, self.lane.proxy
        for _ in range(dice.choice((0, 0, 1, 2))):
            quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
            killed = Command(self.directory, swift.account).start("sync", str(run_directory), **quiet)
            time.sleep(0.2 * dice.random())
            killed.kill()
            killed.wait()
        if dice.random() < 0.3:
            proxy.drop_after(dice.choice((10, 1000, 10_000, 100_000)))
        done = swift.sync(str(run_directory))
        proxy.drop_after(1 << 62)
        return done

    def check_log(self, log: RunLog) -> None:
        """What the program was told is logged is in the log."""
        rows, lines = log.rows[log.first_row :], log.lines[log.first_line :]
        for index, row in enumerate(rows):
            told = {key: row[key] for key in ("_step", "i", "half", "text")}
            assert told == {"_step": log.first_row + index, "i": index, "half": index / 2, "text": f"row {index}"}
            assert ("picture" in row) == (index % 30 == 5) and ("table" in row) == (index % 150 == 9)
        acknowledged = self.rows()
        if self.killed_at is None or log.code is not None:
            assert len(rows) == acknowledged
            assert log.code == self.code
            assert sorted(lines) == sorted(program_lines(acknowledged))
        else:
            safe = max((rows for at, rows in self.seen if at < self.killed_at - SAFE_SECONDS), default=0)
            assert safe <= len(rows) <= acknowledged + 1
            # Each stream's lines are there from the first on.
            told = program_lines(acknowledged + 1)
            for is_error in (False, True):
                found = [line for line in lines if line.startswith("error") == is_error]
                expected = [line for line in told if line.startswith("error") == is_error]
                # The last one may be there in part.
                assert found[:-1] == expected[: max(0, len(found) - 1)]


def program_lines(rows: int) -> list[str]:
    """What the program prints for so many rows."""
    lines: list[str] = []
    for row in range(rows):
        lines += [f"line {row}"] * (row % 8 == 3) + [f"error {row}"] * (row % 32 == 7)
        if row % 40 == 1:
            # What was there before the carriage return is written over.
            text = f"at {row}..."
            lines.append(text + "progress"[len(text) :])
    return lines


def uploaders(program: int) -> list[int]:
    """The processes that upload what a program logs."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"--writer-pid" in words and words[words.index(b"--writer-pid") + 1] == str(program).encode():
            found.append(int(path.name))
    return found


class RunLog:
    """What a run's log and its files say of it, and the logs before it that it resumes."""

    def __init__(self, directory: Path, earlier: RunLog | None = None):
        self.directory = directory
        (self.path,) = directory.glob("*.wandb")
        self.run_id = self.path.stem.removeprefix("run-")
        self.has_run = False
        self.code: int | None = None
        self.earlier = earlier
        self.rows: list[dict] = list(earlier.rows) if earlier else []
        self.stats: list[dict] = list(earlier.stats) if earlier else []
        self.config: dict = dict(earlier.config) if earlier else {}
        self.summary: dict = dict(earlier.summary) if earlier else {}
        self.names: set[str] = set()
        self.artifacts: list[str] = list(earlier.artifacts) if earlier else []
        self.console = Lines(earlier.console.lines if earlier else [])
        self.first_row, self.first_line = len(self.rows), len(self.console.lines)
        for kind, record in read_records(self.path):
            if kind == RUN:
                self.has_run = True
                for change in record.get(4, []):
                    self.apply_config(fields(change))
            elif kind == HISTORY:
                row = dict(named_values(record[1]))
                self.rows.append(row)
                self.summary.update(row)
            elif kind == SUMMARY:
                self.summary.update(named_values(record.get(1, [])))
            elif kind == CONFIG:
                self.apply_config(record)
            elif kind == FILES:
                self.names |= {fields(file)[1][0].decode() for file in record[1]}
            elif kind == STATS:
                self.stats.append(dict(named_values(record.get(3, []))))
            elif kind == ARTIFACT:
                self.artifacts.append(record[6][0].decode())
            elif kind == OUTPUT:
                self.console.write(record[3][0].decode(), is_error=record.get(1, [0])[0] == 0)
            elif kind == EXIT:
                self.code = record.get(1, [0])[0]

    def apply_config(self, record: dict[int, list]) -> None:
        for key, value in named_values(record.get(1, [])):
            if key in ("lr", "progress"):
                self.config[key] = value

    @property
    def lines(self) -> list[str]:
        return [text for text, _ in self.console.lines]

    def check_stored(self, account: Account, has_ended: bool) -> None:
        """The server has this and nothing else. A later start may have begun, and not logged anything."""
        run = account.run("crash", self.run_id)
        # A program that was killed has failed.
        code = 1 if self.code is None else self.code
        assert (run["exitcode"], run["state"]) == (code, "failed" if code else "finished") or not has_ended
        assert_same(account.history("crash", self.run_id), self.rows, "rows")
        assert run["historyLineCount"] == len(self.rows)
        console = account.console("crash", self.run_id)
        assert_same(
            [(line["number"], line["line"], line["level"] == "error") for line in console],
            [(number, *line) for number, line in enumerate(self.console.lines)], "console",
        )  # fmt: skip
        assert run["logLineCount"] == len(self.console.lines)
        config = json.loads(run["config"])
        assert_same({key: item["value"] for key, item in config.items() if key != "_wandb"}, self.config, "config")
        summary = user_keys(json.loads(run["summaryMetrics"]))
        assert_same(summary, user_keys(self.summary), "summary")

        stored = account.graphql(STORED, project="crash", entity=account.user, name=self.run_id)["project"]["run"]
        events = [json.loads(row) for row in stored["events"]]
        events = [{key.removeprefix("system."): row[key] for key in row if key.startswith("system.")} for row in events]
        assert_same(events, self.stats, "system metrics")
        assert run["eventsLineCount"] == len(self.stats)
        artifacts = [edge["node"] for edge in stored["outputArtifacts"]["edges"]]
        assert sorted(artifact["digest"] for artifact in artifacts) == sorted(set(self.artifacts))
        assert {artifact["state"] for artifact in artifacts} <= {"COMMITTED"}
        assert sorted(artifact["versionIndex"] for artifact in artifacts) == list(range(len(artifacts)))
        self.check_files({edge["node"]["name"]: edge["node"]["md5"] for edge in stored["files"]["edges"]})
        output = account.request("GET", f"/files/{account.user}/crash/{self.run_id}/output.log")
        lines = self.lines[self.first_line :]
        assert output.text == "".join(line + "\n" for line in lines) or not lines

    def check_files(self, stored: dict[str, str]) -> None:
        local = self.files()
        assert stored.keys() == local.keys(), f"missing {local.keys() - stored}, unexpected {stored.keys() - local}"
        for name, digest in stored.items():
            content = local[name].read_bytes()
            assert digest == base64.b64encode(hashlib.md5(content).digest()).decode(), f"{name} has another content"

    def files(self) -> dict[str, Path]:
        """The files that are uploaded; of one that an earlier start has saved too, the newer."""
        found = self.earlier.files() if self.earlier else {}
        for name in GENERATED | self.names:
            path = self.directory / "files" / name
            if path.is_file():
                found[name] = path
        return found


class Lines:
    """What two streams show, with carriage returns: each line with whether it is an error's."""

    def __init__(self, earlier: list[tuple[str, bool]]) -> None:
        self.lines = list(earlier)
        # For each stream the number of its open line and the column in it.
        self.open: dict[bool, tuple[int | None, int]] = {False: (None, 0), True: (None, 0)}

    def write(self, text: str, is_error: bool) -> None:
        number, column = self.open[is_error]
        for character in text:
            if character == "\r":
                column = 0
                continue
            if number is None:
                number = len(self.lines)
                self.lines.append(("", is_error))
            if character == "\n":
                number, column = None, 0
                continue
            line = self.lines[number][0]
            self.lines[number] = (line[:column] + character + line[column + 1 :], is_error)
            column += 1
        self.open[is_error] = (number, column)


def named_values(items: list[bytes]) -> list[tuple[str, object]]:
    """The keys and values of a record's items."""
    parts = [fields(item) for item in items]
    return [((part.get(1) or part[2])[0].decode(), json.loads(part[16][0])) for part in parts]


@pytest.fixture
def image(tmp_path: Path) -> Path:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    path = tmp_path / "image.png"
    pixels = b"".join(b"\0" + bytes((x * y) % 256 for x in range(90)) for y in range(30))
    header = struct.pack(">IIBBBBB", 30, 30, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    )
    return path


def test_run_kills(own_server, tmp_path, image):
    print(f"seed {SEED}, {KILLS} disturbances")
    work = list(enumerate(plan(random.Random(SEED))))
    lanes = [Lane(own_server(), work[lane::LANES], tmp_path, image) for lane in range(LANES)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    for lane in lanes:
        print(*lane.log, sep="\n")
        if lane.failure is not None:
            print(f"in {lane.place}, seed {SEED}; the server says:\n{lane.server.tail_of_log()}")
            raise lane.failure
    counts = sum((lane.count for lane in lanes), Counter())
    totals = sum((lane.totals for lane in lanes), Counter())
    print(f"seed {SEED}: {dict(sorted(counts.items()))}; compared {dict(totals)}")
    assert sum(counts.values()) == KILLS
