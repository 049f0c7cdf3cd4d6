import { Input } from '@mantine/core';
import { type Ref, useId } from 'react';
import classes from './letter.module.css';
import { stretches } from './marks.ts';

interface MarkedTextProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** The field itself, so that a merge tag can be put where the cursor is. */
  field: Ref<HTMLTextAreaElement>;
  /** Where something cannot be filled. */
  wrong: readonly { line: number; column: number }[];
  error?: string | undefined;
  maxLength: number;
  /** A subject is one line, however long. */
  oneLine?: boolean;
}

/** A text with its merge tags marked under the writing; it grows with what is written. */
export function MarkedText({ label, value, onChange, field, wrong, error, maxLength, oneLine = false }: MarkedTextProps) {
  const id = useId();
  return (
    <Input.Wrapper label={label} labelProps={{ htmlFor: id }} error={error} errorProps={{ id: `${id}-error` }}>
      <div className={classes.marked} data-one-line={oneLine} data-wrong={Boolean(error)}>
        <div className={classes.under} aria-hidden="true">
          {stretches(value, wrong).map(({ text, mark }, index) =>
            mark === 'plain' ? (
              text
            ) : (
              <mark key={index} data-mark={mark}>
                {text}
              </mark>
            ),
          )}
          {'\n'}
        </div>
        <textarea
          id={id}
          ref={field}
          value={value}
          onChange={(event) => onChange(oneLine ? event.currentTarget.value.replaceAll(/[\r\n]+/g, ' ') : event.currentTarget.value)}
          maxLength={maxLength}
          rows={oneLine ? 1 : 12}
          aria-invalid={Boolean(error) || wrong.length > 0}
          aria-describedby={error ? `${id}-error` : undefined}
          dir="auto"
        />
      </div>
    </Input.Wrapper>
  );
}
