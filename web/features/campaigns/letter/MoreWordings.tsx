import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { tell } from '../../../ui/tell.ts';
import type { Wording } from '../shapes.ts';
import { slugOf } from '../slug.ts';
import { useFocusAfter } from '../useFocusAfter.ts';
import { languageName } from './languages.ts';
import { LanguageSelect } from './LanguageSelect.tsx';
import classes from './letter.module.css';
import styles from './wordings.module.css';
import type { Letter } from './useLetter.ts';
import { inLanguage, languagesOf, messagesOf, mostWordings, withLanguage, withMessage } from './wordings.ts';

/** Adds and removes languages and messages; folded until somebody wants more than one. */
export function MoreWordings({ letter }: { letter: Letter }) {
  const { fields, set, choose, chosen } = letter;
  const { wordings, language: first } = fields;
  const focusAfter = useFocusAfter('wording-first');
  const [removed, setRemoved] = useState<{ what: string; words: Wording[] }>();
  const languages = languagesOf(wordings, first);
  const remove = (what: string, gone: (wording: Wording) => boolean) => {
    setRemoved({ what, words: wordings.filter(gone) });
    set(
      'wordings',
      wordings.filter((wording) => !gone(wording)),
    );
    choose({ message: 'main', language: first });
    focusAfter('wording-put-back');
  };
  const putBack = (words: Wording[]) => {
    set('wordings', [...wordings, ...words]);
    setRemoved(undefined);
    focusAfter('wording-language');
  };
  return (
    <details className={classes.tags}>
      <summary>Languages and messages</summary>
      <div className={styles.explained}>
        <LanguageSelect
          id="wording-first"
          label={languages.length > 1 ? 'Language of the page and of the main message' : 'The letter is written in'}
          value={first}
          onChange={(language) => {
            set('language', language);
            // A language in which something is written already becomes the first; any other is a better name for the words that stand here.
            if (!languages.includes(language)) set('wordings', inLanguage(wordings, first, language));
            choose({ message: chosen.message, language });
          }}
        />
        <AddLanguage letter={letter} languages={languages} />
        <AddMessage letter={letter} languages={languages} />
        <Group gap="xs">
          {chosen.language !== first && (
            <Button size="compact-sm" onClick={() => remove(languageName(chosen.language), ({ language }) => language === chosen.language)}>
              Remove {languageName(chosen.language)}
            </Button>
          )}
          {chosen.message !== 'main' && (
            <Button size="compact-sm" onClick={() => remove(`“${chosen.message}”`, ({ message }) => message === chosen.message)}>
              Remove the message “{chosen.message}”
            </Button>
          )}
        </Group>
        <p role="status">
          {removed && (
            <>
              {removed.what} is gone from here, and for good when you save.{' '}
              <Button id="wording-put-back" size="compact-sm" onClick={() => putBack(removed.words)}>
                Put it back
              </Button>
            </>
          )}
        </p>
      </div>
    </details>
  );
}

function AddLanguage({ letter: { fields, set, choose, chosen }, languages }: { letter: Letter; languages: readonly string[] }) {
  const focusAfter = useFocusAfter();
  const [language, setLanguage] = useState('');
  const { wordings, language: first } = fields;
  const full = wordings.length + messagesOf(wordings).length > mostWordings;
  return (
    <div className={styles.adding}>
      <LanguageSelect
        label="Another language"
        description={
          full
            ? 'There is no room for one more: at most 60 texts.'
            : `It begins with the words in ${languageName(first)}, to be translated.`
        }
        value={language}
        onChange={setLanguage}
        without={languages}
      />
      <Button
        disabled={language === '' || full}
        onClick={() => {
          set('wordings', withLanguage(wordings, language, first));
          choose({ message: chosen.message, language });
          setLanguage('');
          focusAfter('wording-language');
          tell(`${languageName(language)} is there, with the words in ${languageName(first)}.`);
        }}
      >
        Add the language
      </Button>
    </div>
  );
}

function AddMessage({ letter: { fields, set, choose, chosen }, languages }: { letter: Letter; languages: readonly string[] }) {
  const focusAfter = useFocusAfter();
  const [typed, setTyped] = useState('');
  const { wordings, language: first } = fields;
  const name = slugOf(typed).slice(0, 40).replace(/-+$/, '');
  const problem = problemOf(name, typed, messagesOf(wordings));
  const full = wordings.length + languages.length > mostWordings;
  return (
    <div className={styles.adding}>
      <TextInput
        label="Another message"
        placeholder="officials"
        description={
          full
            ? 'There is no room for one more: at most 60 texts.'
            : 'For recipients who should read something else; rules in Routing choose it. Supporters do not see its name.'
        }
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={problem}
        maxLength={60}
        autoComplete="off"
      />
      <Button
        disabled={name === '' || problem !== null || full}
        onClick={() => {
          set('wordings', withMessage(wordings, name, first));
          choose({ message: name, language: chosen.language });
          setTyped('');
          focusAfter('wording-message');
          tell(`The message “${name}” is there, with the words of the main one.`);
        }}
      >
        Add the message
      </Button>
    </div>
  );
}

function problemOf(name: string, typed: string, there: readonly string[]): string | null {
  if (typed.trim() === '') return null;
  if (!/^[a-z]/.test(name)) return 'Begin the name with a letter.';
  return there.includes(name) ? `There is a message “${name}” already.` : null;
}
