"""Sending through a real SMTP server: once means once, whatever the line does."""

from __future__ import annotations

import email
import email.policy
import ssl
from pathlib import Path

from danvan_xl.mail.compose import Draft
from danvan_xl.mail.delivery import EmlFolder, MailError, SmtpServer, SmtpSettings
from danvan_xl.mail.journal import NAME, Entry, Journal, Step
from danvan_xl.mail.send import deliver
from danvan_xl.steps import StopRequested
from tests.support.mailservers import Certificates, CutLine, Mailbag

SENDER = "noivu@xa.gov.vn"


def drafts(folder: Path, count: int, size: int = 2_000) -> list[Draft]:
    made = []
    for number in range(count):
        path = folder / f"Phiếu báo cáo Thôn {number:03d}.xlsx"
        path.write_bytes(bytes((number * 7 + i * 31) % 256 for i in range(size)))
        made.append(
            Draft(
                f"T{number:03d}",
                f"Thôn {number}",
                (f"thon{number}@xa.gov.vn",),
                f"Phiếu Thôn {number}",
                "Kính gửi\n",
                (path,),
            )
        )
    return made


def server(port: int, certificates: Certificates, attempts: int = 4) -> SmtpServer:
    return SmtpServer(
        SmtpSettings("localhost", port, security="ssl", timeout=10, attempts=attempts), certificates.client
    )


def attachment(raw: bytes) -> tuple[str | None, bytes]:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    [part] = list(message.iter_attachments())
    return part.get_filename(), part.get_payload(decode=True)


class DescribeSmtpServer:
    def it_sends_each_form_once_and_byte_for_byte(
        self, tmp_path: Path, smtp_port: int, certificates: Certificates, bag: Mailbag
    ) -> None:
        batch = drafts(tmp_path, 5)
        done = deliver(batch, server(smtp_port, certificates), SENDER, tmp_path)
        assert len(done.sent) == 5
        for draft, (to, raw) in zip(batch, bag.taken, strict=True):
            assert to == list(draft.to)
            assert attachment(raw) == (draft.attachments[0].name, draft.attachments[0].read_bytes())

    def it_sends_on_when_nobody_can_be_told_and_stops_where_the_person_does(
        self, tmp_path: Path, smtp_port: int, certificates: Certificates, bag: Mailbag
    ) -> None:
        def counter(done: int, total: int) -> None:
            if done == 3:
                raise StopRequested("Đã dừng.")
            raise OSError("Excel is busy")

        batch = drafts(tmp_path, 5)
        done = deliver(batch, server(smtp_port, certificates), SENDER, tmp_path, on_step=counter)
        assert len(done.sent) == len(bag.taken) == 2
        assert isinstance(done.stopped, StopRequested)

    def it_sends_nothing_twice_when_run_again(
        self, tmp_path: Path, smtp_port: int, certificates: Certificates, bag: Mailbag
    ) -> None:
        batch = drafts(tmp_path, 3)
        deliver(batch, server(smtp_port, certificates), SENDER, tmp_path)
        again = deliver(batch, server(smtp_port, certificates), SENDER, tmp_path)
        assert (len(again.sent), len(again.already), len(bag.taken)) == (0, 3, 3)

    def it_sends_again_when_asked_or_when_the_form_changed(
        self, tmp_path: Path, smtp_port: int, certificates: Certificates, bag: Mailbag
    ) -> None:
        batch = drafts(tmp_path, 2)
        deliver(batch, server(smtp_port, certificates), SENDER, tmp_path)
        batch[1].attachments[0].write_bytes(b"issued anew")
        again = deliver(batch, server(smtp_port, certificates), SENDER, tmp_path, resend=["T000"])
        assert [d.unit for d in again.sent] == ["T000", "T001"]

    def it_mends_a_line_cut_three_times_in_the_middle_of_messages(
        self, tmp_path: Path, smtp_port: int, certificates: Certificates, bag: Mailbag
    ) -> None:
        batch = drafts(tmp_path, 100, size=6_000)
        line = CutLine(smtp_port, {0: 40_000, 1: 90_000, 2: 5_000})
        try:
            done = deliver(batch, server(line.port, certificates), SENDER, tmp_path)
        finally:
            line.close()
        assert line.cut == 3
        assert len(done.sent) + len(done.uncertain) == 100
        assert not done.uncertain, "every cut was before a message's last byte"
        assert sorted(to[0] for to, _ in bag.taken) == sorted(d.to[0] for d in batch)

    def it_tells_which_address_the_server_refused_and_sends_the_rest(
        self, tmp_path: Path, smtp_port: int, certificates: Certificates, bag: Mailbag
    ) -> None:
        batch = drafts(tmp_path, 3)
        bag.refuse = {"thon1@xa.gov.vn"}
        done = deliver(batch, server(smtp_port, certificates), SENDER, tmp_path)
        assert [d.unit for d in done.sent] == ["T000", "T002"]
        [found] = done.findings
        assert (found.code, found.value, found.unit) == ("mail-refused", "thon1@xa.gov.vn", "T001")
        bag.refuse = set()
        again = deliver(batch, server(smtp_port, certificates), SENDER, tmp_path)
        assert [d.unit for d in again.sent] == ["T001"]

    def it_carries_a_40_mb_attachment(
        self, tmp_path: Path, smtp_port: int, certificates: Certificates, bag: Mailbag
    ) -> None:
        [draft] = drafts(tmp_path, 1)
        draft.attachments[0].write_bytes(b"0123456789abcdef" * (40 * 2**16))
        deliver([draft], server(smtp_port, certificates), SENDER, tmp_path)
        assert attachment(bag.taken[0][1])[1] == draft.attachments[0].read_bytes()

    def it_refuses_a_server_whose_certificate_it_does_not_trust(self, tmp_path: Path, smtp_port: int) -> None:
        settings = SmtpSettings("localhost", smtp_port, security="ssl", timeout=5)
        done = deliver(
            drafts(tmp_path, 1), SmtpServer(settings, ssl.create_default_context()), SENDER, tmp_path
        )
        assert isinstance(done.stopped, MailError)
        assert "TLS" in done.stopped.message

    def it_stops_with_a_remedy_when_nobody_answers(self, tmp_path: Path, certificates: Certificates) -> None:
        done = deliver(drafts(tmp_path, 2), server(1, certificates), SENDER, tmp_path)
        assert done.stopped is not None
        assert done.sent == []
        assert "không bị gửi lần nữa" in done.stopped.remedy


class DescribeJournal:
    def it_lets_a_message_go_again_that_crashed_before_its_last_byte(
        self, tmp_path: Path, smtp_port: int, certificates: Certificates, bag: Mailbag
    ) -> None:
        [draft] = drafts(tmp_path, 1)
        Journal(tmp_path).write(Entry(draft.key, Step.BEGUN, "2025-11-01T08:00:00"))
        assert len(deliver([draft], server(smtp_port, certificates), SENDER, tmp_path).sent) == 1

    def it_asks_a_person_about_a_message_that_crashed_while_the_answer_was_awaited(
        self, tmp_path: Path, smtp_port: int, certificates: Certificates, bag: Mailbag
    ) -> None:
        [draft] = drafts(tmp_path, 1)
        Journal(tmp_path).write(Entry(draft.key, Step.LEAVING, "2025-11-01T08:00:00"))
        done = deliver([draft], server(smtp_port, certificates), SENDER, tmp_path)
        assert (len(done.uncertain), len(bag.taken)) == (1, 0)
        assert done.findings[0].code == "mail-uncertain"

    def it_reads_past_a_line_that_a_crash_cut_off(self, tmp_path: Path) -> None:
        journal = Journal(tmp_path)
        journal.write(Entry("a", Step.SENT, "2025-11-01T08:00:00", ("x@y.vn",)))
        with (tmp_path / NAME).open("a", encoding="utf-8") as file:
            file.write('{"key": "b", "step": "se')
        reopened = Journal(tmp_path)
        reopened.write(Entry("c", Step.SENT, "2025-11-01T08:01:00"))
        last = Journal(tmp_path)
        assert [last.last(key) is not None for key in "abc"] == [True, False, True]


class DescribeEmlFolder:
    def it_writes_a_draft_that_mail_programs_open_unsent(self, tmp_path: Path) -> None:
        [draft] = drafts(tmp_path, 1)
        deliver([draft], EmlFolder(tmp_path / "thu"), SENDER, tmp_path)
        [path] = (tmp_path / "thu").glob("*.eml")
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert (message["X-Unsent"], message["To"], message["Subject"]) == (
            "1",
            "thon0@xa.gov.vn",
            "Phiếu Thôn 0",
        )
        assert attachment(path.read_bytes())[0] == "Phiếu báo cáo Thôn 000.xlsx"

    def it_keeps_a_draft_that_a_person_already_edited(self, tmp_path: Path) -> None:
        [draft] = drafts(tmp_path, 1)
        deliver([draft], EmlFolder(tmp_path / "thu"), SENDER, tmp_path)
        [path] = (tmp_path / "thu").glob("*.eml")
        path.write_bytes(path.read_bytes() + b"edited")
        deliver([draft], EmlFolder(tmp_path / "thu"), SENDER, tmp_path)
        assert path.read_bytes().endswith(b"edited")


def test_a_line_cut_while_the_answer_is_awaited_is_left_to_a_person(
    tmp_path: Path, certificates: Certificates
) -> None:
    """The server takes the message but its answer is lost: sending again would send it twice."""
    import asyncio

    from tests.support.mailservers import smtp_server

    class Silent(Mailbag):
        async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]
            self.taken.append((list(envelope.rcpt_tos), envelope.original_content))
            server.transport.abort()
            await asyncio.sleep(0)
            return "250 never heard"

    bag = Silent()
    with smtp_server(certificates, bag) as port:
        done = deliver(drafts(tmp_path, 1), server(port, certificates), SENDER, tmp_path)
    assert len(bag.taken) == 1
    assert [d.unit for d in done.uncertain] == ["T000"]
