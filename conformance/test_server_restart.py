"""The server is killed or restarted while clients log: they carry on, and nothing is missing or doubled."""

import contextlib
import subprocess
import threading
import time

import requests

from harness.client import VERSIONS, Client
from harness.paths import BINARY
from harness.reading import user_keys

ROWS = 300


def log_slowly(run_id, rows):
    import time

    import wandb

    run = wandb.init(project="restart", id=run_id)
    with open("state.txt", "w") as file:
        file.write("v" * 1000)
    run.save("state.txt", policy="now")
    for step in range(rows):
        run.log({"step": step, "half": step / 2})
        time.sleep(0.05)
    run.finish()


def test_killed_and_restarted_under_real_clients(own_server, tmp_path):
    server = own_server()
    account = server.add_user()
    running = {}
    for version in VERSIONS:
        client = Client(version, account, tmp_path / version)
        client.directory.mkdir()
        environment = {"WANDB_X_FILE_STREAM_TRANSMIT_INTERVAL": "0.5"} if client.at_least("0.22.0") else {}
        running[version] = client.start(log_slowly, run_id=version, rows=ROWS, environment=environment)
    deadline = time.monotonic() + 60
    while not all(account.run("restart", version) for version in VERSIONS) and time.monotonic() < deadline:
        time.sleep(0.2)
    for pause in (1, 2, 3):
        time.sleep(pause)
        server.kill()
        time.sleep(0.5)
        server.start()
    server.restart()
    for version, process in running.items():
        done = process.wait(150)
        assert done.code == 0, f"{version}: {done.output}"
    for version in VERSIONS:
        rows = [user_keys(row) for row in account.history("restart", version)]
        assert rows == [{"_step": step, "step": step, "half": step / 2} for step in range(ROWS)], version
        run = account.run("restart", version)
        assert run["state"] == "finished" and run["historyLineCount"] == ROWS
        content = account.request("GET", f"/files/{account.user}/restart/{version}/state.txt").content
        assert content == b"v" * 1000


def test_everything_survives_a_restart(own_server):
    server = own_server()
    account = server.add_user()
    server.add_team("lab", account)
    account.upsert_run("r1", "p", entity="lab", config={"a": {"b": 1}}, displayName="n", notes="o", tags=["t"])
    account.stream(
        "p", "r1", entity="lab", history=(0, [{"_step": step, "x": step / 3, "s": "t"} for step in range(5000)]),
        events=(0, [{"_runtime": 1, "system.cpu": 2}]), output=(0, ["2026-01-02T03:04:05.678901 a"]), summary={"x": 1},
    )  # fmt: skip
    account.upload("p", "r1", "dir/file.bin", b"content" * 1000, entity="lab")

    def everything():
        run = account.run("p", "r1", "lab")
        run.pop("heartbeatAt")  # signs of life are written down now and then
        return run, account.history("p", "r1", "lab"), account.console("p", "r1", "lab")

    before = everything()
    for end in (server.stop, server.kill):
        end()
        server.start()
        assert everything() == before
        assert account.request("GET", "/files/lab/p/r1/dir/file.bin").content == b"content" * 1000


def test_stop_is_graceful(own_server):
    """SIGTERM: exit code 0, and a request in flight is still answered."""
    server = own_server()
    account = server.add_user()
    account.upsert_run("r1", "p", config={})
    rows = [{"_step": step, **{f"k{key}": step * key for key in range(50)}} for step in range(4000)]
    answers = []

    def post():
        with contextlib.suppress(requests.ConnectionError):
            answers.append(account.stream("p", "r1", history=(0, rows)))

    thread = threading.Thread(target=post)
    thread.start()
    time.sleep(0.05)
    assert server.stop() == 0
    thread.join(30)
    server.start()
    if answers:
        assert len(account.history("p", "r1")) == 4000
    assert account.run("p", "r1")["historyLineCount"] in (0, 4000)


def test_second_server_on_the_same_data_is_refused(own_server):
    server = own_server()
    done = subprocess.run(
        [BINARY, "server", "--port", "0", "--data", server.data], capture_output=True, text=True, timeout=30
    )
    assert done.returncode != 0 and str(server.data) in done.stderr + done.stdout


def test_first_start_greets_with_a_key(own_server):
    server = own_server()
    assert server.admin and len(server.admin.key) == 40
    assert server.admin.graphql("{ viewer { username admin } }")["viewer"]["admin"] is True
    assert server.sign_in_link and server.sign_in_link.startswith(server.base_url + "/signin?token=")
    server.restart()
    assert server.admin.key not in "\n".join(server.stdout), "keys are kept as hashes, so a later start cannot show them"
    assert "WANDB_API_KEY=$(" in "\n".join(server.stdout)
