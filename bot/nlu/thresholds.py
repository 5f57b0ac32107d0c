"""各个判断的门槛。"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """各个判断的门槛，在交叉验证上定，写在 config.yml。"""

    emergency: float = 0.26
    understood: float = 0.2
    answer: float = 0.6
    clarify: float = 0.2
    not_ours: float = 0.38
    elsewhere: float = 0.3
    in_context: float = 0.5
    # 再像省略，一件事像到这样，也是说得出是哪件。
    plain_item: float = 0.9
    # 问规则比问办事像到这个程度，就是问规则，再像哪个事项也不当成办那件事。
    rule: float = 0.8
    # 最像的事项和部门都不到这么像，就是没说哪件事（“要什么材料”）。
    names_something: float = 0.3
    conduct_elsewhere: float = 0.25
