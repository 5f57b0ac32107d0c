"""和外面连的地方：channels 是进来的门，platforms 是出去的路。"""
