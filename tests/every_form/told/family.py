"""Those who came together: where they part, and why."""

from __future__ import annotations

from typing import Any

TOLD: dict[str, Any] = {
    "apart": "02",
    "apart_reason": "女寝只剩一张床，两日后同住；每天一起吃饭，由值班社工陪同（虚构）",
}
