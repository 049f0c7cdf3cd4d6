import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { count } from '../../../ui/numbers.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { tell } from '../../../ui/tell.ts';
import classes from '../outreach.module.css';
import type { Comparison, Outreach } from '../shapes.ts';

type Row = Comparison['variants'][number];

const share = ({ accepted, replied }: Row) => (accepted === 0 ? '–' : `${((replied / accepted) * 100).toFixed(1)} %`);

/** The variants of a campaign beside each other by the replies to them, and the way to use one of them alone from now on. */
export function CompareVariants({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const cache = useQueryClient();
  const ids = { workspaceId: workspace.id, outreachId: campaign.id };
  const query = useQuery(orpc.outreach.compareVariants.queryOptions({ input: ids }));
  const prefer = useMutation(
    orpc.outreach.preferVariant.mutationOptions({
      onSuccess: (changed, { variant }) => {
        cache.setQueryData(orpc.outreach.show.queryKey({ input: ids }), changed);
        void cache.invalidateQueries({ queryKey: orpc.outreach.key() });
        tell(`Variant ${variant.toUpperCase()} is used from now on.`);
      },
    }),
  );
  const mayPrefer = workspace.may('outreach.change') && campaign.state !== 'finished';
  const columns = (weighted: number): Column<Row>[] => [
    { key: 'variant', head: 'Variant', cell: ({ variant }) => <b>{variant.toUpperCase()}</b> },
    { key: 'accepted', head: 'Written to', figures: true, cell: ({ accepted }) => count(accepted) },
    { key: 'replied', head: 'Replied', figures: true, cell: ({ replied }) => count(replied) },
    { key: 'share', head: 'Share', figures: true, cell: share },
    ...(mayPrefer
      ? [
          {
            key: 'prefer',
            head: 'In use',
            cell: ({ variant, weight }: Row) =>
              weight > 0 && weighted === 1 ? (
                'Alone'
              ) : (
                <Button
                  size="compact-sm"
                  loading={prefer.isPending && prefer.variables.variant === variant}
                  onClick={() => prefer.mutate({ ...ids, variant })}
                >
                  Use {variant.toUpperCase()} from now on
                </Button>
              ),
          },
        ]
      : []),
  ];
  return (
    <section className={classes.part} aria-label="Variants">
      <h2>Variants</h2>
      <Loaded query={query} title="The variants could not be compared.">
        {({ variants, sentence }) => (
          <>
            <p className="hush">{sentence}</p>
            <DataTable
              caption="Variants"
              columns={columns(variants.filter(({ weight }) => weight > 0).length)}
              rows={variants}
              rowKey={({ variant }) => variant}
            />
            {mayPrefer && (
              <p className="small hush">
                Whoever was written to already keeps their variant through all steps; everybody else gets the one that is used from now on.
              </p>
            )}
          </>
        )}
      </Loaded>
      <Problem error={prefer.error} title="Nothing was changed." />
    </section>
  );
}
