"""Pages of a generated client: only where the document states them, to their end, and never for ever."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.codegen.served import TWINS, Served

from swornspec.codegen.paging import way_of
from swornspec.codegen.plan import plan_client
from swornspec.spec.document import read_document

Serve = Callable[..., Served]
THINGS = [{"id": i} for i in "abcdefg"]


@pytest.fixture(params=TWINS)
def serve(gallery: ModuleType, request: pytest.FixtureRequest) -> Serve:
    """The gallery's client, of either twin, with a server."""
    return lambda *answers, by=None: Served(gallery, request.param, *answers, by=by)


def by_cursor(request: httpx.Request) -> httpx.Response:
    """Two things and the place of the next ones, in the body and in a header."""
    start = int(request.url.params.get("cursor", "0"))
    following = str(start + 2) if start + 2 < len(THINGS) else None
    headers = {"x-next": following} if following else {}
    return httpx.Response(200, json={"things": THINGS[start : start + 2], "page": {"next": following}}, headers=headers)


def queries(served: Served) -> list[str]:
    return [r.url.query.decode() for r in served.requests]


@pytest.mark.parametrize("method", ["list_things_pages", "list_by_header_pages", "list_fern_pages"])
def test_pages_follow_the_stated_cursor_to_its_end(serve: Serve, method: str) -> None:
    served = serve(by=by_cursor)

    pages = served.each(method)

    assert [[t.id for t in p.things] for p in pages] == [["a", "b"], ["c", "d"], ["e", "f"], ["g"]]
    assert queries(served) == ["", "cursor=2", "cursor=4", "cursor=6"]


def test_what_was_given_is_given_again(serve: Serve) -> None:
    served = serve(by=by_cursor)

    served.each("list_things_pages", cursor="4", limit=2, extra_query={"q": "x"}, extra_headers={"X-A": "b"})

    assert queries(served) == ["cursor=4&limit=2&q=x", "cursor=6&limit=2&q=x"]
    assert [r.headers["x-a"] for r in served.requests] == ["b", "b"]


def test_items_are_those_of_all_pages(serve: Serve, gallery: ModuleType) -> None:
    assert serve(by=by_cursor).each("list_fern_iter") == [gallery.Thing(id=i) for i in "abcdefg"]


def test_an_empty_page_with_a_cursor_is_not_the_end(serve: Serve) -> None:
    pages = [{"things": [], "page": {"next": "n"}}, {"things": THINGS[:1], "page": {"next": None}}]

    assert [t.id for t in serve(*(httpx.Response(200, json=p) for p in pages)).each("list_fern_iter")] == ["a"]


def test_an_empty_page_is_the_end_where_that_is_stated(serve: Serve) -> None:
    pages = [{"things": THINGS[:1], "page": {"next": "n"}}, {"things": [], "page": {"next": "n"}}]
    served = serve(*(httpx.Response(200, json=p) for p in pages))

    assert [t.id for t in served.each("list_until_empty_iter")] == ["a"]
    assert queries(served) == ["", "cursor=n"]


def test_no_page_is_asked_for_before_it_is_needed(serve: Serve) -> None:
    served = serve(by=by_cursor)

    assert len(served.each("list_fern_iter", most=3)) == 3
    assert len(served.requests) == 2


@pytest.mark.parametrize("most", [1, 3, 9])
def test_there_are_no_more_pages_than_wanted(serve: Serve, most: int) -> None:
    served = serve(by=by_cursor)

    assert len(served.each("list_things_pages", max_pages=most)) == len(served.requests) == min(most, 4)


@pytest.mark.parametrize("most", [0, -1, True, "2", 1.5])
def test_a_number_of_pages_that_is_none_is_an_error(serve: Serve, gallery: ModuleType, most: Any) -> None:
    served = serve()

    with pytest.raises(gallery.ClientError, match="max_pages"):
        served.each("list_things_pages", max_pages=most)
    assert served.requests == []


def test_a_request_that_breaks_a_constraint_asks_for_nothing(serve: Serve, gallery: ModuleType) -> None:
    served = serve()

    with pytest.raises(gallery.RequestInvalid):
        served.each("search_iter", query="")
    assert served.requests == []


def test_a_cursor_in_the_body_is_sent_in_the_body(serve: Serve) -> None:
    pages = [{"things": THINGS[:2], "page": {"next": "n"}}, {"things": THINGS[2:3], "page": {}}]
    served = serve(*(httpx.Response(200, json=p) for p in pages))

    assert [t.id for t in served.each("search_iter", query="q")] == ["a", "b", "c"]
    assert [r.content for r in served.requests] == [b'{"query":"q"}', b'{"query":"q","after":"n"}']


def test_a_cursor_may_be_part_of_the_last_item(serve: Serve) -> None:
    served = serve(*(httpx.Response(200, json={"things": p}) for p in (THINGS[:2], THINGS[2:3], [])))

    assert [t.id for t in served.each("search_backwards_iter")] == ["a", "b", "c"]
    assert [r.content for r in served.requests] == [b"{}", b'{"after":"b"}', b'{"after":"c"}']


@pytest.mark.parametrize("following", [None, ""])
def test_no_cursor_is_the_end(serve: Serve, following: Any) -> None:
    assert len(serve(httpx.Response(200, json={"page": {"next": following}})).each("list_things_pages")) == 1


@pytest.mark.parametrize("following", [{}, [], False, ["x"]])
def test_a_cursor_that_is_none_is_an_error(serve: Serve, gallery: ModuleType, following: Any) -> None:
    served = serve(httpx.Response(200, json={"things": THINGS[:1], "page": {"next": following}}))

    with pytest.raises(gallery.ResponseInvalid, match="cursor of the next page is of type"):
        served.each("list_things_pages")


@pytest.mark.parametrize(("following", "query"), [(5, "cursor=5"), (0.5, "cursor=0.5"), (0, "cursor=0"), ("a b&c", "cursor=a+b%26c")])
def test_a_cursor_is_sent_as_the_argument_is_documented(serve: Serve, following: Any, query: str) -> None:
    served = serve(*(httpx.Response(200, json={"page": {"next": n}}) for n in (following, None)))

    assert len(served.each("list_things_pages")) == 2
    assert queries(served) == ["", query]


def test_a_cursor_in_a_header_may_be_an_integer(serve: Serve, gallery: ModuleType) -> None:
    served = serve(*(httpx.Response(200, json={}, headers={"x-place": n}) for n in ("5", "nonsense")))

    with pytest.raises(gallery.RequestInvalid, match="place must be an integer"):
        served.each("list_by_place_pages")
    assert queries(served) == ["", "place=5"]


@pytest.mark.parametrize("cursors", [["a"], ["a", "b"], ["a", "b", "c", "b"]])
def test_cursors_that_come_again_are_an_error_and_not_an_end(serve: Serve, gallery: ModuleType, cursors: list[str]) -> None:
    def around(request: httpx.Request) -> httpx.Response:
        here = request.url.params.get("cursor")
        place = cursors.index(here) + 1 if here in cursors else 0
        return httpx.Response(200, json={"things": THINGS[:1], "page": {"next": cursors[place % len(cursors)]}})

    served = serve(by=around)

    with pytest.raises(gallery.ResponseInvalid, match="there would be no end"):
        served.each("list_things_pages")
    assert len(served.found) <= len(cursors) + 1


def counted(total: int) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        size = int(request.url.params.get("limit", "3"))
        start = int(request.url.params.get("offset", "0")) + (int(request.url.params.get("page", "1")) - 1) * size
        things = [{"id": str(i)} for i in range(start, min(start + size, total))]
        return httpx.Response(200, json={"things": things, "more": start + size < total, "page": {"total": -(-total // size)}})

    return answer


@pytest.mark.parametrize("total", [0, 1, 3, 7, 9])
@pytest.mark.parametrize("method", ["list_counted_iter", "list_numbered_iter"])
def test_counted_pages_give_every_item_once(serve: Serve, method: str, total: int) -> None:
    served = serve(by=counted(total))

    assert [t.id for t in served.each(method, limit=3)] == [str(i) for i in range(total)]
    assert len(served.requests) == max(1, -(-total // 3))


def test_counting_goes_on_from_where_it_was_told_to_begin(serve: Serve) -> None:
    served = serve(by=counted(9))

    assert [t.id for t in served.each("list_counted_iter", offset=5)] == ["5", "6", "7", "8"]
    assert [t.id for t in served.each("list_numbered_iter", page=3, max_pages_2=4)] == ["6", "7", "8"]
    assert queries(served) == ["offset=5", "offset=8", "page=3"]


def test_a_page_with_fewer_items_than_were_asked_for_is_not_the_end(serve: Serve) -> None:
    def at_most_two(request: httpx.Request) -> httpx.Response:
        start = int(request.url.params.get("offset", "0"))
        return httpx.Response(200, json={"things": THINGS[start : start + 2], "more": True})

    served = serve(by=at_most_two)

    assert [t.id for t in served.each("list_counted_iter", limit=100)] == list("abcdefg")
    assert queries(served)[-1] == "limit=100&offset=7"


def test_a_server_that_does_not_count_is_an_error(serve: Serve, gallery: ModuleType) -> None:
    served = serve(by=lambda _: httpx.Response(200, json={"things": THINGS[:3], "more": True}))

    with pytest.raises(gallery.ResponseInvalid, match="there would be no end"):
        served.each("list_counted_iter")
    assert len(served.requests) == 2


@pytest.mark.parametrize("wrong", ["x", {}, 3, [None, 7]])
def test_items_of_another_kind_are_kept_or_a_typed_error(serve: Serve, gallery: ModuleType, wrong: Any) -> None:
    served = serve(by=lambda _: httpx.Response(200, json={"things": wrong, "more": False}))

    if isinstance(wrong, list):
        assert served.each("list_counted_iter") == wrong
    else:
        with pytest.raises(gallery.ResponseInvalid, match="items of a page are of type"):
            served.each("list_counted_iter")


@pytest.mark.parametrize(
    ("links", "following"),
    [
        (["https://gallery.example/v1/linked?after=3&tag=a&tag=b"], "/v1/linked?after=3&tag=a&tag=b"),
        (["</v1/other/9/linked?after=3>; rel=next"], "/v1/other/9/linked?after=3"),
        (['<?after=3>; title="x, y"; rel="last next"'], "/v1/linked?after=3"),
        (['<?a>; rel="prev", <?after=3>;rel=NEXT, <?b>; rel=first'], "/v1/linked?after=3"),
        (["<?a>; rel=prev", "<?after=3>; rel=next"], "/v1/linked?after=3"),
        (['<?a>; rel="prev", <?b>; rel=nextish, <?c>'], None),
        (["nonsense <<>>; rel"], None),
        ([], None),
    ],
)
def test_a_link_to_the_next_page_is_followed(serve: Serve, links: list[str], following: str | None) -> None:
    first = httpx.Response(200, json=THINGS[:2], headers=[("link", link if "<" in link else f'<{link}>; rel="next"') for link in links])
    served = serve(first, httpx.Response(200, json=THINGS[2:3]))

    ids = [t.id for t in served.each("list_linked_iter", limit=2)]

    assert ids == (["a", "b", "c"] if following else ["a", "b"])
    assert [r.url.raw_path.decode() for r in served.requests] == ["/v1/linked?limit=2", *([following] if following else [])]
    assert {r.headers["authorization"] for r in served.requests} == {"Bearer key-123456"}


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/v1/linked?a",
        "http://gallery.example/v1/linked?a",
        "https://gallery.example:444/v1/linked?a",
        "https://gallery.example.evil.example/v1/linked",
        "https://gallery.example@evil.example/v1/linked",
        "https://user:pass@gallery.example/v1/linked",
        "//evil.example/v1/linked",
        "/v2/linked",
        "/v1/../v2/linked",
        "/v1",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://[::1/linked",
        "https://gallery.example:99999/v1/linked",
        "x" * 20_000,
    ],
)
def test_the_key_goes_to_no_other_place(serve: Serve, gallery: ModuleType, elsewhere: str) -> None:
    served = serve(by=lambda _: httpx.Response(200, json={"things": THINGS[:1], "@next": elsewhere}))

    with pytest.raises(gallery.ResponseInvalid, match="next page"):
        served.each("list_addressed_pages")
    assert len(served.requests) == 1
    assert len(served.found) == 1


@pytest.mark.parametrize("stated", [7, {}, ["/v1/addressed"], True])
def test_an_address_of_another_kind_is_a_typed_error(serve: Serve, gallery: ModuleType, stated: Any) -> None:
    served = serve(httpx.Response(200, json={"things": [], "@next": stated}))

    with pytest.raises(gallery.ResponseInvalid, match="address of the next page"):
        served.each("list_addressed_iter")


def test_an_address_that_comes_again_is_an_error(serve: Serve, gallery: ModuleType) -> None:
    served = serve(by=lambda _: httpx.Response(200, json={"things": THINGS[:1], "@next": "addressed?skip=1"}))

    with pytest.raises(gallery.ResponseInvalid, match="there would be no end"):
        served.each("list_addressed_iter")
    assert len(served.requests) == 2


def test_an_error_on_a_later_page_is_that_of_the_method(serve: Serve, gallery: ModuleType) -> None:
    served = serve(httpx.Response(200, json={"things": THINGS[:1], "page": {"next": "n"}}), httpx.Response(404))

    with pytest.raises(gallery.NotFoundError):
        served.each("list_fern_iter")
    assert [t.id for t in served.found] == ["a"]


def test_nothing_is_guessed_from_names(gallery: ModuleType) -> None:
    names = {n for n in dir(gallery.Gallery) if n.endswith(("_pages", "_iter"))}

    assert not any("unstated" in n for n in names)
    assert "list_things_iter" not in names  # a link says where the next page is, not where the items are


def test_a_statement_that_cannot_be_followed_is_told(gallery: ModuleType) -> None:
    readme = (Path(str(gallery.__file__)).parents[1] / "README.md").read_text(encoding="utf-8")

    assert "list_filtered_pages" not in dir(gallery.Gallery)
    assert readme.count("is stated by `x-speakeasy-pagination` in a way that the client does not follow") == 1


@pytest.mark.parametrize(
    ("expression", "way"),
    [
        ("$.data.items", ("data", "items")),
        ("$['a b'][0].c", ("a b", 0, "c")),
        ('$["x"][-1]', ("x", -1)),
        ("$.a[(@.length-1)].id", ("a", -1, "id")),
        ("$response.next.cursor", ("next", "cursor")),
        ("next", ("next",)),
        ("$", ()),
        ("$response.body#/a~1b/0/c", ("a/b", 0, "c")),
        ("$response.body", ()),
        ("$.items[*]", None),
        ("$..items", None),
        ("$.items[?(@.a)]", None),
        ("$.a-", ("a-",)),
        ("$response.body#a", None),
        ("", None),
        (None, None),
        ({}, None),
        ("$" + ".a" * 400, None),
    ],
)
def test_ways_into_a_body_are_read_or_refused(expression: Any, way: Any) -> None:
    assert way_of(expression) == way


@given(st.text(max_size=30).map(lambda t: f"${t}") | st.text(max_size=30))
def test_a_way_is_read_from_any_text_or_not_at_all(text: str) -> None:
    assert way_of(text) is None or isinstance(way_of(text), tuple)


WORDS = ["$.a", "$request.a", "cursor", "$response.b", "page", "parameters", "a", "'\"\\"]
KEYS = ["cursor", "next_cursor", "results", "offset", "inputs", "outputs", "type", "items", "url", "page"]


def test_a_link_that_refers_to_nothing_gives_no_pages() -> None:
    answer = {"description": "", "links": {"l": {"$ref": "#/components/links/none"}}, "content": {"application/json": {"schema": {}}}}
    paths = {"/a": {"get": {"operationId": "a", "responses": {"200": answer}}}}

    assert plan_client(read_document({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths}, "t")).pagings == ()


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@given(st.sampled_from(["x-speakeasy-pagination", "x-fern-pagination", "x-pagination", "x-ms-pageable"]), JUNK, JUNK)
def test_a_statement_that_makes_no_sense_gives_no_pages_and_no_failure(key: str, stated: Any, link: Any) -> None:
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        key: stated,
        "paths": {
            "/a": {
                "get": {
                    "operationId": "a",
                    key: stated,
                    "parameters": [{"name": "a", "in": "query", "schema": {"type": "integer"}}],
                    "responses": {
                        "200": {
                            "description": "",
                            "links": {"l": link},
                            "content": {"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "array"}}}}},
                        }
                    },
                }
            }
        },
    }

    for paging in plan_client(read_document(raw, "t")).pagings:
        assert paging.kind != "counted" or paging.items is not None
        assert paging.pages_name == "a_pages"
