"""The Swift library, driven by scenarios: lists of steps that a small Swift program plays.

The same steps can be played with the official client (`play_scenario`), so that what a server stores of both can be
compared. A step is a dictionary with one member, `{name: parameters}`.
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .account import Account
from .client import CALL_SECONDS, Done, Process, clean_environment
from .paths import BINARY

SCENARIO = Path(os.environ.get("ROOST_SCENARIO", BINARY.parent / "Scenario"))


@dataclass
class Swift:
    """A directory in which Swift programs work as one account."""

    account: Account | None
    directory: Path
    environment: dict[str, str] = field(default_factory=dict)
    _calls: int = 0

    def start(
        self,
        steps: list[dict],
        *,
        arguments: list[str] | None = None,
        environment: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Process:
        assert SCENARIO.exists(), f"{SCENARIO} is missing; script/build makes it"
        self._calls += 1
        cwd = cwd or self.directory
        cwd.mkdir(parents=True, exist_ok=True)
        scenario = self.directory / f"scenario-{self._calls}.json"
        scenario.write_text(json.dumps(steps))
        seen = self.directory / f"scenario-{self._calls}.seen.json"
        log = self.directory / f"scenario-{self._calls}.log"
        quiet = {"WANDB_X_DISABLE_STATS": "true", "WANDB_CONSOLE": "off", "ROOST_BIN": str(BINARY)}
        with open(log, "wb") as output:
            process = subprocess.Popen(
                [SCENARIO, scenario, seen, *(arguments or [])],
                cwd=cwd,
                env={
                    **clean_environment(self.directory, self.account), **quiet, **self.environment,
                    **(environment or {}),
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        return Process(process, log, seen)

    def run(self, steps: list[dict], **keywords: Any) -> Done:
        """Plays a scenario to its end, however it ends; the value is what its steps have seen."""
        return self.start(steps, **keywords).wait(CALL_SECONDS)

    def play(self, *steps: dict, **keywords: Any) -> list[Any]:
        """Plays a scenario of which no step may fail, and returns what its steps have seen."""
        done = self.run(list(steps), **keywords)
        assert done.code == 0, f"ended with {done.code}:\n{done.output}"
        for step, seen in zip(steps, done.value, strict=True):
            assert not (isinstance(seen, dict) and "error" in seen), f"{step}: {seen}\n{done.output}"
        return done.value

    def error(self, *steps: dict, **keywords: Any) -> tuple[str, str]:
        """Plays a scenario whose last step has to fail, and returns the error's type and message."""
        done = self.run(list(steps), **keywords)
        assert isinstance(done.value[-1], dict) and "error" in done.value[-1], f"{done.value}\n{done.output}"
        return done.value[-1]["error"], done.value[-1]["message"]

    def sync(self, *arguments: str, environment: dict[str, str] | None = None) -> Done:
        """Runs `roost sync`."""
        done = subprocess.run(
            [BINARY, "sync", *arguments],
            cwd=self.directory,
            env={**clean_environment(self.directory, self.account), **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=CALL_SECONDS,
        )
        return Done(done.returncode, done.stdout.decode(errors="replace"), None)


def play_scenario(steps):
    """Plays a scenario with the official client; its arguments are the steps."""
    import datetime
    import sys
    import time

    import numpy
    import plotly
    import wandb

    # Figures stay as they are given.
    plotly.io.templates.default = None

    def value(given):
        if isinstance(given, dict) and len(given) == 1 and next(iter(given)).startswith("$"):
            kind, content = next(iter(given.items()))
            return chart(kind[1:], content) or media(kind[1:], content)
        if isinstance(given, dict):
            return {key: value(one) for key, one in given.items()}
        return [value(one) for one in given] if isinstance(given, list) else given

    def table(content):
        return wandb.Table(columns=content["columns"], data=[[value(cell) for cell in row] for row in content["data"]])

    def layers(given, data):
        """Boxes or masks; in JSON the numbers of classes are texts."""
        out = {}
        for name, layer in (given or {}).items():
            content = numpy.array(layer[data], dtype="uint8") if data == "mask_data" else layer[data]
            out[name] = {data: content}
            if "class_labels" in layer:
                out[name]["class_labels"] = {int(key): label for key, label in layer["class_labels"].items()}
        return out or None

    def media(kind, content):
        if kind == "image":
            boxes, masks = layers(content.get("boxes"), "box_data"), layers(content.get("masks"), "mask_data")
            return wandb.Image(content["path"], caption=content.get("caption"), boxes=boxes, masks=masks)
        if kind == "pixels":
            rows = numpy.array(content["rows"], dtype="uint8")
            return wandb.Image(rows.reshape(len(rows), -1, content["channels"]))
        if kind == "audio":
            return wandb.Audio(content["path"], caption=content.get("caption"))
        if kind == "video":
            return wandb.Video(content["path"], caption=content.get("caption"))
        if kind == "html":
            return wandb.Html(content["html"], inject=content.get("inject", False))
        if kind == "histogram":
            return wandb.Histogram(content["values"], num_bins=4)
        if kind == "molecule":
            return wandb.Molecule(content["path"], caption=content.get("caption"))
        if kind == "object3d":
            return wandb.Object3D(open(content["path"]))
        if kind == "points":
            return wandb.Object3D(numpy.array(content["points"], dtype=float))
        if kind == "scene":
            lists = {key: numpy.array(content[key]) for key in ("boxes", "vectors")}
            points = numpy.array(content["points"], dtype=float)
            return wandb.Object3D({"type": "lidar/beta", "points": points, **lists})
        if kind == "plotly":
            return wandb.Plotly(plotly.graph_objects.Figure(content["figure"]))
        if kind == "table":
            return table(content)
        raise KeyError(kind)

    def chart(kind, content):
        plot = wandb.plot
        own = {key: content[key] for key in ("title", "split_table") if key in content}
        if kind == "line":
            return plot.line(table(content), content["x"], content["y"], stroke=content.get("stroke"), **own)
        if kind == "bar":
            return plot.bar(table(content), content["label"], content["value"], **own)
        if kind == "scatter":
            return plot.scatter(table(content), content["x"], content["y"], **own)
        if kind == "histogram_chart":
            return plot.histogram(table(content), content["value"], **own)
        if kind == "line_series":
            return plot.line_series(content["xs"], content["ys"], content.get("keys"), xname=content["xname"], **own)
        if kind == "pr":
            return plot.pr_curve(content["truth"], numpy.array(content["scores"]), content.get("labels"), **own)
        if kind == "roc":
            return plot.roc_curve(content["truth"], numpy.array(content["scores"]), content.get("labels"), **own)
        if kind == "confusion":
            names = content.get("labels")
            return plot.confusion_matrix(
                y_true=content["truth"], preds=content["predictions"], class_names=names, **own
            )
        return None

    def artifact(given):
        made = wandb.Artifact(
            given["name"], given["type"], description=given.get("description"), metadata=given.get("metadata")
        )
        if "ttl" in given:
            made.ttl = datetime.timedelta(seconds=given["ttl"])
        for addition in given.get("add", []):
            kind, content = next(iter(addition.items()))
            if kind == "file":
                content = dict(content)
                overwrite = content.pop("overwrite", False)
                made.add_file(content.pop("path"), **content, **({"overwrite": True} if overwrite else {}))
            elif kind == "dir":
                made.add_dir(content["path"], name=content.get("name"))
            elif kind == "reference":
                made.add_reference(content["uri"], name=content.get("name"), checksum=content.get("checksum", True))
            elif kind == "new_file":
                with made.new_file(content["name"]) as file:
                    file.write(content["text"])
            elif kind == "remove":
                made.remove(content)
            else:
                raise KeyError(kind)
        return made

    run = None
    for step in steps:
        name, given = next(iter(step.items()))
        if name == "run":
            run = wandb.init(**given)
        elif name == "log":
            run.log(value(given["values"]), step=given.get("step"), commit=given.get("commit"))
        elif name == "define_metric":
            given = dict(given)
            if "summary" in given:
                given["summary"] = ",".join(given["summary"])
            run.define_metric(**given)
        elif name == "summary":
            for key, one in given.items():
                run.summary[key] = value(one)
        elif name == "config":
            run.config.update(given["values"], allow_val_change=given.get("allow_val_change"))
        elif name == "name":
            run.name = given
        elif name == "notes":
            run.notes = given
        elif name == "tags":
            run.tags = run.tags + tuple(given)
        elif name == "save":
            run.save(given["pattern"], base_path=given.get("base_path"), policy=given.get("policy", "live"))
        elif name == "log_artifact":
            made, own = artifact(given), {"tags": given["tags"]} if "tags" in given else {}
            if given.get("use"):
                run.use_artifact(made, aliases=given.get("aliases"))
            else:
                run.log_artifact(made, aliases=given.get("aliases"), **own)
            made.wait()
        elif name == "log_path":
            run.log_artifact(given["path"], type=given.get("type")).wait()
        elif name == "use_artifact":
            used = run.use_artifact(given["name"], type=given.get("type"))
            if "download" in given:
                used.download(root=given["download"])
                used.verify(root=given["download"])
        elif name == "print":
            print(given, end="", flush=True)
        elif name == "print_error":
            print(given, end="", file=sys.stderr, flush=True)
        elif name == "sleep":
            time.sleep(given)
        elif name == "finish":
            run.finish(exit_code=given)
        else:
            raise KeyError(name)
