"""Many runs at once: threads with plain HTTP, and twenty real clients."""

from concurrent.futures import ThreadPoolExecutor

from harness.account import Account
from harness.reading import user_keys


def log_in_threads(count, rows):
    from concurrent.futures import ThreadPoolExecutor

    import wandb

    def work(number):
        settings = wandb.Settings(x_disable_stats=True, reinit="create_new")
        run = wandb.init(project="many", id=f"thread-{number}", settings=settings, config={"number": number})
        for step in range(rows):
            run.log({"value": number * 1000 + step})
        run.finish()

    with ThreadPoolExecutor(count) as pool:
        list(pool.map(work, range(count)))


def log_some(number, rows):
    import wandb

    run = wandb.init(project="many", id=f"process-{number}", group="processes")
    for step in range(rows):
        run.log({"value": number * 1000 + step})
    run.finish()


def test_twenty_runs_in_one_process(client_of, account):
    client_of("0.31.0").call(log_in_threads, count=20, rows=50)
    for number in range(20):
        rows = [user_keys(row) for row in account.history("many", f"thread-{number}")]
        assert rows == [{"_step": step, "value": number * 1000 + step} for step in range(50)]
        assert account.run("many", f"thread-{number}")["state"] == "finished"


def test_processes_of_all_versions(client_of, account):
    running = []
    for number in range(8):
        version = ("0.16.6", "0.18.0", "0.22.3", "0.31.0")[number % 4]
        client = client_of(version, directory=str(number))
        running.append(client.start(log_some, number=number, rows=50))
    for process in running:
        done = process.wait()
        assert done.code == 0, done.output
    for number in range(8):
        rows = [user_keys(row) for row in account.history("many", f"process-{number}")]
        assert rows == [{"_step": step, "value": number * 1000 + step} for step in range(50)]


def test_a_hundred_writers(account):
    """Interleaved small requests for a hundred runs: each keeps its own."""

    def write(number):
        mine = Account(account.base_url, account.user, account.key)
        mine.upsert_run(f"run-{number}", "hundred", config={"number": number})
        for request in range(10):
            rows = [{"_step": request * 5 + row, "v": number + row / 7} for row in range(5)]
            mine.stream("hundred", f"run-{number}", history=(request * 5, rows), summary={"v": request})
        mine.stream("hundred", f"run-{number}", complete=True, exitcode=0)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(100)))
    for number in range(100):
        rows = account.history("hundred", f"run-{number}")
        assert rows == [{"_step": step, "v": number + step % 5 / 7} for step in range(50)]
    count = account.graphql(
        "query Runs($e: String!) { project(name: \"hundred\", entityName: $e) { runCount(filters: \"{\\\"state\\\":\\\"finished\\\"}\") } }",
        e=account.user,
    )
    assert count["project"]["runCount"] == 100
