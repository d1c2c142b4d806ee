"""How long artifact versions are kept."""

import time

import pytest

DEADLINE_SECONDS = 60
STATES = """
query States($e: String!) {
  project(name: "p", entityName: $e) {
    artifactCollection(name: "data") { artifacts(first: 10) { edges { node { id state } } } }
  }
}
"""
UPDATE = """
mutation Update($id: ID!, $ttl: Int64) {
  updateArtifact(input: {artifactID: $id, ttlDurationSeconds: $ttl}) {
    artifact { ttlDurationSeconds ttlIsInherited state aliases { alias } }
  }
}
"""


def log_versions(lifetimes):
    from datetime import timedelta

    import wandb

    run = wandb.init(project="p", id="logger")
    for number, seconds in enumerate(lifetimes):
        artifact = wandb.Artifact("data", "dataset")
        with artifact.new_file("number.txt") as file:
            file.write(str(number))
        if seconds != "unset":
            artifact.ttl = None if seconds is None else timedelta(seconds=seconds)
        run.log_artifact(artifact, aliases=[f"number-{number}"]).wait()
    run.finish()


def read_lifetimes(api, path, versions):
    found = [api.artifact(f"{path}:v{version}").ttl for version in range(versions)]
    return [None if ttl is None else ttl.total_seconds() for ttl in found]


def change_lifetime(api, path, seconds):
    from datetime import timedelta

    artifact = api.artifact(path)
    artifact.ttl = timedelta(seconds=seconds)
    artifact.save()
    return api.artifact(path).ttl.total_seconds()


def read_numbers(api, collection):
    return sorted(int(open(version.file()).read()) for version in api.artifacts("dataset", collection))


def node_ids(account):
    collection = account.graphql(STATES, e=account.user)["project"]["artifactCollection"]
    return [edge["node"]["id"] for edge in collection["artifacts"]["edges"]]


def test_lifetimes_are_read_back(client, account, readers):
    client.call(log_versions, lifetimes=["unset", None, 86_400])
    path = f"{account.user}/p/data"
    for version, reader in readers.items():
        assert reader.call(read_lifetimes, account, path=path, versions=3) == [None, None, 86_400], version
        assert reader.call(change_lifetime, account, path=f"{path}:v2", seconds=90_000) == 90_000, version
        assert reader.call(change_lifetime, account, path=f"{path}:v2", seconds=86_400) == 86_400, version


def test_versions_go_when_their_time_is_over(client_of, account, reader):
    client_of("0.31.0").call(log_versions, lifetimes=["unset", 86_400, 1])
    deadline = time.monotonic() + DEADLINE_SECONDS
    while len(node_ids(account)) == 3:
        assert time.monotonic() < deadline, "the version with a second to live is still there"
        time.sleep(0.5)
    assert reader.call(read_numbers, account, collection=f"{account.user}/p/data") == [0, 1]
    newest = account.graphql(UPDATE, id=node_ids(account)[0], ttl=None)["updateArtifact"]["artifact"]
    assert newest["ttlDurationSeconds"] == 86_400
    assert {alias["alias"] for alias in newest["aliases"]} == {"v1", "number-1", "latest"}


@pytest.mark.parametrize("seconds", [0, -3, 3_155_760_001])
def test_lifetimes_that_mean_nothing(client_of, account, seconds):
    client_of("0.31.0").call(log_versions, lifetimes=["unset"])
    (node,) = node_ids(account)
    with pytest.raises(Exception, match=f"ttlDurationSeconds.*{seconds}.*1 to 3155760000 seconds"):
        account.graphql(UPDATE, id=node, ttl=seconds)
    kept = account.graphql(UPDATE, id=node, ttl=None)["updateArtifact"]["artifact"]
    assert (kept["ttlDurationSeconds"], kept["ttlIsInherited"]) == (-2, True)
