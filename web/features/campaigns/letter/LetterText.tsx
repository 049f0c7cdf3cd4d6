import { useRef } from 'react';
import type { WritingProblem } from './letter-form.ts';
import { MarkedText } from './MarkedText.tsx';
import { offsetOf } from './marks.ts';
import { MergeTags } from './MergeTags.tsx';
import type { Letter } from './useLetter.ts';
import { WritingProblems } from './WritingProblems.tsx';

/** Subject and text with the merge tags that can be put in, and what cannot be filled. */
export function LetterText({ letter: { fields, set, problems }, wrong }: { letter: Letter; wrong: readonly WritingProblem[] }) {
  const subject = useRef<HTMLTextAreaElement>(null);
  const body = useRef<HTMLTextAreaElement>(null);
  const last = useRef<'subject' | 'body'>('body');
  const fieldOf = (name: 'subject' | 'body') => (name === 'subject' ? subject : body).current;

  const insert = (tag: string) => {
    const field = fieldOf(last.current);
    if (!field) return;
    field.focus();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way of typing for somebody that the browser can undo
    if (!document.execCommand('insertText', false, tag)) {
      set(last.current, field.value.slice(0, field.selectionStart) + tag + field.value.slice(field.selectionEnd));
    }
  };
  const go = (problem: WritingProblem) => {
    const field = fieldOf(problem.field);
    if (!field) return;
    const at = offsetOf(field.value, problem);
    const close = field.value.indexOf('}}', at);
    field.focus();
    field.setSelectionRange(at, close === -1 ? at + 2 : close + 2);
  };
  return (
    <>
      <div onFocus={() => (last.current = 'subject')}>
        <MarkedText
          label="Subject"
          value={fields.subject}
          onChange={(value) => set('subject', value)}
          field={subject}
          wrong={wrong.filter(({ field }) => field === 'subject')}
          error={problems.subject}
          maxLength={300}
          oneLine
        />
      </div>
      <div onFocus={() => (last.current = 'body')}>
        <MarkedText
          label="Text"
          value={fields.body}
          onChange={(value) => set('body', value)}
          field={body}
          wrong={wrong.filter(({ field }) => field === 'body')}
          error={problems.body}
          maxLength={20_000}
        />
      </div>
      <WritingProblems problems={wrong} onGo={go} />
      <MergeTags onInsert={insert} />
    </>
  );
}
