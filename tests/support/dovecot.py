"""A real IMAP server (Dovecot) on loopback with TLS, for one test session.

Mail lies in a Maildir that the test fills before the server reads it. Dovecot drops root for mail
access, so the folder belongs to the user "nobody" when the tests run as root.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.mailservers import Certificates, free_port

USER, PASSWORD = "noivu", "mat-khau-thu"

_CONFIG = """
base_dir = {base}/run
log_path = {base}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{cert}
ssl_key = <{key}
mail_location = maildir:{maildir}
first_valid_uid = 1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
auth_mechanisms = plain
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={maildir}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
mail_max_userip_connections = 50
"""


@dataclass
class Imap:
    """A running server. ``maildir`` is where messages lie."""

    port: int
    maildir: Path

    def deliver(self, raw: bytes, name: str) -> None:
        """Put a message into the mailbox, as a delivery agent would."""
        target = self.maildir / "new" / name
        target.write_bytes(raw)
        _give_to_mail_user(target)

    def flags(self) -> list[str]:
        """Every message's file name with its flags: a mailbox that was only read keeps them."""
        return sorted(
            p.name.partition(":2,")[2] for folder in ("new", "cur") for p in (self.maildir / folder).iterdir()
        )


def _mail_user() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())


def _give_to_mail_user(path: Path) -> None:
    if os.getuid() == 0:
        user = _mail_user()
        os.chown(path, user.pw_uid, user.pw_gid)


@contextlib.contextmanager
def dovecot(folder: Path, certificates: Certificates) -> Iterator[Imap]:
    """Start Dovecot in ``folder`` (which must not lie too deep: socket paths are short)."""
    program = shutil.which("dovecot") or ("/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else None)
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Dovecot is needed under CI")
        pytest.skip("Dovecot is not installed")
    folder.chmod(0o755)
    maildir = folder / "Maildir"
    for part in ("cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
    (folder / "run").mkdir()
    for path in (maildir, *maildir.iterdir()):
        _give_to_mail_user(path)
    user, me = _mail_user(), pwd.getpwuid(os.getuid())
    as_root = os.getuid() == 0
    port = free_port()
    config = folder / "dovecot.conf"
    config.write_text(
        _CONFIG.format(
            base=folder, cert=certificates.cert_file, key=certificates.key_file, maildir=maildir, password=PASSWORD,
            internal="dovecot" if as_root else me.pw_name, login="dovenull" if as_root else me.pw_name,
            group="dovecot" if as_root else str(me.pw_gid), uid=user.pw_uid, gid=user.pw_gid, port=port,
        )
    )  # fmt: skip
    server = subprocess.Popen(
        [program, "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _await(port, server, folder / "dovecot.log")
        yield Imap(port, maildir)
    finally:
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()
        server.wait()


def _await(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        if server.poll() is not None:
            assert server.stderr is not None
            pytest.fail(
                f"Dovecot did not start: {server.stderr.read().decode()} {log.read_text() if log.exists() else ''}"
            )
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    pytest.fail("Dovecot does not answer")
