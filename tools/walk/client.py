"""Calling a server as one user: JSON-2 with a bearer key, and how to get the key."""

import http.cookiejar
import json
import urllib.error
import urllib.request

# People in this system read Vietnamese; JSON-2 takes nothing from the user's settings.
CONTEXT = {"lang": "vi_VN", "tz": "Asia/Ho_Chi_Minh"}
TIMEOUT = 300
KEY_NAME = "walk"
KEY_DAYS = "1"


class RemoteError(Exception):
    """The server refused a call: HTTP status, class of the error, its sentence."""

    def __init__(self, status, kind, message):
        super().__init__(message)
        self.status, self.kind, self.message = status, kind, message

    def __str__(self):
        return f"{self.status} {self.kind}: {self.message}"


class Client:
    """The API as one user: every call is `POST /json/2/MODEL/METHOD`."""

    def __init__(self, url, database, key):
        self.url, self.database, self.key = url.rstrip("/"), database, key

    def call(self, model, method, ids=None, /, **arguments):
        """Call a method by keyword arguments and return what it returns."""
        body = {"context": CONTEXT, **arguments}
        if ids is not None:
            body["ids"] = ids
        request = urllib.request.Request(
            f"{self.url}/json/2/{model}/{method}",
            data=json.dumps(body).encode(),
            headers={
                "Authorization": f"bearer {self.key}",
                "Content-Type": "application/json",
                "X-Odoo-Database": self.database,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise refusal(error.code, error.read()) from None

    def open(self, model, record_id):
        return Record(self, model, record_id)

    def search(self, model, domain, fields, **options):
        """Return the records of a domain as dicts."""
        return self.call(model, "search_read", domain=domain, fields=fields, **options)

    def count(self, model, domain):
        return self.call(model, "search_count", domain=domain)


class Record:
    """One record as one user sees it."""

    def __init__(self, client, model, record_id):
        self.client, self.model, self.id = client, model, record_id

    def do(self, method, /, **arguments):
        """Call a method on the record."""
        return self.client.call(self.model, method, [self.id], **arguments)

    def read(self, *fields):
        """Return the fields as a dict; a relation is the id, or False."""
        (row,) = self.do("read", fields=list(fields), load=None)
        return row

    def get(self, field):
        return self.read(field)[field]

    def seen_by(self, person):
        """The same record through the eyes of somebody else."""
        return Record(person.client, self.model, self.id)


def refusal(status, content):
    """Return the `RemoteError` that an error's body tells."""
    try:
        told = json.loads(content)
        return RemoteError(status, told["name"].rpartition(".")[2], told["message"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return RemoteError(status, "HTTP", content.decode("utf-8", "replace")[:300])


class Session:
    """A login with a password, as a browser does it; used only to make a key."""

    def __init__(self, url, database, login, password):
        self.url, self.password = url.rstrip("/"), password
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        self.info = self.post(
            "/web/session/authenticate", db=database, login=login, password=password
        )
        self.key_ids = []

    def post(self, path, /, **params):
        """Send one JSON-RPC call and return its result."""
        request = urllib.request.Request(
            self.url + path,
            data=json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with self.opener.open(request, timeout=TIMEOUT) as answer:
            told = json.load(answer)
        if "error" in told:
            data = told["error"].get("data") or {}
            kind = data.get("name", "").rpartition(".")[2]
            raise RemoteError(
                200, kind, data.get("message") or told["error"]["message"]
            )
        return told.get("result")

    def call(self, model, method, *args, context=CONTEXT):
        return self.post(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=list(args),
            kwargs={"context": context},
        )

    def checked(self, model, method, ids):
        """Call what asks for the password again, as its dialog does."""
        answer = self.call(model, method, ids)
        if answer.get("res_model") != "res.users.identitycheck":
            return answer
        context = {**CONTEXT, "password": self.password}
        return self.call(
            "res.users.identitycheck", "run_check", [answer["res_id"]], context=context
        )

    def make_key(self):
        """Return a new API key of this user, valid for `KEY_DAYS`."""
        before = set(self._keys())
        wizard = self.call(
            "res.users.apikeys.description",
            "create",
            [{"name": KEY_NAME, "duration": KEY_DAYS}],
        )
        answer = self.checked("res.users.apikeys.description", "make_key", wizard)
        self.key_ids += set(self._keys()) - before
        return answer["context"]["default_key"]

    def remove_keys(self):
        """Take back the keys that were made."""
        if self.key_ids:
            self.checked("res.users.apikeys", "remove", self.key_ids)
            self.key_ids = []

    def _keys(self):
        own = [("user_id", "=", self.info["uid"]), ("name", "=", KEY_NAME)]
        return self.call("res.users.apikeys", "search", own)
