# 可选：需要用户自己的模型服务，不在持续集成里运行。先设 JUESUAN_LLM_URL 和 JUESUAN_LLM_MODEL（需要时设 JUESUAN_LLM_KEY）。
PYTHON ?= .venv/bin/python
SUITES ?= sample
OUT ?= out/model-e2e

.PHONY: model-e2e
model-e2e:
	$(PYTHON) -m assistant.cli doctor
	$(PYTHON) -m eval run $(SUITES) --quiet --workers 1 --out $(OUT)/off
	$(PYTHON) -m eval run $(SUITES) --quiet --workers 1 --with-model --out $(OUT)/on
	$(PYTHON) -m eval compare $(OUT)/off $(OUT)/on
