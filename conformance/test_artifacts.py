"""Artifacts as runs need them: logged, used by other runs, downloaded, by clients of every version."""

from harness.client import VERSIONS

FILES = {"a.txt": "first", "deep/er/b c.txt": "second", "empty.txt": "", "ü.txt": "third"}


def log_artifact(files, number):
    import os

    import wandb

    run = wandb.init(project="p", id=f"maker-{number}", job_type="make")
    os.makedirs("out", exist_ok=True)
    artifact = wandb.Artifact("data", "dataset", description="what it is", metadata={"lr": 0.5, "deep": {"n": [1, None]}})
    for name, text in files.items():
        path = os.path.join("out", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        artifact.add_file(path, name=name)
    run.log_artifact(artifact, aliases=["best", f"n{number}"])
    run.finish()


def use_artifact(name, number):
    import os

    import wandb

    run = wandb.init(project="p", id=f"user-{number}", job_type="use")
    artifact = run.use_artifact(name)
    directory = artifact.download(root="in", skip_cache=True) if number != "0.16.6" else artifact.download(root="in")
    found = {}
    for folder, _, names in os.walk(directory):
        for file_name in names:
            path = os.path.join(folder, file_name)
            with open(path) as file:
                found[os.path.relpath(path, directory)] = file.read()
    run.finish()
    return found


def read_artifact(api, path, run):
    artifact = api.artifact(path)
    return {
        "version": artifact.version,
        "aliases": sorted(artifact.aliases),
        "type": artifact.type,
        "state": artifact.state,
        "description": artifact.description,
        "metadata": artifact.metadata,
        "size": artifact.size,
        "maker": artifact.logged_by().id,
        "users": sorted(user.id for user in artifact.used_by()),
        "entries": sorted(artifact.manifest.entries),
        "used": [used.name for used in api.run(run).used_artifacts()],
        "logged": [logged.name for logged in api.run(run.replace("/user-", "/maker-")).logged_artifacts() if logged.type == "dataset"],
    }


def test_logged_used_and_downloaded(version, client_of, account, readers):
    first = {**FILES, "number.txt": "0"}
    client_of(version, directory="maker").call(log_artifact, files={**first, "gone.txt": "x"}, number="0")
    client_of(version, directory="again").call(log_artifact, files=first, number=version)
    # The same contents once more are the same version.
    client_of(version, directory="same").call(log_artifact, files=first, number="same")
    for user in VERSIONS:
        used = client_of(user, directory=f"user-{user}").call(use_artifact, name="data:latest", number=user)
        assert used == first, user
    expected = {
        "version": "v1",
        "aliases": sorted(["best", f"n{version}", "nsame", "latest", "v1"]),
        "type": "dataset",
        "state": "COMMITTED",
        "description": "what it is",
        "metadata": {"lr": 0.5, "deep": {"n": [1, None]}},
        "size": sum(len(text.encode()) for text in first.values()),
        "maker": f"maker-{version}",
        "users": sorted(f"user-{user}" for user in VERSIONS),
        "entries": sorted(first),
        "used": ["data:v1"],
        "logged": ["data:v1"],
    }
    for reader_version, reader in readers.items():
        found = reader.call(read_artifact, account, path=f"{account.user}/p/data:best", run=f"{account.user}/p/user-{version}")
        found["aliases"] = sorted({*found["aliases"], "v1"})
        assert found == expected, reader_version
