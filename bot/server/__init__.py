"""Sanic 应用：装好 Rasa，开好门。"""
