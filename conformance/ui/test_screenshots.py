"""Every page in both sizes and both themes, as pictures to look at."""

import pytest

from ui.conftest import DESKTOP, PHONE, charts_drawn, screenshot

PAGES = {
    "home": ("/", ".project-card .sparkline", 0),
    "workspace": ("/ada/language-model", None, 4),
    "workspace-digits": ("/ada/digits", None, 4),
    "run-charts": ("/ada/digits/runs/digits-1", None, 4),
    "run-overview": ("/ada/digits/runs/digits-1/overview", ".facts", 0),
    "run-system": ("/ada/digits/runs/digits-1/system", None, 2),
    "run-console": ("/ada/digits/runs/digits-1/console", ".console-line", 0),
    "run-files": ("/ada/digits/runs/digits-1/files", ".file-name", 0),
    "signin": ("/signin", "form", 0),
    "missing": ("/nobody/nothing", ".notice", 0),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_page(open_page, name, size, theme):
    path, ready, charts = PAGES[name]
    page = open_page(path, size=DESKTOP if size == "desktop" else PHONE, theme=theme, signed_in=name != "signin")
    if ready:
        page.wait_for_selector(ready)
    if charts:
        charts_drawn(page, at_least=min(charts, 1 if size == "phone" else charts))
    page.wait_for_timeout(150)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    screenshot(page, f"{name}-{size}-{theme}")
