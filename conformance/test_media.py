"""Every kind of rich value: what stands in the history and what lies in the files."""

import hashlib
import json

from harness.client import VERSIONS
from harness.reading import download_files, scan_history


def log_media():
    import os

    import bokeh.plotting
    import matplotlib.pyplot as plt
    import numpy as np
    import pandas as pd
    import plotly.graph_objects as go
    import soundfile
    import wandb
    from PIL import Image
    from wandb.data_types import Graph, Node

    run = wandb.init(project="p", id="media")
    pixels = (np.arange(8 * 6 * 3) % 255).reshape(8, 6, 3).astype("uint8")
    mask = (np.arange(48) % 3).reshape(8, 6).astype("uint8")
    Image.fromarray(pixels).save("picture.jpg")
    sound = np.sin(np.arange(4410) / 10)
    soundfile.write("sound.wav", sound, 44100)
    Image.fromarray(pixels).save("moving.gif", save_all=True, append_images=[Image.fromarray(255 - pixels)])
    with open("scene.obj", "w") as file:
        file.write("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n")
    with open("protein.pdb", "w") as file:
        file.write("HEADER    TEST\nEND\n")
    figure = plt.figure()
    plt.plot([1, 2, 4])

    boxes = {
        "guess": {
            "box_data": [
                {"position": {"minX": 0.1, "maxX": 0.5, "minY": 0.2, "maxY": 0.6}, "class_id": 1, "box_caption": "cat",
                 "scores": {"score": 0.75}},
                {"position": {"middle": [2, 3], "width": 2, "height": 1}, "domain": "pixel", "class_id": 2},
            ],
            "class_labels": {1: "cat", 2: "dog"},
        }
    }  # fmt: skip
    masks = {"truth": {"mask_data": mask, "class_labels": {0: "sky", 1: "road", 2: "car"}}}
    run.log({"image/array": wandb.Image(pixels, caption="an array"), "image/file": wandb.Image("picture.jpg")})
    run.log({"image/rich": wandb.Image(pixels, boxes=boxes, masks=masks)})
    run.log({"images": [wandb.Image(pixels + shift, caption=f"shift {shift}") for shift in range(3)]})
    run.log({"image/figure": wandb.Image(figure), "figure": figure})
    run.log({"audio": wandb.Audio("sound.wav", caption="a tone"), "audios": [wandb.Audio(sound, 44100), wandb.Audio(-sound, 44100)]})
    run.log({"video": wandb.Video("moving.gif", format="gif"), "videos": [wandb.Video("moving.gif", format="gif")] * 2})
    run.log({"html": wandb.Html("<p>hello</p>", inject=False), "htmls": [wandb.Html("<p>1</p>"), wandb.Html("<p>2</p>")]})
    points = np.arange(12).reshape(4, 3).astype(float)
    scene = {
        "type": "lidar/beta", "points": points,
        "boxes": np.array([{"corners": [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0],
                            [1, 1, 1]], "label": "box", "color": [1, 2, 3]}]),
    }  # fmt: skip
    run.log({"points": wandb.Object3D(points), "mesh": wandb.Object3D("scene.obj"), "scene": wandb.Object3D(scene)})
    run.log({"object_list": [wandb.Object3D(points), wandb.Object3D(points + 1)]})
    run.log({"molecule": wandb.Molecule("protein.pdb"), "molecules": [wandb.Molecule("protein.pdb")]})
    run.log({"plotly": wandb.Plotly(go.Figure(data=go.Scatter(x=[1, 2], y=[3, 4]))), "bokeh": wandb.data_types.Bokeh(bokeh.plotting.figure())})
    run.log({"histogram": wandb.Histogram([1, 2, 2, 3, 3, 3], num_bins=3), "prepared": wandb.Histogram(np_histogram=([1, 2], [0, 1, 2]))})
    table = wandb.Table(columns=["name", "number", "nothing"], data=[["a", 1.5, None], ["b", float("nan"), True]])
    run.log({"table": table})
    with_media = wandb.Table(columns=["id", "picture"])
    with_media.add_data(1, wandb.Image(pixels))
    run.log({"media_table": with_media, "frame": pd.DataFrame({"x": [1, 2], "y": ["p", "q"]})})
    graph = Graph(format="keras")
    graph.add_node(Node(id="a", name="a", class_name="Dense", size=(3,)))
    graph.add_node(Node(id="b", name="b", class_name="Dense", size=(2,)))
    run.summary["graph"] = graph
    run.summary["picture"] = wandb.Image(pixels)
    run.log({"identical": [wandb.Image(pixels), wandb.Image(pixels)]})
    run.finish()
    return os.getcwd()


def log_charts():
    import numpy as np
    import wandb

    run = wandb.init(project="p", id="charts")
    table = wandb.Table(columns=["x", "y"], data=[[1, 2.5], [2, 3.5], [3, 1.5]])
    truth = [0, 1, 1, 0]
    chances = np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.7, 0.3]])
    run.log(
        {
            "line": wandb.plot.line(table, "x", "y", title="a line"),
            "scatter": wandb.plot.scatter(table, "x", "y"),
            "bar": wandb.plot.bar(table, "x", "y"),
            "histogram": wandb.plot.histogram(table, "y"),
            "series": wandb.plot.line_series(xs=[0, 1, 2], ys=[[1, 2, 3], [3, 2, 1]], keys=["up", "down"]),
            "roc": wandb.plot.roc_curve(truth, chances),
            "pr": wandb.plot.pr_curve(truth, chances),
            "confusion": wandb.plot.confusion_matrix(y_true=truth, preds=[0, 1, 0, 0], class_names=["no", "yes"]),
        }
    )
    run.finish()


def read_files(reader, account, path):
    contents = reader.call(download_files, account, path=path)
    return {name: content.encode("latin-1") for name, content in contents.items()}


def check_file(value, files):
    """A file-backed value's path, size and digest fit the file that came back."""
    content = files[value["path"]]
    assert len(content) == value["size"] and hashlib.sha256(content).hexdigest() == value["sha256"], value["path"]
    return content


def test_media(client, account, reader):
    directory = client.call(log_media)
    path = f"{account.user}/p/media"
    row = {}
    for one in reader.call(scan_history, account, path=path):
        row.update(one)
    files = read_files(reader, account, path)
    original = lambda name: open(f"{directory}/{name}", "rb").read()  # noqa: E731

    array = row["image/array"]
    assert (array["_type"], array["format"], array["width"], array["height"], array["caption"]) == (
        "image-file", "png", 6, 8, "an array",
    )  # fmt: skip
    assert check_file(array, files).startswith(b"\x89PNG")
    assert check_file(row["image/file"], files) == original("picture.jpg")
    rich = row["image/rich"]
    boxes = json.loads(check_file(rich["boxes"]["guess"], files))
    assert boxes["box_data"][0]["scores"] == {"score": 0.75} and boxes["class_labels"] == {"1": "cat", "2": "dog"}
    assert check_file(rich["masks"]["truth"], files).startswith(b"\x89PNG")
    assert row["images"]["_type"] == "images/separated" and row["images"]["count"] == 3
    assert row["images"]["captions"] == ["shift 0", "shift 1", "shift 2"]
    assert len({files[name] for name in row["images"]["filenames"]}) == 3
    assert check_file(row["image/figure"], files) and json.loads(check_file(row["figure"], files))["data"]

    assert check_file(row["audio"], files) == original("sound.wav") and row["audio"]["caption"] == "a tone"
    assert row["audios"]["_type"] == "audio" and row["audios"]["count"] == 2
    assert row["audios"]["sampleRates"] == [44100, 44100]
    assert all(check_file(one, files).startswith(b"RIFF") for one in row["audios"]["audio"])
    assert check_file(row["video"], files) == original("moving.gif")
    assert [check_file(one, files) for one in row["videos"]["videos"]] == [original("moving.gif")] * 2
    assert check_file(row["html"], files) == b"<p>hello</p>"
    assert [b"<p>%d</p>" % (index + 1) in check_file(one, files) for index, one in enumerate(row["htmls"]["html"])] == [True] * 2

    points = [[float(3 * line + column) for column in range(3)] for line in range(4)]
    assert json.loads(check_file(row["points"], files)) == points
    assert check_file(row["mesh"], files) == original("scene.obj")
    scene = json.loads(check_file(row["scene"], files))
    assert scene["type"] == "lidar/beta" and scene["points"] == points and scene["boxes"][0]["label"] == "box"
    assert row["object_list"]["_type"] == "object3D" and len(row["object_list"]["objects"]) == 2
    assert check_file(row["molecule"], files) == original("protein.pdb")
    assert row["molecules"]["_type"] == "molecule" and files[row["molecules"]["filenames"][0]] == original("protein.pdb")
    assert json.loads(check_file(row["plotly"], files))["data"][0]["x"] in ([1, 2], {"dtype": "i1", "bdata": "AQI="})
    assert json.loads(check_file(row["bokeh"], files))

    assert row["histogram"]["values"] == [1, 2, 3] and len(row["histogram"]["bins"]) == 4
    assert row["prepared"] == {"_type": "histogram", "values": [1, 2], "bins": [0, 1, 2]}
    table = json.loads(check_file(row["table"], files))
    assert table["columns"] == ["name", "number", "nothing"] and table["data"][0] == ["a", 1.5, None]
    assert (row["table"]["ncols"], row["table"]["nrows"]) == (3, 2)
    assert row["table"]["artifact_path"].startswith(("wandb-client-artifact://", "wandb-artifact://"))
    assert json.loads(check_file(row["frame"], files)) == {"columns": ["x", "y"], "data": [[1, "p"], [2, "q"]]}
    assert json.loads(check_file(row["media_table"], files))["columns"] == ["id", "picture"]
    names = row["identical"]["filenames"]
    assert len(set(names)) == 1 and files[names[0]] == files[array["path"]]

    summary = json.loads(account.run("p", "media")["summaryMetrics"])
    graph = json.loads(check_file(summary["graph"], files))
    assert [node["name"] for node in graph["nodes"]] == ["a", "b"]
    assert check_file(summary["picture"], files) == files[array["path"]]


def test_charts(client, account, reader):
    client.call(log_charts)
    path = f"{account.user}/p/charts"
    (row,) = reader.call(scan_history, account, path=path)
    files = read_files(reader, account, path)
    visualize = json.loads(account.run("p", "charts")["config"])["_wandb"]["value"]["visualize"]
    panels = {
        "line": "wandb/line/v0", "scatter": "wandb/scatter/v0", "bar": "wandb/bar/v0",
        "histogram": "wandb/histogram/v0", "series": "wandb/lineseries/v0", "roc": "wandb/area-under-curve/v0",
        "pr": "wandb/area-under-curve/v0", "confusion": "wandb/confusion_matrix/v1",
    }  # fmt: skip
    assert {name: panel["panel_config"]["panelDefId"] for name, panel in visualize.items()} == panels
    assert visualize["line"]["panel_config"]["stringSettings"]["title"] == "a line"
    tables = {name: json.loads(check_file(row[f"{name}_table"], files)) for name in panels}
    assert tables["line"] == {"columns": ["x", "y"], "data": [[1, 2.5], [2, 3.5], [3, 1.5]]}
    assert tables["series"]["columns"] == ["step", "lineKey", "lineVal"] and len(tables["series"]["data"]) == 6
    assert tables["confusion"]["columns"] == ["Actual", "Predicted", "nPredictions"]
    assert sorted(map(tuple, tables["confusion"]["data"])) == [("no", "no", 2), ("no", "yes", 0), ("yes", "no", 1), ("yes", "yes", 1)]
    assert set(tables["roc"]["columns"]) == {"class", "fpr", "tpr"}
    assert set(tables["pr"]["columns"]) == {"class", "precision", "recall"}


def read_tables(api, path):
    """Tables of a run as the public API gives them: through the artifacts that the client logged."""
    tables = {}
    for artifact in api.run(path).logged_artifacts():
        if artifact.type == "run_table":
            name = artifact.name.split(":")[0].split("-")[-1]
            table = artifact.get(name)
            tables[name] = {"columns": table.columns, "data": [[str(cell) for cell in row] for row in table.data]}
    return tables


def log_tables():
    import wandb

    run = wandb.init(project="p", id="tables")
    run.log({"first": wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, "y"]])})
    run.log({"second": wandb.Table(columns=["c"], data=[[index] for index in range(100)])})
    run.finish()


def test_tables_through_artifacts(client, account, readers):
    client.call(log_tables)
    for version in {client.version, VERSIONS[0], VERSIONS[-1]}:
        reader = readers[version]
        tables = reader.call(read_tables, account, path=f"{account.user}/p/tables")
        assert tables["first"] == {"columns": ["a", "b"], "data": [["1", "x"], ["2", "y"]]}, f"read by {version}"
        assert tables["second"]["data"] == [[str(index)] for index in range(100)], f"read by {version}"


def log_trace():
    import wandb
    from wandb.sdk.data_types.trace_tree import Trace

    run = wandb.init(project="p", id="trace")
    span = Trace(name="root", kind="chain", inputs={"q": "?"}, outputs={"a": "!"}, start_time_ms=1, end_time_ms=5)
    span.add_child(Trace(name="child", kind="llm", start_time_ms=2, end_time_ms=3))
    span.log("trace")
    run.finish()


def test_trace(client, account):
    client.call(log_trace)
    (row,) = account.history("p", "trace")
    assert row["trace"]["_type"] == "wb_trace_tree"
    assert json.loads(row["trace"]["root_span_dumps"])["name"] == "root"
