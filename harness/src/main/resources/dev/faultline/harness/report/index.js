'use strict';
// The page is complete without this script. It adds: search for text, choices kept in the address, the count shown, ages.
const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
const rows = $$('.r'), texts = rows.map(r => r.textContent.toLowerCase());
const names = ['system', 'workload', 'verdict', 'fault', 'text'], field = n => $('#f-' + n), count = $('#f-count');
const commas = n => n.toLocaleString('en-US');
for (const e of $$('.script')) e.hidden = false;

// ---- filters; what is chosen from lists the style sheet hides
const apply = () => {
  const words = field('text').value.toLowerCase().split(/\s+/).filter(Boolean);
  rows.forEach((r, i) => { r.hidden = !words.every(w => texts[i].includes(w)); });
  const shown = rows.filter(r => r.offsetParent !== null).length;
  count.textContent = shown === rows.length ? commas(shown) + (shown === 1 ? ' row' : ' rows')
    : `${commas(shown)} of ${commas(rows.length)} rows`;
};
const keep = () => {
  const chosen = new URLSearchParams();
  for (const n of names) if (field(n).value) chosen.set(n, field(n).value);
  try { history.replaceState(null, '', '#' + chosen); } catch { /* an address that may not change */ }
  apply();
};
const restore = () => {
  const chosen = new URLSearchParams(location.hash.slice(1));
  for (const n of names) {
    field(n).value = chosen.get(n) ?? '';
    if (field(n).selectedIndex === -1) field(n).selectedIndex = 0;
  }
  apply();
};
for (const n of names) field(n).addEventListener('input', keep);
$('#f-all').addEventListener('click', () => { for (const n of names) field(n).value = ''; keep(); });
addEventListener('hashchange', restore);
restore();

// ---- ages
const age = seconds => {
  for (const [unit, size] of [['d', 86400], ['h', 3600], ['min', 60]])
    if (seconds >= size) return Math.floor(seconds / size) + '\u00a0' + unit + ' ago';
  return 'just now';
};
const now = Date.now();
for (const t of $$('time')) {
  t.title = t.textContent + ' UTC';
  t.textContent = age((now - Date.parse(t.dateTime)) / 1000);
}

// ---- what only ./faultline serve has: each run as a zip, and rows that are redrawn while a run goes on
if (document.documentElement.hasAttribute('data-served')) {
  for (const r of rows) {
    const run = /^\.\/([^/]+\/[^/]+)\//.exec($('.rs a', r).getAttribute('href'));
    if (run) r.lastElementChild.append(Object.assign(document.createElement('a'), {className: 'zip', href: '/runs/' + run[1] + '.zip', textContent: 'zip'}));
  }
  const again = () => {
    const idle = !document.hidden && document.activeElement === document.body && getSelection().isCollapsed;
    if (idle) location.reload(); else setTimeout(again, 5000);
  };
  if ($('.r .running')) setTimeout(again, 5000);
}
