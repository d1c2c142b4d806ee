"""Boards that people arrange, and what they cost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from ui.conftest import PHONE, charts_drawn, screenshot
from ui.panels.board import VISION, add, panel, query, settled


def test_notes_are_written_in_markdown_and_stay_harmless(open_board):
    page = open_board(f"{VISION}?panels=^notes$")
    page.locator(".notice h2", has_text="No panel matches").wait_for()
    add(page, "notes")
    notes = page.locator(".kind-notes")
    notes.get_by_role("button", name="Write notes").click()
    notes.get_by_role("textbox").fill("# Plan\n\n- **first**\n- [x] `done`\n\n<img src=x onerror=alert(1)>\n\n[bad](javascript:alert(1)) [good](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    page.keyboard.press("Control+Enter")
    expect(notes.locator("h3").nth(1)).to_have_text("Plan")
    expect(notes.locator("li strong")).to_have_text("first")
    expect(notes.locator("td")).to_have_text(["1", "2"])
    assert notes.locator("img").count() == 0 and notes.locator("a").count() == 1
    assert notes.locator("a").get_attribute("href") == "https://example.org"
    page.reload()
    expect(page.locator(".kind-notes li strong")).to_have_text("first")


def titles(page, section: str) -> list[str]:
    return page.locator(".panel-section", has=page.locator(".fold", has_text=section)).locator(".panel h3").all_inner_texts()


def test_panels_are_moved_resized_renamed_removed_and_come_back(open_board):
    page = open_board("/ada/language-model?runs=none&except=sweep-01,sweep-02")
    charts_drawn(page, 2)
    assert titles(page, "train") == ["train/loss", "train/tokens_per_second"]
    page.locator("[data-key='train/tokens_per_second'] .panel-grip").scroll_into_view_if_needed()
    panel(page, "train/tokens_per_second").hover()
    page.locator("[data-key='train/tokens_per_second'] .panel-grip").drag_to(panel(page, "train/loss").locator(".panel-body"))
    assert titles(page, "train") == ["train/tokens_per_second", "train/loss"]

    loss = panel(page, "train/loss")
    loss.hover()
    loss.get_by_label("Panel menu").click()
    loss.get_by_label("Section").fill("Best")
    page.keyboard.press("Enter")
    expect(page.locator(".fold", has_text="Best")).to_be_visible()
    assert titles(page, "Best") == ["train/loss"]

    handle = panel(page, "train/loss").get_by_label("Resize")
    handle.focus()
    height = loss.bounding_box()["height"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert loss.bounding_box()["height"] == height + 40
    assert loss.bounding_box()["width"] > 1.8 * panel(page, "eval/loss").bounding_box()["width"]

    loss.hover()
    loss.get_by_label("Panel menu").click()
    loss.get_by_role("button", name="Edit panel").click()
    page.get_by_role("dialog").get_by_label("Title").fill("The loss")
    page.get_by_role("dialog").get_by_label("train/tokens_per_second", exact=True).check()
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    assert titles(page, "Best") == ["The loss"]
    charts_drawn(page, 1, lines=4)

    perplexity = panel(page, "perplexity")
    perplexity.hover()
    perplexity.get_by_label("Panel menu").click()
    perplexity.get_by_role("button", name="Remove").click()
    expect(panel(page, "perplexity")).to_have_count(0)
    page.goto("/ada/language-model?runs=none&except=sweep-01")
    charts_drawn(page, 1)
    assert titles(page, "Best") == ["The loss"]
    assert panel(page, "perplexity").count() == 0
    page.get_by_label("Changes to the board").click()
    page.get_by_role("button", name="Show 1 removed panel again").click()
    expect(panel(page, "perplexity")).to_be_visible()
    page.get_by_label("Changes to the board").click()
    page.get_by_role("button", name="Undo the last change").click()
    expect(panel(page, "perplexity")).to_have_count(0)
    page.get_by_label("Changes to the board").click()
    page.get_by_role("button", name="Undo all changes").click()
    assert titles(page, "train") == ["train/loss", "train/tokens_per_second"] and "board" not in query(page)


def test_sections_are_folded_moved_and_sized(open_board):
    page = open_board("/ada/language-model?runs=none&except=sweep-01", size={"width": 1440, "height": 2400})
    charts_drawn(page, 2)
    section = page.locator(".panel-section", has=page.locator(".fold", has_text="eval"))
    section.locator(".section-head").hover()
    section.get_by_label("Section menu").click()
    section.get_by_role("button", name="Large panels").click()
    assert panel(page, "eval/loss").bounding_box()["height"] == 400
    section.get_by_label("Section menu").click()
    section.get_by_role("button", name="Move section down").click()
    names = [text.split("\n")[0] for text in page.locator(".fold").all_inner_texts()]
    assert names == ["Charts", "optimizer", "eval", "train"]
    page.locator(".fold", has_text="train").drag_to(page.locator(".fold", has_text="optimizer"))
    names = [text.split("\n")[0] for text in page.locator(".fold").all_inner_texts()]
    assert names == ["Charts", "train", "optimizer", "eval"]
    page.locator(".fold", has_text="train").click()
    expect(panel(page, "train/loss")).to_have_count(0)
    page.reload()
    page.wait_for_selector("[data-key='perplexity']")
    expect(panel(page, "train/loss")).to_have_count(0)


def test_panels_off_screen_ask_for_nothing(open_board):
    page = open_board(VISION, size={"width": 900, "height": 400})
    asked = []
    page.on("request", lambda request: asked.append(request.post_data or request.url))
    page.reload()
    settled(page)
    page.wait_for_timeout(300)
    assert not any("fc.weight" in one for one in asked)
    panel(page, "parameters/fc.weight").scroll_into_view_if_needed()
    page.wait_for_selector("[data-key='parameters/fc.weight'] canvas[data-drawn]")
    assert any("parameters/fc.weight" in one for one in asked)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_screenshots(open_board, size, theme):
    page = open_board(
        f"{VISION}?panels=street|predictions|fc|roc|conf", theme=theme, locale="ko-KR" if theme == "dark" else "en-US",
        **({"size": PHONE} if size == "phone" else {}),
    )  # fmt: skip
    settled(page)
    page.wait_for_timeout(400)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    screenshot(page, f"panels-{size}-{theme}")
