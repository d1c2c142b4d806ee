"""A user of the server with an API key, and plain HTTP in that user's name."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from urllib.parse import quote

import requests

TIMEOUT_SECONDS = 60
HISTORY_PAGE_STEPS = 1000

UPSERT_BUCKET = """
mutation UpsertBucket(
  $id: String, $name: String, $project: String, $entity: String, $groupName: String, $description: String,
  $displayName: String, $notes: String, $commit: String, $config: JSONString, $host: String, $debug: Boolean,
  $program: String, $repo: String, $jobType: String, $state: String, $sweep: String, $tags: [String!],
  $summaryMetrics: JSONString
) {
  upsertBucket(input: {
    id: $id, name: $name, groupName: $groupName, modelName: $project, entityName: $entity,
    description: $description, displayName: $displayName, notes: $notes, config: $config, commit: $commit,
    host: $host, debug: $debug, jobProgram: $program, jobRepo: $repo, jobType: $jobType, state: $state,
    sweep: $sweep, tags: $tags, summaryMetrics: $summaryMetrics
  }) {
    bucket {
      id name displayName description config sweepName historyLineCount
      project { id name entity { id name } }
    }
    inserted
  }
}
"""

CREATE_RUN_FILES = """
mutation CreateRunFiles($entity: String!, $project: String!, $run: String!, $files: [String!]!) {
  createRunFiles(input: {entityName: $entity, projectName: $project, runName: $run, files: $files}) {
    runID uploadHeaders files { name uploadUrl }
  }
}
"""

RUN = """
query Run($project: String!, $entity: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $name) {
      id name displayName description state config summaryMetrics systemMetrics historyLineCount eventsLineCount
      logLineCount tags notes group jobType commit createdAt heartbeatAt exitcode stopped sweepName fileCount
      historyKeys user { username }
    }
  }
}
"""


HISTORY_PAGE = """
query HistoryPage(
  $entity: String!, $project: String!, $run: String!, $minStep: Int64!, $maxStep: Int64!, $pageSize: Int!
) {
  project(name: $project, entityName: $entity) {
    run(name: $run) { history(minStep: $minStep, maxStep: $maxStep, samples: $pageSize) }
  }
}
"""

CONSOLE_PAGE = """
query RunConsoleLogPage($entity: String!, $project: String!, $run: String!, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $run) {
      logLines(first: 1000, after: $after, useImprovedPagination: true) {
        edges { node { number timestamp level label line } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
}
"""


class GraphQLError(AssertionError):
    """The server answered a GraphQL request with errors."""

    def __init__(self, response: requests.Response):
        super().__init__(f"{response.status_code}: {response.text[:2000]}")
        self.response = response


@dataclass
class Account:
    """A user, the key and the server's address; an empty key sends no credentials."""

    base_url: str
    user: str
    key: str

    def __post_init__(self) -> None:
        self.session = requests.Session()
        self.session.trust_env = False
        if self.key:
            self.session.auth = ("api", self.key)

    # Transport.

    def request(self, method: str, path: str, **keywords: object) -> requests.Response:
        url = path if path.startswith("http") else self.base_url + path
        return self.session.request(method, url, timeout=keywords.pop("timeout", TIMEOUT_SECONDS), **keywords)

    def post_graphql(self, query: str, variables: dict | None = None, **keywords: object) -> requests.Response:
        return self.request("POST", "/graphql", json={"query": query, "variables": variables or {}}, **keywords)

    def graphql(self, query: str, **variables: object) -> dict:
        """The `data` of a request that has to succeed."""
        response = self.post_graphql(query, variables)
        if response.status_code != 200 or response.json().get("errors"):
            raise GraphQLError(response)
        return response.json()["data"]

    # Runs, as a client writes and reads them.

    def upsert_run(self, run: str | None, project: str, **variables: object) -> dict:
        """Creates or updates a run and returns its `bucket`. `config` may be a plain dictionary."""
        if isinstance(variables.get("config"), dict):
            wrapped = {key: {"value": value} for key, value in variables["config"].items()}
            wrapped.setdefault("_wandb", {"value": {"t": {"5": "0.31.0"}, "cli_version": "0.31.0"}})
            variables["config"] = json.dumps(wrapped)
        return self.graphql(UPSERT_BUCKET, name=run, project=project, **variables)["upsertBucket"]["bucket"]

    def run(self, project: str, run: str, entity: str | None = None) -> dict | None:
        """What the server says of a run, or None."""
        found = self.graphql(RUN, project=project, entity=entity or self.user, name=run)["project"]
        return found and found["run"]

    def stream_path(self, project: str, run: str, entity: str | None = None) -> str:
        names = (entity or self.user, project, run)
        return "/files/" + "/".join(quote(name, safe="+:") for name in names) + "/file_stream"

    def post_stream(
        self, project: str, run: str, body: dict | bytes, entity: str | None = None, **keywords: object
    ) -> requests.Response:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **keywords.pop("headers", {})}
        path = self.stream_path(project, run, entity)
        return self.request("POST", path, data=data, headers=headers, **keywords)

    def stream(self, project: str, run: str, *, entity: str | None = None, headers: dict | None = None, **files: object) -> dict:
        """Posts lines to the file stream: `history=(offset, [rows…])`, `events=`, `output=(offset, [text…])`,
        `summary={…}`, and `complete=`, `exitcode=`, `uploaded=`, `preempting=` as they are."""
        body: dict = {}
        names = {"history": "wandb-history.jsonl", "events": "wandb-events.jsonl", "output": "output.log"}
        for key, name in names.items():
            if key in files:
                offset, lines = files.pop(key)
                content = [line if isinstance(line, str) else json.dumps(line) for line in lines]
                body.setdefault("files", {})[name] = {"offset": offset, "content": content}
        if "summary" in files:
            content = [json.dumps(files.pop("summary"))]
            body.setdefault("files", {})["wandb-summary.json"] = {"offset": 0, "content": content}
        response = self.post_stream(project, run, {**body, **files}, entity, headers=headers or {})
        assert response.status_code == 200, f"{response.status_code}: {response.text}"
        return response.json() if response.text else {}

    def stream_gzip(self, project: str, run: str, body: dict) -> requests.Response:
        data = gzip.compress(json.dumps(body).encode())
        return self.post_stream(project, run, data, headers={"Content-Encoding": "gzip"})

    def upload_urls(self, project: str, run: str, names: list[str], entity: str | None = None) -> dict[str, str]:
        created = self.graphql(
            CREATE_RUN_FILES, entity=entity or self.user, project=project, run=run, files=names
        )["createRunFiles"]
        assert created["runID"] and len(created["files"]) == len(names)
        return {file["name"]: file["uploadUrl"] for file in created["files"]}

    def upload(self, project: str, run: str, name: str, content: bytes, entity: str | None = None) -> None:
        url = self.upload_urls(project, run, [name], entity)[name]
        response = requests.put(url, data=content, timeout=TIMEOUT_SECONDS)
        assert response.status_code in (200, 201, 204), f"{response.status_code}: {response.text}"

    def history(self, project: str, run: str, entity: str | None = None) -> list[dict]:
        """Every history row, in order of steps."""
        last = self.run(project, run, entity)["historyKeys"]["lastStep"]
        rows: list[dict] = []
        for step in range(0, last + 1, HISTORY_PAGE_STEPS):
            page = self.graphql(
                HISTORY_PAGE, entity=entity or self.user, project=project, run=run,
                minStep=step, maxStep=step + HISTORY_PAGE_STEPS, pageSize=HISTORY_PAGE_STEPS,
            )["project"]["run"]["history"]
            rows += [json.loads(row) for row in page]
        return rows

    def console(self, project: str, run: str, entity: str | None = None) -> list[dict]:
        """Every console line (`number`, `timestamp`, `level`, `label`, `line`), in order."""
        lines: list[dict] = []
        after: str | None = None
        while True:
            page = self.graphql(
                CONSOLE_PAGE, entity=entity or self.user, project=project, run=run, after=after
            )["project"]["run"]["logLines"]
            lines += [edge["node"] for edge in page["edges"]]
            if not page["pageInfo"]["hasNextPage"]:
                return lines
            after = page["pageInfo"]["endCursor"]
