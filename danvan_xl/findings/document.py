"""Catalogue of findings about an issued plan read from Word, PDF or text.

Facts that the templates use: ``{value}`` the words in question, ``{where}`` where they stand, ``{note}`` particulars.
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

KINDS: tuple[FindingKind, ...] = (
    FindingKind(
        "document-fact-missing", _I, "Văn bản không ghi",
        "Không thấy {value} trong văn bản{note}.",
        "Ghi bổ sung ở trang tính “Kế hoạch” nếu cần.",
        like={"value": "người ký"},
    ),
    FindingKind(
        "document-span-inferred", _W, "Thời gian của kế hoạch là suy ra",
        "Văn bản không ghi rõ kế hoạch của thời gian nào; tạm hiểu là {value}.",
        "Kiểm tra “Từ ngày”, “Đến ngày” ở trang tính “Kế hoạch”: mọi hạn của nhiệm vụ tính theo đó.",
        like={"value": "01/01/2025 - 31/12/2025"},
    ),
    FindingKind(
        "document-number-blank", _I, "Chưa có số văn bản",
        "Số, ký hiệu của kế hoạch để trống{note}.",
        "Ghi số ở trang tính “Kế hoạch” khi văn bản đã phát hành.",
    ),
    FindingKind(
        "document-group-empty", _W, "Nhóm đơn vị chưa có thành viên",
        "Văn bản giao việc cho “{value}” ({note}) nhưng không kể tên từng đơn vị.",
        "Ghi từng đơn vị thuộc nhóm này vào trang tính “Đơn vị” (đúng “Loại đơn vị”); chương trình không tự đặt tên.",
        like={"value": "các trường học", "note": "NV03, NV07"},
    ),
    FindingKind(
        "document-group-partial", _I, "Nhóm đơn vị có thể còn thiếu",
        "“{value}” hiện được hiểu là: {note}.",
        "Kiểm tra trang tính “Đơn vị”: thêm những đơn vị thuộc nhóm này mà văn bản không kể tên.",
        like={"value": "các phòng chuyên môn", "note": "Phòng Kinh tế, Phòng Văn hóa - Xã hội"},
    ),
    FindingKind(
        "document-unit-unknown", _W, "Chưa rõ đơn vị",
        "Không xác định được đơn vị “{value}” ({note}).",
        "Ghi đơn vị này vào trang tính “Đơn vị”, hoặc sửa lại tên ở trang tính “Nhiệm vụ”.",
        like={"value": "Ban Quản lý chợ", "note": "NV03"},
    ),
    FindingKind(
        "document-unit-guessed", _W, "Tên đơn vị viết sai chính tả",
        "“{value}” ({note}) được hiểu là “{unit_name}”.",
        "Nếu không đúng, sửa tên ở trang tính “Nhiệm vụ”.",
        like={"value": "Phòng Kinh tê", "note": "NV03", "unit_name": "Phòng Kinh tế"},
    ),
    FindingKind(
        "document-lead-is-issuer", _W, "Cơ quan ban hành đứng tên chủ trì",
        "Văn bản ghi “{value}” là đơn vị thực hiện ({note}).",
        "Ghi rõ phòng, bộ phận nào của cơ quan chịu trách nhiệm; hoặc thêm chính cơ quan vào trang tính “Đơn vị”.",
        like={"value": "UBND xã", "note": "NV03"},
    ),
    FindingKind(
        "document-task-without-lead", _W, "Nhiệm vụ chưa có chủ trì",
        "{value} nhiệm vụ không nêu cơ quan chủ trì: {note}.",
        "Xem trang tính “Chưa phân công” (cột “Gợi ý”, nếu có), rồi ghi chủ trì ở trang tính “Nhiệm vụ”.",
        like={"value": "2", "note": "NV03, NV07"},
    ),
    FindingKind(
        "document-deadline-unclear", _W, "Thời gian thực hiện chưa hiểu được",
        "Nhiệm vụ {note}: chưa hiểu thời gian “{value}”.",
        "Ghi Loại thời hạn và Hạn ở trang tính “Nhiệm vụ”.",
        like={"value": "sau khi có hướng dẫn", "note": "NV03"},
    ),
    FindingKind(
        "document-no-period", _W, "Không thấy ngày báo cáo",
        "Văn bản không nêu ngày nộp báo cáo nào.",
        "Ghi ít nhất một dòng ở trang tính “Kỳ báo cáo” trước khi phát hành phiếu.",
    ),
    FindingKind(
        "document-period-inferred", _I, "Thời gian của kỳ báo cáo là suy ra",
        "Văn bản chỉ nêu hạn nộp ({value}); từ ngày, đến ngày của kỳ là suy ra.",
        "Kiểm tra trang tính “Kỳ báo cáo”.",
        like={"value": "25/11/2025"},
    ),
    FindingKind(
        "document-report-upward", _I, "Hạn báo cáo gửi cấp trên",
        "Văn bản còn nêu hạn cơ quan mình báo cáo cấp trên ({value}); không lập thành kỳ báo cáo của các đơn vị.",
        "Nếu các đơn vị cũng phải báo cáo theo hạn này, ghi thêm vào trang tính “Kỳ báo cáo”.",
        like={"value": "30/11/2025"},
    ),
    FindingKind(
        "document-focal-missing", _I, "Chưa rõ đơn vị tổng hợp",
        "Văn bản không nêu rõ báo cáo gửi qua đơn vị nào để tổng hợp.",
        "Ghi “Đơn vị tổng hợp” ở trang tính “Kế hoạch”.",
    ),
    FindingKind(
        "document-table-unsure", _W, "Dòng của bảng cần xem lại",
        "Dòng {value} của bảng ({where}) bị tách ô khi chuyển thành văn bản; ranh giới các ô chưa chắc.",
        "So với bản gốc ở trang tính “Nhập từ văn bản”.",
        like={"value": "3", "where": "bảng 1"},
    ),
    FindingKind(
        "document-numbers-jump", _W, "Số thứ tự trong bảng không liền",
        "Số thứ tự nhảy từ {value}{note}.",
        "So với bản gốc: có thể sót dòng hoặc văn bản đánh số nhầm.",
        like={"value": "3 sang 5"},
    ),
    FindingKind(
        "document-target-several", _I, "Nhiều chỉ tiêu trong một nhiệm vụ",
        "Nhiệm vụ {value} nêu nhiều số lượng: {note}.",
        "Chọn một chỉ tiêu và ghi ở trang tính “Nhiệm vụ”.",
        like={"value": "NV03", "note": "2 mô hình, 3 hội nghị"},
    ),
    FindingKind(
        "document-target-unread", _W, "Chỉ tiêu chưa đọc được",
        "Nhiệm vụ {value}: cột “Chỉ tiêu” ({where}) ghi “{note}”, không đọc được số; để trống.",
        "Ghi số ở cột “Chỉ tiêu” và đơn vị ở cột “Đơn vị tính” của trang tính “Nhiệm vụ”; không đặt số lượng thì để trống.",
        like={"value": "NV05", "where": "trang 1, dòng 12", "note": "vài cuộc"},
    ),
    FindingKind(
        "document-page-scanned", _W, "Trang chỉ có ảnh",
        "Trang {value} của tệp là ảnh chụp, không có chữ: nội dung trên đó chưa được đọc.",
        "Xem trang đó trong văn bản; nếu có nhiệm vụ thì ghi thêm vào trang tính “Nhiệm vụ”, hoặc nhập lại từ bản Word.",
        like={"value": "3, 4"},
    ),
    FindingKind(
        "document-unplaced", _I, "Đoạn chưa đưa vào kế hoạch",
        "{value} đoạn của văn bản chưa thành nhiệm vụ; ở trang tính “Nhập từ văn bản”, mức “Chưa rõ”.",
        "Đọc lướt các đoạn đó; đoạn nào là nhiệm vụ thì ghi “Nhiệm vụ” ở cột “Đoạn này là” rồi nhập lại chính tệp đó.",
        like={"value": "4"},
    ),
    FindingKind(
        "document-title-missing", _W, "Không thấy tiêu đề kế hoạch",
        "Không thấy dòng “KẾ HOẠCH” và trích yếu; có thể chỉ có phụ lục.",
        "Ghi tên, số, ngày của kế hoạch ở trang tính “Kế hoạch”.",
    ),
)  # fmt: skip
