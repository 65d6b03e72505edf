// ---- tables that are written out ----

/** Lets a reader sort a table by its columns: by `data-value` where a cell has one, else by text. */
function makeSortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = el('button', {type: 'button'}, head.textContent);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const isDescending = head.getAttribute('aria-sort') !== 'descending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
      const rows = [...table.tBodies[0].rows].sort((a, b) => compareCells(a.cells[column], b.cells[column]));
      table.tBodies[0].append(...isDescending ? rows.reverse() : rows);
    });
  });
}

function compareCells(a, b) {
  if (a.dataset.value !== undefined) return Number(a.dataset.value) - Number(b.dataset.value);
  return b.textContent.localeCompare(a.textContent);
}

