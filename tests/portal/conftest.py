"""门户接口的测试共用。"""

import pytest
from portal_citizen import Citizen


@pytest.fixture
def a_citizen(server_url):
    return lambda embedded=False: Citizen(server_url, embedded)


@pytest.fixture
def citizen(a_citizen):
    return a_citizen()
