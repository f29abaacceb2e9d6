"""Several documents on one port, by path or by host."""

import pytest

from swornspec.errors import DocumentError
from swornspec.mock import create_app
from swornspec.mock.host import hosts, told_apart_by_host


@pytest.fixture
def api(document_of):
    """A document with `POST /things`, its servers, and a name that its answers say."""

    def made(name, *urls, path="/things"):
        responses = {"200": {"description": "Made.", "content": {"application/json": {"example": {"by": name}}}}}
        return document_of(responses, servers=[{"url": u} for u in urls], path=path)

    return made


@pytest.fixture
def by(ask):
    def asked(app, host, path="/v1/things"):
        reply = ask(app, "POST", path, headers={"host": host})
        return reply.json["by"] if reply.status == 200 else reply.status

    return asked


def test_documents_that_claim_the_same_path_are_told_apart_by_host(api, by):
    app = create_app([api("a", "https://a.example/v1"), api("b", "https://b.example/v1", "http://other.example/v1")])

    assert [by(app, h) for h in ("a.example", "B.Example:8080", "other.example", "a.example.", "c.example")] == ["a", "b", "b", "a", 421]
    assert list(app.operations) == [("POST", "//a.example/v1/things"), ("POST", "//b.example/v1/things")]


def test_another_host_reaches_what_only_one_document_has(api, by):
    app = create_app(
        [api("a", "https://a.example/v1"), api("b", "https://b.example/v1"), api("c", "https://c.example/v1", path="/more/{id}")]
    )

    assert by(app, "localhost:8080", "/v1/more/1") == "c"
    assert by(app, "localhost:8080") == 421
    assert by(app, "localhost:8080", "/v1/none") == 404
    assert by(app, "a.example", "/v1/more/1") == 404


def test_who_names_no_known_host_is_told_the_hosts(api, ask):
    app = create_app([api("a", "https://a.example/v1"), api("b", "https://b.example/v1")])

    reply = ask(app, "POST", "/v1/things", headers={"host": "[::1]:8080"})
    head = ask(app, "HEAD", "/v1/things", headers={"host": None})

    assert reply.json["detail"] == "Several APIs have this path. The Host header says which one is meant: a.example, b.example."
    assert (head.status, head.body) == (421, b"")


def test_documents_of_different_paths_are_served_by_path_unless_hosts_are_asked_for(api, by):
    documents = [api("a", "https://a.example/v1"), api("b", "https://b.example/v2")]

    by_path, by_host = create_app(documents), create_app(documents, by_host=True)

    assert (by(by_path, "a.example"), by(by_path, "a.example", "/v2/things")) == ("a", "b")
    assert (by(by_host, "a.example"), by(by_host, "a.example", "/v2/things")) == ("a", 404)
    assert (by(by_host, "localhost"), by(by_host, "localhost", "/v2/things")) == ("a", "b")


def test_documents_that_share_a_host_are_served_together(api, by):
    documents = [
        api("a", "https://a.example/v1"),
        api("b", "https://b.example/v1"),
        api("c", "https://a.example/v1", "https://c.example/v1", path="/more"),
    ]
    app = create_app(documents)

    assert [by(app, "a.example"), by(app, "a.example", "/v1/more"), by(app, "c.example", "/v1/more")] == ["a", "c", "c"]


@pytest.mark.parametrize(
    "urls", [(["https://a.example/v1"], ["https://a.example/v1"]), (["/v1"], ["https://a.example/v1"]), (["/v1"], ["/v1"])]
)
def test_what_cannot_be_told_apart_is_one_clear_error(api, urls):
    documents = [api(str(n), *u) for n, u in enumerate(urls)]

    assert not told_apart_by_host(documents)
    with pytest.raises(DocumentError, match=r"POST /v1/things is documented twice .*different hosts"):
        create_app(documents)


def test_hosts_that_are_asked_for_must_be_there(api):
    with pytest.raises(DocumentError, match="no document names a host"):
        create_app([api("a", "/v1"), api("b")], by_host=True)
    with pytest.raises(DocumentError, match="is not valid"):
        create_app([api("a", "https://[a/v1")], by_host=True)


def test_a_document_alone_may_name_servers_that_no_one_can_read(api, by):
    assert by(create_app([api("a", "https://a.example/v1", "https://[b/v1")]), "localhost") == "a"


def test_the_hosts_of_a_document_are_those_of_all_its_servers(document_of):
    servers = [{"url": "https://{where}.Example:8443/v1", "variables": {"where": {"default": "eu"}}}, {"url": "/x"}, {"url": "//b.example"}]

    assert hosts(document_of(servers=servers)) == ("eu.example", "b.example")


def test_what_all_documents_keep_is_forgotten_together(shop, by, ask, api):
    app = create_app([shop, api("b", "https://b.example/v1")], stateful=True)

    for host in ("shop.example.com", "localhost"):
        made = ask(app, "POST", "/v1/things", {"name": "a"}, headers={"host": "shop.example.com"}).json["id"]
        assert ask(app, "POST", "/__reset", headers={"host": host}).status == 204
        assert ask(app, "GET", f"/v1/things/{made}", headers={"host": "shop.example.com"}).status == 404
    assert by(app, "b.example") == "b"
