from . import (
    qlvb_pin_mixin,
    qlvb_key_mixin,
    qlvb_document_sign,
    qlvb_document_seal,
    qlvb_document_annex,
    qlvb_document_initial,
    qlvb_document_place,
    qlvb_document_certify,
    qlvb_sign_key_install,
    qlvb_trust_confirm,
    qlvb_sign_many,
)
