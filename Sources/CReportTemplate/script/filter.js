// ---- which goroutines are shown ----

/** What the reader asks for; numbers are positions in the report's tables, -1 is any. */
class Filter {
  text = '';
  dump = -1;
  state = -1;
  age = -1;
  package = '';
  label = '';
  finding = -1;

  /** How many goroutines of each group pass. */
  counts(report) {
    const counts = new Int32Array(report.size);
    const matches = this.text ? textMatcher(report, this.text.toLowerCase()) : () => true;
    const named = this.finding < 0 ? null : new Set(report.findingGroups[this.finding]);
    const separator = this.label.indexOf('=');
    const [key, value] = [this.label.slice(0, separator), this.label.slice(separator + 1)];
    for (let group = 0; group < report.size; group++) {
      if (this.dump >= 0 && report.dump[group] !== this.dump) continue;
      if (this.state >= 0 && report.state[group] !== this.state) continue;
      if (named && !named.has(group)) continue;
      if (this.package && report.packageOf(report.site[group]) !== this.package) continue;
      if (this.label && report.label(group, key) !== value) continue;
      if (!matches(group)) continue;
      if (this.age < 0) {
        counts[group] = report.count[group];
      } else {
        report.eachAge(group, (age, n) => {
          if (age >= this.age && age < report.unknownAge) counts[group] += n;
        });
      }
    }
    return counts;
  }
}

/** Finds a text in the functions and files of stacks and creators, and among the ids. */
function textMatcher(report, text) {
  const found = report.strings.map(string => string.toLowerCase().includes(text));
  const frames = report.frameFunctions.map(
    (f, i) => found[report.functions[f]] || found[report.frameFiles[i]]);
  // A parent stands before its children, so one pass tells for each node whether its way has it.
  const nodes = new Uint8Array(report.nodeFrames.length);
  for (let i = 0; i < nodes.length; i++) {
    const parent = report.nodeParents[i];
    nodes[i] = frames[report.nodeFrames[i]] || (parent >= 0 && nodes[parent]) ? 1 : 0;
  }
  const alone = /^goroutine (\d+)$/.exec(text);
  if (alone) return group => report.ids[group].includes(Number(alone[1]));
  const id = /^\d+$/.test(text) ? Number(text) : -1;
  return group => (report.node[group] >= 0 && nodes[report.node[group]])
    || (report.creator[group] >= 0 && frames[report.creator[group]])
    || report.ids[group].includes(id);
}

/** Fills the filter's menus with what the report holds, and tells of every change. */
function filterControls(report, filter, changed) {
  const menu = (name, any, options, read) => {
    const select = byID('filter-' + name);
    select.replaceChildren(new Option(any, ''), ...options.map(([text, value]) => new Option(text, value)));
    select.closest('label').hidden = options.length < 2;
    select.addEventListener('change', () => { filter[name] = read(select.value); changed(); });
    return select;
  };
  const number = value => value === '' ? -1 : Number(value);
  const ranked = (of, limit = 300) => {
    const sums = new Map();
    for (let i = 0; i < report.size; i++) {
      for (const key of of(i)) sums.set(key, (sums.get(key) ?? 0) + report.count[i]);
    }
    return [...sums].sort((a, b) => b[1] - a[1]).slice(0, limit);
  };
  const counted = (name, n) => `${name} (${quantity(n)})`;
  const names = shortNames(report.dumps.map(name => report.strings[name]));
  const dumps = menu('dump', 'All', names.map((name, i) => [`${i + 1}: ${name}`, i]), number);
  menu('state', 'Any', ranked(i => [report.state[i]])
    .map(([state, n]) => [counted(report.stateName(state), n), state]), number);
  const hasAges = report.age.some(pairs => pairs[0] !== report.unknownAge);
  // The buckets from the second to the last that is told: `5-14m` is 5m or more.
  const least = report.ages.slice(1, report.unknownAge).map(name => name.replace(/^(\d+).*?([mhd]).*/, '$1$2 or more'));
  menu('age', 'Any time', hasAges ? least.map((name, i) => [name, i + 1]) : [], number);
  menu('package', 'Any', ranked(i => [report.packageOf(report.site[i])])
    .filter(([name]) => name).map(([name, n]) => [counted(name, n), name]), String);
  menu('label', 'Any', ranked(i => labelsOf(report, i)).map(([name, n]) => [counted(name, n), name]), String);
  menu('finding', 'Any', report.findings.map((title, i) => [title, i]), number);
  byID('filter-finding').closest('label').hidden = report.findings.length === 0;
  const text = byID('filter-text');
  // A large dump has a few ids of each group.
  const hasAllIDs = report.ids.every((ids, i) => ids.length === report.count[i]);
  text.placeholder = hasAllIDs ? 'function, file or goroutine id' : 'function or file';
  text.addEventListener('input', later(() => { filter.text = text.value.trim(); changed(); }));
  byID('filter').addEventListener('submit', event => event.preventDefault());
  byID('filter').addEventListener('reset', () => { Object.assign(filter, new Filter()); changed(); });
  if (report.focus >= 0) {
    filter.dump = report.focus;
    dumps.value = report.focus;
  }
}

/**
 * Paths without the folders that all of them lie in; long ones also without the words that all begin
 * with: `pay-7d9f8b6c5d-x2x4z-goroutine-20261121T084226.txt` is `…20261121T084226.txt`.
 */
function shortNames(paths) {
  const folder = path => path.slice(0, path.lastIndexOf('/') + 1);
  let common = folder(paths[0]);
  while (!paths.every(path => path.startsWith(common))) common = folder(common.slice(0, -1));
  const names = paths.map(path => path.slice(common.length));
  if (names.every(name => name.length <= 24)) return names;
  let same = names[0];
  while (!names.every(name => name.startsWith(same))) same = same.slice(0, -1);
  const start = Math.max(...['-', '_', ' '].map(mark => same.lastIndexOf(mark))) + 1;
  return start === 0 ? names : names.map(name => '…' + name.slice(start));
}

function labelsOf(report, group) {
  const set = report.labelSets[report.labels[group]];
  const names = [];
  for (let i = 0; i < set.length; i += 2) names.push(report.strings[set[i]] + '=' + report.strings[set[i + 1]]);
  return names;
}

/** Calls `body` when the reader has stopped typing. */
function later(body) {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(body, 120); };
}

