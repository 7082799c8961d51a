"""A period by mail: a hundred forms out, a hundred replies in, the line cut three times each way."""

from __future__ import annotations

import email
import email.policy
import tempfile
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from danvan_xl.consolidation.consolidate import consolidate
from danvan_xl.demo.filling import fill
from danvan_xl.demo.scenario import Care, filling_for
from danvan_xl.forms.issue import issue
from danvan_xl.mail.collect import collect_mail
from danvan_xl.mail.delivery import SmtpServer, SmtpSettings
from danvan_xl.mail.send import deliver, forms_batch
from danvan_xl.mail.sources import ImapMailbox, ImapSettings
from danvan_xl.mail.templates import load_letter
from danvan_xl.model import Assignment, Master, Role, Unit, UnitKind
from tests.support.dovecot import PASSWORD, USER, dovecot
from tests.support.mailservers import Certificates, CutLine, Mailbag
from tests.support.masters import small_master

UNITS = 100


def a_hundred_hamlets() -> Master:
    master = small_master()
    master.units = [
        Unit(f"T{n:03d}", f"Thôn số {n}", UnitKind.HAMLET, email=f"thon{n}@xa.example")
        for n in range(1, UNITS + 1)
    ]
    from tests.support.records import replace

    everyone = tuple(Assignment(unit.code, Role.LEAD) for unit in master.units)
    master.tasks = [replace(task, assignments=everyone) for task in master.tasks[:4]]
    return master


def test_every_form_goes_out_once_and_every_reply_comes_in_once_with_its_own_date(
    tmp_path: Path, certificates: Certificates, smtp_port: int, bag: Mailbag
) -> None:
    master = a_hundred_hamlets()
    period = master.periods[-1]
    issue(master, period, tmp_path / "phieu")

    batch = forms_batch(tmp_path / "phieu", master, load_letter("giao-phieu"))
    assert (len(batch.drafts), batch.findings) == (UNITS, [])
    line = CutLine(smtp_port, {0: 400_000, 1: 900_000, 2: 30_000})
    try:
        settings = SmtpSettings("localhost", line.port, security="ssl", timeout=20)
        sent = deliver(
            batch.drafts, SmtpServer(settings, certificates.client), "noivu@xa.example", tmp_path / "phieu"
        )
    finally:
        line.close()
    assert line.cut == 3
    assert (len(sent.sent), sent.uncertain, sent.findings) == (UNITS, [], [])
    assert sorted(to[0] for to, _ in bag.taken) == sorted(u.email for u in master.units)

    answered: dict[str, date] = {}
    replies: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="dv-") as folder, dovecot(Path(folder), certificates) as imap:
        for number, (to, raw) in enumerate(bag.taken):
            unit = next(u for u in master.units if u.email == to[0])
            received = email.message_from_bytes(raw, policy=email.policy.default)
            [part] = list(received.iter_attachments())
            form = tmp_path / "mot-phieu.xlsx"
            form.write_bytes(part.get_payload(decode=True))
            # Ngày báo cáo says another day than the mail: the mail's date counts.
            filling = filling_for(
                master, unit, period, Care(number % 3), number, period.due - timedelta(days=30)
            )
            fill(form, form, filling, datetime(2025, 11, 1))
            sent_on = datetime(period.due.year, period.due.month, period.due.day, 3, tzinfo=UTC) - timedelta(
                days=number % 10 - 3
            )
            reply = EmailMessage()
            reply["From"], reply["To"], reply["Subject"] = (
                unit.email,
                "noivu@xa.example",
                "Trả lời: phiếu báo cáo",
            )
            reply["Date"], reply["Message-ID"] = format_datetime(sent_on), f"<tra-loi-{number}@xa.example>"
            reply.set_content("Kính gửi.")
            reply.add_attachment(
                form.read_bytes(),
                maintype="application",
                subtype="octet-stream",
                filename=part.get_filename(),
            )
            imap.deliver(reply.as_bytes(), f"{number:04d}.host")
            answered[unit.code] = sent_on.date()
            replies[str(part.get_filename())] = form.read_bytes()
        back = CutLine(imap.port, {}, {0: 500_000, 1: 1_500_000, 2: 60_000})
        try:
            mailbox = ImapMailbox(
                ImapSettings("localhost", back.port, USER, PASSWORD, timeout=20, pause=0.1),
                certificates.client,
            )
            collected = collect_mail(mailbox, tmp_path / "ve")
        finally:
            back.close()
    assert back.cut == 3
    assert collected.stopped is None
    assert {p.name: p.read_bytes() for p in (tmp_path / "ve").glob("*.xlsx")} == replies

    outcome = consolidate(tmp_path / "ve", master, period=period.code)
    assert {u.code: u.received_on for u in outcome.units} == answered
    assert {u.code: u.timely for u in outcome.units} == {
        code: day <= period.due for code, day in answered.items()
    }
