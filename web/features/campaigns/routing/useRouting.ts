import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import type { Campaign } from '../shapes.ts';
import { changedRouting, formOf, type RoutingForm, routingProblems } from './routing-form.ts';

/** The routing of a campaign while it is changed: what stands in the fields, what of it is not saved yet, and how saving went. */
export interface RoutingChange {
  form: RoutingForm;
  set: (change: Partial<RoutingForm>) => void;
  unsaved: boolean;
  problems: ReadonlyMap<string, string>;
  save: () => void;
  saving: boolean;
  savedAt: Date | undefined;
  refusal: unknown;
}

/** Changes how a campaign reaches its recipients. Answers from the server replace the fields only while nothing in them is unsaved. */
export function useRouting(workspaceId: string, campaign: Campaign): RoutingChange {
  const [base, setBase] = useState(campaign);
  const [form, setForm] = useState(() => formOf(campaign));
  const [savedAt, setSavedAt] = useState<Date>();
  const cache = useQueryClient();
  const changed = changedRouting(base, form);
  const unsaved = Object.keys(changed).length > 0;
  const problems = routingProblems(form);
  if (campaign !== base && !unsaved) {
    setBase(campaign);
    if (Object.keys(changedRouting(campaign, form)).length > 0) setForm(formOf(campaign));
  }
  const change = useMutation(
    orpc.campaigns.change.mutationOptions({
      onSuccess: (saved) => {
        setBase(saved);
        setSavedAt(new Date());
        cache.setQueryData(orpc.campaigns.show.queryKey({ input: { workspaceId, campaignId: campaign.id } }), saved);
        void cache.invalidateQueries({ queryKey: orpc.campaigns.preview.key() });
        void cache.invalidateQueries({ queryKey: orpc.campaigns.list.key() });
      },
    }),
  );
  return {
    form,
    set: (part) => setForm((now) => ({ ...now, ...part })),
    unsaved,
    problems,
    save: () => {
      if (unsaved && !change.isPending && problems.size === 0) change.mutate({ workspaceId, campaignId: campaign.id, ...changed });
    },
    saving: change.isPending,
    savedAt,
    refusal: change.error,
  };
}
