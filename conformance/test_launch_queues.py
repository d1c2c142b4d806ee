"""Queues through the official Python interface: making, changing and deleting them, templates, priorities, items."""

import json

import pytest

LAUNCH_VERSIONS = ("0.18.0", "0.31.0")
QUEUES = """
query Queues($entity: String!) {
  project(name: "model-registry", entityName: $entity) {
    runQueues {
      name prioritizationMode state
      runQueueItems { edges { node { id state status priority reason runSpec resource } } }
    }
  }
}
"""
POP = """
mutation Pop($entity: String!, $queue: String!) {
  popFromRunQueue(input: {entityName: $entity, projectName: "model-registry", queueName: $queue}) {
    runQueueItemId runSpec
  }
}
"""


@pytest.fixture(params=LAUNCH_VERSIONS)
def launcher(request, client_of):
    return client_of(request.param)


def queues(account):
    found = account.graphql(QUEUES, entity=account.user)["project"]
    return {queue["name"]: queue for queue in found["runQueues"]} if found else {}


def items(account, queue):
    return [edge["node"] for edge in queues(account)[queue]["runQueueItems"]["edges"]]


def make_and_delete(entity):
    import wandb

    api = wandb.Api()
    variables = {"cores": {"schema": {"type": "integer", "default": 2, "minimum": 1, "maximum": 8}}}
    made = api.create_run_queue(
        "first", "local-container", entity=entity, prioritization_mode="V0",
        config={"cpus": "{{cores}}", "env": ["A=1"]}, template_variables=variables,
    )
    seen = api.run_queue(entity, "first")
    answer = {
        "same": made.id == seen.id,
        "access": seen.access,
        "type": seen.type,
        "mode": seen.prioritization_mode,
        "config": seen.default_resource_config,
        "variables": [[v["name"], v["schema"]] for v in seen.template_variables],
        "items": len(seen.items),
    }
    try:
        api.create_run_queue("first", "local-container", entity=entity)
        answer["again"] = "made"
    except Exception as error:
        answer["again"] = str(error)
    seen.delete()
    try:
        answer["deleted"] = api.run_queue(entity, "first").id is None
    except Exception:
        answer["deleted"] = True
    return answer


def upsert(entity):
    import wandb

    api = wandb.Api()
    api.upsert_run_queue(
        "second", {"cpus": 1}, "local-container", entity=entity,
        external_links={"docs": "https://example.org"},
    )
    first = api.run_queue(entity, "second")
    before = [first.id, first.default_resource_config, first.external_links]
    api.upsert_run_queue("second", {"cpus": 2}, "local-process", entity=entity, prioritization_mode="V0")
    second = api.run_queue(entity, "second")
    try:
        api.upsert_run_queue(
            "second", {}, "local-process", entity=entity,
            template_variables={"x": {"schema": {"type": "matrix"}}},
        )
        fault = "accepted"
    except Exception as error:
        fault = str(error)
    return before, [second.id, second.default_resource_config, second.type, second.prioritization_mode], fault


def test_queues_are_made_and_deleted(launcher, account):
    seen = launcher.call(make_and_delete, entity=account.user)
    variables = seen.pop("variables")
    assert [name for name, _ in variables] == ["cores"]
    schema = variables[0][1] if isinstance(variables[0][1], dict) else json.loads(variables[0][1])
    assert schema == {"type": "integer", "default": 2, "minimum": 1, "maximum": 8}
    assert "exists" in seen.pop("again")
    assert seen == {
        "same": True, "access": "PROJECT", "type": "local-container", "mode": "V0", "items": 0, "deleted": True,
        "config": {"resource_args": {"local-container": {"cpus": "{{cores}}", "env": ["A=1"]}}},
    }


def test_upsert(client_of, account):
    before, after, fault = client_of("0.31.0").call(upsert, entity=account.user)
    assert before[0] == after[0]
    assert before[1] == {"resource_args": {"local-container": {"cpus": 1}}}
    assert before[2] == {"links": [{"url": "https://example.org", "label": "docs"}]}
    assert after[1:] == [{"resource_args": {"local-process": {"cpus": 2}}}, "local-process", "V0"]
    # The client prints what is wrong and raises this.
    assert fault == "failed to create run queue"


def add(entity, queue, job, resource_config, adds):
    import wandb
    from wandb.sdk.launch import launch_add

    api = wandb.Api()
    if resource_config is not None:
        variables = {
            "cores": {"schema": {"type": "integer", "default": 2, "maximum": 8}},
            "size": {"schema": {"type": "string", "enum": ["s", "m"], "default": "s"}},
        }
        api.create_run_queue(
            queue, "local-process", entity=entity, prioritization_mode="V0", config=resource_config,
            template_variables=variables,
        )
    answers = []
    for arguments in adds:
        try:
            item = launch_add(job=job, entity=entity, project="p", queue_name=queue, **arguments)
            answers.append([item.state, item.id])
            if arguments.get("name") == "gone":
                item.delete()
        except Exception as error:
            answers.append([type(error).__name__, str(error)])
    return answers


def job(account, client):
    """A job artifact, made by the client itself from an image."""
    done = client.command("job", "create", "image", "example:1", "-n", "j", "-p", "p", "-e", account.user)
    assert done.code == 0, done.output
    return f"{account.user}/p/j:latest"


def test_items(launcher, account):
    adds = [
        {"priority": 3, "config": {"overrides": {"run_config": {"lr": 1}}}},
        {"priority": 0, "template_variables": {"cores": 4, "size": "m"}},
        {"priority": 1, "name": "gone"},
        {"priority": 2, "template_variables": {"cores": 9}},
        {"priority": 2, "template_variables": {"size": "xl"}},
    ]
    answers = launcher.call(
        add, entity=account.user, queue="q", job=job(account, launcher), adds=adds,
        resource_config={"cores": "{{cores}}", "label": "size-{{size}}"},
    )
    assert [state for state, _ in answers[:3]] == ["pending", "pending", "pending"]
    assert {state for state, _ in answers[3:]} == {"LaunchError"}, answers[3:]
    found = {item["id"]: item for item in items(account, "q")}
    first, second, gone = (found[answer[1]] for answer in answers[:3])
    assert first["runSpec"]["resource"] == "local-process" and first["resource"] == "local-process"
    assert first["runSpec"]["resource_args"] == {"local-process": {"cores": 2, "label": "size-s"}}
    assert first["runSpec"]["overrides"]["run_config"] == {"lr": 1}
    assert second["runSpec"]["resource_args"] == {"local-process": {"cores": 4, "label": "size-m"}}
    assert [first["priority"], second["priority"]] == [3, 0]
    assert gone["status"] == "cancelled" and gone["state"] == "FAILED"
    assert second["reason"] == "no agent that serves this queue is alive"
    # The most urgent first.
    popped = [account.graphql(POP, entity=account.user, queue="q")["popFromRunQueue"] for _ in range(3)]
    assert [item and item["runQueueItemId"] for item in popped] == [second["id"], first["id"], None]
    assert popped[0]["runSpec"]["resource_args"] == second["runSpec"]["resource_args"]


def test_the_default_queue_is_made_on_demand(launcher, account):
    [[state, identity]] = launcher.call(
        add, entity=account.user, queue="default", job=job(account, launcher), adds=[{}], resource_config=None,
    )
    assert state == "pending"
    assert [item["id"] for item in items(account, "default")] == [identity]
    [[kind, message]] = launcher.call(
        add, entity=account.user, queue="no-such", job=f"{account.user}/p/j:latest", adds=[{}], resource_config=None,
    )
    assert kind == "LaunchError" and "no-such" not in queues(account), message
