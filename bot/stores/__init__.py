"""存取：知识文件、数据库。实现 bot/ports/ 里的接口，只由 bot/bootstrap/ 选用。"""
