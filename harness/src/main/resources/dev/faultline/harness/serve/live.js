'use strict';
// Asks once a second how the run stands, shows it, and turns to the report when there is one.
const $ = s => document.querySelector(s), set = (s, text) => { if ($(s).textContent !== text) $(s).textContent = text; };
const commas = n => n.toLocaleString('en-US'), s = x => x.toFixed(1) + '\u00a0s';
const run = location.pathname.replace(/\/+$/, ''), address = '/runs' + run + '.json';
$('#zip').href = '/runs' + run + '.zip';

const bars = (counts, base, most) => counts.map((n, i) => {
  const y = 100 - 100 * base[i] / most, h = 100 * n / most;
  return n ? `M${i} ${y}h.9v${-h}h-.9z` : '';
}).join('');

const cell = (row, label, text, c) => {
  const td = row.insertCell();
  td.dataset.l = label; td.textContent = text;
  if (c) td.className = c;
};

const show = r => {
  $('#stand').hidden = false;
  const title = r.test || decodeURIComponent(run.slice(1));
  set('#title', title);
  document.title = (r.state === 'running' ? '… ' : '') + title + ' · Faultline';
  set('#phase', r.phase + (r.read < .999 ? `; counting the history, ${Math.floor(100 * r.read)}\u00a0% so far` : ''));
  $('#done').style.width = (r.state !== 'running' ? 100 : r.of && r.elapsed !== null ? Math.min(100, 100 * r.elapsed / r.of) : 0) + '%';
  set('#time', r.elapsed === null ? '' : `${s(r.elapsed)} since the first operation, of ${s(r.of)} with faults and load`);
  for (const n of ['ok', 'fail', 'info']) set('#' + n, commas(r[n]));
  set('#rate', r.state === 'running' ? r.rate.toFixed(1) : '–');
  const {from, ok, fail, info} = r.rates, zero = ok.map(() => 0), below = ok.map((n, i) => n + fail[i]);
  const most = Math.max(1, ...below.map((n, i) => n + info[i]));
  $('#chart').setAttribute('viewBox', `0 0 ${Math.max(30, ok.length)} 100`);
  $('#bars-ok').setAttribute('d', bars(ok, zero, most));
  $('#bars-fail').setAttribute('d', bars(fail, ok, most));
  $('#bars-info').setAttribute('d', bars(info, below, most));
  set('#span', ok.length ? `operations that ended in each second from ${from} to ${from + ok.length} s: ok below, then fail, then info; highest ${commas(most)}` : '');
  $('#none').hidden = r.faults.length > 0;
  $('#faults table').hidden = !r.faults.length;
  const rows = document.createDocumentFragment();
  for (const f of [...r.faults].reverse()) {
    const row = document.createElement('tr');
    cell(row, 'fault', f.name); cell(row, 'what', f.summary);
    cell(row, 'now', f.state, f.state === 'past' ? '' : 'force');
    cell(row, 'from', s(f.from), 'n'); cell(row, 'to', f.to === null ? '–' : s(f.to), 'n');
    cell(row, 'proof', f.proved === null ? '–' : f.proved ? '✓ proved' : '? not proved', f.proved === null ? '' : f.proved ? 'good' : 'unsure');
    rows.append(row);
  }
  $('#rows').replaceChildren(rows);
  set('#lines', r.log.join('\n') || 'nothing yet');
};

const ask = async () => {
  let wait = 1000;
  try {
    const answer = await fetch(address, {cache: 'no-store'});
    if (!answer.ok) throw new Error(answer.status === 404 ? 'the run is gone' : 'the server answers ' + answer.status);
    const r = await answer.json();
    show(r);
    if (r.state === 'judged' && r.report) { location.replace(run + '/report.html#why'); return; }
    if (r.state === 'judged') set('#phase', 'judged, but not drawn: ./faultline report draws it');
    if (r.state !== 'running') wait = 5000;
    if (r.read < .999) wait = 50;
  } catch (e) {
    set('#phase', 'no answer (' + e.message + '); asking again');
    wait = 3000;
  }
  setTimeout(ask, wait);
};
ask();
