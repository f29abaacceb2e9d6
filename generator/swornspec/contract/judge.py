"""The verdict on an answer to a case: what the case expects, what the document says of the response, and how the two are related."""

from swornspec.contract.case import Case, Kind
from swornspec.contract.expect import NO_REFUSAL, Answer, Failure, Fault, expectation, refuses, succeeds
from swornspec.contract.relate import unrelated
from swornspec.contract.request import Request
from swornspec.mock.returned import ResponseJudge
from swornspec.spec.answered import Answers
from swornspec.spec.document import Document, Endpoint
from swornspec.spec.schemas import Schemas


class Judge:
    """Judges the answers to the cases of one document; what its responses must be is compiled once."""

    def __init__(self, document: Document) -> None:
        """Nothing is compiled yet."""
        self._document = document
        self._schemas = Schemas(document)
        self._answers = Answers(document, self._schemas)
        self._by_operation: dict[tuple[str, str], ResponseJudge] = {}

    def failure(self, case: Case, request: Request, answer: Answer) -> Failure | None:
        """What is wrong with an answer; None when it is what the case expects. DocumentError when a schema of a response is not valid."""
        endpoint = self._document.endpoint(case.operation_id)
        expected = expectation(endpoint, case)

        def failed(fault: Fault, actual: str) -> Failure:
            return Failure(case, fault, expected, actual, request, answer)

        def conforming(*, documented: bool = True) -> Failure | None:
            if endpoint.response_for(answer.status) is None:
                return failed(Fault.RESPONSE_MISMATCH, f"status {answer.status} is not documented") if documented else None
            why = self.departure(endpoint, request.method, answer)
            return failed(Fault.RESPONSE_MISMATCH, f"status {answer.status}, but {why}") if why else None

        status = answer.status
        if status >= 500:
            return failed(Fault.SERVER_ERROR, f"status {status}")
        if 300 <= status < 400 and case.kind is not Kind.VALID:
            return failed(Fault.NOT_JUDGED, _redirection(answer))
        if case.tolerated and status < 400:
            return None
        if case.kind is Kind.UNAUTHORIZED:
            if status not in (401, 403):
                accepted = status < 400
                return failed(Fault.CREDENTIALS_IGNORED if accepted else Fault.RESPONSE_MISMATCH, f"status {status}")
            return conforming(documented=False)
        if case.kind is Kind.VALID:
            if 200 <= status < 300:
                unfit = conforming(documented=succeeds(endpoint))
                return unfit or unrelated(self._document, endpoint, case, request, answer)
            if 300 <= status < 400:
                listed = endpoint.response_for(status)
                stated = listed is not None and listed.status != "default"
                return conforming() if stated else failed(Fault.VALID_REFUSED, _redirection(answer))
            return failed(Fault.NOT_JUDGED if status in NO_REFUSAL else Fault.VALID_REFUSED, f"status {status}")
        if status < 400:
            return failed(Fault.INVALID_ACCEPTED, f"status {status}")
        if status in NO_REFUSAL:
            return failed(Fault.NOT_JUDGED, f"status {status}, which says nothing about the body")
        return conforming(documented=case.kind is Kind.INVALID and refuses(endpoint))

    def departure(self, endpoint: Endpoint, method: str, answer: Answer) -> str | None:
        """Why an answer is not what the document says of its status; None when it is."""
        key = (endpoint.method, endpoint.path)
        if key not in self._by_operation:
            self._by_operation[key] = ResponseJudge(self._document, endpoint, self._schemas, self._answers)
        headers = [(n.lower().encode("latin-1", "replace"), v.encode("latin-1", "replace")) for n, v in answer.headers.items()]
        first = next(iter(self._by_operation[key].judge(method, answer.status, headers, answer.content).broken), None)
        return None if first is None else first.text


def judge(document: Document, case: Case, request: Request, answer: Answer) -> Failure | None:
    """What is wrong with one answer (see `Judge`, which is for several of a document)."""
    return Judge(document).failure(case, request, answer)


def _redirection(answer: Answer) -> str:
    to = answer.headers.get("location", "")[:300]
    return f"status {answer.status}, which redirects{f' to {to}' if to else ''}; redirects are not followed, as they may lead elsewhere"
