"""The guide from `wandb.init` to `Run` tells of every argument of the official client, and of no other."""

import json
import re
import subprocess

from harness.paths import ROOT, environment_python

GUIDE = ROOT / "Sources" / "Roost" / "Roost.docc" / "FromInitToRun.md"
SIGNATURE = ROOT / "Sources" / "Roost" / "Run" / "Run+Init.swift"


def test_every_argument_is_mapped():
    listed = subprocess.run(
        [environment_python("wandb-0.18.0"), "-c",
         "import inspect, json, wandb; print(json.dumps(list(inspect.signature(wandb.init).parameters)))"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    rows = re.findall(r"^\| `(\w+)` \| `(\w+):` \|", GUIDE.read_text(), re.MULTILINE)
    assert [python for python, _ in rows] == json.loads(listed.stdout)
    declaration = re.search(r"public init\((.*?)\) async throws", SIGNATURE.read_text(), re.DOTALL).group(1)
    assert {swift for _, swift in rows} == set(re.findall(r"(\w+): ", declaration)) - {"sourceFile"}
    for python, swift in rows:
        assert re.sub(r"_(\w)", lambda match: match.group(1).upper(), python) == swift
