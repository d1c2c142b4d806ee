"""A server of their own for these tests: jobs, queues, artifacts, people."""

from __future__ import annotations

from typing import Iterator

import pytest
from playwright.sync_api import Browser, expect

from harness.server import running_server
from ui.pages.world import Pages, make_pages

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    with running_server(tmp_path_factory.mktemp("pages-server")) as server:
        account = server.add_user("ada", admin=True)
        server.add_user("grace")
        server.cli("team", "add", "physicists", "--admin", "ada")
        pages = make_pages(server, account, tmp_path_factory.mktemp("pages-client"))
        yield pages
        pages.agent.stop()


@pytest.fixture(scope="session")
def session(browser: Browser, world: Pages) -> dict:
    """The storage of a browser that is signed in to this server."""
    context = browser.new_context()
    context.new_page().goto(world.sign_in_link())
    state = context.storage_state()
    context.close()
    return state
