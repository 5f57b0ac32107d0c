"""改正：批准了的才教，没批准的不教；写坏了的说得清。"""

import pytest

from bot.nlu.corrections import approved_examples, read_corrections

REVIEWED = "reviewed_by: 投诉举报科\n  reviewed_on: 2026-05-20"


def written(tmp_path, *entries):
    path = tmp_path / "corrections.yml"
    path.write_text("corrections:\n" + "\n".join(entries), encoding="utf-8")
    return path


def entry(said="鞋开胶了店里不给换", status="approved", labels="{intent: file_complaint, department: quality}", more=REVIEWED):
    return f"- said: {said}\n  should_be: {labels}\n  status: {status}\n  {more}"


def test_only_approved_corrections_are_taught(tmp_path):
    path = written(tmp_path, entry("甲"), entry("乙", "pending", more="why: 等人看"), entry("丙", "rejected"))
    assert [example.text for example in approved_examples(path)] == ["甲"]


def test_an_approved_correction_teaches_its_labels(tmp_path):
    (example,) = approved_examples(written(tmp_path, entry()))
    assert (example.intent, example.department, example.problem) == ("file_complaint", "quality", None)


def test_no_file_means_no_corrections(tmp_path):
    assert approved_examples(tmp_path / "corrections.yml") == []


def test_an_empty_list_is_no_corrections(tmp_path):
    assert read_corrections(written(tmp_path, "")) == []


@pytest.mark.parametrize(
    "broken, complaint",
    [
        (entry(more="why: 没写谁看的"), "reviewed_by"),
        (entry(status="yes"), "status 应当是"),
        (entry(labels="{department: quality}"), "should_be 里要写 intent"),
        (entry(labels="{intent: file_complaint, departmnet: quality}"), "没有 departmnet 这种标注"),
        (entry(said="''"), "said 要写市民的原话"),
        ("- 只写了一句话", "应当是一组"),
    ],
)
def test_a_broken_correction_is_reported_with_its_place_and_remedy(tmp_path, broken, complaint):
    with pytest.raises(ValueError, match=complaint) as reported:
        read_corrections(written(tmp_path, entry(), broken))
    assert str(reported.value).startswith("第2条")


def test_the_projects_own_corrections_can_be_read():
    from bot.nlu.lessons import CORRECTIONS

    assert CORRECTIONS.exists()
    read_corrections(CORRECTIONS)
