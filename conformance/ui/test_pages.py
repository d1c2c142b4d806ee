"""Signing in, where printed links lead, the palette, languages, and how the pages' files are sent."""

import re

import requests

from harness.client import Client
from ui.conftest import charts_drawn


def test_sign_in_with_a_password(open_page, world):
    world.server.cli("user", "add", "grace", "--password-stdin", input="correct horse battery\n")
    page = open_page("/", signed_in=False)
    page.wait_for_url("**/signin?next=%2F")
    page.get_by_label("User").fill("grace")
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("No projects yet").wait_for()
    assert f"export WANDB_BASE_URL={world.server.base_url}" in page.locator(".snippet pre").inner_text()
    page.get_by_role("button", name="grace").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/signin")


def test_without_a_session_private_projects_do_not_show(open_page):
    page = open_page("/ada/digits", signed_in=False)
    page.get_by_text("Nothing is here").wait_for()
    page.get_by_role("link", name="Sign in").first.click()
    page.wait_for_url("**/signin?next=%2Fada%2Fdigits")


def print_links():
    import wandb

    run = wandb.init(project="printed links", id="a b")
    # Of a single value there is no curve.
    run.log({"loss": 1})
    run.log({"loss": 0.5})
    run.finish()


def test_printed_links_lead_to_their_pages(open_page, world, tmp_path):
    for version in ("0.18.0", "0.31.0"):
        client = Client(version, world.account, tmp_path)
        done = client.run(print_links, quiet=True, environment={"WANDB_SILENT": "false"})
        links = sorted(set(re.findall(r"http://\S+", re.sub(r"\x1b\[[0-9;]*m", "", done.output))))
        runs = [link for link in links if "/runs/" in link]
        projects = [link for link in links if "/runs/" not in link and "printed" in link]
        assert runs and projects, done.output
        page = open_page(runs[0].removeprefix(world.server.base_url))
        charts_drawn(page)
        assert page.locator(".tabs a.current").inner_text() == "Charts"
        page = open_page(projects[0].removeprefix(world.server.base_url))
        page.wait_for_selector(".run-row")


def test_the_palette_goes_places(open_page):
    page = open_page("/ada/digits")
    charts_drawn(page)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Go to").fill("langmod")
    page.locator("[role=option]", has_text="language-model").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ada/language-model")
    page.wait_for_selector(".run-row")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard shortcuts").wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"


def test_themes_and_languages_are_kept(open_page):
    page = open_page("/", theme="light", locale="ko-KR")
    page.get_by_role("heading", name="프로젝트").wait_for()
    page.get_by_role("button", name="ada").click()
    page.get_by_label("테마").select_option("dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_label("언어").select_option("en")
    page.get_by_role("heading", name="Projects").wait_for()
    page.reload()
    page.get_by_role("heading", name="Projects").wait_for()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_how_files_are_sent(world):
    base = world.server.base_url
    shell = requests.get(f"{base}/ada/digits/runs/x", timeout=10)
    policy = shell.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy and "style-src 'self';" in policy and "unsafe" not in policy
    assert shell.headers["X-Content-Type-Options"] == "nosniff" and shell.headers["Cache-Control"] == "no-cache"
    again = requests.get(f"{base}/", headers={"If-None-Match": shell.headers["ETag"]}, timeout=10)
    assert again.status_code == 304 and not again.content
    paths = re.findall(r'"(/assets/[^"]+)"', shell.text)
    assert any(path.endswith(".js") for path in paths) and any(path.endswith(".css") for path in paths)
    total = 0
    for path in paths:
        packed = requests.get(base + path, headers={"Accept-Encoding": "gzip"}, stream=True, timeout=10)
        assert packed.headers["Content-Encoding"] == "gzip" and "immutable" in packed.headers["Cache-Control"]
        total += int(packed.headers["Content-Length"])
        plain = requests.get(base + path, headers={"Accept-Encoding": "identity"}, timeout=10)
        assert "Content-Encoding" not in plain.headers and plain.content == packed.content
    assert total < 400_000
    assert requests.get(f"{base}/assets/absent.js", timeout=10).status_code == 404
