"""The share that a right is on, as the models see it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Market:
    """The risk-free rate, the dividend yield and the volatility: a year, the rates continuously compounded."""

    rate: float
    dividend_yield: float
    volatility: float

    @property
    def drift(self) -> float:
        """How the logarithm of the price grows in a year, on average, in a world without reward for risk."""
        return self.rate - self.dividend_yield - self.volatility**2 / 2
