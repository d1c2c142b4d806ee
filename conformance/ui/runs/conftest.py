"""A server of their own for these tests, with many small runs."""

from __future__ import annotations

from typing import Iterator

import pytest
from playwright.sync_api import Browser, expect

from harness.server import running_server
from ui.conftest import World
from ui.runs.world import fill_sweeps

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running_server(tmp_path_factory.mktemp("runs-server")) as server:
        account = server.add_user("ada")
        fill_sweeps(account)
        yield World(server, account)


@pytest.fixture(scope="session")
def session(browser: Browser, world: World) -> dict:
    """The storage of a browser that is signed in to this server."""
    context = browser.new_context()
    context.new_page().goto(world.sign_in_link())
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def own(world: World, request: pytest.FixtureRequest) -> str:
    """A small project of the test's own, to be changed."""
    name = request.node.name.removeprefix("test_")[:40]
    fill_sweeps(world.account, 12, name)
    return name
