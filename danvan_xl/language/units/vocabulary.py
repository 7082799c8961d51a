"""Words of unit names: abbreviations with one meaning, heads, administrative levels, known words.

Sources: names of organs in Nghị định 37/2014, 14/2021, 150/2025 (phòng of huyện and xã), 45/2025, and
the abbreviations that issued plans and their ``Nơi nhận`` lists use. Everything here is folded text
(:func:`danvan_xl.language.folding.fold`).
"""

# ruff: noqa: SIM905 - word lists are easier to read and to extend as running text
from __future__ import annotations

WORDS: dict[str, str] = {
    "hdnd": "hđnd",
    "hđnd": "hđnd",
    "ubnd": "ubnd",
    "uỷ": "ủy",
    "ubmttq": "mttq",
    "ubmttqvn": "mttq",
    "mttqvn": "mttq",
    "ubmt": "mttq",
    "vp": "văn phòng",
    "bchqs": "ban chỉ huy quân sự",
    "bch": "ban chỉ huy",
    "chqs": "chỉ huy quân sự",
    "qs": "quân sự",
    "tdp": "tổ dân phố",
    "thcs": "trung học cơ sở",
    "thpt": "trung học phổ thông",
    "mn": "mầm non",
    "mg": "mẫu giáo",
    "ptdtbt": "phổ thông dân tộc bán trú",
    "ptdtnt": "phổ thông dân tộc nội trú",
    "lhpn": "phụ nữ",
    "ccb": "cựu chiến binh",
    "tncs": "thanh niên",
    "tncshcm": "thanh niên",
    "hcm": "hồ chí minh",
    "đtn": "đoàn thanh niên",
    "hpn": "hội phụ nữ",
    "hlhpn": "hội phụ nữ",
    "hnd": "hội nông dân",
    "hccb": "hội cựu chiến binh",
    "tthcc": "trung tâm hành chính công",
    "ttpvhcc": "trung tâm hành chính công",
    "pvhcc": "hành chính công",
    "hcc": "hành chính công",
    "vn": "việt nam",
    "tp": "thành phố",
    "cax": "công an xã",
    "gddt": "giáo dục đào tạo",
}
"""A token that means the same wherever it stands."""

FIRST_WORDS: dict[str, str] = {
    "p": "phòng",
    "tt": "trung tâm",
    "ttâm": "trung tâm",
    "ca": "công an",
    "bp": "bộ phận",
    "cc": "công chức",
    "trg": "trường",
    "th": "tiểu học",
}
"""A token that means this only at the beginning of a name."""

PHRASES: tuple[tuple[str, str], ...] = (
    ("hội đồng nhân dân", "hđnd"),
    ("ủy ban nhân dân", "ubnd"),
    ("ban thường trực ủy ban mặt trận tổ quốc", "mttq"),
    ("ủy ban mặt trận tổ quốc", "mttq"),
    ("ub mặt trận tổ quốc", "mttq"),
    ("ủy ban mttq", "mttq"),
    ("ub mttq", "mttq"),
    ("mặt trận tổ quốc", "mttq"),
    ("mttq việt nam", "mttq"),
    ("ban thường trực mttq", "mttq"),
    ("thường trực mttq", "mttq"),
    ("cơ quan mttq", "mttq"),
    ("liên hiệp phụ nữ", "phụ nữ"),
    ("phụ nữ việt nam", "phụ nữ"),
    ("nông dân việt nam", "nông dân"),
    ("cựu chiến binh việt nam", "cựu chiến binh"),
    ("thanh niên cộng sản", "thanh niên"),
    ("thanh niên hồ chí minh", "thanh niên"),
    ("đoàn tn", "đoàn thanh niên"),
    ("hội nd", "hội nông dân"),
    ("hội pn", "hội phụ nữ"),
    ("ban chỉ huy quân sự", "bchqs"),
    ("bộ chỉ huy quân sự", "bộchqs"),
    ("ban quân sự", "bchqs"),
    ("hành chính công", "phục vụ hành chính công"),
    ("phục vụ phục vụ", "phục vụ"),
    ("ban dân vận huyện ủy", "ban dân vận"),
    ("ban dân vận đảng ủy", "ban dân vận"),
    ("ban dân vận thành ủy", "ban dân vận"),
    ("ban dân vận tỉnh ủy", "ban dân vận"),
    ("ban dân vận thị ủy", "ban dân vận"),
    ("ban dân vận quận ủy", "ban dân vận"),
    ("trường th", "trường tiểu học"),
    ("tiểu học thcs", "tiểu học trung học cơ sở"),
    ("xã đoàn", "đoàn thanh niên xã"),
    ("huyện đoàn", "đoàn thanh niên huyện"),
    ("tỉnh đoàn", "đoàn thanh niên tỉnh"),
    ("thành đoàn", "đoàn thanh niên thành phố"),
    ("thị đoàn", "đoàn thanh niên thị xã"),
    ("quận đoàn", "đoàn thanh niên quận"),
    ("đoàn xã", "đoàn thanh niên xã"),
    ("trung tâm một cửa", "bộ phận một cửa"),
    ("bộ phận tiếp nhận trả kết quả", "bộ phận một cửa"),
    ("đảng ủy hđnd ubnd", "đảng ủy hđnd ubnd"),
)
"""Several words that are one name part, longest first where one contains another."""

NOISE = frozenset("và của".split())
"""Words that names keep or lose at will."""

LEVELS: tuple[tuple[str, ...], ...] = (
    ("thị", "trấn"),
    ("thị", "xã"),
    ("thành", "phố"),
    ("đặc", "khu"),
    ("xã",),
    ("phường",),
    ("huyện",),
    ("quận",),
    ("tỉnh",),
)
"""Administrative levels; two-word ones first."""

BEFORE_SOCIAL = frozenset("hóa binh hiểm sách trị tế tác sinh trợ tb lao động vh kt và".split())
"""Words before "xã hội" that make it the word "society", not a commune whose name begins with Hội."""

HAMLET_HEADS: tuple[tuple[str, ...], ...] = (
    ("tổ", "dân", "phố"),
    ("khu", "phố"),
    ("khu", "dân", "cư"),
    ("khu", "vực"),
    ("thôn",),
    ("ấp",),
    ("bản",),
    ("buôn",),
    ("bon",),
    ("sóc",),
    ("làng",),
    ("xóm",),
    ("khóm",),
    ("khối",),
    ("khu",),
    ("tổ",),
)

HEADS: tuple[tuple[str, ...], ...] = (
    *HAMLET_HEADS,
    ("bộ", "phận"),
    ("công", "chức"),
    ("trung", "tâm"),
    ("văn", "phòng"),
    ("ban", "quản", "lý"),
    ("chi", "cục"),
    ("trạm",),
    ("trường",),
    ("phòng",),
    ("ban",),
    ("sở",),
    ("hội",),
    ("đoàn",),
    ("đội",),
    ("đài",),
    ("quỹ",),
    ("công", "an"),
    ("công", "đoàn"),
    ("thanh", "tra"),
    ("hạt",),
    ("viện",),
    ("tòa",),
    ("bảo", "hiểm"),
    ("bệnh", "viện"),
    ("kho", "bạc"),
    ("ngân", "hàng"),
    ("thuế",),
    ("mttq",),
    ("bchqs",),
    ("liên", "đoàn"),
    ("đảng", "ủy"),
    ("ubnd",),
    ("hđnd",),
    ("chi", "bộ"),
    ("hợp", "tác", "xã"),
)
"""First words that say what kind of body it is."""

ELIDABLE = frozenset(
    {
        ("phòng",),
        ("ban",),
        ("sở",),
        ("hội",),
        ("đoàn",),
        ("trường",),
        ("trung", "tâm"),
        ("bộ", "phận"),
        ("công", "chức"),
        ("trạm",),
        *HAMLET_HEADS,
        ("xã",),
        ("phường",),
        ("thị", "trấn"),
    }
)
"""Heads that a list gives once: "Phòng Nội vụ, Tư pháp"; "thôn 1, 2, 3"."""

KNOWN_WORDS = frozenset(
    """phòng ban trung tâm văn hóa xã hội nội vụ tư pháp tài chính kế hoạch kinh tế hạ tầng đô thị nông
    nghiệp môi trường phát triển thôn thông tin thể thao truyền thanh du lịch lao động thương binh giáo dục
    đào tạo y tế quản lý công nghệ khoa học tài nguyên dân tộc tôn giáo thanh tra kiểm tra thống kê hộ tịch địa
    chính xây dựng kế toán phục vụ hành hđnd ubnd mttq bchqs an quân sự chỉ huy đoàn niên phụ nữ cựu
    chiến binh người cao tuổi chữ thập đỏ khuyến tiểu mầm non mẫu trung cơ sở phổ trường trạm đài chi cục thuế
    kho bạc bảo hiểm ngân hàng đảng ủy vận tuyên tổ chức liên hiệp hợp tác đội bộ phận một cửa tiếp nhận trả kết
    quả văn thư lưu trữ chính sách viện kiểm sát tòa án thi hành cứu nạn dự án đầu tư đất đai bồi thường giải
    mặt bằng tiếp công dân thường trực nhân việt nam thủ trưởng lãnh đạo khu phố thôn ấp bản làng xóm sở ngành đơn
    vị cơ quan giám sát thú dịch hạt lâm lao đông sản hậu cần kỹ thuật hưu tù yêu nước thiện nguyện nghề tổng
    cấp nước thủy lợi chợ vệ sinh trận""".split()
)
"""Words of administrative vocabulary. Only in these may a typing error be mended; other words are
proper names, and two places often differ by one letter (Vĩnh Hà, Vĩnh Hòa)."""
