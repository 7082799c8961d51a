"""Documents that cannot be used: a clear sentence, a code, what to do; never a traceback or a half-read plan."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from danvan_xl.documents import import_plan
from danvan_xl.errors import InputError
from tests.documents.printing import write_docx
from tests.documents.synthetic import TABLE_COMMUNE


def _refused(path: Path, **options: int) -> InputError:
    with pytest.raises(InputError) as caught:
        import_plan(path, **options)
    assert caught.value.remedy
    assert caught.value.file == str(path)
    return caught.value


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert _refused(tmp_path / "khong-co.docx").code == "missing"
    assert _refused(tmp_path).code == "not-supported"


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "rong.pdf"
    path.write_bytes(b"")
    assert _refused(path).code == "empty"


@pytest.mark.parametrize("name", ["hong.docx", "hong.pdf"])
def test_a_broken_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes((b"%PDF-1.7\n" if name.endswith("pdf") else b"PK\x03\x04") + b"\x00rubbish" * 50)
    assert _refused(path).code == "unreadable"


def test_a_word_file_cut_short(tmp_path: Path) -> None:
    whole = write_docx(TABLE_COMMUNE, tmp_path / "ca.docx").read_bytes()
    path = tmp_path / "cut.docx"
    path.write_bytes(whole[: len(whole) // 2])
    assert _refused(path).code == "unreadable"


def test_a_kind_of_file_that_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "bang.csv"
    path.write_bytes(b"a;b" * 100)
    assert _refused(path).code == "not-supported"


def test_a_scanned_pdf(tmp_path: Path) -> None:
    path = tmp_path / "quet.pdf"
    path.write_bytes(_pdf_with_a_picture())
    error = _refused(path)
    assert error.code == "scanned" and "bản quét" in error.message


def test_a_page_that_is_a_picture_among_others_is_known(tmp_path: Path) -> None:
    from danvan_xl.documents.opening.read_pdf import read_pdf

    text = b"BT /F 12 Tf 40 700 Td (" + b"Ke hoach cong tac dan van nam " * 6 + b") Tj ET"
    picture = b"q 500 0 0 700 40 40 cm /I Do Q"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F 7 0 R >> /XObject << /I 8 0 R >> >> >>"
    path = tmp_path / "lan-lon.pdf"
    path.write_bytes(
        _pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
                page % 5,
                page % 6,
                b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
                b"<< /Length %d >>\nstream\n%s\nendstream" % (len(picture), picture),
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x00\nendstream",
            ]
        )
    )
    assert read_pdf(path).scanned == [2]


def test_pictures_of_a_plan(tmp_path: Path) -> None:
    import docx

    picture = tmp_path / "chup.jpg"
    picture.write_bytes(b"\xff\xd8\xff" + b"0" * 100)
    assert "nhận dạng chữ" in _refused(picture).remedy
    word = tmp_path / "anh.docx"
    docx.Document().save(str(word))
    assert _refused(word).code == "scanned"


def test_a_pdf_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "mat-khau.pdf"
    path.write_bytes(_encrypted_pdf())
    assert _refused(path).code == "encrypted"


def test_a_word_file_with_a_password(tmp_path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = write_docx(TABLE_COMMUNE, tmp_path / "ro.docx")
    path = tmp_path / "khoa.docx"
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt("bi mat", target)
    assert _refused(path).code == "encrypted"


@pytest.mark.parametrize(
    "text",
    [
        "BÁO CÁO\nKết quả công tác dân vận năm 2024\nI. KẾT QUẢ\n1. Đã tổ chức 5 cuộc đối thoại.\nII. NHIỆM VỤ\n1. Tiếp tục.\nIII. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Theo dõi.\n",
        "Biên bản họp thôn ngày 5 tháng 3 năm 2025\nThành phần: ông A, bà B.\nNội dung: bàn việc làm đường.\n",
        "a\n",
    ],
)
def test_a_document_that_is_no_plan(tmp_path: Path, text: str) -> None:
    path = tmp_path / "khac.txt"
    path.write_text(text, encoding="utf-8")
    assert _refused(path).code == "not-a-plan"


def test_two_tables_ask_which(tmp_path: Path) -> None:
    path = tmp_path / "hai-bang.docx"
    write_docx(TABLE_COMMUNE, path)
    import docx

    document = docx.Document(str(path))
    table = document.add_table(0, 4)
    for row in (
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
        ("1", "Việc khác", "Công an xã", "Quý IV/2025"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    error = _refused(path)
    assert error.code == "two-tables" and "--table" in error.remedy
    assert len(import_plan(path, table=1).master.tasks) == 10
    assert [t.text for t in import_plan(path, table=2).master.tasks] == ["Việc khác"]
    assert len(import_plan(path, table=0).master.tasks) == 11
    assert _refused(path, table=3).code == "two-tables"


def test_a_table_torn_to_columns_is_refused_rather_than_lost(tmp_path: Path) -> None:
    path = tmp_path / "xao-tron.txt"
    path.write_text(
        "KẾ HOẠCH\nCông tác dân vận năm 2025\nI. NỘI DUNG\n1. Thực hiện theo bảng kèm theo năm 2025.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Theo dõi.\n\nTT\n1\n2\n\nNhiệm vụ\nViệc một\nViệc hai\n\n"
        "Cơ quan chủ trì\nPhòng Kinh tế\nCông an xã\n\nThời gian\nQuý I\nQuý II\n",
        encoding="utf-8",
    )
    assert _refused(path).code == "table-scrambled"


def test_a_table_squashed_to_one_paragraph_is_refused_rather_than_lost(tmp_path: Path) -> None:
    import docx

    from tests.documents.printing import write_docx
    from tests.documents.synthetic import TABLE_COMMUNE

    document = docx.Document(str(write_docx(TABLE_COMMUNE, tmp_path / "ke-hoach.docx")))
    table = document.tables[-1]
    document.add_paragraph("".join(cell.text for row in table.rows for cell in row.cells))
    table._tbl.getparent().remove(table._tbl)
    document.save(str(tmp_path / "ke-hoach.docx"))
    with pytest.raises(InputError, match="xáo trộn") as caught:
        import_plan(tmp_path / "ke-hoach.docx")
    assert caught.value.code == "table-scrambled"


def test_a_plan_without_any_year(tmp_path: Path) -> None:
    path = tmp_path / "khong-nam.txt"
    path.write_text(
        "KẾ HOẠCH\nCông tác dân vận\nI. NỘI DUNG\n1. Đối thoại với người dân.\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Theo dõi.\n",
        encoding="utf-8",
    )
    assert _refused(path).code == "no-year"


def _pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    body = b"%PDF-1.4\n"
    offsets = []
    for number, data in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )


def _pdf_with_a_picture() -> bytes:
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x00\nendstream"
    content = b"<< /Length 29 >>\nstream\nq 500 0 0 700 40 40 cm /I Do Q\nendstream"
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
            content,
            picture,
        ]
    )


def _encrypted_pdf() -> bytes:
    """Standard security handler, revision 2, with owner and user entries that no empty password fits."""
    encryption = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >> /ID [<%s> <%s>]" % (
        b"41" * 32,
        b"42" * 32,
        b"43" * 16,
        b"43" * 16,
    )
    return _pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        ],
        encryption,
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files there")
@pytest.mark.parametrize("ending", ["docx", "pdf", "txt"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path, ending):
    pipe = tmp_path / f"kế hoạch.{ending}"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="hỏng"):
        import_plan(pipe)
