// The legend, which is the filter.
function toggleKey(set, value, all, alone) {
  if (alone) {
    const only = all.every((v) => (v === value) !== set.has(v));
    set.clear();
    if (!only) all.filter((v) => v !== value).forEach((v) => set.add(v));
  } else if (!set.delete(value)) set.add(value);
  changed();
}

function keyButton(set, value, all, count, mark, name) {
  return el('button', { class: 'key', 'aria-pressed': String(!set.has(value)), title: name, onclick: (event) => toggleKey(set, value, all, event.altKey) },
    mark, el('span', { class: 'name' }, name), el('span', { class: 'count' }, count));
}

function keys(title, set, values, counts, mark, nameOf) {
  const all = values.filter((v) => counts.get(v));
  if (all.length < 2) return null;
  return el('fieldset', {}, el('legend', {}, title), all.map((v) => keyButton(set, v, all, counts.get(v), mark(v), nameOf(v))));
}

function tally(list, of) {
  const counts = new Map();
  for (const item of list) for (const key of [of(item)].flat()) counts.set(key, (counts.get(key) || 0) + 1);
  return counts;
}

const years = [...new Set(facts.map((f) => f.year).filter((y) => y !== undefined))].sort((a, b) => a - b);

function showFilters() {
  const { off } = state;
  const types = tally(nodes.values(), (n) => n.type);
  const projects = [...nodes.values()].filter((n) => n.type === 'Project');
  const year = (which) => {
    const box = el('select', { 'aria-label': T('filter.years'), onchange: () => { state[which] = box.value ? +box.value : null; changed(); } },
      el('option', { value: '' }, '…'), years.map((y) => el('option', { value: y, selected: state[which] === y }, y)));
    return box;
  };
  const tick = (name, words) => el('label', {}, el('input', { type: 'checkbox', checked: state[name], onchange: (event) => { state[name] = event.target.checked; changed(); } }), words);
  const least = Math.min(1, ...facts.map((f) => f.sure), ...[...nodes.values()].map((n) => n.sure));
  const value = el('span', { class: 'muted' }, state.sure || '');
  $('#filters').replaceChildren(...[
    keys(T('filter.types'), off.type, D.types, types, (t) => shapeOf(t, t === 'Target'), (t) => T(`type.${t}`)),
    projects.some(hollow) ? el('p', { class: 'note' }, T('filter.planned_mark')) : null,
    keys(T('filter.stages'), off.stage, [...D.stages, 'unknown'], tally(projects, (n) => (n.stage ? n.stage[0] : 'unknown')), () => null, (s) => T(`stage.${s}`)),
    keys(T('filter.relations'), off.relation, D.relations, tally(edges.values(), (e) => e.type), () => null, (r) => T(`relation.${r}`)),
    keys(T('filter.modality'), off.modality, ['actual', 'planned', 'none'], tally(facts, modalityOf), () => null, (m) => (m === 'none' ? T('stage.unknown') : T(`modality.${m}`))),
    keys(T('filter.reports'), off.report, D.reports.map((_, i) => i), tally(nodes.values(), (n) => n.reports), () => null, (i) => [D.reports[i].p, D.reports[i].y].filter(Boolean).join(' ') || D.reports[i].n),
    years.length > 1 ? el('fieldset', {}, el('legend', {}, T('filter.years')), el('div', { class: 'pair' }, year('from'), '–', year('to'))) : null,
    least < 1 ? el('fieldset', {}, el('legend', {}, T('filter.confidence'), ' ', value), el('input', { type: 'range', min: Math.floor(least * 20) / 20, max: 1, step: 0.05,
      value: state.sure || 0, 'aria-label': T('filter.confidence'), oninput: (event) => { value.textContent = event.target.value; },
      onchange: (event) => { state.sure = +event.target.value <= least ? 0 : +event.target.value; changed(); } })) : null,
    el('fieldset', {}, tick('communities', T('filter.communities')), tick('isolated', T('filter.isolated'))),
    el('button', { class: 'plain', onclick: () => { clearFilters(); changed(); } }, T('tool.reset')),
  ].filter(Boolean));
}

function clearFilters() {
  Object.values(state.off).forEach((set) => set.clear());
  Object.assign(state, { from: null, to: null, sure: 0, isolated: true });
}

function changed() {
  const held = document.activeElement && $('#filters').contains(document.activeElement) ? [...$('#filters').querySelectorAll('button,input,select')].indexOf(document.activeElement) : -1;
  refresh();
  if (state.path) findPath();
  showFilters();
  showPanel();
  writeAddress();
  if (held >= 0) $('#filters').querySelectorAll('button,input,select')[held]?.focus();
}
