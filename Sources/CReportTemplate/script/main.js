// ---- the page ----

/** Links to the sections that are there. */
function sectionLinks() {
  const heads = [...document.querySelectorAll('main > section:not([hidden]) > h2')]
    .filter(head => head.offsetParent !== null);
  document.querySelector('.links').replaceChildren(...heads.map(head =>
    el('li', {}, el('a', {href: '#' + head.id}, head.firstChild.textContent.trim()))));
}

/** Makes every state of the bars a button that shows its goroutines. */
function stateButtons(report, filter, changed) {
  for (const head of document.querySelectorAll('#states th[scope="row"]')) {
    const state = report.states.findIndex(name => report.strings[name] === head.textContent);
    if (state < 0) continue;
    const button = el('button', {type: 'button', class: 'plain'}, head.textContent);
    button.addEventListener('click', () => {
      filter.state = state;
      byID('filter-state').value = state;
      changed();
      byID('explore').scrollIntoView();
    });
    head.replaceChildren(button);
  }
}

/** Lets links to findings open them, also those that a fold hides. */
function findingLinks() {
  const open = hash => {
    const finding = hash.length > 1 && document.getElementById(hash.slice(1));
    if (!finding || !finding.classList.contains('finding')) return;
    finding.querySelector('details').open = true;
    const fold = finding.closest('.further');
    if (fold) fold.open = true;
    finding.scrollIntoView();
  };
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#finding-"], a[href^="#limit-"]');
    if (link) open(link.getAttribute('href'));
  });
  open(location.hash);
}

/**
 * Lets the ids of goroutines show these, and boxes of a drawing those of their function; an id that the
 * data has not is no link.
 */
function goroutineLinks(report, filter, changed) {
  const ids = new Set(report.ids.flat());
  for (const link of document.querySelectorAll('[data-goroutine]')) {
    if (ids.has(Number(link.dataset.goroutine))) continue;
    if (link.dataset.function) delete link.dataset.goroutine;
    else link.replaceWith(link.textContent);
  }
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-goroutine], [data-function]');
    if (!link) return;
    event.preventDefault();
    byID('filter').reset();
    const {goroutine} = link.dataset;
    filter.text = goroutine ? 'goroutine ' + goroutine : link.dataset.function;
    byID('filter-text').value = filter.text;
    changed();
    byID('explore').scrollIntoView();
  });
}

/** Shows what needs a script, and hides what stands in for it. */
function showPlayground() {
  for (const part of document.querySelectorAll('.interactive')) part.hidden = false;
  for (const part of document.querySelectorAll('.static')) part.hidden = true;
}

async function main() {
  themeControl();
  byID('theme').hidden = false;
  document.querySelectorAll('.sortable').forEach(makeSortable);
  sectionLinks();
  findingLinks();
  if (!byID('data')) return;
  const report = await readData();
  const filter = new Filter();
  showPlayground();
  const table = new GroupTable(report);
  const icicle = new Icicle(report);
  const changed = () => {
    const counts = filter.counts(report);
    const sum = counts.reduce((a, b) => a + b, 0);
    // Captures of one process hold the same goroutines: those of one are not a part of all.
    const all = report.count.reduce(
      (a, n, i) => a + (filter.dump < 0 || report.dump[i] === filter.dump ? n : 0), 0);
    // The whole name: a menu cuts what is longer than itself.
    const of = goroutines(all)
      + (filter.dump >= 0 ? ' of ' + report.strings[report.dumps[filter.dump]] : '');
    byID('shown').textContent = sum === all ? `All ${of} are shown.` : `${quantity(sum)} of ${of} are shown.`;
    const sides = report.sides.map(dump => Object.assign(new Filter(), filter, {dump}).counts(report));
    icicle.show(counts, sides);
    table.show(counts, filter);
  };
  filterControls(report, filter, changed);
  stateButtons(report, filter, changed);
  goroutineLinks(report, filter, changed);
  for (const button of document.querySelectorAll('[data-finding]')) {
    button.addEventListener('click', () => {
      byID('filter').reset();
      filter.finding = Number(button.dataset.finding);
      byID('filter-finding').value = filter.finding;
      changed();
      byID('explore').scrollIntoView();
    });
  }
  changed();
  sectionLinks();
}

main().catch(error => {
  byID('failed').hidden = false;
  console.error(error);
});
