"""Writes a window in every style that offices use, for the round trip: what is written must be read back."""

from __future__ import annotations

import calendar
from datetime import date

ROMAN = ("", "I", "II", "III", "IV")
WORDS = ("", "một", "hai", "ba", "tư", "", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day_styles(day: date, *, year_said: bool) -> list[str]:
    """One day. Without a year where the plan makes it plain."""
    d, m, y = day.day, day.month, day.year
    if not year_said:
        return [
            f"{d:02d}/{m}",
            f"ngày {d}/{m}",
            f"ngày {d:02d}/{m:02d}",
            f"ngày {d} tháng {m}",
            f"ngày {d:02d}-{m}",
        ]
    return [
        f"{d:02d}/{m}/{y}", f"{d}/{m}/{y}", f"{d:02d}/{m:02d}/{y}", f"{d}.{m}.{y}", f"{d:02d}-{m:02d}-{y}",
        f"{d} / {m}/ {y}", f"ngày {d:02d}/{m}/{y}", f"ngày {d:02d} tháng {m} năm {y}", f"{d:02d}/{m:02d}/{y % 100}",
        f"{y}-{m:02d}-{d:02d}", f"ngày {d}/{m} năm {y}", f"NGÀY {d}/{m}/{y}",
    ]  # fmt: skip


DUE_LEADS = (
    "trước {}", "Xong trước {}", "Hoàn thành trước {}", "chậm nhất {}", "Chậm nhất là {}", "đến hết {}", "đến {}",
    "Phải xong trước {}", "{}", "Hạn: {}", "Gửi báo cáo trước {}", "muộn nhất {}.", "hoàn thành chậm nhất {}",
    "Kết thúc trước {}", "({})", "Thời hạn hoàn thành: {}",
)  # fmt: skip


def month_styles(first: int, last: int, year: int) -> list[str]:
    """Whole months of one year."""
    if first == last:
        return [
            f"Tháng {first}/{year}", f"tháng {first:02d}/{year}", f"trong tháng {first}/{year}", f"{first}/{year}",
            f"tháng {first} năm {year}", f"T{first}/{year}", f"Tháng {first}-{year}", f"Tháng {first}.{year}",
            f"Xong trong tháng {first}/{year}", f"Tháng {first}, năm {year}", f"tháng {first}/{year % 100}",
            *([f"tháng {WORDS[first]} năm {year}"] if WORDS[first] else []),
        ]  # fmt: skip
    listed = ", ".join(str(m) for m in range(first, last)) + f" và {last}"
    nouns = ", ".join(f"tháng {m}" for m in range(first, last + 1))
    return [
        f"Tháng {first}-{last}/{year}", f"Tháng {first} - {last}/{year}", f"tháng {first} – {last} năm {year}",
        f"từ tháng {first} đến tháng {last}/{year}", f"Từ tháng {first} đến hết tháng {last}/{year}",
        f"từ tháng {first}/{year} đến {last}/{year}", f"T{first}-{last}/{year}", f"Tháng {listed}/{year}",
        f"{nouns}/{year}", f"tháng {first}/{year} - tháng {last}/{year}", f"tháng {first} đến {last}/{year}",
        f"{first}/{year} - {last}/{year}", f"trong tháng {listed} năm {year}",
        f"từ đầu tháng {first} đến cuối tháng {last}/{year}",
    ]  # fmt: skip


def quarter_styles(first: int, last: int, year: int) -> list[str]:
    """Whole quarters of one year, Roman or Arabic."""
    a, b = ROMAN[first], ROMAN[last]
    if first == last:
        return [
            f"Quý {a}/{year}", f"quý {first}/{year}", f"Trong quý {a} năm {year}", f"Q{first}/{year}", f"Q{a}/{year}",
            f"QUÝ {a}/{year}", f"Quí {a}-{year}", f"Qúy {a}, năm {year}", f"Hoàn thành trong quý {a}/{year}",
            f"quý {WORDS[first]} năm {year}",
        ]  # fmt: skip
    romans = ", ".join(ROMAN[q] for q in range(first, last + 1))
    numbers = ",".join(str(q) for q in range(first, last + 1))
    nouns = " và ".join(f"quý {ROMAN[q]}" for q in range(first, last + 1))
    return [
        f"Quý {romans}/{year}", f"các quý {romans} năm {year}", f"Quý {numbers}/{year}", f"{nouns}/{year}",
        f"quý {a}-{b}/{year}", f"Quý {a} - quý {b}/{year}", f"từ quý {a} đến quý {b} năm {year}",
        f"Quý {first}-{last}/{year}", f"từ quý {first} đến hết quý {last}/{year}",
    ]  # fmt: skip


def part_styles(months: int, at_end: bool, year: int) -> list[str]:
    """The first or last months of a year."""
    where = "cuối" if at_end else "đầu"
    styles = [
        f"{months} tháng {where} năm {year}", f"{months:02d} tháng {where} năm {year}",
        f"Trong {months} tháng {where} năm {year}", f"{months} tháng {where} {year}",
    ]  # fmt: skip
    if months == 6:
        styles += [f"nửa {where} năm {year}", f"sáu tháng {where} năm {year}"]
    return styles


def range_styles(first: date, last: date) -> list[str]:
    """From one day to another, of one year."""
    a, b, y = f"{first.day:02d}/{first.month}", f"{last.day:02d}/{last.month}", last.year
    return [
        f"từ {a}/{y} đến {b}/{y}", f"Từ ngày {a}/{y} đến ngày {b}/{y}", f"{a}/{y} - {b}/{y}", f"{a}/{y}-{b}/{y}",
        f"từ {a} đến {b}/{y}", f"{a} - {b}/{y}", f"từ ngày {a} đến hết ngày {b}/{y}",
        f"từ ngày {first.day} tháng {first.month} đến ngày {last.day} tháng {last.month} năm {y}",
        f"Bắt đầu từ {a}/{y}, hoàn thành trước {b}/{y}", f"kể từ ngày {a}/{y} đến {b}/{y}",
    ]  # fmt: skip
