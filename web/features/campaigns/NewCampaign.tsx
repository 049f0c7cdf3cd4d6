import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { AddressField } from './AddressField.tsx';
import classes from './campaign.module.css';
import { slugOf, slugProblem } from './slug.ts';

/** A name and a public address; the rest of a campaign is written on its own page. */
export function NewCampaign() {
  const { id: workspaceId, slug: workspaceSlug } = useWorkspace();
  const [name, setName] = useState('');
  const [ownSlug, setOwnSlug] = useState<string>();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const setup = useQuery(orpc.setup.state.queryOptions());
  const slug = ownSlug ?? slugOf(name);
  const create = useMutation(
    orpc.campaigns.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await cache.invalidateQueries({ queryKey: orpc.campaigns.list.key() });
        await navigate({
          to: '/w/$slug/campaigns/$campaignId',
          params: { slug: workspaceSlug, campaignId: id },
          search: { tab: 'letter' },
        });
      },
    }),
  );
  const usable = name.trim() !== '' && slugProblem(slug) === null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (usable && !create.isPending) create.mutate({ workspaceId, name: name.trim(), slug });
  };
  return (
    <>
      <PageHead
        title="New campaign"
        crumb={
          <Link to="/w/$slug/campaigns" params={{ slug: workspaceSlug }}>
            Campaigns
          </Link>
        }
        lede="It begins as a draft that only members see. Letter and recipients come next."
      />
      <form className={classes.short} onSubmit={submit}>
        <TextInput
          label="Name"
          description="The title of the public page: what you ask for, in a few words."
          placeholder="Keep the ford at Alder Mill open"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={120}
          required
          autoFocus
          withAsterisk={false}
        />
        <AddressField
          value={slug}
          onChange={setOwnSlug}
          base={`${setup.data?.publicUrl ?? location.origin}/c/${workspaceSlug}/`}
          error={name.trim() === '' ? null : slugProblem(slug)}
        />
        <Problem error={create.error} title="The campaign was not created." />
        <Group gap="xs">
          <Button type="submit" variant="filled" disabled={!usable} loading={create.isPending}>
            Create the draft
          </Button>
        </Group>
      </form>
    </>
  );
}
