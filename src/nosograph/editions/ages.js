// Ages as people type them, as the server reads them.

const PERIOD = /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;
const TYPED_AGE = /^(\d{1,4}(?:[.,]\d{1,3})?)\s*([A-Za-zäöü]*)\.?$/;

// The age in parts of which a month and a day have whole numbers; null when it is none.
globalThis.nosographAge = (text, { units, month, day }) => {
  const typed = text.trim();
  const period = PERIOD.exec(typed.toUpperCase());
  let months = 0, days = 0;
  if (period) {
    const [years, own, weeks, rest] = period.slice(1, 5).map((part) => Number(part ?? 0));
    [months, days] = [years * 12 + own, weeks * 7 + rest];
  } else {
    const found = TYPED_AGE.exec(typed), word = found?.[2].toLowerCase();
    if (!found || !Object.hasOwn(units, word)) return null;
    const unit = units[word];
    // In thousandths, so that no fraction is lost.
    const number = Math.round(Number(found[1].replace(",", ".")) * 1000);
    if (unit === "wk" || unit === "d") days = Math.floor(number * (unit === "wk" ? 7 : 1) / 1000);
    else {
      const thousandths = number * (unit === "a" ? 12 : 1);
      months = Math.floor(thousandths / 1000);
      days = Math.floor((thousandths % 1000) * month / (1000 * day));
    }
  }
  if (days >= 29) {
    const parts = days * day;
    months += Math.floor(parts / month);
    days = Math.floor((parts % month) / day);
  }
  return months * month + days * day;
};
