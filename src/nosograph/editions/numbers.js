// Numbers as people type them, as the server reads them.

const SIGNS = { "≤": "<=", "≥": ">=", "=<": "<=", "=>": ">=", "≈": "~", "−": "-" };
const NUMBER = /^(<=|>=|[<>~])?\s*([+-]?)([\d., ]*\d)(?:e([+-]?\d{1,3}))?$/i;
const LONGEST = 40, SMALLEST = -30, LARGEST = 15;

// The digits with a point for the decimals; empty where they may be two numbers, null where none.
function plain(text, decimal) {
  const body = text.trim(), marks = body.replace(/[^.,]/g, "");
  if (body.includes(" ")) {
    return /^\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(body) ? body.replaceAll(" ", "").replace(",", ".") : null;
  }
  if (!marks) return body;
  const last = body.lastIndexOf(marks.at(-1));
  let whole = body.slice(0, last), part = body.slice(last + 1);
  if (marks.length === 1) {
    if (part.length === 3 && /^[1-9]\d{0,2}$/.test(whole) && (marks === "," || decimal !== ".")) return "";
    return `${whole || 0}.${part}`;
  }
  if (marks.at(-1) === marks[0]) [whole, part] = [body, ""];
  const groups = whole.split(marks[0]);
  const grouped = groups.length > 1 && /^\d{1,3}$/.test(groups[0]) && groups.slice(1).every((each) => /^\d{3}$/.test(each));
  return grouped ? `${groups.join("")}.${part}` : null;
}

// The number and its comparator, or the reason why it is none.
globalThis.nosographNumber = (typed, decimal) => {
  if (typed.length > LONGEST) return { reason: "too_large" };
  let text = typed;
  for (const [spelt, meant] of Object.entries(SIGNS)) text = text.replaceAll(spelt, meant);
  text = text.replace(/[\s’']+/g, " ").trim();
  const match = NUMBER.exec(text), digits = match && plain(match[3], decimal);
  if (digits === null) return { reason: "not_a_number" };
  if (digits === "") return { reason: "ambiguous" };
  const value = Number(`${match[2]}${digits}e${match[4] ?? 0}`), power = Math.floor(Math.log10(Math.abs(value)));
  if (value && (power < SMALLEST || power > LARGEST)) return { reason: "too_large" };
  return { value, comparator: match[1] ?? "" };
};
