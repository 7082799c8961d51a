"""Deadline phrases (``Thời gian thực hiện``) → kind, window, due dates; or ``Chưa rõ`` with the reason.

A small grammar, one subject a module: ``words`` (the lexicon), ``tokens`` (text → typed tokens), ``month_grammar``,
``day_grammar``, ``calendar_grammar`` (stretches of time), ``due_rule_grammar`` (the 25th of every month),
``rhythm_grammar`` (every month, twice a year), ``span_grammar`` (from ... to ...), ``clause_grammar`` (whole phrases),
``terms`` (what they recognise), ``resolve`` (which year), ``occurrences``, ``combine`` (clauses → one deadline),
``reader`` (a cell's text → a deadline), ``impossible`` (31/02 in prose).

Rules
-----
1. *Nothing is skipped.* Every word, number and mark must have its place in the grammar or be a known filler;
   otherwise the phrase is ``Chưa rõ`` and the reason quotes the words. A wrong reading is worse than none.
2. *Days* are day first (Nghị định 30/2020/NĐ-CP: "ngày 05 tháng 9 năm 2025"), with / . - or words, year of four or
   two digits or none. An impossible day (31/9, 29/02/2025, 9/25/2025) is never bent into a possible one.
3. *Years.* A written year is kept as written, also outside the plan (the reason then says so); more than five years
   away (ten for whole years) it is taken for a typing error: ``Chưa rõ``. An unwritten year is that of the list
   ("Quý III, IV/2025"), else the only year in which the phrase meets the plan; none or several: ``Chưa rõ``.
   "Trong năm", "cả năm" alone mean the plan's year, from the plan's first day.
4. *Có hạn.* "Trong tháng 9", "Quý III", "6 tháng cuối năm", "giai đoạn 2021-2025" are windows, as written, never
   clipped. "Trước", "chậm nhất", "xong ... ngày", "đến hết", a bare day are due dates; the start is the plan's first
   day (None where the due date precedes the plan). "Từ ... đến ..." has both; "từ nay", "từ ngày ban hành" is the
   plan's first day, "sau ngày 10/9" the 11th (Bộ luật Dân sự 2015 điều 147 khoản 2).
5. *Before.* The plan's rule decides whether "trước 05/9" allows the 5th; "chậm nhất", "đến", "hết", "trước 17 giờ
   ngày 05/9" always do. "Trước tháng 9", "trước quý IV" are ``Chưa rõ``.
6. *Ends and middles* (điều 146): cuối tháng, cuối quý, cuối năm are the last day; giữa tháng the 15th, giữa năm the
   last of June (said in the reason); nửa tháng is 15 days, a week of a month seven days (tuần 2 tháng 9: 8-14/9).
   "Đầu tháng", "đầu năm" begin a range ("từ đầu tháng 9"); as deadlines of their own they are ``Chưa rõ``.
7. *Several deadlines.* Neighbouring months or quarters are one window. Otherwise every due date is kept in
   ``occurrences`` and Hạn is the latest. A due day inside a window is that window's due date; a report's ("báo cáo
   trước ...") is one of its own. Overlapping windows are ``Chưa rõ``.
8. *Thường xuyên* runs over the plan or over the window beside it; "cả năm", "quanh năm", "hằng ngày", "suốt quý III"
   are recurring too. A report's due dates beside it are kept in ``occurrences``, with the window's end. Thường xuyên
   with another deadline that is no report's is ``Chưa rõ``.
9. *Định kỳ.* Calendar months, quarters, half-years, years; a due date is the period's last day (a week's: Sunday)
   unless one is written. ``occurrences`` are all those inside the plan (and inside a window that is written beside
   it), Hạn the last. "2 lần/năm" is spread evenly (said in the reason); "3 lần/năm", "2 lần/tháng" are ``Chưa rõ``,
   "mỗi tháng 02 lần" is due at the end of each month.
   As many dates must be written as there are reports ("6 tháng, năm (trước 10/5, 10/11)"). "Ngày 31 hằng tháng" in a
   plan with shorter months is ``Chưa rõ``.
10. *Theo yêu cầu*: đột xuất, khi có ..., theo yêu cầu / kế hoạch / chỉ đạo của ..., sau khi có ...; the free words
    behind may not speak of time. Beside a dated, recurring or periodic clause it is only noted in the reason.
    "Theo quy định" alone is ``Chưa rõ``: there is a date, in a document that we do not have.
11. *Continuing*: "và các năm tiếp theo" sets the flag and changes nothing else.
12. *Days off.* Under ``Ngày làm việc kế tiếp`` due dates of dated and periodic tasks move (điều 148 khoản 5), after
    everything else is decided; the end of a recurring window is no due date and stays.
13. *Blank* is recurring over the plan, ``inferred``; unless the task's own words name a day that there is none of
    (``impossible``): that phrase is read then, and is ``Chưa rõ``.
"""

from __future__ import annotations

from danvan_xl.language.deadlines.context import DeadlineContext
from danvan_xl.language.deadlines.impossible import deadline_of, impossible_day
from danvan_xl.language.deadlines.reader import read_deadline

__all__ = ["DeadlineContext", "deadline_of", "impossible_day", "read_deadline"]
