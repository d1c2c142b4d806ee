"""The recorded answers of the corpus are those of the installed graphql-core.

If this fails, run `python3 conformance/graphql/corpus.py` and look at what changed.
"""

import pytest

import corpus

FILES = sorted(path.name for path in corpus.CASES.glob("*.json"))


@pytest.fixture(scope="module")
def schema():
    return corpus.load_schema()


def test_every_group_is_recorded():
    assert FILES == sorted(path.name for path in corpus.EXPECTED.glob("*.json"))


@pytest.mark.parametrize("name", FILES)
def test_answers(schema, name):
    answers = corpus.answers(schema, corpus.CASES / name)
    assert corpus.text(answers) == (corpus.EXPECTED / name).read_text()


def test_schema_is_written_as_graphql_core_prints_it():
    assert corpus.printed_schema() == corpus.SCHEMA.read_text()
