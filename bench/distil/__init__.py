"""把十二层的编码器教给三层的：老师给每个词元一个向量，学生照着学。换了语料不用重教；换老师、换层数才要。

    python -m bench.distil.teacher              # 老师编一遍，写 bench/out/distil/teacher.npz（约 2 GB，两核十来分钟）
    uv run --no-project --python 3.11 --with torch==2.13.0 --with numpy bench/distil/student.py   # 约一小时，写 bot/nlu/e5_layers.npz

学生要 PyTorch，热线不要，所以不在 requirements.lock 里。教好以后 bot/nlu/encoder.py 的 RECIPE 加一，重新训练，跑 bench。
"""
