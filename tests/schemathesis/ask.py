"""Asks a server everything that docs/openapi.json says may be asked, and what it says may not.

Nothing may be answered with a status of 500 or above, with a status or a shape that the document
does not have, or be let in without the right to it. The server is started here, on a free port of
this machine, and ended here.

    ask.py SERVER DATA DOCUMENT OUT

SERVER is the program, DATA its folder with the demonstration in it, DOCUMENT the OpenAPI document,
OUT a folder for what is made on the way. SOHOI_SCHEMATHESIS_SEED takes another seed, and
SOHOI_SCHEMATHESIS_EXAMPLES another number of examples for each operation.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
import urllib.request

PASSWORD = "sohoi-2017"
SEED = os.environ.get("SOHOI_SCHEMATHESIS_SEED", "2017")
EXAMPLES = os.environ.get("SOHOI_SCHEMATHESIS_EXAMPLES", "20")

# Whoever signs out asks nothing more; strangers may.
SIGNING_OUT = ["deleteApiSession", "postAdminSignOut"]

# What OData wants where something of it is not done; elsewhere the document does not have it.
SETTINGS = """
[checks]
not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "501"]
"""

# A document cannot say everything that makes a request right: that numbers follow each other, say.
# So what looks right may be refused, if only in a way that is written down.
NOT_CHECKED = ["positive_data_acceptance"]


def main(server, data, document, out):
    document, out = pathlib.Path(document), pathlib.Path(out).resolve()
    token = subprocess.run(
        [server, "--data", data, "token", "add", "--name", "schemathesis", "--unit", "binh_thuan", "--responses"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.strip()
    with Server(server, data) as address:
        clerk, administrator = Session(address, "phanrithanh"), Session(address, "quantri")
        told = out / "openapi.json"
        # Where it stands, Schemathesis looks for its settings.
        (out / "schemathesis.toml").write_text(SETTINGS)
        told.write_text(json.dumps(with_examples(json.loads(document.read_text()), clerk)))
        ask = Asking(address, told)
        asked = [
            # Pages lead strangers to signing in before anything of the body is read; what open routes make of
            # what is wrong, those who are signed in ask as well.
            ask("strangers", unchecked=["negative_data_rejection"]),
            ask("an administrator", administrator.headers, elsewhere_than("/odata")),
            ask("a clerk of one commune", clerk.headers, elsewhere_than("/odata")),
            # Wrong tokens are soon asked to wait, so this is no place to try them; the server's own
            # tests do so on every route.
            ask(
                "a spreadsheet",
                {"Authorization": f"Bearer {token}"},
                ["--include-path-regex", "^/odata"],
                unchecked=["ignored_auth"],
            ),
        ]
    if not all(asked):
        sys.exit(
            f"\nAgain: SOHOI_SCHEMATHESIS_SEED={SEED} SOHOI_SCHEMATHESIS_EXAMPLES={EXAMPLES} "
            "cargo xtask test server schemathesis"
        )


def elsewhere_than(root):
    signing_out = [word for name in SIGNING_OUT for word in ("--exclude-operation-id", name)]
    return ["--exclude-path-regex", f"^{root}", *signing_out]


class Asking:
    """Asks one server, in the name of one after the other."""

    def __init__(self, address, document):
        self.address = address
        self.document = document

    def __call__(self, who, headers=None, where=(), unchecked=()):
        """Whether everything was answered as it should be."""
        print(f"\n{who}:", flush=True)
        headers = [word for name, value in (headers or {}).items() for word in ("-H", f"{name}: {value}")]
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", self.document, "--url", self.address),
            *("--seed", SEED, "--max-examples", EXAMPLES, "--generation-database", "none"),
            *("--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--no-color"),
            *("--exclude-checks", ",".join([*NOT_CHECKED, *unchecked]), "--warnings", "off"),
            *("--suppress-health-check", "all", "--request-timeout", "20"),
            *where,
            *headers,
        ]
        return subprocess.run(command, cwd=self.document.parent).returncode == 0


class Server:
    """A server that ends with this program."""

    def __init__(self, program, data):
        command = [program, "--data", data, "serve", "--listen", "127.0.0.1:0", "--app", data]
        self.command = command

    def __enter__(self):
        environment = {**os.environ, "RUST_LOG": "error"}
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, text=True, env=environment)
        line = self.process.stdout.readline()
        if "listening on " not in line:
            self.__exit__()
            sys.exit(f"the server did not start: {line}")
        return line.split("listening on ")[1].strip()

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Session:
    """Somebody who is signed in."""

    def __init__(self, address, name):
        self.address = address
        self.headers = {}
        answer = self.send("POST", "/api/session", {"name": name, "password": PASSWORD})
        cookie = answer.headers["set-cookie"].split(";")[0]
        self.headers = {"Cookie": cookie}

    def send(self, method, path, body=None):
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"content-type": "application/json", **self.headers}
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        return urllib.request.urlopen(request, timeout=20)


def with_examples(document, session):
    """The document, with what is really there in the places where anything would be allowed."""
    exchange = {"protocol": 1, "device": "schemathesis", "epoch": 1, "ops": []}
    entries = json.load(session.send("POST", "/api/sync", exchange))["entries"]
    round_ = next(entry["round"]["round"] for entry in entries if "round" in entry)
    line = next(entry["subject"] for entry in entries if "subject" in entry)
    page = "a signed page".encode()
    blob = hashlib.sha256(page).hexdigest()
    session.send("PUT", f"/api/blobs/{blob}", page)
    form = json.load(session.send("GET", f"/api/documents/{round_['hash']}"))["forms"][0]
    slot = {"round": line["round"], "form": form["id"], "subject": line["id"]}
    change = {"start": {"slot": slot, "form_hash": form["hash"]}}
    start = {"n": 1, "at": "2017-06-19T14:36:40Z", "response": "r-1", "change": change}
    places = {
        "/api/documents/{hash}": [round_["hash"]],
        "/api/blobs/{hash}": [blob],
        "/odata/v4/{path}": ["Figures", "Indicators", "$metadata", "Figures/$count", "Figures(1)"],
    }
    paths = document["paths"]
    for path, values in places.items():
        for operation in paths[path].values():
            examples = {f"{number}": {"value": value} for number, value in enumerate(values)}
            operation["parameters"][0]["examples"] = examples
    bodies = {"nothing": {"value": exchange}, "start": {"value": {**exchange, "ops": [start]}}}
    paths["/api/sync"]["post"]["requestBody"]["content"]["application/json"]["examples"] = bodies
    return document


if __name__ == "__main__":
    main(*sys.argv[1:])
