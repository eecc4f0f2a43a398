// Choosing, focusing with a trail, paths, and loosening a neighbourhood.
let pathFound = null;
let moved = false;

function choose(id) {
  if (state.path && nodes.has(id)) { extendPath(id); return; }
  if (state.path && !id) stopPath();
  state.selected = id;
  hovered = null;
  $('#tip').hidden = true;
  network.unselectAll();
  light();
  showPanel();
  writeAddress();
  if (nodes.has(id)) say(`${T(`type.${nodes.get(id).type}`)} ${nodes.get(id).name}`);
}

// From the search: bring it into sight, whatever hides it.
function visit(id) {
  if (!shown.nodes.has(id) && state.focus.length) leaveFocus(0);
  if (!shown.nodes.has(id)) { clearFilters(); changed(); }
  choose(id);
  $('#map').focus({ preventScroll: true });
  if (pathFound) return; // the whole of it is in sight
  const near = new Set([id, ...nodes.get(id).edges.filter((e) => shown.edges.has(e.id)).map((e) => other(e, id))]);
  fit(near.size > 60 ? new Set([id]) : near);
}

function focusOn(id, depth = 1) {
  const last = state.focus.at(-1);
  if (last && last.id === id) last.depth = depth;
  else state.focus.push({ id, depth });
  state.selected = id;
  applyFocus();
}

function leaveFocus(keep) {
  state.focus.length = keep;
  applyFocus();
}

function applyFocus() {
  hovered = null;
  $('#tip').hidden = true;
  restore();
  refresh();
  if (state.focus.length && shown.nodes.size <= 160) loosen(0.6);
  showTrail();
  showPanel();
  writeAddress();
  light();
  fit();
}

function showTrail() {
  const trail = $('#trail');
  trail.hidden = !state.focus.length;
  if (trail.hidden) return;
  const last = state.focus.at(-1);
  trail.replaceChildren(el('button', { onclick: () => leaveFocus(0) }, `⌂ ${T('tool.all')}`),
    ...state.focus.map((f, i) => el('button', { 'aria-current': i === state.focus.length - 1 ? 'true' : undefined, onclick: () => leaveFocus(i + 1) }, nodes.get(f.id).name)),
    el('span', { class: 'depth' }, T('tool.depth'), [1, 2, 3].map((d) => el('button', { 'aria-pressed': String(d === last.depth), onclick: () => focusOn(last.id, d) }, d))));
}

function restore() {
  if (!moved) return;
  moved = false;
  dataNodes.update([...places].map(([id, { x, y }]) => ({ id, x, y })));
}

// Springs and repulsion over what is shown, then boxes apart, so that every label can be read.
function loosen(keep = 1) {
  const ids = [...shown.nodes];
  if (ids.length < 2) return;
  const index = new Map(ids.map((id, i) => [id, i]));
  const links = [...shown.edges].map((id) => edges.get(id)).map((e) => [index.get(e.source), index.get(e.target)]);
  const spots = ids.map((id, i) => {
    const body = network.body.nodes[id];
    return { x: body.x * keep + Math.cos(i * 2.4), y: body.y * keep + Math.sin(i * 2.4) };
  });
  const boxes = ids.map((id) => ({ w: Math.max(2 * sizes.get(id), 13 * Math.min(11, nodes.get(id).name.length)) + 22, h: 2 * sizes.get(id) + 46 }));
  const rounds = ids.length > 400 ? 40 : 220;
  for (let round = 0; round < rounds; round += 1) {
    const heat = 60 * (1 - round / rounds) + 1;
    const push = spots.map((p) => ({ x: -p.x * 0.01, y: -p.y * 0.012 }));
    for (let i = 0; i < spots.length; i += 1) {
      for (let j = i + 1; j < spots.length; j += 1) {
        const [dx, dy] = [spots[i].x - spots[j].x, spots[i].y - spots[j].y];
        let force = 1900 / Math.max(dx * dx + dy * dy, 400);
        const [ox, oy] = [(boxes[i].w + boxes[j].w) / 2 - Math.abs(dx), (boxes[i].h + boxes[j].h) / 2 - Math.abs(dy)];
        if (ox > 0 && oy > 0) force += 0.25;
        push[i].x += dx * force; push[i].y += dy * force;
        push[j].x -= dx * force; push[j].y -= dy * force;
      }
    }
    for (const [a, b] of links) {
      const [dx, dy] = [spots[b].x - spots[a].x, spots[b].y - spots[a].y];
      const pull = (Math.hypot(dx, dy) - 120) / Math.max(Math.hypot(dx, dy), 1) * 0.12;
      push[a].x += dx * pull; push[a].y += dy * pull;
      push[b].x -= dx * pull; push[b].y -= dy * pull;
    }
    spots.forEach((p, i) => {
      const size = Math.hypot(push[i].x, push[i].y) || 1;
      p.x += push[i].x / size * Math.min(size, heat);
      p.y += push[i].y / size * Math.min(size, heat);
    });
  }
  moved = true;
  dataNodes.update(ids.map((id, i) => ({ id, x: Math.round(spots[i].x), y: Math.round(spots[i].y) })));
}

// The shortest way between two nodes over the lines that the filters leave.
function startPath(id = null) {
  state.path = [id, null];
  pathFound = null;
  $('#do-path').setAttribute('aria-pressed', 'true');
  if (state.focus.length) leaveFocus(0);
  light();
  showPanel();
  writeAddress();
}

function stopPath() {
  state.path = null;
  pathFound = null;
  $('#do-path').setAttribute('aria-pressed', 'false');
}

function extendPath(id) {
  if (!state.path[0] || (state.path[0] && state.path[1])) state.path = [id, null];
  else if (state.path[0] !== id) state.path[1] = id;
  hovered = null;
  $('#tip').hidden = true;
  findPath();
  light();
  showPanel();
  writeAddress();
}

function findPath() {
  const [from, to] = state.path;
  pathFound = null;
  if (!from || !to) return;
  const came = new Map([[from, null]]);
  const queue = [from];
  for (const here of queue) {
    if (here === to) break;
    for (const e of nodes.get(here).edges) {
      const far = other(e, here);
      if (open.edges.has(e.id) && !came.has(far)) { came.set(far, e); queue.push(far); }
    }
  }
  if (!came.has(to)) return;
  pathFound = { nodes: [to], edges: [] };
  for (let here = to; came.get(here);) {
    const e = came.get(here);
    here = other(e, here);
    pathFound.edges.unshift(e.id);
    pathFound.nodes.unshift(here);
  }
  fit(new Set(pathFound.nodes));
}

function pathPanel() {
  const [from, to] = state.path;
  const end = (key, id) => el('p', {}, el('span', { class: 'muted' }, `${T(key)} `), id ? link(id) : '—');
  const parts = [el('h2', {}, T('path.title')), end('path.from', from), end('path.to', to)];
  if (!to) parts.push(el('p', { class: 'muted' }, T('path.pick')));
  else if (!pathFound) parts.push(el('p', {}, T('path.none')));
  else {
    parts.push(...section(T('path.steps', pathFound.edges.length), 0, pathFound.edges.map((id, i) => {
      const e = edges.get(id);
      const said = e.facts.find(holds) || e.facts[0];
      const forward = e.source === pathFound.nodes[i];
      return el('div', { class: 'fact' }, el('div', { class: 'what' }, nodes.get(pathFound.nodes[i]).name,
        el('span', { class: 'chip' }, `${forward ? '' : '← '}${T(`relation.${e.type}`)}${forward ? ' →' : ''}`), nodes.get(pathFound.nodes[i + 1]).name),
      said.quotes.slice(0, 1).map((q) => quote(q, said)));
    })));
  }
  parts.push(el('div', { class: 'do' }, el('button', { onclick: () => { stopPath(); light(); showPanel(); writeAddress(); } }, T('tool.close'))));
  return parts;
}
