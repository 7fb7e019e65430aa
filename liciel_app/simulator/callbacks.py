"""Calls from the simulated services to the office."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx

from liciel_app.simulator.memory import Answer

_SHOWN = 200


async def post(url: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answer:
    """What the office answered, or why it did not."""
    return await _send(url, data=dict(fields), headers=headers)


async def post_json(url: str, told: Mapping[str, Any]) -> Answer:
    return await _send(url, json=told)


async def _send(url: str, **what: Any) -> Answer:
    try:
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            answer = await client.post(url, **what)
    except httpx.HTTPError as error:
        return Answer("sans réponse", str(error)[:_SHOWN])
    return Answer(str(answer.status_code), answer.text[:_SHOWN])


def within_reach(url: str, own_host: str) -> bool:
    """The simulator calls this machine, or the very host through which it was itself reached, and nobody else."""
    host = urlsplit(url).hostname or ""
    if host in {"localhost", own_host}:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
