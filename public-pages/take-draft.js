// On the action page itself: takes over what was written on a partner's page, and leaves no trace of it in the address.
(() => {
  const draft = new URLSearchParams(location.hash.slice(1));
  const fields = { subject: 'subject', body: 'body', own_line: 'own', own_text: 'own' };
  if (parent !== self || !Object.values(fields).some((name) => draft.has(name))) return;
  let taken;
  for (const [name, from] of Object.entries(fields)) {
    const field = document.querySelector(`main form :is(input, textarea)[name=${name}]:not([type=hidden])`);
    if (!field || !draft.has(from)) continue;
    const { maxLength } = field;
    field.value = draft.get(from).slice(0, maxLength < 0 ? undefined : maxLength);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    taken = field;
  }
  history.replaceState(history.state, '', location.pathname + location.search);
  const said = taken?.form.querySelector('[role=status]');
  if (said) said.textContent = 'What you had written is filled in. Please read it again.';
})();
