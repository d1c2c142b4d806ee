"""A project whose runs logged every kind of value that a panel shows."""

from __future__ import annotations

from pathlib import Path

from harness.account import Account
from harness.client import Client

PROJECT = "vision"
RUNS = 3


def see(runs):
    """Trains nothing, but logs what a vision project logs: pictures, histograms, tables, charts, sounds, scenes."""
    import math

    import numpy as np
    import plotly.graph_objects as go
    import soundfile
    import wandb
    from PIL import Image, ImageDraw

    def scene(seed, step):
        """A street with a car, a tree and a sun, where they are, and which pixel is what."""
        random = np.random.default_rng(seed)
        image = Image.new("RGB", (240, 160), (150, 190, 225))
        classes = Image.new("L", (240, 160), 0)
        draw, mark = ImageDraw.Draw(image), ImageDraw.Draw(classes)
        draw.rectangle((0, 105, 240, 160), fill=(96, 100, 104))
        mark.rectangle((0, 105, 240, 160), fill=1)
        x = 30 + int(random.integers(0, 90)) + step
        draw.rectangle((x, 88, x + 64, 122), fill=(196, 62, 52))
        draw.ellipse((x + 6, 112, x + 24, 130), fill=(20, 20, 20))
        draw.ellipse((x + 40, 112, x + 58, 130), fill=(20, 20, 20))
        mark.rectangle((x, 88, x + 64, 130), fill=2)
        draw.ellipse((180, 30, 226, 104), fill=(52, 128, 66))
        draw.rectangle((198, 90, 208, 124), fill=(94, 66, 40))
        mark.ellipse((180, 30, 226, 124), fill=3)
        return image, np.array(classes), x

    names = {0: "sky", 1: "road", 2: "car", 3: "tree"}
    directory = "."
    for number in range(runs):
        random = np.random.default_rng(number)
        rate, width = [1e-4, 3e-4, 1e-3, 3e-3][number % 4], [32, 64, 128][number % 3]
        with open("train.py", "w") as file:
            file.write(f"import wandb\n\nRATE = {rate}\nWIDTH = {width}\n\n\ndef train():\n    print(RATE, WIDTH)\n\n\ntrain()\n")
        run = wandb.init(
            project="vision", id=f"vision-{number}", name=["amber-fox", "cedar-owl", "tidal-wren", "quiet-lynx"][number % 4],
            group=["small", "large"][number % 2], config={"lr": rate, "width": width, "augment": number % 2 == 0, "optimizer": ["sgd", "adamw"][number % 2], "seed": number},
        )  # fmt: skip
        run.save("train.py", policy="now")
        for step in range(6):
            image, classes, x = scene(number, step * 6)
            sure = 0.5 + 0.08 * step
            boxes = {"prediction": {"class_labels": names, "box_data": [
                {"position": {"minX": (x - 6 + step) / 240, "maxX": (x + 70 - step) / 240, "minY": 0.52, "maxY": 0.83}, "class_id": 2, "scores": {"sure": sure}},
                {"position": {"middle": [203, 76], "width": 52, "height": 98}, "domain": "pixel", "class_id": 3, "box_caption": "tree", "scores": {"sure": sure - 0.1}},
            ]}}  # fmt: skip
            masks = {"truth": {"mask_data": classes, "class_labels": names}}
            weights = random.normal(0.02 * step, 0.3 + 0.1 * math.exp(-step / 3), 4000)
            digits = [wandb.Image((random.random((28, 28)) * 255).astype("uint8"), caption=f"digit {index}") for index in range(6)]
            run.log({
                "examples/street": wandb.Image(image, boxes=boxes, masks=masks, caption=f"street at {step}"),
                "examples/digits": digits, "parameters/fc.weight": wandb.Histogram(weights),
                "gradients/fc.weight": wandb.Histogram(weights / 40, num_bins=32),
                "train/loss": 1.5 * math.exp(-step / 2) + 0.02 * number + rate * 10, "train/accuracy": 1 - 0.7 * math.exp(-step / 2) - 0.03 * number,
            }, step=step * 100)  # fmt: skip
        table = wandb.Table(columns=["id", "truth", "guess", "score", "picture"])
        for index in range(8):
            table.add_data(index, names[index % 4], names[(index * 3) % 4], float(random.random()), wandb.Image(scene(index, 0)[0].resize((60, 40))))
        plain = wandb.Table(columns=["word", "count", "share"], data=[[f"word {index:03d}", int(random.integers(0, 900)), float(random.random())] for index in range(300)])
        points = wandb.Table(columns=["x", "y"], data=[[float(value), float(math.sin(value) + 0.1 * number)] for value in np.linspace(0, 6, 40)])
        truth = list(random.integers(0, 3, 90))
        chances = random.dirichlet([1, 1, 1], 90)
        for row, one in zip(chances, truth):
            row[one] += 0.7
        chances = chances / chances.sum(axis=1, keepdims=True)
        soundfile.write("tone.wav", np.sin(np.arange(8000) / (8 + number)) * 0.3, 8000)
        frames = [scene(number, shift * 8)[0].resize((120, 80)) for shift in range(4)]
        frames[0].save("drive.gif", save_all=True, append_images=frames[1:], duration=120, loop=0)
        cloud = np.concatenate([random.normal(0, 1, (400, 3)), random.integers(1, 4, (400, 1))], axis=1)
        run.log({
            "predictions": table, "vocabulary": plain, "sound": wandb.Audio("tone.wav", caption="a tone"),
            "drive": wandb.Video("drive.gif", format="gif"), "cloud": wandb.Object3D(cloud),
            "report": wandb.Html(f"<h2>Report {number}</h2><p>The <b>car</b> was found.</p><script>parent.document.title='broken'</script>", inject=False),
            "figure": wandb.Plotly(go.Figure(data=go.Scatter(x=[1, 2, 3], y=[3, 1, 2]))),
            "charts/wave": wandb.plot.line(points, "x", "y", title="A wave"), "charts/dots": wandb.plot.scatter(points, "x", "y", title="Dots"),
            "charts/share": wandb.plot.bar(wandb.Table(columns=["class", "share"], data=[[names[index], float(random.random())] for index in range(4)]), "class", "share", title="Shares"),
            "charts/spread": wandb.plot.histogram(plain, "share", title="Spread"),
            "charts/series": wandb.plot.line_series(xs=list(range(20)), ys=[[n * n for n in range(20)], [20 * n for n in range(20)]], keys=["square", "line"], title="Series", xname="n"),
            "charts/roc": wandb.plot.roc_curve(truth, chances, labels=["car", "road", "tree"]),
            "charts/pr": wandb.plot.pr_curve(truth, chances, labels=["car", "road", "tree"]),
            "charts/confusion": wandb.plot.confusion_matrix(y_true=truth, preds=list(chances.argmax(axis=1)), class_names=["car", "road", "tree"], title="Confusion"),
            "test/score": float(0.7 + 0.05 * number),
        }, step=600)  # fmt: skip
        run.finish()


def fill(account: Account, directory: Path) -> None:
    Client("0.31.0", account, directory).call(see, runs=RUNS, quiet=False)


SWEEP = "search"


def fill_search(account: Account, runs: int = 24) -> None:
    """Many small runs that differ in their configs, one of which explains the loss."""
    import math
    import random

    for number in range(runs):
        chance = random.Random(number)
        rate, width, depth = 10 ** chance.uniform(-4, -1), chance.choice([32, 64, 128, 256]), chance.randint(1, 6)
        name = f"search-{number:02d}"
        config = {"lr": rate, "width": width, "depth": depth, "optimizer": chance.choice(["sgd", "adam"]), "dropout": chance.choice([0.0, 0.1, 0.5])}
        account.upsert_run(name, SWEEP, displayName=f"trial {number}", config=config, groupName=f"width {width}")
        loss = abs(math.log10(rate) + 2.5) + 0.02 * depth + chance.gauss(0, 0.03)
        rows = [{"_step": step, "_runtime": step, "_timestamp": 1.75e9 + step, "val/loss": loss + 2 * math.exp(-step / 5) + chance.gauss(0, 0.02), "seconds": width / 10} for step in range(20)]  # fmt: skip
        account.stream(SWEEP, name, history=(0, rows))
        account.stream(SWEEP, name, complete=True, exitcode=0, summary={"val/loss": loss, "seconds": width / 10})
