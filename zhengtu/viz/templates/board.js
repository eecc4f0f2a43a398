// The board: what was promised, what came of it, and both sentences.
const OUTCOMES = ['met', 'missed', 'told', 'none'];
const chosen = { year: null, place: null, outcome: null };

// Opens on the last year of which the store knows results.
const answered = D.board.filter((r) => r.result !== null && r.year !== null).map((r) => r.year);
if (answered.length) chosen.year = Math.max(...answered);

function pickers(rows) {
  const pick = (key, values, words) => {
    const box = el('select', { 'aria-label': words, onchange: () => { chosen[key] = box.value === '' ? null : key === 'year' ? +box.value : box.value; showBoard(); } },
      el('option', { value: '' }, T('tool.all')), values.map((v) => el('option', { value: v, selected: chosen[key] === v }, key === 'outcome' ? T(`outcome.${v}`) : v)));
    return el('label', {}, `${words} `, box);
  };
  const values = (key) => [...new Set(rows.map((r) => r[key]).filter((v) => v !== null))].sort();
  return el('div', { class: 'options' }, values('place').length > 1 ? pick('place', values('place'), T('timeline.place')) : null,
    pick('year', values('year').reverse(), T('panel.year')), pick('outcome', OUTCOMES.filter((o) => rows.some((r) => r.outcome === o)), T('timeline.outcome')));
}

function summary(rows) {
  const count = (o) => rows.filter((r) => r.outcome === o).length;
  return el('div', { class: 'sum' }, OUTCOMES.filter(count).map((o) => el('span', { class: o === 'told' ? 'told-only' : o }, el('b', {}, count(o)), T(`outcome.${o}`))),
    el('div', { class: 'bar', 'aria-hidden': 'true' }, OUTCOMES.map((o) => el('i', { class: o, style: `flex:${count(o)}` }))));
}

function boardLine(row, wide) {
  const kind = row.kind === 'level' ? '' : ` · ${T(`kind.${row.kind}`)}`;
  const share = row.share === null ? null : el('div', { class: 'meter', title: `${Math.round(row.share * 100)}%` }, el('i', { class: row.outcome, style: `width:${Math.min(100, row.share * 80)}%` }));
  const line = el('tr', { class: 'row', tabindex: 0, 'aria-expanded': 'false' },
    chosen.year === null ? el('td', { class: 'n' }, row.year || '') : null, el('td', { class: 'what' }, row.indicator, el('span', { class: 'muted' }, kind), row.about && row.about !== row.indicator ? el('small', { class: 'muted' }, ` ${row.about}`) : null, wide ? el('small', { class: 'place' }, row.place) : null),
    el('td', { class: 'n' }, row.target), el('td', { class: 'n' }, row.result || ''), el('td', { class: 'm' }, share), el('td', { class: row.outcome === 'told' ? 'told-only' : row.outcome }, T(`outcome.${row.outcome}`)));
  const toggle = () => {
    const shut = line.getAttribute('aria-expanded') === 'false';
    line.setAttribute('aria-expanded', String(shut));
    if (!shut) { line.nextSibling.remove(); return; }
    const words = [row.indicator, ...[row.target, row.result].filter(Boolean).map((f) => f.replace(/^[≥≤≈+-]+/, ''))];
    line.after(el('tr', { class: 'told' }, el('td', { colspan: 6 }, row.quotes.map((q, i) => [el('p', { class: 'what muted' }, T(i ? 'timeline.result' : 'modality.target')),
      el('blockquote', {}, marked(q.x, words)), el('cite', {}, [q.r, q.s, q.p ? T('panel.page', q.p) : ''].filter(Boolean).join(' · '))]))));
  };
  line.addEventListener('click', toggle);
  line.addEventListener('keydown', (event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); toggle(); } });
  return line;
}

function showBoard() {
  const rows = [...D.board].sort((a, b) => (a.result === null) - (b.result === null)); // what has a result stands first
  const fits = (key, row) => chosen[key] === null || row[key] === chosen[key];
  const list = rows.filter((r) => ['year', 'place', 'outcome'].every((key) => fits(key, r)) && (!asked || `${r.indicator}${r.about || ''}${r.place}`.toLowerCase().includes(asked)));
  const wide = new Set(list.map((r) => r.place)).size > 1;
  const limit = 600;
  const head = [chosen.year === null ? T('panel.year') : null, T('panel.indicator'), T('modality.target'), T('timeline.result'), '', T('timeline.outcome')];
  $('#board').replaceChildren(pickers(rows), summary(list), list.length ? el('div', { class: 'scroll' }, el('table', {},
    el('thead', {}, el('tr', {}, head.map((words, i) => (words === null ? null : el('th', { class: [0, 2, 3].includes(i) ? 'n' : i === 4 ? 'm' : '' }, words))))),
    el('tbody', {}, list.slice(0, limit).map((row) => boardLine(row, wide))))) : el('p', { class: 'empty' }, T('map.none_found')),
  list.length > limit ? el('p', { class: 'empty' }, T('panel.other_names', list.length - limit)) : '');
}

function showAll() {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = T(node.dataset.t);
  for (const node of document.querySelectorAll('[data-title]')) { node.title = T(node.dataset.title); node.setAttribute('aria-label', node.title); }
  document.title = $('#bar h1').textContent = D.titles[lang];
  $('#q').placeholder = T('timeline.filter');
  $('#q').setAttribute('aria-label', T('timeline.filter'));
  showProjects();
  showBoard();
}

function showTab(name) {
  for (const id of ['projects', 'board']) {
    $(`#${id}`).hidden = id !== name;
    $(`#tab-${id}`).setAttribute('aria-selected', String(id === name));
  }
  try { history.replaceState(null, '', `#show=${name}`); } catch { /* a frame without an address */ }
}

$('#q').addEventListener('input', () => { asked = $('#q').value.trim().toLowerCase(); showAll(); });
$('#tab-projects').addEventListener('click', () => showTab('projects'));
$('#tab-board').addEventListener('click', () => showTab('board'));
$('#do-print').addEventListener('click', () => print());
$('#do-theme').addEventListener('click', () => { const root = document.documentElement.dataset; root.theme = root.theme === 'dark' ? 'light' : 'dark'; });
$('#do-language').addEventListener('click', () => { lang = lang === 'zh' ? 'en' : 'zh'; showAll(); });
document.documentElement.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
$('#tab-board').hidden = !D.board.length;
showAll();
showTab(location.hash === '#show=board' && D.board.length ? 'board' : 'projects');
document.documentElement.dataset.ready = String(Math.round(performance.now()));
