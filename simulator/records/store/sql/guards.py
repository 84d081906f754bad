"""What the database itself refuses: changes, gaps in a chain, entries of another workstation, entries beyond a role.

In SQLite the guards stop mistakes and show tampering (a local user owns the file and can remove them; ``verify`` asks
whether they are there).  In PostgreSQL they bind everybody but the database's administrator.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from simulator.records.store.sql.schema import derived, p_standing

REFUSED = "zongji: refused"
"""Begins what a guard says."""
LOGIN_ROLES = ("zongji_trainee", "zongji_trainer", "zongji_hr", "zongji_administrator")
"""Roles of PostgreSQL that logins are members of."""
_KEPT = ("entries", "delivered", *derived.tables)
_FOLLOWS = "NEW.seq = 1 + coalesce((SELECT max(seq) FROM entries WHERE chain = NEW.chain), 0)"


def statements(dialect: str) -> Iterator[str]:
    """The guards of a fresh database, last of all: they refuse what setting it up may still do."""
    yield from _sqlite() if dialect == "sqlite" else _postgresql()


def missing(connection: Connection) -> list[str]:
    """Triggers that should be there and are not, or are switched off."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        present = {str(name): str(sql) for name, sql in rows}
        wanted = {sql.split()[2]: sql for sql in _sqlite()}
        return [name for name, sql in wanted.items() if present.get(name) != sql]
    rows = connection.execute(
        text(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
    )
    present_pairs = {(str(table), str(name)) for table, name in rows}
    pairs = {(table, "never_change") for table in _KEPT} | {("entries", "ledger_check"), ("entries", "derived_follow")}
    return sorted(f"{table}.{name}" for table, name in pairs - present_pairs)


# --- SQLite ----------------------------------------------------------------------------------------------------------


def _sqlite() -> Iterator[str]:
    for table in _KEPT:
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSED}: {verb} {table}'); END"
            )
    yield (
        "CREATE TRIGGER trainee_keys_no_update BEFORE UPDATE ON trainee_keys "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}: UPDATE trainee_keys'); END"
    )
    refusals = (
        (f"NOT ({_FOLLOWS})", "out of sequence"),
        ("json_extract(NEW.payload, '$.seq') IS NOT NEW.seq", "seq"),
        ("json_extract(NEW.payload, '$.chain') IS NOT NEW.chain", "chain"),
        ("json_extract(NEW.payload, '$.at') IS NOT NEW.at", "at"),
        ("json_extract(NEW.payload, '$.body.type') IS NOT NEW.kind", "kind"),
        (
            "json_extract(NEW.payload, '$.previous') IS NOT "
            "coalesce((SELECT id FROM entries WHERE chain = NEW.chain AND seq = NEW.seq - 1), '')",
            "previous",
        ),
    )
    checks = " ".join(f"SELECT RAISE(ABORT, '{REFUSED}: {what}') WHERE {bad};" for bad, what in refusals)
    yield f"CREATE TRIGGER entries_check BEFORE INSERT ON entries BEGIN {checks} END"
    yield (
        "CREATE TRIGGER entries_erase AFTER INSERT ON entries WHEN NEW.kind = 'TraineeErased' "
        "BEGIN DELETE FROM trainee_keys WHERE trainee = json_extract(NEW.payload, '$.body.trainee'); END"
    )
    yield (
        "CREATE TRIGGER trainee_keys_erased BEFORE INSERT ON trainee_keys "
        "WHEN EXISTS (SELECT 1 FROM p_erased WHERE trainee = NEW.trainee) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}: erased'); END"
    )


# --- PostgreSQL ------------------------------------------------------------------------------------------------------

# Which kinds a login may enter, by role: model.ledger.MAY_ENTER as of this version (a test compares them).
_ALLOWED = {
    "zongji_trainee": ("ChainOpened TraineeEnrolled NoticeAcknowledged AttemptMade Scored Appealed Audited"),
    "zongji_trainer": (
        "ChainOpened TraineeEnrolled TraineeJoined CourseReleased AttemptBegun IdentityChecked Scored Ruled Confirmed "
        "AttemptVoided Audited"
    ),
    "zongji_hr": (
        "ChainOpened TraineeEnrolled TraineeJoined TraineeErased Confirmed AttemptVoided Certified CertificateRetired "
        "Audited"
    ),
    "zongji_administrator": "ChainOpened KeyEnrolled KeyRevoked TraineeEnrolled TraineeJoined TraineeErased Audited",
}
ALLOWED = {role: frozenset(kinds.split()) for role, kinds in _ALLOWED.items()}

_DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"

_CHECK = """
CREATE FUNCTION ledger_check() RETURNS trigger {definer} AS $$
DECLARE
    last record;
    said jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.chain, 0));
    IF encode(sha256(convert_to(NEW.payload, 'UTF8')), 'hex') <> NEW.id THEN
        RAISE EXCEPTION '{refused}: the id is not the hash of the payload';
    END IF;
    said := NEW.payload::jsonb;
    IF (said ->> 'chain', said ->> 'seq', said ->> 'at', said #>> '{{body,type}}')
        IS DISTINCT FROM (NEW.chain::text, NEW.seq::text, NEW.at::text, NEW.kind::text) THEN
        RAISE EXCEPTION '{refused}: the columns are not what the payload says';
    END IF;
    SELECT id, seq, at, received_by INTO last FROM entries WHERE chain = NEW.chain ORDER BY seq DESC LIMIT 1;
    IF FOUND THEN
        IF last.received_by <> session_user THEN
            RAISE EXCEPTION '{refused}: the chain of another workstation';
        END IF;
        IF NEW.seq <> last.seq + 1 OR said ->> 'previous' <> last.id THEN
            RAISE EXCEPTION '{refused}: out of sequence';
        END IF;
        IF NEW.at < last.at THEN
            RAISE EXCEPTION '{refused}: dated before the entry it follows';
        END IF;
    ELSIF NEW.seq <> 1 OR said ->> 'previous' <> '' OR NEW.kind <> 'ChainOpened' THEN
        RAISE EXCEPTION '{refused}: a chain begins with its opening';
    END IF;
    IF NOT ({allowed}) THEN
        RAISE EXCEPTION '{refused}: % may not enter %', session_user, NEW.kind;
    END IF;
    NEW.received_at := to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
    NEW.received_by := session_user;
    RETURN NEW;
END $$
"""

_READERS = "zongji_trainer, zongji_hr, zongji_administrator"


def _postgresql() -> Iterator[str]:
    yield (
        f"CREATE FUNCTION never_change() RETURNS trigger {_DEFINER} AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}: % %', TG_OP, TG_TABLE_NAME; END $$"
    )
    for table in _KEPT:
        yield (
            f"CREATE TRIGGER never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION never_change()"
        )
    allowed = " OR ".join(
        f"(pg_has_role(session_user, '{role}', 'member') AND NEW.kind IN ({', '.join(map(repr, sorted(kinds)))}))"
        for role, kinds in ALLOWED.items()
    )
    yield _CHECK.format(definer=_DEFINER, refused=REFUSED, allowed=allowed)
    yield "CREATE TRIGGER ledger_check BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION ledger_check()"
    yield (
        f"CREATE FUNCTION keys_guard() RETURNS trigger {_DEFINER} AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION '{REFUSED}: UPDATE trainee_keys'; END IF; "
        "IF EXISTS (SELECT 1 FROM p_erased WHERE trainee = NEW.trainee) THEN "
        f"RAISE EXCEPTION '{REFUSED}: erased'; END IF; RETURN NEW; END $$"
    )
    yield (
        "CREATE TRIGGER keys_guard BEFORE INSERT OR UPDATE ON trainee_keys FOR EACH ROW EXECUTE FUNCTION keys_guard()"
    )
    yield (
        f"CREATE FUNCTION erase_key() RETURNS trigger {_DEFINER} AS $$ BEGIN "
        "DELETE FROM trainee_keys WHERE trainee = NEW.payload::jsonb #>> '{body,trainee}'; RETURN NULL; END $$"
    )
    yield (
        "CREATE TRIGGER erase_key AFTER INSERT ON entries FOR EACH ROW WHEN (NEW.kind = 'TraineeErased') "
        "EXECUTE FUNCTION erase_key()"
    )
    yield from _postgresql_rights()


def _postgresql_rights() -> Iterator[str]:
    for role in LOGIN_ROLES:
        yield (
            f"DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') "
            f"THEN CREATE ROLE {role} NOLOGIN; END IF; END $$"
        )
    everybody = ", ".join(LOGIN_ROLES)
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA public TO {everybody}"
    yield f"GRANT SELECT ON entries, trainee_keys, p_key, p_chain, p_erased, p_joined, alembic_version TO {everybody}"
    columns = "id, chain, seq, kind, at, payload, signature"
    yield f"GRANT INSERT ({columns}) ON entries TO {everybody}"
    yield f"GRANT INSERT ON trainee_keys TO {everybody}"
    yield f"GRANT SELECT ON {', '.join((*derived.tables, p_standing.name))} TO {_READERS}"
    # A workstation sees what it brought, and the entries of staff: not what others scored.
    yield "ALTER TABLE entries ENABLE ROW LEVEL SECURITY"
    yield "CREATE POLICY bring ON entries FOR INSERT WITH CHECK (true)"
    yield f"CREATE POLICY staff ON entries FOR SELECT TO {_READERS} USING (true)"
    yield (
        "CREATE POLICY own ON entries FOR SELECT TO zongji_trainee USING (received_by = session_user "
        "OR chain IN (SELECT c.chain FROM p_chain c JOIN p_key k ON k.public = c.public AND k.role <> 'trainee'))"
    )
