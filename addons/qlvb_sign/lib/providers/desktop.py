"""A signing program on the desktop that takes the whole file, like VGCA SignService.

The program fetches the file, asks its owner for the PIN of a token and posts the
file back. It may have done anything meanwhile: what comes back must be the file that
was handed out, plus exactly one signature in the expected place by the expected
certificate.
"""

import io

from ..chain import check_step
from ..errors import ChainBroken, KeyWaits, ReturnedFile
from .base import Provider


class Desktop(Provider):
    """Settings: ``certificate`` (DER)."""

    code = "desktop"
    flow = "file"

    def open(self, auth):
        raise KeyWaits()


def check_returned(before, after, field, certificate, locked=False):
    """Raise ReturnedFile unless ``after`` is ``before`` plus the one signature.

    ``locked``: the signature must carry the lock of the seal over the number.
    """
    if len(after) <= len(before) or not after.startswith(before):
        raise ReturnedFile(what="prefix")
    earlier, found = _signatures(before), _signatures(after)
    new = set(found) - set(earlier)
    if len(found) != len(earlier) + 1 or len(new) != 1:
        raise ReturnedFile(what="count")
    if new != {field}:
        raise ReturnedFile(what="field")
    signature = found[field]
    try:
        own = signature.signer_cert.dump()
    except Exception as error:
        raise ReturnedFile(what="certificate") from error
    if own != certificate:
        raise ReturnedFile(what="certificate")
    _check_value(signature)
    if locked and "/FieldMDP" not in _transforms(signature):
        raise ReturnedFile(what="lock")
    try:
        check_step(before, after, field)
    except ChainBroken as error:
        raise ReturnedFile(what="more") from error


def _signatures(pdf):
    """Return {field: embedded signature} of a file that was made elsewhere."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        return {row.field_name: row for row in reader.embedded_signatures}
    except Exception as error:  # a broken file can raise anything
        raise ReturnedFile(what="unreadable") from error


def _check_value(signature):
    from pyhanko.sign.validation.pdf_embedded import SignatureCoverageLevel

    try:
        signature.compute_integrity_info()
        whole = signature.coverage == SignatureCoverageLevel.ENTIRE_FILE
        digest = signature.compute_digest()
        attributes = signature.signer_info["signed_attrs"]
        said = next(
            row["values"][0].native
            for row in attributes
            if row["type"].native == "message_digest"
        )
    except Exception as error:
        raise ReturnedFile(what="changed") from error
    if not whole or digest != said:
        raise ReturnedFile(what="changed")


def _transforms(signature):
    references = signature.sig_object.get("/Reference", ())
    return {str(row.get_object().get("/TransformMethod")) for row in references}
