"""Reading through `wandb.Api()`: filters, order, pages, projects, teams."""

import pytest

from harness.account import Account
from harness.client import VERSIONS

RUNS = [
    # id, state, config, summary, tags, group, job type, display name
    ("r0", "finished", {"lr": 0.1, "model": {"name": "a", "depth": 2}, "use": True}, {"acc": 0.5, "val/loss": 3.0}, ["x"], "g1", "train", "alpha"),
    ("r1", "finished", {"lr": 0.2, "model": {"name": "b", "depth": 3}}, {"acc": 0.7, "val/loss": 2.0}, ["x", "y"], "g1", "eval", "beta one"),
    ("r2", "failed", {"lr": 0.3, "model": {"name": "a", "depth": 4}, "use": False}, {"acc": 0.9, "val/loss": 1.0}, [], "g2", "train", "beta two"),
    ("r3", "running", {"lr": 0.4}, {}, ["y", "z"], None, None, "gamma"),
    ("r4", "finished", {"lr": "high"}, {"acc": float("nan"), "dotted.key": 1}, None, "g2", "train", "delta"),
]  # fmt: skip

FILTERS = [
    ({}, "r0 r1 r2 r3 r4"),
    (None, "r0 r1 r2 r3 r4"),
    ({"state": "finished"}, "r0 r1 r4"),
    ({"state": {"$ne": "finished"}}, "r2 r3"),
    ({"state": {"$in": ["failed", "running"]}}, "r2 r3"),
    ({"state": {"$nin": ["failed", "running"]}}, "r0 r1 r4"),
    ({"config.lr": 0.1}, "r0"),
    ({"config.lr.value": 0.1}, "r0"),
    ({"config.lr": {"$gt": 0.1}}, "r1 r2 r3"),
    ({"config.lr": {"$gte": 0.2, "$lt": 0.4}}, "r1 r2"),
    ({"config.lr": {"$lte": 0.2}}, "r0 r1"),
    ({"config.lr": "high"}, "r4"),
    ({"config.model.name": "a"}, "r0 r2"),
    ({"config.model.value.depth": {"$gt": 2}}, "r1 r2"),
    ({"config.model.depth": {"$gt": 2}}, "r1 r2"),
    ({"config.use": True}, "r0"),
    ({"config.use": {"$exists": True}}, "r0 r2"),
    ({"config.use": {"$exists": False}}, "r1 r3 r4"),
    ({"config.use": {"$ne": True}}, "r1 r2 r3 r4"),
    ({"summary_metrics.acc": {"$gt": 0.5}}, "r1 r2"),
    ({"summary_metrics.val/loss": {"$lte": 2}}, "r1 r2"),
    ({"summary_metrics.dotted.key": 1}, "r4"),
    ({"tags": "y"}, "r1 r3"),
    ({"tags": {"$in": ["x", "z"]}}, "r0 r1 r3"),
    ({"tags": {"$nin": ["x", "z"]}}, "r2 r4"),
    ({"tags": {"$all": ["x", "y"]}}, "r1"),
    ({"tags": {"$size": 2}}, "r1 r3"),
    ({"tags": {"$contains": "z"}}, "r3"),
    ({"group": "g1"}, "r0 r1"),
    ({"job_type": "train"}, "r0 r2 r4"),
    ({"jobType": "eval"}, "r1"),
    ({"display_name": "gamma"}, "r3"),
    ({"displayName": {"$regex": "^beta"}}, "r1 r2"),
    ({"display_name": {"$regex": "t.*o"}}, "r1 r2"),
    ({"display_name": {"$contains": "ta"}}, "r1 r2 r4"),
    ({"display_name": {"$not": {"$regex": "a$"}}}, "r1 r2"),
    ({"name": {"$in": ["r1", "r3", "absent"]}}, "r1 r3"),
    ({"$or": [{"name": "r0"}, {"state": "failed"}]}, "r0 r2"),
    ({"$and": [{"state": "finished"}, {"config.lr": {"$lt": 0.2}}]}, "r0"),
    ({"$nor": [{"state": "finished"}, {"name": "r3"}]}, "r2"),
    ({"$and": [{"$or": [{"group": "g1"}, {"group": "g2"}]}, {"job_type": {"$ne": "train"}}]}, "r1"),
    ({"state": "finished", "group": "g2"}, "r4"),
    ({"config.lr": {"$not": {"$gt": 0.1}}}, "r0 r4"),
    ({"created_at": {"$gt": "2020-01-01T00:00:00Z"}}, "r0 r1 r2 r3 r4"),
    ({"createdAt": {"$lt": "2020-01-01T00:00:00Z"}}, ""),
    ({"keys_info.keys.loss": {"$exists": True}}, "r0 r1"),
    ({"config.absent": 1}, ""),
]


@pytest.fixture
def project(account):
    for name, state, config, summary, tags, group, job_type, display_name in RUNS:
        account.upsert_run(
            name, "listed", config=config, tags=tags, groupName=group, jobType=job_type, displayName=display_name
        )
        history = {"history": (0, [{"_step": 0, "loss": 1.0}])} if name in ("r0", "r1") else {}
        account.stream("listed", name, summary=summary, **history)
        if state != "running":
            account.stream("listed", name, complete=True, exitcode=0 if state == "finished" else 1)
    return f"{account.user}/listed"


def list_runs(api, path, cases):
    """For each set of arguments: the ids that `api.runs` yields, and its length."""
    results = []
    for arguments in cases:
        try:
            runs = api.runs(path, **arguments)
            ids = [run.id for run in runs]
            results.append([ids, len(runs)])
        except Exception as error:
            results.append([f"{type(error).__name__}: {error}", None])
    return results


@pytest.mark.parametrize("version", VERSIONS)
def test_filters(version, readers, account, project):
    cases = [{"filters": filters, "order": "+created_at"} for filters, _ in FILTERS]
    results = readers[version].call(list_runs, account, path=project, cases=cases)
    wrong = [
        f"{filters}: {ids} ({length}) instead of {expected}"
        for (filters, expected), (ids, length) in zip(FILTERS, results)
        if ids != expected.split() or length != len(expected.split())
    ]
    assert not wrong, "\n".join(wrong)


ORDERS = {
    "+created_at": "r0 r1 r2 r3 r4",
    "-created_at": "r4 r3 r2 r1 r0",
    "created_at": "r0 r1 r2 r3 r4",
    "+summary_metrics.val/loss": "r2 r1 r0",
    "-summary_metrics.val/loss": "r0 r1 r2",
    "-summary_metrics.acc": "r2 r1 r0",
    "+config.lr.value": "r0 r1 r2 r3",
    "-config.model.depth": "r2 r1 r0",
    "+display_name": "r0 r1 r2 r4 r3",
}


@pytest.mark.parametrize("version", VERSIONS)
def test_order_and_pages(version, readers, account, project):
    """Every order over pages of every size; runs without the key come last, none twice."""
    cases = [{"order": order, "per_page": size} for order in ORDERS for size in (1, 2, 50)]
    results = readers[version].call(list_runs, account, path=project, cases=cases)
    for case, (ids, length) in zip(cases, results):
        expected = ORDERS[case["order"]].split()
        assert isinstance(ids, list), f"{case}: {ids}"
        comparable = [one for one in ids if one in expected]
        assert comparable == expected and sorted(ids) == ["r0", "r1", "r2", "r3", "r4"], f"{case}: {ids}"
        assert length == 5 and (case["order"].endswith(("created_at", "display_name")) or ids[: len(expected)] == expected)


def test_bad_filters_and_orders(account, project):
    query = (
        "query Runs($e: String!, $f: JSONString, $o: String, $a: String, $n: Int) { project(name: \"listed\", entityName: $e) {"
        " runs(filters: $f, order: $o, after: $a, first: $n) { edges { node { name } cursor } } } }"
    )
    for variables in (
        {"f": "not json"}, {"f": "[]"}, {"f": '{"$unknown": 1}'}, {"f": '{"config.lr": {"$unknown": 1}}'},
        {"f": '{"$and": 5}'}, {"f": '{"display_name": {"$regex": "("}}'}, {"f": '{"name": {"$in": 3}}'},
        {"a": "no-such-cursor"}, {"n": -1}, {"n": 10_000_000}, {"f": '{"$or":[' * 2000}, {"o": "+config.x'; DROP TABLE runs"},
    ):  # fmt: skip
        response = account.post_graphql(query, {"e": account.user, **variables})
        body = response.json()
        assert response.status_code in (200, 400), variables
        if "o" in variables:
            continue
        assert body.get("errors") and body["errors"][0]["message"], f"{variables}: {body}"
    assert len(account.graphql(query, e=account.user)["project"]["runs"]["edges"]) == 5


def test_pages_stay_stable_while_runs_are_added(account, project):
    """A cursor keeps its place: new runs in front of it shift nothing."""
    query = (
        "query Runs($e: String!, $a: String) { project(name: \"listed\", entityName: $e) { runs(order: \"-created_at\","
        " first: 2, after: $a) { edges { node { name } cursor } pageInfo { hasNextPage endCursor } } } }"
    )
    seen, after = [], None
    for turn in range(10):
        page = account.graphql(query, e=account.user, a=after)["project"]["runs"]
        seen += [edge["node"]["name"] for edge in page["edges"]]
        account.upsert_run(f"added-{turn}", "listed", config={})
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["edges"][-1]["cursor"]
    assert seen == ["r4", "r3", "r2", "r1", "r0"]


def read_projects(api, entity):
    return sorted(project.name for project in api.projects(entity, per_page=2))


def make_project(api, entity):
    api.create_project("made", entity)
    return api.project("made", entity).name


def missing_things(api, entity):
    outcomes = {}
    for name, look in {
        "run": lambda: api.run(f"{entity}/p0/absent"),
        "project": lambda: list(api.runs(f"{entity}/absent")),
    }.items():
        try:
            look()
            outcomes[name] = "found"
        except Exception as error:
            outcomes[name] = type(error).__name__
    return outcomes


def test_projects(account, readers):
    for number in range(5):
        account.upsert_run("r1", f"p{number}", config={})
    expected = [f"p{number}" for number in range(5)]
    for version, reader in readers.items():
        assert reader.call(read_projects, account, entity=account.user) == expected, version
        assert reader.call(missing_things, account, entity=account.user) == {"run": "CommError", "project": "ValueError"}
    for version, reader in readers.items():
        assert reader.call(make_project, account, entity=account.user) == "made", version
        assert reader.call(read_projects, account, entity=account.user) == sorted([*expected, "made"])


def create_run(api, entity):
    run = api.create_run(run_id="made-by-api", project="p", entity=entity)
    return run.id


def test_create_run(account, readers):
    for version, reader in readers.items():
        assert reader.call(create_run, account, entity=account.user) == "made-by-api", version
    assert account.run("p", "made-by-api")["name"] == "made-by-api"


def read_team(api, name):
    team = api.team(name)
    return {"name": team.name, "members": sorted([member.username, bool(member.admin)] for member in team.members)}


def test_teams(server, account, readers):
    other = server.add_user()
    team = f"readable-{account.user}"
    server.add_team(team, account, **{other.user: "member"})
    for version, reader in readers.items():
        seen = reader.call(read_team, account, name=team)
        assert seen == {"name": team, "members": sorted([[account.user, True], [other.user, False]])}, version


ENTITY = """
query Entity($name: String!) {
  entity(name: $name) {
    id name available readOnly readOnlyAdmin isTeam entityType privateOnly storageBytes codeSavingEnabled defaultAccess
    isPaid members { id } organization { id } user { id } projects(first: 5) { edges { node { id } } }
  }
}
"""


def test_names_that_are_free(server, account, readers):
    """Clients look at what a name would be before they make a team of it."""
    entity = account.graphql(ENTITY, name="nobody-yet")["entity"]
    assert entity.pop("id")
    assert entity == {
        "name": "nobody-yet", "available": True, "readOnly": True, "readOnlyAdmin": False, "isTeam": False,
        "entityType": None, "privateOnly": False, "storageBytes": 0, "codeSavingEnabled": True,
        "defaultAccess": "PRIVATE", "isPaid": False, "members": [], "organization": None, "user": None,
        "projects": {"edges": []},
    }  # fmt: skip
    assert account.graphql(ENTITY, name=account.user)["entity"]["available"] is False
    for name in ("no name/at all", "graphql", account.user.upper()):
        assert account.graphql(ENTITY, name=name)["entity"] is None, name
    assert Account(server.base_url, "", "").graphql(ENTITY, name="nobody-yet")["entity"] is None
    for version, reader in readers.items():
        assert reader.call(read_team, account, name="nobody-yet") == {"name": "nobody-yet", "members": []}, version


def read_lazily(api, path):
    return [[run.id, run.config.get("lr"), run.summary.get("acc"), run.state] for run in api.runs(path, order="+created_at")]


def test_config_and_summary_of_listed_runs(account, readers, project):
    for version, reader in readers.items():
        listed = reader.call(read_lazily, account, path=project)
        assert [row[:2] for row in listed] == [["r0", 0.1], ["r1", 0.2], ["r2", 0.3], ["r3", 0.4], ["r4", "high"]], version
        assert [row[2] for row in listed][:3] == [0.5, 0.7, 0.9]
        assert [row[3] for row in listed] == ["finished", "finished", "failed", "running", "finished"]
