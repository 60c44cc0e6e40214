"""What `/readyz` looks at."""

from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from bot.web import Check
from storage import schema

if TYPE_CHECKING:
    from bot.bootstrap import Bot


def checks(bot: "Bot") -> list[Check]:
    async def database() -> str | None:
        try:
            state = await bot.pool.run(schema.state, bot.desk.database.engine)
        except SQLAlchemyError as error:
            return type(error).__name__
        return (
            None
            if state is schema.SchemaState.CURRENT
            else f"the tables are {state.value}; run: python -m bot db upgrade"
        )

    async def scheduler() -> str | None:
        return None if bot.scheduler is not None and bot.scheduler.running else "not running"

    async def courier() -> str | None:
        if bot.app is None or bot.client is None:
            return bot.line.trouble or "not connected yet"
        if bot.socket is not None and not await bot.socket.client.is_connected():
            return "Socket Mode is not connected"
        return await bot.line.check(bot.client.auth_test)

    return [Check("database", database), Check("scheduler", scheduler), Check("couriers", courier)]
