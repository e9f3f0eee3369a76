// Issue tabs that support it are loaded without a new page, as on Jira's issue page (request header X-PJAX, common knowledge).
document.addEventListener('click', async (event) => {
  const link = event.target.closest('a.ajax-activity-content');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const content = document.getElementById('issue_actions_container');
  content.replaceChildren(Object.assign(document.createElement('aui-spinner'), {}));
  const answer = await fetch(link.href, { headers: { 'X-PJAX': 'true' }, credentials: 'same-origin' });
  if (!answer.ok) { window.location = link.href; return; }
  content.innerHTML = await answer.text(); // HTML of the same page, as a full load would show it
  document.querySelectorAll('#issue-tabs li').forEach((tab) => tab.classList.toggle('active-tab', tab === link.closest('li')));
  history.replaceState(null, '', link.href);
});
