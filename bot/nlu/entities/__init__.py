"""从一句话里找实体：一条 spaCy 流水线，词表在 knowledge/lexicon/。从 pipeline.py 读起。"""
