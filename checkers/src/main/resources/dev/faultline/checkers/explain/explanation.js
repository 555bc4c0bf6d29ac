'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const host = document.getElementById('chart');
  const ops = data.operations, misfit = ops[data.misfit], paths = data.paths;
  const ROW = 26, BAR = 18, TOP = 30, NS = 'http://www.w3.org/2000/svg';
  const FEW = 30;
  let mode = ops.length > FEW ? 'core' : 'all', chosen = 0, scale = 0, offset = 0, step = -1, hovered = null;
  let view, width = 0, gutter = 0, pending = false;

  const html = (tag, cls, text) => {
    const e = document.createElement(tag);
    if (cls) e.className = cls;
    if (text !== undefined) e.textContent = text;
    return e;
  };
  const svg = (parent, tag, attributes, text) => {
    const e = document.createElementNS(NS, tag);
    for (const name in attributes) e.setAttribute(name, attributes[name]);
    if (text !== undefined) e.textContent = text;
    parent.append(e);
    return e;
  };

  /** Which operations are shown, where their events are, in which row each is. Time is not to scale: each event has room. */
  function layout() {
    const path = paths[chosen], inPath = new Set(path ? path.steps.map(s => s[0]) : []);
    const last = path && path.steps.length ? path.steps[path.steps.length - 1][0] : -1;
    const shown = ops.filter((o, i) => mode === 'all' || o.core || o === misfit || i === last || (o.to === null && inPath.has(i)));
    const ranks = [...new Set(shown.flatMap(o => o.to === null ? [o.from] : [o.from, o.to]))].sort((a, b) => a - b);
    const index = new Map(ranks.map((r, i) => [r, i]));
    const times = new Array(ranks.length).fill(-1);
    const change = new Array(ranks.length).fill(0);
    shown.forEach(o => {
      times[index.get(o.from)] = o.fromAt;
      if (o.to !== null) {
        times[index.get(o.to)] = o.toAt;
        change[index.get(o.from)]++;
        change[index.get(o.to)]--;
      }
    });
    const places = [];
    let place = 0, busy = 0;
    change.forEach(c => {
      places.push(place);
      busy += c;
      place += busy > 0 ? 1.5 : 0.6;
    });
    const at = new Map(ranks.map((r, i) => [r, places[i]]));
    const names = [...new Set(shown.map(o => o.process))];
    const number = n => /^\d{1,15}$/.test(n) ? Number(n) : NaN;
    names.sort((a, b) => number(a) - number(b) || (isNaN(number(a)) - isNaN(number(b))) || (a < b ? -1 : a > b ? 1 : 0));
    const lanes = names.map(name => ({name, rows: []}));
    const lane = new Map(lanes.map(l => [l.name, l]));
    const bars = shown.map(o => {
      const bar = {o, from: at.get(o.from), to: o.to === null ? Infinity : at.get(o.to)};
      const rows = lane.get(o.process).rows;
      let row = rows.findIndex(end => end < bar.from);
      if (row < 0) row = rows.length;
      rows[row] = bar.to;
      bar.row = row;
      return bar;
    });
    let y = TOP;
    lanes.forEach(l => {
      l.y = y;
      y += l.rows.length * ROW + (l.name === misfit.process ? 16 : 4);
    });
    bars.forEach(b => { b.y = lane.get(b.o.process).y + b.row * ROW + (ROW - BAR) / 2; });
    const barOf = new Map(bars.map(b => [b.o, b]));
    view = {bars, lanes, times, ranks, places, barOf, end: place, height: y + 26, points: points(path, barOf, places)};
  }

  /** Each operation of the order as a point in its bar, left to right: after the latest invocation so far. */
  function points(path, barOf, places) {
    if (!path) return [];
    let segment = 0;
    const list = [];
    path.steps.forEach(([i, state], number) => {
      const bar = barOf.get(ops[i]);
      if (!bar) return;
      segment = Math.max(segment, bar.from);
      list.push({bar, state, segment, number});
    });
    const sizes = new Map();
    list.forEach(p => { p.place = sizes.get(p.segment) || 0; sizes.set(p.segment, p.place + 1); });
    list.forEach(p => {
      const size = sizes.get(p.segment), next = places.find(q => q > p.segment);
      const wide = (next === undefined ? p.segment + 1.5 : next) - p.segment;
      p.x = p.segment + wide * (size === 1 ? 0.84 : 0.3 + 0.62 * p.place / (size - 1));
    });
    return list;
  }

  const span = () => view.end + 0.6;
  const room = () => Math.max(60, width - gutter - 8);
  const fit = () => room() / span();
  const x = place => gutter + (place + 0.3 - offset) * scale;
  const clamp = () => {
    scale = Math.min(Math.max(scale, Math.min(fit(), 40)), 260);
    offset = Math.max(0, Math.min(offset, span() - room() / scale));
  };
  function home(all) {
    scale = all ? fit() : Math.max(fit(), 34);
    offset = span();
    clamp();
  }
  function zoom(factor, centre) {
    const place = offset + (centre - gutter) / scale;
    scale *= factor;
    clamp();
    offset = place - (centre - gutter) / scale;
    clamp();
    later();
  }
  function pan(pixels) {
    offset += pixels / scale;
    clamp();
    later();
  }
  function later() {
    if (!pending) {
      pending = true;
      requestAnimationFrame(() => { pending = false; draw(); });
    }
  }

  const cut = (text, pixels, each) => {
    const fits = Math.floor(pixels / each);
    return text.length <= fits ? text : fits < 3 ? '' : text.slice(0, fits - 1) + '…';
  };
  const seconds = nanos => (nanos / 1e9).toFixed(3) + ' s';

  function placeOfTime(nanos) {
    const t = view.times;
    if (nanos < t[0]) return -0.3;
    for (let i = 1; i < t.length; i++) {
      if (nanos < t[i]) {
        const p = view.places;
        return p[i - 1] + (p[i] - p[i - 1]) * (nanos - t[i - 1]) / Math.max(1, t[i] - t[i - 1]);
      }
    }
    return view.end + 0.6;
  }

  function draw() {
    const focused = document.activeElement === plot;
    const root = document.createElementNS(NS, 'svg');
    root.setAttribute('width', width);
    root.setAttribute('height', view.height);
    root.setAttribute('role', 'img');
    root.setAttribute('aria-label', 'Operations by process, and an order of them');
    const defs = svg(root, 'defs', {});
    const fade = svg(defs, 'linearGradient', {id: 'fade'});
    svg(fade, 'stop', {offset: 0, style: 'stop-color:var(--info);stop-opacity:.75'});
    svg(fade, 'stop', {offset: 0.12, style: 'stop-color:var(--info);stop-opacity:.32'});
    svg(fade, 'stop', {offset: 1, style: 'stop-color:var(--info);stop-opacity:0'});
    const bottom = view.height - 22;
    faults(root, bottom);
    view.lanes.forEach(l => svg(root, 'line', {class: 'lane', x1: 0, x2: width, y1: l.y - 2, y2: l.y - 2}));
    ticks(root, bottom);
    const end = view.barOf.get(misfit);
    svg(root, 'line', {class: 'end', x1: x(end.to), x2: x(end.to), y1: TOP - 4, y2: bottom});
    view.bars.forEach(b => bar(root, b));
    path(root, end);
    svg(root, 'rect', {class: 'gutter', x: 0, y: 0, width: gutter - 4, height: view.height});
    view.lanes.forEach(l => {
      const t = svg(root, 'text', {class: 'who', x: 8, y: l.y + ROW / 2 + 4}, cut(l.name, gutter - 14, 6.6) || '…');
      svg(t, 'title', {}, 'process ' + l.name);
    });
    plot.replaceChildren(root);
    if (focused) plot.focus({preventScroll: true});
  }

  function faults(root, bottom) {
    if (misfit.fromAt < 0) return;
    data.faults.forEach((f, i) => {
      const from = x(placeOfTime(f.from)), to = x(placeOfTime(f.to));
      if (to <= gutter || from >= width || to - from < 0.5) return;
      const left = Math.max(from, gutter);
      const r = svg(root, 'rect', {class: 'fault', x: left, y: 0, width: Math.max(1, to - left), height: bottom});
      svg(r, 'title', {}, f.label);
      svg(root, 'text', {class: 'fault-label', x: left + 4, y: 12 + (i % 2) * 12}, cut(f.label, to - left - 8, 6));
    });
  }

  function ticks(root, bottom) {
    let free = gutter;
    view.ranks.forEach((rank, i) => {
      const at = x(view.places[i]);
      if (at < free || at > width - 30) return;
      svg(root, 'line', {class: 'lane', x1: at, x2: at, y1: TOP - 4, y2: bottom});
      const first = at < gutter + 26;
      svg(root, 'text', {class: 'tick', x: first ? gutter : at, y: bottom + 15, 'text-anchor': first ? 'start' : 'middle'},
          view.times[i] >= 0 ? seconds(view.times[i]) : '#' + rank);
      free = at + 86;
    });
  }

  function bar(root, b) {
    const open = b.to === Infinity, from = x(b.from), to = open ? Math.max(from + 30, x(span())) : x(b.to);
    if (to < gutter || from > width) return;
    const on = hovered === b.o || (step >= 0 && view.points[step] && view.points[step].bar === b);
    const g = svg(root, 'g', {class: 'op' + (b.o.core ? ' core' : '') + (b.o === misfit ? ' misfit' : '')
        + (open ? ' open' : '') + (on ? ' on' : '')});
    const r = svg(g, 'rect', {x: from, y: b.y, width: Math.max(4, to - from), height: BAR, rx: 4});
    if (open) r.setAttribute('style', 'fill:url(#fade)');
    const left = Math.max(from, gutter);
    svg(g, 'text', {class: 'call', x: left + 6, y: b.y + 13}, cut(b.o.call, to - left - 10, 6.7));
    svg(g, 'title', {}, describe(b.o));
    g.addEventListener('pointerenter', () => tell(b.o));
    g.addEventListener('click', () => tell(b.o));
  }

  function path(root, end) {
    const p = view.points, route = p.map(q => [x(q.x), q.bar.y + BAR / 2]);
    const target = [x(end.to), end.y + BAR / 2];
    if (route.length) {
      const line = route.map(q => q.join(',')).join(' ');
      svg(root, 'polyline', {class: 'halo', points: line});
      svg(root, 'polyline', {class: 'path', points: line});
      svg(root, 'polyline', {class: 'last', points: route[route.length - 1].join(',') + ' ' + target.join(',')});
    }
    let free = -1e9;
    p.forEach((q, i) => {
      const [cx, cy] = route[i];
      svg(root, 'circle', {class: 'dot' + (i === step ? ' on' : ''), cx, cy, r: i === step ? 5 : 3.5});
      const label = cut(q.state, Math.max(34, scale * 0.9), 6.5);
      if (cx > free) {
        svg(root, 'text', {class: 'state', x: cx + 5, y: cy - 8}, label);
        free = cx + label.length * 6.5 + 4;
      }
    });
    const [cx, cy] = target;
    svg(root, 'path', {class: 'cross', d: `M${cx - 5},${cy - 5}L${cx + 5},${cy + 5}M${cx + 5},${cy - 5}L${cx - 5},${cy + 5}`});
    if (paths[chosen]) {
      const toLeft = cx > width / 2;
      const space = toLeft ? cx - gutter : width - cx;
      svg(root, 'text', {class: 'dead', x: Math.min(cx, width - 6), y: end.y + BAR + 15, 'text-anchor': toLeft ? 'end' : 'start'},
          cut(paths[chosen].deadEnd, space, 6.2));
    }
  }

  function describe(o) {
    return 'process ' + o.who + '  ' + o.call + '  ' + o.when + (o.to === null ? ', open' : '')
        + (o === misfit ? ', fits nowhere' : o.core ? ', matters' : '') + (o.error ? ', error ' + o.error : '');
  }
  function tell(o, state) {
    if (hovered !== o || state) {
      hovered = o;
      detail.textContent = describe(o) + (state === undefined ? '' : '  → ' + state);
      later();
    }
  }

  function walk(by) {
    if (!view.points.length) return;
    const count = view.points.length;
    step = step < 0 ? (by > 0 ? 0 : count - 1) : Math.max(0, Math.min(count - 1, step + by));
    const p = view.points[step], at = x(p.x);
    if (at < gutter + 20 || at > width - 40) {
      offset = p.x - room() / scale / 2;
      clamp();
    }
    tell(p.bar.o, p.state);
  }

  function press(buttons, index) {
    buttons.forEach((b, i) => b.setAttribute('aria-pressed', i === index));
  }
  function button(parent, label, action, title) {
    const b = html('button', '', label);
    b.type = 'button';
    if (title) { b.title = title; b.setAttribute('aria-label', title); }
    b.addEventListener('click', action);
    parent.append(b);
    return b;
  }
  function change() {
    step = -1;
    layout();
    home(false);
    draw();
  }

  const tools = html('div', 'tools');
  button(tools, '−', () => zoom(0.7, width), 'Zoom out');
  button(tools, '+', () => zoom(1.4, width), 'Zoom in');
  button(tools, 'fit', () => { home(true); later(); }, 'Show the whole');
  if (ops.some(o => !o.core)) {
    const modes = ['core', 'all'];
    tools.append(html('span', '', 'show'));
    const buttons = modes.map((m, i) => button(tools, m === 'core' ? 'what matters' : 'all ' + ops.length,
        () => { mode = m; press(buttons, i); change(); }));
    press(buttons, modes.indexOf(mode));
  }
  if (paths.length > 1) {
    tools.append(html('span', '', 'order that ends in'));
    const buttons = paths.map((p, i) => button(tools, p.state.length > 24 ? p.state.slice(0, 23) + '…' : p.state,
        () => { chosen = i; press(buttons, i); change(); }, 'The order that ends in ' + p.state + ': ' + p.deadEnd));
    press(buttons, 0);
  }
  const plot = html('div', 'plot');
  plot.tabIndex = 0;
  plot.setAttribute('role', 'group');
  plot.setAttribute('aria-label', 'Chart of the operations; arrow keys pan, plus and minus zoom, comma and full stop follow the order');
  const detail = html('p', 'detail q', 'Point at an operation, or follow the order with the keys , and .');
  detail.setAttribute('aria-live', 'polite');
  const legend = html('div', 'legend');
  [['core', 'matters'], ['', 'completed'], ['open', 'open for ever'], ['misfit', 'fits nowhere'], ['line', 'an order, and the state after each step']]
      .concat(data.faults.length ? [['band', 'a fault in force']] : [])
      .forEach(([cls, text]) => {
        const item = html('span');
        item.append(html('i', cls), text);
        legend.append(item);
      });
  const keys = html('p', 'keys');
  [['←', ''], ['→', ' pan'], ['+', ''], ['−', ' zoom'], ['0', ' fit'], [',', ''], ['.', ' along the order'], ['a', ' all or what matters']]
      .forEach(([key, text]) => keys.append(html('kbd', '', key), text + ' '));
  host.replaceChildren(tools, plot, legend, detail, keys);

  plot.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const act = {
      ArrowLeft: () => pan(-80), ArrowRight: () => pan(80), '+': () => zoom(1.3, width / 2), '=': () => zoom(1.3, width / 2),
      '-': () => zoom(1 / 1.3, width / 2), 0: () => { home(true); later(); }, Home: () => { offset = 0; clamp(); later(); },
      End: () => { offset = span(); clamp(); later(); }, ',': () => walk(-1), '.': () => walk(1),
      a: () => { const b = [...tools.querySelectorAll('button')].find(c => c.getAttribute('aria-pressed') === 'false'
          && /^(what matters|all \d+)$/.test(c.textContent)); if (b) b.click(); }
    }[e.key];
    if (act) { e.preventDefault(); act(); }
  });
  plot.addEventListener('wheel', e => {
    if (e.ctrlKey || e.metaKey) {
      e.preventDefault();
      zoom(Math.exp(-e.deltaY / 300), e.clientX - plot.getBoundingClientRect().left);
    } else if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) {
      e.preventDefault();
      pan(e.deltaX || e.deltaY);
    }
  }, {passive: false});
  const touches = new Map();
  plot.addEventListener('pointerdown', e => { touches.set(e.pointerId, e.clientX); plot.classList.add('drag'); });
  window.addEventListener('pointermove', e => {
    if (!touches.has(e.pointerId)) return;
    const before = [...touches.values()], was = touches.get(e.pointerId);
    touches.set(e.pointerId, e.clientX);
    const now = [...touches.values()];
    if (now.length === 1) {
      pan(was - e.clientX);
    } else if (now.length === 2) {
      const gap = Math.abs(before[0] - before[1]);
      if (gap > 8) zoom(Math.abs(now[0] - now[1]) / gap, (now[0] + now[1]) / 2 - plot.getBoundingClientRect().left);
    }
  });
  ['pointerup', 'pointercancel'].forEach(name => window.addEventListener(name, e => {
    touches.delete(e.pointerId);
    if (!touches.size) plot.classList.remove('drag');
  }));
  new ResizeObserver(() => {
    const now = plot.clientWidth;
    if (now !== width && now > 0) {
      const first = width === 0;
      width = now;
      gutter = width < 560 ? 54 : 92;
      if (first) change(); else { clamp(); draw(); }
    }
  }).observe(plot);
})();
