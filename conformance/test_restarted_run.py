"""A Swift program that died is started again at once, while what it had logged is still on its way."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from harness.client import Process
from harness.reading import user_keys
from harness.swift import Swift

WAIT_SECONDS = 40
ROWS = 30


@pytest.fixture
def swift(account, tmp_path) -> Swift:
    directory = tmp_path / "swift"
    directory.mkdir()
    return Swift(account, directory)


def begin(**arguments: object) -> dict:
    return {"run": {"project": "p", "id": "again", **arguments}}


def rows(start: int) -> list[dict]:
    return [{"log": {"values": {"i": row}}} for row in range(start, start + ROWS)]


def wait_until(condition, what: str, process: Process) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"{what} does not happen\n{process.output()}"
        time.sleep(0.02)


def uploader(process: Process) -> int | None:
    program = str(process.process.pid).encode()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"--writer-pid" in words and words[words.index(b"--writer-pid") + 1] == program:
            return int(path.name)
    return None


def is_up(account) -> bool:
    return account.run("p", "again") is not None and len(account.history("p", "again")) == ROWS


def die_with_rows_unsent(swift: Swift, account, stop: signal.Signals) -> int:
    """A program whose uploader gets `stop` after some rows, logs more, and is killed. Returns its uploader."""
    process = swift.start(
        [
            begin(), *rows(0), {"wait_for": "more"}, *rows(ROWS), {"write": {"path": "written", "text": ""}},
            {"sleep": 300},
        ]
    )  # fmt: skip
    wait_until(lambda: is_up(account), "the upload", process)
    found = uploader(process)
    assert found is not None
    os.kill(found, stop)
    (swift.directory / "more").touch()
    wait_until((swift.directory / "written").exists, "the second half", process)
    # The log is written within half a second.
    time.sleep(1)
    process.kill()
    assert len(account.history("p", "again")) == ROWS
    return found


def check(account, starts: int) -> None:
    history = [user_keys(row) for row in account.history("p", "again")]
    assert history == [{"_step": row, "i": row} for row in range(starts * ROWS)]
    run = account.run("p", "again")
    assert (run["state"], run["historyLineCount"]) == ("finished", starts * ROWS)


@pytest.mark.parametrize(
    "arguments", [{"resume": "allow"}, {"resume": "must"}, {"resume_from": f"again?_step={2 * ROWS - 1}"}]
)
def test_it_goes_on_behind_an_upload_that_is_under_way(swift, account, arguments):
    sender = die_with_rows_unsent(swift, account, signal.SIGSTOP)
    try:
        second = swift.start([begin(**arguments), *rows(2 * ROWS), {"finish": 0}])
        wait_until(lambda: "is uploaded first" in second.output(), "the wait for the upload", second)
    finally:
        os.kill(sender, signal.SIGCONT)
    done = second.wait(WAIT_SECONDS)
    assert done.code == 0, done.output
    check(account, 3)


def test_it_first_uploads_what_nobody_uploads_any_more(swift, account):
    die_with_rows_unsent(swift, account, signal.SIGKILL)
    swift.play(begin(resume="allow"), *rows(2 * ROWS), {"finish": 0})
    check(account, 3)


def test_it_does_not_start_beside_an_upload_that_stands_still(swift, account):
    sender = die_with_rows_unsent(swift, account, signal.SIGSTOP)
    try:
        error, message = swift.error(begin(resume="allow", settings={"init_timeout": 1}))
    finally:
        os.kill(sender, signal.SIGCONT)
    (directory,) = (path for path in swift.directory.glob("wandb/run-*-again") if not path.is_symlink())
    assert error == "CommError"
    assert message == (
        'id = "again": what the run\'s earlier start has logged is not all uploaded: '
        f"{directory}/run-again.wandb: another process syncs this run; wait for it to end. "
        f"Upload it with `roost sync {directory}`, then start again."
    )
    done = swift.sync(str(directory))
    while "another process" in done.output:
        done = swift.sync(str(directory))
    assert len(account.history("p", "again")) == 2 * ROWS


def test_another_writer_of_the_run_is_not_waited_for(swift, account):
    first = swift.start([begin(), *rows(0), {"wait_for": "more"}, {"finish": 0}])
    wait_until(lambda: is_up(account), "the upload", first)
    swift.play(begin(resume="allow"), *rows(ROWS), {"finish": 0})
    (swift.directory / "more").touch()
    assert first.wait(WAIT_SECONDS).code == 0
    assert len(account.history("p", "again")) == 2 * ROWS
