"""市民进来的门（Rasa InputChannel）。"""
