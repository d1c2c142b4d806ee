"""Console output: lines, both streams, rewritten lines, colours, long output, several writers' labels."""

from harness.reading import download_files


def print_things():
    import sys
    import time

    import wandb

    run = wandb.init(project="p", id="console")
    print("first line")
    print("to stderr", file=sys.stderr)
    sys.stderr.flush()
    time.sleep(0.3)
    for percent in (0, 50, 100):
        sys.stdout.write(f"\rprogress {percent}%")
        sys.stdout.flush()
        time.sleep(0.3)
    sys.stdout.write("\n")
    print("\x1b[31mred\x1b[0m und Grün 🦉")
    print("")
    for number in range(300):
        print(f"line {number}")
    print("the end")
    run.finish()


def test_console(client, account, reader):
    client.call(print_things, quiet=False)
    lines = account.console("p", "console")
    assert [line["number"] for line in lines] == list(range(len(lines)))
    text = [line["line"] for line in lines]
    assert not any(line.startswith("{") or line.endswith("\n") for line in text), "the wire's form does not shine through"
    first = text.index("first line")
    assert "to stderr" in text
    assert lines[text.index("to stderr")]["level"] == "error" and lines[first]["level"] in (None, "", "info")
    assert lines[first]["timestamp"]
    assert [line for line in text if "progress" in line] == ["progress 100%"]
    assert [line for line in text if "Grün 🦉" in line] and (client.version == "0.16.6" or "" in text[first:])
    numbered = [line for line in text if line.startswith("line ")]
    assert numbered == [f"line {number}" for number in range(300)]
    assert text.index("the end") > text.index("line 299") > first

    log = reader.call(download_files, account, path=f"{account.user}/p/console", names=["output.log"])["output.log"]
    assert "first line" in log and "line 299\n" in log


def read_console(api, path, **arguments):
    """Lines as `run.console_logs` of the newest client gives them."""
    return [
        {"number": line.number, "time": line.timestamp and line.timestamp.isoformat(), "level": line.level, "label": line.label,
         "text": line.content}
        for line in api.run(path).console_logs(**arguments)
    ]  # fmt: skip


def test_read_by_the_newest_client(account, reader):
    account.upsert_run("r1", "p", config={})
    account.stream("p", "r1", output=(0, [f"2026-01-02T03:04:05.678901 line {number}" for number in range(2500)]))
    account.stream("p", "r1", output=(2500, ["ERROR 2026-01-02T03:04:06.000001 bad"]))
    path = f"{account.user}/p/r1"
    lines = reader.call(read_console, account, path=path, per_page=700)
    assert [line["number"] for line in lines] == list(range(2501))
    assert [line["text"] for line in lines] == [*(f"line {number}" for number in range(2500)), "bad"]
    assert lines[0]["time"] == "2026-01-02T03:04:05.678901+00:00" and lines[0]["level"] == "" and lines[0]["label"] == ""
    assert lines[2500]["level"] == "error"
    assert [line["number"] for line in reader.call(read_console, account, path=path, last=2)] == [2499, 2500]


def print_nothing():
    import wandb

    run = wandb.init(project="p", id="silent")
    print("not captured")
    run.finish()


def test_console_off(client, account):
    client.call(print_nothing, quiet=False, environment={"WANDB_CONSOLE": "off"})
    assert [line["line"] for line in account.console("p", "silent")] == []


def test_lines_rewritten_at_lower_offsets(account):
    """Both forms of a line, and a line that is sent again at its old offset."""
    account.upsert_run("r1", "p", config={})
    account.stream("p", "r1", output=(0, ["2026-01-02T03:04:05.678901 one", "ERROR 2026-01-02T03:04:06.000001 two"]))
    account.stream("p", "r1", output=(2, ["2026-01-02T03:04:07.000001 10%\n"]))
    account.stream("p", "r1", output=(2, ["2026-01-02T03:04:08.000001 20%\n", "2026-01-02T03:04:09.000001 [node] four"]))
    structured = '{"level":"error","ts":"2026-01-02T03:04:10.000002","label":"node0","content":"{\\"five\\": 5}"}'
    account.stream("p", "r1", output=(4, [structured, "2026-01-02T03:04:11.000001 "]))
    lines = account.console("p", "r1")
    assert [line["line"] for line in lines] == ["one", "two", "20%", "[node] four", '{"five": 5}', ""]
    assert lines[1]["level"] == "error" and lines[4]["level"] == "error" and lines[4]["label"] == "node0"
    assert lines[0]["timestamp"].startswith("2026-01-02T03:04:05.678901")
    assert account.run("p", "r1")["logLineCount"] == 6


def test_many_lines(account):
    """Far more lines than a page."""
    account.upsert_run("r1", "p", config={})
    count = 25_000
    for start in range(0, count, 5000):
        lines = [f"2026-01-02T03:04:05.678901 line {number}" for number in range(start, start + 5000)]
        account.stream("p", "r1", output=(start, lines))
    lines = account.console("p", "r1")
    assert [line["line"] for line in lines] == [f"line {number}" for number in range(count)]
    tail = account.graphql(
        "query RunConsoleLogTail($e: String!, $p: String!, $r: String!) { project(name: $p, entityName: $e) {"
        " run(name: $r) { logLineCount logLines(last: 3, useImprovedPagination: true) { edges { node { number line } } } } } }",
        e=account.user, p="p", r="r1",
    )["project"]["run"]  # fmt: skip
    assert tail["logLineCount"] == count
    assert [edge["node"]["number"] for edge in tail["logLines"]["edges"]] == [count - 3, count - 2, count - 1]
