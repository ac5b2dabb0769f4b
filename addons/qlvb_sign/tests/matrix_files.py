# Copyright 2026 QLVB contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Letters signed in every way, good and bad."""

import io
from datetime import UTC, datetime
from functools import cache

from ..lib import evidence, fetching, fields, revocation, signing
from .authorities import authorities
from .common import DAY, key_of, prepared, world

YEARS_AGO = datetime(2024, 6, 1, 8, tzinfo=UTC)


def gather(pairs):
    """Ask the services of the tests, as the addon does."""
    hosts = fetching.allowed(authorities().host)

    def fetch(*request):
        return fetching.fetch(*request, hosts)

    answers = [revocation.ask(*pair, fetch) for pair in pairs]
    return tuple(
        tuple(a.data for a in answers if a and a.kind == kind)
        for kind in ("ocsp", "crl")
    )


def sign(pdf, label="leader", field=fields.PERSON, stamped=True):
    """Sign without the checks that come before a signature."""
    key = authorities().key(label)
    url = authorities().tsa_url if stamped else None
    return signing._sign(
        fields.open_writer(pdf), field, key, world().picture, None, url
    )


def both(person="leader", agency="agency", stamped=True):
    """Return a letter with number, signed and sealed."""
    signed = sign(prepared(), person, stamped=stamped)
    url = authorities().tsa_url if stamped else None
    key = authorities().key(agency)
    return signing.fill_and_seal(signed, "05", DAY, key, world().seal, None, url)


@cache
def b_b():
    return both(stamped=False)


@cache
def b_t():
    return both()


@cache
def b_lta():
    trust = authorities().trust(gather)
    return evidence.extend(b_t(), trust, authorities().tsa_url)


@cache
def b_lt():
    """Return the archived file without its last update, the timestamp."""
    trust = authorities().trust(gather)
    return evidence.supplied(b_t(), trust)


def years_ago(label, archived=False):
    """Return a letter that was signed, and perhaps archived, years ago."""
    with authorities().at(YEARS_AGO):
        pdf = both(label)
        if archived:
            trust = authorities().trust(gather)
            pdf = evidence.extend(pdf, trust, authorities().tsa_url, at=YEARS_AGO)
    return pdf


def seal_then_person():
    sealed = sign(prepared(), "agency", fields.AGENCY)
    return sign(sealed, "leader")


def sha1():
    """Return a letter signed with SHA-1, as the first tools of the service did."""
    from pyhanko.sign import signers

    metadata = signers.PdfSignatureMetadata(
        field_name=fields.PERSON, md_algorithm="sha1"
    )
    out = io.BytesIO()
    signer = signers.PdfSigner(metadata, signer=authorities().key("leader").signer)
    signer.sign_pdf(fields.open_writer(prepared()), output=out)
    return out.getvalue()


def annotated():
    from pyhanko.pdf_utils import generic

    writer = fields.open_writer(b_t())
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Text"),
            generic.pdf_name("/Rect"): generic.ArrayObject(
                [generic.NumberObject(n) for n in (10, 10, 30, 30)]
            ),
            generic.pdf_name("/Contents"): generic.pdf_string("ĐẾN"),
        }
    )
    page = writer.find_page_for_modification(0)[0]
    writer.register_annotation(page, writer.add_object(note))
    return fields.written(writer)


def strange():
    return signing.sign_person(prepared(), key_of(world().unknown), world().picture)
