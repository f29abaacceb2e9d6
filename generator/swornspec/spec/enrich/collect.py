"""All families of a document: operations first, then what responses hold, then components that nothing uses."""

from collections.abc import Iterator
from typing import Any

from swornspec.spec.document import METHODS
from swornspec.spec.enrich.known import Tree
from swornspec.spec.enrich.schemas import Schemas, component, texts_of
from swornspec.spec.enrich.site import Dialect, Family, Site


class Collector:
    """Finds the families of one document; what is shared is described where it stands and met by several families."""

    def __init__(self, tree: Tree, dialect: Dialect) -> None:
        """Nothing is looked at yet."""
        self._tree, self._dialect = tree, dialect
        self._schemas = Schemas(tree)
        self._shared: dict[int, Site] = {}
        self._responses: list[tuple[Any, str]] = []
        self._callbacks: list[tuple[Any, str]] = []
        self._done: set[int] = set()
        self.operations = 0

    def families(self) -> Iterator[Family]:
        """Every family once."""
        raw = self._tree.raw
        parts = raw.get("components") if self._dialect is not Dialect.SWAGGER else raw
        components: dict[str, Any] = parts if isinstance(parts, dict) else {}
        for items, label in ((raw.get("paths"), ""), (raw.get("webhooks"), "webhook "), (components.get("pathItems"), "pathItems.")):
            yield from self._items(items, label)
        yield from self._answers()
        for kind in ("schemas", "definitions"):
            for name, schema in _entries(components.get(kind)):
                yield from self._schemas.walk(schema, (f"{kind}.{name}", ""), sent=True)
        for name, entry in _entries(components.get("parameters")):
            yield from self._home(entry, f"parameters.{name}")
        for name, entry in _entries(components.get("requestBodies")):
            yield from self._contents(self._tree.resolve(entry), f"requestBodies.{name}", sent=True)
        for name, entry in _entries(components.get("callbacks")):
            yield from self._items(entry, f"callbacks.{name} ")
        for name, entry in _entries(components.get("responses")):
            self._responses.append((entry, f"responses.{name}"))
        for name, entry in _entries(components.get("headers")):
            yield from self._header(name, self._tree.resolve(entry), f"headers.{name}")
        yield from self._answers()

    def _items(self, items: Any, label: str) -> Iterator[Family]:
        """The operations of some path items, and of the callbacks in them."""
        for path, entry in _entries(items):
            yield from self._item(entry, f"{label}{path}")
            while self._callbacks:
                yield from self._item(*self._callbacks.pop())

    def _item(self, entry: Any, label: str) -> Iterator[Family]:
        item = self._tree.resolve(entry)
        if id(item) in self._done:
            return
        self._done.add(id(item))
        common = _listed(item.get("parameters"))
        for parameter in common:
            yield from self._home(parameter, label)
        for method in METHODS:
            operation = item.get(method)
            if isinstance(operation, dict):
                name = operation.get("operationId")
                yield from self._operation(operation, common, name if isinstance(name, str) and name else f"{method.upper()} {label}")

    def _operation(self, operation: dict[str, Any], common: list[Any], label: str) -> Iterator[Family]:
        self.operations += 1
        family = Family(label, operation, of_operation=True)
        parameters: dict[tuple[str, str], tuple[Any, dict[str, Any]]] = {}
        for entry in (*common, *_listed(operation.get("parameters"))):
            parameter = self._tree.resolve(entry)
            parameters[str(parameter.get("name")), str(parameter.get("in"))] = (entry, parameter)
        body: Any = None
        for entry, parameter in parameters.values():
            if parameter.get("in") == "body" and self._dialect is Dialect.SWAGGER:
                body = parameter.get("schema")
                family.whole += texts_of(parameter)
                yield from self._schemas.walk(body, (label, ""), sent=True)
                continue
            if entry is not parameter or any(entry is c for c in common):
                yield from self._home(entry, label)
            shared = self._shared.get(id(parameter))
            if shared is not None:
                family.guests.append(shared)
            elif (site := self._site(parameter, label)) is not None:
                self._shared[id(parameter)] = site
                family.sites.append(site)
                yield from self._schemas.walk(site.schema, site.path, sent=True, described=True)
        request = self._tree.resolve(operation.get("requestBody"))
        if request:
            family.whole += texts_of(request)
            yield from self._contents(request, label, sent=True)
            body = next((c.get("schema") for _, c in _entries(request.get("content")) if isinstance(c, dict)), None)
        yield from self._whole(family, operation, body, label)
        self._later(operation, label)

    def _whole(self, family: Family, operation: dict[str, Any], body: Any, label: str) -> Iterator[Family]:
        """The parameters as a family; and, where there are texts about the operation, all its fields as another."""
        texts = [*texts_of(operation, "summary"), *texts_of(operation), *family.whole]
        fields = self._schemas.properties(body, (label, ""), sent=True) if body is not None else ()
        if body is not None:
            family.body = frozenset(s.name for s in fields)
        family.whole = []
        if any(s.texts for s in (*family.sites, *family.guests)):
            yield family
        named = {s.name for s in fields}
        others = [*fields, *(s for s in (*family.sites, *family.guests) if s.name not in named)]
        if texts and len(others) > 1:
            yield Family(label, operation, others=others, whole=texts, body=family.body, of_operation=True)

    def _later(self, operation: dict[str, Any], label: str) -> None:
        self._responses += [(entry, label) for _, entry in _entries(operation.get("responses"))]
        for name, callback in _entries(operation.get("callbacks")):
            self._callbacks += [(entry, f"{label} {name} {at}") for at, entry in _entries(self._tree.resolve(callback))]

    def _home(self, entry: Any, label: str) -> Iterator[Family]:
        """The family of a parameter that several operations share: it alone."""
        parameter = self._tree.resolve(entry)
        if id(parameter) in self._shared or (parameter.get("in") == "body" and self._dialect is Dialect.SWAGGER):
            return
        if isinstance(entry, dict) and isinstance(entry.get("$ref"), str):
            label = component(entry["$ref"])
        site = self._site(parameter, label)
        if site is not None:
            self._shared[id(parameter)] = site
            yield Family(label, None, [site], shared=True)
            yield from self._schemas.walk(site.schema, site.path, sent=True, described=True)

    def _site(self, parameter: dict[str, Any], label: str) -> Site | None:
        """A parameter or header as a described value; None when it has no name or no schema."""
        name, location = parameter.get("name"), parameter.get("in")
        if not isinstance(name, str) or not isinstance(location, str):
            return None
        schema = self._schema(parameter)
        if not isinstance(schema, dict):
            return None
        texts = [*texts_of(parameter), *(texts_of(schema) if schema is not parameter else ())]
        return Site(name, location, schema, tuple(texts), (label, name), parameter)

    def _schema(self, parameter: dict[str, Any]) -> Any:
        if self._dialect is Dialect.SWAGGER:
            return parameter
        if "schema" in parameter:
            return parameter["schema"]
        return next((c.get("schema") for _, c in _entries(parameter.get("content")) if isinstance(c, dict)), None)

    def _contents(self, holder: dict[str, Any], label: str, *, sent: bool) -> Iterator[Family]:
        for _, content in _entries(holder.get("content")):
            if isinstance(content, dict):
                yield from self._schemas.walk(content.get("schema"), (label, ""), sent=sent)

    def _answers(self) -> Iterator[Family]:
        """What the responses met so far hold: keywords, but no rules."""
        while self._responses:
            entry, label = self._responses.pop()
            response = self._tree.resolve(entry)
            if id(response) in self._done:
                continue
            self._done.add(id(response))
            if self._dialect is Dialect.SWAGGER:
                yield from self._schemas.walk(response.get("schema"), (label, ""), sent=False)
            yield from self._contents(response, label, sent=False)
            for name, header in _entries(response.get("headers")):
                yield from self._header(name, self._tree.resolve(header), label)

    def _header(self, name: str, header: dict[str, Any], label: str) -> Iterator[Family]:
        schema = self._schema(header)
        if id(header) in self._done or not isinstance(schema, dict):
            return
        self._done.add(id(header))
        texts = (*texts_of(header), *(texts_of(schema) if schema is not header else ()))
        if texts:
            yield Family(label, None, [Site(name, "header", schema, texts, (label, name), header, sent=False)])


def _entries(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from ((k, v) for k, v in node.items() if isinstance(k, str))


def _listed(node: Any) -> list[Any]:
    return [n for n in node if isinstance(n, dict)] if isinstance(node, list) else []
