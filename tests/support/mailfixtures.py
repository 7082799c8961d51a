"""Fixtures: mail servers. Loaded for every test as a plugin of ``tests/conftest.py``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.mailservers import Certificates, Mailbag, make_certificates, smtp_server


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def bag() -> Mailbag:
    return Mailbag()


@pytest.fixture
def smtp_port(certificates: Certificates, bag: Mailbag) -> Iterator[int]:
    with smtp_server(certificates, bag) as port:
        yield port
