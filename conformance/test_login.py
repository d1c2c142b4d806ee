"""Logging in: the command, the function, good and bad keys, and what the viewer sees of itself."""

from harness.account import Account
from harness.client import Client


def init_with_netrc():
    import os

    import wandb

    assert "WANDB_API_KEY" not in os.environ
    run = wandb.init(project="p", id="from-netrc")
    run.finish()


def log_in_variously(good, bad):
    import os

    os.environ.pop("WANDB_API_KEY", None)
    import wandb

    outcomes = {}
    for name, key in {"bad": bad, "good": good}.items():
        try:
            outcomes[name] = bool(wandb.login(key=key, verify=True, relogin=True))
        except Exception as error:
            outcomes[name] = type(error).__name__
    return outcomes


def test_login_function(client, account):
    outcomes = client.call(log_in_variously, good=account.key, bad="0" * 40)
    assert outcomes["good"] is True
    assert outcomes["bad"] in ("AuthenticationError", "UsageError", "CommError")


def test_login_command_and_netrc(client, account):
    done = client.command("login", account.key, environment={"WANDB_API_KEY": ""})
    assert done.code == 0, done.output
    netrc = (client.directory / "home" / ".netrc").read_text()
    assert account.key in netrc and "127.0.0.1" in netrc
    if client.version == "0.22.3":
        return  # it writes the port into the entry and then looks for one without
    without_key = Client(client.version, Account(account.base_url, account.user, ""), client.directory)
    without_key.call(init_with_netrc)
    assert account.run("p", "from-netrc")["user"]["username"] == account.user


def test_login_to_a_host(client, account):
    nowhere = Client(client.version, None, client.directory)
    done = nowhere.command("login", "--host", account.base_url, account.key)
    assert done.code == 0, done.output
    settings = (client.directory / "home" / ".config" / "wandb" / "settings").read_text()
    assert account.base_url in settings
    if client.version == "0.22.3":
        return
    nowhere.call(init_with_netrc)
    assert account.run("p", "from-netrc")["state"] == "finished"


def init_expecting_failure():
    import wandb

    try:
        wandb.init(project="p", id="never", settings=wandb.Settings(init_timeout=20))
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "started"


def test_unknown_key_cannot_start_a_run(client, account):
    stranger = Client(client.version, Account(account.base_url, "", "f" * 40), client.directory)
    done = stranger.run(init_expecting_failure)
    assert done.code != 0 or done.value != "started", done.output
    assert account.run("p", "never") is None


def read_viewer(api):
    viewer = api.viewer if not callable(api.viewer) else api.viewer()
    return {
        "username": viewer.username, "entity": viewer.entity, "default_entity": api.default_entity,
        "teams": sorted(viewer.teams), "admin": bool(viewer._attrs.get("admin")) if hasattr(viewer, "_attrs") else None,
    }  # fmt: skip


def test_viewer(account, server, readers):
    team = f"viewers-{account.user}"
    server.add_team(team, account)
    for version, reader in readers.items():
        viewer = reader.call(read_viewer, account)
        assert viewer["username"] == viewer["entity"] == viewer["default_entity"] == account.user, version
        assert team in viewer["teams"], version


def test_credentials_on_the_wire(account):
    """No key, an empty key, a wrong key, a wrong scheme: nobody's data, and a clear answer."""
    query = "{ viewer { id username } }"
    anonymous = Account(account.base_url, "", "")
    for headers in ({}, {"Authorization": "Basic YXBpOg=="}, {"Authorization": "Basic !!!"}, {"Authorization": "Bearer x"},
                    {"Authorization": "Basic YXBpOndyb25n"}):  # fmt: skip
        response = anonymous.post_graphql(query, headers=headers)
        assert response.status_code in (200, 401)
        if response.status_code == 200:
            assert response.json()["data"]["viewer"] is None
        else:
            assert response.json()["errors"][0]["message"]
    assert account.graphql(query)["viewer"]["username"] == account.user
