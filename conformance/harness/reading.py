"""Programs that read back through `wandb.Api()`, and exact comparison of what they return."""

from __future__ import annotations

import math
from typing import Any


def read_run(api, path):
    """All that the public API tells of a run, except history and files."""
    run = api.run(path)
    return {
        "id": run.id,
        "storage_id": run.storage_id,
        "name": run.name,
        "state": run.state,
        "config": dict(run.config),
        "raw_config": run._attrs.get("rawconfig") or run._attrs.get("rawConfig") or getattr(run, "rawconfig", None),
        "summary": dict(run.summary._json_dict),
        "tags": list(run.tags),
        "notes": run.notes,
        "group": run.group,
        "job_type": run.job_type if hasattr(run, "job_type") else run._attrs.get("jobType"),
        "commit": run._attrs.get("commit"),
        "user": run.user.username if run.user else None,
        "url": run.url,
        "path": list(run.path),
        "created_at": run.created_at,
        "last_step": run.lastHistoryStep,
    }


def read_history(api, path, **arguments):
    """Rows of `run.history(...)`."""
    return api.run(path).history(pandas=False, **arguments)


def scan_history(api, path, **arguments):
    """Rows of `run.scan_history(...)`."""
    return list(api.run(path).scan_history(**arguments))


def beta_scan_history(api, path, **arguments):
    """Rows of `run.beta_scan_history(...)`; newer clients only."""
    return list(api.run(path).beta_scan_history(**arguments))


def list_files(api, path, **arguments):
    """Sizes of a run's files by name."""
    return {file.name: file.size for file in api.run(path).files(**arguments)}


def download_files(api, path, names=None):
    """The contents of a run's files by name, as Latin-1 text so that every byte has a character."""
    import tempfile

    contents = {}
    with tempfile.TemporaryDirectory() as root:
        for file in api.run(path).files():
            if names is None or file.name in names:
                file.download(root=root, replace=True).close()
                with open(f"{root}/{file.name}", "rb") as opened:
                    contents[file.name] = opened.read().decode("latin-1")
    return contents


def same(left: Any, right: Any) -> bool:
    """Equality of JSON-like values which tells 0.0 from -0.0 and takes NaN as equal to NaN.

    Integers and floats of one value are the same: clients print 1.0 as 1.
    """
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, (int, float)) and isinstance(right, (int, float)):
        if isinstance(left, float) and math.isnan(left):
            return isinstance(right, float) and math.isnan(right)
        return left == right and (left != 0 or math.copysign(1, left) == math.copysign(1, right))
    return type(left) is type(right) and left == right


def assert_same(actual: Any, expected: Any, where: str = "value") -> None:
    """Fails with the first place at which two JSON-like values differ."""
    if isinstance(actual, dict) and isinstance(expected, dict):
        assert actual.keys() == expected.keys(), (
            f"{where}: missing {sorted(expected.keys() - actual.keys())}, "
            f"unexpected {sorted(actual.keys() - expected.keys())}"
        )
        for key in expected:
            assert_same(actual[key], expected[key], f"{where}[{key!r}]")
    elif isinstance(actual, list) and isinstance(expected, list):
        assert len(actual) == len(expected), f"{where}: {len(actual)} items instead of {len(expected)}"
        for index, (left, right) in enumerate(zip(actual, expected)):
            assert_same(left, right, f"{where}[{index}]")
    else:
        assert same(actual, expected), f"{where}: {actual!r} instead of {expected!r}"


def user_keys(row: dict) -> dict:
    """A history or summary row without what the client adds by itself (`_step` stays)."""
    return {key: value for key, value in row.items() if key not in ("_timestamp", "_runtime", "_wandb")}
