"""`/api/v1/series`, `/api/v1/export` and `/api/v1/live`, as docs/http-api.md describes them."""

import csv
import io
import json
import math
import socket
import struct
import threading

import pytest

from harness.account import Account
from harness.reading import assert_same

COLUMNS = ["xFirst", "xLast", "min", "max", "first", "last", "mean", "count", "nan", "posInf", "negInf"]


def series(account, *, form="binary", status=200, **parameters):
    """The curves of a request, each with its columns as lists."""
    response = account.request("GET", "/api/v1/series", params={"entity": account.user, "format": form, **parameters})
    assert response.status_code == status, response.text[:500]
    if status != 200:
        assert response.json()["error"]
        return []
    if form == "json":
        return response.json()["series"]
    body = response.content
    assert response.headers["Content-Type"] == "application/vnd.roost.series" and body[:8] == b"RSERIES1"
    count, zero = struct.unpack_from("<II", body, 8)
    assert zero == 0
    curves, place = [], 16
    for _ in range(count):
        (length,) = struct.unpack_from("<I", body, place)
        curve = json.loads(body[place + 4 : place + 4 + length])
        place += 4 + length
        assert place % 8 == 0 and curve["columns"] == COLUMNS
        columns = {}
        for name in curve["columns"]:
            columns[name] = list(struct.unpack_from(f"<{curve['count']}d", body, place))
            place += 8 * curve["count"]
        curves.append({**curve, "columns": columns})
    assert place == len(body)
    return curves


def bearer(account):
    """The same user with the key as a bearer token."""
    other = Account(account.base_url, account.user, "")
    other.session.headers["Authorization"] = f"Bearer {account.key}"
    return other


@pytest.fixture
def curve(account):
    """A run of 20,000 rows with a curve that has every oddity; returns its values by step."""
    values = [math.sin(step / 300) * step for step in range(20_000)]
    values[77], values[5000], values[5001] = float("nan"), float("inf"), float("-inf")
    values[12_345] = 1e9
    account.upsert_run("r1", "charts", config={})
    for start in range(0, len(values), 4000):
        rows = [
            {"_step": step, "_runtime": step / 10, "_timestamp": 1.7e9 + step / 10, "v": values[step], "half": step // 2,
             **({"deep": {"x": -step}} if step % 100 == 0 else {})}
            for step in range(start, start + 4000)
        ]  # fmt: skip
        account.stream("charts", "r1", history=(start, rows))
    return values


def check_buckets(columns, points, where):
    """Each point lies in exactly one bucket, and each bucket tells the truth about its points."""
    assert sum(columns["count"]) == len(points), where
    left = list(points)
    for index, count in enumerate(columns["count"]):
        mine, left = left[: int(count)], left[int(count) :]
        finite = [value for _, value in mine if math.isfinite(value)]
        at = f"{where}, bucket {index}"
        assert (columns["xFirst"][index], columns["xLast"][index]) == (mine[0][0], mine[-1][0]), at
        if finite:
            assert columns["min"][index] == min(finite) and columns["max"][index] == max(finite), at
            assert columns["mean"][index] == pytest.approx(sum(finite) / len(finite), rel=1e-9, abs=1e-9), at
        assert columns["nan"][index] == sum(math.isnan(value) for _, value in mine), at
        assert columns["posInf"][index] == sum(value == math.inf for _, value in mine), at
        assert columns["negInf"][index] == sum(value == -math.inf for _, value in mine), at
        if len(mine) == 1:
            assert_same((columns["first"][index], columns["last"][index]), (mine[0][1], mine[0][1]), at)
        elif finite:
            assert (columns["first"][index], columns["last"][index]) == (finite[0], finite[-1]), at


@pytest.mark.parametrize("form", ["binary", "json"])
def test_series(account, curve, form):
    steps = list(enumerate(curve))
    for buckets in (1, 10, 1500, 20_000):
        (whole,) = series(account, form=form, project="charts", run="r1", key="v", buckets=buckets)
        assert whole["points"] == 20_000 and len(whole["columns"]["count"]) <= buckets
        assert bool(whole["exact"]) == (buckets >= 20_000)
        check_buckets(whole["columns"], steps, f"{buckets} buckets")
    (part,) = series(account, form=form, project="charts", run="r1", key="v", buckets=100, **{"from": 4990, "to": 5060})
    assert part["exact"] and part["points"] == 71
    assert_same(part["columns"]["last"], curve[4990:5061])
    assert part["columns"]["xFirst"] == list(range(4990, 5061))
    (part,) = series(account, form=form, project="charts", run="r1", key="v", buckets=50, **{"from": 100, "to": 15_000})
    check_buckets(part["columns"], steps[100:15_001], "a range")


def test_series_axes(account, curve):
    ask = lambda **more: series(bearer(account), project="charts", run="r1", key="v", buckets=200, **more)[0]["columns"]  # noqa: E731
    check_buckets(ask(x="relative", **{"from": 0, "to": 1000}), [(step / 10, curve[step]) for step in range(10_001)], "relative")
    wall = ask(x="wall")
    assert wall["xFirst"][0] == 1.7e9 and wall["xLast"][-1] == 1.7e9 + 1999.9
    other = ask(x="metric:half", **{"from": 10, "to": 20})
    assert other["xFirst"][0] == 10 and other["xLast"][-1] == 20 and sum(other["count"]) == 22


def test_several_curves(account, curve):
    account.upsert_run("r2", "charts", config={})
    account.stream("charts", "r2", history=(0, [{"_step": 0, "v": 5}, {"_step": 3, "v": 6}]))
    account.stream("charts", "r2", events=(0, [{"_runtime": 1.5, "_timestamp": 1.7e9, "system.cpu": 12.5}]))
    curves = series(account, project="charts", run=["r1", "r2"], key=["v", "deep.x", "absent"], buckets=300)
    named = {(one["run"], one["key"]): one for one in curves}
    assert named["r1", "deep.x"]["exact"] and named["r1", "deep.x"]["columns"]["last"] == [-100.0 * n for n in range(200)]
    assert named["r2", "v"]["columns"]["xFirst"] == [0, 3] and named["r2", "v"]["columns"]["last"] == [5, 6]
    assert all(one["points"] == 0 for (_, key), one in named.items() if key == "absent")
    (system,) = series(account, project="charts", run="r2", key="system.cpu", stream="system")
    assert system["columns"]["last"] == [12.5]


def test_series_of_rewritten_steps(account):
    account.upsert_run("r1", "p", config={})
    account.stream("p", "r1", history=(0, [{"_step": 5, "v": 1}, {"_step": 2, "v": 2}]))
    account.stream("p", "r1", history=(2, [{"_step": 5, "v": 9}, {"_step": 3, "v": 3}]))
    (one,) = series(account, project="p", run="r1", key="v")
    assert (one["columns"]["xFirst"], one["columns"]["last"]) == ([2, 3, 5], [2, 3, 9])


def test_wrong_parameters(account, curve, server):
    good = {"project": "charts", "run": "r1", "key": "v"}
    for wrong in (
        {"buckets": 0}, {"buckets": 20_001}, {"buckets": "x"}, {"x": "sideways"}, {"x": "metric:"}, {"from": "a"}, {"format": "xml"},
        {"stream": "other"},
    ):  # fmt: skip
        series(account, status=400, **{**good, **wrong})
    for missing in good:
        series(account, status=400, **{key: value for key, value in good.items() if key != missing})
    series(account, status=400, project="charts", run=["r1"] * 40, key=["v"] * 40)
    series(account, status=404, **{**good, "run": "absent"})
    series(account, status=404, **{**good, "project": "absent"})
    stranger = server.add_user()
    for path in ("series", "export", "live"):
        parameters = {"entity": account.user, **good}
        assert stranger.request("GET", f"/api/v1/{path}", params=parameters).status_code == 404
        nobody = Account(account.base_url, "", "").request("GET", f"/api/v1/{path}", params=parameters)
        assert nobody.status_code in (401, 404)


# Export


def export(account, **parameters):
    response = account.request("GET", "/api/v1/export", params={"entity": account.user, **parameters})
    assert response.status_code == 200, response.text
    return response.text


def test_export_lines(account, curve):
    rows = [json.loads(line) for line in export(account, project="charts", run="r1").splitlines()]
    assert len(rows) == 20_000
    assert_same([row["v"] for row in rows], curve)
    assert [row["_step"] for row in rows] == list(range(20_000)) and rows[100]["deep"] == {"x": -100}
    some = [json.loads(line) for line in export(account, project="charts", run="r1", key="half", **{"from": 5, "to": 7}).splitlines()]
    assert_same(some, [{"_step": 5, "half": 2}, {"_step": 6, "half": 3}, {"_step": 7, "half": 3}])


def test_export_keeps_values_exact(account):
    line = '{"_step":0,"n":NaN,"z":-0.0,"big":9007199254740993,"s":"\\u00fc,\\"q\\"\\n","l":[1,null,true],"d":{"a":{"b":1.5}}}'
    account.upsert_run("r1", "p", config={})
    account.upsert_run("r2", "p", config={})
    account.stream("p", "r1", history=(0, [line]), output=(0, ["2026-01-02T03:04:05.678901 hello"]))
    account.stream("p", "r2", history=(0, ['{"_step":0,"only":1}']))
    assert_same(json.loads(export(account, project="p", run="r1")), json.loads(line))
    both = [json.loads(one) for one in export(account, project="p", run=["r1", "r2"]).splitlines()]
    assert [row["_run"] for row in both] == ["r1", "r2"] and both[1]["only"] == 1
    table = list(csv.DictReader(io.StringIO(export(account, project="p", run="r1", format="csv"))))
    assert table[0]["big"] == "9007199254740993" and table[0]["s"] in ('ü,"q"\n', json.dumps('ü,"q"\n', ensure_ascii=False))
    assert table[0]["d.a.b"] == "1.5" and json.loads(table[0]["l"]) == [1, None, True]
    assert "hello" in export(account, project="p", run="r1", stream="console")


# Live


class Listener:
    """Reads server-sent events in the background."""

    def __init__(self, account, **parameters):
        headers = {"Last-Event-ID": parameters.pop("last")} if "last" in parameters else {}
        self.response = account.request(
            "GET", "/api/v1/live", params={"entity": account.user, **parameters}, headers=headers, stream=True
        )
        assert self.response.status_code == 200 and "text/event-stream" in self.response.headers["Content-Type"]
        self.events: list[dict] = []
        self.changed = threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        event = {}
        try:
            for raw in self.response.iter_lines(chunk_size=1):
                line = raw.decode()
                if not line and event:
                    with self.changed:
                        self.events.append({**event, "data": json.loads(event.get("data") or "{}")})
                        self.changed.notify_all()
                    event = {}
                elif line and not line.startswith(":"):
                    name, _, value = line.partition(":")
                    event[name] = event.get(name, "") + value.removeprefix(" ")
        except Exception:
            pass  # the connection was closed

    def rows(self):
        return [row for event in self.events if event.get("event") == "rows" for row in event["data"]["rows"]]

    def wait(self, condition):
        with self.changed:
            assert self.changed.wait_for(lambda: condition(self), 20), self.events[-5:]

    def close(self):
        # Closing the response would wait for the lock that the reader holds until the next event or reminder.
        self.response.raw._connection.sock.shutdown(socket.SHUT_RDWR)


def test_live_rows(account):
    account.upsert_run("r1", "p", config={})
    listener = Listener(Account(account.base_url, account.user, account.key), project="p", run="r1", stream=["metrics", "console"])
    account.stream("p", "r1", history=(0, [{"_step": 0, "a": 1, "b": float("nan")}]), output=(0, ["2026-01-02T03:04:05.678901 x"]))
    listener.wait(lambda it: it.rows() and any(event["data"].get("stream") == "console" for event in it.events))
    assert_same([row for row in listener.rows() if "a" in row][0], {"_step": 0, "a": 1, "b": float("nan")})
    account.stream("p", "r1", summary={"best": 3}, complete=True, exitcode=0)
    listener.wait(lambda it: any(event["data"].get("state") == "finished" for event in it.events))
    listener.close()


def test_nothing_is_missed_over_a_reconnect(account):
    account.upsert_run("r1", "p", config={})
    first = Listener(Account(account.base_url, account.user, account.key), project="p", run="r1")
    account.stream("p", "r1", history=(0, [{"_step": step, "v": step} for step in range(5)]))
    first.wait(lambda it: len(it.rows()) >= 5)
    cursor = [event["id"] for event in first.events if event.get("id")][-1]
    first.close()
    for start in (5, 8, 11):
        account.stream("p", "r1", history=(start, [{"_step": step, "v": step} for step in range(start, start + 3)]))
    second = Listener(Account(account.base_url, account.user, account.key), project="p", run="r1", last=cursor)
    account.stream("p", "r1", history=(14, [{"_step": 14, "v": 14}]))
    second.wait(lambda it: any(row["_step"] == 14 for row in it.rows()))
    assert sorted({row["_step"] for row in second.rows()}) == list(range(5, 15))
    second.close()


def test_chosen_columns(account, curve):
    parameters = {"entity": account.user, "project": "charts", "run": "r1", "key": ["v", "half"], "buckets": 10,
                  "column": ["mean", "xLast", "nan", "posInf"], "format": "json"}  # fmt: skip
    odd, plain = account.request("GET", "/api/v1/series", params=parameters).json()["series"]
    assert list(odd["columns"]) == ["xLast", "mean", "nan", "posInf"] and sum(odd["columns"]["nan"]) == 1
    assert list(plain["columns"]) == ["xLast", "mean"]
    body = account.request("GET", "/api/v1/series", params={**parameters, "format": "binary"}).content
    (length,) = struct.unpack_from("<I", body, 16)
    assert json.loads(body[20 : 20 + length])["columns"] == ["xLast", "mean", "nan", "posInf"]
    wrong = account.request("GET", "/api/v1/series", params={**parameters, "column": "median"})
    assert wrong.status_code == 400 and "median" in wrong.json()["error"]


def packed(account, **parameters):
    """The curves of a packed answer, with its lists of what was left out and what was rounded."""
    response = account.request("GET", "/api/v1/series", params={"entity": account.user, "format": "packed", **parameters})
    body = response.content
    assert response.status_code == 200 and body[:8] == b"RSERIES2"
    (length,) = struct.unpack_from("<I", body, 12)
    curves, place = [], 16 + length
    assert place % 8 == 0
    for curve in json.loads(body[16:place]):
        columns = {name: curves[-1]["columns"][name] for name in curve["same"]}
        for name in curve["columns"]:
            letter, size = ("f", 4) if name in curve["single"] else ("d", 8)
            columns[name] = list(struct.unpack_from(f"<{curve['count']}{letter}", body, place))
            place += -(-curve["count"] * size // 8) * 8
        curves.append({**curve, "columns": columns, "sent": curve["columns"]})
    assert place == len(body)
    return curves


def test_packed_form_tells_the_same(account, curve):
    """The packed form leaves out steps that repeat and rounds what is drawn, but neither what is exact nor what it would flatten."""
    rows = [{"_step": step, "v": 1e9 + step / 1e4, "small": 10.0 ** -(step % 60)} for step in range(20_000)]
    for start in range(0, len(rows), 4000):
        account.upsert_run("r2", "charts", config={})
        account.stream("charts", "r2", history=(start, rows[start : start + 4000]))
    names = ["xFirst", "xLast", "min", "max", "mean", "nan", "posInf", "negInf"]
    wish = {"project": "charts", "run": ["r1", "r2"], "key": ["v", "half", "small"], "column": names}
    for more in ({"buckets": 333}, {"buckets": 150, "from": 4990, "to": 5100}, {"buckets": 100, "x": "relative"}):
        plain = series(account, form="json", **wish, **more)
        found = packed(account, **wish, **more)
        assert [(one["run"], one["key"], one["exact"] == 1) for one in found] == [(one["run"], one["key"], one["exact"]) for one in plain]
        for one, other in zip(found, plain):
            assert one["columns"].keys() == other["columns"].keys()
            values = [value for name in ("min", "max") for value in other["columns"][name] if value == value]
            most = (max(values) - min(values)) / 1e4 if values else 0
            for name, column in other["columns"].items():
                if name in one["single"]:
                    assert all(a == pytest.approx(b, abs=most) or a != a and b != b for a, b in zip(one["columns"][name], column)), (more, name)
                else:
                    assert_same(one["columns"][name], column)
            if one["exact"] or (one["run"], one["key"]) in (("r2", "v"), ("r2", "small")):
                assert one["single"] == [], more
    r1, half, *_ = packed(account, **wish, buckets=333)
    assert r1["single"] == ["min", "max", "mean"] and r1["same"] == [] and half["same"] == ["xFirst", "xLast"]
    assert half["sent"] == ["min", "max", "mean"]


def test_keys(account, curve):
    account.upsert_run("r2", "charts", config={})
    account.stream("charts", "r2", history=(0, [{"_step": 0, "v": "text", "note": {"_type": "html-file"}}]))
    ask = lambda **more: account.request("GET", "/api/v1/keys", params={"entity": account.user, "project": "charts", **more})  # noqa: E731
    keys = {key["name"]: (key["types"], key["runs"]) for key in ask(run=["r1", "r2"]).json()["keys"]}
    assert keys["v"] == (["number", "string"], 2) and keys["deep.x"] == (["number"], 1)
    assert keys["note"] == (["html-file"], 1)
    assert [key["name"] for key in ask(run="r1").json()["keys"]] == sorted(keys.keys() - {"note"})
    assert ask(run="r2", stream="system").json() == {"keys": []}
    assert ask().status_code == 400 and ask(run="absent").status_code == 404
