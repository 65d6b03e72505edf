// ---- day and night ----

/** A button that turns to the other theme; at first it is the one of the reader's system. */
function themeControl() {
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const current = () => root.dataset.theme ?? (system.matches ? 'dark' : 'light');
  const button = byID('theme');
  const tell = () => { button.textContent = current() === 'dark' ? 'Light theme' : 'Dark theme'; };
  button.addEventListener('click', () => {
    root.dataset.theme = current() === 'dark' ? 'light' : 'dark';
    tell();
  });
  system.addEventListener('change', tell);
  tell();
}

