// One client configuration: as it was created at the host.
import * as api from './api.js';
import { CopyField } from './copy.js';
import { Dialog } from './dialog.js';
import { element, link } from './dom.js';
import { field } from './fields.js';
import { text } from './texts.js';

const GITLAB_COM = 'https://gitlab.com';
const pages = { gitlab: '/-/user_settings/applications', gitea: '/user/settings/applications' };

function input(name, properties = {}) {
  return element('input', { class: 'text long-field', type: 'text', name, autocomplete: 'off', spellcheck: 'false', ...properties });
}

/** `client` null: a new one. */
export function clientDialog(client, redirectUrl, changed) {
  const used = Boolean(client?.accounts);
  const name = input('name', { 'data-focus': true });
  const host = element('select', { class: 'select', name: 'host', disabled: used, onchange: () => point() },
    ...[['gitlab', 'GitLab'], ['gitea', 'Gitea']].map(([value, label]) => element('option', { value, selected: value === client?.host }, label)));
  const url = input('url', { type: 'url', readonly: used, placeholder: GITLAB_COM, oninput: () => point() });
  const browserUrl = input('browserUrl', { type: 'url', oninput: () => point() });
  const application = input('applicationId');
  const secret = input('secret', { type: 'password', autocomplete: 'new-password' });
  const where = element('span');
  const redirect = new CopyField('dvcs-dialog-redirect-url', text('dvcs.clients.redirect'), text('dvcs.clients.redirect.dialog'));
  redirect.value = redirectUrl;
  redirect.element.append(element('div', { class: 'description' }, where));
  name.value = client?.name ?? '';
  url.value = client?.url ?? '';
  browserUrl.value = client && client.browserUrl !== client.url ? client.browserUrl : '';
  application.value = client?.applicationId ?? '';

  function point() {
    const base = (browserUrl.value.trim() || url.value.trim() || url.placeholder).replace(/\/+$/, '');
    where.replaceChildren(link(base + pages[host.value], text('dvcs.clients.where'), { target: '_blank' }));
  }
  point();
  new Dialog({
    title: client ? text('dvcs.clients.change.title', client.name) : text('dvcs.clients.add'),
    confirm: text('dvcs.access.confirm'),
    body: [
      field(name, text('dvcs.clients.name'), text('dvcs.clients.name.description'), true),
      field(host, text('dvcs.clients.host'), '', true),
      field(url, text('dvcs.clients.url'), text(used ? 'dvcs.clients.url.used' : 'dvcs.clients.url.description'), true),
      element('details', { class: 'dvcs-more', open: browserUrl.value !== '' }, element('summary', {}, text('dvcs.clients.split')),
        field(browserUrl, text('dvcs.clients.browser-url'), text('dvcs.clients.browser-url.description'))),
      redirect.element,
      field(application, text('dvcs.clients.application'), text('dvcs.clients.application.description'), true),
      field(secret, text('dvcs.clients.secret'), text(client?.hasSecret ? 'dvcs.clients.secret.keep' : 'dvcs.clients.secret.description'), !client?.hasSecret),
    ],
    submit: () => {
      const form = { name: name.value, host: host.value, url: url.value, browserUrl: browserUrl.value, applicationId: application.value, secret: secret.value };
      return client ? api.changeClient(client.id, form) : api.addClient(form);
    },
    done: changed,
  }).open();
}
