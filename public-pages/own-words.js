// Comfort only: without it the letter is written and sent all the same. `ownWords` stands above, see own-words.ts.
const limits = [0.001, 0.15, 0.29, 0.42, 0.58, 0.71, 0.9, 1, 2];
const much = 'None,A little,About a quarter,About a third,About half,About two thirds,Most,Nearly all,All'.split(',');
for (const box of document.querySelectorAll('[data-own-words]')) {
  const { ownWords: fieldId, prepared, around } = box.dataset;
  const meter = box.querySelector('meter');
  const said = box.querySelector('[aria-live]');
  const field = document.getElementById(fieldId);
  const show = () => {
    const { words, share } = ownWords(`${around}\n${prepared ?? field.defaultValue}`, `${around}\n${field.value}`);
    const sentence = `${much[limits.findIndex((limit) => share < limit)]} of this letter is in your own words.`;
    box.hidden = !words;
    meter.value = share;
    if (said.textContent !== sentence) said.textContent = sentence;
  };
  let pause;
  field.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(show, 800);
  });
  // Browsers put back what was written before, some of them late.
  addEventListener('pageshow', show);
  show();
}
