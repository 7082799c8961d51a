"""What a file is, by its bytes: names lie (a renamed .pdf, an .xlsx called .xls, a form without any ending)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath


class Kind(StrEnum):
    """What is done with a file."""

    ZIP = "zip"
    """A zip: a workbook, or a container of files. Told apart by its entries."""
    OLE = "ole"
    """An old binary Office file: .xls, an encrypted workbook, an Outlook message."""
    MAIL = "mail"
    LOCK = "lock"
    SYSTEM = "system"
    PICTURE = "picture"
    DOCUMENT = "document"
    MAILBOX = "mailbox"
    """Many mails in one file (.mbox)."""
    TAR = "tar"
    """A tape archive, packed (.tar.gz) or not."""
    ARCHIVE = "archive"
    """A packed file that cannot be opened here (.rar, .7z)."""
    CARRIER = "carrier"
    """Something else that may carry a return and cannot be opened here: winmail.dat, a sealed mail, a link to a file."""
    NOTHING = "nothing"
    """Called a workbook, but none."""


_WORKBOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".xlt", ".ods", ".ots", ".et", ".csv", ".fods"})  # fmt: skip
_PICTURES = frozenset(
    ".png .jpg .jpeg .gif .bmp .tif .tiff .heic .heif .webp .svg .mp3 .mp4 .m4a .mov .avi .wav .3gp .wmv .ico .emf .wmf".split()  # noqa: SIM905
)
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db", "icon\r"})
_PACKED_ENDINGS = frozenset(
    ".rar .7z .gz .tgz .bz2 .tbz .tbz2 .xz .txz .zst .lz .lzma .lzh .lha .arj .ace .cab .iso .z .001 .r00".split()  # noqa: SIM905
)
_CARRIERS = frozenset(
    ".p7m .p7z .pgp .gpg .pst .ost .olm .emlx .rpmsg .url .lnk .webloc .desktop .gsheet .numbers .crdownload .part".split()  # noqa: SIM905
)
_TNEF = b"\x78\x9f\x3e\x22"
_TAR_AT, _TAR = 257, b"ustar"
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"MSCF")
_MAIL_STARTS = (b"received:", b"return-path:", b"delivered-to:", b"from:", b"to:", b"subject:", b"date:", b"message-id:",
                b"mime-version:", b"content-type:", b"x-", b"from ", b"dkim-signature:", b"arc-", b"authentication-results:",
                b"reply-to:", b"cc:", b"bcc:", b"sender:", b"importance:", b"thread-topic:", b"thread-index:")  # fmt: skip


def by_name(path: str) -> Kind | None:
    """What the name alone settles, before the file is opened: lock files and the system's own."""
    name = PurePosixPath(path.rpartition("!")[2]).name
    lower = name.lower()
    if name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#")) or name.startswith("._"):
        return Kind.LOCK if not name.startswith("._") else Kind.SYSTEM
    if lower in _SYSTEM_NAMES or lower.startswith(".danvan-") or "__MACOSX" in path or lower == ".gitkeep":
        return Kind.SYSTEM
    return None


def by_content(path: str, start: bytes) -> Kind:
    """What the first bytes say; the name decides only where they say nothing. ``start``: up to 8 KB."""
    ending = PurePosixPath(path.rpartition("!")[2]).suffix.lower()
    if ending == ".numbers" and start:
        return Kind.CARRIER
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return Kind.ZIP
    if start[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return Kind.OLE
    if ending in _WORKBOOK_ENDINGS:
        return Kind.NOTHING
    if ending == ".p7m" and start[:200].lower().lstrip().startswith(b"content-type: multipart/"):
        return Kind.MAIL  # how Outlook keeps a mail that is signed in the clear
    if start[:4] == _TNEF or (ending in _CARRIERS and start):
        return Kind.CARRIER
    if ending in (".tar", ".tgz", ".tbz", ".tbz2", ".txz") or start[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        return Kind.TAR
    if start.startswith(_ARCHIVES) or (ending in _PACKED_ENDINGS and start):
        return Kind.TAR if path.lower().endswith((".tar.gz", ".tar.bz2", ".tar.xz")) else Kind.ARCHIVE
    if ending == ".zip":
        return Kind.ZIP
    if ending in (".mbox", ".mbx") or (
        ending in ("", ".txt") and start.startswith(b"From ") and looks_like_mail(start)
    ):
        return Kind.MAILBOX
    if ending == ".xml" and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return Kind.NOTHING
    if ending in (".eml", ".mht", ".mhtml") or (ending in ("", ".txt") and looks_like_mail(start)):
        return Kind.MAIL
    if ending == ".msg":
        return Kind.OLE
    return Kind.PICTURE if ending in _PICTURES else Kind.DOCUMENT


def looks_like_mail(start: bytes) -> bool:
    """Whether a file without a telling name begins with several mail headers."""
    lines = [line.lower() for line in start[:4096].splitlines()[:30]]
    return sum(line.startswith(_MAIL_STARTS) for line in lines) >= 3
