"""An implementation of its own of the rules in docs/verdicts.md, with NumPy and SciPy.

`decide(runs)` answers whether each of the five hypotheses about a slowdown is supported. It shares
no code with the package: check_rules.py compares the two. What a rule says is quoted where it is
implemented.

Conventions: a value that is not there is NaN. Columns have the names of the telemetry. T is the
trend, a natural spline in the cycle; a residual is what T and more columns leave of a series.
Early and late are windows of cycles. The floor is 1 % of runtime. Left out are phases that lie
within each other, runs of more than 20,000 cycles, runs that are compared by the clock, and
interventions.
"""

import dataclasses
import functools

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.stats import t as student

FLOOR = 0.01
SIGNIFICANT = 0.05
FEWEST_SEEDS = 5
FEWEST_CYCLES = 100
FEWEST_READINGS = 9
FEWEST_ROWS = 30
HYPOTHESES = ("H1", "H2", "H3", "H4", "H5")

SUPPORTED, NOT_SUPPORTED = "supported", "not-supported"
NOT_MEASURABLE, CANDIDATE = "not-measurable", "candidate"

# Columns that have a meaning to the rules. Any other gauge may be the cause: it is a rival.
KNOWN = {
    "wall_nanos", "cpu_nanos", "gc_nanos", "gc_count", "allocator_allocated_bytes",
    "allocator_reserved_bytes", "allocator_pinned_bytes", "host_cpu_percent",
    "host_memory_percent", "process_cpu_percent", "cpu_frequency_hertz", "cpu_temperature_celsius",
    "throttle_count", "rss_bytes", "cycle", "elapsed_nanos", "probe_number", "population",
    "clusters", "patterns", "database_bytes"}
# What begins like these is a part of the gauge itself.
STATES = ("patterns_", "database_bytes_")
PERSIST, RECALL = "persist", "recall"


# Series with gaps.

def readings(series):
    return int(np.isfinite(series).sum())


def varies(series):
    """"fewer than 9 readings or constant: left out"."""
    there = series[np.isfinite(series)]
    return len(there) >= FEWEST_READINGS and np.ptp(there) > 0


def filled(series):
    """"A covariate is interpolated linearly between its readings", if it has nine of them."""
    there = np.flatnonzero(np.isfinite(series))
    if len(there) < FEWEST_READINGS:
        return series.copy()
    return np.interp(np.arange(len(series)), there, series[there])


def mean(series, window=slice(None), beside=None):
    """The mean of the values in a window, over the cycles in which another series is there too."""
    part = series[window]
    there = np.isfinite(part) & (True if beside is None else np.isfinite(beside[window]))
    return part[there].mean() if there.any() else np.nan


def spread(series):
    low, high = np.nanquantile(series, [0.05, 0.95])
    return high - low


def added(series):
    """What each cycle adds to an exposure; the first reading is taken to add what the second adds.

    "What the cycle adds to the exposure is work."
    """
    increments = np.full(len(series), np.nan)
    there = np.flatnonzero(np.isfinite(series))
    if len(there) > 1:
        increments[there[1:]] = np.maximum(0, np.diff(series[there]))
        increments[there[0]] = increments[there[1]]
    return increments


# Regular heavy cycles, and the windows that hold whole periods of them.

def heavy_period(wall):
    """After how many cycles a heavy one comes back; 1 where none does so regularly.

    "Autocorrelation of wall - median (clipped at q99.9; a_k n/(n-k)) for lags 2..n/3; smallest lag
    with >= 0.8 of the maximum; counts if > 0.25 and > 2 x both neighbours and the median of the
    smaller lags."
    """
    cycles = len(wall)
    lags = cycles // 3
    if lags < 5:
        return 1
    clipped = np.minimum(wall, np.quantile(wall, 0.999))
    clipped = clipped - clipped.mean()
    full = np.correlate(clipped, clipped, mode="full")[cycles - 1:][:lags]
    if not full[0] > 0:
        return 1
    correlation = full / full[0] * cycles / (cycles - np.arange(lags))
    highest = correlation[2:].max()
    if highest <= 0.25:
        return 1
    period = 2 + int(np.argmax(correlation[2:] >= 0.8 * highest))
    around = [correlation[period - 1], correlation[min(period + 1, lags - 1)],
              np.median(correlation[1:period])]
    isolated = correlation[period] > max(0.25, 2 * np.abs(around).max())
    return period if period > 2 and isolated else 1


@dataclasses.dataclass(frozen=True)
class Windows:
    """Three early windows of a run, one after the other, and the late one."""

    early: tuple
    late: slice
    whole_periods: bool

    @staticmethod
    def of(cycles, period):
        """"k = n/5 cut to whole periods (P if n/5 < P <= n/3)"; "early_q = [qk, (q+1)k)".

        Late is "the last fifth, rounded up", where windows are not cut to periods.
        """
        fifth = cycles // 5
        if period <= fifth:
            length = fifth // period * period
        else:
            length = period if 3 * period <= cycles else fifth
        whole = period > 1 and length % period == 0
        last = length if whole else -(-cycles // 5)
        early = tuple(slice(q * length, (q + 1) * length) for q in range(3))
        return Windows(early, slice(cycles - last, cycles), whole)


# What a regression takes out of a column.

class Directions:
    """Orthonormal columns that span what is taken out of a series."""

    def __init__(self, q):
        self.q = q

    def residual(self, series):
        # Twice, so that the residual is orthogonal to the last bits.
        rest = series - self.q @ (self.q.T @ series)
        return rest - self.q @ (self.q.T @ rest)

    def tolerance(self, series):
        """The share of a series' variation that is left of it."""
        variation = squared_deviations(series)
        rest = self.residual(series)
        return rest @ rest / variation if variation > 0 else 0.0

    def extended(self, columns):
        """"Covariates are kept whatever their tolerance; only residual < 1e-3 of the norm
        (tolerance < 1e-6) is dropped.\""""
        found = self
        for column in columns:
            rest = found.residual(column)
            length = np.linalg.norm(rest)
            if length > 1e-3 * np.sqrt(squared_deviations(column)):
                found = Directions(np.column_stack([found.q, rest / length]))
        return found

    def largest_step(self, course):
        """"The one step that explains most of x_c beside T", of equal ones the last."""
        rows = len(course)
        before = np.arange(rows)
        sums = self.residual(course)[::-1].cumsum()[::-1]
        taken = (self.q[::-1].cumsum(axis=0)[::-1] ** 2).sum(axis=1)
        own = rows - before - taken
        candidates = (before > 0) & (own > 0.01 * before * (rows - before) / rows)
        if not candidates.any():
            return np.zeros(rows)
        explained = np.where(candidates, sums ** 2 / np.where(candidates, own, 1), -1)
        best = rows - 1 - int(np.argmax(explained[::-1]))
        return (before >= best).astype(float)


def squared_deviations(series):
    """The sum of squares from the mean, 0 where it is rounding."""
    off = series - series.mean()
    total = off @ off
    return total if total > 1e-24 * (series @ series) else 0.0


@functools.lru_cache(maxsize=64)
def trend_spline(cycles):
    """"Natural cubic spline in the cycle with knots at 0, 8, 16, 32 ... <= n/8, then n/4, 3n/8 ...
    7n/8, n - 1.\""""
    doubling = [8.0 * 2 ** i for i in range(40) if 8 * 2 ** i <= cycles / 8]
    knots = [0.0, *doubling, *(i * cycles / 8 for i in range(2, 8)), cycles - 1.0]
    return CubicSpline(knots, np.eye(len(knots)), bc_type="natural")


def trend_at(positions, cycles):
    """The trend of a run of so many cycles at some of them, "by QR, dropping columns with |R_ii| <=
    1e-10"."""
    columns = trend_spline(cycles)(positions)
    lengths = np.linalg.norm(columns, axis=0)
    columns = columns[:, lengths > 0] / lengths[lengths > 0]
    q, r = np.linalg.qr(columns)
    return Directions(q[:, np.abs(np.diag(r)) > 1e-10])


def counted_jumps(series):
    """"Signed count of the jumps |dx| >= half of the run's largest |dx|"."""
    changes = np.diff(series, prepend=series[0])
    large = np.abs(changes) >= 0.5 * np.abs(changes).max()
    return np.cumsum(np.where(large, np.sign(changes), 0))


# One run.

class Rows:
    """The rows of a run that a regression looks at: its cycles, or the means over those that share
    a reading of the host.

    "Cycles that share one probe reading are averaged to one row before a regression that uses the
    reading."
    """

    def __init__(self, run, numbers=None):
        self.length = run.length
        if numbers is None:
            self.row_of_cycle = np.arange(run.cycles)
        else:
            # Equal numbers one after the other are one row; a cycle without a number has none.
            there = np.flatnonzero(np.isfinite(numbers))
            self.row_of_cycle = np.full(run.cycles, -1)
            changes = np.diff(numbers[there], prepend=np.nan) != 0
            self.row_of_cycle[there] = np.cumsum(changes) - 1
        self.count = self.row_of_cycle.max(initial=-1) + 1
        self.positions = self.averaged(run.positions.astype(float))

    def averaged(self, series):
        there = np.isfinite(series) & (self.row_of_cycle >= 0)
        rows = self.row_of_cycle[there]
        counts = np.bincount(rows, minlength=self.count)
        sums = np.bincount(rows, series[there], minlength=self.count)
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)

    @functools.cached_property
    def whole_trend(self):
        return trend_at(self.positions, self.length)

    def trend(self, complete):
        return (self.whole_trend if complete.all()
                else trend_at(self.positions[complete], self.length))


class Run:
    """The timed cycles of one run.

    "A row without wall time is left out of everything. If a cycle has no timed phase at all, its
    phases are missing (sampled); if it has others, a phase that is absent is 0."
    """

    def __init__(self, columns, phases, seed, cores=None):
        wall = np.asarray(columns["wall_nanos"], float)
        self.seed = seed
        self.length = len(wall)
        with np.errstate(invalid="ignore"):
            self.positions = np.flatnonzero(np.isfinite(wall) & (wall >= 0))
        self.cycles = len(self.positions)
        self.columns = self._kept(columns)
        self.phases = self._kept(phases)
        if self.phases:
            timed = np.any([np.isfinite(nanos) for nanos in self.phases.values()], axis=0)
            self.phases = {name: np.where(timed, np.nan_to_num(nanos), np.nan)
                           for name, nanos in self.phases.items()}
        self.wall = self.columns["wall_nanos"]
        self.period = heavy_period(self.wall)
        self.cores = cores
        self.windows = None

    def _kept(self, series):
        """The values of the timed cycles. A gauge that is read in other rows only goes along a
        straight line between them."""
        kept = {}
        for name, values in series.items():
            values = np.asarray(values, float)
            timed = values[self.positions]
            if not np.isfinite(timed).any():
                timed = filled(values)[self.positions]
            if np.isfinite(timed).any():
                kept[name] = timed
        return kept

    @functools.cached_property
    def rows(self):
        return Rows(self)

    @functools.cached_property
    def reading_rows(self):
        numbers = self.columns.get("probe_number")
        return self.rows if numbers is None else Rows(self, numbers)

    @property
    def trend(self):
        return self.rows.whole_trend

    @functools.cached_property
    def mean_wall(self):
        return self.wall.mean()

    def early(self, series, window=0):
        return mean(series, self.windows.early[window])

    def late(self, series):
        return mean(series, self.windows.late)

    def growth(self, series):
        return self.late(series) - self.early(series)

    def some(self, *names):
        return [self.columns[name] for name in names if name in self.columns]

    def work(self):
        return self.some("population", "clusters")

    def rivals(self):
        """"Rivals = gauges whose name runvar does not know"."""
        return [values for name, values in self.columns.items()
                if name not in KNOWN and not name.startswith(STATES)]

    @functools.cached_property
    def off_cpu(self):
        cpu = self.columns.get("cpu_nanos")
        return None if cpu is None else np.maximum(0, self.wall - cpu)

    @functools.cached_property
    def processing(self):
        """"cpu, else wall"."""
        return self.columns.get("cpu_nanos", self.wall)

    @functools.cached_property
    def host_load(self):
        """"Host CPU % (less the run's own share where cores are known)"."""
        host = self.columns.get("host_cpu_percent")
        own = self.columns.get("process_cpu_percent")
        known = host is not None and own is not None and self.cores is not None
        return host - own / self.cores if known else host

    @functools.cached_property
    def waste(self):
        """"allocator_pinned_bytes / allocator_reserved_bytes, or 1 - allocated / reserved where
        pinned is not given"."""
        reserved = self.columns.get("allocator_reserved_bytes")
        pinned = self.columns.get("allocator_pinned_bytes")
        allocated = self.columns.get("allocator_allocated_bytes")
        if reserved is None or (pinned is None and allocated is None):
            return None
        whole = np.where(reserved > 0, reserved, np.nan)
        return pinned / whole if pinned is not None else 1 - allocated / whole

    @functools.cached_property
    def clock_period(self):
        """How long a clock cycle of the processor takes, in nanoseconds."""
        hertz = self.columns.get("cpu_frequency_hertz")
        if hertz is None or not (hertz > 0).any():
            return None
        return 1e9 / np.where(hertz > 0, hertz, np.nan)

    @functools.cached_property
    def knows_its_clock(self):
        return self.clock_period is not None and readings(self.clock_period) >= FEWEST_READINGS

    @functools.cached_property
    def is_of_several_threads(self):
        """"Where processor time exceeds wall time by 10 % in more than half of the cycles", of
        those that tell it, "time off the core is not known"."""
        cpu = self.columns.get("cpu_nanos")
        return cpu is not None and 2 * (cpu > 1.1 * self.wall).sum() > readings(cpu)

    @functools.cached_property
    def throttling(self):
        """"Increments of the throttle count"."""
        count = self.columns.get("throttle_count")
        if count is None or readings(count) < FEWEST_READINGS:
            return None
        return np.maximum(0, np.diff(filled(count), prepend=filled(count)[0]))

    def rest(self, phase):
        """"Wall minus the phases that H3 and H5 name"."""
        rest = self.wall
        for name in {PERSIST, RECALL, phase} & self.phases.keys():
            rest = rest - self.phases[name]
        return rest

    def beyond_rest(self, phase):
        """"y - (mean y / mean rest) rest"."""
        rest = self.rest(phase)
        return self.phases[phase] - mean(self.phases[phase]) / mean(rest) * rest


# What runs share.

class Study:
    """The runs of an experiment, and what each of them has in common with the others."""

    def __init__(self, runs):
        self.runs = runs
        # "must agree (+-1) with the median over runs"
        common = int(np.median([run.period for run in runs]))
        for run in runs:
            period = run.period if abs(run.period - common) <= 1 else 1
            run.windows = Windows.of(run.cycles, period)
        lengths = [run.length for run in runs]
        self.longest = max(lengths)
        # "Shared courses are also compared by share of the run where runs differ in length by more
        # than 1 %."
        self.by_share = min(lengths) < 0.99 * self.longest
        self._steps = {}

    @property
    def seeds(self):
        return len({run.seed for run in self.runs})

    def _places(self, run, share):
        if not share:
            return run.positions
        return np.arange(run.cycles) * self.longest // run.cycles

    def _steps_of(self, run, series, share):
        """The steps of a series at each place, and whether the run takes one there. "Over cycles
        without a wall time a column goes along a straight line."
        """
        sums = np.zeros(self.longest)
        there = np.zeros(self.longest, bool)
        if readings(series) >= FEWEST_READINGS:
            places, levels = self._places(run, share), filled(series)
            if not share:
                every = np.arange(places[0], places[-1] + 1)
                places, levels = every, np.interp(every, places, levels)
            sums[places[1:]] = np.diff(levels)
            there[places[1:]] = True
        return sums, there

    def _course(self, run, name, series, share):
        """"x_c, y_c of run r = cumulative sum over cycles of the mean of the steps of the *other*
        runs that have the cycle (runs may differ in length and level)." Other runs are those of
        other seeds. By the share of a run, a place without a step of any other is no step.
        """
        key = name, share
        if key not in self._steps:
            self._steps[key] = [self._steps_of(other, series(other), share)
                                if series(other) is not None else None for other in self.runs]
        found = [(other, steps) for other, steps in zip(self.runs, self._steps[key]) if steps]
        sums = sum((s for other, (s, _) in found if other.seed != run.seed),
                   np.zeros(self.longest))
        counts = sum((there for other, (_, there) in found if other.seed != run.seed),
                     np.zeros(self.longest, int))
        own = sum((there for other, (_, there) in found if other.seed == run.seed),
                  np.zeros(self.longest, int))
        if not counts.any():
            return None
        steps = np.where(counts > 0, sums / np.maximum(counts, 1), 0)
        if not share:
            steps[(counts == 0) & (own > 0)] = np.nan
        places = self._places(run, share)
        steps[:places[0] + 1] = 0
        return np.cumsum(steps)[places]

    def shared(self, run, outcome, exposure):
        """The courses of exposure and outcome in other runs, along the cycles and, where runs
        differ in length, along the share of the run."""
        courses = []
        for share in (False, True) if self.by_share else (False,):
            x = self._course(run, *exposure, share)
            y = self._course(run, *outcome, share)
            if x is not None and y is not None:
                courses.append((x, y))
        return courses

    # Figures of runs, by seed.

    def by_seed(self, values):
        """The mean over the runs of each seed, of those that have a value."""
        seeds = {}
        for run, value in values:
            if value is not None and np.isfinite(value):
                seeds.setdefault(run.seed, []).append(value)
        return np.array([np.mean(seeds[seed]) for seed in sorted(seeds)])

    def is_known(self, having, runs=None):
        """"At least half of the runs and at least min(5, seeds) seeds" have a figure."""
        runs = self.runs if runs is None else runs
        seeds = len({run.seed for run in having})
        return 0 < len(runs) <= 2 * len(having) and seeds >= min(FEWEST_SEEDS, self.seeds)

    def test(self, values, floor=FLOOR):
        """"Over the R replicates' values, mean m and standard deviation s: t = (m - d) sqrt(R)/s".

        Nothing under two seeds.
        """
        values = self.by_seed(values)
        if len(values) < 2:
            return None
        error = np.sqrt(squared_deviations(values) / (len(values) - 1) / len(values))
        return Test.of(values.mean(), error, len(values), floor)


@dataclasses.dataclass(frozen=True)
class Test:
    """An estimate with its 95 % interval, and the p-value of its being above a floor."""

    estimate: float
    low: float
    high: float
    p: float
    replicates: int

    @staticmethod
    def of(estimate, error, replicates, floor):
        """"p = min(1, 2 P(T >= t))" of "t = (e - d)/s, R - 1 df"."""
        if error > 0:
            p = min(1.0, 2 * student.sf((estimate - floor) / error, replicates - 1))
        else:
            p = 0.0 if estimate > floor else 1.0
        half = student.ppf(0.975, replicates - 1) * error
        return Test(estimate, estimate - half, estimate + half, p, replicates)


def is_above(test, floor):
    """Whether the 95 % interval lies above a floor."""
    return test is not None and test.low > floor


# The dose: what an exposure does to an outcome.

@dataclasses.dataclass
class DoseSums:
    """Sums of products of the residuals of exposure x, outcome y and counted jumps z in a run."""

    seed: int
    xx: float
    xz: float
    zz: float
    xy: float
    zy: float
    variation: float
    spread: float


def dose_sums(run, rows, outcome, exposure, covariates, shared):
    """"Columns (x_c, y_c, the one step that explains most of x_c beside T) are added to T:
    Q = [T, x_c, y_c, step]. Rows that no other run has are left out." "With q = [Q, covariates]:
    residuals x~, y~ (y / mean wall), z~"; "sign(x~ z~) made positive".

    Nothing with fewer than 30 rows, or when the exposure does not change in them.
    """
    outcome, exposure = rows.averaged(outcome), rows.averaged(exposure)
    shared = [(rows.averaged(x), rows.averaged(y)) for x, y in shared]
    complete = np.isfinite(outcome) & np.isfinite(exposure)
    for x_course, y_course in shared:
        complete &= np.isfinite(x_course) & np.isfinite(y_course)
    if complete.sum() < FEWEST_ROWS:
        return None
    x = exposure[complete]
    variation = squared_deviations(x)
    if variation == 0:
        return None
    trend = rows.trend(complete)
    columns = []
    for x_course, y_course in shared:
        course = x_course[complete]
        columns += [course, y_course[complete]]
        # "A shared course that never moves adds no step."
        if squared_deviations(course) > 0:
            columns.append(trend.largest_step(course))
    averaged = [rows.averaged(values) for values in covariates]
    columns += [filled(values)[complete] for values in averaged if varies(values)]
    beside = trend.extended(columns)
    x_rest = beside.residual(x)
    y_rest = beside.residual(outcome[complete] / run.mean_wall)
    z_rest = beside.residual(counted_jumps(x))
    z_rest = z_rest if x_rest @ z_rest >= 0 else -z_rest
    return DoseSums(run.seed, x_rest @ x_rest, x_rest @ z_rest, z_rest @ z_rest, x_rest @ y_rest,
                    z_rest @ y_rest, variation, spread(x))


@dataclasses.dataclass
class Dose:
    """A dose over all runs. `test` is None under two seeds, or where nothing can be told."""

    tolerance: float
    effective_runs: float
    test: Test


def weighted_effect(runs, beside_jumps):
    """Returns the mean effect over runs with their weights and tolerances.

    "e_r = sp (x~ y~)/(x~ x~); tol_r = x~ x~ / |x - mean|^2; weight w_r = tol_r/(tol_r + 0.02);
    e = sum w_r e_r / sum w_r."

    Beside the jumps, "with ONE effect a of z for all runs, from the sum over runs of the normal
    equations in (x~, z~): e_r' = sp (x~ y~ - a x~ z~)/(x~ x~), tol_r' = |x~ - g z~|^2/|x - mean|^2,
    g = sum x~ z~ / sum z~ z~."
    """
    xx, xz, zz, xy, zy, variation = (
        np.array([getattr(run, name) for run in runs])
        for name in ("xx", "xz", "zz", "xy", "zy", "variation"))
    slope, effect_of_jumps = 0.0, 0.0
    if beside_jumps and zz.sum() > 0:
        slope = xz.sum() / zz.sum()
        own = xx.sum() - slope * xz.sum()
        if not own > 0:
            return np.nan, np.zeros(len(runs)), np.full(len(runs), np.nan)
        cost = (xy.sum() - slope * zy.sum()) / own
        effect_of_jumps = (zy.sum() - cost * xz.sum()) / zz.sum()
    tolerances = np.maximum(0, xx - 2 * slope * xz + slope ** 2 * zz) / variation
    told = xx > 1e-9 * variation
    weights = np.where(told, tolerances / (tolerances + 0.02), 0)
    effects = np.where(told, (xy - effect_of_jumps * xz) / np.where(told, xx, 1), 0)
    total = weights.sum()
    return (weights @ effects / total if total > 0 else np.nan), weights, tolerances


def pooled_dose(runs, beside_jumps=False, floor=FLOOR):
    """"sp = median over runs of q95 - q05 of x (ONE figure for all runs)." "Standard error by
    leaving out each run in turn: s^2 = (R-1)/R sum (e_(-r) - e)^2": all runs of a seed at once.
    """
    unit = np.median([run.spread for run in runs]) if runs else 0
    if not unit > 0:
        return None
    effect, weights, tolerances = weighted_effect(runs, beside_jumps)
    if np.isnan(effect):
        return None
    seeds = sorted({run.seed for run in runs})
    left_out = [weighted_effect([run for run in runs if run.seed != seed], beside_jumps)[0]
                for seed in seeds] if len(seeds) > 1 else [np.nan]
    error = np.sqrt((len(seeds) - 1) / len(seeds) * np.sum((np.array(left_out) - effect) ** 2))
    test = Test.of(unit * effect, unit * error, len(seeds), floor) if np.isfinite(error) else None
    return Dose(np.median(tolerances), weights.sum() ** 2 / (weights ** 2).sum(), test)


def is_identifiable(dose):
    """"Not identifiable: median tol_r < 0.01 or (sum w)^2 / sum w^2 < 2"; in 5 seeds or more."""
    return (dose is not None and dose.test is not None and dose.tolerance >= 0.01
            and dose.effective_runs >= 2
            and dose.test.replicates >= FEWEST_SEEDS)


def holds_beside_jumps(dose):
    """"One-sided p of e' > 0 must be < 0.05, outside Holm; else S becomes C"."""
    return dose.test.p / 2 < SIGNIFICANT


# What is found on a hypothesis.

@dataclasses.dataclass
class Finding:
    """What the runs say of a hypothesis, before it is set against the others.

    p is None where it is not measurable. `holds` is false for a mere candidate if it is
    significant, `denies` is false where it cannot be absent.
    """

    p: float = None
    test: Test = None
    holds: bool = True
    denies: bool = True
    candidate: bool = False


def doses_of(study, outcome, exposure, covariates, counted=None, by_reading=False):
    """The sums of those runs that have outcome and exposure.

    Outcome and exposure are each a name and what gives the series of a run. `by_reading` takes a
    row for each reading of the host.
    """
    counted = study.runs if counted is None else counted
    sums = []
    for run in counted:
        x, y = exposure[1](run), outcome[1](run)
        if x is not None and y is not None:
            shared = study.shared(run, outcome, exposure)
            rows = run.reading_rows if by_reading else run.rows
            sums.append(dose_sums(run, rows, y, x, covariates(run), shared))
    return [found for found in sums if found]


def runtime_grew(study):
    growth = [run.growth(run.wall) / run.early(run.wall) for run in study.runs]
    return np.median(growth) > FLOOR


def contention(study):
    """H1: "off-CPU = max(0, wall - cpu)" on "host CPU %, host memory %; work, database, patterns,
    the other reading"; "dose; p = 2 min of the two".

    "Own load process_cpu_percent (host CPU) and rss_bytes (host memory) where its differences
    correlate > 0 with those of the host reading" are covariates. "A host reading that moves", in
    runs enough to know it, "and is not identifiable forbids O". Runs of several threads say
    nothing.
    """
    def load(run):
        return run.host_load

    def memory(run):
        return run.columns.get("host_memory_percent")

    counted = [run for run in study.runs if not run.is_of_several_threads]
    if all(run.off_cpu is None for run in counted):
        return Finding()
    found, denies = [], True
    for name, reading, other, own in (("load", load, memory, "process_cpu_percent"),
                                      ("memory", memory, load, "rss_bytes")):
        def covariates(run, reading=reading, other=other, own=own):
            more = [] if other(run) is None else [other(run)]
            if own in run.columns and moves_along(
                    run.reading_rows.averaged(reading(run)),
                    run.reading_rows.averaged(run.columns[own])):
                more.append(run.columns[own])
            return run.work() + run.some("database_bytes", "patterns") + more

        sums = doses_of(study, ("off-cpu", lambda run: run.off_cpu), (name, reading), covariates,
                        counted, by_reading=True)
        dose, jumps = pooled_dose(sums), pooled_dose(sums, beside_jumps=True, floor=0)
        if is_identifiable(dose) and is_identifiable(jumps):
            found.append(Finding(dose.test.p, dose.test, holds_beside_jumps(jumps)))
        elif study.is_known([run for run in counted
                             if reading(run) is not None and varies(reading(run))]):
            denies = False
    if not found:
        return Finding()
    best = min(found, key=lambda finding: finding.p)
    return dataclasses.replace(best, p=min(1.0, len(found) * best.p), denies=denies)


def moves_along(reading, own):
    if not varies(own) or not varies(reading):
        return False
    changes, own_changes = np.diff(filled(reading)), np.diff(filled(own))
    deviations = np.std(changes) * np.std(own_changes)
    return deviations > 0 and np.corrcoef(changes, own_changes)[0, 1] > 0


def fragmentation(study):
    """H2: "wall" on "allocator waste; allocated bytes, work, database, patterns"; "dose and waste
    growth > 0.02 (larger p)".

    Waste that is not identifiable but grew with the runtime is a candidate.
    """
    def waste(run):
        return run.waste

    def covariates(run):
        known = run.some("allocator_allocated_bytes", "database_bytes", "patterns")
        return run.work() + known + run.rivals()

    have = [run for run in study.runs if run.waste is not None]
    if not have:
        return Finding()
    growth = study.test([(run, run.growth(run.waste)) for run in have], floor=0.02)
    p_growth = 1.0 if growth is None else growth.p
    sums = doses_of(study, ("wall", lambda run: run.wall), ("waste", waste), covariates)
    dose, jumps = pooled_dose(sums), pooled_dose(sums, beside_jumps=True, floor=0)
    if not is_identifiable(dose) or not is_identifiable(jumps):
        return Finding(candidate=p_growth < SIGNIFICANT and runtime_grew(study))
    return Finding(max(dose.test.p, p_growth), dose.test, holds_beside_jumps(jumps))


def accumulation(study, gauge, other, phase):
    """H3 and H5: the phase, else the wall time, on what accumulates.

    "Where >= 5 runs time the phase, only those runs count", or all where there are fewer. "Not
    identifiable: timed -> growth; untimed -> C", if both the exposure and the runtime grew.
    """
    exposed = [run for run in study.runs if gauge in run.columns and varies(run.columns[gauge])]
    timing = [run for run in exposed if phase in run.phases]
    timed = bool(timing) and len(timing) >= min(FEWEST_SEEDS, len(exposed))
    counted = ([run for run in study.runs if phase in run.phases] if timed
               else study.runs)
    exposed = timing if timed else exposed
    if not exposed:
        return Finding()
    rise = median_of(relative_rise(run.columns[gauge], run) for run in exposed)
    # "rest is a covariate of the dose (not if rest < 5 % of early wall)"
    has_rest = timed and median_of(rest_share(run, phase) for run in exposed) >= 0.05
    exposure = (gauge, lambda run: run.columns.get(gauge))
    outcome = (phase, lambda run: run.phases[phase]) if timed else ("wall", lambda run: run.wall)

    def covariates(run):
        return accumulation_covariates(run, gauge, other, timed)

    def beside_rest(run):
        return covariates(run) + ([run.rest(phase)] if has_rest else [])

    sums = doses_of(study, outcome, exposure, beside_rest, counted)
    dose, jumps = pooled_dose(sums), pooled_dose(sums, beside_jumps=True, floor=0)
    if is_identifiable(dose) and (timed or is_identifiable(jumps)):
        # "No guard (the phase is the witness)."
        finding = Finding(dose.test.p, dose.test, timed or holds_beside_jumps(jumps))
        if has_rest:
            # "The dose must also hold for y - (mean y / mean rest) rest without rest as a covariate
            # (larger p)."
            beyond = pooled_dose(doses_of(
                study, ("beyond rest " + phase, lambda run: run.beyond_rest(phase)), exposure,
                covariates, counted))
            if is_identifiable(beyond):
                finding.p = max(finding.p, beyond.test.p)
        return finding
    figures = [(run, growth_figures(run, gauge, phase)) for run in exposed] if has_rest else []
    if not any(np.isfinite(found.time.growth) for _, found in figures):
        return Finding(candidate=rise > 0 and runtime_grew(study))
    return phase_growth(study, figures, rise)


def median_of(values):
    """The median of those that are numbers, 0 without any."""
    there = [value for value in values if np.isfinite(value)]
    return np.median(there) if there else 0.0


def relative_rise(series, run):
    """"Exposure's late - early" as a share of "its spread"; no number where that is 0."""
    range_of_most = spread(series)
    return run.growth(series) / range_of_most if range_of_most > 0 else np.nan


def rest_share(run, phase):
    """What the rest has of the early runtime, both over cycles whose phases are timed."""
    rest = run.rest(phase)
    early = run.windows.early[0]
    return mean(rest, early) / mean(run.wall, early, rest)


def accumulation_covariates(run, gauge, other, timed):
    """"Work, database" or "patterns (waste if untimed)"; rivals; "1/clock where given"; "what the
    cycle adds to the exposure" and, if three cycles add, "the product of the addition and the
    exposure", both centred."""
    exposure = run.columns[gauge]
    columns = run.work() + run.some(other)
    if run.clock_period is not None:
        columns.append(run.clock_period)
    columns += run.rivals()
    if not timed and run.waste is not None:
        columns.append(run.waste)
    more = added(exposure)
    columns.append(more)
    if (more > 0).sum() >= 3:
        columns.append((more - np.nanmean(more)) * (exposure - np.nanmean(exposure)))
    return columns


# The growth of a phase.

def slopes(run, series, work):
    """"b from regression on T of all work + added(x), never dropped". What the trend explains all
    but 1e-6 of has no slope, nor has what depends on the work before it."""
    found = np.zeros(len(work))
    complete = np.isfinite(series)
    if not work or complete.sum() < FEWEST_ROWS:
        return found
    trend = run.rows.trend(complete)
    own, columns, before = [], [], Directions(np.zeros((complete.sum(), 0)))
    for i, values in enumerate(work):
        if trend.tolerance(values[complete]) > 1e-6:
            column = trend.residual(values[complete])
            rest = before.residual(column)
            if np.linalg.norm(rest) > 1e-10 * np.linalg.norm(column):
                own.append(i)
                columns.append(column / np.linalg.norm(column))
                before = Directions(np.column_stack([before.q, rest / np.linalg.norm(rest)]))
                found[i] = 1 / np.linalg.norm(column)
    if own:
        rest = trend.residual(series[complete])
        found[own] *= np.linalg.lstsq(np.column_stack(columns), rest, rcond=None)[0]
    return found


@dataclasses.dataclass
class Growth:
    """The growth of a series from an early window: less what work explains, and less what work may
    explain whose cost cannot be known."""

    free: float
    may_be_work: float

    @property
    def kept(self):
        return self.free - self.may_be_work


def growth_beyond_work(run, series, work, window):
    """"D_q(a) = late - early_q of a less sum b dw", and what of that may be work."""
    free = run.late(series) - run.early(series, window)
    known = [filled(values) for values in work if varies(values)]
    for slope, values in zip(slopes(run, series, known), known):
        free -= slope * (run.late(values) - run.early(values, window))
    return Growth(free, sum(may_be_work(run, series, values, window) for values in run.work()))


def may_be_work(run, series, work, window):
    """"Work that cannot be held constant: l = max(0, 1 - tol(w|T)/0.02); subtract also l early(a)
    ((late w / early w)^2 - 1) when w grew (cost up to the square of work)", "all of it where there
    was none", so that what is left is not more than early was.

    Its cost is not known at all where it is read fewer than nine times, or where the series has
    fewer than 30 rows.
    """
    told = readings(series) >= FEWEST_ROWS and varies(work)
    unknown = max(0.0, 1 - run.trend.tolerance(filled(work)) / 0.02) if told else 1.0
    there = work[np.isfinite(work)]
    # Without a reading in a window, the first of all is the early one, and the last the late one.
    before, after = run.early(filled(work), window), run.late(filled(work))
    before = there[0] if np.isnan(before) else before
    after = there[-1] if np.isnan(after) else after
    if not after > before or unknown == 0:
        return 0.0
    if before > 0:
        return unknown * run.early(series, window) * ((after / before) ** 2 - 1)
    return unknown * run.late(series)


@dataclasses.dataclass
class Figures:
    """"G = D_0(phase)/early wall; E_q = [D_q(phase) - early_q phase / early_q rest D_q(rest), rest
    without 14] / early wall, q = 0, 1, 2": with what may be work taken off, and without (free)."""

    growth: float
    excess: list
    free_growth: float
    free_excess: list

    @property
    def kept(self):
        return [self.growth, *self.excess]

    @property
    def free(self):
        return [self.free_growth, *self.free_excess]

    @property
    def taken(self):
        """What was taken off for work whose cost cannot be known."""
        return self.free_growth - self.growth


def run_growth(run, part, rest, wall, work):
    early_wall = mean(wall, run.windows.early[0], part)
    kept, free = [], []
    for q in range(3):
        own = growth_beyond_work(run, part, work, q)
        of_rest = (run.early(part, q) / run.early(rest, q)
                   * growth_beyond_work(run, rest, work, q).free)
        if q == 0:
            growth, free_growth = own.kept / early_wall, own.free / early_wall
        kept.append((own.kept - of_rest) / early_wall)
        free.append((own.free - of_rest) / early_wall)
    return Figures(growth, kept, free_growth, free)


@dataclasses.dataclass
class InUnits:
    """The growth of a phase in time, and in cycles of the processor where a run has its clock."""

    time: Figures
    cycles: Figures = None
    # The same with rivals as work, and what they explain of the growth in time.
    beside_rivals: object = None
    explained: float = np.nan


def growth_figures(run, gauge, phase):
    part, rest = run.phases[phase], run.rest(phase)
    work = run.work() + [added(run.columns[gauge])]
    found = in_units(run, part, rest, work)
    if run.rivals():
        found.beside_rivals = in_units(run, part, rest, work + run.rivals())
        found.explained = explained(run, part, work, run.rivals())
    return found


def in_units(run, part, rest, work):
    """"The same with every time multiplied by clock / early clock (processor cycles)"."""
    found = InUnits(run_growth(run, part, rest, run.wall, work))
    if run.knows_its_clock:
        period = filled(run.clock_period)
        unit = run.early(period) / period
        found.cycles = run_growth(run, part * unit, rest * unit, run.wall * unit, work)
    return found


def explained(run, part, work, rivals):
    """What rivals explain of the growth of a part beside the work, of the early runtime."""
    work = [filled(values) for values in work if varies(values)]
    rivals = [filled(values) for values in rivals if varies(values)]
    costs = slopes(run, part, work + rivals)[len(work):]
    nanos = sum(cost * run.growth(values) for cost, values in zip(costs, rivals))
    return nanos / mean(run.wall, run.windows.early[0], part)


def phase_growth(study, figures, rise):
    """"p = the largest of four. Where runs know their clock, the same four" in processor cycles:
    "largest of eight. Exposure that does not grow: p = 1."

    Rivals count as work where "the 95 % interval over seeds of what they explain lies above 0".

    "Not S and (exposure's late - early < half its spread, or 14 took > d): N instead of O"; in the
    latter case what is shown is without 14. N as well where the growth and its excess over that of
    the rest are there from the first window on, and are certainly not from a later one.
    """
    if is_above(study.test([(run, found.explained) for run, found in figures]), 0):
        figures = [(run, found.beside_rivals) for run, found in figures if found.beside_rivals]
    units = [[(run, found.time) for run, found in figures]]
    clocked = [(run, found.cycles) for run, found in figures if found.cycles]
    if study.is_known([run for run, _ in clocked], [run for run, _ in figures]):
        units.append(clocked)
    tests = tests_of(study, units, lambda found: found.kept)
    if any(test is None or test.replicates < FEWEST_SEEDS for test in tests):
        return Finding()
    finding = Finding(weakest(tests).p if rise > 0 else 1.0, weakest(tests))
    if rise < 0.5:
        finding.denies = False
    elif median_of(found.taken for _, found in units[0]) > FLOOR:
        finding.test = weakest(tests_of(study, units, lambda found: found.free))
        finding.denies = False
    else:
        early = tests_of(study, units, lambda found: found.kept[:2])
        ended = weakest(tests).high < FLOOR
        finding.denies = not (ended and all(is_above(test, FLOOR) for test in early))
    return finding


def tests_of(study, units, chosen):
    """The tests of some figures of runs, in each unit."""
    tests = []
    for figures in units:
        columns = zip(*(chosen(found) for _, found in figures))
        tests += [study.test(zip([run for run, _ in figures], column)) for column in columns]
    return tests


def weakest(tests):
    return max(tests, key=lambda test: test.p)


# Heat.

def throttling(study):
    """H4: "Hot = throttle count moved in >= half of runs, or q95 of temperature >= 90 C in >= half"
    of those that give it. "Clock and hot: A = min(g - g_c, g)/early wall." "If the dose of cpu time
    on 1/clock is identifiable: p = min(1, 2 min(p_A, p_dose))", and the one that is clearer is
    shown.

    "Throttle count only: dose on its increments", which denies nothing. "Counter there and never
    moved, not hot: O. Else N". So is a processor that is hot, with a counter that stands still and
    without a clock. Counter, temperature and clock are there where they are known in half of the
    runs and five seeds.
    """
    def covariates(run):
        load = [] if run.host_load is None else [run.host_load]
        return run.work() + run.some("database_bytes", "patterns") + load + run.rivals()

    def dose_on(name, exposure):
        outcome = ("processing", lambda run: run.processing)
        return pooled_dose(
            doses_of(study, outcome, (name, exposure), covariates, by_reading=True))

    counters = [run for run in study.runs if run.throttling is not None]
    counted = study.is_known(counters)
    moved = counted and np.mean([run.throttling.sum() > 0 for run in counters]) >= 0.5
    measured = [run for run in study.runs if "cpu_temperature_celsius" in run.columns]
    hot = moved or (study.is_known(measured) and np.mean([is_hot(run) for run in measured]) >= 0.5)
    costs = [(run, clock_cost(run)) for run in study.runs if run.knows_its_clock]
    if hot and study.is_known([run for run, cost in costs if np.isfinite(cost)]):
        accounting = study.test(costs)
        dose = dose_on("clock", lambda run: run.clock_period)
        if not is_identifiable(dose):
            return Finding(accounting.p, accounting)
        clearer = dose.test if dose.test.p < accounting.p else accounting
        return Finding(min(1.0, 2 * clearer.p), clearer)
    if counted and not moved and not hot:
        return Finding(1.0)
    if moved:
        dose = dose_on("throttling", lambda run: run.throttling)
        return (Finding(dose.test.p, dose.test, denies=False) if is_identifiable(dose)
                else Finding())
    return Finding()


def is_hot(run):
    return np.nanquantile(run.columns["cpu_temperature_celsius"], 0.95) >= 90


def clock_cost(run):
    """"A = min(g - g_c, g)/early wall, g = late - early of cpu time, g_c = the same of cpu time x
    clock / early clock", the clock "interpolated linearly between its readings", so that both
    growths are of the same cycles."""
    period = filled(run.clock_period)
    in_cycles = run.processing * run.early(period) / period
    growth, left = run.growth(run.processing), run.growth(in_cycles)
    return min(growth - left, growth) / run.early(run.wall)


# The decisions.

def looks_like_time_since_start(run):
    """"A wall time that never falls" in 20 cycles or more."""
    return run.cycles >= 20 and (np.diff(run.wall) >= 0).all() and run.wall[-1] > run.wall[0]


def findings(study):
    if sum(map(looks_like_time_since_start, study.runs)) > len(study.runs) / 2:
        return {hypothesis: Finding() for hypothesis in HYPOTHESES}
    # "Fewer than 5 seeds or 100 cycles": no decision.
    if study.seeds < FEWEST_SEEDS or min(run.cycles for run in study.runs) < FEWEST_CYCLES:
        return {hypothesis: Finding() for hypothesis in HYPOTHESES}
    return {
        "H1": contention(study),
        "H2": fragmentation(study),
        "H3": accumulation(study, "database_bytes", "patterns", PERSIST),
        "H4": throttling(study),
        "H5": accumulation(study, "patterns", "database_bytes", RECALL),
    }


def holm(p_values):
    """Holm's adjustment of p-values, by name."""
    adjusted, largest = {}, 0.0
    for rank, name in enumerate(sorted(p_values, key=p_values.get)):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[name]))
        adjusted[name] = largest
    return adjusted


def decide(runs):
    """Returns what the runs say of each hypothesis: decision, p, adjusted p, estimate and interval.

    `runs` are of the class Run. Decisions are supported, not-supported, not-measurable and
    candidate; p and what follows it are None where nothing was tested.
    """
    found = findings(Study(runs))
    adjusted = holm({name: finding.p for name, finding in found.items()
                     if finding.p is not None})
    decisions = {}
    for name, finding in found.items():
        measured = finding.p is not None
        if not measured:
            decision = CANDIDATE if finding.candidate else NOT_MEASURABLE
        elif adjusted[name] < SIGNIFICANT:
            decision = SUPPORTED if finding.holds else CANDIDATE
        else:
            decision = NOT_SUPPORTED if finding.denies else NOT_MEASURABLE
        test = finding.test if measured else None
        decisions[name] = {
            "decision": decision,
            "p": finding.p,
            "adjusted": adjusted.get(name),
            "estimate": test.estimate if test else None,
            "interval": (test.low, test.high) if test else None,
        }
    return decisions


def growth_accounting(runs):
    """Returns for each run its period, and the early and late means of the wall time and of each
    phase: "late - early of the wall time = the same difference of each timed phase + outside the
    phases". The wall time beside the phases is that of the cycles that time any. None for a run of
    fewer than ten cycles."""
    study = Study(runs)
    accounts = []
    for run in study.runs:
        if run.cycles < 10:
            accounts.append(None)
            continue
        account = {"period": run.period if run.windows.whole_periods else 1}
        for name, window in (("early", run.windows.early[0]), ("late", run.windows.late)):
            account[name] = mean(run.wall, window)
            phases = {phase: mean(nanos, window) for phase, nanos in run.phases.items()}
            if run.phases and not np.isnan(next(iter(phases.values()))):
                timed = next(iter(run.phases.values()))
                account[name + "Phases"] = {"wall": mean(run.wall, window, timed), **phases}
            else:
                account[name + "Phases"] = None
        accounts.append(account)
    return accounts
