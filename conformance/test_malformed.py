"""Malformed input to each route: a clear error in good time, and nothing changes."""

import gzip
import json
import socket

import pytest
import requests

from harness.account import CREATE_RUN_FILES, UPSERT_BUCKET, Account

HISTORY = "wandb-history.jsonl"


@pytest.fixture
def run(account):
    account.upsert_run("r1", "p", config={"a": 1})
    account.stream("p", "r1", history=(0, [{"_step": 0, "v": 1}]), summary={"v": 1})
    account.upload("p", "r1", "a.txt", b"text")
    return account


def snapshot(account):
    projects = account.graphql(
        "query P($e: String!) { models(entityName: $e) { edges { node { name runCount } } } }", e=account.user
    )
    run = account.run("p", "r1")
    run.pop("heartbeatAt")
    file = account.request("GET", f"/files/{account.user}/p/r1/a.txt").content
    return projects, run, account.history("p", "r1"), account.console("p", "r1"), file


def assert_clear_error(response, name, codes=range(400, 500)):
    assert response.status_code in codes, f"{name}: {response.status_code} {response.text[:500]}"
    body = response.json()
    message = body.get("error") or (body["errors"][0] if isinstance(body.get("errors"), list) else None)
    text = message["message"] if isinstance(message, dict) else message
    assert text and len(text) > 5, f"{name}: {response.text[:500]}"
    assert "Swift" not in text and "/Sources/" not in text, f"{name} tells about the server's inside: {text}"


# GraphQL

BAD_REQUESTS = {
    "empty": b"", "not JSON": b"{", "array": b"[]", "number": b"5", "no query": b"{}", "query is null": b'{"query": null}',
    "query is a number": b'{"query": 5}', "variables are a list": b'{"query": "{ viewer { id } }", "variables": [1]}',
    "variables are text": b'{"query": "{ viewer { id } }", "variables": "x"}', "invalid UTF-8": b'{"query": "\xff\xfe"}',
    "deep JSON": b'{"query": "{ viewer { id } }", "variables": ' + b"[" * 100_000 + b"}",
    "syntax": b'{"query": "{ viewer { id "}', "unknown field": b'{"query": "{ viewer { nonsense } }"}',
    "unknown operation": b'{"query": "query A { viewer { id } }", "operationName": "B"}',
    "two operations, no name": b'{"query": "query A { viewer { id } } query B { viewer { id } }"}',
    "unknown mutation": b'{"query": "mutation { dropEverything { id } }"}',
    "unknown type": b'{"query": "query ($x: Nonsense) { viewer { id } }"}',
    "unknown argument": b'{"query": "{ project(nonsense: 1) { id } }"}',
    "missing argument": b'{"query": "mutation { deleteRun { clientMutationId } }"}',
    "fragment cycle": b'{"query": "{ viewer { ...A } } fragment A on User { ...B } fragment B on User { ...A }"}',
    "deep query": json.dumps({"query": "{" + "viewer{teams{edges{node{" * 400 + "name" + "}}}}" * 400 + "}"}).encode(),
    "many aliases": json.dumps({"query": "{" + " ".join(f"a{n}: viewer {{ id }}" for n in range(20_000)) + "}"}).encode(),
    "bad variable": json.dumps({"query": UPSERT_BUCKET, "variables": {"name": 5, "project": ["x"]}}).encode(),
    "bad config": json.dumps({"query": UPSERT_BUCKET, "variables": {"name": "r1", "project": "p", "config": "{"}}).encode(),
    "config is a list": json.dumps({"query": UPSERT_BUCKET, "variables": {"name": "r1", "project": "p", "config": "[]"}}).encode(),
    "bad summary": json.dumps({"query": UPSERT_BUCKET, "variables": {"name": "r1", "project": "p", "summaryMetrics": "5"}}).encode(),
    "bad id": json.dumps({"query": UPSERT_BUCKET, "variables": {"id": "not-an-id", "notes": "x"}}).encode(),
}  # fmt: skip


def test_graphql(run):
    before = snapshot(run)
    for name, body in BAD_REQUESTS.items():
        response = run.request("POST", "/graphql", data=body, headers={"Content-Type": "application/json"})
        if response.status_code == 200:
            assert response.json().get("errors"), f"{name}: {response.text[:300]}"
            assert response.json()["errors"][0]["message"]
        else:
            assert_clear_error(response, name)
    assert run.request("GET", "/graphql").status_code in (400, 404, 405)
    assert run.request("PUT", "/graphql", data=b"{}").status_code in (404, 405)
    assert snapshot(run) == before


def test_graphql_compressed_badly(run):
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    body = gzip.compress(b'{"query": "{ viewer { id } }"}')
    assert run.request("POST", "/graphql", data=body, headers=headers).json()["data"]["viewer"]["id"]
    for name, bad in {"not gzip": b"{}", "cut": body[:-6], "flipped": body[:12] + b"\x00\x00" + body[14:]}.items():
        assert_clear_error(run.request("POST", "/graphql", data=bad, headers=headers), name)
    bomb = gzip.compress(b" " * 400_000_000, 9)
    response = run.request("POST", "/graphql", data=bomb, headers=headers)
    assert_clear_error(response, "gzip bomb")


# File stream


def stream_bodies():
    files = lambda value: {"files": value}  # noqa: E731
    line = '{"_step": 1, "v": 2}'
    yield "empty", b""
    yield "not JSON", b"{"
    yield "list", b"[]"
    yield "text", b'"x"'
    yield "files is a list", files([])
    yield "file is text", files({HISTORY: "x"})
    yield "no offset", files({HISTORY: {"content": [line]}})
    yield "no content", files({HISTORY: {"offset": 1}})
    yield "negative offset", files({HISTORY: {"offset": -1, "content": [line]}})
    yield "offset is text", files({HISTORY: {"offset": "1", "content": [line]}})
    yield "offset is a fraction", files({HISTORY: {"offset": 1.5, "content": [line]}})
    yield "offset beyond all", files({HISTORY: {"offset": 1 << 62, "content": [line]}})
    yield "offset overflows", b'{"files": {"wandb-history.jsonl": {"offset": 99999999999999999999, "content": ["{}"]}}}'
    yield "content is text", files({HISTORY: {"offset": 1, "content": line}})
    yield "content holds numbers", files({HISTORY: {"offset": 1, "content": [5]}})
    yield "line is not JSON", files({HISTORY: {"offset": 1, "content": ["{"]}})
    yield "line is a list", files({HISTORY: {"offset": 1, "content": ["[]"]}})
    yield "one good and one bad line", files({HISTORY: {"offset": 1, "content": [line, "nonsense"]}})
    yield "step is text", files({HISTORY: {"offset": 1, "content": ['{"_step": "x", "v": 2}']}})
    yield "deep line", files({HISTORY: {"offset": 1, "content": ['{"a":' * 5000 + "1" + "}" * 5000]}})
    yield "summary is a list", files({"wandb-summary.json": {"offset": 0, "content": ["[]"]}})
    yield "summary is not JSON", files({"wandb-summary.json": {"offset": 0, "content": ["{"]}})
    yield "exit code is text", {"complete": True, "exitcode": "zero"}
    yield "complete is text", {"complete": "yes"}
    yield "invalid UTF-8", b'{"files": {"wandb-history.jsonl": {"offset": 1, "content": ["\xff"]}}}'


def test_file_stream(run):
    before = snapshot(run)
    for name, body in stream_bodies():
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        response = run.post_stream("p", "r1", data)
        assert_clear_error(response, name)
        assert snapshot(run) == before, name
    response = run.post_stream("p", "r1", b"junk", headers={"Content-Encoding": "gzip"})
    assert_clear_error(response, "bad gzip")
    response = run.post_stream("p", "r1", b"{}", headers={"Content-Encoding": "lzma"})
    assert response.status_code in (400, 415)
    for project, name in (("p", "absent"), ("absent", "r1")):
        assert_clear_error(run.post_stream(project, name, {}), "absent run", codes=(404,))
    assert snapshot(run) == before


def test_unknown_stream_files_do_no_harm(run):
    """Names of a future client are no reason to lose the rest of a request."""
    body = {"files": {"future.jsonl": {"offset": 0, "content": ["x"]},
                      HISTORY: {"offset": 1, "content": ['{"_step": 1, "v": 2}']}}, "future": {"a": 1}}  # fmt: skip
    assert run.post_stream("p", "r1", body).status_code == 200
    assert [row["v"] for row in run.history("p", "r1")] == [1, 2]


def test_too_big(run):
    """A body far beyond the limit is refused with 413, before the server has to hold it."""
    before = snapshot(run)
    port = int(run.base_url.rsplit(":", 1)[1])
    for path in ("/graphql", run.stream_path("p", "r1")):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {10 << 30}\r\nContent-Type: application/json\r\n"
            token = requests.auth._basic_auth_str("api", run.key)
            connection.sendall((head + f"Authorization: {token}\r\n\r\n").encode())
            answer = b""
            try:
                for _ in range(2000):
                    connection.sendall(b" " * 65536)
                    connection.settimeout(0.001)
                    try:
                        answer += connection.recv(65536)
                        break
                    except TimeoutError:
                        connection.settimeout(30)
            except (BrokenPipeError, ConnectionResetError):
                pass
            assert not answer or b" 413 " in answer.split(b"\r\n")[0], answer[:200]
    assert snapshot(run) == before


# Files

BAD_NAMES = [
    "..", ".", "", "/", "../x", "a/../../x", "a/../x", "/etc/passwd", "//x", "a//b", "a/./b", "a\x00b", "a/", "\\..\\x",
    "%2e%2e/x", "x" * 5000, "a\nb", "~/x", "C:\\x",
]  # fmt: skip


def test_file_names(run):
    """Names that leave the run's own files are refused, or kept as harmless names of this run."""
    before = snapshot(run)
    secret = Account(run.base_url, run.user, run.key)
    secret.upsert_run("other", "p", config={})
    secret.upload("p", "other", "x", b"other")
    for name in BAD_NAMES:
        response = run.post_graphql(CREATE_RUN_FILES, {"entity": run.user, "project": "p", "run": "r1", "files": [name]})
        body = response.json()
        if body.get("errors"):
            assert body["errors"][0]["message"]
            continue
        (file,) = body["data"]["createRunFiles"]["files"]
        assert file["name"] == name
        put = requests.put(file["uploadUrl"], data=b"harmless", timeout=20)
        if put.status_code >= 300:
            assert_clear_error(put, name)
    assert run.request("GET", f"/files/{run.user}/p/other/x").content == b"other"
    after = snapshot(run)
    assert after[2:] == before[2:]


def raw_get(account, path):
    """A GET whose path no client library tidies up; returns status and body."""
    port = int(account.base_url.rsplit(":", 1)[1])
    token = requests.auth._basic_auth_str("api", account.key)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(
            b"GET " + path.encode() + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: " + token.encode() + b"\r\n\r\n"
        )
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def test_download_paths(run, server):
    outside = server.directory / "outside.txt"
    outside.write_text("outside")
    base = f"/files/{run.user}/p/r1"
    for path in (
        f"{base}/../r1/../../../../outside.txt", f"{base}/..%2f..%2f..%2f..%2foutside.txt", f"{base}/%2e%2e/%2e%2e/outside.txt",
        f"{base}//etc/passwd", f"{base}/%2fetc%2fpasswd", f"{base}/....//outside.txt", f"{base}/a.txt%00", f"{base}/%zz",
        f"{base}/a.txt/../../other/x", "/files/../../../../etc/passwd", "/files", "/files/", f"/files/{run.user}", base,
        f"{base}/", f"{base}/absent.txt", "/static/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
    ):  # fmt: skip
        status, body = raw_get(run, path)
        assert status in (301, 302, 307, 308, 400, 403, 404, 405) or (status == 200 and b"<html" in body.lower()), f"{path}: {status}"
        assert b"outside" != body and b"root:" not in body, path
    status, body = raw_get(run, f"{base}/a.txt")
    assert (status, body[-4:] if b"\r\n" in body else body) == (200, b"text")


def test_upload_addresses(run):
    """An upload address serves its own file and nothing else: not another name, method, or a changed signature."""
    url = run.upload_urls("p", "r1", ["fresh.txt"])["fresh.txt"]
    assert requests.put(url, data=b"one", timeout=20).status_code in (200, 201, 204)
    assert requests.put(url, data=b"two", timeout=20).status_code in (200, 201, 204)
    assert run.request("GET", f"/files/{run.user}/p/r1/fresh.txt").content == b"two"
    for bad in (url.replace("fresh.txt", "stale.txt"), url[:-3], url + "0", url.split("?")[0]):
        if bad != url:
            assert requests.put(bad, data=b"evil", timeout=20).status_code in (400, 401, 403, 404, 405), bad
    assert run.request("GET", f"/files/{run.user}/p/r1/fresh.txt").content == b"two"
    assert run.request("GET", f"/files/{run.user}/p/r1/stale.txt").status_code == 404


def test_cut_upload_leaves_the_old_file(run):
    """A PUT that breaks off in the middle changes nothing."""
    from urllib.parse import urlsplit

    url = urlsplit(run.upload_urls("p", "r1", ["a.txt"])["a.txt"])
    with socket.create_connection((url.hostname, url.port), timeout=20) as connection:
        target = url.path + (f"?{url.query}" if url.query else "")
        connection.sendall(f"PUT {target} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: 1000000\r\n\r\n".encode())
        connection.sendall(b"half of it" * 1000)
    assert run.request("GET", f"/files/{run.user}/p/r1/a.txt").content == b"text"


# Names of entities, projects and runs


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\x00b", "x" * 1000, "a\nb", "/"])
def test_names(run, name):
    before = snapshot(run)
    for variables in (
        {"name": "fresh", "project": name, "entity": run.user}, {"name": name, "project": "p", "entity": run.user},
        {"name": "fresh", "project": "p", "entity": name or "absent-entity"},
    ):  # fmt: skip
        if variables["name"] == "a/b" or (variables["project"] == "" and name == ""):
            continue  # old clients accept a slash in a run's id; an empty project means the default one
        if variables["name"] == "":
            continue
        body = run.post_graphql(UPSERT_BUCKET, variables).json()
        assert body.get("errors") and body["errors"][0]["message"], f"{variables}: {body}"
    assert snapshot(run) == before


# Everything else


def test_unknown_routes(run):
    for method, path in (
        ("POST", "/nonsense"), ("DELETE", f"/files/{run.user}/p/r1/a.txt"), ("POST", "/files/x/file_stream"),
        ("PATCH", "/graphql"), ("POST", "/healthz"), ("GET", "/api/v1/nonsense"),
    ):  # fmt: skip
        response = run.request(method, path)
        assert response.status_code in (400, 404, 405), f"{method} {path}: {response.status_code}"
    assert run.request("GET", f"/files/{run.user}/p/r1/a.txt").content == b"text"


def test_probes_without_credentials(server):
    """Clients probe these without a key; 401 would make them go on and on."""
    for path in ("/sdk/otel/v1/metrics", "/sdk/otel/v1/logs"):
        assert requests.post(server.base_url + path, data=b"", timeout=20).status_code in (404, 405)
    for path in ("/healthz", "/readyz", "/ready"):
        assert requests.get(server.base_url + path, timeout=20).status_code == 200
    assert requests.post(server.base_url + "/oidc/token", data={"grant_type": "x"}, timeout=20).status_code in range(400, 500)


def test_garbage_instead_of_http(server):
    for garbage in (b"\x00" * 100, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"POST /graphql HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                    b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n"):  # fmt: skip
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
            try:
                connection.sendall(garbage)
                connection.shutdown(socket.SHUT_WR)
                answer = connection.recv(1000)
            except (ConnectionResetError, BrokenPipeError):
                answer = b""
            assert not answer or b" 4" in answer.split(b"\r\n")[0] or b" 505 " in answer.split(b"\r\n")[0], answer
    assert requests.get(server.base_url + "/healthz", timeout=20).status_code == 200


def test_metrics_and_health(server):
    text = requests.get(server.base_url + "/metrics", timeout=20)
    assert text.status_code == 200 and "# TYPE" in text.text
