"""A server of the warehouse document that somebody wrote by hand with Starlette, with faults that can be switched on by name.

It shares no code with the toolkit: requests are judged by hand-written checks, answers are written by hand.
"""

import json
import math
from base64 import b64decode
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

FAULTS = {
    "maximum-masked-by-multiple": "the maximum of budget is forgotten; 1025 is refused for not being a multiple of 8",
    "length-off-by-one": "a name may be 21 characters long",
    "enum-in-any-case": "speed may be EXPRESS",
    "true-is-an-integer": "pickup_slot may be true",
    "rule-ignored": "a drone costs less than 256",
    "required-when-ignored": "express shipments need no code",
    "query-bound-ignored": "limit may be 201",
    "open-to-all": "PUT needs no credentials",
    "field-missing": "the answer to a shipment has no cost",
    "fails-on-null": "an express_code of null is a 500",
}
COUNTRIES, SPEEDS, GRADES = ("DE", "FR", "US"), ("standard", "express", "drone"), ("A", "B", "C", None)


class RefusedError(Exception):
    """A request is refused."""


def need(true: Any) -> None:
    if not true:
        raise RefusedError


def is_integer(value: Any) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer())


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_multiple(value: float, step: float) -> bool:
    return math.isclose(value / step, round(value / step), abs_tol=1e-9)


def is_sku(value: str) -> bool:
    return (
        len(value) == 7
        and value[2] == "-"
        and value[3:].isascii()
        and value[3:].isdigit()
        and value[:2].isascii()
        and value[:2].isalpha()
        and value[:2].isupper()
    )


def is_name(value: str, longest: int) -> bool:
    return 1 <= len(value) <= longest and value[0].isalpha() and all(c == " " or c.isalpha() or c.isnumeric() for c in value)


def address(value: Any) -> None:
    need(isinstance(value, dict) and value.get("country") in COUNTRIES and isinstance(value["country"], str))
    if "zip" in value:
        need(isinstance(value["zip"], str) and len(value["zip"]) == 5 and value["zip"].isascii() and value["zip"].isdigit())
    if "state" in value:
        need(isinstance(value["state"], str) and len(value["state"]) == 2)
    need(value["country"] != "US" or "state" in value)


def parcel(value: Any) -> None:
    need(isinstance(value, dict) and is_number(value.get("weight")))
    need(0 < value["weight"] <= 31.5 and is_multiple(value["weight"], 0.1))
    for name, low, high in (("height", 1, 120), ("depth", 1, 60), ("value", 0, 5000)):
        need(name not in value or (is_integer(value[name]) and low <= value[name] <= high))
    need("insured" not in value or isinstance(value["insured"], bool))
    need("height" not in value or value["height"] * value.get("depth", 10) <= 3600)
    need(value.get("insured") is not True or "value" in value)


def handling(value: Any) -> None:
    need(isinstance(value, dict))
    if value.get("type") == "cold":
        need(is_number(value.get("celsius")) and -30 <= value["celsius"] <= 8 and is_multiple(value["celsius"], 0.5))
    else:
        need(value.get("type") == "hazard" and is_integer(value.get("class")) and 1 <= value["class"] <= 9)
        papers = value.get("papers", ["-"])
        need(isinstance(papers, list) and papers and all(isinstance(p, str) for p in papers))


def shipment(body: Any, faults: frozenset[str]) -> None:
    need(isinstance(body, dict) and isinstance(body.get("parcels"), list) and 1 <= len(body["parcels"]) <= 4)
    address(body.get("to"))
    if "from" in body:
        address(body["from"])
    for one in body["parcels"]:
        parcel(one)
    speed = body.get("speed", "standard")
    if "enum-in-any-case" in faults and isinstance(speed, str):
        speed = speed.lower()
    need(isinstance(speed, str) and speed in SPEEDS)
    if "max_weight" in body:
        need(is_number(body["max_weight"]) and 0.5 <= body["max_weight"] <= 31.5 and is_multiple(body["max_weight"], 0.5))
    code(body, speed, faults)
    need("pickup" not in body or isinstance(body["pickup"], bool))
    slot = body.get("pickup_slot")
    if "pickup_slot" in body and not (slot is True and "true-is-an-integer" in faults):
        need(is_integer(slot) and 1 <= slot <= 24)
    need("dropoff_point" not in body or (isinstance(body["dropoff_point"], str) and len(body["dropoff_point"]) >= 3))
    need(("pickup_slot" in body) != ("dropoff_point" in body))
    if "budget" in body:
        budget(body["budget"], speed, faults)
    need(speed != "drone" or len(body["parcels"]) <= 1)
    if "handling" in body:
        handling(body["handling"])
    window = body.get("window", [0, 0])
    need(isinstance(window, list) and len(window) == 2 and all(is_integer(h) and 0 <= h <= 23 for h in window))


def code(body: dict[str, Any], speed: str, faults: frozenset[str]) -> None:
    given = body.get("express_code")
    if "express_code" in body and given is None and "fails-on-null" in faults:
        raise TypeError("object of type 'NoneType' has no len()")
    if given is not None:
        need(isinstance(given, str) and len(given) <= 8 and given[:2] == "EX" and given[2:].isascii() and given[2:].isdigit())
    need(speed != "express" or given is not None or "required-when-ignored" in faults)


def budget(value: Any, speed: str, faults: frozenset[str]) -> None:
    need(is_integer(value) and value >= 8 and value % 8 == 0)
    need(value <= 1024 or "maximum-masked-by-multiple" in faults)
    need(speed != "drone" or value >= 256 or "rule-ignored" in faults)


def item(body: Any, faults: frozenset[str]) -> None:
    longest = 21 if "length-off-by-one" in faults else 20
    need(isinstance(body, dict) and isinstance(body.get("name"), str) and is_name(body["name"], longest))
    need(("length" in body) == ("width" in body))
    if "length" in body:
        need(is_number(body["length"]) and 0 < body["length"] <= 250.5 and is_number(body["width"]) and 0 < body["width"] < 99.9)
    need(body.get("fragile") is None or isinstance(body["fragile"], bool))
    need("grade" not in body or any(body["grade"] is g or (body["grade"] == g and isinstance(g, str)) for g in GRADES))
    need("kind" not in body or body["kind"] == "item")
    need("origin" not in body or body["origin"] in ("EU", "US", "JP"))
    need("version" not in body or is_integer(body["version"]))
    need(not is_integer(body.get("note")))
    for name, value in body.items():
        need(not name.startswith("x_") or value is None or (isinstance(value, str) and len(value) <= 10))
    codes, tags, extra = body.get("codes", []), body.get("tags", ["stock"]), body.get("extra", {"a": 1})
    need(isinstance(codes, list) and len(codes) <= 4 and all(is_integer(c) and c >= 1000 for c in codes[1:]))
    need(not codes or codes[0] in ("ean", "upc"))
    need(isinstance(tags, list) and 1 <= len(tags) <= 5 and all(isinstance(t, str) for t in tags))
    need("stock" in tags and len(set(tags)) == len(tags))
    need(isinstance(extra, dict) and 1 <= len(extra) <= 3 and all(n and n.isascii() and n.isalpha() and n.islower() for n in extra))


def whole(text: str) -> int:
    digits = text.removeprefix("-")
    need(digits.isascii() and digits.isdigit())
    return int(text)


def decimal(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise RefusedError from None


def stock(request: Request, faults: frozenset[str]) -> None:
    query = request.query_params
    limit = whole(query.get("limit", "50"))
    need(1 <= limit <= (10**9 if "query-bound-ignored" in faults else 200))
    offset = whole(query.get("offset", "0"))
    need(offset >= 0 and ("offset" not in query or offset + min(limit, 200) <= 10_000))
    need(not ("after" in query and "before" in query))
    need(all(is_sku(s) for s in query.getlist("sku")) and len(query.getlist("sku")) <= 3)
    need("weight[min]" not in query or ("weight[unit]" in query and decimal(query["weight[min]"]) >= 0))
    need("weight[max]" not in query or decimal(query["weight[max]"]) <= 1000)
    need(query.get("weight[unit]", "kg") == "kg")
    if "where" in query:
        where = read(query["where"].encode())
        need(isinstance(where, dict) and is_integer(where.get("aisle")) and 1 <= where["aisle"] <= 40)
    need("x-depth" not in request.headers or 0 < whole(request.headers["x-depth"]) < 10)
    need(request.cookies.get("view", "list") in ("list", "grid"))


def read(content: bytes) -> Any:
    def refuse(word: str) -> Any:
        raise RefusedError

    try:
        return json.loads(content, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise RefusedError from None


async def body_of(request: Request, media_type: str) -> Any:
    content = await request.body()
    need(content and request.headers.get("content-type", "").partition(";")[0] == media_type)
    return read(content)


def is_basic(header: str) -> bool:
    word, _, rest = header.partition(" ")
    try:
        return word.lower() == "basic" and b":" in b64decode(rest, validate=True)
    except ValueError:
        return False


def refusal(status: int, title: str) -> Response:
    return JSONResponse({"title": title, "status": status}, status, media_type="application/problem+json")


def create_server(*planted: str) -> Starlette:
    """The application with some faults; without any it does what the document says."""
    faults = frozenset(planted)
    assert faults <= FAULTS.keys()

    def judged(status: int, known: Callable[[Request], bool]) -> Any:
        def wrap(answer: Any) -> Any:
            async def endpoint(request: Request) -> Response:
                if not known(request):
                    return refusal(401, "Unknown")
                try:
                    found: Response = await answer(request)
                except RefusedError:
                    return refusal(status, "Refused")
                except TypeError:
                    return refusal(500, "Failed")
                return found

            return endpoint

        return wrap

    @judged(400, lambda r: bool(r.query_params.get("api_key")))
    async def list_stock(request: Request) -> Response:
        stock(request, faults)
        return JSONResponse({"items": [{"name": "Box"}]})

    @judged(422, lambda r: bool(r.headers.get("x-api-key")))
    async def ship(request: Request) -> Response:
        need(8 <= len(request.headers.get("idempotency-key", "")) <= 64)
        shipment(await body_of(request, "application/json"), faults)
        made = {"id": "5d1b2a3e-0000-4000-8000-000000000000", "cost": 12.5}
        if "field-missing" in faults:
            del made["cost"]
        return JSONResponse(made, 202, headers={"X-Queue": "fast"})

    @judged(400, lambda r: "open-to-all" in faults or is_basic(r.headers.get("authorization", "")) or bool(r.cookies.get("sid")))
    async def put_item(request: Request) -> Response:
        need(is_sku(request.path_params["sku"]))
        if await request.body():
            item(await body_of(request, "application/vnd.warehouse.item+json"), faults)
        return JSONResponse({"name": "Box"})

    return Starlette(
        routes=[
            Route("/stock", list_stock, methods=["GET"]),
            Route("/shipments", ship, methods=["POST"]),
            Route("/items/{sku}", put_item, methods=["PUT"]),
        ]
    )


__all__ = ["FAULTS", "create_server"]
