"""Three ways out: .eml drafts in a folder, an SMTP server over TLS, drafts in Outlook on Windows."""

from __future__ import annotations

import dataclasses
import re
import select
import smtplib
import socket
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct, field

from danvan_xl.errors import DanvanError
from danvan_xl.files import make_folder, write_atomically
from danvan_xl.mail.compose import KEY_HEADER, Draft


class MailError(DanvanError):
    """The mail server or mail program cannot be used; nothing more is sent in this run."""

    code = "mail-failed"


class UncertainDeliveryError(Exception):
    """The line broke after the whole message had left and before the server answered."""


class Outcome(Struct, frozen=True):
    """What became of one message. ``refused`` maps an address to the server's words."""

    accepted: bool
    refused: dict[str, str] = field(default_factory=dict)
    detail: str = ""


class Delivery(Protocol):
    """A way out."""

    leaves_machine: bool
    """Whether a message cannot be called back: then the journal decides what is sent."""

    def deliver(self, draft: Draft, message: EmailMessage, leaving: Callable[[], object]) -> Outcome:
        """Send or store one message; call ``leaving`` just before it can no longer be called back."""

    def close(self) -> None:
        """Let go of the server."""


class EmlFolder:
    """Messages as ``.eml`` files marked unsent, so that Outlook and Thunderbird open them as drafts."""

    leaves_machine = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make_folder(folder)

    def deliver(self, draft: Draft, message: EmailMessage, leaving: Callable[[], object]) -> Outcome:
        path = self.folder / (eml_name(draft) + ".eml")
        if path.exists() and f"{KEY_HEADER}: {draft.key}".encode() in path.read_bytes()[:4096]:
            return Outcome(True, detail=f"{path.name} (đã có)")
        message["X-Unsent"] = "1"
        write_atomically(
            path, lambda temporary: temporary.write_bytes(message.as_bytes(policy=SMTP)) and None
        )
        return Outcome(True, detail=path.name)

    def close(self) -> None:
        return


def eml_name(draft: Draft) -> str:
    """A safe file name for a draft: the unit's code and name."""
    text = f"{draft.unit} {draft.unit_name}".strip() or "thu"
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]+', "-", text)[:80].rstrip(". ")


@dataclasses.dataclass(frozen=True, slots=True)
class SmtpSettings:
    """How to reach the server. ``security`` is 'starttls' or 'ssl'; plain text is not offered."""

    host: str
    port: int
    user: str = ""
    password: str = dataclasses.field(default="", repr=False)
    security: str = "starttls"
    timeout: float = 60.0
    attempts: int = 4


_END_OF_DATA = b"\r\n.\r\n"
_LOOK = 0.1
"""Seconds of that look. It costs a hundred messages ten seconds and spares a person most riddles."""


class _NotingSmtp(smtplib.SMTP):
    """SMTP that knows whether the last byte of a message has left while its answer has not come."""

    awaiting_verdict = False
    leaving: Callable[[], object] = staticmethod(lambda: None)

    def send(self, s: Any) -> None:
        if isinstance(s, bytes) and s.endswith(_END_OF_DATA):
            # A message ends with a line of one dot: until that has gone, no server may keep it (RFC 5321, 4.1.1.4).
            super().send(s[: -len(_END_OF_DATA)])
            if self._line_is_broken():
                raise smtplib.SMTPServerDisconnected("the line broke before the message's last byte")
            self.leaving()
            self.awaiting_verdict = True
            super().send(_END_OF_DATA)
        else:
            super().send(s)

    def _line_is_broken(self) -> bool:
        """Look whether the server hung up while the body was on its way.

        The body may still lie in this machine's buffers when ``send`` returns; a short look before the
        last byte turns most broken lines from "nobody knows" into "certainly not taken". A server has
        nothing to say at this point, so anything to read means the end.
        """
        if self.sock is None:
            return True
        readable, _, _ = select.select([self.sock], [], [], _LOOK)
        return bool(readable)

    def getreply(self) -> tuple[int, bytes]:
        reply = super().getreply()
        self.awaiting_verdict = False
        return reply


class _NotingSmtpSsl(_NotingSmtp, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class SmtpServer:
    """An SMTP server, always over TLS. A broken line is mended and the message sent again only
    when the server cannot have taken it."""

    leaves_machine = True

    def __init__(self, settings: SmtpSettings, context: ssl.SSLContext | None = None) -> None:
        self.settings = settings
        self.context = context or ssl.create_default_context()
        self._server: _NotingSmtp | None = None

    def deliver(self, draft: Draft, message: EmailMessage, leaving: Callable[[], object]) -> Outcome:
        """Raises :class:`UncertainDeliveryError`, or :class:`MailError` when the server cannot be reached."""
        last: Exception | None = None
        for _ in range(self.settings.attempts):
            server = self._connected()
            server.leaving = leaving
            try:
                refused = server.send_message(message, to_addrs=list(draft.to))
                return Outcome(True, {address: _words(reply) for address, reply in refused.items()})
            except smtplib.SMTPRecipientsRefused as error:
                server.rset()
                return Outcome(
                    False,
                    {a: _words(reply) for a, reply in error.recipients.items()},
                    "mọi địa chỉ bị từ chối",
                )
            except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
                self._drop()
                if 400 <= error.smtp_code < 500:
                    last = error  # "try again later": the message was not taken
                    continue
                return Outcome(False, {}, _words((error.smtp_code, error.smtp_error)))
            except (smtplib.SMTPServerDisconnected, OSError) as error:
                awaiting = server.awaiting_verdict
                self._drop()
                if awaiting:
                    raise UncertainDeliveryError(str(error)) from error
                last = error
        raise MailError(
            f"Máy chủ thư {self.settings.host} liên tục ngắt giữa chừng.",
            remedy="Chờ ít phút rồi chạy lại lệnh; các thư đã gửi không bị gửi lần nữa.",
        ) from last

    def _connected(self) -> _NotingSmtp:
        if self._server is not None:
            return self._server
        s = self.settings
        try:
            if s.security == "ssl":
                server: _NotingSmtp = _NotingSmtpSsl(s.host, s.port, timeout=s.timeout, context=self.context)
            else:
                server = _NotingSmtp(s.host, s.port, timeout=s.timeout)
                server.starttls(context=self.context)
                server.ehlo()
            if s.user:
                server.login(s.user, s.password)
        except smtplib.SMTPAuthenticationError as error:
            raise MailError(
                "Máy chủ thư không chấp nhận tên đăng nhập hoặc mật khẩu.",
                remedy="Kiểm tra mật khẩu (nhiều hộp thư cần “mật khẩu ứng dụng”), lưu lại bằng biến DANVAN_SMTP_PASSWORD hoặc keyring.",
            ) from error
        except ssl.SSLError as error:
            raise MailError(
                f"Không lập được kết nối an toàn (TLS) tới {s.host}:{s.port}.",
                remedy="Kiểm tra tên máy chủ, cổng (465 cho SSL, 587 cho STARTTLS) và ngày giờ của máy.",
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailError(
                f"Máy chủ {s.host}:{s.port} không hỗ trợ TLS nên không gửi (mật khẩu và số liệu sẽ bị lộ).",
                remedy="Dùng cổng có TLS (465 hoặc 587), hoặc xuất thư nháp .eml bằng --eml-dir.",
            ) from error
        except (OSError, socket.gaierror, smtplib.SMTPException) as error:
            raise MailError(
                f"Không kết nối được máy chủ thư {s.host}:{s.port}.",
                remedy="Kiểm tra mạng, tên máy chủ và cổng rồi chạy lại; các thư đã gửi không bị gửi lần nữa.",
            ) from error
        self._server = server
        return server

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def close(self) -> None:
        if self._server is not None:
            try:
                self._server.quit()
            except (smtplib.SMTPException, OSError):
                self._server.close()
            self._server = None


def _words(reply: tuple[int, bytes | str]) -> str:
    code, text = reply
    return f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"


class OutlookDrafts:
    """Drafts in the Outlook of this Windows user; she looks at them and presses Send herself."""

    leaves_machine = True

    def __init__(self) -> None:
        try:
            import win32com.client  # comes with xlwings on Windows

            self.outlook = win32com.client.Dispatch("Outlook.Application")
        except Exception as error:  # com_error, ImportError: both mean no usable Outlook
            raise MailError(
                "Máy này không có Outlook để tạo thư nháp.",
                remedy="Dùng --eml-dir để xuất thư nháp .eml, hoặc --smtp để gửi thẳng.",
                code="no-outlook",
            ) from error

    def deliver(self, draft: Draft, message: EmailMessage, leaving: Callable[[], object]) -> Outcome:
        item = self.outlook.CreateItem(0)
        item.To = "; ".join(draft.to)
        item.Subject = draft.subject
        item.Body = draft.body
        for path in draft.attachments:
            item.Attachments.Add(str(path.resolve()))
        leaving()
        item.Save()
        return Outcome(True, detail="thư nháp trong Outlook")

    def close(self) -> None:
        return
