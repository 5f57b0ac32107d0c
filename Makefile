# 两个主要命令：make run 跑起来，make test 验一遍。其余见 make help。
TOOLS := .tools
UV := $(TOOLS)/bin/uv
PYTHON := .venv/bin/python
# 几个进程分着测，一个文件里的在一起。一个进程连它起的服务要一个多 GB 内存。
# 两个核也分三个进程：测试有三成时间在等浏览器、等服务起来，两个进程占不满。
TEST_WORKERS ?= 3
export RASA_TELEMETRY_ENABLED := false
export PYTHONUNBUFFERED := 1
# 有的机器不让写编译好的字节码：那样每起一个进程都要把几千个模块重新编译一遍，多四五秒。
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup train run test faults check bench lock clean

help: ## 列出能做什么
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

run: setup ## 从一份干净的代码到能用的热线（http://127.0.0.1:8000），连同微信模拟器（:8101）
	@$(MAKE) --no-print-directory --jobs=2 train web
	$(PYTHON) -m bot serve --simulator

# 训练的工夫里装浏览器、查网页：多半是在等网络。
test: setup ## 全部测试，真的 PostgreSQL、Redis 和 Chromium
	@$(MAKE) --no-print-directory --jobs=2 train web-checked chromium
	$(PYTHON) -m pytest -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder

faults: setup ## 完整的故障测试：1,000 件、8 个客户端、20 次 SIGKILL、平台三成出毛病，两种数据库（约二十分钟）
	$(PYTHON) -m bot train
	FAULTS_FULL=1 $(PYTHON) -m pytest tests/faults -s

check: setup ## 不用模型的检查：代码样式、知识和语料
	$(PYTHON) -m ruff check .
	$(PYTHON) -m bot check

train: setup ## 训练模型
	$(PYTHON) -m bot train

bench: setup ## 和原版 Rasa 并排量快慢和对错
	$(PYTHON) -m bot bench

setup: .venv/installed ## 装好 Python 环境

.venv/installed: requirements.lock .python-version | $(UV)
	@echo "正在装 Python 3.10 环境（约半分钟）……"
	test -x $(PYTHON) || $(UV) venv --quiet --python 3.10 .venv
	$(UV) pip install --quiet --python $(PYTHON) --require-hashes -r requirements.lock
	@touch $@

# 网页：源文件变了才重新构建；结果在 web/dist/，不进版本库。
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print 2>/dev/null)

.PHONY: web
web: web/dist/.built ## 构建网页

web/dist/.built: web/node_modules/.installed $(WEB_SOURCES)
	@echo "正在构建网页……"
	npm --prefix web run --silent build
	@touch $@

.PHONY: web-checked
web-checked: web
	npm --prefix web run --silent check
	npm --prefix web run --silent test

web/node_modules/.installed: web/package-lock.json web/package.json | node
	@echo "正在装网页的依赖（约十几秒）……"
	cd web && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

.PHONY: node
node: # 构建网页要用的 Node（Debian 软件包 nodejs、npm）
	@command -v npm >/dev/null && node -e 'process.exit(+process.versions.node.split(".")[0] < 18 ? 1 : 0)' || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "正在装 nodejs、npm……"; apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null; \
	  else echo "缺少 Node 18 以上：请安装软件包 nodejs 和 npm" >&2; exit 1; fi; }

$(UV):
	python3 -m venv $(TOOLS)
	$(TOOLS)/bin/pip install --quiet --disable-pip-version-check uv

.PHONY: chromium
chromium: | node ## 浏览器测试要用的 Chromium 和中文字体（Debian 软件包）
	@command -v chromium >/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "正在装 chromium……"; apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; \
	  else echo "缺少 chromium：请安装软件包 chromium 和 fonts-noto-cjk" >&2; exit 1; fi; }

lock: $(UV) ## 依赖有变时重做 requirements.lock
	env -u UV_INDEX_URL $(UV) pip compile pyproject.toml --extra test --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.10 -o requirements.lock

clean: ## 删去训练结果和运行数据（告知书、会话都在里面）
	rm -rf models .rasa var web/dist
