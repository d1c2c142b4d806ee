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
import zlib
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
ROWS_OF_A_RUN = 5000

pytestmark = [pytest.mark.crash, pytest.mark.timeout(120 + 15 * KILLS)]


@dataclass
class Model:
    """What was sent of a run, and how much of it the server said is safe."""

    run: str
    rows: int = 0
    acknowledged_rows: int = 0
    lines: int = 0
    acknowledged_lines: int = 0
    summaries: list[dict] = field(default_factory=list)
    acknowledged_summary: int = -1
    files: dict[str, list[bytes]] = field(default_factory=dict)
    acknowledged_files: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    acknowledged_name: int = -1

    def row(self, index: int) -> dict:
        """A row follows from its number, so that a long test need not keep them."""
        mixed = zlib.crc32(f"{SEED} {self.run} {index}".encode())
        return {"_step": index, "v": mixed / 0xFFFFFFFF, "s": f"{self.run}-{index}", "n": mixed % 100}


class Writer(threading.Thread):
    """Logs to one run after another over plain HTTP until told to stop; repeats a request until it is answered."""

    def __init__(self, account: Account, number: int, stop: threading.Event):
        super().__init__(daemon=True)
        self.account = Account(account.base_url, account.user, account.key)
        self.random = random.Random(SEED * 1000 + number)
        self.models = [Model(f"writer-{number}-0")]
        self.name_prefix = f"writer-{number}"
        self.checked = 0
        self.lock = threading.Lock()
        self.stop = stop
        self.retries = 0
        self.failure: BaseException | None = None

    @property
    def model(self) -> Model:
        return self.models[-1]

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
                if self.model.rows >= ROWS_OF_A_RUN:
                    with self.lock:
                        self.models.append(Model(f"{self.name_prefix}-{len(self.models)}"))
                    self.upsert()
                time.sleep(0.02 * self.random.random())
        except BaseException as error:
            self.failure = error

    def upsert(self) -> None:
        model = self.model
        with self.lock:
            model.names.append(f"name {len(model.names)}")
        variables = {"name": model.run, "project": "crash", "displayName": model.names[-1]}
        if len(model.names) == 1:
            variables["config"] = '{"_wandb": {"value": {"t": {"5": "0.31.0"}}}, "lr": {"value": 0.1}}'
        response = self.repeat(lambda: self.account.post_graphql(UPSERT_BUCKET, variables, timeout=20))
        assert not response.json().get("errors"), response.text
        with self.lock:
            model.acknowledged_name = len(model.names) - 1

    def log(self) -> None:
        model = self.model
        start_row, start_line = model.rows, model.lines
        count = self.random.choice((1, 3, 20, 200))
        rows = [model.row(start_row + index) for index in range(count)]
        lines = [f"2026-01-02T03:04:05.678901 line {start_line + index}" for index in range(self.random.randrange(3))]
        summary = {"rows": start_row + count, "_step": start_row + count - 1}
        with self.lock:
            model.rows += len(rows)
            model.lines += len(lines)
            model.summaries.append(summary)
        files = {
            "wandb-history.jsonl": {"offset": start_row, "content": [json.dumps(row) for row in rows]},
            "wandb-summary.json": {"offset": 0, "content": [json.dumps(summary)]},
        }
        if lines:
            files["output.log"] = {"offset": start_line, "content": lines}
        self.repeat(lambda: self.account.post_stream("crash", model.run, {"files": files}, timeout=20))
        with self.lock:
            model.acknowledged_rows = model.rows
            model.acknowledged_lines = model.lines
            model.acknowledged_summary = len(model.summaries) - 1

    def upload(self) -> None:
        model = self.model
        name = f"file-{self.random.randrange(4)}.bin"
        content = self.random.randbytes(self.random.choice((0, 10, 5000, 300_000)))
        with self.lock:
            model.files.setdefault(name, []).append(content)
            version = len(model.files[name]) - 1
        variables = {"entity": self.account.user, "project": "crash", "run": model.run, "files": [name]}

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


def check(writer: Writer, models: list[Model]) -> None:
    """Compares the server's data with the models, while the writer goes on or after it ended."""
    for model in models:
        check_run(writer, model)


def check_run(writer: Writer, model: Model) -> None:
    account = writer.account
    with writer.lock:
        safe_rows, safe_lines = model.acknowledged_rows, model.acknowledged_lines
        safe_summary, safe_name = model.acknowledged_summary, model.acknowledged_name
        safe_files = dict(model.acknowledged_files)
    if safe_name < 0:
        return
    run = account.run("crash", model.run)
    history = account.history("crash", model.run)
    console = [line["line"] for line in account.console("crash", model.run)]
    files = {
        name: account.request("GET", f"/files/{account.user}/crash/{model.run}/{name}").content for name in safe_files
    }
    with writer.lock:
        assert len(history) >= safe_rows, f"{model.run}: {safe_rows - len(history)} acknowledged rows are gone"
        assert len(history) <= model.rows, f"{model.run}: more rows than were sent"
        assert same(history, [model.row(index) for index in range(len(history))]), f"{model.run}: rows differ"
        assert len(console) >= safe_lines, f"{model.run}: {safe_lines - len(console)} acknowledged lines are gone"
        assert len(console) <= model.lines, f"{model.run}: more lines than were sent"
        assert console == [f"line {index}" for index in range(len(console))]
        summary = user_keys(json.loads(run["summaryMetrics"]))
        assert safe_summary < 0 or summary in model.summaries[safe_summary:], f"{model.run}: summary {summary}"
        assert run["displayName"] in model.names[safe_name:]
        assert json.loads(run["config"])["lr"] == {"value": 0.1}
        for name, version in safe_files.items():
            assert files[name] in model.files[name][version:], f"{model.run}/{name}: not what was acknowledged"


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
                models = writer.models[writer.checked :]
                check(writer, models)
                writer.checked += len(models) - 1
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
        check(writer, writer.models)
        for model in writer.models:
            assert len(account.history("crash", model.run)) == model.rows
    rows = [user_keys(row) for row in account.history("crash", "real")]
    assert rows == [{"_step": step, "step": step, "square": step * step} for step in range(done.value)]
    weights = account.request("GET", f"/files/{account.user}/crash/real/weights.bin").content
    assert hashlib.sha256(weights).digest() == hashlib.sha256(b"weights" * 100_000).digest()
    models = [model for writer in writers for model in writer.models]
    print(
        f"seed {SEED}: {KILLS} kills, {sum(model.rows for model in models) + len(rows)} rows of {len(models)} runs, "
        f"{sum(len(versions) for model in models for versions in model.files.values())} uploads, "
        f"{sum(writer.retries for writer in writers)} repeated requests, slowest start {max(starts):.2f} s"
    )
