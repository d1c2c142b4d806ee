"""Settings, teams, the administrator's pages and the page where keys are made."""

import requests
from playwright.sync_api import expect

from ui.conftest import screenshot


def who(world, key: str) -> str | None:
    answer = requests.post(
        f"{world.server.base_url}/graphql", json={"query": "{ viewer { username } }"}, auth=("api", key), timeout=10
    )
    if answer.status_code == 401:
        return None
    viewer = answer.json()["data"]["viewer"]
    return viewer and viewer["username"]


def members(world) -> dict[str, str]:
    found = world.account.graphql('{ entity(name: "physicists") { members { username role } } }')["entity"]["members"]
    return {one["username"]: one["role"] for one in found}


def test_a_key_is_made_used_and_revoked(open_page, world):
    page = open_page("/settings/keys")
    page.get_by_label("Name").fill("laptop")
    page.get_by_label("Expires").select_option("30")
    page.get_by_role("button", name="Make a key").click()
    key = page.locator(".made-key .snippet pre").first.inner_text()
    assert who(world, key) == "ada"
    row = page.locator("tr", has_text="laptop")
    expect(row).to_contain_text(key[:8])
    row.get_by_role("button", name="Revoke").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(row).to_have_count(0)
    assert who(world, key) is None


def test_the_page_that_the_login_text_names_makes_keys(open_page, world):
    page = open_page("/settings")
    page.evaluate("history.pushState(null, '', '/authorize'); dispatchEvent(new PopStateEvent('popstate'))")
    page.get_by_role("heading", name="API key for ada").wait_for()
    page.get_by_role("button", name="Make a key").click()
    assert who(world, page.locator(".snippet pre").first.inner_text()) == "ada"
    expect(page.locator(".snippet pre").last).to_contain_text(f"export WANDB_BASE_URL={world.server.base_url}")


def test_a_profile_is_changed_and_decides_whether_code_is_saved(open_page, world):
    page = open_page("/settings")
    page.get_by_label("Name", exact=True).fill("Ada L.")
    page.get_by_label("E-mail").fill("ada@example.org")
    page.get_by_label("Where runs go").select_option("physicists")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved", exact=True).wait_for()
    page.get_by_label("Save the code of runs").check()
    expect(page.get_by_label("Save the code of runs")).to_be_enabled()
    page.reload()
    expect(page.get_by_label("Save the code of runs")).to_be_checked()
    viewer = world.account.graphql("{ viewer { name email entity flags } }")["viewer"]
    assert viewer == {"name": "Ada L.", "email": "ada@example.org", "entity": "physicists", "flags": '{"code_saving_enabled":true}'}
    page.get_by_label("Where runs go").select_option("ada")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved", exact=True).wait_for()


def test_a_password_is_set_and_other_browsers_are_signed_out(open_page, world):
    world.server.add_user("lise")
    link = world.server.cli("user", "link", "lise").split()[-1]
    page = open_page(link, signed_in=False)
    page.get_by_role("button", name="lise").wait_for()
    page.goto("/settings")
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_role("button", name="Set the password").click()
    page.get_by_text("At least 8 characters.").wait_for()
    page.get_by_label("New password", exact=True).fill("nuclear fission")
    page.get_by_label("New password again").fill("nuclear fissure")
    page.get_by_role("button", name="Set the password").click()
    page.get_by_text("The two differ.").wait_for()
    page.get_by_label("New password again").fill("nuclear fission")
    with page.expect_response(lambda response: "updateViewer" in (response.request.post_data or "")) as answer:
        page.get_by_role("button", name="Set the password").click()
    assert "errors" not in answer.value.json()

    def sign_in():
        browser = open_page("/signin?next=%2Fsettings%2Fsessions", signed_in=False)
        browser.get_by_label("User").fill("lise")
        browser.get_by_label("Password").fill("nuclear fission")
        browser.get_by_role("button", name="Sign in").click()
        browser.locator("tr", has_text="this one").wait_for()
        return browser

    first, second = sign_in(), sign_in()
    assert second.locator("tbody tr").count() >= 2
    second.get_by_role("button", name="Sign out everywhere else").click()
    expect(second.locator("tbody tr")).to_have_count(1)
    first.goto("/")
    first.wait_for_url("**/signin?next=%2F")


def test_appearance_is_chosen(open_page):
    page = open_page("/settings/appearance")
    page.get_by_label("Dark").check()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_label("한국어").check()
    page.get_by_role("heading", name="설정").wait_for()
    page.reload()
    page.get_by_role("heading", name="설정").wait_for()
    screenshot(page, "settings-appearance")


def test_team_members_come_change_and_go(open_page, world):
    page = open_page("/settings/teams/physicists")
    page.get_by_label("User name or e-mail").fill("nobody at all")
    page.get_by_role("button", name="Add to the team").click()
    page.get_by_role("alert").wait_for()
    page.get_by_label("User name or e-mail").fill("grace")
    page.get_by_role("button", name="Add to the team").click()
    row = page.locator("tr", has_text="grace")
    expect(row).to_have_count(1)
    assert members(world)["grace"] == "member"
    for role in ("viewer", "admin"):
        with page.expect_response(lambda response: "updateMember" in (response.request.post_data or "")):
            page.get_by_label("Role of grace").select_option(role)
        assert members(world)["grace"] == role
    row.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)
    assert "grace" not in members(world)
    page.get_by_label("What it is for").fill("nightly build")
    page.get_by_role("button", name="Add a service account").click()
    service = page.locator("tr", has_text="nightly build")
    service.get_by_role("button", name="Make a key").click()
    assert who(world, page.locator(".made-key pre").inner_text()).startswith("physicists-service-")
    screenshot(page, "team")


def test_an_administrator_adds_and_removes_people(open_page, world):
    page = open_page("/admin")
    page.get_by_label("User name").fill("emmy")
    page.get_by_label("E-mail").fill("emmy@example.org")
    page.get_by_role("button", name="Add a user").click()
    row = page.locator("tr", has_text="emmy@example.org")
    expect(row).to_have_count(1)
    link = page.locator(".snippet pre").inner_text()
    signed_in = open_page(link.removeprefix(world.server.base_url), signed_in=False)
    signed_in.get_by_role("button", name="emmy").wait_for()
    signed_in.goto("/admin")
    signed_in.get_by_text("Nothing is here").wait_for()
    row.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    page.get_by_label("Name of the new team").fill("chemists")
    page.get_by_role("button", name="Make a team").click()
    page.get_by_role("link", name="chemists").click()
    page.get_by_role("heading", name="Team chemists").wait_for()


def test_storage_and_health(open_page):
    page = open_page("/admin/storage")
    expect(page.locator("tbody tr").first).to_contain_text("ada / vision")
    page.get_by_role("link", name="Health").click()
    expect(page.locator(".facts")).to_contain_text("Ready")
    expect(page.locator(".records")).to_contain_text("roost_http_requests_total")


def test_settings_need_somebody_signed_in(open_page):
    page = open_page("/settings", signed_in=False)
    page.wait_for_url("**/signin?next=%2Fsettings")
