"""Swift's `launchAdd(…)` and the commands that put jobs into queues."""

from __future__ import annotations

import json

from harness.swift import Swift


def test_every_argument_of_swift_launch_add_has_its_effect(swift, new_place):
    job = new_place.track()
    user = new_place.account.user
    (seen,) = swift.play({
        "launch_add": {
            "job": job, "config": {"overrides": {"run_config": {"lr": 9}}}, "project": "elsewhere", "entity": user,
            "resource": "local-process", "entry_point": ["python", "train.py"], "name": "named", "version": "main",
            "resource_args": {"local-process": {"grace_seconds": 5}}, "run_id": "chosen", "repository": "reg/x",
            "sweep_id": "s1", "author": user, "priority": 1, "then": "delete",
        }
    })  # fmt: skip
    assert seen["queue"] == "default" and seen["entity"] == user and seen["state"] == "PENDING"
    spec = seen["spec"]
    assert spec["job"] == job and spec["overrides"] == {"entry_point": ["python", "train.py"], "run_config": {"lr": 9}}
    assert (spec["project"], spec["entity"], spec["name"]) == ("elsewhere", user, "named")
    assert (spec["run_id"], spec["sweep_id"], spec["author"]) == ("chosen", "s1", user)
    assert spec["git"] == {"version": "main"} and spec["registry"] == {"uri": "reg/x"}
    assert spec["resource"] == "local-process" and spec["resource_args"] == {"local-process": {"grace_seconds": 5}}


def test_launch_add_takes_repositories_images_and_variables(swift, new_place):
    user = new_place.account.user
    new_place.account.graphql(
        "mutation($i: UpsertRunQueueInput!) { upsertRunQueue(input: $i) { success } }",
        i={
            "entityName": user, "projectName": "own", "queueName": "sized", "resourceType": "local-container",
            "resourceConfig": json.dumps({"resource_args": {"local-container": {"memory": "{{size}}"}}}),
            "templateVariables": json.dumps({"size": {"schema": {"type": "string", "enum": ["64m", "128m"]}}}),
        },
    )  # fmt: skip
    where = {"queue_name": "sized", "project_queue": "own"}
    added = {"docker_image": "localhost/x:1", "template_variables": {"size": "64m"}, **where}
    (image,) = swift.play({"launch_add": added})
    assert (image["queue"], image["entity"]) == ("sized", user)
    assert image["spec"]["docker"]["docker_image"] == "localhost/x:1"
    assert image["spec"]["resource_args"] == {"local-container": {"memory": "64m"}}
    name, message = swift.error({"launch_add": {**added, "template_variables": {"size": "1t"}}})
    assert name == "CommError" and "size" in message and "1t" in message
    (source,) = swift.play({
        "launch_add": {"uri": "https://example.org/code.git", "version": "v1", "entry_point": ["python", "a.py"]}
    })  # fmt: skip
    assert source["spec"]["uri"] == "https://example.org/code.git" and source["spec"]["git"] == {"version": "v1"}


def test_launch_add_builds_the_image_first(new_place, podman):
    job = new_place.track()
    swift = Swift(
        new_place.account, new_place.directory,
        environment={**new_place.environment, **podman.environment, "ROOST_CONTAINER_ENGINE": "podman"},
    )  # fmt: skip
    builder = {"local-container": {"builder": {"accelerator": {"base_image": podman.PYTHON}}}}
    (item,) = swift.play({
        "launch_add": {"job": job, "resource": "local-container", "resource_args": builder, "build": True}
    })  # fmt: skip
    assert podman.call("image", "exists", item["spec"]["docker"]["docker_image"]) == ""


def test_a_queue_or_a_job_that_is_not_there_is_named(swift, new_place):
    job = new_place.track()
    name, message = swift.error({"launch_add": {"job": job, "queue_name": "nowhere"}})
    assert name == "LaunchError" and "nowhere" in message
    name, message = swift.error({"launch_add": {"job": "a/b/none:latest"}})
    assert name == "LaunchError" and "a/b/none:latest" in message
    name, message = swift.error({"launch_add": {"job": job, "priority": 7}})
    assert name == "LaunchError" and "priority is '7'" in message


def test_the_commands_put_jobs_into_queues(new_place):
    job = new_place.track()
    for words in (["launch-add"], ["launch", "-q", "default"]):
        item = new_place.command.json(*words, "-j", job, "-C", "lr=2", "-P", "high", "-r", "local-process")
        assert item["queue"] == f"{new_place.account.user}/default"
        assert item["spec"]["overrides"]["run_config"] == {"lr": 2}
