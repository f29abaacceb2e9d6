"""A typed client of the Leonardo.Ai API that keeps to its documentation. Generated: do not edit."""

from typing import Any

from ._client import AsyncLeonardo, Leonardo
from ._rules import OPERATIONS as _OPERATIONS
from ._runtime.advice import Advice
from ._runtime.arguments import advise as _advise
from ._runtime.arguments import check as _check
from ._runtime.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ClientError,
    ConflictError,
    CredentialsMissing,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RequestInvalid,
    ResponseInvalid,
    ServerError,
    UnprocessableError,
)
from ._runtime.files import FileRefused, data_url
from ._runtime.model import ApiModel, http_response
from ._runtime.options import Attempt
from ._runtime.raw import RawResponse
from ._runtime.request import Broken, Said
from ._runtime.types import UNSET, File, FileInput, Unset
from .models import (
    ApiError,
    CanvasRequestType,
    ControlnetInput,
    ControlNetType,
    Cost,
    CreateGenerationRequest,
    CreateGenerationResponse,
    ElementInput,
    Errors,
    GenerationJob,
    InitImageType,
    PhotoRealVersion,
    PresetStyle,
    Problem,
    PromptMagicVersion,
    Scheduler,
    SdVersion,
    StrengthType,
    Transparency,
    Unit,
    UserElementsInput,
)

__version__ = "1.0.0"


def check(operation_id: str, body: Any) -> tuple[Broken, ...]:
    """Every documented constraint that a request body (any JSON value) breaks; none when it may be sent.

    ClientError for an operation that the documentation does not have.
    """
    return _check(_OPERATIONS, operation_id, body)


def advice(operation_id: str, body: Any) -> tuple[Advice, ...]:
    """What the documentation says of a request body without forbidding it: advice, and what is ignored, overridden or deprecated.

    Statements with a condition are among it only when they apply to this body. ClientError for an operation that the
    documentation does not have.
    """
    return _advise(__name__, _OPERATIONS, operation_id, body)


__all__ = [
    "APIConnectionError",
    "APIStatusError",
    "APITimeoutError",
    "Advice",
    "ApiError",
    "ApiModel",
    "AsyncLeonardo",
    "Attempt",
    "AuthenticationError",
    "BadRequestError",
    "Broken",
    "CanvasRequestType",
    "ClientError",
    "ConflictError",
    "ControlNetType",
    "ControlnetInput",
    "Cost",
    "CreateGenerationRequest",
    "CreateGenerationResponse",
    "CredentialsMissing",
    "ElementInput",
    "Errors",
    "File",
    "FileInput",
    "FileRefused",
    "GenerationJob",
    "InitImageType",
    "Leonardo",
    "NotFoundError",
    "PermissionDeniedError",
    "PhotoRealVersion",
    "PresetStyle",
    "Problem",
    "PromptMagicVersion",
    "RateLimitError",
    "RawResponse",
    "RequestInvalid",
    "ResponseInvalid",
    "Said",
    "Scheduler",
    "SdVersion",
    "ServerError",
    "StrengthType",
    "Transparency",
    "UNSET",
    "Unit",
    "UnprocessableError",
    "Unset",
    "UserElementsInput",
    "advice",
    "check",
    "data_url",
    "http_response",
]
