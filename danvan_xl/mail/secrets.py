"""Passwords: from the environment or the system's keyring; never from files, arguments or logs."""

from __future__ import annotations

import os

from danvan_xl.mail.delivery import MailError


def password_for(protocol: str, host: str, user: str) -> str:
    """The password of ``user`` at ``host``. ``protocol`` is 'smtp' or 'imap'.

    ``DANVAN_SMTP_PASSWORD`` or ``DANVAN_IMAP_PASSWORD`` wins; else the keyring's entry of service
    ``danvan-xl:<protocol>:<host>``. Raises :class:`~danvan_xl.mail.delivery.MailError` when there is neither.
    """
    variable = f"DANVAN_{protocol.upper()}_PASSWORD"
    found = os.environ.get(variable)
    if found:
        return found
    service = f"danvan-xl:{protocol}:{host}"
    try:
        import keyring

        found = keyring.get_password(service, user)
    except Exception:  # no keyring on this machine (keyring.errors.NoKeyringError) or it is locked
        found = None
    if found:
        return found
    raise MailError(
        f"Chưa có mật khẩu của {user} tại {host}.",
        remedy=f"Lưu một lần bằng lệnh: keyring set {service} {user} ; hoặc đặt biến môi trường {variable}.",
        code="no-password",
    )
