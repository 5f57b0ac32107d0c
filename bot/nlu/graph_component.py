"""本热线的图组件共有的：一个进程一份的东西、缓存什么时候作废、学来的怎么存。"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Dict, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.nlu import interpreter, lessons


class HotlineComponent(GraphComponent):
    """共用：知识和编码器一个进程一份；代码或知识变了，Rasa 的缓存就不能再用。"""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {}

    def __init__(self, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource):
        self._config, self._storage, self._resource = config, model_storage, resource
        self._shared = interpreter.shared()

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> GraphComponent:
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[Text]:
        digest = hashlib.sha256(interpreter.shared().knowledge_hash.encode())
        corrections = [lessons.CORRECTIONS] if lessons.CORRECTIONS.exists() else []
        for path in [*sorted(Path(__file__).parent.rglob("*.py")), *corrections, *sorted(lessons.NAMES.glob("*.yml"))]:
            digest.update(path.read_bytes())
        return digest.hexdigest()


class TrainedComponent(HotlineComponent):
    """训练出来的数组存成 npz，不用 pickle。"""

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GraphComponent:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            with np.load(folder / "state.npz", allow_pickle=False) as state:
                component.restore(dict(state))
        return component

    def restore(self, state: Dict[str, Any]) -> None:
        raise NotImplementedError

    def persist(self, state: Dict[str, Any]) -> Resource:
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "state.npz", **state)
        return self._resource
