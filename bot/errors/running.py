"""运行条件不具备。"""

from bot.errors.branches import NotReady


class SettingsIncomplete(NotReady):
    """设置没填全，或者填得不对。"""

    code = "settings_incomplete"


class ModelUnavailable(NotReady):
    """没有能用的模型。"""

    code = "model_unavailable"


class LockLost(NotReady):
    """会话的锁丢了，这一轮作废。"""

    code = "lock_lost"
