# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""A certification service on the loopback interface, with timestamps, OCSP and CRLs.

Certomancer plays all parts; the keys are made where they are used. The clock of the
services can be set, so that a signature of years ago is made now.
"""

import tempfile
import threading
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ..lib import keys, trust

SINCE, UNTIL = "2015-01-01T00:00:00+0000", "2045-01-01T00:00:00+0000"
EXPIRED, REVOKED = "2024-12-31T00:00:00+0000", "2025-01-01T00:00:00+0000"
LABELS = ("root", "middle", "answers", "stamps", "leader", "agency", "other")


@cache
def authorities():
    """Return the services of this process, started once."""
    return Authorities()


class Authorities:
    def __init__(self):
        self.server = _server()
        self.host = f"127.0.0.1:{self.server.server_port}"
        config = _config(f"http://{self.host}", _keys())
        self.arch = CertomancerConfig(config, _folder()).get_pki_arch(ArchLabel("pki"))
        store = AnimatorArchStore({ArchLabel("pki"): self.arch})
        self.animator = Animator(store, with_web_ui=False)
        self.asked = []
        self.silent = False
        self.server.set_app(self._serve)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.tsa_url = f"http://{self.host}/pki/tsa/stamps"

    def _serve(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        if self.silent:
            start_response("503 Silent", [])
            return [b""]
        return self.animator(environ, start_response)

    @contextmanager
    def at(self, moment):
        """Let all services answer as they would have at ``moment``."""
        self.animator.fixed_time = moment
        try:
            yield
        finally:
            self.animator.fixed_time = None

    @contextmanager
    def unreachable(self):
        """Let all services fail."""
        self.silent = True
        try:
            yield
        finally:
            self.silent = False

    def certificate(self, label):
        return self.arch.get_cert(CertLabel(label)).dump()

    def pkcs12(self, label, pin):
        return self.arch.package_pkcs12(CertLabel(label), password=pin.encode())

    def key(self, label):
        return keys.open_key(self.pkcs12(label, "1"), "1")

    def trust(self, gather=None, needs_revocation=False, **values):
        """Return the Trust in the root."""
        root = trust.Anchor(
            self.certificate("root"), needs_revocation=needs_revocation, **values
        )
        return trust.Trust((root,), gather=gather)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        """Keep the tests' output clean."""


def _server():
    return make_server("127.0.0.1", 0, None, _Server, _Quiet)


@cache
def _kept():
    return tempfile.TemporaryDirectory(prefix="qlvb-pki-")  # gone with the process


def _folder():
    return _kept().name


def _keys():
    for label in LABELS:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        data = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        Path(_folder(), f"{label}.pem").write_bytes(data)
    return {label: {"path": f"{label}.pem"} for label in LABELS}


def _config(url, key_files):
    return {
        "external-url-prefix": url,
        "keysets": {"pki": {"keys": key_files}},
        "pki-architectures": {
            "pki": {
                "keyset": "pki",
                "entity-defaults": {"country-name": "VN"},
                "entities": {
                    "root": {"common-name": "QLVB Test Root"},
                    "middle": {"common-name": "QLVB Test Authority"},
                    "answers": {"common-name": "QLVB Test OCSP"},
                    "stamps": {"common-name": "QLVB Test TSA"},
                    "leader": {"common-name": "Trần Văn Công"},
                    "agency": {"common-name": "UBND huyện Thử"},
                    "other": {"common-name": "Lê Thị Chánh"},
                },
                "certs": _certificates(),
                "services": _services(),
            }
        },
    }


def _certificates():
    leaf = {"issuer": "middle", "authority-key": "middle"}
    expired = {"valid-from": SINCE, "valid-to": EXPIRED}
    revoked = {"revoked-since": REVOKED, "reason": "key_compromise"}
    return {
        "root": _authority("root", "root", []),
        "middle": _authority("middle", "root", [_points("root")]),
        "answers": _leaf("answers", leaf, _usage("ocsp_signing"), _no_check()),
        "stamps": _leaf("stamps", leaf, _usage("time_stamping"), _points("middle")),
        "leader": _leaf("leader", leaf, _answered()),
        "agency": _leaf("agency", leaf, _answered()),
        "listed": _leaf("leader", leaf, _points("middle")),
        "expired": {**_leaf("leader", leaf, _answered()), "validity": expired},
        "revoked": {**_leaf("leader", leaf, _answered()), "revocation": revoked},
        "old": {**_leaf("leader", leaf, _answered()), "digest-algo": "sha1"},
        "other": _leaf("other", leaf, _answered()),
    }


def _authority(label, issuer, extensions):
    usage = ["digital_signature", "key_cert_sign", "crl_sign"]
    return {
        "subject": label,
        "subject-key": label,
        "issuer": issuer,
        "authority-key": issuer,
        "validity": {"valid-from": SINCE, "valid-to": UNTIL},
        "extensions": [
            {"id": "basic_constraints", "critical": True, "value": {"ca": True}},
            _key_usage(usage),
            *extensions,
        ],
    }


def _leaf(label, issuer, *extensions):
    return {
        "subject": label,
        "subject-key": label,
        **issuer,
        "validity": {"valid-from": SINCE, "valid-to": UNTIL},
        "extensions": [
            _key_usage(["digital_signature", "non_repudiation"]),
            *extensions,
        ],
    }


def _key_usage(words):
    value = {"schema": "key-usage", "params": words}
    return {"id": "key_usage", "critical": True, "smart-value": value}


def _usage(word):
    return {"id": "extended_key_usage", "critical": True, "value": [word]}


def _no_check():
    return {"id": "ocsp_no_check"}


def _answered():
    params = {"ocsp-responder-names": ["middle"]}
    value = {"schema": "aia-urls", "params": params}
    return {"id": "authority_information_access", "smart-value": value}


def _points(repository):
    value = {"schema": "crl-dist-url", "params": {"crl-repo-names": [repository]}}
    return {"id": "crl_distribution_points", "smart-value": value}


def _services():
    lists = {
        label: {
            "for-issuer": label,
            "signing-key": label,
            "simulated-update-schedule": "P30D",
        }
        for label in ("root", "middle")
    }
    return {
        "ocsp": {
            "middle": {
                "for-issuer": "middle",
                "responder-cert": "answers",
                "signing-key": "answers",
            }
        },
        "crl-repo": lists,
        "time-stamping": {
            "stamps": {"signing-key": "stamps", "signing-cert": "stamps"}
        },
    }
