// Numbers in the panel: one table, a spark line where a series has several years.
function figureText([, kind, op, value, upper, unit]) {
  const mark = (value < 0 ? { '>=': '≤', '<=': '≥', '~': '≈' } : { '>=': '≥', '<=': '≤', '~': '≈' })[op] || ''; // “下降3%以上” is -3 or less
  const sign = (kind === 'growth' || kind === 'change') && value > 0 ? '+' : '';
  return `${mark}${sign}${value}${upper !== undefined && upper !== null ? `–${upper}` : ''}${unit || ''}`;
}

function spark(points) {
  const [w, h] = [84, 20];
  const years = points.map((p) => p.year);
  const values = points.map((p) => p.figure[3]);
  const [y0, y1, v0, v1] = [Math.min(...years), Math.max(...years), Math.min(...values), Math.max(...values)];
  const at = (p) => [3 + ((p.year - y0) / (y1 - y0 || 1)) * (w - 6), h - 3 - ((p.figure[3] - v0) / (v1 - v0 || 1)) * (h - 6)];
  return el('svg', { class: 'spark', viewBox: `0 0 ${w} ${h + 2}`, role: 'img', 'aria-label': points.map((p) => `${p.year} ${figureText(p.figure)}`).join(', ') },
    el('polyline', { points: points.map((p) => at(p).map((c) => c.toFixed(1)).join(',')).join(' '), fill: 'none', stroke: css('--accent'), 'stroke-width': 1.5 }),
    points.map((p) => {
      const [cx, cy] = at(p);
      return el('circle', { cx, cy, r: 2.6, fill: planned(p) ? css('--sheet') : css('--accent'), stroke: css('--accent'), 'stroke-width': 1.4 });
    }));
}

function seriesOf(list) {
  const found = new Map();
  for (const fact of list) {
    const key = [fact.subject || '', fact.figure[0], fact.figure[1], fact.figure[5] || ''].join('\u0001');
    (found.get(key) || found.set(key, []).get(key)).push(fact);
  }
  for (const row of found.values()) row.sort((a, b) => (a.year || 0) - (b.year || 0));
  return [...found.values()];
}

function figureTable(list) {
  const body = el('tbody');
  for (const row of seriesOf(list)) {
    const dated = row.filter((f) => f.year !== undefined);
    const curve = new Set(dated.map((f) => f.year)).size > 1 ? spark(dated) : null;
    row.forEach((fact, i) => {
      const kind = fact.figure[1] === 'level' ? '' : ` · ${T(`kind.${fact.figure[1]}`)}`;
      const line = el('tr', { class: 'row', tabindex: 0, 'aria-expanded': 'false' },
        el('td', {}, i ? '' : fact.figure[0], i ? '' : el('span', { class: 'muted' }, kind), i ? null : curve),
        el('td', { class: 'n' }, fact.year || ''),
        el('td', { class: 'n' }, figureText(fact.figure)),
        el('td', {}, chip(fact)));
      const toggle = () => {
        const shut = line.getAttribute('aria-expanded') === 'false';
        line.setAttribute('aria-expanded', String(shut));
        if (shut) line.after(el('tr', {}, el('td', { colspan: 4 }, fact.quotes.map((q) => quote(q, fact)))));
        else line.nextSibling.remove();
      };
      line.addEventListener('click', toggle);
      line.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); event.stopPropagation(); toggle(); } });
      body.append(line);
    });
  }
  return el('table', {}, el('thead', {}, el('tr', {}, el('th', {}, T('panel.indicator')), el('th', { class: 'n' }, T('panel.year')),
    el('th', { class: 'n' }, T('panel.value')), el('th'))), body);
}
