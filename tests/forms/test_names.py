"""File names of issued forms."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_xl.forms.names import form_names
from danvan_xl.model import Period, Unit

PERIOD = Period("K1", "Kỳ 1", date(2025, 7, 1), date(2025, 8, 31), due=date(2025, 9, 3))


def name_of(code: str, name: str, period: str = "K1") -> str:
    return form_names([Unit(code, name)], Period(period, "", *[date(2025, 1, 1)] * 3))[code]


class DescribeFormNames:
    def it_names_the_unit_and_the_period_in_vietnamese(self):
        assert name_of("T01", "Thôn Đồng Tâm") == "T01 - Thôn Đồng Tâm - K1.xlsx"

    def it_takes_out_what_windows_forbids(self):
        assert name_of("A/B", 'Phòng "Một": <cửa>?', "K1|2025") == "A-B - Phòng -Một- -cửa - K1-2025.xlsx"

    def it_avoids_names_of_devices(self):
        assert name_of("CON.", "", "") == "phieu CON.xlsx"

    def it_keeps_dots_inside_but_not_at_the_ends(self):
        assert name_of("TT.1", "UBND TT. Tân An.") == "TT.1 - UBND TT. Tân An - K1.xlsx"

    def it_never_starts_like_a_lock_file(self):
        assert name_of("~$T1", "Thôn") == "T1 - Thôn - K1.xlsx"

    def it_tells_units_apart_whose_codes_differ_in_case_only(self):
        names = form_names([Unit("a1", "Thôn"), Unit("A1", "Thôn")], PERIOD)
        assert names == {"a1": "a1 - Thôn - K1.xlsx", "A1": "A1 - Thôn - K1 (2).xlsx"}

    def it_cuts_long_names_at_a_space(self):
        name = name_of("TTDV", "Trung tâm " + "Văn hóa, Thông tin và Truyền thanh " * 5)
        assert name.startswith("TTDV - Trung tâm Văn hóa, Thông tin")
        assert name.endswith(" - K1.xlsx")
        assert len(name) <= 100
        assert len(name.encode()) <= 240

    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(st.tuples(st.text(min_size=1, max_size=40), st.text(max_size=200)), min_size=1, max_size=6)
    )
    def it_is_always_allowed_and_unique(self, units):
        units = list({code: Unit(code, name) for code, name in units}.values())
        names = form_names(units, PERIOD)
        assert len({name.casefold() for name in names.values()}) == len(units)
        for name in names.values():
            assert not set(name) & set('<>:"/\\|?*')
            assert all(ord(letter) >= 32 for letter in name)
            assert name.endswith(".xlsx")
            assert name.strip(" .") == name
            assert len(name) <= 106  # room for ' (12)'
            assert len(name.encode()) <= 255
