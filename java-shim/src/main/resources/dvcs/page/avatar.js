// An account's picture: its initials on a colour of its own. The host's picture is not fetched: every look at this page would tell the
// host who administers Jira and when, it fails where only Jira's server reaches the host, and Jira's content policy may forbid it.
import { element } from './dom.js';

/** As many as accounts.css has. */
const COLOURS = 6;

/** The first letters of the first and the last word; one of a name of one word. */
export function initials(name) {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map((word) => String.fromCodePoint(word.codePointAt(0)).toUpperCase()).join('') || '?';
}

/** Of a name always the same. */
function colour(name) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return sum % COLOURS;
}

/** For the eye alone: the name stands beside it. */
export function avatar(name) {
  return element('span', { class: `dvcs-avatar dvcs-avatar-${colour(name)}`, 'aria-hidden': 'true' }, initials(name));
}
