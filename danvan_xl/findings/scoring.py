"""Catalogue of findings about self-assessed and verified scores.

Facts as in :mod:`danvan_xl.findings.returns`: ``{row}`` the criterion or task code, ``{value}`` what was
given, ``{note}`` a half-sentence with the particulars (may be empty).
"""

from __future__ import annotations

from danvan_xl.findings import FindingKind, Headline, Severity
from danvan_xl.findings import words as w
from danvan_xl.terms import form as f
from danvan_xl.terms import master as m
from danvan_xl.terms import summary as n

_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

_ASK = f"Hỏi lại đơn vị; nhập điểm đúng ở cột “Điểm thẩm định” của trang tính “{n.VERIFY}”."
_TC = {"row": "TC01"}

_SELF: tuple[FindingKind, ...] = (
    FindingKind(
        "score-above-max", _E, "Điểm tự chấm vượt điểm tối đa",
        "Tiêu chí {row}: điểm tự chấm {value} lớn hơn mức tối đa {most}: {effect}.",
        _ASK, "Sửa điểm cho không vượt điểm tối đa.", about="self_score",
        like=_TC | {"value": "6", "most": "5", "effect": "không tính điểm"},
    ),
    FindingKind(
        "score-negative", _E, "Điểm tự chấm nhỏ hơn 0",
        "Tiêu chí {row}: điểm tự chấm {value} nhỏ hơn 0: không tính điểm.",
        _ASK, w.FEWER_POINTS, about="self_score",
        like=_TC | {"value": "-1"},
    ),
    FindingKind(
        "score-off-step", _W, "Điểm không theo bước",
        "Tiêu chí {row}: điểm tự chấm {value} không theo bước {step}; vẫn tính.",
        f"Sửa về đúng bước ở cột “Điểm thẩm định” của trang tính “{n.VERIFY}” nếu cần.", "Sửa điểm theo đúng bước chấm.", about="self_score",
        like=_TC | {"value": "3,3", "step": "0,25"},
    ),
    FindingKind(
        "score-missing", _W, "Chưa chấm",
        "Tiêu chí {row}{note}: 0 điểm.",
        "", "Chấm điểm tiêu chí này; không phát sinh thì ghi x ở cột “Không phát sinh”.", about="self_score",
        like=_TC | {"note": ": chưa tự chấm"},
    ),
    FindingKind(
        "score-not-for-unit", _I, "Tiêu chí không áp dụng cho đơn vị",
        "Tiêu chí {row} không áp dụng cho đơn vị này nhưng phiếu có ghi{note}; không tính.",
        "Nếu đơn vị phải chấm tiêu chí này, sửa cột “Áp dụng cho” của trang tính “Tiêu chí”.", about="self_score",
        like=_TC,
    ),
    FindingKind(
        "score-indicator-missing", _W, "Chưa có số liệu để chấm",
        "Tiêu chí {row}{note}: 0 điểm.",
        f"Hỏi lại đơn vị số liệu này; số đúng nhập ở trang tính “{n.CORRECTIONS}”.",
        "Điền số liệu này ở trang tính “Số liệu”; không có thì ghi 0.", about="in_period",
        like=_TC | {"note": ": chưa có số liệu SL06"},
    ),
    FindingKind(
        "score-date-missing", _W, "Chưa rõ ngày gửi báo cáo",
        "Tiêu chí {row}{note}: 0 điểm.",
        f"Nếu biết ngày gửi, nhập điểm ở cột “Điểm thẩm định” của trang tính “{n.VERIFY}”.", sheet=n.VERIFY,
        like=_TC | {"note": ": chưa rõ ngày gửi báo cáo"},
    ),
    FindingKind(
        "evidence-missing", _W, "Thiếu tài liệu kiểm chứng",
        "Tiêu chí {row}: theo số liệu được {value} điểm, nhưng thiếu tài liệu kiểm chứng nên chưa tính.",
        f"Đề nghị đơn vị bổ sung tên, số, ngày của tài liệu; hoặc nhập điểm ở cột “Điểm thẩm định” của trang tính “{n.VERIFY}”.",
        "Bổ sung tên, số, ngày của tài liệu ở cột “Tài liệu kiểm chứng”.", about="evidence",
        like=_TC | {"value": "3,00"},
    ),
    FindingKind(
        "not-arising-not-allowed", _W, "Không được ghi không phát sinh",
        "Tiêu chí {row}: đơn vị ghi không phát sinh nhưng tiêu chí này luôn phải chấm; bỏ qua dấu x.",
        "Hỏi lại đơn vị; muốn cho phép thì chọn “Đủ điểm” hoặc “Loại trừ” ở cột “Không phát sinh” của trang tính “Tiêu chí”.",
        "Bỏ dấu x và chấm điểm tiêu chí này.", about="not_arising",
        like=_TC,
    ),
    FindingKind(
        "not-arising-contradicted", _W, "Ghi không phát sinh nhưng vẫn có số liệu",
        "Tiêu chí {row}: đơn vị ghi không phát sinh, trong khi: {note}. Tính theo dấu x.",
        f"Kiểm tra xem tiêu chí có phát sinh không; nếu có thì nhập điểm ở cột “Điểm thẩm định” của trang tính “{n.VERIFY}”.",
        "Nếu tiêu chí có phát sinh thì bỏ dấu x.", about="not_arising",
        like=_TC | {"note": "SL05 = 3"},
    ),
)  # fmt: skip

_INDICATORS: tuple[FindingKind, ...] = (
    FindingKind(
        "ratio-divide-by-zero", _E, "Chia cho 0",
        "Tiêu chí {row}: {what} = {value}, không chia được nên không tính điểm.",
        f"Hỏi lại đơn vị hai số liệu này (mẫu số bằng 0 mà tử số lớn hơn 0 là mâu thuẫn); số đúng nhập ở trang tính “{n.CORRECTIONS}”.",
        "Kiểm tra lại hai số liệu này ở trang tính “Số liệu”: mẫu số bằng 0 mà tử số lớn hơn 0.", about="in_period",
        like=_TC | {"what": "SL03 / SL02", "value": "5 ÷ 0"},
    ),
    FindingKind(
        "indicator-negative", _E, "Số liệu âm",
        "Tiêu chí {row}: {what} = {value}, số âm nên không tính điểm.",
        f"Hỏi lại đơn vị các số liệu này; số đúng nhập ở trang tính “{n.CORRECTIONS}”.",
        "Ghi lại số liệu này: không có số âm.", about="in_period",
        like=_TC | {"what": "SL05", "value": "-2"},
    ),
    FindingKind(
        "unknown-indicator", _E, "Không có số liệu này",
        "Tiêu chí {row}: {note}",
        "Sửa “Tham số” của tiêu chí trong tệp kế hoạch, hoặc thêm mã này ở trang tính “Số liệu”.",
        sheet=m.CRITERIA, like=_TC | {"note": "Không có số liệu SL99 trong kế hoạch."},
    ),
    FindingKind(
        "bad-parameters", _E, "Tham số không hiểu được",
        "Tiêu chí {row}: {note}",
        "Sửa “Tham số” của tiêu chí ở trang tính “Tiêu chí” của tệp kế hoạch rồi tổng hợp lại.",
        sheet=m.CRITERIA, like=_TC | {"note": "Không hiểu “buoc”."},
    ),
)  # fmt: skip

_VERIFIED: tuple[FindingKind, ...] = (
    FindingKind(
        "verified-out-of-range", _E, "Điểm thẩm định ngoài giới hạn",
        "Tiêu chí {row}: điểm thẩm định {value} không nằm trong khoảng {low} đến {high}; chưa tính được tổng điểm.",
        f"Sửa điểm ở cột “Điểm thẩm định” của trang tính “{n.VERIFY}”; điểm trừ nhập số âm.",
        sheet=n.VERIFY, like=_TC | {"value": "999", "low": "0", "high": "5"},
    ),
    FindingKind(
        "verified-not-used", _I, "Điểm thẩm định không dùng",
        "Tiêu chí {row} chỉ khống chế xếp loại, không có điểm; bỏ qua điểm thẩm định {value}.",
        "Muốn bỏ khống chế thì sửa số liệu liên quan.",
        sheet=n.VERIFY, like=_TC | {"value": "2"},
    ),
    FindingKind(
        "verified-not-number", _E, "Điểm thẩm định không phải số",
        "Điểm thẩm định của tiêu chí {row} ghi “{value}”, không đọc được thành số nên chưa tính.",
        f"Nhập lại bằng chữ số ở trang tính “{n.VERIFY}” rồi tổng hợp lại.",
        sheet=n.VERIFY, like=_TC | {"value": "tốt"},
    ),
    FindingKind(
        "verified-look-again", _W, "Căn cứ đổi sau thẩm định",
        "Tiêu chí {row}: {value}.",
        "Thẩm định lại; sửa điểm hoặc chọn trạng thái “Hoàn thành” để xác nhận giữ nguyên.",
        waits=True, headline=Headline("{count} điểm đã thẩm định phải xem lại vì điểm, số liệu hoặc tài liệu đã khác, hoặc không còn phiếu: {who}.", n.VERIFY),
        sheet=n.VERIFY, like=_TC | {"value": "Điểm tự chấm đổi từ 3 thành 5 sau khi đã thẩm định"},
    ),
    FindingKind(
        "verified-reason-missing", _W, "Chênh lệch chưa có lý do",
        "Điểm thẩm định của tiêu chí {row} khác điểm đạt ({value}) nhưng chưa ghi lý do.",
        f"Nhập lý do ở cột “Lý do” của trang tính “{n.VERIFY}”.",
        waits=True, headline=Headline("{count} chênh lệch điểm chưa ghi lý do: {who}.", n.VERIFY),
        sheet=n.VERIFY, like=_TC | {"value": "3 → 5"},
    ),
    FindingKind(
        "verified-row-gone", _W, "Điểm thẩm định không còn chỗ",
        "Điểm thẩm định của tiêu chí {row} ({value}) thuộc đơn vị hoặc tiêu chí không còn trong kế hoạch.",
        f"Kiểm tra lại tệp kế hoạch; điểm, lý do đã ghi giữ ở trang tính “{n.LEFT}”, có lại dòng thì tự về chỗ cũ.",
        sheet=n.VERIFY, like=_TC | {"value": "5"},
    ),
    FindingKind(
        "verified-sheet-missing", _E, "Không thấy trang tính Thẩm định",
        f"Tệp tổng hợp “{{value}}” có chấm điểm nhưng không thấy trang tính “{n.VERIFY}” với đủ tiêu đề (đã đổi tên hoặc xóa?); điểm thẩm định "
        "nhập ở đó chưa được tính.",
        f"Đưa về bản sao lưu, đặt lại tên trang tính “{n.VERIFY}” và các tiêu đề như cũ rồi tổng hợp lại.",
        like={"value": "tong-hop.xlsx"},
    ),
    FindingKind(
        "typed-sheet-missing", _E, "Không đọc được trang tính để nhập",
        "Tệp tổng hợp “{value}”: {note}; những gì bạn nhập ở đó chưa được tính.",
        "Đưa về bản sao lưu, hoặc đặt lại tên trang tính và tiêu đề như cũ rồi tổng hợp lại; nội dung đã nhập còn trong bản sao lưu.",
        like={"value": "tong-hop.xlsx", "note": f"trang tính “{n.TASK_VERIFY}” thiếu cột “{n.VERDICT}”"},
    ),
    FindingKind(
        "task-sent-back", _W, "Nhiệm vụ bị trả lại",
        "Nhiệm vụ {row}: cơ quan tổng hợp trả lại{note}; tính là chưa hoàn thành.",
        "", "Bổ sung theo lý do trả lại rồi gửi lại phiếu, tăng “Lần gửi” thêm 1.", sheet=f.TASKS,
        like={"note": ": chưa có văn bản, tài liệu kèm theo"},
    ),
    FindingKind(
        "task-reason-missing", _W, "Trả lại chưa có lý do",
        "Nhiệm vụ {row} bị trả lại nhưng chưa ghi lý do.",
        f"Nhập lý do ở cột “{n.REASON}” của trang tính “{n.TASK_VERIFY}”: đơn vị cần biết phải bổ sung gì.",
        waits=True, headline=Headline("{count} nhiệm vụ trả lại chưa ghi lý do: {who}.", n.TASK_VERIFY),
        sheet=n.TASK_VERIFY,
    ),
    FindingKind(
        "task-look-again", _W, "Đơn vị báo lại sau thẩm định",
        "Nhiệm vụ {row}: {value}; vẫn tính theo kết luận cũ.",
        f"Xem nội dung mới, chọn lại “{n.CONFIRMED}” hoặc “{n.SENT_BACK}” ở trang tính “{n.TASK_VERIFY}” rồi tổng hợp lại.",
        waits=True, headline=Headline("{count} nhiệm vụ đã thẩm định mà nội dung báo cáo đã khác hoặc không còn phiếu, cần xem lại: {who}.", n.TASK_VERIFY),
        sheet=n.TASK_VERIFY, like={"value": "đơn vị đổi “100%; 30/08/2025” thành “100%; 30/08/2025; Báo cáo số 12” sau khi thẩm định"},
    ),
    FindingKind(
        "task-extended", _I, "Nhiệm vụ được lùi hạn",
        "Nhiệm vụ {row}: lùi hạn đến {value}{note}.",
        w.NOTHING, sheet=n.TASK_VERIFY, like={"value": "30/09/2025", "note": " (hạn theo kế hoạch 31/08/2025)"},
    ),
    FindingKind(
        "task-review-unread", _E, "Thẩm định nhiệm vụ chưa rõ",
        "Nhiệm vụ {row}: không dùng được “{value}” ở cột “{header}”{note}; chưa tính.",
        f"Nhập lại ở trang tính “{n.TASK_VERIFY}” rồi tổng hợp lại; kết luận chọn trong danh sách, ngày ghi dạng 05/9/2025.",
        sheet=n.TASK_VERIFY, like={"header": n.EXTENDED, "value": "cuối tháng", "note": ": không phải ngày"},
    ),
    FindingKind(
        "task-review-gone", _W, "Thẩm định nhiệm vụ không còn chỗ",
        "Thẩm định nhiệm vụ {row} ({value}) thuộc đơn vị hoặc nhiệm vụ không còn trong kế hoạch.",
        "Kiểm tra lại tệp kế hoạch; bản sao lưu của tệp tổng hợp được giữ bên cạnh.",
        sheet=n.TASK_VERIFY, like={"value": "Trả lại"},
    ),
    FindingKind(
        "previous-missing", _E, "Thiếu tệp tổng hợp kỳ trước",
        "Chưa có tệp tổng hợp của {value}{note}.",
        "Để tệp tổng hợp kỳ trước cạnh tệp kế hoạch, hoặc chọn tệp đó khi tổng hợp, rồi tổng hợp lại; kỳ trước không tổng hợp thì chọn không dùng kỳ trước.",
        decides=True,
        like={"value": "Báo cáo 6 tháng (K1)", "note": ": 12 nhiệm vụ của 3 đơn vị để trống kỳ này đang tính là chưa hoàn thành"},
    ),
    FindingKind(
        "quota-exceeded", _W, "Vượt tỷ lệ xếp loại",
        "{value} đơn vị xếp {band}, vượt mức {condition} trong số {total} đơn vị được xếp loại.",
        "Xét lại danh sách {band} trước khi trình; chương trình không tự hạ bậc.",
        like={"value": "5", "band": "Xuất sắc", "condition": "tối đa 25%", "total": "12"},
    ),
    FindingKind(
        "detail-beside", _W, "Bảng chi tiết quá dài",
        "Bảng “{value}” vượt giới hạn dòng của Excel; ghi ra tệp {note} bên cạnh.",
        "Mở tệp đó bằng chương trình đọc được CSV nhiều dòng.",
        like={"value": "Chi tiết", "note": "“tong-hop.csv”"},
    ),
)  # fmt: skip

KINDS: tuple[FindingKind, ...] = (*_SELF, *_INDICATORS, *_VERIFIED)
