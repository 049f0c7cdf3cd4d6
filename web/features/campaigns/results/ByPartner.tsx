import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { countColumns } from './figures.tsx';
import { Part } from './Part.tsx';
import type { Statistics } from './shapes.ts';

type PartnerCounts = Statistics['partners'][number];

const columns: Column<PartnerCounts>[] = [
  {
    key: 'partner',
    head: 'Came by',
    width: '30%',
    cell: ({ partnerId, name }) => (partnerId === null ? 'The campaign’s own page' : <b>{name}</b>),
  },
  ...countColumns<PartnerCounts>(['participations', 'accepted', 'skipped', 'failed', 'uncertain', 'opened']),
];

/** Letters by the partner on whose site they were begun. */
export function ByPartner({ partners }: { partners: readonly PartnerCounts[] }) {
  if (partners.every(({ partnerId }) => partnerId === null)) return null;
  return (
    <Part
      title="By partner"
      saves="partners"
      says="Where the supporter began the letter: on the campaign’s own page, or on the site of a partner."
    >
      <DataTable caption="Letters by partner" columns={columns} rows={partners} rowKey={({ partnerId }) => partnerId ?? 'own'} />
    </Part>
  );
}
