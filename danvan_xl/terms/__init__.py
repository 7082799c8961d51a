"""The Vietnamese words that stand in workbooks, as enums: kinds, roles, statuses, ways of scoring and adding up.

Their values are exactly what a user sees in a cell; names are the field's terms in English.
"""

from __future__ import annotations

from enum import StrEnum


class UnitKind(StrEnum):
    """Loại đơn vị."""

    OFFICE = "Phòng chuyên môn"
    OFFICER = "Bộ phận chuyên môn"
    SERVICE = "Đơn vị sự nghiệp"
    SCHOOL = "Trường học"
    HAMLET = "Thôn"
    COMMUNE = "Xã"
    DISTRICT = "Huyện"
    DEPARTMENT = "Sở ngành"
    PARTY = "Cơ quan Đảng"
    UNION = "Đoàn thể"
    FORCES = "Lực lượng vũ trang"
    OTHER = "Khác"


class Role(StrEnum):
    """Vai trò of a unit in a task."""

    LEAD = "Chủ trì"
    COORDINATE = "Phối hợp"
    CONCERNED = "Phối hợp (khi liên quan)"


class DeadlineKind(StrEnum):
    """Loại thời hạn."""

    DATED = "Có hạn"
    RECURRING = "Thường xuyên"
    PERIODIC = "Định kỳ"
    ON_REQUEST = "Theo yêu cầu"
    UNCLEAR = "Chưa rõ"


class Status(StrEnum):
    """Tình trạng, in the order in which reports list them."""

    ON_TIME = "Hoàn thành đúng hạn"
    LATE = "Hoàn thành quá hạn"
    DOING = "Đang thực hiện"
    OVERDUE = "Chưa hoàn thành, quá hạn"
    NOT_DUE = "Chưa đến thời gian thực hiện"
    NOT_STARTED = "Chưa thực hiện"
    DONE_ROUTINE = "Đã thực hiện"
    NOT_ARISEN = "Chưa phát sinh"

    @property
    def is_complete(self) -> bool:
        """Whether it counts in the completion rate of dated tasks."""
        return self in (Status.ON_TIME, Status.LATE)


class BeforeRule(StrEnum):
    """Cách hiểu "trước ngày": whether "trước 05/9" still allows the 5th."""

    INCLUSIVE = "Kể cả ngày đó"
    EXCLUSIVE = "Không kể"


class HolidayRule(StrEnum):
    """Hạn vào ngày nghỉ: whether a due date on a day off moves."""

    KEEP = "Giữ nguyên"
    NEXT_WORKING_DAY = "Ngày làm việc kế tiếp"


class Part(StrEnum):
    """What a period asks for (column ``Nội dung`` of ``Kỳ báo cáo``)."""

    TASKS = "Nhiệm vụ"
    SCORES = "Chấm điểm"
    INDICATORS = "Số liệu"


class ScoreKind(StrEnum):
    """Cách chấm."""

    SELF = "Tự chấm"
    CHOICE = "Lựa chọn"
    RATIO = "Tỷ lệ"
    RATIO_BANDS = "Bậc tỷ lệ"
    COUNT = "Số lượng"
    PROGRESS = "Tiến độ"
    PUNCTUALITY = "Đúng hạn báo cáo"
    BONUS = "Thưởng"
    PENALTY = "Trừ điểm"
    CAP = "Khống chế"


class NotArising(StrEnum):
    """Không phát sinh: what a criterion that does not arise is worth."""

    FULL = "Đủ điểm"
    EXCLUDE = "Loại trừ"


class NumberKind(StrEnum):
    """Kiểu số of an indicator."""

    WHOLE = "Số nguyên"
    DECIMAL = "Số thập phân"
    RATE = "Tỷ lệ"


class Aggregation(StrEnum):
    """Cách tổng hợp of an indicator over units."""

    SUM = "Cộng"
    MEAN = "Trung bình"
    MAX = "Lớn nhất"
    LAST = "Cuối kỳ"
    RATIO = "Tỷ số"
    NONE = "Không cộng"
