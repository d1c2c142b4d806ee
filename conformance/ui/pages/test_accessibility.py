"""Every page of these in both sizes and themes: axe-core finds nothing serious, nothing is wider than the screen; as
pictures to look at too."""

from pathlib import Path

import axe_playwright_python
import pytest

from ui.conftest import DESKTOP, PHONE, screenshot

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
PAGES = {
    "queues": ("/ada/vision/queues", "tbody tr"),
    "queue": ("/ada/vision/queues/small", ".item-cell"),
    "item": ("/ada/vision/queues/small/items/{failed}", ".attempt"),
    "jobs": ("/ada/vision/jobs", "tbody tr"),
    "job": ("/ada/vision/jobs/train", ".key-values th"),
    "launch": ("/ada/vision/launch?run=trained", ".config-row"),
    "artifacts": ("/ada/vision/artifacts", "tbody tr"),
    "artifact": ("/ada/vision/artifacts/dataset/digits/v1", ".facts"),
    "artifact-lineage": ("/ada/vision/artifacts/dataset/digits/v1/lineage", ".lineage-node"),
    "artifact-files": ("/ada/vision/artifacts/dataset/digits/v1/files", ".file-name"),
    "run-overview": ("/ada/vision/runs/trained/overview", ".facts"),
    "run-code": ("/ada/vision/runs/trained/code", ".code-view li"),
    "run-artifacts": ("/ada/vision/runs/trained/artifacts", "tbody tr"),
    "settings": ("/settings", ".settings-form"),
    "settings-keys": ("/settings/keys", "tbody tr"),
    "settings-sessions": ("/settings/sessions", ".card"),
    "settings-appearance": ("/settings/appearance", ".option"),
    "team": ("/settings/teams/physicists", "tbody tr"),
    "admin": ("/admin", "tbody tr"),
    "admin-storage": ("/admin/storage", "tbody tr"),
    "admin-health": ("/admin/health", "tbody tr"),
}
RUN = """async () => (await axe.run(document, {
  resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
})).violations"""


def check(page, name: str, look: str, ready: str) -> None:
    page.wait_for_selector(ready)
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    screenshot(page, f"{name}-{look}")
    page.evaluate(AXE)
    found = [
        f"{fault['impact']} {fault['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for fault in page.evaluate(RUN)
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:3]
    ]
    assert found == [], look


@pytest.mark.parametrize("name", PAGES)
def test_page(open_page, world, name):
    path, ready = PAGES[name]
    page = open_page(path.format(failed=world.failed), size=DESKTOP)
    check(page, name, "desktop-light", ready)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    page.evaluate("localStorage.setItem('roost.language', 'ko')")
    page.reload()
    check(page, name, "phone-dark", ready)
