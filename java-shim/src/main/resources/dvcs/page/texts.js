// Texts of i18n/dvcs.properties in the reader's language, as the page's shell brought them.
const texts = JSON.parse(document.getElementById('dvcs-texts').textContent);
const language = document.documentElement.lang || undefined;
const dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
const numbers = new Intl.NumberFormat(language);

/** A missing key is shown as it is: ugly, but it says what to repair. */
export function text(key, ...values) {
  const pattern = texts[key] ?? key;
  return pattern.replace(/\{(\d)\}/g, (whole, index) => values[index] ?? whole);
}

export function count(number) {
  return numbers.format(number);
}

/** Epoch milliseconds; 0 is never. */
export function moment(millis) {
  return millis ? dates.format(new Date(millis)) : text('dvcs.accounts.never');
}
