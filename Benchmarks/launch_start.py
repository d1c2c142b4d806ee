"""How long a queued item takes until its program runs: Roost's agent and the official one, both idle, same job, same server.

Measured from the moment at which the request that queues the item begins to the first line of the job's program.

    script/bench launch_start [ITEMS]
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "conformance"))

from harness.agent import Agent, Queue, make_job, notes, wait_until  # noqa: E402
from harness.client import Client  # noqa: E402
from harness.server import running_server  # noqa: E402

OFFICIAL = "0.31.0"
LIMIT_MILLISECONDS = 300


def measure(queue: Queue, job: str, directory: Path, count: int, pause: float) -> list[float]:
    """Milliseconds of each item."""
    found = []
    for number in range(count):
        path = directory / f"{queue.name}-{number}"
        time.sleep(pause)
        began = time.time()
        item = queue.add(job, notes=str(path))
        wait_until(lambda: len(notes(path)) == 2, "the program", 120)
        # An agent is idle again when it has told of the end.
        queue.wait(item, seconds=120)
        found.append((notes(path)[0]["at"] - began) * 1000)
    return found


def said(name: str, times: list[float]) -> str:
    return f"{name:24} median {statistics.median(times):7.0f} ms   fastest {min(times):7.0f}   slowest {max(times):7.0f}   of {len(times)}"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory(prefix="roost-bench-") as name, running_server(Path(name) / "server") as server:
        directory = Path(name)
        account = server.add_user("ada")
        job = make_job(Client(OFFICIAL, account, directory / "client"))

        ours = Queue(account, directory, "ours")
        agent = Agent(account, directory / "agent", "--queue", ours.name).start()
        # The first item makes the job's environment, which the others share.
        measure(ours, job, directory / "client", 1, 0)
        roost = measure(ours, job, directory, count, 0.5)
        agent.stop()

        theirs = Queue(account, directory, "theirs")
        client = Client(OFFICIAL, account, directory / "official")
        command = [client.python.parent / "wandb", "launch-agent", "-q", theirs.name, "-e", account.user, "-j", "2"]
        process = subprocess.Popen(
            command, cwd=client.directory, env=client._environment(False, {}), stdin=subprocess.DEVNULL,
            stdout=open(directory / "official.log", "wb"), stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            official = measure(theirs, job, directory, max(3, count // 4), 0.5)
        except AssertionError:
            print((directory / "official.log").read_text()[-3000:], file=sys.stderr)
            raise
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    print(said("roost launch-agent", roost))
    print(said(f"wandb launch-agent {OFFICIAL}", official))
    median, peer = statistics.median(roost), statistics.median(official)
    print(f"limit {LIMIT_MILLISECONDS} ms: {median / LIMIT_MILLISECONDS:.2f} of it; {peer / median:.0f} times sooner than the official agent")


if __name__ == "__main__":
    main()
