"""Where things lie in the repository."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFORMANCE = ROOT / "conformance"
BINARY = Path(os.environ.get("ROOST_BINARY", ROOT / ".build/release/roost"))


def environment_python(name: str) -> Path:
    """The interpreter of an environment that script/bootstrap made, e.g. `wandb-0.31.0`."""
    return ROOT / ".venv" / name / "bin" / "python"
