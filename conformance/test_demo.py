"""The demo that the README promises: trains, logs, reads back, agrees."""

import os
import subprocess

import pytest

from harness.paths import ROOT


@pytest.mark.timeout(600)
def test_demo(account):
    done = subprocess.run(
        [ROOT / "script/demo", "--steps", "60"],
        env={**os.environ, "WANDB_BASE_URL": account.base_url, "WANDB_API_KEY": account.key},
        capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "comparisons agree" in done.stdout
    assert f"{account.base_url}/{account.user}/digits/runs/" in done.stdout
