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


def call_values(given: Mapping[str, str], company: Company, rulebook: str) -> dict[str, Value]:
    """The values for a template: what was given (empty texts do not count), and what follows from it.

    ``department`` may be the id, a name or the extension of a department or a person.  Raises ``Unfit``.
    """
    facts = _DEFAULTS | {name: text.strip() for name, text in given.items() if text.strip()}
    values: dict[str, Value] = dict(facts)
    values |= {"rulebook": rulebook, "company": company.id, "company_name": company.name.text}
    values.setdefault("line", company.outside_lines[0])
    if "id" in facts and not ID.fullmatch(facts["id"]):
        raise Unfit("id", Text("只用字母、数字、_ 和 -", "letters, digits, _ and - only"))
    if "phone" in facts:
        digits = re.sub(r"[\s-]", "", facts["phone"])
        if not digits.isascii() or not digits.isdigit():
            raise Unfit("phone", Text(f"“{facts['phone']}”不是号码", f"“{facts['phone']}” is no number"))
        values |= {"phone": digits, "phone_spoken": "".join(_DIGITS[c] for c in digits)}
    if facts.get("gender", "") not in _GENDERS:
        raise Unfit("gender", Text("只能是 男 或 女", "male or female"))
    values["gender"] = _GENDERS[facts.get("gender", "")]
    if facts["difficulty"] not in ("1", "2", "3", "4", "5"):
        raise Unfit("difficulty", Text("只能是 1 到 5", "1 to 5"))
    values["difficulty"] = int(facts["difficulty"])
    if "department" in facts:
        values |= _department(facts["department"], company)
    wanted = values.get("department", "")
    who = f"{facts.get('organisation', '')}{facts.get('caller', '')}"
    values.setdefault("title", f"{who}找{wanted}")
    matter = f"，{facts['matter']}" if "matter" in facts else ""
    values.setdefault("summary", f"{who}来电找{wanted}{matter}。")
    return values


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
