// A browser that notes what no story wants: script errors, alerts, requests to anywhere but this machine.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { environment, pictures } from './environment.js';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export class Browser {
  static async start() {
    const made = new Browser();
    made.chromium = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: quiet });
    return made;
  }

  /** A new visitor: own cookies, own page. `policy`: every page comes with a strict Content-Security-Policy. */
  async visitor({ policy = false } = {}) {
    const context = await this.chromium.newContext({
      viewport: { width: 1280, height: 900 }, locale: 'en-GB', extraHTTPHeaders: policy ? { 'X-Host-Policy': 'strict' } : {},
    });
    // What a page does against its Content-Security-Policy is an event of the document; the console's words differ from browser to browser.
    // AUI writes style attributes into its own components: that is Jira's to allow or to do without, not ours.
    await context.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) => {
      const ofAui = event.effectiveDirective === 'style-src-attr' && event.sourceFile.includes('/-/assets/aui/');
      if (!ofAui) console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
    }));
    return new Visitor(await context.newPage());
  }

  async close() {
    await this.chromium.close();
  }
}

export class Visitor {
  constructor(page) {
    this.page = page;
    this.wrong = [];
    this.outside = [];
    page.on('console', (message) => { if (message.text().startsWith('policy: ')) this.wrong.push(message.text()); });
    page.on('pageerror', (error) => this.wrong.push(`script error: ${error.message}`));
    page.on('dialog', (dialog) => { this.wrong.push(`alert: ${dialog.message()}`); dialog.dismiss(); });
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol !== 'data:' && !['localhost', '127.0.0.1'].includes(hostname)) this.outside.push(request.url());
    });
  }

  goto(path) {
    return this.page.goto(environment.host + path);
  }

  async logIn(user) {
    await this.goto('/login.jsp');
    await this.page.fill('[name=os_username]', user);
    await this.page.fill('[name=os_password]', user);
    await Promise.all([this.page.waitForNavigation(), this.page.click('#login-form-submit')]);
  }

  /** The password once more, when Jira asks for it. */
  async confirmPassword(password) {
    const field = this.page.locator('[name=webSudoPassword]');
    await field.waitFor();
    await field.fill(password);
    await Promise.all([this.page.waitForNavigation(), field.press('Enter')]);
  }

  /** Logged in as administrator, on the accounts page. */
  async openAccounts(administrator = 'admin') {
    await this.logIn(administrator);
    await this.goto('/plugins/servlet/dvcs/accounts');
    await this.confirmPassword(administrator);
    await this.page.locator('#dvcs-add-account:not([disabled])').waitFor();
  }

  /** Logged in as administrator, on the page of smart commits; `query` chooses what its log shows. */
  async openSmartCommits(query = '') {
    await this.logIn('admin');
    await this.goto(`/plugins/servlet/dvcs/smart-commits${query}`);
    await this.confirmPassword('admin');
    await this.page.locator('table.dvcs-log:not([hidden]), #dvcs-page .dvcs-nothing:not([hidden])').first().waitFor();
  }

  /** Logged in as administrator, on the page of the queue; `query` chooses what it shows. */
  async openQueue(query = '') {
    await this.logIn('admin');
    await this.goto(`/plugins/servlet/dvcs/queue${query}`);
    await this.confirmPassword('admin');
    await this.page.locator('table.dvcs-queue:not([hidden]), #dvcs-page .dvcs-nothing:not([hidden])').first().waitFor();
  }

  /** A dialog covers what is in view only. */
  picture(name, fullPage = true) {
    return this.page.screenshot({ path: `${pictures}/${name}.png`, fullPage });
  }

  /** At the end of a story: nothing happened behind its back. */
  async leave() {
    await this.page.context().close();
    assert.deepEqual(this.wrong, []);
    assert.deepEqual(this.outside, []);
  }
}
