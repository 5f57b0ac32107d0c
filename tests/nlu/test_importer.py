"""语料自己读：和 Rasa 读出来的一样；合并时怎么拷贝、怎么求指纹，不改一句话。"""

import copy

import pytest

from bot.nlu.lean_rasa import import_lean_rasa

LANGUAGE_DATA = """version: "3.1"
nlu:
- intent: ask_materials
  metadata: {item: food_operation_license_new}
  examples: |
    - 开个面馆办食品证都得拿啥过去
    - 奶茶店那个许可要准备哪些东西啊

- intent: file_complaint
  examples:
  - {text: " 买的牛奶上个月就过期了让他退钱还骂我", metadata: {problem: food_safety, department: food}}
  - {text: 买的牛奶上个月就过期了让他退钱还骂我}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "language.yml"
    path.write_text(LANGUAGE_DATA, encoding="utf-8")
    return path


@pytest.fixture
def sentences(file):
    import_lean_rasa()
    from bot.nlu.importer import LanguageDataImporter

    return LanguageDataImporter(training_data_paths=[str(file)]).get_nlu_data().training_examples


def test_our_reading_is_rasas_reading(sentences, file):
    from rasa.shared.nlu.training_data.loading import load_data

    assert [s.as_dict() for s in sentences] == [m.as_dict() for m in load_data(str(file)).training_examples]


def test_a_copy_is_changed_without_changing_the_original(sentences):
    first, other = sentences[0], copy.deepcopy(sentences[0])
    assert other == first
    other.set("intent", "ask_fee")
    assert first.get("intent") == "ask_materials" and other != first


def test_the_same_words_with_other_labels_are_another_sentence(sentences):
    assert len({s.fingerprint() for s in sentences}) == 4
