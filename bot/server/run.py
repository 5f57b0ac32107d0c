"""起服务。"""

from __future__ import annotations

from typing import Optional

from bot import bootstrap
from bot.nlu.lean_rasa import import_lean_rasa
from bot.settings import Settings


def run(settings: Settings, host: Optional[str], port: Optional[int]) -> None:
    """装好就一直服务到被停。"""
    import_lean_rasa()
    from bot.server.app import create_app

    bootstrap.write_demo_credentials(settings)
    app = create_app(settings)
    app.run(host=host or settings.host, port=port or settings.port, access_log=False, debug=False)
