import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { workTime } from '../../../test/harness/work-time.ts';
import { compileText, problemsOf, renderText, sampleLeaveValues } from './index.ts';

const shown = (html: string) => {
  const made = renderText(
    compileText({ subject: 'x', html: `${html}<p><a href="{{ unsubscribe_url }}">Leave</a></p>` }),
    sampleLeaveValues,
    { seed: 's' },
  );
  assert.ok(made.ok, JSON.stringify(made));
  const end = /(?:<p><a href="[^"]*">Leave<\/a><\/p>|Leave \([^)]*\))\s*$/;
  return { html: made.html.replace(end, '').trim(), text: made.text.replace(end, '').trim() };
};

describe('a text in HTML', () => {
  it('keeps what mail needs: paragraphs, lists, tables, links and inline styles', () => {
    const html =
      '<p style="color: red; margin: 0 0 12px">A <strong>b</strong></p>\n<ul><li>c</li>\n</ul>\n<table width="600" cellpadding="0"><tbody><tr><td colspan="2">d</td>\n</tr>\n</tbody>\n</table>';
    assert.equal(shown(html).html.replace(/\s+/g, ' '), html.replace(/\s+/g, ' '));
  });

  it('loses whatever could run, load, hide or lay itself over something', () => {
    const bad = [
      '<script>alert(1)</script>x',
      '<p onclick="x">x</p>',
      '<svg><script>x</script></svg>x',
      '<math><mtext><style><img src=x onerror=x></style></mtext></math>x',
      '<iframe src="https://a.example"></iframe>x',
      '<base href="https://evil.example">x',
      '<style>@import url(x)</style>x',
      '<form action="https://a.example">x</form>',
      '<p style="position:fixed;background:url(https://a.example)">x</p>',
      '<p style="width: expression(alert(1))">x</p>',
      '<p style="display:none">x</p>',
      '<a href="javascript:alert(1)">x</a>',
      '<a href="java&#10;script:x">x</a>',
      '<a href="&#106;avascript:x">x</a>',
      '<a href=" data:text/html,x">x</a>',
      '<a href="/relative">x</a>',
      '<noscript><img src=x onerror=x></noscript>x',
      '<textarea><img onerror=x></textarea>x',
      '<template><p>y</p></template>x',
      '<img src="x" onerror="x">x',
      '<img src="data:image/png;base64,AA">x',
      '<meta http-equiv="refresh" content="0">x',
      '<link rel="stylesheet" href="x">x',
      '<p class="a" id="b">x</p>',
      '<!-- x -->x',
      '<object data="x"></object>x',
    ];
    for (const one of bad) assert.match(shown(one).html, /^(?:<p>)?x(?:<\/p>)?$/, one);
  });

  it('never gives an element or attribute that is not on the list, whatever was pasted', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '<p',
        '<a href="',
        'javascript:',
        '<svg>',
        '<style>',
        '</style>',
        '<math>',
        '<!--',
        '-->',
        '<![CDATA[',
        '"',
        "'",
        '>',
        '<table>',
        '<td>',
        '<select>',
        'onload=',
        '<img src=',
        'https://a',
        '{{ x }}',
        '{% if x %}',
        '{% endif %}',
        '{a|',
        '}',
        '<template>',
        '<b>',
        '</p>',
        '\0',
      ),
    );
    const elements = new Set<string>();
    const run = fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const made = renderText(
        compileText({ subject: 'x', html: `y${pieces.join('')}` }),
        { x: 'value', ...sampleLeaveValues },
        { seed: 's' },
      );
      if (!made.ok) return;
      const waiting: DefaultTreeAdapterTypes.Node[] = [parseFragment(made.html)];
      for (let node = waiting.pop(); node; node = waiting.pop()) {
        if ('childNodes' in node) waiting.push(...node.childNodes);
        if (!('attrs' in node)) continue;
        elements.add(node.tagName);
        assert.doesNotMatch(node.tagName, /script|style|svg|math|iframe|template|select|form|base|meta/);
        for (const { name, value } of node.attrs) {
          assert.match(
            name,
            /^(?:href|src|alt|title|style|dir|lang|align|valign|width|height|bgcolor|border|cell\w+|\wo\wspan|span|start|type|role)$/,
          );
          if (name === 'href' || name === 'src') assert.match(value, /^(?:https?:\/\/|mailto:|tel:)/i);
        }
      }
    });
    fc.assert(run, { numRuns: 1500 });
    assert.ok(elements.size >= 3, [...elements].join());
  });

  it('makes a draft of Outlook sane: no conditional comments, no Office elements, lists as lists', () => {
    const outlook = `<!--[if gte mso 9]><xml><o:x/></xml><![endif]--><style>p.MsoNormal {margin:0}</style>
      <p class=MsoNormal><span style='font-size:11.0pt;font-family:"Calibri",sans-serif;mso-fareast-language:EN-US'>Good day,<o:p></o:p></span></p>
      <p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>first<o:p></o:p></p>
      <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·</span><![endif]>second</p>
      <p class=MsoNormal><o:p>&nbsp;</o:p></p>`;
    const { html, text } = shown(outlook);
    assert.doesNotMatch(html, /mso|<o:|xml|if !|class/i);
    assert.match(html, /<span style="font-size:11\.0pt; font-family:&quot;Calibri&quot;,sans-serif">Good day,<\/span>/);
    assert.equal(text, 'Good day,\n\n- first\n- second');
  });

  it('leaves out what Gmail, Outlook and Apple quote below a draft, and says so', () => {
    const history = [
      '<div>Mine</div><br><div class="gmail_quote"><div class="gmail_attr">On Monday Eve wrote:</div><blockquote class="gmail_quote">Theirs</blockquote></div>',
      '<div>Mine</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: Eve</div><div>Theirs</div>',
      '<div>Mine</div><blockquote type="cite">Theirs</blockquote>',
    ];
    for (const one of history) {
      const { text } = shown(one);
      assert.ok(text.startsWith('Mine') && !/Theirs|Monday|Eve/.test(text), text);
      assert.match(
        problemsOf({ subject: 'x', html: one }, [])
          .map(({ sentence }) => sentence)
          .join(),
        /quoted below/,
      );
    }
    assert.match(shown('<p>Mine</p><blockquote><p>A saying</p></blockquote>').text, /> A saying/);
  });

  it('looks in mail as it looked in the editor: items close to each other, empty paragraphs as empty lines', () => {
    const { html, text } = shown('<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul></li></ul><p></p><p>d</p>');
    assert.equal(html.replace(/\s+/g, ''), '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p><br></p><p>d</p>');
    assert.equal(text, '- a\n- b\n  - c\n\nd');
  });

  it('has the signature below it, which nothing in the text can reach into', () => {
    for (const html of [
      '<div>Mine</div>',
      '<div>Mine</div><div id="appendonsend"></div><div>Theirs</div>',
      '<div>Mine<blockquote type="cite">Theirs',
      '<div>Mine<!-- open',
    ]) {
      const made = renderText(
        compileText({ subject: 'x', html, signature: '<p>Jo {{ company }}</p>' }),
        { company: 'Ford', ...sampleLeaveValues },
        { seed: 's' },
      );
      assert.ok(made.ok && /^Mine\n\nJo Ford\n/.test(made.text), JSON.stringify(made));
    }
    const [problem] = problemsOf({ subject: 'x', html: '<p>a</p>', signature: '<p>{{ nme }}</p>' }, ['name']);
    assert.deepEqual(problem && [problem.line, problem.column, problem.excerpt], [2, 4, '{{ nme }}']);
    assert.match(
      compileText({ subject: 'x', html: '', signature: '<p>Jo</p>' })
        .problems.map(({ sentence }) => sentence)
        .join(),
      /The text is empty/,
    );
  });

  it('becomes a text part that can be read: lists, quotes, links, tables, lines', () => {
    const html = `<h1>Title</h1><p>One   two<br>three</p><ul><li><p>a</p></li><li><p>b</p><ol><li>c</li><li>d</li></ol></li></ul>
      <blockquote><p>q</p><p>r</p></blockquote><p>See <a href="https://example.org/x">this page</a>, <a href="https://example.org/">example.org</a> or <a href="mailto:jo@example.org">jo@example.org</a>.</p>
      <table><tr><td>k</td><td>v</td></tr><tr><td>k2</td><td>v2</td></tr></table><div>a</div><div><br></div><div>b</div><hr><pre>x\n  y</pre>`;
    assert.equal(
      shown(html).text,
      'Title\n\nOne two\nthree\n\n- a\n- b\n  1. c\n  2. d\n\n> q\n>\n> r\n\nSee this page (https://example.org/x), example.org or jo@example.org.\n\nk | v\nk2 | v2\n\na\n\nb\n\n---\n\nx\n  y',
    );
  });

  it('tells its merge tags, its links and in how many ways it can be said', () => {
    const { tags, links, combinations } = compileText({
      subject: '{A|B} {{ company }}',
      html: '<p>{c|d {e|f}} {% if phone %}{g|h|i}{% else %}j{% endif %} <a href="https://example.org/a">x</a><a href="https://example.org/{{ email }}">y</a></p>',
    });
    assert.deepEqual([...tags].sort(), ['company', 'email', 'phone']);
    assert.deepEqual(links, ['https://example.org/a']);
    assert.equal(combinations, 2 * 3 * 3);
  });

  it('takes braces as alternatives only where they are meant so', () => {
    const stays = [
      '{}',
      '{a}',
      'a | b',
      '{ "key": "a|b" }',
      'p { color: red; content: "|" }',
      'https://example.org/{a|b}/c',
      'see www.example.org/?q={a|b}',
      '{a',
      'a|b}',
      '}{',
    ];
    for (const one of stays) assert.equal(shown(`<p>${one}</p>`).text, one);
    assert.equal(shown('<p>\\{a\\|b\\} c:\\d</p>').text, '{a|b} c:\\d');
    assert.match(shown('<p>{a|b}</p>').text, /^[ab]$/);
    assert.match(shown('<p>{<b>a</b> x|<i>b</i> y}</p>').html, /^<p>(?:<b>a<\/b> x|<i>b<\/i> y)<\/p>$/);
    assert.match(shown('<p>{https://a.example/|b\\|c {d|e}}</p>').text, /^(?:https:\/\/a\.example\/|b\|c [de])$/);
    assert.match(shown('<p>{|very }good</p>').text, /^(?:very )?good$/);
  });

  it('is read in bounded time, however hostile', () => {
    const hostile = [
      '{{'.repeat(240_000),
      '{%'.repeat(240_000),
      '{a|'.repeat(160_000),
      '{'.repeat(490_000),
      '<b a=1>'.repeat(5000) + '<p>'.repeat(5000),
      '<div>'.repeat(90_000),
      '<!--'.repeat(120_000),
      '{% if a %}'.repeat(990) + 'x' + '{% endif %}'.repeat(990),
      '{{ a }}'.repeat(70_000),
      'a&nbsp;'.repeat(80_000),
      '<a href="'.repeat(50_000),
      '| '.repeat(240_000),
      '\\{'.repeat(240_000),
      Array.from({ length: 4000 }, (_, index) => `<b id=${String(index)}>`).join('') + '<p>x'.repeat(4000),
      'Dear '.repeat(90_000),
      '[NAME'.repeat(90_000),
      `{{ a${' | append: "x"'.repeat(60)} }}`.repeat(600),
    ];
    for (const one of hostile) {
      const worked = workTime();
      renderText(compileText({ subject: 'x', html: one }), { a: 'a', ...sampleLeaveValues }, { seed: 's' });
      const took = worked();
      assert.ok(took < 5000, `${one.slice(0, 12)} took ${String(Math.round(took))} ms`);
    }
  });

  it('is read whatever it is', () => {
    const any = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(any, any, (subject, html) => void renderText(compileText({ subject, html }), sampleLeaveValues, { seed: 's' })),
      { numRuns: 500 },
    );
  });
});
