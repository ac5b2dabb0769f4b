"""The plain signing engine: bytes in, bytes out, no Odoo, no database.

=================  ===========================================================
``fields``         prepare a page for signing: number, date, signature fields
``signing``        sign as a person, fill the number and seal as an agency
``validation``     say in separate lines what is true about each signature
``keys``           open a PKCS#12 with its PIN, read a certificate
``providers``      the kinds of keys: file, token, remote service, desktop program
``images``         signature and seal pictures
``pki``            certificates for a demo or a test, made on the spot
=================  ===========================================================

pyHanko costs 0.4 s and 59 MB when imported: it is imported inside the functions that
need it, so a web worker that never signs never pays for it.
"""
