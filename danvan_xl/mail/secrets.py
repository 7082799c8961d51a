"""Passwords: from the environment or the system's keyring; never from files, arguments or logs."""

from __future__ import annotations

import os
import sys

from danvan_xl.mail.delivery import MailError

NO_PASSWORD = "no-password"


def ask_password(protocol: str, host: str, user: str) -> bool:
    """Let Windows' own box ask for the password, and keep it where :func:`password_for` looks.

    The program itself never shows or writes it. False where the person cancelled, or on another system.
    """
    if sys.platform != "win32":
        return False
    import keyring
    import pywintypes
    import win32cred

    target = _service(protocol, host)
    flags = win32cred.CREDUI_FLAGS_GENERIC_CREDENTIALS | win32cred.CREDUI_FLAGS_DO_NOT_PERSIST | win32cred.CREDUI_FLAGS_KEEP_USERNAME | win32cred.CREDUI_FLAGS_ALWAYS_SHOW_UI  # fmt: skip
    asked = {"MessageText": f"Mật khẩu hộp thư của {user} tại {host}", "CaptionText": "Dân vận"}
    try:
        _, password, _ = win32cred.CredUIPromptForCredentials(target, 0, user, "", False, flags, asked)
    except pywintypes.error:  # cancelled (ERROR_CANCELLED)
        return False
    if password:
        keyring.set_password(target, user, password)
    return bool(password)


def _service(protocol: str, host: str) -> str:
    return f"danvan-xl:{protocol}:{host}"


def password_for(protocol: str, host: str, user: str) -> str:
    """The password of ``user`` at ``host``. ``protocol`` is 'smtp' or 'imap'.

    ``DANVAN_SMTP_PASSWORD`` or ``DANVAN_IMAP_PASSWORD`` wins; else the keyring's entry of service
    ``danvan-xl:<protocol>:<host>``. Raises :class:`~danvan_xl.mail.delivery.MailError` when there is neither.
    """
    variable = f"DANVAN_{protocol.upper()}_PASSWORD"
    found = os.environ.get(variable)
    if found:
        return found
    service = _service(protocol, host)
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
        code=NO_PASSWORD,
    )
