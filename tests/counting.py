"""What is asked of the base while something is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from models.base.database import Handle


@contextmanager
def counted(base: Handle) -> Iterator[list[str]]:
    """The statements that are sent; many rows given at once to one are one."""
    sent: list[str] = []
    engine: Any = base.engine
    execute, cursor = engine.execute_sql, engine.cursor

    class Cursor:
        def __init__(self) -> None:
            self.real = cursor()

        def executemany(self, sql: str, rows: Any) -> Any:
            sent.append(sql)
            return self.real.executemany(sql, rows)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.real, name)

    def told(sql: str, *args: Any, **kwargs: Any) -> Any:
        sent.append(sql)
        return execute(sql, *args, **kwargs)

    engine.execute_sql, engine.cursor = told, Cursor
    try:
        yield sent
    finally:
        del engine.execute_sql, engine.cursor
