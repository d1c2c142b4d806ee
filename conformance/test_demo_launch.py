"""The demo of launching: tracks, makes a job, queues variants, runs them in processes and containers, and agrees."""

import os
import subprocess

import pytest

from harness.paths import BINARY, ROOT


@pytest.mark.timeout(600)
def test_demo_launch(account, podman):
    done = subprocess.run(
        [ROOT / "script/demo-launch"],
        env={**os.environ, **podman.environment, "ROOST_DEMO_IMAGE": podman.demo_image(), "ROOST_BINARY": str(BINARY),
             "WANDB_BASE_URL": account.base_url, "WANDB_API_KEY": account.key},
        capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 of 6 runs are as they were asked for" in done.stdout
    for resource in ("local-process", "local-container"):
        assert f"ok  {resource} lr 0.003" in done.stdout
