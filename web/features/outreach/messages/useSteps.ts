import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc, refusalKind } from '../../../api.ts';
import { plural } from '../../../ui/numbers.ts';
import { tell } from '../../../ui/tell.ts';
import type { Outreach } from '../shapes.ts';

/** A step as it is written: without what was counted of it, and with the number that it was saved under. */
export interface WrittenStep {
  position?: number;
  delayHours: number;
  sameThread: boolean;
  files: string[];
  texts: { variant: string; weight: number; subject: string; html: string }[];
}

const written = (campaign: Outreach): WrittenStep[] =>
  campaign.steps.map(({ delayHours, sameThread, files, texts }, index) => ({
    position: index + 1,
    delayHours,
    sameThread,
    files,
    texts: texts.map(({ variant, weight, subject, html }) => ({ variant, weight, subject, html })),
  }));

/** The writing of a team campaign: its steps, what of them is not saved, and how saving went. */
export interface Writing {
  steps: WrittenStep[];
  setSteps: (steps: WrittenStep[]) => void;
  unsaved: boolean;
  save: () => void;
  saving: boolean;
  savedAt: Date | undefined;
  refusal: unknown;
  /** Set when somebody else saved meanwhile: the two ways on. */
  conflict: { keepMine: () => void; takeTheirs: () => void } | undefined;
}

/** Writes the steps of a campaign. Answers from the server replace them only while nothing is unsaved. */
export function useSteps(workspaceId: string, campaign: Outreach): Writing {
  const [base, setBase] = useState({ version: campaign.version, steps: written(campaign) });
  const [steps, setSteps] = useState(base.steps);
  const [savedAt, setSavedAt] = useState<Date>();
  const cache = useQueryClient();
  const unsaved = JSON.stringify(steps) !== JSON.stringify(base.steps);
  const begin = (from: Outreach, mine?: WrittenStep[]) => {
    setBase({ version: from.version, steps: written(from) });
    setSteps(mine ?? written(from));
  };
  if (campaign.version > base.version && !unsaved) begin(campaign);
  const show = orpc.outreach.show.queryKey({ input: { workspaceId, outreachId: campaign.id } });
  const saveSteps = useMutation(
    orpc.outreach.saveSteps.mutationOptions({
      onSuccess: (saved, sent) => {
        setBase({ version: saved.version, steps: written(saved) });
        setSteps((now) => (JSON.stringify(now) === JSON.stringify(sent.steps) ? written(saved) : now));
        setSavedAt(new Date());
        if (saved.endedRecipients > 0)
          tell(
            `Saved. ${plural(saved.endedRecipients, 'recipient')} who waited for what was taken out ${saved.endedRecipients === 1 ? 'is' : 'are'} finished.`,
          );
        cache.setQueryData(show, saved);
        for (const key of [orpc.outreach.check.key(), orpc.outreach.preview.key(), orpc.outreach.incomplete.key()])
          void cache.invalidateQueries({ queryKey: key });
      },
      onError: (error) => {
        if (refusalKind(error) === 'CONFLICT') void cache.invalidateQueries({ queryKey: show });
      },
    }),
  );
  const overtaken = refusalKind(saveSteps.error) === 'CONFLICT' && campaign.version !== base.version;
  const resolve = (mine?: WrittenStep[]) => () => {
    saveSteps.reset();
    begin(campaign, mine);
  };
  return {
    steps,
    setSteps,
    unsaved,
    save: () => {
      if (unsaved && !saveSteps.isPending) saveSteps.mutate({ workspaceId, outreachId: campaign.id, steps, expectedVersion: base.version });
    },
    saving: saveSteps.isPending,
    savedAt,
    refusal: overtaken ? null : saveSteps.error,
    conflict: overtaken ? { keepMine: resolve(steps), takeTheirs: resolve() } : undefined,
  };
}
