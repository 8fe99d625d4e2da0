"""A client of OpenID Connect (code flow with PKCE): what an institution's sign-in service says of who signs in.

Everything in the answer is checked: signature, issuer, audience, times and nonce. Nothing is taken from an unsigned source.
"""

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
import requests
from django.conf import settings
from django.utils.crypto import constant_time_compare

ALGORITHMS = ("RS256", "ES256", "PS256")
SECONDS = 10
CLOCKS_DIFFER = 60


class NotTrusted(Exception):
    """The service cannot be reached, or its answer does not hold; the text is for the log, not for people."""


def new_secrets() -> dict[str, str]:
    """State, nonce and PKCE verifier of one try to sign in; they are kept in the session."""
    return {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}


def discover(issuer: str) -> dict[str, Any]:
    """What the service says of itself; it must say that it is the issuer asked for."""
    config = _json("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if config.get("issuer") != issuer:
        raise NotTrusted("another issuer than asked for")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        require_safe(str(config.get(name, "")))
    return config


def require_safe(url: str) -> None:
    """HTTPS; where the installation itself has none, plain HTTP will do."""
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and (settings.HTTPS or parts.scheme != "http")):
        raise NotTrusted("an address without HTTPS")


def origin(config: dict[str, Any]) -> str:
    """Scheme and host of the page where people sign in."""
    parts = urlsplit(str(config["authorization_endpoint"]))
    return f"{parts.scheme}://{parts.netloc}"


def authorize_url(config: dict[str, Any], client_id: str, back: str, tried: dict[str, str], hint: str) -> str:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(tried["verifier"].encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code", "client_id": client_id, "redirect_uri": back, "scope": "openid profile",
        "state": tried["state"], "nonce": tried["nonce"], "code_challenge": challenge, "code_challenge_method": "S256",
        **({"hd": hint, "domain_hint": hint} if hint else {}),
    }  # fmt: skip
    address = str(config["authorization_endpoint"])
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def redeem(config: dict[str, Any], client_id: str, secret: str, code: str, back: str, verifier: str) -> str:
    """Trade the code for the signed statement of who it is."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    answer = _json("POST", str(config["token_endpoint"]), data=form, auth=(client_id, secret))
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise NotTrusted("no statement of who it is")
    return token


def claims(config: dict[str, Any], client_id: str, token: str, nonce: str) -> dict[str, Any]:
    """What the statement says, once it is proved that the service signed it, for us, now, and for this very try."""
    try:
        key = _key(jwt.PyJWKSet.from_dict(_json("GET", str(config["jwks_uri"]))), token)
        said: dict[str, Any] = jwt.decode(
            token, key, algorithms=list(ALGORITHMS), audience=client_id, issuer=config["issuer"], leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )  # fmt: skip
    except jwt.PyJWTError as fault:
        raise NotTrusted(type(fault).__name__) from fault
    if not constant_time_compare(str(said.get("nonce", "")), nonce):
        raise NotTrusted("the answer to another try")
    if said.get("azp", client_id) != client_id or not 0 < len(str(said["sub"])) <= 255:
        raise NotTrusted("meant for another, or for nobody")
    return said


def _key(keys: jwt.PyJWKSet, token: str) -> jwt.PyJWK:
    wanted = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in keys.keys if wanted is None or key.key_id == wanted]
    if len(fitting) != 1:
        raise NotTrusted("signed with a key that the service does not name")
    return fitting[0]


def _json(method: str, url: str, **values: Any) -> dict[str, Any]:
    require_safe(url)
    try:
        answer = requests.request(method, url, timeout=SECONDS, allow_redirects=False, **values)
        answer.raise_for_status()
        found = answer.json()
    except (requests.RequestException, ValueError) as fault:
        raise NotTrusted(f"{urlsplit(url).hostname}: {type(fault).__name__}") from fault
    if not isinstance(found, dict):
        raise NotTrusted("an answer of another form")
    return found
