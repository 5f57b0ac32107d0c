"""听懂市民：Rasa 图组件和它们背后的普通类。Rasa 只在 components.py 里出现。"""
