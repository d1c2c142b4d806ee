"""Run files: save policies, odd names, lists and patterns, restore, upload and delete through the public API."""

import base64
import hashlib
import json

import pytest
import requests

from harness.reading import download_files, list_files

ODD_FILES = {
    "plain.txt": "plain", "dir/nested/deep.txt": "deep", "with space.txt": "space", "plus+sign.txt": "plus",
    "percent%41.txt": "percent", "ünï 🦉.txt": "unicode", "hash#question?.txt": "hash", "[glob]*.txt": "glob",
    "quote'\"&<>.txt": "quote", "empty.bin": "",
}  # fmt: skip


def save_files(files):
    import os
    import time

    import wandb

    run = wandb.init(project="p", id="files")
    for name, text in files.items():
        path = os.path.join("data", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        run.save(os.path.join("data", name.replace("[", "[[]")), base_path="data", policy="now")
    for policy in ("live", "now", "end"):
        with open(f"{policy}.txt", "w") as file:
            file.write("first")
        run.save(f"{policy}.txt", policy=policy)
    time.sleep(1)
    with open("live.txt", "w") as file:
        file.write("second and last")
    with open("end.txt", "w") as file:
        file.write("written before the end")
    with open("big.bin", "wb") as file:
        for number in range(300_000):
            file.write(number.to_bytes(8, "little") * 16)
    run.save("big.bin")
    run.finish()


def test_saved_files(client, account, reader, readers):
    client.call(save_files, files=ODD_FILES)
    path = f"{account.user}/p/files"
    odd_files = {name: text for name, text in ODD_FILES.items() if text or client.version != "0.16.6"}
    contents = reader.call(download_files, account, path=path, names=[*odd_files, "live.txt", "end.txt", "big.bin"])
    for name, text in odd_files.items():
        assert contents[name].encode("latin-1").decode() == text, name
    assert contents["live.txt"] == "second and last" and contents["end.txt"] == "written before the end"
    big = b"".join(number.to_bytes(8, "little") * 16 for number in range(300_000))
    assert hashlib.sha256(contents["big.bin"].encode("latin-1")).digest() == hashlib.sha256(big).digest()

    listed = {version: one.call(list_files, account, path=path) for version, one in readers.items()}
    for version, sizes in listed.items():
        assert sizes == listed[reader.version], f"listed by {version}"
        for name, text in odd_files.items():
            assert sizes[name] == len(text.encode())
    assert {"wandb-metadata.json", "wandb-summary.json", "config.yaml", "requirements.txt"} <= listed["0.31.0"].keys()
    assert reader.call(list_files, account, path=path, per_page=3) == listed["0.31.0"]
    assert reader.call(list_files, account, path=path, names=["plain.txt", "absent.txt"]) == {
        "plain.txt": 5,
        "absent.txt": 0,  # clients look a missing file up by name and expect an empty answer, not none
    }
    assert set(reader.call(list_files, account, path=path, pattern="b%.bin")) == {"big.bin"}
    assert set(reader.call(list_files, account, path=path, pattern="dir/%")) == {"dir/nested/deep.txt"}
    assert set(reader.call(list_files, account, path=path, pattern="p__in.txt")) == {"plain.txt"}


def use_public_files(api, path):
    import os
    import tempfile

    run = api.run(path)
    os.chdir(tempfile.mkdtemp())
    os.makedirs("sub")
    with open("sub/up.txt", "w") as file:
        file.write("uploaded later")
    uploaded = run.upload_file("sub/up.txt")
    run = api.run(path)
    kept = {"uploaded": uploaded.name, "size": run.file("sub/up.txt").size, "absent": run.file("no-such-file").size}
    for file in run.files(["doomed.txt"]):
        file.delete()
    kept["left"] = sorted(file.name for file in api.run(path).files())
    return kept


def test_upload_and_delete_through_the_api(account, readers):
    for version, reader in readers.items():
        account.upsert_run(version, "p", config={})
        account.upload("p", version, "doomed.txt", b"x")
        account.upload("p", version, "kept.txt", b"y")
        kept = reader.call(use_public_files, account, path=f"{account.user}/p/{version}")
        assert kept == {"uploaded": "sub/up.txt", "size": 14, "absent": 0, "left": ["kept.txt", "sub/up.txt"]}


def restore_file(run_path):
    import wandb

    run = wandb.init(project="p", id="restoring")
    with wandb.restore("weights/model.bin", run_path=run_path, root="restored") as file:
        text = file.read()
    try:
        wandb.restore("absent.bin", run_path=run_path, root="restored")
        missing = "found"
    except ValueError:
        missing = "missing"
    run.finish()
    return [text, missing]


def test_restore(client, account):
    account.upsert_run("source", "p", config={})
    account.upload("p", "source", "weights/model.bin", b"weights of the model")
    assert client.call(restore_file, run_path=f"{account.user}/p/source") == ["weights of the model", "missing"]


def test_last_upload_wins_and_digests_are_right(account):
    account.upsert_run("r1", "p", config={})
    for text in (b"one", b"", b"three three"):
        account.upload("p", "r1", "a.txt", text)
        files = account.graphql(
            "query RunFiles($e: String!, $p: String!, $r: String!) { project(name: $p, entityName: $e) { run(name: $r) {"
            " fileCount files(names: [\"a.txt\"]) { edges { node { name url directUrl sizeBytes mimetype md5 updatedAt }"
            " cursor } } } } }",
            e=account.user, p="p", r="r1",
        )["project"]["run"]  # fmt: skip
        (edge,) = files["files"]["edges"]
        node = edge["node"]
        assert files["fileCount"] == 1 and node["sizeBytes"] == len(text) and edge["cursor"]
        assert account.request("GET", node["url"]).content == text
        md5 = hashlib.md5(text)
        assert node["md5"] in (md5.hexdigest(), base64.b64encode(md5.digest()).decode())


def test_direct_url_needs_no_key(account):
    """`directUrl` carries its own permission; `url` asks for credentials."""
    account.upsert_run("r1", "p", config={})
    account.upload("p", "r1", "a.txt", b"content")
    node = account.graphql(
        "query RunFiles($e: String!, $p: String!, $r: String!) { project(name: $p, entityName: $e) { run(name: $r) {"
        " files { edges { node { url directUrl } } } } } }",
        e=account.user, p="p", r="r1",
    )["project"]["run"]["files"]["edges"][0]["node"]  # fmt: skip
    assert requests.get(node["directUrl"], timeout=20).content == b"content"
    assert requests.get(node["url"], timeout=20).status_code in (401, 403, 404)


@pytest.mark.parametrize("size", [0, 1, 70_000, 30_000_000])
def test_sizes(account, size):
    content = bytes(index * 7 % 251 for index in range(1000)) * (size // 1000) + b"x" * (size % 1000)
    account.upsert_run("r1", "p", config={})
    account.upload("p", "r1", "file.bin", content)
    response = account.request("GET", f"/files/{account.user}/p/r1/file.bin")
    assert response.status_code == 200 and response.content == content
    if size > 100:
        part = account.request("GET", f"/files/{account.user}/p/r1/file.bin", headers={"Range": "bytes=50-99"})
        assert part.status_code in (200, 206)
        assert part.content == (content[50:100] if part.status_code == 206 else content)


def standard_files():
    import wandb

    run = wandb.init(project="p", id="standard", config={"lr": 0.1}, notes="n")
    run.log({"loss": 0.5})
    run.finish()
    return {"python": ".".join(map(str, __import__("sys").version_info[:3]))}


def test_standard_files(client, account, reader):
    """Metadata, requirements, config and summary as files."""
    python = client.call(standard_files, script="standard.py")["python"]
    contents = reader.call(download_files, account, path=f"{account.user}/p/standard")
    metadata = json.loads(contents["wandb-metadata.json"])
    assert python in metadata["python"] and metadata["program"].endswith("standard.py")
    assert json.loads(contents["wandb-summary.json"])["loss"] == 0.5
    assert f"wandb=={client.version}" in contents["requirements.txt"].splitlines()
    assert "lr:" in contents["config.yaml"] and "value: 0.1" in contents["config.yaml"]
    assert reader.call(read_metadata, account, path=f"{account.user}/p/standard") == metadata


def read_metadata(api, path):
    return api.run(path).metadata


def run_changed_code():
    import os
    import subprocess

    def git(*arguments):
        person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
        return subprocess.run(["git", *person, *arguments], check=True, capture_output=True, text=True).stdout

    os.mkdir("work")
    os.chdir("work")
    git("init", "-q")
    with open("model.py", "w") as file:
        file.write("layers = 2\n")
    git("add", "model.py")
    git("commit", "-q", "-m", "two layers")
    git("remote", "add", "origin", "https://example.org/lab/model.git")
    with open("model.py", "w") as file:
        file.write("layers = 3\n")
    # Some versions look for the repository where they write.
    os.environ["WANDB_DIR"] = os.getcwd()
    import wandb

    run = wandb.init(project="p", id="changed", save_code=True)
    run.log({"loss": 1})
    run.finish()
    return git("rev-parse", "HEAD").strip()


def test_code_that_was_changed_since_its_commit(client, account, reader):
    """The commit, the remote and the difference to it."""
    commit = client.call(run_changed_code, script="model.py")
    contents = reader.call(download_files, account, path=f"{account.user}/p/changed")
    lines = contents["diff.patch"].splitlines()
    assert "-layers = 2" in lines and "+layers = 3" in lines
    metadata = json.loads(contents["wandb-metadata.json"])
    assert metadata["git"] == {"remote": "https://example.org/lab/model.git", "commit": commit}
    run = account.graphql(
        "query Run($e: String!, $p: String!, $r: String!) { project(name: $p, entityName: $e) { run(name: $r) {"
        " commit } } }",
        e=account.user, p="p", r="changed",
    )["project"]["run"]  # fmt: skip
    assert run["commit"] == commit
