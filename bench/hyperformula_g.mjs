// hyperformula_g.mjs - the workloads as a spreadsheet that is recalculated.
//
//     node hyperformula_g.mjs BUILD WORKLOAD CSV    asked by child.c, see child.h
//
// HyperFormula comes from BUILD/node_modules. One row of cells per recipient,
// the parameters in cells of their own; where remainders tie they are taken to
// six decimals and put in one order with amount and code.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [build, workload, csv] = process.argv.slice(2);

function say(line) {
  fs.writeSync(1, line + "\n");
}

let HyperFormula;
try {
  const require = createRequire(path.resolve(build, "none.js"));
  ({ HyperFormula } = require("hyperformula"));
} catch {
  say("HyperFormula is not installed");
  process.exit(4);
}

const text = fs.readFileSync(csv, "utf8").trim().split("\n");
const names = text[0].split(",");
const lines = text.slice(1).map((line) => line.split(","));
const n = lines.length;

function column(name) {
  const at = names.indexOf(name);
  return lines.map((line) => (/^[0-9]+$/.test(line[at]) ? Number(line[at]) : line[at]));
}

// Parameters in A1:C1, sums and levels in row 2, recipients from row 4 on.
const FIRST = 4;

function range(letter, from = 0, to = n) {
  return `$${letter}$${FIRST + from}:$${letter}$${FIRST + to - 1}`;
}

// The cells of each row from D on: amount, its whole part, its place in the
// order, what it gets. `group` says where a row's group is and its cut's cell.
function rowsOf(x, ties, group) {
  return lines.map((_, i) => {
    const row = FIRST + i;
    const order = ties
      ? `=ROUND((D${row}-E${row})*1000000,0)*4294967296+E${row}*512+${511 - i}`
      : `=D${row}-E${row}`;
    return [`=${x(row)}`, `=INT(D${row})`, order,
      `=E${row}+IF(F${row}>=${group(i).cell},1,0)`];
  });
}

// The order of the last row of a group that gets a krona.
function cutCell(total, from = 0, to = n) {
  const left = `${total}-SUM(${range("E", from, to)})`;
  return `=IF(${left}<1,9000000000000000,LARGE(${range("F", from, to)},${left}))`;
}

function g1(ties) {
  const a = column("folkmangd"), b = column("patienter");
  const x = (r) => {
    const exact = `$A$2*($C$1/10000*B${r}/$C$2+(1-$C$1/10000)*A${r}/$B$2)`;
    return ties ? `ROUND(${exact},6)` : exact;
  };
  const rows = rowsOf(x, ties, () => ({ cell: "$D$2" }));
  return {
    head: [`=A1-B1*${n}`, `=SUM(${range("A")})`, `=SUM(${range("B")})`, cutCell("$A$2")],
    rows: rows.map((cells, i) => [a[i], b[i], null, ...cells.slice(0, 3), cells[3] + "+$B$1"]),
  };
}

function g2() {
  const area = column("omrade"), ask = column("ansokt");
  const eligible = column("behorig"), tier = column("prioritet");
  const groups = {};
  area.forEach((name, i) => { (groups[name] ??= { from: i }).to = i + 1; });
  const head = [];
  Object.values(groups).forEach((g, k) => {
    const cap = "$" + "ABC"[k] + "$1";
    const sum = (t) => ask.reduce((s, v, i) => s + (i >= g.from && i < g.to
      && eligible[i] === 1 && tier[i] === t ? v : 0), 0);
    const [s1, s2] = [sum(1), sum(2)];
    const letters = ["ABCD", "EFGH", "IJKL"][k];
    head.push(`=MIN(1,${cap}/${s1})`, `=MAX(0,MIN(1,(${cap}-${s1})/${s2}))`,
      `=MIN(${cap},${s1 + s2})`, cutCell(`$${letters[2]}$2`, g.from, g.to));
    Object.assign(g, { one: `$${letters[0]}$2`, two: `$${letters[1]}$2`, cell: `$${letters[3]}$2` });
  });
  const x = (r) => {
    const i = r - FIRST, g = groups[area[i]];
    return eligible[i] === 1 ? `A${r}*${tier[i] === 1 ? g.one : g.two}` : "0";
  };
  const rows = rowsOf(x, false, (i) => groups[area[i]]);
  return { head, rows: rows.map((cells, i) => [ask[i], null, null, ...cells]) };
}

// The level by Newton's method in a bracket, one row of cells per step: level,
// low, high, rows above their floor, rows at their ceiling, and with these what
// is left over how many people. Running sums answer in the order of l / p.
const STEPS = 14;

function g3() {
  const p = column("folkmangd"), l = column("forra_aret");
  const byRatio = [...p.keys()].sort((i, j) => l[i] / p[i] - l[j] / p[j]);
  const all = l.reduce((s, v) => s + v, 0);
  let people = 0, last = 0;
  const before = byRatio.map((i) => [people += p[i], last += l[i]]);
  const upTo = (letter, rows) => `IF(${rows}=0,0,INDEX(${range(letter)},${rows}))`;
  const match = (v) => `=IFERROR(MATCH(${v},${range("H")},1),0)`;
  const step = (i) => {
    const r = FIRST + i, q = r - 1;
    const [level, low, high] = i === 0 ? [`=$A$1/${people}`, "=0", "=$A$1"]
      : [`=IF(Q${q}=0,(K${r}+L${r})/2,IF(AND(P${q}/Q${q}>=K${r},P${q}/Q${q}<=L${r}),P${q}/Q${q},(K${r}+L${r})/2))`,
        `=IF(J${q}*Q${q}<P${q},J${q},K${q})`, `=IF(J${q}*Q${q}<P${q},L${q},J${q})`];
    return [level, low, high, match(`J${r}/$B$2`), match(`J${r}/$C$2`),
      `=$A$1-$B$2*(${all}-${upTo("S", `M${r}`)})-$C$2*${upTo("S", `N${r}`)}`,
      `=${upTo("R", `M${r}`)}-${upTo("R", `N${r}`)}`];
  };
  const x = (r) => `ROUND(MAX($B$2*B${r},MIN($C$2*B${r},$E$2*A${r})),6)`;
  const rows = rowsOf(x, true, () => ({ cell: "$D$2" }));
  const end = FIRST + STEPS - 1;
  return {
    head: ["=A1", "=B1/10000", "=1+C1/10000", cutCell("$A$1"), `=P${end}/Q${end}`],
    rows: rows.map((cells, i) => {
      const j = byRatio[i];
      // A to G as everywhere; H ratio, J to N level to groups, P and Q the
      // next level, R and S running sums.
      const s = i < STEPS ? step(i) : Array(7).fill(null);
      return [p[i], l[i], null, ...cells, l[j] / p[j], null, ...s.slice(0, 5), null,
        ...s.slice(5), before[i][0], before[i][1]];
    }),
  };
}

const sheet = { g1: () => g1(false), g1_ties: () => g1(true), g2, g3 }[workload]();
const cells = [[1, 1, 1], sheet.head, [], ...sheet.rows];
const hf = HyperFormula.buildFromArray(cells, { licenseKey: "gpl-v3", smartRounding: false, precisionEpsilon: 0 });
const out = { start: { sheet: 0, row: FIRST - 1, col: 6 }, end: { sheet: 0, row: FIRST + n - 2, col: 6 } };

function amounts(params, k) {
  hf.batch(() => hf.setCellContents({ sheet: 0, row: 0, col: 0 },
    [[params[3 * k], params[3 * k + 1], params[3 * k + 2]]]));
  return hf.getRangeValues(out);
}

function read(bytes) {
  const buffer = Buffer.alloc(bytes);
  for (let at = 0; at < bytes;) {
    const got = fs.readSync(0, buffer, at, bytes - at, null);
    if (got === 0) process.exit(0);
    at += got;
  }
  return new BigInt64Array(buffer.buffer, buffer.byteOffset, bytes / 8);
}

function write(numbers) {
  const bytes = Buffer.from(BigInt64Array.from(numbers, (v) => BigInt(Math.round(v))).buffer);
  for (let at = 0; at < bytes.length;) at += fs.writeSync(1, bytes, at);
}

say(`ready version ${HyperFormula.version}`);
for (;;) {
  const [what, count] = [...read(16)].map(Number);
  const params = [...read(count * 24)].map(Number);
  if (what === 0) {
    for (let k = 0; k < count; k++) {
      write(amounts(params, k).map((row) => (Number.isFinite(row[0]) ? row[0] : -1)));
    }
  } else {
    const start = process.cpuUsage();
    for (let k = 0; k < count; k++) amounts(params, k);
    const spent = process.cpuUsage(start);
    write([1000 * (spent.user + spent.system), process.resourceUsage().maxRSS]);
  }
}
