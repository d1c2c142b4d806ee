"""Artifacts: types, versions, aliases, files, lineage, and where clients' printed links lead."""

from playwright.sync_api import expect

from ui.conftest import screenshot

DIGITS = "/ada/vision/artifacts/dataset/digits"


def aliases(world, version: str) -> set[str]:
    found = world.account.graphql(
        """query ($name: String!) { project(name: "vision", entityName: "ada") { artifact(name: $name) {
        description aliases { alias } tags { name } } } }""",
        name=f"digits:{version}",
    )["project"]["artifact"]
    return {one["alias"] for one in found["aliases"]} | {one["name"] for one in found["tags"]} | {found["description"]}


def test_types_and_collections(open_page):
    page = open_page("/ada/vision/artifacts")
    types = page.get_by_role("navigation", name="Type")
    types.get_by_role("link", name="dataset").click()
    page.wait_for_url("**/artifacts/dataset")
    expect(page.locator("tbody .record-name")).to_have_text(["digits"])
    types.get_by_role("link", name="All types").click()
    page.get_by_label("Search artifacts").fill("net")
    expect(page.locator("tbody .record-name")).to_have_text(["digits-net"])
    page.get_by_label("Search artifacts").fill("nothing like it")
    page.get_by_text("No artifact matches").wait_for()


def test_a_printed_link_opens_its_version(open_page):
    # Clients print ENTITY/PROJECT/artifacts/TYPE/NAME/VERSION.
    page = open_page(f"{DIGITS}/v0")
    expect(page.locator(".version h1")).to_have_text("digitsv0")
    page.get_by_role("link", name="v1").click()
    page.wait_for_url(f"**{DIGITS}/v1")
    expect(page.locator(".versions .current")).to_contain_text("v1")
    page.goto(f"{DIGITS}/release-1")
    expect(page.locator(".version h1")).to_have_text("digitsv0")
    page.goto(f"{DIGITS}/v7")
    page.get_by_text("Nothing is here").wait_for()


def test_metadata_and_files_with_previews(open_page):
    page = open_page(f"{DIGITS}/v1/metadata")
    expect(page.locator(".key-values")).to_contain_text("source.licence")
    page.get_by_role("link", name="Files", exact=True).click()
    page.get_by_role("button", name="train/").click()
    expect(page.locator(".file-name")).to_have_count(28)
    page.get_by_role("button", name="03.png").click()
    picture = page.locator(".file-preview img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 32
    page.get_by_role("button", name="All files").click()
    page.get_by_role("button", name="labels.json").click()
    expect(page.locator(".code-view")).to_contain_text('"version": 2')
    with page.expect_download() as download:
        page.get_by_role("link", name="Download labels.json").click()
    assert download.value.suggested_filename == "labels.json"
    screenshot(page, "artifact-files")


def test_aliases_tags_and_description_are_changed(open_page, world):
    page = open_page(f"{DIGITS}/v0")
    page.get_by_role("button", name="Add: Aliases").click()
    page.get_by_label("Add: Aliases").fill("golden")
    page.keyboard.press("Enter")
    expect(page.locator(".page-head")).to_contain_text("golden")
    assert "golden" in aliases(world, "v0")
    page.get_by_role("button", name="Remove golden").click()
    expect(page.locator(".page-head")).not_to_contain_text("golden")
    assert "golden" not in aliases(world, "v0")
    page.get_by_role("button", name="Add: Tags").click()
    page.get_by_label("Add: Tags").fill("checked")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove checked").wait_for()
    page.get_by_role("button", name="Edit: Description").click()
    page.get_by_label("Description", exact=True).fill("The first pictures.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".editable-text")).to_have_text("The first pictures.")
    assert {"checked", "The first pictures."} <= aliases(world, "v0")


def test_lineage_leads_from_makers_to_users(open_page, world):
    page = open_page(f"{DIGITS}/v1/lineage")
    nodes = page.locator(".lineage-node")
    expect(nodes.filter(has_text="prepare-2")).to_be_visible()
    expect(nodes.filter(has_text="digits-net:v0")).to_be_visible()
    assert page.locator(".lineage-canvas > svg path").count() >= 3
    nodes.filter(has_text="first network").click()
    page.wait_for_url(f"**/runs/{world.run}")
    page.locator(".tabs").get_by_role("link", name="Artifacts").click()
    expect(page.locator(".records", has_text="Used")).to_contain_text("digits:v1")
    expect(page.locator(".records", has_text="Made")).to_contain_text("digits-net:v0")


def test_a_version_can_be_deleted(open_page):
    page = open_page("/ada/vision/artifacts/scrap/scrap/v0")
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.wait_for_url("**/artifacts/scrap/scrap")
    expect(page.locator(".versions")).not_to_contain_text("v0")


def test_a_project_without_artifacts_says_how_to_log_one(open_page):
    page = open_page("/ada/model-registry/artifacts")
    expect(page.locator(".snippet")).to_contain_text("run.log_artifact(artifact)")
