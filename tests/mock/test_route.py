"""Requests find the operation that is documented for their path."""

import pytest

from swornspec.mock.route import Routes

TEMPLATES = ["/", "/a", "/a/{x}", "/a/b", "/a/{x}/c", "/{y}/b/{z}", "/f/{name}.{kind}", "/f/{name}", "/é/x", "/p%20q", "/a/{x}:run"]
TEMPLATES += ["/g/{x}", "/g/{x}:run", "/g/{x}:{verb}", "/g/{x}:run{fast}", "/g/{x}-é", "/g/{x}#one", "/g/{x}%20y"]


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
        ("/a/7:run", "/a/{x}:run", ("7",)),  # OpenAPI puts concrete before templated segments, and leaves this one open
        ("/a/7%3Arun", "/a/{x}", ("7%3Arun",)),
        ("/g/7", "/g/{x}", ("7",)),
        ("/g/7:run", "/g/{x}:run", ("7",)),
        ("/g/7:walk", "/g/{x}:{verb}", ("7", "walk")),
        ("/g/7:walk:run", "/g/{x}:run", ("7:walk",)),
        ("/g/7:runs", "/g/{x}:run{fast}", ("7", "s")),
        ("/g/7-%C3%A9", "/g/{x}-é", ("7",)),
        ("/g/7-%c3%a9", "/g/{x}-é", ("7",)),
        ("/g/7%23one", "/g/{x}#one", ("7",)),
        ("/g/7%20y", "/g/{x}%20y", ("7",)),
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
@pytest.mark.parametrize("order", [1, -1])
def test_the_most_literal_template_wins(path, found, values, order):
    routes = Routes[str]()
    for template in TEMPLATES[::order]:
        routes.at(template)["GET"] = template

    got = routes.find(path)

    assert (found, values) == (None, None) if got is None else (got[0]["GET"], got[1]) == (found, values)


def test_templates_that_differ_in_names_alone_are_one_place():
    routes = Routes[int]()
    routes.at("/a/{x}")["GET"] = 1
    routes.at("/a/{y}")["POST"] = 2

    assert routes.find("/a/5") == ({"GET": 1, "POST": 2}, ("5",))


def test_an_encoded_letter_of_a_template_is_that_letter_alone():
    routes = Routes[int]()
    routes.at("/{x}%41")["GET"] = 1

    assert [bool(routes.find(path)) for path in ("/1A", "/1%41", "/1a")] == [True, True, False]
