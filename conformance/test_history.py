"""Values logged by every client version come back exactly, through every reader."""

import json

from harness.client import VERSIONS
from harness.reading import assert_same, beta_scan_history, read_history, read_run, scan_history, user_keys


def log_values(project, run_id):
    import wandb

    run = wandb.init(project=project, id=run_id)
    rows = [
        {"float": 0.1, "int": 3, "negative": -2.5e-300, "big": 1.7976931348623157e308, "tiny": 5e-324},
        {"nan": float("nan"), "inf": float("inf"), "minus_inf": float("-inf"), "minus_zero": -0.0},
        {"beyond_2_53": 9007199254740993, "int64": 9223372036854775807, "int64_min": -9223372036854775808},
        {"text": "Grüße \u0000 \"quoted\" \\ \n 🦉", "empty": "", "none": None, "yes": True, "no": False},
        {"nested": {"a": {"b": 1.5, "c": [1, "two", None, False]}}, "list": [1.5, float("nan"), []]},
        {"key with space": 1, "key/with/slash": 2, "key.with.dots": 3, "ключ": 4},
    ]
    for row in rows:
        run.log(row)
    run.finish()
    return run.path if isinstance(run.path, str) else "/".join(run.path)


EXPECTED = [
    {"float": 0.1, "int": 3, "negative": -2.5e-300, "big": 1.7976931348623157e308, "tiny": 5e-324},
    {"nan": float("nan"), "inf": float("inf"), "minus_inf": float("-inf"), "minus_zero": -0.0},
    {"beyond_2_53": 9007199254740993, "int64": 9223372036854775807, "int64_min": -9223372036854775808},
    {"text": "Grüße \u0000 \"quoted\" \\ \n 🦉", "empty": "", "none": None, "yes": True, "no": False},
    {"nested": {"a": {"b": 1.5, "c": [1, "two", None, False]}}, "list": [1.5, float("nan"), []]},
    {"key with space": 1, "key/with/slash": 2, "key.with.dots": 3, "ключ": 4},
]


def test_every_kind_of_value(client, account, readers):
    path = client.call(log_values, project="values", run_id="r1")
    expected = [{**row, "_step": step} for step, row in enumerate(EXPECTED)]
    if client.at_least("0.18.0"):
        expected[1]["minus_zero"] = 0  # these clients send it so
    assert_same([user_keys(row) for row in account.history("values", "r1")], expected, "raw rows")
    for version, reader in readers.items():
        rows = reader.call(read_history, account, path=path)
        assert_same([user_keys(row) for row in rows], expected, f"history read by {version}")
        rows = reader.call(scan_history, account, path=path)
        if version == "0.31.0":
            rows[1]["minus_zero"] = expected[1]["minus_zero"]  # this reader drops the sign of a zero
        assert_same([user_keys(row) for row in rows], expected, f"scan_history read by {version}")


def log_many_steps(project, run_id, rows):
    import wandb

    run = wandb.init(project=project, id=run_id)
    for step in range(rows):
        values = {"loss": 1 / (step + 1), "square": step * step}
        if step % 7 == 0:
            values["rare"] = -step
        run.log(values)
    run.finish()


def test_long_history(client, account, readers):
    """More rows than a page: full scans, scans of some keys and of a range, sampling."""
    rows = 2500
    client.call(log_many_steps, project="long", run_id="r1", rows=rows)
    path = f"{account.user}/long/r1"
    everything = []
    for step in range(rows):
        row = {"_step": step, "loss": 1 / (step + 1), "square": step * step}
        if step % 7 == 0:
            row["rare"] = -step
        everything.append(row)
    rare = [{"_step": row["_step"], "rare": row["rare"]} for row in everything if "rare" in row]

    for version, reader in readers.items():
        scanned = reader.call(scan_history, account, path=path)
        assert_same([user_keys(row) for row in scanned], everything, f"scan by {version}")
        scanned = reader.call(scan_history, account, path=path, page_size=100, min_step=990, max_step=2010)
        assert_same([user_keys(row) for row in scanned], everything[990:2010], f"range by {version}")
        scanned = reader.call(scan_history, account, path=path, keys=["_step", "rare"])
        assert_same(scanned, rare, f"scan of one key by {version}")
        scanned = reader.call(scan_history, account, path=path, keys=["_step", "rare", "loss"], page_size=300)
        assert len(scanned) == len(rare)

        sampled = reader.call(read_history, account, path=path, samples=100)
        assert 0 < len(sampled) <= 100 and sampled[0]["_step"] == 0
        assert_same([user_keys(row) for row in sampled], [everything[row["_step"]] for row in sampled], "sampled rows")
        full = reader.call(read_history, account, path=path, samples=10_000)
        assert_same([user_keys(row) for row in full], everything, f"all rows by {version}")
        keyed = reader.call(read_history, account, path=path, keys=["rare"], samples=10_000)
        assert_same(keyed, rare, f"rows of a key by {version}")
        keyed = reader.call(read_history, account, path=path, keys=["loss"], x_axis="square", samples=10_000)
        assert_same(keyed, [{"square": row["square"], "loss": row["loss"]} for row in everything], f"x axis by {version}")
        assert reader.call(read_run, account, path=path)["last_step"] == rows - 1
    for version in VERSIONS[2:]:
        if not hasattr_of_run(readers[version], account, path, "beta_scan_history"):
            continue
        scanned = readers[version].call(beta_scan_history, account, path=path, page_size=400)
        assert_same([user_keys(row) for row in scanned], everything, f"beta scan by {version}")


def has_attribute(api, path, name):
    return hasattr(api.run(path), name)


def hasattr_of_run(reader, account, path, name):
    return reader.call(has_attribute, account, path=path, name=name)


def log_odd_steps(project, run_id):
    import wandb

    run = wandb.init(project=project, id=run_id)
    run.log({"a": 0})
    run.log({"a": 1}, commit=False)
    run.log({"b": 1})
    run.log({"a": 2}, step=10)
    run.log({"b": 2}, step=10)
    run.log({"a": 9}, step=4)
    run.log({"a": 3}, step=1000)
    run.finish()


def test_steps_with_gaps(client, account, readers):
    client.call(log_odd_steps, project="steps", run_id="r1")
    expected = [
        {"_step": 0, "a": 0},
        {"_step": 1, "a": 1, "b": 1},
        {"_step": 10, "a": 2, "b": 2},
        {"_step": 1000, "a": 3},
    ]
    for version, reader in readers.items():
        rows = reader.call(scan_history, account, path=f"{account.user}/steps/r1")
        assert_same([user_keys(row) for row in rows], expected, f"read by {version}")


def log_numpy(project, run_id):
    import numpy
    import wandb

    run = wandb.init(project=project, id=run_id)
    run.log(
        {
            "float32": numpy.float32(0.5),
            "int64": numpy.int64(1 << 60),
            "bool": numpy.bool_(True),
            "vector": numpy.arange(4),
            "matrix": numpy.eye(2),
            "tuple": (1, 2),
            "long": numpy.arange(100),
        }
    )
    run.finish()


def test_numpy_values(client, account):
    client.call(log_numpy, project="numpy", run_id="r1")
    (row,) = account.history("numpy", "r1")
    long = row.pop("long")
    assert_same(
        user_keys(row),
        {"_step": 0, "float32": 0.5, "int64": 1 << 60, "bool": True, "vector": [0, 1, 2, 3],
         "matrix": [[1, 0], [0, 1]], "tuple": [1, 2]},
    )  # fmt: skip
    assert long["_type"] == "histogram" and sum(long["values"]) == 100 and len(long["bins"]) == len(long["values"]) + 1


def test_steps_in_any_order(account, reader):
    """Rows may arrive in any order of steps; of one step and key the last write counts."""
    account.upsert_run("r1", "order", config={})
    account.stream("order", "r1", history=(0, [{"_step": 5, "a": 5}, {"_step": 2, "a": 2}, {"_step": 9, "a": 9}]))
    account.stream("order", "r1", history=(3, [{"_step": 2, "b": 20}, {"_step": 5, "a": 50}]))
    rows = account.history("order", "r1")
    assert_same(rows, [{"_step": 2, "a": 2, "b": 20}, {"_step": 5, "a": 50}, {"_step": 9, "a": 9}])


def test_numbers_keep_their_form(account):
    """What is on the wire is what is kept: signs of zero, integers and floats apart, non-finite values."""
    line = (
        '{"_step":0,"zero":0,"minus_zero":-0.0,"one":1,"one_float":1.0,"exponent":1e+30,"nan":NaN,"inf":Infinity,'
        '"minus_inf":-Infinity,"list":[-0.0,9007199254740993,NaN],"nested":{"big":18446744073709551615,"empty":{}},"":"no name"}'
    )
    account.upsert_run("r1", "numbers", config={})
    account.stream("numbers", "r1", history=(0, [line]))
    (row,) = account.history("numbers", "r1")
    assert_same(row, json.loads(line))
    integers = {key for key, value in row.items() if isinstance(value, int)}
    assert integers >= {"zero", "one"} and isinstance(row["list"][1], int)


def test_wide_row(account, count=100_000):
    """A single row with very many keys."""
    row = {"_step": 0, **{f"key/{index}": index / 7 for index in range(count)}}
    account.upsert_run("wide", "wide", config={})
    account.stream("wide", "wide", history=(0, [row]))
    assert_same(account.history("wide", "wide"), [row])
