"""门户接口的测试共用：一个市民就是一个会话；带着拍摄信息的照片。"""

import io
import json
from urllib.parse import quote

import requests
from PIL import Image

TIMEOUT = 60


class Citizen:
    """打开了页面的一位市民。token 是嵌入的页面的用法，否则用 cookie。"""

    def __init__(self, server_url, embedded=False):
        self.portal, self.http = f"{server_url}/webhooks/portal", requests.Session()
        opened = self.http.post(f"{self.portal}/session", json={"embedded": embedded}, timeout=TIMEOUT)
        opened.raise_for_status()
        self.facts = opened.json()
        if embedded:
            self.http.headers["Authorization"] = f"Bearer {self.facts['token']}"

    def say(self, message, key=None, **more):
        headers = {"Idempotency-Key": key} if key else {}
        return self.http.post(f"{self.portal}/messages", json={"message": message, **more}, headers=headers, timeout=TIMEOUT)

    def transcript(self, after=0, until=None):
        """推送里补的全部：读到 until 句为止。"""
        entries = []
        with self.http.get(f"{self.portal}/events?after={after}", stream=True, timeout=TIMEOUT) as stream:
            assert stream.status_code == 200
            for line in stream.iter_lines(decode_unicode=True):
                if line.startswith("data:") and '"id"' in line:
                    entries.append(json.loads(line[5:]))
                if until is not None and len(entries) >= until:
                    break
                if until is None and line.startswith("retry"):
                    break
        return entries

    def upload(self, data, name="小票.jpg"):
        return self.http.post(f"{self.portal}/evidence", data=data, headers={"X-File-Name": quote(name)}, timeout=TIMEOUT)


def a_photo(kind="JPEG", size=(640, 480), exif=True):
    """一张照片，带着拍摄地点和手机型号。"""
    image = Image.effect_noise(size, 40).convert("RGB")
    details = Image.Exif()
    details[0x010F] = "SomePhone 12"
    details[0x0112] = 6  # 横着拍的
    details.get_ifd(0x8825)[1] = "N"
    details.get_ifd(0x8825)[2] = (37.0, 55.0, 12.0)
    data = io.BytesIO()
    image.save(data, kind, **({"exif": details} if exif else {}))
    return data.getvalue()
