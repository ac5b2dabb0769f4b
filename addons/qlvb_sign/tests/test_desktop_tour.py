# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from .common import world
from .program import Program, ProgramCommon, listening
from .test_engine_annex import annex
from .test_sign_annex import AnnexCommon


@tagged("post_install", "-at_install")
class TestProgramTour(AnnexCommon, ProgramCommon):
    """The dialogs in a browser, with a program that listens on a WebSocket (S34)."""

    def setUp(self):
        super().setUp()
        self.program = self.enterContext(listening(Program(self, pause=1)))
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("qlvb_sign.desktop_address", self.program.address)

    def _tour(self, url, tour, user):
        self.env.flush_all()
        self.start_tour(f"/odoo/{url}", tour, login=user.login, timeout=180)
        self.env.invalidate_all()

    def test_s34_the_leader_signs_after_a_first_try_that_they_stop(self):
        document = self._ready()
        self._program_key(self.leader, world().leader)
        self.program.refusals[1] = "Stopped by its owner"
        self._tour(f"outgoing/{document.id}", "qlvb_program_sign", self.leader)
        self.assertEqual(document.state, "signed")
        self.assertEqual(self.program.calls, [("SignApproved", "")] * 2)

    def test_s34_the_clerk_issues_a_letter_with_its_annex(self):
        document = self._on(self._with_annexes(annex()))
        self._program_key(self.district, world().agency)
        self._tour(f"outgoing/{document.id}", "qlvb_program_issue", self.clerk)
        self.assertIssuedWithAnnexes(document, 1)
        self.assertEqual(
            self.program.calls,
            [("SignIssued", "01"), ("SignAppendix", document.notation)],
        )

    def test_a_leader_signs_many_of_which_one_is_refused(self):
        documents = self._ready(name="về việc thứ nhất") | self._ready(
            name="về việc thứ hai"
        )
        self._program_key(self.leader, world().leader)
        self.program.refusals[1] = "Stopped by its owner"
        self._tour("outgoing", "qlvb_program_many", self.leader)
        self.assertEqual(sorted(documents.mapped("state")), ["approved", "signed"])
