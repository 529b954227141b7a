"""Where partners call back. The signature over the body is the key; nothing else of the API is open to it."""

import json
import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Schema
from ninja.security import APIKeyHeader
from pydantic import Field

from hengjian.apps.registry.actions import exchange
from hengjian.kernel.refusal import not_found

from .client import receipt_of
from .signing import HEADER, genuine

router = Router(tags=["registry"])


class Signature(APIKeyHeader):
    """`X-Hengjian-Signature: t=…,v1=…`, HMAC-SHA256 over moment and body."""

    param_name = HEADER

    def authenticate(self, request: HttpRequest, key: str | None) -> str | None:
        secret = settings.HENGJIAN_EXCHANGE_KEY
        return "partner" if key and genuine(key, request.body, int(time.time()), secret) else None


class AnswerIn(Schema):
    key: str = Field(max_length=80)
    reference: str = Field(max_length=80)
    outcome: str = Field(pattern="^(accepted|done|refused)$")
    message: str = Field("", max_length=300)
    data: dict[str, Any] = Field(default_factory=dict)


class Taken(Schema):
    taken: bool


@router.post("/exchange/answers", response=Taken, auth=Signature(), operation_id="registry_exchange_answer")
def answer(request: HttpRequest, given: AnswerIn) -> Any:
    """A partner tells what became of a message; the same answer may be told again."""
    receipt = receipt_of(json.loads(given.model_dump_json()))
    if not exchange.answered(given.key.replace("\0", ""), receipt):
        raise not_found("The answer was not taken.")
    return {"taken": True}
