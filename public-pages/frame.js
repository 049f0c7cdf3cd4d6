// Inside a partner's page: tells the parent how high we are, and the person how their letter went. No cookie, no storage.
(() => {
  const { body, documentElement: root } = document;
  let site;
  const tell = (message) => site && parent.postMessage({ source: 'antiphon', ...message }, site);
  // Heights are rounded, and half a pixel too little would bring a scroll bar.
  const measure = () => tell({ type: 'height', height: root.offsetHeight + 1 });
  addEventListener('message', ({ source, origin, data }) => {
    const known = source === parent && body.dataset.origins?.split(' ').includes(origin);
    if (!known || data?.source !== 'antiphon' || data.type !== 'hello') return;
    site = origin;
    if (data.dark) root.dataset.frame = 'dark';
    measure();
  });
  new ResizeObserver(measure).observe(root);

  const form = document.querySelector('form[data-direct]');
  const outcome = document.querySelector('[data-outcome]');
  if (!form || !outcome) return;
  const { direct } = form.dataset;
  const say = (sentence, link = '') => {
    // Said again, it would be read aloud again.
    if (outcome.firstChild?.data !== sentence) outcome.replaceChildren(sentence, ' ', link);
  };

  const link = Object.assign(document.createElement('a'), { target: '_blank', textContent: 'Open it in a new window' });
  // What stands behind the # never reaches a server.
  const carry = () => {
    const draft = new URLSearchParams();
    for (const { name, value } of form.querySelectorAll('[name=subject],[name=body],[name^=own_]')) draft.set(name.split('_')[0], value);
    link.href = `${direct}#${draft}`;
  };
  carry();
  form.addEventListener('input', carry);
  link.addEventListener('click', (event) => {
    event.preventDefault();
    if (!open(link.href)) say(`No window opens from here. Please copy this address into your browser: ${direct}`);
  });

  // A sandbox without allow-forms drops a form before its submit event.
  const probe = document.createElement('form');
  let works = !probe.requestSubmit;
  probe.onsubmit = () => !(works = 1);
  body.append(probe);
  probe.requestSubmit?.();
  probe.remove();
  if (!works) say('The site around this page keeps it from sending.', link);

  const words = {
    open: 'Please go on in the window that opened.',
    stopped: 'No letter was sent. You can start again.',
    sent: 'Your mail service accepted what you sent. Thank you.',
  };
  let handle, at, arrived, timer;
  const look = async () => {
    clearTimeout(timer);
    if (document.hidden || !handle) return;
    const asked = handle;
    const age = Date.now() - at;
    timer = setTimeout(look, age < 12e4 ? 4e3 : age < 9e5 ? 15e3 : 6e4);
    // Without an answer there is no news, and the next look asks again.
    const { state } = await fetch(`/e/outcome/${asked}`, { credentials: 'omit' })
      .then((answer) => answer.json())
      .catch(() => ({}));
    if (asked !== handle) return;
    if (words[state]) say(words[(arrived = state)]);
    else if (!arrived && age > 3900) say('No new window opened? Your browser may have blocked it.', link);
    if (state === 'sent') tell({ type: state });
    if (/sent|stopped/.test(state) || age > 1728e5) handle = '';
  };
  document.addEventListener('visibilitychange', look);
  // Heard last, so that a submit which something else has stopped does not count; nor does one that stays in the frame.
  addEventListener('submit', (event) => {
    if (event.target !== form || event.defaultPrevented || event.submitter?.formTarget === '_self') return;
    // The second half of a double click is not a second wish.
    if (Date.now() - at < 1e3) return event.preventDefault();
    form.elements.handle.value = handle = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
      .slice(0, 43)
      .replaceAll('+', '-')
      .replaceAll('/', '_');
    at = Date.now();
    arrived = '';
    timer = setTimeout(look, 2e3);
  });
})();
