from . import (
    qlvb_trust_anchor,
    qlvb_sign_key,
    qlvb_signing,
    qlvb_signature,
    qlvb_document_file,
    qlvb_document_signing,
    qlvb_document_sealing,
    qlvb_document_verdict,
    qlvb_document,
    qlvb_event,
    res_config_settings,
    res_users,
)
