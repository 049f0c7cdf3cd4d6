// The receipt shows what was sent, from this tab's own memory: the server has kept no copy that it could show.
{
  const place = 'antiphon letters';
  const main = document.querySelector('main');
  const shown = document.querySelector('[data-sent-letters]');
  const storage = (() => {
    try {
      return sessionStorage;
    } catch {
      return undefined;
    }
  })();
  document.querySelector('form[data-letters]')?.addEventListener('submit', () => {
    const texts = [...main.querySelectorAll('.letter')].map((sheet) => sheet.innerText);
    storage?.setItem(place, JSON.stringify(texts));
  });
  if (shown && storage?.getItem(place)) {
    const texts = JSON.parse(storage.getItem(place));
    const list = shown.querySelector('div');
    for (const text of texts) {
      const sheet = document.createElement('pre');
      sheet.className = 'written';
      sheet.dir = 'auto';
      sheet.textContent = text;
      list.append(sheet);
    }
    shown.hidden = texts.length === 0;
  }
}
