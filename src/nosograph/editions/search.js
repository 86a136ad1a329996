// What library/question.py, vocabulary.py and candidates.py do, without findings of diseases and
// texts: an edition's search must put the same page first. The tables come from the same place.

function searcher({ rows, spelling, pages }) {
  const ORDER = { exact: 0, lay: 1, prefix: 2, "all-words": 3, fuzzy: 4, "some-words": 5 };
  const AS_TYPED = 1, OTHER_FORM = 0.97, COMPLETED = 0.9, MISSPELT = 0.8, MISSPELT_TWICE = 0.6;
  const NOT_PREFERRED = 0.99, LENGTH = 0.3, OUT_OF_ORDER = 0.98, RESPELT = 1.99, INVERTED = 0.95;
  const WAY_IN = 0.45;
  const KINDS = { curated: 0, stub: 1, annotated: 1, classified: 2 };
  const MOST_OPTIONS = 24, MOST_NEAR = 12, ENOUGH = 0.6, FEW_LETTERS = 5;
  const before = new Set(spelling.before), after = new Set(spelling.after), noise = new Set(spelling.noise);
  const persons = new Set(spelling.persons);
  const changes = spelling.spellings.map(([old, now]) => [new RegExp(old, "g"), now]);
  const american = new Map();
  const figure = (word) => /^\d+[a-z]?$/.test(word);

  function words(text) {
    let plain = "";
    for (const letter of text.toLowerCase()) plain += spelling.letters[letter] ?? letter;
    plain = plain.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]/g, "");
    return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  function one(word, place, around) {
    if (around.length > 1) {
      if (word === "x" && (before.has(around[place - 1]) || after.has(around[place + 1]))) return word;
      if (Object.hasOwn(spelling.roman, word)) return spelling.roman[word];
      const part = /^([ivx]+)([a-h])$/.exec(word);
      if (part && Object.hasOwn(spelling.roman, part[1])) return spelling.roman[part[1]] + part[2];
    }
    let known = american.get(word);
    if (known === undefined) american.set(word, known = changes.reduce((text, [old, now]) => text.replace(old, now), word));
    return known;
  }

  const folded = (text) => words(text.replace(/(?<=[\p{L}\p{N}_])['’‘ʼ`´]s?(?![\p{L}\p{N}_])/giu, "")).map(one);

  function spellings(name) {
    const found = [folded(name)];
    if (/[äöü]/i.test(name)) {
      found.push(folded(name.toLowerCase().replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue")));
    }
    return found;
  }

  function singular(word) {
    if (word.length <= 3 || !word.endsWith("s") || /(ss|us|is)$/.test(word)) return word;
    return word.endsWith("ies") && word.length > 5 ? word.slice(0, -3) + "y" : word.slice(0, -1);
  }

  function forms(word) {
    const single = singular(word);
    if (single !== word) return [single];
    return word.endsWith("y") ? [word + "s", word.slice(0, -1) + "ies"] : [word + "s"];
  }

  const bare = (text) => text.toLowerCase().replace(/^0+/, "");
  const keyOf = (found) => found.map(singular).join("");
  function looseOf(found) {
    let kept = found.filter((word) => !noise.has(word)).map((word) => Object.hasOwn(spelling.same, word) ? spelling.same[word] : word);
    if (kept.length === 2 && kept[0] === "m") kept[0] = spelling.same.morbus;
    if (kept.includes(spelling.same.morbus)) kept = kept.map((word) => word.replace(/(?<=.{4})sche[nrs]?$/, ""));
    return kept.map(singular).sort().join(" ");
  }

  function initials(found) {
    const kept = found.filter((word) => !noise.has(word));
    const number = kept.length && figure(kept.at(-1)) ? kept.pop() : "";
    const letters = kept.map((word) => word[0]).join("");
    if (!/^[a-z]{2,6}$/.test(letters)) return [];
    return number ? [letters, letters + number] : [letters];
  }

  const entries = rows.map(([type, key, name, kind, minor, findings, codes, others, lay, genes]) => {
    const named = (text, place) => ({ text, place, all: spellings(text) });
    const names = [name, ...others].map(named);
    return { type, key, name, kind, minor, findings, codes, names, lay: lay.map(named), genes };
  });

  // The words of diseases, and of everything else, with the pages that have each; and what is
  // looked up whole.
  function vocabulary(kept) {
    const having = new Map(), whole = new Map();
    const note = (map, key, entry) => map.get(key)?.add(entry) ?? map.set(key, new Set([entry]));
    for (const entry of kept) {
      for (const { all } of [...entry.names, ...entry.lay]) {
        for (const found of all) {
          for (const word of found) note(having, word, entry);
          for (const key of [keyOf(found), looseOf(found), ...initials(found)]) note(whole, key, entry);
        }
      }
      for (const code of entry.codes) {
        note(whole, code.toLowerCase(), entry);
        note(whole, bare(code.split(":")[1]), entry);
      }
      for (const gene of entry.genes) note(whole, gene, entry);
    }
    const uses = new Map([...having].map(([word, entries]) => [word, entries.size]));
    return { having, whole, uses, sorted: [...uses.keys()].sort() };
  }

  // Entries that may answer all, or most, of what is asked.
  function selected({ known, slots, key, loose, code }, all) {
    const counts = new Map();
    for (const { word, options } of slots) {
      const own = new Set([...Object.keys(options).flatMap((each) => [...(known.having.get(each) ?? [])]), ...(known.whole.get(word) ?? [])]);
      for (const entry of own) counts.set(entry, (counts.get(entry) ?? 0) + 1);
    }
    const least = all ? slots.length : Math.ceil(slots.length / 2);
    const found = new Set([...counts].filter(([, count]) => count >= least).map(([entry]) => entry));
    for (const each of [key, loose, code, bare(code)]) for (const entry of known.whole.get(each) ?? []) found.add(entry);
    return [...found];
  }

  const diseases = vocabulary(entries.filter(({ type }) => type === "d"));
  const labels = vocabulary(entries.filter(({ type }) => type !== "d"));
  const weight = (vocabulary, word) => Math.log(1 + pages / (vocabulary.uses.get(word) ?? 1));

  function completions({ sorted, uses }, word) {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < word) low = middle + 1;
      else high = middle;
    }
    const found = [];
    while (low < sorted.length && sorted[low].startsWith(word)) found.push(sorted[low++]);
    return found.sort((a, b) => uses.get(b) - uses.get(a) || (a < b ? -1 : 1)).slice(0, MOST_OPTIONS);
  }

  // How many letters two words differ in; more than `most` is not counted further.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let earlier = [], row = Array.from({ length: b.length + 1 }, (_, n) => n), last;
    for (let i = 1; i <= a.length; i++) {
      last = earlier;
      earlier = row;
      row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1];
        row[j] = Math.min(earlier[j] + 1, row[j - 1] + 1, earlier[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], last[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > most) return most + 1;
    }
    return row[b.length];
  }

  function near({ uses }, word, most) {
    const found = [...uses.keys()].filter((each) => /^\p{L}+$/u.test(each) && distance(word, each, most) <= most);
    return found.sort((a, b) => uses.get(b) - uses.get(a)).slice(0, MOST_NEAR);
  }

  function corrections(known, word) {
    if (word.length < FEW_LETTERS || !/^\p{L}+$/u.test(word)) return {};
    const once = near(known, word, 1);
    if (once.length || word.length < 8) return Object.fromEntries(once.map((each) => [each, MISSPELT]));
    const twice = near(known, word, 2).filter((each) => each[0] === word[0]);
    return Object.fromEntries(twice.map((each) => [each, MISSPELT_TWICE]));
  }

  function slot(known, word, last) {
    const has = known.uses.has(word);
    let options = Object.fromEntries(forms(word).filter((each) => known.uses.has(each)).map((each) => [each, OTHER_FORM]));
    if (figure(word)) {
      const subtypes = /^\d+$/.test(word) ? [..."abcdefgh"].map((letter) => word + letter) : [];
      options = Object.fromEntries(subtypes.filter((each) => known.uses.has(each)).map((each) => [each, COMPLETED]));
    } else if (last || (!has && !Object.keys(options).length && word.length >= 4)) {
      for (const each of completions(known, word)) options[each] ??= COMPLETED;
    }
    if (has) options[word] = AS_TYPED;
    return weighed(known, word, options);
  }

  function weighed(known, word, options) {
    const all = Object.keys(options).map((each) => weight(known, each));
    const own = known.uses.has(word) ? weight(known, word) : Math.min(...all, Math.log(1 + pages));
    return { word, weight: own, options };
  }

  // Two words of which one is unknown, written as one.
  function joined(known, slots) {
    for (let place = 0; place + 1 < slots.length; place++) {
      const [first, second] = [slots[place].word, slots[place + 1].word];
      const whole = first + second;
      if (known.uses.has(whole) && !(known.uses.has(first) && known.uses.has(second))) {
        return [...slots.slice(0, place), weighed(known, whole, { [whole]: OTHER_FORM }), ...slots.slice(place + 2)];
      }
    }
    return slots;
  }

  // A word that is known in two parts only.
  function split(known, slots) {
    return slots.flatMap((each) => {
      for (let cut = 3; !Object.keys(each.options).length && cut < each.word.length - 2; cut++) {
        const parts = [each.word.slice(0, cut), each.word.slice(cut)];
        if (parts.every((part) => known.uses.has(part))) return parts.map((part) => weighed(known, part, { [part]: OTHER_FORM }));
      }
      return [each];
    });
  }

  function question(known, query, typed) {
    const asked = typed.filter((word) => !noise.has(word));
    const kept = asked.length ? asked : typed;
    return {
      known, typed, plain: words(query).join(" "), key: keyOf(typed), loose: looseOf(typed),
      code: query.trim().toLowerCase().replace(/\s+/g, ":"),
      slots: kept.map((word, place) => slot(known, word, place === kept.length - 1)),
    };
  }

  function widened(asked, fixed) {
    const slots = joined(asked.known, asked.slots).map((each) => fixed.has(each.word) ? each
      : { ...each, options: { ...corrections(asked.known, each.word), ...each.options } });
    return { ...asked, slots: split(asked.known, slots) };
  }

  function fit(asked, found) {
    const places = [], qualities = [];
    for (const { options } of asked.slots) {
      let best = 0, at = -1;
      found.forEach((word, place) => {
        const quality = Object.hasOwn(options, word) ? options[word] : 0;
        if (quality > best && !places.includes(place)) [best, at] = [quality, place];
      });
      if (best) places.push(at);
      qualities.push(best);
    }
    const whole = asked.slots.reduce((sum, each) => sum + each.weight, 0) || 1;
    const recall = asked.slots.reduce((sum, each, place) => sum + each.weight * qualities[place], 0) / whole;
    const name = found.reduce((sum, word) => sum + weight(asked.known, word), 0) || 1;
    const used = places.reduce((sum, place) => sum + weight(asked.known, found[place]), 0) / name;
    const sorted = places.every((place, n) => !n || places[n - 1] <= place);
    return { score: recall * (1 - LENGTH + LENGTH * used) * (sorted ? 1 : OUT_OF_ORDER), qualities };
  }

  const SYSTEMS = ["ORPHA", "OMIM", "MONDO", "DECIPHER", "ICD-10-CM", "ICD-10", "ICD-11", "MeSH", "UMLS"];

  function called(asked, entry) {
    for (const code of entry.codes) {
      const [system, value] = code.split(":");
      if (code.toLowerCase() === asked.code || (asked.code && bare(value) === bare(asked.code))) {
        return { entry, match: "exact", by: code, score: 3 - SYSTEMS.indexOf(system) / 100, order: -1 };
      }
    }
    for (const [match, names] of [["exact", entry.names], ["lay", entry.lay]]) {
      let best = 0, by = "";
      for (const { text, place, all } of names) {
        const preferred = place ? NOT_PREFERRED : 1;
        for (const found of all) {
          const score = keyOf(found) === asked.key ? (words(text).join(" ") === asked.plain ? 2 : RESPELT) * preferred
            : asked.loose && looseOf(found) === asked.loose ? 2 * preferred * INVERTED : 0;
          if (score > best) [best, by] = [score, text];
        }
      }
      if (best) return { entry, match, by, score: best, order: standing(entry, match) };
    }
    if (asked.typed.length === 1 && entry.type === "d" && entry.kind !== "classified") {
      const name = entry.names.find(({ all }) => initials(all[0]).includes(asked.key));
      if (name) {
        const score = 0.9 * (1 - 1 / (2 + entry.findings));
        return { entry, match: "lay", by: name.text, score, order: entry.minor ? 1.7 : 1.6 };
      }
    }
    return null;
  }

  function standing(entry, match) {
    if (entry.type === "p") return 0.02;
    if (entry.minor) return match === "exact" ? 0.5 : 0.6;
    if (entry.type !== "d") return match === "exact" ? 0.4 : ORDER[match];
    return (match === "exact" ? 0 : 0.05) + (entry.kind === "classified" ? 0.1 : 0);
  }

  function begins(asked, { all }) {
    const typed = asked.typed.join("");
    return all.some((found) => {
      const whole = found.join("");
      return whole.startsWith(typed) && !(/\d$/.test(typed) && /^\d/.test(whole.slice(typed.length)));
    });
  }

  function candidate(asked, entry) {
    const named = called(asked, entry);
    if (named) return named;
    let best = { score: 0, qualities: asked.slots.map(() => 0) }, by = entry.names[0];
    for (const name of [...entry.names, ...entry.lay]) {
      for (const found of name.all) {
        const made = fit(asked, found);
        made.score *= name === entry.names[0] ? 1 : NOT_PREFERRED;
        if (made.score > best.score) [best, by] = [made, name];
      }
    }
    const qualities = [...best.qualities];
    asked.slots.forEach((each, place) => {
      if (entry.type === "d" && entry.genes.includes(each.word)) qualities[place] = AS_TYPED;
    });
    const complete = qualities.every(Boolean);
    if (!complete && !enough(asked, entry, qualities)) return null;
    const corrected = qualities.some((each) => each && each <= MISSPELT);
    const match = corrected ? "fuzzy" : !complete ? "some-words" : begins(asked, by) ? "prefix" : "all-words";
    if (entry.type === "p" && (match === "prefix" || match === "all-words")) {
      return { entry, match, by: by.text, score: best.score, order: WAY_IN };
    }
    const later = entry.kind === "classified" ? 0.25 : 0;
    const order = corrected ? (complete ? ORDER.fuzzy + later : 6) : !complete ? ORDER[match]
      : entry.minor ? 3.5 : ORDER[match] + later;
    return { entry, match, by: by.text, score: best.score, order };
  }

  function enough(asked, entry, qualities) {
    const sum = (kept) => asked.slots.reduce((all, each, place) => all + (kept(place) ? each.weight : 0), 0);
    if (sum((place) => qualities[place]) < ENOUGH * sum(() => true)) return false;
    const missing = asked.slots.some((each, place) => !qualities[place] && figure(each.word));
    return !missing || !entry.names[0].all.some((found) => found.some(figure));
  }

  function rank(a, b) {
    const written = ({ entry, match }) => match === "prefix" || match === "all-words" ? +(entry.kind !== "curated") : 0;
    const compared = [a.order - b.order, written(a) - written(b), +(b.score - a.score).toFixed(6),
      (KINDS[a.entry.kind] ?? 3) - (KINDS[b.entry.kind] ?? 3), a.entry.name.length - b.entry.name.length,
      a.entry.name === b.entry.name ? 0 : a.entry.name < b.entry.name ? -1 : 1, a.entry.key < b.entry.key ? -1 : 1];
    return compared.find(Boolean);
  }

  const ordered = (asked, all) => selected(asked, all).map((entry) => candidate(asked, entry)).filter(Boolean).sort(rank);
  const complete = (found) => found.filter(({ match, order }) => match !== "some-words" && order < 6);

  // Diseases of the name before findings of the name, then both by how they match.
  function merged(first, second) {
    const named = ({ match }) => match === "exact" || match === "lay";
    const isWay = ({ entry, order }) => entry.type === "p" && order <= WAY_IN;
    const called = second.filter((each) => named(each) && !isWay(each)).slice(0, 2);
    const heads = [...first.filter(named), ...second.filter(isWay), ...called].sort((a, b) => a.order - b.order);
    return [...heads, ...first.filter((each) => !heads.includes(each)), ...second.filter((each) => !heads.includes(each))];
  }

  function answered(query, typed, fixed) {
    const asked = [diseases, labels].map((known) => question(known, query, typed));
    const strict = asked.map((each) => complete(ordered(each, true)));
    if (strict.some((found) => found.length)) return merged(...strict);
    const wide = asked.map((each) => widened(each, fixed));
    const fuzzy = wide.map((each) => complete(ordered(each, true)));
    return fuzzy.some((found) => found.length) ? merged(...fuzzy) : ordered(wide[0], false);
  }

  return (query) => {
    const typed = folded(query).slice(0, 24);
    if (!typed.length) return [];
    const fixed = new Set((query.match(/[A-Za-z][A-Za-z0-9]*/g) ?? [])
      .filter((word) => /\d/.test(word) || (word === query.trim() && word.length <= 7 && word === word.toUpperCase()))
      .flatMap(folded));
    const what = typed.filter((word) => !persons.has(word));
    const found = answered(query, typed, fixed);
    const strictly = found.length && ORDER[found[0].match] < ORDER.fuzzy;
    return strictly || what.length === typed.length || !what.length ? found : answered(query, what, fixed);
  };
}
