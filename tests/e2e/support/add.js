import { environment } from './environment.js';

/** Fills the dialog "Link a DVCS account" and presses Add. */
export async function addAccount(page, { name = environment.group, url = environment.forge, token = environment.token } = {}) {
  await page.click('#dvcs-add-account');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Client Configuration').selectOption({ label: 'Access token' });
  await dialog.getByLabel('Team or User Account').fill(name);
  await dialog.getByLabel('Host URL').fill(url);
  await dialog.getByLabel('Access token').fill(token);
  await dialog.getByRole('button', { name: 'Add' }).click();
  return dialog;
}
