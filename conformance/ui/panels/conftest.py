"""Projects whose runs logged every kind of value, and many runs that differ in their configs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ui import world_panels

# Drawing takes its time where many other tests run beside these.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def panels(world, tmp_path_factory):
    world_panels.fill(world.account, tmp_path_factory.mktemp("panels-client"))
    world_panels.fill_search(world.account)
    return world


@pytest.fixture
def open_board(open_page, panels):
    return open_page
