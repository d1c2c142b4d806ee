"""The Swift examples run as they are, do what they promise, and print what their READMEs show."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from harness.account import Account
from harness.client import CALL_SECONDS, clean_environment
from harness.paths import BINARY, ROOT, environment_python
from harness.reading import download_files, user_keys

EXAMPLES = ROOT / "Examples"
EPOCHS = 20


class Example:
    """A built example, and a folder in which a person runs it."""

    def __init__(self, name: str, account: Account, directory: Path):
        self.name = name
        self.account = account
        self.directory = directory
        self.program = BINARY.parent / name
        assert self.program.exists(), f"{self.program} is missing; script/build makes it"
        directory.mkdir()

    def run(self, *arguments: object, program: Path | None = None) -> list[str]:
        """Runs the example, or another program in its folder, and returns the lines that it prints."""
        done = subprocess.run(
            [program or self.program, *map(str, arguments)],
            cwd=self.directory,
            env=clean_environment(self.directory, self.account),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=CALL_SECONDS,
            text=True,
        )
        assert done.returncode == 0, done.stdout
        return done.stdout.splitlines()

    def readme(self) -> list[str]:
        """The lines that the README shows as output."""
        blocks = re.findall(r"^```\w*\n(.*?)^```$", (EXAMPLES / self.name / "README.md").read_text(), re.M | re.S)
        return blocks[-1].splitlines()

    def rows(self, run: str) -> list[dict]:
        return [user_keys(row) for row in self.account.history(self.project, run)]

    def summary(self, run: str) -> dict:
        return user_keys(json.loads(self.account.run(self.project, run)["summaryMetrics"]))

    def config(self, run: str) -> dict:
        stored = json.loads(self.account.run(self.project, run)["config"])
        return {key: item["value"] for key, item in stored.items() if key != "_wandb"}

    @property
    def project(self) -> str:
        return {"Digits": "digits", "ResumeAndFork": "sittings", "OfflineThenSync": "offline"}[self.name]


@pytest.fixture
def example(account, tmp_path):
    return lambda name: Example(name, account, tmp_path / name)


# What differs from run to run, from its longest form to its shortest.
VARYING = [
    (r"offline-run-\d{8}_\d{6}-[a-z0-9]{8}", "FOLDER"),
    (r"\S*wandb/FOLDER", "wandb/FOLDER"),
    (r"http://127\.0\.0\.1:\d+/[\w-]+/", "SERVER/"),
    (r"Run [a-z]+-[a-z]+-\d+ \([a-z0-9]{8}\)", "Run NAME (ID)"),
    (r"\d+\.\d+(e-\d+)?", "NUMBER"),
    (r"/runs/[a-z0-9]{8}\b", "/runs/ID"),
    (r"(run|with|Forked) [a-z0-9]{8}\b", r"\1 ID"),
]


def shape(line: str) -> str:
    for pattern, name in VARYING:
        line = re.sub(pattern, name, line)
    return line


def assert_as_in_readme(printed: list[str], readme: list[str]) -> None:
    """The README shows the whole output, or, after a first line `…`, its end."""
    shown = list(map(shape, readme))
    if shown[0] == "…":
        shown = shown[1:]
        printed = printed[-len(shown) :]
    assert list(map(shape, printed)) == shown


def digits(path: Path) -> None:
    """Writes the handwritten digits of scikit-learn as `script/example` does."""
    program = (
        "from sklearn.datasets import load_digits\n"
        "data = load_digits()\n"
        "for pixels, label in zip(data.data, data.target):\n"
        "    print(*pixels.astype(int), label, sep=',')\n"
    )
    with open(path, "w") as file:
        subprocess.run([environment_python("wandb-0.31.0"), "-c", program], stdout=file, check=True)


def test_digits(example, reader):
    one = example("Digits")
    digits(one.directory / "digits.csv")
    examples = len((one.directory / "digits.csv").read_text().splitlines())
    printed = one.run("digits.csv")
    assert_as_in_readme(printed, one.readme())
    run = printed[-1].rsplit("/", 1)[1]
    assert one.account.run("digits", run)["state"] == "finished"
    assert one.config(run) == {"rate": 0.02, "hidden": 32, "epochs": EPOCHS, "examples": examples}

    rows = one.rows(run)
    training = examples * 3 // 4
    assert len(rows) == EPOCHS * (training + 1) + 1
    losses = [row["train/loss"] for row in rows if "train/loss" in row]
    means = [sum(losses[start : start + training]) / training for start in range(0, len(losses), training)]
    assert len(means) == EPOCHS and means[-1] < 0.1 * means[0], means
    tests = [row for row in rows if "test/accuracy" in row]
    assert [row["epoch"] for row in tests] == list(range(1, EPOCHS + 1))
    accuracies = [row["test/accuracy"] for row in tests]
    shown = float(re.search(r"epoch 20: .*accuracy (\S+)", "\n".join(one.readme())).group(1))
    assert accuracies[-1] > 0.85 and abs(accuracies[-1] - shown) < 0.05, accuracies
    # What is printed is what is logged.
    lines = [line for line in printed if line.startswith("epoch ")]
    assert [float(line.rsplit(" ", 1)[1]) for line in lines] == accuracies
    assert [float(re.search(r"loss ([^,]+)", line).group(1)) for line in lines] == pytest.approx(means, rel=1e-3)
    summary = one.summary(run)
    assert summary["test/accuracy"] == {"last": accuracies[-1], "max": max(accuracies)}

    last = rows[-1]
    assert last["samples"]["count"] == 8 and (last["samples"]["width"], last["samples"]["height"]) == (8, 8)
    assert all(re.fullmatch(r"\d, is \d", caption) for caption in last["samples"]["captions"])
    weights = (64 + 1) * 32 + (32 + 1) * 10
    assert sum(last["weights"]["values"]) == weights and len(last["weights"]["bins"]) == 33
    files = reader.call(download_files, one.account, path=f"{one.account.user}/digits/{run}")
    assert all(files[name].encode("latin-1").startswith(b"\x89PNG") for name in last["samples"]["filenames"])
    assert files["code/Digits.swift"].encode("latin-1") == (EXAMPLES / "Digits/Digits.swift").read_bytes()
    console = [line["line"] for line in one.account.console("digits", run)]
    assert [line for line in console if line.startswith("epoch ")] == lines


def test_resume_and_fork(example):
    one = example("ResumeAndFork")
    printed = one.run()
    assert_as_in_readme(printed, one.readme())
    text = "\n".join(printed)
    run = re.search(r"Going on with (\S+) at step 50", text).group(1)
    fork = re.search(r"Forked (\S+) at step 25", text).group(1)
    rows, forked = one.rows(run), one.rows(fork)
    assert [row["_step"] for row in rows] == list(range(100))
    assert [row["x"] for row in rows] == pytest.approx([0.8**step for step in range(100)])
    assert [row["loss"] for row in rows] == pytest.approx([0.64**step for step in range(100)])
    # The fork has the rows of the first run up to step 24, and its own from there.
    assert [row["_step"] for row in forked] == list(range(50)) and forked[:25] == rows[:25]
    assert [row["x"] for row in forked[25:]] == pytest.approx([0.8**25 * 0.4**step for step in range(25)])
    assert one.config(run) == {"rate": 0.1} and one.config(fork) == {"rate": 0.3}
    for name in (run, fork):
        assert one.account.run("sittings", name)["state"] == "finished"
    notes = json.loads(one.account.run("sittings", fork)["config"])["_wandb"]["value"]
    assert notes["branch_point"] == {"run_id": run, "step": 24}


def test_offline_then_sync(example):
    one = example("OfflineThenSync")
    printed = one.run()
    folders = list(one.directory.glob("wandb/offline-run-*"))
    assert len(folders) == 1
    run = folders[0].name.rsplit("-", 1)[1]
    assert one.account.run("offline", run) is None, "nothing goes to the server before the sync"
    printed += one.run("sync", *folders, program=BINARY)
    assert_as_in_readme(printed, one.readme())
    assert one.account.run("offline", run)["state"] == "finished"
    rows = one.rows(run)
    assert [row["_step"] for row in rows] == list(range(100))
    assert [rows[step]["activity"] for step in (0, 10, 20, 30, 40, 60)] == [100, 75, 50, 37.5, 25, 12.5]
    assert one.config(run) == {"half-life": 20}
    assert one.summary(run) == {"_step": 99, "activity": rows[-1]["activity"], "samples": 100}
