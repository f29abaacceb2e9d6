"""What is called, where only a sample says so that a page has behind its documentation, or a piece of code of one line."""

from swornspec.page import read_page

BEHIND = """\
Retrieving recent requests…

#### URL Expired

The URL for this request expired after 30 days.

job\\_id

string

required

Which job.

Did this page help you?

Yes

No

xxxxxxxxxx

1

curl \\--request GET \\\\

2

 \\--url https://api.kite.example/v2/jobs/status \\\\

3

 \\--header 'accept: application/json'
"""
CODE = """\
# Add a kite

```http
POST https://api.kite.example/v1/flights/flight_id/kites
```

#### **PATH PARAMS**

**flight_id**  `string`

Which flight.

#### **BODY PARAMS**

**color**  `string`

Its color.
"""


def test_a_command_behind_the_page_says_what_is_called() -> None:
    page = read_page("page.md", BEHIND)

    assert (page.method, page.route) == ("GET", "/v2/jobs/status")
    assert [(block.name, block.location) for block in page.blocks] == [("job_id", "query")]


def test_code_of_one_line_says_what_is_called() -> None:
    page = read_page("page.md", CODE)

    assert (page.method, page.path and page.path.text) == ("POST", "/v1/flights/flight_id/kites")
    assert [(block.name, block.location) for block in page.blocks] == [("flight_id", "path"), ("color", "body")]
