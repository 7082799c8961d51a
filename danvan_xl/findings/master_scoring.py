"""Catalogue of findings about a master's periods, criteria, bands and indicators; facts as in :mod:`.master`."""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity
from danvan_xl.findings import words as w

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

_PERIODS: tuple[FindingKind, ...] = (
    FindingKind(
        "master-period-reversed", _E, "Kỳ kết thúc trước khi bắt đầu",
        "{row}: “Đến ngày” ({value}) đứng trước “Từ ngày” ({note}).",
        "Sửa lại ngày của kỳ báo cáo.",
        like={"row": "Kỳ K1", "value": "01/07/2025", "note": "30/11/2025"},
    ),
    FindingKind(
        "master-period-outside", _W, "Kỳ báo cáo ngoài kế hoạch",
        "{row}: “{header}” {value} nằm ngoài thời gian của kế hoạch ({note}).",
        "Kiểm tra lại năm của kỳ báo cáo, hoặc thời gian ở trang tính “Kế hoạch”.",
        like={"row": "Kỳ K1", "header": "Đến ngày", "value": "31/01/2026", "note": "01/07/2025 - 31/12/2025"},
    ),
    FindingKind(
        "master-period-due-early", _I, "Hạn nộp trước ngày cuối kỳ",
        "{row}: hạn nộp {value} trước ngày cuối kỳ {note}; số liệu những ngày còn lại là ước tính.",
        "Không cần sửa nếu kế hoạch quy định như vậy.",
        like={"row": "Kỳ K1", "value": "25/11/2025", "note": "30/11/2025"},
    ),
    FindingKind(
        "master-period-due-first", _E, "Hạn nộp trước ngày đầu kỳ",
        "{row}: hạn nộp {value} trước ngày đầu kỳ {note}.",
        "Sửa lại “Hạn nộp” hoặc ngày của kỳ.",
        like={"row": "Kỳ K1", "value": "25/06/2025", "note": "01/07/2025"},
    ),
    FindingKind(
        "master-period-locked-early", _E, "Khóa sổ trước hạn nộp",
        "{row}: khóa sổ {value} trước hạn nộp {note}.",
        "Ngày khóa sổ phải bằng hoặc sau hạn nộp.",
        like={"row": "Kỳ K1", "value": "20/11/2025", "note": "25/11/2025"},
    ),
    FindingKind(
        "master-periods-overlap", _I, "Hai kỳ chồng nhau",
        "{row} trùng ngày với {note}.",
        "Không cần sửa nếu kỳ sau tính lũy kế từ đầu năm.",
        like={"row": "Kỳ K2", "note": "kỳ K1"},
    ),
)  # fmt: skip

_SCORES: tuple[FindingKind, ...] = (
    FindingKind(
        "master-applies-unknown", _E, "Không rõ áp dụng cho ai",
        "“{header}” của {row} ghi “{value}”, không phải loại đơn vị hay đơn vị trong kế hoạch{note}.",
        "Nhập loại đơn vị, mã hoặc tên đơn vị như ở trang tính “Đơn vị”, cách nhau bằng dấu chấm phẩy; để trống là mọi đơn vị.",
        like={"header": "Áp dụng cho", "row": "tiêu chí TC05", "value": "Thôm"},
    ),
    FindingKind(
        "master-applies-nobody", _W, "Tiêu chí không áp dụng cho ai",
        "Tiêu chí {row} áp dụng cho “{value}”, không có đơn vị nào như vậy phải báo cáo.",
        "Sửa cột “Áp dụng cho”, hoặc bỏ tiêu chí này.",
        like={"row": "TC05", "value": "Trường học"},
    ),
    FindingKind(
        "master-criteria-of-some", _I, "Tổng điểm tối đa khác nhau theo đơn vị",
        "Tổng điểm tối đa của các tiêu chí áp dụng cho {row} là {value}; điểm của họ được quy đổi theo thang điểm {note}.",
        w.NOTHING,
        like={"row": "14 đơn vị (Thôn)", "value": "80", "note": "100"},
    ),
    FindingKind(
        "master-criteria-sum", _W, "Tổng điểm tối đa khác thang điểm",
        "Tổng điểm tối đa của các tiêu chí là {value}, còn “Thang điểm” là {note}; điểm sẽ được quy đổi theo thang.",
        "Sửa “Điểm tối đa” hoặc “Thang điểm” (không cộng Thưởng, Trừ điểm, Khống chế).",
        like={"value": "95", "note": "100"},
    ),
    FindingKind(
        "master-group-sum", _W, "Điểm của nhóm không khớp",
        "Nhóm “{value}” ghi {note}.",
        "Sửa điểm ghi ở tên nhóm hoặc “Điểm tối đa” của các tiêu chí trong nhóm.",
        like={"value": "I. Cải cách hành chính (30 điểm)", "note": "30 điểm, còn tổng điểm tối đa của các tiêu chí trong nhóm là 25"},
    ),
    FindingKind(
        "master-parameters-bad", _E, "Tham số chưa đúng",
        "“Tham số” của {row} ghi “{value}”: {note}.",
        "Viết lại theo mẫu của cách chấm, xem dòng hướng dẫn phía trên bảng.",
        like={"row": "tiêu chí TC01", "value": "SL03 chia SL02", "note": "không hiểu “chia”"},
    ),
    FindingKind(
        "master-indicator-unknown", _E, "Không có số liệu này",
        "“{header}” của {row} nhắc đến “{value}”, không có trong trang tính “Số liệu”{note}.",
        "Sửa mã, hoặc thêm số liệu này vào trang tính “Số liệu”.",
        like={"row": "tiêu chí TC01", "header": "Tham số", "value": "SL99", "note": ""},
    ),
    FindingKind(
        "master-constraint-bad", _E, "Ràng buộc chưa đúng",
        "“Ràng buộc” của {row} ghi “{value}”: {note}.",
        "Viết theo mẫu SL01 = SL02 + SL03 hoặc SL04 <= SL01.",
        like={"row": "số liệu SL05", "value": "SL05 >", "note": "thiếu vế phải"},
    ),
    FindingKind(
        "master-aggregation-assumed", _W, "Chưa ghi cách tổng hợp của tỷ lệ",
        "{row} là tỷ lệ mà chưa ghi “Cách tổng hợp”; sẽ không cộng.",
        "Chọn Trung bình, Tỷ số hoặc Không cộng.",
        like={"row": "Số liệu SL05"},
    ),
    FindingKind(
        "master-aggregation-rate", _W, "Tỷ lệ không cộng được",
        "{row} là tỷ lệ mà “Cách tổng hợp” ghi “{value}”; sẽ không cộng.",
        "Chọn Trung bình, Tỷ số hoặc Không cộng.",
        like={"row": "Số liệu SL05", "value": "Cộng"},
    ),
    FindingKind(
        "master-aggregation-ratio", _E, "Tỷ số thiếu công thức",
        "{row} tổng hợp theo “Tỷ số” nhưng “Ràng buộc” chưa ghi tỷ số{note}.",
        "Ghi tử số và mẫu số vào “Ràng buộc”, ví dụ SL05 / SL04.",
        like={"row": "Số liệu SL05", "note": ""},
    ),
    FindingKind(
        "master-bands-no-zero", _W, "Thiếu mức thấp nhất",
        "Không có mức xếp loại từ 0 điểm; đơn vị dưới {value} điểm sẽ không được xếp loại.",
        "Thêm một dòng có “Từ điểm” là 0.",
        like={"value": "50"},
    ),
    FindingKind(
        "master-bands-order", _W, "Xếp loại không theo thứ tự",
        "“Từ điểm” của “{row}” là {value}, không thấp hơn mức đứng trên ({note}).",
        "Ghi từ mức cao đến mức thấp.",
        like={"row": "Khá", "value": "85", "note": "“Tốt” từ 80"},
    ),
    FindingKind(
        "master-band-above-scale", _W, "Mức xếp loại cao hơn thang điểm",
        "“{row}” bắt đầu từ {value} điểm, cao hơn thang điểm {note}.",
        "Kiểm tra lại “Từ điểm” hoặc “Thang điểm”.",
        like={"row": "Xuất sắc", "value": "110", "note": "100"},
    ),
    FindingKind(
        "master-condition-unclear", _W, "Điều kiện xếp loại chưa đọc được",
        "“Điều kiện” của mức “{row}” ghi “{value}”, chưa đọc được nên không nhắc khi vượt.",
        "Viết theo mẫu: tối đa 25% hoặc tối đa 2 đơn vị; không có điều kiện thì để trống.",
        like={"row": "Xuất sắc", "value": "ít thôi"},
    ),
    FindingKind(
        "master-score-missing", _W, "Có chấm điểm nhưng thiếu bảng",
        "Kỳ báo cáo có phần “Chấm điểm” nhưng chưa có {value}.",
        "Nhập {value}, hoặc bỏ “Chấm điểm” khỏi cột “Nội dung” của kỳ báo cáo.",
        like={"value": "dữ liệu ở trang tính “Tiêu chí”"},
    ),
    FindingKind(
        "master-score-without-part", _W, "Tiêu chí chấm theo phần mà kỳ báo cáo không yêu cầu",
        "{row} có “Chấm điểm” nhưng không yêu cầu phần “{value}”, nên không đơn vị nào có số để chấm {note}.",
        "Thêm “{value}” vào cột “Nội dung” của kỳ, hoặc bỏ “Chấm điểm” khỏi kỳ đó.",
        like={"row": "Kỳ K1", "value": "Số liệu", "note": "TC03, TC04"},
    ),
)  # fmt: skip

KINDS: tuple[FindingKind, ...] = (*_PERIODS, *_SCORES)
