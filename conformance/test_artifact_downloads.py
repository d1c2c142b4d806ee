"""Artifact files by the addresses that clients make up themselves, when they hold no signed one."""

import base64
import hashlib

from harness.client import Client

CONTENTS = {
    "a.txt": "first file", "same.txt": "first file", "dir/b c.txt": "second file", "c.txt": "third file",
    "dir/d e.txt": "fourth file",
}  # fmt: skip


def log_artifact(contents):
    import os

    import wandb

    run = wandb.init(project="p", id="logger")
    artifact = wandb.Artifact("data", "dataset")
    for name, text in contents.items():
        path = os.path.join("data", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        artifact.add_file(path, name=name)
    run.log_artifact(artifact)
    run.finish()


def load_without_signed_addresses(api, path, layouts):
    import wandb
    from wandb.sdk.artifacts.storage_policies.wandb_storage_policy import WandbStoragePolicy

    artifact = api.artifact(path)
    found = {}
    for name, layout in layouts.items():
        entry = artifact.manifest.entries[name]
        assert getattr(entry, "_download_url", None) is None
        policy = WandbStoragePolicy(config={"storageLayout": layout})
        with open(policy.load_file(artifact, entry, dest_path=f"{wandb.__version__}-{name}")) as file:
            found[name] = file.read()
        # The client's one cache would give this file to whatever the process downloads later.
        policy._cache._override_cache_path = None
    return found


def test_clients_find_files_without_signed_addresses(version, readers, client_of, account):
    """Equal contents go by one address only: the second would come from the client's cache."""
    client_of(version).call(log_artifact, contents=CONTENTS)
    layouts = {"a.txt": "V1", "dir/b c.txt": "V1", "c.txt": "V2", "dir/d e.txt": "V2"}
    loaded = readers[version].call(
        load_without_signed_addresses, account, path=f"{account.user}/p/data:v0", layouts=layouts
    )
    assert loaded == {name: CONTENTS[name] for name in layouts}


def address(user: str, text: str) -> str:
    return f"/artifacts/{user}/{hashlib.md5(text.encode()).hexdigest()}"


def test_addresses_by_content(server, account, client_of):
    client_of("0.31.0").call(log_artifact, contents=CONTENTS)
    for text in CONTENTS.values():
        found = account.request("GET", address(account.user, text))
        assert (found.status_code, found.text) == (200, text)
        assert found.headers["Content-Length"] == str(len(text))
        assert found.headers["Content-Type"].startswith("text/plain")
    part = account.request("GET", address(account.user, "first file"), headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.text) == (206, "rst")
    head = account.request("HEAD", address(account.user, "first file"))
    assert (head.status_code, head.headers["Content-Length"]) == (200, "10")

    upper = hashlib.md5(b"first file").hexdigest().upper()
    assert account.request("GET", f"/artifacts/{account.user}/{upper}").text == "first file"
    assert account.request("GET", address(account.user, "never logged")).status_code == 404
    assert account.request("GET", address("nobody-at-all", "first file")).status_code == 404
    assert account.request("GET", f"/artifacts/{account.user}/0123").status_code == 400
    assert account.request("GET", f"/artifacts/{account.user}").status_code == 404


def test_addresses_by_content_open_nothing_else(server, account, client_of):
    """Who knows what a file holds, or its MD5, learns nothing about whether somebody else has it."""
    stranger = server.add_user()
    client_of("0.31.0").call(log_artifact, contents=CONTENTS)
    hidden = stranger.request("GET", address(account.user, "first file"))
    absent = stranger.request("GET", address(account.user, "never logged"))
    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.json(), "requestID": ""} == {**absent.json(), "requestID": ""}
    assert stranger.request("GET", address(stranger.user, "first file")).status_code == 404

    # The same contents in a team that both read, then in a project of the stranger's own.
    team = f"team-{account.user}"
    server.add_team(team, account, **{stranger.user: "viewer"})
    client = Client("0.31.0", account, client_of("0.31.0", directory="team").directory)
    client.call(log_artifact, contents=CONTENTS, environment={"WANDB_ENTITY": team})
    assert stranger.request("GET", address(team, "first file")).text == "first file"
    assert stranger.request("GET", address(account.user, "first file")).status_code == 404


def test_digest_of_a_file_is_its_md5(account, client_of):
    """The digests that addresses are made of are those that the server shows."""
    client_of("0.31.0").call(log_artifact, contents=CONTENTS)
    files = account.graphql(
        "query F($e: String!) { project(name: \"p\", entityName: $e) { artifact(name: \"data:v0\") { files(first: 10) {"
        " edges { node { name digest sizeBytes } } } } } }",
        e=account.user,
    )["project"]["artifact"]["files"]["edges"]  # fmt: skip
    digests = {edge["node"]["name"]: base64.b64decode(edge["node"]["digest"]).hex() for edge in files}
    assert digests == {name: hashlib.md5(text.encode()).hexdigest() for name, text in CONTENTS.items()}
