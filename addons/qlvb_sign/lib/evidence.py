"""Long-term evidence: a B-T file becomes B-LTA, and stays it (EN 319 142-1 §5.5).

``extend`` adds what is needed to judge every signature later, chains and answers about
revocation, and one document timestamp over all of it; ``renew`` adds the next
timestamp before the last one can no longer be believed. Both only append: the result
begins with exactly the bytes it was given.
"""

import asyncio
import io
from datetime import UTC, datetime

from . import revocation
from . import trust as trusted
from .errors import NotProvable, SignError, TimestampUnavailable
from .fields import open_writer
from .timestamps import stamper


def extend(pdf, given, timestamper, at=None):
    """Return ``pdf`` with evidence for all its signatures and an archive timestamp.

    Raises NotProvable when a certificate cannot be shown to be good now, and
    TimestampUnavailable when the service does not answer.
    """
    trust = trusted.Trust.of(given)
    return _run(_extended, pdf, trust, timestamper, at)


def supplied(pdf, given, at=None):
    """Return ``pdf`` with the evidence alone (B-LT), no archive timestamp."""
    return _run(_only_supplied, pdf, trusted.Trust.of(given), None, at)


def renew(pdf, given, timestamper, at=None):
    """Return ``pdf`` with the next archive timestamp, after the last was judged."""
    trust = trusted.Trust.of(given)
    return _run(_renewed, pdf, trust, timestamper, at)


def proven_until(pdf):
    """Return until when (UTC) the newest archive timestamp can be believed, or None.

    That is the end of the certificate of its service.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    stamps = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_timestamp_signatures
    return stamps[-1].signer_cert.not_valid_after if stamps else None


def _run(work, pdf, trust, timestamper, at):
    from pyhanko.sign.timestamps import TimestampRequestError
    from pyhanko_certvalidator.errors import PathError, ValidationError

    reader = open_writer(pdf).prev
    trust = trust.gathered(revocation.pairs(reader, trust, at))
    # A timestamp service may leave out the authority that another signature names.
    trust = trust.knowing(revocation.embedded(reader))
    at = at or datetime.now(UTC)
    try:
        return asyncio.run(work(reader, trust, stamper(timestamper), at))
    except (TimestampRequestError, OSError, TimeoutError) as error:
        raise TimestampUnavailable() from error
    except (PathError, ValidationError) as error:
        raise NotProvable(reason=str(error)[:300]) from error
    except SignError:
        raise
    except Exception as error:  # a foreign file can make pyHanko raise anything
        raise NotProvable(reason=f"{type(error).__name__}: {error}"[:300]) from error


async def _extended(reader, trust, timestamper, at):
    from pyhanko.sign.signers import PdfTimeStamper
    from pyhanko.sign.signers.pdf_signer import TimestampDSSContentSettings

    if timestamper is None:
        raise TimestampUnavailable()
    writer = await _supplied(reader, trust, at)
    out = io.BytesIO()
    await PdfTimeStamper(timestamper).async_timestamp_pdf(
        writer,
        "sha256",
        validation_context=trusted.context(trust, trusted.TSA, at),
        output=out,
        dss_settings=TimestampDSSContentSettings(
            include_vri=False, update_before_ts=True
        ),
    )
    return out.getvalue()


async def _only_supplied(reader, trust, _timestamper, at):
    out = io.BytesIO()
    (await _supplied(reader, trust, at)).write(out)
    return out.getvalue()


async def _supplied(reader, trust, at):
    """Return a writer that appends chains and answers for every signature."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.validation.dss import (
        DocumentSecurityStore,
        collect_validation_info,
    )

    signatures = reader.embedded_regular_signatures
    if not signatures:
        raise NotProvable(reason="no signature")
    contexts, paths = [trusted.context(trust, trusted.TSA, at)], []
    for signature in signatures:
        context = trusted.context(trust, _role(signature), at)
        paths += await collect_validation_info(signature, context, skip_timestamp=True)
        paths += await _stamp_paths(signature, contexts[0])
        contexts.append(context)
    writer = IncrementalPdfFileWriter.from_reader(reader)
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        ocsps=[answer for context in contexts for answer in context.ocsps],
        crls=[listed for context in contexts for listed in context.crls],
        paths=paths,
    )
    return writer


async def _renewed(reader, trust, timestamper, at):
    from pyhanko.sign.signers import PdfTimeStamper

    out = io.BytesIO()
    await PdfTimeStamper(timestamper).async_update_archival_timestamp_chain(
        reader, trusted.context(trust, trusted.TSA, at), in_place=False, output=out
    )
    return out.getvalue()


async def _stamp_paths(signature, context):
    """Return the chains of the timestamps that a signature carries."""
    from pyhanko.sign.general import extract_certificate_info
    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
    from pyhanko_certvalidator import CertificateValidator

    paths = []
    for signed in extract_tst_data_iter(signature.signer_info, signed=False):
        info = extract_certificate_info(signed)
        validator = CertificateValidator(
            info.signer_cert,
            intermediate_certs=info.other_certs,
            validation_context=context,
        )
        paths.append(await validator.async_validate_usage(set(), {"time_stamping"}))
    return paths


def _role(signature):
    from .validation import ROLES

    return ROLES.get(signature.field_name, "other")
