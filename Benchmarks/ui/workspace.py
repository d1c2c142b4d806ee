"""A workspace of 100 runs × 20 panels on screen × 100,000 points a curve, from the navigation to all curves drawn.

Cold: the server has just started, and the browser's profile is new. Warm: the same profile opens the page again, after
somebody has looked at it for some seconds.
"""

from __future__ import annotations

from browser import CHARTS_DRAWN, chromium, profile, sign_in, time_until
from filling import Curves, fill
from report import Figure, median_of
from stage import USER, Stage, link_of, say

# Nobody leaves a page in the moment in which it is drawn.
LOOK_SECONDS = 4
PATH = f"/{USER}/workspace?runs=all"


def curves(stage: Stage, steps: int = 100_000) -> Curves:
    runs, panels = (3, 4) if stage.tiny else (100, 20)
    return Curves("workspace", runs, tuple(f"train/metric_{number:02d}" for number in range(panels)), 500 if stage.tiny else steps)


def times(stage: Stage, content: Curves, name: str) -> tuple[list[float], list[float]]:
    """Milliseconds of each repeat, cold and warm."""
    is_done = CHARTS_DRAWN % {"charts": len(content.keys), "lines": content.runs}
    cold, warm = [], []
    with stage.server(name, content, lambda account: fill(account, content, say)) as server:
        with chromium() as browser:
            state = sign_in(browser, link_of(server))
        for _ in range(stage.repeats):
            server.restart()
            with profile(server.base_url, state) as context:
                for found in (cold, *[warm] * 4):
                    page, milliseconds = time_until(context, PATH, is_done)
                    found.append(milliseconds)
                    page.wait_for_timeout(LOOK_SECONDS * 1000)
                    page.close()
    return cold, warm


def measure(stage: Stage) -> list[Figure]:
    content = curves(stage)
    cold, warm = times(stage, content, "workspace")
    what = f"workspace, {content.runs} runs × {len(content.keys)} panels × {content.steps:,} points"
    return [median_of(f"{what}, cold", cold, "ms", 1500), median_of(f"{what}, warm", warm, "ms", 500)]
