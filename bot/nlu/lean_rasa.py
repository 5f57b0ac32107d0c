"""
只装入用得着的 Rasa。

Rasa 3.6 在导入时就装入 TensorFlow（DIET、TED）和十几家聊天平台的客户端，我们都不用；
光这一步要十几秒、三百多兆内存。这里给导入系统一个空壳，让那些类能定义、不能使用。
真要用 DIET 的进程（bench 里的原版 Rasa）不调用 `import_lean_rasa()`。
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType

_ABSENT = (
    "tensorflow", "tensorflow_hub", "tensorflow_text", "keras",
    "aiogram", "boto3", "botocore", "fbmessenger", "google.auth", "google.cloud", "google.oauth2", "mattermostwrapper", "pymongo",
    "rocketchat_API", "slack_sdk", "twilio", "webexteamssdk", "sentry_sdk", "matplotlib", "aio_pika",
    "prompt_toolkit", "questionary", "socketio", "spacy.cli", "rasa.utils.tensorflow.data_generator", "rasa.utils.tensorflow.model_data",
)  # fmt: skip


class _AbsentMeta(type):
    """空壳类：取任何属性仍得到空壳类，可作父类、注解和装饰器。"""

    def __getattr__(cls, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent

    def __call__(cls, *args, **kwargs):
        if cls is not Absent:
            raise RuntimeError(f"{cls.__name__} 所在的包本进程没有装入（见 bot/nlu/lean_rasa.py）")
        # 作装饰器用（@tf.function）时原样交还被装饰的函数。
        return args[0] if len(args) == 1 and callable(args[0]) and not kwargs else Absent

    def __getitem__(cls, _):
        return Absent

    def __len__(cls):  # 数显卡的（spaCy 的 thinc）：一块也没有
        return 0

    def __bool__(cls):
        return True


class Absent(metaclass=_AbsentMeta):
    pass


class _AbsentModule(ModuleType):
    __path__: list = []
    __version__ = "2.12.0"

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


class _AbsentFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname, path=None, target=None):
        if any(fullname == name or fullname.startswith(name + ".") for name in _ABSENT):
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec):
        return _AbsentModule(spec.name)

    def exec_module(self, module):
        pass


def import_lean_rasa() -> None:
    """此后本进程导入那些包只得空壳。要在第一次导入 rasa 之前调用；已经装入的不动。"""
    if not any(isinstance(finder, _AbsentFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _AbsentFinder())
