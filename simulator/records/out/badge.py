"""A certificate as an Open Badges 3.0 credential, secured as a JSON Web Token (VC-JWT, section 8.2, EdDSA).

The token holds all that is needed to check it without a network: the issuer is a ``did:key``, the public key is in the
header, and the credential's id is the hash of the record (RFC 6920), under which the store has it.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from simulator.model.rulebook import Dimension
from simulator.records.out.award import Award, certificate_number
from simulator.records.summary import points
from simulator.records.wording import DIMENSIONS

Json: TypeAlias = Mapping[str, object]

CONTEXT = ("https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json")
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
ED25519 = b"\xed\x01"
"""The multicodec of an Ed25519 public key."""
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def credential(award: Award, issuer: str, public: bytes) -> Json:
    """The credential that the holder (``issuer``) of the Ed25519 key ``public`` gives for a certificate."""
    made: dict[str, object] = {
        "@context": list(CONTEXT),
        "id": _named_by_hash(award.id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{award.course} 合格证书 {certificate_number(award.id)}",
        "issuer": {"id": did_key(public), "type": ["Profile"], "name": issuer},
        "validFrom": award.entered,
        "awardedDate": award.entered,
        "credentialSubject": _subject(award),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if award.expires:
        made["validUntil"] = f"{award.expires}T23:59:59Z"
    return made


def compact_jws(credential: Json, public: bytes, sign: Callable[[bytes], bytes]) -> str:
    """The credential with its registered claims as a signed token."""
    subject, issuer = credential["credentialSubject"], credential["issuer"]
    assert isinstance(subject, Mapping)
    assert isinstance(issuer, Mapping)
    claims = {
        "iss": issuer["id"],
        "jti": credential["id"],
        "sub": subject["id"],
        "nbf": _numeric_date(credential["validFrom"]),
    }
    if "validUntil" in credential:
        claims["exp"] = _numeric_date(credential["validUntil"])
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": _base64url(public)}
    header = {"alg": "EdDSA", "typ": "JWT", "jwk": jwk}
    signed = ".".join(_base64url(_json(part)) for part in (header, {**credential, **claims}))
    return f"{signed}.{_base64url(sign(signed.encode('ascii')))}"


def did_key(public: bytes) -> str:
    """The key as the identifier of whoever holds it (did:key, multibase base58btc)."""
    number = int.from_bytes(ED25519 + public, "big")
    digits = ""
    while number:
        number, digit = divmod(number, 58)
        digits = _BASE58[digit] + digits
    return f"did:key:z{digits}"


def _subject(award: Award) -> Json:
    course = _named_by_hash(award.course_sha256)
    total = f"{course}#total"
    results = {total: points(award.total)}
    results |= {f"{course}#{dimension}": points(got) for dimension, (got, _) in award.dimensions.items()}
    who = (("name", award.name), ("identifier", award.number))
    return {
        "id": uuid.UUID(award.trainee).urn,
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": kind}
            for kind, value in who
            if value
        ],
        "achievement": {
            "id": course,
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "name": award.course,
            "description": f"总机话务员课程《{award.course}》的考试合格。",
            "criteria": {
                "narrative": "考试的每个来电都合格：关键项全部通过，各方面达到底线，没有待裁定项，运行没有降级。"
                f"规则版本：{'，'.join(f'{id} {sha256}' for id, sha256 in award.rulebooks.items())}。"
            },
            "resultDescription": [
                _described(total, "总分", 10_000),
                *(_described_dimension(course, *one) for one in award.dimensions.items()),
            ],
        },
        "result": [{"type": ["Result"], "resultDescription": what, "value": value} for what, value in results.items()],
    }


def _described_dimension(course: str, dimension: Dimension, reached: tuple[int, int]) -> Json:
    return _described(f"{course}#{dimension}", DIMENSIONS[dimension].zh, reached[1])


def _described(id: str, name: str, possible: int) -> Json:
    return {
        "id": id,
        "type": ["ResultDescription"],
        "name": name,
        "resultType": "RawScore",
        "valueMin": "0",
        "valueMax": points(possible),
    }


def _named_by_hash(sha256: str) -> str:
    """A name that follows from the content (RFC 6920)."""
    return f"ni:///sha-256;{_base64url(bytes.fromhex(sha256))}"


def _numeric_date(time: object) -> int:
    return int(datetime.fromisoformat(str(time)).timestamp())


def _json(part: object) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
