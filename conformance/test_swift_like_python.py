"""The same script written in Python and in Swift leaves the same on the server, field by field."""

from __future__ import annotations

import json
import math
import struct
import subprocess
import wave
import zlib
from pathlib import Path

import pytest

from harness.client import Client
from harness.reading import assert_same, download_files, user_keys
from harness.swift import Swift, play_scenario

OWN_FILES = {"wandb-metadata.json", "requirements.txt", "config.yaml", "wandb-summary.json", "output.log", "diff.patch"}
# What the trackers note about themselves, and the parts of a run that are compared by themselves.
OWN_NOTES = {"t", "m", "e", "cli_version", "python_version"}
# Features of the telemetry that only the Python client has: its service, its core, and how it slows down under load.
UNNOTED_FEATURES = {23, 55, 41, 42, 43, 44}
ARTIFACT_FIELDS = ("artifact_path", "_latest_artifact_path")


TABLE = {"columns": ["x", "y", "label"], "data": [[1, 2.5, "a"], [2, -1.0, "b"], [3, 0.5, "a"]]}
POINTS = [[0, 0, 0], [1, 1.5, -1], [0.125, 2, 3]]
CORNERS = [[x, y, z] for x in (0.0, 1.0) for y in (0.0, 1.0) for z in (0.0, 1.5)]
BOXES = {
    "guess": {
        "box_data": [
            {"position": {"minX": 0.1, "maxX": 0.5, "minY": 0.2, "maxY": 0.6}, "class_id": 1, "box_caption": "cat",
             "scores": {"score": 0.75}},
            {"position": {"middle": [2, 3], "width": 2, "height": 1}, "domain": "pixel", "class_id": 2},
        ],
        "class_labels": {"1": "cat", "2": "dog"},
    },
    "unnamed": {"box_data": [{"position": {"minX": 0, "maxX": 1, "minY": 0, "maxY": 1}, "class_id": 3}]},
}  # fmt: skip
MASKS = {
    "truth": {"mask_data": [[(x + y) % 3 for x in range(6)] for y in range(4)],
              "class_labels": {"0": "sky", "1": "road", "2": "car"}},
    "unnamed": {"mask_data": [[x // 3 for x in range(6)] for _ in range(4)]},
}  # fmt: skip
FIGURE = {
    "data": [{"x": ["a", "b"], "y": [1, 2.5], "type": "bar"}],
    "layout": {"title": {"text": "a figure"}},
}


def mp4() -> bytes:
    """The smallest file that has the boxes of a film."""

    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + kind + content

    return box(b"ftyp", b"isom\0\0\2\0isom") + box(b"moov", box(b"mvhd", bytes(100))) + box(b"mdat", bytes(16))


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


def metrics(files: Path) -> list[dict]:
    """Definitions that meet each other: exact names, globs in globs, nested values, steps that are missing."""
    summaries = ("min", "max", "mean", "last", "none", "copy")
    return [
        {"run": {"project": "p", "id": "run", "name": "a name"}},
        *({"define_metric": {"name": name, "summary": [name]}} for name in summaries),
        {"define_metric": {"name": "several", "summary": ["min", "max", "mean", "last"]}},
        {"define_metric": {"name": "added", "summary": ["min"]}},
        {"define_metric": {"name": "added", "summary": ["max"], "hidden": True}},
        {"define_metric": {"name": "replaced", "summary": ["min"], "hidden": True}},
        {"define_metric": {"name": "replaced", "summary": ["max"], "overwrite": True}},
        {"define_metric": {"name": "train/*", "step_metric": "epoch", "summary": ["max"]}},
        {"define_metric": {"name": "train/loss", "summary": ["min"]}},
        {"define_metric": {"name": "both", "summary": ["copy", "max"]}},
        {"define_metric": {"name": "quiet", "summary": ["none", "max"]}},
        {"define_metric": {"name": "deep.a", "summary": ["max"]}},
        {"define_metric": {"name": "wide.*", "summary": ["min"]}},
        {"define_metric": {"name": "synced", "step_metric": "epoch", "step_sync": True}},
        {"define_metric": {"name": "unsynced", "step_metric": "epoch", "step_sync": False}},
        {"log": {"values": {"epoch": 1}}},
        *({"log": {"values": {**dict.fromkeys([*summaries, "several", "added", "replaced", "both", "quiet"], value),
                              "train/acc": value, "train/loss": value, "deep": {"a": value, "b": value},
                              "wide": {"a": value, "deeper": {"c": value}}, "synced": value, "unsynced": value}}}
          for value in (3.5, -1.0, 2.0)),
        {"log": {"values": {"unsynced": 1}}},
        {"log": {"values": {"min": "a text", "mean": True, "max": None}}},
        {"log": {"values": {"epoch": 2}}},
        {"finish": 0},
    ]  # fmt: skip


def media(files: Path) -> list[dict]:
    """Every kind of rich value, alone."""
    path = {name: str(files / name) for name in ("image.png", "sound.wav", "film.mp4", "water.pdb", "model.obj")}
    image = {"$image": {"path": path["image.png"], "caption": "a caption"}}
    scene = {
        "points": POINTS,
        "boxes": [{"corners": CORNERS, "color": [1, 2, 3], "label": "box", "score": 0.5},
                  {"corners": CORNERS, "color": [255, 0, 0], "label": "other"}],
        "vectors": [{"start": [0.0, 0.0, 0.0], "end": [0.5, 1.0, 2.0]}],
    }  # fmt: skip
    return [
        {"run": {"project": "p", "id": "run", "name": "a name"}},
        {"log": {"values": {"image": image, "folder/image": {"$image": {"path": path["image.png"]}}}}},
        {"log": {"values": {"rich": {"$image": {"path": path["image.png"], "boxes": BOXES, "masks": MASKS}}}}},
        {"log": {"values": {"gray": {"$pixels": {"channels": 1, "rows": [[0, 128, 255], [1, 2, 3]]}}}}},
        {"log": {"values": {"color": {"$pixels": {"channels": 3, "rows": [[0, 128, 255, 1, 2, 3]] * 5}}}}},
        {"log": {"values": {"audio": {"$audio": {"path": path["sound.wav"], "caption": "a sound"}}}}},
        {"log": {"values": {"video": {"$video": {"path": path["film.mp4"], "caption": "a film"}}}}},
        {"log": {"values": {"html": {"$html": {"html": "<p>hello</p>"}}}}},
        {"log": {"values": {"page": {"$html": {"html": "<html><head></head>ünï</html>", "inject": True}}}}},
        {"log": {"values": {"histogram": {"$histogram": {"values": [0, 1, 1, 2, 5, 8.5]}}}}},
        {"log": {"values": {"molecule": {"$molecule": {"path": path["water.pdb"], "caption": "water"}}}}},
        {"log": {"values": {"model": {"$object3d": {"path": path["model.obj"]}}}}},
        {"log": {"values": {"points": {"$points": {"points": POINTS}}}}},
        {"log": {"values": {"scene": {"$scene": scene}}}},
        {"log": {"values": {"plotly": {"$plotly": {"figure": FIGURE}}}}},
        {"log": {"values": {"nested": {"image": image, "n": 1, "deep": {"html": {"$html": {"html": "x"}}}}}}},
        {"summary": {"picture": image, "table": {"$table": TABLE}}},
        {"finish": 0},
    ]


def lists(files: Path) -> list[dict]:
    """Lists of rich values, with and without captions."""

    def one(kind: str, name: str, **more: str) -> dict:
        return {f"${kind}": {"path": str(files / name), **more}}

    rich = {"$image": {"path": str(files / "image.png"), "boxes": BOXES, "masks": MASKS}}
    return [
        {"run": {"project": "p", "id": "run", "name": "a name"}},
        {"log": {"values": {"images": [one("image", "image.png", caption="a"), one("image", "image.png")]}}},
        {"log": {"values": {"plain": [one("image", "image.png"), one("image", "image.png", caption="lost")]}}},
        {"log": {"values": {"rich": [rich, one("image", "image.png")]}}},
        {"log": {"values": {"audio": [one("audio", "sound.wav"), one("audio", "sound.wav", caption="b")]}}},
        {"log": {"values": {"video": [one("video", "film.mp4", caption="a"), one("video", "film.mp4")]}}},
        {"log": {"values": {"html": [{"$html": {"html": "1"}}, {"$html": {"html": "2"}}]}}},
        {"log": {"values": {"molecules": [one("molecule", "water.pdb", caption="a"), one("molecule", "water.pdb")]}}},
        {"log": {"values": {"objects": [one("object3d", "model.obj"), {"$points": {"points": POINTS}}]}}},
        {"log": {"values": {"mixed": [one("image", "image.png"), {"$html": {"html": "1"}}]}}},
        {"log": {"values": {"histograms": [{"$histogram": {"values": [1, 2]}}, {"$histogram": {"values": [3, 4]}}]}}},
        {"finish": 0},
    ]


def tables(files: Path) -> list[dict]:
    """Tables of every type of cell."""
    kinds = {
        "columns": ["int", "float", "text", "flag", "none", "list", "object"],
        "data": [[1, 1.5, "a", True, None, [1, 2], {"a": 1}], [2, -2.5, "ü\n", False, None, [3], {"a": 2}],
                 [None, None, None, None, None, None, None]],
    }  # fmt: skip
    path = str(files / "image.png")
    rich = {
        "columns": ["id", "image", "audio", "html", "video", "molecule"],
        "data": [
            [1, {"$image": {"path": path, "boxes": BOXES, "masks": MASKS}},
             {"$audio": {"path": str(files / "sound.wav")}}, {"$html": {"html": "<p>1</p>"}},
             {"$video": {"path": str(files / "film.mp4")}}, {"$molecule": {"path": str(files / "water.pdb")}}],
            [2, {"$image": {"path": path, "caption": "a caption"}},
             {"$audio": {"path": str(files / "sound.wav"), "caption": "b"}}, {"$html": {"html": "<p>2</p>"}}, None,
             None],
        ],
    }  # fmt: skip
    return [
        {"run": {"project": "p", "id": "run", "name": "a name"}},
        {"log": {"values": {"table": {"$table": TABLE}, "folder/kinds": {"$table": kinds}}}},
        {"log": {"values": {"table": {"$table": {"columns": ["x"], "data": [[i] for i in range(1000)]}}}}},
        {"log": {"values": {"rich ünï": {"$table": rich}}}},
        {"log": {"values": {"empty": {"$table": {"columns": ["a", "b"], "data": []}}}}},
        {"finish": 0},
    ]


def charts(files: Path) -> list[dict]:
    """Every custom chart."""
    scores = [[0.7, 0.2, 0.1], [0.2, 0.5, 0.3], [0.1, 0.8, 0.1], [0.4, 0.35, 0.25], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4],
              [0.45, 0.35, 0.2], [0.6, 0.3, 0.1]]  # fmt: skip
    classes = {"truth": [0, 1, 1, 0, 2, 2, 1, 0], "scores": scores}
    series = {"xs": [0.0, 1.0, 2.0], "ys": [[1.0, 2.0, 3.0], [3.0, 2.5, 1.0]], "xname": "epoch"}
    guesses = {"truth": [0, 1, 1, 0, 2], "predictions": [0, 1, 0, 0, 1]}
    return [
        {"run": {"project": "p", "id": "run", "name": "a name"}},
        {"log": {"values": {"line": {"$line": {**TABLE, "x": "x", "y": "y", "title": "a line"}}}}},
        {"log": {"values": {"strokes": {"$line": {**TABLE, "x": "x", "y": "y", "stroke": "label", "title": "two"}}}}},
        {"log": {"values": {"bar": {"$bar": {**TABLE, "label": "label", "value": "y", "title": "bars"}}}}},
        {"log": {"values": {"scatter": {"$scatter": {**TABLE, "x": "x", "y": "y", "title": "points"}}}}},
        {"log": {"values": {"histogram": {"$histogram_chart": {**TABLE, "value": "y", "title": "counts"}}}}},
        {"log": {"values": {"split": {"$bar": {**TABLE, "label": "label", "value": "y", "split_table": True}}}}},
        {"log": {"values": {"series": {"$line_series": {**series, "keys": ["up", "down"], "title": "a series"}}}}},
        {"log": {"values": {"nameless": {"$line_series": {**series, "title": "another"}}}}},
        {"log": {"values": {"pr": {"$pr": classes}, "roc": {"$roc": classes}}}},
        {"log": {"values": {"named pr": {"$pr": {**classes, "labels": ["a", "b", "c"]}}}}},
        {"log": {"values": {"folder/roc": {"$roc": {**classes, "labels": ["a", "b", "c"]}}}}},
        {"log": {"values": {"confusion": {"$confusion": guesses}}}},
        {"log": {"values": {"named": {"$confusion": {**guesses, "labels": ["no", "yes", "perhaps"]}}}}},
        {"finish": 0},
    ]


def saved(files: Path) -> list[dict]:
    """Saved files of every policy."""
    folder = {"base_path": str(files)}
    return [
        {"run": {"project": "p", "id": "run", "name": "a name"}},
        {"save": {"pattern": str(files / "saved/*.txt"), **folder, "policy": "now"}},
        {"save": {"pattern": str(files / "image.png"), **folder, "policy": "end"}},
        {"save": {"pattern": str(files / "sound.wav"), "policy": "live"}},
        {"log": {"values": {"a": 1}}},
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
        "notes": {key: value for key, value in notes.items() if key not in OWN_NOTES},
        "telemetry": notes["t"],
        "history": rows,
        "summary": without_artifacts(user_keys(json.loads(raw["summaryMetrics"]))),
        "files": {name: content for name, content in files.items() if name not in OWN_FILES},
        "artifacts": reader.call(read_artifacts, account, path=f"{account.user}/p/{run}"),
        "own files": {name for name in files if name in OWN_FILES - {"diff.patch", "output.log", "requirements.txt"}},
        "metadata": json.loads(files["wandb-metadata.json"]),
    }


def read_artifacts(api, path):
    """What the run's artifacts are and hold."""
    return sorted(
        [artifact.name, artifact.type, artifact.digest, artifact.size, artifact.metadata,
         {name: entry.digest for name, entry in artifact.manifest.entries.items()}]
        for artifact in api.run(path).logged_artifacts()
    )  # fmt: skip


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
    (folder / "model.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    (folder / "film.mp4").write_bytes(mp4())
    (folder / "saved/a.txt").write_text("a")
    (folder / "saved/b.txt").write_text("b" * 10_000)
    return folder


def both(scenario, server, files, tmp_path, reader, version, environment=None):
    """What the server stores of the scenario played in Python and in Swift, by two users."""
    steps = scenario(files)
    in_python = Client(version, server.add_user(), tmp_path / "python")
    in_python.directory.mkdir(exist_ok=True)
    done = in_python.run(play_scenario, steps=steps, environment=environment)
    assert done.code == steps[-1]["finish"] or done.code == 0, done.output
    in_swift = Swift(server.add_user(), tmp_path / "swift", environment or {})
    in_swift.directory.mkdir(exist_ok=True)
    in_swift.play(*steps)
    accounts = in_python.account, in_swift.account
    return [stored(account, reader) for account in accounts], accounts


# Tables of 0.18.0 do not say how they are logged, which changes their files: media are compared with 0.31.0 alone.
@pytest.mark.parametrize(
    "scenario, version",
    [(plain, "0.18.0"), *((one, "0.31.0") for one in (plain, metrics, media, lists, tables, charts, saved))],
)
def test_same_script(scenario, version, server, files, tmp_path, reader):
    (python, swift), _ = both(scenario, server, files, tmp_path, reader, version)
    if version == "0.18.0":
        # This version names every metric of a glob; the others, and Swift, the glob.
        python["metrics"] = swift["metrics"] = None
    for part in ("attributes", "config", "metrics", "notes", "history", "summary", "files", "artifacts", "own files"):
        assert_same(swift[part], python[part], part)
    # Telemetry: the version and the platform in the same places, and the same features.
    for field in ("5", "12", "13"):
        assert type(swift["telemetry"][field]) is type(python["telemetry"][field]), field
    assert swift["telemetry"]["13"] == python["telemetry"]["13"]
    assert features(swift) == features(python)


def features(stored: dict) -> set[int]:
    """The numbers of the parts of the library that a run has used."""
    return set(stored["telemetry"]["3"]) - UNNOTED_FEATURES


def machine(files: Path) -> list[dict]:
    """A run that is watched for a while."""
    return [{"run": {"project": "p", "id": "run"}}, {"sleep": 3}, {"log": {"values": {"a": 1}}}, {"finish": 0}]


def read_system_metrics(api, path):
    return api.run(path).history(stream="system", pandas=False)


def test_same_machine(server, files, tmp_path, reader):
    """What is told of the machine, the program and the repository, and the system metrics."""
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for name in ("python", "swift"):
        repository = tmp_path / name
        repository.mkdir()
        subprocess.run([*git, "init", "-q"], cwd=repository, check=True)
        remote = "https://me:secret@example.org/x.git"
        subprocess.run([*git, "remote", "add", "origin", remote], cwd=repository, check=True)
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "first"], cwd=repository, check=True)
    environment = {"WANDB_X_DISABLE_STATS": "false", "WANDB_X_STATS_SAMPLING_INTERVAL": "1"}
    (python, swift), accounts = both(machine, server, files, tmp_path, reader, "0.31.0", environment)
    ours, theirs = swift["metadata"], python["metadata"]
    for metadata, name in ((ours, "swift"), (theirs, "python")):
        head = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=tmp_path / name, text=True).strip()
        assert metadata["git"] == {"remote": "https://me:@example.org/x.git", "commit": head}
        assert metadata["root"] == str(tmp_path / name)
    assert ours["python"].startswith("Swift ") and ours["executable"].endswith("/Scenario")
    # The scenario's source is in another repository than its run.
    assert theirs.keys() - ours.keys() == {"codePath", "codePathLocal"} and ours.keys() - theirs.keys() == {"args"}
    assert shapes(ours) == shapes(theirs) | {"args": list, "cpu.count": int, "cpu.countLogical": int}
    for field in ("host", "cpu_count", "cpu_count_logical", "memory"):
        assert ours[field] == theirs[field], field
    assert ours["cpu"]["model"] == theirs["cpu"]["model"]
    assert ours["disk"]["/"]["total"] == theirs["disk"]["/"]["total"]
    assert theirs["os"].startswith(ours["os"])
    # The config's notes hold the same under the writer's id.
    for metadata, account in ((ours, accounts[1]), (theirs, accounts[0])):
        notes = json.loads(account.run("p", "run")["config"])["_wandb"]["value"]
        assert notes["e"] == {metadata["writerId"]: metadata}
    events = [
        reader.call(read_system_metrics, account, path=f"{account.user}/p/run") for account in accounts
    ]
    keys_of_python, keys_of_swift = (set().union(*part) for part in events)
    assert keys_of_python <= keys_of_swift, keys_of_python - keys_of_swift
    own = ("system.cpu.", "system.network.")
    assert all(key.startswith(own) for key in keys_of_swift - keys_of_python), keys_of_swift - keys_of_python


def shapes(value: dict, path: str = "") -> dict[str, type]:
    """The types of the values inside an object, by their paths; the paths to the machine's sources left out."""
    out = {}
    for key, inner in value.items():
        if isinstance(inner, dict):
            out.update(shapes(inner, f"{path}{key}."))
        elif key not in ("codePath", "codePathLocal"):
            out[path + key] = type(inner)
    return out


@pytest.mark.parametrize("version", ["0.31.0"])
def test_same_console(version, server, files, tmp_path, reader):
    (python, swift), accounts = both(failing, server, files, tmp_path, reader, version, {"WANDB_CONSOLE": "auto"})
    assert swift["attributes"] == python["attributes"]
    lines = [[line["line"] for line in account.console("p", "run")] for account in accounts]
    # Each client prints a few lines of its own.
    own = ("wandb", "roost:")
    of_python, of_swift = ([line for line in part if not line.startswith(own) and line] for part in lines)
    assert of_swift == of_python
    assert "100%" in of_swift and not any("50%" in line for line in of_swift)
