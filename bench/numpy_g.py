#!/usr/bin/python3
"""numpy_g.py - the workloads in numpy, a batch of scenarios at a time.

    numpy_g.py exact|double|sort WORKLOAD CSV    asked by child.c, see child.h
    numpy_g.py draws                        prints figures with drawn data

`sort` puts the remainders of doubles in order, as is usual (np.argsort,
np.put_along_axis); where exact remainders tie it errs. `double` does the same
by the cut alone: np.partition of all scenarios with as many kronor left at
once, the fastest that was found. `exact` has that cut of remainders that are
whole numbers over the common denominator (64 bits that wrap) and breaks ties by
amount and code.
"""
import csv
import resource
import struct
import sys
import time

try:
    import numpy as np
except ImportError:
    print("numpy is not installed", flush=True)
    sys.exit(4)

WHOLE = 10000
BATCH = 1024
AREAS = ["HS", "AO", "DT"]


def cut(rest, left):
    """Of each row of rest its left-th largest number (any if left is 0)."""
    n = rest.shape[1]
    out = np.empty(len(rest), rest.dtype)
    for k in np.unique(left):
        rows = np.flatnonzero(left == k)
        place = n - max(k, 1)
        out[rows] = np.partition(rest[rows], place, axis=1)[:, place]
    return out


def rounded_double(x, total):
    """Largest remainder of doubles x, each row to its total."""
    whole = np.floor(x)
    left = (total - whole.sum(axis=1)).astype(np.int64)
    x -= whole
    up = x >= cut(x, left)[:, None]
    up[left == 0] = False
    return whole.astype(np.int64) + up


def rounded_sort(x, total):
    """The same by sorting."""
    whole = np.floor(x)
    left = (total - whole.sum(axis=1)).astype(np.int64)
    order = np.argsort(whole - x, axis=1)
    out = whole.astype(np.int64)
    up = np.arange(x.shape[1]) < left[:, None]
    np.put_along_axis(out, order, np.take_along_axis(out, order, 1) + up, 1)
    return out


def tied(rest, whole, left, up, level):
    """Where more rows are level with the cut than get a krona: the larger
    amount first, then the lower code."""
    above = (rest > level[:, None]).sum(axis=1)
    many = np.flatnonzero(above + (rest == level[:, None]).sum(axis=1) > left)
    if len(many) == 0:
        return
    same = rest[many] == level[many, None]
    codes = np.arange(rest.shape[1])[::-1]
    order = np.where(same, whole[many] << 10 | codes, -1)
    last = cut(order, (left - above)[many])
    up[many] = (rest[many] > level[many, None]) | (same
                                                   & (order >= last[:, None]))
    up[left == 0] = False


def rounded_exact(x, num, d, total):
    """Largest remainder of num / d, d one number per row; x is about that."""
    whole = np.floor(x).astype(np.int64)
    rest = num - whole * d
    low, high = rest < 0, rest >= d
    whole += high
    whole -= low
    rest += d * low
    rest -= d * high
    left = total - whole.sum(axis=1)
    level = cut(rest, left)
    up = rest >= level[:, None]
    up[left == 0] = False
    tied(rest, whole, left, up, level)
    return whole + up


class G1:
    def __init__(self, columns):
        self.keys = np.array([columns["patienter"], columns["folkmangd"]])
        patients, people = self.sums = self.keys.sum(axis=1)
        self.d = np.full((1, 1), WHOLE * people * patients)
        self.wide = self.keys * np.array([[people], [patients]])
        self.real = self.keys / (WHOLE * self.sums[:, None])

    def amounts(self, params, how):
        budget, minimum, weight = params.T
        rest = budget - minimum * self.keys.shape[1]
        parts = np.stack([rest * weight, rest * (WHOLE - weight)], axis=1)
        x = parts.astype(float) @ self.real
        if how == "exact":
            num = parts[:, :1] * self.wide[0] + parts[:, 1:] * self.wide[1]
            out = rounded_exact(x, num, self.d, rest)
        else:
            out = ROUNDED[how](x, rest)
        out += minimum[:, None]
        return out


class G2:
    def __init__(self, columns):
        area = np.array([AREAS.index(a) for a in columns["omrade"]])
        eligible = np.array(columns["behorig"]) != 0
        tier = np.array(columns["prioritet"])
        request = np.array(columns["ansokt"])
        self.areas = []
        for a in range(len(AREAS)):
            rows = np.flatnonzero(area == a)
            in_tier = [np.where(eligible[rows] & (tier[rows] == t),
                                request[rows], 0) for t in (1, 2)]
            self.areas.append((rows, in_tier))
        self.rows = len(area)

    def area(self, cap, in_tier, how):
        sums = [t.sum() for t in in_tier]
        second = (cap >= sums[0])[:, None]
        d = np.where(second, sums[1], sums[0])
        rest = np.where(second, np.minimum(cap[:, None] - sums[0], sums[1]),
                        cap[:, None])
        request = np.where(second, in_tier[1], in_tier[0])
        x = request * (rest / d)
        if how == "exact":
            out = rounded_exact(x, request * rest, d, rest[:, 0])
        else:
            out = ROUNDED[how](x, rest[:, 0])
        return out + np.where(second, in_tier[0], 0)

    def amounts(self, params, how):
        out = np.empty((len(params), self.rows), np.int64)
        for a, (rows, in_tier) in enumerate(self.areas):
            out[:, rows[0]:rows[-1] + 1] = self.area(params[:, a], in_tier,
                                                     how)
        return out


class G3:
    def __init__(self, columns):
        self.people = np.array(columns["folkmangd"])
        self.last = np.array(columns["forra_aret"])
        order = np.argsort(self.people / self.last, kind="stable")
        self.rank = np.argsort(order)
        self.ratio = (self.people / self.last)[order]
        self.people_before = np.concatenate([[0],
                                             self.people[order].cumsum()])
        self.last_before = np.concatenate([[0], self.last[order].cumsum()])

    def levels(self, budget, share, growth):
        """The groups below and above, and the level between as a fraction:
        Newton's method in a bracket, by running sums."""
        level = WHOLE * budget / self.people_before[-1]
        low, high = np.zeros(len(budget)), np.full(len(budget), 1e18)
        floors = ceilings = np.full(len(budget), -1)
        for _ in range(100):
            f = np.searchsorted(self.ratio, share / level, "right")
            c = np.searchsorted(self.ratio, growth / level, "left")
            people = self.people_before[c] - self.people_before[f]
            num = (WHOLE * budget - share * self.last_before[f]
                   - growth * (self.last_before[-1] - self.last_before[c]))
            if (f == floors).all() and (c == ceilings).all():
                break
            floors, ceilings = f, c
            under = level * people < num
            low = np.where(under, level, low)
            high = np.where(under, high, level)
            level = num / np.maximum(people, 1)
            level = np.where((level > low) & (level < high), level,
                             np.where(level == low, low,
                                      np.where(level == high, high,
                                               (low + high) / 2)))
        return f, c, num, people

    def amounts(self, params, how):
        budget, share, growth = params.T
        growth = growth + WHOLE
        f, c, num, people = self.levels(budget, share, growth)
        share, growth = share[:, None], growth[:, None]
        num, people = num[:, None], people[:, None]
        x = (num / (people * WHOLE)) * self.people
        np.maximum(x, share / WHOLE * self.last, out=x)
        np.minimum(x, growth / WHOLE * self.last, out=x)
        if how != "exact":
            return ROUNDED[how](x, budget)
        exactly = np.where(self.rank < f[:, None], share * people * self.last,
                           np.where(self.rank >= c[:, None],
                                    growth * people * self.last,
                                    num * self.people))
        return rounded_exact(x, exactly, people * WHOLE, budget)


ROUNDED = {"double": rounded_double, "sort": rounded_sort}
KINDS = {"g1": G1, "g1_ties": G1, "g2": G2, "g3": G3}


def columns_of(path):
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [r[name] if not r[name].isdigit() else int(r[name])
                   for r in rows] for name in rows[0]}


def batches(grant, params, how):
    for at in range(0, len(params), BATCH):
        yield grant.amounts(params[at:at + BATCH], how)


def serve(how, name, path):
    grant = KINDS[name](columns_of(path))
    print("ready", flush=True)
    while True:
        head = sys.stdin.buffer.read(16)
        if len(head) < 16:
            return
        what, n = struct.unpack("qq", head)
        params = np.frombuffer(sys.stdin.buffer.read(n * 24),
                               np.int64).reshape(n, 3)
        if what == 0:
            for block in batches(grant, params, how):
                sys.stdout.buffer.write(block.tobytes())
        else:
            start = time.process_time_ns()
            for block in batches(grant, params, how):
                pass
            spent = time.process_time_ns() - start
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            sys.stdout.buffer.write(struct.pack("qq", spent, memory))
        sys.stdout.buffer.flush()


def draws():
    """G1 where numpy draws, too: the three parameters; or every row."""
    columns = columns_of("bench/g1/mottagare.csv")
    people = np.array(columns["folkmangd"], float)
    patients = np.array(columns["patienter"], float)
    random = np.random.default_rng(1)

    def parameters():
        params = np.stack([random.integers(20000000, 60000001, BATCH),
                           random.integers(0, 50001, BATCH),
                           random.integers(0, WHOLE + 1, BATCH)], axis=1)
        return grant.amounts(params, "double")

    def rows():
        """Patients uniform within 3 % of what they are, whole."""
        some = np.rint(patients * random.uniform(0.97, 1.03,
                                                 (BATCH, len(people))))
        key = 0.5 * some / some.sum(axis=1)[:, None]
        key += 0.5 * people / people.sum()
        rest = np.full(BATCH, 30000000 - 35000 * len(people))
        return rounded_double(key * rest[0], rest) + 35000

    grant = G1(columns)
    for name, draw in (("parameters", parameters), ("uniform rows", rows)):
        seconds = []
        for _ in range(9):
            start = time.process_time()
            for _ in range(8):
                draw()
            seconds.append((time.process_time() - start) / (8 * BATCH))
        print(f"numpy, G1 drawing {name}: "
              f"{1 / sorted(seconds)[4]:.0f} scenarios/s")


if sys.argv[1] == "draws":
    draws()
else:
    serve(sys.argv[1], sys.argv[2], sys.argv[3])
