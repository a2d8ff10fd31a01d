#!/usr/bin/python3
"""derive.py - makes the data files of the workloads from scenarios/.

    bench/derive.py         run in the project's top folder

The files are committed; this says where every figure in them comes from.
"""
import csv


def rows(path):
    with open("scenarios/" + path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path, header, lines):
    with open("bench/" + path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(lines)


def to_total(values, total):
    """Whole numbers in proportion to values: largest remainder."""
    all_of_it = sum(values)
    whole = [v * total // all_of_it for v in values]
    rest = [v * total % all_of_it for v in values]
    order = sorted(range(len(values)), key=lambda i: (-rest[i], i))
    for i in order[:total - sum(whole)]:
        whole[i] += 1
    return whole


def municipalities():
    """Code, name, population 2019-12-31, amount of the 2020 grant."""
    amount = {r["kod"]: int(r["belopp"])
              for r in rows("kompetensutveckling-2020/belopp.csv")}
    return [(r["kod"], r["kommun"], int(r["2019-12-31"]), amount[r["kod"]])
            for r in rows("data/folkmangd-kommuner.csv")]


def g1():
    """Patients per municipality are not public: what the 2020 grant gave
    above its minimum of 35 000 kr, in fifties, stands in for them."""
    write("g1/mottagare.csv", ["kod", "kommun", "folkmangd", "patienter"],
          [(code, name, population, max(1, round((amount - 35000) / 50)))
           for code, name, population, amount in municipalities()])


def g1_ties():
    """The same in tens, with round totals: 10 000 000 and 400 000."""
    base = municipalities()
    population = to_total([m[2] for m in base], 1000000)
    patients = to_total([m[3] - 35000 for m in base], 40000)
    write("g1_ties/mottagare.csv", ["kod", "kommun", "folkmangd", "patienter"],
          [(m[0], m[1], 10 * population[i], 10 * patients[i])
           for i, m in enumerate(base)])


def g2():
    """Area by area; the lower two of three tiers as one."""
    areas = ["HS", "AO", "DT"]
    write("g2/omraden.csv", ["kod", "omrade"],
          [(r["kod"], r["omrade"])
           for r in rows("aterhamtning-2023-ansokningar/omraden.csv")])
    lines = [(r["sokande"], r["omrade"], int(r["ansokt"]), r["behorig"],
              min(2, int(r["prioritet"])))
             for r in rows("aterhamtning-2023-ansokningar/ansokningar.csv")]
    lines.sort(key=lambda line: (areas.index(line[1]), line[0]))
    write("g2/ansokningar.csv",
          ["sokande", "omrade", "ansokt", "behorig", "prioritet"], lines)


def g3():
    write("g3/mottagare.csv", ["kod", "kommun", "folkmangd", "forra_aret"],
          municipalities())


g1()
g1_ties()
g2()
g3()
