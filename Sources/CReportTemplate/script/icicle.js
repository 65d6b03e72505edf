// ---- the graph of stacks ----

/**
 * An icicle: each frame a bar as wide as its goroutines are many, its callees below it. Frames that
 * would be thinner than a few pixels are not drawn: zooming shows them.
 */
class Icicle {
  static rowHeight = 21;
  static thinnest = 3;
  static mostFrames = 4000;
  static growthNames = {
    up2: 'new or doubled', up: 'grown', mixed: 'about the same', down: 'shrunk', down2: 'halved or ended',
  };

  constructor(report) {
    this.report = report;
    this.box = byID('icicle');
    this.trees = {};
    this.direction = 'entry';
    this.zoomed = 0;
    this.search = '';
    for (const radio of document.getElementsByName('direction')) {
      radio.addEventListener('change', () => this.turn(radio.value));
    }
    this.isGrowth = report.sides.length > 0;
    byID('colours').hidden = !this.isGrowth;
    for (const radio of document.getElementsByName('colour')) {
      radio.addEventListener('change', () => { this.isGrowth = radio.value === 'growth'; this.draw(); });
    }
    const search = byID('icicle-search');
    search.addEventListener('input', later(() => { this.search = search.value.trim().toLowerCase(); this.draw(); }));
    byID('icicle-reset').addEventListener('click', () => this.zoom(0));
    this.box.addEventListener('click', event => {
      const frame = event.target.closest('[data-node]');
      if (frame) this.zoom(Number(frame.dataset.node), true);
    });
    this.box.addEventListener('keydown', event => this.key(event));
    for (const kind of ['focusin', 'mouseover']) {
      this.box.addEventListener(kind, event => this.tell(event.target.closest('[data-node]')));
    }
    new ResizeObserver(later(() => { if (this.box.clientWidth !== this.width) this.draw(); })).observe(this.box);
  }

  show(counts, sides) {
    this.counts = counts;
    this.sides = sides;
    for (const tree of Object.values(this.trees)) tree.totals = null;
    if (this.tree().totals[this.zoomed] === 0) this.zoomed = 0;
    this.draw();
  }

  turn(direction) {
    this.direction = direction;
    this.zoomed = 0;
    this.draw();
  }

  /** The tree of this direction, made when it is first asked for. */
  tree() {
    const tree = this.trees[this.direction] ??= new StackTree(this.report, this.direction === 'top');
    if (!tree.totals) tree.fill(this.counts, this.sides);
    return tree;
  }

  zoom(node, takesFocus = false) {
    this.zoomed = node;
    this.draw();
    if (takesFocus) this.focus(this.frames.get(node));
  }

  draw() {
    const tree = this.tree();
    this.width = this.box.clientWidth;
    this.frames = new Map();
    this.levels = [];
    const isFound = this.search ? this.finder(tree) : null;
    const above = [];
    for (let node = tree.parents[this.zoomed] ?? -1; node >= 0; node = tree.parents[node]) above.unshift(node);
    above.forEach((node, depth) => this.add(tree, node, depth, 0, 1, isFound, 'above'));
    this.layOut(tree, above.length, isFound);
    this.box.replaceChildren(...this.levels.flat());
    this.box.style.height = this.levels.length * Icicle.rowHeight + 1 + 'px';
    this.frames.get(this.zoomed)?.setAttribute('tabindex', '0');
    byID('icicle-reset').disabled = this.zoomed === 0;
    this.legend(tree);
    this.tell(null);
    byID('icicle-note').textContent = isFound ? this.foundText(tree, isFound) : '';
  }

  /** Adds the frames from the zoomed one on, level by level, the widest first. */
  layOut(tree, depth, isFound) {
    const whole = tree.totals[this.zoomed];
    let level = [{node: this.zoomed, left: 0, share: 1}];
    while (level.length && this.frames.size < Icicle.mostFrames) {
      const next = [];
      for (const {node, left, share} of level) {
        this.add(tree, node, depth, left, share, isFound, '');
        let start = left;
        for (const child of tree.largestChildren(node)) {
          const width = tree.totals[child] / whole;
          if (width * this.width < Icicle.thinnest) {
            this.addRest(tree, node, depth + 1, start, left + share * tree.inner(node) - start);
            break;
          }
          next.push({node: child, left: start, share: width});
          start += width;
        }
      }
      level = next;
      depth++;
    }
  }

  add(tree, node, depth, left, share, isFound, more) {
    const name = tree.name(node);
    const count = tree.totals[node];
    const isThin = share * this.width < 24;
    const mark = !isFound ? '' : isFound(node) ? 'found' : 'missed';
    const text = `${name}, ${goroutines(count)}, ${percent(count, tree.totals[0])}` + this.sidesText(tree, node);
    const frame = el('div', {
      class: `frame k-${this.colour(tree, node)} ${more} ${mark} ${isThin ? 'thin' : ''}`,
      role: 'treeitem', tabindex: '-1', 'aria-level': depth + 1, 'aria-label': text,
      'aria-selected': String(node === this.zoomed), 'data-node': node, title: text,
    }, isThin ? '' : name.slice(pathEnd(name)));
    place(frame, depth, left, share);
    this.frames.set(node, frame);
    (this.levels[depth] ??= []).push(frame);
  }

  /** Adds one bar for the callees of a frame that are too thin to be drawn. */
  addRest(tree, node, depth, left, share) {
    if (share * this.width < Icicle.thinnest) return;
    const text = 'frames too thin to be drawn: zoom in on ' + tree.name(node);
    const rest = el('div', {class: 'frame thinner', 'aria-hidden': 'true', title: text},
      share * this.width < 120 ? '' : 'too thin to be drawn');
    place(rest, depth, left, share);
    (this.levels[depth] ??= []).push(rest);
  }

  finder(tree) {
    const found = this.report.functions.map(string => this.report.strings[string].toLowerCase().includes(this.search));
    return node => node > 0 && found[tree.functions[node]];
  }

  foundText(tree, isFound) {
    const sum = tree.countFound(isFound);
    return `“${this.search}” is in the stacks of ${quantity(sum)} of ${goroutines(tree.totals[0])} (${percent(sum, tree.totals[0])}).`;
  }

  /** Says in full what a frame is. */
  tell(frame) {
    const tree = this.tree();
    const node = Number(frame?.dataset.node ?? this.zoomed);
    const states = tree.shares.map((share, i) => [this.report.kindNames[tree.kinds[i]], share[node]])
      .filter(([, n]) => n > 0).sort((a, b) => b[1] - a[1]).map(([name, n]) => `${name} ${quantity(n)}`);
    byID('icicle-detail').replaceChildren(
      functionElement(tree.name(node)),
      ` · ${goroutines(tree.totals[node])}, ${percent(tree.totals[node], tree.totals[0])}${this.sidesText(tree, node)} · ${states.join(', ')}`);
  }

  colour(tree, node) { return this.isGrowth ? tree.growth(node) : tree.kind(node); }

  sidesText(tree, node) {
    if (!tree.sides.length) return '';
    const [before, after] = tree.sides.map(side => quantity(side[node]));
    return `, ${before} before and ${after} after`;
  }

  legend(tree) {
    const drawn = new Set([...this.frames.keys()].map(node => this.colour(tree, node)));
    const names = this.isGrowth ? Icicle.growthNames : {...this.report.kindNames, mixed: 'several'};
    byID('icicle-legend').replaceChildren(...Object.entries(names).filter(([kind]) => drawn.has(kind))
      .map(([kind, name]) => el('li', {}, stateElement(name, kind))));
    byID('colour-help').textContent = this.isGrowth ? 'how the number changed' : 'the state of most of them';
  }

  /** Arrows go along the graph, Enter zooms, Escape shows the whole. */
  key(event) {
    const frame = event.target.closest('.frame');
    if (!frame) return;
    const tree = this.tree();
    const node = Number(frame.dataset.node);
    const level = this.levels.find(frames => frames.includes(frame)).filter(other => other.dataset.node);
    const beside = step => level[level.indexOf(frame) + step];
    const moves = {
      ArrowDown: () => this.focus(this.below(tree, node)),
      ArrowUp: () => this.focus(this.frames.get(tree.parents[node])),
      ArrowLeft: () => this.focus(beside(-1)),
      ArrowRight: () => this.focus(beside(1)),
      Home: () => this.focus(this.frames.get(0)),
      Enter: () => this.zoom(node, true),
      ' ': () => this.zoom(node, true),
      Escape: () => this.zoom(0, true),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  }

  below(tree, node) {
    return this.frames.get(tree.largestChildren(node).find(child => this.frames.has(child)));
  }

  focus(frame) {
    if (!frame) return;
    for (const other of this.box.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    frame.tabIndex = 0;
    frame.focus();
  }
}

/** Puts a frame into its place; shares are of the graph's width. */
function place(frame, depth, left, share) {
  frame.style.left = left * 100 + '%';
  frame.style.width = share * 100 + '%';
  frame.style.top = depth * Icicle.rowHeight + 'px';
}

