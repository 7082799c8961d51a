"""Opening an issued plan whatever it is saved as, and saying kindly when it cannot be read."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from danvan_xl.documents.opening.copied import Copied, open_copied
from danvan_xl.documents.opening.read_pdf import scan
from danvan_xl.documents.text.content import FILE, Document
from danvan_xl.errors import InputError
from danvan_xl.files import scratch
from danvan_xl.libreoffice import convert, find_libreoffice
from danvan_xl.workbooks.opening import limits
from danvan_xl.workbooks.opening.book import read_bytes
from danvan_xl.workbooks.opening.package import Package
from danvan_xl.workbooks.opening.raw import UnreadableError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = (
    "Mở tệp bằng Word, chọn Tệp > Lưu thành (Save As) > Tài liệu Word (.docx), rồi nhập lại tệp .docx đó."
)


def open_document(path: Path) -> Document:
    """Read any supported document. Raises :class:`InputError` with what to do; codes ``missing``, ``encrypted``,
    ``scanned``, ``old-word``, ``not-supported``, ``unreadable``, ``empty``."""
    path = Path(path)
    if not path.exists():
        raise InputError(
            f"Không tìm thấy tệp “{path}”.",
            remedy="Kiểm tra lại đường dẫn và tên tệp.",
            file=path,
            code="missing",
        )
    if path.is_dir():
        raise InputError(
            f"“{path}” là thư mục.", remedy="Chỉ rõ tệp kế hoạch.", file=path, code="not-supported"
        )
    head = _checked(path)[:8]
    if not head:
        raise InputError(f"Tệp “{path.name}” rỗng.", remedy="Xin lại bản kế hoạch.", file=path, code="empty")
    suffix = path.suffix.lower()
    if head.startswith(b"%PDF"):
        document = _pdf(path)
    elif head.startswith(b"PK") and (suffix in (".docx", ".docm") or _is_word(path)):
        document = _docx(path)
    elif head.startswith(_OLE) and _is_encrypted(path):
        raise InputError(
            f"Tệp “{path.name}” có mật khẩu nên không đọc được.",
            remedy="Mở bằng Word, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu > Mã hóa bằng mật khẩu), lưu rồi nhập lại.",
            file=path,
            code="encrypted",
        )
    elif head.startswith(_OLE) or head.startswith(b"{\\rtf") or suffix in (".rtf", ".odt", ".doc"):
        document = _converted(path)
    elif suffix in (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".heic"):
        raise scan(path)
    elif suffix in (".html", ".htm", ".mht", ".mhtml"):
        document = _html(path)
    elif suffix in (".txt", ".md", ".markdown", ".text", ""):
        from danvan_xl.documents.opening.read_text import read_text

        document = read_text(path)
    else:
        raise InputError(
            f"Chưa đọc được loại tệp “{path.suffix}”.",
            remedy="Dùng bản .docx, .pdf (có chữ), .html, .txt hoặc .md của kế hoạch.",
            file=path,
            code="not-supported",
        )
    if not document.blocks and head.startswith(b"PK"):
        raise scan(path)  # a Word file of pictures
    if not document.blocks:
        raise InputError(
            f"Tệp “{path.name}” không có chữ nào.", remedy="Kiểm tra lại tệp.", file=path, code="empty"
        )
    return document


def _checked(path: Path) -> bytes:
    """The file's bytes, after the same look at a stranger's file as a workbook gets: no pipe, no bomb."""
    try:
        data = read_bytes(path, limits.MAIL_BYTES)
        if data.startswith(b"PK"):
            Package(data)
    except UnreadableError as error:
        if error.code == "too-large":
            raise InputError(
                f"“{path.name}” quá lớn nên không đọc được ({error.note}).",
                remedy="Xóa hình ảnh trong tệp rồi lưu lại, hoặc xin bản khác.",
                file=path,
                code="too-large",
            ) from error
        raise _broken(path) from error
    return data


def _is_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return "word/document.xml" in package.namelist()
    except zipfile.BadZipFile:
        return False


def _is_encrypted(path: Path) -> bool:
    import olefile

    try:
        with olefile.OleFileIO(path) as container:
            return bool(container.exists("EncryptedPackage"))
    except OSError:
        return False


def _broken(path: Path) -> InputError:
    return InputError(
        f"Tệp “{path.name}” hỏng hoặc không đúng định dạng nên không đọc được.",
        remedy="Mở thử bằng Word hoặc trình đọc PDF; nếu không mở được, xin lại bản gốc.",
        file=path,
        code="unreadable",
    )


def _docx(path: Path) -> Document:
    from docx.opc.exceptions import OpcError

    from danvan_xl.documents.opening.read_docx import read_docx

    try:
        return read_docx(path)
    except (
        OpcError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
    ) as error:  # lxml's is a SyntaxError
        raise _broken(path) from error


def _pdf(path: Path) -> Document:
    from pdfminer.pdfexceptions import PDFException
    from pdfplumber.utils.exceptions import PdfminerException

    from danvan_xl.documents.opening.read_pdf import read_pdf

    try:
        return read_pdf(path)
    except (PdfminerException, PDFException, ValueError, KeyError, TypeError) as error:
        raise _broken(path) from error


def _html(path: Path) -> Document:
    from lxml.etree import LxmlError

    from danvan_xl.documents.opening.read_html import read_html

    try:
        return read_html(path)
    except (LxmlError, ValueError) as error:
        raise _broken(path) from error


def open_documents(sources: Sequence[Path | Copied]) -> Document:
    """One plan in several files (text and appendix), in the order given: as if it stood in one."""
    first, *more = [open_copied(one) if isinstance(one, Copied) else open_document(one) for one in sources]
    for at, document in enumerate(more, 1):
        for block in document.blocks:
            block.number += at * FILE
            first.blocks.append(block)
    return first


def _converted(path: Path) -> Document:
    """Old Word, RTF, OpenDocument: through LibreOffice where it is installed."""
    program = find_libreoffice()
    if program is None:
        raise InputError(
            f"“{path.name}” là tệp Word kiểu cũ ({path.suffix or '.doc'}); máy này không có LibreOffice để chuyển.",
            remedy=_SAVE_AS,
            file=path,
            code="old-word",
        )
    made = convert(program, path.read_bytes(), path.suffix, "docx")
    if made is None:
        raise InputError(
            f"Không chuyển được “{path.name}” sang .docx bằng LibreOffice.",
            remedy=_SAVE_AS,
            file=path,
            code="old-word",
        )
    with scratch() as folder:
        copy = folder / f"{path.stem}.docx"
        copy.write_bytes(made)
        document = _docx(copy)
    document.name = path.name
    return document
