"""Real mail servers on loopback for the tests: SMTP (aiosmtpd) with TLS, and a line that can be cut."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller


@dataclass
class Certificates:
    """A certificate authority of our own and a server's context."""

    server: ssl.SSLContext
    client: ssl.SSLContext
    cert_file: Path
    key_file: Path
    authority_pem: bytes


def make_certificates(folder: Path) -> Certificates:
    authority = trustme.CA()
    identity = authority.issue_cert("localhost", "127.0.0.1")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    identity.configure_cert(server)
    client = ssl.create_default_context()
    authority.configure_trust(client)
    cert, key = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(b"".join(blob.bytes() for blob in identity.cert_chain_pems))
    key.write_bytes(identity.private_key_pem.bytes())
    return Certificates(server, client, cert, key, authority.cert_pem.bytes())


@dataclass
class Mailbag:
    """What the server took: (recipients, raw message) in order. ``refuse`` holds addresses it turns away."""

    taken: list[tuple[list[str], bytes]] = field(default_factory=list)
    refuse: set[str] = field(default_factory=set)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuse:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.taken.append((list(envelope.rcpt_tos), envelope.original_content))
        return "250 taken"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def smtp_server(certificates: Certificates, bag: Mailbag) -> Iterator[int]:
    """An SMTP server with TLS from the first byte; gives its port."""
    controller = Controller(
        bag,
        hostname="127.0.0.1",
        port=free_port(),
        server_hostname="localhost",
        ssl_context=certificates.server,
        data_size_limit=2**27,
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


class CutLine:
    """A TCP relay before a server. Connection number n is cut after ``cuts[n]`` bytes from the client,
    or after ``answers[n]`` bytes from the server."""

    def __init__(self, port: int, cuts: dict[int, int], answers: dict[int, int] | None = None) -> None:
        self.target = port
        self.cuts = dict(cuts)
        self.answers = dict(answers or {})
        self.made = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open = True
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def cut(self) -> int:
        """How many connections were cut so far."""
        return self._cut

    _cut = 0

    def _accept(self) -> None:
        while self.open:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            number = self.made
            self.made += 1
            server = socket.create_connection(("127.0.0.1", self.target))
            threading.Thread(
                target=self._pump, args=(client, server, self.cuts.get(number)), daemon=True
            ).start()
            threading.Thread(
                target=self._pump, args=(server, client, self.answers.get(number)), daemon=True
            ).start()

    def _pump(self, source: socket.socket, sink: socket.socket, limit: int | None) -> None:
        passed = 0
        try:
            while data := source.recv(4096):
                if limit is not None and passed + len(data) > limit:
                    self._cut += 1
                    break
                sink.sendall(data)
                passed += len(data)
        except OSError:
            pass
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self.open = False
        self.listener.close()
