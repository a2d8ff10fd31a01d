#!/usr/bin/python3
"""numpy_g.py - the workloads in numpy, a batch of scenarios at a time.

    numpy_g.py exact|double|sort WORKLOAD CSV
    numpy_g.py draw-double|draw-sort parameters|uniform|normal CSV

Both are asked by child.c, see child.h; the second draws G1's parameters, or
every recipient's patients, itself.

`sort` puts the remainders of doubles in order, as is usual (np.argsort,
np.put_along_axis); where exact remainders tie it errs. `double` does the same
by the cut alone: np.partition of all scenarios with as many kronor left at
once, the fastest that was found. `exact` has that cut of remainders that are
whole numbers over the common denominator (64 bits that wrap) and breaks ties by
amount and code. Each keeps the size of batches that is fastest here.
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
BATCHES = 256, 512, 1024, 2048, 4096
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


class Drawn:
    """G1 with the three parameters drawn, or with every row's patients: whole
    numbers, uniform within 3 % of what they are or normal with 3 %."""

    WEIGHT = WHOLE // 2
    BUDGET, MINIMUM = 30000000, 35000

    def __init__(self, what, columns):
        self.g1 = G1(columns)
        self.draw = getattr(self, what)
        self.people = np.array(columns["folkmangd"], float)
        self.patients = np.array(columns["patienter"], float)
        self.random = np.random.default_rng(1)

    def parameters(self, n):
        draw = self.random.integers
        return np.stack([draw(20000000, 60000001, n), draw(0, 50001, n),
                         draw(0, WHOLE + 1, n)], axis=1)

    def uniform(self, n):
        factor = self.random.uniform(0.97, 1.03, (n, len(self.patients)))
        return np.rint(self.patients * factor)

    def normal(self, n):
        factor = self.random.normal(1, 0.03, (n, len(self.patients)))
        return np.maximum(np.rint(self.patients * factor), 0)

    def amounts(self, drawn, how):
        if drawn.shape[1] == 3:
            return self.g1.amounts(drawn, how)
        rest = self.BUDGET - self.MINIMUM * len(self.people)
        key = 0.5 / drawn.sum(axis=1)[:, None] * drawn
        key += 0.5 * self.people / self.people.sum()
        key *= rest
        out = ROUNDED[how](key, np.full(len(drawn), rest))
        out += self.MINIMUM
        return out

    def exact(self, drawn):
        """One scenario, straight from the definition, in whole numbers."""
        people = [int(p) for p in self.people]
        patients = [int(p) for p in self.patients]
        budget, minimum, weight = self.BUDGET, self.MINIMUM, self.WEIGHT
        if len(drawn) == 3:
            budget, minimum, weight = (int(d) for d in drawn)
        else:
            patients = [int(d) for d in drawn]
        rest = budget - minimum * len(people)
        all_people, all_patients = sum(people), sum(patients)
        d = WHOLE * all_people * all_patients
        parts = [divmod(rest * (weight * b * all_people
                                + (WHOLE - weight) * a * all_patients), d)
                 for a, b in zip(people, patients)]
        whole = [minimum + part[0] for part in parts]
        order = sorted(range(len(parts)),
                       key=lambda i: (-parts[i][1], -whole[i], i))
        for i in order[:budget - sum(whole)]:
            whole[i] += 1
        return whole

    def wrong(self, n, how):
        drawn = self.draw(n)
        amounts = self.amounts(drawn, how)
        return sum(self.exact(drawn[i]) != amounts[i].tolist()
                   for i in range(n))


def batches(amounts, params, size):
    for at in range(0, len(params), size):
        yield amounts(params[at:at + size])


def spent_by(work):
    start = time.process_time_ns()
    work()
    return time.process_time_ns() - start


def tuned(work):
    """The size of batches in which work(size) is fastest, the better of two
    times."""
    return min(BATCHES, key=lambda size: min(spent_by(lambda: work(size))
                                             for _ in range(2)))


def read_numbers(n):
    return np.frombuffer(sys.stdin.buffer.read(8 * n), np.int64)


def answer(*numbers):
    sys.stdout.buffer.write(struct.pack("q" * len(numbers), *numbers))


def answer_time(work):
    spent = spent_by(work)
    answer(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def serve(amounts):
    """Answers what child.h says; amounts(params) of scenarios."""
    size = 1024

    def all_of(params, size):
        for _ in batches(amounts, params, size):
            pass

    while len(head := read_numbers(2)) == 2:
        what, n = head
        params = read_numbers(3 * n).reshape(n, 3)
        if what == 0:
            for block in batches(amounts, params, size):
                sys.stdout.buffer.write(block.tobytes())
        elif what == 1:
            answer_time(lambda: all_of(params, size))
        else:
            size = tuned(lambda size: all_of(params, size))
            answer(size)
        sys.stdout.buffer.flush()


def serve_drawn(drawn, how):
    def all_of(n, size):
        for at in range(0, n, size):
            drawn.amounts(drawn.draw(min(size, n - at)), how)

    size = tuned(lambda size: all_of(max(BATCHES), size))
    while len(head := read_numbers(2)) == 2:
        answer_time(lambda: all_of(int(head[1]), size))
        sys.stdout.buffer.flush()


CHECKED = 200


def main(how, what, path):
    columns = columns_of(path)
    version = f"numpy {np.__version__}"
    if how.startswith("draw-"):
        how = how.removeprefix("draw-")
        drawn = Drawn(what, columns)
        wrong = drawn.wrong(CHECKED, how)
        print(f"ready {version}, {wrong} of {CHECKED} wrong", flush=True)
        serve_drawn(drawn, how)
    else:
        grant = KINDS[what](columns)
        print(f"ready {version}", flush=True)
        serve(lambda params: grant.amounts(params, how))


main(*sys.argv[1:])
