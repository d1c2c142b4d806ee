"""Bodies in space: files of GLB, glTF and STL."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from harness.client import Client
from ui.conftest import screenshot
from ui.panels.board import panel

PROJECT = "solids"


def log_solids(project: str) -> None:
    """Logs a box of each kind: with a picture on it, with its parts in data addresses, and of plain triangles."""
    import base64
    import io
    import json
    import struct

    import numpy as np
    from PIL import Image

    import wandb

    corners = [(x, y, z) for x in (-1, 1) for y in (-0.6, 0.6) for z in (-0.8, 0.8)]
    faces = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    places, normals, spots, order = [], [], [], []
    for face in faces:
        a, b, c = (np.array(corners[index]) for index in face[:3])
        normal = np.cross(b - a, c - b)
        order += [len(places) + index for index in (0, 1, 2, 0, 2, 3)]
        places += [corners[index] for index in face]
        normals += [tuple(normal / np.linalg.norm(normal))] * 4
        spots += [(0, 0), (1, 0), (1, 1), (0, 1)]
    picture = io.BytesIO()
    Image.fromarray(np.indices((8, 8)).sum(axis=0).astype("uint8") % 2 * 200 + 30).convert("RGB").save(picture, "PNG")
    arrays = [np.array(places, "<f4"), np.array(normals, "<f4"), np.array(spots, "<f4"), np.array(order, "<u2")]
    binary = b"".join(array.tobytes() for array in arrays)
    starts = np.cumsum([0] + [array.nbytes for array in arrays])
    views = [{"buffer": 0, "byteOffset": int(start), "byteLength": array.nbytes} for start, array in zip(starts, arrays)]
    low, high = np.min(places, axis=0).tolist(), np.max(places, axis=0).tolist()
    scene = {
        "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 2}, "indices": 3, "material": 0}]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 24, "type": "VEC3", "min": low, "max": high},
            {"bufferView": 1, "componentType": 5126, "count": 24, "type": "VEC3"},
            {"bufferView": 2, "componentType": 5126, "count": 24, "type": "VEC2"},
            {"bufferView": 3, "componentType": 5123, "count": 36, "type": "SCALAR"},
        ],
        "textures": [{"source": 0}], "materials": [{"doubleSided": True, "pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicFactor": 0.2}}],
    }  # fmt: skip
    image = picture.getvalue()
    whole = binary + image + b"\0" * (-len(binary + image) % 4)
    inside = {**scene, "images": [{"bufferView": 4, "mimeType": "image/png"}], "buffers": [{"byteLength": len(whole)}],
              "bufferViews": [*views, {"buffer": 0, "byteOffset": len(binary), "byteLength": len(image)}]}  # fmt: skip
    text = json.dumps(inside).encode()
    text += b" " * (-len(text) % 4)
    with open("box.glb", "wb") as file:
        file.write(struct.pack("<III", 0x46546C67, 2, 28 + len(text) + len(whole)))
        file.write(struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(whole), 0x004E4942) + whole)
    encoded = lambda content: base64.b64encode(content).decode()  # noqa: E731
    with open("box.gltf", "w") as file:
        json.dump({**scene, "bufferViews": views, "images": [{"uri": f"data:image/png;base64,{encoded(image)}"}],
                   "buffers": [{"byteLength": len(binary), "uri": f"data:application/octet-stream;base64,{encoded(binary)}"}]}, file)  # fmt: skip
    with open("elsewhere.gltf", "w") as file:
        json.dump({**scene, "bufferViews": views, "buffers": [{"byteLength": len(binary), "uri": "https://example.com/box.bin"}]}, file)
    with open("box.stl", "wb") as file:
        file.write(b"\0" * 80 + struct.pack("<I", len(order) // 3))
        for at in range(0, len(order), 3):
            file.write(struct.pack("<12fH", *normals[order[at]], *(value for index in order[at : at + 3] for value in places[index]), 0))
    run = wandb.init(project=project, id="boxes", name="boxes")
    run.log({name: wandb.Object3D(open(f"{stem}.{kind}")) for name, stem, kind in [("glb", "box", "glb"), ("gltf", "box", "gltf"), ("stl", "box", "stl"), ("elsewhere", "elsewhere", "gltf")]})
    run.finish()


@pytest.fixture(scope="module")
def solids(world, tmp_path_factory):
    Client("0.31.0", world.account, tmp_path_factory.mktemp("solids")).call(log_solids, project=PROJECT, seconds=300)
    return world


def colours(page, name: str) -> tuple[int, int]:
    """How many pixels of a body are painted, and how many different colours they have."""
    canvas = panel(page, name).locator("canvas[data-drawn='solid']")
    canvas.wait_for(timeout=60_000)
    return tuple(canvas.evaluate("""canvas => {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set();
        let painted = 0;
        for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 250) { painted += 1; seen.add(data[at] >> 4); }
        return [painted, seen.size];
    }"""))  # fmt: skip


def test_bodies_are_drawn_and_turned(open_page, solids):
    page = open_page(f"/ada/{PROJECT}")
    # The picture on the box makes for many shades; without it each side has its own.
    for name, least in (("glb", 8), ("gltf", 8), ("stl", 2)):
        painted, shades = colours(page, name)
        assert painted > 4_000 and shades >= least, f"{name}: {painted} pixels in {shades} shades"
    screenshot(page, "solids")
    canvas = panel(page, "stl").locator("canvas")
    before = canvas.evaluate("canvas => canvas.toDataURL()")
    panel(page, "stl").locator(".scene").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(200)
    assert canvas.evaluate("canvas => canvas.toDataURL()") != before


def test_what_lies_elsewhere_stays_a_file(open_page, solids):
    page = open_page(f"/ada/{PROJECT}?panels=elsewhere", theme="dark")
    expect(panel(page, "elsewhere").locator("a.media-file")).to_be_visible()
