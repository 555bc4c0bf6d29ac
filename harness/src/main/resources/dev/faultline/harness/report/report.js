'use strict';
// The page is complete without this script. It adds: the time cursor, zoom in the violation's lanes, copy, log filter.
const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
document.documentElement.classList.add('js');
const data = JSON.parse($('#data').textContent);
const clamp = (x, a, b) => Math.min(b, Math.max(a, x));
const ms = x => (x < 10 ? x.toFixed(1) : Math.round(x)) + '\u00a0ms';
const plain = e => !(e.ctrlKey || e.metaKey || e.altKey);

// ---- copy
for (const b of $$('button.cp')) {
  b.hidden = false;
  b.onclick = async () => {
    const code = b.previousElementSibling;
    try { await navigator.clipboard.writeText(code.textContent); b.textContent = 'Copied'; }
    catch { getSelection().selectAllChildren(code); b.textContent = 'Selected'; }
    setTimeout(() => b.textContent = 'Copy', 1600);
  };
}

// ---- one cursor for every chart and for the log
const stack = $('#stack'), logs = $$('.log>div');
if (stack) {
  const plot = $('.plot', stack), under = $('.under', stack), cur = $('.cur', stack), now = $('.now', stack);
  const first = now.textContent, edges = data.faults.flatMap(f => [f[1], f[2]]).sort((a, b) => a - b);
  let t = data.violation ?? 0, pinned = false;

  // ---- one node drawn out; its numbers are read back from the lines that are drawn
  const names = $$('[data-em]', stack), charts = $$('svg[data-m]', stack);
  let em = +($('.em[data-em]', stack)?.dataset.em ?? 0);
  const near = Math.max(.51, 1.2 / data.cell);
  const points = line => {
    const all = [];
    for (const part of line.getAttribute('d').split('M').slice(1)) {
      const [start, steps] = part.split('l'), n = steps.match(/-?\d+/g).map(Number);
      let [x, y] = start.split(' ').map(Number);
      for (let i = 0; i < n.length; i += 2) { x += n[i]; y += n[i + 1]; all.push([x, y]); }
    }
    return all;
  };
  const value = (svg, t) => {
    const line = $(`[data-n="${em}"]`, svg), x = t / data.cell, foot = +svg.dataset.foot, top = +svg.dataset.top;
    if (!line) return svg.dataset.m + ' not measured';
    line.points ??= points(line);
    let best = null;
    for (const p of line.points) if (!best || Math.abs(p[0] - x) < Math.abs(best[0] - x)) best = p;
    if (!best || Math.abs(best[0] - x) > near) return svg.dataset.m + ' not measured';
    const f = 1 - best[1] / 1000, v = foot ? foot * (top / foot) ** f : f * top;
    return `${svg.dataset.m} ${+v.toPrecision(v < 100 ? 2 : 3)}${svg.dataset.u && '\u00a0' + svg.dataset.u}`;
  };
  // The seventh part begins a line of its own.
  const ofNode = t => {
    if (!charts.length && !data.roles[em]?.length) return [];
    const role = (data.roles[em] ?? []).filter(r => r[0] <= t).pop();
    return [data.nodes[em] + (role ? ' ' + role[1] : ''), ...charts.map(c => value(c, t))];
  };
  names.forEach((b, i) => {
    const button = Object.assign(document.createElement('button'), {className: 'nm ' + b.className, textContent: b.textContent});
    button.setAttribute('aria-label', 'follow ' + b.textContent);
    button.setAttribute('aria-pressed', i === em);
    button.onclick = () => {
      em = i;
      for (const [j, o] of $$('.nm', stack).entries()) { o.classList.toggle('em', j === i); o.setAttribute('aria-pressed', j === i); }
      for (const line of $$('.nl', stack)) {
        line.classList.toggle('em', +line.dataset.n === i);
        if (+line.dataset.n === i) line.parentNode.append(line);
      }
      if (cur.classList.contains('on')) show(t);
    };
    b.replaceWith(button);
  });
  const words = t => {
    const c = data.cells[clamp(Math.floor(t / data.cell), 0, data.cells.length - 1)], rate = n => +(n / data.cell).toFixed(1);
    const faults = data.faults.filter(f => t >= f[1] && t < f[2]).map(f => f[0]).join(', ') || 'no fault';
    return [t.toFixed(2) + '\u00a0s', faults, `ok ${rate(c[0])} reads/s, ${rate(c[1])} mutations/s`,
      `fail ${rate(c[2])}/s`, `info ${rate(c[3])}/s`,
      c[0] + c[1] ? `p50 ${ms(c[4])}, p99 ${ms(c[5])}` : 'nothing succeeded', ...ofNode(t)];
  };
  const show = x => {
    t = clamp(x, 0, data.end);
    cur.style.setProperty('--a', t); cur.classList.add('on');
    const parts = words(t);
    now.replaceChildren(...parts.map((p, i) => Object.assign(document.createElement(i && i !== 6 ? 'span' : 'b'), {textContent: p})));
    if (parts.length > 6) now.insertBefore(document.createElement('hr'), now.children[6]);
    now.setAttribute('aria-valuenow', t.toFixed(2)); now.setAttribute('aria-valuetext', parts.join('; '));
    let best = null, near = .4;
    for (const l of logs) {
      l.classList.remove('near');
      const far = Math.abs(l.dataset.t - t);
      if (far < near) { near = far; best = l; }
    }
    if (best) best.classList.add('near');
  };
  const hide = () => { if (!pinned) { cur.classList.remove('on'); now.textContent = first; } };
  const pin = x => {
    pinned = true; show(x);
    try { history.replaceState(null, '', '#t=' + t.toFixed(3)); } catch { /* an address that may not change */ }
  };
  const at = e => { const r = under.getBoundingClientRect(); return (e.clientX - r.left) / r.width * data.end; };
  plot.addEventListener('pointermove', e => { if (!pinned) show(at(e)); });
  plot.addEventListener('pointerleave', hide);
  plot.addEventListener('click', e => {
    if (e.target.closest('button,a')) return;
    if (pinned) { pinned = false; show(at(e)); } else pin(at(e));
  });
  now.addEventListener('keydown', e => {
    if (!plain(e)) return;
    const step = e.shiftKey ? 1 : .1;
    const x = {ArrowLeft: t - step, ArrowRight: t + step, Home: 0, End: data.end, v: data.violation ?? undefined,
      f: edges.find(q => q > t + .005) ?? edges[0]}[e.key];
    if (e.key === 'Escape') { pinned = false; hide(); try { history.replaceState(null, '', location.pathname + location.search); } catch { /* as above */ } } else if (x !== undefined) { e.preventDefault(); pin(x); }
  });
  for (const l of logs) l.addEventListener('pointerenter', () => { if (!pinned) show(+l.dataset.t); });
  const linked = () => {
    const wanted = /^#t=(\d+(?:\.\d+)?)$/.exec(location.hash);
    if (wanted) { pin(+wanted[1]); $('#timeline').scrollIntoView(); }
  };
  addEventListener('hashchange', linked); linked();
}

// ---- the violated key's operations in any window
const lanes = $('#lanes');
if (lanes && data.key) {
  const tracks = $$('.lane .tr', lanes), win = $('.win', lanes), strip = $('.ov .tr', lanes), note = $('.read', lanes);
  const axis = $('.ax.d', lanes), value = $('.val', lanes), [k0, k1] = data.key.life, outcomes = ['ok', 'fail', 'info'];
  const said = note.textContent, home = data.key.window;
  let [w0, span] = home;
  const bar = (c, a, b) => {
    const e = document.createElement('i');
    e.className = c; e.style.setProperty('--a', a);
    if (b !== undefined) e.style.setProperty('--b', b);
    return e;
  };
  const label = (c, a, s) => Object.assign(bar(c, a), {textContent: s});
  const say = o => `process ${o[1]} on ${data.key.nodes[o[0]]}: ${o[3]}, `
    + ['ok', 'fail: definitely did not happen', 'info: may or may not have happened'][o[4]]
    + `, ${o[7].toFixed(4)} \u2013 ${(o[7] + o[8]).toFixed(4)} s, ${ms(o[8] * 1e3)}`;
  const draw = () => {
    span = clamp(span, .005, Math.max(.005, k1 - k0)); w0 = clamp(w0, Math.min(k0, home[0]), Math.max(k1, home[0] + home[1]) - span);
    lanes.style.setProperty('--t0', w0); lanes.style.setProperty('--span', span);
    win.style.setProperty('--a', clamp(w0, k0, k1)); win.style.setProperty('--b', clamp(w0 + span, k0, k1));
    const px = tracks[0].clientWidth / span;
    tracks.forEach((tr, lane) => {
      const ops = data.key.ops.filter(o => o[0] === lane && o[7] < w0 + span && o[7] + o[8] > w0), out = [];
      // More bars than pixels tell nothing: of those, draw what stands out and every n-th other.
      const skip = Math.ceil(ops.length / 400);
      ops.forEach((o, i) => {
        if (i % skip && !o[6] && o[4] === 0) return;
        const a = o[7], b = a + o[8], e = bar(`at to op ${outcomes[o[4]]}${o[5] ? ' w' : ''}${o[6] ? ' hot' : ''}`, a, b);
        e.onpointerenter = () => note.textContent = say(o);
        e.onpointerleave = () => note.textContent = said;
        out.push(e);
        const wide = o[2].length * 7 + 8, room = ((ops[i + 1] ? ops[i + 1][7] : w0 + span) - b) * px;
        if (o[4] === 2) { if ((Math.min(b, w0 + span) - Math.max(a, w0)) * px > wide) out.push(label('at lb in', Math.max(a, w0), o[2])); }
        else if (o[6] || room > wide) out.push(label('at lb' + (o[6] ? ' hot' : o[5] ? ' k' : ''), b, o[2]));
      });
      tr.replaceChildren(...out, ...$$('.vline', tr));
    });
    const most = tracks[0].clientWidth < 500 ? 4 : 8;
    const step = [.001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find(s => span / s <= most) ?? 5000;
    const ticks = [];
    for (let i = Math.ceil(w0 / step); i * step <= w0 + span; i++)
      ticks.push(Object.assign(label('at', i * step, (i * step).toFixed(step < .01 ? 3 : step < .1 ? 2 : step < 1 ? 1 : 0) + (ticks.length ? '' : '\u00a0s'))));
    axis.replaceChildren(...ticks);
    value.classList.toggle('moved', Math.abs(w0 - home[0]) > 1e-6 || Math.abs(span - home[1]) > 1e-6);
  };
  for (const b of $$('[data-span]', lanes)) b.onclick = () => { span = +b.dataset.span; w0 = data.violation - span * .7; draw(); };
  const when = e => { const r = strip.getBoundingClientRect(); return clamp(k0 + (e.clientX - r.left) / r.width * (k1 - k0), k0, k1); };
  let drag = null;
  strip.onpointerdown = e => { drag = when(e); strip.setPointerCapture(e.pointerId); };
  strip.onpointermove = e => {
    const x = when(e);
    if (drag !== null && Math.abs(x - drag) > (k1 - k0) / 400) { w0 = Math.min(x, drag); span = Math.abs(x - drag); draw(); }
  };
  strip.onpointerup = e => { if (drag !== null && Math.abs(when(e) - drag) <= (k1 - k0) / 400) { w0 = drag - span / 2; draw(); } drag = null; };
  lanes.addEventListener('keydown', e => {
    if (e.target.tagName === 'BUTTON' || !plain(e)) return;
    const m = w0 + span / 2, k = {ArrowLeft: [-.2, 1], ArrowRight: [.2, 1], '+': [0, .6], '=': [0, .6], '-': [0, 1 / .6]}[e.key];
    if (k) { e.preventDefault(); span *= k[1]; w0 = m - span / 2 + k[0] * span; draw(); }
    else if (e.key === 'v') { [w0, span] = home; draw(); }
  });
  addEventListener('resize', draw); draw();
}

// ---- log filter, print
for (const b of $$('[data-node]')) b.onclick = () => {
  const on = b.getAttribute('aria-pressed') === 'true' ? '' : b.dataset.node;
  for (const o of $$('[data-node]')) o.setAttribute('aria-pressed', o.dataset.node === on);
  for (const l of logs) l.hidden = !!on && l.dataset.n !== on && l.dataset.n !== '';
};
let closed = [];
addEventListener('beforeprint', () => { closed = $$('details:not([open])'); for (const d of closed) d.open = true; });
addEventListener('afterprint', () => { for (const d of closed) d.open = false; });
