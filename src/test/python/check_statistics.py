#!/usr/bin/env python3
"""Recomputes random samples of every statistic with SciPy, statsmodels and ruptures.

Run from the root of the repository after a build:

    python3 src/test/python/check_statistics.py [--samples 40] [--seed 1] [--alter STATISTIC]

It makes a virtual environment of its own in target/, with the versions of requirements.txt beside
this file. Java computes each sample in dev.runvar.statistics.StatisticsServer. The exit code is 0
when all values agree within their tolerances, and 1 otherwise. --alter changes one value of each
answer for a statistic by ten times the tolerance: the check must then fail.
"""

import argparse
import itertools
import math
import sys
import warnings

import environment

environment.enter()

import numpy as np  # noqa: E402  (the environment must be there first)
import patsy  # noqa: E402
import ruptures  # noqa: E402
import statsmodels.api as sm  # noqa: E402
from scipy import integrate, optimize, signal, stats  # noqa: E402
from statsmodels.stats.multitest import multipletests  # noqa: E402
from statsmodels.stats.power import TTestPower  # noqa: E402
from statsmodels.stats.proportion import proportion_confint  # noqa: E402
from statsmodels.stats.weightstats import DescrStatsW  # noqa: E402

from java_server import JavaServer  # noqa: E402


def regression(rng):
    n, k = int(rng.integers(10, 200)), int(rng.integers(1, 8))
    x = np.column_stack([np.ones(n), rng.normal(size=(n, k)) * 10.0 ** rng.integers(-3, 6, size=k)])
    y = x @ rng.normal(size=k + 1) + rng.normal(size=n)
    fit = sm.OLS(y, x).fit()
    # A column that depends on the others, last, must not change the fit.
    dependent = x @ rng.normal(size=k + 1)
    request = {"columns": np.vstack([x.T, dependent]), "y": y}
    scale = np.sqrt((x ** 2).mean(axis=0))
    scaled = np.append(fit.params * scale, np.nan)
    return request, scaled, lambda answer: np.array(answer, float) * np.append(scale, 1)


def knots(cycles):
    doubling = [8.0 * 2 ** i for i in range(40) if 8 * 2 ** i <= cycles / 8]
    return doubling + [i * cycles / 8 for i in range(2, 8)]


def trend_columns(positions, cycles):
    formula = "cr(x, knots=inner, lower_bound=0, upper_bound=last) - 1"
    data = {"x": positions, "inner": knots(cycles), "last": cycles - 1}
    return np.asarray(patsy.dmatrix(formula, data))


def run_of(rng):
    cycles = int(rng.integers(100, 3000))
    step = int(rng.integers(1, 6))
    positions = np.arange((step - 1) / 2, cycles - 1, step)  # the means of blocks of cycles
    return cycles, positions


def trend(rng):
    cycles, positions = run_of(rng)
    y = rng.normal(size=len(positions)).cumsum()
    request = {"positions": positions, "cycles": cycles, "column": y}
    return request, sm.OLS(y, trend_columns(positions, cycles)).fit().resid


def tolerance(rng):
    cycles, positions = run_of(rng)
    n = len(positions)
    line = 3.0 * positions + 1
    constant = np.full(n, rng.normal())
    covariate = rng.normal(size=n).cumsum()
    exposure = rng.normal(size=n).cumsum() + covariate * rng.normal()
    t = trend_columns(positions, cycles)

    def of(x, columns):
        return (sm.OLS(x, columns).fit().resid ** 2).sum() / ((x - x.mean()) ** 2).sum()

    columns = np.column_stack([t, covariate])
    request = {"positions": positions, "cycles": cycles, "exposure": exposure,
               "covariates": [line, constant, covariate]}
    return request, of(exposure, columns)


def floored_t_test(rng):
    n = int(rng.integers(2, 30))
    values = rng.normal(rng.normal(), 10.0 ** rng.integers(-3, 1), size=n)
    floor = rng.normal() * values.std(ddof=1)
    test = stats.ttest_1samp(values, floor, alternative="greater")
    interval = stats.ttest_1samp(values, 0).confidence_interval(0.95)

    def answered(answer):
        effect = (answer["detectable"] - floor) / values.std(ddof=1)
        power = TTestPower().power(effect, nobs=n, alpha=0.025, alternative="larger")
        return {"t": answer["t"], "p": answer["p"], "low": answer["effect"]["low"],
                "high": answer["effect"]["high"], "power": power}

    return {"values": values, "floor": floor}, {
        "t": test.statistic, "p": min(1, 2 * test.pvalue), "low": interval.low,
        "high": interval.high, "power": 0.8}, answered


def mean_test(rng):
    n = int(rng.integers(2, 30))
    values = rng.normal(rng.normal(), 10.0 ** rng.integers(-1, 2), size=n)
    test = stats.ttest_1samp(values, 0)
    interval = test.confidence_interval(0.95)
    return {"values": values}, {
        "effect": {"mean": values.mean(), "low": interval.low, "high": interval.high},
        "p": test.pvalue, "replicates": n}


def factorial_contrasts(rng):
    k = int(rng.integers(1, 5))
    cells = rng.normal(100, 30, size=2 ** k)
    signs = np.array([[2 * (i >> j & 1) - 1 for j in range(k)] for i in range(2 ** k)])
    columns = np.array([[np.prod([row[j] for j in range(k) if s >> j & 1]) for s in range(2 ** k)]
                        for row in signs], float)
    fit = sm.OLS(cells, columns).fit().params
    return {"cells": cells}, [fit[0], *(2 * fit[1:])]


def holm(rng):
    p = rng.uniform(size=int(rng.integers(1, 12))) ** 3
    return {"p": p}, multipletests(p, method="holm")[1]


def autoregression(rng, n, phi):
    return signal.lfilter([1], [1, -phi], rng.normal(size=n + 100))[100:]


def mann_kendall(rng):
    n = int(rng.integers(4, 150))
    y = autoregression(rng, n, rng.uniform(0, 0.95)) + rng.normal() * np.arange(n) * 0.02
    tied = rng.random() < 0.5
    y = np.round(y, 1) if tied else y
    s = sum(np.sign(y[i + 1:] - y[i]).sum() for i in range(n))
    counts = np.unique(y, return_counts=True)[1]
    variance = (n * (n - 1) * (2 * n + 5) - (counts * (counts - 1) * (2 * counts + 5)).sum()) / 18
    slope = stats.theilslopes(y, np.arange(n)).slope
    ranks = stats.rankdata(y - slope * np.arange(n))
    lags = np.arange(1, math.isqrt(n) + 1)
    acf = sm.tsa.acf(ranks, nlags=len(lags), fft=False)[1:] if np.ptp(ranks) > 0 else 0 * lags
    acf = np.where(np.abs(acf) > stats.norm.ppf(0.975) / math.sqrt(n), acf, 0)
    total = ((n - lags) * (n - lags - 1) * (n - lags - 2) * acf).sum()
    correction = max(1, 1 + 2 / (n * (n - 1) * (n - 2)) * total)
    z = (s - np.sign(s)) / math.sqrt(variance * correction) if s != 0 else 0
    if tied or n % 4 > 1:
        # Values that tie, or the two that an odd median of slopes goes through, are equal but for
        # rounding when the line is subtracted: it decides their ranks, and so the correction.
        plain = (s - np.sign(s)) / math.sqrt(variance)
        return {"series": y}, {"s": s, "plain": plain}, lambda answer: {
            "s": answer["s"], "plain": answer["z"] * math.sqrt(answer["correction"])}
    return {"series": y}, {
        "s": s, "correction": correction, "z": z, "p": 2 * stats.norm.sf(abs(z))}


def theil_sen(rng):
    n = int(rng.integers(2, 120))
    x = rng.uniform(0.1, 2, size=n).cumsum()
    y = rng.integers(0, 9, size=n) + 0.1 * x * rng.integers(0, 2)
    return {"x": x, "y": y}, stats.theilslopes(y, x).slope


def ar1(rng):
    n = int(rng.integers(5, 300))
    x = 50 + autoregression(rng, n, rng.uniform(-0.9, 0.97))
    phi = 1 + 2 * sm.tsa.acf(np.diff(x), nlags=1, fft=False)[1]
    phi = min(0.99, max(-0.99, phi))
    whitened = x.mean() + signal.lfilter([1, -phi], [1], x - x.mean())
    whitened[0] = x[0]
    return {"series": x}, {"phi": phi, "whitened": whitened}


def rolling_outliers(rng):
    n = int(rng.integers(2, 600))
    x = rng.standard_t(1.5, size=n)
    width = min(200, n)
    replaced = x.copy()
    for i in range(n):
        start = min(max(0, i - 100), n - width)
        low, median, high = np.percentile(x[start:start + width], [10, 50, 90])
        if abs(x[i] - median) > 3 * (high - low):
            replaced[i] = median
    return {"series": x}, replaced


class NormalCost(ruptures.base.BaseCost):
    """Twice the negative log-likelihood, with a floor under the variance."""

    model = "normal"
    min_size = 2

    def fit(self, signal):
        self.signal = np.asarray(signal, float).reshape(-1, 1)
        self.floor = 1e-6 * self.signal.var()
        return self

    def error(self, start, end):
        variance = self.signal[start:end].var()
        bounded = max(variance, self.floor)
        return (end - start) * (math.log(2 * math.pi * bounded) + variance / bounded)


def pelt(rng):
    n = int(rng.integers(2, 150))
    level = np.where(rng.random(n) < 0.05, 3 * rng.normal(size=n), 0).cumsum()
    x = level + rng.normal(size=n) * np.exp(np.where(np.arange(n) > n / 2, rng.normal(), 0))
    penalty = rng.uniform(2, 15) * math.log(n)
    cost = NormalCost().fit(x)
    ends = ruptures.Pelt(custom_cost=cost, min_size=2, jump=1).fit(x).predict(pen=penalty)
    total = cost.sum_of_costs(ends) + penalty * (len(ends) - 1)
    return {"series": x, "penalty": penalty}, {"changes": ends[:-1], "cost": total}


def bootstrap_t(rng):
    n, resamples = int(rng.integers(3, 20)), 399
    x = rng.lognormal(size=n)
    draws = rng.integers(0, n, size=(resamples, n))
    resampled = x[draws]
    off = resampled.mean(axis=1) - x.mean()
    with np.errstate(divide="ignore", invalid="ignore"):
        same = (draws == draws[:, :1]).all(axis=1)
        deviation = np.where(same, 0, resampled.std(axis=1, ddof=1))
        t = np.sort(off / deviation * math.sqrt(n))
    error = x.std(ddof=1) / math.sqrt(n)
    request = {"values": x, "resamples": resamples, "draws": draws.ravel()}
    return request, {
        "mean": x.mean(), "low": x.mean() - t[389] * error, "high": x.mean() - t[9] * error}


def fieller(rng):
    n = int(rng.integers(3, 20))
    below = rng.normal(1, 0.3, size=n)
    above = rng.normal() * below + rng.normal(0, 0.3, size=n)
    critical = stats.t.ppf(0.975, n - 1)
    request = {"numerators": above, "denominators": below}
    if abs(stats.ttest_1samp(below, 0).statistic) <= critical:
        return request, {}
    ratio = above.mean() / below.mean()

    def excess(candidate):
        off = above - candidate * below
        return abs(off.mean()) - critical * off.std(ddof=1) / math.sqrt(n)

    def bound(direction):
        step = 1e-3
        while excess(ratio + direction * step) < 0:
            step *= 2
        return optimize.brentq(excess, ratio, ratio + direction * step, xtol=1e-14)

    return request, {"ratio": ratio, "low": bound(-1), "high": bound(1)}


def tost(rng):
    n, margin = int(rng.integers(2, 30)), rng.uniform(1.01, 1.5)
    x = rng.normal(0.02 * rng.normal(), 0.1, size=n)
    p = DescrStatsW(x).ttost_mean(-math.log(margin), math.log(margin))[0]
    interval = stats.ttest_1samp(x, 0).confidence_interval(0.9)
    return {"values": x, "margin": margin}, {
        "ratio": math.exp(x.mean()), "low": math.exp(interval.low),
        "high": math.exp(interval.high), "p": p, "equivalent": bool(p < 0.05)}


def tost_power(deviation, margin, n):
    critical = stats.t.ppf(0.95, n - 1)
    reach = math.log(margin) * math.sqrt(n) / deviation
    scale = math.sqrt(n - 1)

    def density(w):
        inside = 1 - 2 * stats.norm.cdf(critical * w - reach)
        return inside * scale * stats.chi.pdf(scale * w, n - 1)

    return integrate.quad(density, 0, min(reach / critical, 1 + 10 / scale), limit=500)[0]


def tost_seeds(rng):
    deviation, margin = rng.uniform(0.02, 0.15), rng.uniform(1.05, 1.3)
    seeds = 2
    while tost_power(deviation, margin, seeds) < 0.8:
        seeds += 1
    return {"deviation": deviation, "margin": margin}, seeds


def clopper_pearson(rng):
    trials = int(rng.integers(1, 500))
    successes = int(rng.integers(0, trials + 1))
    low, high = proportion_confint(successes, trials, method="beta")
    return {"successes": successes, "trials": trials}, {"low": low, "high": high}


def over_orders(k, gain):
    """The mean gain of each of k over all orders of entering."""
    values = np.zeros(k)
    for order in itertools.permutations(range(k)):
        for i, own in enumerate(order):
            values[own] += gain(order[:i], own)
    return values / math.factorial(k)


def lmg(rng):
    sizes = rng.integers(1, 3, size=int(rng.integers(1, 6)))
    k = int(sizes.sum())
    groups = np.split(np.arange(k), np.cumsum(sizes)[:-1])
    x = rng.normal(size=(50, k + 1)) @ rng.normal(size=(k + 1, k + 1))
    c = np.atleast_2d(np.corrcoef(x.T))

    def explained(variable, others):
        s = [column for group in others for column in groups[group]]
        return c[variable, s] @ np.linalg.solve(c[np.ix_(s, s)], c[s, variable]) if s else 0

    def inflation(group):
        others = [other for other in range(len(groups)) if other != group]
        return max(1 / (1 - explained(variable, others)) for variable in groups[group])

    shares = over_orders(
        len(groups), lambda before, own: explained(k, before + (own,)) - explained(k, before))
    return {"correlation": c, "sizes": sizes}, {
        "shares": shares, "varianceInflation": [inflation(g) for g in range(len(groups))],
        "rSquared": explained(k, range(len(groups)))}


def shapley_values(rng):
    k = int(rng.integers(1, 5))
    cells = rng.normal(100, 30, size=2 ** k)

    def gain(before, own):
        off = sum(1 << i for i in before)
        return cells[off | 1 << own] - cells[off]

    every = range(k)
    return {"cells": cells}, {
        "values": over_orders(k, gain), "alone": [gain((), i) for i in every],
        "last": [gain(tuple(j for j in every if j != i), i) for i in every]}


def spearman(rng):
    n = int(rng.integers(4, 100))
    x, y = rng.integers(0, 9, size=n), rng.normal(size=n)
    x[0], x[1] = -1, 10
    result = stats.spearmanr(x, y)
    return {"x": x, "y": y}, {"rho": result.statistic, "p": result.pvalue, "n": n}


# Each with its tolerance: relative to values above 1, absolute below.
CHECKS = {
    regression: 1e-8,
    trend: 1e-8,
    tolerance: 1e-8,
    floored_t_test: 1e-6,  # the noncentral t of SciPy 1.13 is no better
    mean_test: 1e-9,
    factorial_contrasts: 1e-10,
    holm: 1e-13,
    mann_kendall: 1e-9,
    theil_sen: 1e-10,
    ar1: 1e-10,
    rolling_outliers: 1e-10,
    pelt: 1e-7,
    bootstrap_t: 1e-9,
    fieller: 1e-7,
    tost: 1e-8,
    tost_seeds: 0.01,
    clopper_pearson: 1e-9,
    lmg: 1e-9,
    shapley_values: 1e-11,
    spearman: 1e-9,
}


class Server(JavaServer):
    """The Java side."""

    def __init__(self):
        super().__init__("dev.runvar.statistics.StatisticsServer")

    def compute(self, name, request):
        return self.ask({"statistic": name, **request})


def deviations(expected, actual, tolerance, path=""):
    """Yields where two values differ by more than the tolerance."""
    if isinstance(expected, dict):
        if not expected and actual:
            yield f"{path}: nothing expected, {actual}"
        for key, value in expected.items():
            if key not in actual:
                yield f"{path}.{key}: missing"
            else:
                yield from deviations(value, actual[key], tolerance, f"{path}.{key}")
    elif isinstance(expected, (list, tuple, np.ndarray)):
        if len(expected) != len(actual):
            yield f"{path}: {len(expected)} values expected, {len(actual)}"
        for i, (wanted, value) in enumerate(zip(expected, actual)):
            yield from deviations(wanted, value, tolerance, f"{path}[{i}]")
    else:
        wanted, value = float(expected), float(actual)
        same = wanted == value or (math.isnan(wanted) and math.isnan(value))
        if not same and not abs(wanted - value) <= tolerance * max(1, abs(wanted)):
            yield f"{path}: {wanted!r} expected, {value!r}"


def altered(value, tolerance):
    """Returns the value with its first finite number changed by ten tolerances, or None."""
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, (list, np.ndarray)):
        items = enumerate(value)
    else:
        number = float(value)
        return number + 10 * tolerance * max(1, abs(number)) if math.isfinite(number) else None
    for key, part in items:
        changed = altered(part, tolerance)
        if changed is not None:
            copy = dict(value) if isinstance(value, dict) else list(value)
            copy[key] = changed
            return copy
    return None


def check(server, compute, tolerance, samples, seed, alter):
    """Returns how many samples of one statistic differ, and prints the first few."""
    name = compute.__name__
    wrong = 0
    for sample in range(samples):
        rng = np.random.default_rng([seed, sample])
        request, expected, *reading = compute(rng)
        actual = server.compute(name, request)
        actual = reading[0](actual) if reading else actual
        if alter:
            changed = altered(actual, tolerance)
            actual = actual if changed is None else changed
        found = list(deviations(expected, actual, tolerance, name))
        wrong += 1 if found else 0
        for deviation in found[:3] if wrong <= 3 else []:
            print(f"  sample {sample}: {deviation}")
    print(f"{name}: {samples - wrong} of {samples} agree within {tolerance:g}")
    return wrong


def main():
    names = [compute.__name__ for compute in CHECKS]
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--samples", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alter", choices=names)
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore", message="The design matrix is rank-deficient")
    server = Server()
    wrong = 0
    for compute, tolerance in CHECKS.items():
        alter = compute.__name__ == arguments.alter
        wrong += check(
            server, compute, tolerance, arguments.samples, arguments.seed, alter)
    server.close()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
