// Search: names, aliases, pinyin initials or whole pinyin; the best first.
const plain = (text) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
const entries = [...nodes.values()].map((n) => ({ id: n.id, names: [n.name, ...n.aliases].map((name) => [name, plain(name)]),
  spelt: n.spelt.map((s) => s.split(' ')) }));

function scoreOf(entry, asked) {
  let best = null;
  const offer = (score, name) => { if (!best || score < best.score) best = { score, name, id: entry.id }; };
  entry.names.forEach(([name, text], i) => {
    const alias = i ? 0.3 : 0;
    if (text === asked) offer(alias, name);
    else if (text.startsWith(asked)) offer(1 + alias + text.length / 200, name);
    else if (text.includes(asked)) offer(2 + alias + text.length / 200, name);
  });
  if (/^[a-z0-9]+$/.test(asked)) {
    entry.spelt.forEach(([initials, whole], i) => {
      const name = entry.names[Math.min(i, entry.names.length - 1)][0];
      const alias = i ? 0.3 : 0;
      if (initials === asked || whole === asked) offer(1.2 + alias, name);
      else if (initials.startsWith(asked) || whole.startsWith(asked)) offer(2.4 + alias + initials.length / 200, name);
      else if (asked.length > 1 && (initials.includes(asked) || whole.includes(asked))) offer(3.4 + alias + initials.length / 200, name);
    });
  }
  return best;
}

function search(words) {
  const asked = plain(words);
  if (!asked) return [];
  return entries.map((entry) => scoreOf(entry, asked)).filter(Boolean)
    .sort((a, b) => a.score - b.score || sizes.get(b.id) - sizes.get(a.id)).slice(0, 14);
}

// Sentences with these words, each under the thing that its first fact is about.
const toldOf = new Map();
for (const f of facts) for (const q of f.quotes) if (!toldOf.has(q) && nodes.has(f.subject)) toldOf.set(q, f.subject);
for (const n of nodes.values()) for (const q of n.quotes) if (!toldOf.has(q)) toldOf.set(q, n.id);

function searchSentences(words, most) {
  const asked = words.trim();
  if (asked.length < 2) return [];
  const hits = [];
  for (const [index, id] of toldOf) {
    const at = D.quotes[index].x.indexOf(asked);
    if (at >= 0 && !hits.some((hit) => hit.id === id)) hits.push({ id, quote: index, at, score: 9 });
    if (hits.length >= most) break;
  }
  return hits;
}

function snippet(text, at, length) {
  const from = Math.max(0, at - 12);
  return [from ? '…' : '', text.slice(from, at), el('mark', {}, text.slice(at, at + length)), text.slice(at + length, at + length + 22), at + length + 22 < text.length ? '…' : ''];
}

const box = $('#q');
const hits = $('#hits');
let found = [];
let at = -1;

function showHits() {
  found = search(box.value);
  const known = new Set(found.map((hit) => hit.id));
  found.push(...searchSentences(box.value, 14 - Math.min(found.length, 8)).filter((hit) => !known.has(hit.id)).slice(0, Math.max(4, 14 - found.length)));
  at = found.length ? 0 : -1;
  hits.replaceChildren(...found.map((hit, i) => {
    const n = nodes.get(hit.id);
    const mark = hit.quote === undefined ? null : el('span', { class: 'sentence' }, snippet(D.quotes[hit.quote].x, hit.at, box.value.trim().length));
    return el('li', { role: 'option', id: `hit${i}`, 'aria-selected': String(i === at), onmousedown: (event) => { event.preventDefault(); take(i); } },
      shapeOf(n.type, hollow(n)), mark ? el('span', {}, n.name, mark) : n.name, mark ? null : el('span', { class: 'also' }, [hit.name === n.name ? T(`type.${n.type}`) : hit.name, n.where].filter(Boolean).join(' · ')));
  }), ...(box.value.trim() && !found.length ? [el('li', { class: 'muted' }, T('map.none_found'))] : []));
  hits.hidden = !box.value.trim();
  box.setAttribute('aria-expanded', String(!hits.hidden));
  step(0);
}

function step(by) {
  if (!found.length) { box.removeAttribute('aria-activedescendant'); return; }
  at = (at + by + found.length) % found.length;
  [...hits.children].forEach((li, i) => li.setAttribute('aria-selected', String(i === at)));
  hits.children[at].scrollIntoView({ block: 'nearest' });
  box.setAttribute('aria-activedescendant', `hit${at}`);
}

function take(i) {
  if (!found[i]) return;
  hits.hidden = true;
  box.setAttribute('aria-expanded', 'false');
  box.blur();
  visit(found[i].id);
}

box.addEventListener('input', showHits);
box.addEventListener('focus', () => { box.select(); if (box.value) showHits(); });
box.addEventListener('blur', () => { hits.hidden = true; });
box.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'ArrowDown') { step(1); event.preventDefault(); }
  if (event.key === 'ArrowUp') { step(-1); event.preventDefault(); }
  if (event.key === 'Enter') take(at);
  if (event.key === 'Escape') { box.value = ''; box.blur(); }
  event.stopPropagation();
});
