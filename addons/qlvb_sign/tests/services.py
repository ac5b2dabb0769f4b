# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Remote signing services on the loopback interface, which can also misbehave."""

import base64
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from .common import PIN, world

OTP = "135791"


def sign_hash(identity, digest):
    """Return the raw signature over a SHA-256, as a remote key makes it."""
    sha256 = Prehashed(hashes.SHA256())
    return identity.key.sign(digest, padding.PKCS1v15(), sha256)


def text(data):
    return base64.b64encode(data).decode()


class Service:
    """Base of the simulators; ``mood`` says how the next answers go wrong.

    right, wrong (a signature of something else), other (of another key), silent
    (hangs up without an answer), broken (HTTP 500), garbage (no JSON), elsewhere (a
    redirect), fewer (one signature less).
    """

    def __init__(self, identity):
        self.identity = identity
        self.mood = "right"
        self.calls = []
        self.url = None

    def handle(self, path, body, headers):
        self.calls.append((path.rsplit("/v1/", 1)[-1], body))
        if self.mood == "broken":
            return 500, {"error": "server_error"}
        return self.answer(path.rsplit("/v1/", 1)[-1], body, headers)

    def signature(self, digest):
        if self.mood == "wrong":
            digest = bytes(32)
        signer = world().deputy if self.mood == "other" else self.identity
        return text(sign_hash(signer, digest))

    def names(self):
        return [name for name, _body in self.calls]


class CscService(Service):
    """``credentials/*`` and ``signatures/signHash`` of the CSC API 1.0.4."""

    at_once = 10

    def answer(self, name, body, headers):
        if name == "auth/login":
            right = headers.get("Authorization") == f"Basic {text(b'client:secret')}"
            return (200, {"access_token": "T"}) if right else (401, {"error": "login"})
        if headers.get("Authorization") != "Bearer T":
            return 401, {"error": "invalid_token"}
        return getattr(self, "do_" + name.split("/")[1])(body)

    def do_info(self, body):
        if body["credentialID"] != "cred-1":
            return 400, {"error": "invalid_request", "error_description": "no such"}
        identity = world().deputy if self.mood == "renewed" else self.identity
        certificates = [identity.certificate, world().root.certificate]
        return 200, {
            "cert": {"certificates": [text(der) for der in certificates]},
            "key": {"algo": ["1.2.840.113549.1.1.11"]},
            "multisign": self.at_once,
        }

    def do_authorize(self, body):
        if body.get("PIN") != PIN:
            return 400, {"error": "invalid_pin"}
        if body.get("OTP") not in (None, OTP):
            return 400, {"error": "invalid_otp"}
        self.allowed = body["hash"]
        return 200, {"SAD": "S", "expiresIn": 300}

    def do_signHash(self, body):
        if body["SAD"] != "S" or body["hash"] != self.allowed:
            return 400, {"error": "invalid_request"}
        found = [self.signature(base64.b64decode(row)) for row in body["hash"]]
        return 200, {"signatures": found[1:] if self.mood == "fewer" else found}


class SmartCaService(Service):
    """Transactions that wait until the owner confirms them on the phone."""

    def __init__(self, identity):
        super().__init__(identity)
        self.transactions = {}
        self.confirmed = self.declined = False

    def answer(self, name, body, headers):
        if body.get("sp_password") != "secret":
            return 200, {"status_code": 401, "message": "INVALID_SP"}
        if name == "credentials/get_certificate":
            return 200, self._certificates()
        if name == "signatures/sign":
            self.transactions[body["transaction_id"]] = body["sign_files"]
            data = {"transaction_id": body["transaction_id"]}
            return 200, {"status_code": 200, "message": "SUCCESS", "data": data}
        return 200, self._status(name.split("/")[2])

    def _certificates(self):
        row = {
            "serial_number": "0A1B",
            "cert_status_code": "VALID",
            "cert_data": text(self.identity.certificate),
            "chain_data": {"ca_cert": text(world().root.certificate)},
        }
        return {"status_code": 200, "data": {"user_certificates": [row]}}

    def _status(self, reference):
        if reference not in self.transactions:
            return {"status_code": 404, "message": "TRANSACTION_NOT_FOUND"}
        if self.declined:
            return {"status_code": 400, "message": "USER_DENIED"}
        if not self.confirmed:
            return {"status_code": 200, "message": "WAIT_FOR_USER_CONFIRM"}
        rows = [
            {
                "doc_id": row["doc_id"],
                "signature_value": self.signature(
                    bytes.fromhex(row["data_to_be_signed"])
                ),
            }
            for row in self.transactions[reference]
        ]
        if self.mood == "fewer":
            rows = rows[1:] or [{"doc_id": "x", "signature_value": ""}]
        return {"status_code": 200, "message": "SUCCESS", "data": {"signatures": rows}}


@contextmanager
def running(service):
    """Yield ``service`` while it answers on ``service.url``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, answer = service.handle(self.path, body, self.headers)
            if service.mood == "silent":
                self.close_connection = True
                return
            content = json.dumps(answer).encode()
            if service.mood == "garbage":
                content = b"<html>"
            if service.mood == "elsewhere":
                status = 302
            self.send_response(status)
            self.send_header("Location", service.url + "/elsewhere")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            try:
                self.wfile.write(content)
            except OSError:
                return  # the caller did not wait

        def log_message(self, *args):
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
