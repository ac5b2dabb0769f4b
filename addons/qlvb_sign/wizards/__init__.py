from . import (
    qlvb_pin_mixin,
    qlvb_document_sign,
    qlvb_document_seal,
    qlvb_sign_key_install,
    qlvb_trust_confirm,
    qlvb_sign_many,
)
