"""A remote service that asks the owner of the key on the phone, like VNPT SmartCA.

``data_to_be_signed`` is the SHA-256 of the DER signed attributes in hexadecimal. The
answer is only that the owner was asked; the signatures are fetched later by the
number of the transaction, which is ours: asking again after a lost answer is safe.
"""

import base64
from datetime import UTC, datetime

from ..errors import KeyMissing, ServiceRefused, WrongAnswer
from . import http
from .base import Answer, Provider

WAITING = ("wait", "pending", "processing")


class SmartCa(Provider):
    """Settings: ``url``, ``client``, ``secret``, ``credential``, ``serial``."""

    code = "smartca"
    flow = "hash"

    def describe(self, auth):
        answer = self._post("credentials/get_certificate", {})
        try:
            rows = answer["data"]["user_certificates"]
            row = next(row for row in rows if self._is_wanted(row))
            self.serial = str(row["serial_number"])
            return self._der(row["cert_data"]), self._chain(row)
        except StopIteration:
            raise KeyMissing(label=self.settings["credential"]) from None
        except (KeyError, TypeError, ValueError) as error:
            raise WrongAnswer() from error

    def _is_wanted(self, row):
        serial = self.settings.get("serial")
        if serial:
            return str(row["serial_number"]).lower() == serial.lower()
        return str(row.get("cert_status_code", "VALID")).upper() == "VALID"

    def _chain(self, row):
        chain = row.get("chain_data") or {}
        return [self._der(text) for text in chain.values() if text]

    def _der(self, text):
        from ..keys import certificate_der

        return certificate_der(base64.b64decode("".join(text.split())))

    def start(self, hashes, auth, reference):
        """Ask the owner to sign {name: SHA-256} as the transaction ``reference``."""
        files = [
            {
                "file_type": "pdf",
                "data_to_be_signed": digest.hex(),
                "doc_id": name,
                "sign_type": "hash",
            }
            for name, digest in hashes.items()
        ]
        self._post(
            "signatures/sign",
            {
                "transaction_id": reference,
                "transaction_desc": self.settings.get("description") or reference,
                "serial_number": self.settings.get("serial") or "",
                "sign_files": files,
            },
        )
        return Answer()

    def ask(self, reference, names):
        """Return the Answer of a transaction; ServiceRefused when it was declined."""
        status, answer = self._send(f"signatures/sign/{reference}/status", {})
        said = str(answer.get("message", "")).lower()
        if self._code(status, answer) != 200 or any(word in said for word in WAITING):
            if any(word in said for word in WAITING):
                return Answer()
            raise ServiceRefused(reason=str(answer.get("message") or status)[:200])
        try:
            rows = (answer.get("data") or {}).get("signatures") or []
            found = {
                str(row["doc_id"]): base64.b64decode(row["signature_value"])
                for row in rows
            }
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise WrongAnswer() from error
        if not found:
            return Answer()
        if not set(names) <= set(found):
            raise WrongAnswer()
        return Answer({name: found[name] for name in names})

    def _post(self, name, body):
        status, answer = self._send(name, body)
        if self._code(status, answer) != 200:
            raise ServiceRefused(reason=str(answer.get("message") or status)[:200])
        return answer

    def _code(self, status, answer):
        return answer.get("status_code", status)

    def _send(self, name, body):
        url = f"{self.settings['url'].rstrip('/')}/v1/{name}"
        body = {
            "sp_id": self.settings.get("client") or "",
            "sp_password": self.settings.get("secret") or "",
            "user_id": self.settings["credential"],
            "time_stamp": f"{datetime.now(UTC):%Y%m%d%H%M%SZ}",
            **body,
        }
        timeout = self.settings.get("timeout") or http.TIMEOUT
        return http.post(url, body, timeout=timeout)
