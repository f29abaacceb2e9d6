from typing import Any

import httpx

from ..._runtime.connection import AsyncCall, Call
from ..._runtime.errors import ResponseInvalid
from ..._runtime.model import from_response, to_wire
from ..._runtime.request import Operation
from ..._runtime.types import UNSET, Response, Unset
from ...models import CaptionImagesRequest, CaptionImagesResponse, DryRunResponse


def _get_kwargs(
    operation: Operation,
    *,
    body: CaptionImagesRequest,
    dry_run: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["dryRun"] = dry_run

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/generate/caption",
        "params": params,
    }

    _kwargs["json"] = to_wire(operation, body)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(response: httpx.Response) -> CaptionImagesResponse | DryRunResponse:
    if response.status_code == 200:
        response_200 = from_response(CaptionImagesResponse, response)

        return response_200

    if response.status_code == 269:
        response_269 = from_response(DryRunResponse, response)

        return response_269

    raise ResponseInvalid(f"no success with status {response.status_code} is documented", response)


def _build_response(response: httpx.Response) -> Response[CaptionImagesResponse | DryRunResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(response),
    )


def sync_detailed(
    *,
    client: Call,
    body: CaptionImagesRequest,
    dry_run: str | Unset = UNSET,
) -> Response[CaptionImagesResponse | DryRunResponse]:
    """
    Args:
        dry_run (str | Unset):
        body (CaptionImagesRequest):

    Raises:
        ClientError: as the client's own method does.

    Returns:
        Response[CaptionImagesResponse | DryRunResponse]
    """

    kwargs = _get_kwargs(
        client.operation,
        body=body,
        dry_run=dry_run,
    )

    response = client.send(**kwargs)

    return _build_response(response)


def sync(
    *,
    client: Call,
    body: CaptionImagesRequest,
    dry_run: str | Unset = UNSET,
) -> CaptionImagesResponse | DryRunResponse:
    """
    Args:
        dry_run (str | Unset):
        body (CaptionImagesRequest):

    Raises:
        ClientError: as the client's own method does.

    Returns:
        CaptionImagesResponse | DryRunResponse
    """

    return sync_detailed(
        client=client,
        body=body,
        dry_run=dry_run,
    ).parsed


async def asyncio_detailed(
    *,
    client: AsyncCall,
    body: CaptionImagesRequest,
    dry_run: str | Unset = UNSET,
) -> Response[CaptionImagesResponse | DryRunResponse]:
    """
    Args:
        dry_run (str | Unset):
        body (CaptionImagesRequest):

    Raises:
        ClientError: as the client's own method does.

    Returns:
        Response[CaptionImagesResponse | DryRunResponse]
    """

    kwargs = _get_kwargs(
        client.operation,
        body=body,
        dry_run=dry_run,
    )

    response = await client.send(**kwargs)

    return _build_response(response)


async def asyncio(
    *,
    client: AsyncCall,
    body: CaptionImagesRequest,
    dry_run: str | Unset = UNSET,
) -> CaptionImagesResponse | DryRunResponse:
    """
    Args:
        dry_run (str | Unset):
        body (CaptionImagesRequest):

    Raises:
        ClientError: as the client's own method does.

    Returns:
        CaptionImagesResponse | DryRunResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            dry_run=dry_run,
        )
    ).parsed
