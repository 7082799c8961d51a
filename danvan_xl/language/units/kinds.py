"""Loại đơn vị by a unit's name. For imported plans, where only the name is known."""

from __future__ import annotations

import re

from danvan_xl.language.units.names import take_apart
from danvan_xl.model import UnitKind

_PARTY = (
    "đảng ủy",
    "huyện ủy",
    "thành ủy",
    "tỉnh ủy",
    "quận ủy",
    "ban dân vận",
    "ban tổ chức",
    "ban tuyên",
    "ban xây dựng đảng",
    "ban nội chính",
)
_UNION = (
    "mttq",
    "hội nông",
    "hội phụ",
    "hội cựu",
    "hội chữ",
    "hội người",
    "hội khuyến",
    "đoàn thanh",
    "công đoàn",
    "liên đoàn",
    "mặt trận",
    "ban công tác mặt trận",
    "hội",
    "đoàn",
)
_SERVICE = ("trung tâm", "trạm", "đài", "báo", "ban quản lý", "nhà văn", "thư viện", "bệnh viện", "bảo tàng")
_OFFICE = ("phòng", "văn phòng", "thanh tra")


def kind_of_name(name: str) -> UnitKind:
    """The kind that the name says, else ``Khác``.

    Trung tâm, trạm, đài count as Đơn vị sự nghiệp; Văn phòng, Phòng and Thanh tra huyện as Phòng chuyên môn;
    "Văn phòng - Thống kê", "Tư pháp - Hộ tịch" (the titles of a commune's công chức) as Bộ phận chuyên môn.
    """
    parts = take_apart(name)
    line = " ".join(parts.words)
    if not parts.words or parts.words == ("ubnd",):
        if parts.level in ("xã", "phường", "thị trấn", "đặc khu"):
            return UnitKind.COMMUNE
        if parts.level in ("huyện", "quận", "thị xã", "thành phố"):
            return UnitKind.DISTRICT
        return UnitKind.OTHER
    if line.startswith("khối dân vận"):
        return UnitKind.PARTY
    if parts.is_hamlet:
        return UnitKind.HAMLET
    if re.match(r"đoàn (?:kiểm tra|giám sát|công tác|thanh tra|liên ngành|khảo sát)\b", line):
        return UnitKind.OTHER  # people sent together, no mass body

    def begins(*heads: str) -> bool:
        return any(line == head or line.startswith(head + " ") for head in heads)

    if begins("trường", "nhà trường"):
        return UnitKind.SCHOOL
    if (
        begins("văn phòng đảng")
        or any(line.startswith(head) for head in _PARTY)
        or line.endswith(" huyện ủy")
    ):
        return UnitKind.PARTY
    if begins(
        "công an",
        "bchqs",
        "bộchqs",
        "bộ chỉ huy",
        "bộ tư lệnh",
        "quân sự",
        "đồn biên phòng",
        "biên phòng",
        "dân quân",
    ):
        return UnitKind.FORCES
    if begins("công chức", "bộ phận", "cán bộ") or line in _OFFICER_TITLES:
        return UnitKind.OFFICER
    if begins(*_SERVICE):
        return UnitKind.SERVICE
    if begins("sở", "ban dân tộc", "thanh tra tỉnh", "thanh tra thành phố"):
        return UnitKind.DEPARTMENT
    if parts.level == "tỉnh" and begins("thanh tra"):
        return UnitKind.DEPARTMENT
    if parts.level in ("tỉnh", "thành phố") and begins("văn phòng") and "ubnd" in parts.words:
        return UnitKind.DEPARTMENT  # an organ of the province's UBND like a sở (Nghị định 24/2014, Điều 8)
    if begins(*_OFFICE):
        return UnitKind.OFFICE
    if begins(*_UNION):
        return UnitKind.UNION
    return UnitKind.OTHER


_OFFICER_TITLES = frozenset(
    {
        "văn phòng thống kê",
        "tư pháp hộ tịch",
        "tài chính kế toán",
        "văn hóa xã hội",
        "địa chính xây dựng",
        "địa chính nông nghiệp xây dựng môi trường",
        "địa chính xây dựng đô thị môi trường",
    }
)
"""Titles of công chức cấp xã (Nghị định 33/2023, Điều 5)."""
