// Ages as people type them, as the server reads them.

const PERIOD = /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;
const AMOUNT = /(\d{1,5}(?:[.,]\d{1,3})?)\s*([A-Za-zäöü]*)\.?(?:\s*(?:,|and|und)\s)?\s*/g;
const SIZES = ["a", "mo", "wk", "d"];

// The age in parts of which a month and a day have whole numbers; null when it is none.
globalThis.nosographAge = (text, { units, month, day }) => {
  const typed = text.trim();
  const period = PERIOD.exec(typed.toUpperCase());
  let months = 0, days = 0;
  if (period) {
    const [years, own, weeks, rest] = period.slice(1, 5).map((part) => Number(part ?? 0));
    [months, days] = [years * 12 + own, weeks * 7 + rest];
  } else {
    const amounts = [...typed.matchAll(AMOUNT)];
    if (!amounts.length || typed.replace(AMOUNT, "")) return null;
    let last = -1;
    for (const [, written, unit] of amounts) {
      const word = unit.toLowerCase();
      const size = Object.hasOwn(units, word) ? SIZES.indexOf(units[word]) : -1;
      if (size <= last || (amounts.length > 1 && (!word || /[.,]/.test(written)))) return null;
      last = size;
      // In thousandths, so that no fraction is lost.
      const number = Math.round(Number(written.replace(",", ".")) * 1000);
      if (size > 1) days += Math.floor(number * (size === 2 ? 7 : 1) / 1000);
      else {
        const thousandths = number * (size === 0 ? 12 : 1);
        months += Math.floor(thousandths / 1000);
        days += Math.floor((thousandths % 1000) * month / (1000 * day));
      }
    }
  }
  if (days >= 29) {
    const parts = days * day;
    months += Math.floor(parts / month);
    days = Math.floor((parts % month) / day);
  }
  return months * month + days * day;
};
