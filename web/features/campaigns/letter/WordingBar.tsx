import { NativeSelect } from '@mantine/core';
import { useDeferredValue } from 'react';
import { plural } from '../../../ui/numbers.ts';
import type { Wording } from '../shapes.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { languageName } from './languages.ts';
import { problemsOfWords } from './letter-form.ts';
import classes from './letter.module.css';
import styles from './wordings.module.css';
import type { Letter } from './useLetter.ts';
import { languagesOf, messagesOf, startOf, type WordingKey, wordingOf } from './wordings.ts';

/** A message as people read it. */
export const messageName = (message: string): string => (message === 'main' ? 'Main message' : message);

/** Chooses which message and language are shown, where there are several; says where else something is wrong. */
export function WordingBar({ letter, readOnly = false }: { letter: Letter; readOnly?: boolean }) {
  const { chosen, choose, fields, set } = letter;
  const { wordings, language: first } = fields;
  const [languages, messages] = [languagesOf(wordings, first), messagesOf(wordings)];
  if (languages.length === 1 && messages.length === 1) return null;
  const go = (key: WordingKey) => {
    if (!wordingOf(wordings, key) && !readOnly) set('wordings', [...wordings, startOf(wordings, key, first)]);
    choose(key);
  };
  const optionOf = (name: string, key: WordingKey) => (wordingOf(wordings, key) ? name : `${name}, not written yet`);
  return (
    <div className={styles.wordings}>
      {messages.length > 1 && (
        <NativeSelect
          id="wording-message"
          label="Message"
          value={chosen.message}
          onChange={(event) => go({ ...chosen, message: event.currentTarget.value })}
          data={messages.map((message) => ({ value: message, label: optionOf(messageName(message), { ...chosen, message }) }))}
        />
      )}
      {languages.length > 1 && (
        <NativeSelect
          id="wording-language"
          label="Language"
          value={chosen.language}
          onChange={(event) => go({ ...chosen, language: event.currentTarget.value })}
          data={languages.map((language) => ({ value: language, label: optionOf(languageName(language), { ...chosen, language }) }))}
        />
      )}
      {!readOnly && <WrongElsewhere letter={letter} />}
    </div>
  );
}

const counted = new WeakMap<Wording, number>();

/** How much is wrong with a wording; those that nobody writes in are not read again at every key. */
function countProblems(wording: Wording): number {
  const number = counted.get(wording) ?? problemsOfWords(wording).length;
  counted.set(wording, number);
  return number;
}

/** The other wordings in which something cannot be filled, each with the way there. */
function WrongElsewhere({ letter: { chosen, choose, fields } }: { letter: Letter }) {
  const wordings = useDeferredValue(fields.wordings);
  const focusAfter = useFocusAfter('wording-message');
  const go = (key: WordingKey) => {
    choose(key);
    focusAfter('wording-language');
  };
  const wrong = wordings
    .filter(({ message, language }) => message !== chosen.message || language !== chosen.language)
    .map((wording) => ({ ...wording, number: countProblems(wording) }))
    .filter(({ number }) => number > 0);
  if (wrong.length === 0) return null;
  return (
    <ul className={classes.problems}>
      {wrong.map(({ message, language, number }) => (
        <li key={`${message} ${language}`}>
          <button type="button" onClick={() => go({ message, language })}>
            {languageName(language)}
          </button>
          <span>
            {plural(number, 'problem')} in “{messageName(message)}”
          </span>
        </li>
      ))}
    </ul>
  );
}
