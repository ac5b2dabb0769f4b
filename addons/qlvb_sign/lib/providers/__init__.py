"""How a key is reached, one file for each kind; bytes and settings, no Odoo.

============  ========  =====================================================
code          flow      what happens
============  ========  =====================================================
``pkcs12``    signer    a key file opened by its PIN, signs at once
``pkcs11``    signer    a token or HSM on the server, signs at once
``csc``       hash      a remote service (CSC API) signs hashes, one
                        authorisation for a batch
``smartca``   hash      a remote service asks its owner on the phone; the
                        answer is fetched later
``desktop``   file      a program beside the browser takes the whole file and
                        returns it signed
============  ========  =====================================================

A provider is made from the settings of a key and answers for as long as one request:

* flow *signer*: ``open(auth)`` returns a :class:`~..keys.Key`;
* flow *hash*: ``start(hashes, auth, reference)`` and ``ask(reference, names)``
  return an :class:`~.base.Answer`; the file is prepared and finished by
  ``deferred``;
* flow *file*: the file is handed out, and judged by ``desktop`` when it comes back.

``describe(auth)`` returns the certificate (and its chain) when a key is set up.
"""

from ..errors import SignError


def make(code, settings):
    """Return the provider of a kind; each is imported only when it is used."""
    if code == "pkcs12":
        from .pkcs12 import Pkcs12 as Kind
    elif code == "pkcs11":
        from .pkcs11 import Pkcs11 as Kind
    elif code == "csc":
        from .csc import Csc as Kind
    elif code == "smartca":
        from .smartca import SmartCa as Kind
    elif code == "desktop":
        from .desktop import Desktop as Kind
    else:
        raise SignError()
    return Kind(settings)
