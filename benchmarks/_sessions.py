"""Sessions of many users, made beside the login: a password costs half a second."""

import json
import os
import urllib.error
import urllib.request

from odoo.http import get_default_session, root
from odoo.service import security

from walk.client import CONTEXT, TIMEOUT, RemoteError


def make(env, users):
    """Return {user: session id}, stored where the server looks for them."""
    found = {}
    for user in env["res.users"].browse(users):
        session = root.session_store.new()
        session.update(get_default_session(), db=env.cr.dbname)
        session.update(login=user.login, uid=user.id, context=dict(CONTEXT))
        session["session_token"] = security.compute_session_token(
            session, env(user=user.id)
        )
        root.session_store.save(session)
        found[user.id] = session.sid
    return found


class Browser:
    """One user's web client: the calls that it would send."""

    def __init__(self, session, companies=()):
        self.session = session
        self.context = dict(CONTEXT)
        if companies:
            self.context["allowed_company_ids"] = list(companies)

    def post(self, path, **params):
        request = urllib.request.Request(
            os.environ["QLVB_URL"] + path,
            data=json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
            headers={
                "Content-Type": "application/json",
                "Cookie": f"session_id={self.session}",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                told = json.load(answer)
        except urllib.error.HTTPError as error:
            raise RemoteError(error.code, "HTTP", error.read()[:200]) from None
        if "error" in told:
            data = told["error"].get("data") or {}
            kind = data.get("name", "").rpartition(".")[2]
            raise RemoteError(200, kind, data.get("message") or str(told["error"]))
        return told.get("result")

    def call(self, model, method, *args, **kwargs):
        return self.post(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=list(args),
            kwargs={"context": self.context, **kwargs},
        )
