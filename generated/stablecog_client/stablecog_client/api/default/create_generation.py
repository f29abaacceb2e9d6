from typing import Any

import httpx

from ..._runtime.connection import AsyncCall, Call
from ..._runtime.errors import ResponseInvalid
from ..._runtime.model import from_response, to_wire
from ..._runtime.request import Operation
from ..._runtime.types import Response
from ...models import CreateGenerationRequest, CreateGenerationResponse


def _get_kwargs(
    operation: Operation,
    *,
    body: CreateGenerationRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/image/generation/create",
    }

    _kwargs["json"] = to_wire(operation, body)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> CreateGenerationResponse:
    if response.status_code == 200:
        response_200 = from_response(CreateGenerationResponse, response)

        return response_200

    if 200 <= response.status_code <= 299:
        response_2xx = from_response(CreateGenerationResponse, response)

        return response_2xx

    raise ResponseInvalid(f"no success with status {response.status_code} is documented", response)


def _build_response(response: httpx.Response) -> Response[CreateGenerationResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Call,
    body: CreateGenerationRequest,
) -> Response[CreateGenerationResponse]:
    """
    Args:
        body (CreateGenerationRequest):

    Raises:
        ClientError: as the client's own method does.

    Returns:
        Response[CreateGenerationResponse]
    """

    kwargs = _get_kwargs(
        client.operation,
        body=body,
    )

    response = client.send(**kwargs)

    return _build_response(response)


def sync(
    *,
    client: Call,
    body: CreateGenerationRequest,
) -> CreateGenerationResponse:
    """
    Args:
        body (CreateGenerationRequest):

    Raises:
        ClientError: as the client's own method does.

    Returns:
        CreateGenerationResponse
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AsyncCall,
    body: CreateGenerationRequest,
) -> Response[CreateGenerationResponse]:
    """
    Args:
        body (CreateGenerationRequest):

    Raises:
        ClientError: as the client's own method does.

    Returns:
        Response[CreateGenerationResponse]
    """

    kwargs = _get_kwargs(
        client.operation,
        body=body,
    )

    response = await client.send(**kwargs)

    return _build_response(response)


async def asyncio(
    *,
    client: AsyncCall,
    body: CreateGenerationRequest,
) -> CreateGenerationResponse:
    """
    Args:
        body (CreateGenerationRequest):

    Raises:
        ClientError: as the client's own method does.

    Returns:
        CreateGenerationResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
