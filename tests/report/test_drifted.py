"""The summary of a proxy: every kind of drift once, with its count and sentence, safe to print."""

from swornspec.mock.drift import DriftLog, Exchange, Side
from swornspec.report.drifted import drift_as_text
from swornspec.rules.rule import Said
from swornspec.spec.check import Broken


def filled() -> DriftLog:
    log = DriftLog(lambda _: None)
    log.exchanges = 12
    wide = Broken("width-maximum", "/width", "width must be at most 64", (Said("p.txt", 4, 5, "At most\n64."),))
    odd = Broken("\x1b[31m-undocumented", "/x", "\u202eodd is not a documented field", ())
    for _ in range(3):
        log.tell(Side.REQUEST, Exchange("make", "POST", 200), [wide], (), accepted=True)
    log.tell(Side.RESPONSE, Exchange("make", "POST", 200), [odd], ())
    return log


def test_the_most_frequent_comes_first_with_its_sentence() -> None:
    log = filled()
    log.unread, log.unanswered = 1, 2

    assert drift_as_text(log).splitlines() == [
        "Drift in 12 requests: 4 departures from the documents.",
        "",
        "3 x request of make: width-maximum, 3 of them accepted by the server",
        "  width must be at most 64",
        '  p.txt lines 4-5: "At most 64."',
        "",
        "1 x response of make: \\x1b[31m-undocumented",
        "  \\u202eodd is not a documented field",
        "",
        "1 response passed on unread: too large, streamed, compressed, or not JSON",
        "2 requests without an answer from the server",
    ]


def test_no_drift_is_one_line() -> None:
    log = DriftLog(lambda _: None)
    log.exchanges = 1

    assert drift_as_text(log) == "No drift in 1 request.\n"


def test_what_is_not_counted_one_by_one_is_told() -> None:
    log = filled()
    log.uncounted = 5

    assert "5 more, of kinds too many to count one by one" in drift_as_text(log)
    assert log.total == 9
