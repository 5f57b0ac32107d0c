"""网页上的对话接到微信：扫了还要答应；别人的、过期的、用过的二维码都不行。"""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from platform_simulator import now
from wechat_world import someone

from bot.stores.binding_store import DatabaseBindings
from bot.stores.cipher import Cipher, new_key
from bot.stores.database import connect
from bot.stores.tables import conversations
from bot.stores.wechat_tables import conversation_bindings
from bot.usecases.talk.bind_conversation import conversation_of


class Desk:
    def __init__(self, engine):
        self.bindings, self.now = DatabaseBindings(engine, Cipher([new_key()])), now


@pytest.fixture
def database(safe):
    engine = connect(f"sqlite:///{safe.folder / 'hotline.db'}")
    yield engine
    engine.dispose()


def an_offer(safe, portal_id):
    return safe.call("POST", f"{safe.url}/offers/{portal_id}", {})["url"]


def scan(safe, openid, url):
    return safe.call("POST", f"{safe.weixin}/phones/{openid}/scans", {"url": url})["text"]


def talked(safe, openid):
    """这个人的会话编号。"""
    safe.say(openid, f"我是 {openid}")
    return safe.turns(f"我是 {openid}")[0]["conversation_id"]


def test_scanning_and_agreeing_joins_the_two_and_the_talk_goes_on(safe, database):
    openid, cipher = someone(), Cipher([(safe.folder / "data-key").read_text().strip()])
    wechat_id = talked(safe, openid)
    sealed = cipher.seal("网页说到这里")
    with database.begin() as connection:
        connection.execute(conversations.insert().values(conversation_id="portal:p1", state_sealed=sealed, updated_at=now()))

    asked = scan(safe, openid, an_offer(safe, "portal:p1"))
    assert "接上" in asked and conversation_of("portal:p1", Desk(database)) == ("portal:p1", 0)
    answer = safe.say(openid, "1")["text"]

    assert answer.startswith("接上了")
    assert safe.turns("1") == []
    assert conversation_of("portal:p1", Desk(database)) == (wechat_id, 2)  # 微信里扫码那一问一答不给网页看
    with database.connect() as connection:
        kept = dict(connection.execute(sa.select(conversations.c.conversation_id, conversations.c.state_sealed)).all())
    assert cipher.open(kept[wechat_id]) == "网页说到这里" and "portal:p1" not in kept


def test_saying_no_leaves_both_as_they_were(safe, database):
    openid = someone()
    scan(safe, openid, an_offer(safe, "portal:p2"))

    assert "没有接" in safe.say(openid, "2")["text"]
    assert conversation_of("portal:p2", Desk(database)) == ("portal:p2", 0)
    assert safe.say(openid, "1")["text"] == "收到：1"


def test_saying_something_else_is_not_agreeing(safe, database):
    openid = someone()
    scan(safe, openid, an_offer(safe, "portal:p3"))

    assert safe.say(openid, "开饭馆要什么证")["text"] == "收到：开饭馆要什么证"
    assert safe.say(openid, "1")["text"] == "收到：1"
    assert conversation_of("portal:p3", Desk(database)) == ("portal:p3", 0)


def test_whoever_scans_second_gets_nothing(safe, database):
    first, second = someone(), someone()
    wechat_id, url = talked(safe, first), an_offer(safe, "portal:p4")
    scan(safe, first, url)

    assert "过期" in scan(safe, second, url)
    assert safe.say(second, "1")["text"] == "收到：1"
    safe.say(first, "确认")
    assert conversation_of("portal:p4", Desk(database)) == (wechat_id, 2)
    assert "过期" in scan(safe, second, url)


def test_an_expired_code_is_refused(safe, database):
    url = an_offer(safe, "portal:p5")
    with database.begin() as connection:
        mine = conversation_bindings.c.portal_id == "portal:p5"
        connection.execute(conversation_bindings.update().where(mine).values(until=now() - timedelta(seconds=1)))

    assert "过期" in scan(safe, someone(), url)


def test_a_made_up_scene_is_refused(safe):
    assert "过期" in safe.event(someone(), "SCAN", EventKey="bind-guess")["text"]


def test_a_new_follower_who_scanned_is_welcomed_and_asked(safe):
    openid = someone()
    safe.event(openid, "unsubscribe")

    said = scan(safe, openid, an_offer(safe, "portal:p6"))

    assert "智能助手" in said and "接上" in said


def test_a_new_code_makes_the_old_one_void(safe):
    old = an_offer(safe, "portal:p7")
    an_offer(safe, "portal:p7")

    assert "过期" in scan(safe, someone(), old)


def test_leaving_the_account_cuts_the_connection(safe, database):
    openid = someone()
    scan(safe, openid, an_offer(safe, "portal:p8"))
    safe.say(openid, "1")

    safe.event(openid, "unsubscribe")

    assert conversation_of("portal:p8", Desk(database)) == ("portal:p8", 0)
