// ---- groups, gathered into rows ----

/** What rows can have in common: for each group a number or a text. */
const keyValues = {
  top: (report, i) => report.functionOf(report.top[i]),
  site: (report, i) => report.functionOf(report.site[i]),
  entry: (report, i) => report.functionOf(report.entry[i]),
  creator: (report, i) => report.functionOf(report.creator[i]),
  state: (report, i) => report.state[i],
  stack: (report, i) => report.stack(i).concat(report.creator[i]).map(frame => report.functionOf(frame)).join(),
  package: (report, i) => report.packageOf(report.site[i]),
};

/** The value of a part of the key for a group: `top`, `label:path` … */
function keyValue(report, part, group) {
  if (part.startsWith('label:')) return report.label(group, part.slice(6)) ?? '';
  return keyValues[part](report, group);
}

/**
 * Gathers the groups that are shown into rows; with `wait` in the key the goroutines of one group
 * may stand in several.
 */
function gatherRows(report, counts, parts, leastAge) {
  const rows = new Map();
  const splits = parts.includes('wait');
  const plain = parts.filter(part => part !== 'wait');
  const add = (group, count, age) => {
    const values = plain.map(part => keyValue(report, part, group));
    const key = values.join('\n') + '\n' + age;
    let row = rows.get(key);
    if (!row) rows.set(key, row = {values, age, count: 0, leaked: 0, groups: [], low: Infinity, high: -1});
    row.count += count;
    row.groups.push(group);
    if (report.leaked[group]) row.leaked += count;
    const wait = report.wait[group];
    if (wait.length) {
      row.low = Math.min(row.low, wait[0]);
      row.high = Math.max(row.high, wait[2]);
    } else {
      // A header without minutes is one of less than a minute, where other headers have some.
      report.eachAge(group, age => {
        if (age < report.unknownAge) {
          row.low = 0;
          row.high = Math.max(row.high, 0);
        }
      });
    }
  };
  for (let group = 0; group < report.size; group++) {
    if (!counts[group]) continue;
    if (!splits) {
      add(group, counts[group], -1);
    } else {
      report.eachAge(group, (age, n) => {
        if (leastAge < 0 || (age >= leastAge && age < report.unknownAge)) add(group, n, age);
      });
    }
  }
  for (const row of rows.values()) row.groups.sort((a, b) => counts[b] - counts[a]);
  return [...rows.values()];
}

/** The wait of a row, for its cell. */
function waitText(report, row) {
  if (row.age >= 0 && row.age < report.unknownAge) return report.ages[row.age];
  if (row.age < 0 && row.high >= 0) return range(row.low, row.high);
  return row.leaked === row.count ? 'leaked' : '';
}

/** The state that all of a row have, or -1. */
function commonState(report, row) {
  const state = report.state[row.groups[0]];
  return row.groups.every(group => report.state[group] === state) ? state : -1;
}

/** The text that a row is sorted by. */
const rowName = (report, row) => report.nameOf(report.site[row.groups[0]]);

const rowOrders = {
  count: () => (a, b) => a.count - b.count,
  wait: () => (a, b) => a.high - b.high || a.age - b.age || a.count - b.count,
  state: report => (a, b) => {
    const name = row => { const state = commonState(report, row); return state < 0 ? '' : report.stateName(state); };
    return name(b).localeCompare(name(a)) || a.count - b.count;
  },
  name: report => (a, b) => rowName(report, b).localeCompare(rowName(report, a)) || a.count - b.count,
};

/** Sorts rows in place; descending counts are the start. */
function sortRows(report, rows, order, isDescending) {
  const compare = rowOrders[order](report);
  return rows.sort(isDescending ? (a, b) => compare(b, a) : compare);
}

