"""Swift's `launch(…)`, argument by argument, and repositories."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from harness.place import folder_with, wait_for


# Arguments.


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
