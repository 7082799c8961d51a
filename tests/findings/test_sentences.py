"""Every sentence of the catalogue: correct sentences for the right reader (what words stand in them: ``tests/terms/test_words.py``)."""

from __future__ import annotations

import re
import string
from collections.abc import Callable

import pytest

from danvan_xl.findings import FindingKind, Severity, catalogue, subjects
from danvan_xl.terms.glossary import OFFICERS_ONLY
from tests.support.sentences import of_findings

KINDS = list(catalogue().values())
_QUOTES = re.compile(r"“[^”]*”")


SENTENCES = list(of_findings())


def facts_of(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def faults(test: Callable[[str, str], object]) -> list[str]:
    """What ``test`` finds wrong, with whose sentence it is."""
    assert len(SENTENCES) > 400
    return [f"{whose}: {text} ({wrong})" for whose, text in SENTENCES if (wrong := test(whose, text))]


class DescribeSentences:
    def it_is_a_sentence(self) -> None:
        def wrong(whose: str, text: str) -> str:
            if whose.endswith("title") == text.endswith((".", "?")):
                return "a sentence ends with a full stop, a title with none"
            if text != text.strip() or "  " in text or text[0] != text[0].upper():
                return "spaces or capital"
            return "marks" if re.search(r" [,;:]| \.(?!\w)|{|}|\.\.$|\?\.", text) else ""

        assert faults(wrong) == []


@pytest.mark.parametrize("kind", KINDS, ids=[kind.code for kind in KINDS])
class DescribeKind:
    def it_has_an_example_of_every_fact(self, kind: FindingKind) -> None:
        wanted = facts_of(kind.template) | facts_of(kind.advice)
        assert wanted - {"header", "row", "note"} <= set(kind.like)
        assert "value" not in wanted or kind.like["value"]

    def it_says_to_a_unit_what_the_unit_can_do(self, kind: FindingKind) -> None:
        said = _QUOTES.sub("", kind.unit_advice).lower()
        assert [word for word in OFFICERS_ONLY if word in said] == []
        assert facts_of(kind.unit_advice) == set(), "a summary read back has no facts to fill in"

    def it_asks_a_unit_about_something_that_the_unit_sees(self, kind: FindingKind) -> None:
        if kind.about:
            assert kind.header
        if kind.code.startswith(("master-", "document-", "mail-", "verified-")):
            assert not kind.unit_advice and not kind.about

    def it_names_the_place_where_an_unreadable_value_is_put_right(self, kind: FindingKind) -> None:
        cell = kind.blanks and not kind.code.startswith(("sheet-", "column-missing", "row-mismatch"))
        if cell:
            assert "“Hiệu đính”" in kind.to_officer


class DescribeCatalogue:
    def it_holds_every_code_of_the_contract(self) -> None:
        codes = """value-not-number score-above-max score-negative percent-out-of-range date-not-understood date-outside-plan
            date-in-future done-without-date row-missing row-added row-duplicated task-text-changed max-changed column-moved
            column-missing sheet-renamed legacy-encoding unicode-decomposed formula-in-input number-as-text cross-check-failed
            evidence-missing duplicate-return conflicting-returns macro-in-file external-link unit-guessed late locked-period
            deadline-unclear not-a-workbook encrypted corrupt too-large read-limit unknown-unit wrong-plan wrong-period
            structure-lost empty-return"""
        assert set(codes.split()) <= set(catalogue())

    def it_belongs_to_a_subject_whole(self) -> None:
        assert sum(len(kinds) for kinds in subjects().values()) == len(catalogue())

    def it_tells_apart_by_errors_and_warnings_only(self) -> None:
        assert all(kind.severity is not Severity.INFO for kind in KINDS if kind.headline)
