"""What a department typed into the master itself: nobody knows the day, so nobody is late by when a file was saved."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_xl.consolidation.evaluate import Evaluator
from danvan_xl.model import Cover, Return, TaskAnswer
from tests.support.masters import SCORED, small_master
from tests.support.returned import AS_OF


@pytest.mark.parametrize(
    ("days", "in_master", "timely"), [(0, True, True), (5, True, None), (0, False, True), (5, False, False)]
)
def test_a_master_saved_after_the_due_date_makes_nobody_late(days, in_master, timely):
    master = small_master()
    period = master.period(SCORED)
    received = date.fromordinal(period.due.toordinal() + days)
    answers = {"NV02": TaskAnswer("NV02", result="QĐ 1")}
    sent = Return(
        master.plan.code, "VP", "", cover=Cover(), tasks=answers, received_on=received, in_master=in_master
    )
    result = Evaluator(master, period, AS_OF).unit(master.unit("VP"), sent)
    assert (result.timely, result.received_on) == (timely, received)
