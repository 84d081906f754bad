"""The credential by the clauses of Open Badges 3.0 (section 8.2), and as an independent verifier sees it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier

from simulator.records.out.badge import compact_jws, credential, did_key
from simulator.records.store.crypto import SecretKey, new_key
from tests.records.out.test_certificate import AWARD


@pytest.fixture(scope="module")
def key() -> SecretKey:
    return new_key()


@pytest.fixture(scope="module")
def token(key: SecretKey) -> str:
    return compact_jws(credential(AWARD, "王主管", key.public), key.public, key.sign)


def decoded(part: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def test_a_verifier_that_knows_only_the_issuer_accepts_it(token: str, key: SecretKey) -> None:
    found = OB3Verifier.for_issuer_did(did_key(key.public)).verify(token)
    assert (found.issuer.name, found.achievement.name) == ("王主管", "总机话务员基础")


def test_it_does_not_verify_under_another_key_or_when_changed(token: str, key: SecretKey) -> None:
    with pytest.raises(OB3VerificationError):
        OB3Verifier.for_issuer_did(did_key(new_key().public)).verify(token)
    head, payload, signature = token.split(".")
    better = json.dumps(decoded(payload) | {"name": "别的证书"}).encode()
    forged = base64.urlsafe_b64encode(better).rstrip(b"=").decode()
    with pytest.raises(OB3VerificationError):
        OB3Verifier.for_issuer_did(did_key(key.public)).verify(".".join((head, forged, signature)))
    expired = compact_jws(credential(replace(AWARD, expires="2026-03-17"), "王主管", key.public), key.public, key.sign)
    with pytest.raises(OB3VerificationError):
        OB3Verifier.for_issuer_did(did_key(key.public)).verify(expired)


def test_the_header_has_the_public_key_and_nothing_else(token: str, key: SecretKey) -> None:
    header = decoded(token.split(".")[0])
    assert set(header) == {"alg", "typ", "jwk"}  # 8.2.4.1: no other header, kid or jwk
    assert (header["alg"], header["typ"]) == ("EdDSA", "JWT")
    assert set(header["jwk"]) == {"kty", "crv", "x"}  # never "d"
    assert base64.urlsafe_b64decode(header["jwk"]["x"] + "=") == key.public


def test_the_registered_claims_say_what_the_credential_says(token: str) -> None:
    payload = decoded(token.split(".")[1])
    assert payload["iss"] == payload["issuer"]["id"]
    assert payload["jti"] == payload["id"]
    assert payload["sub"] == payload["credentialSubject"]["id"]
    assert (payload["nbf"], payload["validFrom"]) == (1_773_648_000, "2026-03-16T08:00:00Z")
    assert payload["validUntil"] == "2028-03-16T23:59:59Z"
    digest = payload["id"].removeprefix("ni:///sha-256;")
    assert base64.urlsafe_b64decode(digest + "=").hex() == AWARD.id
    assert not AWARD.expires or payload["exp"] > payload["nbf"]


def test_a_certificate_without_end(key: SecretKey) -> None:
    token = compact_jws(credential(replace(AWARD, expires=""), "王主管", key.public), key.public, key.sign)
    payload = decoded(token.split(".")[1])
    assert not {"exp", "validUntil"} & set(payload)
    OB3Verifier.for_issuer_did(did_key(key.public)).verify(token)


def test_what_the_data_model_requires_is_there(token: str) -> None:
    """Appendix B: required properties, with the values that the enumerations allow."""
    made = decoded(token.split(".")[1])
    assert made["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert {"VerifiableCredential", "OpenBadgeCredential"} <= set(made["type"])
    subject = made["credentialSubject"]
    achievement = subject["achievement"]
    assert {"id", "type", "name", "description", "criteria", "achievementType"} <= set(achievement)
    assert (made["issuer"]["type"], subject["type"], achievement["type"]) == (
        ["Profile"], ["AchievementSubject"], ["Achievement"],
    )  # fmt: skip
    identities = {one["identityType"]: (one["hashed"], one["identityHash"]) for one in subject["identifier"]}
    assert identities == {"name": (False, "王芳"), "identifier": (False, "0012")}
    described = {one["id"]: one for one in achievement["resultDescription"]}
    assert all({"id", "type", "name", "resultType"} <= set(one) for one in described.values())
    results = {described[one["resultDescription"]]["name"]: one["value"] for one in subject["result"]}
    assert results == {"总分": "89.95", "问候": "28", "记录": "66.15"}


def test_every_property_is_a_term_of_the_published_contexts(token: str) -> None:
    """What no context defines would be dropped by whoever reads the credential as linked data."""
    folder = resources.files("openbadgeslib.ob3") / "contexts"
    known = {"@context", "iss", "jti", "sub", "nbf", "exp"}
    for name in ("credentials-v2.json", "ob-v3p0-context-3.0.3.json"):
        known |= set(_terms(json.loads((folder / name).read_text(encoding="utf-8"))["@context"]))
    assert set(_properties(decoded(token.split(".")[1]))) <= known


def _terms(context: Any) -> Iterator[str]:
    for name, value in context.items():
        yield name
        if isinstance(value, dict) and isinstance(value.get("@context"), dict):
            yield from _terms(value["@context"])


def _properties(data: Any) -> Iterator[str]:
    for part in data if isinstance(data, list) else [data] if isinstance(data, dict) else ():
        yield from (part if isinstance(part, dict) else ())
        for value in part.values() if isinstance(part, dict) else ():
            yield from _properties(value)
