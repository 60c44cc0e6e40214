"""The `views.*` methods: modals, and the Home tab, which is kept for the page."""

from typing import Any

from practice.api.method import Arguments, Method
from practice.elements import name_parts
from practice.errors import ApiError
from practice.modals import View
from practice.rules import check_view
from practice.workspace import Workspace


def views_open(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    check_view(arguments.get("view"), "modal")
    trigger = workspace.triggers.exchange(arguments.needed("trigger_id"))
    return _shown(workspace.modals.open(trigger.user_id, arguments.get("view")))


def views_push(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    check_view(arguments.get("view"), "modal")
    trigger = workspace.triggers.exchange(arguments.needed("trigger_id"))
    if not trigger.in_modal:
        raise ApiError("invalid_trigger_id")
    return _shown(workspace.modals.push(trigger.user_id, arguments.get("view")))


def views_update(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if not view_id and not external_id:
        raise ApiError("invalid_arguments", ["missing required field: view_id"])
    check_view(arguments.get("view"), "modal")
    view = workspace.modals.find(view_id=view_id, external_id=external_id)
    if arguments.text("hash") not in ("", view.hash):
        raise ApiError("hash_conflict")
    return _shown(workspace.modals.update(view, arguments.get("view")))


def views_publish(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    user = workspace.directory.user(arguments.needed("user_id"))
    view = arguments.get("view")
    check_view(view, "home")
    workspace.store.publish_home(user.user_id, {**view, "blocks": name_parts(view["blocks"])})
    return {"view": view}


def _shown(view: View) -> dict[str, Any]:
    return {"view": view.payload()}


VIEWS: dict[str, Method] = {
    "views.open": views_open,
    "views.push": views_push,
    "views.update": views_update,
    "views.publish": views_publish,
}
