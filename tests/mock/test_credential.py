"""Which credentials are taken, which are asked for, and that none is ever repeated."""

from base64 import b64encode

import pytest

from swornspec.mock import create_app

BEARER = {"kind": "bearer", "scheme": {"type": "http", "scheme": "Bearer"}}
BASIC = {"kind": "basic", "scheme": {"type": "http", "scheme": "basic"}}
DIGEST = {"kind": "digest", "scheme": {"type": "http", "scheme": "digest"}}
OAUTH = {"kind": "oauth", "scheme": {"type": "oauth2", "flows": {}}}
HEADER = {"kind": "key", "scheme": {"type": "apiKey", "in": "header", "name": "X-Key"}}
QUERY = {"kind": "query", "scheme": {"type": "apiKey", "in": "query", "name": "key"}}
COOKIE = {"kind": "cookie", "scheme": {"type": "apiKey", "in": "cookie", "name": "sid"}}
PAIR = b64encode(b"user:pass").decode()


def guarded(document_of, *alternatives, **options):
    schemes = {s["kind"]: s["scheme"] for needed in alternatives for s in needed}
    security = [{s["kind"]: [] for s in needed} for needed in alternatives]
    document = document_of(security=security, components={"securitySchemes": schemes})
    return create_app([document], **options)


@pytest.mark.parametrize(
    ("scheme", "headers", "query", "status"),
    [
        (BEARER, {}, "", 401),
        (BEARER, {"authorization": "Bearer abc.DEF-1_2~3+4/5="}, "", 200),
        (BEARER, {"authorization": "bearer   abc"}, "", 200),
        (BEARER, {"authorization": "Bearer"}, "", 401),
        (BEARER, {"authorization": "Bearer "}, "", 401),
        (BEARER, {"authorization": "Bearer a b"}, "", 401),
        (BEARER, {"authorization": "Bearer =="}, "", 401),
        (BEARER, {"authorization": "Bearerabc"}, "", 401),
        (BEARER, {"authorization": f"Basic {PAIR}"}, "", 401),
        (BASIC, {"authorization": f"Basic {PAIR}"}, "", 200),
        (BASIC, {"authorization": f"BASIC {b64encode(b'user:').decode()}"}, "", 200),
        (BASIC, {"authorization": f"Basic {b64encode(b':').decode()}"}, "", 401),
        (BASIC, {"authorization": f"Basic {b64encode(b'user').decode()}"}, "", 401),
        (BASIC, {"authorization": f"Basic {b64encode(bytes([117, 10, 58, 112])).decode()}"}, "", 401),
        (BASIC, {"authorization": "Basic abcde"}, "", 401),
        (BASIC, {"authorization": "Basic user:pass"}, "", 401),
        (BASIC, {"authorization": "Bearer abc"}, "", 401),
        (DIGEST, {"authorization": 'Digest username="u"'}, "", 200),
        (DIGEST, {"authorization": "Digest "}, "", 401),
        (OAUTH, {"authorization": "Bearer abc"}, "", 200),
        (HEADER, {"x-key": "abc"}, "", 200),
        (HEADER, {"x-key": " "}, "", 401),
        (HEADER, {}, "x-key=abc", 401),
        (QUERY, {}, "a=1&key=abc", 200),
        (QUERY, {}, "a=1&key=", 401),
        (QUERY, {}, "keys=abc", 401),
        (COOKIE, {"cookie": "a=1; sid=abc"}, "", 200),
        (COOKIE, {"cookie": "a=1; side=abc"}, "", 401),
    ],
)
def test_well_formed_credentials_are_taken_and_others_refused(document_of, ask, scheme, headers, query, status):
    app = guarded(document_of, [scheme])

    assert ask(app, path="/things", token=None, headers=headers, query=query).status == status


def test_all_of_an_alternative_are_needed_and_any_alternative_will_do(document_of, ask):
    app = guarded(document_of, [BEARER, HEADER], [QUERY])

    def status(token=None, headers=None, query=""):
        return ask(app, path="/things", token=token, headers=headers, query=query).status

    assert [status("t"), status(None, {"x-key": "k"}), status("t", {"x-key": "k"}), status(query="key=k")] == [401, 401, 200, 200]


def test_an_empty_alternative_lets_anyone_in(document_of, ask):
    app = guarded(document_of, [BEARER], [])

    assert ask(app, path="/things", token=None).status == 200


def test_only_accepted_credentials_are_taken_where_some_are_given(document_of, ask):
    app = guarded(document_of, [BEARER], [BASIC], [HEADER], tokens=["good", "user:pass"])

    def status(**headers):
        return ask(app, path="/things", token=None, headers=headers).status

    assert status(authorization="Bearer good") == status(authorization=f"Basic {PAIR}") == status(**{"x-key": "good"}) == 200
    assert status(authorization="Bearer bad") == status(authorization="Basic dTpw") == status(**{"x-key": "bad"}) == 401


@pytest.mark.parametrize(
    ("scheme", "missing", "malformed"),
    [
        (BEARER, 'Bearer realm="Things"', 'Bearer realm="Things", error="invalid_token"'),
        (BASIC, 'Basic realm="Things", charset="UTF-8"', 'Basic realm="Things", charset="UTF-8"'),
        (OAUTH, 'Bearer realm="Things"', 'Bearer realm="Things", error="invalid_token"'),
    ],
)
def test_a_challenge_says_what_is_asked_for(document_of, ask, scheme, missing, malformed):
    app = guarded(document_of, [scheme])

    without, wrong = ask(app, path="/things", token=None), ask(app, path="/things", token="\u2026".encode().decode("latin-1"))

    assert (without.headers["www-authenticate"], wrong.headers["www-authenticate"]) == (missing, malformed)
    assert without.headers["content-type"] == wrong.headers["content-type"] == "application/problem+json"


def test_a_hostile_title_cannot_break_out_of_the_realm(document_of, ask):
    document = document_of(
        security=[{"k": []}],
        components={"securitySchemes": {"k": BASIC["scheme"]}},
        info={"title": 'a"\r\nSet-Cookie: b=1, Basic', "version": "1"},
    )

    reply = ask(create_app([document]), path="/things", token=None)

    assert reply.headers["www-authenticate"] == 'Basic realm="aSet-Cookie b1 Basic", charset="UTF-8"'


@pytest.mark.parametrize("status", ["400", "401"])
def test_credentials_are_never_repeated(document_of, ask, status):
    secret = "s3cr3t~~value"
    app = create_app(
        [
            document_of(
                schema={"type": "object", "required": ["name"]},
                security=[{"k": []}, {"q": []}],
                components={"securitySchemes": {"k": BEARER["scheme"], "q": QUERY["scheme"]}},
            )
        ],
        strict=True,
        tokens=[secret] if status == "400" else ["another"],
    )

    reply = ask(app, path="/things", body={}, token=secret, query=f"key={secret}")

    assert str(reply.status) == status
    assert secret.encode() not in reply.body
    assert not any(secret in v for v in reply.headers.values())
