// The Client configurations page: applications that were created at hosts for this Jira.
import * as api from './api.js';
import { Banners } from './banners.js';
import { clientDialog } from './client.js';
import { CopyField } from './copy.js';
import { Dialog } from './dialog.js';
import { announce, button, element, link, setLozenge } from './dom.js';
import { header } from './navigation.js';
import { count, text } from './texts.js';

const AFTER_FAILURE = 5000;
const COLUMNS = ['dvcs.clients.name', 'dvcs.clients.host', 'dvcs.clients.url', 'dvcs.clients.application', 'dvcs.clients.accounts'];
const hosts = { gitlab: 'GitLab', gitea: 'Gitea' };
const GITLAB_COM = 'https://gitlab.com';

const banners = new Banners(() => update(), (error) => banners.show(error));
const addButton = button(text('dvcs.clients.add'), () => clientDialog(null, redirect.value, changed), { class: 'aui-button aui-button-primary', id: 'dvcs-add-client' });
const redirect = new CopyField('dvcs-redirect-url', text('dvcs.clients.redirect'), text('dvcs.clients.redirect.description'));
const steps = element('details', { class: 'dvcs-steps' }, element('summary', {}, text('dvcs.clients.steps')),
  element('ol', {},
    element('li', {}, text('dvcs.clients.step1'), ' ', link(`${GITLAB_COM}/-/user_settings/applications`, text('dvcs.clients.step1.com'), { target: '_blank' })),
    element('li', {}, text('dvcs.clients.step2')),
    element('li', {}, text('dvcs.clients.step3')),
    element('li', {}, text('dvcs.clients.step4')),
    element('li', {}, text('dvcs.clients.step5')),
    element('li', {}, text('dvcs.clients.step6'))),
  element('p', {}, text('dvcs.clients.steps.gitea')));
const nothing = element('p', { class: 'dvcs-nothing', hidden: true }, text('dvcs.clients.none'));
const body = element('tbody');
const table = element('table', { class: 'aui dvcs-clients', hidden: true },
  element('caption', { class: 'assistive' }, text('dvcs.clients.title')),
  element('thead', {}, element('tr', {}, ...COLUMNS.map((key) => element('th', { scope: 'col' }, text(key))),
    element('th', { scope: 'col' }, element('span', { class: 'assistive' }, text('dvcs.clients.actions'))))), body);

async function changed(client) {
  await update();
  announce(text('dvcs.clients.saved', client.name));
  document.getElementById(`dvcs-client-${client.id}`)?.focus();
}

function removeDialog(client) {
  new Dialog({
    title: text('dvcs.clients.remove.title', client.name), confirm: text('dvcs.remove.confirm'), danger: true,
    body: [element('p', {}, text('dvcs.clients.remove.what'))],
    submit: () => api.removeClient(client.id),
    done: async () => {
      await update();
      addButton.focus();
      announce(text('dvcs.clients.removed', client.name));
    },
  }).open();
}

function row(client) {
  const state = element('span');
  if (!client.hasSecret) setLozenge(state, 'error', text('dvcs.clients.secret.missing'));
  const used = client.accounts > 0;
  const reason = element('span', { class: 'assistive', id: `dvcs-client-${client.id}-used` }, used ? text('dvcs.clients.used') : '');
  return element('tr', { 'data-client': String(client.id) },
    element('th', { scope: 'row' }, element('span', { id: `dvcs-client-${client.id}`, tabindex: '-1' }, client.name), ' ', state),
    element('td', {}, hosts[client.host] ?? client.host),
    element('td', {}, link(client.browserUrl, client.url), client.browserUrl === client.url ? null
      : element('div', { class: 'dvcs-detail' }, text('dvcs.clients.browser', client.browserUrl))),
    element('td', {}, client.applicationId),
    element('td', {}, count(client.accounts)),
    element('td', {}, element('div', { class: 'aui-buttons' },
      button(text('dvcs.clients.change'), () => clientDialog(client, redirect.value, changed), { class: 'aui-button aui-button-compact', 'aria-label': text('dvcs.clients.change.label', client.name) }),
      button(text('dvcs.remove.confirm'), () => removeDialog(client), {
        class: 'aui-button aui-button-compact', disabled: used, title: used && text('dvcs.clients.used'), 'aria-label': text('dvcs.clients.remove.label', client.name), 'aria-describedby': reason.id,
      })), reason));
}

async function update() {
  try {
    const [clients, status] = await Promise.all([api.clients(), api.status()]);
    banners.update(status);
    redirect.value = clients.redirectUrl;
    nothing.hidden = clients.items.length !== 0;
    table.hidden = clients.items.length === 0;
    if (clients.items.length === 0) steps.open = true;
    body.replaceChildren(...clients.items.map(row));
    addButton.disabled = false;
  } catch (error) {
    banners.show(error);
    if (error.field !== 'login') setTimeout(update, AFTER_FAILURE);
  }
}

addButton.disabled = true;
document.getElementById('dvcs-page').append(
  ...header('client-configurations', text('dvcs.clients.title'), addButton),
  element('p', { class: 'dvcs-intro' }, text('dvcs.clients.intro')),
  banners.element, element('form', { class: 'aui', onsubmit: (event) => event.preventDefault() }, redirect.element), steps, element('div', { class: 'dvcs-scroll' }, table), nothing);
update();
