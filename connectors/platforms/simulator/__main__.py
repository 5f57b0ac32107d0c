"""python -m connectors.platforms.simulator 端口 文件夹 [热线地址]"""

import sys
from pathlib import Path

from bot.bootstrap import now
from connectors.platforms.simulator.server import run

if __name__ == "__main__":
    run(int(sys.argv[1]), Path(sys.argv[2]), now, sys.argv[3] if len(sys.argv) > 3 else "http://127.0.0.1:8000")
