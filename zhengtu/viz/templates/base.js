// The data by name, words and small helpers: what every page has.
const $ = (selector) => document.querySelector(selector);
const D = JSON.parse($('#data').textContent);
const phone = matchMedia('(max-width: 760px)');
const calm = matchMedia('(prefers-reduced-motion: reduce)');

let lang = D.lang;

function T(key, n) {
  const pair = D.words[key];
  const words = pair ? pair[lang] : key;
  return n === undefined ? words : words.replace('{n}', n);
}

// Text only ever becomes a text node: a name cannot turn into markup.
function el(tag, attributes, ...children) {
  const node = ['svg', 'path', 'circle', 'polyline', 'line'].includes(tag)
    ? document.createElementNS('http://www.w3.org/2000/svg', tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

const nodes = new Map();
const edges = new Map();
for (const n of D.nodes) {
  nodes.set(n.i, { id: n.i, type: n.t, name: n.n, aliases: n.a || [], spelt: n.p || [], reports: n.r || [],
    quotes: n.q || [], sure: n.c, stage: n.g || null, edges: [], facts: [] });
}
const facts = D.facts.map((f, i) => ({ at: i, kind: f.k, subject: f.s, target: f.o, value: f.v, figure: f.f,
  modality: f.m, year: f.y, sure: f.c, rule: f.u || '', report: f.r, quotes: f.q || [] }));
for (const f of facts) {
  if (nodes.has(f.subject)) nodes.get(f.subject).facts.push(f);
  if (nodes.has(f.target)) nodes.get(f.target).facts.push(f);
}
for (const e of D.edges) {
  const edge = { id: e.i, source: e.s, target: e.o, type: e.t, facts: e.f.map((i) => facts[i]) };
  edges.set(e.i, edge);
  nodes.get(e.s).edges.push(edge);
  nodes.get(e.o).edges.push(edge);
}
// Where several places have something of one name, the place tells them apart.
const namesakes = new Map();
for (const n of nodes.values()) namesakes.set(`${n.type} ${n.name}`, (namesakes.get(`${n.type} ${n.name}`) || 0) + 1);
for (const n of nodes.values()) {
  n.places = [...new Set(n.reports.map((r) => D.reports[r].p).filter(Boolean))];
  n.where = namesakes.get(`${n.type} ${n.name}`) > 1 ? n.places[0] || '' : '';
}
const other = (edge, id) => (edge.source === id ? edge.target : edge.source);
const planned = (fact) => fact.modality === 'planned' || fact.modality === 'target';
const modalityOf = (fact) => (planned(fact) ? 'planned' : fact.modality === 'actual' ? 'actual' : 'none');

function say(words) { $('#said').textContent = words; }
