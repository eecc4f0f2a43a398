// Buttons, keys, the pointer, pictures; then the page starts.
function setWords() {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  for (const node of document.querySelectorAll('[data-t]')) node.textContent = T(node.dataset.t);
  for (const node of document.querySelectorAll('[data-title]')) { node.title = T(node.dataset.title); node.setAttribute('aria-label', node.title); }
  for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', T(node.dataset.label));
  document.title = $('#bar h1').textContent = $('#bar h1').title = D.titles[lang];
  $('#q').placeholder = T('map.search');
  $('#help').replaceChildren(el('h2', {}, T('help.title')), el('ul', {}, ['click', 'double', 'legend', 'search', 'arrows', 'back', 'keys'].map((k) => el('li', {}, T(`help.${k}`)))),
    el('button', { onclick: () => $('#help').close() }, T('tool.close')));
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  repaint();
}

function picture() {
  const scale = devicePixelRatio || 1;
  const sheet = document.createElement('canvas');
  const foot = 34 * scale;
  const head = 46 * scale;
  sheet.width = canvas.width;
  sheet.height = canvas.height + head + foot;
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = paint.paper;
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.drawImage(canvas, 0, head);
  ctx.fillStyle = paint.ink;
  ctx.font = `600 ${18 * scale}px ${family}`;
  ctx.textBaseline = 'middle';
  ctx.fillText(D.titles[lang], 16 * scale, head / 2);
  let x = 16 * scale;
  ctx.font = `${12 * scale}px ${family}`;
  for (const type of D.types) {
    if (![...shown.nodes].some((id) => nodes.get(id).type === type)) continue;
    ctx.fillStyle = SHAPES[type][1];
    ctx.fillRect(x, sheet.height - foot / 2 - 5 * scale, 10 * scale, 10 * scale);
    ctx.fillStyle = paint.soft;
    ctx.fillText(T(`type.${type}`), x + 15 * scale, sheet.height - foot / 2);
    x += ctx.measureText(T(`type.${type}`)).width + 32 * scale;
  }
  return sheet;
}

function savePicture() {
  picture().toBlob((blob) => {
    const url = URL.createObjectURL(blob);
    const a = el('a', { href: url, download: `${D.titles[lang]}.png` });
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  });
}

async function share() {
  writeAddress();
  try { await navigator.clipboard.writeText(location.href); } catch {
    const hold = el('textarea', { class: 'aside' });
    hold.value = location.href;
    document.body.append(hold);
    hold.select();
    document.execCommand('copy');
    hold.remove();
  }
  $('#status').textContent = T('tool.copied');
  say(T('tool.copied'));
  setTimeout(tellStatus, 2500);
}

function zoom(by) {
  network.moveTo({ scale: Math.min(4, Math.max(0.02, network.getScale() * by)), animation: calm.matches ? false : { duration: 160, easingFunction: 'easeOutQuad' } });
}

// An arrow key moves to the neighbour that lies that way.
function walk(dx, dy) {
  const id = nodes.has(state.selected) ? state.selected : null;
  if (!id) { const first = ranked.find((n) => shown.nodes.has(n)); if (first) choose(first); return; }
  const here = network.body.nodes[id];
  const near = nodes.get(id).edges.filter((e) => shown.edges.has(e.id)).map((e) => other(e, id));
  let best = null;
  for (const far of near) {
    const there = network.body.nodes[far];
    const [x, y] = [there.x - here.x, there.y - here.y];
    const turn = (x * dx + y * dy) / (Math.hypot(x, y) || 1);
    if (turn > 0.3 && (!best || turn > best.turn)) best = { far, turn };
  }
  if (!best) return;
  choose(best.far);
  network.moveTo({ position: network.getPosition(best.far), animation: calm.matches ? false : { duration: 200, easingFunction: 'easeOutQuad' } });
}

const KEYS = {
  '/': () => $('#q').focus(),
  Escape: () => { if (state.path) stopPath(); choose(null); },
  Backspace: () => { if (state.focus.length) leaveFocus(state.focus.length - 1); },
  b: () => KEYS.Backspace(),
  f: () => fit(),
  '+': () => zoom(1.3),
  '=': () => zoom(1.3),
  '-': () => zoom(1 / 1.3),
  p: () => startPath(nodes.has(state.selected) ? state.selected : null),
  l: () => { loosen(); fit(); },
  '?': () => $('#help').showModal(),
  Enter: () => { if (nodes.has(state.selected)) focusOn(state.selected); },
  ArrowLeft: () => walk(-1, 0),
  ArrowRight: () => walk(1, 0),
  ArrowUp: () => walk(0, -1),
  ArrowDown: () => walk(0, 1),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea, dialog')) return;
  if (event.key === 'Enter' && event.target.closest('button, summary')) return;
  if (event.key.startsWith('Arrow') && event.target.closest('#panel, #filters')) return;
  const does = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (does) { event.preventDefault(); does(); }
});

let lastTap = null;
network.on('click', ({ nodes: [n], edges: [e] }) => {
  if (lastTap && lastTap.id === n && Date.now() - lastTap.at < 350) return;
  lastTap = { id: n, at: Date.now() };
  choose(n || (state.path ? state.selected : e) || null);
});
network.on('doubleClick', ({ nodes: [n] }) => { if (n && !state.path) focusOn(n); });
network.on('hoverNode', ({ node, event }) => { hovered = node; light(); showTip(node, event); });
network.on('blurNode', () => { hovered = null; light(); $('#tip').hidden = true; });
network.on('dragStart', () => { $('#tip').hidden = true; });
network.on('dragEnd', ({ nodes: [n] }) => { if (n) moved = true; });

function showTip(id, event) {
  const n = nodes.get(id);
  const tip = $('#tip');
  const spot = $('#stage').getBoundingClientRect();
  tip.replaceChildren(el('b', {}, n.name), el('br'), el('small', {}, T(`type.${n.type}`),
    n.stage ? ` · ${T(`stage.${n.stage[0]}`)}${n.stage[1] ? ` (${T('modality.planned')})` : ''}${n.stage[2] ? ` ${n.stage[2]}` : ''}` : '', ` · ${n.edges.length} ${T('map.edges')}`));
  tip.hidden = phone.matches;
  const x = (event.clientX || 0) - spot.left;
  const y = (event.clientY || 0) - spot.top;
  tip.style.left = `${Math.min(x + 16, spot.width - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.max(8, y - tip.offsetHeight - 12)}px`;
}

const press = (id, does) => $(id).addEventListener('click', does);
press('#do-in', () => zoom(1.3));
press('#do-out', () => zoom(1 / 1.3));
press('#do-fit', () => fit());
press('#do-path', () => { if (state.path) KEYS.Escape(); else KEYS.p(); });
press('#do-loosen', () => KEYS.l());
press('#do-share', share);
press('#do-png', savePicture);
press('#do-print', () => print());
press('#do-more', () => $('#do-more').setAttribute('aria-expanded', String($('#more').classList.toggle('open'))));
$('#more').addEventListener('click', () => $('#more').classList.remove('open'));
press('#do-theme', () => setTheme(theme() === 'dark' ? 'light' : 'dark'));
press('#do-help', () => $('#help').showModal());
press('#do-language', () => { lang = lang === 'zh' ? 'en' : 'zh'; showAll(); });
press('#show-filters', () => {
  const shut = $('#filters').classList.toggle('shut');
  $('#show-filters').setAttribute('aria-expanded', String(!shut));
});
addEventListener('hashchange', () => { readAddress(); restore(); showAll(); fit(); });
let before = null;
addEventListener('beforeprint', () => { before = theme(); if (before === 'dark') setTheme('light'); });
addEventListener('afterprint', () => { if (before === 'dark') setTheme('dark'); });

function showAll() {
  setWords();
  sift();
  if (state.path) findPath(); else pathFound = null;
  $('#do-path').setAttribute('aria-pressed', String(!!state.path));
  refresh();
  if (state.focus.length && shown.nodes.size <= 160) loosen(0.6);
  showFilters();
  showTrail();
  showPanel();
  writeAddress();
}

// For whoever embeds or tests the page: where a node is on the screen, what is selected and beside it.
window.zhengtu = {
  selected: () => state.selected,
  near: () => (nodes.has(state.selected) ? [state.selected, ...nodes.get(state.selected).edges.map((e) => other(e, state.selected))] : []),
  spot: (id) => {
    const spot = network.canvasToDOM(network.getPosition(id));
    const frame = $('#map').getBoundingClientRect();
    return { x: frame.left + spot.x, y: frame.top + spot.y };
  },
};

if (phone.matches) $('#show-filters').click();
setTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
readAddress();
showAll();
fit(shown.nodes, false);
document.documentElement.dataset.ready = String(Math.round(performance.now()));
