// Each project a row, its milestones under their years: filled where it happened, hollow where it is planned.
const reportName = (index) => D.reports[index].n;
const order = (stage) => D.stages.indexOf(stage);
const projects = [...nodes.values()].filter((n) => n.type === 'Project');
const stagesOf = new Map(projects.map((n) => [n.id, byStage(n.facts.filter((f) => f.kind === 'stage'))]));
const latest = new Map(); // the year of the last report of each place
for (const r of D.reports) latest.set(r.p, Math.max(latest.get(r.p) || 0, r.y || 0));
let by = D.by;
let asked = '';
let place = '';
const places = [...new Set(projects.flatMap((n) => n.places))].sort();
const MOST = 500; // rows; the rest is counted, and found by the filter

const tied = (n, kind) => n.edges.filter((e) => e.type === kind).map((e) => nodes.get(other(e, n.id)));
const firmsOf = (n) => tied(n, 'undertakes').map((f) => f.name);
function chainsOf(n) {
  const own = tied(n, 'inChain').map((c) => c.name);
  return own.length ? own : tied(n, 'undertakes').flatMap((f) => tied(f, 'inChain')).map((c) => c.name);
}

// A promise whose year a later report of the place looks back on without saying that it was kept.
function isSilent(n, fact) {
  if (!planned(fact) || fact.year === undefined) return false;
  const last = latest.get(D.reports[fact.report].p) || 0;
  return last > fact.year && !stagesOf.get(n.id).some((f) => !planned(f) && order(f.value) >= order(fact.value));
}

function pill(n, fact, open) {
  const silent = isSilent(n, fact);
  const status = silent ? T('timeline.silent') : T(`modality.${fact.modality || 'actual'}`);
  return el('button', { class: `pill ${silent ? 'silent' : planned(fact) ? 'planned' : 'actual'}`, title: status,
    'aria-label': `${T(`stage.${fact.value}`)} ${status}`, onclick: open }, T(`stage.${fact.value}`));
}

function projectLine(n, years) {
  const own = stagesOf.get(n.id);
  let told = null;
  const open = (list) => () => {
    if (told) { const same = told.dataset.of === list.map((f) => f.at).join(); told.remove(); told = null; if (same) return; }
    told = el('tr', { class: 'told' }, el('td', { colspan: years.length + 1 }, sharing(list).map(([quotes, facts]) => [
      el('p', { class: 'what' }, facts.map((f) => [chip(f), ' ', T(`stage.${f.value}`), ' ', el('span', { class: 'muted' }, f.year || ''), '　'])), quotes.map((q) => quote(q, ...facts))]),
    list.length ? null : n.quotes.map((q) => quote(q, n))));
    told.dataset.of = list.map((f) => f.at).join();
    line.after(told);
  };
  const firms = firmsOf(n).filter((name) => name !== n.name);
  const line = el('tr', {}, el('th', { scope: 'row' }, el('button', { onclick: open(own) }, n.name), firms.length || (!place && places.length > 1) ? el('small', {}, [firms.join('、'), !place && places.length > 1 ? n.places.join('、') : ''].filter(Boolean).join(' · ')) : null),
    years.map((year) => {
      const here = own.filter((f) => (f.year === undefined ? null : f.year) === year);
      const once = here.filter((f, i) => here.findIndex((g) => g.value === f.value && planned(g) === planned(f)) === i);
      return el('td', { class: 'year' }, once.map((f) => pill(n, f, open(here.filter((g) => g.value === f.value)))));
    }));
  return line;
}

function groupsOf(list) {
  const found = new Map();
  const put = (key, n) => (found.get(key) || found.set(key, []).get(key)).push(n);
  for (const n of list) {
    const keys = by === 'chain' ? chainsOf(n) : by === 'firm' ? firmsOf(n) : [''];
    if (keys.length) [...new Set(keys)].forEach((key) => put(key, n));
    else put(null, n);
  }
  return [...found].sort(([a, x], [b, y]) => (a === null) - (b === null) || y.length - x.length);
}

const reached = (n) => Math.max(-1, ...stagesOf.get(n.id).filter((f) => !planned(f)).map((f) => order(f.value)));

function showProjects() {
  const match = (n) => (!place || n.places.includes(place)) && (!asked || [n.name, ...n.aliases, ...firmsOf(n), ...chainsOf(n), ...n.spelt].some((text) => text.toLowerCase().includes(asked)));
  const list = projects.filter(match).sort((a, b) => reached(b) - reached(a));
  const told = new Set(list.flatMap((n) => stagesOf.get(n.id).map((f) => (f.year === undefined ? null : f.year))));
  const years = [...told].sort((a, b) => (a === null) - (b === null) || a - b);
  const pick = el('select', { 'aria-label': T('timeline.by'), onchange: () => { by = pick.value; showAll(); } },
    ['chain', 'firm', 'none'].map((key) => el('option', { value: key, selected: key === by }, T(`timeline.${key}`))));
  const where = el('select', { 'aria-label': T('timeline.place'), onchange: () => { place = where.value; showAll(); } },
    el('option', { value: '' }, T('tool.all')), places.map((name) => el('option', { value: name, selected: name === place }, name)));
  const sample = (kind, words) => el('span', { class: 'sample' }, el('span', { class: `pill ${kind}` }, T('group.stage')), words);
  const body = el('tbody');
  let rows = 0;
  for (const [name, members] of groupsOf(list)) {
    if (rows >= MOST) break;
    if (by !== 'none') body.append(el('tr', { class: 'group' }, el('th', { scope: 'rowgroup' }, name === null ? T('timeline.other') : name), el('td', { colspan: years.length }, members.length)));
    members.slice(0, MOST - rows).forEach((n) => body.append(projectLine(n, years)));
    rows += members.length;
  }
  $('#projects').replaceChildren(
    el('div', { class: 'options' }, places.length > 1 ? el('label', {}, `${T('timeline.place')} `, where) : null, el('label', {}, `${T('timeline.by')} `, pick), sample('actual', T('modality.actual')), sample('planned', T('modality.planned')),
      projects.some((n) => stagesOf.get(n.id).some((f) => isSilent(n, f))) ? sample('silent', T('timeline.silent')) : null,
      el('span', {}, `${list.length} ${T('timeline.count')}`)),
    list.length ? el('div', { class: 'scroll' }, el('table', {}, el('thead', {}, el('tr', {}, el('th', {}, T('type.Project')),
      years.map((y) => el('th', { class: 'year' }, y === null ? T('timeline.no_year') : y)))), body)) : el('p', { class: 'empty' }, T('map.none_found')),
    rows > MOST ? el('p', { class: 'empty' }, T('timeline.more', MOST)) : '');
}
