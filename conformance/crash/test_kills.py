"""SIGKILL of the server at random moments while clients log and upload.

Writers follow the protocol's retry rules and keep a model of what they were told is safe. After every restart, and
at the end, the server's data is compared with the model: nothing that was acknowledged is missing, nothing is there
twice, nothing is there that nobody sent.

`ROOST_KILLS` sets the number of kills (20), `ROOST_SEED` repeats a run.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import threading
import time
from dataclasses import dataclass, field

import pytest
import requests

from harness.account import CREATE_RUN_FILES, UPSERT_BUCKET, Account
from harness.client import Client
from harness.reading import same, user_keys

KILLS = int(os.environ.get("ROOST_KILLS", "20"))
SEED = int(os.environ.get("ROOST_SEED", "20240229"))
WRITERS = 6
CHECK_EVERY = 5

pytestmark = [pytest.mark.crash, pytest.mark.timeout(120 + 15 * KILLS)]


@dataclass
class Model:
    """What a writer sent, and how much of it the server said is safe."""

    rows: list[dict] = field(default_factory=list)
    acknowledged_rows: int = 0
    lines: list[str] = field(default_factory=list)
    acknowledged_lines: int = 0
    summaries: list[dict] = field(default_factory=list)
    acknowledged_summary: int = -1
    files: dict[str, list[bytes]] = field(default_factory=dict)
    acknowledged_files: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    acknowledged_name: int = -1


class Writer(threading.Thread):
    """Logs to one run over plain HTTP until told to stop; every request is repeated until it is answered."""

    def __init__(self, account: Account, number: int, stop: threading.Event):
        super().__init__(daemon=True)
        self.account = Account(account.base_url, account.user, account.key)
        self.random = random.Random(SEED * 1000 + number)
        self.run_name = f"writer-{number}"
        self.model = Model()
        self.lock = threading.Lock()
        self.stop = stop
        self.retries = 0
        self.failure: BaseException | None = None

    def repeat(self, action):
        """Repeats an action over lost connections and 5xx, as clients do."""
        for _ in range(2000):
            try:
                response = action()
                if response.status_code < 500:
                    assert response.status_code == 200, f"{response.status_code}: {response.text}"
                    return response
            except (requests.ConnectionError, requests.Timeout):
                pass
            self.retries += 1
            time.sleep(0.02 + 0.08 * self.random.random())
        raise AssertionError("the server did not come back")

    def run(self) -> None:
        try:
            self.upsert()
            while not self.stop.is_set():
                choice = self.random.random()
                if choice < 0.8:
                    self.log()
                elif choice < 0.9:
                    self.upload()
                else:
                    self.upsert()
        except BaseException as error:
            self.failure = error

    def upsert(self) -> None:
        model = self.model
        with self.lock:
            model.names.append(f"name {len(model.names)}")
        variables = {"name": self.run_name, "project": "crash", "displayName": model.names[-1]}
        if len(model.names) == 1:
            variables["config"] = '{"_wandb": {"value": {"t": {"5": "0.31.0"}}}, "lr": {"value": 0.1}}'
        response = self.repeat(lambda: self.account.post_graphql(UPSERT_BUCKET, variables, timeout=20))
        assert not response.json().get("errors"), response.text
        with self.lock:
            model.acknowledged_name = len(model.names) - 1

    def log(self) -> None:
        model = self.model
        start_row, start_line = len(model.rows), len(model.lines)
        count = self.random.choice((1, 3, 20, 200))
        rows = [
            {"_step": start_row + index, "v": self.random.random(), "s": f"{self.run_name}-{start_row + index}", "n": index}
            for index in range(count)
        ]
        lines = [f"2026-01-02T03:04:05.678901 line {start_line + index}" for index in range(self.random.randrange(3))]
        summary = {"rows": start_row + count, "_step": start_row + count - 1}
        with self.lock:
            model.rows += rows
            model.lines += lines
            model.summaries.append(summary)
        files = {
            "wandb-history.jsonl": {"offset": start_row, "content": [json.dumps(row) for row in rows]},
            "wandb-summary.json": {"offset": 0, "content": [json.dumps(summary)]},
        }
        if lines:
            files["output.log"] = {"offset": start_line, "content": lines}
        self.repeat(lambda: self.account.post_stream("crash", self.run_name, {"files": files}, timeout=20))
        with self.lock:
            model.acknowledged_rows = len(model.rows)
            model.acknowledged_lines = len(model.lines)
            model.acknowledged_summary = len(model.summaries) - 1

    def upload(self) -> None:
        model = self.model
        name = f"file-{self.random.randrange(4)}.bin"
        content = self.random.randbytes(self.random.choice((0, 10, 5000, 300_000)))
        with self.lock:
            model.files.setdefault(name, []).append(content)
            version = len(model.files[name]) - 1
        variables = {"entity": self.account.user, "project": "crash", "run": self.run_name, "files": [name]}

        def create_and_put():
            created = self.account.post_graphql(CREATE_RUN_FILES, variables, timeout=20)
            if created.status_code >= 500:
                return created
            url = created.json()["data"]["createRunFiles"]["files"][0]["uploadUrl"]
            put = requests.put(url, data=content, timeout=20)
            put.status_code = 200 if put.status_code in (201, 204) else put.status_code
            return put

        self.repeat(create_and_put)
        with self.lock:
            model.acknowledged_files[name] = version


def check(writer: Writer) -> None:
    """Compares the server's data with the model, while the writer goes on or after it ended."""
    account, model = writer.account, writer.model
    with writer.lock:
        safe_rows, safe_lines = model.acknowledged_rows, model.acknowledged_lines
        safe_summary, safe_name = model.acknowledged_summary, model.acknowledged_name
        safe_files = dict(model.acknowledged_files)
    if safe_name < 0:
        return
    run = account.run("crash", writer.run_name)
    history = account.history("crash", writer.run_name)
    console = [line["line"] for line in account.console("crash", writer.run_name)]
    files = {
        name: account.request("GET", f"/files/{account.user}/crash/{writer.run_name}/{name}").content for name in safe_files
    }
    with writer.lock:
        assert len(history) >= safe_rows, f"{writer.run_name}: {safe_rows - len(history)} acknowledged rows are gone"
        assert len(history) <= len(model.rows), f"{writer.run_name}: more rows than were sent"
        assert same(history, model.rows[: len(history)]), f"{writer.run_name}: rows differ"
        assert len(console) >= safe_lines, f"{writer.run_name}: {safe_lines - len(console)} acknowledged lines are gone"
        assert console == [line.split(" ", 1)[1] for line in model.lines[: len(console)]]
        summary = user_keys(json.loads(run["summaryMetrics"]))
        assert safe_summary < 0 or summary in model.summaries[safe_summary:], f"{writer.run_name}: summary {summary}"
        assert run["displayName"] in model.names[safe_name:]
        assert json.loads(run["config"])["lr"] == {"value": 0.1}
        for name, version in safe_files.items():
            assert files[name] in model.files[name][version:], f"{writer.run_name}/{name}: not what was acknowledged"


def train(run_id):
    import os
    import time

    import wandb

    run = wandb.init(project="crash", id=run_id)
    step = 0
    with open("weights.bin", "wb") as file:
        file.write(b"weights" * 100_000)
    run.save("weights.bin", policy="now")
    while not os.path.exists("stop"):
        run.log({"step": step, "square": step * step})
        step += 1
        time.sleep(0.02)
    run.finish()
    return step


def test_kills(own_server, tmp_path):
    dice = random.Random(SEED)
    server = own_server()
    account = server.add_user()
    stop = threading.Event()
    writers = [Writer(account, number, stop) for number in range(WRITERS)]
    client = Client("0.31.0", account, tmp_path / "client")
    client.directory.mkdir()
    training = client.start(train, run_id="real", environment={"WANDB_X_FILE_STREAM_TRANSMIT_INTERVAL": "0.3"})
    for writer in writers:
        writer.start()

    starts = []
    for kill in range(1, KILLS + 1):
        time.sleep(dice.choice((0.02, 0.2, 0.5, 1.0)) * (0.5 + dice.random()))
        server.kill()
        begun = time.monotonic()
        server.start()
        starts.append(time.monotonic() - begun)
        if kill % CHECK_EVERY == 0:
            for writer in writers:
                assert writer.failure is None, writer.failure
                check(writer)
    stop.set()
    (client.directory / "stop").touch()
    for writer in writers:
        writer.join(120)
        assert not writer.is_alive() and writer.failure is None, writer.failure
    done = training.wait(240)
    assert done.code == 0, done.output

    server.kill()
    server.start()
    for writer in writers:
        check(writer)
        assert len(account.history("crash", writer.run_name)) == len(writer.model.rows)
    rows = [user_keys(row) for row in account.history("crash", "real")]
    assert rows == [{"_step": step, "step": step, "square": step * step} for step in range(done.value)]
    weights = account.request("GET", f"/files/{account.user}/crash/real/weights.bin").content
    assert hashlib.sha256(weights).digest() == hashlib.sha256(b"weights" * 100_000).digest()
    print(
        f"seed {SEED}: {KILLS} kills, {sum(len(writer.model.rows) for writer in writers) + len(rows)} rows, "
        f"{sum(len(versions) for writer in writers for versions in writer.model.files.values())} uploads, "
        f"{sum(writer.retries for writer in writers)} repeated requests, slowest start {max(starts):.2f} s"
    )
