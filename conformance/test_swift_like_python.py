"""The same script written in Python and in Swift leaves the same on the server, field by field."""

from __future__ import annotations

import json
import math
import struct
import wave
import zlib
from pathlib import Path

import pytest

from harness.client import Client
from harness.reading import assert_same, download_files, user_keys
from harness.swift import Swift, play_scenario

OWN_FILES = {"wandb-metadata.json", "requirements.txt", "config.yaml", "wandb-summary.json", "output.log", "diff.patch"}
ARTIFACT_FIELDS = ("artifact_path", "_latest_artifact_path")


def png(path: Path, width: int, height: int) -> None:
    rows = b"".join(b"\0" + bytes((x * 16 + y) % 256 for x in range(width * 3)) for y in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def sound(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"".join(struct.pack("<h", int(8000 * math.sin(i / 5))) for i in range(800)))


def plain(files: Path) -> list[dict]:
    """Every kind of plain value, steps, definitions and the things that people see."""
    return [
        {"run": {
            "project": "p", "id": "run", "name": "a name", "notes": "some notes", "tags": ["one", "two"],
            "group": "a group", "job_type": "train",
            "config": {"lr": 0.1, "layers": [1, 2], "net": {"depth": 3, "act": "relu"}, "flag": True, "none": None,
                       "big": 2**53 + 1, "dotted.key": 1, "small": 1e-300},
        }},
        {"define_metric": {"name": "epoch"}},
        {"define_metric": {"name": "loss", "step_metric": "epoch", "summary": ["min", "max", "mean", "last"]}},
        {"define_metric": {"name": "hidden", "summary": ["none"], "hidden": True}},
        {"define_metric": {"name": "val/*", "step_metric": "epoch", "summary": ["max"]}},
        {"log": {"values": {"epoch": 0, "loss": 0.5, "hidden": 1, "val/acc": 0.25, "text": "ünïcode \"quoted\"\n"}}},
        {"log": {"values": {"loss": 0.25, "flag": True, "nothing": None, "list": [1, 2.5, "x"]}}},
        {"log": {"values": {"epoch": 1, "nested": {"a": 1, "b": {"c": 2.5}}}, "step": 7}},
        {"log": {"values": {"loss": 1e300, "val/acc": 0.75}, "step": 7}},
        {"log": {"values": {"epoch": 2}, "commit": False}},
        {"log": {"values": {"loss": -3}, "commit": False}},
        {"log": {"values": {"big": 2**53 + 1, "tiny": 5e-324, "third": 1 / 3}}},
        {"summary": {"best": 0.75, "note": "by hand", "object": {"a": [1, 2]}}},
        {"config": {"values": {"lr": 0.2, "later": "x"}, "allow_val_change": True}},
        {"log": {"values": {"nested": {"b": {"d": 3}}}}},
        {"name": "another name"},
        {"tags": ["three"]},
        {"notes": "other notes"},
        {"finish": 0},
    ]  # fmt: skip


def rich(files: Path) -> list[dict]:
    """Media, charts and saved files."""
    table = {"columns": ["x", "y", "label"], "data": [[1, 2.5, "a"], [2, -1.0, "b"]]}
    image = {"$image": {"path": str(files / "image.png"), "caption": "a caption"}}
    return [
        {"run": {"project": "p", "id": "run", "name": "a name"}},
        {"log": {"values": {"image": image, "images": [image, {"$image": {"path": str(files / "image.png")}}]}}},
        {"log": {"values": {"audio": {"$audio": {"path": str(files / "sound.wav"), "caption": "a sound"}}}}},
        {"log": {"values": {"html": {"$html": {"html": "<p>hello</p>"}}}}},
        {"log": {"values": {"histogram": {"$histogram": {"values": [0, 1, 1, 2, 5, 8.5]}}}}},
        {"log": {"values": {"table": {"$table": table}}}},
        {"log": {"values": {"molecule": {"$molecule": {"path": str(files / "water.pdb")}}}}},
        {"log": {"values": {"folder/object": {"$object3d": {"path": str(files / "points.pts.json")}}}}},
        {"log": {"values": {"line": {"$line": {**table, "x": "x", "y": "y", "title": "a line"}}}}},
        {"log": {"values": {"bar": {"$bar": {**table, "label": "label", "value": "y", "title": "bars"}}}}},
        {"log": {"values": {"scatter": {"$scatter": {**table, "x": "x", "y": "y", "title": "points"}}}}},
        {"save": {"pattern": str(files / "saved/*.txt"), "base_path": str(files), "policy": "now"}},
        {"finish": 0},
    ]


def failing(files: Path) -> list[dict]:
    """Console lines and an exit code."""
    return [
        {"run": {"project": "p", "id": "run", "name": "a name"}},
        {"print": "first\nsecond\n"},
        {"print": "10%\r50%\r100%\n"},
        {"print": "\u001b[32mgreen\u001b[0m ünï\n"},
        {"log": {"values": {"a": 1}}},
        {"finish": 3},
    ]


def stored(account, reader, run="run") -> dict:
    """What the server has of a run, without what has to differ: times, machine, the two languages."""
    raw = account.run("p", run)
    config = json.loads(raw["config"])
    notes = config.pop("_wandb")["value"]
    rows = [without_artifacts(user_keys(row)) for row in account.history("p", run)]
    files = reader.call(download_files, account, path=f"{account.user}/p/{run}")
    return {
        "attributes": {
            key: raw[key]
            for key in ("displayName", "notes", "group", "jobType", "state", "exitcode", "tags", "historyLineCount")
        },
        "config": {key: item["value"] for key, item in config.items()},
        "metrics": sorted(map(readable, resolved(notes.get("m", [])))),
        "charts": notes.get("visualize", {}),
        "telemetry": notes["t"],
        "history": rows,
        "summary": without_artifacts(user_keys(json.loads(raw["summaryMetrics"]))),
        "files": {name: content for name, content in files.items() if name not in OWN_FILES},
        "own files": {name for name in files if name in OWN_FILES - {"diff.patch", "output.log", "requirements.txt"}},
        "metadata": json.loads(files["wandb-metadata.json"]),
    }


def readable(definition: dict) -> str:
    return json.dumps(definition, sort_keys=True)


def resolved(definitions: list[dict]) -> list[dict]:
    """Definitions whose step metric is named instead of numbered, with sets in order."""
    out = []
    for definition in definitions:
        one = {key: sorted(value) if isinstance(value, list) else value for key, value in definition.items()}
        if "5" in one:
            one["4"] = definitions[one.pop("5") - 1]["1"]
        out.append({key: value for key, value in one.items() if value != []})
    return out


def without_artifacts(value):
    """Client ids of artifacts are random."""
    if isinstance(value, dict):
        return {key: "…" if key in ARTIFACT_FIELDS else without_artifacts(one) for key, one in value.items()}
    return [without_artifacts(one) for one in value] if isinstance(value, list) else value


@pytest.fixture
def files(tmp_path) -> Path:
    folder = tmp_path / "inputs"
    (folder / "saved").mkdir(parents=True)
    png(folder / "image.png", 6, 4)
    sound(folder / "sound.wav")
    (folder / "water.pdb").write_text("HETATM    1  O   HOH A   1       0.000   0.000   0.000\nEND\n")
    (folder / "points.pts.json").write_text("[[0,0,0],[1,1,1]]")
    (folder / "saved/a.txt").write_text("a")
    (folder / "saved/b.txt").write_text("b" * 10_000)
    return folder


def both(scenario, server, files, tmp_path, reader, version, console="off"):
    """What the server stores of the scenario played in Python and in Swift, by two users."""
    steps = scenario(files)
    in_python = Client(version, server.add_user(), tmp_path / "python")
    in_python.directory.mkdir()
    done = in_python.run(play_scenario, steps=steps, environment={"WANDB_CONSOLE": console})
    assert done.code == steps[-1]["finish"] or done.code == 0, done.output
    in_swift = Swift(server.add_user(), tmp_path / "swift", {"WANDB_CONSOLE": console})
    in_swift.directory.mkdir()
    in_swift.play(*steps)
    accounts = in_python.account, in_swift.account
    return [stored(account, reader) for account in accounts], accounts


# Tables of 0.18.0 do not say how they are logged, which changes their files: media are compared with 0.31.0 alone.
@pytest.mark.parametrize("scenario, version", [(plain, "0.18.0"), (plain, "0.31.0"), (rich, "0.31.0")])
def test_same_script(scenario, version, server, files, tmp_path, reader):
    (python, swift), _ = both(scenario, server, files, tmp_path, reader, version)
    if version == "0.18.0":
        # This version names every metric of a glob; the others, and Swift, the glob.
        python["metrics"] = swift["metrics"] = None
    for part in ("attributes", "config", "metrics", "charts", "history", "summary", "files", "own files"):
        assert_same(swift[part], python[part], part)
    # Telemetry: the same fields of the same types, where both have them.
    for field in ("3", "5", "12", "13"):
        assert type(swift["telemetry"][field]) is type(python["telemetry"][field]), field
    assert swift["telemetry"]["13"] == python["telemetry"]["13"]
    # Metadata: the same machine in the same form.
    for field in ("os", "host", "cpu_count", "cpu_count_logical", "memory", "cpu", "startedAt", "root"):
        if field not in python["metadata"]:
            continue
        assert type(swift["metadata"][field]) is type(python["metadata"][field]), field
    for field in {"host", "cpu_count", "cpu_count_logical"} & python["metadata"].keys():
        assert swift["metadata"][field] == python["metadata"][field]
    if "disk" in python["metadata"]:
        assert swift["metadata"]["disk"].keys() == python["metadata"]["disk"].keys()


@pytest.mark.parametrize("version", ["0.31.0"])
def test_same_console(version, server, files, tmp_path, reader):
    (python, swift), accounts = both(failing, server, files, tmp_path, reader, version, console="auto")
    assert swift["attributes"] == python["attributes"]
    lines = [[line["line"] for line in account.console("p", "run")] for account in accounts]
    # Each client prints a few lines of its own.
    own = ("wandb", "roost:")
    of_python, of_swift = ([line for line in part if not line.startswith(own) and line] for part in lines)
    assert of_swift == of_python
    assert "100%" in of_swift and not any("50%" in line for line in of_swift)
