"""Jobs made of the official client's runs, launched by `roost launch` and by Swift's `launch(…)`: real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
import time
import zipfile
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.client import Client
from harness.command import Command
from harness.swift import Swift

# The clients that make jobs.
VERSIONS = ("0.18.0", "0.31.0")
PROJECT = "launched"

# Tracks itself when it is not launched; tells what it has seen.
PROGRAM = """
import json, os, sys
import wandb
from wandb.sdk import launch

seen = {"arguments": sys.argv[1:], "environment": {k: v for k, v in os.environ.items() if k.startswith("WANDB")}}
if os.path.exists("settings.json"):
    if "WANDB_LAUNCH" not in os.environ:
        wandb.init(project=os.environ["WANDB_PROJECT"], config={"lr": 0.1, "net": {"depth": 2, "kind": "mlp"}})
    else:
        seen["load_wandb_config"] = dict(launch.load_wandb_config())
        wandb.init(config={"lr": 0.1, "net": {"depth": 2, "kind": "mlp"}})
    launch.manage_config_file("settings.json")
    seen["settings"] = json.load(open("settings.json"))
else:
    wandb.init(project=os.environ.get("WANDB_PROJECT"), config={"lr": 0.1, "net": {"depth": 2, "kind": "mlp"}})
run = wandb.run
if "WANDB_LAUNCH" not in os.environ:
    run.log_code(".", include_fn=lambda path: path.endswith((".py", ".json")))
seen.update(config=dict(run.config), path=run.path, name=run.name)
run.log({"loss": run.config["lr"] * 2})
print("the key is", os.environ["WANDB_API_KEY"], flush=True)
run.finish()
with open(os.environ.get("SEEN", "seen.json"), "w") as file:
    json.dump(seen, file)
if "--fail" in sys.argv:
    sys.exit(7)
"""


class Place:
    """A person's machine: one client version's Python first in PATH, a folder, a key."""

    def __init__(self, client: Client, account, directory: Path):
        self.client, self.account, self.directory = client, account, directory
        self.command = Command(directory, account)
        self.seen = directory / "seen.json"
        self.environment = {
            "PATH": f"{client.python.parent}:{os.environ['PATH']}",
            "SEEN": str(self.seen),
            "ROOST_LAUNCH_CACHE": str(directory / "cache"),
            "WANDB_SILENT": "true",
            "WANDB_CONSOLE": "off",
        }

    def track(self, name: str = "trained", **files: str) -> str:
        """Runs the program with the official client; the job that the client makes of it."""
        code = self.directory / "code"
        code.mkdir(exist_ok=True)
        (code / "train.py").write_text(PROGRAM)
        for path, text in files.items():
            (code / path.replace("__", ".")).write_text(text)
        environment = {
            **self.client._environment(True, None),
            "WANDB_DISABLE_JOB_CREATION": "false",
            "WANDB_JOB_NAME": name,
            "WANDB_PROJECT": PROJECT,
            "SEEN": str(self.directory / "tracked.json"),
        }
        done = subprocess.run(
            [self.client.python, "train.py"], cwd=code, env=environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return f"{self.account.user}/{PROJECT}/{name}:latest"

    def launch(self, *arguments: str, environment: dict | None = None):
        self.seen.unlink(missing_ok=True)
        return self.command.run("launch", *arguments, environment={**self.environment, **(environment or {})})

    def launched(self, *arguments: str, **keywords) -> dict:
        """What the program saw, launched as a process without an error."""
        printed = self.launch("-r", "local-process", *arguments, **keywords)
        assert printed.code == 0, f"{printed.out}\n{printed.err}"
        return json.loads(self.seen.read_text())


@pytest.fixture(params=VERSIONS)
def place(request, client_of, account, tmp_path):
    return Place(client_of(request.param), account, tmp_path)


@pytest.fixture
def new_place(client_of, account, tmp_path):
    return Place(client_of("0.31.0"), account, tmp_path)


def wait_for(condition, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.05)


# Jobs that were tracked.


def test_a_tracked_run_is_launched_with_another_config(place):
    job = place.track()
    seen = place.launched(
        "-j", job, "--name", "again", "-C", "lr=5", "-C", 'net={"depth": 3}', "--run-id", "second", "-p", "other"
    )
    assert seen["config"]["lr"] == 5 and seen["config"]["net"]["depth"] == 3
    assert seen["path"] == f"{place.account.user}/other/second" and seen["name"] == "again"
    environment = seen["environment"]
    assert environment["WANDB_LAUNCH"] == "True" and environment["WANDB_RUN_ID"] == "second"
    assert json.loads(environment["WANDB_CONFIG"]) == {"lr": 5, "net": {"depth": 3}}
    assert json.loads(environment["WANDB_ARTIFACTS"]) == {"_wandb_job": job}
    assert "WANDB_LAUNCH_QUEUE_NAME" not in environment
    run = place.account.run("other", "second")
    assert run["state"] == "finished" and run["displayName"] == "again"
    assert json.loads(run["summaryMetrics"])["loss"] == 10


def test_the_run_links_to_its_job(place, reader):
    def used(api, path):
        return [[artifact.type, artifact.name] for artifact in api.run(path).used_artifacts()]

    job = place.track()
    place.launched("-j", job, "--run-id", "second")
    path = f"{place.account.user}/{PROJECT}/second"
    assert reader.call(used, place.account, path=path) == [["job", "trained:v0"]]


def test_config_reaches_files_and_load_wandb_config(place):
    job = place.track(settings__json=json.dumps({"batch": 8, "optimizer": "sgd"}))
    spec = {"overrides": {"run_config": {"lr": 3}, "files": {"settings.json": {"batch": 64}}}}
    seen = place.launched("-j", job, "-c", json.dumps(spec))
    assert seen["settings"] == {"batch": 64, "optimizer": "sgd"}
    assert seen["load_wandb_config"] == {"lr": 3} and seen["config"]["lr"] == 3


def test_command_macros_and_arguments_are_words(new_place):
    job = new_place.track()
    arguments = ["${args}", "${args_no_hyphens}", "${run_id}", "$(touch hacked)", "; touch hacked", "a b", "${unknown}"]
    spec = {"overrides": {"args": arguments, "run_config": {"lr": 3, "deep": True}}}
    seen = new_place.launched("-j", job, "-c", json.dumps(spec), "--run-id", "words")
    assert seen["arguments"] == [
        "--lr=3", "--deep=true", "lr=3", "deep=true", "words", "$(touch hacked)", "; touch hacked", "a b", "${unknown}",
    ]  # fmt: skip
    assert not list(new_place.directory.rglob("hacked"))


def test_a_long_config_comes_in_pieces(new_place):
    job = new_place.track()
    text = "ä" * 40_000
    path = new_place.directory / "spec.json"
    path.write_text(json.dumps({"overrides": {"run_config": {"text": text}}}))
    seen = new_place.launched("-j", job, "-c", str(path))
    assert seen["config"]["text"] == text
    pieces = [seen["environment"][f"WANDB_CONFIG_{number}"] for number in range(8)]
    assert json.loads("".join(pieces)) == {"text": text} and max(map(len, pieces)) == 32_670


def test_a_failing_program_gives_its_exit_code_and_no_key(new_place):
    job = new_place.track()
    printed = new_place.launch("-r", "local-process", "-j", job, "-c", json.dumps({"overrides": {"args": ["--fail"]}}))
    assert printed.code == 7
    assert "the key is ********" in printed.out and new_place.account.key not in printed.out + printed.err
    for path in (new_place.directory / "wandb" / "launch").rglob("*.log"):
        assert new_place.account.key not in path.read_text()


def test_an_unknown_job_is_named(new_place):
    name = f"{new_place.account.user}/{PROJECT}/nothing:latest"
    printed = new_place.launch("-r", "local-process", "-j", name)
    assert printed.code == 66 and f"there is no job '{name}'" in printed.err


# Other sources.


def test_a_folder_runs_by_its_usual_program(new_place):
    folder = new_place.directory / "mine"
    folder.mkdir()
    (folder / "main.py").write_text(PROGRAM)
    seen = new_place.launched("-u", str(folder), "-p", "folders", "--run-id", "f1", "-C", "lr=2")
    assert seen["config"]["lr"] == 2 and new_place.account.run("folders", "f1")["state"] == "finished"


def test_nothing_is_left_of_a_cancelled_launch(new_place):
    folder = new_place.directory / "mine"
    folder.mkdir()
    (folder / "main.py").write_text(
        "import os, subprocess, sys, time\n"
        "child = subprocess.Popen(['sleep', '987'], start_new_session=True)\n"
        "open(os.environ['SEEN'], 'w').write(f'{os.getpid()} {child.pid}')\n"
        "time.sleep(987)\n"
    )
    process = new_place.command.start(
        "launch", "-u", str(folder), "-r", "local-process", environment=new_place.environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_for(lambda: new_place.seen.exists() and len(new_place.seen.read_text().split()) == 2)
    pids = [int(word) for word in new_place.seen.read_text().split()]
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == -signal.SIGINT
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))


def test_an_asynchronous_launch_goes_on_by_itself(new_place):
    folder = new_place.directory / "mine"
    folder.mkdir()
    (folder / "main.py").write_text(
        "import os, time\ntime.sleep(1)\nopen(os.environ['SEEN'], 'w').write('done')\n"
    )
    report = new_place.command.json(
        "launch", "-u", str(folder), "-r", "local-process", "--async", environment=new_place.environment
    )
    assert not new_place.seen.exists() and report["state"] in ("starting", "running")
    wait_for(lambda: new_place.seen.exists())




# Swift's launch(…), argument by argument.


@pytest.fixture
def swift(new_place):
    return Swift(new_place.account, new_place.directory, environment=new_place.environment)


def folder_with(place: Place, text: str = PROGRAM, name: str = "mine") -> Path:
    folder = place.directory / name
    folder.mkdir(exist_ok=True)
    (folder / "main.py").write_text(text)
    return folder


def test_every_argument_of_swift_launch_has_its_effect(swift, new_place):
    job = new_place.track()
    (seen,) = swift.play({
        "launch": {
            "job": job, "name": "named", "resource": "local-process", "project": "elsewhere", "run_id": "chosen",
            "entity": new_place.account.user, "entry_point": ["python", "-u", "train.py", "--from-entry-point"],
            "resource_args": {"local-process": {"env": {"WANDB_NOTES": "of ${run_id}"}}},
            "config": {"overrides": {"run_config": {"lr": 4}, "args": ["--last"]}},
            "then": ["status", "get_status", "wait", "get_logs"],
        }
    })  # fmt: skip
    assert seen["path"] == f"{new_place.account.user}/elsewhere/chosen" and seen["run_id"] == "chosen"
    assert (seen["status"], seen["get_status"], seen["wait"]) == ("finished", "finished", True)
    assert "the key is ********" in seen["get_logs"]
    told = json.loads(new_place.seen.read_text())
    assert told["arguments"] == ["--from-entry-point", "--last"] and told["config"]["lr"] == 4
    run = new_place.account.run("elsewhere", "chosen")
    assert (run["state"], run["displayName"], run["notes"]) == ("finished", "named", "of chosen")


def test_a_blocking_run_that_fails_throws(swift, new_place):
    folder = folder_with(new_place, "print('last words')\nraise SystemExit(3)\n")
    name, message = swift.error({"launch": {"job": str(folder), "resource": "local-process"}})
    assert name == "ExecutionError" and "exit code 3" in message and "last words" in message


def test_an_asynchronous_run_is_cancelled(swift, new_place):
    folder = folder_with(new_place, "import time\ntime.sleep(500)\n")
    (seen,) = swift.play({
        "launch": {
            "job": str(folder), "resource": "local-process", "synchronous": False,
            "then": ["cancel", "wait", "status"],
        }
    })  # fmt: skip
    assert seen["wait"] is False and seen["status"] == "stopped"


def test_an_asynchronous_run_is_waited_for_at_exit(swift, new_place):
    folder = folder_with(new_place, "import os, time\ntime.sleep(1)\nopen(os.environ['SEEN'], 'w').write('done')\n")
    swift.play({"launch": {"job": str(folder), "resource": "local-process", "synchronous": False}})
    assert new_place.seen.read_text() == "done"


def test_an_asynchronous_run_is_ended_when_the_program_is_interrupted(swift, new_place):
    folder = folder_with(
        new_place, "import os, time\nopen(os.environ['SEEN'], 'w').write(str(os.getpid()))\ntime.sleep(500)\n"
    )
    process = swift.start([
        {"launch": {"job": str(folder), "resource": "local-process", "synchronous": False}}, {"sleep": 500},
    ])  # fmt: skip
    wait_for(lambda: new_place.seen.exists() and new_place.seen.read_text())
    pid = int(new_place.seen.read_text())
    process.process.send_signal(signal.SIGINT)
    assert process.wait().code == -signal.SIGINT
    wait_for(lambda: not Path(f"/proc/{pid}").exists())


@pytest.mark.parametrize(
    "arguments, words",
    [
        ({"resource": "local-process"}, ["job", "exactly one"]),
        ({"job": "a/b/c", "docker_image": "x", "resource": "local-process"}, ["job", "exactly one"]),
        ({"job": "a/b/c", "resource": "mars"}, ["resource is 'mars'", "local-process"]),
        ({"docker_image": "busybox", "resource": "local-process"}, ["docker.docker_image"]),
        ({"job": "ext::sh -c id", "resource": "local-process"}, ["job"]),
        ({"job": "file:///etc", "resource": "local-process"}, ["uri is refused"]),
        ({"job": "http://127.0.0.1/x", "resource": "local-process"}, ["uri is refused"]),
        ({"job": "https://h/x", "version": "--upload-pack=x", "resource": "local-process"}, ["git.version"]),
        ({"job": "a/b/c", "resource": "local-process", "resource_args": {"local-process": {"x": 1}}},
         ["resource_args.local-process.x"]),
        ({"job": "a/b/c", "resource_args": {"local-container": {"privileged": True}}},
         ["resource_args.local-container.privileged is refused"]),
        ({"job": "a/b/c", "resource": "local-process", "config": {"overrides": {"args": "x"}}}, ["overrides.args"]),
    ],
)  # fmt: skip
def test_wrong_arguments_are_named(swift, arguments, words):
    name, message = swift.error({"launch": arguments})
    assert name == "LaunchError" and all(word in message for word in words), message


# Repositories.


class GitHandler(BaseHTTPRequestHandler):
    """Passes requests on to `git http-backend`."""

    def __init__(self, root: str, *arguments: object):
        self.root = root
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        environment = {
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": self.root, "GIT_HTTP_EXPORT_ALL": "1", "PATH_INFO": path,
            "QUERY_STRING": query, "REQUEST_METHOD": self.command, "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n") if ": " in line)
        self.send_response(int(fields.pop("Status", "200").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET

    def log_message(self, *arguments: object) -> None:
        pass



@pytest.fixture
def repository(tmp_path):
    """A repository with a program on two branches, served over HTTP on this machine alone."""
    folder = tmp_path / "served" / "project"
    folder.mkdir(parents=True)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}

    def git(*words: str) -> str:
        identity = ["-c", "user.name=T", "-c", "user.email=t@example.com"]
        done = subprocess.run(["git", *identity, *words], cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    git("init", "--quiet", "--initial-branch=main")
    commits = []
    for text in ("first", "second"):
        (folder / "main.py").write_text(f"import os\nopen(os.environ['SEEN'], 'w').write({text!r})\n")
        git("add", "--all")
        git("commit", "--quiet", "--message=x")
        commits.append(git("rev-parse", "HEAD"))
    git("branch", "older", commits[0])
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(GitHandler, str(tmp_path / "served")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/project", commits
    server.shutdown()


def test_a_repository_runs_at_the_version_that_is_named(swift, new_place, repository):
    address, commits = repository
    for version, text in ((None, "second"), ("older", "first"), (commits[0], "first"), (commits[1][:9], "second")):
        new_place.seen.unlink(missing_ok=True)
        swift.play({
            "launch": {
                "job": address, "version": version, "resource": "local-process",
                "trusted_remotes": ["http://127.0.0.1:"],
            }
        })  # fmt: skip
        assert new_place.seen.read_text() == text, version
    name, message = swift.error({
        "launch": {
            "job": address, "version": "nothing", "resource": "local-process",
            "trusted_remotes": ["http://127.0.0.1:"],
        }
    })  # fmt: skip
    assert name == "LaunchError" and "nothing" in message


# Environments.


def test_packages_are_installed_once(new_place):
    folder = folder_with(
        new_place,
        "import os, sys, importlib.metadata\nimport roosttrial\n"
        "open(os.environ['SEEN'], 'w').write(sys.prefix + ' ' + roosttrial.value)\n",
    )
    wheels = new_place.directory / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "roosttrial-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("roosttrial.py", "value = 'installed'\n")
        wheel.writestr("roosttrial-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: roosttrial\nVersion: 1.0\n")
        about = "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        wheel.writestr("roosttrial-1.0.dist-info/WHEEL", about)
        wheel.writestr("roosttrial-1.0.dist-info/RECORD", "")
    (folder / "requirements.txt").write_text("roosttrial==1.0\nnot-to-be-found==9\n")
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "UV_NO_INDEX": "1", "UV_FIND_LINKS": str(wheels)}
    printed = new_place.launch("-r", "local-process", "-u", str(folder), environment=offline)
    assert printed.code == 0, printed.err
    assert "the package 'not-to-be-found==9' cannot be installed" in printed.err
    prefix, value = new_place.seen.read_text().split()
    assert value == "installed" and prefix.startswith(str(new_place.directory / "cache" / "environments"))
    made = Path(prefix).stat().st_mtime_ns
    shutil.rmtree(wheels)
    assert new_place.launch("-r", "local-process", "-u", str(folder), environment=offline).code == 0
    assert new_place.seen.read_text() == f"{prefix} installed" and Path(prefix).stat().st_mtime_ns == made


def test_a_swift_package_is_built_once(new_place):
    folder = new_place.directory / "package"
    (folder / "Sources" / "train").mkdir(parents=True)
    (folder / "Package.swift").write_text(
        "// swift-tools-version: 6.0\nimport PackageDescription\n"
        'let package = Package(name: "train", targets: [.executableTarget(name: "train")])\n'
    )
    (folder / "Sources" / "train" / "main.swift").write_text(
        "import Glibc\nlet path = String(cString: getenv(\"SEEN\"))\nlet file = fopen(path, \"w\")\n"
        'fputs(CommandLine.arguments.joined(separator: "|"), file)\nfclose(file)\n'
    )
    spec = json.dumps({"overrides": {"args": ["--x", "${args}"], "run_config": {"lr": 1}}})
    printed = new_place.launch("-r", "local-process", "-u", str(folder), "-c", spec)
    assert printed.code == 0, printed.err
    program, *arguments = new_place.seen.read_text().split("|")
    assert arguments == ["--x", "--lr=1"] and program.startswith(str(new_place.directory / "cache" / "swift"))
    made = Path(program).stat().st_mtime_ns
    assert new_place.launch("-r", "local-process", "-u", str(folder), "-c", spec).code == 0
    assert Path(program).stat().st_mtime_ns == made


# Containers.


def test_an_image_runs_with_the_config(new_place, podman):
    environment = {**podman.environment, "ROOST_CONTAINER_ENGINE": "podman"}
    spec = {"overrides": {"run_config": {"lr": 3}, "entry_point": ["sh", "-c"], "args": ["echo $WANDB_CONFIG; exit 4"]}}
    printed = new_place.launch(
        "-d", podman.BUSYBOX, "-c", json.dumps(spec), "--run-id", "image1",
        "-R", '{"memory": "64m", "env": {"X": "1"}}',
        environment=environment,
    )  # fmt: skip
    assert printed.code == 4 and '{"lr":3}' in printed.out, printed.out + printed.err
    assert podman.containers("name=roost-image1") == []


def test_a_job_becomes_an_image_once(new_place, podman):
    job = new_place.track()
    environment = {**podman.environment, "ROOST_CONTAINER_ENGINE": "podman"}
    arguments = ["-j", job, "-B", podman.PYTHON, "-C", "lr=6"]
    first = new_place.launch(*arguments, "--run-id", "c1", environment=environment)
    assert first.code == 0, first.out + first.err
    run = new_place.account.run(PROJECT, "c1")
    assert run["state"] == "finished" and json.loads(run["summaryMetrics"])["loss"] == 12
    images = podman.call("image", "ls", "--format", "{{.Repository}}:{{.Tag}} {{.Id}}").split("\n")
    assert new_place.launch(*arguments, "--run-id", "c2", environment=environment).code == 0
    assert podman.call("image", "ls", "--format", "{{.Repository}}:{{.Tag}} {{.Id}}").split("\n") == images


def test_an_interrupted_container_is_gone(new_place, podman):
    environment = {**new_place.environment, **podman.environment, "ROOST_CONTAINER_ENGINE": "podman"}
    spec = {"overrides": {"entry_point": ["sleep"], "args": ["500"]}, "run_id": "gone1"}
    process = new_place.command.start(
        "launch", "-d", podman.BUSYBOX, "-c", json.dumps(spec), "-R", '{"grace_seconds": 1}', environment=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    wait_for(lambda: podman.containers("name=roost-gone1"))
    process.send_signal(signal.SIGINT)
    process.wait(30)
    wait_for(lambda: not podman.containers("name=roost-gone1"))


def test_no_key_is_on_a_command_line(new_place, podman):
    folder = folder_with(new_place, "import time\ntime.sleep(1)\n")
    environment = {**podman.environment, "ROOST_CONTAINER_ENGINE": "podman"}
    found, lines, done = [], set(), threading.Event()

    def watch() -> None:
        while not done.is_set():
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    line = path.read_bytes()
                except OSError:
                    continue
                lines.add(line.split(b"\0")[0])
                if new_place.account.key.encode() in line:
                    found.append(line)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        assert new_place.launch("-r", "local-process", "-u", str(folder)).code == 0
        spec = {"overrides": {"entry_point": ["sleep"], "args": ["1"]}}
        assert new_place.launch("-d", podman.BUSYBOX, "-c", json.dumps(spec), environment=environment).code == 0
    finally:
        done.set()
        watcher.join()
    assert not found and any(b"podman" in line for line in lines)


# Queues.


def test_every_argument_of_swift_launch_add_has_its_effect(swift, new_place):
    job = new_place.track()
    user = new_place.account.user
    (seen,) = swift.play({
        "launch_add": {
            "job": job, "config": {"overrides": {"run_config": {"lr": 9}}}, "project": "elsewhere", "entity": user,
            "resource": "local-process", "entry_point": ["python", "train.py"], "name": "named", "version": "main",
            "resource_args": {"local-process": {"grace_seconds": 5}}, "run_id": "chosen", "repository": "reg/x",
            "sweep_id": "s1", "author": user, "priority": 1, "then": "delete",
        }
    })  # fmt: skip
    assert seen["queue"] == "default" and seen["entity"] == user and seen["state"] == "PENDING"
    spec = seen["spec"]
    assert spec["job"] == job and spec["overrides"] == {"entry_point": ["python", "train.py"], "run_config": {"lr": 9}}
    assert (spec["project"], spec["entity"], spec["name"]) == ("elsewhere", user, "named")
    assert (spec["run_id"], spec["sweep_id"], spec["author"]) == ("chosen", "s1", user)
    assert spec["git"] == {"version": "main"} and spec["registry"] == {"uri": "reg/x"}
    assert spec["resource"] == "local-process" and spec["resource_args"] == {"local-process": {"grace_seconds": 5}}


def test_launch_add_takes_repositories_images_and_variables(swift, new_place):
    user = new_place.account.user
    new_place.account.graphql(
        "mutation($i: UpsertRunQueueInput!) { upsertRunQueue(input: $i) { success } }",
        i={
            "entityName": user, "projectName": "own", "queueName": "sized", "resourceType": "local-container",
            "resourceConfig": json.dumps({"resource_args": {"local-container": {"memory": "{{size}}"}}}),
            "templateVariables": json.dumps({"size": {"schema": {"type": "string", "enum": ["64m", "128m"]}}}),
        },
    )  # fmt: skip
    where = {"queue_name": "sized", "project_queue": "own"}
    added = {"docker_image": "localhost/x:1", "template_variables": {"size": "64m"}, **where}
    (image,) = swift.play({"launch_add": added})
    assert (image["queue"], image["entity"]) == ("sized", user)
    assert image["spec"]["docker"]["docker_image"] == "localhost/x:1"
    assert image["spec"]["resource_args"] == {"local-container": {"memory": "64m"}}
    name, message = swift.error({"launch_add": {**added, "template_variables": {"size": "1t"}}})
    assert name == "CommError" and "size" in message and "1t" in message
    (source,) = swift.play({
        "launch_add": {"uri": "https://example.org/code.git", "version": "v1", "entry_point": ["python", "a.py"]}
    })  # fmt: skip
    assert source["spec"]["uri"] == "https://example.org/code.git" and source["spec"]["git"] == {"version": "v1"}


def test_launch_add_builds_the_image_first(new_place, podman):
    job = new_place.track()
    swift = Swift(
        new_place.account, new_place.directory,
        environment={**new_place.environment, **podman.environment, "ROOST_CONTAINER_ENGINE": "podman"},
    )  # fmt: skip
    builder = {"local-container": {"builder": {"accelerator": {"base_image": podman.PYTHON}}}}
    (item,) = swift.play({
        "launch_add": {"job": job, "resource": "local-container", "resource_args": builder, "build": True}
    })  # fmt: skip
    assert podman.call("image", "exists", item["spec"]["docker"]["docker_image"]) == ""


def test_a_queue_or_a_job_that_is_not_there_is_named(swift, new_place):
    job = new_place.track()
    name, message = swift.error({"launch_add": {"job": job, "queue_name": "nowhere"}})
    assert name == "LaunchError" and "nowhere" in message
    name, message = swift.error({"launch_add": {"job": "a/b/none:latest"}})
    assert name == "LaunchError" and "a/b/none:latest" in message
    name, message = swift.error({"launch_add": {"job": job, "priority": 7}})
    assert name == "LaunchError" and "priority is '7'" in message


def test_the_commands_put_jobs_into_queues(new_place):
    job = new_place.track()
    for words in (["launch-add"], ["launch", "-q", "default"]):
        item = new_place.command.json(*words, "-j", job, "-C", "lr=2", "-P", "high", "-r", "local-process")
        assert item["queue"] == f"{new_place.account.user}/default"
        assert item["spec"]["overrides"]["run_config"] == {"lr": 2}
