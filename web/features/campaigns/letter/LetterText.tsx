import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Alternatives } from './Alternatives.tsx';
import type { WritingProblem } from './letter-form.ts';
import styles from './wordings.module.css';
import { MarkedText } from './MarkedText.tsx';
import { endOfProblem, offsetOf } from './marks.ts';
import { MergeTags } from './MergeTags.tsx';
import type { Letter } from './useLetter.ts';
import { useTyping } from './useTyping.ts';
import { Variety } from './Variety.tsx';
import { mostSubjects, wordingOf, withWords } from './wordings.ts';
import { WritingProblems } from './WritingProblems.tsx';

/** Subjects and text of one message in one language, with the merge tags that can be put in, and what cannot be filled. */
export function LetterText({ letter, wrong }: { letter: Letter; wrong: readonly WritingProblem[] }) {
  const { chosen, fields, set } = letter;
  const { subjects, body } = wordingOf(fields.wordings, chosen) ?? { subjects: [''], body: '' };
  const change = (words: { subjects?: string[]; body?: string }) => set('wordings', withWords(fields.wordings, chosen, words));
  const setSubject = (index: number, value: string) => change({ subjects: subjects.with(index, value) });
  const typing = useTyping((field, text) => (field === 'body' ? change({ body: text }) : setSubject(field, text)));
  const addSubject = () => {
    typing.expect(subjects.length);
    change({ subjects: [...subjects, ''] });
  };
  const removeSubject = (index: number) => {
    typing.go(Math.max(0, index - 1), ({ length }) => [length, length]);
    change({ subjects: subjects.toSpliced(index, 1) });
  };
  const go = (problem: WritingProblem) => {
    typing.go(problem.field === 'body' ? 'body' : problem.index, (text) => {
      const at = offsetOf(text, problem);
      return [at, endOfProblem(text, at)];
    });
  };
  return (
    <>
      {subjects.map((subject, index) => (
        <div key={index} className={styles.subject} onFocus={typing.entered(index)}>
          <MarkedText
            label={index === 0 ? 'Subject' : `Subject ${String(index + 1)}`}
            value={subject}
            onChange={(value) => setSubject(index, value)}
            field={typing.hold(index)}
            wrong={wrong.filter((problem) => problem.field === 'subject' && problem.index === index)}
            error={subject.trim() === '' ? 'The letter needs a subject.' : undefined}
            maxLength={300}
            oneLine
          />
          {subjects.length > 1 && (
            <Button onClick={() => removeSubject(index)} aria-label={`Remove subject ${String(index + 1)}`} px="xs">
              <IconTrash size={18} stroke={1.5} />
            </Button>
          )}
        </div>
      ))}
      <div onFocus={typing.entered('body')}>
        <MarkedText
          label="Text"
          value={body}
          onChange={(value) => change({ body: value })}
          field={typing.hold('body')}
          wrong={wrong.filter(({ field }) => field === 'body')}
          error={body.trim() === '' ? 'The letter needs a text.' : undefined}
          maxLength={20_000}
        />
      </div>
      <WritingProblems problems={wrong} onGo={go} />
      <Variety subjects={subjects} body={body} />
      <MergeTags onInsert={typing.typeHere} />
      <Alternatives
        onAlternative={() => typing.typeParagraph(() => '[or]\n\n')}
        onOwnPart={() => typing.typeParagraph((selected) => `[yours]\n${selected}\n[/yours]\n\n`)}
        onSubject={subjects.length < mostSubjects ? addSubject : undefined}
      />
    </>
  );
}
