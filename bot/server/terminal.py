"""在终端里聊。"""

from __future__ import annotations

import asyncio

from rich.console import Console

from bot.nlu.lean_rasa import import_lean_rasa
from bot.settings import Settings


def chat_in_terminal(settings: Settings) -> None:
    """一句一答，选项前面有数字，回数字就行。"""
    import_lean_rasa()
    from bot.server.app import load_agent
    from connectors.channels.exchange import exchange

    console = Console()
    with console.status("正在装模型……"):
        agent = load_agent(settings)
    console.print("您好，请说。（空行结束）")
    while True:
        try:
            text = console.input("[bold]市民：[/bold]").strip()
        except (EOFError, KeyboardInterrupt):
            text = ""
        if not text:
            return
        for reply in asyncio.run(exchange(agent.handle_message, text, "terminal", "terminal")):
            console.print(f"[green]热线：[/green]{reply.get('text', '')}", highlight=False)
            for number, button in enumerate(reply.get("buttons", ()), 1):
                console.print(f"  {number}. {button['title']}", highlight=False)
