// What the map shows: the filters, the focus, and the address that keeps them.
const drawing = JSON.parse($('#drawing').textContent);
let hovered = null;
const state = {
  selected: null, // id of a node or an edge, or 'r3' for a report
  focus: [], // the trail: [{id, depth}]
  path: null, // [from, to] while a path is asked for
  off: { type: new Set(), relation: new Set(), stage: new Set(), report: new Set(), modality: new Set() },
  from: null,
  to: null,
  sure: 0,
  communities: true,
  isolated: true,
};
// What passes the filters.
function holds(fact) {
  const { off, from, to, sure } = state;
  return !off.report.has(fact.report) && !off.modality.has(modalityOf(fact)) && fact.sure >= sure
    && (fact.year === undefined || ((from === null || fact.year >= from) && (to === null || fact.year <= to)));
}
const asksFacts = () => state.from !== null || state.to !== null || state.off.modality.size > 0;
const open = { nodes: new Set(), edges: new Set() }; // by the filters
const shown = { nodes: new Set(), edges: new Set() }; // by filters and focus

function sift() {
  const { off } = state;
  open.nodes.clear();
  open.edges.clear();
  for (const n of nodes.values()) {
    if (off.type.has(n.type) || n.sure < state.sure) continue;
    if (n.reports.length && n.reports.every((r) => off.report.has(r))) continue;
    if (n.type === 'Project' && off.stage.has(n.stage ? n.stage[0] : 'unknown')) continue;
    if (asksFacts() && !n.facts.some(holds)) continue;
    open.nodes.add(n.id);
  }
  const tied = new Set();
  for (const e of edges.values()) {
    if (off.relation.has(e.type) || !open.nodes.has(e.source) || !open.nodes.has(e.target) || !e.facts.some(holds)) continue;
    open.edges.add(e.id);
    tied.add(e.source).add(e.target);
  }
  if (!state.isolated) for (const id of open.nodes) if (!tied.has(id)) open.nodes.delete(id);
  const near = state.focus.length ? around(state.focus.at(-1)) : open.nodes;
  shown.nodes = new Set(near);
  shown.edges = new Set([...open.edges].filter((id) => near.has(edges.get(id).source) && near.has(edges.get(id).target)));
}

function around({ id, depth }) {
  const reached = new Set([id]);
  let rim = [id];
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const at of rim) {
      for (const e of nodes.get(at).edges) {
        const far = other(e, at);
        if (open.edges.has(e.id) && !reached.has(far)) { reached.add(far); next.push(far); }
      }
    }
    rim = next;
  }
  return reached;
}

// The address keeps the view: #s=…&f=…&off=…
function writeAddress() {
  const parts = new URLSearchParams();
  if (state.selected) parts.set('s', state.selected);
  if (state.focus.length) parts.set('f', state.focus.map((f) => `${f.id}.${f.depth}`).join('~'));
  if (state.path && state.path[0]) parts.set('p', state.path.filter(Boolean).join('~'));
  const off = Object.entries(state.off).filter(([, set]) => set.size).map(([kind, set]) => `${kind}:${[...set].join(',')}`);
  if (off.length) parts.set('off', off.join(';'));
  if (state.from !== null) parts.set('from', state.from);
  if (state.to !== null) parts.set('to', state.to);
  if (state.sure) parts.set('sure', state.sure);
  if (!state.isolated) parts.set('tied', '1');
  if (lang !== D.lang) parts.set('lang', lang);
  const hash = parts.toString();
  try { history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search); } catch { /* a frame without an address */ }
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const known = (id) => nodes.has(id);
  state.selected = null;
  const s = parts.get('s');
  if (s && (known(s) || edges.has(s) || /^r\d+$/.test(s) && D.reports[+s.slice(1)])) state.selected = s;
  state.focus = (parts.get('f') || '').split('~').map((text) => text.split('.')).filter(([id]) => known(id))
    .map(([id, depth]) => ({ id, depth: Math.min(3, Math.max(1, +depth || 1)) }));
  const path = (parts.get('p') || '').split('~').filter(known);
  state.path = path.length ? [path[0], path[1] || null] : null;
  for (const set of Object.values(state.off)) set.clear();
  for (const part of (parts.get('off') || '').split(';')) {
    const [kind, values] = part.split(':');
    if (state.off[kind] && values) for (const v of values.split(',')) state.off[kind].add(kind === 'report' ? +v : v);
  }
  state.from = parts.has('from') ? +parts.get('from') : null;
  state.to = parts.has('to') ? +parts.get('to') : null;
  state.sure = +parts.get('sure') || 0;
  state.isolated = !parts.has('tied');
  if (['zh', 'en'].includes(parts.get('lang'))) lang = parts.get('lang');
}

