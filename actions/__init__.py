"""Rasa 自定义动作：只做翻译，决定在 bot/usecases 里。"""
