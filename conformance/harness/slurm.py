"""A real Slurm of one machine: munged, slurmctld and slurmd in a private folder, on ports of their own on 127.0.0.1."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Iterator

import pytest

START_SECONDS = 15
STOP_SECONDS = 15
PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "squeue", "scontrol", "scancel", "setpriv")

# Two nodes on one host, each with a slurmd of its own. `low` gives way to `high`: its jobs are requeued.
CONFIGURATION = """
ClusterName=roost
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={controller_port}
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmUser=slurm
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={directory}/munge/munge.socket
CryptoType=crypto/munge
StateSaveLocation={directory}/state
SlurmdSpoolDir={directory}/spool.%n
SlurmctldPidFile={directory}/state/slurmctld.pid
SlurmdPidFile={directory}/spool.%n.pid
SlurmctldLogFile={directory}/slurmctld.log
SlurmdLogFile={directory}/slurmd.%n.log
SwitchType=switch/none
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_interval=1,bf_interval=1
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
JobRequeue=1
MinJobAge={job_age}
KillWait=5
SlurmctldTimeout=10
SlurmdTimeout=10
InactiveLimit=0
ReturnToService=2
PropagateResourceLimits=NONE
GresTypes=gpu
SlurmdParameters=config_overrides
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port={first_port} CPUs=4 RealMemory=1000 Gres=gpu:2 State=UNKNOWN
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port={second_port} CPUs=4 RealMemory=1000 State=UNKNOWN
PartitionName=low Nodes=n1 Default=YES MaxTime=INFINITE State=UP PriorityTier=1 PreemptMode=REQUEUE
PartitionName=high Nodes=n1 MaxTime=INFINITE State=UP PriorityTier=10 PreemptMode=OFF
PartitionName=other Nodes=n2 MaxTime=INFINITE State=UP PriorityTier=1 PreemptMode=REQUEUE
"""


def missing() -> str | None:
    """Why a Slurm cannot be started here; None when it can."""
    if sys.platform != "linux":
        return "Slurm needs Linux"
    if os.geteuid() != 0:
        return "Slurm's daemons need root"
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    assert not absent, f"{', '.join(absent)} missing; script/bootstrap installs them"
    return None


class Slurm:
    """One cluster. `environment` leads the commands to it."""

    NODES = ("n1", "n2")

    def __init__(self, job_age: int = 300):
        self.directory = Path(tempfile.mkdtemp(prefix="roost-slurm-"))
        self.directory.chmod(0o755)
        self.processes: dict[str, subprocess.Popen] = {}
        ports = free_ports(3)
        self.configuration = self.directory / "slurm.conf"
        self.configuration.write_text(
            CONFIGURATION.format(
                directory=self.directory, job_age=job_age, controller_port=ports[0], first_port=ports[1],
                second_port=ports[2],
            )
        )  # fmt: skip
        (self.directory / "gres.conf").write_text("AutoDetect=off\nNodeName=n1 Name=gpu File=/dev/null\nNodeName=n1 Name=gpu File=/dev/zero\n")
        (self.directory / "cgroup.conf").write_text("CgroupAutomount=no\n")
        self.environment = {"SLURM_CONF": str(self.configuration)}

    def start(self) -> Slurm:
        munge = self.directory / "munge"
        munge.mkdir(mode=0o755)
        key = munge / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        for path in (munge, key):
            shutil.chown(path, "munge", "munge")
        state = self.directory / "state"
        state.mkdir(mode=0o755)
        shutil.chown(state, "slurm")
        for node in self.NODES:
            (self.directory / f"spool.{node}").mkdir(mode=0o755)
        log = self.directory / "slurmctld.log"
        log.touch()
        shutil.chown(log, "slurm")
        self.spawn(
            "munged", "setpriv", "--reuid=munge", "--regid=munge", "--clear-groups", "munged", "--foreground",
            f"--key-file={key}", f"--socket={munge}/munge.socket", f"--pid-file={munge}/munged.pid",
            f"--log-file={munge}/munged.log", f"--seed-file={munge}/munged.seed",
        )  # fmt: skip
        self.wait_until((munge / "munge.socket").exists, "munged")
        self.start_controller()
        for node in self.NODES:
            self.start_node(node)
        self.wait_until(lambda: self.node_states() == ["idle", "idle"], "the nodes")
        return self

    def start_controller(self) -> None:
        self.spawn("slurmctld", "slurmctld", "-D", "-f", self.configuration)
        self.wait_until(lambda: self.call("scontrol", "ping", check=False).find("is UP") >= 0, "slurmctld")

    def start_node(self, node: str) -> None:
        self.spawn(node, "slurmd", "-D", "-N", node, "-f", self.configuration)

    def end(self, name: str, number: int = signal.SIGKILL) -> None:
        """Ends one daemon: `slurmctld`, `n1`, `n2`."""
        process = self.processes.pop(name)
        process.send_signal(number)
        process.wait(STOP_SECONDS)

    def stop(self) -> None:
        with contextlib.suppress(Exception):
            self.call("scancel", "--signal=KILL", "--full", "--state=RUNNING", "--me", check=False)
            self.call("scancel", "--me", check=False)
            self.wait_until(lambda: not self.call("squeue", "-h").strip(), "the jobs' end", 5)
        for name in reversed(list(self.processes)):
            process = self.processes.pop(name)
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for pid in self.left_behind():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.directory, ignore_errors=True)

    def left_behind(self) -> list[int]:
        """Jobs and their keepers that the daemons did not end: their environment names this cluster."""
        mark = f"SLURM_CONF={self.configuration}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                words = (path / "environ").read_bytes().split(b"\0")
                if mark in words and b"SLURM_JOB_ID" in b"".join(words):
                    found.append(int(path.name))
        return found

    # What a person at the cluster does.

    def call(self, *words: object, check: bool = True) -> str:
        done = subprocess.run(
            [str(word) for word in words], env={**os.environ, **self.environment}, capture_output=True, text=True,
            timeout=30,
        )  # fmt: skip
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(map(str, words))} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def jobs(self) -> dict[str, dict[str, str]]:
        """Every job that the controller knows, by its name."""
        found = {}
        for line in self.call("scontrol", "--oneliner", "show", "job", check=False).splitlines():
            fields = dict(word.split("=", 1) for word in line.split() if "=" in word)
            if "JobName" in fields:
                found[fields["JobName"]] = fields
        return found

    def node_states(self) -> list[str]:
        listing = self.call("sinfo", "-h", "-N", "-o", "%N %t", check=False)
        return [line.split()[1] for line in sorted(set(listing.splitlines()))]

    # Helpers.

    def spawn(self, name: str, *words: object) -> None:
        with open(self.directory / f"{name}.output", "ab") as output:
            self.processes[name] = subprocess.Popen(
                [str(word) for word in words], stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env={**os.environ, **self.environment}, start_new_session=True,
            )  # fmt: skip

    def wait_until(self, condition, what: str, seconds: float = START_SECONDS) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not come in {seconds} s\n{self.logs()}"
            time.sleep(0.05)

    def logs(self) -> str:
        files = [*self.directory.glob("*.output"), *self.directory.glob("*.log"), *self.directory.glob("munge/*.log")]
        return "\n".join(f"{path.name}:\n{path.read_text(errors='replace')[-3000:]}" for path in files)


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextlib.contextmanager
def running_slurm(**options: int) -> Iterator[Slurm]:
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    slurm = Slurm(**options)
    try:
        yield slurm.start()
    finally:
        slurm.stop()
