// Sentences with the words of their facts marked, and where they stand.
function chip(fact) {
  if (!fact.modality) return null;
  return el('span', { class: `chip ${fact.modality}` }, T(`modality.${fact.modality}`));
}

// The words of a fact inside its sentence: names, figures, words of a stage.
function wordsOf(fact) {
  const words = [];
  for (const id of [fact.subject, fact.target]) if (nodes.has(id)) words.push(nodes.get(id).name, ...nodes.get(id).aliases);
  if (fact.kind === 'stage') words.push(...(D.surface[fact.value] || []));
  else if (fact.value) words.push(fact.value);
  if (fact.figure) {
    const [indicator, , , value, upper, unit] = fact.figure;
    words.push(indicator, ...[value, upper].filter((v) => v !== undefined && v !== null).map((v) => `${Math.abs(v)}${unit || ''}`), `${Math.abs(value)}`);
  }
  return words;
}

function marked(text, words) {
  const at = new Array(text.length).fill(false);
  for (const word of words) {
    if (!word) continue;
    for (let i = text.indexOf(word); i >= 0; i = text.indexOf(word, i + 1)) {
      if (/^\d/.test(word) && /[\d.]/.test(text[i - 1] || '') || /\d$/.test(word) && /[\d.]/.test(text[i + word.length] || '')) continue;
      at.fill(true, i, i + word.length);
    }
  }
  const parts = [];
  for (let i = 0; i < text.length;) {
    let j = i;
    while (j < text.length && at[j] === at[i]) j += 1;
    parts.push(at[i] ? el('mark', {}, text.slice(i, j)) : text.slice(i, j));
    i = j;
  }
  return parts;
}

function quote(index, ...list) {
  const q = D.quotes[index];
  const [fact] = list;
  const words = fact.kind ? list.flatMap(wordsOf) : [fact.name, ...fact.aliases];
  const where = [q.s, q.p ? T('panel.page', q.p) : '', fact.sure < 1 ? `${T('panel.confidence')} ${fact.sure.toFixed(2)}` : '', [...new Set(list.map((f) => f.rule))].filter(Boolean).join(', ')].filter(Boolean);
  const report = D.reports[q.r];
  return [el('blockquote', { 'data-start': q.a, 'data-end': q.b }, marked(q.x, words)),
    el('cite', {}, report ? reportName(q.r) : '', where.length ? ` · ${where.join(' · ')}` : '')];
}

const byStage = (list) => list.sort((a, b) => (a.year || 0) - (b.year || 0) || planned(a) - planned(b) || D.stages.indexOf(a.value) - D.stages.indexOf(b.value));

// Facts that the same words say stand together, so that no sentence is shown twice.
function sharing(list) {
  const found = new Map();
  for (const fact of list) {
    const key = fact.quotes.join();
    (found.get(key) || found.set(key, [fact.quotes, []]).get(key))[1].push(fact);
  }
  return [...found.values()];
}
