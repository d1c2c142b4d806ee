"""Script and style that are sent for a first visit, as they go over the network."""

from __future__ import annotations

from browser import CHARTS_DRAWN, chromium, new_context, sign_in, time_until
from filling import Curves, fill
from report import Figure
from stage import USER, Stage, link_of, say

LIMIT_KILOBYTES = 400
SMALL = Curves("small", 3, ("loss", "accuracy"), 100)
SENT = """() => performance.getEntriesByType('resource').filter((one) => /\\.(js|css)$/.test(new URL(one.name).pathname))
  .map((one) => ({ name: new URL(one.name).pathname, sent: one.encodedBodySize, size: one.decodedBodySize }))"""
PAGES = {
    "workspace": (f"/{USER}/small", CHARTS_DRAWN % {"charts": 2, "lines": 3}),
    "run": (f"/{USER}/small/runs/run-000", CHARTS_DRAWN % {"charts": 2, "lines": 1}),
    "runs table": (f"/{USER}/small/table", "() => document.querySelector('.grid-row .run-link')"),
}


def measure(stage: Stage) -> list[Figure]:
    figures = []
    with stage.server("small", SMALL, lambda account: fill(account, SMALL, say)) as server, chromium() as browser:
        state = sign_in(browser, link_of(server))
        for name, (path, is_done) in PAGES.items():
            context = new_context(browser, server.base_url, state)
            page, _ = time_until(context, path, is_done)
            sent = page.evaluate(SENT)
            assert sent and all(one["sent"] > 0 for one in sent), sent
            kilobytes = sum(one["sent"] for one in sent) / 1000
            note = f"{len(sent)} files, {sum(one['size'] for one in sent) / 1000:.0f} KB unpacked"
            figures.append(Figure(f"script and style of a first visit: {name}", kilobytes, "KB", LIMIT_KILOBYTES, note=note))
            context.close()
    return figures
