// ---- elements ----

/** Makes an element: `el('td', {class: 'n'}, 'text', child)`. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

const byID = id => document.getElementById(id);

/** A number with commas from 1,000 up, as the rest of the report has it. */
const quantity = n => n.toLocaleString('en-US');

const goroutines = n => quantity(n) + (n === 1 ? ' goroutine' : ' goroutines');

function percent(part, whole) {
  if (!whole || !part) return '0%';
  const share = Math.round(part / whole * 100);
  return share < 1 ? '<1%' : part < whole && share === 100 ? '>99%' : share + '%';
}

/** Minutes as `<1m`, `40m`, `2h27m`, `3d4h`. */
function duration(minutes) {
  if (minutes < 1) return '<1m';
  if (minutes < 60) return minutes + 'm';
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return hours + 'h' + (minutes % 60 ? minutes % 60 + 'm' : '');
  return Math.floor(hours / 24) + 'd' + (hours % 24 ? hours % 24 + 'h' : '');
}

const range = (low, high) => low === high ? duration(high) : duration(low) + '–' + duration(high);

/** Where the path before a function's package ends; slashes in receivers are none of it. */
function pathEnd(name) {
  const end = name.search(/[([]/);
  return name.lastIndexOf('/', end < 0 ? name.length : end) + 1;
}

function functionElement(name) {
  if (!name) return el('span', {class: 'dim'}, '(no frames)');
  const end = pathEnd(name);
  const code = el('code');
  if (end > 0) code.append(el('i', {}, name.slice(0, end)), el('wbr'));
  code.append(name.slice(end));
  return code;
}

function fileElement(file, line) {
  if (!file) return '';
  const short = file.split(/[/\\]/).filter(Boolean).slice(-2).join('/') || file;
  return el('small', {title: `${file}:${line}`}, `${short}:${line}`);
}

const stateElement = (name, kind) => el('span', {class: 'state k-' + kind}, name);

