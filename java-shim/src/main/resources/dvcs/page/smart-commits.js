// The Smart commits page: what became of commands, what a message would do, and who acts for whom.
import * as api from './api.js';
import { Authors } from './authors.js';
import { Banners } from './banners.js';
import { element } from './dom.js';
import { CommandLog } from './log.js';
import { header } from './navigation.js';
import { text } from './texts.js';
import { TryMessage } from './try.js';

const AFTER_FAILURE = 5000;

const banners = new Banners(() => update(), (error) => failed(error));
const log = new CommandLog(failed, (command) => authors.propose(command));
const tryMessage = new TryMessage();
const authors = new Authors(failed);

function failed(error) {
  banners.show(error);
}

/** Accounts and mappings change on other pages and seldom: they are read when somebody comes back to this one. */
async function update() {
  try {
    const [accounts, status] = await Promise.all([api.accounts(), api.status()]);
    banners.update(status);
    for (const part of [log.filters, tryMessage, authors]) part.accounts = accounts;
    await Promise.all([log.load(), authors.load()]);
  } catch (error) {
    failed(error);
    if (error.field !== 'login') setTimeout(update, AFTER_FAILURE);
  }
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) update(); });
document.getElementById('dvcs-page').append(
  ...header('smart-commits', text('dvcs.smart.title')),
  element('p', { class: 'dvcs-intro' }, text('dvcs.smart.intro')),
  element('ul', { class: 'dvcs-contents' }, ...[log, tryMessage, authors].map((part) => element('li', {},
    element('a', { href: `#${part.heading.id}` }, part.heading.textContent)))),
  banners.element, log.element, tryMessage.element, authors.element);
update();
