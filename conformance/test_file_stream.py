"""The file stream's rules on the wire: offsets, replays, gaps, compression, big bodies."""

import json

from harness.reading import assert_same


def rows(start, count, **extra):
    return [{"_step": step, "v": step, **extra} for step in range(start, start + count)]


def test_a_replay_changes_nothing(account):
    account.upsert_run("r1", "p", config={})
    bodies = [
        {"history": (0, rows(0, 10)), "events": (0, [{"_runtime": 1, "system.cpu": 1}]), "summary": {"v": 9}},
        {"history": (10, rows(10, 5)), "output": (0, ["2026-01-02T03:04:05.678901 a", "2026-01-02T03:04:05.678902 b"])},
        {"history": (15, rows(15, 1)), "summary": {"v": 15}},
    ]
    for body in bodies:
        for _ in range(3):
            account.stream("p", "r1", **body)
    assert_same(account.history("p", "r1"), rows(0, 16))
    run = account.run("p", "r1")
    assert (run["historyLineCount"], run["eventsLineCount"], run["logLineCount"]) == (16, 1, 2)
    # An older request that arrives again, late, takes nothing back either.
    account.stream("p", "r1", **{key: value for key, value in bodies[0].items() if key != "summary"})
    assert_same(account.history("p", "r1"), rows(0, 16))


def test_a_replay_that_overlaps(account):
    """A retry may carry lines that arrived and lines that did not."""
    account.upsert_run("r1", "p", config={})
    account.stream("p", "r1", history=(0, rows(0, 10)))
    account.stream("p", "r1", history=(5, rows(5, 10)))
    assert_same(account.history("p", "r1"), rows(0, 15))
    assert account.run("p", "r1")["historyLineCount"] == 15


def test_lines_at_an_offset_replace_what_was_there(account):
    account.upsert_run("r1", "p", config={})
    account.stream("p", "r1", history=(0, rows(0, 4, old=True)))
    account.stream("p", "r1", history=(2, [{"_step": 2, "v": "new"}, {"_step": 3, "v": "new"}]))
    seen = account.history("p", "r1")
    assert len(seen) == 4 and [row["v"] for row in seen] == [0, 1, "new", "new"]
    assert account.run("p", "r1")["historyLineCount"] == 4


def test_a_gap_is_tolerated(account):
    """Old clients advance the offset over a line that they dropped; the hole holds nothing."""
    account.upsert_run("r1", "p", config={})
    account.stream("p", "r1", history=(0, rows(0, 3)))
    response = account.post_stream(
        "p", "r1", {"files": {"wandb-history.jsonl": {"offset": 5, "content": [json.dumps({"_step": 5, "v": 5})]}}}
    )
    assert response.status_code == 200
    assert [row["_step"] for row in account.history("p", "r1")] == [0, 1, 2, 5]
    # What was missing may still come.
    account.stream("p", "r1", history=(3, rows(3, 2)))
    assert_same(account.history("p", "r1"), rows(0, 6))
    assert account.run("p", "r1")["historyLineCount"] == 6


def test_compressed_bodies(account):
    account.upsert_run("r1", "p", config={})
    content = [json.dumps(row) for row in rows(0, 2000)]
    response = account.stream_gzip("p", "r1", {"files": {"wandb-history.jsonl": {"offset": 0, "content": content}}})
    assert response.status_code == 200, response.text
    assert_same(account.history("p", "r1"), rows(0, 2000))


def test_compressed_answers(account):
    account.upsert_run("r1", "p", config={f"key{number}": "x" * 100 for number in range(100)})
    response = account.post_graphql(
        "query R($e: String!) { project(name: \"p\", entityName: $e) { run(name: \"r1\") { config } } }",
        {"e": account.user}, headers={"Accept-Encoding": "gzip"},
    )  # fmt: skip
    assert response.headers.get("Content-Encoding") == "gzip"
    assert json.loads(response.json()["data"]["project"]["run"]["config"])["key7"] == {"value": "x" * 100}
    plain = account.post_graphql("{ viewer { id } }", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers


def test_eleven_mebibytes(account):
    """Clients send up to ten mebibytes of lines in one request, and a single line may be as long."""
    account.upsert_run("r1", "p", config={})
    text = "x" * 10_000
    account.stream("p", "r1", history=(0, [{"_step": step, "text": text, "v": step} for step in range(1100)]))
    account.stream("p", "r1", history=(1100, [{"_step": 1100, "text": "y" * 10_300_000, "v": 1100}]))
    seen = account.history("p", "r1")
    assert len(seen) == 1101 and seen[500]["text"] == text and len(seen[1100]["text"]) == 10_300_000


def test_header_names_in_any_case(account):
    account.upsert_run("r1", "p", config={})
    body = {"files": {"wandb-history.jsonl": {"offset": 0, "content": ['{"_step":0}']}}}
    response = account.post_stream("p", "r1", body, headers={"X-Wandb-Username": "someone", "connection": "close"})
    assert response.status_code == 200


def test_names_in_the_path(account):
    """Percent-encoding is undone, a plus stays a plus."""
    from urllib.parse import quote

    for project in ("a+b", "a b", "ü", "a&b", "a~b"):
        account.upsert_run("r:1", project, config={})
        path = f"/files/{account.user}/{quote(project, safe='+')}/r:1/file_stream"
        body = {"files": {"wandb-history.jsonl": {"offset": 0, "content": ['{"_step":0,"v":1}']}}}
        assert account.request("POST", path, json=body).status_code == 200
        assert account.history(project, "r:1") == [{"_step": 0, "v": 1}]


def test_uploaded_and_heartbeats(account):
    """Heartbeats of both generations move `heartbeatAt` and nothing else."""
    account.upsert_run("r1", "p", config={})
    before = account.run("p", "r1")
    account.stream("p", "r1")
    account.stream("p", "r1", complete=False, failed=False, dropped=0, uploaded=[])
    account.stream("p", "r1", uploaded=["a.txt", "b.txt"])
    after = account.run("p", "r1")
    assert after["state"] == "running" and after["heartbeatAt"] >= before["heartbeatAt"]
    unchanged = set(before) - {"heartbeatAt"}
    assert {key: after[key] for key in unchanged} == {key: before[key] for key in unchanged}
