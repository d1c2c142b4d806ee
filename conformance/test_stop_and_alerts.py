"""A stop request reaches every client; alerts are accepted."""

import time

from harness.client import VERSIONS

STOP_RUN = "mutation StopRun($id: ID!) { stopRun(input: {id: $id}) { success } }"
STOPPED = (
    "query RunStoppedStatus($entityName: String, $projectName: String, $runId: String!) {"
    " project(name: $projectName, entityName: $entityName) { run(name: $runId) { stopped } } }"
)


def train_forever(run_id):
    import time

    import wandb

    run = wandb.init(project="stop", id=run_id)
    try:
        for step in range(1200):
            run.log({"step": step})
            time.sleep(0.1)
    except KeyboardInterrupt:
        run.log({"interrupted": True})
        raise
    run.finish()


def test_stop(account, client_of):
    """All versions at once, because each takes a while to ask."""
    running = {}
    for version in VERSIONS:
        client = client_of(version, directory=version)
        environment = {"WANDB_X_FILE_STREAM_TRANSMIT_INTERVAL": "1"} if client.at_least("0.22.0") else {}
        running[version] = client.start(train_forever, run_id=version, environment=environment)
    for version in VERSIONS:
        deadline = time.monotonic() + 60
        while not account.run("stop", version) and time.monotonic() < deadline:
            time.sleep(0.2)
        run = account.run("stop", version)
        assert account.graphql(STOP_RUN, id=run["id"])["stopRun"]["success"] is True
    for version, process in running.items():
        done = process.wait(90)
        assert done.code != 0, f"{version}: {done.output}"
        run = account.run("stop", version)
        assert run["stopped"] is True and run["exitcode"] == 255 and run["state"] == "killed", f"{version}: {run}"


def test_both_channels(account):
    account.upsert_run("r1", "p", config={})
    names = {"entityName": account.user, "projectName": "p", "runId": "r1"}
    assert account.graphql(STOPPED, **names)["project"]["run"]["stopped"] is False
    assert not account.stream("p", "r1").get("stopped")
    account.graphql(STOP_RUN, id=account.run("p", "r1")["id"])
    assert account.graphql(STOPPED, **names)["project"]["run"]["stopped"] is True
    assert account.stream("p", "r1").get("stopped") is True
    # Starting the run again takes the request back.
    account.stream("p", "r1", complete=True, exitcode=255)
    account.upsert_run("r1", "p", config={"again": True}, host="a-client-that-starts")
    assert not account.stream("p", "r1").get("stopped")


def alert():
    import wandb

    run = wandb.init(project="p", id="alerting")
    run.alert(title="Low accuracy", text="accuracy is *low*", level=wandb.AlertLevel.WARN, wait_duration=300)
    run.alert(title="ünï", text="x" * 5000, level="ERROR")
    run.finish()


def test_alerts(client, account):
    client.call(alert)
    assert account.run("p", "alerting")["state"] == "finished"


def test_alert_on_the_wire(account):
    mutation = (
        "mutation NotifyScriptableRunAlert($entityName: String!, $projectName: String!, $runName: String!, $title: String!,"
        " $text: String!, $severity: AlertSeverity = INFO, $waitDuration: Duration) { notifyScriptableRunAlert(input: {"
        " entityName: $entityName, projectName: $projectName, runName: $runName, title: $title, text: $text,"
        " severity: $severity, waitDuration: $waitDuration}) { success } }"
    )
    account.upsert_run("r1", "p", config={})
    variables = {"entityName": account.user, "projectName": "p", "runName": "r1", "title": "t", "text": "x"}
    assert account.graphql(mutation, **variables)["notifyScriptableRunAlert"]["success"] is True
    assert account.graphql(mutation, **variables, severity="ERROR", waitDuration=60000)
    response = account.post_graphql(mutation, {**variables, "runName": "absent"})
    assert response.json().get("errors") or response.json()["data"]["notifyScriptableRunAlert"] is None
    response = account.post_graphql(mutation, {**variables, "severity": "LOUD"})
    assert response.json()["errors"][0]["message"]
