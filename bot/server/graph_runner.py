"""跑 Rasa 的图：次序算一次就记住，一个组件接一个组件直接叫，不经过 Dask 的调度。"""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Text, Tuple

from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner


class _Step(NamedTuple):
    name: Text
    node: GraphNode
    needs: Tuple[Text, ...]


class InOrderRunner(DaskGraphRunner):
    """图和组件都是 Rasa 的，结果一样。原版每次都重建、重排任务图，比小组件本身还慢。"""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._orders: Dict[Tuple[Text, ...], List[_Step]] = {}

    def run(
        self, inputs: Optional[Dict[Text, Any]] = None, targets: Optional[List[Text]] = None
    ) -> Dict[Text, Any]:
        wanted = tuple(targets or self._graph_schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = self._order(wanted)
        outputs = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in self._orders[wanted]:
            # 没有给的输入照原版传名字，由组件自己报缺什么。
            outputs[name] = node(*(outputs.get(need, need) for need in needs))
        return {name: outputs[name][1] for name in wanted}

    def _order(self, wanted: Tuple[Text, ...]) -> List[_Step]:
        """走到 wanted 要跑哪些组件，先跑别人要用的。"""
        nodes, steps, placed = self._graph_schema.nodes, [], set()

        def place(name: Text) -> None:
            if name in placed or name not in nodes:
                return
            placed.add(name)
            needs = tuple(nodes[name].needs.values())
            for need in needs:
                place(need)
            steps.append(_Step(name, self._instantiated_nodes[name], needs))

        for name in wanted:
            place(name)
        return steps
