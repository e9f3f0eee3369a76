// What the administration pages share: the title, and the way from one page to the other.
import { context } from './api.js';
import { element } from './dom.js';
import { text } from './texts.js';

const pages = [
  ['accounts', 'dvcs.nav.accounts'], ['queue', 'dvcs.nav.queue'], ['client-configurations', 'dvcs.nav.clients'], ['smart-commits', 'dvcs.nav.smart'],
];

/** `current`: the last part of the page's address; `buttons`: beside the title. */
export function header(current, title, ...buttons) {
  return [
    element('header', { class: 'aui-page-header' }, element('div', { class: 'aui-page-header-inner' },
      element('div', { class: 'aui-page-header-main' }, element('h1', {}, title)),
      element('div', { class: 'aui-page-header-actions' }, element('div', { class: 'aui-buttons' }, ...buttons)))),
    element('nav', { class: 'aui-navgroup aui-navgroup-horizontal dvcs-nav', 'aria-label': text('dvcs.nav.label') },
      element('div', { class: 'aui-navgroup-inner' }, element('div', { class: 'aui-navgroup-primary' },
        element('ul', { class: 'aui-nav' }, ...pages.map(([page, key]) => element('li', { class: page === current && 'aui-nav-selected' },
          element('a', { href: `${context}/plugins/servlet/dvcs/${page}`, 'aria-current': page === current && 'page' }, text(key)))))))),
  ];
}
