"""The service through which the official client's system tests make users, teams and organisations.

It answers `POST /db/user`, `/db/team` and `/db/organization` with the `roost` command on the server's data directory,
and `GET /health`. A test user's API key is the user's own name, as those tests expect.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Fixtures:
    """Each method carries out one kind of command."""

    def __init__(self, binary: str, data: str):
        self.binary = binary
        self.data = data
        self.teams_of_organizations: dict[str, list[str]] = {}
        self.lock = threading.Lock()

    def roost(self, *arguments: str, input: str = "") -> None:
        done = subprocess.run(
            [self.binary, *arguments, "--data", self.data], input=input, capture_output=True, text=True, timeout=60
        )
        if done.returncode != 0:
            raise RuntimeError(f"roost {' '.join(arguments)}: {done.stderr.strip()}")

    def user(self, command: dict) -> None:
        name = command["username"]
        match command["command"]:
            case "up":
                self.roost("user", "add", name, *(["--admin"] if command.get("admin") else []))
                self.roost("key", "add", "--user", name, "--name", "fixture", "--key-stdin", input=name)
            case "down":
                self.roost("user", "remove", name)
            case "password" | "login" | "logout":
                pass  # the tests work with keys alone
            case other:
                raise ValueError(f"unknown user command {other}")

    def organization(self, command: dict) -> None:
        name = command["orgName"]
        match command["command"]:
            case "up":
                self.roost("org", "add", name, "--admin", command["username"])
            case "add_members":
                for member in command["fixtureData"]["members"]:
                    self.roost("org", "add-member", name, member["username"], "--role", member["role"])
            case "down":
                with self.lock:
                    teams = self.teams_of_organizations.pop(name, [])
                for team in teams:
                    self.roost("team", "remove", team)
                self.roost("org", "remove", name)
            case other:
                raise ValueError(f"unknown organization command {other}")

    def team(self, command: dict) -> None:
        if command["command"] != "up":
            raise ValueError(f"unknown team command {command['command']}")
        wanted = command["fixtureData"]
        team, organization = wanted["team"]["name"], wanted["organization"]["name"]
        self.roost("team", "add", team, "--admin", command["username"], "--organization", organization)
        with self.lock:
            self.teams_of_organizations.setdefault(organization, []).append(team)


def handler(fixtures: Fixtures) -> type[BaseHTTPRequestHandler]:
    routes = {"/db/user": fixtures.user, "/db/team": fixtures.team, "/db/organization": fixtures.organization}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self, status: int, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.answer(200 if self.path == "/health" else 404, "")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            route = routes.get(self.path)
            if route is None:
                self.answer(404, f"no such fixture: {self.path}")
                return
            try:
                route(json.loads(body))
                self.answer(200, "")
            except Exception as error:
                self.answer(500, str(error))

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", arguments.port), handler(Fixtures(arguments.binary, arguments.data)))
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
