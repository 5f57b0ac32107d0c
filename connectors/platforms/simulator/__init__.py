"""12345 和 12315 的模拟器：一个真的 HTTP 服务，自己存单，按契约验签、认幂等键，也会按吩咐出毛病。"""

from connectors.platforms.simulator.server import run

__all__ = ["run"]
