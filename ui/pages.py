"""Every page of the frame by its name: the only place that knows them all.

`program` loads this behind the first screen, because nobody needs it to sign in.
"""

from __future__ import annotations

from collections.abc import Mapping

from ui.windows.admin import AdminPage
from ui.windows.case import CasePage
from ui.windows.cases import CasesPage
from ui.windows.exchange import ExchangePage
from ui.windows.frame import PageMaker
from ui.windows.her_page import HerPageView
from ui.windows.intake import IntakePage
from ui.windows.lent import LentPage
from ui.windows.oversight import OversightPage
from ui.windows.print_preview import PrintPage
from ui.windows.registers import RegistersPage
from ui.windows.today import TodayPage
from ui.windows.tonight import TonightPage

PAGES: Mapping[str, PageMaker] = {
    "today": TodayPage,
    "tonight": TonightPage,
    "cases": CasesPage,
    "case": CasePage,
    "her_page": HerPageView,
    "intake": IntakePage,
    "lent": LentPage,
    "print": PrintPage,
    "exchange": ExchangePage,
    "oversight": OversightPage,
    "registers": RegistersPage,
    "admin": AdminPage,
}
