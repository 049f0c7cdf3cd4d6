import { useRef } from 'react';

/** One of the fields of a letter: its text, or one of its subjects. */
export type LetterField = 'body' | number;

/** Types for somebody where their cursor was last, so that the browser can undo it; and goes to a place in a field. */
export function useTyping(write: (field: LetterField, text: string) => void) {
  const fields = useRef(new Map<LetterField, HTMLTextAreaElement>());
  const last = useRef<LetterField>('body');
  const expected = useRef<LetterField>(undefined);
  const type = (name: LetterField, text: string) => {
    const field = fields.current.get(name);
    if (!field) return;
    field.focus();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way of typing for somebody that the browser can undo
    if (!document.execCommand('insertText', false, text)) {
      write(name, field.value.slice(0, field.selectionStart) + text + field.value.slice(field.selectionEnd));
    }
  };
  return {
    /** Remembers a field for as long as it is shown. */
    hold: (name: LetterField) => (field: HTMLTextAreaElement | null) => {
      if (!field) fields.current.delete(name);
      else fields.current.set(name, field);
      if (field && expected.current === name) {
        expected.current = undefined;
        field.focus();
      }
    },
    /** Says that a field comes next, and should have the cursor then. */
    expect: (name: LetterField) => {
      expected.current = name;
    },
    /** Says which field has the cursor. */
    entered: (name: LetterField) => () => {
      last.current = name;
    },
    /** Types where the cursor was last. */
    typeHere: (text: string) => type(fields.current.has(last.current) ? last.current : 'body', text),
    /** Types a paragraph of its own into the text, made from what is selected there. */
    typeParagraph: (paragraphOf: (selected: string) => string) => {
      const field = fields.current.get('body');
      if (!field) return;
      const before = field.value.slice(0, field.selectionStart);
      const gap = before === '' ? '' : '\n'.repeat(2 - (/\n{0,2}$/.exec(before)?.[0].length ?? 0));
      type('body', gap + paragraphOf(field.value.slice(field.selectionStart, field.selectionEnd).trim()));
    },
    /** Selects a stretch of a field. */
    go: (name: LetterField, stretch: (text: string) => [number, number]) => {
      const field = fields.current.get(name);
      field?.focus();
      field?.setSelectionRange(...stretch(field.value));
    },
  };
}
