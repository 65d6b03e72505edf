// ---- the data ----

/** The page's data; throws where this browser cannot unpack it. */
async function readData() {
  const block = byID('data');
  if (block.type === 'application/json') return new Report(JSON.parse(block.textContent));
  const text = atob(block.textContent);
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Report(await new Response(stream).json());
}

/**
 * All groups as columns of numbers into tables of texts; a stack is its innermost node in a tree of
 * frames from the entry inwards, where a parent has a smaller number than its children.
 */
class Report {
  constructor(data) {
    Object.assign(this, data);
    this.nodeParents = Int32Array.from(data.nodeParents, (back, i) => back === 0 ? -1 : i - back);
    this.nodeFrames = Int32Array.from(data.nodeFrames);
    this.unknownAge = this.ages.length - 1;
    this.kindNames = {};
    for (let i = 0; i < this.kinds.length; i += 2) this.kindNames[this.kinds[i]] = this.kinds[i + 1];
  }

  get size() { return this.count.length; }
  functionName(number) { return number < 0 ? '' : this.strings[this.functions[number]]; }
  /** The function of a frame, or -1. */
  functionOf(frame) { return frame < 0 ? -1 : this.frameFunctions[frame]; }
  nameOf(frame) { return this.functionName(this.functionOf(frame)); }
  fileOf(frame) { return this.strings[this.frameFiles[frame]]; }
  packageOf(frame) { return frame < 0 ? '' : this.strings[this.packages[this.frameFunctions[frame]]]; }
  stateName(number) { return this.strings[this.states[number]]; }

  /** The frames of a group's stack, innermost first. */
  stack(group) {
    const frames = [];
    for (let node = this.node[group]; node >= 0; node = this.nodeParents[node]) {
      frames.push(this.nodeFrames[node]);
    }
    return frames;
  }

  /** Calls `body` with each age of a group and how many of its goroutines have it. */
  eachAge(group, body) {
    const pairs = this.age[group];
    if (pairs.length === 1) return body(pairs[0], this.count[group]);
    for (let i = 0; i < pairs.length; i += 2) body(pairs[i], pairs[i + 1]);
  }

  /** The value of a label of a group, or undefined. */
  label(group, key) {
    const set = this.labelSets[this.labels[group]];
    for (let i = 0; i < set.length; i += 2) {
      if (this.strings[set[i]] === key) return this.strings[set[i + 1]];
    }
    return undefined;
  }
}

