"""Charts that people described themselves with a client, and log tables for."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from harness.client import Client
from ui.conftest import screenshot

PROJECT = "own-charts"


def describe(entity: str, project: str) -> dict:
    """Describes charts as the client's documentation does, and logs tables for them."""
    import math

    import wandb

    api = wandb.Api()

    def chart(name, spec):
        return api.create_custom_chart(entity=entity, name=name, display_name=name, spec_type="vega2", access="private", spec=spec)

    lines = chart("lines", {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json", "data": {"name": "wandb"}, "title": "${string:title}",
        "mark": {"type": "line", "point": True, "tooltip": True},
        "encoding": {
            "x": {"field": "${field:x}", "type": "quantitative"}, "y": {"field": "${field:y}", "type": "quantitative"},
            "color": {"field": "name", "type": "nominal", "scale": {"range": {"field": "color"}}},
            "strokeDash": {"field": "${field:dash}", "type": "nominal"},
        },
    })  # fmt: skip
    bars = chart("bars", {
        "$schema": "https://vega.github.io/schema/vega/v5.json", "width": 200, "height": 120,
        "data": [{"name": "wandb"}, {"name": "sums", "source": "wandb", "transform": [{"type": "aggregate", "groupby": ["${field:class}"], "ops": ["sum"], "fields": ["${field:n}"], "as": ["total"]}]}],
        "scales": [
            {"name": "x", "type": "band", "domain": {"data": "sums", "field": "${field:class}"}, "range": "width", "padding": 0.2},
            {"name": "y", "type": "linear", "domain": {"data": "sums", "field": "total"}, "range": "height", "nice": True},
        ],
        "axes": [{"orient": "bottom", "scale": "x"}, {"orient": "left", "scale": "y", "title": "${string:unit:items}"}],
        "marks": [{"type": "rect", "from": {"data": "sums"}, "encode": {"enter": {
            "x": {"scale": "x", "field": "${field:class}"}, "width": {"scale": "x", "band": 1},
            "y": {"scale": "y", "field": "total"}, "y2": {"scale": "y", "value": 0}, "fill": {"value": "#0f9d8a"},
        }}}],
    })  # fmt: skip
    nosy = chart("nosy", {
        "data": {"url": "https://example.com/data.json"}, "mark": "point", "encoding": {"x": {"field": "${field:x}", "type": "quantitative"}},
    })  # fmt: skip
    for number in range(2):
        run = wandb.init(project=project, id=f"own-{number}", name=f"own {number}")
        wave = wandb.Table(columns=["t", "height.m"], data=[[t / 4, math.sin(t / 4) + number] for t in range(24)])
        classes = wandb.Table(columns=["class", "n"], data=[["cat", 3], ["dog", 5], ["cat", 4], ["owl", 1 + number]])
        run.log({
            "mine/wave": wandb.plot_table(lines, wave, {"x": "t", "y": "height.m"}, {"title": "Waves"}),
            "mine/classes": wandb.plot_table(bars, classes, {"class": "class", "n": "n"}),
            "mine/nosy": wandb.plot_table(nosy, wave, {"x": "t"}),
            "mine/absent": wandb.plot_table(f"{entity}/absent", wave, {"x": "t"}),
        })  # fmt: skip
        run.finish()
    return {"lines": lines, "bars": bars}


@pytest.fixture(scope="module")
def described(world, tmp_path_factory):
    client = Client("0.31.0", world.account, tmp_path_factory.mktemp("own-charts"))
    made = client.call(describe, entity="ada", project=PROJECT, seconds=300)
    assert made == {"lines": "ada/lines", "bars": "ada/bars"}
    return world


def panel(page, name: str):
    return page.locator(f"[data-key='mine/{name}']")


def test_own_charts_are_drawn_from_their_tables(open_page, described):
    page = open_page(f"/ada/{PROJECT}")
    panel(page, "wave").locator("[data-drawn='48'] canvas").wait_for(timeout=60_000)
    panel(page, "classes").locator("[data-drawn='8'] canvas").wait_for(timeout=60_000)
    assert panel(page, "wave").locator(".chart-empty").count() == panel(page, "classes").locator(".chart-empty").count() == 0
    svg = export(page, "wave", "SVG")
    assert "Waves" in svg and "own 0" in svg and "own 1" in svg and ">height.m<" in svg
    assert export(page, "wave", "CSV").splitlines()[0] == "run,t,height.m"
    bars = export(page, "classes", "SVG")
    assert bars.count("#0f9d8a") == 3 and "items" in bars
    screenshot(page, "own-charts")


def export(page, name: str, format: str) -> str:
    panel(page, name).hover()
    panel(page, name).get_by_label("Export", exact=True).first.click()
    with page.expect_download() as download:
        panel(page, name).get_by_text(format, exact=True).click()
    page.keyboard.press("Escape")
    return open(download.value.path()).read()


def test_own_charts_load_nothing_and_say_what_is_missing(open_page, described):
    page = open_page(f"/ada/{PROJECT}?panels=nosy|absent", theme="dark")
    # That nothing was asked of the other server is what `open_page` watches.
    panel(page, "nosy").locator(".vega").wait_for(timeout=60_000)
    expect(panel(page, "absent").locator(".chart-empty")).to_contain_text("ada/absent")


def test_a_private_chart_is_nobody_elses(open_page, described):
    described.account.graphql(
        'mutation ($entity: String!, $name: String!) { upsertModel(input: {entityName: $entity, name: $name, access: "USER_READ"}) { model { id } } }',
        entity="ada", name=PROJECT,
    )  # fmt: skip
    page = open_page(f"/ada/{PROJECT}?panels=wave", signed_in=False)
    expect(panel(page, "wave").locator(".chart-empty")).to_contain_text("ada/lines", timeout=30_000)
