"""Jobs of Swift programs and of `roost job`: as the official client reads and fetches them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from harness.client import Client, clean_environment
from harness.paths import BINARY
from harness.swift import Swift
from test_jobs import code_files, collections, commit, git, read_job, repository_of

RESOLVED = {"pins": [{"identity": "swift-numerics", "state": {"version": "1.0.2"}}], "version": 2}


@pytest.fixture
def package(tmp_path) -> Path:
    """A Swift package, with what was built of it."""
    root = tmp_path / "package"
    (root / "Sources" / "Train").mkdir(parents=True)
    (root / "Package.swift").write_text("// swift-tools-version: 6.2\n")
    (root / "Package.resolved").write_text(json.dumps(RESOLVED))
    (root / "Sources" / "Train" / "main.swift").write_text("print(1)\n")
    (root / ".build" / "release").mkdir(parents=True)
    (root / ".build" / "release" / "Train").write_text("built")
    return root


@pytest.fixture
def swift(account, tmp_path, package) -> Swift:
    directory = tmp_path / "swift"
    directory.mkdir()
    return Swift(
        account, directory,
        environment={
            "WANDB_PROGRAM": str(package / "Sources" / "Train" / "main.swift"),
            "WANDB_EXECUTABLE": str(package / ".build" / "release" / "Train"), "WANDB_SAVE_CODE": "true",
        },
    )  # fmt: skip


@pytest.fixture
def reader(account, tmp_path) -> Client:
    directory = tmp_path / "reader"
    directory.mkdir()
    return Client("0.18.0", account, directory)


def train(swift: Swift, name: str, cwd: Path | None = None, **environment: str) -> None:
    swift.play(
        {"run": {"project": "p", "id": name, "config": {"lr": 0.5, "layers": [64, 32], "name": "mlp"}}},
        {"log": {"values": {"loss": 0.25}}}, {"finish": 0}, cwd=cwd, environment=environment,
    )  # fmt: skip


def jobs(account) -> dict:
    return collections(account, "p")[0].get("job", {})


def users(version: dict) -> list[str]:
    return sorted(edge["node"]["name"] for edge in version["usedBy"]["edges"])


def test_job_of_a_package_outside_of_git(swift, account, reader):
    train(swift, "first")
    (name,) = jobs(account)
    assert name == "job-source-p-Train"
    (version,) = jobs(account)[name]
    assert users(version) == ["first"]
    path = f"{account.user}/p/{name}:latest"
    job = reader.call(read_job, path=path)
    assert job["entrypoint"] == ["swift", "run", "-c", "release", "Train"] and job["requirements"] == []
    assert job["document"]["runtime"].startswith("Swift 6.") and job["document"]["source_type"] == "artifact"
    types = job["inputs"]["params"]["type_map"]
    assert types["lr"] == {"wb_type": "number"} and types["name"] == {"wb_type": "string"}
    assert types["layers"] == {"wb_type": "list", "params": {"element_type": {"wb_type": "number"}, "length": 2}}
    assert job["document"]["output_types"]["params"]["type_map"] == {"loss": {"wb_type": "number"}}
    assert reader.call(code_files, path=path) == ["Package.resolved", "Package.swift", "Sources/Train/main.swift"]
    # The same code is the same version; a launched run makes no job and says which one it uses.
    train(swift, "second")
    train(
        swift, "third", WANDB_LAUNCH="True", WANDB_ARTIFACTS=json.dumps({"_wandb_job": f"{account.user}/p/{name}:v0"}),
        WANDB_CONFIG=json.dumps({"lr": 5}), WANDB_LAUNCH_QUEUE_NAME="q",
    )  # fmt: skip
    (version,) = jobs(account)[name]
    assert users(version) == ["first", "second", "third"]
    config = json.loads(account.run("p", "third")["config"])
    assert config["lr"]["value"] == 5 and config["name"]["value"] == "mlp"
    assert config["_wandb"]["value"]["launch_queue_name"] == "q"


def test_job_of_a_repository(swift, account, reader, package):
    (package / ".gitignore").write_text(".build\n")
    repository_of(package)
    git(package, "remote", "add", "origin", "https://git.example/acme/train.git")
    # A commit that the remote does not have cannot be fetched: the files are taken along.
    train(swift, "unpushed", cwd=package)
    assert set(jobs(account)) == {"job-source-p-Train"}
    git(package, "update-ref", "refs/remotes/origin/main", "HEAD")
    (package / "Sources" / "Train" / "main.swift").write_text("print(2)\n")
    train(swift, "pushed", cwd=package)
    name = "job-https___git.example_acme_train.git_Train"
    assert set(jobs(account)) == {"job-source-p-Train", name}
    job = reader.call(read_job, path=f"{account.user}/p/{name}:v0")
    assert job["document"]["source"]["git"] == {
        "remote": "https://git.example/acme/train.git", "commit": commit(package),
    }  # fmt: skip
    files = reader.call(job_files, path=f"{account.user}/p/{name}:v0")
    assert json.loads(files["Package.resolved"]) == RESOLVED
    assert "+print(2)" in files["diff.patch"] and files["requirements.frozen.txt"] == ""


def test_no_job_where_none_is_wanted(swift, account):
    train(swift, "disabled", WANDB_DISABLE_JOB_CREATION="true")
    train(swift, "unsaved", WANDB_SAVE_CODE="false")
    train(swift, "no-code", WANDB_DISABLE_CODE="true")
    assert jobs(account) == {}
    train(swift, "named", WANDB_JOB_NAME="my job!")
    assert set(jobs(account)) == {"my_job_"}


def test_image_job_of_a_run(swift, account, reader):
    train(swift, "contained", WANDB_JOB_SOURCE="image", WANDB_DOCKER="registry.example:5000/acme/train:3")
    name = "job-registry.example_5000_acme_train"
    (version,) = jobs(account)[name]
    assert sorted(alias["alias"] for alias in version["aliases"]) == ["3", "latest", "v0"]
    job = reader.call(read_job, path=f"{account.user}/p/{name}:3")
    assert job["document"]["source"] == {"image": "registry.example:5000/acme/train:3"}


def job_files(path):
    """The files of a job's artifact."""
    import os

    import wandb

    root = wandb.Api().artifact(path).download("job-files")
    return {name: open(os.path.join(root, name)).read() for name in os.listdir(root)}


def roost(account, tmp_path: Path, *arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [BINARY, *arguments], cwd=tmp_path, env=clean_environment(tmp_path, account), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == code, done.stdout
    return done.stdout


def test_jobs_from_the_command_line(account, reader, package, tmp_path):
    def make(*arguments: str, code: int = 0) -> str:
        return roost(account, tmp_path, "job", "create", *arguments, "-p", "p", code=code)

    (package / "requirements.txt").write_text("wandb\n")
    made = json.loads(
        make("code", str(package), "-n", "mine", "-d", "for people", "-a", "best", "-E", "python a.py", "-r", "3.11", "--json")
    )
    assert made["name"] == f"{account.user}/p/mine:v0" and sorted(made["aliases"]) == ["best", "latest"]
    job = reader.call(read_job, path=f"{account.user}/p/mine:best")
    assert job["entrypoint"] == ["python", "a.py"] and job["requirements"] == ["wandb"]
    assert job["document"]["runtime"] == "3.11"
    assert reader.call(code_files, path=f"{account.user}/p/mine:best") == [
        "Package.resolved", "Package.swift", "Sources/Train/main.swift", "requirements.txt",
    ]  # fmt: skip
    types, runs = collections(account, "p")
    assert runs == [] and set(types["code"]) == {"code-mine"} and users(types["job"]["mine"][0]) == []
    assert json.loads(types["job"]["mine"][0]["metadata"]) == {"_partial": True}
    # Nothing changes with the same once more.
    make("code", str(package), "-n", "mine", "-E", "python a.py", "-r", "3.11")
    assert len(jobs(account)["mine"]) == 1
    make("image", "ubuntu:22.04", "-n", "image")
    assert reader.call(read_job, path=f"{account.user}/p/image:22.04")["document"]["source"] == {"image": "ubuntu:22.04"}
    address = f"file://{repository_of(package)}"
    assert "is no https" in roost_fails(account, tmp_path, address)
    make("git", address, "-n", "repo", "-E", "swift run Train", "--trust-remote", "file://")
    job = reader.call(read_job, path=f"{account.user}/p/repo:latest")
    assert job["document"]["source"]["git"] == {"remote": address, "commit": commit(package)}
    listed = json.loads(roost(account, tmp_path, "job", "list", "p", "--json"))
    assert sorted((job["name"], job["version"], job["versions"]) for job in listed) == [
        ("image", "v0", 1), ("mine", "v0", 1), ("repo", "v0", 1),
    ]  # fmt: skip
    shown = json.loads(roost(account, tmp_path, "job", "show", f"{account.user}/p/mine:best", "--json"))
    assert shown["name"] == f"{account.user}/p/mine:v0" and shown["partial"] and shown["description"] == "for people"
    assert shown["source"]["entrypoint"] == ["python", "a.py"] and shown["requirements"] == ["wandb"]
    assert "entry point  swift run Train" in roost(account, tmp_path, "job", "show", f"{account.user}/p/repo")


def roost_fails(account, tmp_path: Path, address: str) -> str:
    done = subprocess.run(
        [BINARY, "job", "create", "git", address, "-p", "p", "-E", "swift run Train"], cwd=tmp_path,
        env=clean_environment(tmp_path, account), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode != 0
    return done.stderr


def test_official_jobs_are_shown(account, reader, tmp_path):
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "train.py").write_text("print(1)\n")
    subprocess.run(
        [reader.python, "-m", "wandb", "job", "create", "-p", "p", "-e", account.user, "-n", "theirs", "-E",
         "python train.py", "-r", "3.11", "code", str(tmp_path / "code")],
        env=reader._environment(False, None), cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    shown = json.loads(roost(account, tmp_path, "job", "show", f"{account.user}/p/theirs", "--json"))
    assert shown["source_type"] == "artifact" and shown["runtime"] == "3.11" and shown["partial"]
