"""The corpus of GraphQL requests, run through graphql-core.

`cases/*.json` hold requests, `expected/*.json` the answers that graphql-core gives over `schema.graphql` with the
resolvers below. The Swift engine's tests run the same requests over an equal schema and compare the answers.

    python3 conformance/graphql/corpus.py    # records the expected answers anew

The recorded answers differ from graphql-core's own in three things:

- The message about an unknown field quotes the field and the type in double quotation marks, as the reference
  implementation does, because clients look for that text.
- Lines and columns are counted anew from the offsets of the errors: some releases of graphql-core place what stands at
  the start of a line at the end of the line before.
- Errors of execution are sorted by those lines and columns.

The corpus keeps to the October 2021 specification and to what all releases of graphql-core 3.2 agree on. It leaves out
where the engine differs on purpose: descriptions of operations (newer than 2021) are syntax errors, type definitions in
a request are refused without looking into them, and subscriptions are validated but not executed.
"""

import json
import re
from pathlib import Path

from graphql import (
    GraphQLError,
    GraphQLSchema,
    build_schema,
    execute_sync,
    parse,
    print_schema,
    validate,
)

HERE = Path(__file__).parent
CASES = HERE / "cases"
EXPECTED = HERE / "expected"
SCHEMA = HERE / "schema.graphql"


# ---- Data ------------------------------------------------------------------------------------------------------------


def user(number, name, email):
    return {"__typename": "User", "id": f"User:{number}", "name": name, "email": email}


def project(number, name, owner):
    return {"__typename": "Project", "id": f"Project:{number}", "name": name, "owner": owner}


def run(number, name, state, tags, steps, loss, summary, config, creator, parent, project):
    return {
        "__typename": "Run", "id": f"Run:{number}", "displayName": name, "state": state, "tags": tags,
        "steps": steps, "loss": loss, "summary": summary, "config": config, "creator": creator, "parent": parent,
        "project": project,
    }


ADA = user(1, "ada", "ada@example.org")
BOB = user(2, "bob", None)
MNIST = project(1, "mnist", ADA)
CIFAR = project(2, "cifar", BOB)
RUN1 = run(1, "first", "RUNNING", ["a", "b"], 10, 0.5, {"acc": 0.9, "n": None}, '{"lr": 0.1}', ADA, None, MNIST)
RUN2 = run(2, None, "FINISHED", [], 9007199254740993, None, {}, "{}", RUN1, RUN1, MNIST)
RUN3 = run(3, "third", "FAILED", ["b"], 0, 1e-07, [1, 2.5, "x"], None, None, RUN2, MNIST)
RUN4 = run(4, "fourth", "RUNNING", ["\u00e9\U0001f600"], 1, 3.0, "text", "[]", BOB, None, CIFAR)
USERS = [ADA, BOB]
PROJECTS = [MNIST, CIFAR]
RUNS = [RUN1, RUN2, RUN3, RUN4]
EVERYTHING = USERS + PROJECTS + RUNS


# ---- Resolvers -------------------------------------------------------------------------------------------------------


def resolve_name(source, _info, upper=False):
    return source["name"].upper() if upper else source["name"]


def resolve_runs(source, _info, state=None, first=None, filter=None):
    runs = [item for item in RUNS if item["project"] is source and state in (None, item["state"])]
    if filter is not None and filter.get("minSteps") is not None:
        runs = [item for item in runs if item["steps"] >= filter["minSteps"]]
    return runs if first is None else runs[:first]


def fail(message, extensions=None):
    def resolve(_source, _info, **_args):
        raise GraphQLError(message, extensions=extensions)

    return resolve


def value(result):
    return lambda _source, _info, **_args: result


def echo(_source, _info, **arguments):
    return arguments


FAILING = {"__typename": "Failing"}
BROKEN = {"__typename": "Failing", "broken": True}


def resolve_ok(source, _info):
    if source.get("broken"):
        raise GraphQLError("Broken.")
    return "ok"


def increment(_source, info, by=None):
    info.context["counter"] += by or 0
    return {"value": info.context["counter"]}


def reset(_source, info):
    info.context["counter"] = 0
    return {"value": 0}


def create_run(_source, _info, input):
    created = run(
        9, input["name"], input["state"], input.get("tags") or [], input["steps"], None, input.get("config"), None,
        ADA, None, MNIST)
    return {"run": created, "input": input, "clientMutationId": None}


RESOLVERS = {
    "User": {
        "name": resolve_name,
        "projects": lambda source, _info, first=None: [p for p in PROJECTS if p["owner"] is source][:first],
        "friends": lambda source, _info: [BOB, None] if source is ADA else None,
    },
    "Project": {
        "name": resolve_name,
        "runs": resolve_runs,
        "run": lambda source, _info, name: next(
            (item for item in RUNS if item["project"] is source and item["displayName"] == name), None),
        "oldName": resolve_name,
        "legacy": value(1),
    },
    "Failing": {
        "ok": resolve_ok,
        "nullable": fail("Nullable failed."),
        "required": fail("Required failed."),
        "requiredNull": value(None),
        "child": value(FAILING),
        "requiredChild": value(FAILING),
        "children": value([FAILING, BROKEN, None]),
        "requiredChildren": value([FAILING, BROKEN, FAILING]),
        "brokenChild": value(BROKEN),
        "items": value([1, "x", None, 4]),
        "requiredItems": value([1, None, 3]),
        "requiredList": value([1, None, 3]),
        "matrix": value([[1, 2], [3, None], None]),
        "wrongEnum": value("NOPE"),
        "bigInt": value(2**40),
        "notANumber": value(float("nan")),
        "noList": value(5),
        "wrongNode": value({"__typename": "Counter", "value": 1}),
        "internal": fail("Internal error"),
        "withExtensions": fail("Refused.", {"code": "REFUSED", "retry": False}),
        "withExtensionsRequired": fail("Refused.", {"code": "REFUSED"}),
    },
    "Counter": {"failing": fail("The counter failed.")},
    "Leaves": {
        "intFromBool": value(True),
        "intFromFloat": value(3.0),
        "intFromString": value("12"),
        "intFromFraction": value(1.5),
        "floatFromInt": value(3),
        "floatFromString": value("2.5"),
        "stringFromInt": value(12),
        "stringFromBool": value(True),
        "stringFromFloat": value(1.5),
        "stringFromList": value(["a", 1]),
        "booleanFromInt": value(2),
        "booleanFromString": value("true"),
        "idFromInt": value(7),
        "idFromFloat": value(7.0),
        "idFromBool": value(True),
        "unicode": value("\u00e9\u2028\U0001f600"),
        "escapes": value("a\"b\\c\n\t\u0001"),
        "json": value({"b": [1, 2.5, None, True], "a": {"c": "d"}}),
        "nested": value([[1], [[]], {}]),
        "int64": value(-(2**63)),
    },
    "Query": {
        "viewer": value(ADA),
        "anonymous": value(None),
        "node": lambda _source, _info, id: next((item for item in EVERYTHING if item["id"] == id), None),
        "named": value(USERS + PROJECTS),
        "project": lambda _source, _info, name: next((item for item in PROJECTS if item["name"] == name), None),
        "run": lambda _source, _info, id: next((item for item in RUNS if item["id"] == id), None),
        "search": lambda _source, _info, text, kinds=None: [
            item for item in EVERYTHING
            if text in (item.get("name") or item.get("displayName") or "")
            and (kinds is None or item["__typename"] in kinds)
        ] + [None],
        "creators": lambda _source, _info: [item["creator"] for item in RUNS],
        "echo": echo,
        "defaults": echo,
        "required": echo,
        "failing": value(FAILING),
        "requiredFailing": value(FAILING),
        "leaves": value({"__typename": "Leaves"}),
        "schedule": lambda _source, _info, first=None, **_args: list(range(first or 0)),
    },
    "Mutation": {
        "increment": increment,
        "reset": reset,
        "refuse": fail("Refused."),
        "refuseRequired": fail("Refused."),
        "createRun": create_run,
    },
}


def parse_int64(value):
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**63) <= value < 2**63:
        raise ValueError("Int64 must be an integer of 64 bits.")
    return value


def parse_json_string(value):
    if not isinstance(value, str):
        raise ValueError("JSONString must be a string.")
    return value


def leave_out_additions(schema):
    """Takes out what newer releases of graphql-core added to introspection after October 2021."""
    schema.type_map["__Schema"].fields["directives"].args.clear()
    for name in ("isDeprecated", "deprecationReason"):
        schema.type_map["__Directive"].fields.pop(name, None)
    schema.type_map["__DirectiveLocation"].values.pop("DIRECTIVE_DEFINITION", None)
    for directive in schema.directives:
        directive.locations = tuple(place for place in directive.locations if place.name != "DIRECTIVE_DEFINITION")


def load_schema():
    """The corpus's schema with its resolvers; its types are in order of their names."""
    schema = build_schema(SCHEMA.read_text())
    leave_out_additions(schema)
    arguments = schema.to_kwargs()
    arguments["types"] = [schema.type_map[name] for name in sorted(schema.type_map)]
    schema = GraphQLSchema(**arguments)
    for type_name, resolvers in RESOLVERS.items():
        for field_name, resolve in resolvers.items():
            schema.type_map[type_name].fields[field_name].resolve = resolve
    schema.type_map["Int64"].parse_value = parse_int64
    schema.type_map["JSONString"].parse_value = parse_json_string
    return schema


# ---- Running ---------------------------------------------------------------------------------------------------------


def location(text, position):
    line, start, index = 1, 0, 0
    for match in re.finditer(r"\r\n|\n|\r", text):
        if match.end() > position:
            break
        line, start = line + 1, match.end()
    return {"line": line, "column": position - start + 1}


UNKNOWN_FIELD = re.compile(r"^Cannot query field '(\w+)' on type '(\w+)'\.")


def format_error(error, text):
    formatted = {"message": UNKNOWN_FIELD.sub(r'Cannot query field "\1" on type "\2".', error.message)}
    if error.positions:
        formatted["locations"] = [location(text, position) for position in error.positions]
    if error.path:
        formatted["path"] = error.path
    if error.extensions:
        formatted["extensions"] = error.extensions
    return formatted


def error_order(error):
    places = [(place["line"], place["column"]) for place in error.get("locations", [])]
    return places, error.get("path", []), error["message"]


def answer(schema, case):
    """The answer to one request as it is to stand in `expected/`."""
    text = query_text(case)
    try:
        document = parse(text)
    except GraphQLError as error:
        return {"data": None, "errors": [format_error(error, text)]}
    errors = validate(schema, document)
    if errors:
        return {"data": None, "errors": [format_error(error, text) for error in errors]}
    result = execute_sync(
        schema, document, context_value={"counter": 0}, variable_values=case.get("variables"),
        operation_name=case.get("operationName") or None)
    if not result.errors:
        return {"data": result.data}
    formatted = [format_error(error, text) for error in result.errors]
    if all(error.path for error in result.errors):
        formatted.sort(key=error_order)
    return {"data": result.data, "errors": formatted}


def query_text(case):
    query = case["query"]
    return query if isinstance(query, str) else "\n".join(query)


def answers(schema, path):
    cases = json.loads(path.read_text())
    names = [case["name"] for case in cases]
    assert len(set(names)) == len(names), f"{path.name}: two cases have one name"
    return {case["name"]: answer(schema, case) for case in cases}


def text(expected):
    """One line per answer, so that a change shows as the lines that it changes."""
    lines = [f"  {json.dumps(name)}: {json.dumps(result)}" for name, result in expected.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def record():
    schema = load_schema()
    EXPECTED.mkdir(exist_ok=True)
    for path in sorted(CASES.glob("*.json")):
        (EXPECTED / path.name).write_text(text(answers(schema, path)))


def printed_schema():
    return print_schema(load_schema()) + "\n"


if __name__ == "__main__":
    record()
