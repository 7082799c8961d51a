"""Names of bodies: proper names keep every capital, kinds and levels have theirs."""

from __future__ import annotations

import pytest

from danvan_xl.sheets.summary.wording import sentence_name

CITIES = "Hà Nội, Hải Phòng, Đà Nẵng, Hồ Chí Minh, Cần Thơ"
PROVINCES_63 = """
An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định, Bình Phước, Bình Thuận,
Cà Mau, Cao Bằng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai, Hà Giang, Hà Nam, Hà Tĩnh, Hải Dương, Hậu Giang,
Hòa Bình, Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, Nghệ An,
Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh,
Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái
"""
CITIES_2025 = "Hà Nội, Hải Phòng, Huế, Đà Nẵng, Hồ Chí Minh, Cần Thơ"
PROVINCES_2025 = """
Cao Bằng, Điện Biên, Hà Tĩnh, Lai Châu, Lạng Sơn, Nghệ An, Quảng Ninh, Thanh Hóa, Sơn La, Tuyên Quang, Lào Cai, Thái Nguyên,
Phú Thọ, Bắc Ninh, Hưng Yên, Ninh Bình, Quảng Trị, Quảng Ngãi, Gia Lai, Khánh Hòa, Lâm Đồng, Đắk Lắk, Đồng Nai, Tây Ninh,
Vĩnh Long, Đồng Tháp, Cà Mau, An Giang
"""
COMMUNES = """
Tân Xã, Hạ Bằng, Phú Xã, Thanh Xá, Yên Thành, Châu Thành, Tân Thành, Mỹ Thành, Hợp Thành, Phú Thành, Quảng Thành, Long Thành,
Vĩnh Thành, Nam Thành, Kim Thành, Thuận Thành, Trung Thành, Đại Thành, Bình Thành, Nhơn Thành, Xã Phan, Thị Hoa, Thị Cầu,
Thị Nghè, Đặc Lập, Khu Trung, Phố Mới, Phố Lu, Phố Cò, Phố Hiến, Tỉnh Bắc, Quận Bảo, Tổ Hạ, Ấp Mới, Thôn Hạ, Bản Lang,
Bản Hồ, Bản Phố, Bản Cầm, Mường Khương, Mường Hum, Mường Lò, Mường Ảng, Nậm Chảy, Nậm Lúc, Tả Van, Tả Phìn, Sín Chải,
Y Tý, A Lù, A Mú Sung, A Roàng, A Ngo, A Bung, Ia Drang, Ia Grai, Ia Pa, Ia Rsai, Ia Kreng, Ea Kar, Ea Súp, Ea H'leo, Ea Na,
Ea Trul, Cư M'gar, Cư Yang, Cư Pui, Krông Pắc, Krông Nô, Krông Bông, Đắk Tô, Đắk Mil, Đắk Song, Đắk Hà, Kon Plông, Kon Rẫy,
Chư Prông, Chư Sê, Chư Păh, M'Drắk, Đơn Dương, Đức Trọng, Lạc Dương, Đạ Tẻh, Cát Tiên, Bảo Lâm, Di Linh, Hòa Phú, Hòa Tiến,
Hòa Vang, Hòa Khánh, Thạch Thất, Quốc Oai, Phúc Thọ, Ba Vì, Sóc Sơn, Đông Anh, Gia Lâm, Thanh Trì, Thường Tín, Phú Xuyên,
Ứng Hòa, Mỹ Đức, Chương Mỹ, Hương Sơn, Hương Khê, Can Lộc, Nghi Xuân, Đức Thọ, Kỳ Anh, Cẩm Xuyên, Thạch Hà, Lộc Hà, Vũ Quang,
Bố Trạch, Quảng Trạch, Tuyên Hóa, Minh Hóa, Lệ Thủy, Vĩnh Linh, Gio Linh, Cam Lộ, Hướng Hóa, Triệu Phong, Hải Lăng,
Phong Điền, Quảng Điền, Phú Vang, Phú Lộc, Nam Đông, A Lưới, Đại Lộc, Điện Bàn, Duy Xuyên, Quế Sơn, Thăng Bình, Tiên Phước,
Núi Thành, Bắc Trà My, Nam Trà My, Phước Sơn, Nam Giang, Tây Giang, Đông Giang, Bình Sơn, Sơn Tịnh, Tư Nghĩa, Mộ Đức, Ba Tơ,
Minh Long, Sơn Hà, Trà Bồng, Lý Sơn, Côn Đảo, Phú Quốc, Thổ Châu, Kiên Hải, Cái Bè, Cai Lậy, Gò Công, Chợ Gạo, Chợ Lách,
Mỏ Cày, Giồng Trôm, Ba Tri, Thạnh Phú, Cầu Kè, Cầu Ngang, Trà Cú, Duyên Hải, Tiểu Cần, Càng Long, Vũng Liêm, Tam Bình,
Trà Ôn, Bình Tân, Bình Minh, Mang Thít, Long Hồ, Hội An, Hội Nghĩa, Đoàn Đào, Đoàn Kết, Đội Cấn, Xuân Hội, Tân Hội,
An Hòa, An Phú, An Thạnh, Bình An, Bình Hòa, Cẩm Giàng, Chí Linh, Đông Triều, Hiệp Hòa, Lục Ngạn, Sơn Động, Việt Yên, Tân Yên,
Yên Thế, Lạng Giang, Hữu Lũng, Chi Lăng, Bắc Sơn, Tràng Định, Văn Lãng
"""


def names(text: str) -> list[str]:
    return [name.strip() for name in text.replace("\n", " ").split(",") if name.strip()]


def test_the_lists_are_whole():
    assert len(names(CITIES) + names(PROVINCES_63)) == 63
    assert len(names(CITIES_2025) + names(PROVINCES_2025)) == 34
    assert len(set(names(COMMUNES))) >= 200


@pytest.mark.parametrize(
    ("level", "listed"),
    [
        ("tỉnh", PROVINCES_63),
        ("tỉnh", PROVINCES_2025),
        ("thành phố", CITIES),
        ("thành phố", CITIES_2025),
        ("xã", COMMUNES),
        ("phường", COMMUNES),
        ("thị trấn", COMMUNES),
        ("huyện", COMMUNES),
    ],
)
@pytest.mark.parametrize("body", ["Ủy ban nhân dân", "UBND", "Sở Nội vụ", "Phòng Văn hóa - Xã hội"])
def test_proper_names_keep_their_capitals(body, level, listed):
    wrong = {}
    for name in names(listed):
        right = f"{body} {level} {name}"
        if sentence_name(right.upper()) != right:
            wrong[right] = sentence_name(right.upper())
    assert wrong == {}


@pytest.mark.parametrize(
    "name",
    [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Tài nguyên và Môi trường thành phố Cần Thơ",
        "Phòng Nội vụ huyện Châu Thành, tỉnh Đồng Tháp",
        "UBND xã Tân Xã huyện Thạch Thất",
        "UBND thị xã Phú Thọ, tỉnh Phú Thọ",
        "Văn phòng HĐND và UBND xã An Hòa",
        "Ủy ban Mặt trận Tổ quốc Việt Nam xã An Hòa",
        "Ban Dân vận Tỉnh ủy Đồng Nai",
        "Tỉnh ủy Đồng Nai",
        "Đảng ủy xã Tân Thành",
        "Hội Nông dân xã An Hòa",
        "Trường Tiểu học Phú Long",
        "UBND phường 1",
    ],
)
def test_fields_and_levels_of_a_body(name):
    assert sentence_name(name.upper()) == name
    assert sentence_name(name) == name
