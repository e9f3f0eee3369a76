// What an administrator is asked: removal, kind of synchronisation.
import * as api from './api.js';
import { nameOf } from './choice.js';
import { Dialog } from './dialog.js';
import { announce, element } from './dom.js';
import { count, text } from './texts.js';

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
