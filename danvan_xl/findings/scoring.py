"""Catalogue of findings about self-assessed and verified scores.

Facts as in :mod:`danvan_xl.findings.returns`: ``{row}`` the criterion or task code, ``{value}`` what was
given, ``{note}`` a half-sentence with the particulars (may be empty).
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Severity

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

_ASK = "Hỏi lại đơn vị; khi thẩm định ghi điểm đúng ở cột Điểm thẩm định."

_SELF: tuple[FindingKind, ...] = (
    FindingKind(
        "score-above-max",
        _E,
        "Điểm tự chấm vượt điểm tối đa",
        "Tiêu chí {row}: điểm tự chấm {value} lớn hơn mức tối đa {most}: {effect}.",
        _ASK,
    ),
    FindingKind(
        "score-negative",
        _E,
        "Điểm tự chấm nhỏ hơn 0",
        "Tiêu chí {row}: điểm tự chấm {value} nhỏ hơn 0: không tính điểm.",
        _ASK,
    ),
    FindingKind(
        "score-off-step",
        _W,
        "Điểm không theo bước",
        "Tiêu chí {row}: điểm tự chấm {value} không theo bước {step}; vẫn tính.",
        "Khi thẩm định, sửa điểm về đúng bước nếu cần.",
    ),
    FindingKind(
        "score-missing",
        _W,
        "Chưa chấm",
        "Tiêu chí {row}{note}: 0 điểm.",
        "Đề nghị đơn vị bổ sung; tiêu chí không phát sinh thì đánh x ở cột Không phát sinh.",
    ),
    FindingKind(
        "evidence-missing",
        _W,
        "Thiếu tài liệu kiểm chứng",
        "Tiêu chí {row}: đơn vị đạt {value} điểm nhưng không ghi tài liệu kiểm chứng nên không được điểm.",
        "Đề nghị đơn vị bổ sung tên, số, ngày của tài liệu; hoặc ghi điểm ở cột Điểm thẩm định.",
    ),
    FindingKind(
        "not-arising-not-allowed",
        _W,
        "Không được ghi không phát sinh",
        "Tiêu chí {row}: đơn vị ghi không phát sinh nhưng tiêu chí này luôn phải chấm; bỏ qua dấu x.",
        "Hỏi lại đơn vị; muốn cho phép thì ghi Đủ điểm hoặc Loại trừ ở cột Không phát sinh của trang Tiêu chí.",
    ),
    FindingKind(
        "not-arising-contradicted",
        _W,
        "Ghi không phát sinh nhưng vẫn có số liệu",
        "Tiêu chí {row}: đơn vị ghi không phát sinh, trong khi: {note}. Tính theo dấu x.",
        "Kiểm tra xem tiêu chí có phát sinh không; nếu có thì ghi điểm ở cột Điểm thẩm định.",
    ),
)

_INDICATORS: tuple[FindingKind, ...] = (
    FindingKind(
        "ratio-divide-by-zero",
        _E,
        "Chia cho 0",
        "Tiêu chí {row}: {what} = {value}, không chia được nên không tính điểm.",
        "Hỏi lại đơn vị hai số liệu này: mẫu số bằng 0 mà tử số lớn hơn 0 là mâu thuẫn.",
    ),
    FindingKind(
        "indicator-negative",
        _E,
        "Số liệu âm",
        "Tiêu chí {row}: {what} = {value}, số âm nên không tính điểm.",
        "Hỏi lại đơn vị các số liệu này.",
    ),
    FindingKind(
        "unknown-indicator",
        _E,
        "Không có số liệu này",
        "Tiêu chí {row}: {note}",
        "Sửa Tham số của tiêu chí, hoặc thêm mã này ở trang Số liệu.",
    ),
    FindingKind(
        "bad-parameters",
        _E,
        "Tham số không hiểu được",
        "Tiêu chí {row}: {note}",
        "Sửa Tham số của tiêu chí ở trang Tiêu chí rồi chạy lại.",
    ),
)

_VERIFIED: tuple[FindingKind, ...] = (
    FindingKind(
        "verified-out-of-range",
        _E,
        "Điểm thẩm định ngoài giới hạn",
        "Tiêu chí {row}: điểm thẩm định {value} không nằm trong khoảng {low} đến {high}; chưa tính được tổng điểm.",
        "Sửa điểm ở cột Điểm thẩm định; điểm trừ ghi số âm.",
    ),
    FindingKind(
        "verified-not-used",
        _I,
        "Điểm thẩm định không dùng",
        "Tiêu chí {row} chỉ khống chế xếp loại, không có điểm; bỏ qua điểm thẩm định {value}.",
        "Muốn bỏ khống chế thì sửa số liệu liên quan.",
    ),
    FindingKind(
        "quota-exceeded",
        _W,
        "Vượt tỷ lệ xếp loại",
        "{value} đơn vị xếp {band}, vượt mức {condition} trong số {total} đơn vị được xếp loại.",
        "Xét lại danh sách {band} trước khi trình; chương trình không tự hạ bậc.",
    ),
)

KINDS: tuple[FindingKind, ...] = (*_SELF, *_INDICATORS, *_VERIFIED)
