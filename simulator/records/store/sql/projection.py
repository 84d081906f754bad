"""How the ``p_...`` tables follow from the entries: one SELECT for each, in the words of either database.

The triggers that fill the tables, the rebuilding and the comparison of ``verify`` all use the same SELECT, so a derived
row cannot say what its entry does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text
from sqlalchemy.schema import CreateIndex, CreateTable

from simulator.records.store.sql.schema import derived


@dataclass(frozen=True, slots=True)
class Words:
    """How a database reads JSON.  Names are fields of the entry's body."""

    source: str
    text: Callable[[str], str]
    number: Callable[[str], str]
    truth: Callable[[str], str]
    count: Callable[[str], str]
    clauses: str  # a FROM over the clauses of a score, each as ``c``
    together: Callable[[str], str]  # what the clauses of a score say, in one text, in the order of their names
    numbers: str


SQLITE = Words(
    source="entries e",
    text=lambda name: f"json_extract(e.payload, '$.body.{name}')",
    number=lambda name: f"json_extract(e.payload, '$.body.{name}')",
    truth=lambda name: f"json_extract(e.payload, '$.body.{name}')",
    count=lambda name: f"json_array_length(e.payload, '$.body.{name}')",
    clauses="json_each(e.payload, '$.body.clauses') c",
    together=lambda what: f"group_concat({what}, ' ')",  # the order of the payload is that of the names
    numbers="json_extract(c.value, '$.points', '$.possible', '$.failed')",
)
POSTGRESQL = Words(
    source="(SELECT entries.*, payload::jsonb -> 'body' AS body FROM entries) e",
    text=lambda name: f"e.body ->> '{name}'",
    number=lambda name: f"(e.body ->> '{name}')::bigint",
    truth=lambda name: f"(e.body ->> '{name}')::boolean::int",
    count=lambda name: f"jsonb_array_length(e.body -> '{name}')",
    clauses="jsonb_each(e.body -> 'clauses') c",
    together=lambda what: f"string_agg({what}, ' ' ORDER BY c.key COLLATE \"C\")",
    numbers="jsonb_build_array(c.value -> 'points', c.value -> 'possible', c.value -> 'failed')::text",
)

KINDS = {
    "p_chain": "ChainOpened",
    "p_key": "KeyEnrolled",
    "p_trainee": "TraineeEnrolled",
    "p_joined": "TraineeJoined",
    "p_erased": "TraineeErased",
    "p_course": "CourseReleased",
    "p_begun": "AttemptBegun",
    "p_attempt": "AttemptMade",
    "p_score": "Scored",
    "p_clause": "Scored",
    "p_ruling": "Ruled",
    "p_appeal": "Appealed",
    "p_confirmed": "Confirmed",
    "p_void": "AttemptVoided",
    "p_certificate": "Certified",
    "p_retired": "CertificateRetired",
}
"""The kind of entry that each table comes from."""

_ENVELOPE = ("id", "position", "chain", "at")
_NUMBERS = ("valid_months", "recertify_months", "attempts", "number", "lowest", "highest",
            "undecided", "record_errors")  # fmt: skip
_TRUTHS = ("certifiable", "second")


def words_of(dialect: str) -> Words:
    return SQLITE if dialect == "sqlite" else POSTGRESQL


def select_rows(table: str, dialect: str, condition: str = "") -> str:
    """The SELECT whose rows are the table's, in the order of its columns."""
    words = words_of(dialect)
    also = f" AND {condition}" if condition else ""
    where = f"WHERE e.kind = '{KINDS[table]}'{also}"
    if table == "p_clause":
        columns = f"e.position, {words.together('c.key')}, {words.together(words.numbers)}"
        return f"SELECT {columns} FROM {words.source}, {words.clauses} {where} GROUP BY e.position"
    columns = ", ".join(_expression(column.name, words) for column in derived.tables[table].columns)
    return f"SELECT {columns} FROM {words.source} {where}"


def _expression(column: str, words: Words) -> str:
    if column in _ENVELOPE:
        return f"e.{column}"
    if column in _NUMBERS:
        return words.number(column)
    if column in _TRUTHS:
        return words.truth(column)
    if column == "rulings":
        return words.count(column)
    return words.text(column)


def tables() -> Iterator[str]:
    """The tables of the projection."""
    for made in derived.sorted_tables:
        yield str(CreateTable(made))
        yield from (str(CreateIndex(index)) for index in sorted(made.indexes, key=lambda one: str(one.name)))


def contents(dialect: str) -> Iterator[str]:
    """What the entries that are there already fill them with."""
    for table in KINDS:
        yield f"INSERT INTO {table} {select_rows(table, dialect)}"


def triggers(dialect: str) -> Iterator[str]:
    """What makes them follow every new entry."""
    if dialect == "sqlite":
        for table in KINDS:
            rows = select_rows(table, dialect, "e.position = NEW.position")
            yield (
                f"CREATE TRIGGER {table}_follows AFTER INSERT ON entries WHEN NEW.kind = '{KINDS[table]}' "
                f"BEGIN INSERT INTO {table} {rows}; END"
            )
        return
    cases = " ".join(
        f"IF NEW.kind = '{kind}' THEN INSERT INTO {table} {select_rows(table, dialect, 'e.id = NEW.id')}; END IF;"
        for table, kind in KINDS.items()
    )
    yield (
        "CREATE FUNCTION derived_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path = public, pg_temp AS $$ BEGIN {cases} RETURN NULL; END $$"
    )
    yield ("CREATE TRIGGER derived_follow AFTER INSERT ON entries FOR EACH ROW EXECUTE FUNCTION derived_follow()")


def difference(connection: Connection) -> tuple[str, str] | None:
    """The first table, with what names the row, where a derived table is not what the entries say; None where all
    are."""
    for table in KINDS:
        names = [column.name for column in derived.tables[table].columns]
        odd = odd_row(connection, table, names, select_rows(table, connection.dialect.name))
        if odd is not None:
            return table, odd
    return None


def odd_row(connection: Connection, table: str, names: list[str], should: str) -> str | None:
    """The first column of a row that only the table or only the SELECT has; None where they say the same.

    The SELECT is evaluated once: if as many rows have their like as there are rows on either side, both are the same.
    """
    same = " AND ".join(f"p.{name} = s.{name}" for name in names)
    pairs = f"SELECT count(*), count(p.{names[0]}) FROM s LEFT JOIN {table} p ON {same}"
    sql = f"WITH s({', '.join(names)}) AS ({should}) {pairs}"
    wanted, found = connection.execute(text(sql)).one()
    present = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    if wanted == found == present:
        return None
    kept = f"SELECT {', '.join(names)} FROM {table}"
    for left, right in ((should, kept), (kept, should)):
        sql = f"SELECT * FROM ({left}) AS l EXCEPT SELECT * FROM ({right}) AS r LIMIT 1"
        row = connection.execute(text(sql)).first()
        if row is not None:
            return str(row[0])
    return ""
