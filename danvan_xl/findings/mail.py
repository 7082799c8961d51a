"""Catalogue of findings about sending and collecting by mail."""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity

KINDS: tuple[FindingKind, ...] = (
    FindingKind(
        "mail-no-address",
        Severity.WARNING,
        "Đơn vị chưa có thư điện tử",
        "{unit_name}: chưa có địa chỉ thư nên không gửi được.",
        "Điền cột “Thư điện tử” của trang “Đơn vị”, hoặc gửi tệp cho đơn vị bằng cách khác.",
    ),
    FindingKind(
        "mail-bad-address",
        Severity.WARNING,
        "Địa chỉ thư viết sai",
        "{unit_name}: “{value}” không phải địa chỉ thư điện tử.",
        "Sửa cột “Thư điện tử” của trang “Đơn vị” rồi chạy lại; thư đã gửi không bị gửi lần nữa.",
    ),
    FindingKind(
        "mail-unknown-file",
        Severity.WARNING,
        "Tệp không phải phiếu của kế hoạch này",
        "“{value}” không phải phiếu báo cáo của đơn vị nào trong kế hoạch nên không gửi.",
        "Chuyển tệp ra khỏi thư mục, hoặc phát hành lại phiếu bằng lệnh issue.",
    ),
    FindingKind(
        "mail-form-missing",
        Severity.WARNING,
        "Đơn vị không có phiếu trong thư mục",
        "{unit_name}: không thấy phiếu trong thư mục nên chưa gửi.",
        "Phát hành phiếu cho đơn vị này bằng lệnh issue --units {value} rồi gửi lại.",
    ),
    FindingKind(
        "mail-refused",
        Severity.ERROR,
        "Máy chủ từ chối địa chỉ",
        "{unit_name}: máy chủ không nhận thư tới {value} ({words}).",
        "Kiểm tra địa chỉ trong trang “Đơn vị”, sửa rồi chạy lại lệnh send.",
    ),
    FindingKind(
        "mail-uncertain",
        Severity.ERROR,
        "Không rõ thư đã đi chưa",
        "{unit_name}: mạng đứt đúng lúc chờ máy chủ trả lời, không rõ thư đã đi hay chưa.",
        "Xem hộp “Đã gửi” hoặc hỏi đơn vị; nếu chưa nhận được, chạy lại với --resend {value}.",
    ),
    FindingKind(
        "mail-attachment-refused",
        Severity.ERROR,
        "Tệp đính kèm không lấy được",
        "Thư của {sender}: không lấy tệp “{value}” ({words}).",
        "Đề nghị đơn vị gửi lại tệp .xlsx, không nén nhiều lớp, dưới {limit} MB.",
    ),
    FindingKind(
        "mail-unreadable",
        Severity.ERROR,
        "Thư không đọc được",
        "Không đọc được thư “{value}” ({words}).",
        "Mở thư bằng chương trình thư, lưu tệp đính kèm vào thư mục phiếu.",
    ),
    FindingKind(
        "mail-no-attachment",
        Severity.INFO,
        "Thư không có phiếu",
        "Thư “{value}” của {sender} không có tệp đính kèm nào là phiếu báo cáo.",
        "Nếu đơn vị gửi liên kết tới tệp trên mạng, tải tệp đó về thư mục phiếu.",
    ),
)
