// ---- the table of groups ----

class GroupTable {
  static firstPage = 30;
  static page = 100;
  static groupLimit = 10;
  static idLimit = 12;

  constructor(report) {
    this.report = report;
    this.parts = report.key;
    this.order = 'count';
    this.isDescending = true;
    this.body = byID('table').tBodies[0];
    for (const button of byID('table').tHead.querySelectorAll('button')) {
      button.addEventListener('click', () => this.sort(button.dataset.order));
    }
    byID('table-more').addEventListener('click', () => this.more());
    this.keyControls();
  }

  /** A chip for each part of a key: those that every dump has, and its labels. */
  keyControls() {
    const labels = new Set(this.report.labelSets.flatMap(set =>
      set.filter((_, i) => i % 2 === 0).map(key => 'label:' + this.report.strings[key])));
    const names = ['top', 'site', 'entry', 'state', 'wait', 'stack', 'creator', 'package', ...[...labels].slice(0, 12)];
    for (const name of names) {
      const box = el('input', {type: 'checkbox', value: name, name: 'key'});
      box.checked = this.parts.includes(name);
      box.addEventListener('change', () => {
        this.parts = box.checked ? [...this.parts, name] : this.parts.filter(part => part !== name);
        this.gather();
      });
      byID('keys').append(el('label', {}, box, el('span', {}, name)));
    }
  }

  show(counts, filter) {
    this.counts = counts;
    this.leastAge = filter.age;
    this.gather();
  }

  gather() {
    this.rows = gatherRows(this.report, this.counts, this.parts, this.leastAge);
    this.draw();
  }

  sort(order) {
    this.isDescending = order === this.order ? !this.isDescending : true;
    this.order = order;
    this.draw();
  }

  draw() {
    sortRows(this.report, this.rows, this.order, this.isDescending);
    for (const button of byID('table').tHead.querySelectorAll('button')) {
      const cell = button.parentElement;
      cell.removeAttribute('aria-sort');
      if (button.dataset.order !== this.order) continue;
      cell.setAttribute('aria-sort', this.isDescending ? 'descending' : 'ascending');
    }
    this.body.replaceChildren();
    this.more();
  }

  more() {
    const start = this.body.rows.length;
    this.body.append(...this.rows.slice(start, start + (start ? GroupTable.page : GroupTable.firstPage)).map(row => this.rowElement(row)));
    const rest = this.rows.slice(this.body.rows.length);
    const left = rest.reduce((sum, row) => sum + row.count, 0);
    byID('table-rest').hidden = this.rows.length > 0 && rest.length === 0;
    byID('table-more').hidden = rest.length === 0;
    byID('table-rest').firstElementChild.textContent = this.rows.length === 0
      ? 'No goroutines match the filter.'
      : `${quantity(rest.length)} more ${rest.length === 1 ? 'row' : 'rows'} with ${goroutines(left)}.`;
  }

  rowElement(row) {
    const report = this.report;
    const state = commonState(report, row);
    const details = el('details', {}, el('summary', {}, ...this.names(row)));
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) details.append(...this.stacks(row));
    });
    return el('tr', {},
      el('td', {class: 'n'}, quantity(row.count)),
      el('td', {}, state < 0 ? `${new Set(row.groups.map(g => report.state[g])).size} states`
        : stateElement(report.stateName(state), report.stateKinds[state])),
      el('td', {class: 'wait'}, waitText(report, row)),
      el('td', {}, details));
  }

  /** What a row is, in the words of its key: the site first, with what the key has beside it. */
  names(row) {
    const report = this.report;
    const group = row.groups[0];
    const named = (word, frame) => el('span', {class: 'name'},
      word ? el('span', {class: 'dim'}, word + ' ') : '',
      functionElement(report.nameOf(frame)), ' ',
      frame < 0 ? '' : fileElement(report.fileOf(frame), report.frameLines[frame]));
    const names = [];
    for (const part of this.parts) {
      if (part === 'site' || part === 'stack') continue;
      if (part === 'top' && !this.isImplied(group)) names.push(named('in', report.top[group]));
      if (part === 'entry') names.push(named('entry', report.entry[group]));
      if (part === 'creator') names.push(named('created by', report.creator[group]));
      if (part === 'package') names.push(el('span', {class: 'name'}, el('span', {class: 'dim'}, 'package '),
        el('code', {}, report.packageOf(report.site[group]))));
      if (part.startsWith('label:')) names.push(el('span', {class: 'name'},
        el('span', {class: 'dim'}, part.slice(6) + ' = '), report.label(group, part.slice(6)) ?? '(none)'));
    }
    const isAtSite = ['site', 'stack', 'top'].some(part => this.parts.includes(part)) || names.length === 0;
    return isAtSite ? [named('', report.site[group]), ' ', ...names] : names;
  }

  /** Whether the top is the site, or, in the table that nobody asked for, says what the state says. */
  isImplied(group) {
    const top = this.report.functionOf(this.report.top[group]);
    const isStandard = this.parts.join() === this.report.standardKey.join();
    return top === this.report.functionOf(this.report.site[group])
      || (isStandard && this.report.functionName(top).includes('.runtime_'));
  }

  /** The stacks of a row's groups, the largest first. */
  stacks(row) {
    const report = this.report;
    const shown = row.groups.slice(0, GroupTable.groupLimit).map(group => {
      const facts = [goroutines(this.counts[group]) + (row.age < 0 ? '' : ' of any age'), report.stateName(report.state[group])];
      const wait = report.wait[group];
      if (wait.length) facts.push('waiting ' + range(wait[0], wait[2]));
      if (report.leaked[group]) facts.push('proved leaked');
      const ids = report.ids[group];
      const shownIDs = ids.slice(0, GroupTable.idLimit);
      const labels = labelsOf(report, group);
      if (labels.length) facts.push(labels.join(', '));
      if (report.dumps.length > 1) facts.push('in ' + report.strings[report.dumps[report.dump[group]]]);
      const links = shownIDs.flatMap((id, i) => [i ? ', ' : ' · ids ', el('a', {href: '#explore', 'data-goroutine': id}, String(id))]);
      if (report.count[group] > shownIDs.length && shownIDs.length) links.push(' …');
      return el('div', {class: 'group'}, el('p', {class: 'dim'}, facts.join(' · '), ...links), stackElement(report, group));
    });
    const rest = row.groups.length - shown.length;
    if (rest > 0) shown.push(el('p', {class: 'dim'}, `And ${quantity(rest)} more ${rest === 1 ? 'group' : 'groups'}: group by stack to see all.`));
    return shown;
  }
}

