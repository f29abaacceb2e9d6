"""Requests find the operation that is documented for their path."""

import pytest

from swornspec.mock.route import Routes

TEMPLATES = ["/", "/a", "/a/{x}", "/a/b", "/a/{x}/c", "/{y}/b/{z}", "/f/{name}.{kind}", "/f/{name}", "/é/x", "/p%20q", "/a/{x}:run"]


@pytest.mark.parametrize(
    ("path", "found", "values"),
    [
        ("/", "/", ()),
        ("/a", "/a", ()),
        ("/%61", "/a", ()),
        ("/a/b", "/a/b", ()),
        ("/a/1", "/a/{x}", ("1",)),
        ("/a/%2F", "/a/{x}", ("%2F",)),
        ("/a/b/c", "/a/{x}/c", ("b",)),
        ("/a/b/d", "/{y}/b/{z}", ("a", "d")),
        ("/f/one.tar.gz", "/f/{name}.{kind}", ("one", "tar.gz")),
        ("/f/one", "/f/{name}", ("one",)),
        ("/a/7:run", "/a/{x}", ("7:run",)),
        ("/%C3%A9/x", "/é/x", ()),
        ("/p%20q", "/p%20q", ()),
        ("/a/", None, None),
        ("/a//c", None, None),
        ("//a", None, None),
        ("", None, None),
        ("/A", None, None),
        ("/a/b/c/d", None, None),
        ("/f/" + "." * 5000, "/f/{name}", ("." * 5000,)),
    ],
)
def test_the_most_literal_template_wins(path, found, values):
    routes = Routes[str]()
    for template in TEMPLATES:
        routes.at(template)["GET"] = template

    got = routes.find(path)

    assert (found, values) == (None, None) if got is None else (got[0]["GET"], got[1]) == (found, values)


def test_templates_that_differ_in_names_alone_are_one_place():
    routes = Routes[int]()
    routes.at("/a/{x}")["GET"] = 1
    routes.at("/a/{y}")["POST"] = 2

    assert routes.find("/a/5") == ({"GET": 1, "POST": 2}, ("5",))
