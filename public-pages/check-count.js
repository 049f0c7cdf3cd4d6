// The checks of the page "How we count", in the visitor's own browser, so that the code of a receipt stays there.
// The functions of `shared/merkle-check.ts` stand above this text when it is served. Where it cannot run, the forms ask the server.
const page = document.querySelector('[data-count]');
const { campaign, size, root, proofUrl, growthUrl } = page.dataset;
const now = { size: Number(size), root: fromCode(root) };

const ask = async (url) => {
  const answer = await fetch(url, { credentials: 'omit' });
  if (!answer.ok && answer.status !== 404) throw new Error('No answer');
  return answer.ok ? { ...(await answer.json()) } : null;
};
const hashes = (answer) => [].concat(answer?.proof).map(fromCode);

const hasGrown = async (earlier, later) => {
  const between = earlier.size > 0 && earlier.size < later.size;
  const proof = between ? hashes(await ask(`${growthUrl}?from=${earlier.size}&to=${later.size}`)) : [];
  return verifyConsistency({ from: earlier.size, to: later.size, fromRoot: earlier.root, toRoot: later.root, proof });
};

const checks = {
  async receipt({ receipt }) {
    const salt = fromCode(receipt.value);
    if (!salt) return ['malformed'];
    const leaf = await leafOf(salt, campaign);
    const answer = await ask(`${proofUrl}?leaf=${toCode(leaf)}`);
    if (!answer) return ['not_in_log'];
    const head = { size: answer.size, root: fromCode(answer.root) };
    const isIn = await verifyInclusion({ ...head, leaf, index: answer.index, proof: hashes(answer) });
    // The root of the answer has to continue the one on this page, or the server could make up a log for each visitor.
    return isIn && (await hasGrown(now, head)) ? ['in_log', answer.index + 1] : ['unproven'];
  },
  async earlier({ size, root }) {
    const then = { size: readSize(size.value), root: fromCode(root.value) };
    if (then.size === undefined || !then.root) return ['malformed'];
    return (await hasGrown(then, now)) ? ['grew', then.size] : ['different'];
  },
};

const start = (form) => {
  const said = form.querySelector('[role=status]');
  const sentences = JSON.parse(form.dataset.outcomes);
  const say = ([outcome, number]) => {
    const [look, sentence] = sentences[outcome];
    said.className = `state ${look}`;
    said.textContent = sentence.replace('{n}', number?.toLocaleString('en-GB'));
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    say(['checking']);
    checks[form.dataset.check](form.elements)
      .catch(() => ['unreachable'])
      .then(say);
  });
};

// Browsers compute hashes on pages that came over https alone.
if (window.crypto?.subtle) {
  page.querySelectorAll('form').forEach(start);
  page.querySelectorAll('[data-by]').forEach((note) => (note.hidden = note.dataset.by !== 'browser'));
}
