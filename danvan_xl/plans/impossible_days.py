"""An imported task whose only time is a day that no calendar has (31/02): its phrase is kept and told, never read as no time."""

from __future__ import annotations

from msgspec.structs import replace

from danvan_xl.documents.imported import ImportedPlan, Sureness
from danvan_xl.findings import finding
from danvan_xl.language.deadlines import DeadlineContext, deadline_of
from danvan_xl.terms import master as n


def keep_impossible_days(plan: ImportedPlan) -> None:
    """Put the phrase into ``Thời gian thực hiện`` of every such task, with a finding."""
    facts = plan.master.plan
    context = DeadlineContext(facts.start, facts.end, facts.before_rule, facts.holiday_rule)
    for at, task in enumerate(plan.master.tasks):
        if not task.deadline.inferred or (deadline := deadline_of("", task.text, context)).inferred:
            continue
        phrase = deadline.text
        plan.master.tasks[at] = replace(task, when_text=phrase, deadline=deadline)
        plan.findings.append(finding("document-deadline-unclear", value=phrase, note=task.code))
        for place, passage in enumerate(plan.passages):
            if (passage.sheet, passage.item) == (n.TASKS, task.code):
                note = "; ".join(filter(None, (f"Không có ngày “{phrase}”: ghi lại thời gian", passage.note)))
                plan.passages[place] = replace(passage, sure=Sureness.CHECK, note=note)
