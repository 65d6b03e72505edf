// ---- all stacks as one tree of functions ----

/**
 * The stacks of a report, merged by function from one end: from the entry inwards, or from the top
 * frame outwards. Node 0 is the root; a parent has a smaller number than its children.
 */
class StackTree {
  constructor(report, fromTop) {
    this.report = report;
    this.functions = [-1];
    this.parents = [-1];
    this.numbers = new Map();
    // The node where each group's stack ends.
    this.ends = fromTop ? this.outwards() : this.inwards();
    this.children = this.functions.map(() => null);
    for (let node = 1; node < this.parents.length; node++) {
      (this.children[this.parents[node]] ??= []).push(node);
    }
  }

  get size() { return this.functions.length; }

  child(parent, number) {
    const key = parent * this.report.functions.length + number;
    let node = this.numbers.get(key);
    if (node === undefined) {
      node = this.functions.push(number) - 1;
      this.parents.push(parent);
      this.numbers.set(key, node);
    }
    return node;
  }

  inwards() {
    const {nodeParents, nodeFrames, frameFunctions, node} = this.report;
    const merged = new Int32Array(nodeFrames.length);
    for (let i = 0; i < merged.length; i++) {
      const parent = nodeParents[i] < 0 ? 0 : merged[nodeParents[i]];
      merged[i] = this.child(parent, frameFunctions[nodeFrames[i]]);
    }
    return node.map(end => end < 0 ? 0 : merged[end]);
  }

  outwards() {
    const {nodeParents, nodeFrames, frameFunctions, node} = this.report;
    return node.map(end => {
      let place = 0;
      for (; end >= 0; end = nodeParents[end]) place = this.child(place, frameFunctions[nodeFrames[end]]);
      return place;
    });
  }

  /**
   * Counts goroutines: in all, and of each kind of state, for each node; where two dumps are
   * compared, on both sides too.
   */
  fill(counts, sides) {
    this.sides = sides.map(side => this.sum(side));
    const {state, stateKinds} = this.report;
    this.kinds = [...new Set(stateKinds)];
    const kindOfState = stateKinds.map(kind => this.kinds.indexOf(kind));
    this.totals = new Float64Array(this.size);
    this.shares = this.kinds.map(() => new Float64Array(this.size));
    for (let group = 0; group < counts.length; group++) {
      if (!counts[group]) continue;
      this.totals[this.ends[group]] += counts[group];
      this.shares[kindOfState[state[group]]][this.ends[group]] += counts[group];
    }
    for (let node = this.size - 1; node > 0; node--) {
      const parent = this.parents[node];
      this.totals[parent] += this.totals[node];
      for (const share of this.shares) share[parent] += share[node];
    }
  }

  /** The goroutines of each node, of counts for each group. */
  sum(counts) {
    const sums = new Float64Array(this.size);
    for (let group = 0; group < counts.length; group++) sums[this.ends[group]] += counts[group];
    for (let node = this.size - 1; node > 0; node--) sums[this.parents[node]] += sums[node];
    return sums;
  }

  /** How a node grew from one side to the other: by a tenth at least to count, twofold for a lot. */
  growth(node) {
    const [before, after] = this.sides.map(side => side[node]);
    if (after > before) return after >= 2 * before ? 'up2' : after * 10 > before * 11 ? 'up' : 'mixed';
    return after * 2 <= before && before > 0 ? 'down2' : after * 11 < before * 10 ? 'down' : 'mixed';
  }

  /** The kind of state that two thirds of a node's goroutines are in, or `mixed`. */
  kind(node) {
    if (this.totals[node] === 0) return 'mixed';
    const place = this.shares.findIndex(share => share[node] * 3 >= this.totals[node] * 2);
    return place < 0 ? 'mixed' : this.kinds[place];
  }

  /** The children that have goroutines, the largest first. */
  largestChildren(node) {
    return (this.children[node] ?? []).filter(child => this.totals[child] > 0)
      .sort((a, b) => this.totals[b] - this.totals[a] || a - b);
  }

  /** The share of a node's goroutines that stand in its children: the others' stacks end here. */
  inner(node) {
    const sum = (this.children[node] ?? []).reduce((sum, child) => sum + this.totals[child], 0);
    return sum / this.totals[node];
  }

  name(node) { return node === 0 ? 'all goroutines' : this.report.functionName(this.functions[node]); }

  /** How many goroutines have a function in their stack that `isFound` says yes to. */
  countFound(isFound) {
    const found = new Uint8Array(this.size);
    let sum = 0;
    for (let node = 1; node < this.size; node++) {
      const above = found[this.parents[node]];
      found[node] = above || isFound(node) ? 1 : 0;
      if (found[node] && !above) sum += this.totals[node];
    }
    return sum;
  }
}

