import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemsOf } from './index.ts';

const known = ['first_name', 'last_name', 'company'];
const stops = (html: string, subject = 'x') =>
  problemsOf({ subject, html }, known)
    .filter((problem) => problem.stops)
    .map(({ sentence }) => sentence);
const warns = (html: string) =>
  problemsOf({ subject: 'x', html }, known)
    .filter((problem) => !problem.stops)
    .map(({ sentence }) => sentence);

describe('what an author should look at', () => {
  it('is nothing in a text that is right', () => {
    assert.deepEqual(
      problemsOf(
        {
          subject: 'Hi {{ first_name | default: "friend" }}',
          html: '<p>{% if company %}At {{ company | upcase }}{% endif %} {{ unsubscribe_url }}</p>',
        },
        known,
      ),
      [],
    );
  });

  it('is a merge tag that nobody has a value for, with the one that was likely meant', () => {
    assert.deepEqual(stops('<p>{{ frist_name }}</p>'), ['There is no merge tag “frist_name” here. Did you mean “first_name”?']);
    assert.match(stops('<p>x</p>', '{{ pin }}').join(), /Use one of: first_name, last_name, company, unsubscribe_url/);
    assert.equal(stops('<p>{% if salry %}x{% endif %}</p>').length, 1);
    assert.equal(stops('<p><a href="https://example.org/{{ nothing_such }}">x</a></p>').length, 1);
  });

  const broken: [string, RegExp][] = [
    ['{{ first_name', /not closed/],
    ['{{ first_name }', /not closed/],
    ['{% if company', /not closed/],
    ['{{ }}', /cannot be read|more than one/],
    ['{{ first name }}', /more than one|cannot be read/],
    ['{{ first_name | shout }}', /no “shout”/],
    ['{{ first_name | raw }}', /no “raw”/],
    ['{{ first_name | default }}', /needs one value/],
    ['{{ first_name | default: "" }}', /fallback is empty/],
    ['{{ first_name | default: friend thing }}', /cannot be read/],
    ['{{ first_name | date: "%100000d" }}', /needs a form/],
    ['{{ first_name | truncate: 99999999 }}', /number of letters/],
    ['{{ first_name.size }}', /no merge tag/],
    ['{{ constructor.constructor("return process")() }}', /cannot be read|no merge tag/],
    ['{{ (1..100000000) }}', /brackets/],
    ['{% for x in (1..1000000) %}x{% endfor %}', /stands one of/],
    ['{% include "x" %}', /stands one of/],
    ['{% render "x" %}', /stands one of/],
    ['{% layout "x" %}', /stands one of/],
    ['{% assign x = 1 %}', /stands one of/],
    ['{% if %}x{% endif %}', /stands one of/],
    ['{% if company = "x" %}x{% endif %}', /cannot be read|more than one/],
    ['{% if company == %}x{% endif %}', /cannot be read|more than one/],
    ['{% if company %}x', /has no end/],
    ['x{% endif %}', /no {% if %}/],
    ['x{% else %}y', /no {% if %}/],
    ['{% if company %}x{% else %}y{% else %}z{% endif %}', /after {% else %}/],
    ['<p>{% if company %}x</p><p>y{% endif %}</p>', /another/],
    ['<p style="color: {{ company }}">x</p>', /cannot stand here/],
    ['<p {{ company }}>x</p>', /cannot stand here/],
    ['{{ <b>first_name</b> }}', /formatting inside/],
    ['<p>{<b>a|b</b>}</p>', /alternatives/],
    ['<p>{{% if company %}a|b{% endif %}}</p>', /alternatives|not closed|cannot/],
  ];
  for (const [html, sentence] of broken)
    it(`stops at ${html}`, () => {
      const found = stops(`<p>Good day</p>${html}`);
      assert.ok(found.length > 0);
      assert.match(found.join('\n'), sentence);
    });

  it('is a text or a subject that says nothing', () => {
    assert.deepEqual(stops('<p>&nbsp;<br></p>', ' '), ['The subject is empty.', 'The text is empty.']);
  });

  it('is what somebody meant to replace, as a warning', () => {
    for (const left of [
      '[NAME]',
      '[First name]',
      '[insert date]',
      'XXX',
      'Lorem ipsum dolor',
      'TODO',
      '%FIRSTNAME%',
      '*|FNAME|*',
      '{first_name}',
    ])
      assert.match(warns(`<p>Good day ${left} and more</p>`).join(), /to be replaced/, left);
    assert.deepEqual(warns('<p>Our [2024] report, 100% FREE of X, TODOS, and {a} thing.</p>'), []);
  });

  it('is told with its line, its column and its words', () => {
    const [problem] = problemsOf({ subject: 'x', html: '<p>One</p>\n<p>Two {{ nme }}</p>' }, ['name']);
    assert.deepEqual(problem && [problem.where, problem.line, problem.column, problem.excerpt], ['text', 2, 8, '{{ nme }}']);
  });

  it('reads marks as editors and word processors write them', () => {
    assert.deepEqual(
      stops('<p>{{ first_name | default: “friend” }}{% if company &gt; &quot;a&quot; %}x{% endif %}{{&nbsp;company }}</p>'),
      [],
    );
  });
});
