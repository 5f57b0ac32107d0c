"""微信的模拟器：一个真的 HTTP 服务，照公开文档的路径、错误码和再送的脾气，给测试和演示用。"""

from connectors.channels.wechat.simulator.server import create_app, run

__all__ = ["create_app", "run"]
