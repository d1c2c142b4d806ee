"""Nobody reads or writes what is not theirs: by name, by id, by file address, by GraphQL node."""

import json
import subprocess
import time

import pytest

from harness.account import CREATE_RUN_FILES, UPSERT_BUCKET, Account
from harness.client import Client
from harness.paths import BINARY

REVOKED_SECONDS = 8

DELETE_RUN = "mutation DeleteRun($id: ID!) { deleteRun(input: {id: $id}) { clientMutationId } }"
STOP_RUN = "mutation StopRun($id: ID!) { stopRun(input: {id: $id}) { success } }"
DELETE_FILES = "mutation deleteFiles($files: [ID!]!) { deleteFiles(input: {files: $files}) { success } }"
REWIND = (
    "mutation RewindRun($runName: String!, $entity: String, $project: String, $metricName: String!, $metricValue: Float!) {"
    " rewindRun(input: {runName: $runName, entityName: $entity, projectName: $project, metricName: $metricName,"
    " metricValue: $metricValue}) { rewoundRun { id } } }"
)
ALERT = (
    "mutation NotifyScriptableRunAlert($entityName: String!, $projectName: String!, $runName: String!, $title: String!,"
    " $text: String!) { notifyScriptableRunAlert(input: {entityName: $entityName, projectName: $projectName,"
    " runName: $runName, title: $title, text: $text}) { success } }"
)
FILES = (
    "query RunFiles($e: String!, $p: String!, $r: String!) { project(name: $p, entityName: $e) { run(name: $r) {"
    " files { edges { node { id name url directUrl } } } } } }"
)


@pytest.fixture
def owner(server, account):
    """The account whose run the others try to get at."""
    account.upsert_run("secret", "private", config={"password": "hidden-config"}, displayName="hidden-name")
    account.stream("private", "secret", history=(0, [{"_step": 0, "v": "hidden-row"}]), summary={"v": "hidden-summary"})
    account.upload("private", "secret", "a.txt", b"hidden-file")
    return account


@pytest.fixture
def stranger(server):
    return server.add_user()


def state_of(owner):
    # Signs of life are written down a little later than they come.
    run = {name: value for name, value in owner.run("private", "secret").items() if name != "heartbeatAt"}
    return (
        run, owner.history("private", "secret"),
        owner.request("GET", f"/files/{owner.user}/private/secret/a.txt").content,
    )  # fmt: skip


def refused(response):
    """A clear refusal, or an answer without anything in it."""
    if response.status_code in (401, 403, 404):
        return True
    body = response.json()
    data = body.get("data")
    return bool(body.get("errors")) or not data or all(value is None for value in data.values())


def wait_until_refused(action):
    """A key that was taken away may be remembered for a few seconds."""
    deadline = time.monotonic() + REVOKED_SECONDS
    while not (done := is_refused(action())) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert done, f"still possible after {REVOKED_SECONDS} s"


def is_refused(response):
    if response.status_code in (401, 403, 404):
        return True
    return "data" in response.json() and response.json()["data"].get("viewer", "") is None


def attempts(someone: Account, owner: Account):
    """Every way that a stranger may try, by name and by id."""
    run_id = owner.run("private", "secret")["id"]
    (file,) = owner.graphql(FILES, e=owner.user, p="private", r="secret")["project"]["run"]["files"]["edges"]
    names = {"entity": owner.user, "project": "private"}
    by_entity = {"entityName": owner.user, "projectName": "private", "runName": "secret"}
    post = someone.post_graphql
    yield "upsert by name", post(UPSERT_BUCKET, {**names, "name": "secret", "displayName": "stolen"})
    yield "upsert by id", post(UPSERT_BUCKET, {"id": run_id, "notes": "stolen"})
    yield "upsert by id elsewhere", post(UPSERT_BUCKET, {"id": run_id, "entity": someone.user, "project": "x", "notes": "stolen"})
    yield "new run in their project", post(UPSERT_BUCKET, {**names, "name": "planted"})
    yield "new project", post(UPSERT_BUCKET, {"entity": owner.user, "project": "planted", "name": "planted"})
    yield "upload", post(CREATE_RUN_FILES, {**names, "run": "secret", "files": ["a.txt"]})
    yield "delete", post(DELETE_RUN, {"id": run_id})
    yield "stop", post(STOP_RUN, {"id": run_id})
    yield "delete file", post(DELETE_FILES, {"files": [file["node"]["id"]]})
    yield "rewind", post(REWIND, {**names, "runName": "secret", "metricName": "_step", "metricValue": -1.0})
    yield "alert", post(ALERT, {**by_entity, "title": "t", "text": "x"})
    yield "read by name", post(FILES, {"e": owner.user, "p": "private", "r": "secret"})
    yield "node", post("query N($id: ID!) { node(id: $id) { id ... on Run { config summaryMetrics } } }", {"id": run_id})
    yield "list", post('query R($e: String!) { project(name: "private", entityName: $e) { runs(first: 5) { edges { node { id } } } } }', {"e": owner.user})  # fmt: skip
    yield "stream", someone.post_stream("private", "secret", {"complete": True, "exitcode": 1}, owner.user)
    yield "download", someone.request("GET", f"/files/{owner.user}/private/secret/a.txt")
    yield "download by url", someone.request("GET", file["node"]["url"])
    fork = json.dumps({"_wandb": {"value": {"t": {}, "branch_point": {"run_id": "secret", "step": 0}}}})
    yield "fork into mine", post(UPSERT_BUCKET, {"entity": someone.user, "project": "private", "name": "thief", "config": fork})


def test_strangers_get_nothing(owner, stranger):
    before = state_of(owner)
    for name, response in attempts(stranger, owner):
        assert "hidden" not in response.text, name
        if name not in ("fork into mine", "delete"):  # deleting what is not there is no error, for them nothing is
            assert refused(response), f"{name}: {response.status_code} {response.text}"
    assert "hidden" not in json.dumps(stranger.history("private", "thief") if stranger.run("private", "thief") else [])
    assert state_of(owner) == before
    assert owner.run("private", "planted") is None and owner.run("planted", "planted") is None


def test_nobody_gets_nothing(owner):
    before = state_of(owner)
    for key in ("", "0" * 40):
        nobody = Account(owner.base_url, "nobody", key)
        for name, response in attempts(nobody, owner):
            assert "hidden" not in response.text, name
            assert refused(response), f"{name}: {response.status_code} {response.text}"
    assert state_of(owner) == before


def test_names_give_nothing_away(owner, stranger):
    """What exists but is not theirs looks like what does not exist."""
    absent = stranger.post_graphql(FILES, {"e": owner.user, "p": "absent", "r": "absent"})
    hidden = stranger.post_graphql(FILES, {"e": owner.user, "p": "private", "r": "secret"})
    assert (absent.status_code, absent.json()) == (hidden.status_code, hidden.json())
    absent = stranger.request("GET", f"/files/{owner.user}/private/absent/a.txt")
    hidden = stranger.request("GET", f"/files/{owner.user}/private/secret/a.txt")
    assert absent.status_code == hidden.status_code


def test_roles_of_a_team(server, account):
    """Admins and members write, viewers read, others do neither; leaving takes all of it away."""
    member, viewer, other = (server.add_user() for _ in range(3))
    team = f"team-{account.user}"
    server.add_team(team, account, **{member.user: "member", viewer.user: "viewer"})
    for writer in (account, member):
        writer.upsert_run(f"by-{writer.user}", "p", entity=team, config={})
        writer.stream("p", f"by-{writer.user}", entity=team, history=(0, [{"_step": 0, "a": 1}]))
    run = f"by-{member.user}"
    for reader in (account, member, viewer):
        assert reader.run("p", run, team)["user"]["username"] == member.user
    assert other.run("p", run, team) is None
    for outsider in (viewer, other):
        assert refused(outsider.post_graphql(UPSERT_BUCKET, {"entity": team, "project": "p", "name": "x"}))
        assert outsider.post_stream("p", run, {}, team).status_code in (401, 403, 404)
    server.cli("team", "remove-member", team, member.user)
    wait_until_refused(lambda: member.post_stream("p", run, {}, team))
    assert member.run("p", run, team) is None
    assert account.run("p", run, team), "the team keeps what its former member made"


def test_keys_come_and_go(server):
    user = server.add_user()
    key = server.cli("key", "add", "--user", user.user, "--name", "second", "--quiet")
    second = Account(user.base_url, user.user, key)
    assert len(key) == 40 and key != user.key
    assert second.graphql("{ viewer { username } }")["viewer"]["username"] == user.user
    keys = server.cli_json("key", "list")
    keys = keys if isinstance(keys, list) else keys["keys"]
    (entry,) = [entry for entry in keys if entry["name"] == "second" and entry["user"] == user.user]
    assert key not in json.dumps(keys), "a key is shown once"
    server.cli("key", "remove", str(entry["id"]))
    wait_until_refused(lambda: second.post_graphql("{ viewer { username } }"))
    assert user.graphql("{ viewer { username } }")["viewer"]["username"] == user.user


def test_removed_user_is_out(server):
    user = server.add_user()
    user.upsert_run("r1", "p", config={})
    server.cli("user", "remove", user.user)
    wait_until_refused(lambda: user.post_graphql("{ viewer { username } }"))
    assert user.post_stream("p", "r1", {}).status_code in (401, 403, 404)


def test_administration_through_the_server(own_server):
    """The same commands with --server and a key instead of --data."""
    server = own_server()

    def roost(*arguments, key=server.admin.key, input=""):
        return subprocess.run(
            [BINARY, *arguments, "--server", server.base_url, "--api-key", key],
            capture_output=True, text=True, input=input, timeout=60,
        )  # fmt: skip

    assert roost("user", "add", "remote", "--email", "r@example.org").returncode == 0
    key = roost("key", "add", "--user", "remote", "--quiet").stdout.strip()
    remote = Account(server.base_url, "remote", key)
    assert remote.graphql("{ viewer { username } }")["viewer"]["username"] == "remote"
    assert roost("team", "add", "lab", "--admin", "remote").returncode == 0
    assert "remote" in roost("user", "list").stdout and "lab" in roost("team", "list").stdout
    names = json.loads(roost("user", "list", "--json").stdout)
    assert any("remote" in json.dumps(entry) for entry in (names if isinstance(names, list) else names["users"]))
    denied = roost("user", "add", "evil", key=key)
    assert denied.returncode != 0 and denied.stderr
    assert roost("user", "remove", "remote").returncode == 0
    assert is_refused(remote.post_graphql("{ viewer { username } }")), "what the server itself did counts at once"


def test_commands_fail_clearly(server):
    for arguments in (
        ("user", "add", "bad name/with slash"), ("user", "remove", "absent-user"), ("key", "add", "--user", "absent-user"),
        ("key", "remove", "no-such-key"), ("team", "add-member", "absent-team", "absent-user", "--role", "member"),
        ("user", "add", ""), ("team", "add", "..", "--admin", "absent-user"),
    ):  # fmt: skip
        done = subprocess.run(
            [BINARY, *arguments, "--data", server.data], capture_output=True, text=True, input="", timeout=60
        )
        assert done.returncode != 0 and done.stderr.strip(), arguments


def log_into_foreign_entity(entity):
    import wandb

    try:
        run = wandb.init(project="private", entity=entity, id="intruder")
        run.log({"x": 1})
        run.finish()
    except Exception as error:
        return type(error).__name__
    return "started"


def test_a_client_is_told(owner, stranger, client_of):
    """A real client that names another's entity fails at once, with an error."""
    for version in ("0.18.0", "0.31.0"):
        client = Client(version, stranger, client_of(version, directory=version).directory)
        done = client.run(log_into_foreign_entity, entity=owner.user)
        assert done.value in ("CommError", "Error", "AuthenticationError", "UsageError"), done.output
    assert owner.run("private", "intruder") is None
