"""What a template of a call needs to know, worked out from what a person gave: names of departments, defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping

from simulator.model.company import Company, SpokenName
from simulator.model.text import Text
from simulator.workbench.drafts import Unfit
from simulator.workbench.yaml_text import Value

ID = re.compile(r"[^\W_][\w.-]*")
_DIGITS = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))
_GENDERS = {"男": "male", "女": "female", "male": "male", "female": "female", "": "female"}
_DEFAULTS = {"manner": "calm", "difficulty": "2"}


def call_values(given: Mapping[str, str], company: Company, rulebook: str) -> tuple[dict[str, Value], list[Unfit]]:
    """The values for a template: what was given (empty texts do not count), and what follows from it; and everything
    that is wrong with what was given.

    ``department`` may be the id, a name or the extension of a department or a person.
    """
    facts = _DEFAULTS | {name: text.strip() for name, text in given.items() if text.strip()}
    values: dict[str, Value] = dict(facts)
    values |= {"rulebook": rulebook, "company": company.id, "company_name": company.name.text}
    values.setdefault("line", company.outside_lines[0])
    unfit: list[Unfit] = []
    for name, read in _READERS.items():
        if name in facts:
            try:
                values |= read(facts[name], company)
            except Unfit as one:
                unfit.append(one)
    values.setdefault("gender", _GENDERS[""])
    wanted, who = values.get("department", ""), f"{facts.get('organisation', '')}{facts.get('caller', '')}"
    values.setdefault("title", f"{who}找{wanted}")
    matter = f"，{facts['matter']}" if "matter" in facts else ""
    values.setdefault("summary", f"{who}来电找{wanted}{matter}。")
    return values, unfit


def _id(text: str, company: Company) -> dict[str, Value]:
    if not ID.fullmatch(text):
        raise Unfit("id", Text("只用字母、汉字、数字、_ 和 -", "letters, digits, _ and - only"))
    return {"id": text}


def _phone(text: str, company: Company) -> dict[str, Value]:
    digits = re.sub(r"[\s-]", "", text)
    if not (digits.isascii() and digits.isdigit()):
        raise Unfit("phone", Text(f"“{text}”不是号码", f"“{text}” is no number"))
    return {"phone": digits, "phone_spoken": "".join(_DIGITS[c] for c in digits)}


def _gender(text: str, company: Company) -> dict[str, Value]:
    if text not in _GENDERS:
        raise Unfit("gender", Text("只能是 男 或 女", "male or female"))
    return {"gender": _GENDERS[text]}


def _difficulty(text: str, company: Company) -> dict[str, Value]:
    if text not in ("1", "2", "3", "4", "5"):
        raise Unfit("difficulty", Text("只能是 1 到 5", "1 to 5"))
    return {"difficulty": int(text)}


def _department(wanted: str, company: Company) -> dict[str, Value]:
    holders: list[tuple[str, SpokenName, str]] = [(d.id, d.name, d.extension) for d in company.departments.values()]
    holders += [(p.id, p.name, p.extension) for p in company.people.values()]
    for id_, name, extension in holders:
        if wanted in (id_, name.text, extension, *name.also):
            return {"department": name.text, "department_id": id_, "extension": extension}
    known = "、".join(one.name.text for one in company.departments.values())
    raise Unfit(
        "department",
        Text(f"公司里没有“{wanted}”；部门有：{known}", f"the company has no “{wanted}”; departments: {known}"),
    )


_READERS = {"id": _id, "phone": _phone, "gender": _gender, "difficulty": _difficulty, "department": _department}
