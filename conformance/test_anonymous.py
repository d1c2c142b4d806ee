"""Anonymous mode: a client without a key gets one, and with it a place of its own."""

import pytest

from harness.account import Account
from harness.client import Client


def init_anonymously():
    import wandb

    run = wandb.init(project="p", id="anonymous", anonymous="must")
    run.log({"x": 1})
    seen = {"entity": run.entity, "url": run.url, "key": wandb.api.api_key}
    run.finish()
    return seen


@pytest.mark.parametrize("version", ["0.16.6", "0.18.0"])
def test_anonymous(version, own_server, tmp_path):
    server = own_server("--anonymous-accounts")
    client = Client(version, Account(server.base_url, "", ""), tmp_path / "client")
    seen = client.call(init_anonymously)
    assert len(seen["key"]) == 40 and f"?apiKey={seen['key']}" in seen["url"]
    guest = Account(server.base_url, seen["entity"], seen["key"])
    run = guest.run("p", "anonymous")
    assert run["state"] == "finished" and guest.history("p", "anonymous")[0]["x"] == 1
    stranger = server.add_user()
    assert stranger.run("p", "anonymous", entity=seen["entity"]) is None


@pytest.mark.parametrize("version", ["0.18.0"])
def test_anonymous_accounts_switched_off(version, own_server, tmp_path):
    server = own_server("--no-anonymous-accounts")
    client = Client(version, Account(server.base_url, "", ""), tmp_path / "client")
    assert client.run(init_anonymously).code != 0
    response = Account(server.base_url, "", "").post_graphql(
        "mutation CreateAnonymousApiKey { createAnonymousEntity(input: {}) { apiKey { name } } }"
    )
    assert response.json()["errors"][0]["message"]
