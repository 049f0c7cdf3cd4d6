import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc, refusalKind } from '../../../api.ts';
import type { Campaign } from '../shapes.ts';
import { changedFields, fieldsOf, type LetterFields, onTopOf, savingProblems } from './letter-form.ts';
import { type WordingKey, wordingOf } from './wordings.ts';

/** The writing of a campaign: what stands in the fields, what of it is not saved yet, and how saving went. */
export interface Letter {
  fields: LetterFields;
  set: <Field extends keyof LetterFields>(field: Field, value: LetterFields[Field]) => void;
  /** The message and language that is being written, and the way to another. */
  chosen: WordingKey;
  choose: (key: WordingKey) => void;
  unsaved: boolean;
  problems: ReturnType<typeof savingProblems>;
  save: () => void;
  saving: boolean;
  savedAt: Date | undefined;
  refusal: unknown;
  /** Set when somebody else saved meanwhile: their text, and the two ways on. */
  conflict: { theirs: Campaign; keepMine: () => void; takeTheirs: () => void } | undefined;
}

/** Writes a campaign's text. Answers from the server replace the fields only while nothing in them is unsaved. */
export function useLetter(workspaceId: string, campaign: Campaign): Letter {
  const [base, setBase] = useState(campaign);
  const [fields, setFields] = useState(fieldsOf(campaign));
  const [wanted, choose] = useState<WordingKey>();
  const [savedAt, setSavedAt] = useState<Date>();
  const cache = useQueryClient();
  const changed = changedFields(fieldsOf(base), fields);
  const unsaved = Object.keys(changed).length > 0;
  const problems = savingProblems(fields);
  const show = orpc.campaigns.show.queryKey({ input: { workspaceId, campaignId: campaign.id } });

  const begin = (from: Campaign, mine: Partial<LetterFields>) => {
    setBase(from);
    setFields(onTopOf(fieldsOf(from), fieldsOf(base), mine));
  };
  if (campaign !== base && !unsaved) begin(campaign, {});

  const change = useMutation(
    orpc.campaigns.change.mutationOptions({
      onSuccess: (saved, sent) => {
        const written = { ...fieldsOf(base), ...sent } as LetterFields;
        setFields((now) => ({ ...fieldsOf(saved), ...changedFields(fieldsOf(written), now) }));
        setBase(saved);
        setSavedAt(new Date());
        cache.setQueryData(show, saved);
        void cache.invalidateQueries({ queryKey: orpc.campaigns.preview.key() });
        void cache.invalidateQueries({ queryKey: orpc.campaigns.list.key() });
      },
      onError: (error) => {
        if (refusalKind(error) === 'CONFLICT') void cache.invalidateQueries({ queryKey: show });
      },
    }),
  );
  const save = () => {
    if (!unsaved || change.isPending || Object.keys(problems).length > 0) return;
    const { wordings } = fields;
    // With another first language the server has to know whether the words are renamed or only stand in another order.
    const words = changed.wordings ?? (changed.language === undefined ? undefined : wordings);
    change.mutate({
      ...{ workspaceId, campaignId: campaign.id, expectedTextVersion: base.textVersion },
      ...changed,
      ...(words && { wordings: words }),
    });
  };
  const overtaken = refusalKind(change.error) === 'CONFLICT' && campaign.textVersion !== base.textVersion;
  const resolve = (mine: Partial<LetterFields>) => () => {
    change.reset();
    begin(campaign, mine);
  };
  return {
    fields,
    set: (field, value) => setFields((now) => ({ ...now, [field]: value })),
    chosen: wanted && wordingOf(fields.wordings, wanted) ? wanted : { message: 'main', language: fields.language },
    choose,
    unsaved,
    problems,
    save,
    saving: change.isPending,
    savedAt,
    refusal: overtaken ? null : change.error,
    conflict: overtaken ? { theirs: campaign, keepMine: resolve(changed), takeTheirs: resolve({}) } : undefined,
  };
}
