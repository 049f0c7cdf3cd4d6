// Comfort only: every page does its work without this file.
const all = (selector) => document.querySelectorAll(selector);

for (const form of all('form[data-busy]')) {
  const said = form.querySelector('[role=status]');
  form.addEventListener('submit', (event) => {
    if (form.dataset.gone) return event.preventDefault();
    form.dataset.gone = 'yes';
    event.submitter?.setAttribute('aria-disabled', 'true');
    said.textContent = form.dataset.busy;
  });
  // The back button may show the page as it was left.
  addEventListener('pageshow', (event) => event.persisted && location.reload());
}

for (const field of all('[data-left]')) {
  const shown = document.getElementById(field.dataset.left);
  const before = shown.textContent;
  const count = () => (shown.textContent = field.value ? `${field.maxLength - field.value.length} characters left` : before);
  field.addEventListener('input', count);
  count();
}

for (const button of all('[data-copy]')) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener('click', async () => {
    field.select();
    const copied = await navigator.clipboard?.writeText(field.value).then(
      () => true,
      () => false,
    );
    const done = copied || document.execCommand('copy');
    if (done && button.dataset.told) navigator.sendBeacon?.(button.dataset.told);
    document.getElementById(button.dataset.said).textContent = done ? 'Copied.' : 'Please copy it by hand.';
  });
}

for (const button of all('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

// The browser itself reads the answer as a page: under our policy no script makes markup from text.
const look = () => {
  const ask = new XMLHttpRequest();
  ask.open('GET', location.href);
  ask.responseType = 'document';
  ask.onloadend = () => {
    if (ask.responseURL && ask.responseURL !== location.href.replace(/#.*/, '')) return location.replace(ask.responseURL);
    const page = ask.status === 200 && ask.response?.querySelector('main');
    const main = document.querySelector('main');
    if (page && page.innerHTML !== main.innerHTML) main.replaceChildren(...page.childNodes);
    wait();
  };
  ask.send();
};
const wait = () => all('[data-look]')[0] && setTimeout(look, 3000);
wait();
