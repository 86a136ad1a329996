// Criteria without a server: follows the diagrams that the reference engine has drawn of a set.

const MOST_MISSING = 12, MOST_TOGETHER = 3;

// The place of a number among the spans between limits: each limit is a span of its own.
function span(number, limits) {
  const below = limits.filter((limit) => limit < number).length;
  return 2 * below + (limits[below] === number ? 1 : 0);
}

// The places of the spans in which a value lies that a number bounds.
function spans(number, comparator, limits) {
  const at = span(number, limits), places = [...Array(2 * limits.length + 1).keys()];
  if (!comparator) return new Set([at]);
  if (comparator === "~") return new Set(places);
  // A limit itself, at an odd place, lies within only where the comparator has it.
  const least = at + (at % 2 && comparator === ">" ? 1 : 0), most = at - (at % 2 && comparator === "<" ? 1 : 0);
  return new Set(places.filter((place) => (comparator.startsWith(">") ? place >= least : place <= most)));
}

// Facts with what follows from them: presence runs along the implications, absence against them.
function followed(facts, implied) {
  const found = new Map([...facts].map(([item, holds]) => [item, new Set([holds])]));
  for (let before = -1, size = 0; before !== size;) {
    before = size;
    for (const [item, other] of implied) {
      for (const [source, target, holds] of [[item, other, true], [other, item, false]]) {
        if (!found.get(source)?.has(holds)) continue;
        if (!found.has(target)) found.set(target, new Set());
        found.get(target).add(holds);
      }
    }
    size = [...found.values()].reduce((sum, each) => sum + each.size, 0);
  }
  return found;
}

// Item → its state; undefined where something was stated that settles nothing.
function known(set, said, concerns) {
  const states = new Map(said.choices);
  for (const [item, holds] of followed(said.facts, set.implied)) {
    states.set(item, holds.size === 1 ? [...holds][0] : undefined);
    if (holds.size > 1) concerns.push({ kind: "opposed", items: [item] });
  }
  for (const [item, { value, comparator = "", unit }] of said.values) {
    const spelt = set.spelt[item], written = Object.hasOwn(spelt, unit) ? unit : unit.toLowerCase();
    const [read, factor, none] = Object.hasOwn(spelt, written) ? spelt[written] : [unit, 1, 0];
    const limits = Object.hasOwn(set.limits[item], read) ? set.limits[item][read] : undefined;
    // In twelve digits, as the engine converts: what is converted meets a limit that it lies on.
    const number = factor === 1 && !none ? Number(value) : Number((Number(value) * factor + none).toPrecision(12));
    const own = set.possible?.[item] ?? {}, [least, most] = Object.hasOwn(own, read) ? own[read] : [-Infinity, Infinity];
    const impossible = number < least || number > most;
    states.set(item, limits && !impossible ? spans(number, comparator, limits) : undefined);
    if (impossible) concerns.push({ kind: "impossible", items: [item], typed: `${value} ${unit}` });
    if (!limits) concerns.push({ kind: "unit", items: [item], typed: unit });
  }
  if (said.age) {
    const parts = globalThis.nosographAge(said.age, set.age);
    if (parts === null) concerns.push({ kind: "age", items: [], typed: said.age });
    else states.set("age", span(parts, set.limits.age[""]));
  }
  return states;
}

// For each unknown the values that what is known leaves, or nothing where nothing is known.
function remaining(set, states) {
  return set.unknowns.map(({ item, states: own, open = [] }) => {
    if (!states.has(item)) return undefined;
    const state = states.get(item);
    return [...own.keys()].filter((n) => !open.includes(n) && (state === undefined || own[n] === state || (state instanceof Set && state.has(own[n]))));
  });
}

const results = ({ states, open = [] }) => [...states.keys()].filter((n) => !open.includes(n));

// Whether all ways through a diagram lead to "holds", and whether any does.
function follower({ nodes, unknowns }, left) {
  const certain = new Map([[0, false], [1, true]]), possible = new Map(certain);
  function follow(node, memo, ways, choose) {
    if (!memo.has(node)) {
      const [unknown, ...children] = nodes[node];
      const values = left[unknown] ?? ways(unknowns[unknown]);
      memo.set(node, values[choose]((n) => follow(children[n], memo, ways, choose)));
    }
    return memo.get(node);
  }
  return {
    // As long as nobody looks, only what is true without a result.
    certain: (node) => follow(node, certain, ({ states, open }) => open ?? [...states.keys()], "every"),
    possible: (node) => follow(node, possible, ({ states }) => [...states.keys()], "some"),
  };
}

function excess(set, said) {
  return set.neverExceeds.filter(([item, other]) => {
    const [one, two] = [said.values.get(item), said.values.get(other)];
    return one && two && !one.comparator && !two.comparator && one.unit === set.units[item] && two.unit === set.units[other]
      && Number(one.value) > Number(two.value);
  });
}

// Items of which a result could overturn what holds now.
function revocable(set, states, left, decided) {
  const place = new Map(set.unknowns.map(({ name }, n) => [name, n]));
  return set.telling.filter((item) => {
    if (states.has(item)) return false;
    const own = set.unknowns[place.get(item)];
    return results(own).some((n) => {
      const state = own.states[n], learnt = [...left];
      for (const each of followed([[item, state]], set.implied).keys()) {
        if (states.has(each)) continue;
        const unknown = set.unknowns[place.get(each)];
        learnt[place.get(each)] = results(unknown).filter((m) => unknown.states[m] === state);
      }
      return !follower(set, learnt).certain(decided);
    });
  });
}

// So many unknowns at least have to be settled before a diagram is: at each, either it is asked,
// or all that may follow has to hold without it.
function fewest({ nodes, unknowns }, left) {
  const memo = new Map([[0, Infinity], [1, 0]]);
  return function count(node) {
    if (!memo.has(node)) {
      const [unknown, ...children] = nodes[node], own = unknowns[unknown];
      const counts = (values) => values.map((n) => count(children[n]));
      const asked = 1 + Math.min(...counts(left[unknown] ?? results(own)));
      memo.set(node, Math.min(asked, Math.max(...counts(left[unknown] ?? own.open ?? [...own.states.keys()]))));
    }
    return memo.get(node);
  };
}

// The smallest sets of unknowns some results of which would make it hold, of three at most.
function missing(set, left, consistent, decided) {
  const asked = new Set();
  (function walk(node) {
    if (node < 2 || asked.has(node)) return;
    asked.add(node);
    set.nodes[node].slice(1).forEach(walk);
  })(decided);
  const open = [...new Set([...asked].map((node) => set.nodes[node][0]))]
    .filter((n) => (left[n]?.length ?? 2) > 1).sort((a, b) => a - b);
  const found = [];

  function settled(members, changed) {
    if (!members.length) {
      const { certain, possible } = follower(set, changed);
      return possible(consistent) && certain(decided);
    }
    const [first, ...rest] = members, values = left[first] ?? results(set.unknowns[first]);
    return values.some((n) => settled(rest, Object.assign([...changed], { [first]: [n] })));
  }

  for (const members of upTo(MOST_TOGETHER, open, Math.max(1, fewest(set, left)(decided)))) {
    const minimal = !found.some((smaller) => smaller.every((each) => members.includes(each)));
    if (minimal && settled(members, left)) found.push(members);
    if (found.length === MOST_MISSING) break;
  }
  return found.map((members) => members.map((n) => name(set.unknowns[n], left[n])).sort());
}

function* upTo(most, from, least) {
  for (let size = least; size <= most; size++) yield* chosen(from, size);
}

function* chosen(from, size) {
  if (!size) yield [];
  else for (const [n, first] of from.entries()) {
    for (const rest of chosen(from.slice(n + 1), size - 1)) yield [first, ...rest];
  }
}

// Of a finding that is known to be there, only its first day can still be asked.
const name = (unknown, left) => (left && unknown.onset && left.every((n) => unknown.states[n] !== false) ? unknown.onset : unknown.name);

/* What follows from what is said: facts, choices and values are maps, the age is a text. */
function evaluate(set, said) {
  const concerns = [], states = known(set, said, concerns), left = remaining(set, states);
  const { certain, possible } = follower(set, left);
  const larger = excess(set, said);
  // A value that is only bounded is held to no other.
  const loose = set.neverExceeds.flat().some((item) => said.values.get(item)?.comparator);
  const consistent = set.consistent[loose ? 1 : 0], at = loose ? 3 : 1;
  const agrees = possible(consistent) && !larger.length;
  if (!agrees) concerns.push(...larger.map((items) => ({ kind: "opposed", items })));
  const truth = (roots) => {
    if (!possible(roots[agrees ? at : 0])) return "no";
    return certain(roots[agrees ? at + 1 : 0]) ? "yes" : "unknown";
  };
  const levels = Object.entries(set.levels).map(([id, level]) => {
    const holds = truth(level.holds), decided = level.holds[agrees ? at + 1 : 0];
    return {
      id,
      holds,
      parts: level.parts.map(truth),
      scores: level.scores.map(({ threshold, reached }) => {
        const truths = reached.map(truth);
        const high = truths.indexOf("no"), low = truths.findIndex((each) => each !== "yes");
        return { threshold, low: low < 0 ? reached.length : low, high: high < 0 ? reached.length : high };
      }),
      revocable: holds === "yes" ? revocable(set, states, left, decided) : [],
      missing: holds === "unknown" ? missing(set, left, agrees ? consistent : 1, decided) : [],
    };
  });
  return { levels, concerns };
}

globalThis.nosographEvaluate = evaluate;
