// The DVCS accounts page. Asks the server once a second while something runs, and not at all otherwise.
import * as api from './api.js';
import { accessDialog } from './access.js';
import { AccountView } from './account.js';
import { AddAccount } from './add.js';
import { Banners } from './banners.js';
import { nameOf } from './choice.js';
import { acceptDialog, fullSyncDialog, removeDialog } from './dialogs.js';
import { DoctorDialog } from './doctor.js';
import { announce, button, element } from './dom.js';
import { failureMessage, landing, leaveAtOnce } from './leave.js';
import { header } from './navigation.js';
import { rulesDialog } from './rules.js';
import { smartSettingsDialog } from './smart-settings.js';
import { text } from './texts.js';
import { WebhookBanner } from './webhooks.js';

const RUNNING = 1000;
const AFTER_FAILURE = 5000;

const views = new Map();
const list = element('div', { class: 'dvcs-accounts' });
const banners = new Banners(() => update(), (error) => failed(error));
const addButton = button(text('dvcs.accounts.add'), () => openForm(null), { class: 'aui-button aui-button-primary', id: 'dvcs-add-account' });
const webhookBanner = new WebhookBanner();
const empty = element('div', { class: 'dvcs-empty', hidden: true },
  element('h2', {}, text('dvcs.accounts.empty.title')), element('p', {}, text('dvcs.accounts.empty.text')),
  element('ol', {}, ...['dvcs.accounts.empty.step1', 'dvcs.accounts.empty.step2', 'dvcs.accounts.empty.step3'].map((key) => element('li', {}, text(key)))));

const actions = {
  failed,
  refresh: (account) => attempt(async () => show(await api.refreshAccount(account.id))),
  cancel: (account) => attempt(async () => {
    show(await api.cancelAccount(account.id));
    await reload(account.id);
  }),
  acceptDeletions: (account) => acceptDialog('repositories', nameOf(account), account.held, () => api.settleAccount(account.id, true), show),
  keepDeletions: (account) => attempt(async () => show(await api.settleAccount(account.id, false))),
  diagnose: (account) => new DoctorDialog(account).open(),
  changeAccess: (account) => accessDialog(account, show),
  authorise: (account) => attempt(async () => leaveAtOnce((await api.startOAuth({ accountId: account.id })).address)),
  remove: (account) => removeDialog(account, () => removed(account)),
  autoLink: (account, on) => attempt(async () => show(await api.changeAccount(account.id, { autoLink: on }))),
  smartCommits: (account, on) => attempt(async () => {
    show(await api.changeAccount(account.id, { smartCommits: on }));
    await reload(account.id);
  }),
  webhooks: (account, on) => attempt(async () => lookedAfter(await api.changeAccount(account.id, { webhooks: on }), 'dvcs.webhooks.checking')),
  keepWebhooks: (account, renew) => attempt(async () => lookedAfter(await api.keepWebhooks(account.id, renew), renew ? 'dvcs.webhooks.renewing' : 'dvcs.webhooks.checking')),
  rules: (account) => attempt(async () => rulesDialog(account, await api.rules(account.id), async () => {
    await update();
    await reload(account.id);
  })),
  smartSettings: (account) => smartSettingsDialog(account, show),
  sync: (repository, full) => (full
    ? fullSyncDialog(repository, () => reload(repository.accountId))
    : attempt(async () => { await api.syncRepository(repository.id, false); await reload(repository.accountId); })),
  cancelSync: (repository) => attempt(async () => { await api.cancelSync(repository.id); await reload(repository.accountId); }),
  acceptBranchDeletions: (repository) => acceptDialog('branches', repository.path, repository.held,
    () => api.settleRepository(repository.id, true), () => reload(repository.accountId)),
  keepBranches: (repository) => attempt(async () => { await api.settleRepository(repository.id, false); await reload(repository.accountId); }),
  switchSmartCommits: (repository, to) => attempt(async () => { await api.switchSmartCommits(repository.id, to); await reload(repository.accountId); }),
  link: (repository, linked) => attempt(async () => { await api.linkRepository(repository.id, linked); await reload(repository.accountId); }),
};

function failed(error) {
  banners.show(error);
}

/** A refused change leaves the page as the server sees it, the switch included. */
async function attempt(work) {
  try {
    banners.show(null);
    await work();
    schedule();
  } catch (error) {
    await update();
    failed(error);
  }
}

/** What comes of it is seen later. */
async function lookedAfter(account, words) {
  views.get(account.id)?.webhooks.expect(account.webhooks);
  show(account);
  announce(text(words));
  await reload(account.id);
}

function show(account) {
  views.get(account.id)?.update(account);
  schedule();
}

async function reload(accountId) {
  await views.get(accountId)?.table.load();
  schedule();
}

async function added(account) {
  await update();
  document.getElementById(`dvcs-account-${account.id}`)?.focus();
}

async function openForm(typed) {
  await attempt(async () => new AddAccount((await api.clients()).items, added, typed).open());
}

/** Somebody comes back from a host. */
async function landed(from) {
  await update();
  if (from.failure) {
    const place = failureMessage(from, (typed) => { place.remove(); openForm(typed); }, () => place.remove());
    banners.element.prepend(place);
    return;
  }
  document.getElementById(`dvcs-account-${from.accountId}`)?.focus();
  announce(text(from.isNew ? 'dvcs.oauth.added' : 'dvcs.oauth.authorised'));
}

async function removed(account) {
  views.get(account.id)?.element.remove();
  views.delete(account.id);
  await update();
  addButton.focus();
}

function draw(accounts) {
  for (const [id, view] of views) {
    if (!accounts.some((account) => account.id === id)) {
      view.element.remove();
      views.delete(id);
    }
  }
  for (const account of accounts) {
    const known = views.get(account.id);
    if (known) {
      known.update(account);
    } else {
      const view = new AccountView(account, actions);
      views.set(account.id, view);
      list.append(view.element);
    }
  }
  empty.hidden = accounts.length > 0;
}

let timer;
let updating;

/** What ran a moment ago is asked once more: its last numbers come with its end. */
function update() {
  updating ??= (async () => {
    const ran = new Set([...views.values()].filter((view) => view.busy));
    const [accounts, status] = await Promise.all([api.accounts(), api.status()]);
    const known = new Set(views.keys());
    draw(accounts);
    webhookBanner.update(accounts);
    banners.update(status);
    addButton.disabled = !status.nativeLoaded || status.paused;
    await Promise.all([...views.values()].filter((view) => view.busy || ran.has(view) || !known.has(view.account.id))
      .map((view) => view.table.load()));
    schedule();
  })().catch((error) => {
    failed(error);
    if (error.field !== 'login') schedule(AFTER_FAILURE);
  }).finally(() => { updating = undefined; });
  return updating;
}

function schedule(delay) {
  clearTimeout(timer);
  const busy = [...views.values()].some((view) => view.busy);
  if (delay || busy) timer = setTimeout(() => (document.hidden ? schedule(delay ?? RUNNING) : update()), delay ?? RUNNING);
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) update(); });
document.getElementById('dvcs-page').append(
  ...header('accounts', text('dvcs.accounts.title'), addButton),
  element('p', { class: 'dvcs-intro' }, text('dvcs.accounts.intro')),
  banners.element, webhookBanner.element, empty, list);
const from = landing();
if (from) landed(from);
else update();
