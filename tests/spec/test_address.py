"""The address of a server is checked before anything is sent there."""

import pytest

from swornspec.errors import RequestError
from swornspec.spec.address import server_url


@pytest.mark.parametrize("url", ["http://a", "https://a.example:8443/v1", "http://[::1]:80/x", "http://127.0.0.1"])
def test_an_address_is_taken_without_a_slash_at_its_end(url: str) -> None:
    assert server_url(url) == server_url(f"{url}/") == url


NONE = ["", "a", "/v1", "ftp://a", "http://", "http://:80", "http://a:0", "http://a:99999", "http://["]


@pytest.mark.parametrize("url", NONE)
def test_what_is_no_address_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(RequestError, match="is not the URL of a server"):
        server_url(url)


@pytest.mark.parametrize("url", ["http://a?key=s3cret", "http://a#s3cret"])
def test_what_paths_cannot_follow_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(RequestError, match="has a query or a fragment") as caught:
        server_url(url)

    assert "s3c" not in str(caught.value)


SECRET = ["https://user:s3cret@a.example", "https://s3cret@a", "https://u:s3cret@a?b", "https://u:s3c/ret@[", "u://s3cret@"]


@pytest.mark.parametrize("url", SECRET)
def test_credentials_in_an_address_are_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(RequestError) as caught:
        server_url(url)

    assert "s3c" not in str(caught.value)
