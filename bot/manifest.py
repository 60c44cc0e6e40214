"""The Slack app's manifest, made from the table of commands so that the two cannot differ."""

from typing import Any

from commands.catalogue import COMMANDS


def command_entries(url: str = "") -> list[dict[str, Any]]:
    return [
        {
            "command": noun.command,
            "description": noun.summary,
            **({"usage_hint": noun.hint} if noun.hint else {}),
            "should_escape": True,
            **({"url": url} if url else {}),
        }
        for noun in COMMANDS.nouns
    ]


def manifest(url: str = "https://fsp.example.org/slack/events") -> dict[str, Any]:
    """`url` is where Slack sends requests; with Socket Mode switch that on in Slack and it is not used."""
    return {
        "display_information": {
            "name": "FSP Coordinator",
            "description": "Coordinates multi-disciplinary family safeguarding teams",
        },
        "features": {
            "bot_user": {"display_name": "FSP Coordinator", "always_online": True},
            "slash_commands": command_entries(url),
        },
        "oauth_config": {
            "scopes": {"bot": ["commands", "chat:write", "im:write", "users:read", "users:read.email"]},
        },
        "settings": {
            "interactivity": {"is_enabled": True, "request_url": url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": False,
            "token_rotation_enabled": False,
        },
    }
