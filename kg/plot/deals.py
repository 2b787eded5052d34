"""Sums of money between companies, a panel for each currency."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from kg.dates import earliest
from kg.graph import FactRecord
from kg.plot.style import BLACK, PALETTE, Look, entitle, figure, legend, mark, shown
from kg.schema import schema

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_UNITS = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))


class Deal(NamedTuple):
    """A sum that is paid, or may be."""

    currency: str
    amount: float
    parties: str
    kind: str
    paid: bool
    day: str
    sources: int


def deals(facts: Iterable[FactRecord]) -> list[Deal]:
    """The sums that facts of payments tell, the largest first; what several documents tell is one.

    Args:
        facts: Facts with the predicate payment.
    """
    together: defaultdict[tuple[str, float, str, str, bool], list[FactRecord]] = defaultdict(list)
    for fact in facts:
        told = fact.details
        if fact.status != "negated" and told.get("amount") and told.get("currency"):
            parties = _parties(fact)
            paid = fact.status == "asserted" and told.get("upTo") != "true"
            key = (told["currency"], float(told["amount"]), parties, told.get("kind", ""), paid)
            together[key].append(fact)
    found = [
        Deal(*key, earliest(*(fact.day for fact in same)), len({fact.source.release for fact in same}))
        for key, same in together.items()
    ]
    return sorted(found, key=lambda deal: (deal.currency, -deal.amount, deal))


def draw(deals: list[Deal], top: int, title: str, about: str) -> Figure:
    """The largest sums, a line each, on a scale of its own for each currency; no currency is converted."""
    chosen = sorted(deals, key=lambda deal: (-deal.amount, deal))[:top]
    often = Counter(deal.currency for deal in chosen)
    currencies = sorted(often, key=lambda currency: (-often[currency], currency))
    height = sum(0.24 * often[currency] + 0.7 for currency in currencies)
    page = figure(7, max(height, 1))
    above = height
    for currency in currencies:
        tall = 0.24 * often[currency]
        axes = page.add_axes((0, (above - tall) / height, 1, tall / height))
        _draw_panel(axes, currency, [deal for deal in chosen if deal.currency == currency])
        above -= tall + 0.7
    kinds = [kind for kind in schema().concepts["PaymentKind"] if kind in {deal.kind for deal in chosen}]
    marks = [mark(kind, _look(kind)) for kind in kinds]
    legend(page, [*marks, mark("not paid: planned or possible", Look(BLACK, "o"), hollow=True)])
    number = f"the {len(chosen)} largest of {len(deals):,} sums" if top < len(deals) else "all sums told"
    entitle(page, title, f"{about}; {number}")
    return page


def _draw_panel(axes: Axes, currency: str, deals: list[Deal]) -> None:
    for line, deal in enumerate(deals):
        look = _look(deal.kind)
        face = look.colour if deal.paid else "white"
        axes.plot(deal.amount, line, ls="", marker="o", mfc=face, mec=look.colour, ms=7)
        note = ", ".join(part for part in (_short(deal.amount), deal.day, _often(deal.sources)) if part)
        axes.annotate(
            note, (deal.amount, line), (8, 0), textcoords="offset points", va="center", fontsize=7.5
        )
    axes.set_xscale("log")
    axes.set_title(shown(f"{currency} (logarithmic)", 30), loc="left", fontsize=9)
    axes.set_yticks(range(len(deals)), [shown(deal.parties, 60) for deal in deals])
    axes.set_ylim(len(deals) - 0.5, -0.5)
    axes.xaxis.set_major_formatter(lambda amount, _: _short(amount))
    axes.xaxis.set_minor_formatter("")
    axes.tick_params(axis="y", length=0)
    axes.grid(color="#dddddd", lw=0.6)


def told(fact: FactRecord) -> str:
    """A payment in words: sum, kind and parties."""
    amount = fact.details.get("amount")
    words = (fact.details.get("currency"), amount and _short(float(amount)), fact.details.get("kind"))
    return " ".join((*filter(None, words), _parties(fact)))


def _parties(fact: FactRecord) -> str:
    payer, payee = (fact.details.get(side, "") for side in ("payer", "payee"))
    return f"{payer} → {payee}" if payer and payee else f"to {payee}" if payee else f"from {payer}"


def _look(kind: str) -> Look:
    kinds = list(schema().concepts["PaymentKind"])
    return Look(PALETTE[kinds.index(kind) % len(PALETTE)] if kind in kinds else BLACK, "o")


def _often(sources: int) -> str:
    return f"{sources} documents" if sources > 1 else ""


def _short(amount: float) -> str:
    """An amount in the unit that is used for its size.

    >>> _short(5e6), _short(1.25e9), _short(300)
    ('5m', '1.25bn', '300')
    """
    for size, unit in _UNITS:
        if amount >= size:
            return f"{amount / size:.3g}{unit}"
    return f"{amount:g}"
