import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { figure } from './figures.tsx';
import { Part } from './Part.tsx';
import classes from './parts.module.css';
import type { Statistics } from './shapes.ts';

type LinkCounts = Statistics['links'][number];

const columns: Column<LinkCounts>[] = [
  { key: 'url', head: 'Link', width: '60%', cell: ({ url }) => <span className={classes.url}>{url}</span> },
  { key: 'visits', head: 'Visits', figures: true, cell: ({ visits }) => figure(visits) },
  { key: 'people', head: 'Likely people', figures: true, cell: ({ people }) => figure(people) },
];

/** How often the links in the letters were followed: counts alone, of nobody in particular. */
export function Links({ links }: { links: readonly LinkCounts[] }) {
  if (links.length === 0) return null;
  return (
    <Part
      title="Links in the letters"
      saves="links"
      says="Mail systems follow links to check them, so most visits are machines. “Likely people” leaves out those that say so or act so. Who followed a link is not recorded."
    >
      <DataTable caption="Links in the letters" columns={columns} rows={links} rowKey={({ url }) => url} />
    </Part>
  );
}
