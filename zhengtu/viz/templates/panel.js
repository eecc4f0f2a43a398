// The side panel: what is said of the selected node, line or report, each with its sentence.
const reportName = (index) => el('button', { onclick: () => choose(`r${index}`) }, D.reports[index].n);

function link(id) {
  const n = nodes.get(id);
  if (!n) return null;
  return el('button', { class: 'to', onclick: () => choose(id), title: shown.nodes.has(id) ? undefined : T('panel.hidden_target') },
    shapeOf(n.type, hollow(n)), n.name, n.where ? el('span', { class: 'where' }, n.where) : null);
}

function factRow(fact, id, withStage = true) {
  const what = fact.kind === 'stage' ? T(`stage.${fact.value}`)
    : fact.figure ? `${fact.figure[0]} ${figureText(fact.figure)}`
      : fact.target && fact.subject === id ? link(fact.target) : fact.target ? link(fact.subject) : fact.value;
  const far = fact.target && nodes.get(fact.subject === id ? fact.target : fact.subject);
  return el('div', { class: 'fact' }, el('div', { class: 'what' }, what, chip(fact), fact.year ? el('span', { class: 'muted' }, fact.year) : null,
    far && withStage ? stageChips(far) : null), fact.quotes.map((q) => quote(q, fact)));
}

function stageChips(n) {
  if (n.type !== 'Project' || !n.stage) return null;
  const [stage, isPlanned, year] = n.stage;
  return el('span', { class: `chip ${isPlanned ? 'planned' : 'actual'}` }, `${T(`stage.${stage}`)}${year ? ` ${year}` : ''}`);
}

// The seven stages of a project as a line of dots: filled where it happened, ringed where it is planned.
function stageLine(n) {
  const found = n.facts.filter((f) => f.kind === 'stage');
  if (!found.length) return null;
  return el('ol', { class: 'steps' }, D.stages.map((stage) => {
    const here = found.filter((f) => f.value === stage);
    const done = here.find((f) => !planned(f));
    const first = done || here[0];
    return el('li', { class: first ? (done ? 'actual' : 'planned') : '' }, T(`stage.${stage}`), first && first.year ? el('b', {}, first.year) : null);
  }));
}

// For a firm, a chain or a park, the milestones of its projects stand under the project at once.
function projectRow(fact, id) {
  const project = nodes.get(fact.subject === id ? fact.target : fact.subject);
  const stages = project && project.type === 'Project' ? byStage(project.facts.filter((f) => f.kind === 'stage' && holds(f))) : [];
  if (!stages.length) return factRow(fact, id);
  const told = stages.flatMap((f) => f.quotes.map((q) => D.quotes[q]));
  const bare = { ...fact, quotes: fact.quotes.filter((q) => !told.some((t) => t.r === D.quotes[q].r && t.x.includes(D.quotes[q].x))) };
  const row = factRow(bare, id, false);
  for (const [quotes, list] of sharing(stages)) {
    row.append(el('div', { class: 'told' }, list.map((f) => [el('span', { class: `chip ${f.modality}` }, T(`stage.${f.value}`)), ' ', el('span', { class: 'muted' }, `${T(`modality.${f.modality}`)}${f.year ? ` ${f.year}` : ''}`), ' ']),
      quotes.map((q) => quote(q, ...list))));
  }
  return row;
}

function section(title, count, ...content) {
  return [el('h3', {}, title, count > 1 ? el('span', { class: 'count' }, count) : null), ...content];
}

function long(rows, limit = 12) {
  if (rows.length <= limit) return rows;
  return [...rows.slice(0, limit), el('details', {}, el('summary', {}, T('panel.other_names', rows.length - limit)), rows.slice(limit))];
}

function nodePanel(n) {
  const kept = n.facts.filter(holds);
  const parts = [el('p', { class: 'kind' }, shapeOf(n.type, hollow(n)), T(`type.${n.type}`), n.places.length ? ` · ${n.places.join('、')}` : ''), el('h2', {}, n.name),
    n.aliases.length ? el('p', { class: 'also' }, `${T('panel.aliases')}：${n.aliases.join('、')}`) : null,
    el('div', { class: 'do' }, el('button', { onclick: () => focusOn(n.id) }, T('tool.focus')), el('button', { onclick: () => startPath(n.id) }, T('tool.path'))),
    n.type === 'Project' ? stageLine(n) : null];
  const of = (kind, side) => kept.filter((f) => f.kind === kind && f[side] === n.id);
  const add = (title, list, row = factRow) => {
    if (list.length) parts.push(...section(title, list.length, long(list.map((f) => row(f, n.id)))));
  };
  const stages = byStage(of('stage', 'subject'));
  if (stages.length) {
    parts.push(...section(T('group.stage'), stages.length, sharing(stages).map(([quotes, list]) => el('div', { class: 'fact' },
      list.map((f) => el('div', { class: 'what' }, T(`stage.${f.value}`), chip(f), f.year ? el('span', { class: 'muted' }, f.year) : null)), quotes.map((q) => quote(q, ...list))))));
  }
  add(T('group.undertakes'), of('undertakes', 'subject'), projectRow);
  add(T('inverse.undertakes'), of('undertakes', 'target'));
  const figures = of('measure', 'subject');
  if (figures.length) parts.push(...section(T('group.measure'), figures.length, figureTable(figures)));
  for (const kind of ['inChain', 'subChainOf', 'locatedIn', 'awarded', 'partnersWith', 'about']) {
    add(T(`group.${kind}`), of(kind, 'subject'));
    if (kind !== 'about') add(T(`inverse.${kind}`), of(kind, 'target'), projectRow);
  }
  const said = new Set(kept.flatMap((f) => f.quotes));
  const named = n.quotes.filter((q) => !said.has(q));
  if (named.length) parts.push(...section(T('group.mention'), named.length, named.map((q) => el('div', { class: 'fact' }, quote(q, n)))));
  return parts;
}

function edgePanel(e) {
  return [el('p', { class: 'kind' }, T(`relation.${e.type}`)),
    el('h2', {}, link(e.source), ` ${e.type === 'about' ? '→' : T(`relation.${e.type}`)} `, link(e.target)),
    ...section(T('panel.sentences'), e.facts.length, e.facts.filter(holds).map((f) => el('div', { class: 'fact' },
      el('div', { class: 'what' }, chip(f), f.year ? el('span', { class: 'muted' }, f.year) : null), f.quotes.map((q) => quote(q, f)))))];
}

function reportPanel(index) {
  const report = D.reports[index];
  const start = (f) => (f.quotes.length ? D.quotes[f.quotes[0]].a || 0 : 0);
  const own = facts.filter((f) => f.report === index && f.figure && !f.subject && holds(f)).sort((a, b) => start(a) - start(b));
  const table = el('div', {}, figureTable(own));
  const find = el('input', { class: 'find', type: 'search', placeholder: T('panel.indicator'), 'aria-label': T('panel.indicator'),
    oninput: () => table.replaceChildren(figureTable(own.filter((f) => f.figure[0].includes(find.value.trim())))) });
  return [el('p', { class: 'kind' }, [report.p, report.y].filter(Boolean).join(' · ')), el('h2', {}, report.n),
    own.length ? section(T('panel.figures_of'), own.length, find, table) : null];
}

function overview() {
  const best = ranked.filter((id) => shown.nodes.has(id)).slice(0, 200);
  const list = (type) => {
    const found = best.filter((id) => nodes.get(id).type === type).slice(0, 6);
    return found.length ? section(T(`type.${type}`), 0, el('div', { class: 'list' }, found.map((id) => {
      const button = link(id);
      button.append(el('span', { class: 'count' }, nodes.get(id).edges.length || ''));
      return button;
    }))) : null;
  };
  return [el('h2', {}, D.titles[lang]), el('p', { class: 'muted' }, T('panel.hint')),
    ['IndustryChain', 'Enterprise', 'Park', 'Project'].map(list),
    D.reports.length ? section(T('filter.reports'), D.reports.length, el('div', { class: 'list' }, D.reports.map((r, i) =>
      el('button', { class: 'to', onclick: () => choose(`r${i}`) }, r.n, el('span', { class: 'count' }, r.y || ''))))) : null];
}

function showPanel() {
  const at = state.selected;
  const content = state.path ? pathPanel() : nodes.has(at) ? nodePanel(nodes.get(at)) : edges.has(at) ? edgePanel(edges.get(at))
    : at && at[0] === 'r' ? reportPanel(+at.slice(1)) : overview();
  const panel = $('#panel');
  panel.replaceChildren(el('button', { class: 'shutter', onclick: () => choose(null), 'aria-label': T('tool.close') }, '×'), ...content.flat(3).filter(Boolean));
  const shut = !at && !state.path;
  if (panel.classList.toggle('shut', shut) !== shut || phone.matches) network.canvas.setSize();
  panel.scrollTop = 0;
}
