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

/** An estimate in words a person would use. */
export function duration(seconds) {
  if (seconds < 60) return text('dvcs.progress.left.soon');
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? text('dvcs.progress.left.minutes', count(minutes)) : text('dvcs.progress.left.hours', count(Math.round(minutes / 60)));
}

const phases = {
  starting: 'dvcs.phase.starting',
  listing: 'dvcs.phase.listing',
  synchronising: 'dvcs.phase.synchronising',
  branches: 'dvcs.phase.branches',
  commits: 'dvcs.phase.commits',
  'merge requests': 'dvcs.phase.merge-requests',
  'waiting for the rate limit': 'dvcs.phase.waiting-for-the-rate-limit',
};

/** A phase of the core in the reader's language; one that this page does not know yet as it is. */
export function phase(name) {
  return phases[name] ? text(phases[name]) : name;
}
