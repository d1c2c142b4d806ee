"""The table of 100,000 runs: its first rows, sorted by a metric, filtered by what is typed."""

from __future__ import annotations

from playwright.sync_api import Page

from browser import chromium, profile, sign_in, time_until
from report import Figure, median_of
from stage import USER, Stage, link_of, say
from table_data import PROJECT, display_name, fill_many, loss_of

SCREEN = {"width": 1440, "height": 900}
LIMIT_MS = 300
LOSS = "summary_metrics.val/loss"
ROWS = "() => document.querySelectorAll('.grid-row .run-link').length >= %d"
# Does something and waits until the first row is the one that is expected and nothing on the screen is stale;
# milliseconds to the frame that shows it.
UNTIL = """async ({ act, first, rows }) => {
  const names = () => [...document.querySelectorAll('.grid-row')].sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map((row) => row.querySelector('.run-link')?.textContent);
  const isDone = () => !document.querySelector('.grid-frame.stale') && names()[0] === first && names().length >= rows;
  const began = performance.now();
  await (new Function('return ' + act))()();
  while (!isDone()) {
    await new Promise((next) => requestAnimationFrame(next));
    if (performance.now() - began > 60000) throw new Error(`the first rows are ${names().slice(0, 3)}, not ${first}`);
  }
  await new Promise((next) => requestAnimationFrame(next));
  return performance.now() - began;
}"""


def pressed(page: Page, column: str, first: str, rows: int) -> float:
    act = f"""() => document.querySelector(`.grid-head[data-column='{column}'] .head-name`).click()"""
    return page.evaluate(UNTIL, {"act": act, "first": first, "rows": rows})


def typed(page: Page, text: str, first: str, rows: int) -> float:
    """The last letter is the one from which is measured, as for a person who waits for the answer to the whole word."""
    act = f"""() => {{
      const field = document.querySelector('.table-search input');
      field.value = {text!r};
      field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
    }}"""
    return page.evaluate(UNTIL, {"act": act, "first": first, "rows": rows})


def measure(stage: Stage) -> list[Figure]:
    count = 300 if stage.tiny else 100_000
    by_loss = sorted(range(count), key=lambda number: round(loss_of(number) * 1.1, 6))
    newest = display_name(count - 1)
    first, ascending, descending, filtered, one, cleared = [], [], [], [], [], []
    with stage.server("many", {"runs": count}, lambda account: fill_many(account, count, say)) as server:
        with chromium() as browser:
            state = sign_in(browser, link_of(server))
        with profile(server.base_url, state, SCREEN) as context:
            for turn in range(stage.repeats + 1):
                page, milliseconds = time_until(context, f"/{USER}/{PROJECT}/table?cols=!display_name,state,{LOSS},config.lr", ROWS % 20)
                first.append(milliseconds)
                ascending.append(pressed(page, LOSS, display_name(by_loss[0]), 20))
                descending.append(pressed(page, LOSS, display_name(by_loss[-1]), 20))
                page.close()
                page, _ = time_until(context, f"/{USER}/{PROJECT}/table", ROWS % 20)
                # A word that an eighth of the runs bear, then a number that one run bears.
                owls = next(number for number in range(count - 1, 0, -1) if "owl" in display_name(number))
                filtered.append(typed(page, "owl", display_name(owls), 20))
                cleared.append(typed(page, "", newest, 20))
                rare = display_name(count // 2)
                one.append(typed(page, rare, rare, 1))
                # The runs are counted yet; the next visit is somebody's who comes later.
                page.wait_for_timeout(1000)
                page.close()
    what = f"table of {count:,} runs"
    return [
        # The first of all is the server's first answer after its start.
        median_of(f"{what}: first rows", first[1:], "ms", LIMIT_MS),
        Figure(f"{what}: first rows, server just started", first[0], "ms"),
        median_of(f"{what}: sort by a metric", ascending[1:] + descending[1:], "ms", LIMIT_MS),
        median_of(f"{what}: filter typed, a word of many", filtered[1:], "ms", LIMIT_MS),
        median_of(f"{what}: filter typed, the name of one", one[1:], "ms", LIMIT_MS),
        median_of(f"{what}: filter cleared", cleared[1:], "ms", LIMIT_MS),
    ]
