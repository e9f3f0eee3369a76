// The Queue page: what runs, waits and failed, of all accounts and on all nodes.
import * as api from './api.js';
import { Banners } from './banners.js';
import { element } from './dom.js';
import { header } from './navigation.js';
import { QueueTable } from './queue-table.js';
import { text } from './texts.js';

const AFTER_FAILURE = 5000;

const banners = new Banners(() => update(), (error) => failed(error));
const table = new QueueTable(failed);

/** null: all is well again. */
function failed(error) {
  banners.show(error);
}

async function update() {
  try {
    const [accounts, status] = await Promise.all([api.accounts(), api.status()]);
    banners.update(status);
    table.accounts = accounts;
    await table.load();
  } catch (error) {
    failed(error);
    if (error.field !== 'login') setTimeout(update, AFTER_FAILURE);
  }
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) update(); });
document.getElementById('dvcs-page').append(
  ...header('queue', text('dvcs.queue.title')),
  element('p', { class: 'dvcs-intro' }, text('dvcs.queue.intro')),
  banners.element, table.element);
update();
