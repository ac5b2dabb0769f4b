"""The least that pyHanko needs for the same signatures and the same judgement."""

import asyncio
import io
from datetime import UTC, datetime

from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import ades
from pyhanko_certvalidator.context import ValidationTimingInfo

from odoo.addons.qlvb_sign.lib import appearance, validation_engine
from odoo.addons.qlvb_sign.lib.trust import Trust


def open_pkcs12(data, pin):
    return SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=pin.encode())


def sign(pdf, field, signer, picture, reason):
    """Fill an empty field with a signature and its picture, as our own path does."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    return _sign(writer, field, signer, picture, reason)


def seal(pdf, texts, field, signer, picture, reason):
    """See that the first signature is whole, set number and date, and sign.

    ``texts``: {name: value}; the values are set, but not drawn.
    """
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    for signature in reader.embedded_regular_signatures:
        signature.compute_integrity_info()
        if not signature.summarise_integrity_info()["docmdp_ok"]:
            raise ValueError("the first signature does not hold")
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
    for reference in writer.root["/AcroForm"]["/Fields"]:
        widget = reference.get_object()
        if widget.get("/T") in texts:
            widget["/V"] = pdf_string(texts[widget["/T"]])
            writer.update_container(widget)
    return _sign(writer, field, signer, picture, reason)


def _sign(writer, field, signer, picture, reason):
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
    )
    out = io.BytesIO()
    style = appearance.image_style(picture)
    PdfSigner(metadata, signer=signer, stamp_style=style).sign_pdf(writer, output=out)
    return out.getvalue()


def judge(pdf, root):
    """Judge every signature: its bytes, what was added, and its chain."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    spec = validation_engine._spec(Trust.of([root]), "other", True, False)
    now = datetime.now(UTC)
    timing = ValidationTimingInfo(now, now, point_in_time_validation=True)
    found = []
    for signature in reader.embedded_regular_signatures:
        signature.compute_integrity_info()
        summary = signature.summarise_integrity_info()
        work = ades.ades_basic_validation(
            signature.signed_data,
            spec,
            timing_info=timing,
            raw_digest=signature.compute_digest(),
        )
        result = asyncio.run(work)
        found.append(summary["docmdp_ok"] and result.ades_subindic.name == "OK")
    return found
