"""Mails as files: .eml (any MIME dress) and Outlook's .msg. Date, sender and attachments; nothing is trusted.

Names of attachments come as encoded words, as RFC 2231 pieces, as raw bytes of an old code page, or not at
all. They are only ever shown.
"""

from __future__ import annotations

import email
import email.policy
import email.utils
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from email.header import decode_header, make_header
from email.message import Message

from msgspec import Struct, field

from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.raw import UnreadableError

_SHORT_NAME = 0x3704  # PidTagAttachFilename: the 8.3 name, where the long one is missing


class Letter(Struct):
    """A mail. ``sent`` as its Date header says (with a zone where it gives one), else the time of delivery."""

    sent: datetime | None = None
    sender: str = ""
    subject: str = ""
    message_id: str = ""
    attachments: list[tuple[str, bytes | UnreadableError]] = field(default_factory=list)
    """Names and contents; for one that cannot be taken out, why."""


def read_eml(data: bytes) -> Letter:
    """Read an RFC 5322 message. Raises UnreadableError when it is none."""
    try:
        message = email.message_from_bytes(data.lstrip(b"\r\n"), policy=email.policy.compat32)
        letter = Letter(
            _date(message),
            _words(message.get("From", "")),
            _words(message.get("Subject", "")),
            str(message.get("Message-ID", "")).strip(),
        )
        letter.attachments = list(_attachments(message))
        if len(letter.attachments) > limits.MEMBERS:
            raise UnreadableError("too-large", f"thư có {len(letter.attachments)} tệp đính kèm")
    except RecursionError as error:
        raise UnreadableError("corrupt", "thư lồng nhau quá nhiều lớp") from error
    if not message.keys():
        raise UnreadableError("corrupt", "không phải thư")
    return letter


def _date(message: Message) -> datetime | None:
    """Date; else the time on the newest Received line (after its last ';')."""
    texts = [message.get("Date")]
    texts += [str(line).rpartition(";")[2] for line in message.get_all("Received", [])[:1]]
    for text in texts:
        if text:
            try:
                return email.utils.parsedate_to_datetime(str(text).strip())
            except (TypeError, ValueError, IndexError):
                continue
    return None


_CUT = {
    "message/partial": "thư bị cắt thành nhiều phần",
    "message/external-body": "tệp không nằm trong thư, chỉ có địa chỉ",
}
_SEALED = {
    "multipart/encrypted": "thư mã hóa",
    "application/pkcs7-mime": "thư ký số hoặc mã hóa kiểu đóng gói",
    "application/x-pkcs7-mime": "thư ký số hoặc mã hóa kiểu đóng gói",
}


def _attachments(message: Message) -> Iterator[tuple[str, bytes | UnreadableError]]:
    """Leaves that are files: named, or of a kind that is no text of the letter. Forwarded mails are walked into."""
    for part in message.walk():
        name = part_name(part)
        kind = part.get_content_type()
        told = _CUT.get(kind) or _SEALED.get(kind)
        if told:
            yield name or f"khong-ten.{kind.rpartition('/')[2]}", UnreadableError("carrier-unsupported", told)
        if part.is_multipart() or told:
            continue
        if not name and (kind.startswith("text/") or part.get_content_maintype() in ("message", "multipart")):
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and (payload or name):
            yield name or f"khong-ten.{kind.rpartition('/')[2][:8]}", payload


def part_name(part: Message) -> str:
    """An attachment's name in NFC, '' when it has none."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        value = _readable(part, header).get_param(parameter, None, header)
        if value is None:
            continue
        if isinstance(value, tuple):  # RFC 2231: charset, language, text
            charset, _, text = value
            try:
                raw = text.encode("latin-1", "surrogateescape")
                return _tidy(raw.decode(charset or "utf-8", "replace"))
            except (LookupError, UnicodeEncodeError):
                return _tidy(text)
        return _tidy(_words(value))
    return ""


def _readable(part: Message, header: str) -> Message:
    """``part``, or a stand-in with that one header where it holds raw bytes, which ``get_param`` would lose."""
    raw = next((text for name, text in part.raw_items() if name.lower() == header), "")
    if str(raw).isascii():
        return part
    stand_in = Message()
    stand_in[header] = _words(raw)
    return stand_in


def _words(value: object) -> str:
    """Encoded words decoded; raw bytes as UTF-8, else as the Vietnamese code page."""
    text = str(value)
    try:
        raw = text.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        raw = b""
    if raw and not raw.isascii():
        for charset in ("utf-8", "cp1258"):
            try:
                return _tidy(raw.decode(charset))
            except UnicodeDecodeError:
                continue
        return _tidy(raw.decode("latin-1"))
    if "=?" not in text:
        return _tidy(text)
    try:
        return _tidy(str(make_header(decode_header(text.replace("\r", "").replace("\n", "")))))
    except (LookupError, ValueError, UnicodeError):
        return _tidy(text)


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in text if c.isprintable())).strip()


def read_msg(data: bytes) -> Letter:
    """Read an Outlook message. Raises UnreadableError when it is none."""
    import io

    from oxmsg import Message as OutlookMessage

    try:
        message = OutlookMessage.load(io.BytesIO(data))
        letter = Letter(message.sent_date, _tidy(message.sender or ""), _tidy(message.subject or ""))
        letter.message_id = str((message.message_headers or {}).get("Message-ID", "")).strip()
        if letter.sent is None:
            letter.sent = _msg_time(message)
        for index, item in enumerate(message.attachments, start=1):
            name = item.file_name or item.properties.str_prop_value(_SHORT_NAME) or f"khong-ten-{index}"
            letter.attachments.append((_tidy(name), _content(item)))
    except Exception as error:  # oxmsg and olefile raise many kinds on damaged files
        raise UnreadableError("corrupt", "thư Outlook bị hỏng") from error
    return letter


_EMBEDDED = 5
_METHOD = 0x3705  # PidTagAttachMethod


def _content(item) -> bytes | UnreadableError:  # type: ignore[no-untyped-def]
    """An attachment's bytes; a mail in the mail or a link to a file has none of its own."""
    content = item.file_bytes
    if content is None:
        method = item.properties.int_prop_value(_METHOD)
        told = "thư lồng trong thư" if method == _EMBEDDED else "tệp không nằm trong thư, chỉ có địa chỉ"
        return UnreadableError("carrier-unsupported", told)
    return bytes(content)


def _msg_time(message) -> datetime | None:  # type: ignore[no-untyped-def]
    """PidTagMessageDeliveryTime: when it came in, for a mail without a time of sending."""
    moment = message.properties.date_prop_value(0x0E06)
    return moment if isinstance(moment, datetime) else None
