import { Button, SegmentedControl, Skeleton, Textarea, TextInput } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import { lazy, Suspense, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useWorkspace } from '../../session.ts';
import { AskImage } from '../files/AskImage.tsx';
import { imageInHtml } from '../files/image-in-html.ts';
import { MergeTagMenu } from './MergeTagMenu.tsx';
import { isSimple } from './read-html.ts';
import type { Text, TextProblem } from './shapes.ts';
import classes from './templates.module.css';
import { TextProblems } from './TextProblems.tsx';

interface EditorProps {
  value: Text;
  onChange: (value: Text) => void;
  /** The merge tags that have a value here. */
  tags: readonly string[];
  problems: readonly TextProblem[];
}

const RichText = lazy(() => import('./RichText.tsx'));

/** Writes a subject and a text, as it will look or as HTML, with what is wrong beside what it is about. */
export function Editor({ value, onChange, tags, problems }: EditorProps) {
  const ids = { subject: useId(), text: useId() };
  const subject = useRef<HTMLInputElement>(null);
  const source = useRef<HTMLTextAreaElement>(null);
  const simple = isSimple(value.html);
  const [wanted, setWanted] = useState<'written' | 'html'>('written');
  const [simplifying, setSimplifying] = useState(false);
  const { id: workspaceId } = useWorkspace();
  const [placing, setPlacing] = useState(false);
  const [show, setShow] = useState<{ words: string }>();
  const of = (where: TextProblem['where']) => problems.filter((problem) => problem.where === where);
  const stops = (where: TextProblem['where']) => of(where).some((problem) => problem.stops);
  const set = (change: Partial<Text>) => onChange({ ...value, ...change });
  const asWritten = wanted === 'written' && (simple || simplifying);

  function showInSource({ line, column, excerpt }: TextProblem) {
    const before = value.html
      .split('\n')
      .slice(0, line - 1)
      .join('\n');
    const at = before.length + (line > 1 ? 1 : 0) + column - 1;
    source.current?.focus();
    source.current?.setSelectionRange(at, at + excerpt.length);
  }

  return (
    <div className={classes.editor}>
      <div className={classes.subject}>
        <TextInput
          ref={subject}
          label="Subject"
          value={value.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
          maxLength={2000}
          error={stops('subject')}
          aria-describedby={ids.subject}
        />
        <MergeTagMenu
          into="subject"
          tags={tags}
          onInsert={(tag) => putInto(subject.current, value.subject, tag, (text) => set({ subject: text }))}
        />
      </div>
      <TextProblems id={ids.subject} problems={of('subject')} onShow={() => subject.current?.focus()} />
      <div className={classes.views}>
        <SegmentedControl
          aria-label="How the text is shown"
          value={asWritten ? 'written' : 'html'}
          onChange={(view) => setWanted(view === 'html' ? 'html' : 'written')}
          data={[
            { value: 'written', label: 'As it looks', disabled: !simple && !simplifying },
            { value: 'html', label: 'HTML' },
          ]}
        />
        {!simple && !simplifying && (
          <>
            <p className="small hush">This text has tables, colours or pictures that can only be changed in its HTML.</p>
            <Button
              size="compact-sm"
              onClick={() => {
                setSimplifying(true);
                setWanted('written');
              }}
            >
              Drop them and write
            </Button>
          </>
        )}
      </div>
      {asWritten ? (
        <Suspense fallback={<Skeleton height={280} />}>
          <RichText html={value.html} onChange={(html) => set({ html })} tags={tags} show={show} describedBy={ids.text} />
        </Suspense>
      ) : (
        <>
          <div className={classes.sourceHead}>
            <Button size="compact-sm" leftSection={<IconPhoto size={16} stroke={1.5} aria-hidden />} onClick={() => setPlacing(true)}>
              Image
            </Button>
            <MergeTagMenu into="HTML" tags={tags} onInsert={(tag) => putInto(source.current, value.html, tag, (html) => set({ html }))} />
          </div>
          <Textarea
            ref={source}
            aria-label="Text as HTML"
            value={value.html}
            onChange={(event) => set({ html: event.currentTarget.value })}
            maxLength={500_000}
            rows={16}
            error={stops('text')}
            aria-describedby={ids.text}
            spellCheck={false}
            classNames={{ input: classes.source ?? '' }}
          />
        </>
      )}
      {placing && (
        <AskImage
          workspaceId={workspaceId}
          onPlace={(image) => putInto(source.current, value.html, imageInHtml(image), (html) => set({ html }))}
          onClose={() => setPlacing(false)}
        />
      )}
      <TextProblems
        id={ids.text}
        problems={of('text')}
        onShow={(problem) => {
          if (asWritten) setShow({ words: problem.excerpt });
          else showInSource(problem);
        }}
      />
    </div>
  );
}

/** Puts a tag where the cursor of a field was, and the cursor behind it. */
function putInto(field: HTMLInputElement | HTMLTextAreaElement | null, text: string, tag: string, onChange: (text: string) => void) {
  const from = field?.selectionStart ?? text.length;
  const to = field?.selectionEnd ?? from;
  // At once and not with the next frame: whatever is typed before that would be lost.
  flushSync(() => onChange(text.slice(0, from) + tag + text.slice(to)));
  field?.focus();
  field?.setSelectionRange(from + tag.length, from + tag.length);
}
