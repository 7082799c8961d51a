"""Reporting rounds out of running text: "báo cáo ... 6 tháng (trước ngày 10/5), năm (trước ngày 10/11)".

Only dates said to be limits of a report count; the days that a round covers are worked out (from the plan's first
day to the due date) and marked so, because plans hardly ever say them. The dates by which the body itself reports to
the level above are no rounds of its units, unless the plan names no others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from danvan_xl.documents.facts import PlanFacts
from danvan_xl.documents.text.content import Paragraph, TableBlock, place
from danvan_xl.language.folding import clean, fold


class ReportDate(Struct, frozen=True):
    """A report's due date. ``scores``: the text asks for self-scores by that date."""

    due: date
    label: str
    source: str
    where: str
    scores: bool = False
    upward: bool = False
    """The report goes from the body to the level above; the units owe theirs by another date."""


_DAY = (
    r"(?:(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})(?:\s*[/.\-]\s*(?P<y>\d{4}))?(?:\s*năm\s*(?P<y3>\d{4}))?"
    r"|(?P<d2>\d{1,2})\s*tháng\s*(?P<m2>\d{1,2})(?:\s*(?:năm|/)\s*(?P<y2>\d{4}))?)"
)
_LIMIT = re.compile(
    rf"(?:trước|chậm nhất(?: là)?(?: vào)?(?: trước)?|muộn nhất(?: là)?|hạn(?: cuối| chót| nộp)?(?: là)?|xong trước|không quá|đến hết|(?<=gửi )vào|(?<=báo cáo )vào)\s*:?\s*(?:hết\s+)?(?:ngày\s+)?{_DAY}(?!\d|\s*/)",
    re.I,
)
_AND = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:,|;|và|,\s*và)\s*(?:trước\s+)?(?:ngày\s+)?{_DAY}(?!\d|\s*/)", re.I
)
"""A second date behind a limit: "trước ngày 05/6 và 05/12"."""
_ABOVE = (
    r"(?:[^;.,(]{0,60}?\s)?(?:(?P<council>UBND|[ỦU][ỷyỶY] ban nhân dân)(?:\s+(?P<level>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh))?"
    r"|Sở|Chính phủ|Thủ tướng|Trung ương|Tỉnh ủy|Thành ủy|Huyện ủy|Bộ|cấp trên|Thường trực|Ban Thường vụ|Đảng ủy)"
)
_DRAFTS = tuple(
    re.compile(start + _ABOVE, re.I)
    for start in (
        r"báo cáo (?:chung )?của (?:UBND|[ỦU][ỷyỶY] ban nhân dân|tỉnh|huyện|thành phố|thị xã|xã|phường|đặc khu|Sở)[^;.]{0,60}\bgửi\s+",
        r"(?:tham mưu|dự thảo|giúp|trình|để)\s[^;.]{0,120}?\b(?:báo cáo|gửi)\s+",
        r"(?<!các )(?:Phòng|Văn phòng|Sở|Trung tâm|Bộ phận)\s[^;.,]{2,60}\s(?:có trách nhiệm )?tổng hợp[^;.]{0,40}?\bbáo cáo\s+",
    )
)
"""A unit drafts a report that goes on from the body."""
_FORMS = re.compile(
    r"(?:biểu mẫu|mẫu|đề cương|phụ lục)(?: \w+){0,2} (?:báo cáo|chấm điểm)|hướng dẫn (?:\w+ ){0,4}báo cáo",
    re.I,
)
_LABEL = re.compile(
    r"(?:báo cáo\s+)?(?P<label>(?:0?6|sáu|9|chín|0?3)\s*tháng(?:\s+(?:đầu|cuối)\s+năm)?|(?<!mỗi )quý\s+(?:IV|III|II|I|[1-4])\b(?!\s*lần)|(?:01|1|một|cả|hết)\s*năm\b|(?:hằng|hàng)\s+năm|lần\s+(?:thứ\s+)?(?:\d+|nhất|hai|ba|tư)|đợt\s+(?:\d+|[IVX]+)|sơ kết|tổng kết"
    r"|năm\b(?!\s*(?:20\d\d|học))|báo cáo năm|cuối năm|giữa năm)",
    re.I,
)
_LABEL_BEHIND = re.compile(
    r"^\s*(?:\(\s*(?:báo cáo\s+)?|(?:đối với|cho|là)\s+báo cáo\s+)(?P<label>(?:0?6|sáu|9|chín)\s*tháng|quý\s+[IVX1-4]+|(?:cả\s+)?năm|sơ kết|tổng kết)",
    re.I,
)
_RHYTHM = re.compile(
    r"(?:(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?:tháng|quý)[^.;]{0,8}?,?\s*\(?\s*(?:trước|chậm nhất|vào)[^.;)]{3,40}"
    r"|(?:trước|chậm nhất(?: là)?|vào)\s+(?:ngày\s+)?\d{1,2}\s+(?:hằng|hàng)\s+tháng|(?:(?:trước|chậm nhất(?: là)?|vào)\s+(?:ngày\s+)?|ngày\s+)\d{1,2}\s+(?:của\s+)?tháng cuối (?:của )?quý)",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])")
_REPORT = re.compile(
    r"\bbáo cáo\b|\btổng hợp\b(?! (?:danh sách|tin|hồ sơ)).*\bgửi\b|tự chấm điểm|chế độ thông tin", re.I
)
_OF_ALL = re.compile(
    r"(?i)\b(?:các|từng|mỗi|tất cả|thủ trưởng|những)\s+(?:cơ quan|đơn vị|phòng|ban|ngành|sở|địa phương|xã|phường|huyện|thôn|ấp|bản|tổ|bộ phận|trường|khối)\b[^.;]*\bbáo cáo\b|chế độ báo cáo"
)
_SCORES = re.compile(r"(?:tự\s+)?chấm điểm|tự đánh giá", re.I)


def read_report_dates(
    paragraphs: Iterable[Paragraph],
    facts: PlanFacts,
    tables: Iterable[TableBlock] = (),
    alone: Collection[int] = (),
) -> list[ReportDate]:
    """Every report date of these paragraphs and schedules, by date; the same date twice is one.

    ``alone``: lines of a single unit's duties. What it reports there on its own work counts like a report that goes on,
    and a rhythm there ("vào ngày 25 hằng tháng") makes no rounds, unless the sentence speaks of everybody's reports.
    """
    found: dict[date, ReportDate] = {}
    if facts.start is None or facts.end is None:
        return []
    for table in tables:
        found |= {report.due: report for report in read_report_table(table, facts)}
    for paragraph in _with_flat_schedules(paragraphs):
        about = bool(_REPORT.search(paragraph.text))
        if not about:
            continue
        for sentence in _SENTENCE.split(paragraph.text):
            if not _REPORT.search(_FORMS.sub("", sentence)):
                continue
            told = _single(sentence, paragraph, facts)
            if paragraph.number in alone and not _OF_ALL.search(sentence):
                told = [replace(report, upward=True) for report in told]
            else:
                told += _rhythm(sentence, paragraph, facts)
            for report in told:
                known = found.get(report.due)
                if known is None:
                    found[report.due] = report
                else:
                    found[report.due] = ReportDate(
                        report.due,
                        known.label or report.label,
                        known.source,
                        known.where,
                        known.scores or report.scores,
                        known.upward and report.upward,
                    )
    return [found[due] for due in sorted(found)]


def _with_flat_schedules(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """A schedule whose cells a converter put on lines of their own: the name of a report, then its date alone."""
    result: list[Paragraph] = []
    for paragraph in paragraphs:
        if _LIMIT.fullmatch(paragraph.text.rstrip(" .;")):
            name = next(
                (
                    p
                    for p in reversed(result[-3:])
                    if re.match(r"(?i)báo cáo\s", p.text) and len(p.text.split()) <= 8
                ),
                None,
            )
            if name is not None:
                paragraph = replace(paragraph, text=f"{name.text} {paragraph.text}", mark="")
        result.append(paragraph)
    return result


def owed_by_units(reports: Sequence[ReportDate]) -> tuple[list[ReportDate], list[ReportDate]]:
    """(rounds of the units, reports of the body itself); the latter count as rounds when there are no others."""
    own = [report for report in reports if not report.upward]
    return (own, [r for r in reports if r.upward]) if own else (list(reports), [])


def _single(sentence: str, paragraph: Paragraph, facts: PlanFacts) -> list[ReportDate]:
    result = []
    start = 0
    for limit in _LIMIT.finditer(sentence):
        if limit.start() < start:
            continue
        before = sentence[start : limit.start()]
        scores = bool(_SCORES.search(sentence[: limit.start()]))
        upward = _goes_upward(sentence[: limit.start()], facts)
        match: re.Match[str] | None = limit
        if _is_other_matter(before):
            start = limit.end()
            continue
        while match is not None:
            due = _date(match, facts)
            behind = sentence[match.end() :]
            if due is not None:
                label = _label(before, behind)
                result.append(ReportDate(due, label, paragraph.text, paragraph.where, scores, upward))
            start = match.end()
            match = _AND.match(sentence, start)
            before = match.group() if match else ""
    return result


def _goes_upward(text: str, facts: PlanFacts) -> bool:
    """Whether the words before a date, since the last semicolon, speak of the body's own report to somebody above."""
    clause = text.rpartition(";")[2]
    found = next((match for rule in _DRAFTS if (match := rule.search(clause))), None)
    if found is None:
        return False
    if not found["council"]:
        return True
    level = fold(found["level"] or "")
    if found.re is _DRAFTS[-1]:
        return True  # the unit that gathers the others' reports hands on its own
    return bool(level) and level not in fold(facts.issuer.value if facts.issuer else level)


def _label(before: str, behind: str) -> str:
    follows = _LABEL_BEHIND.match(behind)
    if follows:
        return clean(follows["label"])
    labels = list(_LABEL.finditer(before))
    # A label far before its date belongs to something else.
    if labels and len(before) - labels[-1].end() <= 60:
        return clean(labels[-1]["label"])
    return ""


_OTHER_WORK = re.compile(
    r"(?:ban hành|xây dựng|hoàn thành) (?:kế hoạch|văn bản)[^,]*$|\b(?:đăng ký|lập|thành lập|rà soát|lựa chọn|triển khai|tổ chức|niêm yết|công khai|bình xét)\b"
)


def _is_other_matter(before: str) -> bool:
    """ "ban hành kế hoạch trước ngày 30/8, báo cáo kết quả trước ngày ...": only the second is a report's limit."""
    clause = re.split(r"[;.]", before)[-1]
    key = fold(clause)
    return bool(_OTHER_WORK.search(key)) and not re.search(r"báo cáo|tổng hợp|chấm điểm|số liệu|kết quả", key)


def _date(match: re.Match[str], facts: PlanFacts) -> date | None:
    day, month = match["d"] or match["d2"], match["m"] or match["m2"]
    year = match["y"] or match["y2"] or match["y3"]
    assert facts.start is not None and facts.end is not None
    years = [int(year)] if year else range(facts.start.year, facts.end.year + 2)
    first = max(facts.start, facts.issued_on or facts.start) if not year else facts.issued_on or facts.start
    for candidate in years:
        try:
            due = date(candidate, int(month), int(day))
        except ValueError:
            return None
        if due >= min(first, facts.end):
            return due
    return None


def _rhythm(sentence: str, paragraph: Paragraph, facts: PlanFacts) -> list[ReportDate]:
    """ "trước ngày 25 hằng tháng": one round a month of the plan."""
    from danvan_xl.language.deadlines import DeadlineContext, read_deadline
    from danvan_xl.model import DeadlineKind

    assert facts.start is not None and facts.end is not None
    for match in _RHYTHM.finditer(sentence):
        phrase = match.group().strip(" ,(")
        inner = phrase.partition("(")[2]
        shorter = [phrase[:at] for at, letter in enumerate(phrase) if letter == "," and at > 20]
        for text in filter(
            None, (inner, f"{phrase})" if inner else phrase, phrase.replace("(", ""), *shorter)
        ):
            reading = read_deadline(text, DeadlineContext(facts.start, facts.end))
            if reading.kind is DeadlineKind.PERIODIC and len(reading.occurrences) > 1:
                monthly = "tháng" in phrase and "quý" not in phrase
                quarters = _quarters(sentence[: match.start()])
                return [
                    ReportDate(
                        due,
                        f"tháng {due.month}/{due.year}"
                        if monthly
                        else f"quý {(due.month + 2) // 3}/{due.year}",
                        paragraph.text,
                        paragraph.where,
                    )
                    for due in reading.occurrences
                    if (facts.issued_on is None or due >= facts.issued_on or due > facts.end)
                    if monthly or not quarters or (due.month + 2) // 3 in quarters
                ]
    return []


def _quarters(before: str) -> set[int]:
    """ "Báo cáo quý I và quý III trước ngày 12 của tháng cuối quý": only these two."""
    named = re.search(r"(?i)quý\s+((?:[IV1-4]+\s*(?:,|và|;)?\s*(?:quý\s+)?)+)$", before)
    values = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
    return (
        {values[q] for q in re.findall(r"[IV1-4]+", named.group(1).upper()) if q in values}
        if named
        else set()
    )


_NAMES = re.compile(r"^(?:tên |loại |các |kỳ )*báo cáo")
_DUE = re.compile(r"(?:thời )?hạn|thời gian (?:gửi|nộp|báo cáo)|ngày (?:gửi|nộp)|gửi trước|nộp trước")


def read_report_table(block: TableBlock, facts: PlanFacts) -> list[ReportDate]:
    """A schedule of reports set as a table: one column names the reports, one their due dates."""
    for at, header in enumerate(block.rows[:3]):
        folded = [fold(cell) for cell in header]
        name = next((i for i, cell in enumerate(folded) if _NAMES.match(cell)), None)
        due = next((i for i, cell in enumerate(folded) if i != name and _DUE.search(cell)), None)
        if name is None or due is None:
            continue
        found = []
        for number, row in enumerate(block.rows[at + 1 :], at + 1):
            limit = _LIMIT.search(
                f"trước {clean(row[due])}" if clean(row[due])[:1].isdigit() else clean(row[due])
            )
            day = _date(limit, facts) if limit else None
            if day is not None:
                label = list(_LABEL.finditer(clean(row[name])))
                shown = clean(label[0]["label"]) if label else ""
                source = " | ".join(filter(None, map(clean, row)))
                found.append(
                    ReportDate(day, shown, source, place(block.page_of(number), block.number + number))
                )
        return found
    return []


def period_name(report: ReportDate, number: int) -> str:
    """A readable name of the round."""
    label = report.label.lower()
    key = fold(label)
    if not label:
        return f"Báo cáo kỳ {number} (hạn {report.due:%d/%m/%Y})"
    if re.fullmatch(r"(?:01|1|một|cả|hết)? ?năm|(?:hằng|hàng) năm|báo cáo năm", key):
        return f"Báo cáo năm {report.due.year}"
    if re.match(r"(?:06|6|sáu) tháng", key):
        return (
            f"Báo cáo {label.replace('06', '6')} năm {report.due.year}"
            if "năm" not in key
            else f"Báo cáo {label} {report.due.year}"
        )
    if key.startswith(("lần", "đợt")):
        return f"Báo cáo {label} năm {report.due.year}"
    shown = re.sub(r"\b(i|ii|iii|iv)\b", lambda m: m.group().upper(), label)
    return f"Báo cáo {shown}" + ("" if re.search(r"20\d\d", shown) else f" năm {report.due.year}")
