"""reStructuredText: names in literals above labels are fields; other paragraphs above labels are not."""

from swornspec.page import read_operations

PAGE = """\
Paint a boat
============

::

    POST /v1/boats

Request Parameters
~~~~~~~~~~~~~~~~~~

``hue``

:Description: As the owner set it,
              in words.
:Type: String
:Example: ``red``
:Required: Yes

**coats**

:Type: Integer
:Description: At most 9.
:Default: 2

Other things
~~~~~~~~~~~~

``hull``

:Author: Ann
:Version: 2
"""


def test_names_above_labels_are_fields() -> None:
    [page] = read_operations("page.rst", PAGE)

    assert [(b.name, b.schema.get("type"), b.required, b.schema.get("default")) for b in page.blocks] == [
        ("hue", "string", True, None),
        ("coats", "integer", False, 2),
    ]
    assert [" ".join(p.text.split()) for b in page.blocks for p in b.prose] == ["As the owner set it, in words.", "At most 9."]
    assert (page.method, page.route) == ("POST", "/v1/boats")
