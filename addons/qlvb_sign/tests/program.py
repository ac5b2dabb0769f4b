# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""A signing program on the desktop: the files that it makes, and its WebSocket."""

import asyncio
import io
import json
import threading
import time
from contextlib import contextmanager

import requests
from aiohttp import web

from odoo.tests import HttpCase
from odoo.tests.common import TEST_CURSOR_COOKIE_NAME

from ..lib import fields
from .common import SignCommon, key_of, world


def by_program(pdf, identity, field):
    """Return ``pdf`` signed in ``field`` as a desktop program does it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    return signers.sign_pdf(writer, meta, signer=key_of(identity).signer).getvalue()


def empty_field(pdf):
    """Return the field that is meant: the last empty one, or the signer's."""
    found = fields.signature_fields(fields.open_writer(pdf))
    free = [name for name, value in found.items() if not value]
    return fields.PERSON if fields.PERSON in free else free[-1]


class Program:
    """What listens beside the browser; ``calls`` are the functions that were called.

    It has no session, only the mark by which a test knows its requests. ``refusals``:
    what it answers instead of signing, by the number of the call.
    """

    def __init__(self, case, pause=0):
        self.case, self.pause = case, pause
        self.calls, self.refusals, self.address = [], {}, None

    def answer(self, function, order):
        self.calls.append((function, order["DocNumber"]))
        time.sleep(self.pause)
        refusal = self.refusals.get(len(self.calls))
        if refusal:
            return {"Status": 1, "Message": refusal}
        mark = {TEST_CURSOR_COOKIE_NAME: self.case.http_request_key}
        data = requests.get(order["FileName"], cookies=mark, timeout=60).content
        who = world().leader if function == "SignApproved" else world().agency
        back = by_program(data, who, empty_field(data))
        files = {"uploadfile": ("x.signed.pdf", back, "application/pdf")}
        url = order["FileUploadHandler"]
        said = requests.post(url, files=files, cookies=mark, timeout=60).json()
        status = 0 if said["Status"] else 1
        return {**said, "Status": status}

    async def serve(self, request):
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        order = json.loads(await socket.receive_str())
        arguments = request.match_info["function"], order
        said = await asyncio.to_thread(self.answer, *arguments)
        await socket.send_json(said)
        await socket.close()
        return socket


@contextmanager
def listening(program):
    """Yield ``program`` while it listens on ``program.address``."""
    loop, ready = asyncio.new_event_loop(), threading.Event()

    async def start():
        app = web.Application()
        app.router.add_get("/{function}", program.serve)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        program.address = f"ws://127.0.0.1:{port}"
        ready.set()
        return runner

    def run():
        runner = loop.run_until_complete(start())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield program
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


class ProgramCommon(SignCommon, HttpCase):
    """Orders for the program, carried out by hand: it fetches and posts a file."""

    @classmethod
    def _program_key(cls, owner, identity):
        return cls.env["qlvb.sign.key"]._replace_key(
            owner, identity.certificate, provider="desktop"
        )

    def setUp(self):
        super().setUp()
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("web.base.url", self.base_url())

    def _request(self, answer):
        return self.env["qlvb.sign.request"].browse(answer["request"]["id"])

    def _order(self, request, user=None):
        order = request.with_user(user or request.sudo().user_id).hand_out()
        self.env.flush_all()
        return order

    def _fetch(self, order):
        return self.opener.get(order["order"]["FileName"], timeout=60)

    def _post(self, order, data, name="uploadfile"):
        files = {name: ("x.signed.pdf", data, "application/pdf")}
        address = order["order"]["FileUploadHandler"]
        said = self.opener.post(address, files=files, timeout=60).json()
        self.env.invalidate_all()
        return said

    def _by_hand(self, request, identity=None):
        """Have the next file of a request signed; return what the server said."""
        order = self._order(request)
        data = self._fetch(order).content
        if not identity:
            agency = "SignApproved" not in order["address"]
            identity = world().agency if agency else world().leader
        return self._post(order, by_program(data, identity, empty_field(data)))
