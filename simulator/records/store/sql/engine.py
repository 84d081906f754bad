"""Opening a database, a SQLite file or a PostgreSQL server, at the present version; errors that people understand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.sql.guards import REFUSED

VERSION = "0003"
"""The newest migration."""
BUSY_MS = 10_000
CONNECT_S = 5
MIGRATIONS = Path(__file__).parent / "migrations"


class Refused(Problem):
    """The database refused an entry by one of its guards."""


def sqlite_url(path: Path) -> str:
    return URL.create("sqlite", database=str(path)).render_as_string(hide_password=False)


def shown(url: str) -> str:
    """An address as it may be printed: without the password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except (ArgumentError, ValueError):
        return "?"  # what cannot be taken apart may hold a password


def open_engine(url: str) -> Engine:
    """Raises ``Problem`` for an address that is none.  Nothing is connected yet."""
    try:
        address = make_url(url)
        if address.drivername in ("postgresql", "postgres"):
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        if address.get_backend_name() != "postgresql":
            raise ArgumentError(address.drivername)
        return create_engine(address, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_S})
    except ModuleNotFoundError as error:  # psycopg comes with an extra
        raise Problem(
            Exit.MISSING,
            Text("共享存储库需要组件 psycopg，没有安装。", "a shared store takes the package psycopg; it is missing."),
            Text("pip install zongji-trainer[postgresql]", "pip install zongji-trainer[postgresql]"),
        ) from error
    except (ArgumentError, ValueError) as error:
        raise Problem(
            Exit.USAGE,
            Text(f"不是数据库地址：{shown(url)}", f"not the address of a database: {shown(url)}"),
            Text("例：postgresql://USER@HOST/DATABASE", "for example: postgresql://USER@HOST/DATABASE"),
        ) from error


def _sqlite(address: URL) -> Engine:
    engine = create_engine(address, poolclass=NullPool, connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            f"busy_timeout = {BUSY_MS}",
            "secure_delete = ON",
            "cache_size = -65536",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("reading") else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction; on disk, or at the server, when it ends.  Database errors become ``Problem``."""
    with explained(engine), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One unchanging view of the database."""
    with explained(engine):
        level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with engine.connect().execution_options(reading=True, **level) as connection, connection.begin():
            yield connection


def migrate(engine: Engine) -> None:
    """Bring the database to the present version; a new one is made.  Does nothing where it is there already."""
    with explained(engine):
        with engine.connect() as connection:
            found = _version(connection)
        if found == VERSION:
            return
        if found is not None and found > VERSION:
            raise Problem(
                Exit.DAMAGED,
                Text("存储库由更新版本的程序建立。", "the store was made by a newer version of the program."),
                Text("请更新本程序。", "update this program."),
            )
        from alembic import command  # only now: half a second, and hardly ever needed
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar())


# --- errors ----------------------------------------------------------------------------------------------------------


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Database errors as problems that say what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _problem(engine, error) from error
    except SQLAlchemyError as error:
        raise Problem(Exit.STORAGE, *_unknown(engine, str(error))) from error
    except UnicodeDecodeError as error:
        raise Problem(Exit.DAMAGED, *_corrupt(engine)) from error


def _problem(engine: Engine, error: DBAPIError) -> Problem:
    said = str(error.orig)
    if REFUSED in said:
        what = said.partition(REFUSED)[2].splitlines()[0].lstrip(": ")
        return Refused(Exit.REFUSED, Text(f"存储库拒绝：{what}", f"the store refuses: {what}"))
    if engine.dialect.name != "sqlite":
        if "permission denied" in said or "must be owner" in said or "row-level security" in said:
            what = said.splitlines()[0]
            return Refused(Exit.REFUSED, Text(f"存储库拒绝：{what}", f"the store refuses: {what}"))
        if isinstance(error, OperationalError):
            return _unreachable(engine, said)
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return Problem(Exit.DAMAGED, *_corrupt(engine))
    if "locked" in said:
        return Problem(
            Exit.STORAGE,
            Text(f"存储库正被占用：{_where(engine)}", f"the store is in use: {_where(engine)}"),
            Text("请关闭另一个正在使用它的程序后再试。", "close the other program that is using it and try again."),
        )
    if isinstance(error, DatabaseError) and any(
        word in said for word in ("full", "disk I/O", "readonly", "unable to open")
    ):
        return Problem(
            Exit.STORAGE,
            Text(f"写不进存储库 {_where(engine)}：{said}", f"cannot write to the store {_where(engine)}: {said}"),
            Text(
                "请检查磁盘空间和写入权限；此前已确认的记录都在。",
                "check free space and write permission; everything acknowledged before is kept.",
            ),
        )
    return Problem(Exit.STORAGE, *_unknown(engine, said))


def _unreachable(engine: Engine, said: str) -> Problem:
    reason = said.strip().splitlines()[0] if said.strip() else ""
    return Problem(
        Exit.SERVER,
        Text(
            f"连不上共享存储库 {_where(engine)}：{reason}", f"cannot reach the shared store {_where(engine)}: {reason}"
        ),
        Text(
            "记录保存在本机，连上以后用 zongji records deliver 送出。",
            "records are kept here; zongji records deliver sends them when it is back.",
        ),
    )


def _corrupt(engine: Engine) -> tuple[Text, Text]:
    return (
        Text(f"存储库文件已损坏：{_where(engine)}", f"the store's file is damaged: {_where(engine)}"),
        Text(
            "请把它移开，用 zongji records restore 从备份恢复；通话记录文件夹不受影响。",
            "move it aside and restore a backup with zongji records restore; the record folders are not affected.",
        ),
    )


def _unknown(engine: Engine, said: str) -> tuple[Text, Text]:
    return (
        Text(f"存储库 {_where(engine)} 出错：{said}", f"the store {_where(engine)} failed: {said}"),
        Text("请检查磁盘和数据库。", "check the disk and the database."),
    )


def _where(engine: Engine) -> str:
    url = engine.url
    return url.database or "" if engine.dialect.name == "sqlite" else url.render_as_string(hide_password=True)
