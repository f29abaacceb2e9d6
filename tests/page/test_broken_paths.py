"""What is called, in forms that copies give it: an address in pieces, an address between ticks on lines of their own."""

from swornspec.page import read_operations

FIELDS = "Request Body\n\nwidth\nstring\nrequired\nHow wide.\nheight\nstring\nHow high.\n"


def test_a_path_may_stand_on_lines_of_its_pieces() -> None:
    text = f"Kites\nMake a kite\n\nMakes one.\n\nPOST\n/\nv1\n/\nkites\n/\n{{kite_id}}\nCosts nothing.\n\n{FIELDS}"

    [page] = read_operations("page.txt", text)

    assert (page.method, page.route) == ("POST", "/v1/kites/{kite_id}")
    assert [use.use for use in page.lines[5:12]] == ["structure"] * 7
    assert "Costs nothing." in [p.text for p in page.summary]


def test_a_slash_alone_is_a_path() -> None:
    [page] = read_operations("page.txt", f"Kites\n\nPOST\n/\n\nMakes one.\n\n{FIELDS}")

    assert (page.method, page.route) == ("POST", "/")


def test_an_address_may_stand_between_ticks_on_lines_of_their_own() -> None:
    table = "| Name | Type | Required | Description |\n|---|---|---|---|\n| size | integer | Y | How large. |\n"
    text = f"## Edit a kite\n\n`\nPUT /v1/kites/:kite_id\n`\n\n{table}\n## Make a kite\n\n`\nPOST /v1/kites\n`\n\n{table}"

    assert [(page.method, page.route) for page in read_operations("page.md", text)] == [
        ("PUT", "/v1/kites/{kite_id}"),
        ("POST", "/v1/kites"),
    ]


def test_two_methods_are_no_method_with_a_path() -> None:
    text = "# Send\n\nSend it:\n\nGET/POST\n\nhttp://kites.example.com/send\n\n| Name | Type |\n|---|---|\n| size | integer |\n"

    assert [page.route for page in read_operations("page.md", text)] != ["/POST"]


def test_prose_in_the_paragraph_of_what_is_called_is_prose() -> None:
    text = "# Send\n\nPOST /v1/send\nSends a kite, as soon as there is wind.\n\n| Name | Type |\n|---|---|\n| size | integer |\n"

    [page] = read_operations("page.md", text)

    assert [p.text for p in page.summary] == ["Sends a kite, as soon as there is wind."]
