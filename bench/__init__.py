"""量：对不对、快不快，和原版 Rasa 并排。见 bench/README.md。"""
