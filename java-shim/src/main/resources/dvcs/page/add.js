// "Link a DVCS account": with a client configuration, which a person confirms at the host, or with an access token.
import * as api from './api.js';
import { certificateField, tokenInput } from './access.js';
import { Dialog } from './dialog.js';
import { element } from './dom.js';
import { field } from './fields.js';
import { leave } from './leave.js';
import { text } from './texts.js';

const GITLAB_COM = 'https://gitlab.com';
const TOKEN = 'token';
/** Labels as the hosts' documentations write them; null: not built yet. */
const hosts = [
  ['GitLab', 'com'], ['GitLab Self-Managed', 'self'], ['Gitea', 'gitea'],
  ['GitHub', null], ['GitHub Enterprise Server', null], ['Bitbucket', null],
];

const kindOf = (host) => (host === 'gitea' ? 'gitea' : 'gitlab');

/** Which choice of the host a client configuration belongs to. */
export function hostOf(client) {
  if (client.host === 'gitea') return 'gitea';
  return client.url === GITLAB_COM ? 'com' : 'self';
}

/** Something that is on unless one says otherwise. */
function option(name, label, description, checked) {
  const id = `dvcs-field-${name}`;
  const input = element('input', { type: 'checkbox', class: 'checkbox', name, id, checked, 'aria-describedby': `${id}-description` });
  return { input, place: element('div', { class: 'checkbox' }, input, element('label', { for: id }, label), element('div', { class: 'description', id: `${id}-description` }, description)) };
}

export class AddAccount {
  /** `clients`: the client configurations. `typed`: what was in the form before the browser left, or null. */
  constructor(clients, added, typed) {
    this.clients = clients;
    this.added = added;
    const before = { host: 'self', name: '', url: '', client: null, autoLink: true, smartCommits: true, ca: '', ...typed };
    this.host = element('select', { class: 'select', name: 'host', 'data-focus': true, onchange: () => this.hostChosen() },
      ...hosts.map(([label, value]) => element('option', { value: value ?? '', disabled: value === null, selected: value === before.host },
        value === null ? text('dvcs.add.host.later', label) : label)));
    this.name = element('input', { class: 'text long-field', type: 'text', name: 'name', autocomplete: 'off', spellcheck: 'false' });
    this.url = element('input', { class: 'text long-field', type: 'url', name: 'url', spellcheck: 'false' });
    this.client = element('select', { class: 'select', name: 'clientConfiguration', onchange: () => this.clientChosen() });
    this.token = tokenInput(false);
    [this.ca, this.certificate] = certificateField(text('dvcs.add.ca.description'), before.ca !== '');
    this.auto = option('autoLink', text('dvcs.add.autolink'), text('dvcs.add.autolink.description'), before.autoLink);
    this.smart = option('smartCommits', text('dvcs.add.smart'), text('dvcs.add.smart.description'), before.smartCommits);
    this.name.value = before.name;
    this.url.value = before.url;
    this.ca.value = before.ca;
    this.urlField = field(this.url, text('dvcs.add.url'), text('dvcs.add.url.description'), true);
    this.tokenField = field(this.token, text('dvcs.add.token'), text('dvcs.add.token.description'), true);
    this.hostChosen(before.client);
  }

  hostChosen(wanted = null) {
    const there = this.clients.filter((each) => hostOf(each) === this.host.value);
    this.client.replaceChildren(...there.map((each) => element('option', { value: String(each.id) }, each.name)),
      element('option', { value: TOKEN }, text('dvcs.add.client.token')));
    if (there.some((each) => each.id === wanted)) this.client.value = String(wanted);
    this.url.placeholder = `https://${kindOf(this.host.value)}.example.com`;
    this.clientChosen();
  }

  get chosen() {
    return this.clients.find((each) => String(each.id) === this.client.value);
  }

  /** A client configuration knows its host's address. */
  clientChosen() {
    const com = this.host.value === 'com';
    const fixed = com ? GITLAB_COM : this.chosen?.url;
    if (fixed) this.url.value = fixed;
    else if (this.url.readOnly || this.url.value === GITLAB_COM) this.url.value = '';
    this.url.readOnly = Boolean(fixed);
    this.urlField.hidden = com;
    this.tokenField.hidden = this.client.value !== TOKEN;
  }

  get typed() {
    return {
      host: this.host.value, name: this.name.value.trim(), url: this.url.value.trim(), client: this.chosen?.id ?? null,
      autoLink: this.auto.input.checked, smartCommits: this.smart.input.checked, ca: this.ca.value.trim() ? this.ca.value : '',
    };
  }

  open() {
    new Dialog({
      title: text('dvcs.add.title'),
      confirm: text('dvcs.add.confirm'),
      waiting: () => text('dvcs.add.connecting', this.url.value.trim()),
      body: [
        field(this.host, text('dvcs.add.host'), text('dvcs.add.host.description'), true),
        field(this.name, text('dvcs.add.name'), text('dvcs.add.name.description')),
        this.urlField,
        field(this.client, text('dvcs.add.client'), element('span', {}, text('dvcs.add.client.description'), ' ',
          element('a', { href: api.pageAddress('client-configurations') }, text('dvcs.add.client.new'))), true),
        this.tokenField,
        this.certificate,
        element('div', { class: 'group' }, this.auto.place, this.smart.place),
      ],
      submit: () => this.submit(),
      done: (result) => (result.address ? leave(result.address, this.chosen, this.typed) : this.added(result)),
    }).open();
  }

  submit() {
    const { name, url, client, autoLink, smartCommits, ca } = this.typed;
    const rest = { name, autoLink, smartCommits, ...(ca ? { ca } : {}) };
    return client === null ? api.addAccount({ host: kindOf(this.host.value), url, token: this.token.value.trim(), ...rest })
      : api.startOAuth({ clientConfiguration: client, ...rest });
  }
}
