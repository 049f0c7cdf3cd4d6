import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { compileText, renderText, sampleLeaveValues } from './index.ts';

const values = { first_name: 'Ana', company: 'Bread & Co', website: 'https://bread.example', ...sampleLeaveValues };
const render = (html: string, more: Record<string, string> = {}, subject = 'Hello') =>
  renderText(compileText({ subject, html }), { ...values, ...more }, { seed: 'one' });
const rendered = (html: string, more: Record<string, string> = {}, subject?: string) => {
  const made = render(html, more, subject);
  assert.ok(made.ok, JSON.stringify(made));
  return made;
};
const sentences = (html: string, more: Record<string, string> = {}, subject?: string) => {
  const made = render(html, more, subject);
  return made.ok ? [] : made.problems.map(({ sentence }) => sentence);
};

/** The elements of a text with their attributes, without what they say. */
function skeleton(html: string): string[] {
  const found: string[] = [];
  const waiting: DefaultTreeAdapterTypes.Node[] = [parseFragment(html)];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('attrs' in node && node.tagName !== 'br') found.push(`${node.tagName} ${node.attrs.map(({ name }) => name).join(' ')}`);
    if ('childNodes' in node) waiting.push(...node.childNodes);
  }
  return found;
}

describe('a text filled for one recipient', () => {
  it('puts values in: escaped in HTML, as they are in the subject and the text part', () => {
    const { subject, html, text } = rendered('<p>To {{ company }}, {{ first_name | upcase }}</p>', {}, 'For {{ company }}');
    assert.equal(subject, 'For Bread & Co');
    assert.match(html, /<p>To Bread &amp; Co, ANA<\/p>/);
    assert.match(text, /^To Bread & Co, ANA\n/);
  });

  it('is the same for the same values and seed, and differs between seeds', () => {
    const compiled = compileText({ subject: '{a|b|c} {d|e|f}', html: '<p>{g|h|i {j|k}} {l|m|n}</p>' });
    const of = (seed: string) => renderText(compiled, values, { seed });
    for (let seed = 0; seed < 50; seed += 1) assert.deepEqual(of(String(seed)), of(String(seed)));
    const all = new Set(Array.from({ length: 400 }, (_, seed) => JSON.stringify(of(String(seed)))));
    assert.ok(all.size > 50, `${String(all.size)} different letters of 108`);
  });

  it('chooses each alternative about equally often, in HTML and text alike', () => {
    const compiled = compileText({ subject: 'x', html: '<p>{red|green|blue} {one|two}</p>' });
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed += 1) {
      const made = renderText(compiled, values, { seed: String(seed) });
      assert.ok(made.ok);
      const said = /<p>(\w+ \w+)<\/p>/.exec(made.html)?.[1] ?? '';
      assert.ok(made.text.startsWith(said));
      counts.set(said, (counts.get(said) ?? 0) + 1);
    }
    assert.equal(counts.size, 6);
    for (const count of counts.values()) assert.ok(count > 850 && count < 1150, String(count));
  });

  it('takes the branch of a condition that holds; a blank value counts as absent', () => {
    const text =
      '<p>{% if company %}At {{ company }}{% elsif first_name == "Ana" %}Ana{% else %}Nobody{% endif %}{% unless company %}!{% endunless %}</p>';
    assert.match(rendered(text).html, /<p>At Bread &amp; Co<\/p>/);
    assert.match(rendered(text, { company: ' \u200B' }).html, /<p>Ana!<\/p>/);
    assert.match(rendered(text, { company: '', first_name: 'Eve' }).html, /<p>Nobody!<\/p>/);
  });

  it('reads comparisons, “and”, “or”, “not” and “contains” as Liquid does', () => {
    const holds = (condition: string) => rendered(`<p>{% if ${condition} %}yes{% else %}no{% endif %}</p>`).text.startsWith('yes');
    for (const one of [
      'company contains "Bread"',
      'first_name != "Eve" and company',
      'phone or company',
      'not phone',
      'first_name == "Ana"',
    ])
      assert.ok(holds(one), one);
    for (const one of ['company contains "bread"', 'phone', 'phone and company', 'not company', 'phone contains "1"'])
      assert.ok(!holds(one), one);
  });

  it('keeps a condition around rows of a table where it stands', () => {
    const { html } = rendered(
      '<table><tbody>{% if phone %}<tr><td>phone</td></tr>{% endif %}<tr><td>{{ company }}</td></tr></tbody></table>',
    );
    assert.doesNotMatch(html, /phone/);
    assert.match(html, /<table><tbody><tr><td>Bread &amp; Co<\/td>/);
  });

  it('leaves no empty line where a condition stood in paragraphs of its own', () => {
    const { html, text } = rendered('<p>One.</p><p>{% if phone %}</p><p>Two.</p><p>{% endif %}</p><p>Three.</p>');
    assert.match(html, /^<p>One\.<\/p>\n<p>Three\.<\/p>\n/);
    assert.match(text, /^One\.\n\nThree\.\n/);
  });

  it('says of each value that is missing where it is missing, unless there is a fallback', () => {
    assert.deepEqual(sentences('<p>{{ phone }}</p>'), [
      'phone has no value for this recipient. Give it a fallback, such as {{ name | default: "friend" }}.',
    ]);
    assert.equal(sentences('<p>{{ phone | upcase }}</p>', { phone: '\t' }).length, 1);
    assert.equal(sentences('<p>x</p>', {}, '{{ phone }}').length, 1);
    assert.match(rendered('<p>{{ phone | default: "none" }} {{ phone | upcase | default: first_name }}</p>').text, /^none Ana/);
  });

  it('greets nobody with “Dear ,”', () => {
    for (const greeting of [
      'Dear {% if phone %}x{% endif %},',
      'Hello {% if phone %}x{% endif %} ,',
      'Bonjour {% unless company %}x{% endunless %} !',
    ])
      assert.deepEqual(sentences(`<p>${greeting}</p>`), ['The greeting names nobody for this recipient.'], greeting);
    for (const greeting of ['Hi,', 'Dear Ana,', 'Hello!', 'Hello there ,']) assert.deepEqual(sentences(`<p>${greeting}</p>`), [], greeting);
  });

  it('refuses a value with a line break in the subject, and a subject that says nothing', () => {
    for (const end of ['\r\n', '\n', '\r', '\0', '\u0085', '\u2028'])
      assert.match(sentences('<p>x</p>', { company: `a${end}Bcc: x@example.org` }, '{{ company }}').join(), /line break/);
    assert.deepEqual(sentences('<p>x</p>', {}, '{% if phone %}x{% endif %} '), ['The subject is empty for this recipient.']);
  });

  it('writes a value of several lines as lines', () => {
    const { html, text } = rendered('<p>{{ company }}</p>', { company: 'One\r\nTwo\nThree' });
    assert.match(html, /One<br>Two<br>Three/);
    assert.match(text, /^One\nTwo\nThree/);
  });

  it('lets a value lead to the web or to a person, and nowhere else', () => {
    const link = (href: string, website: string) => render(`<p><a href="${href}">x</a></p>`, { website });
    for (const good of ['https://a.example/?b=1&c=2', 'http://a.example', 'mailto:a@example.org', ' https://a.example '])
      assert.ok(link('{{ website }}', good).ok, good);
    const bad = [
      'javascript:alert(1)',
      'JaVaScRiPt:x',
      'data:text/html,x',
      'vbscript:x',
      '//evil.example',
      'a.example',
      'https://good@evil.example',
      'java\nscript:x',
      'https://a\\b',
      'https://a.example/"onclick="x',
      'mailto:a@example.org%0d%0aBcc:x',
    ];
    for (const one of bad) assert.ok(!link('{{ website }}', one).ok, one);
    assert.ok(!render('<p><a href="{{ first_name }}{{ website }}">x</a></p>', { first_name: 'javascript:', website: 'alert(1)' }).ok);
  });

  it('keeps a value in its part of an address', () => {
    const { html } = rendered('<p><a href="https://example.org/to?who={{ first_name }}&amp;x=1">x</a></p>', { first_name: 'a&b=c#"<>/@' });
    assert.match(html, /href="https:\/\/example\.org\/to\?who=a%26b%3Dc%23%22%3C%3E%2F%40&amp;x=1"/);
  });

  it('has one line by which the recipient leaves, wherever the author put it', () => {
    const address = sampleLeaveValues.unsubscribe_url;
    const times = (made: { html: string; text: string }) => [made.html.split(address).length - 1, made.text.split(address).length - 1];
    assert.deepEqual(times(rendered('<p>x</p>')), [1, 1]);
    assert.deepEqual(times(rendered('<p><a href="{{ unsubscribe_url }}">Leave</a></p>')), [1, 1]);
    assert.deepEqual(times(rendered('<p>Leave: {{ unsubscribe_url }}</p>')), [1, 1]);
    // In a branch that is not taken, it would be missing.
    assert.deepEqual(times(rendered('<p>x{% if phone %}<a href="{{ unsubscribe_url }}">Leave</a>{% endif %}</p>')), [1, 1]);
    // A link without words cannot be seen.
    assert.match(rendered('<p>x<a href="{{ unsubscribe_url }}"> </a></p>').html, /rather not receive/);
    assert.equal(render('<p>x</p>', { unsubscribe_url: '' }).ok, false);
  });

  it('never lets a value become markup, an attribute or another tag', () => {
    const compiled = compileText({
      subject: '{{ first_name }}',
      html: '<p title="{{ company }}">{{ first_name }} <a href="https://example.org/{{ first_name }}">x {{ company }}</a></p><pre>{{ company }}</pre>',
    });
    const usual = renderText(compiled, values, { seed: 's' });
    assert.ok(usual.ok);
    const nasty = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '<script>x</script>',
        '"><img src=x onerror=x>',
        "' onclick='x",
        '{{ company }}',
        '{% if %}',
        '{a|b}',
        '</pre><svg/onload=x>',
        '<!--',
        '&lt;b&gt;',
        '\uE0000\uE001',
        '__proto__',
      ),
    );
    fc.assert(
      fc.property(nasty, nasty, (first, company) => {
        const made = renderText(
          compiled,
          { ...values, first_name: `a${first}`.replace(/[\0\r\n\u0085\u2028\u2029]/g, ''), company: `b${company}` },
          { seed: 's' },
        );
        assert.ok(made.ok, JSON.stringify(made));
        assert.deepEqual(skeleton(made.html), skeleton(usual.html));
        assert.ok(
          made.text.includes(
            `a${first}`
              .replace(/[\0\r\n\u0085\u2028\u2029]/g, '')
              .toWellFormed()
              .trimEnd()
              .slice(0, 5),
          ),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('reaches no property that a value has by itself', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      assert.match(sentences(`<p>{{ ${name} }}</p>`).join(), /no value/, name);
  });

  it('stops at a million characters and at values that are too long, without stopping for others', () => {
    const long = 'y'.repeat(20_000);
    assert.match(sentences('<p>{{ company }}</p>'.repeat(80), { company: long }).join(), /million/);
    assert.match(sentences('<p>{{ company }}</p>', { company: `${long}y` }).join(), /20,000/);
    assert.ok(render('<p>{{ company }}</p>'.repeat(80)).ok);
  });
});
