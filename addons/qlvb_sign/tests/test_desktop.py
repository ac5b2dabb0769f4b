# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import re

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..lib import errors, fields, signing
from ..lib.providers.desktop import check_returned
from .common import (
    DAY,
    PIN,
    EngineCase,
    prepared,
    signed,
    world,
)
from .program import ProgramCommon, by_program


class TestReturnedFile(EngineCase):
    """What a program returns is the file it was given plus the one signature."""

    def check(self, after, before=None, field=fields.PERSON, who=None, **options):
        certificate = (who or world().leader).certificate
        check_returned(before or prepared(), after, field, certificate, **options)

    def refused(self, what, *args, **options):
        with self.assertRaises(errors.ReturnedFile) as caught:
            self.check(*args, **options)
        self.assertEqual(caught.exception.details["what"], what)

    def test_the_expected_signature_passes(self):
        self.check(by_program(prepared(), world().leader, fields.PERSON))

    def test_everything_else_is_refused_by_name(self):
        right = by_program(prepared(), world().leader, fields.PERSON)
        deputy = by_program(prepared(), world().deputy, fields.PERSON)
        elsewhere = by_program(prepared(), world().leader, "Signature1")
        twice = by_program(right, world().deputy, "Signature2")
        flipped = bytearray(right)
        place = re.search(rb"/Contents <", right[len(prepared()) :]).start()
        flipped[len(prepared()) + place - 30] ^= 1
        self.refused("prefix", prepared())
        self.refused("prefix", b"")
        self.refused("prefix", b"x" + right)
        self.refused("count", prepared() + b"\n% nothing more\n")
        self.refused("count", twice)
        self.refused("field", elsewhere)
        self.refused("certificate", deputy)
        self.refused("changed", right + b"\n% more\n")
        with self.assertRaises(errors.ReturnedFile):
            self.check(bytes(flipped))

    def test_the_seal_has_to_lock_the_number(self):
        before = signing.fill_number(signed(), "05", DAY)
        self.assertTrue(before.startswith(signed()))
        after = by_program(before, world().agency, fields.AGENCY)
        who = {"before": before, "field": fields.AGENCY, "who": world().agency}
        self.check(after, locked=True, **who)
        self.assertVerdicts(self.judge(after), "valid", "valid")
        unlocked = after.replace(b"/FieldMDP", b"/FieldXXX")
        with self.assertRaises(errors.ReturnedFile):
            self.check(unlocked, locked=True, **who)


@tagged("post_install", "-at_install")
class TestDesktop(ProgramCommon):
    """The program on the desktop fetches a file and posts it back, without session."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader_key = cls._program_key(cls.leader, world().leader)

    def _ordered(self, document):
        request = self._request(document.with_user(self.leader).sign())
        return request, self._order(request)

    def test_s9_the_file_comes_back_signed(self):
        document = self._ready()
        request, order = self._ordered(document)
        self.assertEqual(order["address"], "wss://127.0.0.1:8987/SignApproved")
        got = self._fetch(order)
        self.assertEqual(got.status_code, 200)
        self.assertNotIn("Set-Cookie", got.headers)
        agreed = document.submission_id.sudo().file_id._bytes()
        self.assertEqual(got.content, agreed)
        back = by_program(got.content, world().leader, fields.PERSON)
        said = self._post(order, back)
        self.assertEqual((said["Status"], said["Message"]), (True, ""))
        self.assertTrue(said["FileServer"].endswith(".pdf"))
        self.env.invalidate_all()
        self.assertEqual((document.state, request.state), ("signed", "done"))
        self.assertEqual(document.signing_ids.user_id, self.leader)
        self.assertEqual(document.main_file_id._bytes(), back)

    def test_each_address_works_once(self):
        document = self._ready()
        request, order = self._ordered(document)
        data = self._fetch(order).content
        self.assertEqual(self._fetch(order).status_code, 404)
        back = by_program(data, world().leader, fields.PERSON)
        self.assertTrue(self._post(order, back)["Status"])
        again = self._post(order, back)
        self.assertFalse(again["Status"])
        self.assertIn("used or is too old", again["Message"])
        self.env.invalidate_all()
        self.assertEqual(len(document.signing_ids), 1)

    def test_an_address_is_closed_at_its_deadline_and_by_a_new_one(self):
        document = self._ready()
        request, first = self._ordered(document)
        _same, second = self._ordered(document)
        self.assertEqual(_same, request)
        self.assertEqual(self._fetch(first).status_code, 404)
        request.sudo()._through_door().deadline = "2020-01-01"
        self.env.flush_all()
        self.assertEqual(self._fetch(second).status_code, 404)

    def test_a_guessed_secret_opens_nothing(self):
        request, order = self._ordered(self._ready())
        base = f"{self.base_url()}/qlvb/sign"
        for path in (f"{request.id}/download/x/y.pdf", "999999/download/x/y.pdf"):
            got = self.opener.get(f"{base}/{path}", timeout=20)
            self.assertEqual(got.status_code, 404)
        up = order["order"]["FileUploadHandler"].rsplit("/", 1)[1]
        got = self.opener.get(f"{base}/{request.id}/download/{up}/y.pdf", timeout=20)
        self.assertEqual(got.status_code, 404)

    def test_a_wrong_file_is_refused_with_the_reason_and_not_stored(self):
        document = self._ready()
        request, order = self._ordered(document)
        data = self._fetch(order).content
        back = by_program(data, world().deputy, fields.PERSON)
        said = self._post(order, back)
        self.assertFalse(said["Status"])
        self.assertIn("another certificate", said["Message"])
        self.env.invalidate_all()
        self.assertEqual((document.state, request.state), ("approved", "failed"))
        self.assertNotIn("signed", document.sudo().file_ids.mapped("kind"))

    def test_nothing_or_no_pdf_is_refused(self):
        for data, name in ((b"", "uploadfile"), (b"x", "uploadfile"), (b"x", "other")):
            _request, order = self._ordered(self._ready())
            self.assertFalse(self._post(order, data, name)["Status"])

    def test_the_seal_is_made_by_the_program_with_the_number_filled_in(self):
        w = world()
        self.env["qlvb.sign.key"]._install(
            self.leader, w.leader.pkcs12(PIN), PIN, w.picture
        )
        document = self._signed()
        self._program_key(self.district, w.agency)
        self.env.flush_all()
        with self._committing(self.clerk, document) as mine:
            answer = mine.issue()
        request = self.env["qlvb.sign.request"].browse(answer["request"]["id"])
        order = request.with_user(self.clerk).hand_out()
        self.assertEqual(order["order"]["DocNumber"], "01")
        back = by_program(request._prepared_bytes(), w.agency, fields.AGENCY)
        self.assertEqual(request._take_back(back), "")
        self.assertEqual(document.state, "issued")
        self.assertEqual(document.signature_verdict, "valid")

    def test_a_key_of_the_program_is_set_up_by_its_certificate(self):
        Key = self.env["qlvb.sign.key"].with_user(self.deputy)
        content = base64.b64encode(world().deputy.certificate)
        key = Key.browse(Key.expect(content))
        self.assertEqual((key.user_id, key.provider), (self.deputy, "desktop"))
        for wrong in (base64.b64encode(b"no certificate"), "", None):
            with self.assertRaisesRegex(UserError, "not a certificate"):
                Key.expect(wrong)
