"""Artifacts of Swift programs: equal to those of the official client in all that a server keeps, and exchanged with it."""

from __future__ import annotations

import base64
import hashlib
import http.server
import json
import subprocess
import threading
from pathlib import Path

import pytest
import requests

from harness.client import Client, clean_environment
from harness.paths import BINARY
from harness.reading import assert_same
from harness.swift import Swift, play_scenario

FILES = {"a.txt": b"first", "deep/er/b c.txt": b"second", "empty.txt": b"", "\u00fc.txt": b"third", "big.bin": bytes(3 << 20)}
VERSION = """
query Artifact($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) { artifact(name: $name) {
    id state versionIndex digest description metadata size fileCount ttlDurationSeconds ttlIsInherited commitHash
    tags { name } artifactType { name } artifactSequence { name } aliases { alias }
    usedBy { edges { node { name } } } createdBy { __typename ... on Run { name } }
    currentManifest { file { directUrl } }
  } }
}
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with files, as artifacts hold them."""
    root = tmp_path / "given"
    for name, content in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


@pytest.fixture
def swift(account, tmp_path) -> Swift:
    directory = tmp_path / "swift"
    directory.mkdir()
    return Swift(account, directory)


@pytest.fixture
def python(account, tmp_path) -> Client:
    directory = tmp_path / "python"
    directory.mkdir()
    return Client("0.31.0", account, directory)


@pytest.fixture
def web():
    """A server of the web with entity tags, and what it was asked."""

    class Handler(http.server.BaseHTTPRequestHandler):
        asked: list[dict] = []

        def do_GET(self):
            self.asked.append(dict(self.headers))
            body = b"from the web"
            self.send_response(200)
            if "untagged" not in self.path:
                self.send_header("ETag", '"tag-1"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", Handler.asked
    server.shutdown()
    thread.join()


def run_in(project: str, name: str, **arguments: object) -> dict:
    return {"run": {"project": project, "id": name, **arguments}}


def version(account, project: str, name: str) -> dict:
    """All that the server keeps of a version, but for what no two of them share."""
    found = account.graphql(VERSION, entity=account.user, project=project, name=name)["project"]["artifact"]
    manifest = requests.get(found.pop("currentManifest")["file"]["directUrl"], timeout=60).json()
    for entry in manifest["contents"].values():
        if entry.pop("birthArtifactID", None) is not None:
            entry["isUploaded"] = True
        # What the official client notes of its own disk.
        for own in ("local_path", "skip_cache"):
            entry.pop(own, None)
    manifest.pop("storagePolicyConfig")
    identity = found.pop("id")
    found.pop("commitHash")
    found["metadata"] = json.loads(found["metadata"] or "{}")
    found["aliases"] = sorted(alias["alias"] for alias in found["aliases"])
    found["usedBy"] = sorted(edge["node"]["name"] for edge in found["usedBy"]["edges"])
    return {**found, "manifest": manifest, "identity": bool(identity)}


def both(account, swift: Swift, python: Client, steps: list[dict], names: list[str]) -> list[dict]:
    """Plays a scenario with both libraries and returns what is equal of the versions that they left."""
    swift.play(run_in("swift", "maker"), *steps, {"finish": 0})
    python.call(play_scenario, steps=[run_in("python", "maker"), *steps, {"finish": 0}])
    found = []
    for name in names:
        mine, official = version(account, "swift", name), version(account, "python", name)
        assert_same(mine, official, name)
        found.append(mine)
    return found


def test_files_and_folders_are_as_the_official_clients(account, swift, python, folder):
    described = {"description": "what it is", "metadata": {"lr": 0.5, "deep": {"n": [1, None]}, "ok": True}}
    steps = [
        {"log_artifact": {
            "name": "data", "type": "dataset", **described, "ttl": 86_400, "aliases": ["latest", "best"],
            "tags": ["raw", "two words"],
            "add": [
                {"dir": {"path": str(folder)}},
                {"dir": {"path": str(folder), "name": "again/below"}},
                {"file": {"path": str(folder / "a.txt")}},
                {"file": {"path": str(folder / "a.txt"), "name": "x/y/z.bin"}},
                {"file": {"path": str(folder / "big.bin"), "name": "big2.bin", "policy": "immutable"}},
                {"new_file": {"name": "made/here.txt", "text": "f\u00fcr dich\n"}},
                {"file": {"path": str(folder / "empty.txt"), "name": "x/y/z.bin", "overwrite": True}},
                {"remove": "again/below/deep"},
                {"remove": "empty.txt"},
            ],
        }},
    ]  # fmt: skip
    (found,) = both(account, swift, python, steps, ["data:best"])
    assert found["versionIndex"] == 0 and found["aliases"] == ["best", "latest", "v0"]
    assert found["ttlDurationSeconds"] == 86_400
    assert sorted(tag["name"] for tag in found["tags"]) == ["raw", "two words"]
    assert found["createdBy"] == {"__typename": "Run", "name": "maker"}
    expected = {name: content for name, content in FILES.items() if name != "empty.txt"}
    expected |= {f"again/below/{name}": content for name, content in FILES.items() if not name.startswith("deep")}
    expected |= {"x/y/z.bin": b"", "big2.bin": FILES["big.bin"], "made/here.txt": "f\u00fcr dich\n".encode()}
    entries = found["manifest"]["contents"]
    assert entries.keys() == expected.keys()
    for name, content in expected.items():
        assert entries[name]["digest"] == base64.b64encode(hashlib.md5(content).digest()).decode()


def test_references_are_as_the_official_clients(account, swift, python, folder, web):
    address, asked = web
    steps = [
        {"log_artifact": {"name": "refs", "type": "dataset", "add": [
            {"reference": {"uri": f"file://{folder}/a.txt"}},
            {"reference": {"uri": f"file://{folder}", "name": "folder"}},
            {"reference": {"uri": f"file://{folder}/big.bin", "name": "unread", "checksum": False}},
            {"reference": {"uri": f"{address}/some/page.html"}},
            {"reference": {"uri": f"{address}/untagged", "name": "web/untagged"}},
            {"reference": {"uri": f"{address}/unasked", "checksum": False}},
            {"reference": {"uri": "db://table/7", "name": "row"}},
        ]}},
    ]  # fmt: skip
    (found,) = both(account, swift, python, steps, ["refs:latest"])
    entries = found["manifest"]["contents"]
    assert entries["page.html"] == {
        "digest": "tag-1", "ref": f"{address}/some/page.html", "size": 12, "extra": {"etag": '"tag-1"'},
    }  # fmt: skip
    assert not any("Authorization" in headers for headers in asked)


def test_references_to_buckets_are_kept_unread(account, swift):
    """The official client needs another library for them; what it writes is known from its source."""
    swift.play(
        run_in("swift", "maker"),
        {"log_artifact": {"name": "refs", "type": "dataset", "add": [
            {"reference": {"uri": "s3://bucket/some/key.bin", "checksum": False}},
            {"reference": {"uri": "gs://bucket/other", "name": "named", "checksum": False}},
        ]}},
        {"finish": 0},
    )  # fmt: skip
    assert version(account, "swift", "refs:v0")["manifest"]["contents"] == {
        "some/key.bin": {"digest": "s3://bucket/some/key.bin", "ref": "s3://bucket/some/key.bin", "size": 0},
        "named": {"digest": "gs://bucket/other", "ref": "gs://bucket/other", "size": 0},
    }


def test_versions_aliases_and_lineage(account, swift, python, folder):
    def data(*texts: str, **arguments: object) -> dict:
        return {"log_artifact": {
            "name": "data", "type": "dataset", **arguments,
            "add": [{"new_file": {"name": f"{number}.txt", "text": text}} for number, text in enumerate(texts)],
        }}  # fmt: skip

    steps = [
        data("one", aliases=["first"]), data("two", aliases=["second"]), data("one", aliases=["again"]),
        data("three", aliases=["second", "latest"]), data("used", use=True, aliases=["input"]),
        {"use_artifact": {"name": "data:first"}}, {"use_artifact": {"name": "data:v1", "type": "dataset"}},
    ]  # fmt: skip
    found = both(account, swift, python, steps, ["data:v0", "data:v1", "data:v2", "data:v3", "data:latest"])
    assert "again" in found[0]["aliases"] and "second" in found[2]["aliases"]
    assert [one["usedBy"] for one in found[:4]] == [["maker"], ["maker"], [], ["maker"]]
    assert found[3]["createdBy"] is None or found[3]["createdBy"]["__typename"] != "Run"


def test_each_downloads_what_the_other_wrote(account, swift, python, folder, tmp_path):
    add = [{"dir": {"path": str(folder)}}, {"reference": {"uri": f"file://{folder}/a.txt", "name": "ref/a.txt"}}]
    swift.play(run_in("p", "s"), {"log_artifact": {"name": "from-swift", "type": "dataset", "add": add}}, {"finish": 0})
    python.call(play_scenario, steps=[
        run_in("p", "o"), {"log_artifact": {"name": "from-python", "type": "dataset", "add": add}},
        {"use_artifact": {"name": "from-swift:latest", "download": str(tmp_path / "by-python")}}, {"finish": 0},
    ])  # fmt: skip
    *_, seen, _ = swift.play(
        run_in("p", "t"),
        {"use_artifact": {"name": "from-python", "download": str(tmp_path / "by-swift"), "use_as": "input"}},
        {"finish": 0},
    )
    assert seen["qualified_name"] == f"{account.user}/p/from-python:v0" and seen["folder"] == str(tmp_path / "by-swift")
    for place in ("by-python", "by-swift"):
        root = tmp_path / place
        found = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        assert found == {**FILES, "ref/a.txt": FILES["a.txt"]}, place
    assert version(account, "p", "from-swift:latest")["digest"] == version(account, "p", "from-python:latest")["digest"]
    assert version(account, "p", "from-python:latest")["usedBy"] == ["t"]


def test_a_path_is_logged_as_it_is(account, swift, python, folder):
    steps = [{"log_path": {"path": str(folder / "a.txt")}}, {"log_path": {"path": str(folder), "type": "dataset"}}]
    found = both(account, swift, python, steps, ["run-maker-a.txt:v0", "run-maker-given:v0"])
    assert [one["artifactType"]["name"] for one in found] == ["unspecified", "dataset"]


def test_an_offline_runs_artifacts_are_uploaded_later(account, swift, folder):
    add = [{"dir": {"path": str(folder)}}]
    given = {"name": "late", "type": "dataset", "add": add, "wait": False}
    _, logged, used, _ = swift.play(
        run_in("p", "offline", mode="offline"), {"log_artifact": given},
        {"log_artifact": {**given, "name": "input", "use": True, "add": [{"new_file": {"name": "x", "text": "y"}}]}},
        {"finish": 0},
    )  # fmt: skip
    assert logged["version"] is None and used["version"] is None
    # What was added is kept, whatever becomes of the files.
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"changed")
    done = swift.sync(*map(str, swift.directory.glob("wandb/offline-run-*")))
    assert done.code == 0, done.output
    found = version(account, "p", "late:latest")
    assert found["digest"] == logged["digest"] and found["createdBy"]["name"] == "offline"
    assert version(account, "p", "input:latest")["usedBy"] == ["offline"]
    name, message = swift.error(
        run_in("p", "offline2", mode="offline"), {"use_artifact": {"name": "late:latest"}}
    )
    assert name == "UsageError" and "not online" in message


def test_what_cannot_be_is_refused(swift, folder):
    def error(given: dict) -> str:
        name, message = swift.error(run_in("p", "refused", mode="offline"), {"log_artifact": given})
        assert name == "UsageError", message
        return message

    plain = {"name": "data", "type": "dataset", "wait": False}
    assert error({**plain, "name": "a/b"}).startswith('name = "a/b"')
    assert error({**plain, "type": "job"}).startswith('type = "job"')
    assert error({**plain, "aliases": ["a:b"]}).startswith('aliases = "a:b"')
    assert error({**plain, "tags": ["a/b"]}).startswith('tags = "a/b"')
    assert error({**plain, "metadata": {str(key): 1 for key in range(101)}}).startswith('metadata = "101 keys"')
    assert "it is not a file" in error({**plain, "add": [{"file": {"path": "/nowhere"}}]})
    assert "it is not a folder" in error({**plain, "add": [{"dir": {"path": "/nowhere"}}]})
    assert "it does not name a file" in error(
        {**plain, "add": [{"file": {"path": str(folder / "a.txt"), "name": "../a.txt"}}]}
    )
    twice = [{"new_file": {"name": "a", "text": "1"}}, {"file": {"path": str(folder / "a.txt"), "name": "a"}}]
    assert "another content" in error({**plain, "add": twice})
    assert "no such file" in error({**plain, "add": [{"remove": "a"}]})
    assert "buckets are not read" in error({**plain, "add": [{"reference": {"uri": "s3://b/k"}}]})
    assert "not an address" in error({**plain, "add": [{"reference": {"uri": "/a/path"}}]})


def test_the_servers_refusal_reaches_who_waits(swift):
    made = {"name": "data", "type": "dataset", "add": [{"new_file": {"name": "a", "text": "1"}}]}
    name, message = swift.error(
        run_in("p", "refused"), {"log_artifact": made}, {"log_artifact": {**made, "type": "model"}}
    )
    assert name == "CommError" and "data" in message, message
    name, message = swift.error(run_in("p", "none"), {"use_artifact": {"name": "nothing:latest"}})
    assert name == "CommError" and "There is no artifact" in message


def test_the_command_line(account, python, folder, tmp_path):
    def roost(*arguments: str) -> str:
        done = subprocess.run(
            [BINARY, "artifact", *arguments], cwd=tmp_path, env=clean_environment(tmp_path, account),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    put = json.loads(roost("put", str(folder), "-n", "p/data", "-a", "best", "-d", "for people", "--json"))
    assert put["name"] == f"{account.user}/p/data:v0" and sorted(put["aliases"]) == ["best", "latest"]
    kept = version(account, "p", "data:best")
    assert kept["description"] == "for people" and kept["createdBy"] is None or "name" not in kept["createdBy"]
    python.call(play_scenario, steps=[
        run_in("p", "o"), {"use_artifact": {"name": "data:best", "download": str(tmp_path / "by-python")}},
        {"log_artifact": {"name": "theirs", "type": "model", "add": [{"dir": {"path": str(folder)}}]}}, {"finish": 0},
    ])  # fmt: skip
    got = json.loads(roost("get", "p/theirs", "--root", "got", "--json"))
    assert got["fetched_files"] == len(FILES) and got["present_files"] == 0
    again = json.loads(roost("get", "p/theirs:v0", "--root", "got", "--json"))
    assert again["fetched_files"] == 0 and again["present_files"] == len(FILES)
    found = {str(path.relative_to(tmp_path / "got")): path.read_bytes() for path in (tmp_path / "got").rglob("*") if path.is_file()}
    assert found == FILES
    listed = {(one["type"], one["name"], one["version"]) for one in json.loads(roost("list", "p", "--json"))}
    assert listed == {("dataset", "data", "v0"), ("model", "theirs", "v0")}
    assert [one["name"] for one in json.loads(roost("list", "p", "-t", "model", "--json"))] == ["theirs"]
