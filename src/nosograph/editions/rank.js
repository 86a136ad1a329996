// Differential diagnosis without a server: adds up what findings speak for, as the fast engine does.

const KINDS = {
  uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array,
  float32: Float32Array, float64: Float64Array,
};

function opened([kind, text]) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new KINDS[kind](bytes.buffer);
}

// The arrays of a release, and the place of each finding in them.
function prepared(data) {
  const isArray = (value) => Array.isArray(value) && value[0] in KINDS;
  const found = Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, isArray(value) ? opened(value) : value]),
  );
  found.place = new Map([...found.terms].map((number, place) => [`HP:${String(number).padStart(7, "0")}`, place]));
  found.rows = new Map();
  return found;
}

const lineage = ({ lineage: all, lineageStarts: starts }, place) => all.subarray(starts[place], starts[place + 1]);

function whyNoFinding({ beside, withdrawn }, term) {
  const number = Number(term.replace("HP:", ""));
  if (beside.includes(number)) return "other_kind";
  return withdrawn.includes(number) ? "withdrawn" : "unknown";
}

// Findings that can be used, by place, and why others are not.
function understood(data, stated) {
  const notes = [], said = { present: new Map(), absent: new Map() };
  for (const { term, present } of stated) {
    const place = data.place.get(term), own = said[present ? "present" : "absent"];
    if (place === undefined) notes.push({ term, why: whyNoFinding(data, term) });
    else if (place === 0) notes.push({ term, why: "no_finding" });
    else own.set(place, term);
  }
  const above = (places) => new Set(places.flatMap((place) => [...lineage(data, place)].slice(1)));
  const general = above([...said.present.keys()]);
  const present = [...said.present.keys()].filter((place) => {
    if (general.has(place)) notes.push({ term: said.present.get(place), why: "implied" });
    return !general.has(place);
  });
  const absent = [...said.absent.keys()].filter((place) => {
    const contradicted = general.has(place) || said.present.has(place);
    const implied = [...lineage(data, place)].slice(1).some((each) => said.absent.has(each));
    if (contradicted || implied) {
      notes.push({ term: said.absent.get(place), why: contradicted ? "contradicted" : "implied" });
    }
    return !contradicted && !implied;
  });
  return { present, absent, notes };
}

// Disease → the step of the share that shows a finding or anything below it.
function shownBy(data, place) {
  const [from, to] = [data.shownStarts[place], data.shownStarts[place + 1]];
  return [data.shownBy.subarray(from, to), data.levels.subarray(from, to)];
}

// Disease in which a finding, or what it is a kind of, is recorded as absent → in how many patients.
function contradicted(data, place) {
  const found = new Map(), [shown] = shownBy(data, place), own = new Set();
  for (const above of lineage(data, place)) {
    for (let n = data.absentStarts[above]; n < data.absentStarts[above + 1]; n++) {
      const disease = data.absentIn[n];
      if (above === place) own.add(disease);
      found.set(disease, Math.max(found.get(disease) ?? 0, data.absentPatients[n]));
    }
  }
  // Whoever shows the finding shows what it is a kind of, whatever is recorded of that.
  for (const disease of shown) if (!own.has(disease)) found.delete(disease);
  return found;
}

// For every disease what it gives together with diseases like it and its family, beside noise.
function mixed(data, own) {
  const count = own.length, totals = new Float64Array(count), found = new Float64Array(count);
  const few = data.near.length / count;
  for (let d = 0; d < count; d++) totals[data.family[d]] += own[d];
  for (let d = 0; d < count; d++) {
    let near = 0;
    for (let j = d * few; j < (d + 1) * few; j++) {
      if (data.near[j] < count) near += own[data.near[j]] * data.nearWeights[j];
    }
    const family = (totals[data.family[d]] - own[d]) * data.familyWeight[d];
    found[d] = own[d] * data.own[d] + near + (family < 1e-9 ? 0 : family);
  }
  return found;
}

// What a present finding adds to every disease, and what of it is for the disease's own findings.
function row(data, place) {
  const known = data.rows.get(place);
  if (known) return known;
  const count = data.factor.length, start = data.lineageStarts[place];
  const match = new Float64Array(count), covered = new Float64Array(count);
  lineage(data, place).forEach((above, n) => {
    if (above === 0) return;
    const weight = data.fading[data.steps[start + n]] * data.background[above];
    const [diseases, levels] = shownBy(data, above), first = data.shownStarts[above];
    for (let i = 0; i < diseases.length; i++) {
      match[diseases[i]] += data.worth[levels[i]] * weight;
      covered[diseases[i]] += data.amount[data.amounts[first + i]] * data.gain[above];
    }
  });
  for (let d = 0; d < count; d++) {
    match[d] *= data.factor[d];
    covered[d] *= data.cover[d];
  }
  const [explains, covers] = [mixed(data, match), mixed(data, covered)];
  const added = Float32Array.from(explains, (each, d) => Math.log1p(each) + covers[d]);
  const own = match.map((each, d) => Math.log1p(each * data.own[d]) + covered[d] * data.own[d]);
  const absent = contradicted(data, place);
  for (const disease of absent.keys()) added[disease] = 0;
  const found = { added, own, absent };
  data.rows.set(place, found);
  return found;
}

function against(data, place) {
  const lost = new Float64Array(data.factor.length), [diseases, levels] = shownBy(data, place);
  diseases.forEach((disease, n) => { lost[disease] = data.absence[levels[n]]; });
  return lost;
}

// What it adds that the illness began in a class of onset, or no later than in it.
function onsetScores(data, place, began) {
  const count = data.onsets.length, scores = new Float64Array(data.factor.length);
  const adult = Math.max(place + 1, data.juvenile) + 1, [low, high] = data.tooLate;
  for (let d = 0; d < scores.length; d++) {
    const steps = data.onsetShares.subarray(d * count, (d + 1) * count);
    const total = Math.max(steps.reduce((sum, each) => sum + each, 0), 1);
    let fits = 0, later = 0, begun = 0;
    steps.forEach((each, n) => {
      fits += (each / total) * data.onsetExpected[place][n];
      if (n >= adult) later += each / total;
      if (n < place + 2) begun += each / total;
    });
    const beyond = Math.min(Math.max((later - low) / (high - low), 0), 1);
    scores[d] = Math.log1p(-data.tooLateTrust * beyond);
    const [share, usual, floor] = began
      ? [fits, data.onsetUsual[place], data.onsetFloor] : [begun, 1, data.begunFloor];
    scores[d] += data.onsetPower * Math.log((share + floor) / (usual + floor));
  }
  return scores;
}

// The class of onset in which a disease most often begins, and whether that is annotated.
function usualOnset(data, disease) {
  const count = data.onsets.length, steps = data.onsetShares.subarray(disease * count, (disease + 1) * count);
  const [via] = data.onsets[steps.indexOf(Math.max(...steps))];
  return { how: data.onsetAnnotated[disease] ? "onset" : "likely_onset", via };
}

// What age and sex add; null where they say nothing.
function priors(data, { onset, age, sex }) {
  const parts = onset ?? age;
  let scores = null;
  if (parts != null) {
    const found = data.onsets.findIndex(([, end], n) => n && parts < end);
    scores = onsetScores(data, found < 0 ? data.onsets.length - 1 : found, onset != null);
  }
  const linked = sex === "FEMALE" ? Float64Array.from(data.sexLinked, (each) => (each ? data.wrongSex : 0)) : null;
  return { onset: scores, sex: linked };
}

function confidence(data, total, leading, possible) {
  const best = leading.length ? total[leading[0]] : 0;
  if (possible <= 0 || best <= 0) return "none";
  let all = 0;
  for (const score of total) all += Math.exp(score - best);
  const weight = [...total].sort((a, b) => b - a).slice(0, data.leading)
    .reduce((sum, score) => sum + Math.exp(score - best), 0) / all;
  return data.limits.find(([, least, covered]) => weight >= least && best / possible >= covered)[0];
}

/* The diseases that fit what is stated: `stated` holds findings as { term, present }, ages are in
parts of a month. Reasons of a disease add up to its score. */
function rank(data, { stated, onset = null, age = null, sex = "" }) {
  const { present, absent, notes } = understood(data, stated);
  const rows = present.map((place) => ({ place, ...row(data, place) }));
  const lost = absent.map((place) => ({ place, added: against(data, place) }));
  const { onset: began, sex: linked } = priors(data, { onset, age, sex });
  const beside = present.length ? [["onset", began], ["sex", linked]].filter(([, each]) => each) : [];
  const total = new Float64Array(data.factor.length);
  for (const added of [...rows.map((each) => each.added), ...lost.map((each) => each.added), ...beside.map(([, each]) => each)]) {
    for (let d = 0; d < total.length; d++) total[d] += added[d];
  }
  const order = [...total.keys()].filter((d) => total[d] > 0)
    .sort((a, b) => total[b] - total[a] || data.order[a] - data.order[b]);
  const leading = order.slice(0, data.leading);
  const possible = rows.reduce((sum, { added }) => sum + added.reduce((most, each) => Math.max(most, each), 0), 0);
  const term = (place) => `HP:${String(data.terms[place]).padStart(7, "0")}`;

  function reasons(disease) {
    const level = (place) => {
      const [diseases, levels] = shownBy(data, place), n = diseases.indexOf(disease);
      return n < 0 ? 0 : levels[n];
    };
    const found = rows.map(({ place, added, own, absent }) => {
      const share = data.share[level(place)], value = added[disease], recorded = absent.get(disease);
      if (recorded) return { term: term(place), how: "recorded", share: 0, adds: 0, patients: recorded };
      // Borrowed when more than half of what the finding adds is not for the disease's own.
      const borrowed = 2 * own[disease] < value;
      const how = share ? "shown" : value <= data.least ? "not_annotated" : borrowed ? "borrowed" : "more_general";
      return { term: term(place), how, share, adds: value };
    });
    found.push(...lost.map(({ place, added }) => (
      { term: term(place), how: "excluded", share: data.share[level(place)], adds: added[disease] })));
    found.push(...beside.map(([name, added]) => (
      { term: name, how: "prior", share: 0, adds: added[disease], ...(name === "onset" && usualOnset(data, disease)) })));
    return found.sort((a, b) => b.adds - a.adds);
  }

  let better = 0;
  const listed = order.slice(0, data.top).map((disease, n) => {
    if (n && total[disease] < total[order[n - 1]]) better = n;
    return { disease, rank: better + 1, score: total[disease], reasons: reasons(disease) };
  });
  return {
    listed,
    level: confidence(data, total, leading, possible),
    unexplained: rows.filter(({ added }) => !leading.some((d) => added[d] > data.least)).map(({ place }) => term(place)),
    notes,
  };
}

globalThis.nosographRank = { prepared, rank };
