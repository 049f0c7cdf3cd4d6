import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { count, plural } from '../../../ui/numbers.ts';
import type { Counts } from '../shapes.ts';
import { countColumns } from './figures.tsx';
import { Part } from './Part.tsx';
import type { Statistics } from './shapes.ts';

type Language = Statistics['languages'][number];
type Wording = Statistics['wordings'][number];

const few = 12;
const figures: (keyof Counts)[] = ['participations', 'accepted', 'skipped', 'failed', 'uncertain', 'opened'];
const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });
const languageName = (code: string) => languageNames.of(code) ?? code;

const byLanguage: Column<Language>[] = [
  { key: 'language', head: 'Language', width: '24%', cell: ({ language }) => <b>{languageName(language)}</b> },
  ...countColumns<Language>(figures),
];
const byWording: Column<Wording>[] = [
  {
    key: 'wording',
    head: 'Wording',
    width: '24%',
    cell: ({ language, combination }) => (
      <>
        <b>No. {count(combination + 1)}</b> <span className="faint">{languageName(language)}</span>
      </>
    ),
  },
  ...countColumns<Wording>(figures),
];

/** Letters by language and by wording, where there is more than one to compare. */
export function Words({ languages, wordings }: { languages: readonly Language[]; wordings: readonly Wording[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? wordings : wordings.slice(0, few);
  return (
    <>
      {languages.length > 1 && (
        <Part title="By language" says="The language in which the letter was read and sent.">
          <DataTable caption="Letters by language" columns={byLanguage} rows={languages} rowKey={({ language }) => language} />
        </Part>
      )}
      {wordings.length > 1 && (
        <Part
          title="By wording"
          saves="wordings"
          says="Each number is one choice among the alternatives of subject and paragraphs. They are handed out in turn, so differences can be compared."
        >
          <DataTable
            caption="Letters by wording"
            columns={byWording}
            rows={shown}
            rowKey={({ language, combination }) => `${language} ${combination}`}
          />
          {shown.length < wordings.length && (
            <Button mt="md" onClick={() => setAll(true)}>
              Show all {plural(wordings.length, 'wording')}
            </Button>
          )}
        </Part>
      )}
    </>
  );
}
