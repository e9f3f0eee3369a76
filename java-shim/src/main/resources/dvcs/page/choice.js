// The choice of an account in a form.
import { element } from './dom.js';
import { text } from './texts.js';

/** A whole instance has no name of its own. */
export function nameOf(account) {
  return account.name || new URL(account.url).host;
}

export class AccountChoice {
  /** `all`: what stands for none in particular, the number 0. */
  constructor(name, id, all) {
    this.all = all;
    this.known = [];
    this.element = element('select', { class: 'select', name, id }, element('option', { value: '0' }, all));
  }

  /** An account that is not there any more is no choice, and none else takes its place. */
  choose(id) {
    this.element.value = String(id);
  }

  get isChosen() {
    return this.element.value !== '';
  }

  get value() {
    return Number(this.element.value);
  }

  set accounts(accounts) {
    const chosen = this.element.value;
    this.known = accounts;
    this.element.replaceChildren(this.element.options[0], ...accounts.map((each) => element('option', { value: String(each.id) }, nameOf(each))));
    this.element.value = chosen;
  }

  nameOf(id) {
    const account = this.known.find((each) => each.id === id);
    if (account) return nameOf(account);
    return id === 0 ? this.all : text('dvcs.authors.account.gone', id);
  }
}
