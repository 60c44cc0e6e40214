"""`POST /practice/faults`: a test's way to make the stand-in fail."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from practice.faults import Fault
from practice.page.request import read_json
from practice.workspace import Workspace


async def _add(request: Request) -> Response:
    """Body: the fields of `Fault`, `method` at least."""
    workspace: Workspace = request.app.state.workspace
    workspace.faults.add(Fault(**await read_json(request)))
    return JSONResponse({"ok": True})


ROUTES = [Route("/faults", _add, methods=["POST"])]
