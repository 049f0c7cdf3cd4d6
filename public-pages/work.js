// Where a campaign asks for it: a small calculation before the form may go, done while the person reads.
{
  const form = document.querySelector('form[data-work]');
  const alphabet = (number) => number.toString(36);
  const calculate = async ({ work: seed, bits }) => {
    const encoder = new TextEncoder();
    for (let number = 0; ; number += 1) {
      const text = `${seed}:${alphabet(number)}`;
      const hash = new DataView(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
      if (hash.getUint32(0) >>> (32 - bits) === 0) return text;
    }
  };
  if (form && crypto.subtle)
    calculate(form.dataset).then((answer) => {
      form.elements.work.value = answer;
    });
}
