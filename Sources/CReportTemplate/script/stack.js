// ---- a stack ----

/** A stack as a list; runs of library frames are folded, but never all of a stack. */
function stackElement(report, group) {
  const frames = report.stack(group);
  const isLibrary = frames.map(frame => report.isLibrary[report.frameFunctions[frame]] === 1);
  const folds = isLibrary.every(Boolean)
    ? isLibrary.map((_, i) => i > 0 && i < frames.length - 1) : isLibrary;
  const line = i => {
    const name = report.nameOf(frames[i]);
    return el('li', {class: isLibrary[i] ? 'library' : null}, isLibrary[i] ? el('code', {}, name) : functionElement(name),
      ' ', fileElement(report.fileOf(frames[i]), report.frameLines[frames[i]]));
  };
  const list = el('ol', {class: 'stack'});
  for (let start = 0, end; start < frames.length; start = end) {
    for (end = start; end < frames.length && folds[end] === folds[start]; end++);
    const lines = [];
    for (let i = start; i < end; i++) lines.push(line(i));
    if (folds[start] && lines.length > 1) {
      list.append(el('li', {class: 'folded'}, el('details', {},
        el('summary', {}, `${lines.length} library frames`), el('ol', {}, ...lines))));
    } else {
      list.append(...lines);
    }
  }
  if (report.elided[group]) {
    list.append(el('li', {class: 'dim'}, `${report.elided[group]} or more frames elided by the runtime`));
  }
  const creator = report.creator[group];
  if (creator >= 0) {
    list.append(el('li', {class: 'creator'}, el('span', {class: 'dim'}, 'created by '),
      functionElement(report.nameOf(creator)), ' ', fileElement(report.fileOf(creator), report.frameLines[creator])));
  }
  return list;
}

