"""How a field of the form looks and what may be typed into it: by its kind, with its own words where it has some."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from danvan_xl.language.showing import number_text, vn_date
from danvan_xl.model import Plan
from danvan_xl.sheets.tables import TYPED
from danvan_xl.terms.fields import Field, FieldKind
from danvan_xl.workbooks.drawing import style
from danvan_xl.workbooks.drawing.spec import Range, Style, Validation

_INPUT = {
    FieldKind.PHONE: style.INPUT.but(num_format="@"),
    FieldKind.NUMBER: style.INPUT_NUMBER,
    FieldKind.PERCENT: style.INPUT_NUMBER,
    FieldKind.COUNT: style.INPUT_NUMBER.but(num_format="#,##0"),
    FieldKind.DATE: style.INPUT_DATE,
    FieldKind.MARK: style.INPUT_CENTER,
    FieldKind.CHOICE: style.INPUT_CENTER,
}
_FACT = {
    FieldKind.CODE: style.CODE.but(num_format="@"),
    FieldKind.WORD: style.CENTER,
    FieldKind.NUMBER: style.NUMBER,
    FieldKind.COUNT: style.INTEGER,
    FieldKind.PERCENT: style.NUMBER,
    FieldKind.DATE: style.DATE,
}
OFF = style.BODY.but(fill="E4E7EB", align="center")
"""A cell in an input column that is not to be filled in this row."""


def input_style(field: Field) -> Style:
    """Unlocked and coloured: somebody is to type here."""
    return _INPUT.get(field.kind, style.INPUT)


def fact_style(field: Field) -> Style:
    """Locked: what the form says."""
    return _FACT.get(field.kind, style.BODY)


def header_style(field: Field) -> Style:
    """The head of its column; one to fill is lighter, so that the eye finds it."""
    return TYPED if field.fill else style.HEADER


def input_rule(
    field: Field, areas: list[Range], plan: Plan, *, first: date | None = None
) -> Validation | None:
    """What may be typed; None for free text. Dates lie between ``first``, else a year before the plan, and a year after it.

    Wide on purpose: a date a little outside the plan is for the reader to weigh, a typing slip is not.
    """
    if field.suggestions:
        return Validation(
            areas, "list", source=list(field.suggestions), severity="information", error_title="Ngoài danh sách gợi ý",
            error="Nội dung này không có trong danh sách gợi ý. Chọn OK nếu vẫn muốn giữ.",
        )  # fmt: skip
    first, last = first or plan.start - _YEAR, plan.end + _YEAR
    facts = {"first": vn_date(first), "last": vn_date(last), "year": plan.end.year}
    rule = _rule_of_kind(field, areas, first, last)
    if rule is not None and (field.error or field.kind in _WORDS):
        rule.error = (field.error or _WORDS[field.kind]).format_map(facts)
        rule.prompt_title, rule.prompt = field.title, field.prompt.format_map(facts)
        if field.kind is FieldKind.DATE and not field.prompt:
            rule.prompt_title, rule.prompt = field.header, _DAY_FIRST.format_map(facts)
    return rule


_YEAR = timedelta(days=366)
_DAY_FIRST = "Ngày trước, tháng sau, ví dụ 25/09/{year}."
_WORDS = {
    FieldKind.DATE: "Phải là ngày có thật từ {first} đến {last}, ghi dạng ngày/tháng/năm, ví dụ 25/09/{year}.",
    FieldKind.MARK: "Chọn hoặc ghi chữ x (chữ thường), hoặc để trống.",
}


def _rule_of_kind(field: Field, areas: list[Range], first: date, last: date) -> Validation | None:
    kind = field.kind
    if kind is FieldKind.DATE:
        return Validation(areas, "date", minimum=first, maximum=last)
    if kind is FieldKind.MARK:
        return Validation(areas, "list", source=["x"])
    if not kind.is_measure:
        return None
    most = 100 if kind is FieldKind.PERCENT and field.most is None else field.most
    return number_rule(areas, field.header, whole=kind is FieldKind.COUNT, minimum=field.least, maximum=most)


def number_rule(
    areas: list[Range],
    what: str,
    *,
    whole: bool = False,
    minimum: int = 0,
    maximum: Decimal | int | None = None,
) -> Validation:
    """A number from ``minimum`` on, at most ``maximum`` when given. ``what`` begins the sentence the user sees."""
    limits = f"từ {minimum} trở lên" if maximum is None else f"từ {minimum} đến {number_text(maximum)}"
    kind = "số nguyên" if whole else "số"
    return Validation(
        areas,
        "whole" if whole else "decimal",
        ">=" if maximum is None else "between",
        minimum=minimum,
        maximum=maximum,
        error=f"{what} phải là {kind} {limits}. Chỉ ghi số, không kèm đơn vị tính hay chữ.",
        prompt_title=what[:32],
        prompt=f"Ghi {kind} {limits}. Không phát sinh thì ghi 0.",
    )
