"""One document the whole way, through the public API of a running server.

`python -m walk OUTDIR` does as the demo users what people do in the browser, from
the arrival of a letter to the closed work file, checks every step, and leaves what
came of it in OUTDIR. Only the standard library and `vnrecords` are needed.
"""
