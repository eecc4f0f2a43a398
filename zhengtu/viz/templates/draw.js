// The canvas: vis-network draws nodes and lines; shading, highlighting and labels are ours.
const SHAPES = D.shapes;
const GROUND = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#8f7a00', '#7a5fb0'];
const theme = () => document.documentElement.dataset.theme;
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let paint = {};

function readPaint() {
  const dark = theme() === 'dark';
  paint = { paper: css('--paper'), sheet: css('--sheet'), ink: css('--ink'), soft: css('--soft'), accent: css('--accent'),
    edge: dark ? '#56626b' : '#b9bdbd', edgeLit: dark ? '#aebac3' : '#59636b', veil: dark ? 'rgba(20,24,27,.82)' : 'rgba(251,250,247,.84)' };
}

function groups() {
  const found = {};
  for (const [type, [, colour]] of Object.entries(SHAPES)) {
    const style = { background: colour, border: paint.paper, highlight: { background: colour, border: paint.ink }, hover: { background: colour, border: paint.ink } };
    found[type] = { color: style };
    found[`${type}-planned`] = { color: { background: paint.sheet, border: colour, highlight: { background: paint.sheet, border: colour }, hover: { background: paint.sheet, border: colour } } };
  }
  return found;
}

readPaint();
const places = new Map(drawing.nodes.map((n) => [n.id, { x: n.x, y: n.y }]));
const sizes = new Map(drawing.nodes.map((n) => [n.id, n.size]));
const hollow = (n) => n.type === 'Target' || (n.stage && n.stage[1] === 1);
const dataNodes = new vis.DataSet(drawing.nodes.map(({ label, title, ...n }) => ({ ...n, group: hollow(nodes.get(n.id)) ? `${n.group}-planned` : n.group })));
const dataEdges = new vis.DataSet(drawing.edges.map((e) => ({ id: e.id, from: e.from, to: e.to, dashes: edges.get(e.id).facts.every(planned) })));
const network = new vis.Network($('#map'), { nodes: dataNodes, edges: dataEdges }, { ...drawing.options, groups: groups(), edges: { ...drawing.options.edges, color: edgeColour() } });
const canvas = network.canvas.frame.canvas;
const ranked = [...nodes.keys()].sort((a, b) => sizes.get(b) - sizes.get(a));

function edgeColour() { return { color: paint.edge, highlight: paint.edgeLit, hover: paint.edgeLit }; }

function repaint() {
  readPaint();
  network.setOptions({ groups: groups(), edges: { color: edgeColour() } });
}

function refresh() {
  sift();
  const changedNodes = [];
  for (const id of nodes.keys()) {
    const hidden = !shown.nodes.has(id);
    if (!!dataNodes.get(id).hidden !== hidden) changedNodes.push({ id, hidden });
  }
  const changedEdges = [];
  for (const id of edges.keys()) {
    const hidden = !shown.edges.has(id);
    if (!!dataEdges.get(id).hidden !== hidden) changedEdges.push({ id, hidden });
  }
  if (changedNodes.length) dataNodes.update(changedNodes);
  if (changedEdges.length) dataEdges.update(changedEdges);
  light();
  tellStatus();
}

function tellStatus() {
  const left = D.left_out ? ` · ${T('map.left_out', D.left_out)}` : '';
  const empty = !nodes.size ? T('map.empty') : !shown.nodes.size ? T('map.all_filtered') : '';
  $('#status').textContent = empty || `${shown.nodes.size} ${T('map.nodes')} · ${shown.edges.size} ${T('map.edges')}${left}`;
}

// What is lit: a path, else what the pointer is on, else what is selected.
let lit = null;
function light() {
  const found = { nodes: new Set(), edges: new Set(), centre: null };
  const centre = state.focus.length ? state.focus.at(-1).id : null; // all that a focus shows is of interest
  const at = hovered || (state.selected === centre ? null : state.selected);
  if (pathFound && !hovered) {
    pathFound.nodes.forEach((id) => found.nodes.add(id));
    pathFound.edges.forEach((id) => found.edges.add(id));
  } else if (nodes.has(at) && shown.nodes.has(at)) {
    found.centre = at;
    found.nodes.add(at);
    for (const e of nodes.get(at).edges) {
      if (!shown.edges.has(e.id)) continue;
      found.edges.add(e.id);
      found.nodes.add(other(e, at));
    }
  } else if (edges.has(at) && shown.edges.has(at)) {
    found.edges.add(at);
    found.nodes.add(edges.get(at).source).add(edges.get(at).target);
  }
  lit = found.nodes.size ? found : null;
  network.redraw();
}

network.on('beforeDrawing', (ctx) => { if (state.communities) shadeChains(ctx); });
network.on('afterDrawing', (ctx) => {
  if (lit) drawLit(ctx);
  drawRings(ctx, [state.selected, hovered].filter((id) => shown.nodes.has(id)));
  drawLabels(ctx);
});

function drawLit(ctx) {
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight });
  ctx.fillStyle = paint.veil;
  ctx.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
  for (const id of lit.edges) {
    const e = network.body.edges[id];
    if (e && e.connected) { e.draw(ctx); e.drawArrows(ctx); }
  }
  for (const id of lit.nodes) network.body.nodes[id].draw(ctx);
  if (pathFound && !hovered) drawRings(ctx, lit.nodes);
}

function drawRings(ctx, ids) {
  for (const id of ids) {
    const { x, y } = network.body.nodes[id];
    ctx.beginPath();
    ctx.arc(x, y, sizes.get(id) + 6 / network.getScale(), 0, 2 * Math.PI);
    ctx.strokeStyle = paint.accent;
    ctx.lineWidth = 2.5 / network.getScale();
    ctx.stroke();
  }
}

function shadeChains(ctx) {
  let colour = 0;
  ctx.lineJoin = 'round';
  for (const n of nodes.values()) {
    if (n.type !== 'IndustryChain') continue;
    colour += 1;
    if (!shown.nodes.has(n.id)) continue;
    const members = n.edges.filter((e) => shown.edges.has(e.id) && e.target === n.id && e.type === 'inChain').map((e) => e.source);
    if (members.length < 2) continue;
    const outline = hull([n.id, ...members].map((id) => network.body.nodes[id]));
    ctx.beginPath();
    outline.forEach((p, i) => (i ? ctx.lineTo(p.x, p.y) : ctx.moveTo(p.x, p.y)));
    ctx.closePath();
    ctx.globalAlpha = theme() === 'dark' ? 0.13 : 0.09;
    ctx.fillStyle = ctx.strokeStyle = GROUND[colour % GROUND.length];
    ctx.lineWidth = 60;
    ctx.stroke();
    ctx.fill();
    ctx.globalAlpha = 1;
  }
}

function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const cross = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (list) => {
    const line = [];
    for (const p of list) {
      while (line.length > 1 && cross(line.at(-2), line.at(-1), p) <= 0) line.pop();
      line.push(p);
    }
    return line.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

// Labels have one size on the screen at every zoom; the important ones go first, none covers another.
const FONT = 12.5;
const family = getComputedStyle(document.body).fontFamily;
const widths = new Map();
function widthOf(ctx, text) {
  let w = widths.get(text);
  if (w === undefined) { w = ctx.measureText(text).width; widths.set(text, w); }
  return w;
}
// Lines of about eleven Chinese characters; a number or a Latin word is not broken.
function folded(name, full) {
  const wide = (text) => [...text].reduce((sum, c) => sum + (/[\u2e80-\uffef]/.test(c) ? 1 : 0.55), 0);
  const lines = [''];
  for (const part of name.match(/[\w.%+≥≤≈–-]+|\s+|./gu) || []) {
    if (lines.at(-1) && wide(lines.at(-1) + part) > 11.5) lines.push('');
    if (lines.at(-1) || part.trim()) lines[lines.length - 1] += part;
  }
  return full || lines.length <= 2 ? lines : [lines[0], `${lines[1].slice(0, -1)}…`];
}

let labelled = new Set();
function drawLabels(ctx) {
  const scale = network.getScale();
  const view = { w: canvas.clientWidth, h: canvas.clientHeight };
  const taken = new Map();
  const CELL = 80;
  labelled = new Set();
  ctx.save();
  ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3.5;
  const free = (box) => {
    const keys = [];
    for (let cx = Math.floor(box.l / CELL); cx <= Math.floor(box.r / CELL); cx += 1) {
      for (let cy = Math.floor(box.t / CELL); cy <= Math.floor(box.b / CELL); cy += 1) {
        const key = `${cx}:${cy}`;
        keys.push(key);
        for (const b of taken.get(key) || []) if (box.l < b.r && box.r > b.l && box.t < b.b && box.b > b.t) return null;
      }
    }
    return keys;
  };
  const keep = (box, keys) => { for (const key of keys) (taken.get(key) || taken.set(key, []).get(key)).push(box); };
  if (shown.nodes.size <= 800) { // a label does not lie across another node
    for (const id of lit ? lit.nodes : shown.nodes) {
      const spot = network.canvasToDOM(network.body.nodes[id]);
      const r = sizes.get(id) * scale * 0.8;
      const box = { l: spot.x - r, r: spot.x + r, t: spot.y - r, b: spot.y + r };
      if (r > 3 && spot.x > 0 && spot.y > 0 && spot.x < view.w && spot.y < view.h) keep(box, free(box) || []);
    }
  }
  const put = (id, strong) => {
    if (labelled.has(id) || !shown.nodes.has(id)) return;
    const body = network.body.nodes[id];
    const at = network.canvasToDOM({ x: body.x, y: body.y });
    if (at.x < -80 || at.y < -40 || at.x > view.w + 80 || at.y > view.h + 40) return;
    const n = nodes.get(id);
    ctx.font = `${strong ? 600 : n.type === 'IndustryChain' ? 600 : 400} ${FONT}px ${family}`;
    const lines = folded(n.name, strong);
    if (n.where) lines.push(n.where);
    const wide = Math.max(...lines.map((line) => widthOf(ctx, line))) / 2 + 2;
    const top = at.y + sizes.get(id) * scale + 5;
    const box = { l: at.x - wide, r: at.x + wide, t: top, b: top + lines.length * 15 };
    const keys = free(box);
    if (!keys) return;
    keep(box, keys);
    labelled.add(id);
    ctx.strokeStyle = paint.paper;
    ctx.fillStyle = n.type === 'IndustryChain' || strong ? paint.ink : paint.soft;
    lines.forEach((line, i) => {
      ctx.strokeText(line, at.x, top + i * 15);
      ctx.fillText(line, at.x, top + i * 15);
    });
  };
  if (lit) {
    if (lit.centre) put(lit.centre, true);
    ranked.filter((id) => lit.nodes.has(id)).forEach((id) => put(id, true));
    drawEdgeLabels(ctx, free, keep, lit.edges);
  } else {
    for (const id of ranked) put(id, false);
    if (shown.edges.size <= 40) drawEdgeLabels(ctx, free, keep, shown.edges);
  }
  ctx.restore();
}

function drawEdgeLabels(ctx, free, keep, ids) {
  if (ids.size > 60) return;
  ctx.font = `11px ${family}`;
  ctx.textBaseline = 'middle';
  for (const id of ids) {
    const e = edges.get(id);
    const a = network.canvasToDOM(network.body.nodes[e.source]);
    const b = network.canvasToDOM(network.body.nodes[e.target]);
    if (Math.hypot(a.x - b.x, a.y - b.y) < 70) continue;
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    const words = T(`relation.${e.type}`);
    const half = widthOf(ctx, words) / 2 + 2;
    const box = { l: x - half, r: x + half, t: y - 7, b: y + 7 };
    const keys = free(box);
    if (!keys) continue;
    keep(box, keys);
    ctx.strokeStyle = paint.paper;
    ctx.strokeText(words, x, y);
    ctx.fillStyle = paint.soft;
    ctx.fillText(words, x, y);
  }
  ctx.textBaseline = 'top';
}

// Bring the nodes into sight with room for their labels.
function fit(ids = shown.nodes, animate = true) {
  const at = [...ids].map((id) => network.body.nodes[id]).filter(Boolean);
  if (!at.length) return;
  const [left, right] = [Math.min(...at.map((n) => n.x)), Math.max(...at.map((n) => n.x))];
  const [top, bottom] = [Math.min(...at.map((n) => n.y)), Math.max(...at.map((n) => n.y))];
  const room = { w: Math.max(120, canvas.clientWidth - (phone.matches ? 90 : 150)), h: Math.max(120, canvas.clientHeight - 130) };
  const scale = Math.min(1.25, room.w / Math.max(1, right - left), room.h / Math.max(1, bottom - top));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale,
    animation: animate && !calm.matches ? { duration: 350, easingFunction: 'easeInOutQuad' } : false });
}

function shapeOf(type, isHollow) {
  const [shape, colour] = SHAPES[type];
  const outline = { hexagon: 'M4.5 2h7L15 8l-3.5 6h-7L1 8z', square: 'M2.5 2.5h11v11h-11z', triangle: 'M8 1.5 15 14H1z',
    triangleDown: 'M8 14.5 1 2h14z', diamond: 'M8 1l7 7-7 7-7-7z', star: 'M8 1l2.1 4.7 5 .5-3.8 3.4 1.1 5L8 12l-4.4 2.6 1.1-5L.9 6.2l5-.5z' }[shape];
  const paintIt = isHollow ? { fill: 'none', stroke: colour, 'stroke-width': 2 } : { fill: colour };
  return el('svg', { class: 'shape', viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    outline ? el('path', { d: outline, ...paintIt }) : el('circle', { cx: 8, cy: 8, r: 6.5, ...paintIt }));
}
