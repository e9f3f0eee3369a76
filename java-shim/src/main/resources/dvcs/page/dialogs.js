// What an administrator is asked: new account, new token, removal, kind of synchronisation.
import * as api from './api.js';
import { nameOf } from './choice.js';
import { Dialog } from './dialog.js';
import { announce, element } from './dom.js';
import { field } from './fields.js';
import { count, text } from './texts.js';

const GITLAB_COM = 'https://gitlab.com';
/** Labels as the hosts' documentations write them; null: not built yet. */
const hosts = [
  ['GitLab', 'com'], ['GitLab Self-Managed', 'self'], ['Gitea', 'gitea'],
  ['GitHub', null], ['GitHub Enterprise Server', null], ['Bitbucket', null],
];

function tokenInput(focus) {
  return element('input', { class: 'text long-field', type: 'password', name: 'token', autocomplete: 'new-password', spellcheck: 'false', 'data-focus': focus });
}

/** A company's own authority: rarely needed, so it stays folded until it is. */
function certificateField(description, open) {
  const input = element('textarea', { class: 'textarea long-field dvcs-pem', name: 'ca', rows: '4', spellcheck: 'false', autocomplete: 'off', placeholder: '-----BEGIN CERTIFICATE-----' });
  const folded = element('details', { class: 'dvcs-more', open }, element('summary', {}, text('dvcs.add.ca.more')),
    field(input, text('dvcs.add.ca'), description));
  return [input, folded];
}

/** Something that is on unless one says otherwise. */
function option(name, label, description) {
  const id = `dvcs-field-${name}`;
  const input = element('input', { type: 'checkbox', class: 'checkbox', name, id, checked: true, 'aria-describedby': `${id}-description` });
  return { input, place: element('div', { class: 'checkbox' }, input, element('label', { for: id }, label), element('div', { class: 'description', id: `${id}-description` }, description)) };
}

export function addDialog(added) {
  const host = element('select', { class: 'select', name: 'host', 'data-focus': true, onchange: () => chosen() },
    ...hosts.map(([label, value]) => element('option', { value: value ?? '', disabled: value === null, selected: value === 'self' },
      value === null ? text('dvcs.add.host.later', label) : label)));
  const name = element('input', { class: 'text long-field', type: 'text', name: 'name', autocomplete: 'off', spellcheck: 'false' });
  const url = element('input', { class: 'text long-field', type: 'url', name: 'url', placeholder: 'https://gitlab.example.com', spellcheck: 'false' });
  const token = tokenInput(false);
  const [ca, certificate] = certificateField(text('dvcs.add.ca.description'), false);
  const auto = option('autoLink', text('dvcs.add.autolink'), text('dvcs.add.autolink.description'));
  const smart = option('smartCommits', text('dvcs.add.smart'), text('dvcs.add.smart.description'));
  const kind = () => (host.value === 'gitea' ? 'gitea' : 'gitlab');
  function chosen() {
    const com = host.value === 'com';
    url.readOnly = com;
    url.placeholder = `https://${kind()}.example.com`;
    if (com) url.value = GITLAB_COM;
    else if (url.value === GITLAB_COM) url.value = '';
  }
  new Dialog({
    title: text('dvcs.add.title'),
    confirm: text('dvcs.add.confirm'),
    waiting: () => text('dvcs.add.connecting', url.value.trim()),
    body: [
      field(host, text('dvcs.add.host'), text('dvcs.add.host.description'), true),
      field(name, text('dvcs.add.name'), text('dvcs.add.name.description')),
      field(url, text('dvcs.add.url'), text('dvcs.add.url.description'), true),
      field(token, text('dvcs.add.token'), text('dvcs.add.token.description'), true),
      certificate,
      element('div', { class: 'group' }, auto.place, smart.place),
    ],
    submit: () => api.addAccount({
      host: kind(), name: name.value.trim(), url: url.value.trim(), token: token.value.trim(),
      autoLink: auto.input.checked, smartCommits: smart.input.checked, ...(ca.value.trim() ? { ca: ca.value } : {}),
    }),
    done: added,
  }).open();
}

/** Token and certificate; a field that is left empty stays as it is. */
export function accessDialog(account, changed) {
  const token = tokenInput(true);
  const [ca, certificate] = certificateField(text('dvcs.access.ca.description'), account.certificate !== '');
  const forget = element('input', { type: 'checkbox', class: 'checkbox', name: 'forget', id: 'dvcs-field-forget' });
  if (account.certificate) {
    certificate.append(element('div', { class: 'group' }, element('p', { class: 'dvcs-certificate' }, text('dvcs.access.ca.now', account.certificate)),
      element('div', { class: 'checkbox' }, forget, element('label', { for: forget.id }, text('dvcs.access.ca.forget')))));
  }
  new Dialog({
    title: text('dvcs.access.title', nameOf(account)),
    confirm: text('dvcs.access.confirm'),
    waiting: () => text('dvcs.add.connecting', account.url),
    body: [field(token, text('dvcs.add.token'), text('dvcs.access.token.description')), certificate],
    submit: () => {
      const change = {
        ...(token.value.trim() ? { token: token.value.trim() } : {}),
        ...(forget.checked ? { ca: '' } : ca.value.trim() ? { ca: ca.value } : {}),
      };
      if (Object.keys(change).length === 0) throw new api.ApiError(400, text('dvcs.access.nothing'), 'token');
      return api.changeAccount(account.id, change);
    },
    done: (now) => {
      changed(now);
      announce(text('dvcs.access.changed'));
    },
  }).open();
}

export function removeDialog(account, removed) {
  const name = nameOf(account);
  new Dialog({
    title: text('dvcs.remove.title', name),
    confirm: text('dvcs.remove.confirm'),
    danger: true,
    waiting: () => text('dvcs.remove.waiting'),
    body: [
      element('p', {}, text('dvcs.remove.what', name, count(account.repositories), count(account.commits))),
      element('p', {}, text('dvcs.remove.keeps')),
    ],
    submit: () => api.removeAccount(account.id),
    done: () => {
      removed();
      announce(text('dvcs.remove.done', name));
    },
  }).open();
}

export function fullSyncDialog(repository, started) {
  new Dialog({
    title: text('dvcs.full.title', repository.path),
    confirm: text('dvcs.full.confirm'),
    body: [element('p', {}, text('dvcs.full.what'))],
    submit: () => api.syncRepository(repository.id, true),
    done: started,
  }).open();
}

const removals = {
  repositories: { title: 'dvcs.accept.repositories.title', held: 'dvcs.held.repositories', what: 'dvcs.accept.repositories.what' },
  branches: { title: 'dvcs.accept.branches.title', held: 'dvcs.held.branches', what: 'dvcs.accept.branches.what' },
};

/** `kind`: repositories or branches. */
export function acceptDialog(kind, name, held, accept, done) {
  new Dialog({
    title: text(removals[kind].title, count(held.missing), name),
    confirm: text('dvcs.held.accept'),
    danger: true,
    body: [
      element('p', {}, text(removals[kind].held, count(held.missing), count(held.all))),
      element('p', {}, text(removals[kind].what)),
      element('p', {}, text('dvcs.accept.unsure')),
    ],
    submit: accept,
    done: (result) => {
      done(result);
      announce(text('dvcs.accept.done'));
    },
  }).open();
}
