"""Measures the web UI in a headless browser against a real server; Benchmarks/README.md explains the figures.

    script/bench ui [workspace|peers|pan|table|keys|size|memory …] [--data DIR] [--repeats N]
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "conformance"))

from report import Figure, table  # noqa: E402
from stage import Stage  # noqa: E402

STORIES = ("workspace", "peers", "pan", "table", "keys", "size", "memory")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench ui", description="Figures of the web UI.")
    parser.add_argument("stories", nargs="*", metavar="STORY", help=f"some of {', '.join(STORIES)}; all by default")
    parser.add_argument("--data", type=Path, help="keep what is measured in this folder, and use it again")
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv" / "peers", help="where the peers' programs are installed")
    parser.add_argument("--repeats", type=int, default=5, help="how often each figure is taken (default: 5)")
    parser.add_argument("--tiny", action="store_true", help="a few runs only, to see that everything works")
    wishes = parser.parse_args()
    unknown = set(wishes.stories) - set(STORIES)
    if unknown:
        parser.error(f"no story is called {', '.join(sorted(unknown))}; there are: {', '.join(STORIES)}")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="roost-bench-") as temporary:
        stage = Stage(wishes.data or Path(temporary), wishes.peers, wishes.repeats, wishes.tiny)
        for story in wishes.stories or STORIES:
            found = importlib.import_module(story).measure(stage)
            figures += found
            print(table(found), flush=True)
    if len(wishes.stories) != 1:
        print("\n" + table(figures))


if __name__ == "__main__":
    main()
