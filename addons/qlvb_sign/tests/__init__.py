from . import (
    test_engine_keys,
    test_engine_prepare,
    test_engine_sign,
    test_engine_timestamp,
    test_engine_validate,
    test_judges,
    test_sign_document,
    test_sign_dialogs,
    test_sign_security,
    test_sign_tour,
    test_trust,
)
